"""A build with nothing new is known from metadata; whatever changed is seen."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.conftest import Project, picture
from webdoc import build, stamp

CODE = """
import sys
from webdoc.cli import main
main([sys.argv[2], "-p", sys.argv[1]], standalone_mode=False)
print(*sorted({name.split(".")[0] for name in sys.modules}))
"""


@pytest.fixture
def built(project: Project) -> Path:
    root = project({"chapters/01-a.md": "---\ntitle: A\n---\n\n![x](a.jpg)\n", "media/a.jpg": picture(96, 64)})
    assert not build.build(root, jobs=1).failed
    return root


@pytest.mark.parametrize(
    ("command", "says"),
    [("build", "nothing new"), ("check", "0 errors, 0 warnings"), ("media", "1 source shown")],
)
def test_with_nothing_new_nothing_is_loaded_that_reads_renders_or_encodes(command: str, says: str, built: Path) -> None:
    for _ in range(2):
        again = [sys.executable, "-c", CODE, str(built), command]
        done = subprocess.run(again, capture_output=True, text=True, check=True)
    told, modules = done.stdout.strip().rsplit("\n", 1)
    assert says in told
    heavy = {
        "flask",
        "flask_frozen",
        "jinja2",
        "markdown",
        "markdown_it",
        "bleach",
        "nh3",
        "PIL",
        "av",
        "yaml",
        "babel",
    }
    assert heavy.isdisjoint(modules.split())


def swap_picture(root: Path) -> None:
    path = root / "media" / "a.jpg"
    facts = path.stat()
    other = root / "other.jpg"
    other.write_bytes(bytes(reversed(path.read_bytes())))
    os.utime(other, ns=(facts.st_atime_ns, facts.st_mtime_ns))
    other.replace(path)
    assert path.stat().st_size == facts.st_size
    assert path.stat().st_mtime_ns == facts.st_mtime_ns


CHANGES: dict[str, Callable[[Path], object]] = {
    "a chapter": lambda root: (root / "chapters" / "01-a.md").write_text("---\ntitle: B\n---\n\nB.\n"),
    "a new chapter": lambda root: (root / "chapters" / "02-b.md").write_text("---\ntitle: B\n---\n\nB.\n"),
    "the settings": lambda root: (root / "webdoc.yaml").write_text("title: Other\n"),
    "a picture of the same size and time": swap_picture,
    "a theme of the project's own": lambda root: (
        (root / "themes" / "x").mkdir(parents=True) or (root / "themes" / "x" / "y").write_text("z")
    ),
    "a page of the site": lambda root: (root / "build" / "index.html").write_text("broken"),
    "a page of the site that is gone": lambda root: (root / "build" / "index.html").unlink(),
    "a file that others put into the site": lambda root: (root / "build" / "CNAME").write_text("x"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_is_seen(change: str, built: Path) -> None:
    assert stamp.standing(built, built / "build", stamp.sources(built)) is not None
    CHANGES[change](built)
    assert stamp.standing(built, built / "build", stamp.sources(built)) is None


def test_another_folder_is_another_build(built: Path) -> None:
    assert stamp.standing(built, built / "elsewhere", stamp.sources(built)) is None


def test_a_damaged_memory_is_no_memory(built: Path) -> None:
    (built / ".webdoc" / stamp.NAME).write_bytes(b"\xff\x00nonsense")
    assert stamp.standing(built, built / "build", stamp.sources(built)) is None
    assert not build.build(built).failed


def test_a_check_is_remembered_until_something_changes(built: Path) -> None:
    found: list[int] = []

    def find() -> int:
        found.append(len(found))
        return found[-1]

    def ask() -> int:
        return stamp.remembered(built, "asked", int, find)

    assert [ask(), ask()] == [0, 0]
    (built / "chapters" / "02-b.md").write_text("---\ntitle: B\n---\n\nB.\n")
    assert [ask(), ask()] == [1, 1]
    # A file that is made, or taken away, changes what a chapter weighs.
    next((built / ".webdoc" / "store").iterdir()).unlink()
    assert [ask(), ask()] == [2, 2]
    (built / ".webdoc" / "asked").write_bytes(b"nonsense")
    assert [ask(), ask()] == [3, 3]


def test_a_new_day_is_a_change(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Tomorrow(date):
        @classmethod
        def today(cls) -> date:
            return date.today() + timedelta(days=1)

    assert stamp.standing(built, built / "build", stamp.sources(built)) is not None
    monkeypatch.setattr(stamp, "date", Tomorrow)
    assert stamp.standing(built, built / "build", stamp.sources(built)) is None
