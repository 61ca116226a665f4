"""What ambassadors need: texts for each network, pictures, an e-mail, code, posters and a leaflet. Pure.

Where the editor writes texts (``kit: texts:``) they are used; else they are made of the documentary's sentence, its
first quotes and its first number.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
from msgspec import Struct

from webdoc.media import plan
from webdoc.model import CardDesign, Chapter, Documentary, Media, MediaRef, Site
from webdoc.pages import cards, embed, i18n, kitviews, share, urls
from webdoc.pages.actionviews import ActView
from webdoc.pages.blocks import Composer
from webdoc.pages.line import Line
from webdoc.pages.shown import alternative
from webdoc.pages.units import Unit
from webdoc.pages.views import PictureView


class Bundle(Struct, frozen=True):
    """An archive: its address, what is written into it, and which derivatives go along, by their names inside."""

    path: str
    texts: dict[str, bytes]
    media: dict[str, str]


MOST = 24
"""Chapters, and quotes, for which pictures, posters and code are offered: a page is to be read, not to be searched."""

ADVICE = (
    "Send it to one person first, with a line of your own. What a friend sends is opened.",
    "Take one text and one picture. Change every word that you would not say.",
    "Leave the address as it is: it leads to the right place, and nobody needs an account.",
    "Hang the poster where people wait: in a stairwell, a library, a doctor’s practice.",
)
"""How one passes a work on, in plain words."""

_VOICES = 2
"""Texts that are made of quotes."""

_SENTENCE = 190
"""Characters of the sentence on a sheet."""

_TITLES = ((14, "s"), (26, "m"), (52, "l"))
"""Characters up to which a title is set that large; longer ones are xl."""


def offered(site: Site) -> bool:
    """Whether there is a kit: where it is wanted, and the site knows its own address."""
    return bool(site.kit and site.base_url)


def archive(site: Site, documentary: Documentary) -> str:
    """The address of the file that holds all of it."""
    return urls.kit(site, documentary, f"{plan.slug(documentary.title, 'documentary')}.zip")


def papers(view: kitviews.KitView, words: i18n.Words) -> dict[str, str]:
    """What is said in the kit as files of plain text, by their names: one for each network, the letter, the code."""
    files = {}
    for channel in view.channels:
        files[f"texts/{channel.name}.txt"] = "\n\n\n".join(f"[{post.tone}]\n\n{post.text}" for post in channel.posts)
    files["texts/e-mail.txt"] = f"{view.letter.subject}\n\n{view.letter.body}"
    shown = (f"{one.stem}\n{one.landscape.alt}" for one in view.cards)
    files["pictures/what-they-show.txt"] = "\n\n".join(shown)
    if view.codes:
        files["texts/for-your-site.txt"] = "\n\n".join(f"{code.title}\n\n{code.html}" for code in view.codes)
    files["read-me.txt"] = "\n\n".join(
        (
            words("Pass it on"),
            *(f"{number}. {words(one)}" for number, one in enumerate(ADVICE, 1)),
            "texts/ · pictures/ · poster.html · leaflet.html",
            words("A4, without margins, with background graphics."),
        )
    )
    return files


def pictures(view: kitviews.KitView) -> dict[str, str]:
    """The derivatives of the kit by the names that they are kept under."""
    return {
        f"pictures/{one.stem}-{card.width}x{card.height}.jpg": card.href.rpartition("/")[2]
        for one in view.cards
        for card in (one.landscape, one.square, one.story)
    }


def doors(ladder: plan.Ladder) -> plan.Ladder:
    """The widths of a leaflet's small photographs."""
    return msgspec.structs.replace(ladder, widths=tuple(sorted(ladder.widths)[:2]))


