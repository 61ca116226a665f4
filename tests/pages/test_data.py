"""What programs read of a page: true, whole, and unable to break out of its place."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import CAPTIONS, Project, picture, sound
from webdoc import build
from webdoc.pages.data import licence, safe

SETTINGS = """title: A film
base_url: https://film.example/
authors: [Ann]
licence: CC-BY-SA-4.0
learning: {level: Lower secondary, age: 12-15, subject: Civics}
"""
CHAPTER = """---
title: The door
summary: It closes.
goals: [Know what a door is.]
---

![A door](a.jpg)

::: sound a.wav
title: The hinge
captions: a.en.vtt
:::

::: quiz Does it close?
answer: true
:::
"""
FILES: dict[str, str | bytes] = {
    "webdoc.yaml": SETTINGS, "chapters/01-door.md": CHAPTER, "media/a.jpg": picture(320, 200),
    "media/a.wav": sound(2), "media/a.en.vtt": CAPTIONS,
}  # fmt: skip


def data(root: Path, page: str) -> Any:
    html = (root / "build" / page).read_text("utf-8")
    found = re.search(r'<script type="application/ld\+json">([^<]*)</script>', html)
    return json.loads(found[1]) if found else None


def test_a_chapter_says_what_it_teaches_and_how_long_it_takes(project: Project) -> None:
    root = project(FILES)
    assert not build.build(root).failed
    found = data(root, "door/index.html")
    audio = found.pop("audio")[0]
    assert audio.pop("contentUrl").startswith("https://film.example/media/a-")
    assert audio == {"@type": "AudioObject", "name": "The hinge", "duration": "PT0M2S"}
    assert found.pop("image").startswith("https://film.example/media/card-1200-")
    assert found == {
        "@context": "https://schema.org", "@type": "LearningResource", "name": "The door", "description": "It closes.",
        "url": "https://film.example/door/", "inLanguage": "en", "position": 1, "timeRequired": "PT1M",
        "isPartOf": {"@type": "LearningResource", "name": "A film", "url": "https://film.example/"},
        "learningResourceType": ["web documentary", "quiz"], "teaches": ["Know what a door is."],
        "accessibilityFeature": ["alternativeText", "transcript", "captions", "readingOrder"],
        "author": ["Ann"], "license": "https://creativecommons.org/licenses/by-sa/4.0/",
        "educationalLevel": "Lower secondary", "typicalAgeRange": "12-15", "about": "Civics",
    }  # fmt: skip
    cover = data(root, "index.html")
    assert cover["hasPart"] == [
        {"@type": "LearningResource", "position": 1, "name": "The door", "url": "https://film.example/door/"}
    ]
    assert data(root, "404.html") is None


def test_only_what_is_true_is_said(project: Project) -> None:
    text = CHAPTER.replace("![A door]", "![]").replace("captions: a.en.vtt\n", "")
    root = project({**FILES, "chapters/01-door.md": text, "webdoc.yaml": "title: A film\n"})
    assert not build.build(root).failed
    found = data(root, "door/index.html")
    assert found["accessibilityFeature"] == ["readingOrder"]
    assert "https://film" not in json.dumps(found)
    assert not {"url", "license", "author", "typicalAgeRange"} & set(found)
    assert "audio" not in found


EVIL = "</script><script>alert(1)</script><!-- <!--<script> ]]> \u2028 &lt; \\u003c"


def test_a_title_cannot_break_out(project: Project) -> None:
    files = {
        "webdoc.yaml": f"title: {json.dumps(EVIL)}\n",
        "chapters/01-a.md": f"---\ntitle: {json.dumps(EVIL)}\n---\n\nx\n",
    }
    root = project(files)  # type: ignore[arg-type]
    assert not build.build(root).failed
    for page in ("index.html", "a/index.html", "end/index.html"):
        html = (root / "build" / page).read_text("utf-8")
        assert "<script>" not in html
        assert "<!--" not in html
    assert "alert(1)" in data(root, "a/index.html")["name"]


@settings(max_examples=200, deadline=None, database=None)
@given(st.text(max_size=60))
def test_any_text_comes_back_and_nothing_of_it_is_markup(text: str) -> None:
    written = safe({"name": text})
    assert not set(written) & set("<>&\u2028\u2029")
    assert json.loads(written) == {"name": text}


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/"),
        ("CC BY-NC-ND 3.0", "https://creativecommons.org/licenses/by-nc-nd/3.0/"),
        ("All rights reserved", "All rights reserved"),
    ],
)
def test_a_licence_is_named_by_its_address(name: str, address: str) -> None:
    assert licence(name) == address
