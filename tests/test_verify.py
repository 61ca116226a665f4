"""The proof of a built site: what is missing, changed, foreign or lost is found, in a folder and at an address."""

from __future__ import annotations

import json
import os
import shutil
import stat
import threading
import zipfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TypeVar

import pytest
from click.testing import CliRunner

from tests.browser.conftest import static_server
from tests.conftest import picture
from webdoc import build
from webdoc.cli import main
from webdoc.verify import address, browser
from webdoc.verify.pages import Reading, candidates, styles

CHAPTER = "---\ntitle: A\n---\n\n## Part\n\nText, and [the part](#part).\n\n![x](a.jpg)\n"

T = TypeVar("T")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small site, built once."""
    root = tmp_path_factory.mktemp("verify") / "project"
    (root / "chapters").mkdir(parents=True)
    (root / "media").mkdir()
    (root / "webdoc.yaml").write_text("title: A film\nbase_url: https://film.example/\n")
    (root / "chapters" / "01-a.md").write_text(CHAPTER)
    (root / "media" / "a.jpg").write_bytes(picture(96, 64))
    assert not build.build(root, jobs=1).failed
    return root / "build"


@pytest.fixture
def site(made: Path, tmp_path: Path) -> Path:
    """A copy of it, to be broken."""
    shutil.copytree(made, tmp_path / "site")
    return tmp_path / "site"


def found(*asked: str) -> set[tuple[str, str]]:
    done = CliRunner().invoke(main, ["verify", *asked, "--format", "json"])
    reports = json.loads(done.stdout)
    findings = {(one["kind"], one["path"]) for report in reports for one in report["findings"]}
    assert done.exit_code == bool(findings)
    return findings


def medium(site: Path) -> str:
    return next((site / "media").glob("a-96-*.jpg")).relative_to(site).as_posix()


def test_a_site_as_it_was_built_is_in_order(site: Path) -> None:
    assert found(str(site)) == set()
    done = CliRunner().invoke(main, ["verify", str(site)])
    assert "nothing is wrong" in done.stdout


def test_what_is_missing_changed_or_foreign_is_named(site: Path) -> None:
    (site / "index.html").unlink()
    path = site / medium(site)
    data, facts = bytearray(path.read_bytes()), path.stat()
    data[-1] ^= 1
    path.write_bytes(data)
    os.utime(path, ns=(facts.st_atime_ns, facts.st_mtime_ns))
    (site / "wp-login.php").write_text("<?php")
    expected = {("missing", "index.html"), ("changed", medium(site)), ("foreign", "wp-login.php")}
    assert found(str(site)) == expected
    told = CliRunner().invoke(main, ["verify", str(site)]).stdout
    assert "as large as before, but other bytes" in told
    assert "Upload the whole of the built folder again" in told


@pytest.mark.parametrize("data", [None, b"", b"[]", b'{"generator": "x", "files": [{"path": "../x", "size": 1}]}'])
def test_without_a_list_there_is_nothing_to_compare_with(data: bytes | None, site: Path) -> None:
    (site / "manifest.json").unlink()
    if data is not None:
        (site / "manifest.json").write_bytes(data)
    done = CliRunner().invoke(main, ["verify", str(site)])
    assert done.exit_code == 1
    assert "There is no manifest.json here that can be read." in done.stderr


# --- at an address


@contextmanager
def answering(answer: Callable[[str], tuple[int, dict[str, str], bytes]]) -> Iterator[str]:
    """The address of a server that answers each path with a status, headers and bytes."""

    class Server(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, headers, data = answer(self.path)
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(data))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Server) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture
def published(site: Path) -> Iterator[str]:
    with static_server(site) as address:
        yield address


@pytest.mark.parametrize("tail", ["", "index.html", "manifest.json"])
def test_a_published_site_is_in_order(tail: str, published: str) -> None:
    assert found(f"{published}{tail}") == set()


def test_what_an_address_lacks_or_holds_otherwise_is_named(site: Path, published: str) -> None:
    (site / "a" / "index.html").unlink()
    (site / "index.html").write_bytes((site / "index.html").read_bytes() + b"<!-- injected -->")
    expected = {("missing", "a/index.html"), ("changed", "index.html")}
    assert found(published) == expected


def test_quickly_only_the_size_of_media_is_asked_for(site: Path, published: str) -> None:
    path = site / medium(site)
    path.write_bytes(bytes(path.stat().st_size))
    assert found(published, "--quick") == set()
    assert found(published) == {("changed", medium(site))}
    path.write_bytes(b"cut")
    assert found(published, "--quick") == {("changed", medium(site))}


def test_a_server_that_redirects_every_file_to_another_place_is_followed(site: Path) -> None:
    with (
        static_server(site) as there,
        answering(lambda path: (301, {"Location": there + path.lstrip("/")}, b"")) as here,
    ):
        assert found(here) == set()


def test_a_server_that_answers_everything_with_one_page_has_nothing(site: Path) -> None:
    whole, unknown = (site / "manifest.json").read_bytes(), (site / "404.html").read_bytes()

    def answer(path: str) -> tuple[int, dict[str, str], bytes]:
        listed = path == "/manifest.json"
        return 200, {"Content-Type": "text/html"}, whole if listed else unknown

    with answering(answer) as here:
        findings = found(here)
    assert {kind for kind, _ in findings} == {"missing"}
    assert len(findings) == len(json.loads(whole)["files"]) - 1


def test_a_server_that_is_busy_is_asked_again_and_a_wrong_type_is_told(site: Path) -> None:
    asked: list[str] = []

    def answer(path: str) -> tuple[int, dict[str, str], bytes]:
        asked.append(path)
        if asked.count(path) == 1 and path.endswith("a/index.html"):
            return 503, {"Retry-After": "0"}, b"wait"
        return 200, {"Content-Type": "text/plain"}, (site / path.lstrip("/")).read_bytes()

    with answering(answer) as here:
        findings = found(here)
    assert asked.count("/a/index.html") == 2
    assert ("type", "a/index.html") in findings
    assert ("type", "robots.txt") not in findings


def test_what_a_host_reads_itself_need_not_be_shown(site: Path) -> None:
    rules = (site / "index.html").read_bytes()
    listed = json.loads((site / "manifest.json").read_text())
    entry = next(one for one in listed["files"] if one["path"] == "index.html")
    listed["files"] = [{**entry, "path": ".htaccess"}, {**entry, "path": "_headers"}]
    whole = json.dumps(listed).encode()
    with answering(lambda path: (200 if path == "/manifest.json" else 403, {}, whole)) as here:
        assert found(here) == set()
    with answering(lambda path: (200, {"Content-Type": "text/html"}, whole if "manifest" in path else rules)) as here:
        assert found(here) == set()


def test_going_round_in_circles_and_nobody_there_are_said_plainly() -> None:
    with answering(lambda path: (302, {"Location": path}, b"")) as here:
        circles = CliRunner().invoke(main, ["verify", here])
    nobody = CliRunner().invoke(main, ["verify", here])
    assert "sends visitors on and on" in circles.stderr
    assert "takes no visitors at this address" in nobody.stderr
    assert (circles.exit_code, nobody.exit_code) == (1, 1)
    assert "This is no address of the web" in CliRunner().invoke(main, ["verify", "ftp://film.example/"]).stderr


@pytest.mark.parametrize(
    ("given", "base"),
    [
        ("https://film.example", "https://film.example/"),
        ("https://film.example/a", "https://film.example/a/"),
        ("https://film.example/a/index.html?x#y", "https://film.example/a/"),
    ],
)
def test_the_folder_of_an_address_is_found(given: str, base: str) -> None:
    assert address.base_of(given) == base


# --- from the disk

WRONG = {
    '<img src="https://cdn.example/a.jpg">': "outside",
    '<img src="gone.jpg" alt="">': "lost",
    '<img srcset="a.jpg 1x, gone.jpg 2x" src="a.jpg">': "lost",
    '<video poster="gone.jpg"></video>': "lost",
    '<video><track src="//subtitles.example/a.vtt"></video>': "outside",
    '<audio><source src="gone.opus"></audio>': "lost",
    '<iframe src="https://player.example/1"></iframe>': "outside",
    '<link rel="icon" href="https://film.example/icon.svg">': "outside",
    '<link rel="preconnect" href="https://fonts.example">': "outside",
    '<link rel="stylesheet" href="gone.css">': "lost",
    '<link rel="manifest" href="app.webmanifest">': "lost",
    '<link rel="stylesheet" href="sheet.css">': "outside",
    "<style>p{background:url('gone.png')}</style>": "lost",
    '<p style="background:url(//x.example/a.png)">': "outside",
    '<meta http-equiv="refresh" content="0; url=https://elsewhere.example/">': "outside",
    '<svg><image href="gone.png"/></svg>': "lost",
    '<a href="#gone">x</a>': "lost",
    '<a href="other.html#gone">x</a>': "lost",
    '<a href="/other.html">x</a>': "lost",
    '<a href="../other.html">x</a>': "lost",
    '<a href="folder/">x</a>': "lost",
    '<a href="javascript:history.back()">x</a>': "lost",
    '<a href="file:///home/ann/film/other.html">x</a>': "lost",
    '<a href="Other.html">x</a>': "lost",
}
FILES = {
    "a.jpg": b"",
    "other.html": b'<p id="there">x',
    "folder/index.html": b"",
    "app.webmanifest": b'{"icons": [{"src": "gone.png"}]}',
    "sheet.css": b"/* url(gone.png) */ @import 'https://fonts.example/x.css';",
}


def looked_at(html: str, **more: bytes) -> list[tuple[str, str]]:
    files = {
        "a.jpg": b"",
        "other.html": FILES["other.html"],
        "folder/index.html": b"",
        **more,
        "page.html": html.encode(),
    }
    return [(one.kind, one.path) for one in Reading(set(files), files.__getitem__).check()]


@pytest.mark.parametrize("html", WRONG)
def test_what_a_page_cannot_reach_from_a_disk_is_found(html: str) -> None:
    more = {name: FILES[name] for name in FILES if name in html}
    assert [kind for kind, _ in looked_at(html, **more)] == [WRONG[html]]


@pytest.mark.parametrize(
    "html",
    [
        '<a href="other.html?via=x#there">x</a><a href="#">x</a><a href="other.html#:~:text=x">x</a>',
        '<a href="https://elsewhere.example/">x</a><a href="mailto:a@b.example">x</a><a href="tel:115">x</a>',
        '<img src="data:image/gif;base64,R0lGOD" alt=""><link rel="canonical" href="https://film.example/">',
        '<form action="https://petition.example/sign"></form><a href="folder/index.html">x</a>',
    ],
)
def test_what_a_page_may_name_is_not(html: str) -> None:
    assert looked_at(html) == []


def test_an_archive_is_opened_too(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "kit.zip", "w") as packed:
        packed.writestr("poster.html", '<img src="media/gone.jpg">')
    assert looked_at("", **{"kit.zip": (tmp_path / "kit.zip").read_bytes()}) == [("lost", "kit.zip/poster.html")]
    assert looked_at("", **{"kit.zip": b"PK cut off"}) == [("lost", "kit.zip")]


def test_an_archive_that_would_do_harm_is_not_unpacked(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("link")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    harmful = ["../out.html", "/out.html", "c:out.html", "page.html"]
    with zipfile.ZipFile(tmp_path / "kit.zip", "w") as packed:
        for entry in ("Page.html", *harmful, link):
            packed.writestr(entry, "/etc/passwd")
    told = looked_at("", **{"kit.zip": (tmp_path / "kit.zip").read_bytes()})
    assert told == [("lost", f"kit.zip/{name}") for name in (*harmful, "link")]
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("zero.txt", bytes(20_000_000))
    assert looked_at("", **{"bomb.zip": (tmp_path / "bomb.zip").read_bytes()}) == [("lost", "bomb.zip")]


def test_addresses_are_read_out_of_srcset_and_styles() -> None:
    assert candidates("a.jpg, b,c.jpg 2x,\n d.jpg 480w") == ["a.jpg", "b,c.jpg", "d.jpg"]
    assert styles("a{b:url( 'x y.png' )}@import \"z.css\";/*url(no)*/c{d:url(w.png)}") == ["x y.png", "z.css", "w.png"]


def apart(work: Callable[[], T]) -> T:
    """In a thread of its own: Playwright wants one in which no other browser is driven."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(work).result()


