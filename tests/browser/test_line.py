"""Along the line: by stroke, with the next page there before it is asked for, and by a transition."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.conftest import DESK, PHONE, Visit, static_server
from tests.browser.touch import stroke
from tests.conftest import Project
from webdoc import build

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    # A browser that goes on to the next page hangs up on the server of these tests, which then drops an open file.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

MIDDLE = "scrollTo(0, document.querySelector('.line').offsetTop + 500)"
on_phone = pytest.mark.parametrize("visit", [PHONE], ids=["phone"], indirect=True)


def stays(page: Page, address: str) -> None:
    """Nothing that was asked for leads away from here."""
    page.wait_for_timeout(400)
    assert page.url == address


def across(page: Page, selector: str, way: int = 1) -> None:
    """A stroke on the first of these, to the left; to the right when ``way`` is -1."""
    element = page.locator(selector).first
    element.evaluate("element => element.scrollIntoView({ block: 'center' })")
    box = element.bounding_box()
    assert box is not None
    y = min(max(box["y"] + box["height"] / 2, 80), 800)
    stroke(page, (195 + way * 100, y), (195 - way * 100, y))


# --- strokes --------------------------------------------------------------------------------------------------------


@on_phone
def test_a_quick_stroke_turns_to_the_next_chapter_and_back(visit: Visit, site: str) -> None:
    page = visit.page
    page.goto(f"{site}damp/index.html")
    across(page, ".line > .prose > p")
    page.wait_for_url("**/roof/**")
    across(page, ".line > .prose > p", -1)
    page.wait_for_url("**/damp/**")
    assert visit.complaints == []


@on_phone
def test_from_right_to_left_a_stroke_to_the_right_goes_on(visit: Visit, arabic: object) -> None:
    page = visit.page
    page.goto(f"file://{arabic}/wall/index.html")
    page.evaluate("scrollTo(0, 300)")
    stroke(page, (90, 200), (300, 205))
    page.wait_for_url("**/stairs/**")


@on_phone
@pytest.mark.parametrize(
    ("start", "end", "seconds"),
    [
        ((300, 420), (90, 420), 0.9),
        ((300, 420), (250, 420), 0.16),
        ((300, 420), (150, 300), 0.16),
        ((200, 600), (190, 200), 0.16),
        ((15, 420), (230, 420), 0.16),
        ((380, 420), (150, 420), 0.16),
    ],
    ids=["slow", "short", "aslant", "scrolling", "from the left edge", "from the right edge"],
)
def test_what_is_no_clear_stroke_is_the_browsers(
    visit: Visit, site: str, start: tuple[float, float], end: tuple[float, float], seconds: float
) -> None:
    page = visit.page
    page.goto(address := f"{site}roof/index.html")
    page.evaluate(MIDDLE)
    stroke(page, start, end, seconds)
    page.wait_for_timeout(400)
    # From the edge a browser may go back to where one came from: to no page of ours.
    assert page.url in (address, "about:blank")


@on_phone
@pytest.mark.parametrize(
    ("chapter", "selector"),
    [("damp", ".seq .deck"), ("damp", ".seq .show"), ("key", ".both input"), ("damp", ".sound")],
)
def test_what_moves_by_itself_keeps_its_strokes(visit: Visit, site: str, chapter: str, selector: str) -> None:
    page = visit.page
    page.goto(address := f"{site}{chapter}/index.html")
    across(page, selector)
    stays(page, address)


def select(page: Page) -> None:
    page.evaluate("getSelection().selectAllChildren(document.querySelector('.prose p'))")


def open_menu(page: Page) -> None:
    page.evaluate("scrollTo(0, 0)")
    page.locator("button[popovertarget=menu]").click()


def zoom_in(page: Page) -> None:
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setPageScaleFactor", {"pageScaleFactor": 2})
    page.wait_for_function("visualViewport.scale === 2")


@on_phone
def test_the_menu_gives_way_to_whoever_goes_on_by_key(visit: Visit, site: str) -> None:
    page = visit.page
    page.goto(f"{site}roof/index.html")
    button = page.locator("button[popovertarget=menu]")
    button.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    expect(page.locator("#menu")).to_be_visible()
    page.locator("#menu a").last.focus()
    page.keyboard.press("Tab")
    expect(page.locator("#menu")).to_be_hidden()
    expect(page.get_by_role("link", name="Share", exact=True)).to_be_focused()


@on_phone
@pytest.mark.parametrize("prepare", [select, open_menu, zoom_in])
def test_a_reader_who_does_something_else_is_not_moved(
    visit: Visit, site: str, prepare: Callable[[Page], None]
) -> None:
    page = visit.page
    page.goto(address := f"{site}roof/index.html")
    page.evaluate(MIDDLE)
    prepare(page)
    stroke(page, (300, 300), (90, 305))
    stays(page, address)


# --- what is there before it is asked for ---------------------------------------------------------------------------


def prefetched(page: Page) -> list[str]:
    return list(page.evaluate("[...document.querySelectorAll('link[rel=prefetch]')].map(link => link.href)"))


def test_the_next_chapter_is_fetched_when_its_link_comes_near(visit: Visit, site: str) -> None:
    page = visit.page
    page.goto(f"{site}damp/index.html")
    page.wait_for_timeout(300)
    assert prefetched(page) == []
    before = len(visit.requests)
    with page.expect_request("**/roof/index.html"):
        page.locator("a.next").scroll_into_view_if_needed()
    assert prefetched(page) == [f"{site}roof/index.html"]
    page.wait_for_timeout(300)
    assert [url for url in visit.requests[before:] if "/roof/" in url] == [f"{site}roof/index.html"], "and nothing else"


def test_the_first_chapter_is_fetched_on_the_cover(visit: Visit, site: str) -> None:
    with visit.page.expect_request("**/damp/index.html"):
        visit.page.goto(site)
    assert prefetched(visit.page) == [f"{site}damp/index.html"]


def test_the_next_page_waits_until_this_one_is_whole(visit: Visit, site: str) -> None:
    held: list[Route] = []
    visit.page.route("**/media/cover-*", lambda route: held.append(route))
    visit.page.goto(site, wait_until="domcontentloaded")
    visit.page.wait_for_timeout(400)
    assert held, "the photograph is still on its way"
    assert prefetched(visit.page) == []
    with visit.page.expect_request("**/damp/index.html"):
        for route in held:
            route.continue_()


def test_nothing_is_fetched_before_for_those_who_save_data(visit: Visit, site: str) -> None:
    visit.page.add_init_script("Object.defineProperty(navigator, 'connection', { value: { saveData: true } })")
    visit.page.goto(f"{site}damp/index.html")
    visit.page.locator("a.next").scroll_into_view_if_needed()
    visit.page.wait_for_timeout(400)
    assert prefetched(visit.page) == []


def test_nothing_is_fetched_before_from_a_disk(visit: Visit, demo: object) -> None:
    visit.page.goto(f"file://{demo}/damp/index.html")
    visit.page.locator("a.next").scroll_into_view_if_needed()
    visit.page.wait_for_timeout(400)
    assert prefetched(visit.page) == []


# --- calm while a page comes ----------------------------------------------------------------------------------------


def test_the_sheets_of_a_chapter_are_asked_for_together(visit: Visit, site: str) -> None:
    held: list[Route] = []
    visit.page.route("**/below-*.css", lambda route: held.append(route))
    visit.page.goto(f"{site}key/index.html", wait_until="commit")
    visit.page.wait_for_timeout(800)
    assert held, "the first of them is still on its way"
    asked = {url.rpartition("/")[2].partition("-")[0] for url in visit.requests if url.endswith(".css")}
    assert asked >= {"below", "blocks", "player"}


ASKED = """window.asked = [];
const watch = (thing, name) => {
  const { get, value } = Object.getOwnPropertyDescriptor(thing, name), note = run => function (...given) {
    if (document.readyState !== 'complete') asked.push(name);
    return run.apply(this, given);
  };
  Object.defineProperty(thing, name, get ? { get: note(get) } : { value: note(value) });
};
for (const name of ['offsetLeft', 'offsetTop', 'offsetWidth', 'offsetHeight']) watch(HTMLElement.prototype, name);
for (const name of ['clientWidth', 'clientHeight', 'scrollWidth', 'scrollHeight', 'getBoundingClientRect'])
  watch(Element.prototype, name);
