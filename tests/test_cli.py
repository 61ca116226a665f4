"""The command line, as a person meets it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.conftest import Project
from webdoc.cli import main

DOOR = "---\ntitle: The door\n---\n\nText.\n"


def webdoc(*arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(main, list(arguments))
    return done.exit_code, done.output


@pytest.mark.parametrize("command", [(), ("init",), ("serve",), ("build",), ("check",), ("media",), ("media", "prune")])
def test_every_command_explains_itself(command: tuple[str, ...]) -> None:
    code, text = webdoc(*command, "--help")
    assert code == 0
    assert text.startswith("Usage: ")
    assert "  -h, --help" in text


@pytest.mark.slow
def test_what_init_writes_can_be_built_at_once(tmp_path: Path) -> None:
    code, text = webdoc("init", str(tmp_path / "my-film"), "--lang", "ar", "--story", "lesson")
    assert code == 0, text
    assert "webdoc serve" in text
    root = tmp_path / "my-film"
    assert {path.suffix for path in (root / "media").iterdir()} >= {".jpg", ".mp3", ".vtt"}
    code, text = webdoc("build", "-p", str(root))
    assert code == 0, text
    assert "0 errors" in text
    assert (root / "build" / "index.html").is_file()
    assert 'lang="ar"' in (root / "build" / "index.html").read_text("utf-8")


def test_init_does_not_write_over_anything(tmp_path: Path) -> None:
    (tmp_path / "precious").write_text("x")
    code, text = webdoc("init", str(tmp_path))
    assert code == 1
    assert "not empty" in text
    assert [path.name for path in tmp_path.iterdir()] == ["precious"]


def test_check_tells_the_place_what_is_wrong_and_what_to_do(project: Project) -> None:
    root = project({"chapters/01-a.md": "---\ntitle: A\n---\n\n![x](no.jpg)\n"})
    code, text = webdoc("check", "-p", str(root))
    assert code == 1
    assert "chapters/01-a.md\n  5:6  error  There is no file “no.jpg”. [medium-missing]\n" in text
    assert "    Put a picture of that name into media/." in text
    assert "1 error, 0 warnings." in text


def test_check_can_be_read_by_a_machine(project: Project) -> None:
    root = project({"chapters/01-a.md": "---\ntitle: A\n---\n\n![x](no.jpg)\n"})
    code, text = webdoc("check", "-p", str(root), "--json")
    told = json.loads(text)
    (issue,) = told["issues"]
    assert (code, told["version"], told["errors"], told["warnings"], told["infos"]) == (1, 1, 1, 0, 0)
    assert (issue["code"], issue["place"], issue["level"]) == ("medium-missing", "chapters/01-a.md:5:6", "error")


def test_a_clean_project_has_nothing_to_mend(project: Project) -> None:
    settings = "title: A film\nbase_url: https://film.example/\nlicence: CC0-1.0\n"
    text = "---\ntitle: A door\nsummary: It is green.\n---\n\nIt was opened.\n"
    root = project({"webdoc.yaml": settings, "chapters/01-a.md": text})
    assert webdoc("check", "-p", str(root)) == (0, "Nothing has to be mended.\n")


def test_strict_takes_warnings_for_errors(project: Project) -> None:
    root = project({"webdoc.yaml": "title: x\n", "chapters/01-a.md": DOOR})
    assert webdoc("check", "-p", str(root))[0] == 0
    assert webdoc("check", "-p", str(root), "--strict")[0] == 1


def test_a_failed_build_says_that_the_last_site_stands(project: Project) -> None:
    root = project({"chapters/01-a.md": DOOR})
    assert webdoc("build", "-p", str(root))[0] == 0
    (root / "chapters" / "01-a.md").write_text("---\ntitle: A\n---\n\n![x](no.jpg)\n")
    code, text = webdoc("build", "-p", str(root))
    assert code == 1
    assert "the last site still stands" in text


def test_outside_a_project_one_is_told_what_to_do(tmp_path: Path) -> None:
    code, text = webdoc("build", "-p", str(tmp_path))
    assert code == 1
    assert "webdoc init" in text
    assert "Traceback" not in text
    assert list(tmp_path.iterdir()) in ([], [tmp_path / ".webdoc"])


def test_a_wrong_option_is_a_matter_of_usage() -> None:
    assert webdoc("build", "--nonsense")[0] == 2


def test_the_module_is_the_command(project: Project) -> None:
    root = project({"chapters/01-a.md": DOOR})
    done = subprocess.run(
        [sys.executable, "-m", "webdoc", "build"],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ},
    )
    assert done.returncode == 0, done.stderr
    assert re.search(r"^\d pages and \d media files", done.stdout), done.stdout
