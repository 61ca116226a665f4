"""What a kind of block is: its argument, options and body, and the value that is made of them.

The kinds themselves stand in `blocks`, `exhibits` and `quiz`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Literal

from msgspec import Struct

from webdoc.model import Block, Frame, Issue, MediaRef, Sentence, Source
from webdoc.text.directives import Directive

Type = Literal[
    "words",
    "name",
    "photo",
    "sound",
    "video",
    "picture",
    "captions",
    "data",
    "shapes",
    "column",
    "choice",
    "yes-no",
    "times",
    "address",
]
Body = Literal["caption", "blocks", "pictures", "frames", "steps", "rows"]


class Field(Struct, frozen=True):
    """An option or the argument of a block: its name, what may stand there, and a sentence that explains it."""

    name: str
    type: Type
    help: str
    choices: tuple[str, ...] = ()
    required: bool = False


class Row(Struct, frozen=True):
    """A line of a body that is made of lines: what it begins with (a year, a box), and its running text in cells."""

    head: str
    source: Source
    html: tuple[str, ...]
    text: tuple[str, ...]
    """The cells as plain text."""

    def cell(self, number: int) -> str:
        """A cell as clean HTML, empty when the line has none of that number."""
        return self.html[number] if number < len(self.html) else ""


class Form(Struct, frozen=True):
    """How the lines of a body look: ``line`` finds the groups head and rest, ``split`` parts the rest in two cells."""

    line: re.Pattern[str]
    example: Sentence
    split: re.Pattern[str] | None = None
    prose: bool = False
    """Whether other text may stand among the lines; it becomes the block's body."""


class Values(Struct, frozen=True):
    """What a block is made of: the words of its first line and options, and what its body became."""

    directive: Directive
    words: dict[str, str]
    """The argument (under ``""``) and the options, typographic where they are words."""
    places: dict[str, Source]
    id: str
    html: str
    """The caption, for kinds whose body is one."""
    text: str
    """The body as plain text."""
    body: tuple[Block, ...]
    steps: tuple[tuple[Block, ...], ...]
    frames: tuple[Frame, ...]
    rows: tuple[Row, ...] = ()

    def alone(self) -> bool:
        """Whether it can be passed on by itself."""
        return self.words.get(SHARE.name, "true") == "true"

    def word(self, name: str) -> str:
        """The value of an option, empty when it was not given."""
        return self.words.get(name, "")

    def ref(self, name: str, *, alt: bool = False, html: str = "", credit: bool = False) -> MediaRef | None:
        """The file that an option (or the argument, ``""``) names; None when it names none."""
        if not self.words.get(name):
            return None
        return MediaRef(
            src=self.words[name],
            alt=self.words.get("alt") if alt else None,
            html=html,
            credit=self.word("credit") if credit else "",
            source=self.places[name],
        )

    def ambient(self) -> MediaRef | None:
        """The sound that is heard softly, with what is to be heard in it."""
        if not self.word("ambient"):
            return None
        alt = self.words.get("ambient_alt")
        return MediaRef(src=self.words["ambient"], alt=alt, source=self.places["ambient"])

    def main(self, *, alt: bool = False) -> MediaRef:
        """The file of the argument, with the block's caption and credit."""
        found = self.ref("", alt=alt, html=self.html, credit=True)
        return found or MediaRef(src="", html=self.html, source=self.places[""])

    def captions(self) -> tuple[MediaRef, ...]:
        """The caption files."""
        names = (unquote(name) for name in self.word("captions").split(","))
        return tuple(MediaRef(src=name, source=self.places["captions"]) for name in names if name)


class Kind(Struct, frozen=True):
    """A kind of block."""

    name: str
    help: str
    argument: Field
    options: tuple[Field, ...]
    body: Body
    make: Callable[[Values], Block]
    body_required: bool = False
    form: Form | None = None
    """For a body of rows: how they look."""
    judge: Callable[[Values], Iterable[Issue]] | None = None
    """Says what is wrong with a block as a whole."""


ID = Field("id", "name", "The block's anchor in the page, when it is not to be made by itself.")
ALT = Field("alt", "words", "What is to be seen, for those who do not see it; empty when it only decorates.")
CREDIT = Field("credit", "words", "Who took or recorded it.")
CAPTION = Field("caption", "words", "The caption, when it is not the block's body.")
PLACE = Field("place", "choice", "How wide it stands in the page.", ("full", "wide", "left", "right"))
TITLE = Field("title", "words", "What it is called.")
WITNESS = Field("witness", "words", "Who is heard or seen.")
CAPTIONS = Field("captions", "captions", "The caption files (.vtt or .srt), parted by commas: one for each language.")
POSTER = Field("poster", "photo", "The picture that stands there before it plays.")
SOURCE = Field("source", "words", "Where it comes from: words, or an address.")
SIDE = Field("side", "choice", "The side on which the text passes.", ("left", "right"))
AMBIENT = Field("ambient", "sound", "A sound that is heard softly while it is in view, if the visitor asks.")
AMBIENT_ALT = Field("ambient_alt", "words", "What is to be heard in it, for those who do not hear it.")
LOOP = Field("loop", "yes-no", "Whether it plays by itself, silent, again and again.")
SHARE = Field("share", "yes-no", "Whether it has a page and a card of its own, to be passed on; it does when not said.")
MOMENTS = Field("share", "times", "The moments that can be passed on by themselves: times, parted by commas.")
PROVIDER = Field("provider", "words", "Who shows it, as PeerTube or Vimeo.")


def required(type_: Type, help_: str) -> Field:
    """An argument that names a file."""
    return Field("FILE", type_, help_, required=True)


def issue(code: str, source: Source, message: Sentence, hint: Sentence) -> Issue:
    """An Issue of a block."""
    return Issue(code=code, message=message, source=source, hint=hint)


def unquote(name: str) -> str:
    """A file's name without the quotes or angle brackets that an editor put around it."""
    name = name.strip()
    for begin, end in (('"', '"'), ("'", "'"), ("<", ">"), ("“", "”"), ("«", "»")):
        if len(name) > 1 and name.startswith(begin) and name.endswith(end):
            return name[1:-1].strip()
    return name
