"""Previews of small projects: asked without a network, and served for real."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from tests.conftest import Project
from webdoc.preview.app import app
from webdoc.preview.server import listen
from webdoc.preview.state import State

DOOR = "---\ntitle: The door\n---\n\nFirst.\n"
Served = Callable[[Path], tuple[State, str]]


@pytest.fixture
def root(project: Project) -> Path:
    return project({"chapters/01-door.md": DOOR})


def client(root: Path) -> tuple[State, FlaskClient]:
    """A preview, and somebody who asks it."""
    state = State(root)
    return state, app(state).test_client()


@pytest.fixture
def served() -> Iterator[Served]:
    """Serve the preview of a project on loopback; gives it with its address. It is not watched: call ``refresh``."""
    listeners = []

    def begin(root: Path) -> tuple[State, str]:
        state = State(root)
        (listener,) = listen(("127.0.0.1",), 0)
        listener.app = app(state)
        listeners.append(listener)
        threading.Thread(target=listener.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        return state, f"http://127.0.0.1:{listener.port}/"

    yield begin
    for listener in listeners:
        listener.shutdown()
        listener.server_close()
