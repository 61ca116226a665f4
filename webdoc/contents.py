"""Files that are read or written as a whole: texts, settings, what is remembered; never what could block or not end."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import stat
import sys
from pathlib import Path

LARGEST = 64_000_000
"""Bytes; whatever is larger is no text, table or map."""


def content(path: Path, largest: int = LARGEST) -> bytes:
    """The bytes of a true file. OSError as of any file, for a pipe, which could block for ever, for a device
    (``ENODEV``), and beyond the ``largest`` (``EFBIG``)."""
    facts = path.stat()
    if not stat.S_ISREG(facts.st_mode):
        code = errno.EISDIR if stat.S_ISDIR(facts.st_mode) else errno.ENODEV
        raise OSError(code, os.strerror(code))
    if facts.st_size > largest:
        raise OSError(errno.EFBIG, os.strerror(errno.EFBIG))
    # Thousands of small files: a buffer costs as much again as reading them.
    with path.open("rb", buffering=0) as file:
        return file.read()


def remembered(path: Path) -> bytes:
    """The bytes of a file in which webdoc notes something for itself, however large; OSError where there is none."""
    return content(path, sys.maxsize)


def remember(path: Path, data: bytes) -> None:
    """Put these bytes into a file of webdoc's own, whole or not at all; what stands there and is no file gives way."""
    temporary = path.with_suffix(".new")
    for one in (temporary, path):
        make_way(one)
    temporary.write_bytes(data)
    temporary.replace(path)


def make_way(path: Path) -> None:
    """Remove what stands where a file of webdoc's own is to be, and is none: a folder, a pipe, a link to nothing."""
    if not path.is_file():
        remove(path)


def make_folder(path: Path) -> None:
    """Make a folder of webdoc's own; a file or a pipe there gives way, a link does not: its disk may only be away."""
    if path.exists() and not path.is_dir():
        remove(path)
    path.mkdir(parents=True, exist_ok=True)


def remove(path: Path) -> None:
    """Remove what stands there, whatever it is; a folder with all that is in it, of a link the link alone."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        with contextlib.suppress(FileNotFoundError, NotADirectoryError):  # there is nothing
            path.unlink()
