"""What is taken over from the last build: only what has not changed, and all that has not."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from tests.conftest import Project
from webdoc import build, recall, stamp

CHAPTERS = 30
"""More than a menu shows."""


def chapter(number: int, title: str = "", text: str = "A little text.") -> str:
    return f"---\ntitle: {title or f'Chapter {number}'}\ndate: 2025-03-{number:02}\n---\n\n{text}\n"


def path(number: int) -> str:
    return f"chapters/{number:02}-c{number}.md"


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A documentary that was built once; tests work on copies of it."""
    root = tmp_path_factory.mktemp("recall") / "film"
    (root / "chapters").mkdir(parents=True)
    (root / "webdoc.yaml").write_text("title: Film\nbase_url: https://film.example/\nkit: false\nembed: false\n")
    for number in range(1, CHAPTERS + 1):
        (root / path(number)).write_text(chapter(number))
    (root / path(5)).write_text(chapter(5, text="See [what comes](06-c6.md).\n\n::: quote Marie\nWe stayed.\n:::"))
    assert not build.build(root, jobs=1).failed
    return root


def twin(root: Path, target: Path) -> Path:
    """The project elsewhere, with nothing remembered but what was drawn and encoded."""
    shutil.copytree(root, target, ignore=shutil.ignore_patterns("build", ".webdoc"))
    shutil.copytree(root / ".webdoc" / "store", target / ".webdoc" / "store")
    return target


@pytest.fixture
def film(first: Path, tmp_path: Path) -> Path:
    root = twin(first, tmp_path / "film")
    assert not build.build(root, jobs=1).failed
    return root


def inodes(root: Path) -> dict[str, int]:
    site = root / "build"
    return {one.relative_to(site).as_posix(): one.stat().st_ino for one in site.rglob("*") if one.is_file()}


def rewritten(root: Path) -> set[str]:
    """What the next build writes anew, but for media; after it all is as in a build from nothing."""
    before = inodes(root)
    done = build.build(root, jobs=1)
    assert not done.failed, done.issues
    after = inodes(root)
    cold = twin(root, root.parent / "cold")
    again = build.build(cold, jobs=1)
    assert (again.issues, again.pages, again.media) == (done.issues, done.pages, done.media)
    assert bytes_of(root) == bytes_of(cold)
    return {name for name, inode in after.items() if before.get(name) != inode and not name.startswith("media/")}


def bytes_of(root: Path) -> dict[str, bytes]:
    site = root / "build"
    return {one.relative_to(site).as_posix(): one.read_bytes() for one in site.rglob("*") if one.is_file()}


def pages(names: set[str]) -> set[int]:
    return {int(name[1:].partition("/")[0]) for name in names if name.startswith("c") and name.endswith("/index.html")}


def test_a_sentence_more_changes_its_own_chapter_alone(film: Path) -> None:
    (film / path(12)).write_text(chapter(12, text="A little text, and a word."))
    assert pages(rewritten(film)) == {12}


def test_a_new_title_is_seen_in_menus_at_neighbours_and_in_the_feed(film: Path) -> None:
    (film / path(2)).write_text(chapter(2, title="The roof"))
    changed = rewritten(film)
    # Menus hold 24 chapters: those near the end of the line do not show the second one.
    assert pages(changed) == set(range(1, 15))
    assert {"index.html", "feed.xml"} <= changed
    assert "The roof" in (film / "build" / "feed.xml").read_text("utf-8")
    assert "The roof" in (film / "build" / "c14" / "index.html").read_text("utf-8")


def test_a_link_follows_the_address_that_it_leads_to(film: Path) -> None:
    (film / path(6)).write_text(chapter(6).replace("---\n\n", "slug: moved\n---\n\n"))
    changed = rewritten(film)
    assert 5 in pages(changed)
    assert "../moved/index.html" in (film / "build" / "c5" / "index.html").read_text("utf-8")
    assert not (film / "build" / "c6").exists()


def test_what_is_longer_leaves_more_time_to_the_end(film: Path) -> None:
    (film / path(20)).write_text(chapter(20, text="Many words. " * 400))
    assert set(range(1, 20)) <= pages(rewritten(film))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("webdoc.yaml", "title: Other\nbase_url: https://film.example/\nkit: false\nembed: false\n"),
        ("themes/own/theme.yaml", "name: own\nextends: constat\n"),
    ],
)
def test_settings_and_themes_change_every_page(name: str, text: str, film: Path) -> None:
    (film / name).parent.mkdir(parents=True, exist_ok=True)
    (film / name).write_text(text)
    assert len(pages(rewritten(film))) == CHAPTERS


def test_a_page_that_somebody_changed_is_made_anew(film: Path) -> None:
    page = film / "build" / "c3" / "index.html"
    facts, own = page.stat(), page.read_bytes()
    page.write_bytes(own.replace(b"little", b"LITTLE"))
    os.utime(page, ns=(facts.st_atime_ns, facts.st_mtime_ns))
    build.build(film, jobs=1)
    assert page.read_bytes() == own


def test_what_was_told_is_told_again(film: Path) -> None:
    (film / path(9)).write_text(
        chapter(9, text="::: quote Marie\n" + "We stayed there all that night. " * 20 + "\n:::")
    )
    told = build.build(film, jobs=1).issues
    assert [issue.code for issue in told] == ["card-long"]
    (film / path(10)).write_text(chapter(10, text="Other."))
    assert build.build(film, jobs=1).issues == told


def test_a_derivative_that_is_gone_is_made_again(film: Path) -> None:
    card = next((film / ".webdoc" / "store").glob("card-*"))
    before = bytes_of(film)
    card.unlink()
    (film / path(10)).write_text(chapter(10))
    assert build.build(film, jobs=1).made == 1
    assert bytes_of(film) == before


def test_a_damaged_memory_is_no_memory(film: Path) -> None:
    (film / ".webdoc" / recall.NAME).write_bytes(b"\xff\x00nonsense")
    assert len(pages(rewritten(film))) == CHAPTERS


def test_a_file_that_changes_in_the_same_moment_is_seen(project: Project) -> None:
    root = project({"chapters/01-a.md": "---\ntitle: A\n---\n\nText.\n"})
    (root / ".webdoc").mkdir()
    told = stamp.sources(root)
    chapter = root / "chapters" / "01-a.md"
    facts = chapter.stat()
    stamp.keep(root, root / "build", told, stamp.Site({}), issues=(), pages=0, media=0)
    assert stamp.standing(root, root / "build", stamp.sources(root)) is not None
    with chapter.open("r+b") as file:
        file.write(b"---\ntitle: B")
    os.utime(chapter, ns=(facts.st_atime_ns, facts.st_mtime_ns))
    assert stamp.standing(root, root / "build", stamp.sources(root)) is None


def test_the_folder_of_the_site_before_is_used_again_whoever_was_there(film: Path) -> None:
    site, before = film / "build", film / ".build.last"
    folders = []
    for sentence in ("One.", "Two.", "Three."):
        (film / path(3)).write_text(chapter(3, text=sentence))
        assert not build.build(film, jobs=1).failed
        folders.append(site.stat().st_ino)
    assert folders[0] == folders[2] != folders[1] == before.stat().st_ino
    (before / "c3" / "index.html").write_text("by somebody")
    (before / "c4" / "index.html").unlink()
    (before / "more.html").write_text("by somebody")
    (film / path(3)).write_text(chapter(3, text="Four."))
    # The fourth is the very file that stands in the site, and something was done to it: better make it anew.
    assert pages(rewritten(film)) == {3, 4}
    assert site.stat().st_ino == folders[1]
    assert not list(film.glob(".build.n*"))
