"""What cards cannot show: letters that no typeface has, ends of quotes that are too long. Read with the typefaces."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from webdoc.media import faces
from webdoc.model import Card, Face, Issue, Source, say
from webdoc.pages.app import Edition
from webdoc.pages.page import Address

SETTINGS = "webdoc.yaml"
HINT = say("Write it otherwise, or make a card of your own: “card: my-card.jpg”.")


def issues(edition: Edition) -> tuple[Issue, ...]:
    """What an editor should know of the cards that are drawn; each text once, at the file that it stands in."""
    found = (issue for address in edition.outline.pages.values() for issue in on(edition, address))
    return tuple(dict.fromkeys(found))


def on(edition: Edition, address: Address) -> tuple[Issue, ...]:
    """The same for the cards of one page."""
    if address.kind in ("kit", "poster", "leaflet"):
        return ()  # They show again what chapters have, in other formats.
    documentary = edition.site.documentaries[address.documentary]
    path = documentary.chapters[address.chapter].source.path if address.chapter >= 0 else SETTINGS
    typefaces = edition.theme.cards.typefaces
    card = edition.outline.card(address)
    return tuple(_of(card, Source(path), typefaces)) if card is not None else ()


def _of(card: Card, source: Source, typefaces: Mapping[str, str]) -> Iterator[Issue]:
    name = card.text.text or card.text.figure
    short = name if len(name) <= 40 else f"{name[:39]}…"
    lost = "".join(
        dict.fromkeys(letter for text, face in _texts(card) for letter in _lost(card, text, face, typefaces))
    )
    if lost:
        message = say("No typeface of cards has “{lost}”: the card “{short}” is without.", lost=lost, short=short)
        yield Issue(code="card-letters", level="warning", source=source, message=message, hint=HINT)
    if card.text.cut:
        message = say("This is too long for a card, whose text ends earlier: “{short}”.", short=short)
        hint = say("Nothing has to be done. A shorter quote is read by more people.")
        yield Issue(code="card-long", level="info", source=source, message=message, hint=hint)


def _texts(card: Card) -> Iterator[tuple[str, Face]]:
    text, design = card.text, card.design
    yield text.text, card.face
    yield text.figure, design.title
    yield from ((other, design.small) for other in (text.label, text.byline, text.work))


def _lost(card: Card, text: str, face: Face, typefaces: Mapping[str, str]) -> str:
    path = typefaces.get(face.digest, "")
    if path and set(map(ord, text)) <= faces.load(path, face.axes).letters:
        return ""  # Most have all; those that stand in for it are large.
    return faces.missing(text, faces.chain(face, path, card.text.lang)) if text else ""
