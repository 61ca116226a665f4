"""What is read looks the same, dot for dot, whether the picture behind it is all white or all unrest."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page

from tests.browser.conftest import DESK, PHONE
from tests.conftest import write_project
from webdoc import build

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SIZE = (960, 640)
CHAPTER = """---
title: A wall
summary: It is read over any picture.
place: Lille
witness: Nadia
facts:
  Rent: 640 €
---

![A wall](wall.jpg)

::: scene wall.jpg
A first step, of a few words.

---

A second one, **longer**, that goes over the whole of what is behind it and on to another line.
:::
"""
READ = ".opener :is(h1,.lead,.tab,dt,dd,.sub,.begin a),.steps p,.next :is(.tab,.name,.sum),.bar>*"
BOX = """one => {
  const box = one.getBoundingClientRect();
  return [...[box.left, box.top].map(from => Math.ceil(from) + 1),
    ...[box.right, box.bottom].map(to => Math.floor(to) - 1), innerHeight];
}"""


def unrest() -> Image.Image:
    """Squares of black and white, each as large as a stroke of a letter."""
    return (
        Image.effect_noise((SIZE[0] // 4, SIZE[1] // 4), 255).point(lambda light: 255 * (light > 127)).resize(SIZE, 0)
    )


@pytest.fixture(scope="module")
def walls(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The same documentary twice; its one picture is white, and unrest."""
    found = []
    for picture in (Image.new("L", SIZE, 255), unrest()):
        data = io.BytesIO()
        picture.convert("RGB").save(data, "JPEG", quality=90)
        root = write_project(
            tmp_path_factory.mktemp("wall"),
            {
                "webdoc.yaml": "title: Walls\ncover: wall.jpg\ncover_alt: A wall\nsummary: Four walls\n",
                "chapters/01-one.md": CHAPTER,
                "chapters/02-two.md": CHAPTER.replace("A wall", "Another"),
                "media/wall.jpg": data.getvalue(),
                "media/media.yaml": "wall.jpg: {credit: Ann, alt: A wall}\n",
            },
        )
        done = build.build(root, root / "build")
        assert not done.failed, [issue.message for issue in done.issues]
        found.append(root / "build")
    return found


def read(page: Page, address: str) -> dict[str, Image.Image]:
    """Every text of the page that may stand before a picture, as it is seen."""
    page.goto(address)
    page.evaluate("document.fonts.ready")
    seen, screen, at = {}, None, -1
    for number, one in enumerate(page.locator(READ).all()):
        if not one.is_visible():
            continue
        # The edge between a plate and a picture may run through a dot: what is compared begins one further in.
        left, top, right, bottom, high = one.evaluate(BOX)
        if screen is None or page.evaluate("scrollY") != at or not 0 <= top <= bottom <= high:
            one.evaluate("one => one.scrollIntoView({block: 'center', behavior: 'instant'})")
            page.wait_for_timeout(50)
            screen, at = Image.open(io.BytesIO(page.screenshot())).convert("RGB"), page.evaluate("scrollY")
            left, top, right, bottom, high = one.evaluate(BOX)
        seen[f"{number} {one.inner_text()}"] = screen.crop((left, top, right, bottom))
    return seen


@pytest.mark.parametrize(
    ("options", "scheme"),
    [(DESK, "light"), (DESK, "dark"), (PHONE, "light")],
    ids=["desk", "desk in the dark", "phone"],
)
def test_no_text_changes_with_the_picture_behind_it(
    chromium: Browser, walls: list[Path], options: dict[str, object], scheme: str
) -> None:
    context = chromium.new_context(**options, color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
    page = context.new_page()
    for name, least in (("index.html", 4), ("one/index.html", 10)):
        white, other = (read(page, (wall / name).as_uri()) for wall in walls)
        assert len(white) >= least, list(white)
        assert [text for text in white if white[text].tobytes() != other[text].tobytes()] == []
    context.close()
