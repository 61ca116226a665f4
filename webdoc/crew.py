"""Work shared out among the cores of this machine: to forked processes where that is safe, to fresh ones else."""

from __future__ import annotations

import gc
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any, TypeVar

from webdoc import stopping
from webdoc.media.machine import cores as cores

J = TypeVar("J")
R = TypeVar("R")


def forks() -> bool:
    """Whether processes may be forked now: it costs next to nothing, but is not safe beside threads.

    Those of codecs and other libraries too, which Python does not know of: a lock that one of them holds while the
    process is forked is held for ever in the new one.
    """
    if not sys.platform.startswith("linux"):
        return False
    try:
        return sum(1 for _ in Path("/proc/self/task").iterdir()) == 1
    except OSError:
        return threading.active_count() == 1


def share(
    work: Callable[[J], R],
    jobs: Sequence[J],
    *,
    begin: Callable[..., None] | None = None,
    given: tuple[Any, ...] = (),
    chunk: int = 1,
) -> Iterator[R]:
    """What became of each job, in their order, from processes that are begun at once and first call ``begin``.

    It is called with what is ``given``, which a forked process has from its parent as it is, and a fresh one is sent.
    An error of a job ends all of them.
    """
    context = get_context("fork" if forks() else "spawn")
    pool = ProcessPoolExecutor(cores(), mp_context=context, initializer=_begin, initargs=(begin, given))
    with stopping.undisturbed():
        asked = pool.map(work, jobs, chunksize=chunk)
    return _answers(pool, asked)


def _answers(pool: ProcessPoolExecutor, asked: Iterator[R]) -> Iterator[R]:
    with pool:
        try:
            yield from asked
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _begin(begin: Callable[..., None] | None, given: tuple[Any, ...]) -> None:
    stopping.follow_parent()
    # What was there before stays: to look through it for what may go would also copy all of it.
    gc.freeze()
    if begin is not None:
        begin(*given)
