"""The build: what is published, what is not, and that the old site stands until the new one is whole."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from tests.conftest import CAPTIONS, Project, picture, sound
from webdoc import build, output
from webdoc.errors import WebdocError

STORY: dict[str, str | bytes] = {
    "chapters/01-door.md": "---\ntitle: The door\ncover: a.jpg\n---\n\nSee [the roof](02-roof.md#tap).\n\n![A](a.jpg)\n"
    "\n::: sequence v.wav\ncaptions: v.en.vtt\n\n0:00 ![A](a.jpg)\n:::\n",
    "chapters/02-roof.md": "---\ntitle: The roof\n---\n\n## Tap\n\nText with an ![inline](a.jpg) picture.\n",
    "chapters/03-draft.md": "---\ntitle: Not yet\ndraft: true\n---\n\nSecret.\n",
    "media/v.wav": sound(2),
    "media/v.en.vtt": CAPTIONS,
    "media/unused.jpg": b"never looked at",
}


@pytest.fixture
def story(project: Project) -> Path:
    return project({**STORY, "media/a.jpg": picture(700, 467)})


class Links(HTMLParser):
    """Every address that a page holds."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.ids: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in ("href", "src", "poster") and value is not None:
                self.found.append(value)
            elif name == "srcset" and value:
                self.found += [part.split()[0] for part in value.split(",")]
            elif name == "id" and value:
                self.ids.add(value)


def links_of(path: Path) -> Links:
    parser = Links()
    parser.feed(path.read_text("utf-8"))
    return parser


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.slow
def test_every_local_link_of_every_page_leads_to_a_file(story: Path) -> None:
    assert not build.build(story, jobs=1).failed
    site = story / "build"
    pages = sorted(site.rglob("*.html"))
    assert len(pages) > 5
    for page in pages:
        if page.name == "404.html":
            continue
        for link in links_of(page).found:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            target = (page.parent / unquote(parts.path)).resolve() if parts.path else page
            assert target.is_file(), f"{page.relative_to(site)} links to {link}"
            if parts.fragment and target.suffix == ".html":
                assert unquote(parts.fragment) in links_of(target).ids, f"{page.name} links to {link}"


@pytest.mark.slow
def test_only_what_a_chapter_shows_is_published(story: Path) -> None:
    assert not build.build(story, jobs=1).failed
    published = tree(story / "build")
    assert not [
        name for name in published if "unused" in name or "draft" in name or name.endswith((".wav", ".md", ".yaml"))
    ]
    assert not any(b"Secret" in data for data in published.values())
    originals = {(story / "media" / name).read_bytes() for name in ("a.jpg", "v.wav")}
    assert originals.isdisjoint(published.values())


@pytest.mark.slow
def test_a_second_build_makes_nothing_and_changes_nothing(story: Path) -> None:
    first = build.build(story, jobs=1)
    before = tree(story / "build")
    second = build.build(story, jobs=1)
    assert (first.made, second.made) == (first.media, 0)
    assert tree(story / "build") == before


@pytest.mark.slow
def test_a_chapter_that_is_gone_is_gone_from_the_site(story: Path) -> None:
    build.build(story, jobs=1)
    (story / "chapters" / "02-roof.md").unlink()
    (story / "chapters" / "01-door.md").write_text("---\ntitle: The door\n---\n\nAlone.\n")
    assert not build.build(story, jobs=1).failed
    assert not (story / "build" / "roof").exists()
    left = list((story / "build" / "media").iterdir())
    assert {path.name[:5] for path in left} == {"card-"}  # of type alone


def test_what_others_put_into_the_folder_is_carried_over(project: Project) -> None:
    root = project({"chapters/01-a.md": "---\ntitle: A\n---\n\nText.\n"})
    build.build(root)
    (root / "build" / "CNAME").write_text("film.example")
    (root / "build" / ".well-known").mkdir()
    (root / "build" / ".well-known" / "x").write_text("y")
    build.build(root)
    assert (root / "build" / "CNAME").read_text() == "film.example"
    assert (root / "build" / ".well-known" / "x").read_text() == "y"


def test_a_folder_that_webdoc_did_not_make_is_not_touched(project: Project) -> None:
    root = project({"chapters/01-a.md": "---\ntitle: A\n---\n\nText.\n"})
    (root / "build").mkdir()
    (root / "build" / "thesis.odt").write_text("years of work")
    with pytest.raises(WebdocError, match="did not make"):
        build.build(root)
    assert (root / "build" / "thesis.odt").read_text() == "years of work"


