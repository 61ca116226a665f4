"""Limits that a text meets before any library reads it: a hostile or broken text must not hang the reader."""

from __future__ import annotations

import re

from webdoc.model import Issue, Source

LONGEST = 500_000
"""Characters of a chapter: a novel."""
MOST_LINES = 6_000
LONGEST_LINE = 100_000
NESTED = 20
"""Quotes and lists inside one another, before one line's text begins."""
BRACKETS = 60
"""Brackets that stand open at once in one paragraph."""
MARKS = 4_000
"""Stars, underscores, tildes and backquotes of one paragraph."""

COLUMNS = 100
"""Columns of a table."""

CONTAINERS = re.compile(r"(?:[ \t]*+(?:>|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t])))++")
CONTAINER = re.compile(r">|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t])")
OPEN_TAGS = 100
"""HTML tags that stand open at once."""
TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9-]*)")
NEVER_CLOSED = frozenset("br hr img input wbr col p li td th tr dt dd option".split())
EMPHASIS = re.compile(r"[*_~`]")
ITEM = re.compile(r"([ \t]*)(?:[-*+]|\d{1,9}[.)])[ \t]")


def guard(lines: list[str] | tuple[str, ...], first: int, path: str) -> list[Issue]:
    """What makes this text too much to be read; empty when nothing does."""
    if sum(map(len, lines)) + len(lines) > LONGEST or len(lines) > MOST_LINES:
        return [_issue("text-too-long", path, first, f"This chapter is longer than {LONGEST:,} characters or "
                       f"{MOST_LINES:,} lines.", "Part it into several chapters.")]  # fmt: skip
    brackets = marks = tags = 0
    indents: list[int] = []
    for number, line in enumerate(lines, first):
        if len(line) > LONGEST_LINE:
            return [_issue("line-too-long", path, number, "This line is longer than a hundred thousand characters.",
                           "Part it into paragraphs; a picture belongs in media/, not in the text.")]  # fmt: skip
        if line[:1] in "> \t-*+0123456789" and line:
            found = CONTAINERS.match(line)
            if found and len(CONTAINER.findall(found[0])) > NESTED:
                return [_too_deep(path, number)]
            item = ITEM.match(line)
            if item:
                indent = len(item[1].expandtabs(4))
                while indents and indents[-1] >= indent:
                    indents.pop()
                indents.append(indent)
                if len(indents) > NESTED:
                    return [_too_deep(path, number)]
        if not line.strip():
            brackets = marks = 0
            continue
        if "<" in line:
            for close, name in TAG.findall(line):
                if name.lower() not in NEVER_CLOSED:
                    tags += -1 if close else 1
            if tags > OPEN_TAGS:
                return [_issue("nesting-too-deep", path, number, f"More than {OPEN_TAGS} HTML tags stand open here.",
                               "Close each tag, or write it in Markdown.")]  # fmt: skip
        if "[" in line or "]" in line or "<" in line or "(" in line:
            opened = line.count("[") + line.count("(") - line.count("]") - line.count(")")
            brackets = max(0, brackets + opened) + line.count("<") // 8
        marks += len(EMPHASIS.findall(line)) + (line.count("|") * MARKS // COLUMNS if line.count("|") > COLUMNS else 0)
        if brackets > BRACKETS or marks > MARKS:
            what = "brackets" if brackets > BRACKETS else "marks (* _ ~ ` |)"
            return [_issue("text-too-complex", path, number, f"Too many {what} stand in one paragraph.",
                           "Part the paragraph, or put a backslash before marks that are meant as such.")]  # fmt: skip
    return []


def _too_deep(path: str, line: int) -> Issue:
    return _issue("nesting-too-deep", path, line, f"More than {NESTED} quotes or lists stand inside one another here.",
                  "Take some of the > or list marks away.")  # fmt: skip


def _issue(code: str, path: str, line: int, message: str, hint: str) -> Issue:
    return Issue(code=code, message=message, source=Source(path, line, 1), hint=hint)
