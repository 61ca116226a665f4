"""What templates are given of whole pages: the page itself, its neighbours, its credits, its sources."""

from __future__ import annotations

from markupsafe import Markup

from webdoc.pages.actionviews import ActView, StepView
from webdoc.pages.kitviews import CardView, CodeView, KitView, SheetView
from webdoc.pages.share import ShareLink
from webdoc.pages.views import AmbientView, BlockView, PictureView, SourceView, View


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
    seconds: float
    """The same in seconds; 0 when there is none."""
    picture: PictureView | None
    current: bool
    draft: bool
    lang: str = ""
    """In which its title is written, where that is not the page's language; else empty."""


class LanguageView(View, frozen=True, kw_only=True):
    """The same page in another language."""

    lang: str
    label: str
    href: str
    url: str
    """Absolute, or empty without a base."""
    locale: str = ""
    """Language and territory as Open Graph wants them: ``fr_FR``."""


class ShareView(View, frozen=True, kw_only=True):
    """How this page is passed on."""

    url: str
    """Absolute; empty without a base."""
    title: str
    text: str
    links: tuple[ShareLink, ...]
    via: str = ""
    """The name that links say they lead to, for those that a script makes; empty where the project wants none."""
    qr: str = ""
    """The link to a picture of the address that cameras read; empty without a base."""


class UnitView(View, frozen=True, kw_only=True):
    """What a page of kind ``unit`` is about: a quote, a number, a moment."""

    kind: str
    said: str
    """The quote, what the number counts, what is heard in the moment; may be empty for a moment."""
    who: str
    figure: str
    """The number, or the moment's time."""
    href: str
    """The link to its place in the chapter."""
    chapter: str
    """The chapter's title."""
    url: str
    """The chapter's address, absolute; empty without a base."""
    seconds: float
    """Of a moment: when it begins in its sound."""


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
    comma: str
    """What stands between its parts: that of the language that it is in."""
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
    """A page. ``kind`` is cover, chapter, unit, embedded (a chapter in a frame of another site), end, glossary,
    sources, kit, poster, leaflet or missing."""

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
    """What the chapter ends with; none where the chapter itself has offered it."""
    ladder: tuple[StepView, ...] = ()
    """What one can do, in its order: on the end page all steps, after a chapter those that lead on from there."""
    acting: bool = False
    """Whether something can be done on the page: such pages alone have the script that remembers it."""
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
    ambassadors: str = ""
    """The link to what ambassadors are given; empty where there is nothing."""
    glossary: str = ""
    """The link to that page; empty where nothing is explained."""
    references: tuple[ReferenceView, ...] = ()
    """The sources that the chapter cites; on their own page all of them."""
    bibliography: str = ""
    """The link to the page of all sources; empty where there are none."""
    easy: bool = False
    """Whether this is the easy-to-read version of a chapter."""
    unit: UnitView | None = None
    """What is passed on from a page of kind ``unit``; its picture is the page's."""
    version: VersionView | None = None
    """The other version of the chapter, where there is one."""
    learning: tuple[CreditView, ...] = ()
    """For whom it is to learn with: level, age, subject, each in its words."""
    framed: str = ""
    """The link to what other sites may show of the chapter, and to the code for it; empty where that is not offered."""
    whole: str = ""
    """In a frame: the link to the chapter, or to the place in it that is shown."""
    codes: tuple[CodeView, ...] = ()
    """In a frame: the code with which other sites show the chapter, then each of its sequences."""
    date: str = ""
    """The day on which it was published, as ``2025-03-04``; may be empty."""
    feed: str = ""
    """The link to the feed of the chapters; empty where there is none."""
    oembed: str = ""
    """The address, absolute, of what the chapter says of itself to those who embed it; empty where it is not."""
    fediverse: str = ""
    """The account in the fediverse that links are ascribed to."""
    heard: SourceView | None = None
    """The first sound or sequence of a chapter, and the first video: their files, by absolute addresses."""
    seen: SourceView | None = None
    kit: KitView | None = None
    """All that ambassadors need, on their page."""
    sheet: SheetView | None = None
    """What stands on a poster or a leaflet."""
    data: Markup = Markup("")
    """What search engines and catalogues of teaching material read: JSON-LD, safe in a ``<script>`` of that type."""
