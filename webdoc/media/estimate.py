"""What making a derivative will cost, before it is made: seconds of work, memory, bytes. Pure; facts in, numbers out.

The figures are means over photographs, voices and phone videos on one core of a small server (`docs/media.md`). Seconds
are right in proportion to each other, which is what a progress bar and a time limit need; a machine may be twice as
fast. Memory is meant to be rather too much. Bytes are of the size that the files of a real page turn out to have.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from webdoc.model import Derivative, Media, Recipe

MB: Final = 1_000_000

_ENCODE: Final = {"avif": 0.30, "webp": 0.09, "jpeg": 0.02}
"""Seconds for a million pixels."""
_CARD: Final = 0.05
_DECODE: Final = 0.02
_SOUND: Final = 0.015
"""Seconds for a second of sound in one format, its decoding and its levelling included."""
_VIDEO: Final = 0.5
"""Seconds for a second of video of a million pixels, at 25 to 30 frames a second, in H.264 or AV1: 0.3 where little
moves, 0.7 where there is grain."""
_VIDEO_DECODE: Final = 0.04
_STILL: Final = 0.5
_READ: Final = 0.004
"""Seconds to read and digest a megabyte."""

_START: Final = 130 * MB
"""A worker with its libraries, and an encoder at work on a picture of the usual widths."""
_WORKER: Final = 80 * MB
"""A worker with the libraries for pictures."""
_ENCODER: Final = 29
"""Bytes for each pixel of the largest picture that is encoded, its transparency included."""
_ANCHOR: Final = 2400
PHOTOGRAPHS: Final = 285 * MB
"""What photographs may take for each worker: two and what started them hold 600 MB. One alone may take more."""
_FRAMES: Final = 36
"""Frames that a decoder and its threads keep, and that wait to be given back, now more, now less."""
_LOOKAHEAD: Final = 45
"""Frames that an encoder looks ahead; AV1 keeps three times as much."""

_BITS: Final = {"avif": 0.7, "webp": 1.1, "jpeg": 1.3}
"""Bits of a pixel of a photograph 1440 pixels wide; smaller ones have more detail in a pixel, larger ones less."""
_SOUND_BITS: Final = {"opus": 64_000, "m4a": 128_000, "mp3": 160_000}
_VIDEO_BITS: Final = {"mp4": 1_600_000, "webm": 900_000}
"""Bits a second of video of a million pixels."""

PATIENCE: Final = 40.0
"""How many times longer than estimated a job may take before it counts as hung: old machines, busy machines."""
LEAST: Final = 180.0
"""Seconds that any job may take."""


def seconds(family: str, recipes: Iterable[Recipe], media: Media | None, size: int) -> float:
    """Seconds on one core that a job of that family takes, for a source file of ``size`` bytes.

    Without facts of the source they are guessed from its size.
    """
    recipes = tuple(recipes)
    pixels, length = _facts(family, media, size)
    read = _READ * size / MB
    cards = sum(_CARD for one in recipes if one.card)
    if family == "picture":
        made = sum(_ENCODE.get(one.format, 0.2) * one.width * one.height / 1e6 for one in recipes if not one.card)
        return read + _DECODE * pixels / 1e6 + made + cards
    if family == "type":
        return cards
    if family == "still":
        return read + _STILL + 0.05 * len(recipes)
    if family == "sound":
        return read + _SOUND * length * len(recipes)
    # What is copied as it is (quality 0) costs its reading alone, what is cut into pieces less.
    made = sum(_VIDEO * one.width * one.height / 1e6 for one in recipes if one.quality and one.make != "stream")
    return read + length * (_VIDEO_DECODE * pixels / 1e6 + made)


def memory(family: str, recipes: Iterable[Recipe], media: Media | None, size: int) -> int:
    """Bytes of memory that a worker holds at most while it does such a job, its libraries included."""
    recipes = tuple(recipes)
    pixels, _ = _facts(family, media, size)
    if family == "picture":
        encoded = max((one.width * one.height for one in recipes), default=0) * _ENCODER
        # What is made wider than usual comes from the whole picture, which waits for its encoders.
        whole = pixels * 6 if any(one.width > _ANCHOR for one in recipes) else 0
        return _WORKER + max(media.held if media and media.held else pixels * 8, encoded) + whole
    if family in ("sound", "type"):
        return _START
    # All sizes and formats come from one pass, so all their encoders are there at once.
    moving = [one for one in recipes if one.quality and one.make != "stream"]
    ahead = sum(one.width * one.height * (3 if one.format == "webm" else 1) for one in moving)
    return int(_START + 1.5 * (pixels * _FRAMES + ahead * _LOOKAHEAD))


def limit(expected: float) -> float:
    """Seconds after which a job that was expected to take so many counts as hung."""
    return LEAST + PATIENCE * expected


def weight(derivative: Derivative, media: Media) -> int:
    """Bytes that a derivative will probably have."""
    recipe = derivative.recipe
    if recipe.make in ("picture", "poster", "card"):
        pixels = recipe.width * recipe.height
        finer = min(2.0, max(0.6, (1440 / max(recipe.width, 1)) ** 0.4))
        return 400 + int(_BITS.get(recipe.format, 1.0) * finer * pixels / 8)
    if recipe.make == "sound":
        return 2_000 + int(media.duration * _SOUND_BITS.get(recipe.format, 96_000) / 8)
    if recipe.format == "m3u8":
        return 400
    if not recipe.quality:
        return media.size
    bits = _VIDEO_BITS.get(recipe.format, 1_200_000) * recipe.width * recipe.height / 1e6
    heard = 128_000 if media.audible and recipe.make in ("video", "stream") else 0
    return 4_000 + int(media.duration * (bits + heard) / 8)


def _facts(family: str, media: Media | None, size: int) -> tuple[int, float]:
    """Pixels of the source and its length in seconds."""
    if media is not None:
        return media.width * media.height, media.duration
    if family == "picture":
        return 3 * size, 0.0
    return (1920 * 1080, size / MB) if family in ("video", "still") else (0, size / 16_000)
