"""The script that takes pictures of every kind of page takes every kind that there is."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from webdoc import build

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "scripts"))

import screens  # noqa: E402  (scripts are no package that is installed)


@pytest.fixture(scope="module")
def shown() -> dict[str, set[str]]:
    """What each page of the demo shows, in its first language."""
    edition = build.prepare(ROOT).edition
    assert edition is not None
    return screens.shapes(edition)


def test_a_page_is_taken_of_each_kind_that_the_demo_has(shown: dict[str, set[str]]) -> None:
    taken = screens.chosen(shown)
    assert set().union(*(shown[path] for path in taken)) == set().union(*shown.values())
    assert len(taken) < len(shown)


def test_the_demo_has_a_page_of_each_kind_that_can_be_rendered(shown: dict[str, set[str]]) -> None:
    """What a theme has a template for, but for those that others fill: a new kind of page cannot be forgotten."""
    templates = {path.stem for path in (ROOT / "themes" / "constat" / "templates").glob("*.html")}
    assert templates - {"base", "sheet"} <= set().union(*shown.values())


def test_the_demo_has_each_kind_of_block(shown: dict[str, set[str]]) -> None:
    blocks = {path.stem for path in (ROOT / "themes" / "constat" / "templates" / "blocks").glob("*.html")}
    assert blocks <= set().union(*shown.values()), blocks - set().union(*shown.values())


def test_a_page_that_shows_nothing_new_is_left_out() -> None:
    pages = {"a": {"chapter", "photo"}, "b": {"photo"}, "c": {"chapter", "map"}, "d": {"kit"}}
    assert screens.chosen(pages) == ["a", "c", "d"]
