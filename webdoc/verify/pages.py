"""Reads every page, sheet and archive of a site as a browser would from a disk: does each address lead to a file?

What a page loads has to be in the site; what a visitor may follow has to be there, or to be a whole address elsewhere.
"""

from __future__ import annotations

import io
import json
import posixpath
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Final
from urllib.parse import unquote, urlsplit

from webdoc.model import Sentence, say
from webdoc.verify import Finding, Kind
from webdoc.verify.archive import BROKEN, harm

Read = Callable[[str], bytes]

_LOADED: Final = {
    "audio": ("src",),
    "embed": ("src",),
    "frame": ("src",),
    "iframe": ("src",),
    "image": ("href", "xlink:href"),
    "img": ("src", "srcset"),
    "input": ("src",),
    "object": ("data",),
    "script": ("src",),
    "source": ("src", "srcset"),
    "track": ("src",),
    "use": ("href", "xlink:href"),
    "video": ("src", "poster"),
    "body": ("background",),
}
_FOLLOWED: Final = {"a": ("href", "xlink:href"), "area": ("href",), "form": ("action",)}
_ACTS: Final = {"stylesheet", "icon", "apple-touch-icon", "mask-icon", "manifest", "preload", "modulepreload",
                "prefetch", "preconnect", "dns-prefetch", "prerender"}  # fmt: skip
"""Kinds of links in a page's head that a browser follows by itself."""
_ELSEWHERE: Final = ("http", "https")
_INERT: Final = ("data", "about", "blob")
_ADDRESS: Final = re.compile(r"""url\(\s*(?:"([^"]*)"|'([^']*)'|([^)"'\s]*))\s*\)|@import\s+(?:"([^"]*)"|'([^']*)')""")
_COMMENT: Final = re.compile(r"/\*.*?\*/", re.DOTALL)
_CANDIDATE: Final = re.compile(r"\s*([^\s,]\S*[^\s,]|[^\s,])(?:\s+[^,]*)?(?:,|$)")
_LARGEST: Final = 256 << 20
"""Bytes of a file in an archive that are read."""


@dataclass
class Page(HTMLParser):
    """What one page names: ``loads`` by itself, ``links`` that are followed, ``ids`` that can be led to."""

    loads: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    ids: set[str] = field(default_factory=lambda: {"", "top"})
    styled: bool = False

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what the element names."""
        given = {name: value for name, value in attrs if value is not None}
        self.styled = tag == "style"
        self.ids.update(given[name] for name in ("id", "name") if name in given)
        for name in _LOADED.get(tag, ()):
            if name in given:
                self.loads += candidates(given[name]) if name == "srcset" else [given[name]]
        self.links += [given[name] for name in _FOLLOWED.get(tag, ()) if name in given]
        if tag == "link":
            acts = _ACTS & {*given.get("rel", "").lower().split()}
            (self.loads if acts else self.links).append(given.get("href", ""))
            self.loads += candidates(given.get("imagesrcset", ""))
        self.loads += styles(given.get("style", ""))
        if tag == "meta" and given.get("http-equiv", "").lower() == "refresh" and "=" in given.get("content", ""):
            self.loads.append(given["content"].split("=", 1)[1].strip("'\" "))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """As an open one, which holds nothing."""
        self.handle_starttag(tag, attrs)
        self.styled = False

    def handle_endtag(self, tag: str) -> None:
        """After a style's end there is text again."""
        self.styled = False

    def handle_data(self, data: str) -> None:
        """The addresses in a style that stands in the page."""
        if self.styled:
            self.loads += styles(data)


def candidates(srcset: str) -> list[str]:
    """The addresses of a ``srcset``."""
    return [found[1] for found in _CANDIDATE.finditer(srcset)]


def styles(text: str) -> list[str]:
    """The addresses in a style sheet."""
    return [next(filter(None, found.groups()), "") for found in _ADDRESS.finditer(_COMMENT.sub("", text))]


def page_of(data: bytes) -> Page:
    """A page, read."""
    page = Page()
    page.feed(data.decode("utf-8", "replace"))
    page.close()
    return page


