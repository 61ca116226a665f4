"""How a command is ended from outside: by Ctrl-C, by a signal, by the end of the process that began it."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import threading
from collections.abc import Iterator
from types import FrameType
from typing import Final

_SIGNALS: Final = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
_UNTOLD: Final = "ignore:resource_tracker"
"""What Python's helper that cleans up after a sudden end would tell a person who pressed Ctrl-C twice; it is started
with the warnings that this process was told to leave out."""
_BASE: Final = 128
"""A shell's exit code of what a signal ended: this and the signal's number."""


class Stopped(KeyboardInterrupt):
    """The command is to end now; ``code`` is what it exits with."""

    def __init__(self, number: int = signal.SIGINT) -> None:
        super().__init__()
        self.code = _BASE + number


class _Hold:
    """What the main thread may not be disturbed in, how deep, and the signal that came meanwhile."""

    depth = 0
    number = 0


_hold = _Hold()


def listen() -> None:
    """From now on Ctrl-C, a request to end and a terminal that closes raise `Stopped`, once; the second ends at once.

    Whatever is left then is as after a crash, which the next run expects. What was ignored before stays so (``nohup``).
    """
    if _UNTOLD not in sys.warnoptions:
        sys.warnoptions.append(_UNTOLD)
    for number in _SIGNALS:
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _stop)


def finish() -> None:
    """The command has done its work: a signal that comes now ends the process at once."""
    for number in _SIGNALS:
        if signal.getsignal(number) is _stop:
            signal.signal(number, _leave)


def _stop(number: int, frame: FrameType | None) -> None:
    if _hold.depth:
        _hold.number = number
        return
    finish()
    raise Stopped(number)


def _leave(number: int, frame: FrameType | None) -> None:
    os._exit(_BASE + number)


@contextlib.contextmanager
def undisturbed() -> Iterator[None]:
    """What is done inside is done whole: `Stopped` waits until its end.

    Processes that are started inside see no signal at all until they call `follow_parent`, and Ctrl-C never.
    """
    # Blocking alone is not enough: a signal that this thread blocks is taken by another, and told to the main one.
    main = threading.current_thread() is threading.main_thread()
    _hold.depth += main
    masks = hasattr(signal, "pthread_sigmask")
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _SIGNALS) if masks else set()
    try:
        yield
    finally:
        if masks:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
        _hold.depth -= main
        if main and not _hold.depth and _hold.number:
            number, _hold.number = _hold.number, 0
            _stop(number, None)


def follow_parent() -> None:
    """In a new process: it leaves Ctrl-C to its parent, and ends with it.

    Workers that wait for a job hold both ends of its pipe and would otherwise wait for ever.
    """
    # Every command loads this module, few of them start processes.
    from multiprocessing import parent_process

    for number in _SIGNALS:
        signal.signal(number, signal.SIG_IGN if number == signal.SIGINT else signal.SIG_DFL)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _SIGNALS)
    parent = parent_process()
    if parent is not None:
        threading.Thread(target=_follow, args=(parent.sentinel,), daemon=True).start()


def _follow(sentinel: int) -> None:
    from multiprocessing.connection import wait

    wait([sentinel])
    os._exit(1)
