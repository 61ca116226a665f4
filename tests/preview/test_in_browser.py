"""The preview in a real browser: what is saved is there in place, what is heard goes on, the panel says what to do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Project, picture, sound
from tests.preview.conftest import Served
from webdoc.preview.state import State

pytestmark = pytest.mark.browser

LONG = "\n\n".join(f"Paragraph {number} of a long chapter, which says nothing else." for number in range(40))
CHAPTER = (
    f"---\ntitle: The door\n---\n\nFirst words.\n\n![A wall](a.jpg)\n\n{LONG}\n\n::: sound v.wav\n:::\n\nLast words.\n"
)
PANEL = "document.querySelector('webdoc-preview').shadowRoot"
Save = Callable[[str], None]


@pytest.fixture
def root(project: Project) -> Path:
    return project(
        {
            "chapters/01-door.md": CHAPTER,
            "chapters/02-roof.md": "---\ntitle: The roof\n---\n\nRain.\n",
            "media/a.jpg": picture(700, 467),
            "media/b.jpg": picture(600, 400),
            "media/v.wav": sound(20, 8000),
        }
    )


class Open:
    """A page of the preview that is open."""

    def __init__(self, page: Any, state: State, root: Path) -> None:
        self.page = page
        self.state = state
        self.root = root

    def begin(self) -> None:
        """Load the page, as the project is now."""
        address = self.page.url
        # The page that is open would follow the project by itself, and load at the same moment.
        self.page.goto("about:blank")
        self.state.refresh()
        self.page.goto(address)
        self.page.evaluate("window.same = true")

    def save(self, text: str, name: str = "chapters/01-door.md") -> None:
        """Save a file, as the preview hears of it."""
        (self.root / name).write_text(text)
        self.state.refresh()

    def shows(self, text: str) -> None:
        self.page.wait_for_function("text => document.body.innerText.includes(text)", arg=text)

    def panel(self, what: str) -> Any:
        return self.page.evaluate(f"{PANEL}.{what}")

    def says(self, text: str) -> None:
        self.page.wait_for_function(f"text => {PANEL}.textContent.includes(text)", arg=text)


@pytest.fixture
def opened(root: Path, served: Served, chromium: Any) -> Iterator[Open]:
    state, address = served(root)
    context = chromium.new_context(viewport={"width": 1200, "height": 800})
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto(f"{address}door/index.html")
    page.wait_for_function("document.querySelector('webdoc-preview').shadowRoot.styleSheets.length")
    page.evaluate("window.same = true")
    yield Open(page, state, root)
    context.close()
    assert wrong == []


def test_text_changes_in_place_while_the_page_stays_where_it_is_and_the_voice_goes_on(opened: Open) -> None:
    page = opened.page
    page.evaluate("document.querySelector('audio').play()")
    page.wait_for_function("document.querySelector('audio').currentTime > .3")
    reader = "[...document.querySelectorAll('main p')].find(one => one.textContent.includes('Paragraph 12'))"
    page.evaluate(f"{reader}.scrollIntoView({{block: 'center', behavior: 'instant'}})")
    before = page.evaluate(f"{reader}.getBoundingClientRect().top")
    changed = CHAPTER.replace("First words.", "First words.\n\nA new paragraph.\n\nAnother one.")
    opened.save(changed.replace("Paragraph 3 ", "Paragraph *three* "))
    opened.shows("A new paragraph.")
    opened.shows("Paragraph three ")
    assert page.evaluate("window.same") is True
    assert abs(page.evaluate(f"{reader}.getBoundingClientRect().top") - before) < 2
    assert page.evaluate("!document.querySelector('audio').paused && document.querySelector('audio').currentTime > .3")
    opened.save(CHAPTER)
    page.wait_for_function("!document.body.innerText.includes('A new paragraph.')")
    assert page.evaluate("window.same && !document.querySelector('audio').paused")
    assert text_of(page) == text_of_a_fresh(page)


def text_of(page: Any) -> str:
    return str(page.evaluate("document.querySelector('main').innerText"))


def text_of_a_fresh(page: Any) -> str:
    other = page.context.new_page()
    other.goto(page.url)
    found = text_of(other)
    other.close()
    return found


def test_a_photograph_that_is_put_before_another_leaves_that_one_alone(opened: Open) -> None:
    page = opened.page
    page.evaluate("document.querySelector('main figure img').mine = true")
    opened.save(CHAPTER.replace("First words.", "First words.\n\n![The other](b.jpg)"))
    page.wait_for_function("document.querySelector('main figure img').alt === 'The other'")
    assert page.evaluate("window.same")
    pictures = "[...document.querySelectorAll('main figure img')].map(one => [one.alt, one.mine])"
    assert page.evaluate(pictures)[:2] == [["The other", None], ["A wall", True]]
    # The theme's script works on what has come: it grows as large as the screen.
    page.evaluate("document.querySelector('main figure [data-large]').click()")
    page.wait_for_function("document.querySelector('dialog').open")


def test_a_style_is_swapped_alone(opened: Open) -> None:
    page, root = opened.page, opened.root
    own = root / "themes" / "own" / "static"
    own.mkdir(parents=True)
    (own.parent / "theme.yaml").write_text("name: own\nextends: constat\n")
    (own / "theme.css").write_text("h1{color:rgb(1,2,3)}")
    (root / "webdoc.yaml").write_text("title: A film\ntheme: own\n")
    opened.begin()
    colour = "getComputedStyle(document.querySelector('h1')).color"
    assert page.evaluate(colour) == "rgb(1, 2, 3)"
    page.evaluate("document.querySelector('audio').play()")
    opened.save("h1{color:rgb(4,5,6)}", "themes/own/static/theme.css")
    page.wait_for_function(f"{colour} === 'rgb(4, 5, 6)'")
    assert page.evaluate("window.same && !document.querySelector('audio').paused")


def test_a_voice_that_comes_is_played_by_the_script_of_the_theme(opened: Open) -> None:
    page = opened.page
    page.evaluate("document.querySelector('audio').play()")
    page.wait_for_function("document.querySelector('audio').currentTime > .3")
    opened.save(CHAPTER + "\n::: sound v.wav\n:::\n")
    page.wait_for_function("document.querySelectorAll('[data-player] .play:not([hidden])').length === 2")
    assert page.evaluate("window.same") is None
    page.wait_for_function("document.querySelector('audio').currentTime > .3")


def test_a_mistake_lies_over_the_last_good_page_and_goes_when_it_is_mended(opened: Open) -> None:
    opened.save(CHAPTER.replace("First words.", "First words.\n\n![x](no.jpg)\n\n<b onclick=x>"))
    opened.says("to mend before it can be published")
    assert opened.panel("querySelector('details').open")
    assert "chapters/01-door.md:" in opened.panel("textContent")
    assert "when it was last right" in opened.panel("textContent")
    opened.shows("Last words.")
    # Another chapter is as it is now all the same.
    opened.save("---\ntitle: The roof\n---\n\nSnow.\n", "chapters/02-roof.md")
    opened.page.goto(opened.page.url.replace("door", "roof"))
    opened.shows("Snow.")
    assert not opened.panel("querySelector('details').open")
    link = opened.page.locator("webdoc-preview .elsewhere a")
    opened.page.locator("webdoc-preview summary").click()
    assert link.inner_text() == "The door"
    link.click()
    opened.says("chapters/01-door.md:")
    opened.save(CHAPTER)
    opened.page.wait_for_function(f"!{PANEL}.textContent.includes('to mend before')")
    opened.shows("First words.")


def test_the_panel_is_folded_and_walked_through_by_keys(opened: Open) -> None:
    page = opened.page
    opened.save(CHAPTER.replace("First words.", "![x](no.jpg)"))
    opened.says("to mend before it can be published")
    details = page.locator("webdoc-preview details")
    page.locator("webdoc-preview summary").focus()
    page.keyboard.press("Enter")
    assert not details.evaluate("it => it.open")
    # Folded away it stays, whatever else is saved, until there is another mistake.
    opened.save(CHAPTER.replace("First words.", "![x](no.jpg)\n\nMore."))
    page.wait_for_timeout(300)
    assert not details.evaluate("it => it.open")
    page.keyboard.press("Space")
    assert details.evaluate("it => it.open")
    names = []
    for _ in range(3):
        page.keyboard.press("Tab")
        names.append(page.evaluate(f"{PANEL}.activeElement.className"))
    assert names == ["inside", "place", "see"]
    page.keyboard.press("Escape")
    assert not details.evaluate("it => it.open")
    assert page.evaluate(f"{PANEL}.activeElement.localName") == "summary"


def test_pages_in_several_browsers_keep_step(opened: Open, chromium: Any) -> None:
    with chromium.new_context(viewport={"width": 390, "height": 844}) as phone:
        other = phone.new_page()
        other.goto(opened.page.url)
        opened.save(CHAPTER.replace("First words.", "Seen on both."))
        opened.shows("Seen on both.")
        other.wait_for_function("document.body.innerText.includes('Seen on both.')")
        assert other.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_chapter_that_gets_another_address_is_followed_there(opened: Open) -> None:
    opened.save(CHAPTER.replace("title: The door", "title: The door\nslug: gate"))
    opened.page.wait_for_url("**/gate/index.html")
    opened.shows("First words.")


def test_what_comes_when_nothing_could_be_shown_comes_by_itself(
    project: Project, served: Served, chromium: Any
) -> None:
    root = project({"webdoc.yaml": "titel: x\n", "chapters/01-door.md": CHAPTER.replace("![A wall](a.jpg)", "")})
    (root / "media").mkdir()
    (root / "media" / "v.wav").write_bytes(sound(1))
    state, address = served(root)
    with chromium.new_context() as context:
        page = context.new_page()
        page.goto(address)
        assert "webdoc.yaml:1:1" in page.inner_text("main")
        (root / "webdoc.yaml").write_text("title: A film\n")
        state.refresh()
        page.wait_for_function("document.title.includes('A film')")
