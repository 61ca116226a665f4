"""What all tests share: projects written from a dictionary, and real media made by code."""

from __future__ import annotations

import faulthandler
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, BrowserType

# The tests read what webdoc says in English, whatever the machine speaks.
os.environ["LANGUAGE"] = "en"

# What a shell starts in the background ignores Ctrl-C, and under nohup a closed terminal; so would all that is tested.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)
if hasattr(signal, "SIGHUP") and signal.getsignal(signal.SIGHUP) is signal.SIG_IGN:
    signal.signal(signal.SIGHUP, signal.SIG_DFL)

# On a busy machine a single example may take its time.
hypothesis.settings.register_profile("webdoc", deadline=None)
hypothesis.settings.load_profile("webdoc")

PATIENCE = 120
"""Seconds in which something has to come to be: far more than it takes, for a machine may be busy."""


def until(true: Callable[[], object]) -> None:
    """Wait until it is true."""
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end, "it never came to be"
        time.sleep(0.02)


Project = Callable[[dict[str, str | bytes]], Path]


def write_project(root: Path, files: dict[str, str | bytes]) -> Path:
    """Write a project from names and contents; what a project needs and is not given is added."""
    given = {"webdoc.yaml": "title: A film\nbase_url: https://film.example/\n", **files}
    for name, content in given.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return root


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Projects of this test alone."""
    return lambda files: write_project(tmp_path / "project", files)


def pytest_unconfigure() -> None:
    """What a test left behind, and does not end, may not hold up the end of all."""
    faulthandler.dump_traceback_later(120, exit=True, file=sys.__stderr__)


WITH_DEMO = frozenset(("test_cluster.py", "test_estimate.py", "test_loudness.py", "test_progress.py"))
"""Files that go with what looks at the demo, so that the two halves of `scripts/test` take as long."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what looks at the demo, so that it can be built once, beside all the rest."""
    for item in items:
        if "demo" in getattr(item, "fixturenames", ()) or item.path.name in WITH_DEMO:
            item.add_marker("demo")


@pytest.fixture(scope="session")
def photo() -> bytes:
    """A small photograph, as JPEG."""
    return picture(640, 427)


def picture(width: int, height: int, format: str = "JPEG", **options: object) -> bytes:
    """A picture with something in it: a gradient, a frame, a little noise."""
    import io

    from PIL import Image, ImageDraw

    image = Image.effect_noise((width, height), 24).convert("RGB")
    draw = ImageDraw.Draw(image)
    draw.rectangle((width // 8, height // 8, width // 2, height // 2), fill=(180, 90, 40))
    draw.ellipse((width // 2, height // 3, width * 7 // 8, height * 7 // 8), fill=(30, 80, 160))
    out = io.BytesIO()
    image.save(out, format, **options)
    return out.getvalue()


def sound(seconds: float = 2.0, rate: int = 22_050) -> bytes:
    """A tone, as WAV."""
    import array
    import io
    import math
    import wave

    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        samples = (int(9_000 * math.sin(i / rate * 440 * 2 * math.pi)) for i in range(int(seconds * rate)))
        file.writeframes(array.array("h", samples).tobytes())
    return out.getvalue()


def video(path: Path, seconds: float = 1.0, size: tuple[int, int] = (320, 180)) -> Path:
    """A short film with a moving square, as MP4."""
    import av
    from PIL import Image, ImageDraw

    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=25)
        stream.width, stream.height, stream.pix_fmt = *size, "yuv420p"
        for number in range(int(seconds * 25)):
            image = Image.new("RGB", size, (40, 60, 70))
            ImageDraw.Draw(image).rectangle((number * 4, 40, number * 4 + 60, 100), fill=(255, 210, 30))
            container.mux(stream.encode(av.VideoFrame.from_image(image)))
        container.mux(stream.encode(None))
    return path


CAPTIONS = """WEBVTT

00:00.000 --> 00:01.000
<v Ann>The door does not close.

00:01.000 --> 00:02.000
It never did.
"""


def start(kind: BrowserType, autoplay: str) -> Browser:
    """A real Chromium with that rule for autoplay: Debian's where there is one, else Playwright's own."""
    from webdoc.verify.browser import program

    browser = kind.launch(
        executable_path=program(),
        args=["--no-sandbox", "--disable-dev-shm-usage", f"--autoplay-policy={autoplay}"],
        timeout=PATIENCE * 1000,
    )
    browser.on("context", lambda context: context.set_default_timeout(PATIENCE * 1000))
    browser.on("context", _left_before_it_is_closed)
    return browser


def _left_before_it_is_closed(context: BrowserContext) -> None:
    """A browser that is told to forget a page while it loads, as one of the preview may, waits for ever at times."""
    from playwright.sync_api import Error

    close = context.close

    def leave() -> None:
        for page in context.pages:
            try:
                page.goto("about:blank")
            except Error:  # the page was just going elsewhere by itself
                page.wait_for_load_state()
                page.goto("about:blank")
        close()

    context.close = leave  # type: ignore[method-assign]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A Chromium in which all may play that asks to, started once."""
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=PATIENCE * 1000)
    with sync_playwright() as playwright:
        browser = start(playwright.chromium, "no-user-gesture-required")
        yield browser
        browser.close()
