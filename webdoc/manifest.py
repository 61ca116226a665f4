"""The list of what is published: every file with its SHA-256, its size and its type, as ``manifest.json`` beside them.

What has not changed is not read again: digests are remembered under ``.webdoc/`` by what the file system says of a
file. A medium has the same inode in the store and in the site, so that a site is listed without opening its media.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct

from webdoc import contents

NAME: Final = "manifest.json"
_MEMORY: Final = "digests"

_Stamp = tuple[int, int, int]


class Entry(Struct, frozen=True, kw_only=True):
    """A published file: its path in the folder (POSIX), SHA-256 (hexadecimal), size in bytes, media type."""

    path: str
    sha256: str = ""
    size: int
    type: str = ""


class Manifest(Struct, frozen=True, kw_only=True):
    """Every file that webdoc made, and ``kept``: those that others put beside them; both sorted by path."""

    generator: str
    files: tuple[Entry, ...]
    kept: tuple[Entry, ...] = ()


@lru_cache(maxsize=1)
def decode(data: bytes) -> Manifest | None:
    """The manifest that these bytes are; None when they are none, or name a file outside of their folder."""
    try:
        found = msgspec.json.decode(data, type=Manifest)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None
    inside = all(_inside(entry.path) for entry in (*found.files, *found.kept))
    return found if inside else None


def _inside(path: str) -> bool:
    """Whether a path stays in its folder, on every system."""
    return not {"", ".", ".."} & {*path.split("/")} and not {"\\", "\0", ":"} & {*path}


def read(folder: Path) -> Manifest | None:
    """The manifest of a built site; None when there is none, or it cannot be read."""
    try:
        return decode(contents.remembered(folder / NAME))
    except OSError:
        return None


def write(folder: Path, manifest: Manifest) -> None:
    """Write it, one file a line: the difference of two builds can be read."""
    lines = ["{", f'"generator": {_json(manifest.generator)},']
    for name, entries in (("files", manifest.files), ("kept", manifest.kept)):
        listed = ",\n".join(_json(entry) for entry in entries)
        lines.append(f'"{name}": [{listed and chr(10)}{listed}{listed and chr(10)}]{"," if name == "files" else ""}')
    (folder / NAME).write_bytes(("\n".join([*lines, "}"]) + "\n").encode())


def _json(value: str | Entry) -> str:
    return msgspec.json.encode(value).decode()


def walk(folder: Path) -> list[str]:
    """Every file below a folder, and every link to a folder, sorted; paths in it (POSIX)."""
    found, waiting = [], [(str(folder), "")]
    while waiting:
        base, prefix = waiting.pop()
        with os.scandir(base) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    waiting.append((entry.path, f"{prefix}{entry.name}/"))
                else:
                    found.append(f"{prefix}{entry.name}")
    return sorted(found)


def is_history(path: str) -> bool:
    """Whether a file belongs to version control, which changes by itself and is not published."""
    return ".git" in path.split("/")


class _Known(Struct, frozen=True):
    stamp: _Stamp
    sha256: str
    changed: int = 0
    """When anything of the file was last changed, a further link to it included; at the end of a build."""


class Digests:
    """SHA-256 of files by name, remembered in ``folder`` while size, time of change and inode stay the same."""

    def __init__(self, folder: Path) -> None:
        self._memory = folder / _MEMORY
        self._asked: dict[str, tuple[_Known, str]] = {}
        try:
            self._known = msgspec.msgpack.decode(contents.remembered(self._memory), type=dict[str, _Known])
        except (OSError, msgspec.DecodeError):
            self._known = {}

    def of(self, name: str, file: str, facts: os.stat_result) -> str:
        """The digest of a file of which the system says that; it is read only when it is not known."""
        stamp, known = _stamp(facts), self._known.get(name)
        if known is None or known.stamp != stamp:
            known = _Known(stamp, digest(Path(file)))
        self._asked[name] = known, file
        return known.sha256

    def altered(self, files: Mapping[str, Path]) -> list[Path]:
        """Those of the files, by name, that were remembered and hold other bytes now: somebody wrote into them."""
        found = []
        for name, file in files.items():
            known = self._known.get(name)
            with contextlib.suppress(OSError):
                facts = file.stat()
                same = known is None or (known.stamp, known.changed) == (_stamp(facts), facts.st_ctime_ns)
                if known is not None and not same and known.sha256 != digest(file):
                    found.append(file)
        return found

    def keep(self, linked: Iterable[str]) -> None:
        """Remember what was asked for since the beginning, and nothing else; for when the site stands in its place.

        Those that were ``linked`` into it may be asked for once more by `altered`.
        """
        kept = {name: known for name, (known, _) in self._asked.items()}
        for name in linked:
            known, file = self._asked[name]
            with contextlib.suppress(OSError):
                kept[name] = _Known(known.stamp, known.sha256, os.stat(file).st_ctime_ns)  # noqa: PTH116
        # Without it the next build reads more than it had to, and that is all.
        with contextlib.suppress(OSError):
            contents.remember(self._memory, msgspec.msgpack.encode(kept))


def digest(file: Path) -> str:
    """The SHA-256 of a file, in hexadecimal, read in pieces."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _stamp(facts: os.stat_result) -> _Stamp:
    # Not the time of change of the inode: a further link to it counts as one.
    return facts.st_size, facts.st_mtime_ns, facts.st_ino
