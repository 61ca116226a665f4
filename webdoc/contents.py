"""What a file holds that is read as a whole: texts, settings, tables; never what could block or does not end."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

LARGEST = 64_000_000
"""Bytes; whatever is larger is no text, table or map."""


def content(path: Path) -> bytes:
    """The bytes of a true file. OSError as of any file, for a pipe, which could block for ever, for a device
    (``ENODEV``), and beyond `LARGEST` (``EFBIG``)."""
    facts = path.stat()
    if not stat.S_ISREG(facts.st_mode):
        code = errno.EISDIR if stat.S_ISDIR(facts.st_mode) else errno.ENODEV
        raise OSError(code, os.strerror(code))
    if facts.st_size > LARGEST:
        raise OSError(errno.EFBIG, os.strerror(errno.EFBIG))
    # Thousands of small files: a buffer costs as much again as reading them.
    with path.open("rb", buffering=0) as file:
        return file.read()
