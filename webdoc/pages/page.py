"""One page: what its template is given. Pure.

What all pages have is composed first; what a chapter and the pages about the whole have besides is added to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

import msgspec
from msgspec import Struct

from webdoc.media import plan
from webdoc.model import CardDesign, Chapter, Site
from webdoc.pages import cards, data, embed, feed, headings, i18n, kit, pageviews, share, sources, urls, versions, views
from webdoc.pages.actionviews import ActView
from webdoc.pages.blocks import Composer
from webdoc.pages.exhibits import quizzes
from webdoc.pages.kitviews import CardView
from webdoc.pages.line import Line
from webdoc.pages.reading import minutes
from webdoc.pages.shown import alternative
from webdoc.pages.units import Unit, of_chapter

_THUMB = plan.Ladder(widths=(320,), formats=("avif", "jpeg"))


class Address(Struct, frozen=True):
    """A page: where it stands, of what kind, of which documentary, which chapter (-1: none), in which version.

    ``unit``: the name of what it is about, for a quote, a number or a moment of that chapter.
    """

    path: str
    kind: str
    documentary: int = 0
    chapter: int = -1
    easy: bool = False
    unit: str = ""
    block: str = ""
    """The anchor of the one block that it shows."""


class Page:
    """Composes one page. ``lines`` are those of all documentaries of the site."""

    def __init__(
        self, site: Site, lines: tuple[Line, ...], ladder: plan.Ladder, address: Address, design: CardDesign
    ) -> None:
        self.site = site
        self.lines = lines
        self.ladder = ladder
        self.design = design
        self.address = address
        self.documentary = site.documentaries[address.documentary]
        self.line = lines[address.documentary]
        self.chapter = self.version(self.documentary.chapters[address.chapter]) if address.chapter >= 0 else None
        if self.chapter is not None and address.block:
            self.chapter = embed.part(self.chapter, address.block, self.documentary)
        # What an easy-to-read version says it says otherwise: the pages below the chapter are not about it.
        self.units = self.line.within[address.chapter] if self.chapter and not address.easy else ()
        self.unit = next((unit for unit in self.units if unit.name == address.unit), None)
        self.composer = Composer(site, self.documentary, self.chapter, address.path, ladder, self.units)
        self.words = self.composer.words
        self.to = self.composer.to

    def view(self) -> pageviews.PageView:
        """The page; afterwards the composer knows what it asked for."""
        view = self.common()
        if self.address.kind in ("kit", "poster", "leaflet"):
            view = self.of_kit(view)
        elif self.unit is not None and self.chapter is not None:
            view = self.of_unit(view, self.unit, self.chapter)
        elif self.chapter is not None:
            view = self.of_chapter(view, self.chapter)
            if self.address.kind == "embedded":
                view = self.in_a_frame(view, self.chapter)
        elif self.address.kind != "missing":
            view = self.of_whole(view)
        acts = (*view.blocks, view.act, *(step.act for step in view.ladder))
        view = msgspec.structs.replace(
            view,
            pictures=tuple(self.composer.pictures),
            players=self.composer.players,
            # In a frame there is no bar with a switch, and a large photograph would be no larger.
            ambience=self.composer.ambience and not view.whole,
            large=self.composer.large and not view.whole,
            acting=any(isinstance(one, ActView) for one in data.inside(acts)),
            extras=frozenset(self.composer.extras | self.learning()),
        )
        return msgspec.structs.replace(view, data=data.of(self.site, self.documentary, view))

    def version(self, chapter: Chapter) -> Chapter:
        """The chapter as this page's visitors read it: from an easy-to-read page one goes to the next one."""
        return chapter.easy if self.address.easy and chapter.easy is not None else chapter

    def common(self) -> pageviews.PageView:
        """What all pages have."""
        documentary, site, kind = self.documentary, self.site, self.address.kind
        position = self.address.chapter
        passed = self.passed()
        ref, cover = (passed.ref, passed.media) if kind != "missing" else (None, None)
        # Lists of words and of sources begin with their name, a number with its figure; networks show a picture.
        bare = (
            kind in ("glossary", "sources", "kit", "poster", "leaflet") or passed.kind == "number" or self.address.block
        )
        shown = cover if not bare else None
        picture = self.composer.picture(shown, alternative(ref, shown)) if shown else None
        title, summary = headings.of(self)
        url = "" if kind == "missing" else urls.absolute(site.base_url, self.canonical())
        languages = versions.languages(self)
        return pageviews.PageView(
            kind=kind,
            lang=documentary.lang,
            locale=i18n.territory(documentary.lang),
            dir=i18n.direction(documentary.lang),
            title=title,
            work=documentary.title,
            subtitle=documentary.subtitle,
            summary=summary,
            url=url,
            card=self.card(),
            share=self.share(passed),
            languages=tuple(view for view in languages if view.lang != documentary.lang),
            all_languages=languages if len(languages) > 1 else (),
            menu=tuple(
                self.entry(index, kit.doors(self.ladder) if kind == "leaflet" else _THUMB) for index in self.shown()
            ),
            home=self.to(urls.cover(site, documentary)),
            start=self.to(urls.chapter(site, documentary, documentary.chapters[0].slug)),
            last=self.to(urls.end(site, documentary)),
            picture=picture,
            pictures=(),
            total=len(documentary.chapters),
            minutes=self.line.left[0],
            minutes_left=self.line.left[max(position, 0)],
            previous=self.before(),
            authors=documentary.authors,
            credits=tuple(pageviews.CreditView(role=credit.role, name=credit.name) for credit in documentary.credits),
            licence=documentary.licence,
            date=(self.chapter.date if self.chapter else "") or documentary.date,
            feed=self.to(urls.feed(site, documentary)) if url and feed.dated(documentary) else "",
            fediverse=site.fediverse,
            ambassadors=self.to(urls.kit(site, documentary)) if kit.offered(site) else "",
            glossary=self.to(urls.glossary(site, documentary)) if documentary.glossary else "",
            bibliography=self.to(urls.sources(site, documentary)) if documentary.references else "",
        )

    def canonical(self) -> str:
        """The address under which search engines and networks know the page."""
        if self.chapter is not None and self.address.kind == "embedded":
            return urls.chapter(self.site, self.documentary, self.chapter.slug)
        if self.address.kind in ("poster", "leaflet"):
            return urls.kit(self.site, self.documentary)
        return self.address.path

    def of_chapter(self, view: pageviews.PageView, chapter: Chapter) -> pageviews.PageView:
        """The page with its chapter."""
        position = self.address.chapter
        foreign = self.foreign(chapter)
        ambient = self.composer.ambient(chapter.ambient)
        blocks = tuple(self.composer.blocks(chapter.blocks))
        offered = embed.offered(self.site, chapter) and not chapter.is_easy
        return msgspec.structs.replace(
            view,
            number=position + 1,
            minutes=minutes(self.site, chapter) if chapter.is_easy else self.line.minutes[position],
            next=self.after(),
            place=chapter.place,
            witness=chapter.witness,
            facts=chapter.facts,
            draft=chapter.draft,
            content_lang=foreign,
            content_dir=i18n.direction(foreign) if foreign else "",
            blocks=blocks,
            act=self.composer.acts.closing(chapter),
            ladder=self.composer.acts.onward(chapter),
            heard=self.first(blocks, ("sound", "sequence")),
            seen=self.first(blocks, ("video",)),
            ambient=ambient,
            media_credits=self.credits(self.composer.credits),
            quizzes=quizzes(blocks),
            goals=chapter.goals,
            in_short=chapter.in_short,
            questions=chapter.questions,
            references=sources.in_chapter(self.composer.citer, self.words),
            easy=chapter.is_easy,
            version=self.other(),
            framed=self.to(f"{embed.address(self.site, self.documentary, chapter)}#codes") if offered else "",
            oembed=urls.absolute(self.site.base_url, urls.oembed(self.site, self.documentary, chapter.slug))
            if offered
            else "",
        )

    def of_kit(self, view: pageviews.PageView) -> pageviews.PageView:
        """What ambassadors need, and the sheets of paper among it."""
        made = kit.Maker(self.composer, self.line, self.design)
        if self.address.kind == "kit":
            return msgspec.structs.replace(view, kit=made.view())
        sheet = made.sheet(self.chapter, self.address.kind, alone="/" not in self.address.path)
        return msgspec.structs.replace(view, sheet=sheet)

    def in_a_frame(self, view: pageviews.PageView, chapter: Chapter) -> pageviews.PageView:
        """The page of a chapter, or of a sequence, as other sites show it: without what leads along the line."""
        anchor = f"#{urls.anchor(self.address.block)}" if self.address.block else ""
        whole = self.to(urls.chapter(self.site, self.documentary, chapter.slug))
        via = self.passed().name if self.site.via else ""
        return msgspec.structs.replace(
            view,
            whole=share.tagged(whole, via, "embed") + anchor,
            act=None if anchor else view.act,
            ambient=None,
            version=None,
            framed="",
            oembed="",
            codes=embed.codes(self.site, self.documentary, self.documentary.chapters[self.address.chapter]),
        )

    def of_unit(self, view: pageviews.PageView, unit: Unit, chapter: Chapter) -> pageviews.PageView:
        """The page of a quote, a number or a moment: what it is, and the way to its place."""
        foreign = self.foreign(chapter)
        return msgspec.structs.replace(
            view,
            number=self.address.chapter + 1,
            content_lang=foreign,
            content_dir=i18n.direction(foreign) if foreign else "",
            draft=chapter.draft,
            unit=pageviews.UnitView(
                kind=unit.kind,
                said=unit.said,
                who=unit.who,
                figure=unit.figure,
                href=self.to(unit.goal),
                chapter=chapter.title,
                url=urls.absolute(self.site.base_url, unit.goal.partition("#")[0]),
                seconds=unit.at,
            ),
        )

    def first(self, blocks: tuple[views.BlockView, ...], kinds: tuple[str, ...]) -> views.SourceView | None:
        """The file of the first player of these kinds, for networks that play it; none without a base."""
        for block in blocks:
            if isinstance(block, views.VideoView) and block.loop:
                continue
            if block.kind in kinds and isinstance(block, views.SoundView | views.SequenceView | views.VideoView):
                name = block.player.download.rpartition("/")[2]
                url = urls.absolute(self.site.base_url, urls.media(name))
                return views.SourceView(type=plan.mime(name), href=url) if url else None
        return None

    def other(self) -> pageviews.VersionView | None:
        """The other version of the chapter."""
        whole = self.documentary.chapters[self.address.chapter]
        other = whole if self.address.easy else whole.easy
        if other is None:
            return None
        href = self.to(urls.chapter(self.site, self.documentary, other.slug))
        return pageviews.VersionView(title=other.title, href=href, lang=other.lang)

    def of_whole(self, view: pageviews.PageView) -> pageviews.PageView:
        """A page about the documentary: its cover, its end, its glossary."""
        documentary, kind = self.documentary, self.address.kind
        if kind == "sources":
            to = partial(urls.chapter, self.site, documentary)
            found = sources.in_all(documentary, self.words, lambda slug: self.to(to(slug)))
            return msgspec.structs.replace(view, references=found)
        if kind == "glossary":
            terms = tuple(
                pageviews.TermView(id=term.id, word=term.word, text=term.text) for term in documentary.glossary
            )
            return msgspec.structs.replace(view, terms=terms)
        if kind == "end":
            steps = tuple(self.composer.acts.step(name, whole=True) for name in documentary.ladder)
            credits = self.credits(self.line.credits)
            view = msgspec.structs.replace(view, ladder=steps, media_credits=credits, learning=tuple(self.for_whom()))
        return msgspec.structs.replace(view, html=self.composer.prose(documentary.html))

    def for_whom(self) -> Iterator[pageviews.CreditView]:
        """For whom it is to learn with."""
        learning = self.documentary.learning
        for role, name in (("Level", learning.level), ("Age", learning.age), ("School subject", learning.subject)):
            if name:
                yield pageviews.CreditView(role=self.words(role), name=name)

    def credits(self, credits: Iterable[tuple[str, str]]) -> tuple[pageviews.CreditView, ...]:
        """Who made what is shown, each with the licence."""
        return tuple(pageviews.CreditView(role=licence, name=credit) for credit, licence in credits)

    def before(self) -> pageviews.EntryView | None:
        """What comes before this page in the line."""
        if self.address.kind == "end":
            return self.entry(len(self.documentary.chapters) - 1)
        if self.address.kind in ("unit", "embedded", "poster"):
            return None
        return self.entry(self.address.chapter - 1) if self.address.chapter > 0 else None

    def after(self) -> pageviews.EntryView | None:
        """The chapter that comes after this one."""
        here = self.address.chapter
        last = len(self.documentary.chapters) - 1
        return self.entry(here + 1, self.ladder) if here < last and self.address.kind == "chapter" else None

    def learning(self) -> set[str]:
        """Whether the page holds what helps to learn: goals, a glossary, words of it."""
        chapter = self.chapter
        composer = self.composer
        there = bool(composer.glossary.told or composer.citer.uses)
        there = there or bool(chapter and (chapter.goals or chapter.in_short or chapter.questions))
        return {"learning"} if there or self.address.kind in ("glossary", "sources") else set()

    def shown(self) -> range:
        """The chapters that this page lists: all on the cover and in a short line, else those around it."""
        if self.address.kind in ("unit", "embedded", "poster"):
            return range(0)
        if self.address.kind == "cover":
            return range(len(self.documentary.chapters))
        return self.line.around(self.address.chapter)

    def foreign(self, chapter: Chapter) -> str:
        """The language of a chapter that is not translated; else empty."""
        return chapter.lang if chapter.lang != self.documentary.lang else ""

    def entry(self, index: int, ladder: plan.Ladder = _THUMB) -> pageviews.EntryView:
        """A chapter as menus and neighbours show it, its picture at the widths of that ladder."""
        chapter, line = self.version(self.documentary.chapters[index]), self.line
        ref, media = line.leads[index]
        return pageviews.EntryView(
            number=index + 1,
            title=chapter.title,
            summary=chapter.summary,
            place=chapter.place,
            witness=chapter.witness,
            href=self.to(urls.chapter(self.site, self.documentary, chapter.slug)),
            minutes=minutes(self.site, chapter) if chapter.is_easy else line.minutes[index],
            clock=i18n.clock(line.seconds[index]) if line.seconds[index] >= 1 else "",
            seconds=line.seconds[index],
            picture=self.composer.picture(media, alternative(ref, media), ladder) if media else None,
            current=index == self.address.chapter,
            draft=chapter.draft,
            lang=self.foreign(chapter),
        )

    def passed(self) -> Unit:
        """What is passed on from this page: what it is about, or the documentary."""
        if self.unit is not None:
            return self.unit
        if self.chapter is None:
            return self.line.units[0]
        lead = self.line.lead(self.chapter)
        return of_chapter(self.site, self.documentary, self.address.chapter, self.chapter, lead)

    def share(self, unit: Unit) -> pageviews.ShareView:
        """How that is passed on."""
        site, url = self.site, urls.absolute(self.site.base_url, unit.address)
        via = unit.name if site.via else ""
        return pageviews.ShareView(
            url=url,
            title=unit.title,
            text=unit.text,
            links=share.links(site.networks, url=url, title=unit.title, text=unit.text, via=via),
            via=via if url else "",
            qr=self.to(urls.qr(unit.address)) if url else "",
        )

    def card(self) -> CardView | None:
        """The picture that networks show for what is passed on from this page: the editor's, or a drawn one."""
        if not self.site.base_url or self.address.kind in ("missing", "embedded", "poster", "leaflet"):
            return None
        unit = self.passed()
        text = cards.of(self.documentary, unit, self.words)
        own = self.documentary.card if unit.kind == "documentary" else self.chapter.card if self.chapter else None
        supplied = self.composer.media(own, "" if unit.kind == "documentary" else None)
        if supplied is not None and supplied.kind == "photo" and unit.kind in ("documentary", "chapter"):
            return cards.supplied(self.composer, supplied, text)
        return cards.view(self.composer, self.design, text, unit.media, alternative(unit.ref, unit.media))
