"""The scan of the raw text for `:::` blocks, before any Markdown is read.

It works on lines, so every place is right, and it knows code (fenced, also inside lists and quotes; indented), so a
`:::` in an example stays text. It does not know what the blocks mean: that stands in `blocks`.
"""

from __future__ import annotations

import difflib
import re

from msgspec import Struct

from webdoc.model import Issue, Sentence, Source, joined, say

DEEPEST = 12
"""Blocks inside one another."""

FENCE = re.compile(r"(:{3,})[ \t\u00a0]*(.*?)[ \t\u00a0]*$")
INDENTED = re.compile(r"([ \t>]+)(:{3,})[ \t]*([^\s:]*)")
FEW = re.compile(r"(::?)[ \t]*([^\W\d_]+)\b")
CODE = re.compile(
    r"(?P<lead>(?:[ ]{0,3}+(?:>[ ]?+|(?:[-*+]|\d{1,9}[.)])[ \t]++))*+)(?P<indent>[ ]*)"
    r"(?P<mark>`{3,}|~{3,})(?P<rest>.*)$"
)
RAW = re.compile(r"[ ]{0,3}<(!--|(?:pre|script|style|textarea)(?=[\s>]|$))", re.IGNORECASE)
OPTION = re.compile(r"([^\W\d_][\w-]*)[ \t\u00a0]*:(?:[ \t\u00a0]+(.*?))?[ \t\u00a0]*$")
RULE = re.compile(r"(?:-{3,}|[–—]{1,3})[ \t]*$")
LISTED = re.compile(r"[ ]{0,3}(?:[-*+]|\d{1,9}[.)])[ \t]")


class Lines(Struct, frozen=True):
    """Plain Markdown between blocks: its lines, and the number of the first in the file."""

    first: int
    lines: tuple[str, ...]


class Option(Struct, frozen=True):
    """An option as written: the value, and where name and value stand."""

    name: str
    value: str
    source: Source
    value_source: Source


class Rule(Struct, frozen=True):
    """A line ``---`` at the left margin of a block that is made of steps."""

    line: int


class Directive(Struct, frozen=True):
    """A `:::` block as written."""

    kind: str
    argument: str
    source: Source
    argument_source: Source
    options: tuple[Option, ...]
    body: tuple[Lines | Rule | Directive, ...]

    def option(self, name: str) -> Option | None:
        """The option of that name, or None."""
        return next((option for option in self.options if option.name == name), None)


class _Open:
    """A block whose closing fence has not been met."""

    def __init__(self, colons: int, kind: str, argument: str, source: Source, argument_source: Source) -> None:
        self.colons = colons
        self.kind = kind
        self.argument = argument
        self.source = source
        self.argument_source = argument_source
        self.options: list[Option] = []
        self.body: list[Lines | Rule | Directive] = []
        self.heading = True
        """Whether option lines may still come."""

    def done(self) -> Directive:
        return Directive(
            self.kind, self.argument, self.source, self.argument_source, tuple(self.options), tuple(self.body)
        )


class _Code:
    """A fenced code block that is open: what closes it, and what it stands in."""

    def __init__(self, match: re.Match[str], line: int, in_list: bool) -> None:
        self.mark = match["mark"]
        self.line = line
        lead = match["lead"]
        self.quoted = ">" in lead
        self.width = 0 if self.quoted else len(lead.expandtabs(4))
        if in_list and not lead and match["indent"]:
            self.width = 1

    def ends(self, line: str) -> bool:
        """Whether this line is the closing fence."""
        text = line.lstrip("> \t") if self.quoted else line.strip()
        char = self.mark[0]
        return len(text.rstrip()) >= len(self.mark) and set(text.rstrip()) == {char}

    def left(self, line: str) -> bool:
        """Whether this line stands outside of the list or quote that holds the code."""
        if self.quoted:
            return not line.lstrip(" ").startswith(">")
        indent = len(line.expandtabs(4)) - len(line.expandtabs(4).lstrip(" "))
        return bool(self.width) and bool(line.strip()) and indent < self.width


