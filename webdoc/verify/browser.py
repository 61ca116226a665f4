"""Every page in a real browser, from the disk, without network and without script: what a visitor can reach of it.

Playwright is an extra (``webdoc[verify]``): nothing here is imported by any other command.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import unquote, urlsplit

from msgspec import Struct

from webdoc import manifest
from webdoc.errors import WebdocError
from webdoc.model import Sentence, say
from webdoc.verify import Finding, Report, Told, nobody
from webdoc.verify.archive import unpack
from webdoc.verify.pages import Reading

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, ViewportSize

NAMES: Final = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge")
PATIENCE: Final = 15.0
"""Seconds in which a picture has to be drawn or a sound be known, from the disk."""
PHONE: Final[ViewportSize] = {"width": 390, "height": 844}
DESK: Final[ViewportSize] = {"width": 1440, "height": 900}
CLICK: Final = 5000
"""Milliseconds in which something can be clicked."""
_LOOK: Final = 0.02

# A visitor looks at one after the other; here all stand open at once, and what asks to be seen first is seen.
_READY: Final = """() => {
  const all = selector => [...document.querySelectorAll(selector)];
  all('details').forEach(e => e.removeAttribute('name'));
  all('[popovertarget]').map(e => document.getElementById(e.getAttribute('popovertarget')))
    .filter(e => e && !e.matches(':popover-open')).forEach(e => { e.popover = 'manual'; e.showPopover(); });
  all('img').forEach(e => e.loading = 'eager');
  all('audio,video').filter(e => e.readyState < 1).forEach(e => { e.preload = 'metadata'; e.load(); });
}"""

_WAITING: Final = """() => {
  const all = selector => [...document.querySelectorAll(selector)];
  return all('img').some(e => !e.complete) || document.fonts.status === 'loading' ||
    all('audio,video').some(e => e.readyState < 1 && e.networkState === 2);
}"""

_GOT: Final = """() => {
  const all = selector => [...document.querySelectorAll(selector)];
  const seen = e => e.checkVisibility({ visibilityProperty: true });
  const names = ['alt', 'aria-label', 'title'];
  const hidden = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = texts.currentNode.data.trim(), e = texts.currentNode.parentElement;
    // What is for scripts alone carries `hidden`; what repeats something for the eye, `aria-hidden`.
    if (text && !e.closest('script,style,template,svg,option,audio,video,[hidden],[aria-hidden=true]') &&
        !e.checkVisibility({ visibilityProperty: true, opacityProperty: true })) hidden.push(text);
  }
  // A face that only names what the device may have, to stand in for another, is no file that is missing.
  const local = new Set([...document.styleSheets].flatMap(sheet => {
    try { return [...sheet.cssRules]; } catch { return []; } // one in a file of its own, from a disk
  }).filter(rule => rule instanceof CSSFontFaceRule && !/url\\(/.test(rule.style.getPropertyValue('src')))
    .map(rule => rule.style.getPropertyValue('font-family')));
  return {
    text: document.body.innerText,
    described: all('[alt],[aria-label],[title]').flatMap(e => names.map(n => e.getAttribute(n))).join(' '),
    addresses: all('a[href]').filter(seen).map(e => new URL(e.getAttribute('href'), document.baseURI).href),
    pictures: all('img').filter(e => e.complete && e.naturalWidth > 0).map(e => e.currentSrc),
    broken: all('img').filter(e => !e.complete || !e.naturalWidth).map(e => e.currentSrc || e.src),
    media: all('audio,video').filter(e => e.controls && seen(e))
      .flatMap(e => [...e.querySelectorAll('source')].map(s => s.src)),
    silent: all('audio,video').filter(e => e.readyState < 1).map(e => e.querySelector('source')?.src || e.src),
    fonts: [...document.fonts].filter(f => f.status === 'error' && !local.has(f.family)).map(f => f.family),
    hidden,
  };
}"""


class Reached(Struct, kw_only=True):
    """What a visitor gets of one page."""

    text: str
    """All that is read, once everything is unfolded."""
    described: str
    """What stands for something else: texts of pictures, of controls, long forms of short words."""
    addresses: list[str]
    pictures: list[str]
    """Addresses of the pictures that were drawn."""
    media: list[str]
    """Addresses of what its players offer."""
    broken: list[str]
    silent: list[str]
    """Sounds and films that do not begin to play."""
    fonts: list[str]
    """Typefaces that could not be read."""
    stuck: list[str]
    """What is folded and cannot be unfolded."""
    hidden: list[str]
    """Words that stand in the page and are not shown."""
    outside: list[str]
    """Addresses outside of the folder that it asked for."""


def program() -> str | None:
    """The browser of this machine; None when there is none but Playwright's own, perhaps."""
    own = os.environ.get("WEBDOC_CHROMIUM")
    return own or next(filter(None, map(shutil.which, NAMES)), None)


@contextmanager
def started() -> Iterator[Browser]:
    """A browser. Raises WebdocError when there is none, telling what to install."""
    try:
        from playwright.sync_api import Error, sync_playwright
    except ImportError:
        raise WebdocError(
            say("Playwright, which drives the browser, is not installed."), "", say("pip install “webdoc[verify]”")
        ) from None
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(
                executable_path=program(),
                args=["--disable-dev-shm-usage", *(["--no-sandbox"] if root else [])],
            )
        except Error:
            raise WebdocError(
                say("There is no browser that could be started."), "", say("playwright install chromium")
            ) from None
        try:
            yield browser
        finally:
            browser.close()


