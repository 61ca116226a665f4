"""A photograph as large as the screen: a gallery is one set, a photo stands alone, without script a link is a link."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import DESK, PHONE, Visit, static_server
from tests.browser.touch import stroke
from tests.conftest import picture, write_project
from webdoc import build

pytestmark = [pytest.mark.browser, pytest.mark.slow]

CHAPTER = """---
title: Rooms
---

A sentence before all that is shown.

![A wide photo](wide.jpg "Seen *alone*, with [a source](https://example.org/)")

::: gallery Three rooms

![A blue room](one.jpg "The first caption")
![A red room](two.jpg)
![A tall room](tall.jpg "The last caption")
:::

A sentence after it.
"""


@pytest.fixture(scope="module")
def rooms(tmp_path_factory: pytest.TempPathFactory) -> Path:
    files: dict[str, str | bytes] = {
        "webdoc.yaml": b"title: A film\n",
        "chapters/01-rooms.md": CHAPTER,
        "chapters/02-after.md": b"---\ntitle: After\n---\n\nText.\n",
        "media/media.yaml": b"wide.jpg: {credit: Ana}\n",
        "media/wide.jpg": picture(1800, 900),
        "media/one.jpg": picture(1500, 1000),
        "media/two.jpg": picture(600, 400),
        "media/tall.jpg": picture(900, 1600),
    }
    root = write_project(tmp_path_factory.mktemp("rooms"), files)
    done = build.build(root)
    assert not done.failed
    return root / "build"


@pytest.fixture(scope="module")
def address(rooms: Path) -> Iterator[str]:
    with static_server(rooms) as site:
        yield f"{site}rooms/index.html"


def enlarge(page: Page, name: str) -> None:
    page.get_by_role("link", name=name).click()
    expect(page.get_by_role("dialog", name=name)).to_be_visible()


def shown(page: Page) -> str:
    """The text of the picture that is large."""
    return page.locator("dialog img").get_attribute("alt") or ""


@pytest.mark.parametrize("visit", [{"viewport": {"width": 844, "height": 390}}], indirect=True)
@pytest.mark.parametrize("media", ["screen", "print"])
def test_on_a_phone_on_its_side_and_on_paper_three_photographs_stand_in_one_row(
    visit: Visit, address: str, media: Literal["screen", "print"]
) -> None:
    page = visit.page
    page.goto(address)
    page.emulate_media(media=media)
    ends = "all => all.map(one => Math.round(one.getBoundingClientRect().bottom))"
    assert len(set(page.locator(".wall figure").evaluate_all(ends))) == 1, "none stands alone under the others"


def test_a_gallery_is_one_set_that_keys_and_buttons_turn(visit: Visit, address: str) -> None:
    page = visit.page
    page.goto(address)
    assert not [url for url in visit.requests if "light" in url], "fetched before it is asked for"
    enlarge(page, "A blue room")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("1 of 3")
    expect(dialog).to_contain_text("The first caption")
    page.keyboard.press("ArrowRight")
    expect(dialog).to_contain_text("2 of 3")
    expect(dialog).not_to_contain_text("caption")
    page.keyboard.press("End")
    assert shown(page) == "A tall room"
    dialog.get_by_role("button", name="Next photograph").click()
    expect(dialog).to_contain_text("1 of 3")
    dialog.get_by_role("button", name="Previous photograph").click()
    expect(dialog).to_contain_text("3 of 3")
    page.keyboard.press("Home")
    page.keyboard.press("ArrowLeft")
    expect(dialog).to_contain_text("3 of 3")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(page.get_by_role("link", name="A blue room")).to_be_focused()
    assert page.url == address, "no key went through to the chapters"
    assert visit.complaints == []


def test_keys_turn_on_after_a_click_on_the_picture_and_the_dark_beside_it_closes(visit: Visit, address: str) -> None:
    page = visit.page
    page.goto(address)
    enlarge(page, "A tall room")
    page.locator("dialog img").click()
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_role("dialog")).to_contain_text("2 of 3")
    page.keyboard.press("End")
    page.mouse.click(40, 300)
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(page.get_by_role("link", name="A tall room")).to_be_focused()
    assert page.url == address


def test_a_photo_stands_alone_with_its_caption_and_credit(visit: Visit, address: str) -> None:
    page = visit.page
    page.goto(address)
    page.get_by_role("link", name="A wide photo").focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Seen alone, with a source")
    expect(dialog).to_contain_text("Ana")
    expect(dialog.get_by_role("button")).to_have_count(1)
    expect(dialog.get_by_role("button", name="Close")).to_be_focused()
    page.keyboard.press("ArrowRight")
    assert shown(page) == "A wide photo"
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("!document.activeElement.closest('main')"), "what lies under it cannot be reached"
    dialog.get_by_role("button", name="Close").click()
    expect(page.get_by_role("link", name="A wide photo")).to_be_focused()


@pytest.mark.parametrize("visit", [DESK, PHONE, {"viewport": {"width": 844, "height": 390}}], indirect=True)
def test_the_picture_fills_the_screen_and_no_word_stands_on_it(visit: Visit, address: str) -> None:
    page = visit.page
    page.goto(address)
    for name in ("A wide photo", "A blue room", "A tall room"):
        enlarge(page, name)
        page.wait_for_function("(i => i.complete && i.naturalWidth)(document.querySelector('dialog img'))")
        box, room = page.locator("dialog img").bounding_box(), page.locator("dialog picture").bounding_box()
        assert box is not None
        assert room is not None
        assert box["width"] == pytest.approx(room["width"], abs=2) or box["height"] == pytest.approx(
            room["height"], abs=2
        )
        assert box["x"] >= -1
        assert box["y"] >= -1
        ratio = page.evaluate(
            "(i => i.getAttribute('width') / i.getAttribute('height'))(document.querySelector('dialog img'))"
        )
        assert box["width"] / box["height"] == pytest.approx(ratio, rel=0.02)
        for part in page.locator("dialog :is(figcaption, form)").all():
            words = part.bounding_box()
            assert words is not None
            apart = words["y"] >= box["y"] + box["height"] - 1 or words["x"] >= box["x"] + box["width"] - 1
            assert apart, name
            assert words["y"] + words["height"] <= page.viewport_size["height"] + 1  # type: ignore[index]
        page.keyboard.press("Escape")


def test_a_picture_is_shown_in_its_best_format_and_no_larger_than_it_is(visit: Visit, address: str) -> None:
    page = visit.page
    page.goto(address)
    enlarge(page, "A red room")
    page.wait_for_function("document.querySelector('dialog img').currentSrc.endsWith('.avif')")
    box = page.locator("dialog img").bounding_box()
    assert box is not None
    assert box["width"] == 600


@pytest.mark.parametrize("visit", [PHONE], ids=["phone"], indirect=True)
def test_a_stroke_turns_the_set_and_not_the_chapter(visit: Visit, address: str) -> None:
    page = visit.page
    page.goto(address)
    enlarge(page, "A blue room")
    stroke(page, (300, 300), (90, 310))
    expect(page.get_by_role("dialog")).to_contain_text("2 of 3")
    stroke(page, (90, 300), (300, 310))
    expect(page.get_by_role("dialog")).to_contain_text("1 of 3")
    stroke(page, (200, 200), (210, 400))
    expect(page.get_by_role("dialog")).to_contain_text("1 of 3")
    assert page.url == address
    assert visit.complaints == []


def test_from_right_to_left_the_arrows_turn_round(visit: Visit, arabic: Path) -> None:
    page = visit.page
    page.goto((arabic / "stairs" / "index.html").as_uri())
    links = page.locator(".gallery [data-large]")
    total = links.count()
    assert total > 1
    links.first.click()
    dialog = page.locator("dialog")
    expect(dialog).to_contain_text(f"1 من {total}")
    page.keyboard.press("ArrowLeft")
    expect(dialog).to_contain_text(f"2 من {total}")
    page.keyboard.press("ArrowRight")
    expect(dialog).to_contain_text(f"1 من {total}")
    back, on = (dialog.get_by_role("button", name=name).bounding_box() for name in ("الصورة السابقة", "الصورة التالية"))
    assert back is not None
    assert on is not None
    assert back["x"] > on["x"]
    assert visit.complaints == []


@pytest.mark.parametrize("visit", [{**DESK, "java_script_enabled": False}], ids=["no script"], indirect=True)
def test_without_script_the_link_opens_the_large_picture(visit: Visit, rooms: Path) -> None:
    page = visit.page
    page.goto((rooms / "rooms" / "index.html").as_uri())
    expect(page.locator("dialog")).to_be_hidden()
    page.get_by_role("link", name="A wide photo").click()
    assert page.url.endswith(".jpg")
    assert page.evaluate("document.images[0].naturalWidth") == 1800


def test_where_the_script_cannot_be_had_the_link_opens_the_large_picture(visit: Visit, address: str) -> None:
    visit.context.route("**/assets/light-*.js", lambda route: route.abort())
    visit.page.goto(address)
    link = visit.page.get_by_role("link", name="A wide photo")
    link.hover()
    visit.page.wait_for_load_state("networkidle")  # a server of tests leaves files open that nobody waits for
    link.click()
    visit.page.wait_for_url("**/*.jpg")


def test_a_click_with_a_key_held_is_the_browsers_own(chromium: Browser, address: str) -> None:
    visit = Visit(chromium, **DESK)
    visit.page.goto(address)
    with visit.context.expect_page() as other:
        visit.page.get_by_role("link", name="A wide photo").click(modifiers=["Control"])
    other.value.wait_for_load_state()
    assert other.value.url.endswith(".jpg")
    expect(visit.page.get_by_role("dialog")).to_be_hidden()
    visit.context.close()


def test_on_paper_there_is_no_large_picture(visit: Visit, address: str) -> None:
    page = visit.page
    page.goto(address)
    enlarge(page, "A blue room")
    page.emulate_media(media="print")
    expect(page.locator("dialog")).to_be_hidden()
    expect(page.get_by_text("A sentence after it.")).to_be_visible()
