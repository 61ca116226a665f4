"""One visit of a page in a real Chromium: what it weighs, when it is seen, whether it moves, how fast it answers."""

from __future__ import annotations

import statistics
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

from host import TEXT, TYPES, zipped
from playwright.sync_api import Browser, CDPSession, Error, Page

PHONE = {"viewport": {"width": 412, "height": 823}, "device_scale_factor": 1.75, "is_mobile": True, "has_touch": True}
DESK = {"viewport": {"width": 1350, "height": 940}}
FORMS = {"phone": PHONE, "desktop": DESK}
SLOWER = {"phone": 4, "desktop": 1}
"""How many times slower a form's processor is while a page loads, as in Lighthouse's two profiles. All answers to what
the visitor does are timed at four times slower, in both."""
# Lighthouse's "slow 4G" as it is applied to a real connection: 150 ms round trips and 1.6 Mb/s stand for a request
# that takes 3.75 round trips to begin with, and nine tenths of the throughput.
SLOW_4G = {"offline": False, "latency": 562.5, "downloadThroughput": 1474.56 * 128, "uploadThroughput": 675 * 128}
# The same network as its round trip alone, without what a new connection costs.
WARM_4G = {"offline": False, "latency": 150, "downloadThroughput": 1638.4 * 128, "uploadThroughput": 750 * 128}
NETWORKS = {"slow4g": SLOW_4G, "warm4g": WARM_4G}

WATCH = """
  window.seen = { lcp: 0, element: '', cls: 0, moved: '', worst: 0, what: '', did: '' };
  new PerformanceObserver(list => { for (const entry of list.getEntries()) {
    seen.lcp = entry.startTime;
    seen.element = entry.element ? entry.element.tagName.toLowerCase() : ''; } })
    .observe({ type: 'largest-contentful-paint', buffered: true });
  new PerformanceObserver(list => { for (const entry of list.getEntries()) {
    seen.cls += entry.value;
    const node = entry.sources?.[0]?.node;
    if (entry.value > .0005) seen.moved = (node?.nodeName || '') + '.' + (node?.className || ''); } })
    .observe({ type: 'layout-shift', buffered: true });
  new PerformanceObserver(list => { for (const entry of list.getEntries())
    if (entry.interactionId && entry.duration > seen.worst) { seen.worst = entry.duration; seen.what = seen.did; } })
    .observe({ type: 'event', buffered: true, durationThreshold: 16 });
"""


@dataclass
class Weight:
    """Bytes over the wire, by what they are; ``all`` is everything that came before the first scroll."""

    first: int = 0
    """HTML, with the style that stands in it or is linked in its head: what the first paint waits for."""
    page: int = 0
    """HTML with all of its style, that of what stands below the first screen too."""
    script: int = 0
    fonts: int = 0
    all: int = 0
    elsewhere: list[str] = field(default_factory=list)


def weigh(browser: Browser, folder: Path, site: str, name: str, form: str) -> Weight:
    """Load a page once, on a fast network, and count."""
    context = browser.new_context(**FORMS[form])
    page = context.new_page()
    cdp = context.new_cdp_session(page)
    cdp.send("Network.enable")
    weight, urls, bytes_ = Weight(), {}, defaultdict(int)

    def asked(event: dict) -> None:
        urls[event["requestId"]] = event["request"]["url"]

    def came(event: dict) -> None:
        bytes_[event["requestId"]] += event["encodedDataLength"]

    cdp.on("Network.requestWillBeSent", asked)
    cdp.on("Network.dataReceived", came)
    page.goto(site + name, wait_until="load")
    page.wait_for_timeout(1200)
    printed, head = page.evaluate(
        "['[media=print]', 'head > :not([media=print])'].map(which => "
        "[...document.querySelectorAll(which)].filter(one => one.rel === 'stylesheet').map(link => link.href))"
    )
    for request, url in urls.items():
        if url.startswith("data:"):
            continue
        if not url.startswith(site):
            weight.elsewhere.append(url)
            continue
        path = folder / unquote(urlsplit(url).path).lstrip("/")
        path = path / "index.html" if path.is_dir() else path
        size = len(zipped(path)) if path.is_file() and text(path) else bytes_[request]
        weight.all += size
        ahead = path.suffix == ".html" and path != folder / name  # the next page, fetched before it is asked for
        if path.suffix in (".html", ".css") and url not in printed and not ahead:
            weight.page += size
            weight.first += size if path.suffix == ".html" or url in head else 0
        elif path.suffix == ".js":
            weight.script += size
        elif path.suffix == ".woff2":
            weight.fonts += size
    context.close()
    return weight


def text(path: Path) -> bool:
    """Whether a host sends the file gzipped."""
    return path.suffix in (".html", ".css", ".js", ".svg", ".json", ".vtt") or TYPES.get(path.suffix, "").startswith(
        TEXT
    )


