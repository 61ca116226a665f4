"""The sequence in a real Chromium, by every way of skipping; and what the device remembers of what was heard."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, PHONE, Visit, stir
from tests.browser.test_sound import heard, switch

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


def noted(page: Page) -> None:
    """Wait until the device remembers something of what is heard."""
    page.wait_for_function("Object.keys(localStorage).some(name => name.startsWith('webdoc heard'))")


def kept(page: Page) -> dict[str, Any]:
    """What the device remembers."""
    found: dict[str, Any] = page.evaluate("({...localStorage})")
    return found


# --- what is remembered --------------------------------------------------------------------------------------------


def test_a_player_offers_to_go_on_where_one_stopped(guest: Visit, site: str) -> None:
    page = guest.page
    page.goto(f"{site}damp/index.html")
    expect(page.locator("#nadia .from")).to_be_hidden()
    page.locator("#nadia .marks button").nth(2).click()
    page.wait_for_function("document.querySelector('#nadia audio').currentTime > 33")
    noted(page)
    page.goto(f"{site}damp/index.html")
    offer = page.locator("#nadia").get_by_role("button", name="Go on at 0:3")
    expect(offer).to_be_visible()
    offer.click()
    page.wait_for_function("document.querySelector('#nadia audio').currentTime > 33")
    assert heard(page) == ["nadia"]
    expect(page.locator("#nadia .play")).to_be_focused()
    expect(page.locator("#nadia .from")).to_be_hidden()
    expect(page.locator("#nadia .frames > .at figcaption")).to_contain_text("The bear is washed on Saturdays.")


def test_nothing_that_remembers_is_fetched_before_something_is_played(guest: Visit, site: str) -> None:
    page = guest.page
    page.goto(f"{site}damp/index.html")
    page.wait_for_timeout(300)
    assert not [url for url in guest.requests if "/heard-" in url]
    page.locator("#nadia .play").click()
    noted(page)
    assert len([url for url in guest.requests if "/heard-" in url]) == 1


def test_the_lists_of_chapters_say_in_words_which_were_heard(guest: Visit, site: str) -> None:
    page = guest.page
    page.goto(f"{site}camp/index.html")
    assert page.locator(".seq, .sound").count() == 1
    page.locator("#daniel .play").click()
    noted(page)
    page.goto(f"{site}index.html")
    entry = page.locator(".index a", has_text="Heard")
    expect(entry).to_have_count(1)
    expect(entry).to_contain_text("Heard in part")
    page.goto(f"{site}camp/index.html")
    page.locator("#daniel .play").click()
    page.wait_for_function("document.querySelector('#daniel audio').duration > 2")
    page.locator("#daniel audio").evaluate("one => { one.currentTime = one.duration - 2; }")
    page.wait_for_function("document.querySelector('#daniel audio').ended")
    page.goto(f"{site}index.html")
    expect(page.locator(".index a", has_text="✓ Heard")).to_have_attribute("href", "camp/index.html")
    page.goto(f"{site}damp/index.html")
    page.get_by_role("button", name="Chapters").click()
    expect(page.locator("#menu a", has_text="✓ Heard")).to_have_count(1)


def test_the_last_page_forgets_all_of_it(guest: Visit, site: str) -> None:
    page = guest.page
    page.goto(f"{site}damp/index.html")
    page.evaluate("localStorage.setItem('other', 'stays')")
    others = [f"webdoc {site}b/index.html", f"webdoc heard {site}b/ {site}b/damp/", f"webdoc sound {site}b/"]
    for name in others:
        page.evaluate("name => localStorage.setItem(name, 'stays too')", name)
    page.evaluate("name => localStorage.setItem(name, '{}')", f"webdoc quiz {site} {site}fr/damp/")
    switch(page).click()
    page.locator("#nadia .play").click()
    noted(page)
    page.goto(f"{site}end/index.html")
    assert len([name for name in kept(page) if name.startswith("webdoc")]) > 3
    stir(page)
    page.get_by_role("button", name="Forget it").click()
    expect(page.get_by_role("button", name="Forgotten")).to_be_visible()
    assert sorted(kept(page)) == sorted(["other", *others])
    expect(page.locator("#menu a", has_text="Heard")).to_have_count(0)


# --- the sequence --------------------------------------------------------------------------------------------------


def in_step(page: Page, at: float, caption: str, line: str) -> None:
    """Sound, picture, number and caption are at that second."""
    assert abs(float(page.locator("#nadia audio").evaluate("one => one.currentTime")) - at) < 4
    expect(page.locator("#nadia .frames > .at")).to_have_count(1)
    expect(page.locator("#nadia .frames > .at figcaption")).to_contain_text(caption)
    expect(page.locator("#nadia .now")).to_contain_text(line)


def test_wherever_one_skips_sound_picture_and_caption_stay_in_step(guest: Visit, site: str) -> None:
    page = guest.page
    page.goto(f"{site}damp/index.html")
    root = page.locator("#nadia")
    lines = page.evaluate(
        "[...document.querySelectorAll('#nadia [data-words] p')].map((line, i) =>"
        " [60 * line.firstChild.textContent.split(':')[0] + +line.firstChild.textContent.split(':')[1]"
        " + line.parentNode.dataset.tenths[i] / 10, line.lastChild.textContent.trim()])"
    )

    def said(at: float) -> str:
        return [text for start, text in lines if start <= at + 0.05][-1]

    root.locator(".marks button").nth(2).click()
    expect(root.locator(".marks [aria-current=true]")).to_have_accessible_name(
        re.compile(r"^Photograph 3 of 4, 0:32: \w")
    )
    root.locator(".play").click()
    page.keyboard.press("PageUp")
    in_step(page, 15, "The bed stands forty centimetres from the wall.", said(15))
    # What a screen reader says of the position keeps up with keys, though it is not told of each second.
    root.get_by_role("slider").focus()
    page.keyboard.press("ArrowLeft")
    expect(root.get_by_role("slider")).to_have_attribute("aria-valuetext", re.compile(r"^0:1[01] / 0:56$"))
    in_step(page, 10, "The towel is changed at six and at ten.", said(10))
    page.keyboard.press("ArrowRight")
    page.keyboard.press("PageDown")
    in_step(page, 32, "The bear is washed on Saturdays.", said(32.1))
    root.locator("summary").first.click()
    root.locator("[data-words] p").last.locator("a").click()
    in_step(page, lines[-1][0], "Nadia comes home at twenty to eight.", lines[-1][1])
    assert page.url.startswith(f"{site}damp/"), "no arrow left the page"


def test_space_plays_and_pauses_after_a_click_into_the_player(guest: Visit, site: str) -> None:
    page = guest.page
    page.goto(f"{site}damp/index.html")
    page.locator("#nadia .frames > .at img").click()
    page.wait_for_function("document.querySelector('#nadia audio').currentTime > .2")
    page.keyboard.press("Space")
    page.wait_for_function("document.querySelector('#nadia audio').paused")


@pytest.mark.parametrize(
    "guest",
    [DESK, {"viewport": {"width": 1280, "height": 600}}, PHONE, {"viewport": {"width": 844, "height": 390}}],
    ids=["desk", "low", "phone", "phone on its side"],
    indirect=True,
)
def test_whoever_comes_to_a_control_by_key_sees_the_whole_picture(guest: Visit, site: str) -> None:
    page = guest.page
    page.goto(f"{site}damp/index.html")
    expect(page.locator("#nadia .deck")).to_be_visible()
    for control in (".play", ".seek input", ".whole"):
        page.evaluate("scrollTo({top: 0, behavior: 'instant'})")
        page.locator(f"#nadia {control}").first.focus()
        page.wait_for_timeout(300)
        picture, bar = (page.locator(one).bounding_box() for one in ("#nadia .at picture", ".bar"))
        assert picture
        assert bar
        assert picture["y"] >= bar["height"] - 2, control
        expect(page.locator(f"#nadia {control}").first).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize(
    "guest",
    [
        DESK,
        PHONE,
        {"viewport": {"width": 844, "height": 390}, "is_mobile": True, "has_touch": True},
        {"viewport": {"width": 2560, "height": 1440}},
        {"viewport": {"width": 720, "height": 450}, "device_scale_factor": 2},
    ],
    ids=["desk", "phone", "phone on its side", "very wide", "200 %"],
    indirect=True,
)
def test_the_stage_fits_the_screen_and_the_picture_has_most_of_it(guest: Visit, site: str) -> None:
    page = guest.page
    page.goto(f"{site}damp/index.html")
    page.locator("#nadia .play").scroll_into_view_if_needed()
    page.locator("#nadia .play").click()
    for whole in (False, True):
        if whole:
            page.locator("#nadia .whole").click()
            page.wait_for_function("document.fullscreenElement")
        page.wait_for_timeout(700)
        found = page.evaluate(
            """() => {
              const box = selector => document.querySelector('#nadia ' + selector).getBoundingClientRect();
              const [stage, picture, now, deck] = ['.show', '.at img', '.now', '.deck'].map(box);
              const height = Math.min(picture.height, picture.width / 1.5), bar = 48 * !document.fullscreenElement;
              return {
                fits: stage.height <= innerHeight - bar + 1 && stage.left >= 0 && stage.right <= innerWidth + 1,
                apart: (now.bottom <= deck.top + 1 || now.right <= deck.left) && deck.bottom <= stage.bottom + 1,
                edge: picture.left <= innerWidth * .02,
                share: height * 1.5 * height / innerWidth / innerHeight,
                over: (picture.bottom - now.top) / height,
              };
            }"""
        )
        assert found["fits"], found
        assert found["apart"], found
        assert found["edge"], found
        assert found["share"] > 0.25, found
        assert 0.02 < found["over"] < 0.15, "what is said lies on the picture's edge, and leaves the picture free"


def test_captions_are_switched_off_for_good_and_leave_their_room_to_the_picture(guest: Visit, site: str) -> None:
    page = guest.page
    page.goto(f"{site}damp/index.html")
    picture, switch = page.locator("#nadia .at img"), page.locator("#nadia").get_by_role("button", name="Captions")
    expect(switch).to_have_attribute("aria-pressed", "true")
    before = picture.bounding_box()
    switch.click()
    expect(page.locator("#nadia .now")).to_be_hidden()
    after = picture.bounding_box()
    assert before
    assert after
    assert after["height"] > before["height"] + 20
    page.goto(f"{site}camp/index.html")
    expect(page.locator("#daniel .now")).to_be_hidden()
    page.locator("#daniel .cc").press("Enter")
    expect(page.locator("#daniel .now")).to_be_visible()


def test_full_screen_holds_the_keys(guest: Visit, site: str) -> None:
    page = guest.page
    page.goto(f"{site}damp/index.html")
    page.locator("#nadia .whole").click()
    page.wait_for_function("document.fullscreenElement")
    expect(page.locator("#nadia .play")).to_be_focused()
    expect(page.locator("#nadia .whole")).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Space")
    page.wait_for_function("document.querySelector('#nadia audio').currentTime > .2")
    assert page.evaluate("!!document.fullscreenElement")


@pytest.mark.parametrize("guest", [{**DESK, "reduced_motion": "reduce"}], ids=["less motion"], indirect=True)
def test_with_less_motion_pictures_change_at_once(guest: Visit, site: str) -> None:
    page = guest.page
    page.goto(f"{site}damp/index.html")
    page.locator("#nadia .marks button").nth(1).click()
    page.locator("#nadia .marks button").nth(2).click()
    assert page.locator("#nadia .at").evaluate("one => getComputedStyle(one).animationName") == "none"


def test_the_lock_screen_can_steer(guest: Visit, site: str) -> None:
    guest.context.add_init_script(
        "window.deeds = {}; MediaSession.prototype.setActionHandler = function (name, deed) { deeds[name] = deed; };"
    )
    page = guest.page
    page.goto(f"{site}damp/index.html")
    page.locator("#nadia .play").click()
    page.wait_for_function("document.querySelector('#nadia audio').currentTime > .1")
    told = page.evaluate("(({title, artist, album}) => [title, artist, album])(navigator.mediaSession.metadata)")
    assert told == ["It was the gutter", "Nadia", "Six Doors"]
    assert re.search(r"/damp-room-320-\w+\.jpg$", page.evaluate("navigator.mediaSession.metadata.artwork[0].src"))
    page.evaluate("deeds.nexttrack()")
    expect(page.locator("#nadia .frames > .at figcaption")).to_contain_text("forty centimetres")
    page.evaluate("deeds.seekto({ seekTime: 51 })")
    expect(page.locator("#nadia .frames > .at figcaption")).to_contain_text("twenty to eight")
    page.evaluate("deeds.pause()")
    assert heard(page) == []
