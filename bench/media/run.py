"""The run over media: two processes beside one, a cluster of two local workers beside two processes, a second run.

    .venv/bin/python bench/media/run.py pool       # wall of two processes over that of one: at most 0.52
    .venv/bin/python bench/media/run.py cluster    # speed of two local workers over two processes: at least 0.9
    .venv/bin/python bench/media/run.py second     # CPU beyond start-up with nothing new, 100 chapters, 300 photographs

Commands are run in turn, medians of ``--rounds``; CPU is summed over all processes of a command and of the cluster.
"""

from __future__ import annotations

import argparse
import compileall
import contextlib
import ctypes
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from PIL import Image

WEBDOC = [sys.executable, "-m", "webdoc"]
TICK = os.sysconf("SC_CLK_TCK")
PR_SET_CHILD_SUBREAPER = 36


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("part", choices=("pool", "cluster", "second"))
    parser.add_argument("--photos", type=int, default=12)
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    compileall.compile_dir(Path(__file__).parents[2] / "webdoc", quiet=2)  # as it is when a package is installed
    with tempfile.TemporaryDirectory(prefix="webdoc-run-") as folder:
        root = Path(folder)
        if asked.part == "second":
            return second(root, asked.rounds)
        project(root, 1, asked.photos, (4000, 2667))
        return pool(root, asked.rounds) if asked.part == "pool" else cluster(root, asked.rounds)


def pool(root: Path, rounds: int) -> int:
    one, two = in_turn(root, rounds, [["--jobs", "1"], ["--jobs", "2"]], [])
    ratio = two[0] / one[0]
    print(f"one process {one[0]:.2f} s wall, {one[1]:.2f} s CPU; two {two[0]:.2f} s wall, {two[1]:.2f} s CPU")
    print(f"wall of two over one: {ratio:.3f} (at most 0.52); CPU of two over one: {two[1] / one[1]:.3f}")
    return int(ratio > 0.52)


def cluster(root: Path, rounds: int) -> int:
    farm = root / "farm"
    farm.mkdir()
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    dask = [sys.executable, "-m"]
    options = ["--port", "0", "--host", "127.0.0.1", "--no-dashboard", "--scheduler-file", "s.json"]
    processes = [subprocess.Popen([*dask, "distributed.cli.dask_scheduler", *options], cwd=farm, **quiet)]
    try:
        while not (address := listening(farm / "s.json")):
            time.sleep(0.1)
        for number in range(2):
            own = ["--nthreads", "1", "--no-nanny", "--no-dashboard", "--local-directory", str(farm / f"disk{number}")]
            processes.append(subprocess.Popen([*dask, "distributed.cli.dask_worker", address, *own], cwd=farm, **quiet))
        time.sleep(6)
        others = [process.pid for process in processes]
        local, remote = in_turn(root, rounds, [["--jobs", "2"], ["--scheduler", address]], others)
    finally:
        for process in processes:
            process.kill()
            process.wait()
    speed = local[0] / remote[0]
    print(f"two processes {local[0]:.2f} s wall, {local[1]:.2f} s CPU")
    print(f"two workers of a cluster {remote[0]:.2f} s wall, {remote[1]:.2f} s CPU")
    print(f"speed of the cluster over two processes: {speed:.3f} (at least 0.9); by CPU: {local[1] / remote[1]:.3f}")
    return int(speed < 0.9)


def listening(file: Path) -> str:
    """Where the scheduler is; empty until it has said so to the end."""
    try:
        return str(json.loads(file.read_text())["address"])
    except (OSError, ValueError):
        return ""


