"""A chapter and a sequence in a frame of a partner's site: another origin, narrow and wide, with storage forbidden."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Frame, expect

from tests.browser.conftest import DESK, Visit, static_server
from webdoc.pages.embed import HEIGHT

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    # A browser that leaves a page hangs up on the server of these tests, which then drops an open file.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

FRAME = """<!doctype html><title>A partner</title><link rel="icon" href="data:,">
<body style="margin:0"><p>Look at this:</p>
<iframe src="{src}" title="x" width="{width}" height="{height}" style="border:0" allow="fullscreen" {more}></iframe>"""
ALONE = 'sandbox="allow-scripts allow-top-navigation-by-user-activation"'
"""In such a frame everything that would be kept on the device is refused with an error."""


@pytest.fixture
def partner(tmp_path: Path) -> Iterator[str]:
    """Another site."""
    with static_server(tmp_path) as address:
        yield address.replace("127.0.0.1", "localhost")


def shown(visit: Visit, partner: str, folder: Path, src: str, width: int, more: str = "") -> Frame:
    (folder / "index.html").write_text(FRAME.format(src=src, width=width, height=HEIGHT, more=more))
    visit.page.goto(partner)
    visit.page.wait_for_load_state("networkidle")
    return visit.page.frames[1]


@pytest.mark.parametrize("width", [280, 320, 1000])
def test_a_chapter_reads_and_a_sequence_fits_in_a_frame(
    width: int, visit: Visit, site: str, partner: str, tmp_path: Path
) -> None:
    frame = shown(visit, partner, tmp_path, f"{site}damp/embed/index.html", width)
    expect(frame.get_by_role("heading", level=1)).to_be_in_viewport()
    assert frame.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert frame.evaluate("document.documentElement.scrollHeight > innerHeight"), "it scrolls inside"
    frame = shown(visit, partner, tmp_path, f"{site}damp/embed/nadia/index.html", width)
    assert frame.evaluate("document.documentElement.scrollWidth <= innerWidth")
    for part in (frame.get_by_role("button", name="Play"), frame.locator(".frames .at img"), frame.locator(".now")):
        expect(part).to_be_in_viewport(ratio=1)
    picture = frame.locator(".frames .at img").bounding_box()
    assert picture is not None
    assert picture["height"] > 0.2 * HEIGHT
    assert visit.complaints == []


@pytest.mark.parametrize(
    "visit", [{"viewport": {"width": 640, "height": 1200}}, {"viewport": {"width": 800, "height": 1800}}], indirect=True
)
def test_in_a_high_frame_a_sequence_is_as_high_as_its_picture_needs_and_nothing_moves(visit: Visit, site: str) -> None:
    page = visit.page
    page.add_init_script(
        "moved = 0; new PerformanceObserver(list => { for (const one of list.getEntries()) moved += one.value })"
        ".observe({type: 'layout-shift', buffered: true})"
    )
    page.goto(f"{site}damp/embed/nadia/index.html")
    expect(page.get_by_text("Read the transcript")).to_be_in_viewport(ratio=1)
    head, picture = (page.locator(part).bounding_box() for part in (".head", ".frames .at img"))
    assert head
    assert picture
    width = (page.viewport_size or {"width": 0})["width"]
    void = picture["y"] + picture["height"] - width * 2 / 3 - head["y"] - head["height"]
    assert void < 0.15 * width, "there is hardly anything between the title and the photograph"
    assert page.evaluate("moved") < 0.001


def test_a_sequence_plays_in_a_frame_that_may_keep_nothing_and_leads_to_its_chapter(
    visit: Visit, site: str, partner: str, tmp_path: Path
) -> None:
    errors: list[str] = []
    visit.page.on("pageerror", lambda error: errors.append(str(error)))
    frame = shown(visit, partner, tmp_path, f"{site}damp/embed/nadia/index.html", 700, ALONE)
    assert frame.evaluate("(() => { try { return !localStorage } catch { return true } })()")
    frame.get_by_role("button", name="Play").click()
    frame.wait_for_function("document.querySelector('audio').currentTime > 1.5")
    frame.locator(".marks button").nth(2).click()
    expect(frame.locator(".frames > li").nth(2)).to_be_visible()
    assert errors == []
    frame.get_by_role("link", name="Open the chapter").click()
    visit.page.wait_for_url(f"{site}damp/index.html*")


@pytest.mark.parametrize("visit", [{**DESK, "java_script_enabled": False}], ids=["no script"], indirect=True)
def test_without_script_the_code_is_one_click_from_the_chapter_and_can_be_marked(visit: Visit, demo: Path) -> None:
    page = visit.page
    page.goto((demo / "damp" / "index.html").as_uri())
    page.get_by_role("link", name="Show it on your site").click()
    page.wait_for_url("**/damp/embed/index.html#codes")
    if not page.locator("#codes").is_visible():
        page.locator(".codes summary").click()
    codes = page.locator(".codes textarea")
    assert "https://six-doors.example/damp/embed/nadia/" in codes.nth(1).input_value()
    assert codes.first.input_value().startswith("<iframe ")


@pytest.mark.parametrize("visit", [DESK], ids=["desk"], indirect=True)
def test_on_the_chapter_itself_the_code_is_shown_and_copied(visit: Visit, demo: Path) -> None:
    page = visit.page
    visit.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto((demo / "damp" / "embed" / "index.html").as_uri())
    told = page.locator(".codes textarea").first.input_value()
    page.goto((demo / "damp" / "index.html").as_uri())
    page.locator("[href$='#codes']").scroll_into_view_if_needed()
    page.wait_for_function("!!document.querySelector('[href$=\"#codes\"]').onclick")
    page.locator("[href$='#codes']").click()
    code = page.locator(".pass .codes textarea")
    assert code.input_value() == told
    expect(code).to_be_focused()
    page.wait_for_function("text => navigator.clipboard.readText().then(copied => copied === text)", arg=told)
    assert "/damp/index.html" in page.url
