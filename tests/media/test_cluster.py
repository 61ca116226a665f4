"""Workers on other machines: real schedulers and workers, in processes that share nothing with the run but a socket."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack
from pathlib import Path

import msgspec
import pytest

from tests.conftest import PATIENCE, until
from tests.media import samples
from webdoc.errors import WebdocError
from webdoc.media import parcel, plan, probe, run
from webdoc.media.cluster import INSTALL, Cluster
from webdoc.media.pool import Serial
from webdoc.media.store import Store
from webdoc.model import CardText, Derivative, Media
from webdoc.pages.theme import Theme

ROOT = Path(__file__).parents[2]
THEME = Theme("veille", ROOT)
SAID = CardText(kind="quote", text="“We take turns sleeping.” “نتناوب على النوم.”", byline="Marie")
WAIT = 300
"""Seconds that Dask waits for an answer. By itself it is half a minute, which the work may take on a busy machine."""
pytestmark = pytest.mark.slow


PATIENT = {f"DASK_DISTRIBUTED__COMM__TIMEOUTS__{name}": f"{WAIT}s" for name in ("CONNECT", "TCP")}


class Farm:
    """A scheduler and its workers, each a process of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.processes: list[subprocess.Popen[bytes]] = []
        self.address = ""
        self._start("scheduler", "--port", "0", "--host", "127.0.0.1", "--no-dashboard", "--scheduler-file", "s.json")
        until(self._listens)

    def _start(self, kind: str, *options: str, **environment: str) -> subprocess.Popen[bytes]:
        log = (self.folder / f"{kind}{len(self.processes)}.log").open("wb")
        process = subprocess.Popen(
            [sys.executable, "-m", f"distributed.cli.dask_{kind}", *options],
            cwd=self.folder,
            stdout=log,
            stderr=log,
            start_new_session=True,
            env={**os.environ, "PYTHONPATH": str(ROOT), **PATIENT, **environment},
        )
        log.close()
        self.processes.append(process)
        return process

    def worker(self, **environment: str) -> subprocess.Popen[bytes]:
        """One with one thread, and a disk of its own."""
        own = self.folder / f"disk{len(self.processes)}"
        own.mkdir()
        options = ("--nthreads", "1", "--no-dashboard", "--no-nanny", "--local-directory", str(own))
        return self._start("worker", self.address, *options, **environment)

    def _listens(self) -> bool:
        """Whether the scheduler has said where it is, to the end."""
        try:
            self.address = str(json.loads((self.folder / "s.json").read_text())["address"])
        except (OSError, ValueError):
            return False
        return True

    def close(self) -> None:
        for process in reversed(self.processes):
            process.kill()
            process.wait()


@pytest.fixture
def farm(tmp_path) -> Iterator[Farm]:
    (tmp_path / "farm").mkdir()
    with ExitStack() as stack:
        made = Farm(tmp_path / "farm")
        stack.callback(made.close)
        yield made


@pytest.fixture
def project(tmp_path) -> Path:
    media = tmp_path / "project" / "media"
    media.mkdir(parents=True)
    for number in range(6):
        samples.photo(media / f"photo{number}.jpg", 1400 + number, 900)
    samples.sound(media / "voice.wav")
    samples.video(media / "film.mp4", seconds=0.6)
    return tmp_path / "project"


def wanted(root: Path) -> tuple[Derivative, ...]:
    made: list[Derivative] = []
    for path in sorted((root / "media").iterdir()):
        found = probe.probe(path, f"media/{path.name}")
        if isinstance(found, Media):
            made += plan.picture(found) + plan.sound(found) + plan.video(found)
            made += plan.stream(msgspec.structs.replace(found, stream=True))
            if found.kind == "photo":
                made.append(plan.card(found, SAID, THEME.cards.design))
    return (*made, plan.card(None, SAID, THEME.cards.design))


def contents(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}


