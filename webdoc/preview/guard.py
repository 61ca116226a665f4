"""Who is answered: this machine by its own names and, when asked for, others of the local network that know the token.

A page on the web can have a browser ask for anything, also under a name that leads here only for a moment (DNS
rebinding): what counts is the name that was asked for, which the browser does not let a page forge. Pure: from what
was asked to what is answered.
"""

from __future__ import annotations

import hmac
import ipaddress
import re
from collections.abc import Callable, Iterable
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode

HOSTS = ("localhost", "127.0.0.1", "[::1]")
"""The names of this machine to itself."""
_NAMED = re.compile(r"(?P<name>[a-z0-9.-]{1,253}|\[[0-9a-f:.]{2,45}\])(?::(?P<port>[0-9]{1,5}))?", re.I | re.A)
HERE = "webdoc.here"
"""Stands in the surroundings of a request that comes from the machine which has the files."""
COOKIE = "webdoc-preview"
TOKEN = "token"

Environ = dict[str, Any]
Respond = Callable[[str, list[tuple[str, str]]], object]
App = Callable[[Environ, Respond], Iterable[bytes]]


class Guard:
    """Stands before an app, and lets through what may be answered."""

    def __init__(self, app: App, lan: str = "", token: str = "") -> None:
        """``lan``: this machine's address in the local network, for whoever has the ``token``; empty: for nobody."""
        self.app = app
        self.lan = lan if token else ""
        self.token = token

    def __call__(self, environ: Environ, respond: Respond) -> Iterable[bytes]:
        """The app's answer, or a refusal in a sentence."""
        environ.pop(HERE, None)
        name = host(environ.get("HTTP_HOST", ""))
        own = name in HOSTS and is_here(environ.get("REMOTE_ADDR", ""))
        if not own and (not self.lan or name != self.lan):
            return _refuse(respond, "400 Bad Request", "The preview answers to this machine's own name alone.")
        if not asked_by_itself(environ):
            return _refuse(respond, "403 Forbidden", "Another site asked for this: it is not answered.")
        if not own and not self._knows(environ.get("HTTP_COOKIE", "")):
            given = dict(parse_qsl(environ.get("QUERY_STRING", ""))).get(TOKEN, "")
            if not same(given, self.token):
                said = "Open the whole address that webdoc has printed, or scan its code: it ends with a token."
                return _refuse(respond, "403 Forbidden", said)
            return self._welcome(environ, respond)
        if own:
            environ[HERE] = True
        return self.app(environ, respond)

    def _knows(self, cookies: str) -> bool:
        try:
            kept = SimpleCookie(cookies).get(COOKIE)
        except CookieError:
            return False
        return kept is not None and same(kept.value, self.token)

    def _welcome(self, environ: Environ, respond: Respond) -> Iterable[bytes]:
        """The token is kept by the browser from now on, and goes out of the address, which may be passed on."""
        left = [(key, value) for key, value in parse_qsl(environ.get("QUERY_STRING", "")) if key != TOKEN]
        # One slash in front, so that what follows is never taken for another server's name.
        path = "/" + quote(environ.get("PATH_INFO", "").lstrip("/\\"), encoding="latin-1")
        headers = [
            ("Location", f"{path}?{urlencode(left)}" if left else path),
            ("Set-Cookie", f"{COOKIE}={self.token}; Path=/; HttpOnly; SameSite=Lax"),
            ("Referrer-Policy", "no-referrer"),
        ]
        return _refuse(respond, "303 See Other", "", headers)


def host(header: str) -> str:
    """The name in a Host header, in small letters and without its port; empty for what is none."""
    found = _NAMED.fullmatch(header)
    if found is None or (found["port"] and int(found["port"]) > 65_535):
        return ""
    return found["name"].lower()


def is_here(address: str) -> bool:
    """Whether a request comes from this machine; one without an address comes from a test or a socket file."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address in ("", "<local>")
    mapped = getattr(found, "ipv4_mapped", None)
    return (mapped or found).is_loopback


def asked_by_itself(environ: Environ) -> bool:
    """Whether a request is of a page of the preview, or of a person: no other site may read or load anything here."""
    origin = environ.get("HTTP_ORIGIN")
    if origin is not None and origin.lower() != f"http://{environ.get('HTTP_HOST', '').lower()}":
        return False
    if environ.get("HTTP_SEC_FETCH_MODE") == "navigate":
        return True
    return environ.get("HTTP_SEC_FETCH_SITE", "none") in ("none", "same-origin")


def same(given: str, token: str) -> bool:
    """Whether that is the token, in a time that says nothing of it."""
    return bool(token) and hmac.compare_digest(given.encode(), token.encode())


def _refuse(respond: Respond, status: str, said: str, headers: list[tuple[str, str]] | None = None) -> list[bytes]:
    body = f"{said}\n".encode()
    common = [
        ("Content-Type", "text/plain; charset=utf-8"),
        ("Content-Length", str(len(body))),
        ("Cache-Control", "no-store"),
        ("X-Content-Type-Options", "nosniff"),
    ]
    respond(status, [*common, *(headers or [])])
    return [body]
