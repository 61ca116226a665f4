#!/usr/bin/env python3
"""Draw the invented town of "Room 14": its edge, its river and its ring road, as media/town.geojson.

    python scripts/demo/town.py

Everything is said in kilometres from the school, east and north, as curves through a few points; there is no such town.
"""

from __future__ import annotations

import json
import math
from pathlib import Path

GOAL = Path(__file__).resolve().parents[2] / "media" / "town.geojson"
SCHOOL = (47.0, 2.0)

EDGE = [
    (-6.6, 0.6), (-6.2, 2.7), (-4.2, 3.5), (-3.0, 4.9), (-0.6, 4.4), (1.2, 6.5), (3.4, 6.3), (3.9, 4.2), (6.0, 4.4),
    (8.2, 5.4), (9.5, 4.3), (7.9, 2.6), (6.1, 1.7), (6.9, -0.6), (6.4, -3.2), (4.3, -3.6), (2.4, -4.6), (-0.4, -4.0),
    (-2.9, -4.5), (-4.9, -3.3), (-7.4, -4.4), (-9.4, -4.0), (-9.3, -2.6), (-7.0, -2.1),
]  # fmt: skip
RIVER = [
    (-11.0, 1.2), (-8.4, 0.2), (-6.0, 0.7), (-3.6, -0.7), (-1.5, -0.2), (0.6, -0.9), (2.6, 0.7), (4.8, 0.5),
    (7.2, -0.9), (9.4, -0.4), (11.2, -1.6),
]  # fmt: skip
RING = [(5.3 * math.cos(at * math.tau / 10), 0.1 + 3.4 * math.sin(at * math.tau / 10)) for at in range(10)]


def curve(points: list[tuple[float, float]], *, closed: bool = False, steps: int = 4) -> list[tuple[float, float]]:
    """A smooth line through the points (Catmull and Rom's)."""
    count = len(points)
    out = []
    for at in range(count if closed else count - 1):
        near = [points[(at + off) % count if closed else min(max(at + off, 0), count - 1)] for off in (-1, 0, 1, 2)]
        for step in range(steps):
            t = step / steps
            before, start, end, after = (
                ((-t + 2) * t - 1) * t / 2,
                ((3 * t - 5) * t * t + 2) / 2,
                ((-3 * t + 4) * t + 1) * t / 2,
                (t - 1) * t * t / 2,
            )
            weights = (before, start, end, after)
            out.append(tuple(sum(w * point[axis] for w, point in zip(weights, near, strict=True)) for axis in (0, 1)))
    return [*out, out[0] if closed else points[-1]]


def place(east: float, north: float) -> list[float]:
    """Kilometres from the school, as longitude and latitude."""
    height, along = SCHOOL
    return [round(along + east / (111.32 * math.cos(math.radians(height))), 4), round(height + north / 111.2, 4)]


def shape(kind: str, name: str, points: list[tuple[float, float]], sort: str) -> dict[str, object]:
    """A feature of GeoJSON; `sort` is what webdoc draws it as."""
    line = [place(*point) for point in points]
    drawn = {"type": kind, "coordinates": [line] if kind == "Polygon" else line}
    return {"type": "Feature", "properties": {"name": name, "kind": sort}, "geometry": drawn}


def main() -> None:
    """Draw the town."""
    shapes = [
        shape("Polygon", "The town", curve(EDGE, closed=True), "border"),
        shape("LineString", "The river", curve(RIVER), "water"),
        shape("LineString", "The ring road", curve(RING, closed=True), "road"),
    ]
    GOAL.write_text(json.dumps({"type": "FeatureCollection", "features": shapes}) + "\n", "utf-8")
    hotels = ((1.6, -1.4), (8.6, 4.4), (-3.3, 2.9), (-8.4, -3.5), (2.3, 5.6), (-2.1, -2.6), (5.3, -2.2), (0, 0))
    for hotel in hotels:
        east, north = place(*hotel)
        print(f"{north},{east}")


if __name__ == "__main__":
    main()
