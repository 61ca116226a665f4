"""Sources, easy-to-read versions and explained words, as a visitor meets them: by keyboard, no script, on paper."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Route, expect

from tests.browser.conftest import DESK, PHONE, Visit

pytestmark = [pytest.mark.browser, pytest.mark.slow]

NO_SCRIPT = {**DESK, "java_script_enabled": False}


@pytest.mark.parametrize("visit", [DESK, PHONE, NO_SCRIPT], ids=["desk", "phone", "no-script"], indirect=True)
def test_a_number_leads_to_its_source_and_back(visit: Visit, demo: Path) -> None:
    page = visit.page
    page.goto((demo / "key" / "index.html").as_uri())
    number = page.locator(".cited a").first
    number.focus()
    page.keyboard.press("Enter")
    source = page.locator(f"li[value='{number.inner_text()}']")
    expect(source).to_be_in_viewport()
    back = source.get_by_role("link", name="Back to the text")
    assert (back.bounding_box() or {})["height"] >= 24
    back.focus()
    page.keyboard.press("Enter")
    expect(number).to_be_in_viewport()
    assert visit.complaints == []


@pytest.mark.parametrize("visit", [DESK, PHONE, NO_SCRIPT], ids=["desk", "phone", "no-script"], indirect=True)
def test_the_easy_version_is_one_key_away_and_leads_along_the_line(visit: Visit, demo: Path) -> None:
    page = visit.page
    page.goto((demo / "damp" / "index.html").as_uri())
    link = page.get_by_role("link", name="Easy to read")
    expect(link).to_be_in_viewport()
    link.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/damp/easy/index.html")
    text = page.locator(".easy .prose p").first
    lines = text.evaluate("one => [one.innerText.split('\\n').length, one.getBoundingClientRect().width]")
    assert lines[0] == 3
    assert lines[1] <= 30 * 18 * 1.25
    assert float(text.evaluate("one => parseFloat(getComputedStyle(one).fontSize)")) >= 21
    page.locator("a.next").click()
    page.wait_for_url("**/roof/index.html")


@pytest.mark.parametrize("visit", [PHONE], indirect=True)
@pytest.mark.parametrize("name", ["damp/easy/", "fr/camp/q/je-vends-du-pain-a-des/", "fr/sources/"])
def test_nothing_moves_when_the_typefaces_come_after_the_page_has_been_seen(name: str, visit: Visit, site: str) -> None:
    held: list[Route] = []
    visit.page.route("**/*.woff2", lambda route: held.append(route))
    visit.page.goto(site + name, wait_until="domcontentloaded")
    visit.page.evaluate("new Promise(done => requestAnimationFrame(() => setTimeout(done, 300)))")
    assert held
    for route in held:
        route.continue_()
    visit.page.evaluate("document.fonts.ready.then(() => new Promise(done => setTimeout(done, 100)))")
    shift = "new Promise(done => new PerformanceObserver(list => done(list.getEntries().reduce((sum, one) => sum + one.value, 0))).observe({type: 'layout-shift', buffered: true}) || setTimeout(() => done(0), 300))"  # fmt: skip # noqa: E501
    assert visit.page.evaluate(shift) == 0


def test_an_explained_word_says_itself_to_the_keyboard_and_on_paper(visit: Visit, demo: Path) -> None:
    page = visit.page
    page.goto((demo / "damp" / "index.html").as_uri())
    term = page.locator("a.term").first
    said = "one => getComputedStyle(one, '::after').content"
    assert term.evaluate(said) == "none"
    page.locator(".cited a").first.focus()
    page.keyboard.press("Shift+Tab")
    term.focus()
    assert "The contract between" in term.evaluate(said)
    term.blur()
    page.emulate_media(media="print")
    assert "The contract between" in term.evaluate(said)
    page.emulate_media(media="screen")
    term.click()
    expect(page.locator(":target")).to_contain_text("lease")


def test_paper_shows_every_source_with_its_address(visit: Visit, demo: Path) -> None:
    page = visit.page
    page.emulate_media(media="print")
    for name in ("key", "sources"):
        page.goto((demo / name / "index.html").as_uri())
        links = page.locator(".refs a[href^=http]")
        assert links.count() >= 5
        for link in links.all():
            expect(link).to_be_visible()
            assert (link.get_attribute("href") or "?") in link.evaluate(
                "one => getComputedStyle(one, '::after').content"
            )
        expect(page.locator(".refs li a[href^='#']").first).to_be_hidden() if name == "key" else None
