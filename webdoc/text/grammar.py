"""Markdown's grammar as GitHub reads it, as data: which rules are read, and the ones that are ours.

python-markdown agrees with 63 % of the CommonMark examples; what editors know from GitHub is the rest. So its block
and inline readers are replaced (see `markdown`) by markdown-it-py, which follows CommonMark to the letter, with the
rules of GitHub's tables, strikethrough and bare addresses, and with footnotes and definition lists.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin
from msgspec import Struct

from webdoc.text.autolinks import autolinks, mail
from webdoc.text.citations import citations
from webdoc.text.spans import spans

DEPTH = 60
"""Quotes, lists and brackets inside one another; nobody writes ten."""

ABBREVIATION = re.compile(r"\*\[([^\]\\]+)\]:[ \t]*(.*?)[ \t]*$")


class Run(Struct, frozen=True):
    """Markdown of several lines, and the number of its first line in the file."""

    text: str
    first: int


class Phrase(Struct, frozen=True):
    """Markdown of one line without blocks, as a caption is, and its line."""

    text: str
    line: int


class Mark(Struct, frozen=True):
    """A place between runs that is found again in the finished HTML."""

    ref: str


Part = Run | Phrase | Mark


def _parts(state: StateCore) -> None:
    """Read the blocks of each run by itself, so that nothing left open in one reaches into the next."""
    parts: Sequence[Part] = state.env["parts"]
    for part in parts:
        if isinstance(part, Mark):
            state.tokens.append(Token("webdoc_mark", "", 0, meta={"ref": part.ref}))
        elif isinstance(part, Phrase):
            line = [part.line, part.line + 1]
            state.tokens.append(Token("paragraph_open", "p", 1, map=line, block=True, meta={"phrase": True}))
            state.tokens.append(Token("inline", "", 0, map=line, content=part.text, children=[], level=1, block=True))
            state.tokens.append(Token("paragraph_close", "p", -1, block=True))
        else:
            begin = len(state.tokens)
            state.md.block.parse(part.text + "\n", state.md, state.env, state.tokens)
            for token in state.tokens[begin:]:
                if token.map:
                    token.map = [token.map[0] + part.first, token.map[1] + part.first]


def _inlines(state: StateCore) -> None:
    """Read the running text of every block, captions of media where they stand, so that notes are counted in order."""
    for token in state.tokens:
        if token.type == "inline":
            token.children = _running(token.content, state)
            if token.level == 1:
                for child in token.children:
                    title = child.attrGet("title") if child.type == "image" else None
                    if title:
                        child.meta["caption"] = _running(str(title), state)


def _running(text: str, state: StateCore) -> list[Token]:
    """The tokens of running text: neighbouring words joined, addresses of e-mail made links."""
    tokens: list[Token] = []
    state.md.inline.parse(text, state.md, state.env, tokens)
    joined: list[Token] = []
    for token in tokens:
        if token.type == "text_special":
            token.type = "text"
        if token.type == "text" and joined and joined[-1].type == "text":
            joined[-1].content += token.content
        elif token.type != "text" or token.content:
            joined.append(token)
    return mail(joined) if "@" in text else joined


def _abbreviation(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """``*[SRU]: loi relative à la solidarité et au renouvellement urbains``, on a line of its own."""
    if state.is_code_block(start):
        return False
    match = ABBREVIATION.match(state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]])
    if not match or not match[2]:
        return False
    if not silent:
        state.env.setdefault("abbreviations", {})[match[1].strip()] = match[2]
        state.line = start + 1
    return True


class _Grammar(MarkdownIt):
    """Addresses stay as they are written: names of files may hold anything, and what is safe the sanitizer says."""

    def validateLink(self, url: str) -> bool:
        return True

    def normalizeLink(self, url: str) -> str:
        return url

    def normalizeLinkText(self, link: str) -> str:
        return link


@cache
def grammar(html: bool = True) -> MarkdownIt:
    """The reader, made once: it keeps nothing between texts. ``html=False`` reads tags as text."""
    md = _Grammar("commonmark", {"maxNesting": DEPTH * 3, "strikethrough_single_tilde": True, "html": html})
    md.enable(["table", "strikethrough"])
    md.use(footnote_plugin, inline=False)
    md.use(deflist_plugin)
    md.use(autolinks)
    md.use(citations)
    md.use(spans)
    md.core.ruler.at("block", _parts)
    md.core.ruler.at("inline", _inlines)
    md.core.ruler.disable("text_join")
    md.block.ruler.before("reference", "abbreviation", _abbreviation, {"alt": ["paragraph", "reference"]})
    return md