class Reading:
    """One reading of a site, or of an archive in it: its files by name, and how one is read."""

    def __init__(self, names: set[str], read: Read, within: str = "") -> None:
        self.names = names
        self.read = read
        self.within = within
        """The archive that this is, for what is told of it."""
        self._pages: dict[str, Page] = {}
        self.findings: list[Finding] = []

    def check(self) -> list[Finding]:
        """Read all that names something else; what is found, each once."""
        for name in sorted(self.names):
            kind = posixpath.splitext(name)[1].lower()
            if kind == ".html":
                page = self._page(name)
                for address in page.loads:
                    self._follow(name, address, loaded=True)
                for address in page.links:
                    self._follow(name, address, loaded=False)
            elif kind == ".css":
                for address in styles(self.read(name).decode("utf-8", "replace")):
                    self._follow(name, address, loaded=True)
            elif kind == ".svg":
                for address in page_of(self.read(name)).loads:
                    self._follow(name, address, loaded=True)
            elif kind == ".webmanifest":
                for address in _icons(self.read(name)):
                    self._follow(name, address, loaded=True)
            elif kind == ".vtt" and not self.read(name).lstrip(b"\xef\xbb\xbf").startswith(b"WEBVTT"):
                self._tell("lost", name, say("it is no caption file"))
            elif kind == ".zip" and not self.within:
                self.findings += _archive(name, self.read(name))
        return list(dict.fromkeys(self.findings))

    def _page(self, name: str) -> Page:
        if name not in self._pages:
            self._pages[name] = page_of(self.read(name))
        return self._pages[name]

    def _tell(self, kind: Kind, name: str, said: Sentence) -> None:
        path = f"{self.within}/{name}" if self.within else name
        self.findings.append(Finding(kind=kind, path=path, said=said))

    def _follow(self, name: str, address: str, *, loaded: bool) -> None:
        address = address.strip()
        try:
            parts = urlsplit(address)
        except ValueError:
            self._tell("lost", name, say("“{address}” is no address", address=address))
            return
        if parts.scheme in _ELSEWHERE or (parts.netloc and not parts.scheme):
            if loaded:
                self._tell("outside", name, say("it loads {address}", address=address))
            elif not parts.scheme:
                self._tell("lost", name, say("“{address}” leads nowhere from a disk", address=address))
            return
        if parts.scheme in ("file", "javascript", "vbscript"):
            self._tell("lost", name, say("“{address}” leads nowhere from a disk", address=address))
        elif not parts.scheme:
            self._local(name, address, unquote(parts.path), unquote(parts.fragment), loaded=loaded)

    def _local(self, name: str, address: str, path: str, fragment: str, *, loaded: bool) -> None:
        # What is shown for an unknown address may stand at any depth: its addresses begin at the host.
        if path.startswith("/") and posixpath.basename(name) == "404.html":
            return
        target = posixpath.normpath(posixpath.join(posixpath.dirname(name), path)) if path else name
        if path.startswith("/") or target.startswith("../"):
            self._tell("lost", name, say("“{address}” leads out of the site", address=address))
        elif target not in self.names:
            self._tell("lost", name, say("“{address}” is not there", address=address))
        elif not loaded and target.endswith(".html") and fragment.split(":~:")[0] not in self._page(target).ids:
            self._tell("lost", name, say("“{address}”: that place is not on the page", address=address))


def _icons(data: bytes) -> Iterator[str]:
    """The pictures that a web app's manifest names."""
    try:
        icons = json.loads(data).get("icons", [])
    except (ValueError, AttributeError):
        return
    for icon in icons if isinstance(icons, list) else ():
        if isinstance(icon, Mapping) and isinstance(icon.get("src"), str):
            yield icon["src"]


def _archive(name: str, data: bytes) -> list[Finding]:
    """The pages in an archive, which are opened from a disk too, and whether it can be unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            harmful = [Finding(kind="lost", path=f"{name}/{one}".rstrip("/"), said=said)
                       for one, said in harm(archive, len(data))]  # fmt: skip
            if harmful:
                return harmful
            broken = archive.testzip()
            if broken is not None:
                return [Finding(kind="lost", path=f"{name}/{broken}", said=say("it cannot be unpacked"))]
            names = {one.filename for one in archive.infolist() if one.file_size < _LARGEST and not one.is_dir()}
            return Reading(names, archive.read, name).check()
    except BROKEN:
        return [Finding(kind="lost", path=name, said=say("it cannot be unpacked"))]
