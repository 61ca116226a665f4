"""What other sites show in a frame: its addresses, its links, the code to copy, and how it is turned off."""

from __future__ import annotations

import re

import pytest

from tests.conftest import Project, sound
from webdoc import build
from webdoc.pages.app import Edition
from webdoc.pages.embed import outward

CHAPTER = """# The door

It does not close. [Read on](02-key.md), [the law](https://law.example/), [a word](#ann).

::: sequence ann.wav
title: The third winter
id: ann

0:00 ![The door](door.jpg)
:::
"""


def edition(project: Project, photo: bytes, files: dict[str, str] | None = None) -> Edition:
    written: dict[str, str | bytes] = {
        "chapters/01-door.md": CHAPTER,
        "chapters/02-key.md": "# The key\n\nIt turns.",
        "media/door.jpg": photo,
        "media/ann.wav": sound(),
        **(files or {}),
    }
    prepared = build.prepare(project(written))
    assert prepared.edition is not None
    assert not prepared.failed, prepared.issues
    return prepared.edition


def framed(made: Edition) -> list[str]:
    return [path for path, page in made.outline.pages.items() if page.kind == "embedded"]


def test_a_chapter_and_each_of_its_sequences_has_a_page_for_a_frame(project: Project, photo: bytes) -> None:
    made = edition(project, photo)
    assert framed(made) == ["door/embed/index.html", "door/embed/ann/index.html", "key/embed/index.html"]
    html = made.page("door/embed/ann/index.html")
    assert '<link rel="canonical" href="https://film.example/door/">' in html
    assert "It does not close" not in html
    assert "localStorage" not in html
    assert "assets/theme-" not in html
    assert 'id="menu"' not in html


def test_links_leave_the_frame_and_those_inside_the_page_do_not(project: Project, photo: bytes) -> None:
    html = edition(project, photo).page("door/embed/index.html")
    assert '<a target="_top" href="../../key/index.html">Read on</a>' in html
    (law,) = re.findall(r'<a [^>]*"https://law\.example/"[^>]*>', html)
    assert 'target="_blank"' in law
    assert "noopener" in law
    assert '<a href="#ann">a word</a>' in html
    for tag in re.findall(r'<a [^>]*href="[^#"][^>]*>', html):
        assert "target=" in tag or "mailto:" in tag, tag


def test_the_code_names_the_frame_and_has_no_script(project: Project, photo: bytes) -> None:
    made = edition(project, photo)
    page = made.outline.compose(made.outline.pages["door/embed/index.html"])
    assert [code.title for code in page.codes] == ["The door", "The third winter"]
    first, second = (code.html for code in page.codes)
    assert first.startswith('<iframe src="https://film.example/door/embed/" title="The door — A film" width="100%"')
    assert 'loading="lazy"' in first
    assert 'src="https://film.example/door/embed/ann/"' in second
    assert "<script" not in first + second
    chapter = made.outline.compose(made.outline.pages["door/index.html"])
    assert chapter.framed == "embed/index.html#codes"


def test_a_title_with_quotes_does_not_break_the_code(project: Project, photo: bytes) -> None:
    made = edition(project, photo, {"chapters/02-key.md": '# A "key" <b> & more\n\nIt turns.'})
    code = made.outline.compose(made.outline.pages["key/embed/index.html"]).codes[0].html
    assert code.count('"') % 2 == 0
    assert "<b>" not in code


@pytest.mark.parametrize(
    ("files", "left"),
    [
        ({"webdoc.yaml": "title: A film\nbase_url: https://film.example/\nembed: false\n"}, []),
        ({"webdoc.yaml": "title: A film\n"}, []),
        (
            {"chapters/01-door.md": CHAPTER.replace("# The door\n", "---\ntitle: The door\nembed: false\n---\n", 1)},
            ["key/embed/index.html"],
        ),
    ],
    ids=["turned off", "no public address", "not this chapter"],
)
def test_it_is_turned_off_for_all_or_for_one_chapter(
    files: dict[str, str], left: list[str], project: Project, photo: bytes
) -> None:
    made = edition(project, photo, files)
    assert framed(made) == left
    assert "embed/" not in made.page("door/index.html")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('<a href="#x">', '<a href="#x">'),
        ('<a href="mailto:a@b.example">', '<a href="mailto:a@b.example">'),
        ('<a class="b" href="../end/index.html">', '<a target="_top" class="b" href="../end/index.html">'),
        ('<a href="../media/p.jpg" data-large>', '<a target="_blank" rel="noopener" href="../media/p.jpg" data-large>'),
        ('<a href="https://x.example" rel="noopener">', '<a target="_blank" href="https://x.example" rel="noopener">'),
        ('<form action="https://x.example">', '<form target="_blank" action="https://x.example">'),
        ('<form method="dialog">', '<form method="dialog">'),
    ],
)
def test_a_link_goes_where_it_should(before: str, after: str) -> None:
    assert outward(before) == after
    assert outward(outward(before)) == after
