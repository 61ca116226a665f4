"""Tables: CSV in, cells with their places out. The separator is seen from the first line; numbers are read both ways.

The reader is our own, because the library's does not say in which column of a line a cell begins.
"""

from __future__ import annotations

import re

from webdoc.model import Cell, Issue, Level, Sentence, Source, Table, TableRow, say

LARGEST = 256 * 1024
"""Bytes of a file: what is drawn in a page is small."""
MOST_ROWS, MOST_COLUMNS = 500, 40

_NUMBER = re.compile(r"[+\u2212-]?(?:\d{1,3}(?:[ \u00a0\u202f']\d{3})+|\d{1,15})(?:[.,]\d{1,12})?$")
_THOUSANDS = re.compile(r"[+\u2212-]?[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?$")
_SPACES = re.compile("[ \u00a0\u202f']")


def number(written: str) -> float | None:
    """A number as people write it: 4.2, 4,2, 1 200, 12 %; None when it is none, or could be two (1,200)."""
    text = written.strip().removesuffix("%").rstrip()
    if not _NUMBER.match(text) or _THOUSANDS.match(text):
        return None
    return float(_SPACES.sub("", text).replace(",", ".").replace("\u2212", "-"))


def read(raw: bytes, path: str) -> tuple[Table, tuple[Issue, ...]]:
    """The table of a file and what is wrong with it. Nothing is raised for any bytes."""
    reader = _Reader(path)
    table = reader.table(raw)
    return table or Table(columns=(), rows=()), tuple(reader.issues)


class _Reader:
    def __init__(self, path: str) -> None:
        self.path = path
        self.issues: list[Issue] = []

    def say(self, code: str, line: int, column: int, message: Sentence, hint: Sentence, level: Level = "error") -> None:
        source = Source(self.path, line, column)
        self.issues.append(Issue(code=code, level=level, message=message, source=source, hint=hint))

    def table(self, raw: bytes) -> Table | None:
        text = self._decode(raw)
        if text is None:
            return None
        lines = self._lines(text, _separator(text))
        if not lines:
            self.say(
                "data-empty",
                1,
                1,
                say("There is nothing in this table."),
                say("Its first line names the columns: year,rent"),
            )
            return None
        head, *rows = lines
        if len(head.cells) > MOST_COLUMNS or len(rows) > MOST_ROWS:
            self.say(
                "data-large",
                head.line,
                1,
                say("This table has {rows} lines and {columns} columns.", rows=len(rows), columns=len(head.cells)),
                say(
                    "At most {most_rows} lines and {most_columns} columns can be drawn: keep what is shown.",
                    most_rows=MOST_ROWS,
                    most_columns=MOST_COLUMNS,
                ),
            )
            return None
        for row in rows:
            if len(row.cells) != len(head.cells):
                self.say(
                    "data-ragged",
                    row.line,
                    row.cells[-1].column,
                    say(
                        "This line has {cells}, the first line {first}.",
                        cells=_cells(len(row.cells)),
                        first=_cells(len(head.cells)),
                    ),
                    say('Put quotes (") around a text that holds the separator, or add what is missing.'),
                )
        rows = [row for row in rows if len(row.cells) == len(head.cells)]
        if self.issues and not rows:
            return None
        return Table(columns=head.cells, rows=tuple(rows))

    def _decode(self, raw: bytes) -> str | None:
        if len(raw) > LARGEST:
            what = say("This table is larger than {most} KB.", most=LARGEST // 1024)
            self.say("data-large", 1, 1, what, say("Keep the lines and columns that are drawn."))
            return None
        if raw.startswith(b"PK\3\4"):
            what = say("This is a whole spreadsheet, not a table of text.")
            self.say("not-utf8", 1, 1, what, say("Save it from its program as “CSV UTF-8”."))
            return None
        try:
            return raw.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
        except UnicodeDecodeError as error:
            before = raw[: error.start]
            line = before.count(b"\n") + 1
            column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
            hint = say("Save it again as “CSV UTF-8”.")
            self.say("not-utf8", line, column, say("This table is not stored as UTF-8."), hint)
            return None

    def _lines(self, text: str, separator: str) -> list[TableRow]:
        """Every line that holds something, in cells; a quoted cell may go over lines."""
        rows: list[TableRow] = []
        cells: list[Cell] = []
        at, line, begin, first = 0, 1, 0, 1
        while at <= len(text):
            column, where = at - begin + 1, line
            if text[at : at + 1] == '"':
                value, end = _quoted(text, at)
                if end < 0:
                    self.say("data-quote", line, column, say("The quotes that begin here are never closed."),
                             say("Write a closing quote, or take this one away."))  # fmt: skip
                    return rows
                line += text.count("\n", at, end)
                begin = text.rfind("\n", 0, end) + 1
            else:
                value, end = "", at
            stop = min((i for i in (text.find(separator, end), text.find("\n", end)) if i >= 0), default=len(text))
            value += text[end:stop]
            value = " ".join(value.split())
            cells.append(Cell(text=value, column=column, value=number(value)))
            if text[stop : stop + 1] != separator:
                if any(cell.text for cell in cells):
                    rows.append(TableRow(line=first, cells=tuple(cells)))
                cells, line, begin = [], line + 1, stop + 1
                first = line
            elif where != line:
                first = min(first, where)
            at = stop + 1
        return rows


def _quoted(text: str, at: int) -> tuple[str, int]:
    """The text between quotes, and where it goes on after them; -1 when they are never closed."""
    end = at + 1
    while True:
        end = text.find('"', end)
        if end < 0:
            return "", -1
        if text[end + 1 : end + 2] != '"':
            return text[at + 1 : end].replace('""', '"'), end + 1
        end += 2


def _separator(text: str) -> str:
    """What parts the cells: the sign that is there most in the first line that holds something."""
    first = next((line for line in text.split("\n") if line.strip()), "")
    return max(";\t,", key=lambda sign: (first.count(sign), sign == ","))


def _cells(count: int) -> Sentence:
    return say("one cell") if count == 1 else say("{count} cells", count=count)
