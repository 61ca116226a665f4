"""Which files a phone loads with a chapter: before anything is scrolled, and until its end. Pure.

A phone is 390 points wide and has three pixels a point; it takes the first width of the best format that fills it, as
browsers do. Every picture counts as if it filled the screen, which is a little too much for those in a gallery. Of a
sound or a film it takes one file; which one depends on the phone, so the caller is given all and takes the heaviest.
The menu's thumbnails are loaded when it is opened, and do not count.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from webdoc.pages import urls
from webdoc.pages.pageviews import PageView
from webdoc.pages.views import PictureView, SourceView

PHONE = 390 * 3
"""Pixels of width."""

_ELSEWHERE = frozenset(("menu", "previous", "pictures", "quizzes", "card", "languages", "all_languages", "share"))
"""What of a page names files that stand elsewhere in it too, or is not loaded with it."""


class Load(Struct, frozen=True):
    """A file that is loaded: its name in ``media/``, one of several, and whether it is before any scrolling."""

    names: tuple[str, ...]
    opening: bool = False


def loads(page: PageView) -> tuple[Load, ...]:
    """All that a phone loads with a page besides its text, each once; the opening picture first."""
    found: dict[tuple[str, ...], Load] = {}
    if page.picture is not None:
        opening = (_of_picture(page.picture),)
        found[opening] = Load(opening, opening=True)
    for names in _within(page, _ELSEWHERE):
        found.setdefault(names, Load(names))
    return tuple(load for load in found.values() if load.names and load.names[0])


def _within(value: object, without: frozenset[str] = frozenset()) -> Iterator[tuple[str, ...]]:
    """The files of a view and of all views in it."""
    if isinstance(value, PictureView):
        yield (_of_picture(value),)
    elif isinstance(value, tuple):
        if value and all(isinstance(one, SourceView) and one.href for one in value):
            # Those for wide screens come first, and are passed over by a phone.
            small = [one for one in value if not one.media.startswith("(min-width")]
            yield tuple(_name(one.href) for one in small or value)
        else:
            for one in value:
                yield from _within(one)
    elif isinstance(value, Struct):
        for name in value.__struct_fields__:
            inner = getattr(value, name)
            if name == "poster" and isinstance(inner, str) and inner:
                yield (_name(inner),)
            elif name not in without:
                yield from _within(inner)


def _of_picture(view: PictureView) -> str:
    """The file of a picture that a phone takes."""
    written = view.sources[0].srcset if view.sources else view.srcset
    if not written:
        return _name(view.href)
    steps = sorted((int(width[:-1]), href) for href, width in (one.rsplit(" ", 1) for one in written.split(", ")))
    return _name(next((href for width, href in steps if width >= PHONE), steps[-1][1]))


def _name(href: str) -> str:
    """The name of a derivative by its address; empty for what is none."""
    folder, _, name = href.rpartition("/")
    return name if f"{folder}/{name}".endswith(urls.media(name)) else ""
