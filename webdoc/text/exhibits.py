"""The kinds of blocks that show something to look into: two pictures over one another, times, numbers, places."""

from __future__ import annotations

import re
from collections.abc import Iterator

from webdoc import model
from webdoc.model import Block, Issue, Sentence, say
from webdoc.text.kind import ALT, CAPTION, CREDIT, ID, SOURCE, TITLE, Field, Form, Kind, Row, Values, issue, required

_TIME = Form(
    line=re.compile(r"[ ]{0,3}(?:[-*+]\s+)?(?P<head>[^:\s](?:(?!:\s).){0,60}?)\s*:\s+(?P<rest>\S.*)$"),
    example=say("1998: The house is bought."),
)
_SPOT = Form(
    line=re.compile(
        r"[ ]{0,3}(?:[-*+]\s+)?"
        r"(?P<head>\d{1,3}(?:\.\d{1,2})?[ ]?%[ ]?[,;][ ]?\d{1,3}(?:\.\d{1,2})?[ ]?%)\s+(?P<rest>\S.*)$"
    ),
    example=say("30%,45% The window: It cannot be closed."),
    split=re.compile(r"\s?:\s+"),
)
_EARTH = Form(
    line=re.compile(
        r"[ ]{0,3}(?:[-*+]\s+)?"
        r"(?P<head>-?\d{1,3}(?:\.\d{1,8})?[ ]?[,;][ ]?-?\d{1,3}(?:\.\d{1,8})?)\s+(?P<rest>\S.*)$"
    ),
    example=say("48.85,2.35 Paris: Where it began."),
    split=re.compile(r"\s?:\s+"),
)


def _compare(v: Values) -> Block:
    refs = tuple(block.ref for block in v.body if isinstance(block, model.Photo))
    return model.Compare(id=v.id, source=v.directive.source, title=v.word(""), refs=refs[:2])


def _two(v: Values) -> Iterator[Issue]:
    photos = [block for block in v.body if isinstance(block, model.Photo)]
    if len(photos) != 2 and v.directive.body:
        where = photos[2].source if len(photos) > 2 else v.directive.source
        yield issue(
            "compare-two", where, _stand(len(photos)),
            say("Write two lines, what was first and what came after: ![Before](before.jpg \"March\")"),
        )  # fmt: skip


def _stand(count: int) -> Sentence:
    if count == 1:
        return say("To compare takes two photographs; here stands one.")
    return say("To compare takes two photographs; here stand {count}.", count=count)


def _timeline(v: Values) -> Block:
    events = tuple(model.Event(when=row.head, html=row.cell(0), source=row.source) for row in v.rows)
    return model.Timeline(id=v.id, source=v.directive.source, title=v.word(""), events=events)


def _chart(v: Values) -> Block:
    return model.Chart(
        id=v.id, source=v.directive.source, ref=v.main(), title=v.word("title"),
        form="line" if v.word("kind") == "line" else "bar", unit=v.word("unit"), x=v.word("x"),
        y=tuple(name.strip() for name in v.word("y").split(",") if name.strip()), origin=v.word("source"),
        places={name: place for name, place in v.places.items() if name in ("x", "y")},
    )  # fmt: skip


def _hotspots(v: Values) -> Block:
    spots = []
    for row in v.rows:
        left, top = _pair(row.head)
        spots.append(model.Spot(left=left, top=top, label=_label(row), html=row.cell(1), source=row.source))
    return model.Hotspots(id=v.id, source=v.directive.source, ref=v.main(alt=True), spots=tuple(spots))


def _inside(v: Values) -> Iterator[Issue]:
    for row in v.rows:
        if any(number > 100 for number in _pair(row.head)):
            yield issue(
                "spot-outside", row.source, say("“{head}” lies beside the picture.", head=row.head),
                say("Write how far it is from the left and from the top, in hundredths: 30%,45% The window: …"),
            )  # fmt: skip


def _panorama(v: Values) -> Block:
    return model.Panorama(id=v.id, source=v.directive.source, ref=v.main(alt=True))


def _map(v: Values) -> Block:
    points = []
    for row in v.rows:
        north, east = _pair(row.head)
        points.append(model.Point(north=north, east=east, label=_label(row), html=row.cell(1), source=row.source))
    return model.Map(
        id=v.id, source=v.directive.source, ref=v.ref(""), title=v.word("title"), origin=v.word("source"),
        points=tuple(points),
    )  # fmt: skip


def _on_earth(v: Values) -> Iterator[Issue]:
    if not v.rows and not v.word("") and not v.directive.body:
        yield issue(
            "map-empty",
            v.directive.source,
            say("There is nothing on this map."),
            say("Write a line: {example}", example=_EARTH.example),
        )
    for row in v.rows:
        north, east = _pair(row.head)
        if _COMMA.match(_label(row)):
            yield issue(
                "row-invalid", row.source, say("A comma parts latitude and longitude: inside of each stands a point."),
                say("Write it as: {example}", example=_EARTH.example),
            )  # fmt: skip
        if abs(north) > 85 or abs(east) > 180:
            yield issue(
                "map-outside", row.source, say("“{head}” is not a place that can be drawn.", head=row.head),
                say("Write the latitude (-85 to 85), a comma, the longitude (-180 to 180): 48.85,2.35 Paris: …"),
            )  # fmt: skip


_COMMA = re.compile(r"[-\u2212–]?\d{1,3},\d")


def _pair(head: str) -> tuple[float, float]:
    """Two numbers, as the form of the line has found them."""
    first, second = re.findall(r"-?\d+(?:\.\d+)?", head.replace("\u2212", "-").replace("–", "-"))[:2]
    return float(first), float(second)


def _label(row: Row) -> str:
    return row.text[0] if row.text else ""


EXHIBITS = (
    Kind(
        "compare", "Two photographs of one place, before and after, one a line.",
        Field("TITLE", "words", "What is compared."), (ID,), "pictures", _compare, body_required=True, judge=_two,
    ),
    Kind(
        "timeline", "What happened when, a line each: the date, a colon, the text.",
        Field("TITLE", "words", "What it is the story of."), (ID,), "rows", _timeline, body_required=True, form=_TIME,
    ),
    Kind(
        "chart", "Numbers of a table, drawn, with the table below.", required("data", "The table's file (.csv)."),
        (
            TITLE,
            Field("kind", "choice", "Bars for things, a line for time.", ("bar", "line")),
            Field("unit", "words", "What the numbers count, as euros a month."),
            Field("x", "column", "The column of the labels, when it is not the first."),
            Field("y", "column", "The columns that are drawn, parted by commas, when not all that hold numbers are."),
            SOURCE, CAPTION, ID,
        ),
        "caption", _chart,
    ),
    Kind(
        "hotspots", "A photograph with numbers on it, and what is to be seen there, a line each.",
        required("photo", "The photograph's file."), (ALT, CREDIT, ID), "rows", _hotspots, body_required=True,
        form=_SPOT, judge=_inside,
    ),
    Kind(
        "panorama", "A wide photograph that is moved sideways.", required("photo", "The photograph's file."),
        (ALT, CAPTION, CREDIT, ID), "caption", _panorama,
    ),
    Kind(
        "map", "Places on the earth, a line each: latitude, longitude, name.",
        Field("FILE", "shapes", "Outlines to draw around them (.geojson)."), (TITLE, SOURCE, ID), "rows", _map,
        form=_EARTH, judge=_on_earth,
    ),
)  # fmt: skip
