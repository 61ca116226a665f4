from __future__ import annotations

import contextlib
import hashlib
import os
import pickle
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import msgspec
import pytest

from tests.conftest import PATIENCE, until
from tests.media import samples
from webdoc.media import estimate, plan, probe, quick, run, share
from webdoc.media import pool as pools
from webdoc.media.pool import Pool, Serial
from webdoc.media.store import Store
from webdoc.model import Derivative, Issue, Media

LADDER = plan.Ladder(widths=(120, 300), formats=("avif", "webp", "jpeg"))


@pytest.fixture
def project(tmp_path) -> Path:
    media = tmp_path / "media"
    media.mkdir()
    for number in range(3):
        samples.photo(media / f"photo{number}.jpg", 600 + number, 400)
    samples.sound(media / "voice.wav")
    samples.video(media / "film.mp4", seconds=0.6)
    return tmp_path


def wanted(root: Path) -> tuple[Derivative, ...]:
    made: list[Derivative] = []
    for path in sorted((root / "media").iterdir()):
        found = probe.probe(path, f"media/{path.name}")
        if not isinstance(found, Media):
            continue
        made += plan.picture(found, LADDER) + plan.sound(found) + plan.video(found) + plan.loop(found)
        if found.width:
            made.append(plan.crop(found, 120, 63))
    return tuple(made)


def contents(store: Store) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in store.folder.iterdir()}


def test_serially_and_in_processes_the_same(project) -> None:
    todo = wanted(project)
    seen = []
    one, two = Store(project / "one"), Store(project / "two")
    assert run.run(run.jobs(todo, project), one, Serial(), seen.append) == ()
    with run.executor(2) as pool:
        assert isinstance(pool, Pool)
        assert run.run(run.jobs(todo, project), two, pool) == ()
    assert contents(one) == contents(two)
    assert set(contents(one)) == {item.name for item in todo}
    assert [step.done for step in seen] == sorted(step.done for step in seen)
    assert seen[-1].done == seen[-1].total == len(todo)
    assert sum(step.outcome.written for step in seen) == sum(path.stat().st_size for path in one.folder.iterdir())


@pytest.mark.slow
def test_the_bar_moves_inside_one_long_film(tmp_path, monkeypatch) -> None:
    (tmp_path / "media").mkdir()
    path = samples.video(tmp_path / "media" / "film.mp4", times=[number / 25 for number in range(500)], audible=False)
    media = msgspec.structs.replace(probe.probe(path, "media/film.mp4"), ready=False)
    monkeypatch.setattr(run, "_LOOK", 0.005)
    monkeypatch.setattr(share, "_EVERY", 0.0)
    seen: list[run.Done] = []
    store = Store(tmp_path / ".webdoc")
    jobs = run.jobs(plan.video(media), tmp_path, {media.path: media})
    with ThreadPoolExecutor(1) as pool:
        assert run.run(jobs, store, pool, seen.append) == ()
    parts = [step.seconds / step.all_seconds for step in seen]
    assert parts == sorted(parts)
    assert parts[-1] == 1.0
    assert len([part for part in parts if 0.05 < part < 0.95]) >= 3
    assert {step.done for step in seen[:-1]} == {0}, "nothing is through before it is"
    assert {path.name for path in store.folder.iterdir()} == {item.name for item in plan.video(media)}


def test_a_second_run_makes_nothing(project) -> None:
    store, todo = Store(project / ".webdoc"), wanted(project)
    run.run(run.jobs(todo, project), store, Serial())
    before = {path.name: path.stat().st_mtime_ns for path in store.folder.iterdir()}
    assert store.missing(todo) == ()
    assert run.jobs(store.missing(todo), project) == ()
    seen = []
    run.run(run.jobs(todo, project), store, Serial(), seen.append)
    assert not any(step.outcome.made for step in seen)
    assert {path.name: path.stat().st_mtime_ns for path in store.folder.iterdir()} == before


def test_jobs_are_distinct_plain_and_in_order(project) -> None:
    todo = wanted(project)
    jobs = run.jobs((*todo, *reversed(todo)), project)
    assert [job.family for job in jobs] == ["video", "sound", "sound", "picture", "picture", "picture", "still"]
    assert sorted(item.name for job in jobs for item in job.derivatives) == sorted(item.name for item in todo)
    assert pickle.loads(pickle.dumps(jobs)) == jobs


