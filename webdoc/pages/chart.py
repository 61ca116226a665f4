"""Charts: numbers of a table become places in a drawing, in percent, so that its text stays as large as text is. Pure.

What is drawn keeps to few means: bars that begin at zero with their numbers beside them, lines with a few round
numbers at their left. Several series differ by their pattern, never by colour alone.
"""

from __future__ import annotations

import math
from itertools import pairwise

from webdoc.model import Chart, Table
from webdoc.pages import exhibitviews, i18n

MOST = 4
"""Series in one drawing: as many patterns can be told apart."""

_LETTER = 2.7
"""Percent of the width that a digit takes on a narrow phone: a bar leaves room for its number."""
_DOTS = 24
"""Points up to which each is marked."""
_LABELS = 5
"""Words below a line at most: they have to stand side by side on a phone."""


def columns(table: Table, block: Chart) -> tuple[int, tuple[int, ...]]:
    """The columns of the labels and of what is drawn; -1 for one that is named and not there."""
    x = table.column(block.x) if block.x else 0
    if block.y:
        return x, tuple(map(table.column, block.y))
    held = (
        at for at in range(len(table.columns)) if at != x and any(row.cells[at].value is not None for row in table.rows)
    )
    return x, tuple(held)


def draw(table: Table, block: Chart, lang: str) -> exhibitviews.DrawingView | None:
    """What is drawn of a table; None when there is nothing to draw."""
    x, ys = columns(table, block)
    ys = tuple(y for y in ys if y >= 0)[:MOST]
    if x < 0 or not ys or not any(row.cells[y].value is not None for row in table.rows for y in ys):
        return None
    names = tuple(table.columns[y].text for y in ys) if len(ys) > 1 else ()
    if block.form == "bar":
        return _bars(table, x, ys, names, lang)
    return _lines(table, x, ys, names, lang)


def _bars(table: Table, x: int, ys: tuple[int, ...], names: tuple[str, ...], lang: str) -> exhibitviews.DrawingView:
    values = [row.cells[y].value or 0.0 for row in table.rows for y in ys]
    low, high = min(0.0, *values), max(0.0, *values)
    longest = max(len(i18n.number(value, lang)) for value in values)
    scale = max(96.0 - _LETTER * longest, 40.0) / ((high - low) or 1.0)
    zero = -low * scale
    groups, top = [], 0.0
    for row in table.rows:
        bars = []
        for place, y in enumerate(ys):
            cell = row.cells[y]
            value = cell.value or 0.0
            begin = zero + min(value, 0.0) * scale
            bars.append(
                exhibitviews.BarView(
                    at=_percent(begin),
                    width=_percent(max(abs(value) * scale, 0.3)) if cell.value is not None else "",
                    end=_percent(begin + abs(value) * scale),
                    top=f"{top + 1.5 + place * 1.5:g}em",
                    base=f"{top + 2.45 + place * 1.5:g}em",
                    text=i18n.number(value, lang) if cell.value is not None else "–",
                    series=place + 1,
                )
            )
        groups.append(exhibitviews.BarsView(label=row.cells[x].text, base=f"{top + 1.1:g}em", bars=tuple(bars)))
        top += 1.5 + len(ys) * 1.5 + 0.6
    return exhibitviews.DrawingView(
        form="bar", height=f"{top:g}em", names=names, zero=_percent(zero) if low < 0 else "", bars=tuple(groups)
    )


def _lines(table: Table, x: int, ys: tuple[int, ...], names: tuple[str, ...], lang: str) -> exhibitviews.DrawingView:
    values = [value for row in table.rows for y in ys if (value := row.cells[y].value) is not None]
    steps = ticks(min(values), max(values))
    low, high = steps[0], steps[-1]
    across = _across([row.cells[x].value for row in table.rows])

    def down(value: float) -> float:
        return 100.0 * (high - value) / ((high - low) or 1.0)

    series = []
    for place, y in enumerate(ys, 1):
        runs: list[list[tuple[float, float]]] = [[]]
        for at, row in zip(across, table.rows, strict=True):
            value = row.cells[y].value
            if value is None:
                runs.append([])
            else:
                runs[-1].append((at, down(value)))
        dots = [dot for run in runs for dot in run]
        alone = [run[0] for run in runs if len(run) == 1]
        series.append(
            exhibitviews.SeriesView(
                series=place,
                runs=tuple(" ".join(f"{left:.2f},{top:.2f}" for left, top in run) for run in runs if len(run) > 1),
                dots=tuple((_percent(left), _percent(top)) for left, top in (dots if len(dots) <= _DOTS else alone)),
            )
        )
    return exhibitviews.DrawingView(
        form="line",
        height="18em",
        names=names,
        series=tuple(series),
        rules=tuple(exhibitviews.MarkView(at=_percent(down(step)), text=i18n.number(step, lang)) for step in steps),
        labels=_labels(across, [row.cells[x].text for row in table.rows]),
    )


def ticks(low: float, high: float) -> tuple[float, ...]:
    """A few round numbers that hold these two between them; zero is among them unless all is far from it.

    >>> ticks(3, 97)
    (0.0, 20.0, 40.0, 60.0, 80.0, 100.0)
    """
    if 0 <= low <= 0.7 * high:
        low = 0.0
    elif 0 >= high >= 0.7 * low:
        high = 0.0
    if low == high:
        low, high = min(low, 0.0), max(high, 0.0) or 1.0
    raw = (high - low) / 4
    power = 10.0 ** math.floor(math.log10(raw))
    step = next(power * nice for nice in (1, 2, 2.5, 5, 10) if power * nice >= raw * 0.85)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return tuple(round(number * step, 10) for number in range(first, last + 1))


def _across(values: list[float | None]) -> list[float]:
    """Where the points stand from left to right: by their numbers when these grow, else evenly."""
    known = [value for value in values if value is not None]
    if len(known) == len(values) > 1 and all(a < b for a, b in pairwise(known)):
        return [100.0 * (value - known[0]) / (known[-1] - known[0]) for value in known]
    return [100.0 * at / max(len(values) - 1, 1) for at in range(len(values))]


def _labels(across: list[float], texts: list[str]) -> tuple[exhibitviews.MarkView, ...]:
    """The words below the line: the first, the last, and what has room between them on a narrow phone."""
    last = len(texts) - 1
    order = [0, last, *(round(last * part / (_LABELS - 1)) for part in range(1, _LABELS - 1))]
    taken: dict[int, tuple[float, float, str]] = {}
    for at in dict.fromkeys(order):
        width = _LETTER * 1.3 * len(texts[at])
        anchor = "middle" if not last else "start" if not at else "end" if at == last else "middle"
        begin = across[at] - {"start": 0.0, "middle": width / 2, "end": width}[anchor]
        if all(begin + width + 2 < other or begin > end + 2 for other, end, _ in taken.values()) or not at:
            taken[at] = (begin, begin + width, anchor)
    return tuple(
        exhibitviews.MarkView(at=_percent(across[at]), text=texts[at], anchor=taken[at][2]) for at in sorted(taken)
    )


def _percent(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".") + "%"
