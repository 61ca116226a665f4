"""The preview on the network: this machine's own by default, the local network when asked, with a token.

A thread for each connection, of which there may be many and slow ones: whoever does not say in time what is wanted, or
does not take what is sent, is let go.
"""

from __future__ import annotations

import errno
import io
import secrets
import socket
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from flask import Flask
from werkzeug.serving import ThreadedWSGIServer, WSGIRequestHandler

from webdoc.errors import WebdocError
from webdoc.model import Issue, say
from webdoc.preview.app import app
from webdoc.preview.maker import Maker, Report
from webdoc.preview.state import State
from webdoc.preview.watch import Watch

LATEST = 10.0
"""Seconds in which a request has to be said, from its first letter to its last."""
MOST = 512
"""Connections at once; a browser has six."""
_SETTLED = 0.4
"""Seconds after a change before media are looked at: pages go first."""


class Preview:
    """A project that is watched, shown and made."""

    def __init__(
        self,
        root: Path,
        tell: Callable[[tuple[Issue, ...]], None] = lambda issues: None,
        jobs: int | None = None,
        scheduler: str = "",
    ) -> None:
        """``tell`` is called with what is wrong, whenever that changes; media are made by so many ``jobs``."""
        self.state = State(root, tell)
        self.maker = Maker(root, jobs, scheduler, self._told)
        self._watch = Watch(root, self._themes, self._changed)
        self._look = threading.Event()

    def _themes(self) -> list[Path]:
        return self.state.edition.theme.folders if self.state.edition else []

    def start(self) -> None:
        """From now on what is saved is shown, and what is missing is made."""
        self._watch.start()
        threading.Thread(target=self._make, daemon=True).start()
        self._look.set()

    def _changed(self) -> None:
        self.state.refresh()
        self._look.set()

    def _make(self) -> None:
        while True:
            self._look.wait()
            time.sleep(_SETTLED)
            self._look.clear()
            self.maker.look(self.state.looking)

    def _told(self, report: Report) -> None:
        if report.known and self.state.glanced:
            self.state.refresh()
        self.state.made(report.making, report.unmade)

    def stop(self) -> None:
        """Make no more media: what is under way is given up."""
        self.maker.stop()


def preview(root: Path) -> Flask:
    """The preview of a project as a Flask app, watching."""
    shown = Preview(root)
    shown.start()
    return app(shown.state)


class Handler(WSGIRequestHandler):
    """One connection. It tells nothing of requests: an editor's terminal is for what has to be mended."""

    server: Listener
    timeout = 30
    disable_nagle_algorithm = True

    def setup(self) -> None:
        """A request is waited for."""
        super().setup()
        self.server.waiting[self.connection] = time.monotonic() + LATEST

    def run_wsgi(self) -> None:
        """It was said."""
        self.server.waiting.pop(self.connection, None)
        super().run_wsgi()

    def finish(self) -> None:
        """The connection ends."""
        self.server.waiting.pop(self.connection, None)
        with suppress(OSError):
            super().finish()

    def log(self, type: str, message: str, *args: Any) -> None:
        """Nothing."""


class Listener(ThreadedWSGIServer):
    """Listens at one address."""

    daemon_threads = True

    def __init__(self, host: str, port: int, app: Any) -> None:
        """OSError when that port is taken."""
        self.waiting: dict[socket.socket, float] = {}
        """Connections that have not said yet what is wanted, and until when they may."""
        self._open = 0
        self._count = threading.Lock()
        found = socket.create_server(
            (host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET, backlog=128
        )
        with found:
            super().__init__(host, port, app, Handler, fd=found.fileno())

    def log(self, type: str, message: str, *args: Any) -> None:
        """Nothing: what is wrong is said in the page."""

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Nothing: a client that hangs up is no mistake."""

    def process_request(self, request: Any, client_address: Any) -> None:
        """Begins a thread for a connection, unless there are too many."""
        with self._count:
            full = self._open >= MOST
            self._open += not full
        if full:
            self.shutdown_request(request)
            return
        super().process_request(request, client_address)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        """One connection, from its beginning to its end."""
        try:
            super().process_request_thread(request, client_address)
        finally:
            with self._count:
                self._open -= 1

    def service_actions(self) -> None:
        """Twice a second: those who take too long to say what they want are let go."""
        now = time.monotonic()
        for connection, until in list(self.waiting.items()):
            if until < now:
                with suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)


def serve(
    root: Path,
    port: int,
    opened: Callable[[str, str], None],
    tell: Callable[[tuple[Issue, ...]], None],
    *,
    lan: bool = False,
    jobs: int | None = None,
    scheduler: str = "",
) -> None:
    """Run the preview until it is interrupted.

    ``opened`` is called once it can be opened, with the address for this machine and that for others in the local
    network (empty without ``lan``), ``tell`` with what is wrong whenever that changes.
    """
    address, token = (own_address(), secrets.token_urlsafe(12)) if lan else ("", "")
    # Taken first: a port that is taken is known before anything is read, and who asks meanwhile waits.
    listeners: list[Listener] = []
    shown = None
    try:
        listeners = listen(("127.0.0.1", "::1", address), port)
        shown = Preview(root, tell, jobs, scheduler)
        made = app(shown.state, address, token)
        for listener in listeners:
            listener.app = made
            threading.Thread(target=listener.serve_forever, daemon=True).start()
        port = listeners[0].port
        opened(f"http://localhost:{port}/", f"http://{address}:{port}/?token={token}" if lan else "")
        shown.start()
        # Now and then awake: a signal that another thread was given is noticed then (and Ctrl-C on Windows).
        while not threading.Event().wait(0.5):
            pass
    finally:
        if shown is not None:
            shown.stop()
        for listener in listeners:
            listener.server_close()


def listen(hosts: tuple[str, ...], port: int) -> list[Listener]:
    """Listens on the same port at each of these addresses; IPv6 where there is one. WebdocError when it is taken."""
    found: list[Listener] = []
    for host in filter(None, hosts):
        try:
            found.append(Listener(host, found[0].port if found else port, None))
        except OSError as error:
            if ":" in host and not _is_taken(error):
                continue
            for listener in found:
                listener.server_close()
            raise WebdocError(
                say("Port {port} is taken by another program.", port=port),
                "",
                say("Choose another one: webdoc serve --port {port}", port=free_port()),
            ) from error
    return found


def own_address() -> str:
    """The address of this machine in its local network. WebdocError when it is in none."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            # Nothing is sent: it only asks which way a packet would take (to an address for documents, RFC 5737).
            probe.connect(("192.0.2.1", 9))
            return str(probe.getsockname()[0])
        except OSError as error:
            raise WebdocError(
                say("This machine is in no network."), "", say("Join one, or leave “--lan” out.")
            ) from error


def code(address: str) -> str:
    """The address as a QR code for a terminal."""
    import segno

    out = io.StringIO()
    segno.make_qr(address).terminal(out, compact=True)
    return out.getvalue()


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _is_taken(error: OSError) -> bool:
    return error.errno in (errno.EADDRINUSE, errno.EACCES)
