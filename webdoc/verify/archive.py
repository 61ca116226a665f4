"""Archives (ZIP) of others: whether one can be unpacked without harm, before it is."""

from __future__ import annotations

import stat
import zipfile
from collections.abc import Iterator
from pathlib import Path, PureWindowsPath

from webdoc.model import Sentence, say

BROKEN = (zipfile.BadZipFile, OSError, RuntimeError)
"""What is raised of an archive that is cut off, damaged or locked."""

_DENSEST = 100
_ROOM = 10_000_000
"""What is in it may be so many times as large as the archive, and so many bytes more."""


def harm(archive: zipfile.ZipFile, size: int) -> Iterator[tuple[str, Sentence]]:
    """What speaks against unpacking it, with the name of the file; ``size``: bytes of the archive.

    No more is read of a file than it says of its size, so that the sum of these sizes is what unpacking costs.
    """
    seen: dict[str, str] = {}
    for one in archive.infolist():
        # As Windows reads it too: other systems know neither drives nor strokes to the left.
        path = PureWindowsPath(one.filename)
        if path.anchor or ":" in one.filename or ".." in path.parts or "\\" in one.orig_filename:
            yield one.filename, say("its name leads out of the archive")
        elif stat.S_ISLNK(one.external_attr >> 16):
            yield one.filename, say("it is a link")
        elif seen.setdefault(one.filename.casefold(), one.filename) != one.filename:
            yield one.filename, say("on Windows and macOS this and “{other}” are one file",
                                    other=seen[one.filename.casefold()])  # fmt: skip
    if sum(one.file_size for one in archive.infolist()) > size * _DENSEST + _ROOM:
        yield "", say("it is much larger than it looks, and is not unpacked")


def unpack(path: Path, into: Path) -> bool:
    """Unpack an archive into an empty folder; whether that could be done without harm."""
    try:
        with zipfile.ZipFile(path) as archive:
            if any(harm(archive, path.stat().st_size)):
                return False
            archive.extractall(into)
            return True
    except BROKEN:
        return False
