"""Cores that have nothing to do at the end of a run: who still works takes them too, so that nobody waits for one job.

The run tells how many there are in a file of a few bytes, as workers tell their `webdoc.media.share`.
"""

from __future__ import annotations

import contextlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from threading import Event
from typing import Final, TypeVar

from webdoc.media.store import Store

T = TypeVar("T")

Cores = Callable[[], int]
"""How many cores one job may use besides its own."""

_LOOK: Final = 0.05
"""Seconds between two looks at whether there are some: a tenth of what the longest encoder takes."""
_MOST: Final = 3
"""A photograph has four sizes."""


def none() -> int:
    """`Cores` where there are none to spare."""
    return 0


class Spare:
    """How many cores each job under way may take besides its own, told by the run and read by its workers."""

    def __init__(self, store: Store) -> None:
        self._path: Path = store.scratch("cores")
        self._told = 0

    def tell(self, cores: int) -> None:
        """Says how many there are; 0 leaves nothing behind. A disk that takes it not only costs time."""
        if cores == self._told:
            return
        with contextlib.suppress(OSError):
            if cores:
                self._path.write_text(str(cores), "ascii")
            else:
                self._path.unlink(missing_ok=True)
            self._told = cores

    def read(self) -> int:
        """How many there are now."""
        try:
            return int(self._path.read_text("ascii"))
        except (OSError, ValueError):
            return 0


def spread(tasks: Iterable[Callable[[], T]], cores: Cores = none) -> Iterator[T]:
    """What comes of the tasks: one after another in this thread, and beside it wherever ``cores`` says there are some.

    What comes of those done beside it may come later. An error of a task is raised here, when none is under way.
    """
    todo = deque(tasks)
    beside: deque[Future[T]] = deque()
    ended = Event()

    def help_() -> None:
        while todo and not ended.is_set():
            if sum(not one.done() for one in beside) >= min(cores(), _MOST):
                ended.wait(_LOOK)
                continue
            with contextlib.suppress(IndexError):  # the other thread was quicker
                beside.append(helpers.submit(todo.popleft()))

    with ThreadPoolExecutor(_MOST + 1, thread_name_prefix="webdoc-spare") as helpers:
        helper = helpers.submit(help_) if len(todo) > 1 and cores is not none else None
        try:
            while todo:
                try:
                    task = todo.popleft()
                except IndexError:  # the helper was quicker
                    break
                yield task()
            ended.set()
            if helper is not None:
                helper.result()
            for one in beside:
                yield one.result()
        finally:
            ended.set()
