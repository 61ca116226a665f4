"""The preview on a socket: parts of media, slow clients, broken ones, many at once."""

from __future__ import annotations

import contextlib
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient

from tests.conftest import PATIENCE, Project, sound, until
from tests.preview.conftest import Served, client
from webdoc.errors import WebdocError
from webdoc.preview import server

REQUEST = b"GET %s HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"


@pytest.fixture
def heard(project: Project) -> tuple[FlaskClient, str, int]:
    """Somebody who asks for a sound, at that address, of so many bytes."""
    files = {"chapters/01-a.md": "---\ntitle: A\n---\n\n![x](v.wav)\n", "media/v.wav": sound(1)}
    state, browser = client(project(files))
    browser.get("/a/index.html")
    name = next(name for name in state.wanted if name.endswith(".m4a"))
    return browser, f"/media/{name}", len(files["media/v.wav"])


@pytest.mark.parametrize(
    ("asked", "status", "length", "content"),
    [
        ("bytes=0-99", 206, 100, "bytes 0-99/{size}"),
        ("bytes=100-", 206, -100, "bytes 100-{last}/{size}"),
        ("bytes=-50", 206, 50, "bytes {from50}-{last}/{size}"),
        ("bytes=0-999999999", 206, 0, "bytes 0-{last}/{size}"),
        ("bytes=999999999-", 416, None, "bytes */{size}"),
        ("bytes=-0", 416, None, "bytes */{size}"),
        ("bytes=0-1,5-9", 200, 0, None),
        ("bytes=9-5", 200, 0, None),
        ("lines=1-2", 200, 0, None),
        ("bytes=x-y", 200, 0, None),
        ("", 200, 0, None),
    ],
)
def test_a_part_of_a_medium_is_what_was_asked_for(
    asked: str, status: int, length: int | None, content: str | None, heard: tuple[FlaskClient, str, int]
) -> None:
    browser, address, size = heard
    with browser.get(address, headers={"Range": asked}) as answer:
        assert answer.status_code == status
        if length is not None:
            assert len(answer.data) == (length if length > 0 else size + length)
        told = answer.headers.get("Content-Range")
        assert told == (content and content.format(size=size, last=size - 1, from50=size - 50))
        if status in (200, 206):
            assert answer.headers["Accept-Ranges"] == "bytes"


@contextlib.contextmanager
def connected(address: str, said: bytes) -> Iterator[socket.socket]:
    found = urlsplit(address)
    with socket.create_connection((found.hostname, found.port), timeout=PATIENCE) as connection:
        connection.sendall(said)
        yield connection


def answer(address: str, path: bytes = b"/door/index.html") -> bytes:
    with connected(address, REQUEST % path) as connection:
        return b"".join(iter(lambda: connection.recv(65_536), b""))


def test_two_hundred_connections_that_say_nothing_hold_nobody_up_and_are_let_go(
    root: Path, served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "LATEST", 1.0)
    _, address = served(root)
    with contextlib.ExitStack() as open_ones:
        slow = [open_ones.enter_context(connected(address, b"GET / HTTP/1.1\r\nHost: 127")) for _ in range(200)]
        began = time.monotonic()
        assert b"First." in answer(address)
        assert time.monotonic() - began < 20, "it waited for those that say nothing: a second each"
        # A letter now and then does not help.
        with contextlib.suppress(OSError):
            for _ in range(20):
                slow[0].sendall(b"x")
                time.sleep(0.1)
        for connection in slow:
            with contextlib.suppress(ConnectionError):
                assert connection.recv(1) == b""
    assert b"First." in answer(address)


def test_two_hundred_open_event_streams_are_all_told_and_those_that_break_are_forgotten(
    root: Path, served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("webdoc.preview.state._HEARTBEAT", 0.2)
    state, address = served(root)
    with contextlib.ExitStack() as open_ones:
        asked = REQUEST % b"/_webdoc/events?page=/door/index.html"
        streams = [open_ones.enter_context(connected(address, asked)) for _ in range(200)]
        for stream in streams:
            told(stream, str(state.epoch))
        for half in streams[:50]:
            half.shutdown(socket.SHUT_WR)
        state.refresh()
        for stream in streams:
            told(stream, str(state.epoch))
        assert b"First." in answer(address)
        assert state.looking == ("door/index.html",)
    until(lambda: not state.looking)


def told(stream: socket.socket, what: str) -> None:
    """Wait until a stream says that."""
    seen = b""
    while f"data: {what}\n".encode() not in seen:
        part = stream.recv(4096)
        assert part, seen
        seen += part


@pytest.mark.parametrize(
    "said",
    [
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n" + b"X: y\r\n" * 500 + b"\r\n",
        b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 99999999999\r\n\r\nx",
        b"GET http://evil.example/ HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nHost: evil.example\r\n\r\n",
        b"GET /../../etc/passwd HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
        b"GET /media/..%2f..%2fwebdoc.yaml HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
        b"GET /media/%00 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    ],
)
def test_what_is_no_request_for_the_site_gets_nothing_of_it(
    said: bytes, root: Path, served: Served, capfd: pytest.CaptureFixture[str]
) -> None:
    _, address = served(root)
    with connected(address, said) as connection, contextlib.suppress(ConnectionError):
        connection.shutdown(socket.SHUT_WR)
        got = b"".join(iter(lambda: connection.recv(65_536), b""))
        assert b"First." not in got
        assert b"title:" not in got
        assert b" 200 " not in got.split(b"\r\n")[0]
    assert b"First." in answer(address)
    assert "Traceback" not in capfd.readouterr().err


def test_a_port_that_is_taken_is_said_with_one_that_is_free() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        with pytest.raises(WebdocError, match="is taken by another program") as raised:
            server.listen(("127.0.0.1", "::1"), other.getsockname()[1])
        assert "webdoc serve --port" in raised.value.hint


def test_the_terminal_shows_a_code_that_a_phone_reads() -> None:
    import numpy
    import zxingcpp

    address = "http://192.168.1.5:8000/?token=abc-DEF_123"
    rows = server.code(address).splitlines()
    dots = {" ": (1, 1), "▀": (0, 1), "▄": (1, 0), "█": (0, 0)}
    plain = [[c for c in row.replace("\033[0m", "") if c in dots] for row in rows if row.strip()]
    wide = max(map(len, plain))
    light = [[1 - dots[c][half] for c in row] + [0] * (wide - len(row)) for row in plain for half in (0, 1)]
    for picture in (light, [[1 - dot for dot in row] for row in light]):
        pixels = (
            numpy.kron(numpy.pad(numpy.array(picture, dtype=numpy.uint8), 4, mode="edge"), numpy.ones((6, 6))) * 255
        )
        if any(one.text == address for one in zxingcpp.read_barcodes(pixels.astype(numpy.uint8))):
            return
    pytest.fail("no code was read")


def test_open_pages_hear_how_many_media_are_still_to_be_made(root: Path, served: Served) -> None:
    state, address = served(root)
    with connected(address, REQUEST % b"/_webdoc/events?page=/door/") as stream:
        told(stream, "0")
        state.made(3, ())
        told(stream, "3")
