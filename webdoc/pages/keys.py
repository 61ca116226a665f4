"""What each page is made of, as a digest: pages whose key is the same are the same, byte for byte. Pure.

A key is taken from values alone, never from a time. A page of a chapter depends on that chapter in all languages, on
the faces of those that its menu and its ends show, and on what is said of the whole; every other page on all but prose.
What a theme, this program and its libraries make of it is not in a key.
"""

from __future__ import annotations

import hashlib
from functools import cached_property
from typing import Any

import msgspec

from webdoc.model import Chapter, Source
from webdoc.pages import urls
from webdoc.pages.acts import offered
from webdoc.pages.compose import Outline
from webdoc.pages.embed import sequences
from webdoc.pages.line import Lead, Line
from webdoc.pages.page import Address
from webdoc.pages.reading import cited

_NOWHERE = Source("")
_OF_CHAPTERS = ("chapter", "unit", "embedded")
"""Pages of a chapter. A poster of one is not among them: it shows quotes of others."""


def _digest(*values: Any) -> bytes:
    return hashlib.blake2b(_ENCODER.encode(values), digest_size=16).digest()


# A set has no order of its own, and keys must not have one either.
_ENCODER = msgspec.msgpack.Encoder(order="deterministic")


class Keys:
    """The keys of one outline."""

    def __init__(self, outline: Outline) -> None:
        self.outline = outline
        self.site = outline.site
        self._chapters: dict[tuple[int, int], bytes] = {}

    def of(self, path: str) -> bytes:
        """The key of what stands at an address."""
        if path.startswith((urls.asset(""), urls.media(""))):
            return self._whole
        page = self.outline.pages.get(path) or self._page_of(path)
        if page is None or page.kind not in _OF_CHAPTERS:
            return self._all
        if path == urls.qr(page.path):
            return self._whole
        at = page.documentary, page.chapter
        if at not in self._chapters:
            self._chapters[at] = self._of_chapter(page)
        return self._chapters[at]

    def _of_chapter(self, page: Address) -> bytes:
        line, here = self._lines[page.documentary], page.chapter
        return _digest(self._whole, line.bodies[here], line.around(here), line.left(here), self._twins(page))

    def _page_of(self, path: str) -> Address | None:
        """The page that something stands beside, in its folder: its QR code, what it says to those who embed it."""
        return self.outline.pages.get(f"{path.rpartition('/')[0]}/index.html")

    def _twins(self, page: Address) -> tuple[bytes, ...]:
        """The same chapter in other languages, on whose pages this one tells where it is."""
        key = self.site.documentaries[page.documentary].chapters[page.chapter].key
        return tuple(line.by_key[key] for line in self._lines if key in line.by_key)

    @cached_property
    def _lines(self) -> tuple[_Bodies, ...]:
        return tuple(map(_Bodies, self.outline.lines))

    @cached_property
    def _whole(self) -> bytes:
        """What every page may show: the settings, the media, where chapters stand; nothing of what they say."""
        documentaries = tuple(msgspec.structs.replace(one, chapters=()) for one in self.site.documentaries)
        site = msgspec.structs.replace(self.site, documentaries=documentaries)
        places = [_place(chapter) for one in self.site.documentaries for chapter in one.texts]
        return _digest(site, places, self.outline.ladder, self.outline.design)

    @cached_property
    def _all(self) -> bytes:
        """All that pages may show which are not about a chapter: everything but its prose."""
        return _digest(self._whole, [line.all for line in self._lines])


class _Bodies:
    """The chapters of one language as digests."""

    def __init__(self, line: Line) -> None:
        self._line = line
        self.bodies = tuple(map(_digest, line.documentary.chapters))
        self.by_key = {one.key: body for one, body in zip(line.documentary.chapters, self.bodies, strict=True)}
        self._faces = tuple(self._face(*one) for one in enumerate(line.documentary.chapters))

    def _face(self, position: int, chapter: Chapter) -> bytes:
        line = self._line
        return _digest(_bare(chapter), line.minutes[position], line.seconds[position], _lead(line.leads[position]))

    @cached_property
    def all(self) -> tuple[Any, ...]:
        """All of them at once: their faces, what is passed on of them, whom they show and what they cite."""
        line, chapters = self._line, self._line.documentary.chapters
        parts = [(sequence.id, sequence.title, sequence.witness) for one in chapters for sequence in sequences(one)]
        said = [msgspec.structs.replace(unit, ref=None, media=None) for unit in (*line.units, *line.easy)]
        cites = [sorted(cited(one)) for one in chapters]
        leads = [_lead((unit.ref, unit.media)) for unit in (*line.units, *line.easy)]
        return self._faces, line.left, said, leads, line.credits, cites, parts, [offered(one) for one in chapters]

    def around(self, here: int) -> tuple[bytes, ...]:
        """The faces of the chapters that a page of that one may show."""
        shown = self._line.around(here)
        near = range(max(0, here - 1), min(len(self._faces), here + 2))
        return tuple(self._faces[at] for at in sorted({*shown, *near}))

    def left(self, here: int) -> tuple[int, int]:
        """The minutes that are left there, and those of all."""
        return self._line.left[here], self._line.left[0]


def _place(chapter: Chapter) -> tuple[str, str, str, str, str, bool]:
    return chapter.key, chapter.lang, chapter.slug, chapter.source.path, chapter.date, chapter.is_easy


def _bare(chapter: Chapter) -> Chapter:
    """The chapter without its text and what tells editors where it stands; its easy-to-read version stays whole."""
    return msgspec.structs.replace(
        chapter,
        blocks=(),
        headings=(),
        links=(),
        citations=(),
        words=0,
        places={},
        **dict.fromkeys(("cover", "card", "ambient")),
    )


def _lead(lead: Lead) -> tuple[Any, ...]:
    ref, media = lead
    return (msgspec.structs.replace(ref, source=_NOWHERE) if ref else None, media.path if media else "")
