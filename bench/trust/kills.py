"""Builds that are struck down: by SIGKILL at random moments, and by a disk that is full, with a reader all the while.

After each strike the site has to be, byte for byte, the one of before or the new one, every file of the store what its
name says, and nothing may keep the next build from beginning. The reader polls by path and by a directory that it
holds: whatever the manifest that it has read names has to be there, with those bytes.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from bench.trust import small
from bench.trust.edits import tree
from webdoc import output
from webdoc.errors import WebdocError

COMMAND = [sys.executable, "-m", "webdoc", "build", "--jobs", "2", "--project"]
VERSIONS = ("Old", "New")
PLAIN = ("disk is full", "No space left", "Make room", "larger than this place takes", "File too large")
"""What has to be said of a disk that takes no more."""
HELD = 25
"""Polls for which the reader keeps one directory open."""


def edition(root: Path, name: str) -> None:
    """Write the sources of one version: every chapter says which, and the photographs are others."""
    for number in range(1, small.CHAPTERS + 1):
        small.put(root, f"chapters/{number:02}-c{number}.md", small.chapter(number, name))
    for path in (root / "chapters").glob("*-text-*.md"):
        path.write_text(f"---\ntitle: Text\n---\n\n{name}.\n")
    shift = 4 * VERSIONS.index(name)
    for number in range(small.PHOTOGRAPHS):
        small.put(root, f"media/p{number}.png", small.photograph(number + shift))


class Sites:
    """The site of each version, and every file of the store, as builds make them that nobody disturbs."""

    def __init__(self, root: Path, texts: int = 0) -> None:
        self.root = small.write(root)
        for number in range(texts):  # from some number on they are read and frozen by several processes
            small.put(self.root, f"chapters/{50 + number}-text-{number}.md", "")
        self.sites: dict[str, dict[str, bytes]] = {}
        self.store: dict[str, str] = {}
        self.seconds = 0.0
        for name in reversed(VERSIONS):
            begun = time.perf_counter()
            edition(root, name)
            subprocess.run([*COMMAND, str(root)], check=True, capture_output=True)
            self.seconds = max(self.seconds, time.perf_counter() - begun)
            self.sites[name] = tree(root / "build")
            self.store |= self.stored()

    def stored(self) -> dict[str, str]:
        """What lies in the store under a final name, by digest."""
        folder = self.root / ".webdoc" / "store"
        files = (path for path in folder.iterdir() if not path.name.startswith("."))
        return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}

    def standing(self) -> str:
        """Which version stands, or what stands there instead."""
        found = tree(self.root / "build")
        if not found:
            return "empty"
        return next((name for name, site in self.sites.items() if site == found), "mixture")

    def wrong(self) -> list[str]:
        """All that a strike must not leave."""
        here = self.standing()
        said = [] if here in VERSIONS else [here]
        said += [f"store: {name}" for name, digest in self.stored().items() if self.store.get(name) != digest]
        try:
            with output.lock(self.root / ".webdoc"):
                pass
        except WebdocError:
            said.append("blocked")
        return said


def strike(sites: Sites, pick: random.Random, number: int) -> str:
    """Begin a build and end it at a random moment; says how it ended."""
    edition(sites.root, VERSIONS[number % 2])
    if pick.random() < 0.5:  # so that there is something to make
        names = sorted(sites.stored())
        for name in pick.sample(names, min(len(names), 12)):
            (sites.root / ".webdoc" / "store" / name).unlink()
    process = subprocess.Popen(
        [*COMMAND, str(sites.root)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    group, begun = pick.random() < 0.5, time.perf_counter()
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(pick.uniform(0.02, sites.seconds * 1.1))
    if process.poll() is None:
        if group:
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    code = process.wait()
    if code == -signal.SIGKILL:
        return "killed, with its workers" if group else "killed"
    if code:
        return f"ended with {code}"
    sites.seconds = time.perf_counter() - begun
    return "built"


@contextlib.contextmanager
def reader(folder: Path, told: dict[str, int]) -> Iterator[None]:
    """Polls a site in a process of its own; at the end ``told`` holds how often, and what was wrong how often."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        code = 1
        with contextlib.suppress(BaseException):
            polls = _polls(folder)
            os.write(writing, json.dumps(polls).encode())
            code = 0
        os._exit(code)
    os.close(writing)
    try:
        yield
    finally:
        os.kill(child, signal.SIGTERM)
        with os.fdopen(reading) as pipe:
            told |= json.loads(pipe.read() or "{}")
        os.waitpid(child, 0)


def _polls(folder: Path) -> dict[str, int]:
    ended: list[int] = []
    signal.signal(signal.SIGTERM, lambda *_: ended.append(1))
    pick, polls = random.Random(1), Counter({"polls": 0, "missing": 0, "foreign": 0})
    while not ended:
        held = os.open(folder, os.O_RDONLY)
        try:
            for _ in range(HELD):
                for at in (held, None):
                    polls["polls"] += 1
                    polls.update(_poll(folder, at, pick))
                time.sleep(0.005)
        finally:
            os.close(held)
    return dict(polls)


