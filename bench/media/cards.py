"""What cards cost: cards.py [--count 200], on a photograph that it makes itself, in one process.

CPU of each card beyond the decode of its photograph, which all of one photograph's cards share; then a second round,
which has to draw none. Quotes in five scripts by turns, in the theme that is asked for.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
import time
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.hard import HARD  # noqa: E402
from webdoc.media import images, plan, probe, run, upright  # noqa: E402
from webdoc.media.pool import Serial  # noqa: E402
from webdoc.media.store import Store  # noqa: E402
from webdoc.model import Media  # noqa: E402
from webdoc.pages.theme import Theme  # noqa: E402


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--themes", default="constat,affiche,veille")
    parser.add_argument("--format", default="landscape", choices=("landscape", "square", "story"))
    given = parser.parse_args()
    for name in given.themes.split(","):
        with tempfile.TemporaryDirectory() as folder:
            print(json.dumps({"theme": name, **measured(Path(folder), name, given.count, given.format)}))


def measured(folder: Path, name: str, count: int, format: str) -> dict[str, object]:
    """Milliseconds of CPU, bytes, and what a second round draws."""
    path = folder / "a.jpg"
    photograph(path)
    media = probe.probe(path, "a.jpg")
    assert isinstance(media, Media)
    cards = Theme(name, ROOT).cards
    texts = [replaced(number) for number in range(count)]
    wanted = [plan.card(media, text, cards.design, format) for text in texts]
    with path.open("rb") as file:
        begun = time.process_time()
        upright.decoded(upright.opened(file, "JPEG"), images.ANCHOR)
        decode = time.process_time() - begun
    store = Store(folder / ".webdoc")
    jobs = run.jobs(wanted, folder, typefaces=cards.typefaces)
    begun = time.process_time()
    issues = run.run(jobs, store, Serial())
    assert not issues, issues
    spent = time.process_time() - begun
    weights = [store.path(one.name).stat().st_size for one in wanted]
    return {
        "cards": len(wanted),
        "decode_ms": round(decode * 1000),
        "ms_each_beyond_the_decode": round((spent - decode * len(jobs)) * 1000 / len(wanted), 1),
        "kb_median": round(statistics.median(weights) / 1000),
        "kb_most": round(max(weights) / 1000),
        "drawn_again": len(store.missing(wanted)),
    }


def replaced(number: int) -> object:
    """One of the hard texts, made another by its number."""
    import msgspec

    text = HARD[number % len(HARD)]
    return msgspec.structs.replace(text, byline=f"{text.byline} {number}".strip())


def photograph(path: Path) -> None:
    """24 megapixels with something in them."""
    small = Image.effect_noise((600, 400), 60).convert("RGB")
    big = Image.blend(
        small.resize((6000, 4000), Image.Resampling.BICUBIC), Image.new("RGB", (6000, 4000), "#8a7a60"), 0.4
    )
    big.save(path, quality=88)


if __name__ == "__main__":
    main()
