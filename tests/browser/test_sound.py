"""The rule of docs/sound.md, in a real Chromium that asks for a gesture before anything sounds."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import DESK, PHONE, Visit

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

PAGES = ("", "damp/", "roof/", "hotel/", "cold/", "camp/", "key/", "end/", "fr/damp/")


def sounds(visit: Visit) -> list[str]:
    """What was asked for that can be heard."""
    return [url for url in visit.requests if url.endswith((".opus", ".m4a"))]


def heard(page: Page) -> list[str]:
    """What is being heard: the names of the files."""
    playing = page.evaluate(
        "[...document.querySelectorAll('audio,video')]"
        ".filter(one => !one.paused && !one.muted && one.volume).map(one => one.currentSrc)"
    )
    return [url.rsplit("/", 1)[-1].rsplit("-", 1)[0] for url in playing]


def level(page: Page, of: str = "[data-ambient]") -> float:
    """How loud an ambient sound is; 0 when it rests."""
    return float(page.locator(of).first.evaluate("one => one.paused ? 0 : one.volume"))


def becomes(page: Page, wanted: float, of: str = "[data-ambient]") -> None:
    """Wait until an ambient sound has come to that level."""
    page.wait_for_function(
        "([of, wanted]) => { const one = document.querySelector(of);"
        " return Math.abs((one.paused ? 0 : one.volume) - wanted) < .005; }",
        arg=[of, wanted],
    )


def raining(guest: Visit, site: str) -> Page:
    """A chapter whose ambient sound was switched on and is heard."""
    guest.page.goto(f"{site}damp/index.html")
    switch(guest.page).click()
    becomes(guest.page, 0.5)
    return guest.page


def switch(page: Page) -> Locator:
    return page.locator(".bar .hear")


# --- nothing before a gesture --------------------------------------------------------------------------------------


@pytest.mark.parametrize("guest", [DESK, PHONE], ids=["desk", "phone"], indirect=True)
def test_a_page_that_is_opened_plays_nothing_and_loads_no_byte_of_any_sound(guest: Visit, site: str) -> None:
    for path in PAGES:
        guest.page.goto(f"{site}{path}index.html")
        for _ in range(6):
            guest.page.mouse.wheel(0, 1500)
            guest.page.wait_for_timeout(60)
        assert heard(guest.page) == [], path
        assert sounds(guest) == [], path
    assert guest.complaints == []


def test_a_link_to_a_moment_shows_it_and_waits(guest: Visit, site: str) -> None:
    page = guest.page
    page.goto(f"{site}damp/index.html#nadia@0:35")
    expect(page.locator("#nadia .frames > .at figcaption")).to_contain_text("The bear is washed on Saturdays.")
    expect(page.locator("#nadia .time").first).to_have_text("0:35 / 0:56")
    assert heard(page) == []
    assert sounds(guest) == []


# --- the switch ----------------------------------------------------------------------------------------------------


def test_the_switch_is_off_until_it_is_pressed_and_stops_what_it_began(guest: Visit, site: str) -> None:
    page = guest.page
    page.goto(f"{site}damp/index.html")
    button = page.get_by_role("button", name="Sound", exact=True)
    expect(button).to_have_attribute("aria-pressed", "false")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    becomes(page, 0.5)
    assert heard(page) == ["rain"]
    button.click()
    expect(button).to_have_attribute("aria-pressed", "false")
    becomes(page, 0)


def test_the_switch_works_by_keyboard(guest: Visit, site: str) -> None:
    page = guest.page
    page.goto(f"{site}damp/index.html")
    switch(page).focus()
    page.keyboard.press("Space")
    becomes(page, 0.5)


def test_pages_without_ambient_sound_have_no_switch(guest: Visit, site: str) -> None:
    for path in ("", "cold/", "end/"):
        guest.page.goto(f"{site}{path}index.html")
        expect(switch(guest.page)).to_have_count(0)


def test_it_steps_back_while_a_voice_speaks_and_comes_back(guest: Visit, site: str) -> None:
    page = raining(guest, site)
    page.locator("#nadia .play").click()
    becomes(page, 0.08)
    assert sorted(heard(page)) == ["nadia", "rain"]
    page.locator("#nadia .play").click()
    becomes(page, 0.5)


def test_a_scene_with_a_sound_of_its_own_is_heard_while_it_stands_in_view(guest: Visit, site: str) -> None:
    page = guest.page
    page.goto(f"{site}roof/index.html")
    switch(page).click()
    page.wait_for_timeout(400)
    assert heard(page) == [], "this chapter has no sound of its own"
    page.locator(".steps .plate").nth(1).scroll_into_view_if_needed()
    becomes(page, 0.5, ".scene [data-ambient]")
    assert heard(page) == ["stairs"]
    page.evaluate("scrollTo(0, 0)")
    becomes(page, 0, ".scene [data-ambient]")


def test_it_stops_while_the_page_is_hidden_and_goes_on_afterwards(guest: Visit, site: str) -> None:
    page = raining(guest, site)
    hide = (
        "hidden => { Object.defineProperty(document, 'hidden', { value: hidden, configurable: true });"
        " document.dispatchEvent(new Event('visibilitychange')); }"
    )
    page.evaluate(hide, True)
    assert level(page) == 0
    page.evaluate(hide, False)
    becomes(page, 0.5)


def test_asked_once_it_is_remembered_and_waits_honestly_for_a_gesture(guest: Visit, site: str) -> None:
    raining(guest, site)
    other = guest.context.new_page()
    other.goto(f"{site}fr/damp/index.html")
    waiting = other.get_by_role(
        "button", name="Son\u202f: il commencera à votre prochain clic ou à la prochaine touche"
    )
    expect(waiting).to_have_attribute("aria-pressed", "true")
    assert heard(other) == []
    other.keyboard.press("Tab")
    becomes(other, 0.5)
    expect(other.get_by_role("button", name="Son", exact=True)).to_have_attribute("aria-pressed", "true")


def test_the_same_sound_goes_on_where_it_was_on_the_next_page(guest: Visit, site: str) -> None:
    page = raining(guest, site)
    before = page.locator("[data-ambient]").first.evaluate("one => one.currentTime")
    page.goto(f"{site}fr/damp/index.html")
    assert page.locator("[data-ambient]").first.evaluate("one => one.currentTime") >= before > 0.5


def test_the_switch_itself_is_that_gesture_and_does_not_turn_off_what_waits(guest: Visit, site: str) -> None:
    raining(guest, site)
    other = guest.context.new_page()
    other.goto(f"{site}damp/index.html")
    expect(switch(other)).to_have_class("hear waiting")
    switch(other).click()
    becomes(other, 0.5)


def test_what_is_switched_off_elsewhere_stays_off_when_one_comes_back(guest: Visit, site: str) -> None:
    page = raining(guest, site)
    page.goto(f"{site}fr/damp/index.html")
    switch(page).click()
    if switch(page).get_attribute("aria-pressed") == "true":
        switch(page).click()
    expect(switch(page)).to_have_attribute("aria-pressed", "false")
    page.go_back()
    expect(switch(page)).to_have_attribute("aria-pressed", "false")
    assert heard(page) == []


def test_whoever_saves_data_is_asked_on_every_page(guest: Visit, site: str) -> None:
    guest.context.add_init_script(
        "Object.defineProperty(navigator, 'connection', { value: { saveData: true }, configurable: true })"
    )
    page = raining(guest, site)
    guest.requests.clear()
    page.goto(f"{site}fr/damp/index.html")
    expect(switch(page)).to_have_attribute("aria-pressed", "false")
    page.keyboard.press("Tab")
    page.wait_for_timeout(300)
    assert sounds(guest) == []


def test_where_only_the_device_sets_the_volume_it_pauses_for_a_voice(guest: Visit, site: str) -> None:
    guest.context.add_init_script(
        "Object.defineProperty(HTMLMediaElement.prototype, 'volume', { get: () => 1, set() {} })"
    )
    page = guest.page
    page.goto(f"{site}damp/index.html")
    switch(page).click()
    becomes(page, 1)
    page.locator("#nadia .play").click()
    becomes(page, 0)
    assert heard(page) == ["nadia"]
    page.locator("#nadia .play").click()
    becomes(page, 1)


def test_nothing_breaks_where_nothing_can_be_kept(guest: Visit, site: str) -> None:
    guest.context.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } })"
    )
    page = raining(guest, site)
    page.locator("#nadia .play").click()
    becomes(page, 0.08)
    page.goto(f"{site}end/index.html")
    expect(page.get_by_role("button", name="Forget it")).to_be_hidden()
    assert guest.complaints == []


@pytest.mark.parametrize("guest", [{**DESK, "java_script_enabled": False}], ids=["no script"], indirect=True)
def test_without_script_ambient_sounds_have_native_players_and_no_switch(guest: Visit, demo: Path) -> None:
    page = guest.page
    page.goto((demo / "damp" / "index.html").as_uri())
    expect(page.locator(".ambient audio[controls][loop]")).to_be_visible()
    expect(page.get_by_text("Ambient sound: Rain on a gutter, at night")).to_be_visible()
    expect(switch(page)).to_be_hidden()
    page.goto((demo / "roof" / "index.html").as_uri())
    expect(page.locator(".scene .ambient audio[controls]")).to_be_visible()


def test_it_works_from_the_disk(guest: Visit, demo: Path) -> None:
    page = guest.page
    page.goto((demo / "damp" / "index.html").as_uri())
    switch(page).click()
    becomes(page, 0.5)
