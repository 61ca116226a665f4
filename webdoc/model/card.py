"""Cards: the pictures that stand for a work, a chapter, a quote, a number or a moment where it is passed on."""

from __future__ import annotations

from typing import Final, Literal

from webdoc.model.values import Value

CardFormat = Literal["landscape", "square", "story"]
CardKind = Literal["documentary", "chapter", "quote", "number", "moment"]

CARD_SIZES: Final[dict[CardFormat, tuple[int, int]]] = {
    "landscape": (1200, 630),
    "square": (1080, 1080),
    "story": (1080, 1920),
}
"""Pixels: what networks show under a link, what stands in a stream of pictures, what fills a telephone."""


class CardText(Value, frozen=True, kw_only=True):
    """What stands on a card, in one language, as plain text."""

    kind: CardKind
    text: str
    """The title, the sentence that is quoted, or what a number counts. A newline is a line of its own."""
    figure: str = ""
    """The number itself, as it is shown: ``4.1 million``."""
    label: str = ""
    """What it is a part of: ``Chapter 3 of 7``."""
    byline: str = ""
    """Who says it: ``Marie, 34``."""
    work: str = ""
    """The name of the documentary; empty where it is the text."""
    lang: str = "en"
    cut: bool = False
    """Whether the end of what is quoted had to be left out."""


class Face(Value, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A typeface of a theme: its file inside the theme, the file's SHA-256, the axes at which it is set."""

    file: str = ""
    """Empty: one of those that come with webdoc."""
    digest: str = ""
    axes: tuple[tuple[str, float], ...] = ()
    """As in ``(("wght", 700.0), ("wdth", 75.0))``; ``wght`` is also what stand-ins follow."""
    leading: float = 1.2
    """From line to line, in parts of the size."""
    tracking: float = 0.0
    """Between letters, in parts of the size; scripts whose letters join are never spaced."""
    capitals: bool = False
    largest: float = 0.1
    """How large it may be and down to where it shrinks, in parts of the card's shorter side."""
    smallest: float = 0.05


class CardDesign(Value, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How a theme draws its cards: colours as ``#14181a``, typefaces, where the plate stands, what marks it."""

    paper: str = "#ffffff"
    """The plate's ground; ``ink`` and ``quiet`` stand on it."""
    ink: str = "#14181a"
    quiet: str = "#4b5459"
    accent: str = "#ffd21e"
    on_accent: str = "#14181a"
    title: Face = Face()
    voice: Face = Face()
    """What quotes are set in."""
    small: Face = Face(largest=0.042, smallest=0.03)
    plate: Literal["beside", "below"] = "beside"
    """Where the plate stands on a wide card; on a high one it is always below."""
    mark: Literal["tab", "line", "none"] = "none"
    """What is painted in the accent: a tab on the plate's upper edge, a line under the text, nothing."""
    margin: float = 0.0
    """Of the plate's ground around the photograph, in parts of the card's shorter side."""
    tilt: float = 0.0
    """Degrees that the plate's edge is askew."""
    print: Literal["plain", "halftone"] = "plain"
    """Whether photographs are printed in dots of one colour, and in which, on which ground."""
    ink_of_print: str = "#14181a"
    paper_of_print: str = "#ffffff"


class Card(Value, frozen=True, kw_only=True):
    """All that is drawn on a card besides its photograph."""

    text: CardText
    design: CardDesign

    @property
    def face(self) -> Face:
        """The typeface of its text."""
        return self.design.title if self.text.kind in ("documentary", "chapter") else self.design.voice
