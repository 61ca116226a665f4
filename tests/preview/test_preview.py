"""The preview: what is saved is shown, what is wrong lies over the last good page, only this machine is answered."""

from __future__ import annotations

import contextlib
import os
import queue
import socket
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import CAPTIONS, PATIENCE, Project, picture, sound, until
from tests.preview.conftest import DOOR, client


def test_a_saved_chapter_is_shown(root: Path) -> None:
    shown, browser = client(root)
    before = shown.epoch
    assert "First." in browser.get("/door/index.html").text
    (root / "chapters" / "01-door.md").write_text(DOOR.replace("First", "Second"))
    shown.refresh()
    assert "Second." in browser.get("/door/index.html").text
    assert shown.epoch > before


def test_a_mistake_lies_over_the_last_good_page_until_it_is_mended(root: Path) -> None:
    shown, browser = client(root)
    (root / "chapters" / "01-door.md").write_text(DOOR + "\n![x](no<b>.jpg)\n\n::: qoute\nx\n:::\n")
    shown.refresh()
    page = browser.get("/door/index.html").text
    assert "First." in page
    assert "to mend before it can be published" in page
    assert "chapters/01-door.md:" in page
    assert "no<b>" not in page
    (root / "chapters" / "01-door.md").write_text(DOOR)
    shown.refresh()
    assert "to mend before" not in browser.get("/door/index.html").text


def test_the_panel_speaks_the_language_of_whoever_writes(root: Path) -> None:
    (root / "webdoc.yaml").write_text("title: x\neditor_lang: fr\n")
    (root / "chapters" / "02-roof.md").write_text("---\ntitle: The roof\n---\n\n![x](no.jpg)\n")
    _, browser = client(root)
    page = browser.get("/roof/index.html").text
    assert "1 à réparer avant de publier" in page
    assert "Il n’y a pas de fichier" in page
    assert '<details lang="fr"' in page


def test_a_language_without_a_catalogue_is_english_from_left_to_right(root: Path) -> None:
    (root / "webdoc.yaml").write_text("title: x\neditor_lang: ar\n")
    _, browser = client(root)
    assert '<details lang="en" dir="ltr"' in browser.get("/door/index.html").text


def test_a_mistake_in_a_template_lies_over_the_last_good_page(root: Path) -> None:
    (root / "webdoc.yaml").write_text("title: x\ntheme: own\n")
    own = root / "themes" / "own"
    (own / "templates").mkdir(parents=True)
    (own / "theme.yaml").write_text("name: own\nextends: constat\n")
    shown, browser = client(root)
    (own / "templates" / "end.html").write_text("{{ page.nothing }}")
    shown.refresh()
    page = browser.get("/door/index.html").text
    assert "First." in page
    assert "themes/own/templates/end.html:1" in page


def test_a_project_that_was_never_right_says_why(project: Project) -> None:
    shown, browser = client(project({"webdoc.yaml": "titel: x\n"}))
    answer = browser.get("/")
    assert answer.status_code == 503
    assert "webdoc.yaml:1:1" in answer.text
    assert shown.edition is None


def test_drafts_are_shown_and_marked(project: Project) -> None:
    _, browser = client(project({"chapters/01-a.md": "---\ntitle: A\ndraft: true\n---\n\nSoon.\n"}))
    page = browser.get("/a/index.html").text
    assert "Soon." in page
    assert "Draft" in page


def test_media_are_there_before_they_are_made(project: Project) -> None:
    root = project(
        {
            "chapters/01-a.md": "---\ntitle: A\n---\n\n![x](a.jpg)\n\n::: sound v.wav\ncaptions: v.en.vtt\n:::\n",
            "media/a.jpg": picture(700, 467),
            "media/v.wav": sound(2),
            "media/v.en.vtt": CAPTIONS,
        }
    )
    shown, browser = client(root)
    browser.get("/a/index.html")
    names = list(shown.wanted)
    assert {name.rsplit(".", 1)[1] for name in names} == {"avif", "jpg", "m4a", "opus"}
    for name in names:
        with browser.get(f"/media/{name}") as answer:
            assert answer.status_code == 200, name
            assert len(answer.data) > 500
    sound_name = next(name for name in names if name.endswith(".m4a"))
    with browser.get(f"/media/{sound_name}", headers={"Range": "bytes=0-99"}) as part:
        assert (part.status_code, len(part.data)) == (206, 100)
    (captions,) = shown.edition.outline.captions if shown.edition else ()
    assert browser.get(f"/{captions}").text.startswith("WEBVTT")