def _poll(folder: Path, held: int | None, pick: random.Random) -> list[str]:
    """One file that the manifest names, read by path or in a held directory; what is wrong with it."""

    def read(name: str) -> bytes:
        with os.fdopen(os.open(name if held is not None else folder / name, os.O_RDONLY, dir_fd=held), "rb") as file:
            return file.read()

    listed = read("manifest.json")
    entry = pick.choice(json.loads(listed)["files"])
    try:
        wrong = [] if hashlib.sha256(read(entry["path"])).hexdigest() == entry["sha256"] else ["foreign"]
    except FileNotFoundError:
        wrong = ["missing"]
    # By path the new site may have come between the two: then the file belongs to the other list.
    return wrong if not wrong or held is not None or read("manifest.json") == listed else []


def judge(sites: Sites, strikes: int, seed: int, tell: Callable[[str], None]) -> list[str]:
    """So many strikes; returns what was wrong."""
    pick = random.Random(seed)
    ends: Counter[str] = Counter()
    polls: dict[str, int] = {}
    wrong: list[str] = []
    with reader(sites.root / "build", polls):
        for number in range(strikes):
            end = strike(sites, pick, number)
            ends[end] += 1
            wrong += [f"strike {number} ({end}): {one}" for one in sites.wrong()]
            if end.startswith("ended"):
                wrong.append(f"strike {number}: the build {end}")
    last = subprocess.run([*COMMAND, str(sites.root)], capture_output=True, text=True, check=False)
    if last.returncode or sites.standing() != VERSIONS[(strikes - 1) % 2]:
        wrong.append(f"the build after all: {last.stderr}")
    wrong += [f"{polls.get(kind)} polls with a {kind} file" for kind in ("missing", "foreign") if polls.get(kind, 1)]
    tell(f"{strikes} strikes: {dict(ends)}; the reader: {polls}")
    return wrong


# --- a full disk


Resize = Callable[[int], object]


@contextlib.contextmanager
def small_disk(folder: Path) -> Iterator[Resize | None]:
    """A file system of its own (tmpfs); gives what sets its size in bytes, or None where none can be mounted."""
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=256m", "none", str(folder)]
    mounted = subprocess.run(mount, capture_output=True, check=False).returncode == 0
    try:
        yield (lambda size: _remount(folder, size)) if mounted else None
    finally:
        if mounted:
            subprocess.run(["umount", "-l", folder], check=True)


def _remount(folder: Path, size: int) -> None:
    subprocess.run(["mount", "-o", f"remount,size={size}", folder], check=True)


def full(sites: Sites, resize: Resize | None, levels: int, tell: Callable[[str], None]) -> list[str]:
    """Builds on a disk with less and less room; returns what was wrong.

    Where no file system can be mounted, files may have so many bytes at most (RLIMIT_FSIZE), which ends builds too.
    """
    size = sum(len(data) for data in sites.sites["Old"].values())
    wrong, ends = [], Counter[str]()
    for level in range(levels):
        edition(sites.root, "Old")
        subprocess.run([*COMMAND, str(sites.root)], check=True, capture_output=True)
        wrong += [f"before level {level}: {one}" for one in sites.wrong()]
        edition(sites.root, "New")
        shutil.rmtree(sites.root / ".webdoc" / "store")
        room = size * level // levels
        if resize:
            resize(_used(sites.root) + room)
        limit = partial(resource.setrlimit, resource.RLIMIT_FSIZE, (max(room // 64, 512),) * 2)
        command = [*COMMAND, str(sites.root)]
        done = subprocess.run(
            command, capture_output=True, text=True, check=False, preexec_fn=None if resize else limit
        )
        if resize:
            resize(256 << 20)
        here = sites.standing()
        ends[f"{here}, ended with {done.returncode}"] += 1
        if here != ("New" if done.returncode == 0 else "Old") or "Traceback" in done.stderr:
            wrong.append(f"level {level}: {here}, {done.stderr}")
        if done.returncode and not any(word in done.stderr for word in PLAIN):
            wrong.append(f"level {level} says: {done.stderr}")
    kind = "a disk of its own (tmpfs)" if resize else "a limit for each file (RLIMIT_FSIZE)"
    tell(f"{levels} fill levels of {kind}: {dict(ends)}")
    return wrong


def _used(folder: Path) -> int:
    facts = os.statvfs(folder)
    return (facts.f_blocks - facts.f_bfree) * facts.f_frsize


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--strikes", type=int, default=200)
    parser.add_argument("--levels", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    begun = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder, small_disk(Path(folder) / "disk") as resize:
        wrong = judge(Sites(Path(folder) / "project", texts=30), asked.strikes, asked.seed, print)
        wrong += full(Sites(Path(folder) / "disk" / "project"), resize, asked.levels, print) if asked.levels else []
    print(*wrong, sep="\n")
    print(f"{len(wrong)} wrong, {time.perf_counter() - begun:.0f} s")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
