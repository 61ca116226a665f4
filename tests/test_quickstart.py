"""docs/quickstart.md, word for word: its files are written, its commands run, their answers compared."""

from __future__ import annotations

import os
import re
import shlex
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import PATIENCE, until

PAGE = Path(__file__).parent.parent / "docs" / "quickstart.md"
FENCE = re.compile(r"(?:^`(?P<name>[^`]+)`:\n\n)?^```(?P<kind>\w+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)

TOLD: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}


class Reader:
    """Somebody who follows the page."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.preview: subprocess.Popen[str] | None = None
        self.address = ""
        beside = str(Path(sys.executable).parent)
        self.environment = {**os.environ, "PATH": f"{beside}{os.pathsep}{os.environ['PATH']}", "PIP_NO_INDEX": "1"}

    def follow(self, fences: Iterator[re.Match[str]]) -> list[str]:
        """Do what stands in the fences; the commands that were run."""
        done = []
        for fence in fences:
            if fence["kind"] == "console":
                for command, answer in commands(fence["text"]):
                    self.type(command, answer)
                    done.append(command)
            elif fence["name"]:
                (self.folder / fence["name"]).write_text(fence["text"], "utf-8")
        return done

    def type(self, command: str, answer: str) -> None:
        words = shlex.split(command)
        if words[0] == "cd":
            self.folder /= words[1]
        elif words == ["webdoc", "serve"]:
            self.see(answer)
        else:
            ran = subprocess.run(words, cwd=self.folder, env=self.environment, check=False, **TOLD)
            said = ran.stdout
            assert "Traceback" not in said
            if answer:
                assert re.fullmatch(pattern(answer), said.strip(), re.DOTALL), f"{command}:\n{said}"
            else:
                assert ran.returncode == 0, said

    def see(self, answer: str) -> None:
        """Begin the preview and open it; it goes on beside what follows."""
        self.preview = subprocess.Popen(["webdoc", "serve"], cwd=self.folder, env=self.environment, **TOLD)
        assert self.preview.stdout is not None
        said = ""
        while "http://" not in said:
            line = self.preview.stdout.readline()
            assert line, said
            said += line
        # The port is another one where 8000 is taken.
        port = re.search(r":(\d+)/", said)
        assert port is not None
        assert answer.replace("8000", port[1]) in said
        self.address = f"http://localhost:{port[1]}/"
        assert "Behind the door" in self.look("")

    def look(self, path: str) -> str:
        with urllib.request.urlopen(self.address + path, timeout=PATIENCE) as page:
            return str(page.read().decode())

    def leave(self) -> None:
        if self.preview is not None:
            self.preview.send_signal(signal.SIGINT)
            self.preview.communicate(timeout=PATIENCE)


def commands(text: str) -> Iterator[tuple[str, str]]:
    """Each command with its answer."""
    for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
        command, _, answer = part.partition("\n")
        yield command, answer.strip()


def pattern(answer: str) -> str:
    """The answer as a pattern: … stands for anything."""
    return re.escape(answer).replace("…\\\n", "…").replace("\\\n…", "…").replace("…", ".*?")


@pytest.fixture
def reader(tmp_path: Path) -> Iterator[Reader]:
    one = Reader(tmp_path)
    yield one
    one.leave()


@pytest.mark.slow
def test_who_follows_the_page_has_a_site(reader: Reader) -> None:
    text = PAGE.read_text("utf-8")
    before, after = text.split("## 4. ")
    done = reader.follow(FENCE.finditer(before))
    # The chapter with its mistake is not shown, the last good page is; mended, it is there by itself.
    done += reader.follow(FENCE.finditer(after))
    until(lambda: "Nobody opens it before April." in reader.look("the-window/"))
    assert done == [
        "pip install webdoc", "webdoc init my-film --lang en", "cd my-film", "webdoc serve",
        "webdoc check", "webdoc check", "webdoc build",
    ]  # fmt: skip
    page = (reader.folder / "build" / "the-window" / "index.html").read_text("utf-8")
    assert "Nobody opens it before April." in page
    assert "In January I write my name on it." in page
