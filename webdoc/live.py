"""The preview: the site as it will be, drafts included, from the files as they are now.

It watches the project and tells open pages to reload. What is wrong lies over the last page that was right. Media are
there at once, as a quick picture or the original, until their derivatives are made. It listens on this machine alone,
answers only to its own name, and never shows a debugger.
"""

from __future__ import annotations

import queue
import socket
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError
from contextlib import suppress
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryFile

from flask import Flask, Response, abort, request, send_file
from jinja2 import Environment, StrictUndefined
from markupsafe import Markup
from watchfiles import watch
from werkzeug.serving import WSGIRequestHandler, make_server

from webdoc import build, bundle, project
from webdoc.errors import WebdocError
from webdoc.media import plan, quick, run
from webdoc.media.store import Store
from webdoc.model import Derivative, Issue, say
from webdoc.pages.app import Edition, create_app

HOSTS = ["localhost", "127.0.0.1"]
"""The names of this machine to itself. It listens on IPv4 alone, so that no other can be meant."""
_HEARTBEAT = 15.0
"""Seconds after which a silent connection is tried, so that closed pages are noticed."""


class Preview:
    """The project as it is now: the last edition that was right, and what is wrong since."""

    def __init__(
        self,
        root: Path,
        tell: Callable[[tuple[Issue, ...]], None] = lambda issues: None,
        jobs: int = 1,
        scheduler: str = "",
    ) -> None:
        """``tell`` is called with what is wrong, whenever that changes; media are made by so many ``jobs``."""
        self.root = root
        self._tell = tell
        # One beside the pages, so that they are never held up; it starts with the first picture.
        self._executor = run.executor(jobs, scheduler)
        self.store = Store(root / project.CACHE)
        self.epoch = 0
        self.edition: Edition | None = None
        self.issues: tuple[Issue, ...] = ()
        self.wanted: dict[str, Derivative] = {}
        self._listeners: set[queue.SimpleQueue[int]] = set()
        self._guard = threading.Lock()
        self._make = threading.Event()
        self._moved = threading.Event()
        self.refresh()

    def refresh(self) -> None:
        """Read the project again. The last edition that was right stays when something is wrong."""
        prepared = build.prepare(self.root, drafts=True)
        issues = prepared.issues
        if prepared.edition is not None and not prepared.failed:
            try:
                # One page of each kind is rendered here, so that a template's mistake shows over the last good page.
                tried: set[str] = set()
                for path, page in prepared.edition.outline.pages.items():
                    if page.kind not in tried:
                        tried.add(page.kind)
                        prepared.edition.page(path)
                self.wanted = prepared.edition.outline.wanted()
                self.edition = prepared.edition
            except WebdocError as error:
                issues = (*issues, build.issue(error, "template-error"))
        if issues != self.issues:
            self._tell(issues)
        self.issues = issues
        self.epoch += 1
        with self._guard:
            for listener in self._listeners:
                listener.put(self.epoch)
        self._make.set()

    def events(self) -> Iterator[str]:
        """The epoch now, and each new one."""
        mine: queue.SimpleQueue[int] = queue.SimpleQueue()
        with self._guard:
            self._listeners.add(mine)
        try:
            yield f"data: {self.epoch}\n\n"
            while True:
                try:
                    yield f"data: {mine.get(timeout=_HEARTBEAT)}\n\n"
                except queue.Empty:
                    yield ": still here\n\n"
        finally:
            with self._guard:
                self._listeners.discard(mine)

    def watch(self) -> None:
        """Refresh on every change, in threads of their own."""
        for work in (self._watch_folders, self._watch_top, self._encode):
            threading.Thread(target=work, daemon=True).start()

    def _folders(self) -> list[Path]:
        """What is watched with all that is in it: the project's folders that are there, and those of its theme."""
        folders = [self.root / name for name in (project.CHAPTERS, project.MEDIA, "themes")]
        if self.edition is not None:
            folders += self.edition.theme.folders
        return [folder for folder in dict.fromkeys(folders) if folder.is_dir()]

    def _watch_folders(self) -> None:
        while True:
            self._moved.clear()
            watched = self._folders()
            if not watched:
                self._moved.wait()
                continue
            for _ in watch(*watched, watch_filter=_is_ours, stop_event=self._moved, debounce=50, step=20):
                self.refresh()
                if self._folders() != watched:
                    break

    def _watch_top(self) -> None:
        top = (project.SETTINGS, project.CHAPTERS, project.MEDIA, "themes")

        def ours(_: object, path: str) -> bool:
            return Path(path).name in top

        before = self._folders()
        for _ in watch(self.root, watch_filter=ours, recursive=False, debounce=50, step=20):
            self.refresh()
            # A folder that is new, or another theme: the other thread begins anew with it.
            if self._folders() != before:
                before = self._folders()
                self._moved.set()

    def _encode(self) -> None:
        """Make what pages ask for, one round after another, without ever holding up a page."""
        while True:
            self._make.wait()
            self._make.clear()
            missing = self.store.missing(tuple(self.wanted.values()))
            if missing:
                try:
                    facts = self.edition.site.media if self.edition else {}
                    jobs = run.jobs(missing, self.root, facts, self.typefaces)
                    failures = run.run(jobs, self.store, self._executor)
                except CancelledError:
                    return
                except WebdocError as error:
                    failures = (build.issue(error, "media-stopped"),)
                self.issues = (*self.issues, *(one for one in failures if one not in self.issues))

    def stop(self) -> None:
        """Make no more media: what is under way is given up."""
        self._executor.abort()

    # what is shown

    def overlay(self) -> Markup:
        """The errors, to lie over the page; empty when there are none."""
        return self._listed([issue for issue in self.issues if issue.level == "error"], over=True)

    def _listed(self, issues: list[Issue], *, over: bool) -> Markup:
        if not issues:
            return Markup("")
        one = len(issues) == 1
        heading = "One thing has to be mended" if one else f"{len(issues)} things have to be mended"
        return _template("issues.html", issues=issues, level="error", over=over, heading=heading)

    def nothing(self) -> str:
        """The page that is shown before anything was ever right."""
        return _template("nothing.html", issues=self._listed(list(self.issues), over=False))

    @property
    def typefaces(self) -> dict[str, str]:
        """The files of the theme's typefaces for cards, by digest."""
        return self.edition.theme.cards.typefaces if self.edition else {}

    def media(self, name: str) -> Response:
        """A derivative; until it is made, a quick picture or the original."""
        if self.store.has(name):
            # It may be taken away at this very moment; then it is shown as it was before it was made.
            with suppress(FileNotFoundError):
                return send_file(self.store.path(name), mimetype=plan.mime(name), conditional=True, max_age=0)
        derivative = self.wanted.get(name)
        if derivative is None:
            abort(404)
        source = self.root / derivative.source
        if derivative.recipe.make in ("picture", "poster", "card"):
            data = quick.jpeg(source, derivative, self.typefaces)
            return Response(data, mimetype="image/jpeg", headers={"Cache-Control": "no-store"})
        return send_file(source, conditional=True, max_age=0)

    def archive(self, path: str) -> Response:
        """What ambassadors are given, in one file, as soon as all that is in it is made."""
        found = self.edition.bundles.get(path) if self.edition else None
        if found is None:
            abort(404)
        packed = TemporaryFile()  # noqa: SIM115  (the response closes it)
        try:
            bundle.write(found, packed, self.store.path)
        except FileNotFoundError:
            packed.close()
            abort(Response("Its pictures are still being made: try again in a minute.", status=503))
        packed.seek(0)
        return send_file(packed, mimetype="application/zip", download_name=path.rpartition("/")[2], max_age=0)


