"""A published address, file by file, against the manifest that stands there.

One connection, one file after the other, nothing twice: the server has visitors too. Nothing is kept.
"""

from __future__ import annotations

import hashlib
import ssl
import time
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from socket import gaierror
from typing import Final
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

from msgspec import Struct

from webdoc import __version__, manifest
from webdoc.errors import WebdocError
from webdoc.manifest import Entry
from webdoc.model import say
from webdoc.verify import Finding, Report, Told, nobody
from webdoc.verify.folder import changed, listed

PATIENCE: Final = 20.0
"""Seconds in which a server has to answer."""
REDIRECTS: Final = 5
TRIES: Final = 3
LONGEST_WAIT: Final = 30.0
"""Seconds that a server may ask us to wait."""
LARGEST_LIST: Final = 64 << 20

FOR_HOSTS: Final = ("_headers", ".htaccess", "nginx.conf")
"""Files that a host reads itself and need not show to anybody."""

_PIECE: Final = 1 << 16
_BUSY: Final = (429, 503)
_MOVED: Final = (301, 302, 303, 307, 308)
_PORTS: Final = {"http": HTTPConnection, "https": HTTPSConnection}
_SAME: Final = {
    "application/javascript": "text/javascript",
    "application/x-javascript": "text/javascript",
    "application/ogg": "audio/ogg",
    "audio/opus": "audio/ogg",
    "audio/x-m4a": "audio/mp4",
    "audio/m4a": "audio/mp4",
    "audio/mp3": "audio/mpeg",
    "text/xml": "application/xml",
    "application/atom+xml": "application/xml",
    "application/rss+xml": "application/xml",
    "application/x-zip-compressed": "application/zip",
    "application/font-woff2": "font/woff2",
    "application/x-mpegurl": "application/vnd.apple.mpegurl",
    "text/x-markdown": "text/markdown",
}
_SHOWN: Final = ("text/html", "text/css", "text/javascript", "text/vtt", "image/", "audio/", "video/", "font/")
"""What a browser does not show, play or apply when the server calls it otherwise."""


class Answer(Struct, frozen=True, kw_only=True):
    """What a server answers: its status, from where, what it says of the file, and the digest of what it sent."""

    status: int
    url: str
    type: str = ""
    size: int = 0
    sha256: str = ""
    data: bytes = b""


def base_of(address: str) -> str:
    """The address of the site's folder; ValueError for what is no address of the web."""
    parts = urlsplit(address.strip())
    if parts.scheme not in _PORTS or not parts.hostname:
        raise ValueError(address)
    folder, _, last = parts.path.rpartition("/")
    path = f"{folder}/" if "." in last or not last else f"{parts.path}/"
    return urlunsplit((parts.scheme, parts.netloc, path, "", ""))


def check(address: str, *, quick: bool = False, told: Told = nobody) -> Report:
    """Compare what is published with its manifest. ``quick``: of media only that they are there, and their size.

    Raises WebdocError when there is no server, or no manifest.
    """
    base, line = base_of(address), _Line()
    try:
        first = line.get(urljoin(base, manifest.NAME), LARGEST_LIST, keep=True)
        found = listed(first.url, first.data if first.status == 200 else None)
        base = urljoin(first.url, ".")
        entries = sorted(found.files, key=lambda entry: entry.path)
        unknown = next((entry for entry in entries if entry.path == "404.html"), None)
        findings: list[Finding] = []
        for done, entry in enumerate(entries, 1):
            head = quick and entry.type.startswith(("image/", "audio/", "video/"))
            size = max(entry.size, unknown.size if unknown else 0)
            answer = line.get(urljoin(base, quote(entry.path)), size, head=head)
            findings += _compared(entry, answer, base, unknown, head)
            told(entry.path, done, len(entries))
    finally:
        line.close()
    how = [say("Each file was fetched and compared with the list that stands there.")]
    if quick:
        how = [say("Pages were fetched and compared; of media only their presence and size were asked for.")]
    how.append(say("What stands there besides cannot be seen from outside."))
    size = sum(entry.size for entry in entries)
    return Report(where=base, files=len(entries), size=size, how=tuple(how), findings=tuple(findings))


def _compared(entry: Entry, answer: Answer, base: str, unknown: Entry | None, head: bool) -> list[Finding]:
    path = entry.path
    if path in FOR_HOSTS and answer.status != 200:
        return []
    if answer.status in (404, 410):
        return [Finding(kind="missing", path=path)]
    if answer.status != 200:
        said = say("the server answers {status}", status=answer.status)
        return [Finding(kind="unread", path=path, said=said)]
    if urlsplit(answer.url).netloc != urlsplit(base).netloc:
        return [Finding(kind="moved", path=path, said=say("it is answered by {where}", where=answer.url))]
    if unknown is not None and entry != unknown and answer.sha256 == unknown.sha256:
        return [Finding(kind="missing", path=path, said=say("the server answers with its page for unknown addresses"))]
    if answer.size != entry.size or (not head and answer.sha256 != entry.sha256):
        return [changed(entry, answer.size)]
    if not _suits(entry.type, answer.type):
        said = say("it is sent as {sent}, but is {type}", sent=answer.type or "?", type=_plain(entry.type))
        return [Finding(kind="type", path=path, said=said)]
    return []


