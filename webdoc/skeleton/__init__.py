"""What ``webdoc init`` writes: a small documentary that works, with pictures and a voice, in the editor's language.

The starting stories lie in ``<language>/<story>/``; what they share, in ``<language>/settings.yaml`` and ``media/``.
"""

from __future__ import annotations

import re
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Literal, get_args

from webdoc import schema
from webdoc.errors import WebdocError
from webdoc.model import say
from webdoc.sense import LANGUAGE

Story = Literal["portraits", "report", "lesson"]
STORIES: tuple[Story, ...] = get_args(Story)
LANGUAGES = ("ar", "de", "en", "es", "fr", "it", "pt")
"""The languages that the stories are written in; in any other they begin in English."""
_IGNORED = "/build/\n/.build.*/\n/.webdoc/\n"
"""What webdoc makes."""


def spoken(lang: str) -> str:
    """The language in which the story for that language is written."""
    language = lang.replace("_", "-").split("-")[0].lower()
    return language if language in LANGUAGES else "en"


def write(directory: Path, lang: str, story: Story = "portraits") -> list[str]:
    """Write it into a folder that is new or empty; returns the files, by their path in it. Raises WebdocError."""
    if not LANGUAGE.fullmatch(lang):
        raise WebdocError(
            say("“{lang}” is not a language code.", lang=lang), "", say("Write it as “en”, “fr” or “pt-BR”.")
        )
    if directory.exists() and (not directory.is_dir() or any(directory.iterdir())):
        raise WebdocError(
            say("{directory} is there already, and not empty.", directory=directory),
            "",
            say("Choose the name of a new folder."),
        )
    try:
        for name, data in (project := _project(lang, story)).items():
            target = directory / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
    except OSError as error:
        raise WebdocError(
            say("{directory} cannot be written: {why}.", directory=directory, why=error.strerror),
            "",
            say("Choose another place."),
        ) from error
    return sorted(project)


def _project(lang: str, story: Story) -> dict[str, bytes]:
    """The files of a new project, by their path in it."""
    source = files("webdoc").joinpath("skeleton")
    own = source.joinpath(spoken(lang))
    begun = _walk(own.joinpath(story))
    parts = [begun.pop("head.yaml"), own.joinpath("settings.yaml").read_bytes(), begun.pop("more.yaml", b"")]
    settings = schema.LINE.encode() + parts[0] + b"\n" + parts[1] + parts[2]
    begun["webdoc.yaml"] = re.sub(rb"(?m)^lang: .*$", f"lang: {lang}".encode(), settings)
    text = b"".join(data for name, data in begun.items() if name.startswith("chapters/"))
    for name, data in _walk(source.joinpath("media")).items():
        # Of the captions those of this language, of the pictures those that the story shows.
        if name.encode() in text or name.encode() in begun["webdoc.yaml"]:
            begun[f"media/{name}"] = data
    begun["media/media.yaml"] = schema.MEDIA_LINE.encode() + own.joinpath("media.yaml").read_bytes()
    begun |= {name: text.encode() for name, text in schema.files().items()}
    return begun | {".gitignore": _IGNORED.encode()}


def _walk(folder: Traversable, prefix: str = "") -> dict[str, bytes]:
    """The files below that folder, by their path in it."""
    found: dict[str, bytes] = {}
    for entry in folder.iterdir():
        if entry.is_dir():
            found |= _walk(entry, f"{prefix}{entry.name}/")
        elif not entry.name.startswith((".", "__")):
            found[f"{prefix}{entry.name}"] = entry.read_bytes()
    return found
