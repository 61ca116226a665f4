"""What is said in a sequence: under each picture what is said while it stands, and all of it in the transcript."""

from __future__ import annotations

import re

import pytest

from tests.conftest import Project, sound
from webdoc import build
from webdoc.pages.blocks import SAID

CHAPTER = """# The door

::: sequence ann.wav
captions: ann.en.vtt
id: ann

0:00 ![The door](door.jpg)
0:02 ![The key](door.jpg)
:::
"""


def page(project: Project, photo: bytes, lines: int) -> str:
    """A chapter with a voice that says a line a second: two under the first picture, the others under the second."""
    clocks = [f"{at // 60:02}:{at % 60:02}" for at in range(lines)]
    cues = [f"{clock}.000 --> {clock}.900\nline {at}." for at, clock in enumerate(clocks)]
    files: dict[str, str | bytes] = {
        "chapters/01-door.md": CHAPTER,
        "media/door.jpg": photo,
        "media/ann.wav": sound(3),
        "media/ann.en.vtt": "WEBVTT\n\n" + "\n\n".join(cues) + "\n",
    }
    prepared = build.prepare(project(files))
    assert prepared.edition is not None
    return prepared.edition.page("door/index.html")


@pytest.mark.parametrize("lines", [2 + SAID, 30, 31, 91])
def test_every_line_stands_once_in_the_transcript_and_the_first_ones_under_their_picture(
    project: Project, photo: bytes, lines: int
) -> None:
    html = page(project, photo, lines)
    (words,) = re.findall(r"<details class=\"words\" data-words.*?</details>", html, re.DOTALL)
    assert re.findall(r"</a> (line \d+\.)</p>", words) == [f"line {at}." for at in range(lines)]
    assert words.count("<div") == words.count("</div>") == 1 + (lines - 1) // 30, "thirty stand together"
    first, second = re.findall(r'<p class="said">(.*?)</p>', html, re.DOTALL)
    assert first == "line 0. line 1."
    assert re.findall(r"line (\d+)\.", second) == [str(at) for at in range(2, 2 + SAID)]
    # What is said while a picture stands longer is read on from there.
    way = '<a href="#ann@0:22">Read on in the transcript, at 0:22</a>'
    assert second.endswith(way) == (lines > 2 + SAID)
    assert ('<p id="ann@0:22"><a href="#ann@0:22">0:22</a> line 22.</p>' in words) == (lines > 2 + SAID)
