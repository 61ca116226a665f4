"""Slips of the pen: what looks like Markdown, is none, and would stand in the page as it was typed."""

from __future__ import annotations

import re
from typing import Any

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
            f"GitHub makes a box of [!{alert[1]}]; webdoc shows it as a quotation.",
            "Write ::: note A title, then the text, then ::: on a line of its own.",
        )  # fmt: skip
    if NO_SPACE.match(content):
        ledger.issue(
            "heading-space", "warning", ledger.peek("##"),
            "A space is missing after the # signs, so this is no heading.", "Write ## The heading",
        )  # fmt: skip


def within(content: str, ledger: Ledger) -> None:
    """What looks like a link, a picture or a note, and is none."""
    for found in UNREAD.finditer(content):
        picture, words, target, ref = found.groups()
        what, level = ("picture", "error") if picture else ("link", "warning")
        if target is not None and " " in target.split(' "')[0]:
            name, quote, title = target.partition(' "')
            hint = f"Put the name between angle brackets: {picture}[{words}](<{name}>{quote}{title})"
        elif target is not None:
            hint = f"Write it without a space between: {picture}[{words}]({target})"
        else:
            hint = f"Write [{ref or words}]: and its address on a line of its own, or put a backslash before [."
        ledger.issue(
            "link-unread", "error" if level == "error" else "warning", ledger.peek(found[0]),
            f"This {what} cannot be read: “{found[0][:60]}”.", hint,
        )  # fmt: skip
    for found in UNCITED.finditer(content):
        ledger.issue(
            "citation-unread", "warning", ledger.peek(found[0]), f"These sources cannot be read: {found[0][:60]}",
            "Each begins with its own @: [@one; @two, p. 3]",
        )  # fmt: skip
    for found in UNSPANNED.finditer(content):
        ledger.issue(
            "attribute-unknown", "warning", ledger.peek(found[0]), f"“{found[1][:40]}” is not the code of a language.",
            "Write it as [mot]{lang=fr}: en, fr, ar, pt-BR…",
        )  # fmt: skip
    for found in UNNOTED.finditer(content):
        ledger.issue(
            "footnote-missing", "warning", ledger.peek(found[0]), f"The note {found[0]} is not in this text.",
            f"Write it on a line of its own: {found[0]}: The note.",
        )  # fmt: skip


def linked(content: str, ledger: Ledger) -> None:
    """Sources cited in the words of a link."""
    for found in CITED.finditer(content):
        ledger.issue(
            "citation-link", "warning", ledger.peek(found[0]), "A source is cited inside a link: it stays text.",
            f"Cite it after the link: [the law](https://…) {found[0]}",
        )  # fmt: skip


def unnamed(env: dict[str, Any], ledger: Ledger) -> None:
    """Notes that are written and never named in the text."""
    refs: dict[str, int] = env.get("footnotes", {}).get("refs", {})
    for label in (key.removeprefix(":") for key, number in refs.items() if number < 0):
        ledger.issue(
            "footnote-unused", "warning", ledger.search(f"[^{label}]:"),
            f"No place in the text names the note [^{label}], so it is not shown.",
            f"Write [^{label}] where it belongs, or take it away.",
        )  # fmt: skip
