"""Where jobs are worked on: in this thread, or in processes of this machine. Both can be told to stop at once."""

from __future__ import annotations

import contextlib
import os
import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import CancelledError, Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from multiprocessing import forkserver, get_all_start_methods, get_context
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, Final, ParamSpec, TypeVar

from webdoc import stopping
from webdoc.errors import WebdocError
from webdoc.media import machine

P = ParamSpec("P")
T = TypeVar("T")

_LOADED_ONCE: Final = ["webdoc.media.work", "webdoc.media.images", "webdoc.media.cards"]
"""What every worker needs is loaded by the process that they are forked from."""


class Unreachable(WebdocError):
    """There are no workers: nothing can be made."""


class Workers(Executor):
    """An executor that can be told to stop at once."""

    aborted = False

    def abort(self) -> None:
        """Ends all work without waiting for it."""


class Serial(Workers):
    """Does the work at once, in the thread that asks for it."""

    workers = 1

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


def get_ready() -> None:
    """Starts what processes are forked from, and does not wait for it: it loads the codecs while others read."""
    if "forkserver" in get_all_start_methods():
        with stopping.undisturbed():
            _context().set_forkserver_preload(_LOADED_ONCE)
            forkserver.ensure_running()


def get_ready_early(media: Path, store: Path) -> None:
    """The same where nothing is made yet of the media there: before the rest is loaded, so that both load at once."""
    if _holds(media) and not _holds(store):
        get_ready()


def _holds(folder: Path) -> bool:
    try:
        with os.scandir(folder) as entries:
            return next(entries, None) is not None
    except OSError:
        return False


def _context() -> BaseContext:
    return get_context("forkserver" if "forkserver" in get_all_start_methods() else "spawn")


def _begin() -> None:
    stopping.follow_parent()
    machine.keep()


class _Worker(ProcessPoolExecutor):
    """One process that leaves Ctrl-C to its parent and ends with it.

    Started clean instead of forked: a fork of a process with threads (the preview, the encoders) may hang. It is not
    replaced after some tasks: on Python 3.11 that deadlocks, and decoders give their memory back.
    """

    def __init__(self) -> None:
        get_ready()
        super().__init__(1, mp_context=_context(), initializer=_begin)

    def kill(self) -> None:
        """Ends the process without waiting for its job."""
        # kill_workers() does this from Python 3.14 on.
        processes: list[BaseProcess] = list((getattr(self, "_processes", None) or {}).values())
        for process in processes:
            process.kill()
        # Waited for: on Python 3.11 the interpreter's end may else fall over a pipe that is being closed.
        self.shutdown(wait=True, cancel_futures=True)


class Pool(Workers):
    """Processes of this machine, each by itself: when one dies or is ended, its own job alone is lost.

    A job whose process died raises BrokenProcessPool; another process takes the place of the dead one.
    """

    def __init__(self, workers: int) -> None:
        self.workers = workers
        self.aborted = False
        self._guard = threading.Lock()
        self._waiting: deque[tuple[Future[Any], Callable[[], Any]]] = deque()
        self._idle: list[_Worker] = []
        self._busy: dict[Future[Any], _Worker] = {}

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """As everywhere; CancelledError after `abort`."""
        future: Future[T] = Future()
        with self._guard:
            if self.aborted:
                raise CancelledError
            self._waiting.append((future, partial(fn, *args, **kwargs)))
        self._deal()
        return future

    def _deal(self) -> None:
        """Gives waiting jobs to idle processes."""
        # A job that counts as begun and was given to nobody would be waited for for ever.
        with stopping.undisturbed():
            while self._deal_one():
                pass

    def _deal_one(self) -> bool:
        with self._guard:
            if self.aborted or not self._waiting or len(self._busy) >= self.workers:
                return False
            future, call = self._waiting.popleft()
            if not future.set_running_or_notify_cancel():
                return True
            worker = self._idle.pop() if self._idle else _Worker()
            self._busy[future] = worker
        try:
            # Python's own bookkeeper of semaphores, which the first worker starts, takes the mask away: once more.
            with stopping.undisturbed():
                inner = worker.submit(call)
        except (BrokenProcessPool, RuntimeError):  # it died while it was idle, or is being ended
            self._ended(future, worker, None)
        else:
            inner.add_done_callback(partial(self._ended, future, worker))
        return True

    def _ended(self, future: Future[Any], worker: _Worker, inner: Future[Any] | None) -> None:
        error = BrokenProcessPool("the process ended") if inner is None or inner.cancelled() else inner.exception()
        with self._guard:
            self._busy.pop(future, None)
            if not isinstance(error, BrokenProcessPool):
                self._idle.append(worker)
        if isinstance(error, BrokenProcessPool):
            worker.shutdown(wait=False)
        if error is not None:
            future.set_exception(error)
        elif inner is not None:
            future.set_result(inner.result())
        self._deal()

    def end(self, future: Future[Any]) -> None:
        """Ends the process that works on this, which then raises BrokenProcessPool."""
        with self._guard:
            worker = self._busy.get(future)
        if worker is not None:
            worker.kill()

    def abort(self) -> None:
        """Ends all processes without waiting for their jobs, and drops the jobs that wait. May be called twice."""
        with self._guard:
            self.aborted = True
            waiting, self._waiting = list(self._waiting), deque()
            workers = [*self._idle, *self._busy.values()]
        for future, _ in waiting:
            if future.cancel():
                future.set_running_or_notify_cancel()
        for worker in workers:
            worker.kill()

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Ends the processes, when what they work on is done."""
        if cancel_futures:
            with self._guard:
                waiting, self._waiting = list(self._waiting), deque()
            for future, _ in waiting:
                future.cancel()
        while wait and not self.aborted and (busy := self._unfinished()):
            for future in busy:
                with contextlib.suppress(Exception, CancelledError):
                    future.exception()
        with self._guard:
            workers = [*self._idle, *self._busy.values()]
        if workers:
            with ThreadPoolExecutor(len(workers)) as ending:  # each takes a moment: all at once
                list(ending.map(partial(_Worker.shutdown, wait=wait), workers))

    def _unfinished(self) -> list[Future[Any]]:
        with self._guard:
            return [*self._busy, *(future for future, _ in self._waiting)]
