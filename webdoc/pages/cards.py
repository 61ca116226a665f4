"""Cards: the words on the picture that stands for a page where it is passed on. Pure; `webdoc.media.cards` draws it."""

from __future__ import annotations

from webdoc.media import plan
from webdoc.model import CardDesign, CardFormat, CardText, Documentary, Media
from webdoc.pages import i18n, urls
from webdoc.pages.blocks import Composer
from webdoc.pages.pageviews import CardView
from webdoc.pages.units import Unit


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
    quoted = words("“{text}”", text=unit.said) if unit.said else unit.title
    label = unit.figure if unit.kind == "moment" else ""
    return CardText(kind=unit.kind, label=label, text=quoted, byline=unit.who, work=work, lang=chapter.lang)


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
    href = composer.made(made)
    return CardView(
        url=urls.absolute(composer.site.base_url, urls.media(made.name)),
        href=href,
        width=made.recipe.width,
        height=made.recipe.height,
        alt=said(text, alt if made.source else ""),
    )
