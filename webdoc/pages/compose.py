"""The pages of a site: which there are, what each one's templates are given, which derivatives they ask for. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from markupsafe import Markup
from msgspec import Struct

from webdoc.media import plan
from webdoc.model import Chapter, Derivative, Documentary, Media, MediaRef, Site
from webdoc.pages import i18n, share, urls, views
from webdoc.pages.blocks import Composer, alternative
from webdoc.pages.reading import caption_name, lead, minutes, played_seconds, refs

CARD = (1200, 630)
"""Pixels of the picture that networks show."""

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

    def _captions(self) -> Iterator[Media]:
        for documentary in self.site.documentaries:
            for chapter in documentary.chapters:
                for ref in refs(chapter.blocks):
                    media = self.site.find(ref.src, chapter.source.path)
                    if media is not None and media.kind == "captions":
                        yield media

    def compose(self, address: Address) -> views.PageView:
        """What the template of that page is given."""
        return _Page(self, address).view()

    def wanted(self) -> dict[str, Derivative]:
        """Every derivative that some page asks for, by name."""
        found: dict[str, Derivative] = {}
        for address in self.pages.values():
            page = _Page(self, address)
            page.view()
            found.update(page.composer.asked)
        return found


class _Page:
    """Composes one page."""

    def __init__(self, outline: Outline, address: Address) -> None:
        self.outline = outline
        self.site = outline.site
        self.address = address
        self.documentary = outline.site.documentaries[address.documentary]
        self.chapter = self.documentary.chapters[address.chapter] if address.chapter >= 0 else None
        self.composer = Composer(self.site, self.documentary, self.chapter, address.path, outline.ladder)
        self.words = self.composer.words
        self.to = self.composer.to

    def view(self) -> views.PageView:
        documentary, site, chapter = self.documentary, self.site, self.chapter
        kind = self.address.kind
        menu = tuple(self.entry(index) for index in range(len(documentary.chapters)))
        position = self.address.chapter
        ref, cover = self.lead(chapter) if kind != "missing" else (None, None)
        picture = self.composer.picture(cover, alternative(ref, cover)) if cover else None
        title, summary = documentary.title, documentary.summary
        if chapter:
            title, summary = chapter.title, chapter.summary
        elif kind == "end":
            title = self.words("Credits and what you can do")
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
            menu=menu,
            home=self.to(urls.cover(site, documentary)),
            start=menu[0].href if menu else self.to(urls.end(site, documentary)),
            last=self.to(urls.end(site, documentary)),
            picture=picture,
            number=position + 1 if chapter else 0,
            total=len(documentary.chapters),
            minutes=menu[position].minutes if chapter else sum(entry.minutes for entry in menu),
            minutes_left=sum(entry.minutes for entry in menu[max(position, 0) :]),
            previous=self.entry(position - 1, large=True) if chapter and position else None,
            next=self.entry(position + 1, large=True) if chapter and position + 1 < len(menu) else None,
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
            media_credits=self.all_media_credits() if kind == "end" else self.page_media_credits(),
            licence=documentary.licence,
            pictures=tuple(self.composer.pictures),
            players=self.composer.players,
        )

    def entry(self, index: int, *, large: bool = False) -> views.EntryView:
        chapter = self.documentary.chapters[index]
        ref, media = self.lead(chapter)
        seconds = played_seconds(self.site, chapter)
        ladder = self.outline.ladder if large else _THUMB
        return views.EntryView(
            number=index + 1,
            title=chapter.title,
            summary=chapter.summary,
            place=chapter.place,
            witness=chapter.witness,
            href=self.to(urls.chapter(self.site, self.documentary, chapter.slug)),
            minutes=minutes(self.site, chapter),
            clock=i18n.clock(seconds) if seconds >= 1 else "",
            picture=self.composer.picture(media, alternative(ref, media), ladder) if media else None,
            current=index == self.address.chapter,
            draft=chapter.draft,
        )

    def lead(self, chapter: Chapter | None) -> tuple[MediaRef | None, Media | None]:
        """The picture that stands for a chapter, or for the whole; each falls back on the other."""
        own = (lead(self.site, chapter), chapter.source.path) if chapter else (self.documentary.cover, "")
        chapters = self.documentary.chapters
        first = (lead(self.site, chapters[0]), chapters[0].source.path) if chapters else (None, "")
        for ref, path in (own, (self.documentary.cover, ""), first):
            media = self.composer.media(ref, path)
            if media is not None and media.kind == "photo":
                return ref, media
        return None, None

    def languages(self) -> tuple[views.LanguageView, ...]:
        found = []
        for documentary in self.site.documentaries:
            address = urls.cover(self.site, documentary)
            if self.address.kind == "end":
                address = urls.end(self.site, documentary)
            elif self.chapter is not None:
                same = [other for other in documentary.chapters if other.key == self.chapter.key]
                if not same:
                    continue
                address = urls.chapter(self.site, documentary, same[0].slug)
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
        if kind in ("end", "missing"):
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

    def page_media_credits(self) -> tuple[views.CreditView, ...]:
        return tuple(views.CreditView(role=licence, name=credit) for credit, licence in self.composer.credits)

    def all_media_credits(self) -> tuple[views.CreditView, ...]:
        found: dict[tuple[str, str], None] = {}
        for chapter in self.documentary.chapters:
            for ref in refs(chapter.blocks):
                media = self.site.find(ref.src, chapter.source.path)
                if media and (ref.credit or media.credit):
                    found[(ref.credit or media.credit, media.licence)] = None
        return tuple(views.CreditView(role=licence, name=credit) for credit, licence in found)
