"""What is shown now: the last edition that was right, what is wrong since, and who is looking."""

from __future__ import annotations

import queue
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from msgspec import Struct

from webdoc import build, project, stamp
from webdoc.errors import WebdocError
from webdoc.model import Derivative, Issue, Source
from webdoc.pages import urls
from webdoc.pages.app import Edition
from webdoc.pages.theme import Theme
from webdoc.preview import last
from webdoc.text import captions

_HEARTBEAT = 15.0
"""Seconds after which a silent connection is tried, so that closed pages are noticed."""


class Shown(Struct, frozen=True):
    """A page as HTML, and whether it is as it is now (else as it was when it was last right)."""

    html: str
    now: bool = True


class State:
    """The project as it is now. All that changes it holds one lock; what is read is one reference each."""

    def __init__(self, root: Path, tell: Callable[[tuple[Issue, ...]], None] = lambda issues: None) -> None:
        """Reads the project. ``tell`` is called with what is wrong, whenever that changes."""
        self.root = root
        self._tell_issues = tell
        self._guard = threading.RLock()
        self._wardrobe = _Wardrobe()
        # Counted from the clock, so that a page that was open before a restart knows that it is not of now.
        self.epoch = int(time.time() * 1000)
        self.edition: Edition | None = None
        self.glanced: tuple[str, ...] = ()
        self.making = 0
        """How many derivatives are still to be made."""
        self.held: frozenset[str] | None = frozenset()
        """The files of chapters that are shown as they were when they were last right; None: all pages are."""
        self.wanted: dict[str, Derivative] = {}
        """Every derivative that a page which was shown asked for, by name."""
        self._read: tuple[Issue, ...] = ()
        self._failed: dict[str, Issue] = {}
        """What is wrong with pages that could not be rendered, by address."""
        self._unmade: tuple[Issue, ...] = ()
        self._good: dict[str, str] = {}
        """Each page that was shown, as it was when it was last right."""
        self._pages: dict[str, Shown] = {}
        """The pages of this edition."""
        self._looking: Counter[str] = Counter()
        self._listeners: set[queue.SimpleQueue[str]] = set()
        self._said: tuple[Issue, ...] = ()
        self._moved: dict[str, str] = {}
        self.refresh()

    # what changes it

    def refresh(self) -> None:
        """Read the project again, render what is looked at, and tell open pages. What was right stays, where now
        something is wrong."""
        with self._guard:
            prepared = build.prepare(self.root, drafts=True, glance=True, dress=self._wardrobe.theme)
            edition, issues = self._right(prepared)
            if edition is None:
                self.held = None
            else:
                self._moved |= _moved(self.edition, edition)
                self.edition, self._pages, self._failed = edition, {}, {}
            self._read, self.glanced = issues, prepared.glanced
            for path in [*self._looking]:
                if edition is not None and path in edition.outline.pages:
                    self.page(path)
            self.epoch += 1
        self._tell()
        self._send("epoch", str(self.epoch))

    def _right(self, prepared: build.Prepared) -> tuple[Edition | None, tuple[Issue, ...]]:
        """What can be shown of what was read (None: nothing, what was shown stays), and all that is wrong."""
        issues, edition = prepared.issues, prepared.edition
        if edition is None:
            return None, issues
        broken = frozenset(issue.source.path for issue in issues if issue.level == "error")
        held = broken if self.edition is not None else frozenset()
        if held and self.edition is not None:
            # Only chapters can be as they were while the rest is as it is now.
            if not all(path.startswith(f"{project.CHAPTERS}/") for path in broken):
                return None, issues
            site = last.mended(edition.site, self.edition.site, broken)
            edition = Edition(site, edition.theme, captions.write)
        if self._wardrobe.fresh and self.edition is not None:
            # One page of each kind, so that a template's mistake shows before it is met, and all pages stay right.
            try:
                kinds = {page.kind: path for path, page in edition.outline.pages.items()}
                for path in kinds.values():
                    edition.page(path)
            except WebdocError as error:
                self._wardrobe.back()
                return None, (*issues, build.issue(error, "template-error"))
        self._wardrobe.keep()
        self.held = held
        return edition, issues

    def made(self, making: int, unmade: tuple[Issue, ...]) -> None:
        """How far media are, and what could not be made."""
        changed = unmade != self._unmade
        self.making, self._unmade = making, unmade
        if changed:
            with self._guard:
                self.epoch += 1
            self._tell()
            self._send("epoch", str(self.epoch))
        self._send("making", str(making))

    def _tell(self) -> None:
        issues = self.issues
        if issues != self._said:
            self._said = issues
            self._tell_issues(issues)

    # what is read

    @property
    def issues(self) -> tuple[Issue, ...]:
        """All that has to be mended, each once."""
        return tuple(dict.fromkeys((*self._read, *self._failed.values(), *self._unmade)))

    @property
    def looking(self) -> tuple[str, ...]:
        """The pages that are open somewhere, those first that most look at."""
        return tuple(path for path, _ in self._looking.most_common())

    def page(self, path: str) -> Shown:
        """The page at that address, rendered once for each edition; as it was when it was last right, when it cannot be
        rendered now. KeyError when there is none, WebdocError when it was never right."""
        edition = self.edition
        if edition is None:
            raise KeyError(path)
        with self._guard:
            if path in self._pages:
                return self._pages[path]
            address = edition.outline.pages[path]
            try:
                shown = Shown(edition.page(path))
            except WebdocError as error:
                self._failed[path] = build.issue(error, "template-error")
                if path not in self._good:
                    raise
                shown = Shown(self._good[path], now=False)
            if edition is self.edition:
                self._pages[path] = shown
                self._good[path] = shown.html
                self.wanted |= edition.outline.asked(address)
            return shown

    def derivative(self, name: str) -> Derivative | None:
        """The derivative of that name, when some page asks for it."""
        if name not in self.wanted and self.edition is not None:
            self.wanted |= self.edition.outline.wanted()
        return self.wanted.get(name)

    def moved(self, path: str) -> str:
        """Where the page is now that was at that address; empty when nothing is known of it."""
        seen = set()
        while path in self._moved and path not in seen:
            seen.add(path)
            path = self._moved[path]
        return path if seen and self.edition is not None and path in self.edition.outline.pages else ""

    # who is looking

    def events(self, path: str) -> Iterator[str]:
        """What happens, for a page that is open at that address: the epoch now and each new one, how far media are."""
        mine: queue.SimpleQueue[str] = queue.SimpleQueue()
        with self._guard:
            self._listeners.add(mine)
            self._looking[path] += 1
        try:
            yield _event("epoch", str(self.epoch))
            yield _event("making", str(self.making))
            while True:
                try:
                    yield mine.get(timeout=_HEARTBEAT)
                except queue.Empty:
                    yield ": still here\n\n"
        finally:
            with self._guard:
                self._listeners.discard(mine)
                self._looking[path] -= 1
                self._looking += Counter()

    def _send(self, name: str, data: str) -> None:
        with self._guard:
            for listener in self._listeners:
                listener.put(_event(name, data))


