"""How much of a long job is through: told by its worker, in a file of a few bytes beside what it makes.

A file and not a queue: it works the same whoever started the worker, and a worker that dies leaves nothing waiting.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from webdoc.media.store import Store

Tell = Callable[[float], None]
"""Told now and then how much is through, from 0 to 1."""

_EVERY: Final = 0.5
"""Seconds between two words."""


def nobody(part: float) -> None:
    """A `Tell` that does not listen."""


class Share:
    """The part of one job that is through, from 0 to 1. It is gone when the block that tells it ends."""

    def __init__(self, store: Store, digest: str, family: str) -> None:
        self._path: Path = store.scratch(f"{digest[:16]}-{family}")
        self._told = time.monotonic()

    def __enter__(self) -> Share:
        return self

    def __exit__(self, *_: object) -> None:
        with contextlib.suppress(OSError):
            self._path.unlink(missing_ok=True)

    def tell(self, part: float) -> None:
        """Says how much is through, now and then; a disk that takes it not is no reason to stop."""
        now = time.monotonic()
        if now - self._told < _EVERY:
            return
        self._told = now
        with contextlib.suppress(OSError):
            self._path.write_text(f"{min(1.0, max(0.0, part)):.4f}", "ascii")

    def read(self) -> float:
        """How much is through; 0 when nothing was said yet."""
        try:
            return float(self._path.read_text("ascii"))
        except (OSError, ValueError):
            return 0.0
