"""Typefaces for text that is drawn into pictures: which one has which letters, and what stands in where one has none.

What stands in comes with webdoc (`typefaces/`, made by ``scripts/fonts/cards.py``), so that a card is the same on every
machine; nothing is ever taken from the system.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import groupby
from pathlib import Path
from typing import Any, Final

from msgspec import Struct

from webdoc.media import bidi
from webdoc.model import Face

FOLDER: Final = Path(__file__).parent / "typefaces"
_HEAVY: Final = 550
"""The weight from which on the bold stand-ins are taken."""
_EAST: Final = {"ja": ("jp", "sc", "kr"), "ko": ("kr", "jp", "sc")}
"""Which forms of Chinese characters a language is used to."""
_WHOLE: Final = ("LATIN", "GREEK", "CYRILLIC")
"""Scripts of which a text is never set in two typefaces."""
_COMMON: Final = "COMMON"
_JOINER: Final = "\u200d"


class Loaded(Struct, frozen=True, eq=False):
    """A typeface that is ready: its HarfBuzz font, all letters that it has, how many units its size is."""

    font: Any
    letters: frozenset[int]
    units: int

    def has(self, letter: str) -> bool:
        """Whether it can show that letter, in one piece or in parts; what is not seen need not be there."""
        if ord(letter) in self.letters:
            return True
        kind = unicodedata.category(letter)
        if kind in ("Zs", "Cf", "Cc") or "\ufe00" <= letter <= "\ufe0f":
            return True
        parts = unicodedata.normalize("NFD", letter)
        return parts != letter and all(ord(part) in self.letters for part in parts)


class Run(Struct, frozen=True):
    """A part of a text, from one place to before another, in one typeface, script and direction."""

    start: int
    end: int
    face: Loaded
    level: int


@lru_cache(64)
def load(path: str, axes: tuple[tuple[str, float], ...] = ()) -> Loaded:
    """A TrueType or OpenType file. Raises OSError when it is not there, ValueError when it is no such thing."""
    import uharfbuzz  # who only asks what a card will say draws none

    face = uharfbuzz.Face(uharfbuzz.Blob(Path(path).read_bytes()))
    letters = frozenset(face.unicodes)
    if not letters or not face.glyph_count:
        raise ValueError("no typeface in it")
    font = uharfbuzz.Font(face)
    if axes:
        font.set_variations(dict(axes))
    return Loaded(font, letters, int(face.upem))


def chain(face: Face, path: str, lang: str) -> tuple[Loaded, ...]:
    """The theme's typeface (``path`` is its file, empty for none) and all that stand in for it, the nearest first."""
    weight = 700 if dict(face.axes).get("wght", 400) >= _HEAVY else 400
    east = _EAST.get(lang.split("-")[0].lower(), ("sc", "jp", "kr"))
    names = (f"latin-{weight}", f"arabic-{weight}", f"devanagari-{weight}", *(f"{name}-500" for name in east))
    own = (load(path, face.axes),) if path else ()
    return (*own, *(load(str(FOLDER / f"{name}.ttf")) for name in (*names, "emoji-500")))


@cache
def script(letter: str) -> str:
    """The script of a letter, as the first word of its name: ``LATIN``, ``ARABIC``, ``CJK``."""
    if unicodedata.category(letter)[0] != "L":
        return _COMMON
    return unicodedata.name(letter, _COMMON).partition(" ")[0]


def clusters(text: str) -> Iterator[str]:
    """What is never parted: a letter with its marks, signs joined to one."""
    cluster = ""
    for letter in text:
        part_of = unicodedata.category(letter)[0] == "M" or letter == _JOINER or cluster.endswith(_JOINER)
        part_of = part_of or "\U0001f3fb" <= letter <= "\U0001f3ff"
        if cluster and not part_of:
            yield cluster
            cluster = ""
        cluster += letter
    if cluster:
        yield cluster


def missing(text: str, faces: Sequence[Loaded]) -> str:
    """The letters that no typeface has, each once."""
    found = (cluster for cluster in clusters(text) if not _first(cluster, faces))
    return "".join(dict.fromkeys("".join(found)))


def without(text: str, faces: Sequence[Loaded]) -> str:
    """The text without what no typeface has: nothing is shown in its place."""
    return "".join(cluster for cluster in clusters(text) if _first(cluster, faces))


def runs(text: str, base: int, faces: Sequence[Loaded]) -> tuple[Run, ...]:
    """The text in parts of one typeface, script and direction. ``base`` as in `bidi.levels`."""
    marks: list[tuple[Loaded, str, int]] = []
    levels = bidi.levels(text, base)
    face, written = faces[0], _COMMON
    parts = list(clusters(text))
    whole = {name: _first("".join(one for one in parts if script(one[0]) == name), faces) for name in _WHOLE}
    if parts:
        first = next((one for one in parts if script(one[0]) != _COMMON), parts[0])
        face = whole.get(script(first[0])) or _first(first, faces) or face
    for cluster in parts:
        own, shown = script(cluster[0]), face
        if own != _COMMON:
            written = own
            face = shown = whole.get(own) or _first(cluster, faces) or face
        elif not all(map(face.has, cluster)):
            # A sign alone (an emoji): what comes after it is set as what came before.
            shown = _first(cluster, faces) or face
        marks += [(shown, written, levels[len(marks) + at]) for at in range(len(cluster))]
    found, at = [], 0
    for (face, _, level), same in groupby(marks):
        end = at + len(list(same))
        found.append(Run(at, end, face, level))
        at = end
    return tuple(found)


def _first(cluster: str, faces: Sequence[Loaded]) -> Loaded | None:
    """The first typeface that has all of it."""
    return next((face for face in faces if all(map(face.has, cluster))), None)
