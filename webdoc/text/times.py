"""Times as editors write them: of the pictures of a sequence, of the moments of a sound."""

from __future__ import annotations

import re

TIME = re.compile(r"(?:(\d{1,2}):(?=\d{2}:))?(\d{1,3}):([0-5]\d)(?:[.,](\d{1,3}))?$")


def seconds(text: str) -> float | None:
    """``0:14``, ``1:02.5``, ``1:00:00`` as seconds; None when it is no time."""
    found = TIME.match(text)
    if not found:
        return None
    hours, minutes, whole, part = found.groups()
    if hours is not None and int(minutes) > 59:
        return None
    return int(hours or 0) * 3600 + int(minutes) * 60 + int(whole) + (float(f"0.{part}") if part else 0.0)


def several(text: str) -> list[tuple[str, float | None]]:
    """Times parted by commas or spaces, each as written and in seconds (None: it is no time)."""
    return [(written, seconds(written)) for written in re.split(r"[\s,;]+", text.strip()) if written]
