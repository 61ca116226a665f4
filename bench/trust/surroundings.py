"""The same documentary in twelve surroundings: whatever differs from one machine to another, the bytes must not.

Voices, photographs, a film, cards and archives are made anew in each. What cannot be told to a process is put under it:
`edge` shuffles what folders say of their order and moves the clock, before webdoc is loaded.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from bench.trust import small
from bench.trust.edits import tree

EDGE = '''
"""Loaded by Python before all else: another order of folders, another day."""
import datetime, os, random, time
pick, ahead = random.Random(int(os.environ["EDGE_ORDER"])), float(os.environ["EDGE_SECONDS"])
scandir, listdir, clock = os.scandir, os.listdir, time.time

class Shuffled:
    def __init__(self, path): self.entries = scandir(path)
    def __enter__(self): return self
    def __exit__(self, *_): self.entries.close()
    def close(self): self.entries.close()
    def __iter__(self):
        found = list(self.entries); pick.shuffle(found); return iter(found)
    def __next__(self): return next(self.entries)

def shuffled(path="."):
    found = listdir(path); pick.shuffle(found); return found

class Kind(type):
    def __instancecheck__(cls, one): return isinstance(one, cls.__mro__[1])

class Date(datetime.date, metaclass=Kind):
    @classmethod
    def today(cls): return cls.fromtimestamp(time.time())

class Moment(datetime.datetime, metaclass=Kind):
    @classmethod
    def now(cls, tz=None): return super().now(tz) + datetime.timedelta(seconds=ahead)

os.scandir, os.listdir = lambda path=".": Shuffled(path), shuffled
time.time = lambda: clock() + ahead
datetime.date, datetime.datetime = Date, Moment
'''

Place = Callable[[Path, Path], tuple[Path, list[str], dict[str, str]]]
"""From a copy of the sources and a scratch folder: where it is built, by which command, with which variables."""
BUILD = [sys.executable, "-m", "webdoc", "build", "--project"]


def plain(root: Path, scratch: Path) -> tuple[Path, list[str], dict[str, str]]:
    return root, [*BUILD, str(root)], {}


def elsewhere(root: Path, scratch: Path) -> tuple[Path, list[str], dict[str, str]]:
    moved = scratch / "ein Ordner, très loin – 路" / ("deep" * 20) / "film"
    shutil.copytree(root, moved)
    return moved, [*BUILD, str(moved)], {}


def variables(**given: str) -> Place:
    return lambda root, scratch: (root, [*BUILD, str(root)], given)


def touched(root: Path, scratch: Path) -> tuple[Path, list[str], dict[str, str]]:
    pick = random.Random(5)
    for path in sorted(root.rglob("*")):
        os.utime(path, (pick.randrange(2**31), pick.randrange(2**31)))
    return plain(root, scratch)


def alone(root: Path, scratch: Path) -> tuple[Path, list[str], dict[str, str]]:
    return root, ["taskset", "-c", "0", *BUILD, str(root), "--jobs", "1"], {}


def crowded(root: Path, scratch: Path) -> tuple[Path, list[str], dict[str, str]]:
    return root, [*BUILD, str(root), "--jobs", "6"], {}


def masked(root: Path, scratch: Path) -> tuple[Path, list[str], dict[str, str]]:
    return root, ["sh", "-c", 'umask 0077; exec "$@"', "sh", *BUILD, str(root)], {}


def homeless(root: Path, scratch: Path) -> tuple[Path, list[str], dict[str, str]]:
    gone = str(scratch / "nobody")
    return root, [*BUILD, str(root)], {"HOME": gone, "XDG_CACHE_HOME": gone, "USER": "nobody", "LOGNAME": "nobody"}


def optimised(root: Path, scratch: Path) -> tuple[Path, list[str], dict[str, str]]:
    return root, [sys.executable, "-OO", *BUILD[1:], str(root)], {}


def edge(order: int, seconds: float) -> Place:
    def place(root: Path, scratch: Path) -> tuple[Path, list[str], dict[str, str]]:
        scratch.mkdir(parents=True, exist_ok=True)
        (scratch / "sitecustomize.py").write_text(EDGE)
        told = {"PYTHONPATH": str(scratch), "EDGE_ORDER": str(order), "EDGE_SECONDS": str(seconds)}
        return root, [*BUILD, str(root)], told

    return place


PLACES: dict[str, Place] = {
    "another path": elsewhere,
    "another time zone": variables(TZ="Pacific/Kiritimati"),
    "the C locale": variables(LC_ALL="C", LANG="C", PYTHONUTF8="0"),
    "a Turkish locale": variables(LC_ALL="tr_TR.UTF-8", LANG="tr_TR.UTF-8", LANGUAGE="tr"),
    "another hash seed": variables(PYTHONHASHSEED="4711"),
    "a strict umask": masked,
    "other times of files": touched,
    "one core, one job": alone,
    "six jobs": crowded,
    "no home": homeless,
    "Python without assertions": optimised,
    "another order of folders and another day": edge(3, -200 * 86_400.0),
}
QUICK = ("a strict umask", "another order of folders and another day")


def differing(folder: Path, names: tuple[str, ...], tell: Callable[[str], None]) -> list[str]:
    """Build in each surrounding; returns which files differ from a plain build, or are not in both."""
    source, wrong = small.write(folder / "source"), list[str]()
    expected = _built(source, folder, "plain", plain)
    for name in names:
        begun = time.perf_counter()
        found = _built(source, folder, name, PLACES[name])
        apart = sorted(path for path in {*expected, *found} if expected.get(path) != found.get(path))
        said = f"OTHER: {apart}" if apart else "the same"
        tell(f"{name:42} {len(found)} files, {said}, {time.perf_counter() - begun:.0f} s")
        wrong += [f"{name}: {path}" for path in apart]
    return wrong


def _built(source: Path, folder: Path, name: str, place: Place) -> dict[str, bytes]:
    copy, scratch = folder / name / "project", folder / f"{name} scratch"
    shutil.copytree(source, copy)
    root, command, given = place(copy, scratch)
    done = subprocess.run(command, env={**os.environ, **given}, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{name}: {done.stdout}{done.stderr}")
    found = tree(root / "build")
    for path in (copy, scratch):
        shutil.rmtree(path, ignore_errors=True)
    return found


def main() -> None:
    argparse.ArgumentParser(description=__doc__).parse_args()
    with tempfile.TemporaryDirectory() as folder:
        wrong = differing(Path(folder), tuple(PLACES), print)
    print(f"{len(PLACES)} surroundings, {len(wrong)} files that differ", *wrong, sep="\n")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
