"""What other sites show of a documentary in a frame of theirs: a chapter, or one sequence of it. Pure.

The page in the frame is light: no menu, nothing kept on the device. It scrolls in a frame of a fixed height, so that
the site around it needs no script; a sequence is as high as the frame.
"""

from __future__ import annotations

import re

import msgspec
from markupsafe import escape

from webdoc.model import Chapter, Documentary, Sequence, Site
from webdoc.pages import i18n, urls
from webdoc.pages.kitviews import CodeView
from webdoc.pages.reading import every
from webdoc.pages.units import named, plain

HEIGHT = 560
"""Pixels of the frame: a photograph and its words, on a phone held upright, and beside each other on a desk."""

_LINK = re.compile(r'<(a|form)\b((?:(?!\starget=)[^>])*?)\s(href|action)="([^"#][^"]*)"([^>]*)>')
_NOWHERE = re.compile(r"(mailto|sms|tel|data|javascript):")
_MEDIA = re.compile(r"(?:\.\./)*media/")


def offered(site: Site, chapter: Chapter) -> bool:
    """Whether other sites may show the chapter; they can where the site knows its own address."""
    return bool(site.base_url and site.embed and chapter.embed)


def sequences(chapter: Chapter) -> tuple[Sequence, ...]:
    """The sequences of a chapter, each of which can be shown by itself."""
    return tuple(block for block in every(chapter.blocks) if isinstance(block, Sequence) and block.id)


def part(chapter: Chapter, id: str, documentary: Documentary) -> Chapter:
    """The chapter with nothing but that sequence."""
    found = next(one for one in sequences(chapter) if one.id == id)
    return msgspec.structs.replace(
        chapter,
        title=name(found, documentary),
        summary="",
        ambient=None,
        goals=(),
        in_short=(),
        questions=(),
        easy=None,
        blocks=(found,),
    )


def name(sequence: Sequence, documentary: Documentary) -> str:
    """What a sequence is called: its title, else who is heard."""
    return sequence.title or sequence.witness or i18n.Words(documentary.lang)("Photographs and a voice")


def address(site: Site, documentary: Documentary, chapter: Chapter, id: str = "") -> str:
    """Where the page for a frame stands: of the chapter, or of its sequence with that anchor."""
    return urls.embed(site, documentary, chapter.slug, (plain(id) or named(id, "sequence")) if id else "")


def codes(site: Site, documentary: Documentary, chapter: Chapter) -> tuple[CodeView, ...]:
    """The HTML to copy: of the chapter, then of each of its sequences; none where it is not offered."""
    if not offered(site, chapter):
        return ()
    parts = (("", chapter.title), *((one.id, name(one, documentary)) for one in sequences(chapter)))
    return tuple(CodeView(title=title, html=code(site, documentary, chapter, id, title)) for id, title in parts)


def code(site: Site, documentary: Documentary, chapter: Chapter, id: str, title: str) -> str:
    """The frame as HTML, for a page of another site. ``id``: of a sequence, empty for the whole chapter."""
    url = urls.absolute(site.base_url, address(site, documentary, chapter, id))
    return (
        f'<iframe src="{escape(url)}" title="{escape(f"{title} — {documentary.title}")}" width="100%"'
        f' height="{HEIGHT}" loading="lazy" allow="fullscreen" frameborder="0" referrerpolicy="strict-origin">'
        "</iframe>"
    )


def outward(html: str) -> str:
    """The page with links that leave the frame: to the documentary in the frame's window, all else in one of its own.

    >>> outward('<a href="../index.html">Whole</a> <a href="#said">Said</a>')
    '<a target="_top" href="../index.html">Whole</a> <a href="#said">Said</a>'
    >>> outward('<a href="https://example.org/" rel="noreferrer">Away</a>')
    '<a target="_blank" href="https://example.org/" rel="noreferrer">Away</a>'
    """
    return _LINK.sub(_turned, html)


def _turned(found: re.Match[str]) -> str:
    tag, before, name, href, after = found.groups()
    if _NOWHERE.match(href) or " target=" in after:
        return found[0]
    if "://" not in href and not _MEDIA.match(href):
        return f'<{tag} target="_top"{before} {name}="{href}"{after}>'
    # What is there already (noopener, noreferrer) is as safe; twice is no HTML.
    safe = "" if " rel=" in before + after or tag == "form" else ' rel="noopener"'
    return f'<{tag} target="_blank"{safe}{before} {name}="{href}"{after}>'
