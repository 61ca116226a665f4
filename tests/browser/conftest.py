"""The demo documentary, built once, on a server of its own and on the disk."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from flask import Flask, Response, request, send_from_directory
from playwright.sync_api import Browser, BrowserContext, Error, Frame, Page
from werkzeug.serving import make_server

from tests.arabic import write
from tests.conftest import PATIENCE, start
from webdoc import build
from webdoc.pages.compose import Outline
from webdoc.pages.theme import Theme

ROOT = Path(__file__).parents[2]


def _wait(page: Page | Frame, expression: str, *, arg: object = None) -> None:
    """Wait until it is true. Playwright's own way evaluates texts in the page, which the page's policy forbids."""
    for _ in range(PATIENCE * 25):
        # While a page gives way to the next one nothing can be asked.
        with suppress(Error):
            if page.evaluate(expression, arg):
                return
        page.wait_for_timeout(40)
    raise TimeoutError(expression)


Page.wait_for_function = _wait  # type: ignore[method-assign,assignment]
Frame.wait_for_function = _wait  # type: ignore[method-assign,assignment]


def stir(page: Page) -> None:
    """Move, and go to the end, as visitors do: what one can do without is fetched then, where it is near."""
    page.mouse.move(300, 300)
    page.keyboard.press("End")


PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
DESK = {"viewport": {"width": 1440, "height": 900}}


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built demo, in a folder of its own."""
    out = tmp_path_factory.mktemp("demo") / "site"
    done = build.build(ROOT, out)
    assert not done.failed, [f"{issue.source}: {issue.message}" for issue in done.issues]
    return out


@pytest.fixture(scope="session")
def arabic(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A documentary that is written from right to left, built."""
    root = write(tmp_path_factory.mktemp("arabic"))
    done = build.build(root, root / "build")
    assert done.issues == (), [f"{issue.source}: {issue.message}" for issue in done.issues]
    return root / "build"


@pytest.fixture(scope="session")
def outline() -> Outline:
    """All that the demo's pages are given, in any theme."""
    prepared = build.prepare(ROOT)
    assert prepared.edition is not None
    return prepared.edition.outline


def dress(name: str, outline: Outline, pages: Iterable[str], folder: Path) -> None:
    """Write pages in a theme, with its files, without their pictures and sounds."""
    theme = Theme(name, ROOT)
    files = {path: theme.render(outline.compose(outline.pages[path]), path).encode() for path in pages}
    files |= {f"assets/{asset}": data for asset, data in theme.assets.items()}
    for path, data in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)


@contextmanager
def static_server(folder: Path, sent: list[dict[str, str]] | None = None) -> Iterator[str]:
    """The address of a folder on a plain static server; what is posted to it is noted in ``sent``."""
    app = Flask("static", static_folder=None)

    @app.get("/", defaults={"path": "index.html"})
    @app.get("/<path:path>")
    def file(path: str) -> Response:
        return send_from_directory(folder, f"{path}index.html" if path.endswith("/") else path, conditional=True)

    @app.post("/<path:path>")
    def take(path: str) -> str:
        assert sent is not None, path
        sent.append(dict(request.form))
        return "<!doctype html><title>Thank you</title><link rel=icon href=data:,><h1>Thank you</h1>"

    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture(scope="session")
def site(demo: Path) -> Iterator[str]:
    """The address of the demo on a plain static server."""
    with static_server(demo) as address:
        yield address


class Visit:
    """A page in a real browser, with everything that it asked for and complained of."""

    def __init__(self, browser: Browser, **options: object) -> None:
        self.context: BrowserContext = browser.new_context(**options)  # type: ignore[arg-type]
        self.page: Page = self.context.new_page()
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on(
            "console", lambda message: self.complaints.append(message.text) if message.type == "error" else None
        )


@pytest.fixture
def visit(chromium: Browser, request: pytest.FixtureRequest) -> Iterator[Visit]:
    """A visit on a desk, or with the options of the ``visit`` parameter."""
    made = Visit(chromium, **getattr(request, "param", DESK))
    yield made
    made.context.close()


@pytest.fixture(scope="session")
def strict(chromium: Browser) -> Iterator[Browser]:
    """A Chromium with the rule for autoplay that visitors have: a gesture on the page first."""
    browser = start(chromium.browser_type, "user-gesture-required")
    yield browser
    browser.close()


@pytest.fixture
def guest(strict: Browser, request: pytest.FixtureRequest) -> Iterator[Visit]:
    """A visit in that browser."""
    made = Visit(strict, **getattr(request, "param", DESK))
    yield made
    made.context.close()
