"""Acting, in a real browser: a form that is really sent, a letter that is copied, steps that a device remembers."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import DESK, PHONE, Visit, static_server, stir
from webdoc import build

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SETTINGS = """title: A film
base_url: https://film.example/
share: {networks: [email]}
actions:
  learn: {kind: learn, title: Learn more, url: 'ADDRESSthanks/'}
  letter: {kind: write, title: Write, to: The mayor, url: 'ADDRESSmayors/', body: 'Dear mayor, I live in [your town].'}
  petition:
    kind: sign
    title: Sign it
    goal: 100
    signed: 40
    counted: 2026-11-02
    form:
      url: ADDRESSsign
      fields: [name, email]
      optional: [consent]
      names: {email: 'member[email]'}
      extra: {list: spring}
      privacy: Until May.
      consent: Write to me
  evening: {kind: come, title: Last year, start: 2020-10-17 19:00, timezone: Europe/Paris, place: The Hall}
"""


class Place:
    """A built site, on the disk and on a server that takes what is sent to it."""

    def __init__(self, folder: Path, address: str, sent: list[dict[str, str]]) -> None:
        self.disk = folder.as_uri() + "/"
        self.address = address
        self.sent = sent


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    root = tmp_path_factory.mktemp("acting")
    sent: list[dict[str, str]] = []
    with static_server(root / "build", sent) as address:
        (root / "chapters").mkdir()
        (root / "chapters" / "01-a.md").write_text("---\ntitle: A\n---\n\nText.\n", "utf-8")
        (root / "chapters" / "02-b.md").write_text("---\ntitle: B\naction: petition\n---\n\nText.\n", "utf-8")
        settings = SETTINGS.replace("ADDRESS", address)
        (root / "webdoc.yaml").write_text(settings, "utf-8")
        assert not build.build(root, root / "build").failed
        yield Place(root / "build", address, sent)


def fill_in(page: Page) -> None:
    """As a visitor does, by the keyboard alone."""
    page.locator("form input").first.focus()
    page.keyboard.type("Zoë ب")
    page.keyboard.press("Tab")
    page.keyboard.type("zoe@example.org")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/sign")


FILLED = {"name": "Zoë ب", "member[email]": "zoe@example.org", "consent": "yes", "list": "spring"}


@pytest.mark.parametrize("script", [True, False])
def test_a_form_is_sent_to_its_address_and_nowhere_else(chromium: Browser, place: Place, script: bool) -> None:
    visit = Visit(chromium, **PHONE, java_script_enabled=script)
    for start in (place.address, place.disk):
        visit.page.goto(start + "b/index.html")
        assert not [url for url in visit.requests if not url.startswith((start, "data:"))]
        # What is needed is asked for by the browser itself.
        visit.page.locator("form button").click()
        assert visit.page.url == start + "b/index.html"
        fill_in(visit.page)
        assert place.sent.pop() == FILLED
        visit.requests.clear()
    # The page of thanks takes part in no transition from page to page: the browser says so, and nothing else.
    assert [one for one in visit.complaints if "Transition" not in one] == []
    visit.context.close()


@pytest.mark.parametrize("right_to_left", [False, True])
def test_progress_runs_with_the_text(chromium: Browser, place: Place, arabic: Path, right_to_left: bool) -> None:
    visit = Visit(chromium, **DESK)
    visit.page.goto((arabic / "end" / "index.html").as_uri() if right_to_left else place.disk + "b/index.html")
    assert 0.2 < visit.page.locator("progress").evaluate("progress => progress.position") < 0.8
    picture = visit.page.locator("progress").screenshot()
    filled = visit.page.evaluate(
        """async data => {
          const image = new Image(); image.src = 'data:image/png;base64,' + data; await image.decode();
          const canvas = Object.assign(document.createElement('canvas'), { width: image.width, height: image.height });
          const context = canvas.getContext('2d', { willReadFrequently: true }); context.drawImage(image, 0, 0);
          const at = share => context.getImageData(image.width * share, image.height / 2, 1, 1).data.slice(0, 3).join();
          return [at(.2), at(.8)];
        }""",
        b64encode(picture).decode(),
    )
    assert filled[0] != filled[1]
    dark = min(filled, key=lambda colour: sum(map(int, colour.split(","))))
    assert filled.index(dark) == right_to_left
    visit.context.close()


def steps(page: Page) -> list[bool]:
    """Which of the actions on the page are done. What tells it is fetched when the visitor moves and one is near."""
    page.mouse.move(300, 300)
    page.locator(".did [role=status]").first.wait_for(state="attached")
    return [bool(text.strip()) for text in page.locator(".did [role=status]").all_text_contents()]


def next_step(link: Locator) -> str:
    return str(link.evaluate("link => link.href"))


@pytest.mark.parametrize("start", ["address", "disk"])
def test_a_device_remembers_what_was_done_and_offers_the_next_step(chromium: Browser, place: Place, start: str) -> None:
    visit, root = Visit(chromium, **DESK), getattr(place, start)
    page = visit.page
    page.goto(root + "b/index.html")
    assert steps(page) == [False]
    further = page.locator(".further a:visible")
    assert further.get_attribute("data-step") == "evening"
    fill_in(page)
    page.goto(root + "b/index.html")
    assert steps(page) == [True]
    # Sharing comes next, and when that was done what takes more.
    assert next_step(page.locator(".did a")).endswith("b/index.html#pass")
    page.locator("#pass [data-copy]").click()
    assert next_step(page.locator(".did a")).endswith("end/index.html#act-evening")

    # The other pages know it: what was not done yet is offered, in the order of the ladder.
    page.goto(root + "end/index.html")
    assert steps(page) == [False, True, False, True, False]
    page.locator("#act-learn .did button").click()
    assert steps(page) == [True, True, False, True, False]
    assert page.locator("#act-learn .did a").get_attribute("href") == "#act-letter"
    visit.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.locator("#act-letter .letter .b").click()
    expect(page.locator("#act-letter .did a")).to_have_attribute("href", "#act-evening")
    assert page.evaluate("navigator.clipboard.readText()") == "Dear mayor, I live in [your town]."
    # What has passed says so, and offers no calendar.
    expect(page.locator("#act-evening .past")).to_be_visible()
    expect(page.locator("#act-evening [download]")).to_be_hidden()

    # One may take it back, or have all of it forgotten.
    page.locator("#act-learn .did button").click()
    assert steps(page) == [False, True, True, True, False]
    page.reload()
    assert steps(page) == [False, True, True, True, False]
    stir(page)
    page.locator("[data-memory] button").click()
    assert steps(page) == [False] * 5
    assert not [key for key in page.evaluate("Object.keys(localStorage)") if "done" in key]
    page.reload()
    assert steps(page) == [False] * 5
    assert [one for one in visit.complaints if "Transition" not in one] == []
    visit.context.close()


def test_where_nothing_can_be_kept_all_of_it_works(chromium: Browser, place: Place) -> None:
    visit = Visit(chromium, **DESK)
    visit.page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError') } })"
    )
    visit.page.goto(place.disk + "end/index.html")
    stir(visit.page)
    visit.page.locator("#act-learn .did button").click()
    assert steps(visit.page) == [True, False, False, False, False]
    visit.page.locator("#act-learn .did button").click()
    assert steps(visit.page) == [False] * 5
    fill_in(visit.page)
    assert place.sent.pop() == FILLED
    visit.context.close()


def test_without_script_the_steps_stand_in_their_order(chromium: Browser, place: Place) -> None:
    visit = Visit(chromium, **DESK, java_script_enabled=False)
    visit.page.goto(place.disk + "end/index.html")
    assert [one.get_attribute("data-step") for one in visit.page.locator(".ladder > li").all()] == [
        "learn", "share", "letter", "petition", "evening"]  # fmt: skip
    for link in visit.page.locator(".ladder .main").all():
        assert link.is_visible()
    visit.page.goto(place.disk + "a/index.html")
    expect(visit.page.locator(".further a:visible")).to_have_attribute("data-step", "letter")
    visit.context.close()
