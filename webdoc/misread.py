"""What the reader of YAML stumbles over, in words for people who never heard of YAML: where, what, what to do. Pure."""

from __future__ import annotations

import re
from typing import Any

import yaml
from msgspec import Struct

from webdoc.model import Sentence, say

_PAIR = re.compile(r"(?P<key>[ \t]*(?:- +)?[^\s:#][^:]*):[ \t]+(?P<value>\S.*)$")
_UNPARTED = re.compile(r"[ \t]*(?:- +)?(?P<key>[\w-]+)[ \t]*(?::|=)[ \t]*(?P<value>\S.*)$")
_MERGE = re.compile(r"^(?:<{7}|>{7})[ \t]", re.M)
_WORDS = re.compile(r"(?P<key>[a-z_]+)[ \t]+(?P<value>[^\s:].*)$")
_BLOCK = re.compile(r"\s*(?P<key>[\w-]+):[ \t]+[|>][+-]?[ \t]*$")
_CUT = re.compile(r"[ \t]+#[^\s#!]")
_ODD = re.compile("[\u00a0\u202f\u200b\ufeff\uff1a]")
_QUOTES = "\"'"
_OPENING = {"[": "]", "{": "}"}
_SIGNS = ">|?"
"""What makes something else than a text of the value that begins with it."""


class Slip(Struct, frozen=True):
    """A slip: its line and column, both from 0, what is wrong, what to do."""

    line: int
    column: int
    message: Sentence
    hint: Sentence


def found(error: yaml.MarkedYAMLError, text: str) -> Slip:
    """What is wrong, from what the parser raised when it read this text."""
    at = place(error.problem_mark or error.context_mark)
    begun = place(error.context_mark or error.problem_mark)
    return slip(text, error.problem or str(error), at, error.context or "", begun)


def slip(text: str, problem: str, at: tuple[int, int], context: str, begun: tuple[int, int]) -> Slip:
    """What is wrong, from what the parser says: its problem and place, and the context and where that began."""
    lines = text.splitlines()
    line = lines[at[0]] if at[0] < len(lines) else ""
    merge = _MERGE.search(text)
    if merge:
        return Slip(
            text.count("\n", 0, merge.start()), 0, say("Two versions of this file were not joined here."),
            say("Keep the lines of one version, and take away those with <<<<<<<, ======= and >>>>>>>."),
        )  # fmt: skip
    indent = line[: len(line) - len(line.lstrip())]
    if "\t" in indent:
        return Slip(
            at[0], indent.index("\t"), say("A tab indents this line; settings only know spaces."),
            say("Write two spaces instead of it."),
        )  # fmt: skip
    if "document" in problem:
        return Slip(
            *at, say("A line of three hyphens stands here, and what follows would be settings of another file."),
            say("Take the line away."),
        )  # fmt: skip
    if before := _unended(lines[: at[0]]):
        begun, context, problem = before, "a quoted scalar", "end of stream"
    return _open(lines, problem, context, begun) or _within(line, problem, at) or _besides(lines, problem, at, begun)


def _unended(lines: list[str]) -> tuple[int, int] | None:
    """Where a quotation mark begins that is still open after these lines; None for none."""
    try:
        for _ in yaml.scan("\n".join(lines), yaml.SafeLoader):
            pass
    except yaml.MarkedYAMLError as error:
        if "quoted scalar" in (error.context or "") and "end of stream" in (error.problem or ""):
            return place(error.context_mark)
    return None


