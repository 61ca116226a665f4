"""How far the work is, on the error stream: bars on a terminal, elsewhere a line now and then.

Media are weighed by the work that each costs (`webdoc.media.estimate`), so that the time left is not made by the
hundred small pictures that come after one long film.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from webdoc.build import Progress
from webdoc.manners import speech as spoken
from webdoc.model import say
from webdoc.speech import Speech

if TYPE_CHECKING:
    from rich.progress import Progress as RichProgress
    from rich.progress import TaskID

_WORDS: Final = {"pages": say("Pages"), "media": say("Media"), "files": say("Files")}
_EVERY: Final = 15.0
"""Seconds between two lines, where there is no terminal."""
_REDRAWN: Final = 0.1
"""Seconds between two pictures of the bars, where there is one."""
_GROUND: Final = 0.03
"""The part of the work that has to be through before the rest is judged by it: the start of Python and of encoders
would make hours of a minute."""
_BAR: Final = 30
_LEAST_NAME: Final = 12
"""Letters of a file's name under which it is not worth its place."""


@contextmanager
def shown(*, quiet: bool = False) -> Iterator[Progress]:
    """A `Progress` that is seen; a quiet one says nothing."""
    if quiet:
        yield Progress()
        return
    if not sys.stderr.isatty() or os.environ.get("TERM", "").lower() in ("dumb", "unknown"):
        yield Lines(spoken())
        return
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn
    from rich.progress import Progress as Bars

    columns = (
        TextColumn("{task.description}"),
        TextColumn("{task.fields[count]}"),
        TextColumn("{task.fields[left]}"),
        TextColumn("[dim]{task.fields[what]}", markup=True),
        BarColumn(bar_width=_BAR),
    )
    # Its own thread would redraw it; but beside threads no process may be forked, and the reading forks some.
    with Bars(*columns, console=Console(stderr=True), transient=True, auto_refresh=False) as bars:
        yield _Bars(bars, spoken())


def left(elapsed: float, through: float, whole: float) -> float:
    """Seconds that are left, after so many for so much of the whole work; 0 while nothing is known."""
    return elapsed * (whole - through) / through if through > _GROUND * whole else 0.0


def in_words(seconds: float, speech: Speech) -> str:
    """``about 4 minutes left``; empty while nothing is known."""
    if seconds <= 0:
        return ""
    if seconds < 55:
        near = max(5, round(seconds / 5) * 5)
        return speech.count("about {n} second left", "about {n} seconds left", near)
    minutes = max(1, round(seconds / 60))
    if minutes < 90:
        return speech.count("about {n} minute left", "about {n} minutes left", minutes)
    return speech.count("about {n} hour left", "about {n} hours left", round(minutes / 60))


class _Stage:
    """What is known of one stage."""

    def __init__(self, name: str, total: int, seconds: float, speech: Speech) -> None:
        self.name = speech(_WORDS[name]) if name in _WORDS else name
        self._speech = speech
        self.total = total
        self.whole = seconds or float(total)
        self.weighed = bool(seconds)
        self.began = self.told = time.monotonic()

    def through(self, done: int, seconds: float) -> float:
        return min(seconds if self.weighed else float(done), self.whole)

    def words(self, done: int, seconds: float) -> str:
        return in_words(left(time.monotonic() - self.began, self.through(done, seconds), self.whole), self._speech)

    def count(self, done: int) -> str:
        return self._speech(say("{done} of {total}", done=done, total=self.total))


class Lines(Progress):
    """A line every quarter of a minute: for logs, and for whoever reads a screen aloud."""

    def __init__(self, speech: Speech) -> None:
        self._speech = speech
        self._stages: dict[str, _Stage] = {}

    def stage(self, name: str, total: int, seconds: float = 0.0) -> None:
        """A stage begins."""
        self._stages[name] = _Stage(name, total, seconds, self._speech)

    def step(self, name: str, what: str, done: int, seconds: float = 0.0) -> None:
        """A line, when it is time for one."""
        stage = self._stages[name]
        if time.monotonic() - stage.told < _EVERY:
            return
        stage.told = time.monotonic()
        words = stage.words(done, seconds)
        line = self._speech(say("{stage}: {count}", stage=stage.name, count=stage.count(done)))
        print(f"{line}{', ' if words else ''}{words}", file=sys.stderr)


class _Bars(Progress):
    def __init__(self, bars: RichProgress, speech: Speech) -> None:
        self._bars = bars
        *self._words, bar = bars.columns
        self._speech = speech
        self._full = bars.columns = (self._words[0], bar, *self._words[1:])
        self._tasks: dict[str, TaskID] = {}
        self._stages: dict[str, _Stage] = {}
        self._drawn = 0.0

    def stage(self, name: str, total: int, seconds: float = 0.0) -> None:
        stage = self._stages[name] = _Stage(name, total, seconds, self._speech)
        self._tasks[name] = self._bars.add_task(stage.name, total=stage.whole, what="", left="", count=stage.count(0))

    def step(self, name: str, what: str, done: int, seconds: float = 0.0) -> None:
        from rich.markup import escape

        stage = self._stages[name]
        count, words = stage.count(done), stage.words(done, seconds) if done < stage.total else ""
        # What does not fit goes whole, the name first: a table would cut every column short.
        room = self._bars.console.width - len(f"{stage.name} {count} {words} ")
        bar = room > _BAR
        room -= _BAR + 1 if bar else 0
        self._bars.columns = self._full if bar else tuple(self._words)
        self._bars.update(
            self._tasks[name],
            completed=stage.through(done, seconds),
            count=count,
            left=words,
            what=escape(what[-min(room, 60) :]) if room >= _LEAST_NAME else "",
        )
        if time.monotonic() - self._drawn > _REDRAWN or done == stage.total:
            self._bars.refresh()
            self._drawn = time.monotonic()
