"""The folder that a new site is laid in: the one that was the site before the last exchange, brought up to date.

To lay thousands of files anew for one changed sentence costs more than all the rest of a build, so what is no longer
shown is used again. Nothing is remembered of that folder, as anyone may have been there: a file in it stays when it
*is* the file that is wanted (the same inode, not an equal one), everything else goes, and what is missing is linked.
A folder of which owner or rights are not those of a new one is not used at all. No file is ever written into: it may
stand in the site that is shown, under the same inode.
"""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterable, Mapping
from stat import S_ISLNK
from typing import NamedTuple


class Piece(NamedTuple):
    """A file that is to stand in a site: where it is now, and what the system says of it."""

    file: str
    facts: os.stat_result


def renew(folder: str, new: str, pieces: Mapping[str, Piece]) -> list[str] | None:
    """Bring a folder to hold these pieces, by path (POSIX), and nothing else; those that lie in ``new`` are moved.

    ``new`` is a folder just made beside it. Gives the paths of those that were not there yet; None when the folder
    cannot be used: then nothing was moved, but it may have lost what was in it.
    """
    try:
        missing = _missing(folder, pieces, os.lstat(new))
    except OSError:
        return None
    if missing is not None:
        _put(folder, new, ((name, pieces[name]) for name in missing))
    return missing


def fill(new: str, pieces: Mapping[str, Piece]) -> None:
    """Link these pieces into a new folder, but for those that lie there."""
    _put(new, new, pieces.items())


def folders(names: Iterable[str]) -> set[str]:
    """Every folder that these files stand in, each with those above it; the outermost is an empty name."""
    found = {""}
    for name in names:
        folder = name.rpartition("/")[0]
        while folder not in found:
            found.add(folder)
            folder = folder.rpartition("/")[0]
    return found


def _missing(folder: str, pieces: Mapping[str, Piece], like: os.stat_result) -> list[str] | None:
    """Take out what is not wanted; gives what is not there, or None when a folder is not as one that was just made."""
    expected, known, there = _rights(like), folders(pieces), set()
    if _rights(os.lstat(folder)) != expected:
        return None
    waiting = [""]
    while waiting:
        prefix = waiting.pop()
        for entry in _inside(f"{folder}/{prefix}"):
            name = prefix + entry.name
            if not entry.is_dir(follow_symlinks=False):
                # The folder tells inodes without asking each file: all of it is on one device.
                if name in pieces and _same(pieces[name].facts, entry.inode(), like.st_dev):
                    there.add(name)
                else:
                    os.unlink(entry.path)  # noqa: PTH108
            elif name not in known:
                shutil.rmtree(entry.path)
            elif _rights(entry.stat(follow_symlinks=False)) != expected:
                return None
            else:
                waiting.append(f"{name}/")
    return [name for name in pieces if name not in there]


def _inside(folder: str) -> list[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        return list(entries)


def _rights(facts: os.stat_result) -> tuple[int, int, int, int]:
    return facts.st_mode, facts.st_uid, facts.st_gid, facts.st_dev


def _same(one: os.stat_result, inode: int, device: int) -> bool:
    # Where a system has no inodes they are 0: nothing is the same there.
    return (one.st_ino, one.st_dev) == (inode, device) and inode != 0


def _put(folder: str, new: str, pieces: Iterable[tuple[str, Piece]]) -> None:
    made = set()
    for name, piece in pieces:
        target, fresh = f"{folder}/{name}", f"{new}/{name}"
        if piece.file == target:
            continue
        above = name.rpartition("/")[0]
        if above not in made:
            # A path object costs as much again, for each of thousands.
            os.makedirs(f"{folder}/{above}", exist_ok=True)  # noqa: PTH103
            made.add(above)
        if piece.file == fresh:
            os.rename(fresh, target)  # noqa: PTH104
        elif S_ISLNK(piece.facts.st_mode):
            shutil.copy2(piece.file, target, follow_symlinks=False)
        else:
            _link(piece.file, target)


def _link(source: str, target: str) -> None:
    """Put a file there without copying it, where the file system can; else as a copy."""
    try:
        os.link(source, target)
    except OSError as error:
        if error.errno not in (errno.EXDEV, errno.EPERM, errno.EMLINK, errno.ENOTSUP, errno.ENOSYS, errno.EACCES):
            raise
        shutil.copyfile(source, target)
