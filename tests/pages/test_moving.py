"""A picture that moves is a silent loop where it stands alone, and its still wherever a photograph has to stand."""

from __future__ import annotations

import io
import re

from PIL import Image

from tests.conftest import Project, picture
from webdoc import build

CHAPTER = """---
title: The door
cover: blink.gif
---

Text with ![a light](blink.gif) in a line.

![A light that blinks](blink.gif "At *night*."){.wide}

![It stands still](still.gif)

::: gallery
![One](blink.gif)

![Two](door.jpg)
:::

::: scene blink.gif
alt: A light

One step.
:::
"""


def gif(frames: int) -> bytes:
    out = io.BytesIO()
    made = [Image.new("RGB", (320, 180), (80 * number, 90, 30)) for number in range(frames)]
    made[0].save(out, "GIF", save_all=True, append_images=made[1:], duration=200)
    return out.getvalue()


def test_a_moving_picture_is_a_loop_alone_and_a_still_elsewhere(project: Project) -> None:
    root = project(
        {
            "chapters/01-door.md": CHAPTER,
            "media/blink.gif": gif(3),
            "media/still.gif": gif(1),
            "media/door.jpg": picture(640, 427),
        }
    )
    prepared = build.prepare(root)
    assert prepared.edition is not None
    assert not [issue for issue in prepared.issues if issue.level == "error"], prepared.issues
    html = prepared.edition.page("door/index.html")
    assert not re.search(r"\.gif\b", html)
    alone, scene = re.findall(r"<video\b.*?</video>", html, re.S)
    for player in (alone, scene):
        assert re.match(r"<video controls playsinline ", player)
        assert re.search(r"\bmuted loop\b", player)
        assert "data-loop" in player
        assert re.findall(r"blink-\w+-\w+\.(\w+)\" type", player) == ["webm", "mp4"]
    figure = re.search(r'<figure class="video wide" id="photo-1">.*?</figure>', html, re.S)
    assert figure
    assert 'aria-label="A light that blinks"' in figure[0]
    assert "<figcaption>At <em>night</em>.</figcaption>" in figure[0]
    assert re.search(r'<img [^>]*src="[^"]*blink-320-\w+\.jpg"', figure[0]), "its still stands there until it plays"
    assert re.search(r'class="play small" type="button"', figure[0]), "it can be held"
    assert re.search(r'<figure class="photo ?" id="photo-2">', html), "one frame is a photograph"
    gallery = re.search(
        r'<div class="gallery.*?</div>|<section class="gallery.*?</section>|class="gallery.*?</ul>', html, re.S
    )
    assert gallery
    assert "<video" not in gallery[0]
    assert "blink-320" in gallery[0]
