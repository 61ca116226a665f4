"""Bare addresses become links, by the rules that GitHub's own program follows (which are wider than its text says)."""

from __future__ import annotations

import re
import unicodedata

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

SCHEME = re.compile(r"(?:https?|ftp)$", re.IGNORECASE)
WORD_BEFORE = re.compile(r"[A-Za-z]+$")
END = re.compile(r"[\s<]")
BEFORE_WWW = frozenset(" \t\n\r*_~(")
LOCAL = re.compile(r"(?:mailto:)?[A-Za-z0-9.+_-]{1,64}$")
DOMAIN = re.compile(r"(?:[A-Za-z0-9_-]|\.(?=[A-Za-z0-9]))+(?!@)")
LONGEST_LOCAL = 71
"""Characters before the @ of an address, its ``mailto:`` included."""
ENTITY = re.compile(r"&[A-Za-z]+;$")
TRAILING = frozenset("?!.,:*_~'\"")


def autolinks(md: MarkdownIt) -> None:
    """Add the rules to a reader; `mail` has to be called on what it has read."""
    md.inline.add_terminator_char("w")
    md.inline.ruler.before("html_inline", "web_address", _address)
    md.inline.ruler.before("html_inline", "www_address", _www)


def _address(state: StateInline, silent: bool) -> bool:
    """``https://…``, met at its colon: the scheme has been read as text already."""
    if silent or state.linkLevel or state.src[state.pos : state.pos + 3] != "://":
        return False
    word = WORD_BEFORE.search(state.pending)
    if not word or not SCHEME.match(word[0]):
        return False
    start = state.pos - len(word[0])
    domain = _domain(state.src, state.pos + 3, state.posMax)
    if not domain:
        return False
    end = _end(state.src, start, state.pos + 3 + domain, state.posMax)
    state.pending = state.pending[: -len(word[0])]
    _link(state, state.src[start:end], state.src[start:end])
    state.pos = end
    return True


def _www(state: StateInline, silent: bool) -> bool:
    """``www.example.org``"""
    if silent or state.linkLevel or not state.src.startswith("www.", state.pos):
        return False
    if state.pos > 0 and state.src[state.pos - 1] not in BEFORE_WWW:
        return False
    domain = _domain(state.src, state.pos, state.posMax)
    if not domain or "." not in state.src[state.pos + 1 : state.pos + domain]:
        return False
    end = _end(state.src, state.pos, state.pos + domain, state.posMax)
    text = state.src[state.pos : end]
    _link(state, "http://" + text, text)
    state.pos = end
    return True


def _domain(text: str, start: int, end: int) -> int:
    """The length of what can be a host at that place; 0 when its last two parts hold an underscore."""
    at = start + 1 if start < end and _host_character(text[start]) else start
    if at == start:
        return 0
    before = last = dots = 0
    while at < end:
        char = text[at]
        if char == "_":
            last += 1
        elif char == ".":
            before, last, dots = last, 0, dots + 1
        elif char != "-" and not _host_character(char):
            break
        at += 1
    while text[at - 1] == "_" and at > start:
        at, last = at - 1, last - 1
    return 0 if (before or last) and dots <= 10 else at - start


def _host_character(char: str) -> bool:
    return not char.isspace() and not unicodedata.category(char).startswith("P") and char not in "<>`^|~+=$"


def _end(text: str, start: int, at: int, end: int) -> int:
    """Where an address ends: at white space or ``<``, without the punctuation of the sentence around it."""
    found = END.search(text, at, end)
    at = found.start() if found else end
    brackets = text.count(")", start, at) - text.count("(", start, at)
    while at > start:
        char = text[at - 1]
        if char == ")" and brackets > 0:
            brackets -= 1
            at -= 1
        elif char in TRAILING:
            at -= 1
        elif char == ";":
            entity = ENTITY.search(text[max(start, at - 40) : at])
            at -= len(entity[0]) if entity else 1
        else:
            break
    return at


def _link(state: StateInline, href: str, text: str) -> None:
    opening = state.push("link_open", "a", 1)
    opening.attrs = {"href": href}
    opening.markup = "autolink"
    state.push("text", "", 0).content = text
    state.push("link_close", "a", -1).markup = "autolink"


def mail(children: list[Token]) -> list[Token]:
    """The tokens of running text with links around addresses of e-mail."""
    out: list[Token] = []
    depth = 0
    for token in children:
        depth += (token.type == "link_open") - (token.type == "link_close")
        if depth or token.type != "text" or "@" not in token.content:
            out.append(token)
        else:
            out += _mailed(token)
    return out


def _mailed(token: Token) -> list[Token]:
    out: list[Token] = []
    done, sign = 0, -1
    text = token.content
    while (sign := text.find("@", sign + 1)) >= 0:
        local = LOCAL.search(text, max(done, sign - LONGEST_LOCAL), sign)
        domain = DOMAIN.match(text, sign + 1)
        if not local or not domain or "." not in domain[0] or not domain[0][-1].isalpha():
            continue
        address = text[local.start() : domain.end()]
        if local.start() > done:
            out.append(Token("text", "", 0, content=text[done : local.start()], level=token.level))
        href = address if address.startswith("mailto:") else f"mailto:{address}"
        out.append(Token("link_open", "a", 1, attrs={"href": href}, markup="autolink", level=token.level))
        out.append(Token("text", "", 0, content=address, level=token.level + 1))
        out.append(Token("link_close", "a", -1, markup="autolink", level=token.level))
        done = domain.end()
    if not out:
        return [token]
    if done < len(text):
        out.append(Token("text", "", 0, content=text[done:], level=token.level))
    return out
