"""Makes derivatives: distinct jobs on an executor, what fails said as issues, the rest goes on.

A job is a plain value that travels to another process. Its worker writes to the store itself, and knows three verbs
of it: ``missing``, ``put`` and ``writing``. A worker that does not reach the folder (another machine) can be given
something with the same three that sends the bytes home.
"""

from __future__ import annotations

import errno
import os
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import CancelledError, Executor, Future
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from queue import SimpleQueue
from typing import BinaryIO, Final, Literal

from msgspec import Struct

from webdoc.errors import WebdocError
from webdoc.media import probe, trouble
from webdoc.media.pool import Pool, Serial, cores
from webdoc.media.sniff import Content
from webdoc.media.store import Store
from webdoc.model import Derivative, Issue, Source

Family = Literal["video", "sound", "still", "picture"]

_FAMILY: Final[dict[str, Family]] = {
    "video": "video",
    "loop": "video",
    "sound": "sound",
    "poster": "still",
    "picture": "picture",
}
# What takes longest comes first, so that all workers end together.
_RANK: Final[dict[Family, int]] = {"video": 0, "sound": 1, "picture": 2, "still": 3}

_NO_ROOM: Final = frozenset((errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EFBIG))


class Job(Struct, frozen=True):
    """All that is to be made of one source file by one decode."""

    file: str
    """The path of the file on this machine."""
    source: str
    """The path of the `Media`."""
    digest: str
    family: Family
    size: int
    """Bytes of the source, to order by."""
    derivatives: tuple[Derivative, ...]


class Outcome(Struct, frozen=True):
    """What a worker made of a job: names and bytes written, and what went wrong."""

    made: tuple[str, ...] = ()
    written: int = 0
    issues: tuple[Issue, ...] = ()


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
        key = (item.source, item.digest, _FAMILY[item.recipe.make])
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


def work(job: Job, root: str, token: str) -> Outcome:
    """Does one job in a worker: never raises but for Ctrl-C, never prints."""
    store = Store(Path(root), token)
    todo = store.missing(job.derivatives)
    if not todo:
        return Outcome()
    made: list[str] = []
    issues: tuple[Issue, ...] = ()
    try:
        with probe.open_source(Path(job.file)) as file:
            before = os.fstat(file.fileno()).st_mtime_ns
            if probe.digest(file) != job.digest:
                raise trouble.changed()
            content = probe.content_of(file, job.source)
            _MAKERS[job.family](job, file, content, todo, store, made)
            if os.fstat(file.fileno()).st_mtime_ns != before:
                for name in made:
                    store.path(name).unlink(missing_ok=True)
                made.clear()
                raise trouble.changed()
    except trouble.BadMedium as bad:
        issues = (bad.issue(job.source),)
    except Exception as error:  # one file's failure must not be the run's
        issues = _failed(job, error).issues
    return Outcome(tuple(made), sum(store.path(name).stat().st_size for name in made), issues)


def _pictures(
    job: Job, file: BinaryIO, content: Content, todo: Sequence[Derivative], store: Store, made: list[str]
) -> None:
    from webdoc.media import images

    for item, data in images.make(file, content.format, todo):
        store.put(item.name, data)
        made.append(item.name)


def _stills(
    job: Job, file: BinaryIO, content: Content, todo: Sequence[Derivative], store: Store, made: list[str]
) -> None:
    from webdoc.media import images, timed

    seen = timed.still(Path(job.file), content.format)
    for item, data in images.render(images.shown(*seen), todo):
        store.put(item.name, data)
        made.append(item.name)


def _sounds(
    job: Job, file: BinaryIO, content: Content, todo: Sequence[Derivative], store: Store, made: list[str]
) -> None:
    from contextlib import ExitStack

    from webdoc.media import transcode

    with ExitStack() as stack:
        outs = [(item.recipe, stack.enter_context(store.writing(item.name))) for item in todo]
        transcode.make_sound(Path(job.file), content.format, outs)
    made.extend(item.name for item in todo)


def _videos(
    job: Job, file: BinaryIO, content: Content, todo: Sequence[Derivative], store: Store, made: list[str]
) -> None:
    from webdoc.media import transcode

    for item in todo:
        with store.writing(item.name) as path:
            transcode.make_video(Path(job.file), content.format, item.recipe, path)
        made.append(item.name)


_Maker = Callable[[Job, BinaryIO, Content, Sequence[Derivative], Store, list[str]], None]
_MAKERS: Final[dict[Family, _Maker]] = {
    "picture": _pictures,
    "still": _stills,
    "sound": _sounds,
    "video": _videos,
}


def _outcome(future: Future[Outcome], job: Job) -> Outcome | None:
    """What came of a job; None when its worker was killed."""
    try:
        return future.result()
    except BrokenProcessPool:
        return None
    except CancelledError:
        raise
    except Exception as error:  # a worker that could not even answer
        return _failed(job, error)


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


def _failed(job: Job, error: Exception) -> Outcome:
    """What went wrong that the makers do not know of: a full disk, no memory, a mistake of ours."""
    source = Source(job.source)
    if isinstance(error, WebdocError):
        issue = Issue(
            code="store-unwritable", message=f"{error.source}: {error.message}", source=source, hint=error.hint
        )
        return Outcome(issues=(issue,))
    if getattr(error, "errno", None) in _NO_ROOM:  # PyAV's errors are not all OSError
        said = os.strerror(getattr(error, "errno", 0))
        message = f"What is made of this cannot be written: {said}."
        hint = "Make room on the disk, or look at the rights of the folder .webdoc."
        return Outcome(issues=(Issue(code="store-unwritable", message=message, source=source, hint=hint),))
    if isinstance(error, MemoryError):
        return Outcome(issues=(trouble.no_memory().issue(job.source),))
    said = " ".join(f"{type(error).__name__}: {error}".split())[:200]
    message = f"This could not be made ready ({said})."
    return Outcome(issues=(Issue(code="medium-failed", message=message, source=source),))


def _find(root: Path, source: str) -> Path:
    """The file of a path in Unicode NFC; file systems may hold the name decomposed."""
    for form in (source, unicodedata.normalize("NFD", source)):
        if (root / form).exists():
            return root / form
    return root / source
