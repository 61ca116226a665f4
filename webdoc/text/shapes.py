"""Outlines for a map: GeoJSON in, rings of points out, bounded in size, with a place for what is wrong."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from webdoc.model import SHAPE_KINDS, Issue, Sentence, Shape, Source, say

LARGEST = 2 * 1024 * 1024
MOST = 20_000
"""Points: more are not seen in a page, and weigh on it."""

_DEPTH = {"Point": 0, "MultiPoint": 1, "LineString": 1, "MultiLineString": 2, "Polygon": 2, "MultiPolygon": 3}


class _Wrong(ValueError):
    """What is wrong with a file, in a sentence."""

    def __init__(self, what: Sentence) -> None:
        super().__init__(what)
        self.what = what


def read(raw: bytes, path: str) -> tuple[tuple[Shape, ...], tuple[Issue, ...]]:
    """The outlines of a file and what is wrong with it. Nothing is raised for any bytes."""
    place, hint = Source(path, 1, 1), say("Export it again as GeoJSON, in degrees (WGS 84).")
    try:
        if len(raw) > LARGEST:
            hint = say("Simplify it, for instance on mapshaper.org, and export it again.")
            raise _Wrong(say("This map is larger than {most} MB.", most=LARGEST // 1024 // 1024))
        shapes = tuple(_shapes(json.loads(raw.decode("utf-8-sig"))))
        if sum(len(ring) for shape in shapes for ring in shape.rings) > MOST:
            hint = say("Simplify it, for instance on mapshaper.org, and export it again.")
            raise _Wrong(say("This map has more than {most} points.", most=MOST))
        if not shapes:
            raise _Wrong(say("There is no outline in this file."))
        return shapes, ()
    except json.JSONDecodeError as error:
        place, what = Source(path, error.lineno, error.colno), say("This is no JSON: {why}.", why=error.msg)
    except (ValueError, RecursionError):  # no UTF-8, a number of ten thousand digits, brackets without end
        what = say("This file cannot be read as JSON in UTF-8.")
    except _Wrong as error:
        what = error.what
    return (), (Issue(code="map-invalid", message=what, source=place, hint=hint),)


def _shapes(data: Any, sort: str = "") -> Iterator[Shape]:
    """The shapes of any GeoJSON object; `sort` is the `kind` that the feature around it names."""
    kind = data.get("type") if isinstance(data, dict) else None
    if kind == "FeatureCollection" and isinstance(data.get("features"), list):
        for feature in data["features"]:
            yield from _shapes(feature)
    elif kind == "GeometryCollection" and isinstance(data.get("geometries"), list):
        for geometry in data["geometries"]:
            yield from _shapes(geometry, sort)
    elif kind == "Feature":
        if data.get("geometry") is not None:
            named = data["properties"].get("kind") if isinstance(data.get("properties"), dict) else None
            # Maps made elsewhere use the word for much else: what is not known here is drawn as any outline.
            yield from _shapes(data["geometry"], named if named in SHAPE_KINDS else "")
    elif isinstance(kind, str) and kind in _DEPTH:
        rings = tuple(_rings(data.get("coordinates"), _DEPTH[kind]))
        if "Point" not in kind:
            yield Shape(area="Polygon" in kind, kind=sort, rings=rings)
    else:
        raise _Wrong(say("This is no GeoJSON: an object without a type that is known."))


def _rings(value: Any, depth: int) -> Iterator[tuple[tuple[float, float], ...]]:
    if depth > 1:
        if not isinstance(value, list):
            raise _Wrong(say("The coordinates of an outline are no list."))
        for inner in value:
            yield from _rings(inner, depth - 1)
    elif depth == 1:
        yield tuple(_point(one) for one in value) if isinstance(value, list) else ()
    else:
        yield (_point(value),)


def _point(value: Any) -> tuple[float, float]:
    try:
        east, north = float(value[0]), float(value[1])
    except (TypeError, ValueError, IndexError, KeyError, OverflowError):
        raise _Wrong(say("A point of an outline is not two numbers.")) from None
    if not (-180 <= east <= 180 and -90 <= north <= 90):
        raise _Wrong(
            say("A point lies at {east}, {north}: these are no degrees.", east=f"{east:g}", north=f"{north:g}")
        )
    return east, north
