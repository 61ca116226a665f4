"""Outlines for a map: what GeoJSON becomes, and what is wrong with it."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from webdoc.text.shapes import read

SQUARE = [[0, 0], [0, 1], [1, 1], [0, 0]]


def test_areas_and_lines_are_found_wherever_they_stand() -> None:
    shapes, issues = read(
        json.dumps({"type": "FeatureCollection", "features": [
            {"type": "Feature", "geometry": {"type": "MultiPolygon", "coordinates": [[SQUARE], [SQUARE]]}},
            {"type": "Feature", "geometry": None},
            {"type": "GeometryCollection", "geometries": [{"type": "LineString", "coordinates": [[0, 0], [2, 3, 99]]}]},
            {"type": "Point", "coordinates": [1, 2]},
        ]}).encode(), "media/a.geojson",
    )  # fmt: skip
    assert issues == ()
    assert [(shape.area, len(shape.rings)) for shape in shapes] == [(True, 2), (False, 1)]


def test_a_feature_says_what_it_is_and_any_other_word_is_passed_over() -> None:
    line = {"type": "LineString", "coordinates": [[0, 0], [2, 3]]}
    kinds = ["water", "rail", "pub", 3, ["road"], None]
    features: list[dict[str, object]] = [
        {"type": "Feature", "properties": {"kind": kind}, "geometry": line} for kind in kinds
    ]
    features.append(
        {
            "type": "Feature",
            "properties": {"kind": "road"},
            "geometry": {"type": "GeometryCollection", "geometries": [line]},
        }
    )
    features.append({"type": "Feature", "properties": None, "geometry": line})
    shapes, issues = read(json.dumps({"type": "FeatureCollection", "features": features}).encode(), "media/a.geojson")
    assert issues == ()
    assert [shape.kind for shape in shapes] == ["water", "rail", "", "", "", "", "road", ""]
    assert shapes[1].rings[0][1] == (2.0, 3.0)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("{", "1:2"),
        ('{"type":\n  Polygon}', "2:3"),
        ("[]", "1:1"),
        ('{"type": "Topology"}', "1:1"),
        ('{"type": "Polygon", "coordinates": [[[200, 0], [0, 0]]]}', "1:1"),
        ('{"type": "Polygon", "coordinates": [[["a", 0], [0, 0]]]}', "1:1"),
        ('{"type": "Polygon", "coordinates": 4}', "1:1"),
        ('{"type": "FeatureCollection", "features": []}', "1:1"),
        ("[" * 100_000, "1:1"),
        (json.dumps({"type": "LineString", "coordinates": [[0, 0]] * 20_001}), "1:1"),
    ],
)
def test_mistakes_have_a_place_and_a_remedy(text: str, place: str) -> None:
    shapes, (issue,) = read(text.encode(), "media/a.geojson")
    assert shapes == ()
    assert str(issue.source) == f"media/a.geojson:{place}"
    assert issue.hint


@settings(max_examples=200, deadline=None, database=None)
@given(st.one_of(st.binary(max_size=60), st.recursive(
    st.one_of(st.none(), st.floats(), st.text(max_size=3), st.sampled_from(["Polygon", "Feature", "LineString"])),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(
        st.sampled_from(["type", "coordinates", "geometry", "features"]), inner, max_size=3)), max_leaves=8,
).map(lambda value: json.dumps(value).encode())))  # fmt: skip
def test_any_bytes_are_read(raw: bytes) -> None:
    shapes, issues = read(raw, "media/a.geojson")
    assert shapes or issues
