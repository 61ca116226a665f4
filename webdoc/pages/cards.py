"""Cards: the words on the picture that stands for a page where it is passed on. Pure; `webdoc.media.cards` draws it."""

from __future__ import annotations

import re
import unicodedata

from webdoc.media import plan
from webdoc.model import CardDesign, CardFormat, CardText, Derivative, Documentary, Media
from webdoc.pages import i18n, share, urls
from webdoc.pages.blocks import Composer
from webdoc.pages.kitviews import CardView
from webdoc.pages.units import Unit

LONGEST = 420
"""Letters of a quote that a card holds, in sizes that can be read; Chinese ones count twice."""

_SENTENCE = re.compile(r"[.!?…؟।]+[»”’\"')\]]*(?=\s)|[。！？]+[」』”]?")


def of(documentary: Documentary, unit: Unit, words: i18n.Words) -> CardText:
    """The words for what is passed on."""
    lang, work = documentary.lang, documentary.title
    if unit.kind == "documentary":
        made = ", ".join(documentary.authors)
        return CardText(kind=unit.kind, text=work, byline=documentary.subtitle, work=made, lang=lang)
    chapter = documentary.chapters[unit.chapter]
    chapter = chapter.easy if chapter.easy is not None and chapter.easy.source.path == unit.source else chapter
    if unit.kind == "chapter":
        label = words("Chapter {n} of {total}", n=unit.chapter + 1, total=len(documentary.chapters))
        who = chapter.witness or chapter.place
        return CardText(kind=unit.kind, label=label, text=chapter.title, byline=who, work=work, lang=chapter.lang)
    if unit.kind == "number":
        return CardText(kind=unit.kind, figure=unit.figure, text=unit.said, work=work, lang=chapter.lang)
    quote = cut(unit.said)
    quoted = words("“{text}”", text=quote) if quote else unit.title
    label = unit.figure if unit.kind == "moment" else ""
    return CardText(
        kind=unit.kind, label=label, text=quoted, byline=unit.who, work=work, lang=chapter.lang, cut=quote != unit.said
    )


def cut(text: str) -> str:
    """As much of a text as a card can hold: whole sentences where there are any, then an ellipsis."""
    length = sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)
    if length <= LONGEST:
        return text
    kept = share.cut(text, LONGEST * len(text) // length)
    ends = [at.end() for at in _SENTENCE.finditer(kept)]
    return f"{kept[: ends[-1]].rstrip()} …" if ends and ends[-1] > len(kept) // 2 else kept


def said(text: CardText, picture: str = "") -> str:
    """What a card shows, for those who do not see it: its words, then its photograph."""
    words = (text.figure, text.text.replace("\n", " "), text.byline, text.work, picture)
    return " — ".join(word for word in words if word)


def view(
    composer: Composer,
    design: CardDesign,
    text: CardText,
    media: Media | None = None,
    alt: str = "",
    format: CardFormat = "landscape",
) -> CardView:
    """The card with those words beside that photograph (or the video's still), which the page thereby asks for.

    ``alt``: what the photograph shows.
    """
    made = plan.card(media, text, design, format)
    return _view(composer, made, said(text, alt if made.source else ""))


def supplied(composer: Composer, media: Media, text: CardText) -> CardView:
    """A card that the editor made."""
    return _view(composer, plan.supplied(media), media.alt or said(text))


def _view(composer: Composer, made: Derivative, alt: str) -> CardView:
    href = composer.made(made)
    url = urls.absolute(composer.site.base_url, urls.media(made.name))
    return CardView(url=url, href=href, width=made.recipe.width, height=made.recipe.height, alt=alt)