def test_without_a_browser_it_says_so_and_still_reads(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WEBDOC_CHROMIUM", str(site / "no-browser"))
    name = medium(site)
    (site / name).unlink()
    done = apart(lambda: CliRunner().invoke(main, ["verify", "--offline", str(site)]))
    assert "Nothing was opened in a browser" in done.stdout
    assert f"“../{name}” is not there" in done.stdout


@pytest.mark.browser
@pytest.mark.slow
def test_in_a_browser_what_is_not_drawn_not_shown_or_asked_for_elsewhere_is_found(tmp_path: Path) -> None:
    (tmp_path / "seen.png").write_bytes(picture(8, 8, "PNG"))
    (tmp_path / "torn.png").write_bytes(picture(8, 8, "PNG")[:40])
    (tmp_path / "torn.mp3").write_bytes(b"no sound")
    (tmp_path / "index.html").write_text(
        "<!doctype html><title>x</title><p hidden>For a script.</p><details><summary>More</summary>Folded.</details>"
        "<nav id=menu popover>Menu</nav><button popovertarget=menu>Open</button><img src=seen.png alt=x loading=lazy>"
    )
    assert apart(lambda: browser.offline(tmp_path)).findings == ()
    (tmp_path / "index.html").write_text(
        "<!doctype html><title>x</title>"
        "<p style='display:none'>Nobody reads this.</p><p style='opacity:0'>Nor this.</p>"
        "<nav id=menu popover>No button opens it.</nav><img src=torn.png alt=x loading=lazy>"
        "<audio controls><source src=torn.mp3></audio><img src=https://cdn.example/pixel.gif alt=''>"
    )
    found = {(one.kind, str(one.said)) for one in apart(lambda: browser.offline(tmp_path)).findings}
    assert found >= {
        ("lost", "the words “Nobody reads this.” are never shown"),
        ("lost", "the words “Nor this.” are never shown"),
        ("lost", "the words “No button opens it.” are never shown"),
        ("lost", "the picture torn.png is not drawn"),
        ("lost", "torn.mp3 does not begin to play"),
        ("outside", "it loads https://cdn.example/pixel.gif"),
        ("outside", "it asks for https://cdn.example/pixel.gif"),
    }
