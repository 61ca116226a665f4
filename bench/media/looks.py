"""How photographs look for what they weigh: looks.py weight | fidelity | settings. Needs numpy and ssimulacra2 (pip).

`weight`: what pages load of webdoc and of eleventy-img (when it is in `peers`), scored by SSIMULACRA2 against the same
photograph made smaller without loss. `fidelity`: how near webdoc's own estimate comes to that score. `settings`: what
encoders cost and give, bytes at one score. Photographs: those of the demo and three made ones, or `--photos FOLDER`.
"""

from __future__ import annotations

import argparse
import io
import math
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parents[1])]

from PIL import Image  # noqa: E402
from ssimulacra2 import compute_ssimulacra2  # noqa: E402

from webdoc.media import fidelity, images, plan  # noqa: E402
from webdoc.model import Media  # noqa: E402


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=("weight", "fidelity", "settings"))
    parser.add_argument("--photos", type=Path)
    parser.add_argument("--widths", default="480,800,1440")
    parser.add_argument("--formats", default="avif,webp,jpeg")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="webdoc-bench-") as folder:
        photos = gathered(asked.photos, Path(folder) / "photos")
        widths = [int(width) for width in asked.widths.split(",")]
        if asked.what == "weight":
            weight(photos, widths, Path(folder), asked.formats.split(","))
        else:
            {"fidelity": tracks, "settings": settings}[asked.what](photos, widths)


def gathered(chosen: Path | None, folder: Path) -> Path:
    """A folder of JPEGs."""
    folder.mkdir()
    for path in sorted((chosen or HERE.parents[1] / "media").glob("*.jpg")):
        shutil.copy(path, folder)
    if chosen is None:
        from photographs import photograph

        for number in (1, 2, 3):
            photograph(number).save(folder / f"made-{number}.jpg", quality=90)
    return folder