@pytest.mark.parametrize("out", [".", "..", "chapters", "media/site", ".webdoc/x"])
def test_the_site_cannot_be_written_over_the_sources(out: str, project: Project) -> None:
    root = project({"chapters/01-a.md": "---\ntitle: A\n---\n\nText.\n"})
    before = tree(root)
    with pytest.raises(WebdocError):
        build.build(root, (root / out).resolve())
    assert tree(root) == before


def test_two_builds_at_once_do_not_mix(project: Project) -> None:
    root = project({"chapters/01-a.md": "---\ntitle: A\n---\n\nText.\n"})
    with output.lock(root / ".webdoc"), pytest.raises(WebdocError, match="Another build"):
        build.build(root)
    assert not build.build(root).failed


def test_a_damaged_picture_is_named_and_the_old_site_stands(story: Path) -> None:
    build.build(story, jobs=1)
    before = tree(story / "build")
    whole = (story / "media" / "a.jpg").read_bytes()
    (story / "media" / "a.jpg").write_bytes(whole[: len(whole) // 2])
    done = build.build(story, jobs=1)
    assert done.failed
    assert {issue.source.path for issue in done.issues if issue.level == "error"} == {"media/a.jpg"}
    assert tree(story / "build") == before


def test_a_build_into_a_place_that_cannot_be_written_says_so(project: Project) -> None:
    root = project({"chapters/01-a.md": "---\ntitle: A\n---\n\nText.\n"})
    (root / "file").write_text("x")
    with pytest.raises(WebdocError):
        build.build(root, root / "file" / "site")
    assert not list(root.glob(".site*"))


def test_the_crash_between_two_renames_is_mended(tmp_path: Path) -> None:
    old = tmp_path / ".build.old"
    old.mkdir()
    (old / "index.html").write_text("old")
    output.recover(tmp_path / "build")
    assert (tmp_path / "build" / "index.html").read_text() == "old"
    assert not old.exists()


def test_the_same_sources_give_the_same_bytes_elsewhere(project: Project, tmp_path: Path) -> None:
    import shutil

    root = project(
        {"chapters/01-été.md": "---\ntitle: Été\n---\n\nText.\n", "chapters/02-b.md": "---\ntitle: B\n---\n\nB.\n"}
    )
    shutil.copytree(root, tmp_path / "elsewhere")
    build.build(root)
    environment = {**os.environ, "TZ": "Asia/Tokyo", "LC_ALL": "C", "PYTHONHASHSEED": "7"}
    command = [sys.executable, "-m", "webdoc", "build", "--project", str(tmp_path / "elsewhere")]
    subprocess.run(command, env=environment, check=True, capture_output=True)
    assert tree(root / "build") == tree(tmp_path / "elsewhere" / "build")


def test_without_a_base_url_there_are_no_absolute_addresses(project: Project) -> None:
    root = project({"webdoc.yaml": "title: x\n", "chapters/01-a.md": "---\ntitle: A\n---\n\nText.\n"})
    done = build.build(root)
    assert [issue.code for issue in done.issues] == ["base-url-missing"]
    page = (root / "build" / "a" / "index.html").read_text("utf-8")
    assert "og:url" not in page
    assert "canonical" not in page


def test_text_from_editors_is_never_html(project: Project) -> None:
    evil = "<script>alert(1)</script>\"'&{{ 1009*1013 }}"
    yaml = evil.replace('"', '\\"')
    root = project(
        {
            "webdoc.yaml": f'title: "{yaml}"\nsubtitle: "{yaml}"\nsummary: "{yaml}"\nbase_url: https://film.example/\n'
            f'authors: ["{yaml}"]\ncredits: [{{role: "{yaml}", name: "{yaml}"}}]\n'
            f'actions: {{a: {{kind: write, title: "{yaml}", text: "{yaml}", label: "{yaml}", body: "{yaml}",'
            " email: a@b.example}}\n",
            "chapters/01-a.md": f'---\ntitle: "{yaml}"\nsummary: "{yaml}"\nplace: "{yaml}"\n'
            f'facts: {{"{yaml}": "{yaml}"}}\n---\n\n'
            f"::: quote {evil}\nText.\n:::\n\n::: number {evil}\nText.\n:::\n\n::: note {evil}\nText.\n:::\n",
        }
    )
    done = build.build(root)
    assert not done.failed, done.issues
    for page in (root / "build").rglob("*.html"):
        text = page.read_text("utf-8")
        assert "<script>alert" not in text
        assert "1022117" not in text
        data = re.findall(r'<script type="application/ld\+json">([^<>]*)</script>', text)
        assert text.count("<script") == text.count("<script src=") + len(data)
        assert all(json.loads(one)["@context"] == "https://schema.org" for one in data)
        assert len(data) == (page.name != "404.html" and not {"embed", "pass-it-on"} & {*page.parts})