def test_bad_files_are_told_and_the_rest_goes_on(project) -> None:
    todo = wanted(project)
    photo = project / "media" / "photo1.jpg"
    photo.write_bytes(photo.read_bytes()[:5000])
    (project / "media" / "voice.wav").unlink()
    store = Store(project / ".webdoc")
    issues = run.run(run.jobs(todo, project), store, Serial())
    assert [(issue.source.path, issue.code) for issue in issues] == [
        ("media/photo1.jpg", "medium-changed"),
        ("media/voice.wav", "medium-missing"),
    ]
    left = {item.source for item in store.missing(todo)}
    assert left == {"media/photo1.jpg", "media/voice.wav"}


def test_a_damage_that_probing_did_not_see(project) -> None:
    path = project / "media" / "bad.mkv"
    samples.video(path, 160, 90, seconds=4.0)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    found = probe.probe(path, "media/bad.mkv")
    assert isinstance(found, Media)
    store = Store(project / ".webdoc")
    (issue,) = run.run(run.jobs(plan.video(found), project), store, Serial())
    assert issue.code in ("medium-truncated", "medium-unreadable")
    assert list(store.folder.iterdir()) == []


def test_a_store_that_cannot_be_written_is_an_issue(project) -> None:
    (project / ".webdoc").write_text("a file, not a folder")
    found = probe.probe(project / "media" / "photo0.jpg", "media/photo0.jpg")
    (issue,) = run.run(run.jobs(plan.picture(found, LADDER), project), Store(project / ".webdoc"), Serial())
    assert issue.code == "store-unwritable"


_FULL = """
import resource, sys
from pathlib import Path
from webdoc.media import plan, probe, run
from webdoc.media.pool import Serial
from webdoc.media.store import Store
root, todo = Path(sys.argv[1]), []
for name in ("photo0.jpg", "voice.wav", "film.mp4"):
    found = probe.probe(root / "media" / name, "media/" + name)
    todo += plan.picture(found) + plan.sound(found) + plan.video(found)
resource.setrlimit(resource.RLIMIT_FSIZE, (3000, 3000))
store = Store(root / ".webdoc")
for issue in run.run(run.jobs(todo, root), store, Serial()):
    print(issue.code, issue.source.path)
print([path.name for path in store.folder.iterdir() if path.stat().st_size > 2999 or path.name[0] == "."])
"""


def test_a_full_disk_is_an_issue(project) -> None:
    (project / "full.py").write_text(_FULL)
    root = str(Path(__file__).parents[2])
    done = subprocess.run(
        [sys.executable, str(project / "full.py"), str(project)],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": root},
    )
    # Told once, and the rest is not even tried.
    assert (done.stderr, done.stdout.splitlines()) == ("", ["store-unwritable media/film.mp4", "[]"])


def test_names_in_another_unicode_form_are_found(project) -> None:
    samples.photo(project / "media" / "e\u0301te\u0301.jpg")
    found = probe.probe(project / "media" / "e\u0301te\u0301.jpg", "media/\xe9t\xe9.jpg")
    assert run.run(run.jobs(plan.picture(found, LADDER), project), Store(project / "s"), Serial()) == ()


def _die(*_: object) -> None:
    os._exit(9)


class Dying(Pool):
    """A pool whose worker is killed at the second job."""

    count = 0

    def submit(self, fn, /, *args, **kwargs):
        self.count += 1
        return super().submit(_die if self.count == 2 else fn, *args, **kwargs)


class Deadly(Pool):
    def submit(self, fn, /, *args, **kwargs):
        return super().submit(_die)


def test_a_killed_worker_costs_nothing_but_time(project) -> None:
    todo = wanted(project)
    store = Store(project / ".webdoc")
    seen = []
    with Dying(1) as pool:
        assert run.run(run.jobs(todo, project), store, pool, seen.append) == ()
    assert store.missing(todo) == ()
    assert seen[-1].done == len(todo)


def test_a_job_that_kills_its_worker_again_is_told(project, monkeypatch) -> None:
    found = probe.probe(project / "media" / "photo0.jpg", "media/photo0.jpg")
    monkeypatch.setattr(run, "Pool", Deadly)
    with Deadly(1) as pool:
        (issue,) = run.run(run.jobs(plan.picture(found, LADDER), project), Store(project / "s"), pool)
    assert isinstance(issue, Issue)
    assert (issue.code, issue.source.path) == ("medium-worker-killed", "media/photo0.jpg")


def test_of_two_workers_one_dies_and_the_other_goes_on() -> None:
    with Pool(2) as pool:
        slow = pool.submit(time.sleep, 0.6)
        dead = pool.submit(os._exit, 9)
        after = [pool.submit(pow, 2, number) for number in range(5)]
        with pytest.raises(BrokenProcessPool):
            dead.result(PATIENCE)
        assert [future.result(PATIENCE) for future in after] == [1, 2, 4, 8, 16]
        assert slow.result(PATIENCE) is None


