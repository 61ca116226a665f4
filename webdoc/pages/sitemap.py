"""What search engines are told of a site: its pages in all languages (sitemaps.org), and where that list is. Pure.

Quotes, numbers and moments are not among them, nor what stands in frames: those pages are for those who follow a link,
and their words stand in the chapters.
"""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

from webdoc.model import Site
from webdoc.pages import urls
from webdoc.pages.feed import document
from webdoc.pages.page import Address

ADDRESS = "sitemap.xml"
ROBOTS = "robots.txt"
_HIDDEN = ("unit", "embedded", "poster", "leaflet", "missing")


def sitemap(site: Site, pages: Iterable[Address]) -> str:
    """All pages, each with the same page in other languages. There has to be a base."""
    shown = [page for page in pages if page.kind not in _HIDDEN]
    groups: dict[tuple[str, str, bool], list[Address]] = {}
    for page in shown:
        groups.setdefault(_same(site, page), []).append(page)
    spaces = {"xmlns": "http://www.sitemaps.org/schemas/sitemap/0.9", "xmlns:xhtml": "http://www.w3.org/1999/xhtml"}
    root = ET.Element("urlset", spaces)
    for page in shown:
        entry = ET.SubElement(root, "url")
        ET.SubElement(entry, "loc").text = urls.absolute(site.base_url, page.path)
        documentary = site.documentaries[page.documentary]
        day = (documentary.chapters[page.chapter].date if page.chapter >= 0 else "") or documentary.date
        if day:
            ET.SubElement(entry, "lastmod").text = day
        same = groups[_same(site, page)]
        for other in same if len(same) > 1 else ():
            _alternate(site, entry, other, site.documentaries[other.documentary].lang)
        if len(same) > 1 and same[0].documentary == 0:
            _alternate(site, entry, same[0], "x-default")
    return document(root)


def robots(site: Site) -> str:
    """The file that crawlers ask for at the root of a host; empty where the site stands in a folder of one."""
    if urlsplit(site.base_url).path.strip("/"):
        return ""
    return f"User-agent: *\nAllow: /\n\nSitemap: {urls.absolute(site.base_url, ADDRESS)}\n"


def _same(site: Site, page: Address) -> tuple[str, str, bool]:
    """What ties a page to itself in other languages."""
    chapters = site.documentaries[page.documentary].chapters
    return page.kind, chapters[page.chapter].key if page.chapter >= 0 else "", page.easy


def _alternate(site: Site, entry: ET.Element, page: Address, lang: str) -> None:
    href = urls.absolute(site.base_url, page.path)
    ET.SubElement(entry, "xhtml:link", {"rel": "alternate", "hreflang": lang, "href": href})
