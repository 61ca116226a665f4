"""Take pictures of every kind of page in every state that it has, and put them on sheets, to be looked at.

    .venv/bin/python scripts/screens.py FOLDER [--state NAME…] [--kind NAME…] [--theme NAME] [--all]

The demo, the demo in other letters and the documentary in Arabic of the tests are built for it (`--theme`: in that one
of the themes). Which pages are shown the code itself says: a page of each kind that the documentary has, and of each
kind of block, unit and version (`--all`: every page). Needs the test extra and a Chromium. FOLDER gets sheets of each
state; `FOLDER/screens` each screen in full size.
"""

from __future__ import annotations

import argparse
import io
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, NamedTuple

import pypdfium2
from PIL import Image, ImageDraw
from playwright.sync_api import Browser, Page, sync_playwright

REPOSITORY = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(REPOSITORY))

from tests.arabic import write  # noqa: E402  (the fixture is the tests', which are no package that is installed)
from webdoc import build  # noqa: E402
from webdoc.pages import data  # noqa: E402
from webdoc.pages.app import Edition  # noqa: E402
from webdoc.pages.views import BlockView  # noqa: E402
from webdoc.verify.browser import program  # noqa: E402

PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
DESK: dict[str, Any] = {"viewport": {"width": 1440, "height": 900}}
LYING: dict[str, Any] = {**PHONE, "viewport": {"width": 844, "height": 390}}
# A desk of 1280 pixels at twice the size.
TWICE: dict[str, Any] = {"viewport": {"width": 640, "height": 400}, "device_scale_factor": 2}


class State(NamedTuple):
    """How pages are looked at: as which visit, of which documentary, on paper, with what is opened in them."""

    visit: dict[str, Any]
    site: str = "demo"
    paper: bool = False
    opened: bool = False


STATES = {
    "phone": State(PHONE),
    "desktop": State(DESK),
    "wide": State({"viewport": {"width": 2560, "height": 1300}}),
    "lying": State(LYING),
    "dark": State({**DESK, "color_scheme": "dark"}),
    "phone-dark": State({**PHONE, "color_scheme": "dark"}),
    "no-script": State({**PHONE, "java_script_enabled": False}),
    "desktop-no-script": State({**DESK, "java_script_enabled": False}),
    "print": State(DESK, paper=True),
    "forced": State({**DESK, "forced_colors": "active", "color_scheme": "dark"}),
    "contrast": State({**DESK, "contrast": "more"}),
    "contrast-dark": State({**PHONE, "contrast": "more", "color_scheme": "dark"}),
    "still": State({**PHONE, "reduced_motion": "reduce"}),
    "twice": State(TWICE),
    "letters": State(DESK, "letters"),
    "letters-phone": State(PHONE, "letters"),
    "opened": State(DESK, opened=True),
    "opened-phone": State(PHONE, opened=True),
    "opened-dark": State({**DESK, "color_scheme": "dark"}, opened=True),
}
"""Every state; `letters` are those of the other typeface. Those of the demo are from right to left too: `rtl-phone`."""
STATES |= {f"rtl-{name}": state._replace(site="arabic") for name, state in STATES.items() if state.site == "demo"}

HEARD = "document.querySelector('.seq audio')?.paused === false"
OPENED: dict[str, tuple[str, str]] = {
    "menu": ("button[popovertarget=menu]", "document.querySelector('#menu:popover-open')"),
    "playing": (".seq .play", HEARD),
    "whole-screen": (".seq .whole", "document.fullscreenElement"),
    "enlarged": ("[data-large]", "document.querySelector('dialog[open] img')?.complete"),
    "passed-on": ("[data-unit]", "document.querySelector('dialog[open] iframe')"),
    "answered": (".quiz fieldset button", "document.querySelector('.verdict:not(:empty)')"),
    "transcript": (".words summary", "document.querySelector('.words[open],.words details[open]')"),
    "letter": (".letter summary", "document.querySelector('.letter[open],.letter details[open]')"),
    "code": (".codes summary,.pass summary", "document.querySelector('.pass details[open]')"),
    "target": (".pins a", "document.querySelector('.told :target')"),
}
"""What can be opened in a page: what is pressed for it, and what is true then."""

SHOWN = """[...document.images].every(one => {
  const box = one.getBoundingClientRect();
  return one.naturalWidth || !box.height || box.bottom < 0 || box.top > innerHeight;
})"""
"""Whether every picture on the screen is there."""

SCREENS = 14
"""How many screens of a long page are shown, evenly from its head to its end."""
SHEET, GAP, LABEL = (1560, 1500), 8, 14
"""A sheet's size in pixels, the space between its pictures, and the height of their names."""


