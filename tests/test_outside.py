"""Links to other sites, asked of a server that is one."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.conftest import Project
from webdoc import outside


class Host(BaseHTTPRequestHandler):
    """Answers as sites do."""

    asked: list[tuple[str, str, str]] = []

    def answer(self) -> None:
        Host.asked.append((self.command, self.path, self.headers["User-Agent"]))
        status = {"/there": 200, "/moved": 301, "/refuses": 403}.get(self.path, 404)
        if self.path == "/no-head":
            status = 405 if self.command == "HEAD" else 200
        self.send_response(status)
        if status == 301:
            self.send_header("Location", "/there")
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_GET = do_HEAD = answer

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def host() -> Iterator[str]:
    Host.asked = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Host)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_what_is_dead_or_has_moved_is_told_once_and_kept(host: str, project: Project) -> None:
    from webdoc import project as projects

    names = ("there", "moved", "gone", "refuses", "no-head", "there")
    text = "\n\n".join(f"The [page {name}]({host}/{name})." for name in names)
    root = project({"chapters/01-a.md": f"---\ntitle: A\n---\n\n{text}\n"})
    site = projects.load(root).site
    assert site is not None
    cache = root / ".webdoc" / "outside.json"
    found = outside.issues(site, cache, pause=0)
    assert [(one.code, one.source.line) for one in found] == [("link-moved", 7), ("link-dead", 9)]
    assert f"{host}/there" in found[0].message
    assert "404" in found[1].message
    assert all(agent.startswith("webdoc/") for _, _, agent in Host.asked)
    assert [path for method, path, _ in Host.asked if method == "HEAD"].count("/there") == 1
    assert ("GET", "/no-head") in {(method, path) for method, path, _ in Host.asked}
    count = len(Host.asked)
    assert outside.issues(site, cache, pause=0) == found
    assert len(Host.asked) == count


def test_nobody_there_is_told() -> None:
    answer = outside.ask("http://127.0.0.1:1/", "HEAD")
    assert answer.wrong
    assert answer.status == 0
    assert outside.ask("http://[broken", "HEAD").wrong