class Maker:
    """Makes the kit of one documentary, for the page of that composer."""

    def __init__(self, composer: Composer, line: Line, design: CardDesign) -> None:
        self.composer = composer
        self.line = line
        self.design = design
        self.site, self.documentary, self.words = composer.site, composer.documentary, composer.words

    def view(self) -> kitviews.KitView:
        """All of it."""
        chapters = self.documentary.chapters[:MOST]
        to = self.composer.to
        return kitviews.KitView(
            advice=tuple(map(self.words, ADVICE)),
            channels=tuple(self.channels()),
            letter=self.letter(),
            cards=tuple(map(self.cards, self.pictured())),
            codes=tuple(code for one in chapters for code in embed.codes(self.site, self.documentary, one)),
            posters=tuple(
                kitviews.PrintView(title=title, href=to(urls.poster(self.site, self.documentary, slug)))
                for title, slug in ((self.documentary.title, ""), *((one.title, one.slug) for one in chapters))
            ),
            leaflet=to(urls.kit(self.site, self.documentary, "leaflet/index.html")),
            archive=to(archive(self.site, self.documentary)),
            act=self.act(),
        )

    def pictured(self) -> tuple[Unit, ...]:
        """What pictures are offered for: the documentary, its chapters, its quotes."""
        units = self.line.units
        chapters = [one for one in units if one.kind == "chapter"][:MOST]
        quotes = [one for one in units if one.kind == "quote"][:MOST]
        return (units[0], *chapters, *quotes)

    def messages(self) -> Iterator[tuple[str, str, Unit]]:
        """What can be said: in which tone, which text, about what."""
        whole, *rest = self.line.units
        if self.documentary.kit_texts:
            yield from ((tone, text, whole) for tone, text in self.documentary.kit_texts)
            return
        yield self.words("In one sentence"), whole.text, whole
        seen: set[int] = set()
        for unit in rest:
            if unit.kind == "quote" and unit.chapter not in seen and len(seen) < _VOICES:
                seen.add(unit.chapter)
                yield self.words("With a voice"), unit.text, unit
        number = next((unit for unit in rest if unit.kind == "number"), None)
        if number is not None:
            yield self.words("With a number"), number.text, number

    def url(self, unit: Unit, channel: str) -> str:
        """The public address of what is passed on, with the channel that it goes by."""
        url = urls.absolute(self.site.base_url, unit.address)
        return share.tagged(url, unit.name if self.site.via else "", f"kit-{channel}")

    def channels(self) -> Iterator[kitviews.ChannelView]:
        """The networks with their texts; letters are another matter."""
        for name in self.site.networks:
            if name in ("email", "sms"):
                continue
            posts = []
            for tone, text, unit in self.messages():
                url = self.url(unit, name)
                post = share.post(name, text, url)
                (link,) = share.links((name,), url=url, title=unit.title, text=text)
                count = share.counted(name, post, url)
                posts.append(kitviews.PostView(tone=tone, text=post, count=count, href=link.href))
            yield kitviews.ChannelView(
                name=name, label=share.LABELS[name], limit=share.LIMITS.get(name, 0), posts=tuple(posts)
            )

    def letter(self) -> kitviews.MailView:
        """The e-mail: what it is, where it is, what one can do."""
        documentary, whole, words = self.documentary, self.line.units[0], self.words
        subject = f"{documentary.title}: {documentary.subtitle}" if documentary.subtitle else documentary.title
        minutes = self.line.left[0]
        parts = [
            words("Hello,"),
            words("I would like to show you “{work}”, a web documentary.", work=documentary.title),
            whole.text,
            self.url(whole, "email"),
            words.count(
                "It takes about {n} minute from one end to the other.",
                "It takes about {n} minutes from one end to the other.",
                minutes,
            ),
        ]
        for action in documentary.actions[:1]:
            parts.append("\n".join(part for part in (action.title, action.text, action.url) if part))
        body = "\n\n".join(parts)
        return kitviews.MailView(subject=subject, body=body, href=share.mail("", subject, body))

    def cards(self, unit: Unit) -> kitviews.CardsView:
        """The pictures of one of them."""
        text = cards.of(self.documentary, unit, self.words)
        alt = alternative(unit.ref, unit.media)
        landscape, square, story = (
            cards.view(self.composer, self.design, text, unit.media, alt, form)
            for form in ("landscape", "square", "story")
        )
        work = plan.slug(self.documentary.title, "documentary")
        stem = f"{work}-{unit.name}" if unit.chapter >= 0 else work
        return kitviews.CardsView(title=unit.title, landscape=landscape, square=square, story=story, stem=stem)

    def act(self) -> ActView | None:
        """What one can do first."""
        first = next(iter(self.documentary.actions), None)
        return self.composer.acts.view(first, "act") if first is not None else None

    # paper

    def sheet(self, chapter: Chapter | None, channel: str, *, alone: bool = False) -> kitviews.SheetView:
        """The sheet about the documentary, or about a chapter; ``alone``: where no other page stands beside it."""
        line, documentary = self.line, self.documentary
        position = documentary.chapters.index(chapter) if chapter is not None else -1
        unit = next(one for one in line.units if one.chapter == position)
        ref, media = line.leads[position] if chapter is not None else line.whole
        url = share.tagged(urls.absolute(self.site.base_url, unit.address), unit.name if self.site.via else "", channel)
        title = chapter.title if chapter is not None else documentary.title
        return kitviews.SheetView(
            size=next((size for most, size in _TITLES if len(title) <= most), "xl"),
            title=title,
            kicker=self.kicker(position),
            said=self.said(position),
            picture=self.picture(ref, media, printed=alone),
            printed=self.picture(ref, media, printed=True) if not alone else None,
            link=url,
            address=_typed(self.site, unit.address),
            kit="" if alone else self.composer.to(urls.kit(self.site, documentary)),
            act=self.act(),
            quotes=tuple(
                kitviews.QuoteLineView(text=share.cut(one.said, _SENTENCE), who=one.who)
                for one in line.units
                if one.kind == "quote"
            )[:2],
        )

    def picture(self, ref: MediaRef | None, media: Media | None, *, printed: bool) -> PictureView | None:
        """The photograph of a sheet at all widths, or as JPEG at the largest one alone."""
        if media is None:
            return None
        whole = self.composer.ladder
        ladder = msgspec.structs.replace(whole, widths=(max(whole.widths),), formats=("jpeg",)) if printed else whole
        return self.composer.picture(media, alternative(ref, media), ladder)

    def kicker(self, position: int) -> str:
        """What it is, and how long it takes."""
        words, total = self.words, len(self.documentary.chapters)
        if position >= 0:
            part = words("Chapter {n} of {total}", n=position + 1, total=total)
            return f"{self.documentary.title} · {part}"
        length = words.count("{n} minute", "{n} minutes", self.line.left[0])
        return f"{words('Web documentary')} · {words.count('{n} chapter', '{n} chapters', total)} · {length}"

    def said(self, position: int) -> kitviews.QuoteLineView | None:
        """What stands below the title: of a chapter its first quote, else what it is about."""
        within = self.line.within[position] if position >= 0 else ()
        for unit in within:
            if unit.kind == "quote":
                return kitviews.QuoteLineView(text=share.cut(unit.said, _SENTENCE), who=unit.who)
        chapter = self.documentary.chapters[position] if position >= 0 else None
        text = chapter.summary if chapter is not None else self.documentary.share_text or self.documentary.summary
        return kitviews.QuoteLineView(text=share.cut(text, _SENTENCE), who="") if text else None


def _typed(site: Site, address: str) -> str:
    """An address as one types it."""
    url = urls.absolute(site.base_url, address)
    return url.partition("://")[2].removeprefix("www.").rstrip("/")
