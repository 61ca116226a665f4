"""The pages of a site: which there are, what each one's templates are given, which derivatives they ask for. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property, lru_cache

from markupsafe import Markup
from msgspec import Struct

from webdoc.media import plan
from webdoc.model import Derivative, Documentary, Media, MediaRef, Site
from webdoc.pages import i18n, share, urls, views
from webdoc.pages.blocks import Composer, alternative
from webdoc.pages.exhibits import quizzes
from webdoc.pages.line import Line
from webdoc.pages.reading import caption_name, refs

CARD = (1200, 630)
"""Pixels of the picture that networks show."""

_REMEMBERED = 256
"""Pages whose composition is remembered."""

_MENU = 24
"""Chapters that a menu shows at most; in a longer line it shows those around, and the cover shows all."""

_THUMB = plan.Ladder(widths=(320,), formats=("avif", "jpeg"))


class Address(Struct, frozen=True):
    """A page: where it stands, of what kind, of which documentary, and which chapter (-1: none)."""

    path: str
    kind: str
    documentary: int = 0
    chapter: int = -1


class Outline:
    """All pages of a site, by their addresses. Made anew whenever the site changes."""

    def __init__(self, site: Site, ladder: plan.Ladder) -> None:
        self.site = site
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
    def captions(self) -> dict[str, str]:
        """Every caption file that a page links to: its address, and the path of its source."""
        return {urls.media(caption_name(media)): media.path for media in self._captions()}

    def _of(self, index: int, documentary: Documentary) -> Iterator[Address]:
        yield Address(urls.cover(self.site, documentary), "cover", index)
        for position, chapter in enumerate(documentary.chapters):
            yield Address(urls.chapter(self.site, documentary, chapter.slug), "chapter", index, position)
        yield Address(urls.end(self.site, documentary), "end", index)
        if documentary.glossary:
            yield Address(urls.glossary(self.site, documentary), "glossary", index)

    def _captions(self) -> Iterator[Media]:
        for documentary in self.site.documentaries:
            for chapter in documentary.chapters:
                for ref in refs(chapter.blocks):
                    media = self.site.find(ref.src, chapter.source.path)
                    if media is not None and media.kind == "captions":
                        yield media

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The line of chapters of each documentary."""
        return tuple(Line(self.site, documentary) for documentary in self.site.documentaries)

    def compose(self, address: Address) -> views.PageView:
        """What the template of that page is given."""
        return self._composed(address)[0]

    def wanted(self) -> dict[str, Derivative]:
        """Every derivative that some page asks for, by name."""
        found: dict[str, Derivative] = {}
        for address in self.pages.values():
            found.update(self._composed(address)[1])
        return found

    def _compose(self, address: Address) -> tuple[views.PageView, dict[str, Derivative]]:
        page = _Page(self, address)
        return page.view(), page.composer.asked


