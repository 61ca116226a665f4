"""Chapters parsed once: what a text became is kept under ``.webdoc/`` by its digest, as MessagePack.

A chapter depends on its own bytes, its path, the default language and the version of what reads it, on nothing else.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct

from webdoc import crew, stamp
from webdoc.model import Chapter, Issue

_MANY, _VERY_MANY = 24, 240
"""From so many chapters on, other processes are worth their start: forked ones, and fresh ones."""
_SPARE = 200
"""Texts that are kept although no chapter reads so now."""


class _Kept(Struct, frozen=True):
    chapter: Chapter | None
    issues: tuple[Issue, ...]


# Made while this is imported: two threads that ask msgspec for the first decoder of a type at once end the process.
_KEPT: Final = msgspec.msgpack.Decoder(_Kept)


class ChapterCache:
    """Parses chapters, or remembers what they were."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def parse(self, sources: Sequence[tuple[str, bytes]], lang: str) -> list[tuple[Chapter | None, tuple[Issue, ...]]]:
        """Each chapter (path, bytes) parsed, in the same order."""
        names = [self._name(path, raw, lang) for path, raw in sources]
        found = [self._read(name) for name in names]
        missing = [index for index, one in enumerate(found) if one is None]
        jobs = [(*sources[index], lang) for index in missing]
        for index, data in zip(missing, _parsed(jobs), strict=True):
            self._write(names[index], data)
            found[index] = _KEPT.decode(data)
        if missing:
            self._tidy(set(names))
        return [(one.chapter, one.issues) for one in found if one is not None]

    def _name(self, path: str, raw: bytes, lang: str) -> str:
        key = b"\0".join((_reader(), path.encode(), lang.encode(), raw))
        return hashlib.blake2b(key, digest_size=16).hexdigest()

    def _read(self, name: str) -> _Kept | None:
        try:
            # Thousands of small files: a path object and a buffer cost as much again as reading them.
            with open(f"{self.folder}/{name}", "rb", buffering=0) as file:  # noqa: PTH123
                return _KEPT.decode(file.read())
        except (OSError, msgspec.DecodeError):
            return None

    def _write(self, name: str, data: bytes) -> None:
        # A cache that cannot be written is a slow one, not a failure.
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            temporary = self.folder / f".{name}.{os.getpid()}"
            temporary.write_bytes(data)
            temporary.replace(self.folder / name)
        except OSError:
            return

    def _tidy(self, current: set[str]) -> None:
        """Lets go of texts that are not written so any more, but for the last few: an editor takes things back."""
        with contextlib.suppress(OSError), os.scandir(self.folder) as entries:
            spare = [(one.stat().st_mtime_ns, one.path) for one in entries if one.name not in current]
            for _, path in sorted(spare, reverse=True)[_SPARE:]:
                Path(path).unlink()


def _parsed(jobs: list[tuple[str, bytes, str]]) -> list[bytes]:
    # A fresh process has all to load first.
    forks = crew.forks()
    if crew.cores() == 1 or len(jobs) < (_MANY if forks else _VERY_MANY):
        return [_parse(job) for job in jobs]
    if forks:
        import webdoc.text.chapter  # noqa: F401 (loaded once, before the others are forked)
    return list(crew.share(_parse, jobs, chunk=max(1, min(16, len(jobs) // (crew.cores() * 4)))))


def _parse(job: tuple[str, bytes, str]) -> bytes:
    # The reader is loaded only where something has to be read: a build with nothing new starts without it.
    from webdoc.text.chapter import parse

    path, raw, lang = job
    chapter, issues = parse(raw, path, lang)
    return msgspec.msgpack.encode(_Kept(chapter, issues))


@cache
def _reader() -> bytes:
    """What decides how a text is read: this program and the libraries under it, by the metadata of their files."""
    return hashlib.sha256(repr(sorted(stamp.program().items())).encode()).digest()
