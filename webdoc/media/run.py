"""Makes derivatives: distinct jobs on an executor, what fails said as issues, the rest goes on.

What a worker does with a job is `webdoc.media.work`; where workers are is the executor's business.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import CancelledError, Executor, Future
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from queue import SimpleQueue
from typing import Final

from msgspec import Struct

from webdoc.media.pool import Pool, Serial, cores
from webdoc.media.store import Store
from webdoc.media.work import FAMILY, Family, Job, Outcome, failed, work
from webdoc.model import Derivative, Issue, Source

# What takes longest comes first, so that all workers end together.
_RANK: Final[dict[Family, int]] = {"video": 0, "sound": 1, "picture": 2, "still": 3}


class Done(Struct, frozen=True):
    """Progress: the job that just ended, and how many derivatives of how many are through, failed ones included."""

    job: Job
    outcome: Outcome
    done: int
    total: int


def jobs(derivatives: Iterable[Derivative], root: Path) -> tuple[Job, ...]:
    """One job for each source file (below ``root``) and family, each derivative once, the longest work first."""
    grouped: dict[tuple[str, str, Family], dict[str, Derivative]] = {}
    for item in derivatives:
        key = (item.source, item.digest, FAMILY[item.recipe.make])
        grouped.setdefault(key, {})[item.name] = item
    made = []
    names: set[str] = set()
    for (source, digest, family), items in grouped.items():
        # Two copies of one file under one name give the same derivative: made once.
        fresh = tuple(item for name, item in items.items() if name not in names)
        names.update(items)
        if fresh:
            file = _find(root.absolute(), source)
            size = file.stat().st_size if file.is_file() else 0
            made.append(Job(str(file), source, digest, family, size, fresh))
    return tuple(sorted(made, key=lambda job: (_RANK[job.family], -job.size, job.source)))


def run(
    jobs: Sequence[Job],
    store: Store,
    executor: Executor,
    progress: Callable[[Done], None] | None = None,
) -> tuple[Issue, ...]:
    """Makes everything that the store does not have; what could not be made is told, naming its file.

    Progress is called in this thread. When it is broken off (Ctrl-C here, or the executor's ``abort`` from another
    thread, which raises CancelledError here), waiting jobs are dropped, working ones are ended, and the store holds
    whole files only.
    """
    total = sum(len(job.derivatives) for job in jobs)
    done = 0
    issues: list[Issue] = []
    waiting: dict[Future[Outcome], Job] = {}
    ended: SimpleQueue[Future[Outcome]] = SimpleQueue()
    broken: list[Job] = []

    def finish(job: Job, outcome: Outcome) -> None:
        nonlocal done
        done += len(job.derivatives)
        issues.extend(outcome.issues)
        if progress is not None:
            progress(Done(job, outcome, done, total))

    try:
        for job in jobs:
            try:
                future = executor.submit(work, job, str(store.root), store.token)
            except BrokenProcessPool:
                broken.append(job)
                continue
            if isinstance(executor, Serial):
                finish(job, future.result())
            else:
                waiting[future] = job
                future.add_done_callback(ended.put)
        while waiting:
            # Not as_completed(): it waits for ever for what a shutdown has cancelled.
            future = ended.get()
            job = waiting.pop(future)
            outcome = _outcome(future, job)
            if outcome is None:
                broken.append(job)
            else:
                finish(job, outcome)
        for job in broken:
            if isinstance(executor, Pool) and executor.aborted:
                raise CancelledError
            finish(job, _alone(job, store))
    except BaseException:
        for future in waiting:
            future.cancel()
        if isinstance(executor, Pool):
            executor.abort()
        store.sweep(own=True)
        raise
    return _once(issues)


def _once(issues: Sequence[Issue]) -> tuple[Issue, ...]:
    """A bad file fails in each of its jobs, but is to be mended once."""
    once = {(issue.source.path, issue.code): issue for issue in reversed(issues)}
    return tuple(once[key] for key in sorted(once))


def executor(workers: int | None = None) -> Serial | Pool:
    """Processes on this machine, as many as it has cores for us; with 1 the work is done in this process."""
    count = workers or cores()
    return Serial() if count == 1 else Pool(count)


def _outcome(future: Future[Outcome], job: Job) -> Outcome | None:
    """What came of a job; None when its worker was killed."""
    try:
        return future.result()
    except BrokenProcessPool:
        return None
    except CancelledError:
        raise
    except Exception as error:  # a worker that could not even answer
        return failed(job, error)


def _alone(job: Job, store: Store) -> Outcome:
    """A job that was under way when a worker was killed, again, in a process of its own: if that dies, it was it."""
    with Pool(1) as solo:
        try:
            return solo.submit(work, job, str(store.root), store.token).result()
        except BrokenProcessPool:
            return _killed(job)
        except BaseException:
            solo.abort()
            raise


def _killed(job: Job) -> Outcome:
    message = "The process that worked on this was killed, probably for want of memory."
    hint = "Use a smaller file, or fewer processes at once (--jobs 1)."
    issue = Issue(code="medium-worker-killed", message=message, source=Source(job.source), hint=hint)
    return Outcome(issues=(issue,))


def _find(root: Path, source: str) -> Path:
    """The file of a path in Unicode NFC; file systems may hold the name decomposed."""
    for form in (source, unicodedata.normalize("NFD", source)):
        if (root / form).exists():
            return root / form
    return root / source
