"""Makes derivatives: distinct jobs on an executor, what fails said as issues, the rest goes on.

What a worker does with a job is `webdoc.media.work`; where workers are is the executor's business. Here it is decided
how many jobs are under way at once (no more than there are workers, and than fit into the memory), what becomes of a
job whose worker died (it is tried once more, alone) and of one that does not end (its worker is ended).
"""

from __future__ import annotations

import math
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import CancelledError, Executor, Future
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Final, Protocol, runtime_checkable

from msgspec import Struct

from webdoc.media import estimate, machine, trouble
from webdoc.media.pool import Pool, Unreachable, Workers
from webdoc.media.share import Share
from webdoc.media.spare import Spare
from webdoc.media.store import Store
from webdoc.media.work import Family, Job, Outcome, failed, family_of, work
from webdoc.model import Derivative, Issue, Media, Source, say

_LOOK: Final = 1.0
"""Seconds between two looks at how far jobs are."""

# What takes longest comes first, so that all workers end together.
_RANK: Final[dict[Family, int]] = {"video": 0, "sound": 1, "picture": 2, "still": 3, "type": 4}

CARDS: Final = 32
"""Cards of one photograph that one worker draws; more are shared out, for one more decode each time."""


class Done(Struct, frozen=True):
    """Progress: the job that just ended, or is somewhat further (then nothing was made), and how many derivatives of
    how many are through, failed ones included."""

    job: Job
    outcome: Outcome
    done: int
    total: int
    seconds: float = 0.0
    """The estimated work that is through, and that of all, in seconds of one core: what a bar shows honestly."""
    all_seconds: float = 0.0


@runtime_checkable
class Elsewhere(Protocol):
    """An executor whose workers do not see this machine's files: it brings them the source and the results home."""

    def make(self, job: Job, store: Store) -> Future[Outcome]:
        """Begins a job. The future raises BrokenProcessPool when the worker was lost."""


@runtime_checkable
class Endable(Protocol):
    """An executor that can end what works on one future, which then raises BrokenProcessPool."""

    def end(self, future: Future[Outcome]) -> None:
        """Ends it."""


def jobs(
    derivatives: Iterable[Derivative],
    root: Path,
    media: Mapping[str, Media] | None = None,
    typefaces: Mapping[str, str] | None = None,
) -> tuple[Job, ...]:
    """One job for each source file (below ``root``) and family, each derivative once, the longest work first.

    ``media``: the facts of the sources by path, for an honest estimate of what each will cost; ``typefaces``: those of
    the theme, files by digest, for cards.
    """
    grouped: dict[tuple[str, str, Family, int], dict[str, Derivative]] = {}
    cards: Counter[str] = Counter()
    for item in derivatives:
        part = cards[item.source] // CARDS
        cards[item.source] += item.recipe.make == "card"
        key = (item.source, item.digest, family_of(item), part if item.recipe.make == "card" else 0)
        grouped.setdefault(key, {})[item.name] = item
    made = []
    names: set[str] = set()
    for (source, digest, family, _), items in grouped.items():
        # Two copies of one file under one name give the same derivative: made once.
        fresh = tuple(item for name, item in items.items() if name not in names)
        names.update(items)
        if fresh:
            file = find(root.absolute(), source)
            size = file.stat().st_size if file.is_file() else 0
            facts = (media or {}).get(source)
            recipes = [item.recipe for item in fresh]
            made.append(
                Job(
                    file=str(file),
                    source=source or "webdoc.yaml",
                    digest=digest,
                    family=family,
                    size=size,
                    derivatives=fresh,
                    typefaces=_needed(fresh, typefaces or {}),
                    seconds=round(estimate.seconds(family, recipes, facts, size), 3),
                    memory=estimate.memory(family, recipes, facts, size),
                )
            )
    return tuple(sorted(made, key=lambda job: (_RANK[job.family], -job.seconds, -job.size, job.source)))


def _needed(derivatives: Iterable[Derivative], typefaces: Mapping[str, str]) -> dict[str, str]:
    designs = {item.recipe.card.design for item in derivatives if item.recipe.card is not None}
    digests = {face.digest for design in designs for face in (design.title, design.voice, design.small)}
    return {digest: typefaces[digest] for digest in sorted(digests) if digest in typefaces}


