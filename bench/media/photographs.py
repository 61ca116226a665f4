"""Photographs that are the same every time: light that falls off, structure at every scale, hard edges, grain."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import Any, Final

import av
import numpy as np
from PIL import Image, ImageDraw

SIZE = (4000, 2667)


def photographs(folder: Path, count: int = 12, size: tuple[int, int] = SIZE) -> list[Path]:
    """``count`` JPEGs of quality 90, some 2.5 MB each at 4000 x 2667; those that are there are kept."""
    folder.mkdir(parents=True, exist_ok=True)
    with ProcessPoolExecutor() as pool:
        return list(pool.map(partial(_kept, folder, size), range(1, count + 1)))


def _kept(folder: Path, size: tuple[int, int], number: int) -> Path:
    path = folder / f"photo-{number:02}-{size[0]}.jpg"
    if not path.is_file():
        aside = path.with_suffix(".part")
        photograph(number, size).save(aside, "JPEG", quality=90, exif=_exif())
        aside.rename(path)
    return path


def photograph(number: int, size: tuple[int, int] = SIZE) -> Image.Image:
    """One of them. Every third is misty (hardly any fine structure), every third is gravel and leaves."""
    width, height = size
    random = np.random.default_rng(4200 + number)
    fall = (0.62, 0.8, 0.9)[number % 3]
    light = np.zeros((height, width), np.float32)
    cells, strength = 3, 42.0
    while cells < width * 2 // 3:
        field = random.standard_normal((max(2, cells * height // width + 1), cells)).astype(np.float32) * strength
        light += np.asarray(Image.fromarray(field).resize(size, Image.Resampling.BICUBIC))
        cells, strength = cells * 2, strength * fall
    down = np.linspace(1, 0, height, dtype=np.float32)[:, None]
    light = 120 + light * 0.8 + (down - 0.5) * 90
    shapes = Image.new("L", size, 0)
    draw = ImageDraw.Draw(shapes)
    for _ in range(40):
        x, y = int(random.integers(0, width)), int(random.integers(height // 3, height))
        side = int(random.integers(width // 100, width // 10))
        draw.rectangle([x, y, x + side, y + side * 2], fill=int(random.integers(0, 90)))
    light -= np.asarray(shapes, np.float32)
    planes = np.empty((height, width, 3), np.uint8)
    grain = random.standard_normal((height, width), dtype=np.float32) * (2, 4, 6)[number % 3]
    for plane, (gain, offset) in enumerate(((1.0, 8.0), (0.97, 0.0), (0.88, 14.0))):
        tint = random.standard_normal((9, 13)).astype(np.float32) * 14
        colour = np.asarray(Image.fromarray(tint).resize(size, Image.Resampling.BICUBIC))
        planes[..., plane] = np.clip(light * gain + offset + colour + grain, 0, 255)
    return Image.fromarray(planes)


def _saved(picture: Image.Image, path: Path, **options: Any) -> None:
    picture.save(path, **options)


def _through(picture: Image.Image, path: Path, **options: Any) -> None:
    picture.putalpha(Image.radial_gradient("L").resize(picture.size))
    picture.save(path, **options)


def _cmyk(picture: Image.Image, path: Path) -> None:
    picture.convert("CMYK").save(path, quality=90)


def _avif(picture: Image.Image, path: Path, curve: int) -> None:
    """In 10 bits, its colours said to be of BT.2020 and that curve, by their numbers."""
    os.environ.setdefault("SVT_LOG", "1")  # errors alone
    with av.open(str(path), "w", format="avif") as out:
        options = {"preset": "10", "crf": "35", "svtav1-params": "lp=1"}
        stream: Any = out.add_stream("libsvtav1", rate=1, options=options)
        stream.width, stream.height, stream.pix_fmt = picture.width, picture.height, "yuv420p10le"
        context = stream.codec_context
        context.color_primaries, context.color_trc, context.colorspace, context.color_range = 9, curve, 9, 1
        frame: Any = av.VideoFrame.from_image(picture)
        out.mux([*stream.encode(frame.reformat(format="yuv420p10le")), *stream.encode(None)])


def _heic(picture: Image.Image, path: Path, **more: Any) -> None:
    sys.path.insert(0, str(Path(__file__).parents[2]))
    from tests.media import samples

    samples.heic(path, *picture.size, picture=picture, **more)


def _sixteen(picture: Image.Image, path: Path, **options: str) -> None:
    """With 16 bits a channel, which Pillow does not write."""
    codec: Any = av.CodecContext.create(path.suffix[1:].replace("tif", "tiff"), "w")
    frame: Any = av.VideoFrame.from_image(picture)
    frame = frame.reformat(format="rgb48be" if path.suffix == ".png" else "rgb48le")
    codec.width, codec.height, codec.pix_fmt = picture.width, picture.height, frame.format.name
    codec.time_base, codec.options = Fraction(1, 25), options
    path.write_bytes(b"".join(bytes(packet) for packet in (*codec.encode(frame), *codec.encode(None))))


def _numbered(picture: Image.Image, path: Path) -> None:
    """With 16 bits a channel that are said to be of BT.2020 and PQ, by their numbers."""
    sys.path.insert(0, str(Path(__file__).parents[2]))
    from tests.media import samples

    _sixteen(picture, path, compression_level="1")
    samples.numbered(path, bytes((9, 16, 0, 1)))


_PQ: Final = {"primaries": 9, "curve": 16, "deep": True}

KINDS: Final[dict[str, Callable[[Image.Image, Path], None]]] = {
    "jpg": partial(_saved, quality=90),
    "progressive.jpg": partial(_saved, quality=90, progressive=True),
    "cmyk.jpg": _cmyk,
    "png": partial(_saved, compress_level=1),
    "16.png": partial(_sixteen, compression_level="1"),
    "pq.png": _numbered,
    "tif": _saved,
    "16.tif": partial(_sixteen, compression_algo="raw"),
    "packed-16.tif": partial(_sixteen, compression_algo="deflate"),
    "webp": partial(_saved, quality=80, method=0),
    "lossless.webp": partial(_saved, lossless=True, quality=0, method=0),
    "avif": partial(_saved, quality=60, speed=10),
    "pq.avif": partial(_avif, curve=16),
    "hlg.avif": partial(_avif, curve=18),
    "heic": _heic,
    "tiled.heic": partial(_heic, tile=512),
    "pq.heic": partial(_heic, **_PQ),
    "tiled-pq.heic": partial(_heic, tile=512, **_PQ),
    "through.png": partial(_through, compress_level=1),
    "through.webp": partial(_through, quality=80, method=0),
    "through-lossless.webp": partial(_through, lossless=True, quality=0, method=0),
    "through.avif": partial(_through, quality=60, speed=10),
}
"""Kinds of photograph by the endings of their names, each with what writes it. They are as large as they are asked for:
HEIC of one tile is made so too, although its levels end at 36 megapixels."""


def _exif() -> Image.Exif:
    exif = Image.Exif()
    exif[0x010F], exif[0x0112] = "Bench", 1
    return exif