def walk(browser: Browser, folder: Path, names: list[str], told: Told = nobody) -> dict[str, Reached]:
    """Open pages of a folder one after the other; what is reached of each, by its name."""
    # As on a phone: its pictures are the smallest, and drawn the soonest.
    phone = browser.new_context(java_script_enabled=False, offline=True, viewport=PHONE)
    try:
        page, asked = phone.new_page(), list[str]()
        page.on("request", lambda request: asked.append(request.url))
        found = {}
        for done, name in enumerate(names, 1):
            asked.clear()
            page.goto((folder / name).absolute().as_uri())
            outside = [url for url in asked if not _within(url, folder)]
            found[name] = Reached(outside=outside, **_reach(page))
            found[name].outside += [url for url in asked if not _within(url, folder) and url not in outside]
            told(name, done, len(names))
        return found
    finally:
        phone.close()


def _within(url: str, folder: Path) -> bool:
    parts = urlsplit(url)
    return parts.scheme == "data" or (
        parts.scheme == "file" and Path(unquote(parts.path)).is_relative_to(folder.absolute())
    )


def _reach(page: Page) -> dict[str, Any]:
    page.evaluate(_READY)
    stuck = _unfold(page)
    until = time.monotonic() + PATIENCE
    while page.evaluate(_WAITING) and time.monotonic() < until:
        time.sleep(_LOOK)
    got: dict[str, Any] = page.evaluate(_GOT)
    if got["hidden"]:  # there may be no room for it on a phone: nobody reads what no screen shows
        page.set_viewport_size(DESK)
        wide = page.evaluate(_GOT)["hidden"]
        got["hidden"] = [text for text in got["hidden"] if text in wide]
        page.set_viewport_size(PHONE)
    return {**got, "stuck": stuck}


def _unfold(page: Page) -> list[str]:
    """Unfold all that is folded by click; returns what could not be clicked."""
    from playwright.sync_api import Error

    stuck = []
    for summary in page.locator("summary:visible").all():
        if not summary.evaluate("element => element.parentNode.open"):
            try:
                summary.click(timeout=CLICK)
            except Error:
                stuck.append(summary.inner_text())
    return stuck


def offline(folder: Path, told: Told = nobody) -> Report:
    """The proof that a site is whole on a disk: all its pages read, and opened in a browser where there is one."""
    names = [name for name in manifest.walk(folder) if not manifest.is_history(name)]
    findings = Reading(set(names), lambda name: (folder / name).read_bytes()).check()
    # What is shown for an unknown address is shown by servers alone, at any depth.
    pages = [name for name in names if name.endswith(".html") and name != "404.html"]
    how = [say("The addresses on every page were followed, in style sheets and archives too.")]
    try:
        with started() as browser:
            findings += _opened(browser, folder, pages, names, told)
            how.append(
                say(
                    "Every page was opened in {browser} {version}, from the disk, without network and script.",
                    browser=browser.browser_type.name.capitalize(),
                    version=browser.version,
                )
            )
    except WebdocError as error:
        how.append(
            say("Nothing was opened in a browser: {why} Install one: {what}", why=error.message, what=error.hint)
        )
    size = sum((folder / name).stat().st_size for name in pages)
    ordered = sorted(dict.fromkeys(findings), key=lambda one: one.path)
    return Report(where=str(folder), files=len(pages), size=size, how=tuple(how), findings=tuple(ordered))


def _opened(browser: Browser, folder: Path, pages: list[str], names: list[str], told: Told) -> list[Finding]:
    findings = []
    for name, reached in walk(browser, folder, pages, told).items():
        findings += findings_of(name, reached)
    for archive in (name for name in names if name.endswith(".zip")):
        with TemporaryDirectory() as unpacked:
            if not unpack(folder / archive, Path(unpacked)):
                continue  # of which the reading has told
            inside = [name for name in manifest.walk(Path(unpacked)) if name.endswith(".html")]
            for name, reached in walk(browser, Path(unpacked), inside).items():
                findings += findings_of(f"{archive}/{name}", reached)
    return findings


def findings_of(name: str, reached: Reached) -> list[Finding]:
    """What is wrong with a page that was opened."""
    said: list[tuple[bool, Sentence]] = []
    # A file's name alone: where this folder lies is nothing of the site.
    said += [(False, say("the picture {name} is not drawn", name=_named(url))) for url in reached.broken]
    said += [(False, say("{name} does not begin to play", name=_named(url))) for url in reached.silent]
    said += [(False, say("the typeface {name} cannot be read", name=font)) for font in reached.fonts]
    said += [(False, say("“{words}” cannot be unfolded", words=text)) for text in reached.stuck]
    said += [(False, say("the words “{words}” are never shown", words=text[:80])) for text in reached.hidden]
    said += [(True, say("it asks for {address}", address=url)) for url in reached.outside]
    return [Finding(kind="outside" if away else "lost", path=name, said=one) for away, one in said]


def _named(url: str) -> str:
    return unquote(urlsplit(url).path).rpartition("/")[2]
