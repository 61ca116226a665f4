"""How far the work is: lines where there is no terminal, bars where there is one, honest about the time left."""

from __future__ import annotations

import io
import os
import pty
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import PATIENCE, Project, picture, until
from webdoc import progress
from webdoc.speech import Speech

ROOT = Path(__file__).parent.parent


def test_the_time_left_follows_from_the_work_and_not_from_the_number_of_files() -> None:
    # Half of the work is through after a minute, whatever the number of files.
    assert progress.left(60.0, 50.0, 100.0) == 60.0
    assert progress.left(60.0, 0.0, 100.0) == 0.0
    assert progress.left(1.0, 0.01, 100.0) == 0.0, "the first second tells nothing of hours"
    words = {0: "", 3: "about 5 seconds left", 62: "about 1 minute left", 240: "about 4 minutes left"}
    assert {seconds: progress.in_words(seconds, Speech("en")) for seconds in words} == words
    assert progress.in_words(3 * 3600, Speech("en")) == "about 3 hours left"
    assert progress.in_words(240, Speech("fr")) == "encore 4 minutes environ"


@pytest.mark.parametrize(
    ("columns", "lang", "shown"),
    [
        (40, "en", "Media 3 of 40 about 1 minute left"),
        (50, "fr", "Médias 3 sur 40 encore 1 minute environ"),
        (80, "en", "Media ━━╺━━━━━━━━━━━━━━━━━━━━━━━━━━━ 3 of 40 about 1 minute left f/the/house.jpg"),
        (120, "en", "Media ━━╺━━━━━━━━━━━━━━━━━━━━━━━━━━━ 3 of 40 about 1 minute left media/the-door/of/the/house.jpg"),
    ],
)
def test_on_a_narrow_terminal_whole_words_are_left(
    columns: int, lang: str, shown: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal = io.StringIO()
    monkeypatch.setattr(terminal, "isatty", lambda: True)
    monkeypatch.setattr(sys, "stderr", terminal)
    for name, value in {"TERM": "xterm", "COLUMNS": str(columns), "LANGUAGE": lang, "NO_COLOR": ""}.items():
        monkeypatch.setenv(name, value)
    now = [0.0]
    with progress.shown() as told:
        monkeypatch.setattr(time, "monotonic", lambda: now[0])
        told.stage("media", 40, 100.0)
        now[0] = 5.0
        told.step("media", "media/the-door/of/the/house.jpg", 3, 8.0)
    lines = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", terminal.getvalue()).replace("\n", "\r").split("\r")
    assert shown in {line.rstrip() for line in lines}


def test_without_a_terminal_there_is_a_line_now_and_then(monkeypatch: pytest.MonkeyPatch, capsys) -> None:
    now = [0.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    with progress.shown() as told:
        told.stage("media", 100, 1000.0)
        for step in range(1, 101):
            now[0] += 1.0
            told.step("media", "media/a.jpg", step, step * 10.0)
    lines = capsys.readouterr().err.splitlines()
    assert lines[0] == "Media: 15 of 100, about 1 minute left"
    assert len(lines) == 6


def test_what_is_quick_says_nothing(project: Project, capsys) -> None:
    with progress.shown() as told:
        told.stage("pages", 3)
        told.step("pages", "/", 3)
    assert capsys.readouterr().err == ""


def test_a_terminal_that_cannot_draw_is_given_lines(monkeypatch: pytest.MonkeyPatch, capsys) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setenv("TERM", "dumb")
    with progress.shown() as told:
        assert isinstance(told, progress.Lines)


@pytest.fixture
def film(project: Project) -> Path:
    return project(
        {"chapters/01-a.md": "---\ntitle: A\n---\n\n" + "".join(f"![x](p{number}.jpg)\n\n" for number in range(6))}
        | {f"media/p{number}.jpg": picture(1300 + number, 900) for number in range(6)}
    )


def command(root: Path) -> list[str]:
    return [sys.executable, "-m", "webdoc", "build", "-p", str(root), "--jobs", "2"]


@pytest.mark.slow
def test_on_a_terminal_a_bar_tells_what_how_many_and_how_long(film: Path) -> None:
    ours, theirs = pty.openpty()
    terminal = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "120"}
    process = subprocess.Popen(command(film), cwd=ROOT, stderr=theirs, stdout=subprocess.PIPE, env=terminal)
    os.close(theirs)
    seen = b""
    try:
        while piece := os.read(ours, 65536):
            seen += piece
    except OSError:  # the other end was closed
        pass
    assert process.wait(PATIENCE) == 0
    assert process.stdout is not None
    process.stdout.close()
    os.close(ours)
    text = seen.decode("utf-8", "replace")
    assert "Media" in text
    assert "━" in text
    assert " of " in text
    assert "left" in text


def _started(root: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        command(root), cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )


@pytest.mark.slow
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL], ids=["ctrl-c", "asked", "kill"])
def test_a_build_that_is_broken_off_goes_on_from_there(how: signal.Signals, film: Path) -> None:
    store = film / ".webdoc" / "store"
    process = _started(film)
    until(lambda: store.is_dir() and any(store.glob("p*")))
    os.killpg(process.pid, how)  # as a terminal does: the whole group
    out, err = process.communicate(timeout=PATIENCE)
    assert out == ""
    if how != signal.SIGKILL:
        assert process.returncode == 128 + how
        *told, last = err.strip().splitlines()
        assert last == "Stopped. What was made is kept; the next run goes on from there."
        assert all(re.fullmatch(r"(Pages|Media): \d+ of \d+.*", line) for line in told), "on a busy machine, how far"
        assert not list(store.glob(".part-*"))
    assert not (film / "build").exists()
    until(lambda: not _workers(film))
    kept = {path.name: path.stat().st_mtime_ns for path in store.glob("p*")}
    assert kept
    again = subprocess.run(command(film), cwd=ROOT, capture_output=True, text=True, check=True)
    assert "new: " in again.stdout
    assert (film / "build" / "index.html").exists()
    # What was there was not made again.
    assert {name: (store / name).stat().st_mtime_ns for name in kept} == kept
    assert len(list(store.glob("p*"))) > len(kept)


def _workers(root: Path) -> list[str]:
    """Processes that work on that project."""
    return [
        path.parent.name
        for path in Path("/proc").glob("[0-9]*/cwd")
        if str(root).encode() in _read(path.parent / "cmdline") and int(path.parent.name) != os.getpid()
    ]


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


@pytest.mark.slow
def test_one_photograph_changed_makes_its_derivatives_alone(film: Path) -> None:
    subprocess.run(command(film), cwd=ROOT, check=True, capture_output=True)
    store = film / ".webdoc" / "store"
    before = {path.name: path.stat().st_mtime_ns for path in store.iterdir()}
    (film / "media" / "p3.jpg").write_bytes(picture(2300, 1500))
    done = subprocess.run(command(film), cwd=ROOT, check=True, capture_output=True, text=True)
    after = {path.name: path.stat().st_mtime_ns for path in store.iterdir()}
    new = set(after) - set(before)
    assert {name.split("-")[0] for name in new} == {"p3"}
    assert f"{len(new)} of them new" in done.stdout
    assert {name: after[name] for name in before} == before
