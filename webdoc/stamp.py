"""What the last build was made of, so that a build with nothing new is known from the files' metadata alone.

It imports nothing that reads, renders or encodes: a build with nothing new costs little more than the start of Python.
A file counts as the same when its size, its times of change (content and inode) and its inode are; a picture put in the
place of another of equal size and time is therefore seen. A file that had only just changed when it was looked at may
change once more without a trace in its times: of those the content is compared. What is read while it is being written
is seen at the next build: the metadata are taken before anything is read.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import sys
import time
import zlib
from collections.abc import Callable, Collection, Mapping
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from stat import S_ISLNK
from typing import TypeVar

import msgspec
from msgspec import Struct

from webdoc import __version__, contents, twin
from webdoc.model import Issue
from webdoc.twin import Piece

T = TypeVar("T")

NAME = "built"
_SOURCES = ("webdoc.yaml", "chapters", "media")
_PAGES = ("babel", "flask", "flask_frozen", "icalendar", "jinja2", "segno")
_READERS = ("bleach", "markdown", "markdown_it", "mdit_py_plugins", "nh3")
_LIBRARIES = (*_PAGES, *_READERS, "PIL", "av")

_TICK = 50_000_000
"""Nanoseconds in which a file may change twice and seem to have changed once: clocks of file systems are coarse."""

Metadata = tuple[int, int, int, int]


class Sources(Struct, frozen=True):
    """What something was made of: the metadata of files, and the digests of those that had only just changed."""

    files: dict[str, Metadata]
    fresh: dict[str, bytes] = {}

    def hold(self, root: Path) -> bool:
        """Whether nothing of it has changed since (as in git, those that are “racily clean” are read)."""
        return self.files == _files(root) and self.still()

    def still(self) -> bool:
        """Whether what had only just changed has not changed once more."""
        return all(_content(path) == digest for path, digest in self.fresh.items())


class Site(Struct, frozen=True):
    """A site as it was left: the metadata of its files and folders, and the names in folders that had just changed."""

    files: dict[str, Metadata]
    folders: dict[str, Metadata] = {}
    fresh: dict[str, bytes] = {}

    def stands(self) -> bool:
        """Whether it is as it was left: a file that came or went changes the times of its folder."""
        return (
            all(facts(path) == known for path, known in self.folders.items())
            and all(facts(path) == known for path, known in self.files.items())
            and all(_names(path) == digest for path, digest in self.fresh.items())
        )


class Stamp(Struct, frozen=True, kw_only=True):
    """A build that was finished: where it went, of what it was made, what it gave."""

    out: str
    sources: Sources
    made: Site
    issues: tuple[Issue, ...]
    pages: int
    media: int


def sources(root: Path) -> Sources:
    """Everything that a build depends on, now: the project, and what makes a site of it."""
    files, now = _files(root), time.time_ns()
    fresh = (path for path, found in files.items() if _fresh(found, now))
    return Sources(files, {path: _content(path) for path in fresh})


def _content(path: str) -> bytes:
    if not os.path.isfile(path):  # noqa: PTH113 - a pipe would be waited for
        return b""
    try:
        with open(path, "rb") as file:  # noqa: PTH123
            return hashlib.file_digest(file, "sha256").digest()
    except OSError:
        return b""


def _files(root: Path) -> dict[str, Metadata]:
    # The day too: a consent runs out by itself.
    found: dict[str, Metadata] = {"day": (date.today().toordinal(), 0, 0, 0), **machine(root)}
    home = os.path.realpath(root) + os.sep
    for name in _SOURCES:
        if os.path.realpath(root / name).startswith(home):  # what lies outside is not read
            note(root / name, found)
    return found


def machine(root: Path) -> dict[str, Metadata]:
    """The metadata of all that makes a site of a project: webdoc, all themes, the libraries, Python."""
    found = program()
    note(root / "themes", found)
    themes = find_spec("webdoc.themes")
    for folder in themes.submodule_search_locations or () if themes else ():
        note(Path(folder), found)
    return found


def program() -> dict[str, Metadata]:
    """The metadata of webdoc itself, its libraries, Python."""
    found: dict[str, Metadata] = {"python": (sys.hexversion, 0, 0, 0)}
    note(Path(__file__).parent, found)
    for library in _LIBRARIES:
        spec = find_spec(library)
        if spec is not None and spec.origin:
            note(Path(spec.origin), found)
    return found


def standing(root: Path, out: Path, now: Sources) -> Stamp | None:
    """The last build, when it was made of what is there ``now`` and the site stands as it was left; else None."""
    try:
        last = msgspec.msgpack.decode(contents.remembered(root / ".webdoc" / NAME), type=Stamp)
    except (OSError, msgspec.DecodeError):
        return None
    same = last.out == str(out) and last.sources.files == now.files and last.sources.still()
    return last if same and last.made.stands() else None


def left(out: Path, pieces: Mapping[str, Piece], put: Collection[str]) -> Site:
    """A site just put in its place; of its files only those that were ``put`` there are asked for anew."""
    now = time.time_ns()
    inside = (f"{out}/{name}" if name else str(out) for name in twin.folders(pieces))
    folders = {path: found for path in inside if (found := facts(path)) is not None}
    fresh = {path: _names(path) for path, found in folders.items() if _fresh(found, now)}
    files: dict[str, Metadata] = {}
    if len(put) * 2 > len(pieces) or any(S_ISLNK(piece.facts.st_mode) for piece in pieces.values()):
        note(out, files)
        return Site(files, folders, fresh)
    files = {f"{out}/{name}": of(piece.facts) for name, piece in pieces.items()}
    asked = ((name, facts(f"{out}/{name}")) for name in put)
    return Site(files | {f"{out}/{name}": found for name, found in asked if found is not None}, folders, fresh)


def _fresh(found: Metadata, now: int) -> bool:
    """Whether something had just changed: it may change once more without a trace in its times."""
    # The time of the last change of content may be set back; that of the inode is the system's own.
    return abs(now - max(found[1], found[2])) < _TICK


def _names(folder: str) -> bytes:
    try:
        return hashlib.sha256("/".join(sorted(os.listdir(folder))).encode("utf-8", "surrogateescape")).digest()  # noqa: PTH208
    except OSError:
        return b""


def keep(
    root: Path,
    out: Path,
    before: Sources,
    made: Site,
    *,
    issues: tuple[Issue, ...],
    pages: int,
    media: int,
) -> None:
    """Remember a build that was finished.

    ``before`` is what `sources` said before it began, ``made`` what the site is as it was `left`.
    """
    stamp = Stamp(out=str(out), sources=before, made=made, issues=issues, pages=pages, media=media)
    write(root / ".webdoc" / NAME, stamp)


class _Told(Struct, frozen=True):
    version: str
    sources: Sources
    store: tuple[int, int]
    told: bytes


def remembered(root: Path, name: str, kind: type[T], find: Callable[[], T]) -> T:
    """What was found out about the project before, when nothing that it depends on has changed; else found out anew.

    It depends on the sources and on which files are in the store, and is kept as ``.webdoc/name``.
    """
    path = root / ".webdoc" / name
    with contextlib.suppress(OSError, msgspec.DecodeError):
        kept = msgspec.msgpack.decode(contents.remembered(path), type=_Told)
        if (kept.version, kept.store) == (__version__, _store(root)) and kept.sources.hold(root):
            return msgspec.msgpack.decode(kept.told, type=kind)
    before = sources(root), _store(root)
    told = find()
    write(path, _Told(__version__, *before, msgspec.msgpack.encode(told)))
    return told


def _store(root: Path) -> tuple[int, int]:
    """How many files the store holds, and a sum of their names, which say all of them."""
    try:
        with os.scandir(root / ".webdoc" / "store") as entries:
            names = sorted(one.name for one in entries if not one.name.startswith("."))
    except OSError:
        return 0, 0
    return len(names), zlib.crc32("/".join(names).encode())


def write(path: Path, value: Struct) -> None:
    """Keep a value in a file, whole or not at all."""
    # Without it the next run does more than it had to, and that is all.
    with contextlib.suppress(OSError):
        contents.remember(path, msgspec.msgpack.encode(value))


def facts(path: str) -> Metadata | None:
    """The metadata of a file, or of a link itself; None when it is not there."""
    try:
        return of(os.lstat(path))
    except OSError:
        return None


def settled(path: Path) -> Metadata | None:
    """The metadata of a file that had not only just changed; None of another one, and of one that is not there."""
    now = time.time_ns()
    try:
        found = of(os.stat(path))  # noqa: PTH116
    except OSError:
        return None
    return None if _fresh(found, now) else found


def of(facts: os.stat_result) -> Metadata:
    """What is remembered of what the system says of a file."""
    return facts.st_size, facts.st_mtime_ns, facts.st_ctime_ns, facts.st_ino


def note(path: Path, found: dict[str, Metadata]) -> None:
    """Adds the metadata of a file, or of all files below a folder, by path."""

    try:
        facts = path.stat()
    except OSError:
        return
    if not _is_folder(facts):
        found[str(path)] = of(facts)
        return
    waiting, seen = [str(path)], {(facts.st_dev, facts.st_ino)}
    home = os.path.realpath(path.parent) + os.sep
    while waiting:
        try:
            with os.scandir(waiting.pop()) as entries:
                inside = list(entries)
        except OSError:
            continue
        for entry in inside:
            if entry.name == "__pycache__":
                continue
            # Ten thousand times: nothing is asked twice, and of folders nothing.
            if entry.is_dir(follow_symlinks=False) or (entry.is_symlink() and _leads_on(entry, home, seen)):
                waiting.append(entry.path)
                continue
            try:
                facts = entry.stat()
                facts = entry.stat(follow_symlinks=False) if _is_folder(facts) else facts
            except OSError:  # a link to what is gone, or to itself
                facts = entry.stat(follow_symlinks=False)
            found[entry.path] = of(facts)


def _leads_on(link: os.DirEntry[str], home: str, seen: set[tuple[int, int]]) -> bool:
    """Whether a link to a folder is followed: as the project is read, while it stays inside, and once."""
    try:
        facts = link.stat()
    except OSError:
        return False
    if not _is_folder(facts):
        return False
    known = (facts.st_dev, facts.st_ino) in seen
    seen.add((facts.st_dev, facts.st_ino))
    return not known and os.path.realpath(link.path).startswith(home)


def _is_folder(facts: os.stat_result) -> bool:
    return facts.st_mode & 0o170000 == 0o040000