def test_one_job_is_ended_and_its_worker_is_replaced() -> None:
    with Pool(1) as pool:
        hung = pool.submit(time.sleep, 10 * PATIENCE)
        time.sleep(0.3)
        pool.end(hung)
        with pytest.raises(BrokenProcessPool):
            hung.result(PATIENCE)
        assert pool.submit(pow, 2, 3).result(PATIENCE) == 8


def _hang(*_: object) -> None:
    time.sleep(10 * PATIENCE)


class Hanging(Pool):
    """A pool in which the work on one source never ends."""

    def submit(self, fn, /, *args, **kwargs):
        return super().submit(_hang if args[0].source == "media/photo1.jpg" else fn, *args, **kwargs)


def test_a_job_that_hangs_is_given_up_and_told_and_the_rest_goes_on(project, monkeypatch) -> None:
    todo, store = wanted(project), Store(project / ".webdoc")
    monkeypatch.setattr(estimate, "LEAST", 2.0)
    # However busy the machine is, nothing but what hangs takes longer than is expected of it.
    jobs = [
        msgspec.structs.replace(job, seconds=0.0 if job.source == "media/photo1.jpg" else 100.0)
        for job in run.jobs(todo, project)
    ]
    with Hanging(2) as pool:
        (issue,) = run.run(jobs, store, pool)
    assert (issue.code, issue.source.path) == ("medium-too-long", "media/photo1.jpg")
    assert {item.source for item in store.missing(todo)} == {"media/photo1.jpg"}
    assert not list(store.folder.glob(".part-*"))


class Counting(Serial):
    """Runs nothing until it has seen how much is asked for at once."""

    workers = 3

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[run.Job, Future[run.Outcome]]] = []
        self.most = 0
        self.widest = 0

    def submit(self, fn, /, *args, **kwargs):
        future: Future[run.Outcome] = Future()
        self.open.append((args[0], future))
        self.most = max(self.most, sum(job.memory for job, _ in self.open))
        self.widest = max(self.widest, len(self.open))
        threading.Timer(0.05, self._end, (future, fn, args)).start()
        return future

    def _end(self, future, fn, args) -> None:
        outcome = fn(*args)
        self.open = [pair for pair in self.open if pair[1] is not future]
        future.set_result(outcome)


@pytest.mark.parametrize("room", [0, 1, 200_000_000, 4_000_000_000])
def test_no_more_is_under_way_than_fits_into_the_memory(project, room) -> None:
    photos = [item for item in wanted(project) if item.source.endswith(".jpg")]
    todo, counting = run.jobs(photos, project), Counting()
    assert run.run(todo, Store(project / ".webdoc"), counting, memory=room) == ()
    largest = max(job.memory for job in todo)
    assert counting.most <= max(room, largest) or not room
    assert counting.widest == {0: 3, 1: 1, 200_000_000: 2, 4_000_000_000: 3}[room]


def test_large_photographs_wait_for_one_another_and_small_ones_pass_them(project) -> None:
    """However much memory there is: two workers hold 600 MB together."""
    photos = [item for item in wanted(project) if item.source.endswith(".jpg")]
    small = run.jobs(photos, project)
    large = [msgspec.structs.replace(job, memory=500_000_000) for job in small]
    for todo, widest in ((large, 2), ([*large[:1], *small[1:]], 3)):
        counting = Counting()
        store = Store(project / f".webdoc-{widest}")
        assert run.run(todo, store, counting, memory=10**11) == ()
        assert counting.most <= 900_000_000
        assert counting.widest <= widest


def test_progress_that_is_broken_off_leaves_a_clean_store(project) -> None:
    todo, store = wanted(project), Store(project / ".webdoc")

    def stop(done: run.Done) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), Pool(2) as pool:
        run.run(run.jobs(todo, project), store, pool, stop)
    assert not [path for path in store.folder.iterdir() if path.name.startswith(".")]
    assert run.run(run.jobs(store.missing(todo), project), store, Serial()) == ()
    assert store.missing(todo) == ()


@pytest.mark.parametrize("workers", [1, 2])
def test_a_run_is_ended_from_another_thread(project, workers) -> None:
    todo, store = wanted(project), Store(project / ".webdoc")
    executor = run.executor(workers)
    with pytest.raises(CancelledError), executor:
        run.run(run.jobs(todo, project), store, executor, lambda done: executor.abort())
    assert not [path for path in store.folder.iterdir() if path.name.startswith(".")]
    assert store.missing(todo)


