"""What a theme's templates are given. Frozen values, all addresses already relative to the page.

This file (with `exhibitviews`, for blocks to look into and to answer) is the contract between webdoc and a theme: a
template may use these names and no others (undefined names are errors). Fields called ``html`` are clean HTML and are
printed as they are; all else is text and is escaped.
"""

from __future__ import annotations

from markupsafe import Markup
from msgspec import Struct

from webdoc.pages.share import ShareLink


class View(Struct, frozen=True, kw_only=True):
    """The base of all views."""


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
    large: str
    """The largest JPEG, for a link."""
    blur: str
    """The colours of a gradient from top to bottom, ``#8a8c90,#5c5a58,#2f2c28``, or empty."""
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
    """The file that plays everywhere (m4a or mp4), for a link."""
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
    """The path of a sound's waveform in an SVG of ``viewBox="0 0 120 30"``; empty for a video and for silence."""
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
    """A photograph of a sequence: from when to when it stands, and what is said meanwhile (in the page's language)."""

    start: float
    end: float
    clock: str
    figure: FigureView
    lines: tuple[LineView, ...]


class SequenceView(BlockView, frozen=True, kw_only=True):
    """Photographs timed on a sound."""

    player: PlayerView
    frames: tuple[FrameView, ...]


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


class NumberView(BlockView, frozen=True, kw_only=True):
    """A figure and what it counts."""

    figure: str
    origin: str
    origin_href: str
    blocks: tuple[BlockView, ...]


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


class ActView(BlockView, frozen=True, kw_only=True):
    """An action. ``action`` says what one does: sign, write, give, join, volunteer, come, learn."""

    action: str
    title: str
    text: str
    label: str
    href: str
    host: str
    """The site that the button leads to; empty for a letter."""
    external: bool
    letter_to: str = ""
    """For write: the address, subject and text of the letter, for those without a mail program."""
    letter_subject: str = ""
    letter_body: str = ""
    blocks: tuple[BlockView, ...] = ()


class EntryView(View, frozen=True, kw_only=True):
    """A chapter as the menu, the cover and the neighbours show it."""

    number: int
    title: str
    summary: str
    place: str
    witness: str
    href: str
    minutes: int
    clock: str
    """How long its sound and video last: ``4:10``; empty when there is none."""
    picture: PictureView | None
    current: bool
    draft: bool


class LanguageView(View, frozen=True, kw_only=True):
    """The same page in another language."""

    lang: str
    label: str
    href: str
    url: str
    """Absolute, or empty without a base."""


class ShareView(View, frozen=True, kw_only=True):
    """How this page is passed on."""

    url: str
    """Absolute; empty without a base."""
    title: str
    text: str
    links: tuple[ShareLink, ...]


class CardView(View, frozen=True, kw_only=True):
    """The picture that networks show: an absolute address, 1200x630 at most."""

    url: str
    width: int
    height: int
    alt: str


class CreditView(View, frozen=True, kw_only=True):
    """Who did what, or who made which picture."""

    role: str
    name: str


class TermView(View, frozen=True, kw_only=True):
    """A word of the glossary."""

    id: str
    word: str
    text: str


class CitedInView(View, frozen=True, kw_only=True):
    """A chapter that cites a source; the link leads to the source in the chapter's own list."""

    number: int
    title: str
    href: str


class ReferenceView(View, frozen=True, kw_only=True):
    """A source. One that was written in one line has ``text``, the others a title."""

    id: str
    number: int
    """The same on every page."""
    author: str
    title: str
    lang: str
    """The language of the title, where it is not the page's."""
    dir: str
    text: str
    details: str
    """Who published it, and when."""
    kind: str
    """What it is, in a word; empty for a page of the web."""
    url: str
    host: str
    """The site that the address leads to."""
    accessed: str
    """When it was read there."""
    back: tuple[str, ...]
    """In a chapter: the links back to where it is cited."""
    chapters: tuple[CitedInView, ...]
    """On the page of all sources: the chapters that cite it."""


class VersionView(View, frozen=True, kw_only=True):
    """The other version of a chapter: from the chapter the easy-to-read one, from there the chapter."""

    title: str
    href: str
    lang: str
    """The language that it is in."""


class PageView(View, frozen=True, kw_only=True):
    """A page. ``kind`` is cover, chapter, end, glossary, sources or missing."""

    kind: str
    lang: str
    locale: str
    """Language and territory as Open Graph wants them: ``fr_FR``."""
    dir: str
    title: str
    """Of this page."""
    work: str
    """Of the documentary."""
    subtitle: str
    summary: str
    url: str
    """Canonical and absolute; empty without a base."""
    card: CardView | None
    share: ShareView
    languages: tuple[LanguageView, ...]
    """The other languages in which this page is there."""
    all_languages: tuple[LanguageView, ...]
    """Those and this one, for ``hreflang``."""
    menu: tuple[EntryView, ...]
    """All chapters; in a long line, on other pages than the cover, those around this one (see ``total``)."""
    home: str
    start: str
    """The first chapter."""
    last: str
    """The end page."""
    picture: PictureView | None
    pictures: tuple[PictureView, ...]
    """All pictures of the page, for rules by id (blur, focus)."""
    number: int = 0
    """The chapter's place in the line, from 1; 0 for other pages."""
    total: int = 0
    minutes: int = 0
    minutes_left: int = 0
    """To the end of the documentary, this chapter included."""
    previous: EntryView | None = None
    next: EntryView | None = None
    place: str = ""
    witness: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    draft: bool = False
    content_lang: str = ""
    """The chapter's own language, when it is not translated yet; else empty."""
    content_dir: str = ""
    blocks: tuple[BlockView, ...] = ()
    act: ActView | None = None
    acts: tuple[ActView, ...] = ()
    """All actions of the documentary, for the end page."""
    html: Markup = Markup("")
    """About the work, on the end page."""
    authors: tuple[str, ...] = ()
    credits: tuple[CreditView, ...] = ()
    media_credits: tuple[CreditView, ...] = ()
    licence: str = ""
    players: bool = False
    """Whether there is a sound, a video or a sequence on the page."""
    ambient: AmbientView | None = None
    """What is heard all through the chapter."""
    ambience: bool = False
    """Whether the chapter or a scene of it has an ambient sound: such pages alone have the switch and its script."""
    large: bool = False
    """Whether a photograph on the page leads to itself as large as the screen: a photo, a gallery."""
    extras: frozenset[str] = frozenset()
    """The kinds of blocks to look into and to answer on the page: their style and script are linked for them alone."""
    quizzes: tuple[BlockView, ...] = ()
    """All questions of the page, for the sheet of answers on paper."""
    goals: tuple[str, ...] = ()
    """What one knows after the chapter, for its head; in short, and to think about, for its end."""
    in_short: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    terms: tuple[TermView, ...] = ()
    """All words that are explained, on their page."""
    glossary: str = ""
    """The link to that page; empty where nothing is explained."""
    references: tuple[ReferenceView, ...] = ()
    """The sources that the chapter cites; on their own page all of them."""
    bibliography: str = ""
    """The link to the page of all sources; empty where there are none."""
    easy: bool = False
    """Whether this is the easy-to-read version of a chapter."""
    version: VersionView | None = None
    """The other version of the chapter, where there is one."""
    learning: tuple[CreditView, ...] = ()
    """For whom it is to learn with: level, age, subject, each in its words."""
    data: Markup = Markup("")
    """What search engines and catalogues of teaching material read: JSON-LD, safe in a ``<script>`` of that type."""
