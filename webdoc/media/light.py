"""High light (PQ, HLG) and wide colours (P3, BT.2020), told by numbers (ITU-T H.273), as a table of what screens show.

White of 203 nits, as ITU-R BT.2408 has it, comes out at L* 91, what is brighter up to 1000 nits between that and white;
what is darker than half of it keeps its light. Hues stay: the brightest of red, green and blue is mapped, the others
follow it (BT.2408, annex 5, with the curve of BT.2390, 5.4.1), and a colour that sRGB does not have becomes paler.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from functools import cache
from typing import Final

PQ: Final = 16
HLG: Final = 18
HDR: Final = (PQ, HLG)
"""The transfer curves PQ (SMPTE ST 2084) and HLG (ARIB STD-B67)."""

P3: Final = (11, 12)
BT2020: Final = 9
WIDE: Final = (BT2020, *P3)
"""Primaries wider than those of sRGB."""

WHITE: Final = 203.0
PEAK: Final = 1000.0
"""Nits (cd/m²) of paper in high light, and of the brightest that is told apart: BT.2408 and the usual master."""

STEPS: Final = 33
"""Of each colour in the table; between them it is interpolated."""

Colour = tuple[float, float, float]

_FROM_2020: Final = ((1.6605, -0.5876, -0.0728), (-0.1246, 1.1329, -0.0083), (-0.0182, -0.1006, 1.1187))
_FROM_P3: Final = ((1.2249, -0.2247, 0.0), (-0.0420, 1.0419, 0.0), (-0.0197, -0.0786, 1.0979))
_SAME: Final = ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0))
"""Linear colours to those of BT.709 (ITU-R BT.2087, and from the primaries of SMPTE EG 432-1)."""

_LUMA: Final = (0.2126, 0.7152, 0.0722)
_LUMA_2020: Final = (0.2627, 0.6780, 0.0593)


@cache
def table(curve: int, primaries: int) -> str:
    """The table as a ``.cube``: from colours of that curve and primaries, by their numbers, to sRGB."""
    rows = (f"{red:.5f} {green:.5f} {blue:.5f}" for red, green, blue in _entries(curve, primaries))
    return f"LUT_3D_SIZE {STEPS}\n" + "\n".join(rows) + "\n"


def _entries(curve: int, primaries: int) -> Iterator[Colour]:
    """In the order of a table: red changes first."""
    matrix = _FROM_2020 if primaries == BT2020 else _FROM_P3 if primaries in P3 else _SAME
    decode = {PQ: _pq, HLG: _hlg}.get(curve, _from_srgb)
    levels = [decode(step / (STEPS - 1)) for step in range(STEPS)]
    lit = _ootf if curve == HLG else None
    for blue in levels:
        for green in levels:
            for red in levels:
                colour = lit((red, green, blue)) if lit else (red, green, blue)
                if curve in HDR:
                    top = max(colour)
                    down = _rolled(top) / top if top > 0 else 1.0
                    colour = colour[0] * down, colour[1] * down, colour[2] * down
                yield _seen(matrix, colour)


def _seen(matrix: tuple[Colour, Colour, Colour], colour: Colour) -> Colour:
    """In sRGB, paler where it would lie outside, as light as before."""
    moved = [sum(one * part for one, part in zip(row, colour, strict=True)) for row in matrix]
    light = min(1.0, max(0.0, sum(one * part for one, part in zip(_LUMA, moved, strict=True))))
    keep = 1.0
    for part in moved:
        if part < 0.0:
            keep = min(keep, light / (light - part))
        elif part > 1.0:
            keep = min(keep, (1.0 - light) / (part - light))
    red, green, blue = (_to_srgb(light + keep * (part - light)) for part in moved)
    return red, green, blue


def _pq(value: float) -> float:
    """Nits of a value in PQ, in whites."""
    power = value ** (1 / 78.84375)
    part = max(power - 0.8359375, 0.0) / (18.8515625 - 18.6875 * power)
    return float(10_000 / WHITE * part ** (1 / 0.1593017578125))


def _to_pq(whites: float) -> float:
    power = (max(whites, 0.0) * WHITE / 10_000) ** 0.1593017578125
    return float(((0.8359375 + 18.8515625 * power) / (1 + 18.6875 * power)) ** 78.84375)


def _hlg(value: float) -> float:
    """Light of the scene, 1 at the most (ITU-R BT.2100)."""
    if value <= 0.5:
        return value * value / 3
    return (math.exp((value - 0.55991073) / 0.17883277) + 0.28466892) / 12


def _ootf(scene: Colour) -> Colour:
    """What a screen of `PEAK` nits makes of the light of a scene, in whites."""
    light = sum(one * part for one, part in zip(_LUMA_2020, scene, strict=True))
    factor = PEAK / WHITE * light**0.2 if light > 0 else 0.0
    return scene[0] * factor, scene[1] * factor, scene[2] * factor


def _knee() -> Callable[[float], float]:
    """The curve of BT.2390 from `PEAK` to white, both in whites: straight up to its knee, then a spline."""
    peak = _to_pq(PEAK / WHITE)
    most = _to_pq(1.0) / peak
    start = 1.5 * most - 0.5

    def rolled(whites: float) -> float:
        value = min(_to_pq(whites) / peak, 1.0)
        if value < start:
            return whites
        at = (value - start) / (1 - start)
        square, cube = at * at, at**3
        spline = (
            (2 * cube - 3 * square + 1) * start
            + (cube - 2 * square + at) * (1 - start)
            + (3 * square - 2 * cube) * most
        )
        return _pq(spline * peak)

    return rolled


_rolled: Final = _knee()


def _from_srgb(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)


def _to_srgb(light: float) -> float:
    value = min(1.0, max(0.0, light))
    return value * 12.92 if value <= 0.0031308 else float(1.055 * value ** (1 / 2.4) - 0.055)
