"""Tables in a page: what may be wider than a phone stands in a region that every browser scrolls by key. Pure."""

from __future__ import annotations

import html as entities
import re
from collections.abc import Iterable, Sequence

from markupsafe import escape

from webdoc.pages.i18n import Words

# Prose comes out of the sanitizer, which writes every attribute in double quotes and escapes what is inside.
_PART = re.compile(r"<(?P<end>/?)table\b[^>]*>|<h(?P<level>[2-6])\b[^>]*>(?P<title>.*?)</h(?P=level)>", re.DOTALL)
_CAPTION = re.compile(r"<caption\b[^>]*>(.*?)</caption>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_ROW = re.compile(r"<tr\b")
_CELL = re.compile(r"<t[hd]\b[^>]*>")
# A browser breaks a line at these, not at the fixed spaces that typography puts before a unit.
_BREAK = re.compile(r"[ \t\n\r\u200b-]+|(?<=[\u2e80-\u9fff\uac00-\ud7ff])")
_NARROW = 22
"""Letters beside each other on a screen of 320 pixels, in small print, with letters set wide (WCAG 1.4.12)."""
_BETWEEN = 2
"""Letters that the room between two columns takes."""


class Tables:
    """The tables of one page, in order: each has a name of its own, as landmarks must."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self.count = 0
        self.title = ""

    def framed(self, html: str) -> str:
        """Clean HTML with each outermost table in a frame; those that may be wide are regions, named after the caption
        or the title above."""
        if "<table" not in html and "<h" not in html:
            return html
        out, at, depth, begin = [], 0, 0, 0
        for part in _PART.finditer(html):
            if part["level"]:
                self.title = self.title if depth else _text(part["title"])
                continue
            depth += -1 if part["end"] else 1
            if not part["end"] and depth == 1:
                begin = part.start()
            elif part["end"] and depth == 0:
                table = html[begin : part.end()]
                out += [html[at:begin], f'<div class="wide-table"{self._said(table)}>{table}</div>']
                at = part.end()
        return "".join(out) + html[at:]

    def region(self, rows: Iterable[Sequence[str]], title: str) -> str:
        """The name of the region in which a table of these cells stands; empty when it fits on every screen."""
        self.count += 1
        if _width(rows) <= _NARROW:
            return ""
        number = self.words("Table {n}", n=self.count)
        return f"{number}: {title}" if title else number

    def _said(self, table: str) -> str:
        """The attributes of a table's frame."""
        caption = _CAPTION.search(table)
        rows = [[_text(cell) for cell in _CELL.split(row)[1:]] for row in _ROW.split(table)[1:]]
        wide = [["x" * _NARROW * 2]] if "<img" in table else []
        name = self.region(rows + wide, _text(caption[1]) if caption else self.title)
        return f' tabindex="0" role="region" aria-label="{escape(name)}"' if name else ""


def _text(html: str) -> str:
    return entities.unescape(_TAG.sub("", html)).strip()


def _width(rows: Iterable[Sequence[str]]) -> int:
    """Letters of the longest words of each column, which cannot become narrower."""
    widths: list[int] = []
    for row in rows:
        widths += [0] * (len(row) - len(widths))
        for column, cell in enumerate(row):
            widths[column] = max(widths[column], *map(len, _BREAK.split(cell)))
    return sum(width + _BETWEEN for width in widths)
