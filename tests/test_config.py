"""What editors write in webdoc.yaml, front matter and media.yaml, and what they are told about it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webdoc import config, schema, settings
from webdoc.model import Issue


def told(issues: tuple[Issue, ...]) -> list[tuple[str, str]]:
    return [(str(issue.source), issue.code) for issue in issues]


def test_a_title_is_enough() -> None:
    settings, _, issues = config.settings("title: Six doors")
    assert settings is not None
    assert settings.title == "Six doors"
    assert settings.lang == "en"
    assert issues == ()


def test_everything_that_is_wrong_is_told_at_once_with_its_place() -> None:
    text = """subtitel: x
lang: [en]
share:
  networks: [facbook, x]
actions:
  sign-it: {kind: sing, title: Sign}
authors: me
title: 2011
title: again
base_url: film.example
"""
    settings, _, issues = config.settings(text)
    assert settings is not None
    assert settings.title == "2011"
    assert sorted(told(issues)) == [
        ("webdoc.yaml:10:11", "value-choice"),
        ("webdoc.yaml:1:1", "key-unknown"),
        ("webdoc.yaml:2:7", "value-type"),
        ("webdoc.yaml:4:14", "value-choice"),
        ("webdoc.yaml:6:19", "value-choice"),
        ("webdoc.yaml:7:10", "value-type"),
        ("webdoc.yaml:9:1", "key-twice"),
    ]


def test_a_misspelt_key_is_answered_with_the_right_one() -> None:
    _, _, issues = config.settings("title: x\nlicense: CC0")
    assert [str(issue.hint) for issue in issues] == ["Did you mean “licence”?"]


def test_a_missing_title_is_told() -> None:
    settings, _, issues = config.settings("subtitle: x\n")
    assert settings is None
    assert [issue.code for issue in issues] == ["key-missing"]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("title: a: b", "1:9"),
        ("title: x\n\tsubtitle: y", "2:1"),
        ("title: 'x", "1:8"),
        ("title: [x", "1:8"),
        ("title: x\nlist:\n - a\n- b", "4:1"),
        ("title: \x01", "1:8"),
        ("- just a list", "1:1"),
        ("[" * 5_000, "1:1"),
        ("a: " + "- " * 5_000, "1:1"),
        ("x" * 300_000, "1:1"),
        ("a: &a [1,2]\nb: &b [*a,*a,*a]\nc: &c [*b,*b,*b]\nd: &d [*c,*c,*c]\ntitle: &e [*d,*d]", None),
    ],
)
def test_yaml_that_cannot_be_read_is_told_with_its_place(text: str, place: str | None) -> None:
    settings, _, issues = config.settings(text)
    assert settings is None
    assert issues
    if place:
        assert str(issues[0].source) == f"webdoc.yaml:{place}"


def test_front_matter_counts_its_lines_from_where_it_stands() -> None:
    _, _, issues = config.front_matter("title: x\nslugg: y\n", "chapters/01-a.md", 2)
    assert told(issues) == [("chapters/01-a.md:3:1", "key-unknown")]


def test_numbers_and_words_that_yaml_takes_for_something_else_stay_texts() -> None:
    front, _, issues = config.front_matter(
        "title: 1984\nplace: no\nfacts:\n  Since: 2011-03-11\n  Rent: 612 €\n", "a.md", 1
    )
    assert issues == ()
    assert (front.title, front.place) == ("1984", "no")
    assert front.facts == {"Since": "2011-03-11", "Rent": "612 €"}


def test_an_action_needs_an_address() -> None:
    _, _, issues = config.settings("title: x\nactions:\n  a: {kind: sign, title: Sign}\n  b: {kind: write, title: W}\n")
    assert told(issues) == [("webdoc.yaml:3:3", "key-missing"), ("webdoc.yaml:4:3", "key-missing")]


def test_an_action_cannot_lead_to_a_script() -> None:
    _, _, issues = config.settings("title: x\nactions:\n  a: {kind: sign, title: S, url: 'javascript:alert(1)'}\n")
    assert told(issues) == [("webdoc.yaml:3:34", "value-choice")]


def test_a_focus_is_two_fractions() -> None:
    assert config.focus("0.3, 0.6") == (0.3, 0.6)
    assert config.focus("30%, 60%") is None
    assert config.focus("2,0") is None


@given(st.text(max_size=200))
def test_no_text_makes_the_reader_fail(text: str) -> None:
    config.settings(text)
    config.front_matter(text, "a.md", 1)
    config.media_notes(text, "media/media.yaml")


@pytest.mark.parametrize("kind", [settings.Settings, settings.FrontMatter, settings.MediaNote])
def test_every_key_says_what_it_is_for(kind: type) -> None:
    definitions = schema.of(kind)["$defs"]
    for name, definition in definitions.items():
        for key, value in definition.get("properties", {}).items():
            assert value.get("description") or "$ref" in value or "anyOf" in value, f"{name}.{key}"