watch(window, 'getComputedStyle');"""
"""Notes what asks where things stand, which makes a browser lay the page out at once, and again for what follows."""


@pytest.mark.parametrize("name", ["", "key/index.html", "pass-it-on/index.html", "end/index.html"])
def test_no_script_has_a_page_laid_out_twice_while_it_comes(visit: Visit, site: str, name: str) -> None:
    visit.page.add_init_script(ASKED)
    visit.page.goto(site + name)
    assert visit.page.evaluate("asked") == []


# --- transitions ----------------------------------------------------------------------------------------------------

REVEALED = """addEventListener('pagereveal', event => {
  window.moved = event.viewTransition ? event.viewTransition.ready.then(() =>
    [...new Set(document.getAnimations().map(one => one.effect.pseudoElement || ''))].join(' ')) : '';
});"""


def moved(page: Page) -> str:
    """What moved while this page came: the parts of the transition; nothing when there was none."""
    return str(page.evaluate("window.moved"))


def on_from_the_end(page: Page, address: str) -> str:
    """What moves when one goes on from the end of a chapter that one has read."""
    page.add_init_script(REVEALED)
    page.goto(address)
    page.locator("a.next").scroll_into_view_if_needed()
    page.wait_for_timeout(1000)
    page.locator("a.next").click()
    page.wait_for_function("before => location.href !== before", arg=address)
    page.wait_for_load_state()
    return moved(page)


@pytest.mark.parametrize("visit", [DESK, PHONE], ids=["desk", "phone"], indirect=True)
def test_what_announces_the_next_chapter_becomes_what_opens_it(visit: Visit, site: str) -> None:
    parts = on_from_the_end(visit.page, f"{site}damp/index.html").split()
    # Whether the new page is drawn only once its opener is there is the browser's affair; that it is named is ours.
    assert {"::view-transition-old(door)", "::view-transition-old(plate)"} <= set(parts)
    named = "one => getComputedStyle(one).viewTransitionName"
    assert visit.page.locator(".opener > picture").evaluate(named) == "door"
    assert visit.page.locator(".opener > .plate").evaluate(named) == "plate"
    assert visit.complaints == []


@pytest.mark.parametrize("visit", [{**DESK, "reduced_motion": "reduce"}], ids=["reduced motion"], indirect=True)
def test_who_wants_less_motion_gets_none(visit: Visit, site: str) -> None:
    assert on_from_the_end(visit.page, f"{site}damp/index.html") == ""


def test_affiche_cuts(visit: Visit, project: Project) -> None:
    chapter = "---\ntitle: A\n---\n\nText.\n"
    root = project(
        {"webdoc.yaml": "title: A film\ntheme: affiche\n", "chapters/01-a.md": chapter, "chapters/02-b.md": chapter}
    )
    assert not build.build(root).failed
    with static_server(root / "build") as site:
        assert on_from_the_end(visit.page, f"{site}a/index.html") == ""


def test_affiche_shouts_in_arabic_where_the_system_has_no_heavy_letters(visit: Visit, project: Project) -> None:
    chapter = "---\ntitle: الجدار الذي يمطر\n---\n\nنص.\n"
    root = project({"webdoc.yaml": "title: فيلم\nlang: ar\ntheme: affiche\n", "chapters/01-a.md": chapter})
    assert not build.build(root).failed
    with static_server(root / "build") as site:
        visit.page.goto(f"{site}a/index.html")
        title = visit.page.locator("h1")
        heavy = title.screenshot()
        title.evaluate("title => title.style.setProperty('font-weight', '400', 'important')")
        assert title.screenshot() != heavy


def test_a_visitor_who_hurries_on_makes_no_mistake(chromium: Browser, site: str) -> None:
    visit = Visit(chromium, **DESK)
    page = visit.page
    page.goto(f"{site}damp/index.html")
    page.wait_for_timeout(1000)
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.wait_for_url("**/roof/**")
    expect(page.locator("h1")).to_be_visible()
    page.go_back()
    page.wait_for_url("**/damp/**")
    expect(page.locator("h1")).to_be_visible()
    assert visit.complaints == []
    visit.context.close()