def _open(lines: list[str], problem: str, context: str, begun: tuple[int, int]) -> Slip | None:
    """What begins and is not closed, or cannot begin a text."""
    char = lines[begun[0]][begun[1] : begun[1] + 1] if begun[0] < len(lines) else ""
    if "quoted scalar" in context and "end of stream" in problem:
        return Slip(
            *begun, say("The quotation mark that opens here is never closed."),
            say("Write the same mark where the text ends."),
        )  # fmt: skip
    if "flow" in context:
        if char not in _OPENING:  # nothing stands in it: the reader begins at what follows
            text = "\n".join([*lines[: begun[0]], lines[begun[0]][: begun[1]] if begun[0] < len(lines) else ""])
            at = max(text.rfind(sign) for sign in _OPENING)
            begun, char = (text.count("\n", 0, at), at - text.rfind("\n", 0, at) - 1), text[at : at + 1]
        return Slip(
            *begun, say("The bracket {bracket} that opens here is never closed.", bracket=char),
            say("Write {bracket} where it ends; a text that begins with a bracket needs quotation marks.",
                bracket=_OPENING.get(char, "]")),
        )  # fmt: skip
    return _cannot_begin(begun, char) if "alias" in context or "anchor" in context or "a tag" in context else None


def _within(line: str, problem: str, at: tuple[int, int]) -> Slip | None:
    """What is wrong inside of one line."""
    if "cannot start any token" in problem:
        return _cannot_begin(at, line[at[1] : at[1] + 1])
    if "undefined alias" in problem:
        return _cannot_begin(at, "*")
    if "escape" in problem:
        return Slip(
            *at, say("Between double quotation marks a backslash begins a sign of its own."),
            say("Write two backslashes, or single quotation marks around the text."),
        )  # fmt: skip
    pair = _PAIR.match(line)
    if pair and pair["value"][0] in _QUOTES and pair.start("value") < at[1]:
        return Slip(
            *at, say("After the closing quotation mark more text stands."),
            say("Put the whole text between quotation marks; inside of it use curly ones: “…”."),
        )  # fmt: skip
    if pair and pair["value"][0] in _SIGNS and pair.start("value") <= at[1]:
        return _cannot_begin((at[0], pair.start("value")), pair["value"][0])
    if pair and pair["value"][0] in _OPENING and pair.start("value") < at[1]:
        return _cannot_begin((at[0], pair.start("value")), pair["value"][0])
    if pair and pair.start("value") < at[1] and "not allowed" in problem:
        key, value = pair["key"].strip(), pair["value"].strip()
        quoted = value if '"' in value else f'"{value}"'
        return Slip(
            *at, say("This text holds a colon and a space, which begin a value of their own."),
            say("Put the whole text between quotation marks: {key}: {value}", key=key, value=quoted),
        )  # fmt: skip
    return None


def odd(line: str) -> Slip | None:
    """A sign that only looks like a space or a colon, as keyboards and web pages give it; the line counts as first."""
    found = _ODD.search(line)
    if found is None:
        return None
    message = say("Here stands a sign that looks like a space or a colon, and is another.")
    return Slip(0, found.start(), message, say("Delete it, and type an ordinary one."))


def unparted(line: str) -> Slip | None:
    """A line of settings in which the colon is missing, or the space after it; the line counts as the first."""
    if strange := odd(line):
        return strange
    found = _UNPARTED.match(line) or _WORDS.match(line)
    if found is None or _PAIR.match(line):
        return None
    hint = say("Write “{key}: {value}”.", key=found["key"], value=found["value"])
    return Slip(0, 0, say("In this line a colon with a space after it is missing."), hint)


def twice(name: str, first: int, at: tuple[int, int]) -> Slip:
    """A key that stands twice in one group, the first time in that line, which is counted from 1."""
    message = say("“{name}” stands twice (first in line {line}).", name=name, line=first)
    return Slip(*at, message, say("Keep one."))


def cut(rest: str) -> Slip | None:
    """What stands after a value in its line, when it was meant: a # that somebody did not mean as a remark."""
    if not _CUT.match(rest):
        return None
    message = say("From the # on this line is a remark, and is not read.")
    return Slip(0, rest.index("#"), message, say("Put the whole text between quotation marks."))


