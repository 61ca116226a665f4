"""Text can be read wherever it stands: each is measured against the opaque ground under it, in light and dark."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import dress
from webdoc.pages.compose import Outline

pytestmark = [pytest.mark.browser, pytest.mark.slow]
PAGES = ("index.html", "damp/index.html", "cold/index.html", "key/index.html", "end/index.html")

# For every element with words of its own: the nearest ground that is wholly opaque, and the contrast with it. Words on
# a picture, with no such ground between, are reported with a contrast of 0.
MEASURE = """() => {
  const canvas = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
  const channels = colour => {
    canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const light = colour => {
    const [r, g, b] = channels(colour).map(one => one / 255)
      .map(one => one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const found = [];
  for (const one of document.body.querySelectorAll('*')) {
    const own = [...one.childNodes].some(node => node.nodeType === 3 && node.data.trim());
    if (!own || one.closest('svg, script, style, option, [hidden], .vh') || !one.checkVisibility()) continue;
    if (!one.getClientRects().length) continue;
    let ground = one, opaque = '';
    for (; ground; ground = ground.parentElement) {
      const style = getComputedStyle(ground);
      if (channels(style.backgroundColor)[3] === 255) { opaque = style.backgroundColor; break; }
      const before = getComputedStyle(ground, '::before');
      if (before.content !== 'none' && before.display !== 'none' && ground.matches('.sheet .plate')
          && channels(before.backgroundColor)[3] === 255) { opaque = before.backgroundColor; break; }
    }
    const [a, b] = [light(getComputedStyle(one).color), opaque ? light(opaque) : -1];
    const ratio = opaque ? (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05) : 0;
    // A picture between the words and their ground.
    const box = one.getBoundingClientRect();
    const over = ground && [...ground.querySelectorAll(':scope > picture, :scope > .hold')].some(picture => {
      const other = picture.getBoundingClientRect();
      return !picture.contains(one) && other.left < box.right - 1 && other.right > box.left + 1
        && other.top < box.bottom - 1 && other.bottom > box.top + 1;
    });
    if (ratio < 4.5 || over) {
      found.push([one.className || one.tagName, one.textContent.trim().slice(0, 40), +ratio.toFixed(2), !!over]);
    }
  }
  return found;
}"""


@pytest.mark.parametrize("name", ["constat", "affiche", "veille"])
def test_every_word_stands_on_a_ground_that_it_can_be_read_on(
    name: str, outline: Outline, chromium: Browser, tmp_path: Path
) -> None:
    dress(name, outline, PAGES, tmp_path)
    context: Any = chromium.new_context(reduced_motion="reduce")
    page = context.new_page()
    for path in PAGES:
        page.goto((tmp_path / path).as_uri())
        for width, height in ((390, 844), (1440, 900), (3440, 1440)):
            page.set_viewport_size({"width": width, "height": height})
            for scheme in ("light", "dark"):
                page.emulate_media(color_scheme=scheme)
                assert page.evaluate(MEASURE) == [], f"{path} at {width}, {scheme}"
    context.close()