def shapes(edition: Edition) -> dict[str, set[str]]:
    """What each page of the first documentary shows: its kind, its version, its unit's kind, its blocks' kinds."""
    found = {}
    for path, address in edition.outline.pages.items():
        if address.documentary:
            continue
        view = edition.outline.compose(address)
        own = {
            view.kind,
            f"{view.kind} easy" if view.easy else "",
            f"unit {view.unit.kind}" if view.unit else "",
            f"{view.kind} without picture" if view.picture is None else "",
            f"{view.kind} of a part" if address.block else "",
            f"{view.kind} of a chapter" if address.chapter >= 0 else "",
        }
        if view.kind == "chapter":
            own |= {one.kind for one in data.inside(view.blocks) if isinstance(one, BlockView)}
        found[path] = own - {""}
    return found


def chosen(shown: dict[str, set[str]]) -> list[str]:
    """Pages enough that all that can be shown is: in their order, each with something that no other one before has."""
    seen: set[str] = set()
    pages = []
    for path, own in shown.items():
        if own - seen:
            pages.append(path)
            seen |= own
    return pages


def label(path: str) -> str:
    """What a page is called on a sheet."""
    return path.removesuffix(".html").removesuffix("index").strip("/").replace("/", "-") or "cover"


class Sites:
    """The documentaries that are shown, each built when it is first asked for."""

    def __init__(self, work: Path, theme: str) -> None:
        self.work = work
        self.theme = theme
        self.built: dict[str, tuple[str, Edition]] = {}

    def __getitem__(self, name: str) -> tuple[str, Edition]:
        """The address of a documentary, and its pages."""
        if name not in self.built:
            root, out = self.project(name), self.work / f"{name}-site"
            done = build.build(root, out)
            edition = build.prepare(root).edition
            if done.failed or edition is None:
                sys.exit("\n".join(f"{issue.source}: {issue.message}" for issue in done.issues))
            self.built[name] = served(out), edition
        return self.built[name]

    def project(self, name: str) -> Path:
        """The folder of its project, with the theme and the letters asked for."""
        if (name, self.theme) == ("demo", "constat"):
            return REPOSITORY
        root = self.work / name
        if name == "arabic":
            write(root, 1600)
        else:
            root.mkdir()
            for part in ("chapters", "media"):
                shutil.copytree(REPOSITORY / part, root / part)
            shutil.copy(REPOSITORY / "webdoc.yaml", root)
            # What was made for the demo is made.
            if (REPOSITORY / ".webdoc" / "store").is_dir():
                shutil.copytree(REPOSITORY / ".webdoc", root / ".webdoc", ignore=shutil.ignore_patterns("lock"))
        settings = root / "webdoc.yaml"
        text = re.sub(r"(?m)^theme:.*\n", "", settings.read_text("utf-8")) + f"\ntheme: {self.theme}\n"
        settings.write_text(f"{text}options:\n  typeface: atkinson\n" if name == "letters" else text, "utf-8")
        return root


