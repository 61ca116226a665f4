"""The glossary: the first use of a word in a chapter leads to its explanation."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import Project
from tests.text.safety import dangers
from webdoc import build
from webdoc import project as projects
from webdoc.model import Term
from webdoc.pages.glossary import Marker
from webdoc.text.chapter import parse

TERMS = (
    Term(word="DALO", text='The "right" to a home', id="word-dalo"),
    Term(word="slum landlord", text="Who lets <unfit> homes", id="word-slum-landlord"),
    Term(word="landlord", text="Who lets a home", id="word-landlord"),
    Term(word="R&D", text="Research", id="word-rd"),
)


def marked(html: str) -> list[str]:
    return re.findall(r'<a class="term" href="#([^"]*)"', Marker(TERMS, "#{}".format).mark(html))


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("<p>The DALO, and the DALO.</p>", ["word-dalo"]),
        ("<p>A Slum\nLandlord and a landlord.</p>", ["word-slum-landlord", "word-landlord"]),
        ("<p>landlords, sublandlord, land-lord, landlord-like</p>", []),
        ('<h2>DALO</h2><p><code>DALO</code> <a href="x">DALO</a></p>', []),
        ('<p><img alt="DALO > DALO" src="a"> DALO</p>', ["word-dalo"]),
        ("<p>R&amp;D &lt;b&gt;</p>", ["word-rd"]),
        ("<p><strong>DALO</strong></p>", ["word-dalo"]),
    ],
)
def test_the_first_use_in_running_text_is_marked(html: str, found: list[str]) -> None:
    assert marked(html) == found


def test_nothing_else_of_the_text_changes() -> None:
    html = '<p>R&amp;D &lt;b&gt; and <em>the slum landlord</em> "so".</p>'
    out = Marker(TERMS, "#{}".format).mark(html)
    assert re.sub(r'<a class="term"[^>]*>|</a>', "", out).replace("&#34;", '"') == html


@settings(max_examples=200, deadline=None, database=None)
@given(st.lists(st.sampled_from(
    ["DALO", " ", "landlord", "**", "`", "[", "](b.md)", "<b>", "</b>", "&", "&lt;", "<", ">", '"', "R&D", "\n\n", "# "]
), max_size=20).map("".join))  # fmt: skip
def test_any_text_stays_well_formed(text: str) -> None:
    chapter, _ = parse(f"---\ntitle: A\n---\n\n{text}".encode(), "chapters/01-a.md", "en")
    marker = Marker(TERMS, "#{}".format)
    for block in chapter.blocks if chapter else ():
        html = getattr(block, "html", "")
        assert dangers(re.sub(r' class="term"', "", marker.mark(html))) == []


def test_each_language_has_a_page_of_its_own_words(project: Project) -> None:
    root = project({
        "webdoc.yaml": "title: A\nbase_url: https://a.example/\nglossary:\n  door: It closes.\n  Éden: A place.\n"
                       "  zinc: On roofs.\nlanguages:\n  fr:\n    glossary:\n      porte: Elle ferme.\n",
        "chapters/01-a.md": "---\ntitle: A\ngoals: [One, '']\nin_short: [Two]\nquestions: [Three]\n---\n\nThe door.\n",
        "chapters/01-a.fr.md": "---\ntitle: A\n---\n\nLa porte, the door.\n",
    })  # fmt: skip
    out = root / "build"
    assert not build.build(root, out).failed
    english = (out / "glossary" / "index.html").read_text("utf-8")
    assert re.findall(r"<dfn>(.*?)</dfn>", english) == ["door", "Éden", "zinc"]
    assert "<dfn>porte</dfn>" in (out / "fr" / "glossary" / "index.html").read_text("utf-8")
    chapter = (out / "a" / "index.html").read_text("utf-8")
    assert 'href="../glossary/index.html#word-door" title="It closes."' in chapter
    assert [chapter.index(word) for word in ("<li>One", "The <a", "<li>Two", "<li>Three")] == sorted(
        chapter.index(word) for word in ("<li>One", "The <a", "<li>Two", "<li>Three")
    )
    assert (out / "fr" / "a" / "index.html").read_text("utf-8").count('class="term"') == 1


def test_a_chapter_cannot_take_the_address_of_the_glossary(project: Project) -> None:
    root = project({"chapters/01-glossary.md": "---\ntitle: A\n---\n\nText.\n"})
    assert "address-reserved" in {issue.code for issue in projects.load(root).issues}