def _plain(type_: str) -> str:
    essence = type_.split(";")[0].strip().lower()
    return _SAME.get(essence, essence)


def _suits(built: str, sent: str) -> bool:
    """Whether a browser takes a file that is sent as this for what it is."""
    return not _plain(built).startswith(_SHOWN) or _plain(sent) == _plain(built)


class _Line:
    """One connection to one server at a time, kept open from one file to the next."""

    def __init__(self) -> None:
        self._at: tuple[str, str] = ("", "")
        self._open: HTTPConnection | None = None

    def close(self) -> None:
        if self._open is not None:
            self._open.close()
        self._open = None

    def get(self, url: str, size: int, *, head: bool = False, keep: bool = False) -> Answer:
        """What stands at an address, wherever that sends us on to; no more than ``size`` bytes and one are read."""
        for _ in range(REDIRECTS + 1):
            response = self._ask(url, "HEAD" if head else "GET")
            there = response.getheader("Location")
            if response.status not in _MOVED or not there:
                return self._answer(response, url, size, head, keep)
            self._drop(response)
            before, url = url, urljoin(url, there)
            if urlsplit(url).scheme not in _PORTS or (before.startswith("https:") and url.startswith("http:")):
                break
        raise WebdocError(
            say("This address sends visitors on and on, or away from https."),
            url,
            say("Put right where your host sends visitors, or give the address at which the site stands."),
        )

    def _answer(self, response: HTTPResponse, url: str, size: int, head: bool, keep: bool) -> Answer:
        type_ = response.getheader("Content-Type") or ""
        if head:
            length = response.getheader("Content-Length") or ""
            response.read()
            return Answer(status=response.status, url=url, type=type_, size=int(length) if length.isdigit() else size)
        digest, read, kept = hashlib.sha256(), 0, bytearray()
        try:
            while read <= size and (piece := response.read(min(_PIECE, size + 1 - read) or 1)):
                digest.update(piece)
                read += len(piece)
                if keep:
                    kept += piece
        except (OSError, HTTPException):  # a file that breaks off is not the file that was built
            self.close()
        if read > size:
            self.close()
        return Answer(
            status=response.status, url=url, type=type_, size=read, sha256=digest.hexdigest(), data=bytes(kept)
        )

    def _ask(self, url: str, method: str) -> HTTPResponse:
        """One request; asked again when the server is busy, or has let the connection go meanwhile."""
        parts = urlsplit(url)
        for last in (*(False,) * (TRIES - 1), True):
            fresh = self._open is None or self._at != (parts.scheme, parts.netloc)
            try:
                response = self._sent(url, method)
            except (OSError, HTTPException) as error:
                self.close()
                if last or (fresh and isinstance(error, gaierror | ssl.SSLError | ConnectionRefusedError)):
                    raise _unreachable(parts.hostname or "", error) from error
                continue
            if response.status not in _BUSY or last:
                return response
            asked = response.getheader("Retry-After") or ""
            self._drop(response)
            time.sleep(min(float(asked) if asked.isdigit() else 2.0, LONGEST_WAIT))
        raise AssertionError("unreachable")

    def _sent(self, url: str, method: str) -> HTTPResponse:
        parts = urlsplit(url)
        if self._open is None or self._at != (parts.scheme, parts.netloc):
            self.close()
            self._at = (parts.scheme, parts.netloc)
            self._open = _PORTS[parts.scheme](parts.hostname or "", parts.port, timeout=PATIENCE)
        # As it was built, not packed for the way: what is compared is the file.
        headers = {"Accept-Encoding": "identity", "User-Agent": f"webdoc/{__version__} (verify)", "Accept": "*/*"}
        self._open.request(method, urlunsplit(("", "", parts.path or "/", parts.query, "")), headers=headers)
        return self._open.getresponse()

    def _drop(self, response: HTTPResponse) -> None:
        """Let an answer go whose content is not wanted; a long one costs the connection."""
        if len(response.read(_PIECE)) == _PIECE:
            self.close()


def _unreachable(host: str, error: Exception) -> WebdocError:
    hint = say("Look at the address, and at whether this computer is online.")
    if isinstance(error, gaierror):
        said = say("There is no server of the name {host}.", host=host)
    elif isinstance(error, ssl.SSLCertVerificationError):
        said = say("The certificate of {host} is not valid: {why}.", host=host, why=error.verify_message)
        hint = say("Have your host renew it: browsers refuse the site as well.")
    elif isinstance(error, TimeoutError):
        said = say("{host} does not answer within {seconds} seconds.", host=host, seconds=round(PATIENCE))
    elif isinstance(error, ConnectionRefusedError):
        said = say("{host} takes no visitors at this address.", host=host)
    else:
        said = say("{host} does not answer as a web server: {why}.", host=host, why=str(error) or type(error).__name__)
    return WebdocError(said, "", hint)
