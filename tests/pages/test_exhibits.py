"""Blocks to look into and to answer: what their templates are given, and what a visitor gets."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.conftest import Project, picture
from webdoc import build
from webdoc import project as projects
from webdoc.model import Chart, Map, MediaRef, Point, Source
from webdoc.pages import atlas, chart
from webdoc.text.tables import read

HERE = Source("chapters/01-a.md", 1, 1)
QUIZ = """---
title: A
---

:::: note In a note

::: quiz In what order?
1. First
2. Second
3. Third

Because of *this*.[^1]

[^1]: A note.
:::
::::

::: quiz How many?
answer: 1234.5
tolerance: 0.5
unit: doors
:::
"""

PICTURES = """
::: compare
![a](a.jpg)
![b](b.jpg)
:::

::: chart a.csv
:::
"""


def drawn(text: str, **options: object) -> object:
    table, issues = read(text.encode(), "media/a.csv")
    assert issues == ()
    block = Chart(ref=MediaRef(src="a.csv", source=HERE), source=HERE, **options)  # type: ignore[arg-type]
    return chart.draw(table, block, "fr")


def test_bars_begin_at_zero_and_keep_their_proportion() -> None:
    drawing = drawn("a,b\nx,50\ny,100\nz,\n")
    one, two, none = (group.bars[0] for group in drawing.bars)  # type: ignore[attr-defined]
    assert float(two.width[:-1]) == pytest.approx(2 * float(one.width[:-1]), abs=0.02)
    assert (one.at, none.width, none.text) == ("0%", "", "–")


def test_bars_below_nothing_go_the_other_way() -> None:
    drawing = drawn("a,b\nx,-50\ny,100\n")
    below, above = (group.bars[0] for group in drawing.bars)  # type: ignore[attr-defined]
    assert below.at == "0%"
    assert below.end == above.at == drawing.zero  # type: ignore[attr-defined]


def test_a_line_is_broken_where_nothing_is_known() -> None:
    drawing = drawn("year,b\n2000,1\n2005,2\n2010,\n2020,3\n2025,4\n", form="line")
    (series,) = drawing.series  # type: ignore[attr-defined]
    assert [run.count(",") for run in series.runs] == [2, 2]
    assert series.runs[0].startswith("0.00,")
    assert "20.00," in series.runs[0]


def test_words_below_a_line_do_not_touch() -> None:
    drawing = drawn("year,b\n2000,1\n2005,2\n2010,3\n2015,4\n2020,3\n2024,4\n", form="line")
    labels = drawing.labels  # type: ignore[attr-defined]
    assert [(one.text, one.anchor) for one in labels] == [("2000", "start"), ("2010", "middle"), ("2024", "end")]
    long = drawn("what,b\nA very long name,1\nanother long name,2\na third long name,4\n", form="line")
    assert len(long.labels) == 1  # type: ignore[attr-defined]


def test_numbers_are_written_in_the_language_of_the_page() -> None:
    drawing = drawn("a,b\nx,1234.5\n")
    assert drawing.bars[0].bars[0].text == "1\u202f234,5"  # type: ignore[attr-defined]


def test_a_map_puts_north_up_and_east_right() -> None:
    points = tuple(
        Point(north=north, east=east, label="x", source=HERE) for north, east in ((48.85, 2.35), (43.3, 5.37))
    )
    drawing = atlas.draw(Map(source=HERE, points=points), (), "en")
    assert drawing is not None
    (paris_left, paris_top), (sea_left, sea_top) = [[float(one[:-1]) for one in place] for place in drawing.places]
    assert 0 < paris_left < sea_left < 100
    assert 0 < paris_top < sea_top < 100
    assert drawing.scale.endswith(" km")


def test_a_map_of_one_point_shows_what_is_around_it() -> None:
    point = Point(north=48.85, east=2.35, label="x", source=HERE)
    drawing = atlas.draw(Map(source=HERE, points=(point,)), (), "en")
    assert drawing is not None
    assert drawing.places == (("50.0%", "50.0%"),)
    assert drawing.scale in ("500 m", "1 km")


def test_outlines_of_several_kinds_are_told_apart_in_words(project: Project) -> None:
    def outline(kind: str, up: int) -> dict[str, object]:
        line = {"type": "LineString", "coordinates": [[2, 47 + up], [3, 47 + up]]}
        return {"type": "Feature", "properties": {"kind": kind}, "geometry": line}

    def page(*kinds: str) -> str:
        features = [outline(kind, up) for up, kind in enumerate(kinds)]
        root = project({
            "chapters/01-a.md": "---\ntitle: A\n---\n\n::: map a.geojson\n47,2 Here: It is here.\n:::\n",
            "media/a.geojson": json.dumps({"type": "FeatureCollection", "features": features}),
        })  # fmt: skip
        done = build.build(root, root / "build")
        assert not done.failed, done.issues
        return (root / "build" / "a" / "index.html").read_text("utf-8")

    both = page("rail", "water", "pub")
    assert both.count('class="way water"') == both.count('class="way rail"') == 2
    assert both.index("Water</li>") < both.index("Railway</li>")
    assert "Road</li>" not in both
    assert 'class="keys"' not in page("water", "water")


@pytest.mark.parametrize(("low", "high"), [(0, 0), (5, 5), (-3, -2), (0.001, 0.002), (1e9, 2e9), (-4, 9), (98, 100)])
def test_round_numbers_hold_what_is_drawn(low: float, high: float) -> None:
    steps = chart.ticks(low, high)
    assert steps[0] <= low <= high <= steps[-1]
    assert 2 <= len(steps) <= 8


def test_a_mistake_in_a_table_is_told_at_its_place(project: Project) -> None:
    root = project({
        "chapters/01-a.md": "---\ntitle: A\n---\n\n::: chart a.csv\nx: yaer\ny: rent\n:::\n",
        "media/a.csv": "year,rent\n2000,4\n2001,about 5\n",
    })  # fmt: skip
    found = {f"{one.source} {one.code}": str(one.hint) for one in projects.load(root).issues}
    assert "year" in found["chapters/01-a.md:6:4 chart-column"]
    assert "media/a.csv:3:6 data-number" in found


@pytest.fixture
def pages(project: Project) -> Path:
    root = project({
        "chapters/01-a.md": QUIZ,
        "chapters/02-b.md": f"---\ntitle: B\n---\n\n{PICTURES}",
        "chapters/03-c.md": "---\ntitle: C\n---\n\nOnly text.\n",
        "media/a.jpg": picture(320, 200),
        "media/b.jpg": picture(320, 220),
        "media/a.csv": "what,people\n<b>one</b>,4\n",
    })  # fmt: skip
    out = root / "build"
    done = build.build(root, out)
    assert not done.failed, done.issues
    return out


def test_questions_are_whole_without_a_script(pages: Path) -> None:
    html = (pages / "a" / "index.html").read_text("utf-8")
    answers = re.findall(r"<option value=\"\">.*?<span[^>]*>(\w+)</span>", html, re.S)
    assert sorted(answers) == ["First", "Second", "Third"]
    assert answers != ["First", "Second", "Third"]
    assert "<b>1,234.5 doors</b> (0.5 more or less is right too)" in html
    assert html.count("In what order?") == 2, "once in the page, once on the sheet of answers"


def test_nothing_on_the_sheet_of_answers_repeats_an_anchor(pages: Path) -> None:
    html = (pages / "a" / "index.html").read_text("utf-8")
    ids = re.findall(r'\sid="([^"]*)"', html)
    assert len(ids) == len(set(ids))


def test_style_and_script_are_linked_where_they_are_needed_alone(pages: Path) -> None:
    linked = {
        name: set(re.findall(r"blocks-\w+\.(css|js)", (pages / name / "index.html").read_text("utf-8")))
        for name in "abc"
    }
    assert linked == {"a": {"css", "js"}, "b": {"css", "js"}, "c": set()}


def test_a_table_is_drawn_and_not_published(pages: Path) -> None:
    html = (pages / "b" / "index.html").read_text("utf-8")
    assert "&lt;b&gt;one&lt;/b&gt;" in html
    assert "<b>one" not in html
    assert not list(pages.rglob("*.csv"))
