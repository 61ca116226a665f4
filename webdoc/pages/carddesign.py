"""How a theme draws its cards: the part ``card`` of ``theme.yaml``, with the project's options and its typefaces.

The files lie in the theme's folder ``faces/``; they are drawn with and never published.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

import msgspec

from webdoc.model import CardDesign, Face, Issue, Source
from webdoc.pages.options import READABLE, contrast

FOLDER = "faces"


class FaceSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A typeface of a card, as ``theme.yaml`` declares it; what the keys mean: `webdoc.model.Face`."""

    file: str = ""
    axes: dict[str, float] = {}
    leading: float = 1.2
    tracking: float = 0.0
    capitals: bool = False
    largest: float = 0.1
    smallest: float = 0.05


class CardSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The part ``card``; what the keys mean: `webdoc.model.CardDesign`. A colour may be the name of an option."""

    paper: str = "#ffffff"
    ink: str = "#14181a"
    quiet: str = "#4b5459"
    accent: str = "#ffd21e"
    on_accent: str = "#14181a"
    title: FaceSettings = FaceSettings()
    voice: FaceSettings = FaceSettings()
    small: FaceSettings = FaceSettings(largest=0.042, smallest=0.03)
    plate: Literal["beside", "below"] = "beside"
    mark: Literal["tab", "line", "none"] = "none"
    margin: float = 0.0
    tilt: float = 0.0
    print: Literal["plain", "halftone"] = "plain"
    ink_of_print: str = "#14181a"
    paper_of_print: str = "#ffffff"
    when: dict[str, dict[str, Any]] = {}
    """What is otherwise when an option has a value, as in ``typeface-atkinson``."""


_COLOURS = ("paper", "ink", "quiet", "accent", "on_accent", "ink_of_print", "paper_of_print")
_READ = (("ink", "paper"), ("quiet", "paper"), ("on_accent", "accent"))
"""What is read on what."""


class Drawn(msgspec.Struct, frozen=True):
    """A theme's design with the options of the project, and the files of its typefaces by digest."""

    design: CardDesign
    typefaces: dict[str, str]
    issues: tuple[Issue, ...] = ()


def settle(
    settings: CardSettings, folders: Sequence[Path], values: Mapping[str, str], places: Mapping[str, Source]
) -> Drawn:
    """The design. ``folders``: the theme's and those that it extends; ``values`` and ``places`` of the options.

    Raises msgspec.ValidationError, in the words of a sentence, for what its maker has to mend.
    """
    raw: dict[str, Any] = msgspec.to_builtins(settings)
    when = raw.pop("when")
    for name, value in values.items():
        for key, said in when.get(f"{name}-{value}", {}).items():
            raw[key] = {**raw[key], **said} if isinstance(raw.get(key), dict) and isinstance(said, dict) else said
    settings = msgspec.convert(raw, CardSettings)
    colours: dict[str, Any] = {name: _colour(getattr(settings, name), values) for name in _COLOURS}
    typefaces: dict[str, str] = {}
    faces: dict[str, Any] = {
        name: _face(getattr(settings, name), folders, typefaces) for name in ("title", "voice", "small")
    }
    rest: dict[str, Any] = {name: getattr(settings, name) for name in ("plate", "mark", "margin", "tilt", "print")}
    return Drawn(CardDesign(**colours, **faces, **rest), typefaces, tuple(_unreadable(settings, colours, places)))


def _colour(said: str, values: Mapping[str, str]) -> str:
    colour = values.get(said, said).lower()
    if len(colour) != 7 or not colour.startswith("#") or set(colour[1:]) - set("0123456789abcdef"):
        raise msgspec.ValidationError(f"“{said}” is neither an option nor a colour of a card, as “#14181A”")
    return colour


def _face(settings: FaceSettings, folders: Sequence[Path], typefaces: dict[str, str]) -> Face:
    digest = ""
    if settings.file:
        path = next((one for folder in folders if (one := folder / FOLDER / settings.file).is_file()), None)
        if path is None or path.suffix.lower() not in (".ttf", ".otf"):
            message = f"there is no typeface {FOLDER}/{settings.file} for its cards: a file ending in .ttf or .otf"
            raise msgspec.ValidationError(message)
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        typefaces[digest] = str(path)
    axes = tuple(sorted(settings.axes.items()))
    return Face(
        file=settings.file,
        digest=digest,
        axes=axes,
        leading=settings.leading,
        tracking=settings.tracking,
        capitals=settings.capitals,
        largest=settings.largest,
        smallest=settings.smallest,
    )


def _unreadable(settings: CardSettings, colours: Mapping[str, str], places: Mapping[str, Source]) -> Iterator[Issue]:
    """Options that make a card's text hard to read; colours of the theme's own are its maker's to mend."""
    for text, ground in _READ:
        ratio = contrast(colours[text], colours[ground])
        if ratio >= READABLE:
            continue
        option = next((getattr(settings, name) for name in (text, ground) if getattr(settings, name)[:1] != "#"), "")
        if not option:
            raise msgspec.ValidationError(f"on its cards “{text}” cannot be read on “{ground}”: {ratio:.1f}:1")
        yield Issue(
            code="contrast-low",
            source=places.get(f"options.{option}", Source("webdoc.yaml")),
            message=f"With this “{option}” cards cannot be read: {int(ratio * 10) / 10}:1, needed are 4.5:1.",
            hint="Take a lighter or a darker one.",
        )
