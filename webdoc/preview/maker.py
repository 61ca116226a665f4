"""Making what pages ask for, in a process of its own that everything else goes before.

The preview's own process only reads and renders. Beside it this one reads the project as a build does (with the whole
facts of its media, which takes long where they are new), and makes what is missing, a few at a time, first what is
being looked at. It tells how far it is; what it has made lies in the store.
"""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Callable, Iterable
from concurrent.futures import CancelledError
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

from msgspec import Struct

from webdoc import build, project, stopping
from webdoc.errors import WebdocError
from webdoc.media import run
from webdoc.media.machine import cores
from webdoc.media.pool import Workers
from webdoc.media.store import Store
from webdoc.model import Derivative, Issue, kind_of
from webdoc.pages.app import Edition

_ROUND = 4
"""Jobs for each worker after which it is asked whether something else is wanted first."""
_BEHIND = 19
"""How nice it is: the least that a system has."""


class Report(Struct, frozen=True):
    """What the maker tells: whether new facts are known, how much is left, what could not be made."""

    known: bool
    making: int
    """How many derivatives are still to be made."""
    unmade: tuple[Issue, ...]


class Maker:
    """The process that makes media, seen from the preview."""

    def __init__(self, root: Path, jobs: int | None, scheduler: str, told: Callable[[Report], None]) -> None:
        """Nothing is started yet. ``told`` is called in a thread of its own."""
        self._told = told
        context = get_context("spawn")
        self._mine, theirs = context.Pipe()
        self._theirs: Connection | None = theirs
        # No daemon: it starts processes itself. It ends with this one all the same.
        self._process = context.Process(target=_main, args=(root, jobs, scheduler, theirs))
        self._guard = threading.Lock()
        self._ended = False

    def look(self, looking: Iterable[str]) -> None:
        """Something has changed; the pages at the addresses ``looking`` go first."""
        with self._guard, contextlib.suppress(OSError):
            if self._ended:
                return
            if self._theirs is not None:
                with stopping.undisturbed():
                    self._process.start()
                self._theirs.close()
                self._theirs = None
                threading.Thread(target=self._listen, daemon=True).start()
            self._mine.send(tuple(looking))

    @property
    def pid(self) -> int | None:
        """Its process; None before it is started."""
        return self._process.pid

    def _listen(self) -> None:
        with contextlib.suppress(EOFError, OSError):
            while True:
                self._told(self._mine.recv())

    def stop(self) -> None:
        """Ends it, and with it all that it has started: what is under way is given up."""
        with self._guard:
            self._ended = True
            if self._theirs is None:
                # Killed, for it may have little time to listen to anything else: what it was writing bears no name yet.
                self._process.kill()
                self._process.join()
            self._mine.close()


def _main(root: Path, jobs: int | None, scheduler: str, inbox: Connection) -> None:
    stopping.follow_parent()
    with contextlib.suppress(AttributeError, OSError):
        os.nice(_BEHIND)
    making = _Making(root, run.executor(jobs or max(1, cores() - 1), scheduler), inbox)
    with contextlib.suppress(EOFError, OSError, CancelledError):
        while True:
            looking = inbox.recv()
            while inbox.poll():
                looking = inbox.recv()
            try:
                making.round(looking)
            except WebdocError as error:  # nobody is there to make anything: pages are shown all the same
                inbox.send(Report(False, 0, (build.issue(error, "media-stopped"),)))


class _Making:
    """What is made, and what was wrong with it."""

    def __init__(self, root: Path, executor: Workers, inbox: Connection) -> None:
        self.root = root
        self.executor = executor
        self.inbox = inbox
        self.unmade: dict[str, Issue] = {}
        """What could not be made, by the digest of its source."""

    def round(self, looking: tuple[str, ...]) -> None:
        """Makes what is missing, until something else is wanted."""
        prepared = build.prepare(self.root, drafts=True)
        unread = tuple(issue for issue in prepared.issues if kind_of(issue.source.path) and not issue.source.line)
        if prepared.edition is None:
            self._tell(0, unread, known=True)
            return
        edition, store = prepared.edition, Store(self.root / project.CACHE)
        outline = edition.outline
        first = [
            one for path in looking if path in outline.pages for one in outline.asked(outline.pages[path]).values()
        ]
        wanted = {one.name: one for one in (*first, *outline.wanted().values())}
        digests = {one.digest for one in wanted.values()}
        self.unmade = {digest: issue for digest, issue in self.unmade.items() if digest in digests}
        missing = [one for one in store.missing(wanted.values()) if one.digest not in self.unmade]
        known = True
        while missing:
            self._tell(len(missing), unread, known=known)
            known = False
            if self.inbox.poll():
                return
            missing = self._some(missing, {one.name for one in first}, edition, store)
        self._tell(0, unread, known=known)

    def _some(self, missing: list[Derivative], first: set[str], edition: Edition, store: Store) -> list[Derivative]:
        """Makes some of them; returns what is left."""
        near = [one for one in missing if one.name in first] or missing
        jobs = run.jobs(near, self.root, edition.site.media, edition.theme.cards.typefaces)
        jobs = jobs[: _ROUND * getattr(self.executor, "workers", 1)]
        done = {one.name for job in jobs for one in job.derivatives}
        failures = run.run(jobs, store, self.executor)
        sources = {job.source: job.digest for job in jobs}
        for issue in failures:
            self.unmade[sources.get(issue.source.path, issue.code)] = issue
        return [one for one in missing if one.name not in done]

    def _tell(self, making: int, unread: tuple[Issue, ...], *, known: bool) -> None:
        self.inbox.send(Report(known, making, (*unread, *self.unmade.values())))
