"""Ambient sound: an editor names it for a chapter or a scene; it is made like any sound and reached without script."""

from __future__ import annotations

import io
import re
import wave
from pathlib import Path

import pytest

from tests.conftest import Project, picture, sound
from webdoc import build
from webdoc import project as projects
from webdoc.build import Prepared

CHAPTER = """---
title: The door
cover: door.jpg
ambient: rain.wav
ambient_alt: Rain, at night
---

Text.

::: scene door.jpg
alt: A door
ambient: steps.wav

One step.
:::
"""
NOTES = "steps.wav:\n  alt: Somebody climbs\n  credit: Ann Example\n"


def silence(seconds: float = 1.0) -> bytes:
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(22_050)
        file.writeframes(bytes(2 * int(22_050 * seconds)))
    return out.getvalue()


def film(project: Project, chapter: str = CHAPTER, **more: bytes) -> Path:
    return project(
        {
            "chapters/01-door.md": chapter,
            "chapters/02-quiet.md": "---\ntitle: Quiet\n---\n\nText.\n",
            "media/door.jpg": picture(640, 427),
            "media/rain.wav": more.get("rain", sound(0.4)),
            "media/steps.wav": sound(0.3),
            "media/media.yaml": NOTES,
        }
    )


def page(prepared: Prepared, address: str) -> str:
    assert prepared.edition is not None, prepared.issues
    return prepared.edition.page(address)


def players(html: str) -> list[str]:
    return re.findall(r"<audio\b.*?</audio>", html, re.S)


def test_an_mp3_is_what_visitors_take_home_where_the_editor_asks_for_it(project: Project) -> None:
    root = film(project, CHAPTER.replace("Text.", "![Rain](rain.wav)"))
    settings = root / "webdoc.yaml"
    settings.write_text(settings.read_text() + "sound:\n  mp3: true\n")
    ambient, asked, steps = players(page(build.prepare(root), "door/index.html"))
    assert re.findall(r"rain-\w+\.(\w+)\" type", asked) == ["opus", "m4a", "mp3"]
    assert re.search(r'<a href="[^"]+\.mp3">', asked)
    assert ".mp3" not in ambient + steps


def test_a_chapter_and_a_scene_have_their_sound_as_a_native_player_that_loads_nothing(project: Project) -> None:
    found = players(page(build.prepare(film(project)), "door/index.html"))
    assert len(found) == 2
    for player, name, media in zip(found, ("Rain, at night", "Somebody climbs"), ("rain", "steps"), strict=True):
        assert re.match(r'<audio controls loop preload="none" data-ambient ', player)
        assert f'aria-label="{name}"' in player
        assert re.findall(rf"{media}-\w+\.(\w+)\" type", player) == ["opus", "m4a"]


def test_it_says_what_is_heard_and_who_recorded_it(project: Project) -> None:
    prepared = build.prepare(film(project))
    html = page(prepared, "door/index.html")
    assert "Ambient sound: Rain, at night" in html
    assert re.search(r"Ambient sound: Somebody climbs</span> <span class=\"credit\">Ann Example", html)
    assert "Ann Example" in page(prepared, "end/index.html"), "the credits name it too"


def test_the_switch_and_its_script_stand_only_where_there_is_something_to_switch(project: Project) -> None:
    prepared = build.prepare(film(project))
    loud, quiet = page(prepared, "door/index.html"), page(prepared, "quiet/index.html")
    assert 'class="hear"' in loud
    assert re.search(r'data-script="[^"]*sound-\w+\.js"', loud)
    for html in (quiet, page(prepared, "index.html")):
        assert 'class="hear"' not in html
        assert "sound-" not in html


def test_without_a_picture_on_top_it_stands_after_the_text(project: Project) -> None:
    chapter = "---\ntitle: A\nambient: rain.wav\n---\n\nThe last sentence.\n"
    html = page(build.prepare(film(project, chapter)), "door/index.html")
    assert 0 < html.index("The last sentence.") < html.index("data-ambient")


def test_it_does_not_make_the_chapter_longer_to_follow(project: Project) -> None:
    prepared = build.prepare(film(project, rain=sound(20)))
    assert prepared.edition is not None
    assert prepared.edition.outline.lines[0].seconds == (0.0, 0.0)


def test_it_is_made_by_the_same_recipe_as_every_sound(project: Project, tmp_path: Path) -> None:
    spoken = "---\ntitle: A\nambient: rain.wav\n---\n\n![Rain](rain.wav)\n"
    root = film(project, spoken)
    done = build.build(root, tmp_path / "site", jobs=1)
    assert not done.failed, done.issues
    made = sorted(path.suffix for path in (tmp_path / "site" / "media").glob("rain-*"))
    assert made == [".m4a", ".m4a", ".opus", ".opus"], "once each to be heard, and once softer to stand behind others"


@pytest.mark.parametrize(
    ("name", "written", "place", "code"),
    [
        ("a chapter's that is not there", "ambient: wind.wav", "4:10", "medium-missing"),
        ("a picture for a sound", "ambient: door.jpg", "4:10", "medium-kind"),
        ("one from another server", "ambient: https://example.org/a.mp3", "4:10", "medium-elsewhere"),
    ],
    ids=lambda value: value if " " in value else "",
)
def test_a_wrong_sound_of_a_chapter_is_told_at_its_place(
    name: str, written: str, place: str, code: str, project: Project
) -> None:
    loaded = projects.load(film(project, CHAPTER.replace("ambient: rain.wav", written)))
    assert [(str(one.source), one.code) for one in loaded.issues if one.level == "error"] == [
        (f"chapters/01-door.md:{place}", code)
    ], name


@pytest.mark.parametrize(
    ("src", "code"), [("wind.wav", "medium-missing"), ("door.jpg", "medium-kind"), ("wind.dss", "medium-unknown")]
)
def test_a_wrong_sound_of_a_scene_is_told_at_its_place(src: str, code: str, project: Project) -> None:
    loaded = projects.load(film(project, CHAPTER.replace("ambient: steps.wav", f"ambient: {src}")))
    errors = [(str(one.source), one.code) for one in loaded.issues if one.level == "error"]
    assert ("chapters/01-door.md:12:10", code) in errors
    assert {place for place, _ in errors} == {"chapters/01-door.md:12:10"}


def test_a_silent_file_is_told_before_visitors_wonder(project: Project) -> None:
    loaded = projects.load(film(project, rain=silence()))
    warned = [one for one in loaded.issues if one.code == "sound-silent"]
    assert [str(one.source) for one in warned] == ["chapters/01-door.md:4:10"]
    assert warned[0].level == "warning"
    assert "rain.wav" in warned[0].message


def test_a_long_silence_before_the_sound_is_no_silent_file(project: Project) -> None:
    late = bytearray(silence(3.0))
    late[-2000:] = sound(1.0)[-2000:]
    loaded = projects.load(film(project, rain=bytes(late)))
    assert not [one for one in loaded.issues if one.code == "sound-silent"]
