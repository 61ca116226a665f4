"""Whether anything moves on any page when its typefaces come late, and while it is scrolled through.

    python bench/still.py                            every page of the demo and of thirty chapters, in each form
    python bench/still.py demo --theme affiche --form phone --only fr/
    python bench/still.py build                      a folder that is built already

The typefaces are held back until the page has been painted with what stands in for them, and are then let in. Ends with
1 when something moved, by what the browser's own measure counts (Layout Instability, ``layout-shift``). Needs the test
extra and a Chromium.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

import page as measured
from host import serve
from playwright.sync_api import Browser, Page, Route, sync_playwright

FORMS = {"phone": (390, 844), "desktop": (1440, 900), "lying": (844, 390), "small": (320, 640)}

WATCH = """
  window.moves = [];
  new PerformanceObserver(list => { for (const entry of list.getEntries()) moves.push([entry.value,
    entry.sources.map(({ node }) => node && (node.nodeType === 3 ? node.parentNode : node)).filter(Boolean)
      .map(node => node.localName + '.' + (node.className.baseVal ?? node.className)).slice(0, 3).join(' ')]); })
    .observe({ type: 'layout-shift', buffered: true });
"""
PAINTED = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 30))))"


class Held:
    """The typefaces that a page asked for."""

    def __init__(self, page: Page) -> None:
        self._routes: list[Route] = []
        self._open = False
        page.route("**/*.woff2", self._asked)

    def _asked(self, route: Route) -> None:
        if self._open:
            route.continue_()
        else:
            self._routes.append(route)

    def let_in(self) -> None:
        """Those, and what is asked for from now on."""
        self._open = True
        for route in self._routes:
            route.continue_()
        self._routes.clear()


def moves(browser: Browser, url: str, form: str, *, scrolled: bool) -> list[tuple[float, str]]:
    """What moved on one visit: how much, and which elements."""
    width, height = FORMS[form]
    phone = form != "desktop"
    context = browser.new_context(
        viewport={"width": width, "height": height}, is_mobile=phone, has_touch=phone, reduced_motion="no-preference"
    )
    page = context.new_page()
    page.add_init_script(WATCH)
    fonts = Held(page)
    page.goto(url, wait_until="domcontentloaded")
    page.evaluate(PAINTED)
    fonts.let_in()
    page.wait_for_load_state("load")
    page.evaluate("document.fonts.ready.then(() => 0)")
    page.evaluate(PAINTED)
    if scrolled:
        page.evaluate(
            "(async () => { for (let at = -1; at !== scrollY;) { at = scrollY; scrollBy(0, innerHeight * .8);"
            f" await {PAINTED}; }} }})()"
        )
    found = [(value, what) for value, what in page.evaluate("moves")]
    context.close()
    return found


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sites", nargs="*", default=["demo", "film"], help="demo, film, or folders that are built")
    parser.add_argument("--theme", default="", help="another theme than the documentary's own")
    parser.add_argument("--form", choices=FORMS, action="append", help="all four when not given")
    parser.add_argument("--only", default="", help="pages whose name holds these letters")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="one page of N")
    parser.add_argument("--no-scroll", action="store_true", help="only what the typefaces move on the first screen")
    return parser.parse_args()


def main() -> int:
    asked = options()
    path = os.environ.get("WEBDOC_CHROMIUM") or next(
        (name for name in ("/usr/bin/chromium", "/usr/bin/chromium-browser") if Path(name).exists()), None
    )
    visits = moved = 0
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        for label, folder in measured.sites(Path(name), asked.sites, asked.theme).items():
            every = [path.relative_to(folder).as_posix() for path in sorted(folder.rglob("*.html"))]
            every = [name for name in every if asked.only in name][:: asked.every]
            with serve(folder) as site:
                for form in asked.form or FORMS:
                    for name in every:
                        found = moves(browser, site + name, form, scrolled=not asked.no_scroll)
                        visits += 1
                        if found:
                            moved += 1
                            total = sum(value for value, _ in found)
                            what = "; ".join(f"{value:.4f} {what}" for value, what in found)
                            print(f"{label} {name} {form}: {total:.4f} ({what})", flush=True)
        browser.close()
    print(f"{moved} of {visits} visits saw something move (at most 0)")
    return 1 if moved else 0


if __name__ == "__main__":
    sys.exit(main())
