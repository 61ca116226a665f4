"""How well an encoder must work on one picture so that it looks as good as the others: quality by what is seen.

One number for all gives a misty morning too many bytes and a gravel path too few. Here each picture is encoded twice
as a small sample, the sample is compared with its original, and the encoder's quality follows from the difference.
The measure stands in for SSIMULACRA2, which takes more time than the encoders; how near it comes is in docs/media.md.
"""

from __future__ import annotations

import io
from itertools import product
from math import log2
from typing import Any, Final

from msgspec import Struct
from PIL import Image, ImageMath

TILE: Final = 96
TILES: Final = 4
"""Of a picture larger than as many tiles squared, as many squared are looked at, evenly spread."""

WHOLE: Final = 160_000
"""Pixels up to which a picture is looked at whole."""

BLOCK: Final = 8
"""Pixels of the side of the squares in which the structure is compared: those in which JPEG works."""

TEMPER: Final = 0.7
"""How much of the way a picture is taken to its target: the last steps cost most where least is seen, in grain."""

NEAR: Final = 2
"""Steps of quality within which the first sample is believed, without a second."""

_STILL: Final = (0.03 * 255) ** 2
"""SSIM's second constant (Wang et al., 2004): below this variance nothing is seen to move."""


class Plane(Struct, frozen=True):
    """Light or a colour of a picture: its values, and how much they vary in each block (both in F)."""

    values: Image.Image
    variance: Image.Image


class Encoder(Struct, frozen=True):
    """What an encoder's quality does to the score, fitted to SSIMULACRA2 over 28 pictures at two to four widths.

    score = base + gain * quality - light * (loss in Y) - colour * (loss in Cr) - size * log2(width / 480)
    """

    format: str
    options: dict[str, int]
    base: float
    gain: float
    light: float
    colour: float
    size: float
    usual: float
    """The quality with which most pictures score 70, and how much more it takes for a point more."""
    step: float
    lowest: int
    highest: int


ENCODERS: Final[dict[str, Encoder]] = {
    "avif": Encoder(
        "AVIF", {"speed": 10, "max_threads": 1}, base=64.9, gain=0.32, light=118.6, colour=20.5, size=2.06,
        usual=57.0, step=1.25, lowest=42, highest=78,
    ),
    "jpeg": Encoder(
        "JPEG", {}, base=61.5, gain=0.333, light=99.6, colour=38.7, size=0.35,
        usual=67.0, step=1.6, lowest=50, highest=92,
    ),
    "webp": Encoder(
        "WEBP", {"method": 0}, base=66.9, gain=0.237, light=144.4, colour=35.0, size=0.72,
        usual=77.0, step=1.4, lowest=60, highest=94,
    ),
}  # fmt: skip


class Sample(Struct, frozen=True):
    """What is looked at of a picture (L or RGB) that is ``width`` pixels wide, and its planes."""

    width: int
    image: Image.Image
    light: Plane
    colour: Plane


def sample(image: Image.Image) -> Sample:
    """A part of a picture in L or RGB that stands for the whole."""
    part = _sampled(image)
    return Sample(image.width, part, *_planes(part))


def quality(sample: Sample, format: str, score: int) -> int:
    """The encoder's quality, on its own scale, with which the picture comes to look as good as ``score``.

    ``score`` is on SSIMULACRA2's scale: 50 middling, 70 high, 90 not to be told from the original.
    """
    encoder = ENCODERS[format]
    usual = encoder.usual + (score - 70) * encoder.step
    first = _bounded(usual, encoder)
    reached = judge(sample, encoder, first)
    second = _bounded(first + (score - reached) * encoder.step, encoder)
    wanted = first + (score - reached) * encoder.step
    if abs(second - first) > NEAR:
        again = judge(sample, encoder, second)
        step = (second - first) / (again - reached) if again != reached else encoder.step
        wanted = second + (score - again) * min(max(step, encoder.step / 2), encoder.step * 2)
    return _bounded(usual + TEMPER * (wanted - usual), encoder)


def judge(sample: Sample, encoder: Encoder, quality: int) -> float:
    """What SSIMULACRA2 would say of a picture whose sample is encoded with that quality."""
    out = io.BytesIO()
    sample.image.save(out, encoder.format, quality=quality, **encoder.options)
    with Image.open(out, formats=[encoder.format]) as shown:
        light, colour = losses(sample, shown)
    octaves = _octaves(sample.width)
    return (
        encoder.base + encoder.gain * quality - encoder.light * light - encoder.colour * colour - encoder.size * octaves
    )


def losses(sample: Sample, shown: Image.Image) -> tuple[float, float]:
    """How much of the structure is lost in light (Y) and in red against green (Cr), 0 to 2, in a picture of its size.

    In each block 1 - SSIM without its term for brightness; of all blocks the mean of the fourth powers, so that the
    worst count for most, as they do for the eye.
    """
    light, colour = _planes(shown)
    return _loss(sample.light, light), _loss(sample.colour, colour)


def _planes(image: Image.Image) -> tuple[Plane, Plane]:
    """Light and red against green, of whole blocks."""
    size = (image.width // BLOCK * BLOCK, image.height // BLOCK * BLOCK)
    if not all(size):
        size = (BLOCK, BLOCK)  # smaller than a block: nothing is to be compared
    planes = image.convert("RGB").convert("YCbCr").crop((0, 0, *size)).split()
    light, colour = (plane.convert("F") for plane in (planes[0], planes[2]))
    return Plane(light, _variance(light)), Plane(colour, _variance(colour))


def _loss(one: Plane, other: Plane) -> float:
    lost = ImageMath.lambda_eval(lambda of: of["a"] - of["b"], a=one.values, b=other.values)
    fourth = ImageMath.lambda_eval(_fourth, moved=_variance(lost), was=one.variance, became=other.variance)
    return float(fourth.resize((1, 1), Image.Resampling.BOX).getpixel((0, 0)) ** 0.25)


def _variance(plane: Image.Image) -> Image.Image:
    """The variance in each block of a plane in F."""
    square = ImageMath.lambda_eval(lambda of: of["a"] * of["a"], a=plane)
    blocks = {"mean": plane.reduce(BLOCK), "square": square.reduce(BLOCK)}
    made: Image.Image = ImageMath.lambda_eval(lambda of: of["max"](of["square"] - of["mean"] * of["mean"], 0), **blocks)
    return made


def _fourth(of: dict[str, Any]) -> Any:
    """The fourth power of what is lost in each block."""
    share = of["moved"] / (of["was"] + of["became"] + _STILL)
    squared = share * share
    return squared * squared


def _sampled(image: Image.Image) -> Image.Image:
    if image.width * image.height <= WHOLE or image.width < TILE * 2 or image.height < TILE * 2:
        return image.crop((0, 0, min(image.width, WHOLE), min(image.height, WHOLE // min(image.width, WHOLE))))
    part = Image.new(image.mode, (TILE * TILES, TILE * TILES))
    for row, column in product(range(TILES), range(TILES)):
        left = round((image.width - TILE) * (column + 0.5) / TILES)
        top = round((image.height - TILE) * (row + 0.5) / TILES)
        part.paste(image.crop((left, top, left + TILE, top + TILE)), (column * TILE, row * TILE))
    return part


def _octaves(width: int) -> float:
    """How many times as wide as 480 pixels, as a power of two."""
    return log2(width / 480)


def _bounded(value: float, encoder: Encoder) -> int:
    return max(encoder.lowest, min(encoder.highest, round(value)))
