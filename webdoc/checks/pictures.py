"""Covers and cards that an editor made: there, large enough, of the right shape."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from webdoc import model
from webdoc.checks.files import file
from webdoc.checks.ground import Ground
from webdoc.model import Chapter, Documentary, Issue, MediaRef, Site, say

_OFF = 0.05


def cover(ground: Ground, documentary: Documentary) -> Iterator[Issue]:
    """The cover of the documentary, and its card."""
    if documentary.cover is not None:
        ref = MediaRef(src=documentary.cover.src, alt=documentary.cover.alt, source=ground.place("cover"))
        yield from file(ground.site, ref, "", ground.files, ("photo",))
    if documentary.card is not None:
        source = ground.place(f"languages.{documentary.lang}.card", "card")
        yield from card(ground.site, MediaRef(src=documentary.card.src, source=source), "", ground.files)


def card_of(ground: Ground, documentary: Documentary, chapter: Chapter) -> Iterator[Issue]:
    """The card of a chapter."""
    if chapter.card is not None:
        yield from card(ground.site, chapter.card, chapter.source.path, ground.files)


def card(site: Site, ref: MediaRef, chapter: str, files: Collection[str]) -> Iterator[Issue]:
    """A card that an editor made: there, large enough, of the right shape."""
    yield from file(site, ref, chapter, files, ("photo",))
    media = site.find(ref.src, chapter)
    if media is None or media.kind != "photo" or not media.height:
        return
    wide, high = model.CARD_SIZES["landscape"]
    size = say("“{src}” is {width} x {height} pixels", src=ref.src, width=media.width, height=media.height)
    hint = say("Make it {wide} x {high} pixels.", wide=wide, high=high)
    if media.width < wide or media.height < high:
        message = say("{size}: too few for a card, networks show it small or not at all.", size=size)
        yield Issue(code="card-small", level="warning", source=ref.source, message=message, hint=hint)
    elif abs(media.width * high / (media.height * wide) - 1) > _OFF:
        message = say(
            "{size}, a card is {wide} x {high}: what is above and below, or at the sides, is cut off.",
            size=size,
            wide=wide,
            high=high,
        )
        yield Issue(code="card-shape", level="warning", source=ref.source, message=message, hint=hint)
