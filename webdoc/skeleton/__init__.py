"""What ``webdoc init`` writes: a small documentary that works, with a picture and a sound, in the editor's language."""

from __future__ import annotations

import re
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from webdoc.errors import WebdocError
from webdoc.model import say
from webdoc.sense import LANGUAGE

_WRITTEN_IN = ("en", "fr")


def write(directory: Path, lang: str) -> list[str]:
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
    spoken = lang.split("-")[0].lower()
    source = files("webdoc").joinpath("skeleton")
    written = []
    try:
        for name, file in sorted(
            [
                *_walk(source.joinpath(spoken if spoken in _WRITTEN_IN else "en")),
                *_walk(source.joinpath("media"), "media/"),
            ]
        ):
            data = file.read_bytes()
            if name == "webdoc.yaml":
                data = re.sub(rb"(?m)^lang: .*$", f"lang: {lang}".encode(), data)
            target = directory / name.replace("gitignore", ".gitignore")
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
            written.append(target.relative_to(directory).as_posix())
    except OSError as error:
        raise WebdocError(
            say("{directory} cannot be written: {why}.", directory=directory, why=error.strerror),
            "",
            say("Choose another place."),
        ) from error
    return written


def _walk(folder: Traversable, prefix: str = "") -> list[tuple[str, Traversable]]:
    found = []
    for entry in folder.iterdir():
        if entry.is_dir():
            found += _walk(entry, f"{prefix}{entry.name}/")
        elif not entry.name.startswith((".", "__")):
            found.append((f"{prefix}{entry.name}", entry))
    return found
