"""Slips of the pen: what looks like Markdown, is none, and would stand in the page as it was typed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, Literal

from webdoc.model import Issue, Sentence, Source, kind_of, say
from webdoc.text.ledger import Ledger

ALERT = re.compile(r"\[!(\w+)\](?=\s|$)")
BARS = re.compile(r"\|[^|]+\|(?:[^|]+\|)+\s*$")
NO_SPACE = re.compile(r"#{2,6}[^\s#]")
UNREAD = re.compile(r"(!?)\[([^\[\]\n]*)\](?: *\((?=[^()\s])([^()\n]*)\)|\[([^\[\]\n]*)\])")
HALF = re.compile(r"!\[\[?[^\[\]\n]*(?:\].*|$)")
"""A picture of which a part is missing, or as wikis write it."""
TURNED = re.compile(r"(!?)(?<!\])\(([^()\n]*)\)\[((?:https?://|[\w%./-]+\.(?=\w))[^\[\]\s]*)\]")
"""A link or a picture with its brackets the wrong way round."""
PARTED = re.compile(r"\[([^\[\]\n]+)\] +\($")
"""A link whose address has become one by itself."""
CURLY = "“”„«»‘’'"
UNSPANNED = re.compile(r"\[[^\[\]\n]+\]\{:?[ ]*(lang=?[^{}\n]*)\}")
UNCITED = re.compile(r"\[@\w[^\[\];]*;[^\[\]]*\]")
CITED = re.compile(r"\[(?:[^\[\]]*\s)?@\w[^\[\]]*\]")
FENCED = re.compile(r" {0,3}(`{3}|~{3})")
MERGE = re.compile(r"<{7}[ \t]")
NOTED = re.compile(r"\[\^([^\[\]\s]+)\]:")
UNNOTED = re.compile(r"\[\^([^\[\]\s]+)\](?P<colon>\s+:)?")
LOOSE = {
    "picture": re.compile(
        r"[ \t]{0,4}(\{:?[ \t]*[.#\w][^{}\n]*|\.?(?:full|wide|left|right)\}|[(\[]\.(?:full|wide|left|right)[)\]])"
    ),
    "heading": re.compile(r".*(\{:?[ \t]*#[^{}\n]*$)"),
}
"""Attribute lists of which a brace is missing."""
MARKED = re.compile(r"(?:#{1,6}|[-*+]|\d{1,9}[.)])[\u00a0\u202f]|[•◦▪‣●■\uf0b7][ \t\u00a0]*\w")
REMARK = re.compile(r"<![—–]")


def beginning(content: str, ledger: Ledger, quoted: bool) -> None:
    """Slips at the beginning of a paragraph."""
    alert = ALERT.match(content) if quoted else None
    if alert:
        ledger.issue(
            "markdown-differs", "warning", ledger.peek("[!"),
            say("GitHub makes a box of [!{word}]; webdoc shows it as a quotation.", word=alert[1]),
            say("Write ::: note A title, then the text, then ::: on a line of its own."),
        )  # fmt: skip
    if found := MARKED.match(content):
        _marked(found[0], ledger)
    if REMARK.match(content):
        ledger.issue(
            "html-unclosed", "error", ledger.peek(content[:3]),
            say("“{written}” begins no remark: visitors would read it.", written=content[:3]),
            say("Write it with hyphens: <!-- and, where it ends, -->"),
        )  # fmt: skip
    if BARS.match(content):
        ledger.issue(
            "table-unread", "warning", ledger.peek("|"), say("This is no table yet: a line is missing below."),
            say("Write a line of hyphens below the names of the columns: | --- | --- |"),
        )  # fmt: skip
    if NO_SPACE.match(content):
        ledger.issue(
            "heading-space", "warning", ledger.peek("##"),
            say("A space is missing after the # signs, so this is no heading."), say("Write ## The heading"),
        )  # fmt: skip


def _marked(sign: str, ledger: Ledger) -> None:
    """A heading or a list whose sign is followed by a space that does not break, or that begins with a drawn dot."""
    where = ledger.peek(sign)
    if sign[0] == "#":
        ledger.issue(
            "heading-space", "warning", where,
            say("After the # signs stands a space that does not break, so this is no heading."),
            say("Type it anew: many keyboards write that space while Alt or Option is still held."),
        )  # fmt: skip
    elif sign[-1] in "\u00a0\u202f":
        ledger.issue(
            "list-unread", "warning", where,
            say("After “{sign}” stands a space that does not break, so this is no list.", sign=sign[:-1]),
            say("Type it anew: many keyboards write that space while Alt or Option is still held."),
        )  # fmt: skip
    else:
        ledger.issue(
            "list-unread", "warning", where, say("“{sign}” begins no list: its lines run together.", sign=sign[0]),
            say("Write a hyphen and a space before each line of the list."),
        )  # fmt: skip


def loose(content: str, what: Literal["picture", "heading"], ledger: Ledger) -> None:
    """An attribute list after a picture, or at the end of a heading, that is not written as one."""
    found = LOOSE[what].match(content)
    if found:
        ledger.issue(
            "attribute-unknown", "warning", ledger.peek(found[1]),
            say("A brace is missing here: visitors would read “{written}”.", written=found[1][:40]),
            say("Write it between braces: {example}", example="{.wide}" if what == "picture" else "{#name}"),
        )  # fmt: skip


def _hint(picture: str, words: str, target: str | None, ref: str | None) -> Sentence:
    """How a link or a picture that cannot be read is written."""
    if target is None:
        return say("Write [{name}]: and its address on a line of its own, or put a backslash before [.",
                   name=ref or words)  # fmt: skip
    name, _, title = target.partition(" ")
    if title and (kind_of(name) or title[0] in CURLY):
        title = re.sub(r'"([^"]*)"', r"“\1”", title.strip().strip(CURLY + '"').strip()).replace('"', "")
        return say('Put the caption between straight quotation marks: {picture}[{words}]({name} "{title}")',
                   picture=picture, words=words, name=name, title=title)  # fmt: skip
    if " " in target.split(' "')[0]:
        name, quote, title = target.partition(' "')
        return say("Put the name between angle brackets: {picture}[{words}](<{name}>{quote}{title})",
                   picture=picture, words=words, name=name, quote=quote, title=title)  # fmt: skip
    return say("Write it without a space between: {picture}[{words}]({target})",
               picture=picture, words=words, target=target)  # fmt: skip


def _unread(written: str, picture: bool, hint: Sentence, ledger: Ledger) -> None:
    place, written = ledger.peek(written), written[:60]
    if picture:
        message = say("This picture cannot be read: “{written}”.", written=written)
        ledger.issue("link-unread", "error", place, message, hint)
    else:
        message = say("This link cannot be read: “{written}”.", written=written)
        ledger.issue("link-unread", "warning", place, message, hint)


def within(content: str, ledger: Ledger) -> None:
    """What looks like a link, a picture or a note, and is none."""
    for found in UNREAD.finditer(content):
        picture, words, target, ref = found.groups()
        _unread(found[0], bool(picture), _hint(picture, words, target, ref), ledger)
    for found in HALF.finditer(UNREAD.sub("", content)):
        hint = say("Write ![What is to be seen](door.jpg), all in one line.")
        _unread(found[0], True, hint, ledger)
    for found in TURNED.finditer(content):
        hint = say("Square brackets come first: {picture}[{words}]({target})",
                   picture=found[1], words=found[2], target=found[3])  # fmt: skip
        _unread(found[0], bool(found[1]), hint, ledger)
    for found in PARTED.finditer(content):
        _unread(found[0], False, say("Write it without a space between: [{words}](https://…)", words=found[1]), ledger)
    for found in UNCITED.finditer(content):
        ledger.issue(
            "citation-unread",
            "warning",
            ledger.peek(found[0]),
            say("These sources cannot be read: {written}", written=found[0][:60]),
            say("Each begins with its own @: [@one; @two, p. 3]"),
        )
    for found in UNSPANNED.finditer(content):
        ledger.issue(
            "attribute-unknown",
            "warning",
            ledger.peek(found[0]),
            say("“{written}” is not the code of a language.", written=found[1][:40]),
            say("Write it as [mot]{lang=fr}: en, fr, ar, pt-BR…"),
        )
    for found in UNNOTED.finditer(content):
        ledger.issue(
            "footnote-missing",
            "warning",
            ledger.peek(found[0]),
            say("Before this colon stands a space, so this is no note.")
            if found["colon"] and not found.start()
            else say("The note {written} is not in this text.", written=f"[^{found[1]}]"),
            say("Write it on a line of its own: {written}: The note.", written=f"[^{found[1]}]"),
        )


def linked(content: str, ledger: Ledger) -> None:
    """Sources cited in the words of a link."""
    for found in CITED.finditer(content):
        ledger.issue(
            "citation-link", "warning", ledger.peek(found[0]), say("A source is cited inside a link: it stays text."),
            say("Cite it after the link: [the law](https://…) {written}", written=found[0]),
        )  # fmt: skip


def unnamed(env: dict[str, Any], ledger: Ledger) -> None:
    """Notes that are written and never named in the text."""
    refs: dict[str, int] = env.get("footnotes", {}).get("refs", {})
    for label in (key.removeprefix(":") for key, number in refs.items() if number < 0):
        ledger.issue(
            "footnote-unused", "warning", ledger.search(f"[^{label}]:"),
            say("No place in the text names the note [^{label}], so it is not shown.", label=label),
            say("Write [^{label}] where it belongs, or take it away.", label=label),
        )  # fmt: skip


def whole(lines: Sequence[str], first: int, path: str) -> Iterator[Issue]:
    """Slips that no library sees: a note that is written twice, two versions that were not joined."""
    notes: dict[str, int] = {}
    code = ""
    for number, line in enumerate(lines, first):
        fence = FENCED.match(line)
        if fence and code in ("", fence[1]):
            code = "" if code else fence[1]
        if code:
            continue
        if MERGE.match(line):
            yield Issue(
                code="merge-unfinished", source=Source(path, number, 1),
                message=say("Two versions of this file were not joined here."),
                hint=say("Keep the lines of one version, and take away those with <<<<<<<, ======= and >>>>>>>."),
            )  # fmt: skip
        note = NOTED.match(line)
        if note and notes.setdefault(note[1], number) != number:
            yield Issue(
                code="footnote-twice", level="warning", source=Source(path, number, 1),
                message=say("The note [^{label}] is written twice (first in line {line}).", label=note[1],
                            line=notes[note[1]]),
                hint=say("Give one of them another name, here and where the text names it."),
            )  # fmt: skip
