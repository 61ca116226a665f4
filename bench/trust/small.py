"""A small documentary that has something of everything: voices, photographs, a film, cards, archives, two languages."""

from __future__ import annotations

import io
import random
from pathlib import Path

from PIL import Image, ImageDraw

from tests.conftest import CAPTIONS, sound, video

PHOTOGRAPHS, CHAPTERS = 4, 3
SETTINGS = """title: Small
subtitle: A film of a minute
summary: Doors, seen from inside.
base_url: https://film.example/
cover: p0.png
cover_alt: A door
date: 2026-01-05
authors: [Ann]
sound: {mp3: true}
glossary: {tap: What drips.}
sources: {law: "A law of 2002. https://law.example/"}
actions:
  sign: {kind: sign, title: Sign it, url: "https://act.example/"}
  come: {kind: come, title: Come, url: "https://act.example/", start: 2026-11-05 19:00, timezone: Europe/Paris}
learning: {level: Lower secondary}
"""
NOTES = "p0.png: {alt: A door, credit: Ann, licence: CC-BY-4.0}\np1.png: {alt: A roof}\n"
WORDS = "the door room damp cold voice street winter child key roof tap water night letter law house".split()


def write(folder: Path) -> Path:
    """Write the project; the same bytes every time."""
    for number in range(PHOTOGRAPHS):
        put(folder, f"media/p{number}.png", photograph(number))
    put(folder, "media/v.wav", sound(1.2, 16_000))
    for lang in ("en", "fr"):
        put(folder, f"media/v.{lang}.vtt", CAPTIONS.replace("00:02.000", "00:01.200"))
    video(folder / "media" / "film.mp4", 0.4, (96, 64))
    put(folder, "media/media.yaml", NOTES)
    put(folder, "webdoc.yaml", SETTINGS)
    for number in range(1, CHAPTERS + 1):
        put(folder, f"chapters/{number:02}-c{number}.md", chapter(number))
    put(folder, "chapters/01-c1.fr.md", chapter(1, "Porte"))
    put(folder, "chapters/01-c1.easy.md", "---\ntitle: Easy\n---\n\nShort words.\n")
    return folder


def put(folder: Path, name: str, content: str | bytes) -> None:
    """Write one file of it."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())


def photograph(number: int, width: int = 120, height: int = 80) -> bytes:
    """A picture as PNG; all of one size in pixels have the same size in bytes."""
    image = Image.linear_gradient("L").resize((width, height)).convert("RGB")
    draw = ImageDraw.Draw(image)
    draw.rectangle((number * 7, 10, number * 7 + 40, 60), fill=(180, 20 * number % 256, 40))
    out = io.BytesIO()
    image.save(out, "PNG", compress_level=0)
    return out.getvalue()


def chapter(number: int, title: str = "Door") -> str:
    """One chapter; the first has a sequence, the second the film, the third a gallery and a quiz."""
    pick = random.Random(number)
    text = "\n\n".join(sentence(pick) for _ in range(3))
    more = (
        "::: sequence v.wav\ncaptions: v.en.vtt, v.fr.vtt\n\n0:00 ![A door](p0.png)\n0:01 ![A roof](p1.png)\n:::\n",
        "![A film that moves](film.mp4)\n\n::: quote Ann\nIt never did.\n:::\n\n::: number 4\nrooms [@law]\n:::\n",
        '::: gallery\n![A](p2.png "One")\n![B](p3.png "Two")\n:::\n\nThe tap drips.\n',
    )[(number - 1) % 3]
    head = f'---\ntitle: "{title} {number}"\nsummary: Chapter {number}.\ncover: p{number % PHOTOGRAPHS}.png\n'
    return f"{head}cover_alt: Seen\naction: {'sign' if number % 2 else 'come'}\n---\n\n## Part\n\n{text}\n\n{more}"


def sentence(pick: random.Random) -> str:
    """Some words."""
    return " ".join(pick.choice(WORDS) for _ in range(pick.randint(6, 12))).capitalize() + "."
