"""From the app to files: pages and what stands beside them, frozen by Frozen-Flask; many of them by all cores."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final
from urllib.parse import quote

from msgspec import Struct

from webdoc import cards, crew
from webdoc.errors import WebdocError
from webdoc.model import Derivative, Issue, say
from webdoc.pages import urls
from webdoc.pages.app import Edition, create_app

MANY: Final = 64
"""From so many files on, other processes are worth their start."""
_PART: Final = 32
"""Files that a process freezes before it tells how far it is."""


class Frozen(Struct, frozen=True):
    """A page that was written: the names of the derivatives that it asks for, and what its card cannot show."""

    asked: tuple[str, ...]
    issues: tuple[Issue, ...]


class Frost(Struct, frozen=True):
    """What was written: the pages by address, and the derivatives that they ask for by name."""

    pages: dict[str, Frozen]
    wanted: dict[str, Derivative]

    def add(self, other: Frost) -> None:
        """What was written elsewhere."""
        self.pages.update(other.pages)
        self.wanted.update(other.wanted)


class Freezing:
    """Freezes addresses of an edition into a folder, one after the other."""

    def __init__(self, edition: Edition, folder: Path) -> None:
        from flask_frozen import Freezer

        self.edition = edition
        self._waiting: Sequence[str] = ()
        # What is changed meanwhile is seen by the build as a whole, and not template by template.
        edition.theme.environment.auto_reload = False
        app = create_app(lambda: edition)
        app.config.update(
            FREEZER_DESTINATION=str(folder),
            FREEZER_REMOVE_EXTRA_FILES=False,
            # It would compare our types with the machine's own table, which differs from host to host.
            FREEZER_IGNORE_MIMETYPE_WARNINGS=True,
            # A template's mistake has to come out as it is, with its file and line, not as an error page.
            PROPAGATE_EXCEPTIONS=True,
        )
        self._freezer = Freezer(app, with_static_files=False, with_no_argument_rules=False, log_url_for=False)
        self._freezer.register_generator(self._urls)

    def _urls(self) -> Iterator[str | tuple[str, dict[str, str]]]:
        # The first one names its view, which tells that nothing was forgotten; to do so for each costs much.
        for path in self._waiting[:1]:
            yield "show", {"path": path}
        for path in self._waiting[1:]:
            yield f"/{quote(path)}"

    def freeze(self, addresses: Sequence[str]) -> Iterator[str]:
        """Write these; gives the URL of each once it is written."""
        from flask_frozen import FrozenFlaskWarning

        outside = next((path for path in addresses if not urls.inside(path)), None)
        if outside is not None:
            raise WebdocError(say("The address “{path}” leads out of the site.", path=outside))
        if not addresses:
            return
        self._waiting = addresses
        with warnings.catch_warnings():
            warnings.simplefilter("error", FrozenFlaskWarning)
            for page in self._freezer.freeze_yield():
                yield str(page.url)

    def frost(self, addresses: Iterable[str]) -> Frost:
        """What became of those of them that are pages."""
        outline = self.edition.outline
        frost = Frost({}, {})
        for path in addresses:
            page = outline.pages.get(path)
            if page is not None:
                asked = outline.asked(page)
                frost.pages[path] = Frozen(tuple(asked), cards.on(self.edition, page))
                frost.wanted.update(asked)
        return frost


def freeze(edition: Edition, folder: Path, addresses: Iterable[str], told: Callable[[str, int], None]) -> Frost:
    """Write what stands at these addresses: pages, theme files, captions and what else; returns what was written.

    ``told`` is told a URL that is written, and how many are.
    """
    waiting, shared = _together(addresses), list[str]()
    here, done = Freezing(edition, folder), 0
    if len(waiting) >= MANY and crew.cores() > 1 and crew.forks():
        # One page of each kind is frozen here, so that templates are read once and not in each process.
        pages = edition.outline.pages
        first = {pages[path].kind: path for path in reversed(waiting) if path in pages}
        mine = frozenset(first.values())
        shared = [path for path in waiting if path not in mine]
        waiting = [*first.values()]
    for url in here.freeze(waiting):
        done += 1
        told(url, done)
    frost = here.frost(waiting)
    parts = [shared[at : at + _PART] for at in range(0, len(shared), _PART)]
    for part, more in zip(parts, _elsewhere(edition, folder, parts), strict=True):
        frost.add(more)
        done += len(part)
        told(f"/{part[-1]}", done)
    return frost


def _elsewhere(edition: Edition, folder: Path, parts: list[list[str]]) -> Iterable[Frost]:
    return crew.share(_freeze, parts, begin=_begin, given=(edition, folder)) if parts else ()


def _together(addresses: Iterable[str]) -> list[str]:
    """What stands in one folder, one after the other: a page and what is said of it are composed once."""
    folders: dict[str, list[str]] = {}
    for path in addresses:
        folders.setdefault(path.rpartition("/")[0], []).append(path)
    return [path for paths in folders.values() for path in paths]


_freezing: list[Freezing] = []
"""That of this process, when it was begun to freeze."""


def _begin(edition: Edition, folder: Path) -> None:
    _freezing[:] = [Freezing(edition, folder)]


def _freeze(addresses: Sequence[str]) -> Frost:
    for _ in _freezing[0].freeze(addresses):
        pass
    return _freezing[0].frost(addresses)