@dataclass
class Vitals:
    """Milliseconds, but for ``cls``, which has no unit; ``moved`` and ``what`` say where it was."""

    fcp: float
    lcp: float
    cls: float
    worst: float
    what: str
    moved: str


def vitals(browser: Browser, site: str, name: str, form: str, network: str, runs: int) -> Vitals:
    """The medians of so many visits, each with an empty cache, a slow network, a slow processor."""
    found = [_visit(browser, site, name, form, network) for _ in range(runs)]
    worst = sorted(found, key=lambda one: one.worst)[len(found) // 2]
    moved = max(found, key=lambda one: one.cls)
    return Vitals(
        fcp=statistics.median(one.fcp for one in found),
        lcp=statistics.median(one.lcp for one in found),
        cls=moved.cls,
        worst=worst.worst,
        what=worst.what,
        moved=moved.moved,
    )


def _visit(browser: Browser, site: str, name: str, form: str, network: str) -> Vitals:
    context = browser.new_context(**FORMS[form])
    page = context.new_page()
    cdp = context.new_cdp_session(page)
    cdp.send("Network.enable")
    cdp.send("Network.emulateNetworkConditions", NETWORKS[network])
    cdp.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER[form]})
    page.add_init_script(WATCH)
    page.goto(site + name, wait_until="load")
    page.wait_for_timeout(1500)
    first = page.evaluate("[performance.getEntriesByName('first-contentful-paint')[0]?.startTime || 0, seen.lcp]")
    # What was read once is near; the rest of the visit is about moving and answering.
    cdp.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER["phone"]})
    cdp.send("Network.emulateNetworkConditions", {**NETWORKS[network], "latency": 20, "downloadThroughput": -1})
    scroll(page, cdp)
    still = page.evaluate("({ cls: seen.cls, moved: seen.moved })")
    for what, do in interactions(page):
        page.evaluate("what => { seen.did = what; }", what)
        try:
            do()
            page.wait_for_timeout(350)
        except Error as error:
            print(f"  {name}: could not do “{what}”: {str(error).splitlines()[0][:90]}")
    seen = page.evaluate("seen")
    context.close()
    return Vitals(first[0], first[1], still["cls"], seen["worst"], seen["what"], still["moved"])


def scroll(page: Page, cdp: CDPSession) -> None:
    """To the end and back, step by step, as a visitor does."""
    step = int(page.evaluate("innerHeight * .6"))
    for direction in (step, -step):
        for _ in range(400):
            before = page.evaluate("scrollY")
            page.mouse.wheel(0, direction)
            page.wait_for_timeout(60)
            if page.evaluate("scrollY") == before:
                page.wait_for_timeout(120)
                if page.evaluate("scrollY") == before:
                    break


def interactions(page: Page) -> Iterator[tuple[str, Callable[[], object]]]:
    """What a visitor may do on this page, and how it is done. Each leaves the page as it was."""
    key = page.keyboard.press
    menu = page.locator("button[popovertarget=menu]")
    if menu.count():
        yield "open the menu", menu.first.click
        yield "close the menu", lambda: key("Escape")
    sequence = page.locator(".seq")
    if sequence.count():
        play = sequence.first.locator(".play").first
        yield "play", play.click
        yield "jump to a photograph", sequence.first.locator(".marks button").last.click
        slider = sequence.first.locator("input[type=range]").first
        yield "seek by key", lambda: slider.press("ArrowRight")
        yield "pause", play.click
    words = page.locator("details.words > summary")
    if words.count():
        yield "unfold the transcript", words.first.click
        yield "go to a sentence", lambda: page.locator("details.words[open] p a").nth(1).click()
        yield "fold the transcript", words.first.click
    wall = page.locator(".gallery a")
    if wall.count() and page.evaluate("!!document.querySelector('dialog, [data-light], [data-lightbox]')"):
        yield "open a large picture", wall.first.click
        yield "next picture", lambda: key("ArrowRight")
        yield "close the picture", lambda: key("Escape")
    handle = page.locator(".compare input[type=range]")
    if handle.count():
        yield "compare by key", lambda: handle.first.press("ArrowLeft")
        yield "compare by hand", lambda: handle.first.click(position={"x": 60, "y": 60})
    for quiz in page.locator(".quiz").all()[:2]:
        choice = quiz.locator("input[type=radio], input[type=checkbox]")
        if choice.count():
            yield "choose an answer", choice.first.check
        for select in quiz.locator("select").all():
            yield "put in order", lambda select=select: select.select_option(index=1)
        yield "check an answer", quiz.locator("fieldset button").first.click
    sound = page.locator("button.hear:visible, [data-sound]:visible")
    if sound.count():
        yield "switch the sound on", sound.first.click
        yield "switch the sound off", sound.first.click
    for summary in page.locator("details:not(.words) > summary:visible").all()[:3]:
        yield "unfold", summary.click
    copy = page.locator("[data-copy]:visible")
    if copy.count():
        yield "copy the link", copy.first.click
    yield "go by tab", lambda: [key("Tab") for _ in range(6)]
