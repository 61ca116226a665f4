"""Small screens: at four times the size nothing stands beside them, on their side they show pictures whole."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import Visit, dress
from webdoc.pages.compose import Outline

pytestmark = [pytest.mark.browser, pytest.mark.slow]

# What reaches over the screen's sides, but for what is scrolled in a box of its own, cut to nothing, drawn in an SVG.
BESIDE = """() => [...document.body.querySelectorAll('*')].filter(one => {
  const box = one.getBoundingClientRect();
  if (!box.width || !box.height || !one.checkVisibility({visibilityProperty: true})) return false;
  if (box.right <= innerWidth + 1 && box.left >= -1) return false;
  for (let at = one; at !== document.body; at = at.parentElement) {
    const style = getComputedStyle(at);
    if (style.clipPath !== 'none' || at !== one && /auto|scroll/.test(style.overflowX)) return false;
    if (at !== one && at.tagName === 'svg') return false;
  }
  return true;
}).map(one => `${one.tagName}.${one.className} ${one.textContent.trim().slice(0, 30)}`)"""


@pytest.mark.parametrize("name", ["constat", "affiche", "veille"])
def test_nothing_stands_beside_a_screen_that_shows_four_times_the_size(
    name: str, outline: Outline, chromium: Browser, tmp_path: Path
) -> None:
    kinds = {
        page.kind: path for path, page in reversed(outline.pages.items()) if page.kind not in ("poster", "leaflet")
    }
    chapters = [path for path, page in outline.pages.items() if page.kind == "chapter" and not path.startswith("fr/")]
    pages = sorted({*kinds.values(), *chapters})
    assert {"cover", "chapter", "end", "unit", "kit", "glossary", "sources", "missing", "embedded"} <= set(kinds)
    dress(name, outline, pages, tmp_path)
    context = chromium.new_context(reduced_motion="reduce")
    page = context.new_page()
    for path in pages:
        page.set_viewport_size({"width": 195, "height": 422})
        page.goto((tmp_path / path).as_uri())
        for width in (195, 320):
            page.set_viewport_size({"width": width, "height": 422})
            assert page.evaluate(BESIDE) == [], f"{path} at {width} px"
            assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{path} at {width} px"
    context.close()


LYING = [{"viewport": {"width": width, "height": height}} for width, height in ((844, 390), (667, 375), (932, 430))]


@pytest.mark.parametrize("visit", LYING, indirect=True)
def test_on_a_phone_on_its_side_what_opens_a_page_is_in_view_and_every_picture_is_seen_whole(
    visit: Visit, demo: Path
) -> None:
    page = visit.page
    page.goto((demo / "index.html").as_uri())
    expect(page.get_by_role("link", name="Begin")).to_be_in_viewport(ratio=1)
    page.goto((demo / "key" / "index.html").as_uri())
    for part in ("h1", ".lead", ".tab"):
        expect(page.locator(".opener").locator(part)).to_be_in_viewport(ratio=1)
    page.goto((demo / "hotel" / "index.html").as_uri())
    room = page.evaluate("innerHeight - document.querySelector('.bar').offsetHeight")
    for picture in page.locator(".photo:not(.full) > a, .under, .both, .wall picture").all():
        assert (picture.bounding_box() or {})["height"] <= room
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


# The widths of the lines of each place, under whoever is heard there.
PLACES = """() => [...document.querySelectorAll('.index .where span')].map(one => {
  const range = document.createRange();
  range.selectNodeContents(one);
  return [...range.getClientRects()].map(line => line.width);
})"""


def test_no_place_in_a_programme_leaves_one_word_on_its_last_line(
    outline: Outline, chromium: Browser, tmp_path: Path
) -> None:
    dress("veille", outline, ["index.html"], tmp_path)
    page = chromium.new_page(reduced_motion="reduce")
    broken = 0
    for width in (320, 390, 1280, 1440, 1920):
        page.set_viewport_size({"width": width, "height": 800})
        page.goto((tmp_path / "index.html").as_uri())
        for lines in page.evaluate(PLACES):
            broken += len(lines) > 1
            assert lines[-1] > lines[0] / 2, f"at {width} px"
    assert broken
    page.close()
