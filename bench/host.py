"""A folder on loopback as a good web host serves it: text gzipped, connections kept, parts of media on demand."""

from __future__ import annotations

import gzip
import mimetypes
import os
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

TYPES = {".avif": "image/avif", ".webp": "image/webp", ".woff2": "font/woff2", ".vtt": "text/vtt", ".m4a": "audio/mp4",
         ".opus": "audio/ogg", ".js": "text/javascript", ".webmanifest": "application/manifest+json"}  # fmt: skip
TEXT = ("text/", "application/json", "application/xml", "application/manifest", "image/svg")


@cache
def zipped(path: Path) -> bytes:
    """A text file as it goes over the wire."""
    return gzip.compress(path.read_bytes(), 9, mtime=0)


@contextmanager
def serve(folder: Path) -> Iterator[str]:
    """The address of the folder while the block runs."""
    handler = type("Handler", (_Handler,), {"folder": folder.resolve()})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    server.handle_error = lambda *_: None  # a browser that goes on hangs up
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


def make_way() -> None:
    """Leave the processor to a browser that runs already: what serves it and what drives it take what it leaves.

    This process and its children, on Linux alone; the browser, a child of the driver, keeps its rank.
    """
    if not Path("/proc/self/task").is_dir():
        return
    own = str(os.getpid())
    for process in Path("/proc").glob("[0-9]*"):
        try:
            parent = (process / "stat").read_text().rpartition(") ")[2].split()[1]
            if own in (process.name, parent):
                for task in (process / "task").iterdir():
                    os.setpriority(os.PRIO_PROCESS, int(task.name), 19)
        except OSError:  # it has just ended
            continue


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    folder = Path()

    def log_message(self, *_: object) -> None:
        pass

    def do_HEAD(self) -> None:
        self.do_GET()

    def do_GET(self) -> None:
        path = (self.folder / unquote(urlsplit(self.path).path).lstrip("/")).resolve()
        if path.is_dir():
            path /= "index.html"
        status = 200
        if not path.is_relative_to(self.folder) or not path.is_file():
            path, status = self.folder / "404.html", 404
        kind = TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        text = kind.startswith(TEXT)
        data = zipped(path) if text else path.read_bytes()
        headers = {"Content-Type": f"{kind}; charset=utf-8" if text else kind, "Accept-Ranges": "bytes"}
        if text:
            headers["Content-Encoding"] = "gzip"
        part = re.fullmatch(r"bytes=(\d*)-(\d*)", self.headers.get("Range") or "")
        if part and not text and (part[1] or part[2]):
            first = int(part[1]) if part[1] else max(0, len(data) - int(part[2]))
            last = min(int(part[2]) if part[1] and part[2] else len(data) - 1, len(data) - 1)
            headers["Content-Range"] = f"bytes {first}-{last}/{len(data)}"
            data, status = data[first : last + 1], 206
        hashed = path.parent.name in ("assets", "media")
        headers["Cache-Control"] = "public, max-age=31536000, immutable" if hashed else "no-cache"
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(data))}.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command == "GET":
            try:
                self.wfile.write(data)
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True
