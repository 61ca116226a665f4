"""A documentary in Arabic: all is mirrored that has to be, and what is not in that writing keeps its own order."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import DESK, PHONE, Visit

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PAGES = (
    "index",
    "wall/index",
    "wall/easy/index",
    "key/index",
    "stairs/index",
    "end/index",
    "glossary/index",
    "sources/index",
)
FIRST_AND_LAST = """(element, words) => {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  for (let node; node = walker.nextNode();) {
    const at = node.data.indexOf(words);
    if (at < 0) continue;
    const place = index => { const range = document.createRange(); range.setStart(node, index);
      range.setEnd(node, index + 1); return range.getBoundingClientRect().x; };
    return [place(at), place(at + words.length - 1)];
  }
}"""


def open_page(page: Page, folder: Path, name: str) -> None:
    page.goto((folder / f"{name}.html").as_uri())


def box(element: Locator) -> dict[str, float]:
    found = element.first.bounding_box()
    assert found
    return {**found, "right": found["x"] + found["width"], "bottom": found["y"] + found["height"]}


def reads_from_left(element: Locator, words: str) -> bool:
    """Whether the first letter of these words stands left of their last."""
    first, last = element.first.evaluate(FIRST_AND_LAST, words)
    return bool(first < last)


@pytest.mark.parametrize(
    "visit", [{"viewport": {"width": 320, "height": 568}}, PHONE, DESK], ids=["320", "390", "1440"], indirect=True
)
def test_nothing_hangs_over_the_edge(visit: Visit, arabic: Path) -> None:
    for name in PAGES:
        open_page(visit.page, arabic, name)
        visit.page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
        hanging = visit.page.evaluate(
            "[document.documentElement.scrollWidth - innerWidth, document.body.getBoundingClientRect().x]"
        )
        assert hanging == [0, 0], name
        assert visit.page.locator("html").get_attribute("dir") == "rtl"
    assert visit.complaints == []


def test_the_interface_speaks_arabic(visit: Visit, arabic: Path) -> None:
    open_page(visit.page, arabic, "wall/index")
    expect(visit.page.locator(".opener .tab")).to_have_text("الفصل 1 من 3 · 3 دقائق")
    expect(visit.page.get_by_role("button", name="الفصول")).to_be_visible()
    expect(visit.page.locator(".seq").get_by_role("button", name="شغّل", exact=True)).to_be_visible()


def test_the_progress_line_grows_from_the_right(visit: Visit, arabic: Path) -> None:
    open_page(visit.page, arabic, "wall/index")
    visit.page.evaluate("scrollTo(0, document.documentElement.scrollHeight / 3)")
    visit.page.wait_for_function("document.querySelector('.run').getBoundingClientRect().width > 100")
    line = box(visit.page.locator(".run"))
    assert line["right"] == pytest.approx(1440, abs=1)
    assert 200 < line["width"] < 1200


def test_the_arrow_keys_turn_round(visit: Visit, arabic: Path) -> None:
    open_page(visit.page, arabic, "wall/index")
    visit.page.keyboard.press("ArrowLeft")
    visit.page.wait_for_url("**/stairs/**")
    visit.page.keyboard.press("ArrowRight")
    visit.page.wait_for_url("**/wall/**")


@pytest.mark.parametrize("visit", [PHONE, DESK], ids=["phone", "desk"], indirect=True)
def test_plates_stand_at_the_right_and_the_picture_behind_them(visit: Visit, arabic: Path) -> None:
    page = visit.page
    open_page(page, arabic, "wall/index")
    wide = page.viewport_size["width"] if page.viewport_size else 0
    for block in (".opener", ".next"):
        plate, picture = (box(page.locator(f"{block}{part}")) for part in (" .plate", " picture"))
        assert plate["right"] == pytest.approx(wide, abs=1)
        if wide > 900:
            assert plate["y"] < picture["bottom"] < plate["bottom"] + 1, block
        else:
            assert picture["bottom"] == pytest.approx(plate["y"], abs=1), block
            assert plate["width"] == pytest.approx(wide, abs=1)
    page.locator("button[popovertarget=menu]").click()
    menu = box(page.locator("#menu"))
    assert menu["x"] == pytest.approx(0, abs=2)
    assert menu["right"] <= wide + 1


def test_what_is_not_arabic_keeps_its_order(visit: Visit, arabic: Path) -> None:
    page = visit.page
    open_page(page, arabic, "wall/index")
    facts = page.locator(".facts dd")
    assert reads_from_left(facts.filter(has_text="m²"), "41\u00a0m²")
    assert reads_from_left(facts.filter(has_text="+33"), "+33\u00a01\u00a023\u00a045\u00a067\u00a089")
    assert not reads_from_left(facts.filter(has_text="€"), "640 € في الشهر")
    for cell in facts.all():
        assert cell.evaluate("element => getComputedStyle(element).textAlign") == "right"
    assert reads_from_left(page.locator("td", has_text="19"), "19\u00a0°C")
    for words in ("2025-02-10", "12\u00a0°C", "+33\u00a01\u00a098\u00a076\u00a054\u00a032"):
        assert reads_from_left(page.locator(".prose p", has_text="A-2025"), words), words
    assert reads_from_left(page.locator("pre"), "2023-03-01")
    line = page.locator("pre").first
    first, _ = line.evaluate(FIRST_AND_LAST, "2023-03-01")
    words, _ = line.evaluate(FIRST_AND_LAST, "رسالة أولى")
    assert first < words
    assert reads_from_left(page.locator("code", has_text="A-2025/17"), "A-2025/17")
    assert reads_from_left(page.locator(".seq .deck .time"), "0:00 / 0:56")
    address = page.locator(".address input")
    assert address.evaluate("element => getComputedStyle(element).direction") == "ltr"
    page.locator(".seq summary").first.click()
    assert reads_from_left(page.locator(".words p a").nth(1), "0:08")


def test_a_sequence_begins_at_the_right(visit: Visit, arabic: Path) -> None:
    page = visit.page
    open_page(page, arabic, "wall/index")
    sequence = page.locator("#nadia")
    first, last = box(sequence.locator(".marks li").first), box(sequence.locator(".marks li").last)
    assert first["x"] > last["right"] - 2
    sequence.get_by_role("slider").focus()
    for _ in range(4):  # five seconds each
        page.keyboard.press("ArrowLeft")
    page.wait_for_function("document.querySelector('#nadia audio').currentTime >= 15")
    expect(sequence.locator(".frames > li").nth(1)).to_be_visible()
    expect(sequence.locator(".frames > li").nth(0)).to_be_hidden()


def test_the_handle_of_a_comparison_goes_where_the_arrow_points(visit: Visit, arabic: Path) -> None:
    page = visit.page
    open_page(page, arabic, "wall/index")
    compare = page.locator(".compare")
    handle, second = compare.get_by_role("slider"), compare.locator("picture").nth(1)
    handle.focus()
    for _ in range(20):
        page.keyboard.press("ArrowLeft")
    expect(handle).to_have_value("70")
    # What was first is seen at the right, seven tenths of it; what came after begins left of there.
    assert second.evaluate("element => getComputedStyle(element).clipPath") == "inset(0px 70% 0px 0px)"


def test_dates_stand_right_of_what_happened(visit: Visit, arabic: Path) -> None:
    page = visit.page
    open_page(page, arabic, "wall/index")
    for event in page.locator(".timeline li").all():
        date, text = event.locator("b"), event.locator("span")
        assert date.evaluate(FIRST_AND_LAST, "20")[0] >= box(text)["right"]


@pytest.mark.parametrize("block", [".spots", ".map"])
def test_what_a_number_points_at_is_not_mirrored(visit: Visit, arabic: Path, block: str) -> None:
    page = visit.page
    open_page(page, arabic, "stairs/index")
    numbers = page.locator(f"{block} .under a")
    places = [box(number) for number in numbers.all()]
    under = box(page.locator(f"{block} .under"))
    middles = [(one["x"] + one["width"] / 2 - under["x"]) / under["width"] for one in places]
    if block == ".spots":
        assert middles == pytest.approx([0.33, 0.30, 0.78], abs=0.02)
    else:
        assert middles[0] < middles[1], "2.35 lies west of 2.40"
    lines = page.locator(f"{block} .told li")
    assert lines.count() == len(places)
    numbers.first.press("Enter")
    expect(page.locator(f"{block} .told li:target")).to_have_count(1)


def test_a_question_is_answered(visit: Visit, arabic: Path) -> None:
    page = visit.page
    open_page(page, arabic, "wall/index")
    quiz = page.locator(".quiz").first
    quiz.get_by_label("تسعة").check()
    quiz.get_by_role("button", name="تحقّق من جوابي").click()
    expect(quiz.locator("[aria-live]")).to_contain_text("هذا صحيح.")
    tick, words = box(quiz.locator("input").nth(1)), box(quiz.locator(".answers label span").nth(1))
    assert tick["x"] > words["x"]


def test_a_letter_is_set_as_it_is_written(visit: Visit, arabic: Path) -> None:
    page = visit.page
    open_page(page, arabic, "wall/index")
    letter = page.locator(".letter")
    letter.locator("summary").click()
    assert not reads_from_left(letter.locator("pre"), "البلدية،")
    subject, address = letter.locator("dd").nth(1), letter.locator("[dir=ltr]")
    first, last = address.evaluate(FIRST_AND_LAST, "town-hall@example.org")
    assert box(subject)["right"] - 12 < last < box(subject)["right"], "it begins where the subject does"
    assert first < last