def _is_ours(_: object, path: str) -> bool:
    """Whether a change is an editor's: programs write files of their own beside, hidden or with a tilde."""
    name = Path(path).name
    return not name.startswith(".") and not name.endswith("~")


def preview(root: Path) -> Flask:
    """The preview of a project as a Flask app, watching."""
    shown = Preview(root)
    shown.watch()
    return app(shown)


def app(shown: Preview) -> Flask:
    """The app over a preview: the pages of the site, plus media, events and what is wrong."""

    def current() -> Edition:
        if shown.edition is None:
            abort(Response(shown.nothing() + _script(shown.epoch), status=503, content_type="text/html; charset=utf-8"))
        return shown.edition

    made = create_app(current)
    made.config["TRUSTED_HOSTS"] = HOSTS

    @made.get("/media/<name>")
    def media(name: str) -> Response:
        if f"media/{name}" in current().outline.captions:
            return Response(current().caption(f"media/{name}"), mimetype="text/vtt")
        return shown.media(name)

    @made.get("/<path:path>.zip")
    def archive(path: str) -> Response:
        return shown.archive(f"{path}.zip")

    @made.get("/_webdoc/events")
    def events() -> Response:
        return Response(shown.events(), mimetype="text/event-stream", headers={"Cache-Control": "no-store"})

    @made.get("/_webdoc/live.js")
    def script() -> Response:
        return Response(_read("live.js"), mimetype="text/javascript")

    @made.after_request
    def add(response: Response) -> Response:
        response.headers.setdefault("Cache-Control", "no-cache")
        response.headers["X-Content-Type-Options"] = "nosniff"
        if response.mimetype == "text/html" and not response.direct_passthrough and request.method == "GET":
            page = response.get_data(as_text=True)
            extra = shown.overlay() + _script(shown.epoch)
            head, closing, tail = page.rpartition("</body>")
            if closing:
                response.set_data(f"{head}{extra}{closing}{tail}")
        return response

    return made


class _Quiet(WSGIRequestHandler):
    """Tells nothing of requests: an editor's terminal is for what has to be mended."""

    def log_request(self, *args: object) -> None:
        pass


def serve(
    root: Path,
    port: int,
    opened: Callable[[str], None],
    tell: Callable[[tuple[Issue, ...]], None],
    *,
    jobs: int = 1,
    scheduler: str = "",
) -> None:
    """Run the preview until it is interrupted.

    ``opened`` is called with the address once it can be opened, ``tell`` with what is wrong whenever that changes.
    """
    shown = Preview(root, tell, jobs, scheduler)
    shown.watch()
    try:
        server = make_server("127.0.0.1", port, app(shown), threaded=True, request_handler=_Quiet)
    except (OSError, SystemExit) as error:
        raise WebdocError(
            say("Port {port} is taken by another program.", port=port),
            "",
            say("Choose another one: webdoc serve --port {port}", port=free_port()),
        ) from error
    opened(f"http://localhost:{server.server_port}/")
    try:
        server.serve_forever()
    finally:
        shown.stop()
        server.server_close()


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _script(epoch: int) -> Markup:
    return Markup('<script src="/_webdoc/live.js" data-epoch="{}"></script>').format(epoch)


def _read(name: str) -> str:
    return files("webdoc").joinpath("preview", name).read_text("utf-8")


def _template(name: str, **values: object) -> Markup:
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return Markup(environment.from_string(_read(name)).render(**values))
