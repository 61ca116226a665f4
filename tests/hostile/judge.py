"""Whether an attack runs: every page of a site in a real Chromium, looked at, clicked and moved over."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count, cycle, islice
from pathlib import Path
from urllib.parse import unquote

from playwright.sync_api import Browser, Request, Route

from tests.hostile.attacks import ATTACKS, written
from tests.hostile.site import write
from webdoc.build import prepare

POLICY = re.compile(r'<meta http-equiv="content-security-policy"[^>]*>')

WATCH = """
window.ran = [];
for (const name of ['alert', 'prompt', 'confirm', 'print']) window[name] = given => { ran.push(`${name}(${given})`); };
"""

LOOK = """() => {
    const found = [...ran], say = (what, it) => found.push(`${what} ${it.outerHTML.slice(0, 160)}`);
    const bad = /^(javascript|vbscript|data|blob|file|livescript)$/;
    for (const it of document.querySelectorAll('*')) {
        for (const { name, value } of it.attributes) {
            if (/^on/.test(name) || name === 'srcdoc' || name === 'formaction') say(name, it);
            // What a script has set is seen here too: a place in a sound, the colours of a picture.
            if (name === 'style' && /position|url|inset|animation|expression/.test(value)) say(name, it);
            if (['href', 'src', 'action', 'data', 'poster', 'xlink:href', 'background'].includes(name)) {
                let url;
                try { url = new URL(value, document.baseURI); } catch { continue; }
                const empty = name === 'poster' && value.startsWith('data:image/gif;base64,R0lGODlhAQABAAAAACH5');
                if (bad.test(url.protocol.slice(0, -1)) && url.protocol !== location.protocol && !empty) say(name, it);
                if (!(it instanceof HTMLAnchorElement) && url.host === 'evil.example') say(name, it);
            }
        }
        if (/^(iframe|object|embed|base|applet|frame|frameset|animate|set|foreignobject|marquee)$/i.test(it.localName))
            say('tag', it);
        const own = /json$/.test(it.type) || /assets\\/[a-z]+-[0-9a-f]{8}\\.js$/.test(it.src);
        if (it.localName === 'script' && !own) say('script', it);
        if (it.localName === 'meta' && it.httpEquiv && it.httpEquiv !== 'content-security-policy') say('meta', it);
        if (it.localName === 'style' && it.parentNode !== document.head) say('style', it);
        if (/^webdoc-/.test(it.localName)) say('mark', it);
    }
    for (const it of document.querySelectorAll('script[type$=json]')) JSON.parse(it.textContent);
    if (document.querySelectorAll('style').length !== 1) found.push('styles');
    for (const it of document.querySelectorAll('details')) it.open = true;
    for (const it of document.querySelectorAll('a,img,button,input,summary,p,figure')) {
        for (const type of ['mouseover', 'focus', 'pointerdown', 'load', 'error', 'animationstart', 'toggle'])
            it.dispatchEvent(new Event(type, { bubbles: true }));
        if (it.localName === 'a' && /^(javascript|data|vbscript):/i.test(it.protocol)) it.click();
    }
    return [...found, ...ran];
}"""


class Cases:
    """Which attack stands where."""

    def __init__(self, first: int) -> None:
        self._attacks = islice(cycle(ATTACKS.items()), first, None)
        self._number = count(1)
        self.put_where: list[tuple[str, str]] = []

    def put(self, place: str) -> str:
        """The next attack, for that place."""
        family, attack = next(self._attacks)
        self.put_where.append((family, place))
        return written(next(self._number), attack)


def site(root: Path, first: int) -> tuple[Path, list[tuple[str, str]]]:
    """A project with attacks from that one on, as pages and all that stands beside; media are not made.

    An editor never sees it published: what is taken out is an error, and ends a build. The pages are those that a
    preview shows beside the errors.
    """
    cases = Cases(first)
    prepared = prepare(write(root, cases.put))
    assert prepared.edition is not None, [f"{one.source}: {one.message}" for one in prepared.issues]
    out = root / "site"
    for address in prepared.edition.addresses():
        path = out / address
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(prepared.edition.file(address)[0])
    return out, cases.put_where


def faults(browser: Browser, folder: Path, *, policy: bool, kinds: str = "**/*.html") -> Iterator[str]:
    """What runs, or could, on the pages of a folder; each with its page. ``policy``: whether it is left in."""
    context = browser.new_context()
    context.add_init_script(WATCH)
    asked: list[str] = []

    def answer(route: Route, request: Request) -> None:
        path = Path(unquote(re.sub(r"[?#].*", "", request.url.removeprefix("file://"))))
        if not request.url.startswith("file:"):
            asked.append(request.url)
            route.abort()
        elif path.suffix == ".html" and path.is_file():
            html = path.read_text("utf-8")
            route.fulfill(body=html if policy else POLICY.sub("", html), content_type="text/html; charset=utf-8")
        elif path.is_file():
            route.fallback()
        else:
            route.abort()

    context.route("**/*", answer)
    page = context.new_page()
    refused: list[str] = []
    page.on("console", lambda one: refused.append(one.text) if "Content Security Policy" in one.text else None)
    for path in sorted(folder.glob(kinds)):
        page.goto(path.as_uri(), wait_until="load")
        found = page.evaluate(LOOK)
        page.wait_for_timeout(15)
        found += page.evaluate("ran")
        where = path.relative_to(folder)
        yield from (f"{where}: {one}" for one in dict.fromkeys(found))
        yield from (f"{where}: asked {one}" for one in asked)
        yield from (f"{where}: refused {one}" for one in refused)
        if page.url != path.as_uri():
            yield f"{where}: went to {page.url}"
        asked.clear()
        refused.clear()
    context.close()
