"""Limits that a text meets before any library reads it: a hostile or broken text must not hang the reader."""

from __future__ import annotations

import re

from webdoc.model import Issue, Sentence, Source, say

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
    brackets = marks = tags = 0
    indents: list[int] = []
    for number, line in enumerate(lines, first):
        if len(line) > LONGEST_LINE:
            return [
                _issue(
                    "line-too-long",
                    path,
                    number,
                    say("This line is longer than a hundred thousand characters."),
                    say("Part it into paragraphs; a picture belongs in media/, not in the text."),
                )
            ]
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
                return [
                    _issue(
                        "nesting-too-deep",
                        path,
                        number,
                        say("More than {open_tags} HTML tags stand open here.", open_tags=OPEN_TAGS),
                        say("Close each tag, or write it in Markdown."),
                    )
                ]
        if "[" in line or "]" in line or "<" in line or "(" in line:
            opened = line.count("[") + line.count("(") - line.count("]") - line.count(")")
            brackets = max(0, brackets + opened) + line.count("<") // 8
        marks += len(EMPHASIS.findall(line)) + (line.count("|") * MARKS // COLUMNS if line.count("|") > COLUMNS else 0)
        if brackets > BRACKETS or marks > MARKS:
            message = (
                say("Too many brackets stand in one paragraph.")
                if brackets > BRACKETS
                else say("Too many marks (* _ ~ ` |) stand in one paragraph.")
            )
            return [
                _issue(
                    "text-too-complex",
                    path,
                    number,
                    message,
                    say("Part the paragraph, or put a backslash before marks that are meant as such."),
                )
            ]
    return []


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
