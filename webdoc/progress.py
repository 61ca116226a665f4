"""How far the work is, on the error stream: bars on a terminal, elsewhere a line now and then.

Media are weighed by the work that each costs (`webdoc.media.estimate`), so that the time left is not made by the
hundred small pictures that come after one long film.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from webdoc.build import Progress

if TYPE_CHECKING:
    from rich.progress import Progress as RichProgress
    from rich.progress import TaskID

_WORDS: Final = {"pages": "Pages", "media": "Media", "files": "Files"}
_EVERY: Final = 15.0
"""Seconds between two lines, where there is no terminal."""
_REDRAWN: Final = 0.1
"""Seconds between two pictures of the bars, where there is one."""


@contextmanager
def shown(*, quiet: bool = False) -> Iterator[Progress]:
    """A `Progress` that is seen; a quiet one says nothing."""
    if quiet:
        yield Progress()
        return
    if not sys.stderr.isatty():
        yield Lines()
        return
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn
    from rich.progress import Progress as Bars

    columns = (
        TextColumn("{task.description}"),
        BarColumn(bar_width=30),
        TextColumn("{task.fields[count]}"),
        TextColumn("{task.fields[left]}"),
        TextColumn("[dim]{task.fields[what]}", markup=True),
    )
    # Its own thread would redraw it; but beside threads no process may be forked, and the reading forks some.
    with Bars(*columns, console=Console(stderr=True), transient=True, auto_refresh=False) as bars:
        yield _Bars(bars)


def left(elapsed: float, through: float, whole: float) -> float:
    """Seconds that are left, after so many for so much of the whole work; 0 while nothing is known."""
    return elapsed * (whole - through) / through if through > 0 else 0.0


def in_words(seconds: float) -> str:
    """``about 4 minutes left``; empty while nothing is known."""
    if seconds <= 0:
        return ""
    if seconds < 55:
        return f"about {max(5, round(seconds / 5) * 5)} seconds left"
    minutes = max(1, round(seconds / 60))
    if minutes < 90:
        return f"about {minutes} {'minute' if minutes == 1 else 'minutes'} left"
    return f"about {round(minutes / 60)} hours left"


class _Stage:
    """What is known of one stage."""

    def __init__(self, total: int, seconds: float) -> None:
        self.total = total
        self.whole = seconds or float(total)
        self.weighed = bool(seconds)
        self.began = self.told = time.monotonic()

    def through(self, done: int, seconds: float) -> float:
        return min(seconds if self.weighed else float(done), self.whole)

    def words(self, done: int, seconds: float) -> str:
        return in_words(left(time.monotonic() - self.began, self.through(done, seconds), self.whole))


class Lines(Progress):
    """A line every quarter of a minute: for logs, and for whoever reads a screen aloud."""

    def __init__(self) -> None:
        self._stages: dict[str, _Stage] = {}

    def stage(self, name: str, total: int, seconds: float = 0.0) -> None:
        """A stage begins."""
        self._stages[name] = _Stage(total, seconds)

    def step(self, name: str, what: str, done: int, seconds: float = 0.0) -> None:
        """A line, when it is time for one."""
        stage = self._stages[name]
        if time.monotonic() - stage.told < _EVERY:
            return
        stage.told = time.monotonic()
        words = stage.words(done, seconds)
        print(f"{_WORDS.get(name, name)}: {done} of {stage.total}{', ' if words else ''}{words}", file=sys.stderr)


class _Bars(Progress):
    def __init__(self, bars: RichProgress) -> None:
        self._bars = bars
        self._tasks: dict[str, TaskID] = {}
        self._stages: dict[str, _Stage] = {}
        self._drawn = 0.0

    def stage(self, name: str, total: int, seconds: float = 0.0) -> None:
        stage = self._stages[name] = _Stage(total, seconds)
        self._tasks[name] = self._bars.add_task(
            _WORDS.get(name, name), total=stage.whole, what="", left="", count=f"0 of {total}"
        )

    def step(self, name: str, what: str, done: int, seconds: float = 0.0) -> None:
        from rich.markup import escape

        stage = self._stages[name]
        self._bars.update(
            self._tasks[name],
            completed=stage.through(done, seconds),
            count=f"{done} of {stage.total}",
            left=stage.words(done, seconds) if done < stage.total else "",
            what=escape(what[-60:]),
        )
        if time.monotonic() - self._drawn > _REDRAWN or done == stage.total:
            self._bars.refresh()
            self._drawn = time.monotonic()
