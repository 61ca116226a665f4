"""Media: a source file and what is read from it, what to make of it, what was made."""

from __future__ import annotations

import re
from typing import Final, Literal

from msgspec import Struct

from webdoc.model.card import Card
from webdoc.model.sentence import NOTHING, Sentence, say
from webdoc.model.values import Value

PEAKS = 120
"""Points of a waveform."""

Kind = Literal["photo", "sound", "video", "captions", "data", "shapes"]

PHOTO_SUFFIXES = (
    ".jpg", ".jpeg", ".png", ".webp", ".avif", ".heic", ".heif", ".hif", ".tif", ".tiff", ".gif", ".svg", ".jfif",
)  # fmt: skip
SOUND_SUFFIXES = (
    ".mp3", ".m4a", ".aac", ".wav", ".flac", ".ogg", ".oga", ".opus", ".aif", ".aiff", ".caf", ".amr", ".wma", ".weba",
    ".mka",
)  # fmt: skip
VIDEO_SUFFIXES = (".mp4", ".m4v", ".mov", ".webm", ".mkv", ".3gp", ".mts", ".m2ts", ".wmv")
CAPTION_SUFFIXES = (".vtt", ".srt")
DATA_SUFFIXES = (".csv", ".tsv")
SHAPE_SUFFIXES = (".geojson",)
SHAPE_KINDS = ("water", "road", "rail", "border")
"""What an outline on a map may be, in the order of a legend."""


_ELSEWISE = (
    (
        ".dng .cr2 .cr3 .nef .nrw .arw .raf .orf .rw2 .pef .srw",
        say("A camera's raw file has to be developed: export it as a JPEG."),
    ),
    (".bmp .jxl .jp2 .j2k .psd .psb .xcf .ai .eps .pdf .tga", say("Export it as a JPEG, a drawing as PNG or SVG.")),
    (".avi .mpg .mpeg .vob .mod .flv .ts .ogv .mxf", say("Export it as MP4 with H.264 and AAC.")),
    (".ape .wv .mp2 .ac3 .dss .ds2 .au .ra .mid", say("Export it as WAV, FLAC, M4A or MP3.")),
)  # fmt: skip


def instead(name: str) -> Sentence:
    """What to do with a picture, a sound or a video of a kind that webdoc does not open; nothing for other endings."""
    return next((hint for endings, hint in _ELSEWISE if suffix_of(name) in endings.split()), NOTHING)


def suffix_of(name: str) -> str:
    """The ending of a file's name, in small letters, with its dot; empty without one."""
    last = name.rsplit("/", 1)[-1]
    return last[last.rfind(".") :].lower() if "." in last else ""


def kind_of(name: str) -> Kind | None:
    """The kind of a file by its name's ending, in any case; None when webdoc does not know the ending."""
    suffix = suffix_of(name)
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


_AT_HOME: Final = re.compile(r"file:|[a-zA-Z]:[\\/]|/(?:Users|home|Volumes|mnt|media/[^/]+)/|~/|\\\\", re.I)
_ELSEWHERE: Final = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//")


def astray(src: str) -> tuple[str, Sentence, Sentence] | None:
    """Why no file of a project can be meant by that name: the issue's code, what is wrong, what to do; else None."""
    if _AT_HOME.match(src):
        name = re.split(r"[\\/]", src)[-1]
        return (
            "medium-elsewhere",
            say("“{src}” is a place on your own computer.", src=src[:60]),
            say("Copy the file into media/ and write its name from there: {name}", name=name[:60]),
        )
    if "\\" in src:
        return (
            "medium-missing",
            say("“{src}” is written with backslashes.", src=src[:60]),
            say("Write it with slashes: {name}", name=src.replace("\\", "/")),
        )
    if _ELSEWHERE.match(src):
        return (
            "medium-elsewhere",
            say("“{src}” lies on another site.", src=src[:60]),
            say("Save the file in media/ and write its name: a documentary asks no other site for anything."),
        )
    return None


CaptionKind = Literal["captions", "chapters", "descriptions"]


