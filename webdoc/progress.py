"""A progress bar on the error stream, when that is a terminal: what, how many, how long."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from webdoc.build import Progress

if TYPE_CHECKING:
    from rich.progress import Progress as RichProgress
    from rich.progress import TaskID

_WORDS = {"pages": "Pages", "media": "Media"}


@contextmanager
def shown(*, quiet: bool = False) -> Iterator[Progress]:
    """A `Progress` that is seen; on anything but a terminal, one that says nothing."""
    if quiet or not sys.stderr.isatty():
        yield Progress()
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn
    from rich.progress import Progress as Bars

    columns = (
        TextColumn("{task.description}"),
        BarColumn(bar_width=30),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("left"),
        TimeRemainingColumn(),
        TextColumn("{task.fields[what]}"),
    )
    with Bars(*columns, console=Console(stderr=True), transient=True) as bars:
        yield _Bars(bars)


class _Bars(Progress):
    def __init__(self, bars: RichProgress) -> None:
        self._bars = bars
        self._tasks: dict[str, TaskID] = {}

    def stage(self, name: str, total: int) -> None:
        self._tasks[name] = self._bars.add_task(_WORDS.get(name, name), total=total, what="")

    def step(self, name: str, what: str, done: int) -> None:
        self._bars.update(self._tasks[name], completed=done, what=what[-60:])
