"""Where jobs are worked on: in this thread, or in processes of this machine. Both can be told to stop at once."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable
from concurrent.futures import CancelledError, Executor, Future, ProcessPoolExecutor
from multiprocessing import get_all_start_methods, get_context, parent_process
from multiprocessing.connection import wait
from multiprocessing.process import BaseProcess
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


class Serial(Executor):
    """Does the work at once, in the thread that asks for it."""

    def __init__(self) -> None:
        self.aborted = False

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """The finished future. Ctrl-C passes through; CancelledError after `abort`."""
        if self.aborted:
            raise CancelledError
        future: Future[T] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future

    def abort(self) -> None:
        """Takes no more work; what is under way in another thread is finished first."""
        self.aborted = True


class Pool(ProcessPoolExecutor):
    """Processes that leave Ctrl-C to their parent, end with it, and can be ended at once.

    Started clean instead of forked: a fork of a process with threads (the preview, the encoders) may hang. Workers
    are not replaced after some tasks: on Python 3.11 that deadlocks, and decoders give their memory back.
    """

    def __init__(self, workers: int) -> None:
        method = "forkserver" if "forkserver" in get_all_start_methods() else "spawn"
        super().__init__(workers, mp_context=get_context(method), initializer=_begin)
        self.aborted = False

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """As everywhere; CancelledError after `abort`."""
        if self.aborted:
            raise CancelledError
        return super().submit(fn, *args, **kwargs)

    def abort(self) -> None:
        """Ends the workers without waiting for their jobs, and drops the jobs that wait. May be called twice."""
        self.aborted = True
        # terminate_workers() does this from Python 3.14 on.
        workers: list[BaseProcess] = list((getattr(self, "_processes", None) or {}).values())
        self.shutdown(wait=False, cancel_futures=True)
        for worker in workers:
            worker.kill()
        for worker in workers:
            worker.join(5)


def cores() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return max(1, len(os.sched_getaffinity(0)))
    return os.cpu_count() or 1


def _begin() -> None:
    """In a new worker: Ctrl-C is the parent's business, and when the parent is gone, so is the worker.

    Workers that wait for a job hold both ends of its pipe and would otherwise wait for ever.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = parent_process()
    if parent is not None:
        threading.Thread(target=_follow, args=(parent.sentinel,), daemon=True).start()


def _follow(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)
