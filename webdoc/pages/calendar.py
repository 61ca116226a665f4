"""Meetings for programs: an iCalendar file (RFC 5545) and schema.org's Event. No clock: all of it is the editor's."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from markupsafe import Markup

from webdoc.model import Action, Meeting, Site
from webdoc.pages import data


def ends(meeting: Meeting) -> str:
    """When it is over: the moment in UTC, or the day after the last one."""
    last = meeting.end or meeting.start
    if "T" in last:
        return f"{_utc(last):%Y-%m-%dT%H:%M:%SZ}"
    return (date.fromisoformat(last) + timedelta(days=1)).isoformat()


def file(site: Site, action: Action, meeting: Meeting, page: str) -> str:
    """The meeting as a calendar takes it. ``page``: its public address, or empty.

    Moments are written in UTC: every calendar shows them by its owner's clock, without a table of time zones. The
    identifier is the same in each language and each build, so that a calendar that has it changes it.
    """
    from icalendar import Calendar, Event

    event = Event()
    start, changed = _value(meeting.start), meeting.changed or meeting.start
    event.add("uid", f"{uuid5(NAMESPACE_URL, f'{site.base_url or site.documentaries[0].title}#{action.name}')}")
    event.add("dtstamp", _utc(changed) if "T" in changed else datetime.fromisoformat(changed).replace(tzinfo=UTC))
    event.add("dtstart", start)
    if meeting.end:
        last = _value(meeting.end)
        # The end of days is the first day that is free again (3.6.1).
        event.add("dtend", last if isinstance(last, datetime) else last + timedelta(days=1))
    event.add("summary", action.title)
    event.add("description", "\n\n".join(part for part in (action.text, meeting.online or action.url) if part))
    where = ", ".join(part for part in (meeting.place, meeting.address) if part) or meeting.online
    if where:
        event.add("location", where)
    if page:
        event.add("url", page)
    whole = Calendar()
    whole.add("prodid", "-//webdoc//webdoc//EN")
    whole.add("version", "2.0")
    whole.add_component(event)
    return bytes(whole.to_ical()).decode()


def structured(action: Action, meeting: Meeting, page: str) -> Markup:
    """The meeting in schema.org's words."""
    here: dict[str, Any] = {"@type": "Place", "name": meeting.place or meeting.address, "address": meeting.address}
    there = {"@type": "VirtualLocation", "url": meeting.online}
    modes = {(True, True): "Mixed", (True, False): "Offline", (False, True): "Online"}
    mode = modes.get((bool(meeting.place or meeting.address), bool(meeting.online)))
    where = [one for one, known in ((here, here["name"]), (there, meeting.online)) if known]
    found = {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": action.title,
        "description": action.text,
        "startDate": meeting.start,
        "endDate": meeting.end,
        "eventStatus": "https://schema.org/EventScheduled",
        "eventAttendanceMode": f"https://schema.org/{mode}EventAttendanceMode" if mode else "",
        "location": [{key: value for key, value in one.items() if value} for one in where],
        "url": page,
    }
    return data.safe({name: value for name, value in found.items() if value})


def _utc(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


def _value(text: str) -> date | datetime:
    return _utc(text) if "T" in text else date.fromisoformat(text)
