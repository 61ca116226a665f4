"""What the last build was made of, so that a build with nothing new is known from the files' metadata alone.

It imports nothing that reads, renders or encodes: a build with nothing new costs little more than the start of Python.
A file counts as the same when its size, its times of change (content and inode) and its inode are; a picture put in the
place of another of equal size and time is therefore seen. What is read while it is being written is seen at the next
build: the metadata are taken before anything is read.
"""

from __future__ import annotations

import contextlib
import os
import sys
import zlib
from collections.abc import Callable
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import TypeVar

import msgspec
from msgspec import Struct

from webdoc import __version__
from webdoc.model import Issue

T = TypeVar("T")

NAME = "built"
_SOURCES = ("webdoc.yaml", "chapters", "media", "themes")
_PAGES = ("babel", "flask", "flask_frozen", "icalendar", "jinja2", "segno")
_READERS = ("bleach", "markdown", "markdown_it", "mdit_py_plugins", "nh3")
_LIBRARIES = (*_PAGES, *_READERS, "PIL", "av")

Metadata = tuple[int, int, int, int]


class Stamp(Struct, frozen=True, kw_only=True):
    """A build that was finished: where it went, of what it was made, what it gave."""

    out: str
    sources: dict[str, Metadata]
    made: dict[str, Metadata]
    issues: tuple[Issue, ...]
    pages: int
    media: int


def sources(root: Path) -> dict[str, Metadata]:
    """The metadata of everything that a build depends on: the project, webdoc with its themes, the libraries."""
    # The day too: a consent runs out by itself.
    found: dict[str, Metadata] = {"python": (sys.hexversion, date.today().toordinal(), 0, 0)}
    for name in _SOURCES:
        note(root / name, found)
    package = Path(__file__).parent
    note(package, found)
    themes = find_spec("webdoc.themes")
    for folder in themes.submodule_search_locations or () if themes else ():
        note(Path(folder), found)
    for library in _LIBRARIES:
        spec = find_spec(library)
        if spec is not None and spec.origin:
            note(Path(spec.origin), found)
    return found


def standing(root: Path, out: Path) -> Stamp | None:
    """The last build, when nothing that it depends on has changed and the site stands as it was left; else None."""
    try:
        last = msgspec.msgpack.decode((root / ".webdoc" / NAME).read_bytes(), type=Stamp)
    except (OSError, msgspec.DecodeError):
        return None
    if last.out != str(out) or last.sources != sources(root):
        return None
    made: dict[str, Metadata] = {}
    note(out, made)
    return last if made == last.made else None


def keep(
    root: Path, out: Path, before: dict[str, Metadata], *, issues: tuple[Issue, ...], pages: int, media: int
) -> None:
    """Remember a build that was finished; ``before`` is what `sources` said before it began."""
    made: dict[str, Metadata] = {}
    note(out, made)
    stamp = Stamp(out=str(out), sources=before, made=made, issues=issues, pages=pages, media=media)
    _write(root / ".webdoc" / NAME, stamp)


class _Told(Struct, frozen=True):
    version: str
    sources: dict[str, Metadata]
    store: tuple[int, int]
    told: bytes


def remembered(root: Path, name: str, kind: type[T], find: Callable[[], T]) -> T:
    """What was found out about the project before, when nothing that it depends on has changed; else found out anew.

    It depends on the sources and on which files are in the store, and is kept as ``.webdoc/name``.
    """
    path, now = root / ".webdoc" / name, (__version__, sources(root), _store(root))
    with contextlib.suppress(OSError, msgspec.DecodeError):
        kept = msgspec.msgpack.decode(path.read_bytes(), type=_Told)
        if (kept.version, kept.sources, kept.store) == now:
            return msgspec.msgpack.decode(kept.told, type=kind)
    told = find()
    _write(path, _Told(*now, msgspec.msgpack.encode(told)))
    return told


def _store(root: Path) -> tuple[int, int]:
    """How many files the store holds, and a sum of their names, which say all of them."""
    try:
        with os.scandir(root / ".webdoc" / "store") as entries:
            names = sorted(one.name for one in entries if not one.name.startswith("."))
    except OSError:
        return 0, 0
    return len(names), zlib.crc32("/".join(names).encode())


def _write(path: Path, value: Struct) -> None:
    # Without it the next run does more than it had to, and that is all.
    with contextlib.suppress(OSError):
        temporary = path.with_suffix(".new")
        temporary.write_bytes(msgspec.msgpack.encode(value))
        temporary.replace(path)


def note(path: Path, found: dict[str, Metadata]) -> None:
    """Adds the metadata of a file, or of all files below a folder, by path."""
    try:
        facts = path.stat()
    except OSError:
        return
    stack = [(str(path), facts)]
    while stack:
        name, facts = stack.pop()
        if not _is_folder(facts):
            found[name] = (facts.st_size, facts.st_mtime_ns, facts.st_ctime_ns, facts.st_ino)
            continue
        try:
            with os.scandir(name) as entries:
                stack += [(entry.path, entry.stat()) for entry in entries if entry.name != "__pycache__"]
        except OSError:
            continue


def _is_folder(facts: os.stat_result) -> bool:
    return facts.st_mode & 0o170000 == 0o040000