def test_a_worker_is_killed_and_everything_is_there_with_the_same_bytes(farm, project) -> None:
    todo = wanted(project)
    here, there = Store(project / "here"), Store(project / "there")
    assert run.run(run.jobs(todo, project, typefaces=THEME.cards.typefaces), here, Serial()) == ()
    victim = farm.worker()
    farm.worker()
    seen: list[run.Done] = []
    killed: list[float] = []

    def kill(done: run.Done) -> None:
        seen.append(done)
        if len(seen) == 2:
            os.kill(victim.pid, signal.SIGKILL)
            killed.append(time.monotonic())

    with Cluster(farm.address) as cluster:
        until(lambda: cluster.workers == 2)
        assert run.run(run.jobs(todo, project, typefaces=THEME.cards.typefaces), there, cluster, kill) == ()
        assert cluster.workers == 1
    # Dask alone waits so long for a worker that does not answer.
    assert time.monotonic() - killed[0] < WAIT
    assert victim.wait(PATIENCE) == -signal.SIGKILL
    assert contents(there.folder) == contents(here.folder)
    assert seen[-1].done == len(todo)
    # Nothing of the run is left on the disk of the worker that lives.
    assert not [path for path in farm.folder.rglob("webdoc-*") if "disk2" in path.as_posix() and path.exists()]


def test_a_bad_file_is_told_as_it_is_here(farm, project) -> None:
    todo = wanted(project)
    photo = project / "media" / "photo1.jpg"
    photo.write_bytes(photo.read_bytes()[:5000])
    (project / "media" / "voice.wav").unlink()
    farm.worker()
    store = Store(project / "there")
    with Cluster(farm.address) as cluster:
        issues = run.run(run.jobs(todo, project, typefaces=THEME.cards.typefaces), store, cluster)
    assert [(issue.source.path, issue.code) for issue in issues] == [
        ("media/photo1.jpg", "medium-changed"),
        ("media/voice.wav", "medium-missing"),
    ]
    assert {item.source for item in store.missing(todo)} == {"media/photo1.jpg", "media/voice.wav"}


def test_what_was_made_and_lost_on_its_way_is_brought_home_by_the_next_try(farm, project, monkeypatch) -> None:
    todo = wanted(project)[:12]
    farm.worker()
    store, takes, call = Store(project / "there"), [], Cluster._call

    def lossy(cluster, address, function, *arguments):
        takes.append(function is parcel.take)
        if takes.count(True) == 2 and takes[-1]:
            raise BrokenProcessPool("the worker was lost")
        return call(cluster, address, function, *arguments)

    monkeypatch.setattr(Cluster, "_call", lossy)
    with Cluster(farm.address) as cluster:
        assert run.run(run.jobs(todo, project, typefaces=THEME.cards.typefaces), store, cluster) == ()
    assert store.missing(todo) == ()


_OTHER = """
import av
av.__version__ = "1.0"
"""


def test_a_worker_with_other_codecs_is_told_and_not_used(farm, project) -> None:
    (farm.folder / "other").mkdir()
    (farm.folder / "other" / "sitecustomize.py").write_text(_OTHER)
    farm.worker(PYTHONPATH=f"{farm.folder / 'other'}{os.pathsep}{ROOT}")
    cluster = Cluster(farm.address, patience=PATIENCE)
    with pytest.raises(WebdocError, match=r"av 1\.0 instead of") as error, cluster:
        run.run(run.jobs(wanted(project), project, typefaces=THEME.cards.typefaces), Store(project / "there"), cluster)
    assert "dask worker" in error.value.hint
    # With a good one beside it, the work is done by that one.
    farm.worker()
    told: list[str] = []
    todo = wanted(project)[:12]
    until(lambda: "Registered to" in (farm.folder / "worker2.log").read_text())
    with Cluster(farm.address, tell=told.append) as cluster:
        assert cluster.workers == 1
        assert (
            run.run(run.jobs(todo, project, typefaces=THEME.cards.typefaces), Store(project / "there"), cluster) == ()
        )
    assert len(told) == 1


def test_nobody_answers() -> None:
    cluster = Cluster("tcp://127.0.0.1:1", patience=0.5)
    with pytest.raises(WebdocError, match="No scheduler answers") as error:
        assert cluster.workers
    assert "dask scheduler" in error.value.hint


def test_a_scheduler_without_workers_is_told(farm) -> None:
    cluster = Cluster(farm.address, patience=0.6)
    with pytest.raises(WebdocError, match="has no workers"):
        assert cluster.workers


def test_without_the_extra_the_command_to_install_it_is_told(monkeypatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(WebdocError) as error:
        assert Cluster("tcp://127.0.0.1:1").workers
    assert INSTALL in error.value.hint
