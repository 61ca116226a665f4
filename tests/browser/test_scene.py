"""Scenes in a real Chromium: text on an opaque plate over any picture, a loop that can be held and may stand still."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, PHONE, Visit
from webdoc.pages.options import contrast

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

ZOOMED = {"viewport": {"width": 320, "height": 400}}
SIDEWAYS = {"viewport": {"width": 844, "height": 390}, "is_mobile": True, "has_touch": True}
LONG = "document.querySelectorAll('.steps .plate p').forEach(p => { p.textContent = (p.textContent + ' ').repeat(8); })"


def colour(written: str) -> str:
    """``rgb(1, 2, 3)`` in hexadecimal; an alpha channel is an error, for then it depends on the picture."""
    assert written.startswith("rgb("), written
    red, green, blue = (int(part) for part in written[4:-1].split(","))
    return f"#{red:02x}{green:02x}{blue:02x}"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("visit", [DESK, PHONE, SIDEWAYS, ZOOMED], ids=["desk", "phone", "side", "zoom"], indirect=True)
def test_text_stands_on_an_opaque_plate_and_is_read_over_any_picture(visit: Visit, site: str, scheme: str) -> None:
    page = visit.page
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.goto(f"{site}roof/index.html")
    page.evaluate(LONG)
    for plate in page.locator(".steps .plate").all():
        ink, ground, shown = plate.locator("p").first.evaluate(
            "p => { const plate = getComputedStyle(p.closest('.plate'));"
            " return [getComputedStyle(p).color, plate.backgroundColor, plate.opacity]; }"
        )
        assert shown == "1"
        assert contrast(colour(ink), colour(ground)) >= 7
        assert plate.evaluate("one => one.scrollWidth <= one.clientWidth && one.offsetLeft >= 0"), "nothing is cut off"
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("visit", [DESK, PHONE, ZOOMED], ids=["desk", "phone", "zoom"], indirect=True)
def test_each_step_is_read_whole_while_the_picture_stays(visit: Visit, site: str) -> None:
    page = visit.page
    page.goto(f"{site}roof/index.html")
    page.evaluate(LONG)
    for plate in page.locator(".steps .plate").all():
        for end in ("start", "end"):
            plate.evaluate(f"one => one.scrollIntoView({{ block: '{end}' }})")
            page.wait_for_timeout(60)
            seen = plate.evaluate(
                "(one, end) => { const box = one.getBoundingClientRect(), hold = document.querySelector('.hold')"
                ".getBoundingClientRect(); return [end === 'start' ? box.top : box.bottom, hold.top, hold.bottom]; }",
                end,
            )
            assert -1 <= seen[0] <= page.viewport_size["height"] + 1, "its edge is in view"  # type: ignore[index]
            assert seen[2] > 0, "the picture is there"


def bulb(page: Page, site: str) -> None:
    page.goto(f"{site}cold/index.html")
    page.locator(".scene").first.scroll_into_view_if_needed()
    page.locator(".steps .plate").first.scroll_into_view_if_needed()


def test_a_loop_plays_while_it_is_seen_and_can_be_held(visit: Visit, site: str) -> None:
    page = visit.page
    bulb(page, site)
    playing = "wanted => document.querySelector('.hold video').paused !== wanted"
    page.wait_for_function(playing, arg=True)
    page.locator(".hold").get_by_role("button", name="Hold the picture").click()
    page.wait_for_function(playing, arg=False)
    page.evaluate("scrollTo(0, 0)")
    page.wait_for_timeout(200)
    page.locator(".steps .plate").nth(1).scroll_into_view_if_needed()
    page.wait_for_timeout(400)
    assert page.evaluate(playing, False), "what was held stays held"
    page.locator(".hold").get_by_role("button", name="Play the picture").click()
    page.wait_for_function(playing, arg=True)
    page.evaluate("scrollTo(0, 0)")
    page.wait_for_function(playing, arg=False)


@pytest.mark.parametrize("wish", ["less motion", "saved data"])
def test_it_stands_still_for_those_who_want_less_motion_or_save_data(visit: Visit, site: str, wish: str) -> None:
    page = visit.page
    if wish == "less motion":
        page.emulate_media(reduced_motion="reduce")
    else:
        page.add_init_script("Object.defineProperty(navigator, 'connection', { value: { saveData: true } })")
    bulb(page, site)
    page.wait_for_timeout(500)
    assert page.evaluate("document.querySelector('.hold video').paused")
    assert not [url for url in visit.requests if url.endswith(".mp4")]
    expect(page.locator(".hold video[controls]")).to_be_visible()


def test_a_photograph_further_down_is_fetched_when_the_visitor_moves(visit: Visit, site: str) -> None:
    page = visit.page
    page.goto(f"{site}roof/index.html")
    page.wait_for_timeout(600)
    assert not [url for url in visit.requests if "roof-stairs" in url]
    assert page.locator(".opener img").evaluate("image => image.complete && image.naturalWidth > 0")
    page.mouse.wheel(0, 20)
    page.wait_for_function("document.querySelector('.scene img').naturalWidth > 0")
    assert page.locator(".scene picture").evaluate("one => getComputedStyle(one).clipPath") == "none"
