"""From the disk, without script, without network: every word, picture, sound, video and link of the sources is reached.

What is expected is read from the chapters' own text by `sources`, which shares nothing with webdoc.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

import av
import pytest
import yaml
from playwright.sync_api import Browser

from tests.browser import sources
from tests.browser.conftest import ROOT
from webdoc.verify import browser
from webdoc.verify.pages import Reading

pytestmark = [pytest.mark.browser, pytest.mark.slow]

CHAPTERS = sorted(path.name for path in (ROOT / "chapters").glob("*.md"))
SETTINGS = yaml.safe_load((ROOT / "webdoc.yaml").read_text("utf-8"))


@dataclass
class Reached:
    """What a visitor gets of one page, in words and names of files."""

    words: Counter[str]
    described: str
    addresses: set[str]
    pictures: set[str]
    media: set[str]


@pytest.fixture(scope="module")
def walked(chromium: Browser, demo: Path) -> dict[str, Reached]:
    """Every page that links lead to from the cover, by its place in the folder."""
    pages = [path.relative_to(demo).as_posix() for path in sorted(demo.rglob("*.html")) if path.name != "404.html"]
    opened = browser.walk(chromium, demo, pages)
    assert [one for name in pages for one in browser.findings_of(name, opened[name])] == []
    waiting, found = ["index.html"], {}
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        found[name] = reached(opened[name])
        for address in sorted(found[name].addresses):
            path = Path(unquote(urlsplit(address).path))
            if address.startswith("file:") and path.suffix == ".html" and path.is_relative_to(demo):
                waiting.append(path.relative_to(demo).as_posix())
    return found


def reached(page: browser.Reached) -> Reached:
    return Reached(
        words=Counter(sources.tokens(page.text)),
        described=" ".join(sources.tokens(page.described)),
        addresses=set(page.addresses),
        pictures={Path(urlsplit(url).path).name for url in page.pictures},
        media={unquote(urlsplit(url).path) for url in page.media},
    )


def page_of(chapter: str) -> str:
    """Where a chapter stands: ``fr/damp/index.html`` for ``01-damp.fr.md``."""
    name, *rest = chapter.removesuffix(".md").split("-", 1)[1].split(".")
    language = next((part for part in rest if part != "easy"), "en")
    parts = ([] if language == "en" else [language]) + [name] + (["easy"] if "easy" in rest else [])
    return "/".join([*parts, "index.html"])


def words_of_actions(names: set[str], language: str) -> tuple[Counter[str], set[str]]:
    """What is said of these actions, and where they lead."""
    words, addresses = Counter[str](), set()
    for name in names:
        action = {**SETTINGS["actions"][name], **SETTINGS["languages"][language].get("actions", {}).get(name, {})}
        for key in ("title", "text", "label", "subject", "body"):
            words |= Counter(sources.tokens(action.get(key, "")))
        addresses.add(action["url"])
    return words, addresses


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_every_word_of_a_chapter_is_read(chapter: str, walked: dict[str, Reached]) -> None:
    told, page = sources.read(ROOT / "chapters" / chapter), walked[page_of(chapter)]
    assert sum(told.words.values()) > 50
    assert told.words - page.words == Counter()
    for one in told.described:
        assert " ".join(sources.tokens(one)) in page.described, one


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_every_picture_and_sound_of_a_chapter_is_there(chapter: str, walked: dict[str, Reached]) -> None:
    told, page = sources.read(ROOT / "chapters" / chapter), walked[page_of(chapter)]
    for name in sorted(told.files):
        # What is made of river.jpg is called river-1600-3f9a1c2b.avif, of a sound river-3f9a1c2b.opus.
        made, kind = re.compile(re.escape(Path(name).stem) + r"-(\d+-)?[0-9a-f]{8}\.\w+"), Path(name).suffix
        if kind == ".jpg":
            assert any(made.fullmatch(picture) for picture in page.pictures), name
        elif kind in (".mp3", ".wav", ".mp4"):
            offered = [path for path in page.media if made.fullmatch(Path(path).name)]
            assert offered, name
            for path in offered:
                assert seconds(path) == pytest.approx(seconds(ROOT / "media" / name), abs=0.2), path


def seconds(path: str | Path) -> float:
    """How long a sound or video lasts, by its own header."""
    with av.open(str(path)) as container:
        return float((container.duration or 0) / av.time_base)


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_every_sentence_that_is_heard_can_be_read(chapter: str, walked: dict[str, Reached]) -> None:
    told, page = sources.read(ROOT / "chapters" / chapter), walked[page_of(chapter)]
    captions = [name for name in told.files if name.endswith((".vtt", ".srt"))]
    assert captions
    spoken = sum((Counter(sources.tokens(sources.said(ROOT / "media" / name))) for name in captions), Counter[str]())
    assert spoken - page.words == Counter()


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_every_link_of_a_chapter_leads_on(chapter: str, demo: Path, walked: dict[str, Reached]) -> None:
    told, name = sources.read(ROOT / "chapters" / chapter), page_of(chapter)
    page = walked[name]
    language = "fr" if ".fr" in chapter else "en"
    words, addresses = words_of_actions(told.actions, language)
    assert words - page.words == Counter()
    assert (told.addresses | addresses) - page.addresses == set()
    for other in told.chapters:
        assert (demo / page_of(Path(other).name)).as_uri() in {url.split("#")[0] for url in page.addresses}, other


def test_every_address_in_pages_sheets_and_archives_leads_to_a_file(demo: Path) -> None:
    names = {path.relative_to(demo).as_posix() for path in demo.rglob("*") if path.is_file()}
    assert Reading(names, lambda name: (demo / name).read_bytes()).check() == []
    assert any(name.endswith(".zip") for name in names)


def test_no_page_stands_alone(demo: Path, walked: dict[str, Reached]) -> None:
    pages = {path.relative_to(demo).as_posix() for path in demo.rglob("*.html")}
    # What is shown for a wrong address is linked from nowhere, nor are sequences for the frames of other sites.
    frames = {name for name in pages if re.search(r"/embed/[^/]+/index\.html$", name)}
    assert pages - {"404.html"} - frames == set(walked)
    assert {page_of(chapter) for chapter in CHAPTERS} <= pages


@pytest.mark.parametrize("language", ["en", "fr"])
def test_what_is_told_of_the_whole_is_read_on_cover_and_end(language: str, walked: dict[str, Reached]) -> None:
    folder = "" if language == "en" else f"{language}/"
    own = SETTINGS["languages"][language]
    read = walked[f"{folder}index.html"].words + walked[f"{folder}end/index.html"].words
    told = sources.Told()
    for key in ("title", "subtitle", "summary", "about", "credits"):
        for text in sources.flat(own.get(key, SETTINGS[key])):
            told.say(text)
    words, addresses = words_of_actions(set(SETTINGS["actions"]), language)
    told.words["role"] = told.words["name"] = 0
    assert told.words + words - read == Counter()
    assert addresses <= walked[f"{folder}end/index.html"].addresses
    assert told.addresses <= walked[f"{folder}index.html"].addresses | walked[f"{folder}end/index.html"].addresses