def second(root: Path, rounds: int) -> int:
    project(root, 100, 300, (640, 427))
    measure([*WEBDOC, "build", "-p", str(root)], [])
    measure([*WEBDOC, "media", "-p", str(root)], [])
    found: dict[str, list[float]] = {}
    for _ in range(max(rounds, 5)):
        for name, command in (
            ("start", ["--version"]),
            ("build", ["build", "-p", str(root)]),
            ("media", ["media", "-p", str(root)]),
        ):
            before = os.times()
            subprocess.run([*WEBDOC, *command], check=True, stdout=subprocess.DEVNULL)
            after = os.times()
            spent = after.children_user - before.children_user + after.children_system - before.children_system
            found.setdefault(name, []).append(spent)
    best = {name: min(times) for name, times in found.items()}
    beyond = {name: best[name] - best["start"] for name in ("build", "media")}
    print(f"start {best['start']:.3f} s CPU; beyond it: build {beyond['build']:.3f}, media {beyond['media']:.3f} (0.1)")
    return int(max(beyond.values()) > 0.1)


def in_turn(root: Path, rounds: int, ways: list[list[str]], others: list[int]) -> list[tuple[float, float]]:
    """Median wall and CPU seconds of making all media in each of the ways; the facts are known before."""
    subprocess.run([*WEBDOC, "media", "-p", str(root)], check=True, stdout=subprocess.DEVNULL)
    found: list[list[tuple[float, float]]] = [[] for _ in ways]
    for _ in range(rounds):
        for way, times in zip(ways, found, strict=True):
            shutil.rmtree(root / ".webdoc" / "store", ignore_errors=True)
            times.append(measure([*WEBDOC, "media", "make", "-p", str(root), *way], others))
    return [
        (statistics.median(wall for wall, _ in times), statistics.median(cpu for _, cpu in times)) for times in found
    ]


def measure(command: list[str], others: list[int]) -> tuple[float, float]:
    """Wall and CPU seconds of a command with all the processes of its session, and of others meanwhile.

    Nothing is looked at while it runs: that would take from the second of two cores, and not from one.
    """
    # Workers are children of a server of their own, which outlives the command: it shall come to us.
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1)
    before = sum(filter(None, (spent(pid) for pid in others)))
    began = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    _, status, used = os.wait4(process.pid, 0)
    wall = time.monotonic() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}")
    cpu = used.ru_utime + used.ru_stime
    for pid in [int(path.name) for path in Path("/proc").glob("[0-9]*") if session(int(path.name)) == process.pid]:
        with contextlib.suppress(ChildProcessError):
            _, _, used = os.wait4(pid, 0)
            cpu += used.ru_utime + used.ru_stime
    return wall, cpu + sum(filter(None, (spent(pid) for pid in others))) - before


def session(pid: int) -> int:
    try:
        return os.getsid(pid)
    except OSError:
        return -1


def spent(pid: int) -> float | None:
    """CPU seconds of a process."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except OSError:
        return None
    return (int(fields[11]) + int(fields[12])) / TICK


def project(root: Path, chapters: int, photos: int, size: tuple[int, int]) -> None:
    """A documentary with so many photographs, shared out over its chapters."""
    (root / "media").mkdir()
    (root / "chapters").mkdir()
    (root / "webdoc.yaml").write_text("title: A film\nbase_url: https://film.example/\n")
    for number in range(photos):
        photograph(number, size).save(root / "media" / f"p{number:03}.jpg", quality=90)
    each = photos // chapters
    for number in range(chapters):
        shown = "".join(f"![x](p{photo:03}.jpg)\n\n" for photo in range(number * each, (number + 1) * each))
        (root / "chapters" / f"{number:03}-c.md").write_text(f"---\ntitle: C{number}\nslug: c{number}\n---\n\n{shown}")


def photograph(number: int, size: tuple[int, int]) -> Image.Image:
    """Structure at three scales and grain, the same every time but for the grain."""
    width, height = size
    layers = [
        Image.effect_noise((max(2, width // by + number), max(2, height // by)), spread).resize(
            size, Image.Resampling.BICUBIC
        )
        for by, spread in ((60, 90), (12, 60), (2, 20))
    ]
    mixed = Image.blend(Image.blend(layers[0], layers[1], 0.4), layers[2], 0.3)
    return Image.merge("RGB", (mixed, Image.blend(mixed, layers[0], 0.5), Image.blend(mixed, layers[1], 0.3)))


if __name__ == "__main__":
    sys.exit(main())
