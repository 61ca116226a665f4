"""Photographs that are the same every time: light that falls off, structure at every scale, hard edges, grain."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

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


def _exif() -> Image.Exif:
    exif = Image.Exif()
    exif[0x010F], exif[0x0112] = "Bench", 1
    return exif
