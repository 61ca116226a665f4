"""What a chapter is made of."""

from __future__ import annotations

from typing import Literal

from webdoc.model.values import Source, Value

Place = Literal["", "full", "wide", "left", "right"]


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
    moments: tuple[float, ...] = ()
    """The seconds of the sound that can be passed on by themselves, each on a page of its own."""


class Scene(Piece, frozen=True, kw_only=True, tag=True):
    """A picture (photo or silent loop) that fills the screen and stays while its steps pass over it."""

    ref: MediaRef
    side: Literal["left", "right"] = "right"
    ambient: MediaRef | None = None
    """The sound that is heard softly while it is in view, instead of the chapter's."""
    steps: tuple[tuple[Block, ...], ...]


class Quote(Piece, frozen=True, kw_only=True, tag=True):
    """A sentence of somebody's that can be passed on by itself."""

    who: str = ""
    origin: str = ""
    """Where it was said or written: words, or an address."""
    text: str
    """The sentence as plain text, for sharing."""
    body: tuple[Block, ...]
    alone: bool = True
    """Whether it has a page of its own, from which it is passed on."""


class Number(Piece, frozen=True, kw_only=True, tag=True):
    """A figure and what it counts, which can be passed on by itself."""

    figure: str
    origin: str = ""
    text: str
    body: tuple[Block, ...]
    alone: bool = True
    """Whether it has a page of its own, from which it is passed on."""


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
