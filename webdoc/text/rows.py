"""Bodies that are made of lines, as those of a timeline and a quiz: each line is a row, parted into cells."""

from __future__ import annotations

import re

from msgspec import Struct

from webdoc.model import Issue, Source, say
from webdoc.text.directives import Directive, Lines, Rule
from webdoc.text.kind import Form, issue


class Written(Struct, frozen=True):
    """A row as written: what it begins with, and its cells in Markdown."""

    head: str
    source: Source
    cells: tuple[str, ...]


def rows(block: Directive, form: Form, path: str) -> tuple[list[Written | Lines | Directive], list[Issue]]:
    """The rows of a body in order, among them what else stands there when it may."""
    reader = _Reader(form, path)
    for piece in block.body:
        if isinstance(piece, Lines):
            reader.lines(piece)
        elif isinstance(piece, Rule) or not form.prose:
            place = piece.source if isinstance(piece, Directive) else Source(path, piece.line, 1)
            reader.refuse(block.kind, place)
        else:
            reader.found.append(piece)
    return reader.found, reader.issues


class _Reader:
    def __init__(self, form: Form, path: str) -> None:
        self.form = form
        self.path = path
        self.found: list[Written | Lines | Directive] = []
        self.issues: list[Issue] = []

    def refuse(self, kind: str, place: Source) -> None:
        self.issues.append(
            issue("row-invalid", place, say("This is no line of the block “{kind}”.", kind=kind),
                  say("Write it as the others: {example}", example=self.form.example))
        )  # fmt: skip

    def lines(self, piece: Lines) -> None:
        """Rows, the lines that go on with them (indented), and other text."""
        others: list[str] = []
        first, row = 0, -1
        for number, line in enumerate(piece.lines, piece.first):
            match = self.form.line.match(line)
            if match and not others:
                row = len(self.found)
                self.found.append(self._row(match, number))
            elif row >= 0 and line.strip() and line[:1] in " \t":
                self.found[row] = self._longer(row, line.strip())
            elif line.strip() and not self.form.prose:
                column = len(line) - len(line.lstrip()) + 1
                self.issues.append(
                    issue("row-invalid", Source(self.path, number, column), say("This line cannot be read."),
                          say("Write it as: {example}", example=self.form.example))
                )  # fmt: skip
            elif others or line.strip():
                if not others:
                    first, row = number, -1
                others.append(line)
            if not line.strip():
                row = -1
                if others and self._row_follows(piece, number):
                    self.found.append(Lines(first, tuple(others)))
                    others = []
        if others:
            self.found.append(Lines(first, tuple(others)))

    def _row_follows(self, piece: Lines, number: int) -> bool:
        after = number - piece.first + 1
        return after < len(piece.lines) and bool(self.form.line.match(piece.lines[after]))

    def _row(self, match: re.Match[str], number: int) -> Written:
        groups = match.groupdict()
        head = next((groups[name] for name in ("head", "place") if groups.get(name)), "").strip(" ") or (
            groups.get("head") or ""
        )
        source = Source(self.path, number, len(match[0]) - len(match[0].lstrip()) + 1)
        return Written(head, source, self._cells(groups["rest"] or ""))

    def _longer(self, index: int, more: str) -> Written | Lines | Directive:
        row = self.found[index]
        if not isinstance(row, Written):
            return row
        if len(row.cells) > 1:
            return Written(row.head, row.source, (*row.cells[:-1], f"{row.cells[-1]}\n{more}"))
        whole = row.cells[0] if row.cells else ""
        return Written(row.head, row.source, self._cells(f"{whole}\n{more}"))

    def _cells(self, rest: str) -> tuple[str, ...]:
        parts = self.form.split.split(rest, maxsplit=1) if self.form.split else [rest]
        return tuple(part.strip() for part in parts)