def caption_kind(name: str) -> CaptionKind:
    """What a caption file holds, by its name: ``marie.chapters.en.vtt``, ``marie.descriptions.en.vtt``, else what is
    said."""
    parts = name.rsplit("/", 1)[-1].lower().split(".")[1:-1]
    return "chapters" if "chapters" in parts else "descriptions" if "descriptions" in parts else "captions"


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
    """Whether there is something to hear: a video with a sound track, a sound that is not silence throughout."""
    peaks: str = ""
    """How loud it is from beginning to end: `PEAKS` hexadecimal digits, ``0`` for silence, ``f`` for its loudest."""
    opposed: bool = False
    """Whether its two sides cancel each other out, so that one loudspeaker gives next to nothing of what is heard."""
    loudness: float = 0.0
    """LUFS to which its sound is brought; 0: it is left as it is."""
    mp3: bool = False
    """Whether an MP3 is made of it too."""
    tags: bool = False
    """Whether the tags of a sound are kept, of a photograph author and copyright."""
    ready: bool = False
    """Whether its moving pictures can be shown as they are: every browser plays them, and they are light enough."""
    stream: bool = False
    """Whether it is cut into pieces, so that players change its size while it plays (a video's alone)."""
    blur: str = ""
    """What stands while it loads: the colours of a gradient from top to bottom, ``#8a8c90,#5c5a58,#2f2c28``."""
    held: int = 0
    """Bytes of memory that decoding it takes at most; 0 where that is not known."""
    author: str = ""
    """Who made a photograph, as it says itself (EXIF, IPTC or XMP): proposed to editors, not published."""
    alt: str = ""
    credit: str = ""
    licence: str = ""
    witness: str = ""
    focus: tuple[float, float] = (0.5, 0.5)
    """The point that a crop keeps, as fractions of width and height."""

    @property
    def moves(self) -> bool:
        """Whether it is a picture that moves: a silent loop, or its still where nothing can move."""
        return self.kind == "video" and kind_of(self.path) == "photo"

    @property
    def pictured(self) -> bool:
        """Whether it can stand where a photograph stands."""
        return self.kind == "photo" or self.moves

    @property
    def stem(self) -> str:
        """The file's name without folder and ending."""
        name = self.path.rsplit("/", 1)[-1]
        return name.rsplit(".", 1)[0]


class Recipe(Value, frozen=True, kw_only=True):
    """What to make of a source file. Everything that changes the bytes stands here, so that it can name them."""

    make: Literal["picture", "sound", "video", "loop", "stream", "poster", "card"]
    format: Literal["avif", "webp", "jpeg", "m4a", "opus", "mp3", "mp4", "webm", "m3u8"]
    width: int = 0
    """Pixels of the result; 0 for sound."""
    height: int = 0
    focus: tuple[float, float] | None = None
    """Set when the result is cropped to width x height: the point to keep."""
    quality: int = 0
    """How good a picture has to look, on SSIMULACRA2's scale; of a video the encoder's rate factor, 0 where it is
    copied."""
    loudness: float = 0.0
    """LUFS to which the sound is brought; 0: it is left as it is."""
    tags: bool = False
    """Whether title, artist and the like are kept, and the picture on the cover where the format holds one; of a
    photograph author and copyright alone."""
    credit: str = ""
    """Of a photograph that keeps them: its author and its licence, as the project says them, instead of its own."""
    licence: str = ""
    moves: bool = False
    """Of a card: whether its picture is a still of pictures that move."""
    card: Card | None = None
    """What is drawn beside the photograph on a card; None where the picture is the card."""


class Derivative(Value, frozen=True, kw_only=True):
    """A file that is made from a source file. Its name says from what, how large, and by which recipe."""

    source: str
    """The path of the `Media`."""
    digest: str
    """The digest of the `Media`."""
    recipe: Recipe
    name: str
    """``river-1600-3f9a1c2b.webp``"""
    needs: tuple[Derivative, ...] = ()
    """Those that have to be there before it: that it is cut from, that it lists, that it has to be smaller than."""


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
    kind: str = ""
    """What it is, of SHAPE_KINDS; empty when it does not say."""
    rings: tuple[tuple[tuple[float, float], ...], ...]
