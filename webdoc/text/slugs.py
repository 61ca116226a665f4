"""Names for addresses and anchors: letters and digits of any script, parted by hyphens."""

from __future__ import annotations

import unicodedata

from webdoc.model import WINDOWS

PAGE_PREFIX = "wd-"
"""Anchors that begin so belong to the theme."""


def slugify(text: str) -> str:
    """``Le 3e étage, porte B`` → ``le-3e-étage-porte-b``; empty when nothing of a letter or digit is in it."""
    out: list[str] = []
    gap = False
    for char in unicodedata.normalize("NFC", text).lower():
        if char.isalnum() or (out and not gap and unicodedata.category(char)[0] == "M"):
            if gap and out:
                out.append("-")
            out.append(char)
            gap = False
        elif char not in "'’.":
            gap = True
    return unicodedata.normalize("NFC", "".join(out))


def is_slug(text: str) -> bool:
    """Whether the text can stand in an address as it is, on every computer."""
    return bool(text) and text == slugify(text) and text not in WINDOWS


class Anchors:
    """The anchors of one page: each is given once. Mutable, lives for one chapter."""

    def __init__(self) -> None:
        self.taken: set[str] = set()
        self._last: dict[str, int] = {}
        """The last number that each name was given, so that a thousand of one name take no longer than others."""

    def reset(self, taken: frozenset[str]) -> None:
        """Only these are given."""
        self.taken, self._last = set(taken), {}

    def free(self, wanted: str) -> bool:
        """Whether an author may have it: not taken, and not of the theme's."""
        return wanted not in self.taken and not wanted.startswith(PAGE_PREFIX)

    def claim(self, wanted: str) -> str:
        """The anchor, or the next free one with a number after it: ``door``, ``door-2``."""
        wanted = wanted.removeprefix(PAGE_PREFIX) or "part"
        number = self._last.get(wanted, 1) if wanted in self.taken else 1
        found = wanted if number == 1 else f"{wanted}-{number}"
        while found in self.taken:
            number += 1
            found = f"{wanted}-{number}"
        self._last[wanted] = number
        self.taken.add(found)
        return found
