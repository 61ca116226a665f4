"""The examples of the pages of codes as projects: what is written in a page, and the media that it names."""

from __future__ import annotations

import array
import io
import math
import re
import struct
from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image

from tests.conftest import picture, sound
from tests.media import samples

EXAMPLE = re.compile(r"^(?P<said>[^\n]*):\n\n(?P<fence>`{3,})\w*\n(?P<body>.*?)\n?(?P=fence)$", re.M | re.S)
SECTION = re.compile(r"^## (?:The mistake|L’erreur|Mended|Corrigé)$", re.M)
NAMED = re.compile(r"`([^`]+)`")
LETTER = re.compile(r"<U\+([0-9A-F]{4})>")
MORE_LINES = re.compile(r"^( *)(.*?) <(\d+) (?:lines|lignes)>$", re.M)
MORE_LETTERS = re.compile(r"<(\d+) (?:letters|lettres)>")
ORDINARY = {
    "webdoc.yaml": b"title: Six doors\nbase_url: https://example.org/\n",
    "chapters/01-door.md": b"# The door\n\nThe lock was changed.\n",
}


def _silence() -> bytes:
    head = struct.pack("<4sI4s4sIHHIIHH4sI", b"RIFF", 36 + 16_000, b"WAVE", b"fmt ", 16, 1, 1, 8_000, 16_000, 2, 16,
                       b"data", 16_000)  # fmt: skip
    return head + bytes(16_000)


def _opposed() -> bytes:
    """One tone on both sides, upside down on one of them."""
    tone = [round(9_000 * math.sin(at / 5)) for at in range(16_000)]
    samples_ = array.array("h", (value for each in tone for value in (each, -each)))
    head = struct.pack("<4sI4s4sIHHIIHH4sI", b"RIFF", 36 + 64_000, b"WAVE", b"fmt ", 16, 1, 2, 8_000, 32_000, 4, 16,
                       b"data", 64_000)  # fmt: skip
    return head + samples_.tobytes()


def _endless() -> bytes:
    """Two samples a second, for thirty-five hours."""
    size = 2 * 3600 * 35
    return struct.pack("<4sI4s4sIHHIIHH4sI", b"RIFF", 36 + size, b"WAVE", b"fmt ", 16, 1, 1, 2, 2, 1, 8,
                       b"data", size) + bytes(size)  # fmt: skip


def _two_pages() -> bytes:
    out = io.BytesIO()
    one = Image.new("L", (40, 40), 200)
    one.save(out, "TIFF", save_all=True, append_images=[one])
    return out.getvalue()


def _written(make: Callable[[Path], object], suffix: str) -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"sample{suffix}"
        make(path)
        return path.read_bytes()


MEDIA: dict[str, Callable[[], bytes]] = {
    "door.jpg": lambda: picture(640, 427),
    "window.jpg": lambda: picture(600, 400),
    "card-1200x630.jpg": lambda: picture(1200, 630),
    "square-1300x1300.jpg": lambda: picture(1300, 1300),
    "marie.mp3": lambda: _written(lambda path: samples.sound(path, 3.0, codec="libmp3lame"), ".mp3"),
    "empty.jpg": lambda: b"",
    "cut-off.jpg": lambda: picture(640, 427)[:9_000],
    "damaged.wav": lambda: sound(1.0)[:20] + b"\xff" * 4_000,
    "web-page.jpg": lambda: b"<!doctype html><title>Not found</title>",
    "two-pages.tif": _two_pages,
    "gigantic.png": lambda: _written(samples.bomb, ".png"),
    "endless.wav": _endless,
    "silence.wav": _silence,
    "opposed.wav": _opposed,
}
"""The media that examples may name, made by code."""


@cache
def medium(name: str) -> bytes:
    """The bytes of one of them."""
    return MEDIA[name]()


def parts(text: str) -> tuple[str, str]:
    """What a page shows as wrong and as mended; both empty when it shows neither."""
    found = SECTION.split(text)
    return (found[1], found[2]) if len(found) == 3 else ("", "")


def write(part: str, root: Path) -> None:
    """Make the project of one part: its files, those of an ordinary project that it leaves out, the media it names."""
    written: dict[str, bytes] = {}
    listed: list[str] = []
    for example in EXAMPLE.finditer(part):
        names = NAMED.findall(example["said"])
        if names:
            written[names[0]] = _meant(example["body"]).encode(names[1] if len(names) > 1 else "utf-8")
        else:
            listed += example["body"].split("\n")
    if not listed:
        chapters = any(name.startswith("chapters/") for name in written)
        written = {name: data for name, data in ORDINARY.items() if name == "webdoc.yaml" or not chapters} | written
    for line in listed:
        name, _, target = line.partition(" -> ")
        if target or name.endswith("/"):
            _make(root / name, target)
        else:
            written[name] = _of(name)
    named = " ".join(part.split())
    for name in MEDIA:
        if name in named and f"media/{name}" not in written:
            written[f"media/{name}"] = medium(name)
    for name, data in written.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(data)


def _make(path: Path, target: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if target:
        path.symlink_to(target)
    else:
        path.mkdir()


def _of(name: str) -> bytes:
    """What stands in a file that is only listed."""
    if name.startswith("media/"):
        return medium("door.jpg")
    return ORDINARY.get(name, ORDINARY["chapters/01-door.md"] if name.startswith("chapters/") else b"title: x\n")


def _meant(body: str) -> str:
    """What is written short: a character that cannot be seen, many lines, many letters."""
    body = LETTER.sub(lambda found: chr(int(found[1], 16)), body)
    body = MORE_LINES.sub(lambda found: "\n".join([found[1] + found[2]] * int(found[3])), body)
    return MORE_LETTERS.sub(lambda found: "A" * int(found[1]), body) + "\n"
