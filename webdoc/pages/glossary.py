"""The glossary: where a chapter first uses a word that is explained, the word becomes a link. Pure."""

from __future__ import annotations

import html as entities
import re
from collections.abc import Callable
from functools import lru_cache

from markupsafe import escape

from webdoc.model import Term

# Prose comes out of the sanitizer, which writes every attribute in double quotes.
_TAG = re.compile(r'(<[^<>"]*(?:"[^"]*"[^<>"]*)*>)')
_NAME = re.compile(r"<(/?)([a-z][a-z0-9]*)")
_LEFT_ALONE = frozenset(("a", "abbr", "code", "dfn", "h1", "h2", "h3", "h4", "h5", "h6", "kbd", "pre", "samp", "sup"))
"""Elements in which nothing is marked: links, titles, code."""


@lru_cache(32)
def _finder(terms: tuple[Term, ...]) -> tuple[re.Pattern[str], dict[str, Term]] | None:
    """One pattern for all words, the longest first, and the word that each finding means."""
    if not terms:
        return None
    known = {_key(term.word): term for term in terms}
    words = sorted((term.word for term in terms), key=len, reverse=True)
    choices = "|".join(r"\s+".join(map(re.escape, word.split())) for word in words)
    return re.compile(rf"(?<![\w-])(?:{choices})(?![\w-])", re.IGNORECASE), known


def _key(word: str) -> str:
    return " ".join(word.casefold().split())


class Marker:
    """Marks each word once. Lives for one page; ``to`` makes the link to a word's place in the glossary."""

    def __init__(self, terms: tuple[Term, ...], to: Callable[[str], str]) -> None:
        self.found = _finder(terms)
        self.to = to
        self.told: set[str] = set()

    def mark(self, html: str) -> str:
        """Clean HTML with the first use of each word made a link."""
        if self.found is None:
            return html
        out, inside = [], 0
        for piece in _TAG.split(html):
            tag = _NAME.match(piece)
            if tag:
                if tag[2] in _LEFT_ALONE:
                    inside += -1 if tag[1] else 1
                out.append(piece)
            elif inside or not piece:
                out.append(piece)
            else:
                out.append(self._text(piece))
        return "".join(out)

    def _text(self, piece: str) -> str:
        """A run of text, with its references resolved for the search and written again."""
        assert self.found is not None
        pattern, known = self.found
        text, out, at = entities.unescape(piece), [], 0
        for match in pattern.finditer(text):
            term = known.get(_key(match[0]))
            if term is None or term.id in self.told:
                continue
            self.told.add(term.id)
            out.append(str(escape(text[at : match.start()])))
            out.append(
                f'<a class="term" href="{escape(self.to(term.id))}" title="{escape(term.text)}">{escape(match[0])}</a>'
            )
            at = match.end()
        return piece if not out else "".join(out) + str(escape(text[at:]))
