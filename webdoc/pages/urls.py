"""Addresses inside the site. Pure.

An address is a POSIX path from the site's root with the file's name written out (``fr/door/index.html``), so that the
same links work on a web server, below a folder of one, and from a disk. The documentary in the default language
stands at the root; the others below their language's code, so that adding a language moves nothing.
"""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import quote

from webdoc.model import Documentary, Site

RESERVED = frozenset(
    {
        "assets",
        "media",
        "end",
        "glossary",
        "sources",
        "pass-it-on",
        "index",
        "404",
        "manifest",
        "sitemap",
        "feed",
        "dates",
        "licences",
    }
)
"""First parts of addresses that are the site's own: no chapter may have them."""

MISSING = "404.html"


def inside(address: str) -> bool:
    """Whether an address stays in the site, on every computer: no part of it climbs, is empty, or names a drive."""
    parts = address.split("/")
    return all(part not in ("", ".", "..") and not set(part) & set('\\\0:*?"<>|') for part in parts)


def folder(site: Site, documentary: Documentary) -> str:
    """Where the pages of a documentary stand: empty or ``fr/``."""
    return "" if documentary.lang == site.documentaries[0].lang else f"{documentary.lang}/"


def cover(site: Site, documentary: Documentary) -> str:
    """The address of the first page."""
    return f"{folder(site, documentary)}index.html"


def chapter(site: Site, documentary: Documentary, slug: str) -> str:
    """The address of a chapter."""
    return f"{folder(site, documentary)}{slug}/index.html"


def unit(site: Site, documentary: Documentary, slug: str, name: str) -> str:
    """The address of a quote, a number or a moment of the chapter at ``slug``."""
    return f"{folder(site, documentary)}{slug}/q/{name}/index.html"


def feed(site: Site, documentary: Documentary) -> str:
    """The address of the feed of a documentary's chapters."""
    return f"{folder(site, documentary)}feed.xml"


def oembed(site: Site, documentary: Documentary, slug: str) -> str:
    """The address of what a chapter says of itself to those who embed it."""
    return f"{folder(site, documentary)}{slug}/oembed.json"


def qr(page: str) -> str:
    """The address of the QR code that leads to the page at that address."""
    return f"{page.removesuffix('index.html')}qr.svg"


def end(site: Site, documentary: Documentary) -> str:
    """The address of the last page."""
    return f"{folder(site, documentary)}end/index.html"


def glossary(site: Site, documentary: Documentary) -> str:
    """The address of the words that are explained."""
    return f"{folder(site, documentary)}glossary/index.html"


def sources(site: Site, documentary: Documentary) -> str:
    """The address of the list of all sources."""
    return f"{folder(site, documentary)}sources/index.html"


def kit(site: Site, documentary: Documentary, name: str = "index.html") -> str:
    """The address of what ambassadors need, or of a file beside it."""
    return f"{folder(site, documentary)}pass-it-on/{name}"


def poster(site: Site, documentary: Documentary, slug: str = "") -> str:
    """The address of the poster of the documentary, or of the chapter at ``slug``."""
    return kit(site, documentary, f"poster/{slug}/index.html" if slug else "poster/index.html")


def embed(site: Site, documentary: Documentary, slug: str, name: str = "") -> str:
    """The address of what other sites show in a frame: a chapter, or what has that name in it."""
    return f"{folder(site, documentary)}{slug}/embed/{f'{name}/' if name else ''}index.html"


def act_qr(site: Site, documentary: Documentary, action: str) -> str:
    """The address of the QR code of an action."""
    return f"{folder(site, documentary)}end/{action}.svg"


def calendar(site: Site, documentary: Documentary, action: str) -> str:
    """The address of the file with which calendars take the date of an action."""
    return f"{folder(site, documentary)}dates/{action}.ics"


def media(name: str) -> str:
    """The address of a derivative or of a caption file."""
    return f"media/{name}"


def asset(name: str) -> str:
    """The address of a file of the theme."""
    return f"assets/{name}"


def relative(start: str, goal: str) -> str:
    """The link from the page at one address to another address, percent-encoded; a fragment is kept.

    >>> relative("fr/door/index.html", "media/a b.jpg")
    '../../media/a%20b.jpg'
    """
    goal, _, fragment = goal.partition("#")
    here, there = start.split("/")[:-1], goal.split("/")
    common = 0
    while common < len(here) and common < len(there) - 1 and here[common] == there[common]:
        common += 1
    steps = [".."] * (len(here) - common) + there[common:]
    path = _encoded("/".join(steps))
    return f"{path}#{quote(fragment, safe='')}" if fragment else path


@lru_cache(4096)
def _encoded(path: str) -> str:
    # Pages of one folder lead to the same places.
    return quote(path, safe="/~")


def anchor(id: str) -> str:
    """An anchor as it stands in a link after the ``#``."""
    return quote(id, safe="")


def absolute(base_url: str, address: str) -> str:
    """The public address of a page: ``index.html`` is left out, as people pass it on. Empty without a base."""
    if not base_url:
        return ""
    path, mark, fragment = address.partition("#")
    if path == "index.html" or path.endswith("/index.html"):
        path = path[: -len("index.html")]
    return base_url.rstrip("/") + "/" + quote(path, safe="/~") + (mark + quote(fragment, safe="") if mark else "")
