"""What an editor has seen and leaves as it is: warnings and remarks, each with a reason. Errors are never ignored."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase

from msgspec import Struct

from webdoc.model import Issue, Source, say

MARK = "webdoc: ignore"
_COMMENT = re.compile(
    r"(?:<!--|^\s*#)[ \t]*webdoc:[ \t]*ignore[ \t]+(?P<codes>[a-z0-9-]+(?:[ \t]*,[ \t]*[a-z0-9-]+)*)"
    r"(?:[ \t]+because[ \t]+(?P<reason>.*?))?[ \t]*(?:-->|$)",
    re.MULTILINE,
)
_OUTSIDE = frozenset({"link-dead", "link-moved"})
"""What only shows when other sites are asked."""
_FENCE = re.compile(r":{3,}")


class Ignored(Struct, frozen=True):
    """Codes that are not told of some lines of a file, and where that is written."""

    codes: tuple[str, ...]
    reason: str
    path: str
    """A file's path, or a pattern of paths, as ``chapters/03-*.md``; empty: every file."""
    source: Source
    first: int = 0
    last: int = 0
    """The lines that it holds for; 0 and 0: all."""

    def holds(self, issue: Issue) -> bool:
        """Whether it is meant by this."""
        if issue.level == "error" or issue.code not in self.codes:
            return False
        if self.path and not fnmatchcase(issue.source.path, self.path):
            return False
        return not self.last or self.first <= issue.source.line <= self.last


def written(text: str, path: str) -> Iterator[Ignored]:
    """The comments of a chapter: each holds for the paragraph, block or setting that follows.

    ``<!-- webdoc: ignore alt-missing because it only decorates -->``; in the front matter ``# webdoc: ignore …``. The
    first thing of a text holds for the chapter's front matter and for the chapter as a whole too.
    """
    lines = text.split("\n")
    for found in _COMMENT.finditer(text):
        line = text.count("\n", 0, found.end())
        first, last = _following(lines, line + 1)
        source = Source(path, text.count("\n", 0, found.start("codes")) + 1, 1)
        codes = tuple(code.strip() for code in found["codes"].split(","))
        begins = 1 if found[0].startswith("<!--") and _opens(lines[: source.line - 1]) else first
        yield Ignored(codes, (found["reason"] or "").strip(), path, source, begins, last)


def _opens(before: list[str]) -> bool:
    """Whether nothing but the front matter stands before."""
    text = "\n".join(before).strip()
    return not text or bool(re.fullmatch(r"---\n.*?\n---", text, re.DOTALL) and text.count("\n---") == 1)


def _following(lines: list[str], at: int) -> tuple[int, int]:
    """The numbers of the first and the last line of what stands from there on: a block, a paragraph."""
    while at < len(lines) and not lines[at].strip():
        at += 1
    end = at
    fence = _FENCE.match(lines[at]) if at < len(lines) else None
    if fence:
        while end + 1 < len(lines) and (end == at or lines[end].strip() != fence[0]):
            end += 1
    else:
        while end + 1 < len(lines) and lines[end + 1].strip():
            end += 1
    return at + 1, end + 1


def kept(issues: Iterable[Issue], ignored: tuple[Ignored, ...]) -> tuple[Issue, ...]:
    """The issues that are not ignored."""
    return tuple(issue for issue in issues if not any(one.reason and one.holds(issue) for one in ignored))


def idle(issues: tuple[Issue, ...], ignored: tuple[Ignored, ...]) -> Iterator[Issue]:
    """What is wrong with what is ignored: without a reason, an error, nothing at all."""
    for one in ignored:
        codes = ", ".join(one.codes)
        if not one.reason:
            yield Issue(
                code="ignore-reason",
                level="warning",
                source=one.source,
                message=say("Nothing says why “{codes}” is ignored here, so it is told.", codes=codes),
                hint=say("Write the reason after it: “because …”."),
            )
        elif not any(one.holds(issue) for issue in issues) and not _OUTSIDE.issuperset(one.codes):
            yield Issue(
                code="ignore-unused",
                level="warning",
                source=one.source,
                message=say("There is no “{codes}” here that could be ignored.", codes=codes),
                hint=say("Take it away; an error cannot be ignored, it has to be mended."),
            )
