"""Sources: numbers in the text, the list at a chapter's end, the page of them all. Pure.

The number of a source is its place in the list of webdoc.yaml, so that it is the same in every chapter and language.
"""

from __future__ import annotations

import html as entities
import re
from collections.abc import Callable, Iterator

from markupsafe import escape

from webdoc.model import Documentary, Reference
from webdoc.pages import i18n, pageviews, urls
from webdoc.pages.reading import cited, host_of

# The places of numbers come out of `text.citations`, which lets no author write one.
_NAMED = re.compile(r"@([^,،]*)(.*)", re.DOTALL)
_PLACE = re.compile(r'<webdoc-cite ref="([^"]*)"></webdoc-cite>')

_KINDS = {
    "article": "Article",
    "book": "Book",
    "data": "Data",
    "film": "Film",
    "interview": "Interview",
    "law": "Law",
    "page": "",
    "report": "Report",
    "sound": "Sound",
}
"""What is said of a source's kind."""


class Citer:
    """Puts the numbers of sources in. Lives for one page; ``to`` makes the link to a source by its anchor."""

    def __init__(self, documentary: Documentary, to: Callable[[str], str]) -> None:
        self.known = {reference.key: reference for reference in documentary.references}
        self.lang = documentary.lang
        self.to = to
        self.uses: dict[str, list[str]] = {}
        """The links back to where each source is cited, by its name."""
        self.count = 0

    def cite(self, html: str, block: str = "") -> str:
        """Clean HTML with its numbers. ``block``: the anchor to come back to, for what is shown more than once."""
        return _PLACE.sub(lambda found: self._number(entities.unescape(found[1]), block), html)

    def _number(self, key: str, block: str) -> str:
        reference = self.known.get(key)
        if reference is None:
            return str(escape(f"@{key}"))
        anchor = ""
        if not block:
            self.count += 1
            block = f"wd-cite-{self.count}"
            anchor = f' id="{block}"'
        self._used(key, block)
        href, title = escape(self.to(anchor_of(key))), escape(said(reference, self.lang))
        return f'<a href="{href}"{anchor} title="{title}">{reference.number}</a>'

    def _used(self, key: str, block: str) -> None:
        back = self.uses.setdefault(key, [])
        if f"#{block}" not in back:
            back.append(f"#{block}")

    def origin(self, written: str, block: str) -> tuple[str, str] | None:
        """What an option names as a source (``@insee, p. 4``), in words, and the link to it; None when it does not."""
        named = _NAMED.fullmatch(written)
        reference = self.known.get(named[1].strip()) if named else None
        if named is None or reference is None:
            return None
        self._used(reference.key, block)
        return said(reference, self.lang) + named[2], self.to(anchor_of(reference.key))


def anchor_of(key: str) -> str:
    """The anchor of a source in a list of sources."""
    return f"wd-source-{key}"


def said(reference: Reference, lang: str) -> str:
    """A source in one line of plain text, without its address; ``lang``: the documentary's language."""
    if not reference.title:
        return reference.text or host_of(reference.url)
    parts = (reference.author, reference.title, reference.publisher, reference.date)
    return i18n.comma(reference.lang or lang).join(part for part in parts if part)


def in_chapter(citer: Citer, words: i18n.Words) -> tuple[pageviews.ReferenceView, ...]:
    """The sources that the page cites, in the order of their numbers."""
    used = sorted((citer.known[key] for key in citer.uses), key=lambda reference: reference.number)
    return tuple(_view(one, words, back=tuple(citer.uses[one.key])) for one in used)


def in_all(
    documentary: Documentary, words: i18n.Words, to: Callable[[str], str]
) -> tuple[pageviews.ReferenceView, ...]:
    """All sources of a documentary, with the chapters that cite them; ``to`` makes the link to a chapter's address."""
    return tuple(
        _view(one, words, chapters=tuple(_cited_in(documentary, one.key, to))) for one in documentary.references
    )


def _cited_in(documentary: Documentary, key: str, to: Callable[[str], str]) -> Iterator[pageviews.CitedInView]:
    for number, chapter in enumerate(documentary.chapters, 1):
        text = next((one for one in (chapter, chapter.easy) if one is not None and key in cited(one)), None)
        if text is not None:
            href = f"{to(text.slug)}#{urls.anchor(anchor_of(key))}"
            yield pageviews.CitedInView(number=number, title=text.title, href=href)


def _view(
    one: Reference,
    words: i18n.Words,
    back: tuple[str, ...] = (),
    chapters: tuple[pageviews.CitedInView, ...] = (),
) -> pageviews.ReferenceView:
    kind, comma = _KINDS.get(one.kind, ""), i18n.comma(one.lang or words.lang)
    return pageviews.ReferenceView(
        id=anchor_of(one.key),
        number=one.number,
        author=one.author,
        title=one.title,
        lang=one.lang if one.lang != words.lang else "",
        dir=i18n.direction(one.lang) if one.lang and one.lang != words.lang else "",
        text=one.text,
        details=comma.join(part for part in (one.publisher, i18n.day(one.date, words.lang)) if part),
        comma=comma,
        kind=words(kind) if kind else "",
        url=one.url,
        host=host_of(one.url) if one.url else "",
        accessed=i18n.day(one.accessed, words.lang),
        back=back,
        chapters=chapters,
    )
