"""How much a page of the demo weighs: what a server sends at once holds a chapter's text with its style."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest

from webdoc import build
from webdoc.pages.theme import Theme

ROOT = Path(__file__).parents[2]
FIRST_FLIGHT = 14 * 1024
"""Ten packets, which a server sends before it hears from the visitor."""


@pytest.fixture(scope="module")
def demo() -> build.Prepared:
    prepared = build.prepare(ROOT)
    assert prepared.edition is not None, prepared.issues
    return prepared


@pytest.mark.parametrize("name", ["constat", "affiche", "veille"])
def test_every_page_of_the_demo_arrives_with_its_style_in_the_first_flight(name: str, demo: build.Prepared) -> None:
    assert demo.edition is not None
    theme = Theme(name, ROOT)
    outline = demo.edition.outline
    heavy = {}
    for path, page in outline.pages.items():
        html = theme.render(outline.compose(page), path)
        weight = len(gzip.compress(html.encode(), 9, mtime=0))
        if weight > FIRST_FLIGHT:
            heavy[path] = weight
    assert len(outline.pages) > 12
    assert not heavy


@pytest.mark.parametrize("name", ["constat", "affiche", "veille"])
def test_what_stands_below_the_first_screen_is_linked_after_it_and_waits_for_nothing(
    name: str, demo: build.Prepared
) -> None:
    assert demo.edition is not None
    theme = Theme(name, ROOT)
    outline = demo.edition.outline
    for path, page in outline.pages.items():
        if page.kind in ("poster", "leaflet"):
            continue  # paper has no first screen
        html = theme.render(outline.compose(page), path)
        head, _, body = html.partition("</head>")
        assert 'rel="stylesheet"' not in head, path
        assert len(re.findall(r"below-\w+\.css", body)) == 1, path
        # Many hosts answer six requests at a time: the first photograph is among them.
        if page.kind == "chapter":
            asked = [body.index(first) for first in ("<img", "<script src", 'rel="preload"') if first in body]
            assert asked == sorted(asked), path
            assert "<script src" not in head, path
        # The text comes after its rules.
        assert "prose" not in body[: body.index("below-")], path
