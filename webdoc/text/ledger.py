"""What is noted while a text is read: where things stand, what is wrong, which addresses it names."""

from __future__ import annotations

import re
from collections.abc import Sequence

from webdoc.model import Citation, Issue, Level, Link, Sentence, Source, say
from webdoc.text.sanitize import safe_address

HALF = re.compile(r"(https?):(?:/(?!/)|(?!/))", re.IGNORECASE)
"""A web address that browsers would take for a file beside the page."""


class Ledger:
    """Lives for one reading. Knows the raw lines, so that every place is one in the editor's file."""

    def __init__(self, path: str, lines: Sequence[str], first: int) -> None:
        self.path = path
        self.lines = lines
        self.first = first
        self.issues: list[Issue] = []
        self.links: list[Link] = []
        self.citations: list[Citation] = []
        self.refused: set[str] = set()
        self.begin(first, first)

    def begin(self, line: int, end: int) -> None:
        """A paragraph begins: it stands from that line up to (and without) the end."""
        self.line, self.end = line, max(end, line + 1)
        self.at = (line, 0)

    def find(self, written: str) -> tuple[int, int]:
        """Where these words stand, searched onward from what was found before; else the paragraph's beginning."""
        number, column = self.at
        needle = written.split("\n", 1)[0]
        while needle and number < self.end and 0 <= number - self.first < len(self.lines):
            found = self.lines[number - self.first].find(needle, column)
            if found >= 0:
                self.at = (number, found + 1)
                return number, found + 1
            number, column = number + 1, 0
        return self.line, 1

    def peek(self, written: str) -> tuple[int, int]:
        """The same, from the paragraph's beginning, and without moving on."""
        kept, self.at = self.at, (self.line, 0)
        found = self.find(written)
        self.at = kept
        return found

    def search(self, written: str) -> tuple[int, int]:
        """The first place of these words in the whole text, in any case; else its beginning."""
        needle = written.lower()
        for number, line in enumerate(self.lines, self.first):
            column = line.lower().find(needle)
            if needle and column >= 0:
                return number, column + 1
        return self.first, 1

    def issue(self, code: str, level: Level, place: tuple[int, int], message: Sentence, hint: Sentence) -> None:
        """Note what an editor should mend."""
        source = Source(self.path, *place)
        self.issues.append(Issue(code=code, level=level, message=message, source=source, hint=hint))

    def link(self, href: str, written: str) -> None:
        """Note a link, or refuse its address."""
        place = self.find(written)
        if half := HALF.match(href):
            self.issue(
                "address-refused",
                "error",
                place,
                say("This address cannot stand in a page: “{address}”.", address=href[:60]),
                say("Write {address}", address=f"{half[1]}://{href[half.end() :]}"),
            )
        elif self.safe(href, place):
            self.links.append(Link(target=href, source=Source(self.path, *place)))

    def cite(self, key: str) -> None:
        """Note that a source is cited."""
        self.citations.append(Citation(key=key, source=Source(self.path, *self.find(f"@{key}"))))

    def safe(self, address: str, place: tuple[int, int]) -> bool:
        """Whether an address may stand in a page; an Issue when not."""
        if safe_address(address):
            return True
        self.refused.add(address)
        self.issue(
            "address-refused",
            "error",
            place,
            say("This address cannot stand in a page: “{address}”.", address=address[:60]),
            say("Write an address that begins with https:, http:, mailto: or tel:, or the name of a file."),
        )
        return False
