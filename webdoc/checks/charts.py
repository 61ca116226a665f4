"""Charts: columns that are not there, cells that are no numbers."""

from __future__ import annotations

from collections.abc import Iterator

from webdoc import model
from webdoc.model import Issue, Site, Source, say
from webdoc.pages import chart
from webdoc.sense import did_you_mean


def columns(site: Site, block: model.Chart, chapter: str) -> Iterator[Issue]:
    """Columns that are not there, and cells that are no numbers, at their place in the table's file."""
    media = site.find(block.ref.src, chapter)
    table = site.tables.get(media.path) if media is not None else None
    if media is None or table is None or not table.columns:
        return
    names = [cell.text for cell in table.columns]
    for option, wanted in (*((("x", block.x),) if block.x else ()), *(("y", name) for name in block.y)):
        if table.column(wanted) < 0:
            yield Issue(
                code="chart-column",
                source=block.places.get(option, block.source),
                message=say("The table has no column “{wanted}”.", wanted=wanted),
                hint=did_you_mean(wanted, names) or say("It has: {names}.", names=", ".join(names)),
            )
    _, ys = chart.columns(table, block)
    if not ys and table.rows and not block.y and len(names) > 1:
        # No column holds numbers alone: what keeps the last one from it is told, cell by cell.
        ys = (len(names) - 1,)
    if len(ys) > chart.MOST or not ys or not table.rows:
        what = (
            say("More than {most} columns would be drawn.", most=chart.MOST)
            if ys and table.rows
            else say("There is nothing to draw.")
        )
        yield Issue(
            code="chart-series",
            source=block.places.get("y", block.source),
            message=what,
            hint=say("Name the columns that hold the numbers: “y: {name}”.", name=names[-1]),
        )
    for row in table.rows:
        for cell in (row.cells[y] for y in ys if y >= 0):
            if cell.text and cell.value is None:
                yield Issue(
                    code="data-number",
                    source=Source(media.path, row.line, cell.column),
                    message=say("“{text}” is no number.", text=cell.text[:40]),
                    hint=say("Write 1200 or 4.2, without a unit; leave the cell empty where nothing is known."),
                )