class _Page:
    """Composes one page."""

    def __init__(self, outline: Outline, address: Address) -> None:
        self.outline = outline
        self.site = outline.site
        self.address = address
        self.documentary = outline.site.documentaries[address.documentary]
        self.line = outline.lines[address.documentary]
        self.chapter = self.documentary.chapters[address.chapter] if address.chapter >= 0 else None
        self.composer = Composer(self.site, self.documentary, self.chapter, address.path, outline.ladder)
        self.words = self.composer.words
        self.to = self.composer.to

    def view(self) -> views.PageView:
        documentary, site, chapter = self.documentary, self.site, self.chapter
        kind = self.address.kind
        position, total = self.address.chapter, len(documentary.chapters)
        ref, cover = self.line.leads[position] if chapter else self.line.whole if kind != "missing" else (None, None)
        picture = self.composer.picture(cover, alternative(ref, cover)) if cover else None
        title, summary = documentary.title, documentary.summary
        if chapter:
            title, summary = chapter.title, chapter.summary
        elif kind == "end":
            title = self.words("The end")
        elif kind == "glossary":
            title, summary = self.words("Glossary"), ""
        elif kind == "missing":
            title = self.words("This page is not here")
        url = "" if kind == "missing" else urls.absolute(site.base_url, self.address.path)
        languages = self.languages()
        blocks = tuple(self.composer.blocks(chapter.blocks)) if chapter else ()
        foreign = chapter.lang if chapter and chapter.lang != documentary.lang else ""
        return views.PageView(
            kind=kind,
            lang=documentary.lang,
            locale=i18n.territory(documentary.lang),
            dir=i18n.direction(documentary.lang),
            title=title,
            work=documentary.title,
            subtitle=documentary.subtitle,
            summary=summary,
            url=url,
            card=self.card(cover, ref) if url else None,
            share=self.share(kind, title, url),
            languages=tuple(view for view in languages if view.lang != documentary.lang),
            all_languages=languages if len(languages) > 1 else (),
            menu=tuple(self.entry(index) for index in self.shown()),
            home=self.to(urls.cover(site, documentary)),
            start=self.to(urls.chapter(site, documentary, documentary.chapters[0].slug)),
            last=self.to(urls.end(site, documentary)),
            picture=picture,
            number=position + 1 if chapter else 0,
            total=total,
            minutes=self.line.minutes[position] if chapter else self.line.left[0],
            minutes_left=self.line.left[max(position, 0)],
            previous=self.before(),
            next=self.entry(position + 1, large=True) if chapter and position + 1 < total else None,
            place=chapter.place if chapter else "",
            witness=chapter.witness if chapter else "",
            facts=chapter.facts if chapter else (),
            draft=bool(chapter and chapter.draft),
            content_lang=foreign,
            content_dir=i18n.direction(foreign) if foreign else "",
            blocks=blocks,
            act=self.closing_act(),
            acts=tuple(self.composer.act(action, f"act-{action.name}") for action in documentary.actions)
            if kind == "end"
            else (),
            html=Markup(documentary.html) if kind in ("end", "cover") else Markup(""),
            authors=documentary.authors,
            credits=tuple(views.CreditView(role=credit.role, name=credit.name) for credit in documentary.credits),
            media_credits=tuple(
                views.CreditView(role=licence, name=credit)
                for credit, licence in (self.line.credits if kind == "end" else self.composer.credits)
            ),
            licence=documentary.licence,
            pictures=tuple(self.composer.pictures),
            players=self.composer.players,
            extras=frozenset(self.composer.extras | self.learning()),
            quizzes=quizzes(blocks),
            goals=chapter.goals if chapter else (),
            in_short=chapter.in_short if chapter else (),
            questions=chapter.questions if chapter else (),
            terms=tuple(views.TermView(id=term.id, word=term.word, text=term.text) for term in documentary.glossary)
            if kind == "glossary"
            else (),
            glossary=self.to(urls.glossary(site, documentary)) if documentary.glossary else "",
        )

    def before(self) -> views.EntryView | None:
        """What comes before this page in the line."""
        if self.address.kind == "end":
            return self.entry(len(self.documentary.chapters) - 1)
        return self.entry(self.address.chapter - 1) if self.address.chapter > 0 else None

    def learning(self) -> set[str]:
        """Whether the page holds what helps to learn: goals, a glossary, words of it."""
        chapter = self.chapter
        there = chapter and (chapter.goals or chapter.in_short or chapter.questions or self.composer.glossary.told)
        return {"learning"} if there or self.address.kind == "glossary" else set()

    def shown(self) -> range:
        """The chapters that this page lists: all on the cover and in a short line, else those around it."""
        total, here = len(self.documentary.chapters), max(self.address.chapter, 0)
        if total <= _MENU or self.address.kind == "cover":
            return range(total)
        first = min(max(0, here - _MENU // 2), total - _MENU)
        return range(first, first + _MENU)

    def entry(self, index: int, *, large: bool = False) -> views.EntryView:
        chapter, line = self.documentary.chapters[index], self.line
        ref, media = line.leads[index]
        ladder = self.outline.ladder if large else _THUMB
        return views.EntryView(
            number=index + 1,
            title=chapter.title,
            summary=chapter.summary,
            place=chapter.place,
            witness=chapter.witness,
            href=self.to(urls.chapter(self.site, self.documentary, chapter.slug)),
            minutes=line.minutes[index],
            clock=i18n.clock(line.seconds[index]) if line.seconds[index] >= 1 else "",
            picture=self.composer.picture(media, alternative(ref, media), ladder) if media else None,
            current=index == self.address.chapter,
            draft=chapter.draft,
        )

    def languages(self) -> tuple[views.LanguageView, ...]:
        found = []
        for line in self.outline.lines:
            documentary = line.documentary
            address = urls.cover(self.site, documentary)
            if self.address.kind == "end":
                address = urls.end(self.site, documentary)
            elif self.address.kind == "glossary":
                if not documentary.glossary:
                    continue
                address = urls.glossary(self.site, documentary)
            elif self.chapter is not None:
                if self.chapter.key not in line.by_key:
                    continue
                address = urls.chapter(self.site, documentary, line.by_key[self.chapter.key].slug)
            found.append(
                views.LanguageView(
                    lang=documentary.lang,
                    label=i18n.language_name(documentary.lang),
                    href=self.to(address),
                    url=urls.absolute(self.site.base_url, address),
                )
            )
        return tuple(found)

    def share(self, kind: str, title: str, url: str) -> views.ShareView:
        documentary, text = self.documentary, self.documentary.share_text
        if kind in ("end", "missing", "glossary"):
            url, title = urls.absolute(self.site.base_url, urls.cover(self.site, documentary)), documentary.title
        elif self.chapter is not None:
            title = f"{title} — {documentary.title}"
            text = self.chapter.share_text or self.chapter.summary
        text = text or documentary.summary or title
        return views.ShareView(
            url=url, title=title, text=text, links=share.links(self.site.networks, url=url, title=title, text=text)
        )

    def card(self, cover: Media | None, ref: MediaRef | None) -> views.CardView | None:
        if cover is None or cover.kind != "photo":
            return None
        derivative = plan.crop(cover, *CARD)
        self.composer.asked[derivative.name] = derivative
        return views.CardView(
            url=urls.absolute(self.site.base_url, urls.media(derivative.name)),
            width=derivative.recipe.width,
            height=derivative.recipe.height,
            alt=alternative(ref, cover),
        )

    def closing_act(self) -> views.ActView | None:
        if self.chapter is None or self.chapter.action == "none" or not self.documentary.actions:
            return None
        action = self.documentary.action(self.chapter.action) if self.chapter.action else self.documentary.actions[0]
        return self.composer.act(action, "act") if action else None