def swallowed(lines: list[str]) -> Slip | None:
    """An item of a list that became part of a text, as it stands too far right; ``lines``: those of the text."""
    at = next((at for at, line in enumerate(lines) if at and re.match(r"[ \t]*- ", line)), None)
    if at is None:
        return None
    message = say("This item stands further right than those above it: it became part of their text.")
    return Slip(
        at, lines[at].index("-"), message, say("Let it begin in the same column as the lines that it belongs to.")
    )


def _besides(lines: list[str], problem: str, at: tuple[int, int], begun: tuple[int, int]) -> Slip:
    """What does not go with the lines above it."""
    line = lines[at[0]] if at[0] < len(lines) else ""
    column = len(line) - len(line.lstrip())
    if "sequence entries" in problem:
        return Slip(
            *at,
            say("A list does not begin beside its name."),
            say("Write each “- item” on a line of its own below it."),
        )
    if "not allowed" in problem and column:
        return Slip(
            at[0], column, say("This line is indented, and the one above it takes nothing below it."),
            say("Let it begin in the same column as the lines that it belongs to."),
        )  # fmt: skip
    before = lines[at[0] - 1] if 0 < at[0] <= len(lines) else ""
    if "not allowed" in problem and (missing := unparted(before)):
        return Slip(at[0] - 1, 0, missing.message, missing.hint)
    above = _BLOCK.match(lines[begun[0] - 1]) if 0 < begun[0] < len(lines) else None
    if "expected ':'" in problem and above:
        return Slip(
            *begun, say("The text of “{key}” begins here, and is not indented.", key=above["key"]),
            say("Put two spaces before each of its lines."),
        )  # fmt: skip
    if "expected ':'" in problem and begun[0] < len(lines):
        if strange := odd(lines[begun[0]]):
            return Slip(begun[0], strange.column, strange.message, strange.hint)
        found = _UNPARTED.match(lines[begun[0]])
        hint = say("Write it as “key: value”.")
        if found:
            hint = say("Write “{key}: {value}”.", key=found["key"], value=found["value"])
        return Slip(*begun, say("In this line a colon with a space after it is missing."), hint)
    if ("did not find expected" in problem or "expected <block end>" in problem) and (mixed := _mixed(lines, at[0])):
        return mixed
    return Slip(
        *at, say("This is not valid YAML: {why}.", why=problem),
        say("Each line has the form “key: value”, and lines that belong together begin in the same column."),
    )  # fmt: skip


def _mixed(lines: list[str], upto: int) -> Slip | None:
    """A line “- item” among lines “key: value” of the same group, or one of these among items; up to that line."""
    first: dict[int, tuple[bool, int]] = {}
    for number, line in enumerate(lines[: upto + 1]):
        column = len(line) - len(line.lstrip())
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        first = {at: one for at, one in first.items() if at <= column}
        item = line.lstrip().startswith("- ")
        begun = first.setdefault(column, (item, number + 1))
        if begun[0] == item:
            continue
        if item:
            hint = say("Take away the hyphen and the space, and begin in the column of the lines above.")
            return Slip(number, column, say("This line is an item of a list, among lines “key: value”."), hint)
        message = say("This line is “key: value”, below an item of a list (line {line}).", line=begun[1])
        return Slip(
            number, column, message, say("Take away the hyphen in line {line}, or write one here.", line=begun[1])
        )
    return None


def typed(rest: str) -> Slip | None:
    """A text whose first word YAML takes for the name of a type; ``rest`` stands in its line, which counts as first."""
    return _cannot_begin((0, 0), "!") if re.match(r"!(?!!)", rest) else None


def _cannot_begin(at: tuple[int, int], char: str) -> Slip:
    return Slip(
        *at, say("A text cannot begin with “{char}” here.", char=char),
        say("Put the whole text between quotation marks."),
    )  # fmt: skip


def place(mark: Any) -> tuple[int, int]:
    """Line and column of a mark of the parser, from 0."""
    return (mark.line, mark.column) if mark else (0, 0)
