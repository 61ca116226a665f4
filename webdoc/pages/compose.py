"""The pages of a site: which there are, what each one's templates are given, which derivatives they ask for. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property, lru_cache, partial

from webdoc.media import plan
from webdoc.model import Card, CardDesign, Chapter, Derivative, Documentary, Media, Site
from webdoc.pages import acts, calendar, embed, feed, headers, kit, oembed, pageviews, qr, share, sitemap, urls
from webdoc.pages.line import Line
from webdoc.pages.page import Address, Page
from webdoc.pages.reading import caption_name, refs

PLAIN = CardDesign()
"""How cards are drawn without a theme."""

_REMEMBERED = 256
"""Pages whose composition is remembered."""


class Outline:
    """All pages of a site, by their addresses. Made anew whenever the site changes."""

    def __init__(self, site: Site, ladder: plan.Ladder, design: CardDesign = PLAIN) -> None:
        self.site = site
        self.design = design
        self.ladder = ladder
        # Pages are composed to learn what they want and again to be rendered; the small site does it once.
        self._composed = lru_cache(_REMEMBERED)(self._compose)

    @cached_property
    def pages(self) -> dict[str, Address]:
        """Every page by its address, in the order of the line."""
        found = [
            address
            for index, documentary in enumerate(self.site.documentaries)
            for address in self._of(index, documentary)
        ]
        return {address.path: address for address in (*found, Address(urls.MISSING, "missing"))}

    @cached_property
    def beside(self) -> dict[str, Callable[[], str]]:
        """What stands beside pages, by address: dates, QR codes; with a base feeds, oEmbed and the list of pages."""
        site, found = self.site, dict(self._acting())
        for name, text in headers.files(site).items():
            found[name] = partial(str, text)
        if not site.base_url:
            return found
        found[sitemap.ADDRESS] = partial(sitemap.sitemap, site, self.pages.values())
        if sitemap.robots(site):
            found[sitemap.ROBOTS] = partial(sitemap.robots, site)
        for line in self.lines:
            if feed.dated(line.documentary):
                found[urls.feed(site, line.documentary)] = partial(feed.atom, site, line.documentary)
            for chapter in line.documentary.chapters:
                if embed.offered(site, chapter):
                    address = urls.oembed(site, line.documentary, chapter.slug)
                    found[address] = partial(self._oembed, line.documentary, chapter)
            for unit in (*line.units, *line.easy):
                url = share.tagged(urls.absolute(site.base_url, unit.address), unit.name if site.via else "", "qr")
                found[urls.qr(unit.address)] = partial(qr.svg, url)
        return found

    def _oembed(self, documentary: Documentary, chapter: Chapter) -> str:
        page = self.compose(self.pages[urls.chapter(self.site, documentary, chapter.slug)])
        return oembed.document(self.site, documentary, chapter, page.card)

    @cached_property
    def captions(self) -> dict[str, str]:
        """Every caption file that a page links to: its address, and the path of its source."""
        return {urls.media(caption_name(media)): media.path for media in self._captions()}

    def _acting(self) -> Iterator[tuple[str, Callable[[], str]]]:
        """The files of actions: dates for calendars, QR codes for paper."""
        for documentary in self.site.documentaries:
            for action in documentary.actions:
                page = acts.page(self.site, documentary, action)
                if action.meeting is not None:
                    address = urls.calendar(self.site, documentary, action.name)
                    yield address, partial(calendar.file, self.site, action, action.meeting, page)
                if page and action.name in documentary.ladder:
                    yield urls.act_qr(self.site, documentary, action.name), partial(qr.svg, page)

    def _of(self, index: int, documentary: Documentary) -> Iterator[Address]:
        yield Address(urls.cover(self.site, documentary), "cover", index)
        for position, chapter in enumerate(documentary.chapters):
            yield Address(urls.chapter(self.site, documentary, chapter.slug), "chapter", index, position)
            for unit in self.lines[index].within[position]:
                yield Address(unit.address, "unit", index, position, unit=unit.name)
            if chapter.easy is not None:
                address = urls.chapter(self.site, documentary, chapter.easy.slug)
                yield Address(address, "chapter", index, position, easy=True)
            if embed.offered(self.site, chapter):
                for block in ("", *(one.id for one in embed.sequences(chapter))):
                    address = embed.address(self.site, documentary, chapter, block)
                    yield Address(address, "embedded", index, position, block=block)
        yield Address(urls.end(self.site, documentary), "end", index)
        if documentary.glossary:
            yield Address(urls.glossary(self.site, documentary), "glossary", index)
        if documentary.references:
            yield Address(urls.sources(self.site, documentary), "sources", index)

        if kit.offered(self.site):
            yield from self._kit(index, documentary)

    def _kit(self, index: int, documentary: Documentary) -> Iterator[Address]:
        yield Address(urls.kit(self.site, documentary), "kit", index)
        yield Address(urls.poster(self.site, documentary), "poster", index)
        for position, chapter in enumerate(documentary.chapters[: kit.MOST]):
            yield Address(urls.poster(self.site, documentary, chapter.slug), "poster", index, position)
        yield Address(urls.kit(self.site, documentary, "leaflet/index.html"), "leaflet", index)

    def _captions(self) -> Iterator[Media]:
        for documentary in self.site.documentaries:
            for chapter in documentary.texts:
                for ref in refs(chapter.blocks):
                    media = self.site.find(ref.src, chapter.source.path)
                    if media is not None and media.kind == "captions":
                        yield media

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The line of chapters of each documentary."""
        return tuple(Line(self.site, documentary) for documentary in self.site.documentaries)

    def compose(self, address: Address) -> pageviews.PageView:
        """What the template of that page is given."""
        return self._composed(address)[0]

    def asked(self, address: Address) -> dict[str, Derivative]:
        """The derivatives that one page asks for, by name."""
        return self._composed(address)[1]

    def card(self, address: Address) -> Card | None:
        """What is drawn for networks to show with that page; the page itself is not composed for it."""
        page = Page(self.site, self.lines, self.ladder, address, self.design)
        page.card()
        return next((made.recipe.card for made in page.composer.asked.values()), None)

    def wanted(self) -> dict[str, Derivative]:
        """Every derivative that some page asks for, by name."""
        found: dict[str, Derivative] = {}
        for address in self.pages.values():
            found.update(self._composed(address)[1])
        return found

    def _compose(self, address: Address) -> tuple[pageviews.PageView, dict[str, Derivative]]:
        page = Page(self.site, self.lines, self.ladder, address, self.design)
        return page.view(), page.composer.asked
