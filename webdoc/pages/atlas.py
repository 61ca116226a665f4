"""Maps without tiles: outlines and points on Mercator's plane, as places in a drawing. Pure."""

from __future__ import annotations

import math
from itertools import pairwise

from msgspec import Struct

from webdoc.model import SHAPE_KINDS, Map, Shape
from webdoc.pages import exhibitviews, i18n
from webdoc.pages.exhibitviews import OutlineView

WIDTH = 1000.0
"""Units of the drawing from left to right."""

_MARGIN, _AROUND = 0.1, 0.25
"""Of the width, beside outlines and beside points alone."""
_TALLEST, _WIDEST = 1.15, 0.42
"""Height over width that a map may have."""
_SMALLEST = 0.0006
"""Of the plane's width (2 π): what is shown around a single point, some four kilometres at the equator."""
_NORTHMOST = 85.0
_EARTH = 40_075.0
"""Kilometres around the equator."""


class _Frame(Struct, frozen=True):
    """The part of the plane that is drawn."""

    left: float
    top: float
    width: float
    height: float

    def place(self, east: float, north: float) -> tuple[float, float]:
        """A point in fractions of the frame, from left and top."""
        x, y = plane(east, north)
        return (x - self.left) / self.width, (y - self.top) / self.height


def plane(east: float, north: float) -> tuple[float, float]:
    """Degrees on Mercator's plane, which is 2 π wide; down is greater."""
    north = max(-_NORTHMOST, min(_NORTHMOST, north))
    return math.radians(east), -math.asinh(math.tan(math.radians(north)))


def draw(block: Map, shapes: tuple[Shape, ...], lang: str) -> exhibitviews.AtlasView | None:
    """The drawing of a map; None when there is nothing on it."""
    points = [(point.east, point.north) for point in block.points]
    outline = [dot for shape in shapes for ring in shape.rings for dot in ring]
    if not points and not outline:
        return None
    frame = _frame([plane(*dot) for dot in (*outline, *points)], _MARGIN if outline else _AROUND)
    kilometres, share = _scale(frame)
    outlines = [(shape, OutlineView(path=_path(shape, frame), kind=shape.kind)) for shape in shapes]
    drawn = [(shape, one) for shape, one in outlines if one.path]
    kinds = tuple(kind for kind in SHAPE_KINDS if any(one.kind == kind for _, one in drawn))
    return exhibitviews.AtlasView(
        width=f"{WIDTH:g}",
        height=f"{WIDTH * frame.height / frame.width:.0f}",
        areas=tuple(one for shape, one in drawn if shape.area),
        lines=tuple(one for shape, one in drawn if not shape.area),
        kinds=kinds if len(kinds) > 1 else (),
        places=tuple(_percents(*frame.place(*point)) for point in points),
        scale=f"{i18n.number(kilometres, lang)} km" if kilometres >= 1 else f"{i18n.number(kilometres * 1000, lang)} m",
        share=f"{share * 100:.1f}%",
    )


def _frame(dots: list[tuple[float, float]], margin: float) -> _Frame:
    """What holds all of them, with a margin, neither very tall nor very wide."""
    left, right = min(x for x, _ in dots), max(x for x, _ in dots)
    top, bottom = min(y for _, y in dots), max(y for _, y in dots)
    width, height = max(right - left, _SMALLEST), max(bottom - top, _SMALLEST * _WIDEST)
    width, height = width * (1 + 2 * margin), height * (1 + 2 * margin)
    height = max(height, width * _WIDEST)
    width = max(width, height / _TALLEST)
    return _Frame((left + right - width) / 2, (top + bottom - height) / 2, width, height)


def _path(shape: Shape, frame: _Frame) -> str:
    """The rings as an SVG path in whole units, each point from the one before; what falls on one spot is left out."""
    parts = []
    height = WIDTH * frame.height / frame.width
    for ring in shape.rings:
        places = (frame.place(*dot) for dot in ring)
        dots = [(round(x * WIDTH), round(y * height)) for x, y in places]
        steps = [(x - before[0], y - before[1]) for before, (x, y) in pairwise(dots) if (x, y) != before]
        if steps:
            x, y = dots[0]
            parts.append(
                f"M{x} {y}l" + " ".join(f"{x} {y}" for x, y in steps).replace(" -", "-") + ("Z" if shape.area else "")
            )
    return "".join(parts)


def _scale(frame: _Frame) -> tuple[float, float]:
    """A round number of kilometres, and which part of the width it is in the middle of the map."""
    middle = frame.top + frame.height / 2
    whole = frame.width / (2 * math.pi) * _EARTH / math.cosh(middle)
    power = 10.0 ** math.floor(math.log10(whole / 4))
    kilometres = max(power * nice for nice in (1, 2, 5) if power * nice <= whole / 4)
    return kilometres, kilometres / whole


def _percents(x: float, y: float) -> tuple[str, str]:
    return f"{x * 100:.1f}%", f"{y * 100:.1f}%"
