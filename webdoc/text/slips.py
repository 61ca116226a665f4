"""Slips of the pen: what looks like Markdown, is none, and would stand in the page as it was typed."""

from __future__ import annotations

import re
from typing import Any

from webdoc.model import say
from webdoc.text.ledger import Ledger

ALERT = re.compile(r"\[!(\w+)\](?=\s|$)")
NO_SPACE = re.compile(r"#{2,6}[^\s#]")
UNREAD = re.compile(r"(!?)\[([^\[\]\n]*)\](?: *\((?=[^()\s])([^()\n]*)\)|\[([^\[\]\n]*)\])")
UNSPANNED = re.compile(r"\[[^\[\]\n]+\]\{:?[ ]*(lang=?[^{}\n]*)\}")
UNCITED = re.compile(r"\[@\w[^\[\];]*;[^\[\]]*\]")
CITED = re.compile(r"\[(?:[^\[\]]*\s)?@\w[^\[\]]*\]")
UNNOTED = re.compile(r"\[\^([^\[\]\s]+)\]")


def beginning(content: str, ledger: Ledger, quoted: bool) -> None:
    """Slips at the beginning of a paragraph."""
    alert = ALERT.match(content) if quoted else None
    if alert:
        ledger.issue(
            "markdown-differs", "warning", ledger.peek("[!"),
            say("GitHub makes a box of [!{word}]; webdoc shows it as a quotation.", word=alert[1]),
            say("Write ::: note A title, then the text, then ::: on a line of its own."),
        )  # fmt: skip
    if NO_SPACE.match(content):
        ledger.issue(
            "heading-space", "warning", ledger.peek("##"),
            say("A space is missing after the # signs, so this is no heading."), say("Write ## The heading"),
        )  # fmt: skip


def within(content: str, ledger: Ledger) -> None:
    """What looks like a link, a picture or a note, and is none."""
    for found in UNREAD.finditer(content):
        picture, words, target, ref = found.groups()
        if target is not None and " " in target.split(' "')[0]:
            name, quote, title = target.partition(' "')
            hint = say(
                "Put the name between angle brackets: {picture}[{words}](<{name}>{quote}{title})",
                picture=picture,
                words=words,
                name=name,
                quote=quote,
                title=title,
            )
        elif target is not None:
            hint = say(
                "Write it without a space between: {picture}[{words}]({target})",
                picture=picture,
                words=words,
                target=target,
            )
        else:
            hint = say(
                "Write [{name}]: and its address on a line of its own, or put a backslash before [.", name=ref or words
            )
        place, written = ledger.peek(found[0]), found[0][:60]
        if picture:
            ledger.issue(
                "link-unread", "error", place, say("This picture cannot be read: “{written}”.", written=written), hint
            )
        else:
            ledger.issue(
                "link-unread", "warning", place, say("This link cannot be read: “{written}”.", written=written), hint
            )
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
            say("The note {written} is not in this text.", written=found[0]),
            say("Write it on a line of its own: {written}: The note.", written=found[0]),
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
