"""The policy at the head of every page: everything that is the site's works with it, from a disk and from a server."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import DESK, Visit

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    # A browser that leaves a page drops what the server is still sending to it.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

SHOWN = """async () => {
    for (const it of document.images) it.loading = 'eager';
    await Promise.all([...document.images].map(it => it.decode()));
    await document.fonts.ready;
    return [
        [...document.images].every(it => it.naturalWidth),
        [...document.fonts].filter(it => it.status === 'loaded' && !/^[A-Z]$/.test(it.family)).length > 1,
        [...document.styleSheets].length,
        getComputedStyle(document.body).backgroundColor,
    ];
}"""

PLAYED = """async () => {
    const heard = [];
    for (const it of document.querySelectorAll('audio,video')) {
        it.muted = true;
        await it.play();
        await new Promise(done => { it.ontimeupdate = () => it.currentTime && done(); });
        it.pause();
        heard.push(it.currentTime > 0);
    }
    return heard;
}"""


@pytest.mark.parametrize("page", ["index.html", "roof/index.html", "hotel/index.html", "end/index.html"])
@pytest.mark.parametrize("place", ["disk", "server"])
def test_all_that_is_the_sites_works(page: str, place: str, demo: Path, site: str, visit: Visit) -> None:
    refused: list[str] = []
    visit.page.on(
        "console", lambda message: refused.append(message.text) if "Content Security" in message.text else None
    )
    visit.page.goto((demo / page).as_uri() if place == "disk" else site + page)
    pictures, faces, sheets, ground = visit.page.evaluate(SHOWN)
    assert pictures
    assert faces
    assert sheets >= 3
    assert ground != "rgba(0, 0, 0, 0)"
    played = visit.page.evaluate(PLAYED)
    assert all(played)
    assert bool(played) == (page in ("roof/index.html", "hotel/index.html"))
    # theme.js fetches the others when one comes to them.
    visit.page.locator("#pass").scroll_into_view_if_needed()
    visit.page.wait_for_function("[...document.scripts].some(one => one.src.includes('/pass-'))")
    visit.page.evaluate("document.querySelectorAll('track').forEach(one => one.track.mode = 'showing')")
    visit.page.wait_for_timeout(200)
    if place == "server":
        cues = visit.page.evaluate("[...document.querySelectorAll('track')].map(one => one.track.cues.length)")
        assert all(cues)
    assert refused == []


def broken(page: Page) -> list[str]:
    """What runs of all that somebody could have brought into the page past every sanitizer."""
    return page.evaluate("""async () => {
        const ran = [], note = name => ran.push(name), here = document.querySelector('main');
        window.note = note;
        const inline = document.createElement('script');
        inline.textContent = 'note("inline")';
        here.append(inline);
        const away = document.createElement('script');
        away.src = 'data:text/javascript,note("data")';
        here.append(away);
        const held = document.createElement('div');
        held.setAttribute('onclick', 'note("handler")');
        held.setAttribute('style', 'position:fixed');
        here.append(held);
        held.click();
        if (getComputedStyle(held).position === 'fixed') note('style attribute');
        const sheet = document.createElement('style');
        sheet.textContent = 'main{position:fixed}';
        here.append(sheet);
        if (getComputedStyle(here).position === 'fixed') note('style');
        const link = document.createElement('a');
        link.href = 'javascript:note("link")';
        here.append(link);
        link.click();
        const frame = document.createElement('iframe');
        frame.srcdoc = '<script>parent.note("frame")<' + '/script>';
        here.append(frame);
        const base = document.createElement('base');
        base.href = 'https://evil.example/';
        document.head.append(base);
        if (document.baseURI.includes('evil')) note('base');
        const image = new Image();
        image.onload = () => note('picture from elsewhere');
        image.src = 'https://evil.example/x.png';
        await new Promise(done => setTimeout(done, 300));
        return ran;
    }""")


@pytest.mark.parametrize("place", ["disk", "server"])
def test_what_came_past_the_sanitizer_would_not_run(place: str, demo: Path, site: str, visit: Visit) -> None:
    asked: list[str] = []
    visit.page.route("https://evil.example/**", lambda route: (asked.append(route.request.url), route.abort()))
    visit.page.goto((demo / "index.html").as_uri() if place == "disk" else site)
    assert broken(visit.page) == []
    assert asked == []


def test_without_the_policy_the_same_would_run(demo: Path, tmp_path: Path, chromium: Browser) -> None:
    page = Visit(chromium, **DESK).page
    page.set_content("<main></main>")
    assert {"inline", "handler", "style", "style attribute", "link", "frame", "base"} <= set(broken(page))
    page.context.close()
