"""Share units: what can be passed on by itself, under names that stay."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.conftest import CAPTIONS, Project, picture, sound
from webdoc import build
from webdoc.pages.units import Unit, named, plain

QUOTE = "::: quote Marie, 34\nWe take turns *sleeping*.\n:::\n"
FILES: dict[str, str | bytes] = {
    "chapters/01-door.md": f"---\ntitle: The door\n---\n\n{QUOTE}\n::: number 9 m²\nfor four people.\n:::\n\n"
    "::: sequence a.wav\ntitle: The hinge\ncaptions: a.en.vtt\nwitness: Ann\nshare: 0:01\n\n"
    "0:00 ![A door](a.jpg)\n:::\n",
    "media/a.jpg": picture(320, 200), "media/a.wav": sound(2), "media/a.en.vtt": CAPTIONS,
}  # fmt: skip


def units(root: Path) -> dict[str, Unit]:
    prepared = build.prepare(root)
    assert prepared.edition is not None, prepared.issues
    assert not prepared.failed, prepared.issues
    return {unit.name: unit for line in prepared.edition.outline.lines for unit in line.units}


def test_a_documentary_lists_all_that_can_be_passed_on_in_its_order(project: Project) -> None:
    found = units(project(FILES))
    assert list(found) == ["documentary", "door", "we-take-turns-sleeping", "9-m2-for-four-people", "a-0-01"]
    quote, number, moment = list(found.values())[2:]
    assert (quote.title, quote.text) == ("“We take turns sleeping.”", "“We take turns sleeping.” — Marie, 34")
    assert quote.address == "door/q/we-take-turns-sleeping/index.html"
    assert quote.goal == "door/index.html#quote-1"
    assert (number.figure, number.text) == ("9 m²", "9 m² for four people.")
    assert (moment.title, moment.text) == ("The hinge, 0:01", "“It never did.” — Ann")
    assert moment.goal == "door/index.html#a@0:01"
    assert moment.media is not None
    assert moment.media.path == "media/a.jpg"


def test_a_name_stays_when_others_are_added_before_it(project: Project) -> None:
    before = {name: unit.address for name, unit in units(project(FILES)).items()}
    text = str(FILES["chapters/01-door.md"])
    more = text.replace(QUOTE, "::: quote\nAnother sentence.\n:::\n\n::: number 3\ndoors\n:::\n\n" + QUOTE)
    after = {name: unit.address for name, unit in units(project({**FILES, "chapters/01-door.md": more})).items()}
    assert len(after) == len(before) + 2
    assert before.items() <= after.items()


def test_an_editor_names_a_unit_or_wants_none(project: Project) -> None:
    text = str(FILES["chapters/01-door.md"])
    text = text.replace("::: quote Marie, 34\n", "::: quote Marie, 34\nid: turns\n\n").replace(
        "m²\n", "m²\nshare: no\n\n"
    )
    root = project({**FILES, "chapters/01-door.md": text})
    assert list(units(root)) == ["documentary", "door", "turns", "a-0-01"]
    assert not build.build(root).failed
    page = (root / "build" / "door" / "index.html").read_text("utf-8")
    assert re.findall(r'href="(q/[^"]+)"', page) == ["q/turns/index.html", "q/a-0-01/index.html"]


def test_sentences_that_begin_alike_have_a_page_each_and_the_same_one_has_one(project: Project) -> None:
    words = "He said that he would come back before the winter,"
    quotes = "".join(f"::: quote Ann\n{words} {end}.\n:::\n\n" for end in ("perhaps", "surely", "perhaps"))
    found = units(project({"chapters/01-a.md": f"---\ntitle: A\n---\n\n{quotes}"}))
    first, second = list(found)[2:]
    assert first == "he-said-that-he-would"
    assert re.fullmatch(rf"{first}-[0-9a-f]{{4}}", second)


def test_each_language_has_its_own_and_they_know_each_other(project: Project) -> None:
    french = "---\ntitle: La porte\n---\n\n::: quote Marie, 34 ans\nOn dort à tour de rôle.\n:::\n"
    root = project({**FILES, "chapters/01-door.fr.md": french})
    assert not build.build(root).failed
    page = (root / "build" / "fr" / "door" / "q" / "on-dort-a-tour-de-role" / "index.html").read_text("utf-8")
    other = "https://film.example/door/q/we-take-turns-sleeping/"
    assert f'<link rel="alternate" hreflang="en" href="{other}">' in page
    assert 'href="../../index.html#quote-1"' in page
    # The French chapter has no number: that of the English one stands alone.
    assert "hreflang" not in (root / "build/door/q/9-m2-for-four-people/index.html").read_text("utf-8")


def test_a_unit_has_its_own_title_text_picture_and_address(project: Project) -> None:
    root = project(FILES)
    assert not build.build(root).failed
    head = (root / "build/door/q/we-take-turns-sleeping/index.html").read_text("utf-8").partition("</head>")[0]
    found = dict(re.findall(r'<meta (?:property|name)="([^"]+)" content="([^"]*)">', head))
    url = "https://film.example/door/q/we-take-turns-sleeping/"
    assert found["og:url"] == url
    assert f'<link rel="canonical" href="{url}">' in head
    assert found["og:title"] == "“We take turns sleeping.”"
    assert found["og:description"] == "Marie, 34, The door — A film"
    assert found["og:image"].startswith("https://film.example/media/")
    assert "via=" not in found["og:url"]
    assert "refresh" not in head


@pytest.mark.parametrize(("text", "name"), [("نتناوب على النوم.", ""), ("", ""), ("Ça & là", "ca-la"), ("5 °C", "5-c")])
def test_names_are_ascii(text: str, name: str) -> None:
    assert plain(text) == name


@settings(max_examples=200, deadline=None, database=None)
@example("x" * 400)
@given(st.text(max_size=200))
def test_any_words_make_a_name_that_can_stand_in_an_address(text: str) -> None:
    name = plain(text) or named(text, "quote")
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name)
    assert len(name) <= 24
