"""Citations in running text: ``[@anil-2023]``, ``[see @anil-2023, p. 12; @insee]``, as Pandoc writes them.

A citation is read where a link could begin, so that one in code, or behind a backslash, is text. What is known of a
source is not known here: a number's place is held by an element that no author can write (`sanitize.CITE`).
"""

from __future__ import annotations

import html as entities
import re
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt
from markdown_it.common.utils import normalizeReference
from markdown_it.rules_inline import StateInline
from msgspec import Struct

from webdoc.text.sanitize import CITE
from webdoc.text.typography import one_line

if TYPE_CHECKING:
    from webdoc.text.tree import TreeBuilder

KEY = re.compile(r"\w+(?:[.:-]\w+)*")
"""The name of a source."""

ONE = re.compile(rf"(?:(?P<before>[^@]*\s))?-?@(?P<key>{KEY.pattern})(?P<after>(?:[,،\s][^@]*)?)")
WHOLE = re.compile(rf"@(?P<key>{KEY.pattern})\s*(?P<after>(?:[,،].*)?)")
PLACE = re.compile(rf'<{CITE} ref="([^"]*)"></{CITE}>|</?{CITE}\b[^>]*>')
_BETWEEN = re.compile("[;؛]")
LONGEST = 600
"""Characters between the brackets."""


class Cited(Struct, frozen=True):
    """A source that is cited: what stands before its number, its name, and what comes after (a page, a chapter)."""

    before: str
    key: str
    after: str


def read(text: str) -> tuple[Cited, ...]:
    """What stands between the brackets; nothing when it is no citation.

    >>> read("see @anil-2023, p. 12; @insee")
    (Cited(before='see', key='anil-2023', after=', p. 12'), Cited(before='', key='insee', after=''))
    """
    found = []
    for part in _BETWEEN.split(_plain(text)):
        one = ONE.fullmatch(part.strip())
        if one is None:
            return ()
        found.append(Cited((one["before"] or "").strip(), one["key"], _after(one["after"])))
    return tuple(found)


def origin(text: str) -> Cited | None:
    """A source that an option names, ``@anil-2023, p. 12``; None when it holds words or an address."""
    one = WHOLE.fullmatch(text.strip())
    return Cited("", one["key"], _after(one["after"])) if one else None


def _plain(text: str) -> str:
    return one_line(entities.unescape(text))


def _after(text: str) -> str:
    text = text.strip()
    return text if not text or text.startswith((",", "،")) else f", {text}"


def citations(md: MarkdownIt) -> None:
    """Add the rule to a reader."""
    md.inline.ruler.before("link", "citation", _citation)


def _citation(state: StateInline, silent: bool) -> bool:
    start = state.pos
    # Silent is whoever looks for the end of a link; and in a link no other can stand.
    if silent or state.linkLevel or state.src[start] != "[":
        return False
    end = state.src.find("]", start, min(state.posMax, start + LONGEST))
    inside = state.src[start + 1 : end] if end > 0 else ""
    if "@" not in inside or "[" in inside or "`" in inside or "\\" in inside:
        return False
    if state.src.startswith("(", end + 1) or normalizeReference(inside) in state.env.get("references", {}):
        return False
    if not read(inside):
        return False
    state.push("citation", "", 0).content = state.src[start : end + 1]
    state.pos = end + 1
    return True


def build(tree: TreeBuilder, written: str) -> None:
    """The sources in brackets, each with a place for its number."""
    tree.push("span").set("class", "cited")
    between = ["[", *(f"{one} " for one in _BETWEEN.findall(_plain(written)))]
    for before, cited in zip(between, read(written[1:-1]), strict=False):
        tree.text(before + (f"{cited.before} " if cited.before else ""))
        tree.ledger.cite(cited.key)
        place = tree.add(CITE)
        place.set("ref", f"{tree.token} {cited.key}")
        place.text = ""
        tree.text(cited.after)
    tree.text("]")
    tree.pop()


def signed(html: str, token: str) -> str:
    """The clean fragment with the places that this reading made; any other that was written is taken out."""

    def check(found: re.Match[str]) -> str:
        mark, _, key = (found[1] or "").partition(" ")
        return f'<{CITE} ref="{key}"></{CITE}>' if mark == token else ""

    return PLACE.sub(check, html)
