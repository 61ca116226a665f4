"""Mistakes of editors: each has its place and its remedy, all are told in one run, none is a traceback."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from tests.conftest import CAPTIONS, Project, picture, sound
from webdoc import build
from webdoc import project as reading
from webdoc.chapters import ChapterCache
from webdoc.model import Issue

DOOR = "---\ntitle: The door\n---\n\nText.\n"


def told(issues: tuple[Issue, ...], level: str = "error") -> list[tuple[str, str]]:
    return sorted((str(issue.source), issue.code) for issue in issues if issue.level == level)


MISTAKES: dict[str, tuple[dict[str, str | bytes], list[tuple[str, str]]]] = {
    "settings that are not YAML": (
        {"webdoc.yaml": "title: a: b\n", "chapters/01-a.md": DOOR},
        [("webdoc.yaml:1:9", "yaml-invalid")],
    ),
    "settings without a title": (
        {"webdoc.yaml": "subtitle: x\n", "chapters/01-a.md": DOOR},
        [("webdoc.yaml:1:1", "key-missing")],
    ),
    "empty settings": ({"webdoc.yaml": "", "chapters/01-a.md": DOOR}, [("webdoc.yaml:1:1", "key-missing")]),
    "settings that are not UTF-8": (
        {"webdoc.yaml": "title: Été\n".encode("cp1252"), "chapters/01-a.md": DOOR},
        [("webdoc.yaml:1:8", "not-utf8")],
    ),
    "an unknown key": (
        {"webdoc.yaml": "title: x\nsubtitel: y\n", "chapters/01-a.md": DOOR},
        [("webdoc.yaml:2:1", "key-unknown")],
    ),
    "a value of the wrong type": (
        {"webdoc.yaml": "title: x\nauthors: me\n", "chapters/01-a.md": DOOR},
        [("webdoc.yaml:2:10", "value-type")],
    ),
    "no chapter": ({}, [("chapters", "chapters-missing")]),
    "only drafts": (
        {"chapters/01-a.md": "---\ntitle: A\ndraft: true\n---\n\nText.\n"},
        [("chapters", "only-drafts")],
    ),
    "two chapters at one address": (
        {"chapters/01-door.md": DOOR, "chapters/02-door.md": DOOR},
        [("chapters/02-door.md", "address-twice")],
    ),
    "two chapters whose addresses differ by case": (
        {"chapters/01-door.md": DOOR, "chapters/02-b.md": "---\ntitle: B\nslug: Door\n---\n\nText.\n"},
        [("chapters/02-b.md:3:7", "address-twice")],
    ),
    "an address of the site's own": (
        {"chapters/01-media.md": DOOR},
        [("chapters/01-media.md", "address-reserved")],
    ),
    "a medium that is not there": (
        {"chapters/01-a.md": "---\ntitle: A\n---\n\n![x](dor.jpg)\n", "media/door.jpg": picture(64, 48)},
        [("chapters/01-a.md:5:6", "medium-missing")],
    ),
    "a cover that is not there": (
        {"chapters/01-a.md": "---\ntitle: A\ncover: no.jpg\n---\n\nText.\n"},
        [("chapters/01-a.md:3:8", "medium-missing")],
    ),
    "a picture that is a text": (
        {"chapters/01-a.md": "---\ntitle: A\n---\n\n![x](a.jpg)\n", "media/a.jpg": b"this is a text, not a picture"},
        [("media/a.jpg", "medium-mislabelled")],
    ),
    "an empty file": (
        {"chapters/01-a.md": "---\ntitle: A\n---\n\n![x](a.jpg)\n", "media/a.jpg": b""},
        [("media/a.jpg", "medium-empty")],
    ),
    "a sound where a picture is meant": (
        {"chapters/01-a.md": "---\ntitle: A\ncover: a.wav\n---\n\nText.\n", "media/a.wav": sound(0.2)},
        [("chapters/01-a.md:3:8", "medium-kind")],
    ),
    "a picture from another server": (
        {"chapters/01-a.md": "---\ntitle: A\n---\n\n![x](https://elsewhere.example/a.jpg)\n"},
        [("chapters/01-a.md:5:6", "medium-elsewhere")],
    ),
    "a chapter that is not UTF-8": (
        {"chapters/01-a.md": "---\ntitle: A\n---\n\nUn été\n".encode("latin-1")},
        [("chapters/01-a.md:5:4", "not-utf8")],
    ),
    "an unknown block": (
        {"chapters/01-a.md": "---\ntitle: A\n---\n\n::: qoute Ann\nYes.\n:::\n"},
        [("chapters/01-a.md:5:5", "block-unknown")],
    ),
    "a block that is never closed": (
        {"chapters/01-a.md": "---\ntitle: A\n---\n\n::: quote Ann\nYes.\n"},
        [("chapters/01-a.md:5:1", "block-unclosed")],
    ),
    "an unknown action": (
        {"chapters/01-a.md": "---\ntitle: A\n---\n\n::: action sing\n:::\n"},
        [("chapters/01-a.md:5:5", "action-unknown")],
    ),
    "a link to a chapter that is not there": (
        {"chapters/01-a.md": "---\ntitle: A\n---\n\nSee [b](02-b.md).\n"},
        [("chapters/01-a.md:5:9", "link-broken")],
    ),
    "a link to a place that is not there": (
        {"chapters/01-a.md": "---\ntitle: A\n---\n\nSee [b](02-b.md#x).\n", "chapters/02-b.md": DOOR},
        [("chapters/01-a.md:5:9", "anchor-missing")],
    ),
    "a picture after the end of the sound": (
        {
            "chapters/01-a.md": "---\ntitle: A\n---\n\n::: sequence v.wav\n\n0:00 ![a](a.jpg)\n0:09 ![b](a.jpg)\n:::\n",
            "media/a.jpg": picture(64, 48),
            "media/v.wav": sound(1),
        },
        [("chapters/01-a.md:8:11", "time-beyond")],
    ),
    "captions that end before they begin": (
        {
            "chapters/01-a.md": "---\ntitle: A\n---\n\n::: sound v.wav\ncaptions: v.vtt\n:::\n",
            "media/v.wav": sound(1),
            "media/v.vtt": "WEBVTT\n\n00:05.000 --> 00:01.000\nNo.\n",
        },
        [("media/v.vtt:3:15", "captions-time")],
    ),
    "a theme that is not there": (
        {"webdoc.yaml": "title: x\ntheme: constatt\n", "chapters/01-a.md": DOOR},
        [("webdoc.yaml:2:8", "theme-missing")],
    ),
    "an option of the theme that nobody could read": (
        {"webdoc.yaml": 'title: x\noptions:\n  accent: "#333333"\n  densty: open\n', "chapters/01-a.md": DOOR},
        [("webdoc.yaml:3:3", "contrast-low"), ("webdoc.yaml:4:3", "key-unknown")],
    ),
    "an option whose quotes were forgotten": (
        {"webdoc.yaml": "title: x\noptions:\n  accent: #FFD21E\n", "chapters/01-a.md": DOOR},
        [("webdoc.yaml:3:3", "value-type")],
    ),
    "a template with a mistake": (
        {
            "webdoc.yaml": "title: x\ntheme: own\n",
            "chapters/01-a.md": DOOR,
            "themes/own/theme.yaml": "name: own\nextends: constat\n",
            "themes/own/templates/chapter.html": "{% extends 'base.html' %}\n{% block main %}\n"
            "{{ page.titel }}\n{% endblock %}\n",
        },
        [("themes/own/templates/chapter.html:3:1", "template-error")],
    ),
    "a template that cannot be read": (
        {
            "webdoc.yaml": "title: x\ntheme: own\n",
            "chapters/01-a.md": DOOR,
            "themes/own/theme.yaml": "name: own\nextends: constat\n",
            "themes/own/templates/cover.html": "\n{% if %}\n",
        },
        [("themes/own/templates/cover.html:2:1", "template-error")],
    ),
    "a theme description that is not YAML": (
        {
            "webdoc.yaml": "title: x\ntheme: own\n",
            "chapters/01-a.md": DOOR,
            "themes/own/theme.yaml": "name: [\n",
        },
        [("themes/own/theme.yaml:1:7", "theme-missing")],
    ),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_has_its_place_and_leaves_the_last_site_alone(name: str, project: Project) -> None:
    files, expected = MISTAKES[name]
    root = project(files)
    (root / "build").mkdir()
    (root / "build" / "manifest.json").write_text(
        '{"generator": "webdoc", "files": [{"path": "index.html", "size": 4}]}'
    )
    (root / "build" / "index.html").write_text("last")
    done = build.build(root, jobs=1)
    assert told(done.issues) == expected
    assert done.failed
    assert (root / "build" / "index.html").read_text() == "last"
    assert not [path for path in root.iterdir() if path.name.startswith(".build")]
    for issue in done.issues:
        assert str(issue.message).endswith((".", "?")), issue.message


def test_everything_wrong_is_told_in_one_run(project: Project) -> None:
    root = project(
        {
            "webdoc.yaml": "title: x\nsubtitel: y\n",
            "chapters/01-a.md": "---\ntitle: A\nslugg: b\n---\n\n![x](no.jpg)\n\n::: qoute\nx\n:::\n",
            "chapters/02-b.md": b"---\ntitle: B\n---\n\n\xff\n",
            "media/media.yaml": "no.jpg: {credits: me}\n",
        }
    )
    assert told(reading.load(root).issues) == [
        ("chapters/01-a.md:3:1", "key-unknown"),
        ("chapters/01-a.md:6:6", "medium-missing"),
        ("chapters/01-a.md:8:5", "block-unknown"),
        ("chapters/02-b.md:5:1", "not-utf8"),
        ("media/media.yaml:1:10", "key-unknown"),
        ("webdoc.yaml:2:1", "key-unknown"),
    ]


def test_a_folder_without_settings_is_no_project(tmp_path: Path) -> None:
    loaded = reading.load(tmp_path)
    assert loaded.site is None
    assert told(loaded.issues) == [("webdoc.yaml", "project-missing")]


def test_a_file_beside_the_chapter_comes_before_one_in_media(project: Project) -> None:
    root = project(
        {
            "chapters/01-a.md": "---\ntitle: A\n---\n\n![x](a.jpg)\n",
            "chapters/a.jpg": picture(100, 80),
            "media/a.jpg": picture(60, 40),
        }
    )
    site = reading.load(root).site
    assert site is not None
    assert list(site.media) == ["chapters/a.jpg"]


def test_names_with_accents_spaces_and_capitals_are_found(project: Project) -> None:
    root = project(
        {
            "chapters/01-a.md": "---\ntitle: A\n---\n\n![x](<Été à l'usine.JPG>)\n\n![y](e\u0301cole.jpg)\n",
            "media/E\u0301te\u0301 à l'usine.JPG": picture(64, 48),
            "media/école.jpg": picture(64, 48),
        }
    )
    loaded = reading.load(root)
    assert told(loaded.issues) == []
    assert loaded.site is not None
    assert len(loaded.site.media) == 2


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_links_out_of_the_project_are_not_followed(project: Project, tmp_path: Path) -> None:
    root = project(
        {"chapters/01-a.md": "---\ntitle: A\n---\n\n![x](secret.jpg)\n\n![y](out/b.jpg)\n", "media/c.jpg": b"x"}
    )
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "b.jpg").write_bytes(picture(64, 48))
    (root / "media" / "secret.jpg").symlink_to(outside / "b.jpg")
    (root / "media" / "out").symlink_to(outside)
    (root / "media" / "loop").symlink_to(root / "media")
    loaded = reading.load(root)
    assert loaded.site is not None
    assert loaded.site.media == {}
    assert told(loaded.issues, "warning") == [("media/out", "link-outside"), ("media/secret.jpg", "link-outside")]


@pytest.mark.parametrize("src", ["../outside.jpg", "/etc/passwd", "media/../../x.jpg", "..%2f..%2fx.jpg", "a\\b.jpg"])
def test_a_path_that_leaves_the_project_finds_nothing(src: str, project: Project, tmp_path: Path) -> None:
    (tmp_path / "outside.jpg").write_bytes(picture(64, 48))
    (tmp_path / "x.jpg").write_bytes(picture(64, 48))
    root = project({"chapters/01-a.md": f"---\ntitle: A\n---\n\n::: photo {src}\nalt: x\n:::\n"})
    loaded = reading.load(root)
    assert loaded.site is not None
    assert loaded.site.media == {}
    assert any(issue.level == "error" for issue in loaded.issues)


def test_translations_are_one_documentary_each_and_what_is_missing_falls_back(project: Project) -> None:
    root = project(
        {
            "chapters/01-door.md": DOOR,
            "chapters/01-door.fr.md": "---\ntitle: La porte\n---\n\nTexte.\n",
            "chapters/02-roof.md": "---\ntitle: The roof\n---\n\nText.\n",
        }
    )
    loaded = reading.load(root)
    assert loaded.site is not None
    english, french = loaded.site.documentaries
    assert [chapter.title for chapter in english.chapters] == ["The door", "The roof"]
    assert [(chapter.title, chapter.lang) for chapter in french.chapters] == [("La porte", "fr"), ("The roof", "en")]
    assert told(loaded.issues, "warning") == [("chapters/02-roof.md", "translation-missing")]


@pytest.mark.parametrize(("drafts", "titles"), [(False, ["A"]), (True, ["A", "B"])])
def test_drafts_are_shown_only_when_asked_for(drafts: bool, titles: list[str], project: Project) -> None:
    ready, draft = "---\ntitle: A\n---\n\nText.\n", "---\ntitle: B\ndraft: true\n---\n\nText.\n"
    site = reading.load(project({"chapters/01-a.md": ready, "chapters/02-b.md": draft}), drafts=drafts).site
    assert site is not None
    assert [chapter.title for chapter in site.documentaries[0].chapters] == titles


def test_chapters_are_ordered_by_number_not_by_spelling(project: Project) -> None:
    root = project({f"chapters/{number}-c{number}.md": DOOR for number in (10, 9, 2, 1, 100)})
    site = reading.load(root).site
    assert site is not None
    assert [chapter.slug for chapter in site.documentaries[0].chapters] == ["c1", "c2", "c9", "c10", "c100"]


def test_captions_become_cues(project: Project) -> None:
    root = project(
        {
            "chapters/01-a.md": "---\ntitle: A\n---\n\n::: sound v.wav\ncaptions: v.en.vtt\n:::\n",
            "media/v.wav": sound(2),
            "media/v.en.vtt": CAPTIONS,
        }
    )
    site = reading.load(root).site
    assert site is not None
    assert [(cue.voice, cue.text) for cue in site.cues["media/v.en.vtt"]] == [
        ("Ann", "The door does not close."),
        ("", "It never did."),
    ]


def test_texts_that_are_not_written_so_any_more_are_let_go_of(tmp_path: Path) -> None:
    folder, texts = tmp_path / "chapters", {"chapters/01-a.md": b"---\ntitle: A\n---\n\nOne.\n"}

    def parse() -> None:
        ChapterCache(folder).parse({path: tmp_path / Path(path).name for path in texts}, "en", texts.get)

    parse()
    (kept,) = folder.iterdir()
    for number in range(300):
        old = folder / f"old{number:03}"
        old.write_bytes(b"x")
        os.utime(old, ns=(number, number))
    texts["chapters/02-b.md"] = b"---\ntitle: B\n---\n\nTwo.\n"
    parse()
    names = {path.name for path in folder.iterdir()}
    assert kept.name in names
    assert {name for name in names if name.startswith("old")} == {f"old{number:03}" for number in range(100, 300)}
    assert len(names) == 202


def test_a_chapter_is_read_again_whenever_its_file_may_be_another(project: Project) -> None:
    root = project({"chapters/01-a.md": "---\ntitle: One\n---\n\nText.\n", "chapters/02-b.md": "# B\n"})
    chapter = root / "chapters" / "01-a.md"

    def title() -> str:
        site = reading.load(root).site
        assert site is not None
        return site.documentaries[0].chapters[0].title

    assert title() == "One"
    facts = chapter.stat()
    with chapter.open("r+b") as file:  # in the same moment, of the same length, with its time put back
        file.write(b"---\ntitle: Two")
    os.utime(chapter, ns=(facts.st_atime_ns, facts.st_mtime_ns))
    assert title() == "Two"
    time.sleep(0.1)
    assert title() == "Two"
    other = root / "other.md"
    other.write_bytes(chapter.read_bytes().replace(b"Two", b"Six"))
    os.utime(other, ns=(facts.st_atime_ns, facts.st_mtime_ns))
    other.replace(chapter)
    assert title() == "Six"
    (root / ".webdoc" / "chapters.index").write_bytes(b"\xff nonsense")
    assert title() == "Six"
