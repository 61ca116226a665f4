"""Who is answered: this machine by its own names; others only with the token; pages of other sites never."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from tests.preview.conftest import client
from webdoc.preview import guard
from webdoc.preview.app import app
from webdoc.preview.state import State

LAN, TOKEN = "192.168.1.5", "a-token_of-our-own"
PATHS = ("/", "/door/index.html", "/nowhere", "/_webdoc/events", "/_webdoc/live.js", "/media/x.jpg")
FOREIGN = (
    "evil.example",
    "evil.example:8000",
    "localhost.evil.example",
    "localhost.",
    "127.0.0.1.",
    "127.0.0.1.nip.io",
    "2130706433",
    "0x7f000001",
    "0177.0.0.1",
    "127.1",
    "0.0.0.0",
    "192.168.1.2:8000",
    "[::2]",
    "[::]:8000",
    "localhost:8000@evil.example",
    "localhost:99999",
    "localhost:8000:80",
    "localhost,evil.example",
    "evil.example#localhost",
    " localhost",
    "ⓛocalhost",
    "",
)


@pytest.mark.parametrize("host", ["localhost:8000", "127.0.0.1:8000", "localhost", "[::1]:8000", "LocalHost:8000"])
def test_its_own_names_are_answered_in_any_case(host: str, root: Path) -> None:
    _, browser = client(root)
    assert browser.get("/", headers={"Host": host}).status_code == 200


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    root = tmp_path_factory.mktemp("guard")
    (root / "chapters").mkdir()
    (root / "chapters" / "01-door.md").write_text("---\ntitle: The door\n---\n\nFirst.\n")
    (root / "webdoc.yaml").write_text("title: A film\n")
    return app(State(root), LAN, TOKEN).test_client()


@pytest.mark.parametrize("host", FOREIGN)
def test_foreign_names_are_refused_wherever_they_lead(host: str, browser: FlaskClient) -> None:
    for path in PATHS:
        answer = browser.get(path, environ_overrides={"HTTP_HOST": host, "REMOTE_ADDR": "127.0.0.1"})
        assert answer.status_code == 400, path
        assert "First." not in answer.text


def test_a_request_without_a_host_is_refused(browser: FlaskClient) -> None:
    environ = {"REQUEST_METHOD": "GET", "PATH_INFO": "/", "REMOTE_ADDR": "127.0.0.1"}
    said: list[str] = []
    list(browser.application.wsgi_app(environ, lambda status, headers: said.append(status)))
    assert said == ["400 Bad Request"]


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://localhost:3000"}, 403),
        ({"Origin": "https://localhost:8000"}, 403),
        ({"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"}, 403),
        ({"Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "cors"}, 403),
        ({"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}, 200),
        ({"Origin": "http://localhost:8000"}, 200),
        ({"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Mode": "cors"}, 200),
    ],
)
def test_pages_of_other_sites_read_nothing(headers: dict[str, str], status: int, browser: FlaskClient) -> None:
    for path in ("/", "/door/index.html"):
        assert browser.get(path, headers={"Host": "localhost:8000", **headers}).status_code == status


def from_phone(browser: FlaskClient, path: str, host: str = f"{LAN}:8000") -> object:
    return browser.get(path, headers={"Host": host}, environ_overrides={"REMOTE_ADDR": "192.168.1.9"})


def test_a_phone_without_the_token_is_shown_nothing(browser: FlaskClient) -> None:
    for path in (*PATHS, "/?token=", "/?token=another", f"/?Token={TOKEN}"):
        answer = from_phone(browser, path)
        assert answer.status_code == 403, path
        assert "First." not in answer.text
    assert from_phone(browser, "/", "localhost:8000").status_code == 400


def test_a_phone_with_the_token_keeps_it_and_its_address_loses_it(browser: FlaskClient) -> None:
    phone = browser.application.test_client()
    answer = from_phone(phone, f"/door/index.html?token={TOKEN}&x=1")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/door/index.html?x=1")
    kept = answer.headers["Set-Cookie"]
    assert "HttpOnly" in kept
    assert "SameSite=Lax" in kept
    phone.set_cookie(guard.COOKIE, TOKEN, domain=LAN)
    assert "First." in from_phone(phone, "/door/index.html").text
    phone.set_cookie(guard.COOKIE, "another", domain=LAN)
    assert from_phone(phone, "/door/index.html").status_code == 403


@pytest.mark.parametrize("path", ["//evil.example/", "/\\evil.example/", "/%0d%0aX:%20y", "///"])
def test_the_token_leads_to_no_other_site(path: str, browser: FlaskClient) -> None:
    answer = from_phone(browser.application.test_client(), f"{path}?token={TOKEN}")
    assert answer.status_code in (303, 308, 404)
    there = answer.headers.get("Location", "/")
    assert not there.startswith(("//", "/\\"))
    assert "\n" not in there


def test_without_lan_no_one_else_is_answered_even_with_the_cookie(root: Path) -> None:
    _, browser = client(root)
    assert from_phone(browser, f"/?token={TOKEN}").status_code == 400
    assert from_phone(browser, "/?token=").status_code == 400


def test_a_phone_is_not_told_where_the_files_lie(browser: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WEBDOC_EDITOR", "vscode")
    phone = browser.application.test_client()
    phone.set_cookie(guard.COOKIE, TOKEN, domain=LAN)
    assert "vscode:" not in from_phone(phone, "/index.html").text
    assert "vscode:" in browser.get("/index.html", headers={"Host": "localhost"}).text


def test_the_debugger_is_never_there(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FLASK_DEBUG", "1")
    _, browser = client(root)
    assert browser.application.debug is False
    assert browser.get("/console").status_code == 404
    assert browser.get("/?__debugger__=yes&cmd=resource&f=debugger.js").text.startswith("<!doctype html>")
