"""What a theme's templates are given. Frozen values, all addresses already relative to the page.

This file (with `exhibitviews`, for blocks to look into and to answer, and `pageviews`) is the contract between webdoc
and a theme: a template may use these names and no others (undefined names are errors). Fields called ``html`` are clean
HTML and are printed as they are; all else is text and is escaped.
"""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup
from msgspec import Struct


class View(Struct, frozen=True, kw_only=True):
    """The base of all views."""


def within(*values: object) -> Iterator[View | Markup]:
    """Every view and every piece of HTML in these, however deep, themselves included."""
    waiting = list(values)
    while waiting:
        one = waiting.pop()
        if isinstance(one, tuple):
            waiting += one
        elif isinstance(one, Markup):
            yield one
        elif isinstance(one, View):
            yield one
            waiting += [getattr(one, field) for field in one.__struct_fields__]


class SourceView(View, frozen=True, kw_only=True):
    """A ``<source>``: media type, and either one address or a ``srcset``; ``media`` says on which screens."""

    type: str
    href: str = ""
    srcset: str = ""
    media: str = ""


class PictureView(View, frozen=True, kw_only=True):
    """A photograph in several formats and widths. ``id`` is unique in the page."""

    id: str
    alt: str
    width: int
    height: int
    href: str
    """The middle width as JPEG, for ``src``."""
    srcset: str
    """The JPEGs, for the ``<img>``; empty where better formats are there: whoever takes none of them takes ``href``."""
    sources: tuple[SourceView, ...]
    """The better formats, best first."""
    lying: tuple[SourceView, ...] = ()
    """For an upright photograph that fills a box wider than high: it cut to three by two."""
    large: str
    """The largest JPEG, for a link."""
    blur: str
    """The colours of a gradient from top to bottom, ``#888,#555,#332``, or empty."""
    focus: str
    """CSS ``object-position``: ``50% 50%``."""


class FigureView(View, frozen=True, kw_only=True):
    """A picture with its caption and credit."""

    picture: PictureView
    html: Markup
    credit: str
    number: int
    """Counted through the chapter, from 1."""


class TrackView(View, frozen=True, kw_only=True):
    """A caption file for ``<track>``; ``kind`` is captions, chapters or descriptions."""

    kind: str
    href: str
    lang: str
    label: str
    default: bool


class LineView(View, frozen=True, kw_only=True):
    """One line of a transcript."""

    start: float
    end: float
    clock: str
    text: str
    voice: str


class TranscriptView(View, frozen=True, kw_only=True):
    """What is said, in one language."""

    lang: str
    dir: str
    label: str
    """The language's name in itself."""
    lines: tuple[LineView, ...]


class PlayerView(View, frozen=True, kw_only=True):
    """A sound or a video with all that goes with it."""

    title: str
    witness: str
    sources: tuple[SourceView, ...]
    download: str
    """The file that plays everywhere (m4a, mp3 or mp4), for a link."""
    tracks: tuple[TrackView, ...]
    transcripts: tuple[TranscriptView, ...]
    """The page's language first."""
    chapters: tuple[TranscriptView, ...]
    """The names of its parts, and what is to be seen in it, likewise."""
    descriptions: tuple[TranscriptView, ...]
    seconds: float
    clock: str
    iso: str
    peaks: str = ""
    """The path of a sound's waveform in an SVG of ``viewBox="0 0 120 16"``; empty for a video and for silence."""
    width: int = 0
    height: int = 0
    still: PictureView | None = None
    """What stands there until a video plays."""
    html: Markup = Markup("")
    credit: str = ""


class AmbientView(View, frozen=True, kw_only=True):
    """A sound that is heard softly under a chapter or a scene."""

    name: str
    """What is to be heard; may be empty."""
    sources: tuple[SourceView, ...]
    download: str
    """The file that plays everywhere, for a link."""
    credit: str


class BlockView(View, frozen=True, kw_only=True):
    """A block; ``kind`` names its template in ``blocks/``."""

    kind: str
    id: str


class ProseView(BlockView, frozen=True, kw_only=True):
    """Running text."""

    html: Markup


class PhotoView(BlockView, frozen=True, kw_only=True):
    """One photograph. ``place`` is empty, full, wide, left or right."""

    figure: FigureView
    place: str


class SoundView(BlockView, frozen=True, kw_only=True):
    """A sound."""

    player: PlayerView
    place: str


class VideoView(BlockView, frozen=True, kw_only=True):
    """A video; with ``loop`` a short one without sound that plays by itself."""

    player: PlayerView
    alt: str
    loop: bool
    place: str


class GalleryView(BlockView, frozen=True, kw_only=True):
    """Photographs side by side."""

    title: str
    figures: tuple[FigureView, ...]


class FrameView(View, frozen=True, kw_only=True):
    """A photograph of a sequence: from when to when it stands, and what is said meanwhile (in the page's language).

    Of what is said for minutes ``lines`` are the first ones; ``further`` is the time at which the transcript goes on.
    """

    start: float
    end: float
    clock: str
    figure: FigureView
    lines: tuple[LineView, ...]
    further: str = ""


class UnitLinkView(View, frozen=True, kw_only=True):
    """The way to the page of its own that a quote, a number or a moment has, from which it is passed on."""

    href: str
    text: str
    """What goes with the link: ``“We take turns sleeping.” — Marie, 34``."""
    clock: str = ""
    """Of a moment: ``0:14``."""


class SequenceView(BlockView, frozen=True, kw_only=True):
    """Photographs timed on a sound."""

    player: PlayerView
    frames: tuple[FrameView, ...]
    units: tuple[UnitLinkView, ...] = ()
    """Its moments that can be passed on by themselves."""


class SceneView(BlockView, frozen=True, kw_only=True):
    """A picture that stays while its steps pass. Either ``figure`` (photo) or ``player`` (silent loop) is there."""

    side: str
    figure: FigureView | None
    player: PlayerView | None
    alt: str
    steps: tuple[tuple[BlockView, ...], ...]
    ambient: AmbientView | None


class QuoteView(BlockView, frozen=True, kw_only=True):
    """A sentence of somebody's."""

    who: str
    origin: str
    origin_href: str
    text: str
    blocks: tuple[BlockView, ...]
    unit: UnitLinkView | None = None
    """None where it cannot be passed on by itself."""


class NumberView(BlockView, frozen=True, kw_only=True):
    """A figure and what it counts."""

    figure: str
    origin: str
    origin_href: str
    blocks: tuple[BlockView, ...]
    unit: UnitLinkView | None = None
    """None where it cannot be passed on by itself."""


class NoteView(BlockView, frozen=True, kw_only=True):
    """A remark beside the story."""

    title: str
    blocks: tuple[BlockView, ...]


class EmbedView(BlockView, frozen=True, kw_only=True):
    """Something that lives elsewhere: a local picture (or none) and a link."""

    url: str
    title: str
    host: str
    """The name of the site that the link leads to."""
    figure: FigureView | None
    blocks: tuple[BlockView, ...]
