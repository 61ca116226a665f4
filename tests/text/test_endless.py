"""A text on which readers of Markdown hang or fall: it is read in two seconds, or refused in words, with its place."""

from __future__ import annotations

import time

import pytest

from tests.hostile.endless import cases
from webdoc import config
from webdoc.text import captions, shapes, tables
from webdoc.text.chapter import parse

TEXTS = dict(cases())
LIGHT = [name for number, name in enumerate(TEXTS) if number % 5 == 0]
"""The tests read each fifth of them; ``bench/hostile.py`` all."""


def test_there_are_many() -> None:
    assert len(TEXTS) > 300
    assert len(LIGHT) >= 58


@pytest.mark.slow
@pytest.mark.parametrize("name", LIGHT)
def test_a_text_is_read_or_refused_soon(name: str) -> None:
    raw = f"---\ntitle: A\n---\n{TEXTS[name]}\n".encode("utf-8", "replace")
    before = time.process_time()
    chapter, issues = parse(raw, "chapters/01-a.md", "fr")
    # On this machine; others may be slower.
    assert time.process_time() - before < 2 * SLACK
    assert chapter is not None or issues
    assert all(one.source.line >= 1 and one.message and one.hint for one in issues)
    assert "markdown-failed" not in [one.code for one in issues]


SLACK = 3

DATA = {
    "captions, arrows": lambda: captions.read(b"WEBVTT\n\n" + b"-->" * 60_000, "media/a.vtt", 9.0)[1],
    "captions, tags": lambda: captions.read(
        b"WEBVTT\n\n00:00.000 --> 00:01.000\n" + b"<v a>" * 40_000, "media/a.vtt", 9.0
    )[1],
    "captions, digits": lambda: captions.read(b"WEBVTT\n\n" + b"0" * 200_000 + b" --> 1", "media/a.vtt", 9.0)[1],
    "table, quotes": lambda: tables.read(b'"' * 200_001, "media/a.csv")[1],
    "table, commas": lambda: tables.read(b"a,b\n" + b"," * 200_000, "media/a.csv")[1],
    "table, nothing": lambda: tables.read(b"\0" * 200_000, "media/a.csv")[1],
    "outlines, brackets": lambda: shapes.read(b"[" * 200_000, "media/a.geojson")[1],
    "outlines, a long number": lambda: shapes.read(b"1" * 200_000, "media/a.geojson")[1],
    "outlines, groups in groups": lambda: shapes.read(
        b'{"type":"GeometryCollection","geometries":[' * 2000 + b"]}" * 2000, "media/a.geojson"
    )[1],
    "settings, brackets": lambda: config.settings("title: " + "[" * 200_000)[2],
    "settings, aliases": lambda: config.settings(
        "a: &a [x,x,x,x,x,x,x,x,x]\n"
        + "".join(f"{chr(98 + i)}: &{chr(98 + i)} [{','.join(['*' + chr(97 + i)] * 9)}]\n" for i in range(12))
    )[2],
    "settings, an alias of itself": lambda: config.settings("title: &a [*a]\n")[2],
    "settings, indented": lambda: config.settings("".join(" " * i + "a:\n" for i in range(600)))[2],
    "settings, a command": lambda: config.settings("title: !!python/object/apply:os.system ['exit 1']\n")[2],
}


@pytest.mark.parametrize("name", DATA)
def test_data_are_read_or_refused_soon(name: str) -> None:
    before = time.process_time()
    issues = DATA[name]()
    assert time.process_time() - before < 2 * SLACK
    assert issues or name in ("table, commas", "table, nothing")
    assert all(one.source.line >= 1 for one in issues)


def test_the_same_mistake_many_times_is_told_fifty_times(project) -> None:
    from webdoc.project import load

    loaded = load(project({"chapters/01-a.md": "# A\n\n" + "::: note\n:::\n\n" * 200}))
    alike = [one for one in loaded.issues if one.code == loaded.issues[0].code]
    assert len(alike) <= 50
    assert "more of this kind" in str(alike[-1].message)
