"""The Flask app: one view for pages, one for the theme's files, one for captions. It is frozen and it is the preview.

Views are two lines each over `webdoc.pages.theme`; addresses come from `webdoc.pages.compose`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property
from importlib.resources import files
from typing import TYPE_CHECKING

from webdoc.media import plan
from webdoc.model import Cue, Site
from webdoc.pages import i18n, kit, licences, urls
from webdoc.pages.compose import Outline
from webdoc.pages.page import Address
from webdoc.pages.theme import Theme

if TYPE_CHECKING:
    from flask import Flask, Response

TYPES = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".ics": "text/calendar; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".md": "text/markdown; charset=utf-8",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".vtt": "text/vtt; charset=utf-8",
    ".woff2": "font/woff2",
    ".xml": "application/xml; charset=utf-8",
    ".zip": "application/zip",
}
"""Our own table: the machine's one differs from host to host."""


def type_of(path: str) -> str:
    """The media type of a file of the site, by its name."""
    suffix = path[path.rfind(".") :]
    return TYPES.get(suffix) or plan.MIME.get(suffix, "application/octet-stream")


class Edition:
    """A site with its theme: everything that can be asked for, ready to be rendered."""

    def __init__(self, site: Site, theme: Theme, captions: Callable[[tuple[Cue, ...]], str]) -> None:
        self.site = site
        self._write = captions
        self.theme = theme
        self.outline = Outline(site, theme.ladder, theme.cards.design)

    def page(self, path: str) -> str:
        """The HTML of the page at that address; KeyError when there is none."""
        return self.theme.render(self.outline.compose(self.outline.pages[path]), path)

    def caption(self, path: str) -> str:
        """A caption file as WebVTT; KeyError when there is none."""
        return self._write(self.site.cues[self.outline.captions[path]])

    def addresses(self) -> Iterator[str]:
        """Every address that is frozen: pages, the theme's files, captions, what stands beside. No media."""
        yield from self.outline.pages
        yield from (urls.asset(name) for name in self.theme.assets)
        yield from self.outline.captions
        yield from self.outline.beside
        yield licences.ADDRESS

    @cached_property
    def archives(self) -> tuple[str, ...]:
        """The address of each archive: what ambassadors are given, in one file for each language."""
        return tuple(kit.archive(self.site, one) for one in self.site.documentaries if kit.offered(self.site))

    @cached_property
    def bundles(self) -> dict[str, kit.Bundle]:
        """Every archive by its address."""
        return {path: self._bundle(index) for index, path in enumerate(self.archives)}

    def _bundle(self, index: int) -> kit.Bundle:
        """The archive of one language. Its sheets are those of the site, as they stand among the archive's files."""
        documentary = self.site.documentaries[index]
        view = self.outline.compose(self.outline.pages[urls.kit(self.site, documentary)])
        assert view.kit is not None
        texts = {name: text.encode() for name, text in kit.papers(view.kit, i18n.Words(documentary.lang)).items()}
        media = kit.pictures(view.kit)
        for kind in ("poster", "leaflet"):
            address = Address(f"{kind}.html", kind, index)
            html = self.theme.render(self.outline.compose(address), address.path)
            texts[address.path] = html.encode()
            media |= {urls.media(name): name for name in self.outline.asked(address) if urls.media(name) in html}
            texts |= {urls.asset(name): data for name, data in self.theme.assets.items() if urls.asset(name) in html}
        return kit.Bundle(kit.archive(self.site, documentary), texts, media)

    def file(self, path: str) -> tuple[bytes, str]:
        """What stands at an address, and its media type; KeyError when there is nothing."""
        folder, _, name = path.partition("/")
        kind = type_of(path)
        if folder == "assets" and name in self.theme.assets:
            return self.theme.assets[name], kind
        if path in self.outline.captions:
            return self.caption(path).encode(), kind
        if path in self.outline.beside:
            return self.outline.beside[path]().encode(), kind
        if path == licences.ADDRESS:
            own = files("webdoc").joinpath("LICENSE.txt").read_text("utf-8")
            return licences.document(self.site, self.theme.notices, own).encode(), kind
        return self.page(path).encode(), kind


def create_app(current: Callable[[], Edition]) -> Flask:
    """The app that shows the edition which is current at each request."""
    from flask import Flask, Response, abort

    app = Flask("webdoc", static_folder=None, template_folder=None)

    @app.get("/", defaults={"path": "index.html"})
    @app.get("/<path:path>")
    def show(path: str) -> Response:
        try:
            data, kind = current().file(path)
        except KeyError:
            abort(404)
        return Response(data, content_type=kind)

    return app
