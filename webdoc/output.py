"""The folder that is published: made beside the old one, put in its place in one step. It does nothing else.

What stands in the old folder and was not made by webdoc (a CNAME, a .git) is carried over; a folder that webdoc did not
make is not touched at all. Five folders stand side by side, of which visitors see the first:

    build         the site
    .build.new    the next one, while it is made; what a killed build left there is removed
    .build.last   the one before, whole until the next one is made: who holds it open still finds every file
    .build.next   the same, while it is brought up to date to become the next one (`webdoc.twin`)
    .build.old    the site, for the moment between two renames, where folders cannot be exchanged
"""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import sys
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from stat import S_ISLNK

from webdoc import manifest, stopping, twin
from webdoc.contents import make_way, remove
from webdoc.errors import WebdocError
from webdoc.manifest import Digests, Entry
from webdoc.model import Sentence, joined, say
from webdoc.twin import Piece

_held: set[int] = set()
"""Descriptors of locks that this process holds."""


def _let_go() -> None:
    """In a forked child: the lock is its parent's, and must not outlive it."""
    while _held:
        os.close(_held.pop())


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_let_go)


@contextmanager
def lock(folder: Path) -> Iterator[None]:
    """Hold the project for one build at a time. The lock dies with its process, whatever becomes of that."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        ignore, held = folder / ".gitignore", folder / "lock"
        for one in (ignore, held):
            make_way(one)
        if not ignore.exists():
            ignore.write_text("*\n", "utf-8")
        handle = held.open("a+")
    except OSError as error:
        raise WebdocError(
            say("The folder {name}/ cannot be written: {why}.", name=folder.name, why=error.strerror),
            folder.name,
            say("Remove what bears this name and is no folder.")
            if isinstance(error, FileExistsError | NotADirectoryError)
            else say("webdoc keeps there what it has already made. Look at the folder's rights and the free space."),
        ) from error
    with handle:
        if not _locked(handle.fileno()):
            raise WebdocError(say("Another build of this project is running."), "", say("Wait until it has ended."))
        _held.add(handle.fileno())
        try:
            yield
        finally:
            _held.discard(handle.fileno())


def _locked(descriptor: int) -> bool:
    if sys.platform == "win32":
        import msvcrt

        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
    import fcntl

    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def check(root: Path, out: Path) -> None:
    """Raise WebdocError when ``out`` is no place to publish to."""
    root, out = root.resolve(), out.absolute()
    sources = [root / name for name in ("chapters", "media", "themes", ".webdoc")]
    if out == root or root.is_relative_to(out) or any(out.is_relative_to(one) or one == out for one in sources):
        raise WebdocError(
            say("The site cannot be written to {out}: the project itself lies there.", out=out),
            "",
            say("Choose a folder of its own, as “build”."),
        )
    if out.is_symlink() or (out.exists() and not out.is_dir()):
        raise WebdocError(say("{out} is not a folder.", out=out), "", say("Remove it or choose another name."))
    if out.is_mount():
        raise WebdocError(
            say("{folder} is where a disk is mounted, so the site cannot be put there in one step.", folder=out),
            "",
            say("Choose a folder inside it, as “{name}/site”, or mount the folder above.", name=out.name),
        )
    if out.is_dir() and any(out.iterdir()) and manifest.read(out) is None:
        raise WebdocError(
            say("{out} holds files that webdoc did not make.", out=out),
            "",
            say(
                "Choose another folder, or empty this one ({manifest} tells webdoc its own folders).",
                manifest=manifest.NAME,
            ),
        )


def staging(out: Path) -> Path:
    """An empty folder beside ``out``, on the same file system; what a killed build left there is removed."""
    folder = _beside(out, "new")
    remove(folder)
    remove(_beside(out, "next"))
    folder.mkdir(parents=True)
    return folder


def piece(file: str) -> Piece:
    """A file as it is now; a link is not followed."""
    return Piece(file, os.lstat(file))


def gathered(new: Path, kept: Mapping[str, Piece], linked: Mapping[str, Path]) -> dict[str, Piece]:
    """Every file that the new site is made of, by its path in it, sorted.

    ``kept`` are taken over from the site that stands, ``linked`` lie elsewhere, and what is new lies in ``new``.
    """
    found = {name: piece(str(file)) for name, file in linked.items()}
    found |= {name: piece(f"{new}/{name}") for name in manifest.walk(new)}
    return dict(sorted({**kept, **found}.items()))


def of_others(out: Path, pieces: Mapping[str, Piece]) -> dict[str, Piece]:
    """What others put into the site that stands, and goes along; where something of ours stands now, it cannot."""
    before = manifest.read(out)
    if before is None:
        return {}
    ours, folders = {manifest.NAME, *(entry.path for entry in before.files)}, twin.folders(pieces)
    theirs = [name for name in manifest.walk(out) if name not in ours and name not in pieces and name not in folders]
    free = (name for name in theirs if twin.folders([name]).isdisjoint(pieces))
    return {name: piece(f"{out}/{name}") for name in free}


def listed(pieces: Mapping[str, Piece], type_of: Callable[[str], str], digests: Digests) -> tuple[Entry, ...]:
    """The pieces of a site as its manifest names them: neither links nor the history of versions."""
    found = []
    for name, piece in pieces.items():
        if not S_ISLNK(piece.facts.st_mode) and not manifest.is_history(name):
            sha256 = digests.of(name, piece.file, piece.facts)
            found.append(Entry(path=name, sha256=sha256, size=piece.facts.st_size, type=type_of(name)))
    return tuple(found)


def lay(out: Path, new: Path, pieces: Mapping[str, Piece]) -> tuple[Path, Collection[str]]:
    """Bring the pieces together; gives the folder that holds them all, to be swapped in, and those that were put there.

    That is the one that stood before the site that stands, where it can be used. While it is being brought up to date
    it bears another name, so that what a killed build leaves of it is never used.
    """
    last, renewed = _beside(out, "last"), _beside(out, "next")
    if last.is_dir() and not last.is_symlink():
        last.rename(renewed)
        put = twin.renew(str(renewed), str(new), pieces)
        if put is not None:
            return renewed, put
        remove(renewed)
    twin.fill(str(new), pieces)
    return new, pieces


def swap(new: Path, out: Path) -> None:
    """Put ``new`` in the place of ``out`` in one step; what stood there is kept until the next time."""
    _sync(new)
    last = _beside(out, "last")
    with stopping.undisturbed():
        if not out.exists():
            new.rename(out)
        else:
            remove(last)
            if _exchange(new, out):
                new.rename(last)
            else:
                _replace(new, out, last)
    _sync(out.parent, deep=False)


def _replace(new: Path, out: Path, last: Path) -> None:
    """Where folders cannot be exchanged there is a moment between two renames; `recover` ends it after a crash."""
    old = _beside(out, "old")
    remove(old)
    out.rename(old)
    try:
        new.rename(out)
    except BaseException:
        old.rename(out)
        raise
    old.rename(last)


def recover(out: Path) -> None:
    """Bring back the old site when a crash fell between the two renames of `swap`."""
    old = _beside(out, "old")
    if old.is_dir() and not out.exists():
        old.rename(out)
    remove(old)


def clean(out: Path) -> None:
    """Remove what is left beside the site of a build that ended; what cannot be removed now the next one removes."""
    for kind in ("new", "next"):
        shutil.rmtree(_beside(out, kind), ignore_errors=True)


def trouble(error: OSError, out: Path) -> WebdocError:
    """What kept the site from being written, in plain words, with what to do."""
    said, hint = _words(error, out.parent)
    still = say("The old site still stands.") if out.exists() else say("Nothing was published.")
    return WebdocError(said, str(error.filename or ""), joined((hint, still), " "))


def _words(error: OSError, place: Path) -> tuple[Sentence, Sentence]:
    rights = say("Look at the rights of the folder {folder}.", folder=place)
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        room = say("Make room where the folder {folder} lies.", folder=place)
        return say("The disk is full: the site could not be written."), room
    if error.errno in (errno.EACCES, errno.EPERM):
        return say("The site could not be written: you have no right to write there."), rights
    if error.errno == errno.EROFS:
        elsewhere = say("Choose another place with --out, or make the disk writable.")
        return say("The site could not be written: this disk is read-only."), elsewhere
    if error.errno == errno.EFBIG:
        fat = say("Choose another disk with --out; one that is formatted as FAT takes no file of 4 GB.")
        return say("A file of the site is larger than this place takes."), fat
    if error.errno == errno.EIO:
        save = say("Save the folder {folder} elsewhere, and look at the disk.", folder=place)
        return say("The disk reports a fault: the site could not be written."), save
    why = say("The site could not be written: {why}.", why=error.strerror or error)
    return why, say("Look at the folder {folder}, or choose another place with --out.", folder=place)


def _beside(out: Path, kind: str) -> Path:
    return out.parent / f".{out.name}.{kind}"


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two folders in one step (Linux: renameat2, macOS: renamex_np); False where that cannot be done."""
    here, exchange = -100, 2
    try:
        library = ctypes.CDLL(None, use_errno=True)
        if sys.platform == "darwin":
            code = library.renamex_np(os.fsencode(one), os.fsencode(other), exchange)
        elif sys.platform.startswith("linux"):
            code = library.renameat2(here, os.fsencode(one), here, os.fsencode(other), exchange)
        else:
            return False
    except (OSError, AttributeError, TypeError):
        return False
    if code == 0:
        return True
    code = ctypes.get_errno()
    if code in (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP):
        return False
    raise OSError(code, os.strerror(code), str(other))


def _sync(folder: Path, *, deep: bool = True) -> None:
    """Ask the system to have all of it on the disk before the swap can be. Raises OSError when it cannot."""
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        if not deep:
            os.fsync(descriptor)
        elif not _sync_disk(descriptor):
            os.sync()
    finally:
        os.close(descriptor)


def _sync_disk(descriptor: int) -> bool:
    """Sync the one file system that is meant, once for all files, and hear of what went wrong; False without Linux."""
    syncfs = getattr(ctypes.CDLL(None, use_errno=True), "syncfs", None)
    if syncfs is None:
        return False
    if syncfs(descriptor) != 0:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))
    return True
