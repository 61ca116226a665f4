"""Files that hold other files (ZIP), the same bytes from the same contents: no clock, no rights of this machine.

Nothing is packed smaller: pictures are already, and what packs texts differs from one system to another. Media go from
the store into the archive in pieces, so that memory does not grow with them.
"""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import IO

from webdoc.pages.kit import Bundle

_BEGINNING = (1980, 1, 1, 0, 0, 0)
"""The first moment that the format knows."""


def write(bundle: Bundle, target: Path | IO[bytes], path: Callable[[str], Path]) -> None:
    """Write it; ``path`` tells where a derivative lies. FileNotFoundError when one is not there yet."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted({*bundle.texts, *bundle.media}):
            entry = zipfile.ZipInfo(name, _BEGINNING)
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            if name in bundle.texts:
                archive.writestr(entry, bundle.texts[name])
                continue
            source = path(bundle.media[name])
            entry.file_size = source.stat().st_size
            with source.open("rb") as file, archive.open(entry, "w") as into:
                shutil.copyfileobj(file, into)
