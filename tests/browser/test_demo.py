"""The demo documentary in a real Chromium: from cover to end, by keyboard and by click, with and without script."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import pytest
from PIL import ExifTags, Image
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE, ROOT, Visit

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    # A browser that goes on to the next page hangs up on the server of these tests, which then drops an open file.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

CHAPTERS = sorted(path.stem.split("-", 1)[1] for path in (ROOT / "chapters").glob("*.md") if "." not in path.stem)


def place(visit: Visit) -> str:
    """The part of the address that names the page: ``damp``, ``end``, or nothing for the cover."""
    parts = urlsplit(visit.page.url).path.removesuffix("index.html").strip("/").split("/")
    return parts[-1]


@pytest.mark.parametrize("visit", [DESK, PHONE], ids=["desk", "phone"], indirect=True)
def test_a_visitor_walks_from_cover_to_end_by_click(visit: Visit, site: str) -> None:
    page = visit.page
    page.goto(site)
    page.get_by_role("link", name="Begin").click()
    walked = []
    while place(visit) != "end":
        walked.append(place(visit))
        expect(page.locator("h1")).to_have_count(1)
        expect(page.get_by_text(f"Chapter {len(walked)} of {len(CHAPTERS)}").first).to_be_visible()
        page.locator("a.next").click()
    assert sorted(walked) == CHAPTERS
    assert all(url.startswith((site, "data:")) for url in visit.requests)
    assert visit.complaints == []


def test_a_visitor_walks_from_cover_to_end_by_keyboard(visit: Visit, site: str) -> None:
    page = visit.page
    page.goto(site)
    for _ in range(12):
        page.keyboard.press("Tab")
        if "Begin" in page.evaluate("document.activeElement.textContent"):
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/damp/**")
    walked = ["damp"]
    while place(visit) != "end":
        before = page.url
        page.keyboard.press("ArrowRight")
        page.wait_for_function("before => location.href !== before", arg=before)
        page.wait_for_load_state()
        if place(visit) != "end":
            walked.append(place(visit))
    assert sorted(walked) == CHAPTERS
    page.keyboard.press("ArrowLeft")
    page.wait_for_url("**/key/**")


def test_the_menu_opens_by_keyboard_and_leads_to_a_chapter(visit: Visit, site: str) -> None:
    page = visit.page
    page.goto(f"{site}damp/index.html")
    button = page.get_by_role("button", name="Chapters")
    button.focus()
    page.keyboard.press("Enter")
    menu = page.locator("#menu")
    expect(menu).to_be_visible()
    page.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    page.keyboard.press("Enter")
    menu.get_by_role("link", name="Room 14").click()
    page.wait_for_url("**/hotel/**")


@pytest.mark.parametrize("visit", [DESK, PHONE], ids=["desk", "phone"], indirect=True)
def test_a_sequence_plays_and_its_captions_and_pictures_follow(visit: Visit, site: str) -> None:
    page = visit.page
    page.goto(f"{site}damp/index.html")
    sequence = page.locator("#nadia")
    sequence.scroll_into_view_if_needed()
    sequence.get_by_role("button", name="Play").click()
    page.wait_for_function("document.querySelector('#nadia audio').currentTime > 2.8")
    caption = sequence.locator(".now")
    expect(caption).to_contain_text("The first winter, I thought it was me.")
    sequence.locator(".marks button").nth(2).click()
    page.wait_for_function("document.querySelector('#nadia audio').currentTime >= 32")
    expect(sequence.locator(".frames > li").nth(2)).to_be_visible()
    expect(sequence.locator(".frames > li").nth(0)).to_be_hidden()
    sequence.get_by_role("button", name="Pause").click()
    assert page.evaluate("document.querySelector('#nadia audio').paused")
    assert visit.complaints == []


def test_only_one_sound_plays_at_a_time(visit: Visit, site: str) -> None:
    page = visit.page
    page.goto(f"{site}damp/index.html")
    page.locator("#nadia").get_by_role("button", name="Play").click()
    page.wait_for_function("!document.querySelector('#nadia audio').paused")
    other = page.locator("#rain")
    other.get_by_role("button", name="Play").click()
    page.wait_for_function("document.querySelector('#nadia audio').paused")


def test_the_french_edition_is_one_click_away_at_the_same_chapter(visit: Visit, site: str) -> None:
    page = visit.page
    page.goto(f"{site}roof/index.html")
    page.get_by_role("contentinfo").get_by_role("link", name="Français").click()
    page.wait_for_url("**/fr/roof/**")
    assert page.locator("html").get_attribute("lang") == "fr"
    expect(page.get_by_text("Chapitre 2 sur").first).to_be_visible()


@pytest.mark.parametrize("visit", [{**DESK, "java_script_enabled": False}], ids=["no script"], indirect=True)
def test_without_script_a_sequence_is_its_pictures_its_sound_and_its_words(visit: Visit, demo: Path) -> None:
    page = visit.page
    page.goto((demo / "damp" / "index.html").as_uri())
    sequence = page.locator("#nadia")
    assert sequence.locator(".frames > li:visible").count() == 4
    expect(sequence.locator("audio[controls]")).to_be_visible()
    sequence.locator("summary").first.click()
    expect(sequence.get_by_text("I stopped making soup.").first).to_be_visible()


@pytest.mark.parametrize(
    "visit", [{"viewport": {"width": 720, "height": 450}, "device_scale_factor": 2}], ids=["200 %"], indirect=True
)
def test_nothing_overflows_when_zoomed(visit: Visit, site: str) -> None:
    for path in ("", *(f"{slug}/index.html" for slug in CHAPTERS), "end/index.html", "404.html"):
        visit.page.goto(site + path)
        assert visit.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path


def test_share_links_are_plain_and_lead_to_the_public_address(visit: Visit, site: str) -> None:
    visit.page.goto(f"{site}damp/index.html")
    links = visit.page.locator("section.pass li a")
    names = [link.inner_text() for link in links.all()]
    assert names == ["Facebook", "X", "Mastodon", "Bluesky", "WhatsApp", "Telegram", "LinkedIn", "E-mail"]
    for link in links.all():
        href = link.get_attribute("href") or ""
        assert "https%3A%2F%2Fsix-doors.example%2Fdamp%2F" in href, href
    head = visit.page.locator("head")
    assert head.locator("link[rel=canonical]").get_attribute("href") == "https://six-doors.example/damp/"
    assert head.locator("meta[property='og:title']").get_attribute("content") == "The wall that rains — Six Doors"
    assert (head.locator("meta[property='og:image']").get_attribute("content") or "").startswith(
        "https://six-doors.example/media/"
    )


def test_no_published_picture_tells_where_or_with_what_it_was_taken(demo: Path) -> None:
    with Image.open(ROOT / "media" / "damp-room.jpg") as original:
        assert original.getexif().get_ifd(ExifTags.IFD.GPSInfo), "the original tells it, or this test proves nothing"
    published = [path for path in (demo / "media").iterdir() if path.suffix in (".jpg", ".webp", ".avif")]
    assert len(published) > 100
    for path in published:
        with Image.open(path) as picture:
            assert not picture.getexif(), path.name
            assert not {"exif", "xmp", "photoshop", "comment"} & picture.info.keys(), path.name
