"""Broken projects: every mistake is told with its place and its remedy, in one run, and nothing is lost or changed."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests import broken
from webdoc import build
from webdoc.cli import main

ENOUGH = 60


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The last good build."""
    root = tmp_path_factory.mktemp("good")
    broken.write(broken.Broken(), root)
    assert not build.build(root).failed
    return root / "build"


def told(command: list[str]) -> tuple[int, list[dict[str, str]], str]:
    """The exit code of a command, the issues that it told as JSON, and what else it said."""
    done = CliRunner().invoke(main, command)
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    said = json.loads(done.stdout)
    return done.exit_code, said["issues"] if isinstance(said, dict) else said, done.stderr


def state(root: Path) -> dict[str, str]:
    """Every file of a folder but those that are made anew, by its digest; a link by where it leads."""
    found = {}
    for folder, folders, names in os.walk(root):
        folders[:] = [name for name in folders if name != ".webdoc"]
        for path in (Path(folder) / name for name in [*names, *folders]):
            if path.is_symlink():
                found[str(path.relative_to(root))] = str(path.readlink())
            elif path.is_file():
                found[str(path.relative_to(root))] = hashlib.sha256(path.read_bytes()).hexdigest()
    return found


@pytest.mark.parametrize("name", broken.PROJECTS)
def test_a_broken_project_is_told_with_place_and_remedy_and_nothing_is_lost(
    name: str, good: Path, tmp_path: Path
) -> None:
    project = broken.PROJECTS[name]
    broken.write(project, tmp_path)
    shutil.copytree(good, tmp_path / "build", copy_function=os.link)
    before = state(tmp_path)
    code, issues, said = told(["check", "--strict", "--json", "-p", str(tmp_path)])
    places = {f"{issue['place']} {issue['code']}": issue["level"] for issue in issues}
    assert set(project.told) - set(places) == set()
    assert {place for place, level in places.items() if level == "error"} - set(project.told) == set()
    assert all(issue["message"] and issue["hint"] for issue in issues), issues
    assert code == (1 if {issue["level"] for issue in issues} - {"info"} else 0)
    if any(issue["level"] == "error" for issue in issues):
        code, again, said = told(["build", "--json", "-p", str(tmp_path)])
        assert code == 1
        assert {issue["code"] for issue in again} >= {issue["code"] for issue in issues if issue["level"] == "error"}
    assert "Traceback" not in said
    assert state(tmp_path) == before


def test_a_project_of_drafts_alone_is_not_built(good: Path, tmp_path: Path) -> None:
    broken.write(broken.head("draft: true\n"), tmp_path)
    shutil.copytree(good, tmp_path / "build", copy_function=os.link)
    before = state(tmp_path)
    code, issues, _ = told(["build", "--json", "-p", str(tmp_path)])
    assert (code, [issue["code"] for issue in issues]) == (1, ["only-drafts"])
    assert state(tmp_path) == before


def test_there_are_enough_of_them() -> None:
    assert sum(bool(project.told) for project in broken.PROJECTS.values()) >= 3 * ENOUGH


def test_the_mistakes_of_all_chapters_are_told_in_one_run(tmp_path: Path) -> None:
    shared = {"media/door.jpg": broken.PHOTO, "media/marie.mp3": broken.medium("marie.mp3")}
    files: dict[str, broken.Content] = dict(shared)
    expected: set[str] = set()
    for number, project in enumerate(broken.PROJECTS.values(), 1):
        text = project.files.get("chapters/01-door.md")
        others = {key: value for key, value in project.files.items() if key != "chapters/01-door.md"}
        alike = all(shared.get(key) == value for key, value in others.items())
        if not isinstance(text, str | bytes) or not alike:
            continue
        name = f"chapters/{number:03}-room-{number}.md"
        files[name] = text
        expected |= {one.replace("chapters/01-door.md", name) for one in project.told}
    broken.write(broken.Broken(files), tmp_path)
    code, issues, _ = told(["check", "--json", "-p", str(tmp_path)])
    assert code == 1
    assert len(files) > ENOUGH
    assert expected - {f"{issue['place']} {issue['code']}" for issue in issues} == set()