class _Wardrobe:
    """The theme, made anew only when its files or what is said of it have changed."""

    def __init__(self) -> None:
        self.fresh = False
        """Whether the theme that was asked for last has not been tried on any page."""
        self._tried: tuple[object, Theme] | None = None
        self._asked: tuple[object, Theme] | None = None

    def theme(self, name: str, root: Path, options: Mapping[str, str], places: Mapping[str, Source], /) -> Theme:
        """The theme of that name. Raises WebdocError when it is not there or cannot be read."""
        if self._tried is not None:
            key = self._key(name, options, places, self._tried[1])
            if key == self._tried[0]:
                self._asked, self.fresh = self._tried, False
                return self._tried[1]
        theme = Theme(name, root, options, places)
        self._asked, self.fresh = (self._key(name, options, places, theme), theme), True
        return theme

    def _key(self, name: str, options: Mapping[str, str], places: Mapping[str, Source], theme: Theme) -> object:
        files: dict[str, stamp.Metadata] = {}
        for folder in theme.folders:
            stamp.note(folder, files)
        return name, dict(options), dict(places), files

    def keep(self) -> None:
        """The theme that was asked for last is right."""
        self._tried, self.fresh = self._asked, False

    def back(self) -> None:
        """It is not: it is made anew next time."""
        self.fresh = False


def _moved(before: Edition | None, now: Edition) -> dict[str, str]:
    """Where pages of chapters are now that had another address before, by that address."""
    if before is None or before.site.documentaries is now.site.documentaries:
        return {}
    was, new = _chapters(before), _chapters(now)
    return {was[key]: new[key] for key in was.keys() & new.keys() if was[key] != new[key]}


def _chapters(edition: Edition) -> dict[tuple[str, str], str]:
    return {
        (documentary.lang, chapter.source.path): urls.chapter(edition.site, documentary, chapter.slug)
        for documentary in edition.site.documentaries
        for chapter in documentary.chapters
    }


def _event(name: str, data: str) -> str:
    return f"event: {name}\ndata: {data}\n\n"
