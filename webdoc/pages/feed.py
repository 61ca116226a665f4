"""The chapters as a feed: Atom (RFC 4287), for those who want to hear of new ones. Pure.

An entry needs a day, and only the editor knows it: a chapter without ``date`` takes the documentary's, and one that has
neither is left out. No clock is asked, so that the same sources make the same bytes.
"""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

from webdoc.model import Chapter, Documentary, Site
from webdoc.pages import share, urls
from webdoc.pages.units import named, plain

NAMESPACE = "http://www.w3.org/2005/Atom"
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that no XML document can hold."""


def dated(documentary: Documentary) -> tuple[tuple[str, Chapter], ...]:
    """The chapters that have a day, the newest first; those of one day in their order."""
    found = [(chapter.date or documentary.date, chapter) for chapter in documentary.chapters]
    return tuple(sorted((one for one in found if one[0]), key=lambda one: one[0], reverse=True))


def atom(site: Site, documentary: Documentary) -> str:
    """The feed of one language. There have to be a base and chapters with a day."""
    cover = urls.absolute(site.base_url, urls.cover(site, documentary))
    chapters = dated(documentary)
    feed = ET.Element("feed", {"xmlns": NAMESPACE, "xml:lang": documentary.lang})
    _text(feed, "title", documentary.title)
    _text(feed, "subtitle", documentary.summary or documentary.subtitle)
    _text(feed, "id", cover)
    here = urls.absolute(site.base_url, urls.feed(site, documentary))
    ET.SubElement(feed, "link", {"rel": "self", "type": "application/atom+xml", "href": here})
    ET.SubElement(feed, "link", {"rel": "alternate", "type": "text/html", "href": cover})
    _text(feed, "updated", _moment(chapters[0][0]))
    for name in documentary.authors or (documentary.title,):
        _text(ET.SubElement(feed, "author"), "name", name)
    _text(feed, "rights", documentary.licence)
    for day, chapter in chapters:
        url = urls.absolute(site.base_url, urls.chapter(site, documentary, chapter.slug))
        via = (plain(chapter.slug) or named(chapter.slug, "chapter")) if site.via else ""
        entry = ET.SubElement(feed, "entry")
        _text(entry, "title", chapter.title)
        _text(entry, "id", url)
        ET.SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": share.tagged(url, via, "feed")})
        _text(entry, "published", _moment(day))
        _text(entry, "updated", _moment(day))
        _text(entry, "summary", chapter.summary or chapter.share_text)
    return document(feed)


def document(root: ET.Element) -> str:
    """A tree as an XML document."""
    ET.indent(root, "")
    written = _FORBIDDEN.sub("", ET.tostring(root, encoding="unicode"))
    return f'<?xml version="1.0" encoding="utf-8"?>\n{written}\n'


def _text(parent: ET.Element, name: str, text: str) -> None:
    if text:
        ET.SubElement(parent, name).text = text


def _moment(day: str) -> str:
    """A day as Atom wants it (RFC 3339): its first moment in Greenwich."""
    return f"{day}T00:00:00Z"