@pytest.mark.parametrize(
    "path", ["/webdoc.yaml", "/media/../webdoc.yaml", "/chapters/01-door.md", "/media/", "/_webdoc/", "/%2e%2e/x"]
)
def test_nothing_but_the_site_is_served(path: str, root: Path) -> None:
    _, browser = client(root)
    assert browser.get(path).status_code == 404


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def served(root: Path) -> Iterator[str]:
    """A real server, as the command starts it."""
    port = free_port()
    command = [sys.executable, "-m", "webdoc", "serve", "--project", str(root), "--port", str(port)]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env={**os.environ, "PYTHONUNBUFFERED": "1"}
    )
    address = f"http://localhost:{port}/"
    until(lambda: said(address))
    yield address
    process.terminate()
    process.wait(PATIENCE)
    if process.stdout:
        process.stdout.close()


def said(address: str) -> str:
    """What a page says; nothing as long as nobody answers."""
    try:
        return read(address, "")
    except OSError:
        return ""


class Listener:
    """An open page: it hears of every change."""

    def __init__(self, address: str) -> None:
        self.heard: queue.SimpleQueue[str] = queue.SimpleQueue()
        threading.Thread(target=self._listen, args=(f"{address}_webdoc/events",), daemon=True).start()
        self.epoch()

    def _listen(self, address: str) -> None:
        with contextlib.suppress(OSError), urllib.request.urlopen(address, timeout=PATIENCE) as events:
            name = b""
            for line in events:
                if line.startswith(b"event: "):
                    name = line.split()[1]
                elif line.startswith(b"data: ") and name == b"epoch":
                    self.heard.put(line.decode().removeprefix("data: ").strip())

    def epoch(self) -> int:
        """The next one that is heard."""
        return int(self.heard.get(timeout=PATIENCE))

    def hears_of(self, path: Path, content: bytes) -> None:
        """Save a file until it hears of that: what is saved before somebody watches is no change."""

        def told() -> bool:
            path.write_bytes(content)
            with contextlib.suppress(queue.Empty):
                return bool(self.heard.get(timeout=2))
            return False

        while not self.heard.empty():
            self.heard.get()
        until(told)


@pytest.mark.slow
def test_open_pages_are_told_of_a_change_of_chapter_medium_theme_and_settings(served: str, root: Path) -> None:
    page = Listener(served)
    page.hears_of(root / "chapters" / "01-door.md", DOOR.replace("First", "Second").encode())
    wait_for(served, "door/index.html", "Second.")
    page.hears_of(root / "webdoc.yaml", b"title: Another name\n")
    wait_for(served, "index.html", "Another name")
    (root / "media").mkdir()
    page.hears_of(root / "media" / "a.jpg", picture(64, 48))
    own = root / "themes" / "own"
    (own / "templates").mkdir(parents=True)
    (own / "theme.yaml").write_text("name: own\nextends: constat\n")
    (own / "templates" / "missing.html").write_text("<p>One</p>")
    (root / "webdoc.yaml").write_text("title: Another name\ntheme: own\n")
    wait_for(served, "404.html", "One")
    (own / "templates" / "missing.html").write_text("<p>Two</p>")
    wait_for(served, "404.html", "Two")


def read(served: str, path: str) -> str:
    with urllib.request.urlopen(f"{served}{path}", timeout=PATIENCE) as page:
        return str(page.read().decode())


def wait_for(served: str, path: str, text: str) -> None:
    until(lambda: text in read(served, path))


@pytest.mark.slow
def test_flask_runs_the_preview_of_a_project(root: Path) -> None:
    port = free_port()
    command = [sys.executable, "-m", "flask", "--app", "webdoc", "run", "--port", str(port)]
    process = subprocess.Popen(command, cwd=root, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        until(lambda: "First." in said(f"http://127.0.0.1:{port}/door/index.html"))
    finally:
        process.terminate()
        process.wait(PATIENCE)
