"""axe-core, with every rule it has, finds nothing: each kind of page, light, dark, from right to left, dialogs open.

No rule is switched off: those that axe marks as experimental, as best practice or as level AAA run too.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import DESK, PHONE, Visit, static_server

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    # A browser that goes on to the next page hangs up on the server of these tests, which then drops an open file.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
RUN = """async () => {
  const rules = Object.fromEntries(axe.getRules().map(rule => [rule.ruleId, { enabled: true }]));
  const found = await axe.run(document, { rules, resultTypes: ['violations'] });
  return { rules: Object.keys(rules).length, passed: found.passes.length, wrong: found.violations.flatMap(rule =>
    rule.nodes.map(node => `${rule.id}: ${node.target.join(' ')}: ${node.failureSummary.replace(/\\s+/g, ' ')}`)) };
}"""
LIGHT = {**PHONE, "color_scheme": "light", "reduced_motion": "reduce"}
DESK_LIGHT = {**DESK, "color_scheme": "light", "reduced_motion": "reduce"}
DARK = {**DESK, "color_scheme": "dark", "reduced_motion": "reduce"}


def judge(page: Page) -> list[str]:
    """All that axe finds wrong with the page as it stands."""
    page.evaluate(AXE)
    told = page.evaluate(RUN)
    assert told["rules"] > 100
    assert told["passed"] > 20
    return list(told["wrong"])


def telling(folder: Path) -> list[str]:
    """Pages enough that every element with its class stands on one of them: on each kind of page, and in any chapter.

    What differs in words alone is one of many to axe (`bench/page.py --axe` walks through all pages).
    """
    chosen: list[str] = []
    seen: set[tuple[str, str]] = set()
    for path in sorted(folder.rglob("*.html"), key=lambda path: (-path.stat().st_size, path)):
        body = path.read_text("utf-8").partition("<body ")[2]
        kind = body.partition(">")[0].split('"')[1].split()[0]
        kind = "told" if kind in ("chapter", "embedded") else kind
        has = {(kind, one) for one in re.findall(r'<[\w-]+(?: class="[^"]*")?', body)} | {("", body.partition(" ")[0])}
        if not has <= seen:
            chosen.append(path.relative_to(folder).as_posix())
            seen |= has
    return chosen


def walk(visit: Visit, folder: Path) -> dict[str, list[str]]:
    """What is wrong, by page. All that is folded is opened, so that axe sees it."""
    found = {}
    pages = telling(folder)
    assert len(pages) > 4
    # axe reads the style sheets again for its rule on turned screens; a browser gives them over a server alone.
    with static_server(folder) as address:
        for name in pages:
            visit.page.goto(address + name)
            visit.page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
            if wrong := judge(visit.page):
                found[name] = wrong
    return found


@pytest.mark.parametrize("visit", [LIGHT, DESK_LIGHT, DARK], ids=["phone", "desk", "dark"], indirect=True)
def test_no_page_of_the_demo_breaks_a_rule(visit: Visit, demo: Path) -> None:
    assert walk(visit, demo) == {}


@pytest.mark.parametrize("visit", [LIGHT, DARK], ids=["light", "dark"], indirect=True)
def test_no_page_from_right_to_left_breaks_a_rule(visit: Visit, arabic: Path) -> None:
    assert walk(visit, arabic) == {}


def menu(page: Page) -> None:
    page.locator("button[popovertarget=menu]").click()
    expect(page.locator("#menu")).to_be_visible()


def playing(page: Page) -> None:
    sequence = page.locator(".seq").first
    sequence.get_by_role("button").first.click()
    page.wait_for_function("!document.querySelector('.seq audio').paused")


def whole_screen(page: Page) -> None:
    playing(page)
    page.locator(".seq .whole").first.click()
    page.wait_for_function("document.fullscreenElement")


def answered(page: Page) -> None:
    for quiz in page.locator(".quiz").all():
        quiz.locator("fieldset button").click()
        if choice := quiz.locator("input[type=radio],input[type=checkbox]").all():
            choice[0].check()
            quiz.locator("fieldset button").click()
    assert page.locator(".score:visible").count() > 0
    page.evaluate("scrollTo(0, 0)")  # what lies under the bar is not too small


def enlarged(page: Page) -> None:
    page.locator("[data-large]").first.click()
    page.locator("dialog[open] img").first.wait_for()


def opened(
    chromium: Browser, folder: Path, name: str, prepare: Callable[[Page], None], options: dict[str, object]
) -> list[str]:
    """What is wrong with a page once something is open in it."""
    visit = Visit(chromium, **options)
    with static_server(folder) as address:
        visit.page.goto(address + name)
        prepare(visit.page)
        wrong = judge(visit.page) + visit.complaints
        visit.context.close()
    return wrong


@pytest.mark.parametrize("options", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("prepare", [menu, playing, whole_screen, answered])
def test_what_opens_breaks_no_rule(
    chromium: Browser, arabic: Path, prepare: Callable[[Page], None], options: dict[str, object]
) -> None:
    assert opened(chromium, arabic, "wall/index.html", prepare, options) == []


@pytest.mark.parametrize("options", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("prepare", [menu, whole_screen])
def test_what_opens_from_left_to_right_breaks_no_rule(
    chromium: Browser, demo: Path, prepare: Callable[[Page], None], options: dict[str, object]
) -> None:
    assert opened(chromium, demo, "damp/index.html", prepare, options) == []


@pytest.mark.parametrize("options", [LIGHT, DARK], ids=["light", "dark"])
def test_a_large_photograph_breaks_no_rule(chromium: Browser, demo: Path, options: dict[str, object]) -> None:
    assert opened(chromium, demo, "key/index.html", enlarged, options) == []


@pytest.mark.parametrize("options", [LIGHT, DARK], ids=["light", "dark"])
def test_a_large_photograph_breaks_no_rule_from_right_to_left(
    chromium: Browser, arabic: Path, options: dict[str, object]
) -> None:
    assert opened(chromium, arabic, "stairs/index.html", enlarged, options) == []