def executor(workers: int | None = None, scheduler: str = "") -> Workers:
    """Processes on this machine, as many as it has cores for us; or the workers of the scheduler at that address."""
    if scheduler:
        from webdoc.media.cluster import Cluster

        return Cluster(scheduler)
    return Pool(workers or machine.cores())


def run(
    jobs: Sequence[Job],
    store: Store,
    executor: Executor,
    progress: Callable[[Done], None] | None = None,
    *,
    memory: int | None = None,
) -> tuple[Issue, ...]:
    """Makes everything that the store does not have; what could not be made is told, naming its file.

    Progress is called in this thread. ``memory``: bytes that workers of this machine may hold together. When it is
    broken off (Ctrl-C here, or the executor's ``abort`` from another thread, which raises CancelledError here), waiting
    jobs are dropped, working ones are ended, and the store holds whole files only. A full disk ends it early.
    """
    under_way = _Run(store, executor, progress, sum(len(job.derivatives) for job in jobs), machine.memory())
    if memory is not None:
        under_way.memory = memory
    under_way.all_seconds = sum(job.seconds for job in jobs)
    try:
        with store.busy():
            lost = under_way.go(jobs)
            # Whoever was under way when a worker died: by itself now, so that only the one that kills dies.
            for job in under_way.go(lost, alone=True):
                under_way.finish(job, _killed(job))
        under_way.spare.tell(0)
    except BaseException:
        for future in under_way.waiting:
            future.cancel()
        if isinstance(executor, Workers):
            executor.abort()
        store.sweep(own=True)
        raise
    return _once(under_way.issues)


