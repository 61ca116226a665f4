"""Days and hours as editors write them. No clock: text in, values out; of the machine only the time zones are read."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_MOMENT = re.compile(r"(\d{4}-\d{2}-\d{2})[ T](\d{1,2}):(\d{2})(?::(\d{2}))?", re.ASCII)


def is_day(text: str) -> bool:
    """Whether it is a day that there is, as ``2026-11-05``."""
    try:
        return bool(_DAY.fullmatch(text) and date.fromisoformat(text))
    except ValueError:
        return False


def is_zone(name: str) -> bool:
    """Whether it is the name of a time zone, as ``Europe/Paris``."""
    try:
        return bool(re.fullmatch(r"[A-Za-z][\w+-]*(/[\w+-]+)*", name) and ZoneInfo(name))
    except (KeyError, OSError, ValueError):
        return False


def iso(text: str, zone: str) -> str:
    """A day as it is; a day with an hour in that time zone as ``2026-11-05T19:00:00+01:00``; empty when it is none.

    An hour that the clocks leave out in spring is none either. ``zone`` has to be known.
    """
    if is_day(text):
        return text
    found = _MOMENT.fullmatch(text)
    if not found or not zone:
        return ""
    try:
        day, hour, minute, second = found.groups()
        moment = datetime.fromisoformat(f"{day}T{int(hour):02}:{minute}:{second or '00'}")
    except ValueError:
        return ""
    there = moment.replace(tzinfo=ZoneInfo(zone))
    back = there.astimezone(UTC).astimezone(there.tzinfo)
    return there.isoformat() if back.replace(tzinfo=None) == moment else ""


def has_hour(text: str) -> bool:
    """Whether an hour was written with the day."""
    return bool(_MOMENT.fullmatch(text))


def utc(text: str) -> str:
    """A moment (see `iso`) as ``2026-11-05T18:00:00Z``: such texts sort as the moments do."""
    return datetime.fromisoformat(text).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
