"""Posters and leaflets as a browser prints them: one sheet, A4, and a code that leads where it should."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, expect

from tests.browser.conftest import PHONE, Visit, stir

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

UPRIGHT, ASIDE = (210, 297), (297, 210)


def printed(browser: Browser, path: Path) -> Iterator[tuple[tuple[int, int], Image.Image]]:
    """The pages of the PDF that a browser makes of a page: millimetres, and how it looks at 150 dots an inch."""
    page = browser.new_page()
    page.goto(path.as_uri())
    data = page.pdf(prefer_css_page_size=True, print_background=True)
    page.close()
    document = pypdfium2.PdfDocument(io.BytesIO(data))
    for sheet in document:
        width, height = sheet.get_size()
        yield (
            (round(width / 72 * 25.4), round(height / 72 * 25.4)),
            sheet.render(scale=150 / 72).to_pil().convert("RGB"),
        )
    document.close()


@pytest.mark.parametrize(
    ("name", "leads"),
    [
        ("pass-it-on/poster", "https://six-doors.example/?via=documentary.poster"),
        ("fr/pass-it-on/poster/hotel", "https://six-doors.example/fr/hotel/?via=hotel.poster"),
    ],
)
def test_a_poster_is_one_sheet_with_a_code_that_leads_there(
    name: str, leads: str, chromium: Browser, demo: Path
) -> None:
    ((size, picture),) = printed(chromium, demo / name / "index.html")
    assert size == UPRIGHT
    assert [one.text for one in zxingcpp.read_barcodes(picture)] == [leads]
    # Paper printed to its edges: the photograph above, and the theme's own ground below, which is not white.
    assert picture.getpixel((4, 4)) != (255, 255, 255)
    assert picture.getpixel((4, picture.height - 4)) == (241, 243, 242)


def test_a_phone_is_given_what_it_shows_and_paper_what_there_is(chromium: Browser, demo: Path) -> None:
    context = chromium.new_context(**PHONE, device_scale_factor=2)
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto((demo / "pass-it-on" / "leaflet" / "index.html").as_uri(), wait_until="networkidle")
    shown = [url for url in asked if "/media/" in url]
    assert len(shown) >= 2
    assert [url for url in shown if not re.search(r"-(480|800)-\w+\.avif$", url)] == []
    document = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True, print_background=True))
    outside, inside = (
        [one.get_px_size() for one in sheet.get_objects() if isinstance(one, pypdfium2.PdfImage)] for sheet in document
    )
    context.close()
    document.close()
    assert max(outside) == (2400, 1600), "the front, half of A4"
    assert len(inside) == 6, "those that wait below the screen as well"
    assert min(inside) >= (480, 320), "36 mm at 300 dots an inch"


def test_a_leaflet_is_two_sides_with_the_code_on_its_back(chromium: Browser, demo: Path) -> None:
    sides = list(printed(chromium, demo / "pass-it-on" / "leaflet" / "index.html"))
    assert [size for size, _ in sides] == [ASIDE, ASIDE]
    (code,) = zxingcpp.read_barcodes(sides[0][1])
    assert code.text == "https://six-doors.example/?via=documentary.leaflet"
    assert code.position.top_left.x < sides[0][1].width / 2, "the back is the left half, outside"


def test_an_arabic_leaflet_is_folded_the_other_way(chromium: Browser, arabic: Path) -> None:
    sides = list(printed(chromium, arabic / "pass-it-on" / "leaflet" / "index.html"))
    assert [size for size, _ in sides] == [ASIDE, ASIDE]
    (code,) = zxingcpp.read_barcodes(sides[0][1])
    assert code.position.top_left.x > sides[0][1].width / 2


def test_photographs_of_a_leaflet_give_way_to_words(visit: Visit, arabic: Path) -> None:
    visit.page.goto((arabic / "pass-it-on" / "leaflet" / "index.html").as_uri())
    inside = visit.page.locator(".fold:has(.doors)")
    high = "one => [one.querySelector('img').clientHeight, one.scrollHeight - one.clientHeight]"
    (before, over) = inside.evaluate(high)
    assert 100 < before <= 129, "34 mm, or a little less with the letters of this system"
    assert over == 0
    inside.evaluate("""one => {
      one.querySelector('ol').append(one.querySelector('li').cloneNode(true));
      for (const words of one.querySelectorAll('p')) words.textContent += words.textContent.repeat(3);
    }""")
    (after, over) = inside.evaluate(high)
    assert 40 < after < before - 20
    assert over == 0, "no word is cut off"


def test_a_visitor_finds_the_kit_and_copies_a_text(visit: Visit, site: str) -> None:
    page = visit.page
    visit.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{site}end/index.html")
    page.get_by_role("link", name="Texts, pictures, posters to pass it on").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Pass it on")
    page.wait_for_load_state()
    stir(page)
    page.get_by_role("button", name="Copy the text").first.click()
    copied = page.evaluate("navigator.clipboard.readText()").replace("\r\n", "\n")
    assert copied == page.locator(".post textarea").first.input_value()
    with page.expect_download() as download:
        page.get_by_role("link", name="All of it in one file").click()
    assert download.value.suggested_filename == "six-doors.zip"
    assert visit.complaints == []
