"""What all values are, where things stand, and what is wrong with them."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from webdoc.model.sentence import NOTHING, Sentence

Level = Literal["error", "warning", "info"]

WINDOWS = frozenset({"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))})
"""Names that Windows gives to devices, with any ending: a file or folder of that name cannot be unpacked there."""


class Value(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The base of all types here: frozen, arguments by name, defaults left out when stored."""


class Source(Struct, frozen=True, omit_defaults=True):
    """Where something was written: a POSIX path inside the project, a line and a column from 1; 0 is unknown."""

    path: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        if not self.line:
            return self.path
        return f"{self.path}:{self.line}:{self.column or 1}"


class Issue(Value, frozen=True, kw_only=True):
    """Something that an editor should mend. ``code`` is stable; the message says what is wrong, the hint what to do."""

    code: str
    level: Level = "error"
    message: Sentence
    source: Source
    hint: Sentence = NOTHING
