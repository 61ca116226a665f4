"""Workers on other machines, by `dask.distributed` (the extra ``webdoc[cluster]``).

They need no shared disk: a source goes to a worker in pieces, once, and lies there in a file; what was made of it comes
back in pieces and is written to the store here. A worker that would make other bytes (another version of webdoc or of a
codec) is not used, and told. One that is lost takes its jobs with it alone.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
import threading
import time
import warnings
from collections.abc import Callable
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any, Final, ParamSpec, TypeVar

from msgspec.structs import replace

from webdoc.media import parcel
from webdoc.media.pool import Unreachable, Workers
from webdoc.media.store import Store
from webdoc.media.work import Job, Outcome
from webdoc.model import NOTHING, Sentence, joined, say

P = ParamSpec("P")
T = TypeVar("T")

INSTALL: Final = 'pip install "webdoc[cluster]"'
PIECE: Final = 8 << 20
"""Bytes that travel at once: this much is in memory on either side, however long the film."""
_KEPT: Final = 2 << 30
"""Bytes of sources that may lie on a worker for jobs to come."""
_LOOK: Final = 0.5
"""Seconds between two looks at which workers there are."""
_OTHERS: Final = 2.0
"""Seconds to wait for workers that can be used, when one came that cannot."""
_FAREWELL: Final = 10.0
"""Seconds that workers may take to remove what a run left with them."""


class _Machine:
    """One worker of the cluster."""

    def __init__(self, address: str, threads: int) -> None:
        self.address = address
        self.threads = threads
        self.jobs = 0
        self.sources: dict[str, int] = {}
        """Bytes by name, in the order of their last use."""
        self.in_use: dict[str, int] = {}
        self.guard = threading.RLock()


class Cluster(Workers):
    """The workers of a Dask scheduler, as an executor. It is connected to when the first job comes.

    `Unreachable` when the extra is not installed, when nobody answers, or when no worker can be used.
    """

    def __init__(self, address: str, *, patience: float = 30.0, tell: Callable[[Sentence], None] | None = None) -> None:
        """``patience``: seconds to wait for the scheduler and a first worker; ``tell`` is told of refused workers."""
        self.address = address
        self.aborted = False
        self.session = secrets.token_hex(6)
        self.refused: dict[str, Sentence] = {}
        """Workers that are not used, and why."""
        self._patience = patience
        self._tell = tell
        self._client: Any = None
        self._machines: dict[str, _Machine] = {}
        self._guard = threading.Lock()
        self._threads = ThreadPoolExecutor(max_workers=256, thread_name_prefix="webdoc-cluster")
        self._running: dict[Future[Any], tuple[_Machine, threading.Event]] = {}
        self._asked: set[Future[dict[str, Any]]] = set()
        self._closed = threading.Event()

    # --- who is there

    @property
    def workers(self) -> int:
        """How many jobs can be under way at once: the threads of all workers."""
        self._connect()
        return max(1, sum(machine.threads for machine in self._there()))

    @property
    def machines(self) -> int:
        """How many workers there are."""
        return max(1, len(self._there()))

    def _there(self) -> list[_Machine]:
        with self._guard:
            return list(self._machines.values())

    def _connect(self) -> None:
        with self._guard:
            if self._client is not None:
                return
            self._client = _client(self.address, self._patience)
        self._look()
        self._await_worker()
        threading.Thread(target=self._watch, daemon=True).start()

    def _await_worker(self) -> None:
        until = time.monotonic() + self._patience
        while not self._there() and not self.aborted:
            if self.refused:  # whoever starts one machine starts the others with it
                until = min(until, time.monotonic() + _OTHERS)
            self._closed.wait(_LOOK)
            self._look()
            if time.monotonic() >= until and not self._there():
                nobody = say("The scheduler {address} has no workers.", address=self.address)
                message = next(iter(self.refused.values()), nobody)
                hint = say(
                    "Start one on each machine, with the same webdoc: dask worker {address} --nthreads 1",
                    address=self.address,
                )
                self.abort()
                raise Unreachable(message, "", hint)

    def _watch(self) -> None:
        while not self._closed.wait(_LOOK):
            self._look()

    def _look(self) -> None:
        """Takes up workers that came, lets go of those that went."""
        try:
            there = {str(address): int(threads) for address, threads in self._client.nthreads().items()}
        except Exception:  # the scheduler does not answer: Dask tries again, and ends what waits when it is gone
            if self._closed.is_set() or self._client.status not in ("closed", "closing"):
                return
            there = {}
        for machine in self._there():
            if machine.address not in there:
                with self._guard:
                    self._machines.pop(machine.address, None)
        for address in set(there) - set(self.refused) - {machine.address for machine in self._there()}:
            reason = self._differs(address)
            if reason:
                self.refused[address] = reason
                if self._tell is not None:
                    self._tell(reason)
                continue
            with self._guard:
                self._machines[address] = _Machine(address, there[address])

    def _differs(self, address: str) -> Sentence:
        """Why a worker cannot be used; empty when it can."""
        try:
            theirs = self._call(address, parcel.hello, self.session)
        except ModuleNotFoundError as error:
            return say(
                "The worker {address} lacks “{name}”: install the same webdoc there.", address=address, name=error.name
            )
        except Exception as error:
            return say(
                "The worker {address} does not answer as it should ({why}).", address=address, why=type(error).__name__
            )
        ours = parcel.versions()
        other = [name for name in {**ours, **theirs} if ours.get(name) != theirs.get(name)]
        if not other:
            return NOTHING
        told = joined(
            say(
                "{name} {theirs} instead of {ours}",
                name=name,
                theirs=theirs.get(name) or say("not at all"),
                ours=ours.get(name) or say("none"),
            )
            for name in other
        )
        return say(
            "The worker {address} is not used, it would make other files: it has {told}.", address=address, told=told
        )

    def _call(self, address: str, function: Callable[..., T], *args: Any) -> T:
        """Has a worker do something small at once, beside its jobs."""
        asked = self._ask(function, *args, workers=[address])
        try:
            # Dask's own patience with one that was lost is half a minute; the scheduler knows of most at once.
            while not wait((asked,), timeout=_LOOK).done:
                if address not in self._client.nthreads():
                    asked.cancel()
                    raise BrokenProcessPool("the worker was lost")
            result: T = asked.result()[address]
        except KeyError as error:
            raise BrokenProcessPool("the worker was lost") from error
        except OSError as error:
            # Dask's own, of connections, carry no number; those of a worker's disk do.
            if error.errno is None or isinstance(error, (ConnectionError, TimeoutError)):
                raise BrokenProcessPool("the worker was lost") from error
            raise
        return result

    def _ask(self, function: Callable[..., Any], *args: Any, workers: list[str], **how: str) -> Future[dict[str, Any]]:
        """Has workers do something, without waiting for it: what each answers, by its address."""
        asking = self._client.run(function, *args, workers=workers, asynchronous=True, **how)
        asked = asyncio.run_coroutine_threadsafe(asking, self._client.loop.asyncio_loop)
        with self._guard:
            self._asked.add(asked)
        asked.add_done_callback(self._asked.discard)
        return asked

    # --- jobs

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """A function on any worker, as everywhere; what needs files is for `make`."""
        if self.aborted:
            raise CancelledError
        self._connect()
        return self._threads.submit(lambda: self._client.submit(fn, *args, pure=False, **kwargs).result())

    def make(self, job: Job, store: Store) -> Future[Outcome]:
        """Begins a job; the future raises BrokenProcessPool when its worker is lost, CancelledError after `abort`."""
        if self.aborted:
            raise CancelledError
        self._connect()
        self._await_worker()
        future: Future[Outcome] = Future()
        future.set_running_or_notify_cancel()
        with self._guard:
            if not self._machines:
                future.set_exception(BrokenProcessPool("the worker was lost"))
                return future
            # Whoever has the source already, if it is not the busiest; else whoever has least to do.
            machine = min(
                self._machines.values(), key=lambda one: (one.jobs / one.threads, _name(job) not in one.sources)
            )
            machine.jobs += 1
            stop = threading.Event()
            self._running[future] = machine, stop
        self._threads.submit(self._work, future, machine, stop, job, store)
        return future

    def _work(self, future: Future[Outcome], machine: _Machine, stop: threading.Event, job: Job, store: Store) -> None:
        result: Outcome | None = None
        error: BaseException | None = None
        try:
            result = self._do(machine, stop, job, store)
        except BaseException as raised:
            error = raised
        with self._guard:
            machine.jobs -= 1
            self._running.pop(future, None)
        if error is not None:
            future.set_exception(error)
        elif result is not None:
            future.set_result(result)

    def _do(self, machine: _Machine, stop: threading.Event, job: Job, store: Store) -> Outcome:
        todo = store.missing(job.derivatives)
        if not todo:
            return Outcome()
        needed = {f"typeface-{digest[:32]}": path for digest, path in job.typefaces.items()}
        if job.family != "type":
            needed[_name(job)] = job.file
        typefaces = {digest: f"typeface-{digest[:32]}" for digest in job.typefaces}
        sent_names = []
        try:
            for name, path in needed.items():
                sent_names.append(name)
                self._send(machine, Path(path), name)
            sent = replace(job, file=_name(job), derivatives=todo, typefaces=typefaces)
            task = self._client.submit(
                parcel.do, self.session, sent, workers=[machine.address], allow_other_workers=False, pure=False
            )
            outcome = self._result(machine, stop, task)
            for made in outcome.made:
                self._fetch(machine, made, store)
            return outcome
        finally:
            with machine.guard:
                for name in sent_names:
                    machine.in_use[name] -= 1

    def _send(self, machine: _Machine, source: Path, name: str) -> None:
        """Brings a source to a worker, when it is not there yet, and makes room for it."""
        with machine.guard:
            machine.in_use[name] = machine.in_use.get(name, 0) + 1
            if name in machine.sources:
                machine.sources[name] = machine.sources.pop(name)
                return
            at = 0
            try:
                with source.open("rb") as file:
                    # Also once for an empty file: it is told there as here.
                    while (piece := file.read(PIECE)) or not at:
                        self._call(machine.address, parcel.put, self.session, name, at, piece)
                        at += len(piece)
                        if not piece:
                            break
            except FileNotFoundError:
                if source.exists():
                    raise
                return  # it is gone: the worker finds nothing either, and tells it
            machine.sources[name] = at
            old = [one for one in machine.sources if not machine.in_use.get(one)]
            while old and sum(machine.sources.values()) > _KEPT:
                del machine.sources[old[0]]
                self._call(machine.address, parcel.drop, self.session, (old.pop(0),))

    def _result(self, machine: _Machine, stop: threading.Event, task: Any) -> Outcome:
        from distributed import TimeoutError as TooSoon

        while True:
            try:
                outcome: Outcome = task.result(timeout=_LOOK)
                return outcome
            except TooSoon:
                if self.aborted or stop.is_set() or not self._lives(machine):
                    task.cancel()
                    raise BrokenProcessPool("the worker was lost") from None
            except Exception as error:  # what a worker says of its files comes as an Outcome
                raise BrokenProcessPool("the worker was lost") from error

    def _fetch(self, machine: _Machine, name: str, store: Store) -> None:
        """Brings home what was made, and into the store."""
        with store.writing(name) as path, path.open("wb") as file:
            at = 0
            while piece := self._call(machine.address, parcel.take, self.session, name, at, PIECE):
                file.write(piece)
                at += len(piece)
                if len(piece) < PIECE:
                    break
        self._call(machine.address, parcel.drop, self.session, (f"store/{name}",))

    def _lives(self, machine: _Machine) -> bool:
        with self._guard:
            return self._machines.get(machine.address) is machine

    # --- the end

    def end(self, future: Future[Any]) -> None:
        """Gives up a job that hangs, and with it its worker, which is started anew where it has a nanny."""
        with self._guard:
            machine, stop = self._running.get(future, (None, None))
            if machine is not None:
                self._machines.pop(machine.address, None)
                self.refused[machine.address] = say("The worker {address} hangs.", address=machine.address)
        if machine is None or stop is None:
            return
        stop.set()
        try:
            self._client.restart_workers([machine.address], timeout=20, raise_for_error=False)
        except Exception:  # it has no nanny: it is not used any more
            return

    def abort(self) -> None:
        """Gives up what is under way. May be called twice."""
        self.aborted = True
        self._close()

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Waits for what is under way, and leaves nothing of this run on the workers."""
        self._threads.shutdown(wait=wait and not self.aborted, cancel_futures=cancel_futures)
        self._close()

    def _close(self) -> None:
        with self._guard:
            closed = self._closed.is_set() or self._client is None
            self._closed.set()
            asked, machines, self._machines = list(self._asked), list(self._machines), {}
        if closed:
            return
        for one in asked:
            one.cancel()
        try:
            there = [address for address in self._client.nthreads() if address in machines]
            wait((self._ask(parcel.forget, self.session, workers=there, on_error="ignore"),), timeout=_FAREWELL)
        except Exception:  # who does not answer removes it when it ends
            logging.getLogger(__name__).debug("a worker did not clean up", exc_info=True)
        client, self._client = self._client, _Gone()
        client.close(timeout=5)


class _Gone:
    """In the place of a client that was closed."""

    status = "closed"

    def __getattr__(self, name: str) -> Any:
        raise BrokenProcessPool("the connection was closed")


def _name(job: Job) -> str:
    """The name of a source on a worker; what it is shows in its bytes, not in its ending."""
    return f"source-{job.digest[:32]}"


def _client(address: str, patience: float) -> Any:
    """The connection. Keys and certificates for ``tls://`` are those of Dask's own configuration."""
    try:
        import distributed
    except ImportError:
        raise Unreachable(
            say("Workers on other machines need one more package."), "", say("Install it: {command}", command=INSTALL)
        ) from None
    # It tells every lost worker in many lines; we tell it in one.
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    hint = say("Start one: dask scheduler. Then workers: dask worker {address} --nthreads 1", address=address)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of versions that differ: we compare those that matter ourselves
            return distributed.Client(address, timeout=patience, set_as_default=False, name="webdoc")
    except (OSError, ValueError, TimeoutError, TypeError, KeyError) as error:
        said = " ".join(str(error).split())[:160]
        raise Unreachable(
            say("No scheduler answers at {address} ({why}).", address=address, why=said), "", hint
        ) from None
