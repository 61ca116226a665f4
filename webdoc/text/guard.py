"""Limits that a text meets before any library reads it: a hostile or broken text must not hang the reader."""

from __future__ import annotations

import re

from webdoc.model import NOTHING, Issue, Sentence, Source, say

LONGEST = 500_000
"""Characters of a chapter: a novel."""
MOST_LINES = 6_000
LONGEST_LINE = 100_000
NESTED = 20
"""Quotes and lists inside one another, before one line's text begins."""
BRACKETS = 60
"""Brackets that stand open at once in one paragraph."""
MARKS = 4_000
"""Stars, underscores, tildes, backquotes and opening brackets of one paragraph."""

COLUMNS = 100
"""Columns of a table."""

CONTAINED, LINKS, NOTES, CELLS = 12_000, 12_000, 2_000, 10_000
"""Marks of quotes and lists, opening brackets, footnotes, and cells of tables in a whole chapter."""

CONTAINERS = re.compile(r"(?:[ \t]*+(?:>|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t])))++")
CONTAINER = re.compile(r">|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t])")
OPEN_TAGS = 100
"""HTML tags that stand open at once."""
TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9-]*)")
NEVER_CLOSED = frozenset("br hr img input wbr col p li td th tr dt dd option".split())
EMPHASIS = re.compile(r"[*_~`\[]")
BRACKET = re.compile(r"\\.|[\[\]()]")
DELIMITERS = re.compile(r"[ \t>|:-]*-[ \t>|:-]*\|[ \t>|:-]*|[ \t>|:-]*\|[ \t>|:-]*-[ \t>|:-]*")
ITEM = re.compile(r"([ \t]*)(?:[-*+]|\d{1,9}[.)])[ \t]")


def guard(lines: list[str] | tuple[str, ...], first: int, path: str) -> list[Issue]:
    """What makes this text too much to be read; empty when nothing does."""
    if sum(map(len, lines)) + len(lines) > LONGEST or len(lines) > MOST_LINES:
        return [
            _issue(
                "text-too-long",
                path,
                first,
                say(
                    "This chapter is longer than {longest} characters or {most_lines} lines.",
                    longest=f"{LONGEST:,}",
                    most_lines=f"{MOST_LINES:,}",
                ),
                say("Part it into several chapters."),
            )
        ]
    so_far = _SoFar(path)
    for number, line in enumerate(lines, first):
        found = so_far.too_much(line, number)
        if found:
            return [found]
    return []


class _SoFar:
    """What has been met of a text: in its paragraph, and in all."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.brackets = self.marks = self.tags = self.columns = 0
        self.contained = self.links = self.notes = self.cells = 0
        self.indents: list[int] = []

    def too_much(self, line: str, number: int) -> Issue | None:
        """What this line makes too much."""
        if len(line) > LONGEST_LINE:
            return _issue("line-too-long", self.path, number,
                          say("This line is longer than a hundred thousand characters."),
                          say("Part it into paragraphs; a picture belongs in media/, not in the text."))  # fmt: skip
        if line[:1] in "> \t-*+0123456789" and line and self._deep(line):
            return _too_deep(self.path, number)
        if not line.strip():
            self.brackets = self.marks = self.columns = 0
            return None
        if "<" in line and self._open_tags(line) > OPEN_TAGS:
            return _issue("nesting-too-deep", self.path, number,
                          say("More than {open_tags} HTML tags stand open here.", open_tags=OPEN_TAGS),
                          say("Close each tag, or write it in Markdown."))  # fmt: skip
        said = self._paragraph(line)
        if said:
            hint = say("Part the paragraph, or put a backslash before marks that are meant as such.")
            return _issue("text-too-complex", self.path, number, said, hint)
        said = self._in_all(line)
        if said:
            return _issue("text-too-complex", self.path, number, said, say("Part the chapter into several."))
        return None

    def _deep(self, line: str) -> bool:
        found = CONTAINERS.match(line)
        opened = len(CONTAINER.findall(found[0])) if found else 0
        self.contained += opened
        if opened > NESTED:
            return True
        item = ITEM.match(line)
        if item:
            indent = len(item[1].expandtabs(4))
            while self.indents and self.indents[-1] >= indent:
                self.indents.pop()
            self.indents.append(indent)
        return len(self.indents) > NESTED

    def _open_tags(self, line: str) -> int:
        for close, name in TAG.findall(line):
            if name.lower() not in NEVER_CLOSED:
                self.tags += -1 if close else 1
        return self.tags

    def _paragraph(self, line: str) -> Sentence:
        deepest = self.brackets
        for sign in BRACKET.findall(line):
            self.brackets = max(0, self.brackets + (1 if sign in "[(" else -1 if sign in "])" else 0))
            deepest = max(deepest, self.brackets)
        self.brackets += line.count("<") // 8
        bars = line.count("|")
        self.marks += len(EMPHASIS.findall(line)) + (bars * MARKS // COLUMNS if bars > COLUMNS else 0)
        if max(deepest, self.brackets) > BRACKETS:
            return say("Too many brackets stand in one paragraph.")
        return say("Too many marks (* _ ~ ` | [) stand in one paragraph.") if self.marks > MARKS else NOTHING

    def _in_all(self, line: str) -> Sentence:
        self.links += line.count("[")
        self.notes += line.count("[^")
        if "-" in line and DELIMITERS.fullmatch(line):
            self.columns = line.count("|")
        # A short row is filled up to the width of its table.
        self.cells += self.columns
        for count, most, what in (
            (self.contained, CONTAINED, say("marks of quotes and lists")),
            (self.links, LINKS, say("opening brackets")),
            (self.notes, NOTES, say("footnotes")),
            (self.cells, CELLS, say("cells of tables")),
        ):
            if count > most:
                return say("More than {most} {what} stand in this chapter.", most=f"{most:,}", what=what)
        return NOTHING


def _too_deep(path: str, line: int) -> Issue:
    return _issue(
        "nesting-too-deep",
        path,
        line,
        say("More than {nested} quotes or lists stand inside one another here.", nested=NESTED),
        say("Take some of the > or list marks away."),
    )


def _issue(code: str, path: str, line: int, message: Sentence, hint: Sentence) -> Issue:
    return Issue(code=code, message=message, source=Source(path, line, 1), hint=hint)
