"""Passing on, with a script and without: pages over pages, the visitor's own server, words that were chosen."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import DESK, PHONE, Visit, stir
from tests.browser.test_axe import telling

pytestmark = [pytest.mark.browser, pytest.mark.slow]

COPYING = {**DESK, "permissions": ["clipboard-read", "clipboard-write"]}
QUOTE = "all-day-i-wash-people-in"
CHOOSE = """([from, to]) => {
  const range = document.createRange(), walk = document.createTreeWalker(document.querySelector('article'), 4);
  let node, begun = false;
  while (node = walk.nextNode()) {
    if (!begun && node.data.includes(from)) { range.setStart(node, node.data.indexOf(from)); begun = true; }
    if (begun && node.data.includes(to)) { range.setEnd(node, node.data.indexOf(to) + to.length); break; }
  }
  getSelection().removeAllRanges();
  getSelection().addRange(range);
}"""


def forget(page: Page) -> None:
    """Empties the clipboard, which all pages of a browser share."""
    page.evaluate("navigator.clipboard.writeText('')")


def clipboard(page: Page) -> str:
    """What was copied since; it comes a moment after the button."""
    for _ in range(100):
        if copied := str(page.evaluate("navigator.clipboard.readText()")):
            return copied
        page.wait_for_timeout(50)
    return ""


@pytest.mark.parametrize("visit", [COPYING], ids=["desk"], indirect=True)
def test_a_quote_is_passed_on_from_where_it_stands(visit: Visit, site: str) -> None:
    page = visit.page
    page.goto(f"{site}damp/index.html")
    forget(page)
    link = page.get_by_role("link", name="Share this sentence")
    link.scroll_into_view_if_needed()
    page.wait_for_function("!!document.querySelector('.quote .link').onclick")
    link.focus()
    page.keyboard.press("Enter")
    over = page.get_by_role("dialog", name="Share this sentence")
    inside = over.frame_locator("iframe")
    expect(inside.get_by_role("heading", level=1)).to_contain_text("All day I wash people in clean rooms.")
    mastodon = inside.get_by_role("link", name="Mastodon")
    text = parse_qs(urlsplit(mastodon.get_attribute("href") or "").query)["text"][0]
    assert text.endswith(f"https://six-doors.example/damp/q/{QUOTE}/?via={QUOTE}.mastodon")
    expect(mastodon).to_have_attribute("target", "_top")
    inside.get_by_role("button", name="Copy the text").click()
    assert clipboard(page) == (
        "“All day I wash people in clean rooms. In the evening I put my children to bed in the one room I would "
        f"report.” — Nadia, 34\nhttps://six-doors.example/damp/q/{QUOTE}/?via={QUOTE}.copy"
    )
    page.keyboard.press("Escape")
    expect(over).to_have_count(0)
    expect(link).to_be_focused()
    assert visit.complaints == []


@pytest.mark.parametrize("visit", [{**DESK, "java_script_enabled": False}], ids=["no script"], indirect=True)
def test_without_script_a_unit_has_its_buttons_and_leads_to_its_place(visit: Visit, demo: Path) -> None:
    page = visit.page
    page.goto((demo / "damp" / "index.html").as_uri())
    page.get_by_role("link", name="Share this sentence").click()
    page.wait_for_url(f"**/damp/q/{QUOTE}/index.html")
    expect(page.locator(".pass li a")).to_have_count(8)
    page.get_by_text("QR code", exact=True).click()
    code = page.get_by_alt_text("QR code")
    page.wait_for_function("document.querySelector('.qr').naturalWidth > 0 || document.querySelector('.qr').complete")
    expect(code).to_be_visible()
    page.get_by_role("link", name="Read it in the chapter").click()
    page.wait_for_url("**/damp/index.html#quote-1")
    page.goto((demo / "damp" / "q" / "nadia-0-15" / "index.html").as_uri())
    page.get_by_role("link", name="Hear it in the chapter").click()
    page.wait_for_url("**/damp/index.html#nadia%400%3A15")


def test_a_mastodon_server_is_kept_on_the_device(visit: Visit, site: str) -> None:
    page = visit.page
    page.goto(f"{site}damp/q/{QUOTE}/index.html")
    stir(page)
    mastodon = page.locator(".pass li").get_by_role("link", name="Mastodon")
    expect(mastodon).to_have_attribute("href", beginning("https://share.joinmastodon.org/?text="))
    fold = page.get_by_text("My Mastodon server")
    fold.click()
    server = page.get_by_label("My Mastodon server")
    server.fill("nonsense")
    page.get_by_role("button", name="Keep").click()
    assert server.evaluate("it => it.validationMessage") == "Write the name of a server, such as mastodon.social"
    server.fill("@me@Social.Example/x")
    server.press("Enter")
    expect(mastodon).to_have_attribute("href", beginning("https://social.example/share?text="))
    page.goto(f"{site}roof/index.html#pass")
    stir(page)
    expect(mastodon).to_have_attribute("href", beginning("https://social.example/share?text="))
    assert [key.split(" ")[:2] for key in page.evaluate("Object.keys(localStorage)") if "server" in key] == [
        ["webdoc", "server"]
    ]
    page.goto(f"{site}end/index.html")
    stir(page)
    page.get_by_role("button", name="Forget it").click()
    page.goto(f"{site}roof/index.html#pass")
    stir(page)
    expect(mastodon).to_have_attribute("href", beginning("https://share.joinmastodon.org/?text="))
    assert {urlsplit(url).netloc for url in visit.requests} == {urlsplit(site).netloc}


def beginning(text: str) -> re.Pattern[str]:
    """For an attribute that begins so."""
    return re.compile("^" + re.escape(text))


@pytest.mark.parametrize("visit", [COPYING], ids=["desk"], indirect=True)
@pytest.mark.parametrize(
    ("chosen", "fragment"),
    [
        (("nine visits a day, seven", "seven"), "nine visits a day, seven"),
        (("hirty-four. She is a care", "a car"), "thirty-four. She is a care"),
        (("Nadia is thirty-four", "It was a dry day."), ("Nadia is thirty-four. She is", "It was a dry day.")),
    ],
)
def test_words_that_were_chosen_are_found_again(
    visit: Visit, site: str, chosen: tuple[str, str], fragment: str | tuple[str, str]
) -> None:
    page = visit.page
    page.goto(f"{site}damp/index.html")
    forget(page)
    page.evaluate(CHOOSE, list(chosen))
    page.locator(".passage").click()
    address = clipboard(page).rpartition("\n")[2]
    start, _, directive = address.partition("#:~:text=")
    assert start == "https://six-doors.example/damp/?via=damp.passage"
    assert not set("-&") & set(directive)
    wanted = (fragment,) if isinstance(fragment, str) else fragment
    assert tuple(unquote(part) for part in directive.split(",")) == wanted
    # The browser itself finds them.
    page.goto("about:blank")
    page.goto(f"{site}damp/index.html#:~:text={directive}")
    page.wait_for_function("scrollY > 300")


def test_on_a_phone_the_device_s_own_sheet_opens(chromium: Browser, site: str) -> None:
    visit = Visit(chromium, **PHONE)
    visit.page.add_init_script("navigator.share = async given => { window.given = given; }")
    visit.page.goto(f"{site}hotel/index.html")
    link = visit.page.get_by_role("link", name="Share this number")
    link.scroll_into_view_if_needed()
    visit.page.wait_for_function("!!document.querySelector('.number .link').onclick")
    link.tap()
    given = visit.page.evaluate("window.given")
    name = "2-159-children-at-least"
    assert given["url"] == f"https://six-doors.example/hotel/q/{name}/?via={name}.sheet"
    assert given["text"].startswith("2,159 children, at least")
    visit.context.close()


ROOM = """() => {
  const shown = [...document.querySelectorAll('.address>:not([hidden])')].map(it => it.getBoundingClientRect().bottom);
  return document.querySelector('.pass ul').getBoundingClientRect().top - Math.max(...shown);
}"""
"""How far below what is shown of the address the list of links begins."""


@pytest.mark.parametrize("sheet", [True, False], ids=["sheet", "no sheet"])
def test_on_a_phone_no_room_is_left_for_a_sheet_that_it_does_not_have(
    chromium: Browser, site: str, sheet: bool
) -> None:
    visit = Visit(chromium, **PHONE)
    given = "async () => {}" if sheet else "undefined"
    visit.page.add_init_script(f"Object.defineProperty(navigator, 'share', {{ value: {given} }})")
    visit.page.goto(f"{site}index.html")
    # Near, and not yet in view.
    visit.page.evaluate("scrollTo(0, document.querySelector('.pass').offsetTop - 1.5 * innerHeight)")
    visit.page.wait_for_function("!!document.querySelector('[data-copy]').onclick")
    expect(visit.page.get_by_role("button", name="Share…")).to_be_visible(visible=sheet)
    assert visit.page.evaluate(ROOM) < 30
    visit.context.close()


HIDDEN = (
    '[class^="share"]', '[class*=" share"]', '[class*="-share"]', '[class*="share-"]', '[class*="social"]',
    '[id^="share"]', '[id^="social"]', '[class^="ad-"]', '[class*=" ad-"]', '[id^="ad-"]', '[class*="ads"]',
    '[class*="advert"]', '[class*="sponsor"]', '[class*="banner"]', '[class*="popup"]', '[class*="newsletter"]',
    '[id^="ads"]', '[id*="advert"]', '[id*="sponsor"]', '[id*="banner"]',
    '[class*="follow"]', '[class*="tweet"]', '[class*="facebook"]', '[class*="twitter"]', '[id*="facebook"]',
    '[id*="tweet"]', '[class*="addthis"]', '[class*="cookie"]', '[id*="cookie"]', '[data-ad]', '[data-share]',
)  # fmt: skip
"""What lists such as EasyList and Fanboy's Social hide on every site: names that begin with, or hold, such words."""

