"""The folder that is published: made beside the old one, put in its place in one step. It does nothing else.

What stands in the old folder and was not made by webdoc (a CNAME, a .git) is carried over; a folder that webdoc did not
make is not touched at all.
"""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
from msgspec import Struct

from webdoc.errors import WebdocError
from webdoc.model import say

MANIFEST = "manifest.json"


class Entry(Struct, frozen=True):
    """A published file: its path in the folder, its bytes."""

    path: str
    size: int


class Manifest(Struct, frozen=True):
    """Every file that webdoc made, sorted by path."""

    generator: str
    files: tuple[Entry, ...]


@contextmanager
def lock(folder: Path) -> Iterator[None]:
    """Hold the project for one build at a time. The lock dies with its process, whatever becomes of that."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        ignore = folder / ".gitignore"
        if not ignore.exists():
            ignore.write_text("*\n", "utf-8")
        handle = (folder / "lock").open("a+")
    except OSError as error:
        raise WebdocError(
            say("The folder {name}/ cannot be written: {why}.", name=folder.name, why=error.strerror),
            folder.name,
            say("webdoc keeps there what it has already made. Look at the folder's rights and the free space."),
        ) from error
    with handle:
        if not _locked(handle.fileno()):
            raise WebdocError(say("Another build of this project is running."), "", say("Wait until it has ended."))
        yield


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
    if out.is_dir() and any(out.iterdir()) and read_manifest(out) is None:
        raise WebdocError(
            say("{out} holds files that webdoc did not make.", out=out),
            "",
            say(
                "Choose another folder, or empty this one ({manifest} tells webdoc its own folders).", manifest=MANIFEST
            ),
        )


def read_manifest(folder: Path) -> Manifest | None:
    """The manifest of a built site; None when there is none, or it cannot be read."""
    try:
        return msgspec.json.decode((folder / MANIFEST).read_bytes(), type=Manifest)
    except (OSError, msgspec.DecodeError):
        return None


def staging(out: Path) -> Path:
    """An empty folder beside ``out``, on the same file system; what a killed build left there is removed."""
    folder = out.parent / f".{out.name}.new"
    remove(folder)
    folder.mkdir(parents=True)
    return folder


def remove(folder: Path) -> None:
    """Remove a folder of ours with all that is in it."""
    if folder.is_symlink() or folder.is_file():
        folder.unlink()
    elif folder.exists():
        shutil.rmtree(folder)


def link(source: Path, target: Path) -> None:
    """Put a file of the store into the site without copying it, where the file system can; else as a copy."""
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(source, target)
    except OSError as error:
        if error.errno not in (errno.EXDEV, errno.EPERM, errno.EMLINK, errno.ENOTSUP, errno.ENOSYS, errno.EACCES):
            raise
        shutil.copyfile(source, target)


def write_manifest(folder: Path, generator: str) -> None:
    """List every file of the folder."""
    files = tuple(Entry(name, (folder / name).stat().st_size) for name in sorted(_walk(folder)))
    data = msgspec.json.format(msgspec.json.encode(Manifest(generator, files)), indent=1)
    (folder / MANIFEST).write_bytes(data + b"\n")


def carry_over(old: Path, new: Path) -> None:
    """Bring what others put into the old folder into the new one."""
    manifest = read_manifest(old)
    if manifest is None:
        return
    ours = {MANIFEST, *(entry.path for entry in manifest.files)}
    for name in _walk(old):
        if name not in ours and not (new / name).exists():
            (new / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(old / name, new / name, follow_symlinks=False)


def swap(new: Path, out: Path) -> None:
    """Put ``new`` in the place of ``out`` in one step, and remove what stood there."""
    _sync(new)
    if not out.exists():
        new.rename(out)
    elif _exchange(new, out):
        remove(new)
    else:
        # Where folders cannot be exchanged there is a moment between two renames; recover() ends it after a crash.
        old = _old(out)
        remove(old)
        out.rename(old)
        new.rename(out)
        remove(old)
    _sync(out.parent, deep=False)


def recover(out: Path) -> None:
    """Bring back the old site when a crash fell between the two renames of `swap`."""
    old = _old(out)
    if old.exists() and not out.exists():
        old.rename(out)
    remove(old)


def _old(out: Path) -> Path:
    return out.parent / f".{out.name}.old"


def _walk(folder: Path) -> Iterable[str]:
    for base, _, names in os.walk(folder):
        for name in names:
            yield Path(base, name).relative_to(folder).as_posix()


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two folders in one step (Linux: renameat2 with RENAME_EXCHANGE); False where that cannot be done."""
    if not sys.platform.startswith("linux"):
        return False
    try:
        renameat2 = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return False
    here, exchange = -100, 2
    if renameat2(here, os.fsencode(one), here, os.fsencode(other), exchange) == 0:
        return True
    code = ctypes.get_errno()
    if code in (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP):
        return False
    raise OSError(code, os.strerror(code), str(other))


def _sync(folder: Path, *, deep: bool = True) -> None:
    """Ask the system to have all of it on the disk before the swap can be."""
    if deep and hasattr(os, "sync") and sys.platform.startswith("linux"):
        _syncfs(folder)
        return
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _syncfs(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        syncfs = getattr(ctypes.CDLL(None, use_errno=True), "syncfs", None)
        if syncfs is None or syncfs(descriptor) != 0:
            os.fsync(descriptor)
    finally:
        os.close(descriptor)
