"""The preview as a Flask app: the site's pages with the panel in them, media as soon as they can be seen, events."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

from flask import Flask, Response, abort, redirect, request, send_file
from werkzeug.exceptions import HTTPException

from webdoc import bundle, project
from webdoc.errors import WebdocError
from webdoc.media import plan
from webdoc.media.store import Store
from webdoc.model import Derivative
from webdoc.pages import urls
from webdoc.preview import guard, panel
from webdoc.preview.state import State
from webdoc.speech import Speech, language

_HTML = "text/html; charset=utf-8"
_OWN = {"live.js": "text/javascript; charset=utf-8", "panel.css": "text/css; charset=utf-8"}
_RANGE = re.compile(r"bytes=(?:(\d{1,18})-(\d{0,18})|-\d{1,18})", re.A)


class Server:
    """What is answered to what is asked, over a `State`."""

    def __init__(self, state: State) -> None:
        self.state = state
        self.store = Store(state.root / project.CACHE)

    def show(self, path: str) -> Response:
        """A page with its panel, or a file of the site."""
        edition = self.state.edition
        if edition is None:
            return self._nothing()
        path = path + "index.html" if not path or path.endswith("/") else path
        if path in edition.outline.pages:
            return self._page(path)
        there = self.state.moved(path)
        if there:
            return redirect(f"/{there}", 302)  # type: ignore[return-value]
        try:
            data, kind = edition.file(path)
        except KeyError:
            return self._page(urls.MISSING, 404)
        return Response(data, content_type=kind)

    def _page(self, path: str, status: int = 200) -> Response:
        state, edition = self.state, self.state.edition
        try:
            epoch = state.epoch
            shown = state.page(path)
        except WebdocError:
            return self._nothing()
        local, spoken = guard.HERE in request.environ, Speech(language(state.root))
        laid = panel.panel(
            edition, path, state.issues, state.root, spoken, local=local, held=state.held if shown.now else None
        )
        return Response(panel.laid(shown.html, laid, epoch, spoken), status, content_type=_HTML)

    def _nothing(self) -> Response:
        state, local = self.state, guard.HERE in request.environ
        spoken = Speech(language(state.root))
        return Response(
            panel.nothing(state.issues, state.root, state.epoch, spoken, local=local), 503, content_type=_HTML
        )

    def media(self, name: str) -> Response:
        """A caption file or a derivative; until it is made, a quick picture or the original."""
        edition = self.state.edition
        if edition is not None and f"media/{name}" in edition.outline.captions:
            return Response(edition.caption(f"media/{name}"), mimetype="text/vtt")
        with suppress(ValueError):
            if self.store.has(name):
                # It may be taken away at this very moment; then it is shown as it was before it was made.
                with suppress(FileNotFoundError):
                    return send_file(self.store.path(name), mimetype=plan.mime(name), conditional=True, max_age=0)
        derivative = self.state.derivative(name)
        if derivative is None:
            abort(404)
        if derivative.recipe.make in ("picture", "poster", "card"):
            return self._quick(derivative)
        return send_file(self._source(derivative), conditional=True, max_age=0)

    def _quick(self, derivative: Derivative) -> Response:
        """A picture of it at once: what it shows is said by its name, so that a browser need not ask twice."""
        from webdoc.media import quick

        etag = f"quick-{derivative.name}"
        answer = Response(status=304, mimetype="image/jpeg")
        if not request.if_none_match.contains(etag):
            faces = self.state.edition.theme.cards.typefaces if self.state.edition else {}
            try:
                answer = Response(quick.jpeg(self._source(derivative), derivative, faces), mimetype="image/jpeg")
            except WebdocError:
                abort(404)
        answer.set_etag(etag)
        return answer

    def _source(self, derivative: Derivative) -> Path:
        """The file that it is made of, which never lies outside of the project."""
        file = self.state.root / derivative.source
        if not file.resolve().is_relative_to(self.state.root.resolve()):
            abort(404)
        return file

    def archive(self, path: str) -> Response:
        """What ambassadors are given, in one file, as soon as all that is in it is made."""
        found = self.state.edition.bundles.get(path) if self.state.edition else None
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

    def events(self) -> Response:
        """What happens, for as long as a page is open."""
        path = request.args.get("page", "").lstrip("/")
        path = path + "index.html" if not path or path.endswith("/") else path
        edition = self.state.edition
        known = path if edition is not None and path in edition.outline.pages else "index.html"
        return Response(self.state.events(known), mimetype="text/event-stream", headers={"Cache-Control": "no-store"})

    def own(self, name: str) -> Response:
        """A file of the preview itself."""
        if name not in _OWN:
            abort(404)
        return Response(panel.read(name), content_type=_OWN[name])


def app(state: State, lan: str = "", token: str = "") -> Flask:
    """The app over what is shown now.

    ``lan``: the address in the local network at which others are answered who have the ``token``.
    """
    made = Flask("webdoc", static_folder=None, template_folder=None)
    # Never the debugger, whatever the surroundings say.
    made.config["DEBUG"] = False
    server = Server(state)
    made.get("/", defaults={"path": ""})(server.show)
    made.get("/<path:path>")(server.show)
    made.get("/media/<name>")(server.media)
    made.get("/<path:path>.zip")(lambda path: server.archive(f"{path}.zip"))
    made.get("/_webdoc/events")(server.events)
    made.get("/_webdoc/<name>")(server.own)

    @made.after_request
    def add(response: Response) -> Response:
        response.headers.setdefault("Cache-Control", "no-cache")
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
        return response

    @made.errorhandler(Exception)
    def failed(error: Exception) -> Any:
        if isinstance(error, HTTPException):
            return error
        said = f"This is a mistake of webdoc's own, not yours: {type(error).__name__}: {error}\n"
        return Response(said, 500, mimetype="text/plain")

    # Before Flask: its own TRUSTED_HOSTS tells capitals apart, and takes no address in brackets with a port.
    made.wsgi_app = guard.Guard(_whole(made.wsgi_app), lan, token)  # type: ignore[assignment,method-assign]
    return made


def _whole(inner: Any) -> guard.App:
    """Ranges that are not one range of bytes are left out, as the standard allows: then all of it is sent."""

    def answer(environ: guard.Environ, respond: guard.Respond) -> Any:
        asked = _RANGE.fullmatch(environ.get("HTTP_RANGE", "").replace(" ", ""))
        if not asked or (asked[1] and asked[2] and int(asked[1]) > int(asked[2])):
            environ.pop("HTTP_RANGE", None)
        return inner(environ, respond)

    return answer