_BUILD = """
import sys
from pathlib import Path
from webdoc.media import plan, probe, run
from webdoc.media.pool import Serial
from webdoc.media.store import Store
if __name__ == "__main__":
    root = Path(sys.argv[1])
    todo = []
    for path in sorted((root / "media").glob("*.jpg")):
        todo += plan.picture(probe.probe(path, "media/" + path.name))
    print("go", flush=True)
    try:
        with run.executor(int(sys.argv[2])) as executor:
            run.run(run.jobs(todo, root), Store(root / ".webdoc"), executor)
    except KeyboardInterrupt:
        sys.exit(130)
"""


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_killed_run_leaves_no_half_file(tmp_path, how, workers) -> None:
    (tmp_path / "media").mkdir()
    for number in range(4):
        samples.photo(tmp_path / "media" / f"p{number}.jpg", 2000 + number, 1400)
    (tmp_path / "build.py").write_text(_BUILD)
    command = [sys.executable, str(tmp_path / "build.py"), str(tmp_path), workers]
    root = str(Path(__file__).parents[2])
    process = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        env={**os.environ, "PYTHONPATH": root},
    )
    folder = tmp_path / ".webdoc" / "store"
    until(lambda: folder.is_dir() and any(folder.glob("p*")))
    os.killpg(process.pid, how)  # as a terminal does: the whole group
    _, said = process.communicate(timeout=PATIENCE)
    assert said == b""
    if how == signal.SIGINT:
        assert process.returncode == 130
        assert not list(folder.glob(".part-*"))
    kept = Store(tmp_path / ".webdoc")
    todo = [
        item
        for path in sorted((tmp_path / "media").glob("*.jpg"))
        for item in plan.picture(probe.probe(path, f"media/{path.name}"), LADDER_WHOLE)
    ]
    assert kept.missing(todo)  # it was killed midway
    there = {path.name: path.read_bytes() for path in folder.iterdir() if not path.name.startswith(".")}
    assert there
    first = next(item for item in todo if item.name in there)
    fresh = Store(tmp_path / "fresh")
    family = [item for item in todo if item.source == first.source and item.name in there]
    assert run.run(run.jobs(family, tmp_path), fresh, Serial()) == ()
    for item in family:
        assert fresh.path(item.name).read_bytes() == there[item.name]


LADDER_WHOLE = plan.Ladder()

_WAIT = """
import os, time
from webdoc.media.pool import Pool
if __name__ == "__main__":
    pool = Pool(1)
    print(pool.submit(os.getpid).result(), flush=True)
    time.sleep(600)
"""


def _alive(pid: int) -> bool:
    try:  # in a container nobody may bury the dead: a zombie has ended too
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def test_workers_end_with_their_parent(tmp_path) -> None:
    (tmp_path / "wait.py").write_text(_WAIT)
    root = str(Path(__file__).parents[2])
    process = subprocess.Popen(
        [sys.executable, str(tmp_path / "wait.py")],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": root},
    )
    worker = int(process.stdout.readline())
    assert _alive(worker)
    process.kill()
    process.communicate()
    try:
        until(lambda: not _alive(worker))
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.kill(worker, signal.SIGKILL)


def test_the_preview_gets_a_picture_at_once(project) -> None:
    import io

    from PIL import Image

    found = probe.probe(project / "media" / "photo0.jpg", "media/photo0.jpg")
    for item in (plan.picture(found)[0], plan.crop(found, 120, 63)):
        image = Image.open(io.BytesIO(quick.jpeg(project / found.path, item)))
        assert image.format == "JPEG"
        assert image.size == (item.recipe.width, item.recipe.height)
    film = probe.probe(project / "media" / "film.mp4", "media/film.mp4")
    image = Image.open(io.BytesIO(quick.jpeg(project / film.path, plan.picture(film)[-1])))
    assert image.size == (320, 180)


@pytest.mark.parametrize(("media", "made", "early"), [(False, False, 0), (True, False, 1), (True, True, 0)])
def test_workers_get_ready_before_all_else_where_nothing_is_made_yet(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, media: bool, made: bool, early: int
) -> None:
    begun: list[str] = []
    monkeypatch.setattr(pools.forkserver, "ensure_running", lambda: begun.append("begun"))
    for name, there in (("media", media), ("store", made)):
        (tmp_path / name).mkdir()
        if there:
            (tmp_path / name / "a.jpg").write_bytes(b"a")
    pools.get_ready_early(tmp_path / "media", tmp_path / "store")
    assert len(begun) == early
