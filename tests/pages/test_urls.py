"""Addresses: relative links work anywhere, public ones are what people pass on."""

from __future__ import annotations

import posixpath
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webdoc.pages import urls

PART = st.text(st.characters(blacklist_characters="/\0#", blacklist_categories=("Cs",)), min_size=1, max_size=8).filter(
    lambda part: part not in (".", "..")
)
ADDRESS = st.lists(PART, min_size=1, max_size=4).map("/".join)


@given(ADDRESS, ADDRESS)
def test_a_relative_link_leads_to_its_goal(start: str, goal: str) -> None:
    link = urls.relative(start, goal)
    assert posixpath.normpath(posixpath.join(posixpath.dirname(start), unquote(link))) == goal


@pytest.mark.parametrize(
    ("start", "goal", "link"),
    [
        ("index.html", "door/index.html", "door/index.html"),
        ("fr/door/index.html", "media/a b.jpg", "../../media/a%20b.jpg"),
        ("door/index.html", "door/index.html", "index.html"),
        ("door/index.html", "roof/index.html#the tap", "../roof/index.html#the%20tap"),
        ("a/index.html", "media/100%.jpg", "../media/100%25.jpg"),
    ],
)
def test_links_as_they_are_written(start: str, goal: str, link: str) -> None:
    assert urls.relative(start, goal) == link


def test_a_public_address_leaves_out_the_file_name() -> None:
    assert urls.absolute("https://film.example/a/", "door/index.html") == "https://film.example/a/door/"
    assert urls.absolute("https://film.example", "index.html") == "https://film.example/"
    assert urls.absolute("", "door/index.html") == ""