def weight(photos: Path, widths: list[int], folder: Path, formats: list[str]) -> None:
    """The table of what is loaded, by engine, format and width."""
    found: dict[tuple[str, str, int], list[tuple[int, float]]] = {}
    other = folder / "eleventy"
    if (HERE / "peers/node_modules/@11ty/eleventy-img").is_dir():
        command = ["node", HERE / "peers/eleventy.mjs", photos, other, ",".join(formats), ",".join(map(str, widths))]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=os.environ | {"PEERS": str(HERE / "peers")})
    for path, width, reference in references(photos, widths):
        for form, data in webdoc(path, width, formats):
            found.setdefault(("webdoc", form, width), []).append((len(data), score(reference, data)))
        for form in formats:
            theirs = other / f"{path.stem}-{width}.{form}"
            if theirs.is_file():
                data = theirs.read_bytes()
                found.setdefault(("eleventy-img", form, width), []).append((len(data), score(reference, data)))
        print(".", end="", flush=True)
    print(f"\n{'':14}{'format':8}{'width':>6}{'photos':>8}{'KB':>9}{'mean':>7}{'10th':>7}{'worst':>7}")
    for (engine, form, width), rows in sorted(found.items(), key=lambda item: (item[0][2], item[0][1], item[0][0])):
        scores = sorted(one for _, one in rows)
        low = scores[len(scores) // 10]
        total = sum(size for size, _ in rows) / 1000
        print(
            f"{engine:14}{form:8}{width:6}{len(rows):8}{total:9.0f}{statistics.mean(scores):7.1f}{low:7.1f}{scores[0]:7.1f}"
        )
    for own, form in (("avif", "webp"), ("avif", "avif"), ("webp", "webp"), ("jpeg", "jpeg")):
        ours, theirs = (together(found, *one) for one in (("webdoc", own), ("eleventy-img", form)))
        if ours[0] and theirs[0]:
            more = ours[1] - theirs[1]
            print(f"webdoc's {own} to eleventy-img's {form}: {ours[0] / theirs[0]:.3f} of the bytes, score {more:+.2f}")


def together(found: dict[tuple[str, str, int], list[tuple[int, float]]], engine: str, form: str) -> tuple[int, float]:
    """Bytes and mean score over all widths."""
    rows = [row for (who, what, _), some in found.items() if (who, what) == (engine, form) for row in some]
    return sum(size for size, _ in rows), statistics.mean(one for _, one in rows) if rows else 0.0


def tracks(photos: Path, widths: list[int]) -> None:
    """The estimate beside the score, for three qualities of each encoder."""
    for name, encoder in fidelity.ENCODERS.items():
        pairs, fixed = [], []
        for _, _, reference in references(photos, widths):
            sample = fidelity.sample(reference)
            for quality in (round(encoder.usual) - 6, round(encoder.usual), round(encoder.usual) + 6):
                data = saved(reference, encoder.format, quality=quality, **options(name, reference))
                pairs.append((fidelity.judge(sample, encoder, quality), score(reference, data)))
                fixed.append((encoder.base + encoder.gain * quality, pairs[-1][1]))
        for what, some in (("estimate", pairs), ("from quality alone", fixed)):
            bias = statistics.mean(true - said for said, true in some)
            error = math.sqrt(statistics.mean((true - said - bias) ** 2 for said, true in some))
            tie = statistics.correlation([said for said, _ in some], [true for _, true in some])
            print(
                f"{name:6}{what:20}{len(some):5} pictures, off by {error:.2f} (bias {bias:+.2f}), correlation {tie:.3f}"
            )


def settings(photos: Path, widths: list[int]) -> None:
    """CPU a megapixel, and bytes at a score of 70, by encoder settings; ratios to the first of each format."""
    tried: dict[str, list[tuple[str, dict[str, Any]]]] = {
        "AVIF": [(f"speed {speed}", {"speed": speed, "max_threads": 1}) for speed in (6, 4, 5, 7, 8, 9, 10)],
        "WEBP": [(f"method {method}", {"method": method}) for method in (4, 0, 2, 6)],
        "JPEG": [
            ("optimised", {"optimize": True}),
            ("plain", {}),
            ("progressive", {"optimize": True, "progressive": True}),
        ],
    }
    some = [one for at, one in enumerate(references(photos, widths)) if at % 4 == 0]
    for form, rows in tried.items():
        usual = fidelity.ENCODERS[form.lower()].usual
        first = 0.0
        for name, extra in rows:
            total, spent, pixels = 0.0, 0.0, 0
            for _, _, reference in some:
                points = []
                for quality in (round(usual) - 5, round(usual) + 5):
                    begin = time.process_time()
                    data = saved(reference, form, quality=quality, **extra)
                    spent += time.process_time() - begin
                    pixels += reference.width * reference.height
                    points.append((score(reference, data), math.log(len(data))))
                (low, small), (high, large) = points
                total += math.exp(small + (large - small) * (70 - low) / (high - low))
            first = first or total
            print(
                f"{form:6}{name:14}{spent / pixels * 1e6:7.3f} s a megapixel {total / first:7.3f} of the bytes",
                flush=True,
            )


def references(photos: Path, widths: list[int]) -> Iterator[tuple[Path, int, Image.Image]]:
    """Each photograph at each width that it has, made smaller in one step without loss."""
    for path in sorted(photos.iterdir()):
        with Image.open(path) as opened:
            whole = opened.convert("RGB")
        for width in widths:
            if width <= whole.width:
                size = (width, round(whole.height * width / whole.width))
                yield path, width, whole.resize(size, Image.Resampling.LANCZOS)


def webdoc(path: Path, width: int, formats: list[str]) -> Iterator[tuple[str, bytes]]:
    """What webdoc makes of a photograph at a width."""
    with Image.open(path) as opened:
        size = opened.size
    media = Media(path=path.name, kind="photo", digest="0" * 64, size=1, width=size[0], height=size[1])
    wanted = plan.picture(media, plan.Ladder((width,), tuple(formats)))
    with path.open("rb") as file:
        for item, data in images.make(file, "JPEG", wanted):
            yield item.recipe.format, data


def options(name: str, image: Image.Image) -> dict[str, Any]:
    """What webdoc encodes with besides the quality."""
    speed = images.AVIF_SPEEDS[image.width * image.height > images.THOROUGH]
    return {"avif": {"speed": speed, "max_threads": 1}, "webp": {"method": images.WEBP_METHOD}, "jpeg": {}}[name]


def saved(image: Image.Image, format: str, **options: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, format, **options)
    return out.getvalue()


def score(reference: Image.Image, data: bytes) -> float:
    """SSIMULACRA2 of an encoded picture; 100 is the same."""
    with tempfile.TemporaryDirectory() as folder:
        one, other = Path(folder) / "one.png", Path(folder) / "other.png"
        reference.save(one, compress_level=1)
        Image.open(io.BytesIO(data)).convert("RGB").save(other, compress_level=1)
        return float(compute_ssimulacra2(str(one), str(other)))


if __name__ == "__main__":
    main()
