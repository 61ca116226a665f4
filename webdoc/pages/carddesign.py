"""How a theme draws its cards: the part ``card`` of ``theme.yaml``, with the project's options and its typefaces.

The files lie in the theme's folder ``faces/``; they are drawn with and never published.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from webdoc.model import CardDesign, Issue, Source, say
from webdoc.pages.options import READABLE, contrast

FOLDER = "faces"


_FACES = ("title", "voice", "small")
_HEXADECIMAL = re.compile("#[0-9a-f]{6}")
_COLOURS = ("paper", "ink", "quiet", "accent", "on_accent", "ink_of_print", "paper_of_print")
_READ = (("ink", "paper"), ("quiet", "paper"), ("on_accent", "accent"))
"""What is read on what."""


class Drawn(msgspec.Struct, frozen=True):
    """A theme's design with the options of the project, and the files of its typefaces by digest."""

    design: CardDesign
    typefaces: dict[str, str]
    issues: tuple[Issue, ...] = ()


def settle(
    declared: Mapping[str, Any], folders: Sequence[Path], values: Mapping[str, str], places: Mapping[str, Source]
) -> Drawn:
    """The design. ``folders``: the theme's and those that it extends; ``values`` and ``places`` of the options.

    A colour may be the name of an option; ``when`` says what is otherwise when one has a value, as in
    ``typeface-atkinson``. Raises msgspec.ValidationError, in the words of a sentence, for what its maker has to mend.
    """
    raw = {name: value for name, value in declared.items() if name != "when"}
    when = msgspec.convert(declared.get("when", {}), dict[str, dict[str, Any]])
    for name, value in values.items():
        for key, said in when.get(f"{name}-{value}", {}).items():
            raw[key] = {**raw[key], **said} if isinstance(raw.get(key), dict) and isinstance(said, dict) else said
    said = {name: str(raw[name]) for name in _COLOURS if name in raw}
    typefaces: dict[str, str] = {}
    faces = {name: _face(raw[name], folders, typefaces) for name in _FACES if name in raw}
    colours = {name: _colour(colour, values) for name, colour in said.items()}
    design = msgspec.convert({**raw, **colours, **faces}, CardDesign)
    return Drawn(design, typefaces, tuple(_unreadable(design, said, places)))


def _colour(said: str, values: Mapping[str, str]) -> str:
    colour = values.get(said, said).lower()
    if not _HEXADECIMAL.fullmatch(colour):
        raise msgspec.ValidationError(f"“{said}” is neither an option nor a colour of a card, as “#14181A”")
    return colour


def _face(declared: Any, folders: Sequence[Path], typefaces: dict[str, str]) -> dict[str, Any]:
    """A typeface with the digest of its file, which is noted."""
    raw = msgspec.convert(declared, dict[str, Any])
    axes = msgspec.convert(raw.pop("axes", {}), dict[str, float])
    file = str(raw.get("file", ""))
    digest = ""
    if file:
        path = next((one for folder in folders if (one := folder / FOLDER / file).is_file()), None)
        if path is None or path.suffix.lower() not in (".ttf", ".otf"):
            message = f"there is no typeface {FOLDER}/{file} for its cards: a file ending in .ttf or .otf"
            raise msgspec.ValidationError(message)
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        typefaces[digest] = str(path)
    return {**raw, "digest": digest, "axes": sorted(axes.items())}


def _unreadable(design: CardDesign, said: Mapping[str, str], places: Mapping[str, Source]) -> Iterator[Issue]:
    """Options that make a card's text hard to read; colours of the theme's own are its maker's to mend."""
    for text, ground in _READ:
        ratio = contrast(getattr(design, text), getattr(design, ground))
        if ratio >= READABLE:
            continue
        option = next((said[name] for name in (text, ground) if said.get(name, "#")[0] != "#"), "")
        if not option:
            raise msgspec.ValidationError(f"on its cards “{text}” cannot be read on “{ground}”: {ratio:.1f}:1")
        yield Issue(
            code="contrast-low",
            source=places.get(f"options.{option}", Source("webdoc.yaml")),
            message=say(
                "With this “{option}” cards cannot be read: {ratio}:1, needed are 4.5:1.",
                option=option,
                ratio=int(ratio * 10) / 10,
            ),
            hint=say("Take a lighter or a darker one."),
        )