class _Run:
    """One run under way."""

    def __init__(
        self, store: Store, executor: Executor, progress: Callable[[Done], None] | None, total: int, memory: int
    ) -> None:
        self.store = store
        self.executor = executor
        self.progress = progress
        self.total = total
        self.memory = memory
        self.all_seconds = 0.0
        self.seconds = 0.0
        self.done = 0
        self.full = False
        """Whether the disk took no more."""
        self.issues: list[Issue] = []
        self.waiting: dict[Future[Outcome], tuple[Job, float]] = {}
        """What is under way, and when it counts as hung (seconds of the monotonic clock)."""
        self._told = 0.0
        """Seconds of work that were told to be through."""
        self._hung: set[Future[Outcome]] = set()
        self._ended: SimpleQueue[Future[Outcome]] = SimpleQueue()
        self.spare = Spare(store)

    def go(self, jobs: Iterable[Job], *, alone: bool = False) -> list[Job]:
        """Does the jobs, ``alone``: only one at a time on each machine; returns those whose worker died."""
        todo = list(jobs)
        lost: list[Job] = []
        while (todo and not self.full) or self.waiting:
            while (job := self._next(todo, alone)) is not None:
                self._begin(job)
            self._share_out(alone or bool(todo))
            try:
                # Not as_completed(): it waits for ever for what a shutdown has cancelled.
                future = self._ended.get(timeout=min(self._patience(), _LOOK))
            except Empty:
                self._look()
                self._end_hung()
                continue
            job, _ = self.waiting.pop(future)
            outcome = self._outcome(future, job)
            if outcome is None:
                lost.append(job)
            else:
                self.finish(job, outcome)
        return lost

    def _next(self, todo: list[Job], alone: bool) -> Job | None:
        """The first job for which there is a worker and memory; one alone may always try."""
        if not todo or self.full:
            return None
        machines = getattr(self.executor, "machines", 1)
        workers = machines if alone else getattr(self.executor, "workers", machine.cores())
        if isinstance(self.executor, Elsewhere) and len(todo) > workers and not alone:
            workers += machines  # one source is on its way while the one before it is worked on
        if len(self.waiting) >= workers:
            return None
        if not self.waiting or isinstance(self.executor, Elsewhere):
            return todo.pop(0)
        under_way = [job for job, _ in self.waiting.values()]
        left = self.memory - sum(job.memory for job in under_way) if self.memory else math.inf
        photographs = estimate.PHOTOGRAPHS * workers - sum(job.memory for job in under_way if job.family == "picture")
        fits = (job.memory <= min(left, photographs if job.family == "picture" else left) for job in todo)
        at = next((at for at, fit in enumerate(fits) if fit), -1)
        return todo.pop(at) if at >= 0 else None

    def _begin(self, job: Job) -> None:
        until = time.monotonic() + estimate.limit(job.seconds)
        if isinstance(self.executor, Elsewhere):
            future = self.executor.make(job, self.store)
        else:
            future = self.executor.submit(work, job, str(self.store.root), self.store.token)
        self.waiting[future] = (job, until)
        future.add_done_callback(self._ended.put)

    def _share_out(self, more: bool) -> None:
        """Lets the last jobs under way use the cores of workers for whom there is nothing left."""
        under_way = len(self.waiting)
        if not isinstance(self.executor, Elsewhere):
            workers = getattr(self.executor, "workers", 1)
            self.spare.tell(0 if more or not under_way else max(0, workers - under_way) // under_way)

    def _look(self) -> None:
        """Tells how far the jobs under way are, when one of them is further than before."""
        jobs = [job for job, _ in self.waiting.values()]
        done = [job.seconds * Share(self.store, job.digest, job.family).read() for job in jobs]
        through = self.seconds + sum(done)
        if self.progress is None or through <= self._told:
            return
        self._told = through
        job = jobs[done.index(max(done))]
        self.progress(Done(job, Outcome(), self.done, self.total, through, self.all_seconds))

    def _patience(self) -> float:
        """Seconds until the first job under way counts as hung."""
        until = [until for future, (_, until) in self.waiting.items() if future not in self._hung]
        return max(0.01, min(until, default=time.monotonic() + 1.0) - time.monotonic())

    def _end_hung(self) -> None:
        now = time.monotonic()
        for future, (job, until) in list(self.waiting.items()):
            if until > now or future in self._hung:
                continue
            if not isinstance(self.executor, Endable):
                self.waiting[future] = (job, now + estimate.LEAST)
                continue
            self._hung.add(future)
            self.executor.end(future)

    def _outcome(self, future: Future[Outcome], job: Job) -> Outcome | None:
        """What came of a job; None when its worker died."""
        try:
            return future.result()
        except BrokenProcessPool:
            if isinstance(self.executor, Workers) and self.executor.aborted:
                raise CancelledError from None
            return _too_long(job) if future in self._hung else None
        except (CancelledError, Unreachable):
            raise
        except Exception as error:  # a worker that could not even answer
            return failed(job, error)

    def finish(self, job: Job, outcome: Outcome) -> None:
        """Notes and tells what came of a job."""
        self.done += len(job.derivatives)
        self.seconds += job.seconds
        self.issues += outcome.issues
        self.full = self.full or any(issue.code == "store-unwritable" for issue in outcome.issues)
        self._told = max(self._told, self.seconds)
        if self.progress is not None:
            self.progress(Done(job, outcome, self.done, self.total, self._told, self.all_seconds))


def _once(issues: Sequence[Issue]) -> tuple[Issue, ...]:
    """A bad file fails in each of its jobs, but is to be mended once; so is a full disk, whatever was to be written."""
    once: dict[tuple[str, str], Issue] = {}
    for issue in sorted(issues, key=lambda issue: issue.source.path):
        place = "" if issue.code == "store-unwritable" else issue.source.path
        once.setdefault((place, issue.code), issue)
    return tuple(once[key] for key in sorted(once))


def _killed(job: Job) -> Outcome:
    needed = max(1, round(job.memory / 1_000_000_000))
    message = say("The process that worked on this was killed twice, the second time with nothing beside it.")
    hint = say(
        "Probably it needs more memory than there is (about {needed} GB), or the file is damaged. "
        "Use a smaller one, or export it again.",
        needed=needed,
    )
    issue = Issue(code="medium-worker-killed", message=message, source=Source(job.source), hint=hint)
    return Outcome(issues=(issue,))


def _too_long(job: Job) -> Outcome:
    minutes = round(estimate.limit(job.seconds) / 60)
    return Outcome(issues=(trouble.too_long(minutes).issue(job.source),))


def find(root: Path, source: str) -> Path:
    """The file of a path in Unicode NFC; file systems may hold the name decomposed."""
    for form in (source, unicodedata.normalize("NFD", source)):
        if (root / form).exists():
            return root / form
    return root / source
