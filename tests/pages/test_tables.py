"""Tables: what may be wider than a phone can be scrolled by key, and says what it is; what fits asks for no key."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import Project
from tests.text.safety import dangers
from webdoc import build
from webdoc.pages.i18n import Words
from webdoc.pages.tables import Tables
from webdoc.text.chapter import parse

WIDE = "| Where | Temperature | Humidity |\n|---|--:|---|\n| Kitchen, soup on | 19 °C | 68 % |\n"
NARROW = "| Hotel | Nights |\n|---|--:|\n| Seventh | 54 |\n"
CAPTIONED = "<table><caption>Rooms & <b>halls</b></caption><tr><th>Administration<td>Transubstantiation</table>\n"
REGION = re.compile(r'<div class="wide-table" tabindex="0" role="region" aria-label="([^"]*)"><table')


def prose(text: str, lang: str = "en") -> str:
    """A chapter's running text with its tables framed."""
    chapter, _ = parse(f"---\ntitle: A\n---\n\n{text}".encode(), "chapters/01-a.md", lang)
    tables = Tables(Words(lang))
    return "".join(tables.framed(getattr(block, "html", "")) for block in chapter.blocks) if chapter else ""


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (WIDE, ["Table 1"]),
        (f"## Damp, *measured*\n\n{WIDE}", ["Table 1: Damp, measured"]),
        (f"## Damp\n\n{WIDE}\nAnd then:\n\n{WIDE}", ["Table 1: Damp", "Table 2: Damp"]),
        (f"## Damp\n\n{CAPTIONED}", ["Table 1: Rooms &amp; halls"]),
        (f"{NARROW}\n## Damp\n\n{WIDE}", ["Table 2: Damp"]),
        (NARROW, []),
        ("| a | ![A plan](plan.jpg) |\n|---|---|\n| b | c |\n", ["Table 1"]),
        ("| 分かち書きのない文章が続く | 分かち書きのない文章 |\n|---|---|\n| 一 | 二 |\n", []),
    ],
)
def test_a_table_that_may_be_wide_is_a_region_with_a_name_of_its_own(text: str, names: list[str]) -> None:
    assert REGION.findall(prose(text)) == names


def test_a_table_within_a_table_has_no_region_of_its_own() -> None:
    html = prose(f"<table><tr><td>Administration {CAPTIONED.strip()}</td><td>Transubstantiation</td></tr></table>")
    assert (html.count("<table"), html.count("<div")) == (2, 1)


def test_a_number_and_its_unit_stay_on_one_line() -> None:
    words = Tables(Words("en"))
    assert words.region([("12 345 678 euros a month",)], "") == ""
    assert words.region([("12\u00a0345\u00a0678\u00a0euros\u00a0a\u00a0month",)], "") != ""


@settings(max_examples=50, deadline=None, database=None)
@given(st.lists(st.sampled_from(
    ["<table>", "</table>", "<tr>", "<td>", "</td>", "<h2>", "</h2>", "## ", "\n\n", WIDE, CAPTIONED, "<", ">", "&"]
), max_size=15).map("".join))  # fmt: skip
def test_any_text_is_kept_and_stays_clean(text: str) -> None:
    chapter, _ = parse(f"---\ntitle: A\n---\n\n{text}".encode(), "chapters/01-a.md", "en")
    tables = Tables(Words("en"))
    for block in chapter.blocks if chapter else ():
        html = getattr(block, "html", "")
        out = tables.framed(html)
        bare = re.sub(r'<div class="wide-table"[^>]*>', "", out).replace("</table></div>", "</table>")
        assert bare == html
        assert not dangers(re.sub(r' (tabindex|role|aria-label)="[^"]*"', "", out))


def test_a_chart_has_a_region_where_its_numbers_need_one(project: Project) -> None:
    chart = "::: chart {}.csv\ntitle: {}\n:::\n"
    root = project(
        {
            "webdoc.yaml": "title: A film\nlang: fr\n",
            "media/wide.csv": "Département,Logements insalubres,Signalements\nSeine-Saint-Denis,12000,34000\n",
            "media/narrow.csv": "Année,Portes\n2023,12\n2024,19\n",
            "chapters/01-a.md": "---\ntitle: A\n---\n\nText.\n\n" + chart.format("narrow", "Portes")
            + chart.format("wide", "Logements") + chart.format("wide", "Logements"),
        }
    )  # fmt: skip
    assert not build.build(root).failed
    html = (root / "build" / "a" / "index.html").read_text("utf-8")
    assert REGION.findall(html) == ["Tableau 2: Logements", "Tableau 3: Logements"]
