"""What the last build wrote and of what it was made: a page of which nothing has changed is taken over as it stands.

What a page is made of is told by its key (`webdoc.pages.keys`), which is taken from content; what makes the page of it,
by the metadata of this program, its themes and its libraries; and that the file still is what was written, by its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import msgspec
from msgspec import Struct

from webdoc import contents, output, stamp
from webdoc.freezing import Frozen
from webdoc.pages.app import Edition
from webdoc.pages.keys import Keys
from webdoc.twin import Piece

NAME = "pages"


class _File(Struct, frozen=True, array_like=True):
    """A file that was written: its key, its metadata, and of a page what it asks for."""

    key: bytes
    facts: stamp.Metadata
    page: Frozen | None = None


class _Kept(Struct, frozen=True):
    out: str
    machine: dict[str, stamp.Metadata]
    files: dict[str, _File]


class Recall:
    """The last build into ``out``, beside what an edition asks for now."""

    def __init__(self, root: Path, out: Path, edition: Edition) -> None:
        self._path = root / ".webdoc" / NAME
        self._out = out
        self._machine = stamp.machine(root)
        keys = Keys(edition.outline)
        self._keys = {path: keys.of(path) for path in (*edition.addresses(), *edition.archives)}
        self.kept: dict[str, Piece] = {}
        """What can be taken over, by its address."""
        self._files = self._standing()

    def _standing(self) -> dict[str, _File]:
        try:
            last = msgspec.msgpack.decode(contents.remembered(self._path), type=_Kept)
        except (OSError, msgspec.DecodeError):
            return {}
        if last.out != str(self._out) or last.machine != self._machine:
            return {}
        same = ((path, last.files[path]) for path, key in self._keys.items() if _key(last.files, path) == key)
        standing = ((path, file, _piece(f"{self._out}/{path}")) for path, file in same)
        found = {path: (file, piece) for path, file, piece in standing if piece and stamp.of(piece.facts) == file.facts}
        self.kept = {path: piece for path, (_, piece) in found.items()}
        return {path: file for path, (file, _) in found.items()}

    @property
    def pages(self) -> dict[str, Frozen]:
        """The pages among them."""
        return {path: file.page for path, file in self._files.items() if file.page is not None}

    def remember(self, pages: Mapping[str, Frozen], left: stamp.Site) -> None:
        """Keep what was built, once it stands in its place; ``left``: the site as it is there."""
        files = {
            path: _File(key, found, pages.get(path))
            for path, key in self._keys.items()
            if (found := left.files.get(f"{self._out}/{path}")) is not None
        }
        stamp.write(self._path, _Kept(str(self._out), self._machine, files))


def _piece(file: str) -> Piece | None:
    try:
        return output.piece(file)
    except OSError:
        return None


def _key(files: Mapping[str, _File], path: str) -> bytes:
    return files[path].key if path in files else b""
