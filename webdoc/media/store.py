"""Where derivatives and facts are kept between runs.

A derivative's name says all that its bytes depend on, so a file that is there is right, for ever. It gets its name
only when it is whole and on the disk. Facts (digest, size, length of a source) are kept by what the file system says
of the file, so that an unchanged source is not even opened again. Everything here can be deleted at any time.
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
import secrets
import threading
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct

from webdoc import contents
from webdoc.errors import WebdocError
from webdoc.model import Derivative, Media, say

try:
    import fcntl
except ImportError:  # Windows: old temporary files are told by their age alone
    fcntl = None  # type: ignore[assignment]

FOLDER: Final = "store"
BUSY: Final = "store.lock"
FACTS: Final = "facts.msgpack"
FACTS_VERSION: Final = 13
"""Raised whenever probing gives other facts than before, or `Media` changes."""

_TEMPORARY: Final = ".part-"
_NAME: Final = re.compile(r"[a-z0-9][a-z0-9.-]*\.[a-z0-9]+")
_LEFT_BEHIND: Final = 60.0
_LEFT_BEHIND_UNLOCKED: Final = 24 * 3600.0
_TICK: Final = 20_000_000
"""Nanoseconds in which a file can change twice without its times telling (a clock tick of the kernel is 10 ms)."""

_Stamp = tuple[int, int, int, int]


class _Fact(Struct, frozen=True):
    stamp: _Stamp
    media: Media


class _Facts(Struct, frozen=True):
    version: int
    facts: dict[str, _Fact]


# Made while this is imported: two threads that ask msgspec for the first decoder of a type at once end the process.
_FACTS: Final = msgspec.msgpack.Decoder(_Facts)


class Store:
    """The derivatives (``root/store/``) and facts of one project; several processes may use it at once.

    ``token`` marks the temporary files of one run, so that a run that was broken off can remove its own.
    """

    def __init__(self, root: Path, token: str = "") -> None:
        self.root = root.absolute()
        self.folder = self.root / FOLDER
        self.token = token or secrets.token_hex(6)
        self._facts: dict[str, _Fact] | None = None
        self._reading = threading.Lock()
        self._stamps: dict[str, _Stamp] = {}
        self._unsaved = False
        if not token:
            self.sweep()

    # --- derivatives

    def path(self, name: str) -> Path:
        """Where the derivative of that name lies, or will; ValueError for what cannot be such a name."""
        if not _NAME.fullmatch(name):
            raise ValueError(f"{name!r} is not the name of a derivative")
        return self.folder / name

    def has(self, name: str) -> bool:
        """Whether the derivative is there, whole."""
        try:
            return os.stat(self.path(name)).st_size > 0  # noqa: PTH116
        except OSError:
            return False

    def missing(self, derivatives: Iterable[Derivative]) -> tuple[Derivative, ...]:
        """Those that are not there yet, each once, in the order given."""
        return tuple({item.name: item for item in derivatives if not self.has(item.name)}.values())

    def put(self, name: str, data: bytes) -> Path:
        """Keeps the bytes under their name. WebdocError when the folder cannot be written to."""
        with self.writing(name) as path:
            path.write_bytes(data)
        return self.path(name)

    @contextlib.contextmanager
    def writing(self, name: str) -> Iterator[Path]:
        """A temporary path to write to; it gets the name when the block ends well, and vanishes when it does not."""
        target = self.path(name)
        with self._temporary() as part:
            yield part
            self._keep(part, target)

    @contextlib.contextmanager
    def busy(self, alone: bool = False) -> Iterator[None]:
        """While this is held nobody takes derivatives away; ``alone``: to do just that.

        WebdocError when somebody makes derivatives now. What keeps no locks (Windows) relies on the build's.
        """
        try:
            self.root.mkdir(parents=True, exist_ok=True)
            contents.make_way(self.root / BUSY)
            held = os.open(self.root / BUSY, os.O_RDWR | os.O_CREAT, 0o666)
        except OSError:  # it will be told by whoever cannot write
            yield
            return
        try:
            if fcntl is not None:
                try:
                    fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB if alone else fcntl.LOCK_SH)
                except OSError as error:
                    if alone and error.errno in (errno.EWOULDBLOCK, errno.EAGAIN):
                        raise WebdocError(
                            say("Media are being made now, by a build or a preview."),
                            "",
                            say("Try again when it has ended."),
                        ) from None
            yield
        finally:
            os.close(held)

    def scratch(self, key: str) -> Path:
        """Where this run may write something small that nobody needs after it."""
        return self.folder / f"{_TEMPORARY}{self.token}-{key}"

    def sweep(self, own: bool = False) -> None:
        """Removes temporary files that no living process holds; with ``own`` those of this run, held or not.

        For use when the workers of this run have ended.
        """
        now = time.time()
        for path in self._parts():
            with contextlib.suppress(OSError):
                mine = own and path.name.startswith(f"{_TEMPORARY}{self.token}-")
                if mine or _abandoned(path, now - path.stat().st_mtime):
                    path.unlink()

    def _parts(self) -> list[Path]:
        try:
            with os.scandir(self.folder) as entries:
                return [Path(entry.path) for entry in entries if entry.name.startswith(_TEMPORARY)]
        except OSError:
            return []

    @contextlib.contextmanager
    def _temporary(self) -> Iterator[Path]:
        part = self.folder / f"{_TEMPORARY}{self.token}-{secrets.token_hex(6)}"
        try:
            contents.make_folder(self.folder)
            # Not tempfile: its files are for their owner alone, and the site's server is often somebody else.
            held = os.open(part, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o666)
        except OSError as error:
            raise self._unwritable(error) from error
        try:
            if fcntl is not None:
                with contextlib.suppress(OSError):  # some network file systems know no locks
                    fcntl.flock(held, fcntl.LOCK_EX)
            yield part
        finally:
            os.close(held)
            part.unlink(missing_ok=True)

    def _keep(self, part: Path, target: Path) -> None:
        try:
            with part.open("rb+") as file:
                os.fsync(file.fileno())
            part.replace(target)
        except OSError as error:
            raise self._unwritable(error) from error

    def _unwritable(self, error: OSError) -> WebdocError:
        return WebdocError(
            say("cannot write: {why}", why=error.strerror),
            str(self.folder),
            say("Look at the free space and the rights of the folder."),
        )

    # --- facts

    def known(self, file: Path, name: str) -> Media | None:
        """The facts of a source file, when it is still the file that they were read from."""
        stamp = _stamp(file)
        if stamp is None:
            return None
        self._stamps[name] = stamp
        fact = self._read_facts().get(name)
        return fact.media if fact is not None and fact.stamp == stamp else None

    def remember(self, file: Path, media: Media) -> None:
        """Keeps the facts that were just read from a file, unless it changed since `known` was asked for it."""
        stamp = _stamp(file)
        if stamp is None or stamp[0] != media.size or self._stamps.get(media.path, stamp) != stamp:
            return
        if time.time_ns() - max(stamp[1], stamp[2]) < _TICK:
            return
        self._read_facts()[media.path] = _Fact(stamp, media)
        self._unsaved = True

    def save_facts(self) -> None:
        """Writes what was remembered. A folder that cannot be written to only makes the next start slower."""
        if not self._unsaved:
            return
        data = msgspec.msgpack.encode(_Facts(FACTS_VERSION, dict(self._read_facts())))
        with contextlib.suppress(WebdocError, OSError), self._temporary() as part:
            contents.make_way(self.root / FACTS)
            part.write_bytes(data)
            self._keep(part, self.root / FACTS)
            self._unsaved = False

    def _read_facts(self) -> dict[str, _Fact]:
        with self._reading:
            if self._facts is None:
                self._facts = {}
                with contextlib.suppress(OSError, msgspec.MsgspecError, ValueError):
                    read = _FACTS.decode(contents.remembered(self.root / FACTS))
                    self._facts = read.facts if read.version == FACTS_VERSION else {}
            return self._facts


def _stamp(file: Path) -> _Stamp | None:
    """Size in bytes, times in nanoseconds, and inode: what changes when a file is edited or replaced."""
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino


def _abandoned(path: Path, age: float) -> bool:
    """Whether nobody writes to it any more: its writer would hold its lock. ``age`` in seconds."""
    if fcntl is None:
        return age > _LEFT_BEHIND_UNLOCKED
    if age < _LEFT_BEHIND:  # it may have been made a moment ago and not be locked yet
        return False
    with path.open("rb+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
    return True