CAUGHT = """const page = new DOMParser().parseFromString(html, 'text/html');
return [...page.querySelectorAll(rules)].map(it => it.outerHTML.slice(0, 80));"""
"""What of a page such lists would hide."""

FILES = ("share", "social", "/ad", "ads.", "banner", "track", "analytics", "pixel", "counter", "beacon", "widget")
"""Parts of the names of files that such lists block."""


@pytest.mark.parametrize("visit", [DESK], ids=["desk"], indirect=True)
def test_lists_of_ad_blockers_hide_and_block_nothing_on_any_page(visit: Visit, site: str, demo: Path) -> None:
    for path in sorted(demo.rglob("*.html")):
        given = [path.read_text("utf-8"), ", ".join(HIDDEN)]
        assert visit.page.evaluate(f"([html, rules]) => {{ {CAUGHT} }}", given) == [], path
    # What scripts add is of few kinds: the pages that show all that is there are opened.
    for name in telling(demo):
        visit.page.goto(site + name)
        html = visit.page.content()
        assert visit.page.evaluate(f"([html, rules]) => {{ {CAUGHT} }}", [html, given[1]]) == [], name
    names = [path.relative_to(demo).as_posix() for path in demo.rglob("*") if path.is_file() and path.suffix != ".html"]
    names += [urlsplit(url).path.removeprefix("/") for url in visit.requests]
    assert [name for name in names if any(part in f"/{name}" for part in FILES)] == []
    assert {urlsplit(url).netloc for url in visit.requests} == {urlsplit(site).netloc}, "nobody else is asked"
