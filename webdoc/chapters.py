"""Chapters parsed once: what a text became is kept under ``.webdoc/`` by its digest, as MessagePack.

A chapter depends on its own bytes, its path, the default language and the version of what reads it, on nothing else.
Which text a file holds is remembered by its metadata, as in `stamp`.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct

from webdoc import contents, crew, stamp
from webdoc.checks import ignoring
from webdoc.checks.ignoring import Ignored
from webdoc.model import Chapter, Issue

_MANY, _VERY_MANY = 24, 240
"""From so many chapters on, other processes are worth their start: forked ones, and fresh ones."""
_SPARE = 200
"""Texts that are kept although no chapter reads so now."""


class Text(Struct, frozen=True):
    """What a text became: its chapter, when it can be shown, what is wrong in it, what its comments ignore."""

    chapter: Chapter | None
    issues: tuple[Issue, ...]
    ignored: tuple[Ignored, ...] = ()


class _Index(Struct, frozen=True):
    """Under which name each text is kept, by its path, with the metadata of the file that it was read from."""

    reader: bytes = b""
    lang: str = ""
    texts: dict[str, tuple[stamp.Metadata, str]] = {}


# Made while this is imported: two threads that ask msgspec for the first decoder of a type at once end the process.
_KEPT: Final = msgspec.msgpack.Decoder(Text)
_INDEX: Final = msgspec.msgpack.Decoder(_Index)


class ChapterCache:
    """Parses chapters, or remembers what they were."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._path = folder.with_name(f"{folder.name}.index")

    def parse(self, files: Mapping[str, Path], lang: str, read: Callable[[str], bytes | None]) -> list[Text]:
        """Each chapter parsed, in the same order, by its path; without those that ``read`` does not give.

        A file that is as it was when it was last read is not read again.
        """
        before = self._before(lang)
        facts = {path: stamp.settled(file) for path, file in files.items()}
        names = {path: one[1] for path, one in before.items() if one[0] == facts.get(path)}
        found = {path: self._read(name) for path, name in names.items()}
        raws = {path: raw for path in files if found.get(path) is None and (raw := read(path)) is not None}
        names |= {path: self._name(path, raw, lang) for path, raw in raws.items()}
        found |= {path: self._read(names[path]) for path in raws}
        missing = [path for path in raws if found[path] is None]
        for path, data in zip(missing, _parsed([(path, raws[path], lang) for path in missing]), strict=True):
            self._write(names[path], data)
            found[path] = _KEPT.decode(data)
        if missing:
            self._tidy(set(names.values()))
        index = {path: (now, names[path]) for path, now in facts.items() if now is not None and path in names}
        if index != before and self.folder.is_dir():
            stamp.write(self._path, _Index(_reader(), lang, index))
        return [text for path in files if (text := found.get(path)) is not None]

    def _before(self, lang: str) -> dict[str, tuple[stamp.Metadata, str]]:
        try:
            index = _INDEX.decode(contents.remembered(self._path))
        except (OSError, msgspec.DecodeError):
            return {}
        return index.texts if (index.reader, index.lang) == (_reader(), lang) else {}

    def _name(self, path: str, raw: bytes, lang: str) -> str:
        key = b"\0".join((_reader(), path.encode(), lang.encode(), raw))
        return hashlib.blake2b(key, digest_size=16).hexdigest()

    def _read(self, name: str) -> Text | None:
        try:
            # Thousands of small files: a path object and a buffer cost as much again as reading them.
            with open(f"{self.folder}/{name}", "rb", buffering=0) as file:  # noqa: PTH123
                return _KEPT.decode(file.read())
        except (OSError, msgspec.DecodeError):
            return None

    def _write(self, name: str, data: bytes) -> None:
        # A cache that cannot be written is a slow one, not a failure.
        try:
            contents.make_folder(self.folder)
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
    marked = ignoring.MARK.encode() in raw
    ignored = tuple(ignoring.written(raw.decode("utf-8", "replace"), path)) if marked else ()
    return msgspec.msgpack.encode(Text(chapter, issues, ignored))


@cache
def _reader() -> bytes:
    """What decides how a text is read: this program and the libraries under it, by the metadata of their files."""
    return hashlib.sha256(repr(sorted(stamp.program().items())).encode()).digest()