class Scanner:
    """One pass over the lines of a chapter: ``options`` of each kind, ``stepped`` the kinds that are made of steps."""

    def __init__(self, path: str, options: dict[str, tuple[str, ...]], stepped: frozenset[str]) -> None:
        self.path = path
        self.known = options
        self.stepped = stepped
        self.issues: list[Issue] = []
        self.top: list[Lines | Rule | Directive] = []
        self.stack: list[_Open] = []
        self.buffer: list[str] = []
        self.first = 0
        self.code: _Code | None = None
        self.raw: tuple[str, int] | None = None
        """What ends the HTML that is open (a comment, say), and the line that it began in."""
        self.forgiven = 0
        self.blank = True
        self.indented_code = False
        self.in_list = False

    def scan(self, lines: list[str], first: int) -> tuple[tuple[Lines | Rule | Directive, ...], tuple[Issue, ...]]:
        """The pieces in order and what is wrong; the first line has that number in its file."""
        for index, line in enumerate(lines):
            self._line(line, first + index, lines[index + 1] if index + 1 < len(lines) else "")
        self._flush()
        if self.raw:
            self._issue(
                "html-unclosed", self.raw[1], 1, say("What begins here is never closed by {end}: the rest of the "
                "chapter is lost in it.", end=self.raw[0]), say("Write {end} where it ends.", end=self.raw[0]),
            )  # fmt: skip
        if self.code and not (self.code.quoted or self.code.width):
            self._issue(
                "code-unclosed", self.code.line, 1, say("This code block is never closed."),
                say("Write {mark} on a line of its own where the code ends.", mark=self.code.mark), level="warning",
            )  # fmt: skip
        while self.stack:
            self._unclosed(self.stack[-1])
        self.issues.sort(key=lambda issue: (issue.source.line, issue.source.column))
        return tuple(self.top), tuple(self.issues)

    # -- one line ---------------------------------------------------------------------------------------------------

    def _line(self, line: str, number: int, following: str) -> None:
        if self.code and self.code.left(line):
            self.code = None
        if self.code or self.raw:
            self._inside(line)
            self._text(line, number)
        elif self.stack and self.stack[-1].heading and self._option(line, number, following):
            pass
        elif line.startswith(":::"):
            self._fence(line, number)
        elif self.stack and self.stack[-1].kind in self.stepped and RULE.match(line):
            self._flush()
            self.stack[-1].body.append(Rule(number))
        else:
            self._late(line, number)
            self._watch(line, number)
            self._text(line, number)

    def _inside(self, line: str) -> None:
        """A line of code, or of HTML that is read to its end: is it the last?"""
        if self.code and self.code.ends(line):
            self.code = None
        elif self.raw and self.raw[0] in line.lower():
            self.raw = None

    def _watch(self, line: str, number: int) -> None:
        """Keep account of code and lists; warn of a fence that stands in the text by an accident of spaces."""
        code = CODE.match(line)
        if (
            code
            and not (code["mark"][0] == "`" and "`" in code["rest"])
            and (len(code["indent"]) < 4 or self.in_list or code["lead"])
        ):
            self.code = _Code(code, number, self.in_list)
            return
        if line.strip():
            deep = line.startswith(("    ", "\t"))
            self.indented_code = deep and (self.blank or self.indented_code) and not self.in_list
            if LISTED.match(line):
                self.in_list = True
            elif self.blank and not line.startswith((" ", "\t")):
                self.in_list = False
        raw = RAW.match(line)
        if raw:
            end = "-->" if raw[1].startswith("!") else f"</{raw[1].lower()}>"
            self.raw = (end, number) if end not in line[raw.end() :].lower() else None
        fence = INDENTED.match(line)
        if fence and not self.indented_code and (fence[3].lower() in self.known or (not fence[3] and self.stack)):
            self._issue(
                "block-indented", number, len(fence[1]) + 1, say("This block does not begin at the left margin."),
                say("Take away what stands before {fence}.", fence=fence[2]),
            )  # fmt: skip
        few = FEW.match(line)
        if few and few[2].lower() in self.known and self.blank:
            self._issue(
                "block-colons", number, 1, say("A block begins with three colons; here are fewer."),
                say("Write ::: {rest}, and ::: on a line of its own where it ends.", rest=line.lstrip(": \t")),
            )  # fmt: skip
        self.blank = not line.strip()

    def _text(self, line: str, number: int) -> None:
        if not self.buffer:
            self.first = number
        self.buffer.append(line)
        if self.stack:
            self.stack[-1].heading = False

    def _flush(self) -> None:
        """Hand over the lines gathered so far."""
        if any(line.strip() for line in self.buffer):
            (self.stack[-1].body if self.stack else self.top).append(Lines(self.first, tuple(self.buffer)))
        self.buffer = []
        self.blank, self.indented_code, self.in_list = True, False, False

    # -- options ----------------------------------------------------------------------------------------------------

    def _option(self, line: str, number: int, following: str) -> bool:
        """Take the line as an option, or as the empty line after them; False: the body begins here."""
        block = self.stack[-1]
        known = self.known.get(block.kind, ())
        if not line.strip():
            block.heading = False
            return True
        match = OPTION.match(line)
        if not match:
            word = line.split(None, 1)[0].lower()
            if block.kind in self.known and word in known and len(line.split()) == 2:
                rest = line.split(None, 1)[1].strip()
                self._issue(
                    "option-invalid",
                    number,
                    1,
                    say("After “{word}” a colon is missing.", word=word),
                    say("Write {word}: {rest}", word=word, rest=rest),
                )
                return True
            return False
        name = match[1].lower()
        if name not in known and known and not self._meant(name, known) and following.strip():
            return False
        at = Source(self.path, number, 1)
        value = match[2] or ""
        block.options.append(Option(name, value, at, Source(self.path, number, match.start(2) + 1 if value else 1)))
        return True

    def _late(self, line: str, number: int) -> None:
        """Warn of an option below the empty line: it is text there."""
        block = self.stack[-1] if self.stack else None
        match = OPTION.match(line)
        if block is None or match is None or block.body or any(one.strip() for one in self.buffer):
            return
        if match[1] in self.known.get(block.kind, ()):
            message = say("“{name}” stands below an empty line: it is shown as text here.", name=match[1])
            hint = say("Take the empty line above it away: options follow the first line of a block.")
            self._issue("option-invalid", number, 1, message, hint, "warning")

    @staticmethod
    def _meant(name: str, known: tuple[str, ...]) -> bool:
        return bool(difflib.get_close_matches(name, known, n=1, cutoff=0.7))

    # -- fences -----------------------------------------------------------------------------------------------------

    def _fence(self, line: str, number: int) -> None:
        match = FENCE.match(line)
        assert match is not None
        colons, rest = len(match[1]), match[2]
        self._flush()
        if rest.strip(": \t"):
            self._begin(colons, match, number)
        else:
            self._end(colons, number)

    def _begin(self, colons: int, match: re.Match[str], number: int) -> None:
        while self.stack and self.stack[-1].colons <= colons:
            block = self.stack[-1]
            self._unclosed(block, number, colons)
            self.forgiven += 1
        if len(self.stack) >= DEEPEST:
            self._issue(
                "nesting-too-deep",
                number,
                1,
                say("More than {deepest} blocks stand inside one another here.", deepest=DEEPEST),
                say("Close the blocks before, or put this one after them."),
            )
            self.forgiven += 1
            return
        rest = match[2]
        trailing = re.search(r"[ \t]+:{3,}$", rest)
        if trailing:
            rest = rest[: trailing.start()]
        kind, argument = (*re.split(r"\s+", rest, maxsplit=1), "")[:2]
        kind, argument = kind.rstrip(":").lower(), argument.strip()
        column = match.start(2) + 1
        at = column + match[2].find(argument, len(kind)) if argument else column
        source = Source(self.path, number, column)
        if self.stack:
            self.stack[-1].heading = False
        self.stack.append(_Open(colons, kind, argument, source, Source(self.path, number, at)))

    def _end(self, colons: int, number: int) -> None:
        exact = next((i for i in range(len(self.stack) - 1, -1, -1) if self.stack[i].colons == colons), None)
        if exact is not None:
            while len(self.stack) > exact + 1:
                self._unclosed(self.stack[-1], number)
            self._close()
        elif self.stack and self.stack[-1].colons < colons:
            block = self.stack[-1]
            self._issue(
                "fence-length", number, 1,
                say("This closing fence has {colons} colons, the block “{block}” of line {line} "
                "began with {began}.", colons=colons, block=block.kind, line=block.source.line, began=block.colons),
                say("Write {fence} in both places.", fence=':' * block.colons), level="warning",
            )  # fmt: skip
            self._close()
        elif self.forgiven:
            self.forgiven -= 1
        elif self.stack:
            block = self.stack[-1]
            self._issue(
                "block-close-extra", number, 1,
                say("This fence closes nothing: the open block “{block}” of line {line} "
                "began with {began} colons.", block=block.kind, line=block.source.line, began=block.colons),
                say("Take the line away, or write {fence} if it is to close that block.", fence=':' * block.colons),
            )  # fmt: skip
        else:
            self._issue(
                "block-close-extra", number, 1, say("This closing fence has no block that it could close."),
                say("Take the line away, or write what begins here: for example ::: note A title"),
            )  # fmt: skip

    def _unclosed(self, block: _Open, next_line: int = 0, colons: int = 0) -> None:
        fence = ":" * block.colons
        then = say("Write {fence} on a line of its own where the block ends.", fence=fence)
        if colons and next_line:
            message = say(
                "The block “{block}” is not closed before the next one begins in line {next_line}.",
                block=block.kind,
                next_line=next_line,
            )
            more = say(
                "If that one is meant to stand inside, begin and end “{block}” with {fence_around}.",
                block=block.kind,
                fence_around=":" * (colons + 1),
            )
            then = joined((then, more), " ")
        else:
            message = say("The block “{block}” is never closed.", block=block.kind)
        self._issue("block-unclosed", block.source.line, 1, message, then)
        self._close()

    def _close(self) -> None:
        self._flush()
        block = self.stack.pop().done()
        (self.stack[-1].body if self.stack else self.top).append(block)

    def _issue(
        self, code: str, line: int, column: int, message: Sentence, hint: Sentence, level: str = "error"
    ) -> None:
        self.issues.append(
            Issue(code=code, level=level, message=message, source=Source(self.path, line, column), hint=hint)  # type: ignore[arg-type]
        )
