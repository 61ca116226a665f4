"""Words of another language, ``[mot]{lang=fr}``: said and hyphenated as what they are."""

from __future__ import annotations

import re
import unicodedata

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

LANGUAGE = re.compile(r"\]\{:?[ ]*lang=([\"']?)([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)\1[ ]*\}")


def spans(md: MarkdownIt) -> None:
    """Add the rule to a reader."""
    md.inline.ruler.before("link", "span", _span)


def _span(state: StateInline, silent: bool) -> bool:
    start = state.pos
    # Silent is whoever looks for the end of a link: brackets count there by themselves.
    if silent or state.src[start] != "[" or state.src.find("]{", start, state.posMax) < 0:
        return False
    end = state.md.helpers.parseLinkLabel(state, start)
    found = LANGUAGE.match(state.src, end, state.posMax) if end > 0 else None
    if found is None:
        return False
    words, last = state.src[start + 1 : end], state.posMax
    opening = state.push("span_open", "span", 1)
    opening.attrs = {"lang": found[2]}
    if any(unicodedata.bidirectional(char) in ("R", "AL") for char in words):
        opening.attrs["dir"] = "rtl"
    state.pos, state.posMax = start + 1, end
    state.md.inline.tokenize(state)
    state.posMax = last
    state.push("span_close", "span", -1)
    state.pos = found.end()
    return True
