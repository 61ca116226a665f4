"""What templates are given to pass a work on with: texts, pictures, code, and sheets of paper."""

from __future__ import annotations

from markupsafe import Markup

from webdoc.pages import qr
from webdoc.pages.actionviews import ActView
from webdoc.pages.views import PictureView, View


class CodeView(View, frozen=True, kw_only=True):
    """The HTML with which another site shows a chapter, or one sequence of it."""

    title: str
    html: str
    """As text to copy."""


class CardView(View, frozen=True, kw_only=True):
    """The picture that networks show."""

    url: str
    """Absolute; empty without a base."""
    href: str
    """The link to it from this page."""
    width: int
    height: int
    alt: str


class PostView(View, frozen=True, kw_only=True):
    """A text for one network, with the address in it, as long as that network allows."""

    tone: str
    """How it speaks, in the editor's words or by what it was made from."""
    text: str
    count: int
    """Characters, as that network counts them."""
    href: str
    """The network's own page with the text filled in."""


class ChannelView(View, frozen=True, kw_only=True):
    """A network with its texts."""

    name: str
    label: str
    limit: int
    """Characters that it allows; 0 for as many as one likes."""
    posts: tuple[PostView, ...]


class CardsView(View, frozen=True, kw_only=True):
    """The pictures of something that can be passed on: for a link, for a stream of pictures, for a telephone."""

    title: str
    landscape: CardView
    square: CardView
    story: CardView
    stem: str
    """How the files are called when they are kept."""


class MailView(View, frozen=True, kw_only=True):
    """An e-mail."""

    subject: str
    body: str
    href: str
    """As a mail link."""


class PrintView(View, frozen=True, kw_only=True):
    """A page to print."""

    title: str
    href: str


class KitView(View, frozen=True, kw_only=True):
    """All that an ambassador needs."""

    advice: tuple[str, ...]
    """How one passes a work on, in plain words."""
    channels: tuple[ChannelView, ...]
    letter: MailView
    cards: tuple[CardsView, ...]
    codes: tuple[CodeView, ...]
    posters: tuple[PrintView, ...]
    leaflet: str
    """The link to the leaflet."""
    archive: str
    """The link to the file that holds all of it."""
    act: ActView | None
    """What one can do first."""


class QuoteLineView(View, frozen=True, kw_only=True):
    """A sentence on paper, and whose it is."""

    text: str
    who: str


class SheetView(View, frozen=True, kw_only=True):
    """A sheet of paper: a poster, or a leaflet that is folded once."""

    size: str
    """How long its title is: s, m, l or xl."""
    title: str
    kicker: str
    """What it is, and how long it takes."""
    said: QuoteLineView | None
    """What is said on it, or what it is about; ``who`` is empty for the latter."""
    picture: PictureView | None
    printed: PictureView | None
    """The same at the largest width alone, for paper; none where ``picture`` is that already."""
    link: str
    """Where its code leads: the address, and by what a visit is told to come from there."""
    address: str
    """To be typed: without what a browser adds by itself."""
    kit: str
    """The link back to where this is offered; empty where the sheet stands alone."""
    act: ActView | None = None
    """What one can do first."""
    quotes: tuple[QuoteLineView, ...] = ()
    """For the inside of a leaflet."""

    @property
    def qr(self) -> Markup:
        """The code that leads there, as SVG with its quiet zone; drawn where it is shown."""
        return Markup(qr.svg(self.link))
