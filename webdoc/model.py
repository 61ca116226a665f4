"""What webdoc knows of a documentary, as values.

Every type is frozen: nothing here is changed after it was made, reads a file or asks the clock. They are msgspec
structs, which compare and hash like frozen dataclasses and go to the cache or to a worker as MessagePack, so that
nothing ever has to be unpickled from a folder that others may write to.

Strings that hold HTML are named ``html``; they come out of `webdoc.text.sanitize` and from nowhere else. All other
strings are plain text and are escaped where they are shown.
"""

from __future__ import annotations

import unicodedata
from typing import Literal

from msgspec import Struct

Level = Literal["error", "warning", "info"]
Kind = Literal["photo", "sound", "video", "captions", "data", "shapes"]
Place = Literal["", "full", "wide", "left", "right"]
ActionKind = Literal["sign", "write", "give", "join", "volunteer", "come", "learn"]


class Value(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The base of all types here: frozen, arguments by name, defaults left out when stored."""


# --- where things stand, and what is wrong with them ---------------------------------------------------------------


class Source(Struct, frozen=True, omit_defaults=True):
    """Where something was written: a POSIX path inside the project, a line and a column from 1; 0 is unknown."""

    path: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        if not self.line:
            return self.path
        return f"{self.path}:{self.line}:{self.column or 1}"


class Issue(Value, frozen=True, kw_only=True):
    """Something that an editor should mend. ``code`` is stable; the message says what is wrong, the hint what to do."""

    code: str
    level: Level = "error"
    message: str
    source: Source
    hint: str = ""


# --- media: a source file, what to make of it, what was made -------------------------------------------------------

PHOTO_SUFFIXES = (".jpg", ".jpeg", ".png", ".webp", ".avif", ".tif", ".tiff", ".gif")
SOUND_SUFFIXES = (".mp3", ".m4a", ".aac", ".wav", ".flac", ".ogg", ".oga", ".opus")
VIDEO_SUFFIXES = (".mp4", ".m4v", ".mov", ".webm", ".mkv")
CAPTION_SUFFIXES = (".vtt", ".srt")
DATA_SUFFIXES = (".csv", ".tsv")
SHAPE_SUFFIXES = (".geojson",)


def kind_of(name: str) -> Kind | None:
    """The kind of a file by its name's ending, in any case; None when webdoc does not know the ending."""
    suffix = name[name.rfind(".") :].lower() if "." in name else ""
    if suffix in PHOTO_SUFFIXES:
        return "photo"
    if suffix in SOUND_SUFFIXES:
        return "sound"
    if suffix in VIDEO_SUFFIXES:
        return "video"
    if suffix in CAPTION_SUFFIXES:
        return "captions"
    if suffix in DATA_SUFFIXES:
        return "data"
    if suffix in SHAPE_SUFFIXES:
        return "shapes"
    return None


class Media(Value, frozen=True, kw_only=True):
    """A source file of the project: facts read from it, and what ``media.yaml`` says of it."""

    path: str
    """POSIX path inside the project, in Unicode NFC: ``media/door.jpg``."""
    kind: Kind
    digest: str
    """SHA-256 of the file, in hexadecimal."""
    size: int
    """Bytes."""
    width: int = 0
    """Pixels, as seen upright; 0 for sound and captions."""
    height: int = 0
    duration: float = 0.0
    """Seconds; 0 for photographs."""
    audible: bool = False
    """Whether it has a sound track."""
    blur: str = ""
    """A data URI of some 120 bytes: the picture sixteen pixels wide, to stand while it loads."""
    alt: str = ""
    credit: str = ""
    licence: str = ""
    witness: str = ""
    focus: tuple[float, float] = (0.5, 0.5)
    """The point that a crop keeps, as fractions of width and height."""

    @property
    def stem(self) -> str:
        """The file's name without folder and ending."""
        name = self.path.rsplit("/", 1)[-1]
        return name.rsplit(".", 1)[0]


class Recipe(Value, frozen=True, kw_only=True):
    """What to make of a source file. Everything that changes the bytes stands here, so that it can name them."""

    make: Literal["picture", "sound", "video", "loop", "poster"]
    format: Literal["avif", "webp", "jpeg", "m4a", "opus", "mp4"]
    width: int = 0
    """Pixels of the result; 0 for sound."""
    height: int = 0
    focus: tuple[float, float] | None = None
    """Set when the result is cropped to width x height: the point to keep."""
    quality: int = 0
    """On the encoder's own scale."""


class Derivative(Value, frozen=True, kw_only=True):
    """A file that is made from a source file. Its name says from what, how large, and by which recipe."""

    source: str
    """The path of the `Media`."""
    digest: str
    """The digest of the `Media`."""
    recipe: Recipe
    name: str
    """``river-1600-3f9a1c2b.webp``"""


class Cue(Struct, frozen=True, omit_defaults=True):
    """One caption: from and to in seconds, its text (lines parted by a newline), and who speaks, when that is said."""

    start: float
    end: float
    text: str
    voice: str = ""


class Cell(Struct, frozen=True, omit_defaults=True):
    """A cell of a table: its text, the column of its line at which it begins, its number when it is one."""

    text: str
    column: int
    value: float | None = None


class TableRow(Struct, frozen=True):
    """A line of a table, and its number in the file."""

    line: int
    cells: tuple[Cell, ...]


class Table(Value, frozen=True, kw_only=True):
    """What stands in a data file: the names of its columns, and as many cells in each line."""

    columns: tuple[Cell, ...]
    rows: tuple[TableRow, ...]

    def column(self, name: str) -> int:
        """The place of a column by its name, in any case; -1 when there is none."""
        wanted = name.strip().casefold()
        return next((at for at, cell in enumerate(self.columns) if cell.text.casefold() == wanted), -1)


class Shape(Value, frozen=True, kw_only=True):
    """An outline on a map: rings or lines of points in degrees, east first."""

    area: bool
    rings: tuple[tuple[tuple[float, float], ...], ...]


# --- what a chapter is made of -------------------------------------------------------------------------------------


class MediaRef(Value, frozen=True, kw_only=True):
    """What a chapter says of a file: the name as the editor wrote it, and the words that go with it."""

    src: str
    alt: str | None = None
    """None when nothing was said; an empty text says that the picture only decorates."""
    html: str = ""
    """The caption."""
    credit: str = ""
    source: Source


class Piece(Value, frozen=True, kw_only=True, tag=True):
    """A piece of a chapter. ``id`` is its anchor in the page, unique in the chapter, and part of its public address."""

    id: str = ""
    source: Source


class Prose(Piece, frozen=True, kw_only=True, tag=True):
    """Running text. Links to chapters and pictures in a line stand in it as the editor wrote them."""

    html: str


class Photo(Piece, frozen=True, kw_only=True, tag=True):
    """A photograph, alone in its paragraph."""

    ref: MediaRef
    place: Place = ""


class Sound(Piece, frozen=True, kw_only=True, tag=True):
    """A sound with its title, and captions from which the page makes a transcript."""

    ref: MediaRef
    title: str = ""
    witness: str = ""
    captions: tuple[MediaRef, ...] = ()
    place: Place = ""


class Video(Piece, frozen=True, kw_only=True, tag=True):
    """A video, or (``loop``) a short silent one that plays on its own."""

    ref: MediaRef
    title: str = ""
    witness: str = ""
    captions: tuple[MediaRef, ...] = ()
    poster: MediaRef | None = None
    loop: bool = False
    place: Place = ""


class Gallery(Piece, frozen=True, kw_only=True, tag=True):
    """Photographs side by side."""

    title: str = ""
    refs: tuple[MediaRef, ...]


class Frame(Value, frozen=True, kw_only=True):
    """One photograph of a sequence and the second of the sound at which it appears."""

    at: float
    ref: MediaRef


class Sequence(Piece, frozen=True, kw_only=True, tag=True):
    """Photographs timed on one sound, with captions and transcript."""

    ref: MediaRef
    """The sound."""
    title: str = ""
    witness: str = ""
    captions: tuple[MediaRef, ...] = ()
    frames: tuple[Frame, ...]


class Scene(Piece, frozen=True, kw_only=True, tag=True):
    """A picture (photo or silent loop) that fills the screen and stays while its steps pass over it."""

    ref: MediaRef
    side: Literal["left", "right"] = "right"
    steps: tuple[tuple[Block, ...], ...]


class Quote(Piece, frozen=True, kw_only=True, tag=True):
    """A sentence of somebody's that can be passed on by itself."""

    who: str = ""
    origin: str = ""
    """Where it was said or written: words, or an address."""
    text: str
    """The sentence as plain text, for sharing."""
    body: tuple[Block, ...]


class Number(Piece, frozen=True, kw_only=True, tag=True):
    """A figure and what it counts, which can be passed on by itself."""

    figure: str
    origin: str = ""
    text: str
    body: tuple[Block, ...]


class Note(Piece, frozen=True, kw_only=True, tag=True):
    """A remark beside the story: a law, a word, a source."""

    title: str = ""
    body: tuple[Block, ...]


class Embed(Piece, frozen=True, kw_only=True, tag=True):
    """Something that lives elsewhere. The page shows a local picture and a link; nothing is loaded before a click."""

    url: str
    title: str = ""
    provider: str = ""
    poster: MediaRef | None = None
    body: tuple[Block, ...]


class Act(Piece, frozen=True, kw_only=True, tag=True):
    """An action of the documentary, placed here."""

    name: str
    body: tuple[Block, ...]


class Compare(Piece, frozen=True, kw_only=True, tag=True):
    """Two photographs of one place: before and after."""

    title: str = ""
    refs: tuple[MediaRef, ...]


class Event(Value, frozen=True, kw_only=True):
    """Something that happened: when, in the editor's words, and what."""

    when: str
    html: str
    source: Source


class Timeline(Piece, frozen=True, kw_only=True, tag=True):
    """What happened when."""

    title: str = ""
    events: tuple[Event, ...]


class Chart(Piece, frozen=True, kw_only=True, tag=True):
    """Numbers of a data file, drawn. ``x`` names the column of the labels (empty: the first), ``y`` those to draw."""

    ref: MediaRef
    title: str = ""
    form: Literal["bar", "line"] = "bar"
    unit: str = ""
    x: str = ""
    y: tuple[str, ...] = ()
    """Empty: all others that hold numbers."""
    origin: str = ""
    places: dict[str, Source] = {}
    """Where ``x`` and ``y`` stand."""


class Spot(Value, frozen=True, kw_only=True):
    """A place on a picture, in hundredths from left and top, and what is to be seen there."""

    left: float
    top: float
    label: str
    html: str = ""
    source: Source


class Hotspots(Piece, frozen=True, kw_only=True, tag=True):
    """A picture with numbers on it, and what each stands for."""

    ref: MediaRef
    spots: tuple[Spot, ...]


class Panorama(Piece, frozen=True, kw_only=True, tag=True):
    """A wide picture that is moved sideways."""

    ref: MediaRef


class Point(Value, frozen=True, kw_only=True):
    """A place on the earth, in degrees."""

    north: float
    east: float
    label: str
    html: str = ""
    source: Source


class Map(Piece, frozen=True, kw_only=True, tag=True):
    """Places on the earth, and (``ref``) outlines around them."""

    ref: MediaRef | None = None
    title: str = ""
    origin: str = ""
    points: tuple[Point, ...] = ()


class Answer(Value, frozen=True, kw_only=True):
    """An answer to a question, whether it is right, and what is said to those who give it."""

    html: str
    right: bool
    feedback: Prose | None = None
    source: Source


class Quiz(Piece, frozen=True, kw_only=True, tag=True):
    """A question. ``answers`` of an order stand in the right one; other types have ``truth`` or ``value``."""

    question: str
    form: Literal["choice", "several", "true-false", "order", "number"]
    answers: tuple[Answer, ...] = ()
    truth: bool = False
    value: float = 0.0
    tolerance: float = 0.0
    unit: str = ""
    body: tuple[Block, ...]
    """What explains the answer."""


class Link(Value, frozen=True, kw_only=True):
    """A link in prose, for the checks: the address as written, and where."""

    target: str
    source: Source


class Heading(Value, frozen=True, kw_only=True):
    """A heading of a chapter: its level (1-6), plain text and anchor."""

    level: int
    text: str
    id: str


class Chapter(Value, frozen=True, kw_only=True):
    """One Markdown file: one page, one place in the line."""

    key: str
    """The file's name without language and ending (``01-door``): what ties translations together."""
    slug: str
    """The address: ``door``."""
    order: tuple[int, str]
    """The number that the file's name begins with, then the rest: the place in the line."""
    lang: str
    title: str
    summary: str = ""
    cover: MediaRef | None = None
    place: str = ""
    """Where it happens."""
    witness: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    goals: tuple[str, ...] = ()
    """What one knows after it, for its head; its contents and what there is to think about, for its end."""
    in_short: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    share_text: str = ""
    action: str = ""
    """The name of the action that the chapter ends with; empty: the documentary's first."""
    draft: bool = False
    blocks: tuple[Block, ...] = ()
    headings: tuple[Heading, ...] = ()
    links: tuple[Link, ...] = ()
    words: int = 0
    source: Source
    places: dict[str, Source] = {}
    """Where each key of the front matter stands."""


# --- the whole -----------------------------------------------------------------------------------------------------


class Action(Value, frozen=True, kw_only=True):
    """What a visitor may do, in one language."""

    name: str
    kind: ActionKind
    title: str
    text: str = ""
    label: str = ""
    """What the button says; empty for the interface's word."""
    url: str = ""
    """A web address; may be empty for write."""
    email: str = ""
    """For write: the address that the letter goes to, its subject and its text."""
    subject: str = ""
    body: str = ""


class Credit(Value, frozen=True, kw_only=True):
    """Who did what."""

    role: str
    name: str


class Term(Value, frozen=True, kw_only=True):
    """A word that is explained, and its anchor in the glossary."""

    word: str
    text: str
    id: str


class Documentary(Value, frozen=True, kw_only=True):
    """The whole in one language: a title, chapters in order, actions."""

    lang: str
    title: str
    subtitle: str = ""
    summary: str = ""
    html: str = ""
    """About the work, for its last page."""
    cover: MediaRef | None = None
    authors: tuple[str, ...] = ()
    credits: tuple[Credit, ...] = ()
    licence: str = ""
    share_text: str = ""
    chapters: tuple[Chapter, ...] = ()
    actions: tuple[Action, ...] = ()
    glossary: tuple[Term, ...] = ()

    def action(self, name: str) -> Action | None:
        """The action of that name, or None."""
        return next((action for action in self.actions if action.name == name), None)


class Site(Value, frozen=True, kw_only=True):
    """All that is published: the documentary in each of its languages (the default first) and their media."""

    documentaries: tuple[Documentary, ...]
    base_url: str = ""
    """Where it will stand on the web, with a slash at the end; empty when not known."""
    theme: str = "constat"
    options: dict[str, str] = {}
    networks: tuple[str, ...] = ()
    media: dict[str, Media] = {}
    """By path inside the project."""
    cues: dict[str, tuple[Cue, ...]] = {}
    """The captions of each caption file, by path inside the project."""
    tables: dict[str, Table] = {}
    """The tables of each data file, by path inside the project."""
    shapes: dict[str, tuple[Shape, ...]] = {}
    """The outlines of each file for maps, by path inside the project."""

    def find(self, src: str, chapter: str = "") -> Media | None:
        """The file that an editor means by ``src`` in the chapter at that path: beside the chapter, then in media/."""
        return next((self.media[path] for path in candidates(src, chapter) if path in self.media), None)


def candidates(src: str, chapter: str = "") -> tuple[str, ...]:
    """Where ``src`` may lie, best first: beside the chapter, in ``media/``, and (as written) from the project's root.

    Names are POSIX and stay inside the project: a name that climbs out of it has no candidate.
    """
    src = unicodedata.normalize("NFC", src)
    folder = chapter.rsplit("/", 1)[0] if "/" in chapter else ""
    found = []
    for base in (folder, "media", ""):
        parts: list[str] = base.split("/") if base else []
        for part in src.split("/"):
            if part == "..":
                if not parts:
                    break
                parts.pop()
            elif part not in ("", "."):
                parts.append(part)
        else:
            if parts and not src.startswith("/"):
                found.append("/".join(parts))
    return tuple(dict.fromkeys(found))


Block = (
    Prose
    | Photo
    | Sound
    | Video
    | Gallery
    | Sequence
    | Scene
    | Quote
    | Number
    | Note
    | Embed
    | Act
    | Compare
    | Timeline
    | Chart
    | Hotspots
    | Panorama
    | Map
    | Quiz
)
"""The closed union of blocks, as it is stored."""
