"""At four times the size nothing stands beside the screen: every kind of page, in every theme that ships."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import dress
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