class _Silent(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass

    def handle(self) -> None:
        # A browser that has seen enough hangs up.
        with suppress(ConnectionError):
            super().handle()


def served(folder: Path) -> str:
    """The address of a folder on a server of its own: the page for wrong addresses knows the whole address alone."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Silent, directory=str(folder)))
    Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_port}/"


def screens(page: Page) -> Iterator[Image.Image]:
    """The page, screen by screen as a visitor sees it, evenly from head to end."""
    high = page.evaluate("document.documentElement.scrollHeight - innerHeight")
    count = min(SCREENS, 1 + int(high // (page.viewport_size or {"height": 900})["height"]) + (high > 0))
    for number in range(count):
        page.evaluate("to => scrollTo({top: to, behavior: 'instant'})", high * number / max(1, count - 1))
        page.wait_for_timeout(200)
        until(page, SHOWN)
        yield picture(page)


def picture(page: Page) -> Image.Image:
    """The screen as it is."""
    return Image.open(io.BytesIO(page.screenshot())).convert("RGB")


def papers(page: Page) -> Iterator[Image.Image]:
    """The page as a browser prints it, sheet by sheet."""
    # What is asked for when it comes into view has to be there.
    page.evaluate("for (const one of document.querySelectorAll('img')) one.loading = 'eager'")
    until(page, "[...document.images].every(one => one.complete)")
    document = pypdfium2.PdfDocument(io.BytesIO(page.pdf(prefer_css_page_size=True, print_background=True)))
    for sheet in document:
        yield sheet.render(scale=110 / 72).to_pil().convert("RGB")
    document.close()


def openings(page: Page) -> Iterator[tuple[str, Image.Image]]:
    """The page with each thing that can be opened in it, one after the other."""
    here = page.url
    for name, (pressed, true) in OPENED.items():
        page.goto(here)
        page.wait_for_timeout(250)
        if pressed == ".seq .whole" and page.locator(".seq .play").count():
            page.locator(".seq .play").first.click()
        there = page.locator(f":is({pressed}):visible")
        if not there.count():
            continue
        there.first.scroll_into_view_if_needed()
        if name == "answered" and (answer := page.locator(".quiz input:visible")).count():
            answer.first.check() if answer.first.get_attribute("type") != "number" else answer.first.fill("1")
        there.first.click(force=True)
        until(page, true)
        page.wait_for_timeout(900)
        yield name, picture(page)


def until(page: Page, true: str) -> None:
    """Wait a while until it is true; the picture shows when it is not."""
    for _ in range(60):
        if page.evaluate(f"Boolean({true})"):
            return
        page.wait_for_timeout(50)


def taken(page: Page, state: State, address: str, paths: list[str]) -> Iterator[tuple[str, Image.Image]]:
    """Every picture of the pages in that state, each with its name. What was opened on one page is not on the next."""
    seen: set[str] = set()
    for path in paths:
        page.goto(address + path)
        page.wait_for_load_state("load")
        if state.opened:
            for name, shown in openings(page):
                if name not in seen:
                    seen.add(name)
                    yield f"{label(path)} {name}", shown
            continue
        take: Callable[[Page], Iterator[Image.Image]] = papers if state.paper else screens
        for number, shown in enumerate(take(page), 1):
            yield f"{label(path)} {number}", shown


def sheets(pictures: list[tuple[str, Image.Image]]) -> Iterator[Image.Image]:
    """The pictures with their names, in rows of the same width, on as many sheets as it takes."""
    across = 6 if pictures[0][1].width < pictures[0][1].height else 3
    wide = (SHEET[0] - GAP) // across - GAP
    whole, left, top, row = Image.new("RGB", SHEET, "#777"), GAP, 0, 0
    for name, shown in pictures:
        small = shown.resize((wide, max(1, round(shown.height * wide / shown.width))), Image.Resampling.LANCZOS)
        if left + wide > SHEET[0]:
            left, top, row = GAP, top + row, 0
        if top + LABEL + small.height > SHEET[1] and top:
            yield whole.crop((0, 0, SHEET[0], top + row))
            whole, left, top, row = Image.new("RGB", SHEET, "#777"), GAP, 0, 0
        ImageDraw.Draw(whole).text((left, top + 1), name, fill="#fff")
        whole.paste(small, (left, top + LABEL))
        left, row = left + wide + GAP, max(row, small.height + LABEL + GAP)
    yield whole.crop((0, 0, SHEET[0], top + row))


def show(browser: Browser, name: str, site: tuple[str, Edition], out: Path, given: argparse.Namespace) -> None:
    """The sheets of one state, and its pictures one by one."""
    state, (address, edition) = STATES[name], site
    shown = shapes(edition)
    paths = list(shown) if given.all else chosen(shown)
    paths = [path for path in paths if not given.kind or shown[path] & set(given.kind) or label(path) in given.kind]
    context = browser.new_context(**state.visit)
    pictures = list(taken(context.new_page(), state, address, paths))
    context.close()
    for what, one in pictures:
        one.save(out / "screens" / f"{name}-{what.replace(' ', '-')}.png")
    for number, sheet in enumerate(sheets(pictures) if pictures else (), 1):
        sheet.save(out / f"{name}-{number}.png")
    print(f"{name}: {len(pictures)} pictures of {len(paths)} pages", flush=True)


def main() -> None:
    """Build, look, lay out."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--state", nargs="+", choices=STATES, default=list(STATES))
    parser.add_argument("--kind", nargs="+", default=[], help="kinds of pages or of blocks, or names of pages")
    parser.add_argument("--theme", default="constat")
    parser.add_argument("--all", action="store_true", help="every page, not one of each kind")
    given = parser.parse_args()
    out = given.folder.resolve()
    (out / "screens").mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as work, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program(),
            args=["--no-sandbox", "--hide-scrollbars", "--autoplay-policy=no-user-gesture-required"],
        )
        sites = Sites(Path(work), given.theme)
        for name in given.state:
            show(browser, name, sites[STATES[name].site], out, given)
        browser.close()


if __name__ == "__main__":
    main()
