"""Blocks to look into and to answer, in a real Chromium, by keyboard, from the disk, with and without script."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, Visit
from tests.conftest import picture, write_project
from webdoc import build

pytestmark = [pytest.mark.browser, pytest.mark.slow]

CHAPTER = """---
title: A
---

::: compare The room
![Black](a.jpg "March.")
![White](b.jpg "August.")
:::

::: quiz How many?
- [ ] Six -- A cell.
- [x] Nine -- So says the [law](https://example.org/).
:::

::: quiz What does it do?
- [x] One
- [ ] Two -- Ask again.
- [x] Three
:::

::: quiz How much?
answer: 4.2
tolerance: 0.3

Counted each year.
:::

::: quiz In what order?
1. First
2. Second
3. Third
:::

::: hotspots a.jpg
alt: A room

90%,50% The wall: Wet.
:::

::: panorama b.jpg
alt: Wide
:::
"""
SILENT = {**PHONE, "java_script_enabled": False}


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    files: dict[str, str | bytes] = {
        "chapters/01-a.md": CHAPTER, "media/a.jpg": picture(600, 400), "media/b.jpg": picture(1800, 500),
    }  # fmt: skip
    root = write_project(tmp_path_factory.mktemp("exhibits"), files)
    done = build.build(root, root / "build")
    assert not done.failed, done.issues
    return Path(root / "build" / "a" / "index.html").as_uri()


def answer(page: Page, number: int) -> str:
    page.locator(".quiz").nth(number).get_by_role("button", name="Check my answer").press("Enter")
    return said(page, number)


def said(page: Page, number: int) -> str:
    return " ".join(page.locator(".quiz [aria-live]").nth(number).inner_text().split())


def test_the_handle_of_a_comparison_goes_by_arrow_keys(visit: Visit, address: str) -> None:
    visit.page.goto(address)
    handle = visit.page.get_by_role("slider")
    handle.focus()
    for _ in range(20):
        visit.page.keyboard.press("ArrowLeft")
    expect(handle).to_have_value("30")
    first, second = visit.page.locator(".compare picture").all()
    assert first.bounding_box() == second.bounding_box()
    assert "30%" in second.evaluate("element => getComputedStyle(element).clipPath")
    assert visit.complaints == []


def test_answers_are_judged_in_words_and_counted_on_this_device(visit: Visit, address: str) -> None:
    page = visit.page
    page.goto(address)
    assert answer(page, 0) == "Answer first."
    page.get_by_label("Six").check()
    assert answer(page, 0) == "✗ That is not right. ✗ Not right: Six A cell."
    page.get_by_label("Nine").check()
    assert answer(page, 0) == "✓ That is right. ✓ Right: Nine So says the law."
    page.get_by_label("One").check()
    assert answer(page, 1).startswith("✗ That is not right.")
    page.get_by_label("Three").check()
    assert answer(page, 1).startswith("✓ That is right.")
    page.get_by_label("Your answer:").press_sequentially("4.5\n")
    assert said(page, 2) == "✓ That is right. Counted each year."
    for name, place in (("First", "1"), ("Second", "3"), ("Third", "2")):
        page.get_by_role("combobox", name=name).select_option(place)
    assert answer(page, 3) == "✗ That is not right. 1 of 3 stand in their place."
    page.goto(address.removesuffix("index.html") + "index.html?again")
    score = page.locator(".score").first
    expect(score).to_contain_text("3 of 4 questions")
    score.get_by_role("button").click()
    expect(score).to_be_hidden()
    assert page.evaluate("Object.keys(localStorage).filter(key => key.includes('quiz'))") == []
    assert visit.complaints == []
    assert [url for url in visit.requests if not url.startswith(("file:", "data:"))] == []


def test_what_is_answered_in_two_windows_counts_in_both(visit: Visit, address: str) -> None:
    one, other = visit.page, visit.page.context.new_page()
    for page in (one, other):
        page.goto(address)
    for number, (page, choices) in enumerate(((one, ["Nine"]), (other, ["One", "Three"]))):
        for choice in choices:
            page.get_by_label(choice).check()
        answer(page, number)
    expect(other.locator(".score").first).to_contain_text("2 of 4 questions")
    other.close()


def test_a_number_is_read_as_one_writes_it_at_home(visit: Visit, address: str) -> None:
    page = visit.page
    page.goto(address)
    yes, no, none = "✓ That is right.", "✗ That is not right.", "Answer first."
    answers = {"4,5": yes, " 4.0 ": yes, "4,200": yes, "42": no, "4 200": no, "five": none, "": none}
    answers |= {"٤٫٥": yes, "۴٫۵": yes, "٤٬٢٠٠": no}
    for written, verdict in answers.items():
        page.get_by_label("Your answer:").fill(written)
        assert answer(page, 2).startswith(verdict), written


@pytest.mark.parametrize("visit", [SILENT], ids=["no script"], indirect=True)
def test_without_a_script_all_is_there_and_nothing_is_offered_that_does_not_work(visit: Visit, address: str) -> None:
    page = visit.page
    page.goto(address)
    for control in page.locator("main :is(input:not([readonly]),select,button)").all():
        expect(control).to_be_hidden()
    first, second = (picture.bounding_box() for picture in page.locator(".compare picture").all())
    assert first
    assert second
    assert second["y"] > first["y"] + first["height"]
    for quiz in page.locator(".quiz").all():
        expect(quiz.locator("details > :not(summary)").first).to_be_hidden()
        quiz.locator("summary").click()
        expect(quiz.locator("details > :not(summary)").first).to_be_visible()


@pytest.mark.parametrize("visit", [PHONE, SILENT], ids=["phone", "no script"], indirect=True)
def test_a_number_on_a_picture_leads_to_its_line(visit: Visit, address: str) -> None:
    page = visit.page
    page.goto(address)
    number = page.get_by_role("link", name="1: The wall")
    box = number.bounding_box()
    assert box
    assert min(box["width"], box["height"]) >= 24
    number.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".told li:target")).to_contain_text("Wet.")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_wide_picture_is_moved_by_arrow_keys(visit: Visit, address: str) -> None:
    page = visit.page
    page.goto(address)
    reel = page.get_by_role("region", name="Wide picture")
    reel.focus()
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    page.wait_for_function("document.querySelector('.reel').scrollLeft > 100")
