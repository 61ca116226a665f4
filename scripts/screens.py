"""Take pictures of every kind of page in every state that it has, and put each state on a sheet, to be looked at.

scripts/site && .venv/bin/python scripts/screens.py FOLDER [STATE…]

The demo, and the documentary in Arabic of the tests; phone, desktop, dark, without script, from right to
left, and as it is printed. Needs the test extra and a Chromium. FOLDER gets a picture of each screen, and
sheet-STATE.jpg.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from functools import cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

from PIL import Image
from playwright.sync_api import Page, sync_playwright

REPOSITORY = Path(__file__).parent.parent
sys.path.insert(0, str(REPOSITORY))

from tests.arabic import write  # noqa: E402  (the fixture is the tests', which are no package that is installed)

PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 1.5}
DESK: dict[str, Any] = {"viewport": {"width": 1440, "height": 900}}
STATES: dict[str, dict[str, Any]] = {
    "phone": PHONE,
    "desktop": DESK,
    "dark": {**DESK, "color_scheme": "dark"},
    "phone-dark": {**PHONE, "color_scheme": "dark"},
    "no-script": {**PHONE, "java_script_enabled": False},
    "rtl-phone": PHONE,
    "rtl-desktop": DESK,
    "print": {"viewport": {"width": 794, "height": 1123}},
}
SCREENS = 7
"""How many screens of a long page are shown, from its head to its end."""


def pages(folder: Path) -> list[str]:
    """Every page in the documentary's first language."""
    found = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.html"))
    return [name for name in found if not name.startswith("fr/")]


@cache
def served(folder: Path) -> str:
    """The address of a folder on a server of its own: the page for wrong addresses knows the whole address alone."""
    handler = partial(_Silent, directory=str(folder))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_port}/"


class _Silent(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


def screens(page: Page, target: Path) -> list[Image.Image]:
    """The page, screen by screen as a visitor sees it, evenly from head to end."""
    high = page.evaluate("document.documentElement.scrollHeight - innerHeight")
    count = min(SCREENS, 1 + int(high // (page.viewport_size or {"height": 900})["height"]) + (high > 0))
    shown = []
    for number in range(count):
        page.evaluate("to => scrollTo(0, to)", high * number / max(1, count - 1))
        page.wait_for_timeout(350)
        path = target.with_name(f"{target.name}-{number + 1}.png")
        page.screenshot(path=path)
        shown.append(Image.open(path).convert("RGB"))
    return shown


def sheet(rows: list[list[Image.Image]], path: Path) -> None:
    """A row a page, its screens side by side."""
    wide = 270 if rows[0][0].width < rows[0][0].height else 440
    scaled = [[one.resize((wide, round(one.height * wide / one.width))) for one in row] for row in rows]
    size = (max(len(row) for row in scaled) * (wide + 8), sum(max(one.height for one in row) + 8 for row in scaled))
    whole, top = Image.new("RGB", size, "#777"), 0
    for row in scaled:
        for number, one in enumerate(row):
            whole.paste(one, (number * (wide + 8), top))
        top += max(one.height for one in row) + 8
    whole.save(path, quality=85)


def main() -> None:
    if len(sys.argv) < 2 or not (REPOSITORY / "build" / "index.html").is_file():
        sys.exit(__doc__)
    out = Path(sys.argv[1]).resolve()
    out.mkdir(parents=True, exist_ok=True)
    chromium = os.environ.get("WEBDOC_CHROMIUM") or next(
        (name for name in ("/usr/bin/chromium", "/usr/bin/chromium-browser") if Path(name).exists()), None
    )
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        chosen = sys.argv[2:] or list(STATES)
        arabic = Path(name) / "arabic"
        if any(state.startswith("rtl") for state in chosen):
            write(arabic, 1600)
            subprocess.run([sys.executable, "-m", "webdoc", "build", "--project", str(arabic)], check=True)
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--hide-scrollbars"])
        for state in chosen:
            folder = arabic / "build" if state.startswith("rtl") else REPOSITORY / "build"
            context = browser.new_context(**STATES[state])
            page, rows = context.new_page(), []
            for one in pages(folder):
                page.goto(f"{served(folder)}{one}")
                page.wait_for_load_state("load")
                label = one.removesuffix(".html").removesuffix("/index").replace("/", "-")
                if state == "print":
                    page.emulate_media(media="print")
                    page.evaluate("dispatchEvent(new Event('beforeprint'))")
                rows.append(screens(page, out / f"{state}-{label}"))
            sheet(rows, out / f"sheet-{state}.jpg")
            print(f"{state}: {sum(map(len, rows))} pictures of {len(rows)} pages")
            context.close()
        browser.close()


if __name__ == "__main__":
    main()
