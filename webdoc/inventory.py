"""What media there are: sources, what was made of them, what no page asks for; and what is taken out of the store.

The list of an unchanged project is remembered by its files' metadata, as a build is (`webdoc.stamp`), so that asking
again costs little more than the start of Python. This module imports nothing that reads or renders until it has to.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec
from msgspec import Struct

from webdoc import output, stamp
from webdoc.errors import WebdocError
from webdoc.model import Issue, kind_of, say

if TYPE_CHECKING:
    from webdoc.build import Prepared, Progress
    from webdoc.model import Derivative, Media

CACHE: Final = ".webdoc"
NAME: Final = "inventory"
_HEAVY: Final = 3
"""A file is too heavy when it alone takes more than this part (a third) of what a chapter may weigh."""


class Item(Struct, frozen=True, kw_only=True):
    """A source file."""

    path: str
    kind: str
    size: int
    """Bytes."""
    used: bool
    """Whether a page shows it."""
    draft: bool = False
    """Whether only drafts do."""
    derivatives: int = 0
    """How many files are asked of it, how many of them are made, and the bytes of those."""
    made: int = 0
    made_size: int = 0
    phone: int = 0
    """Bytes that a phone loads of it where it is shown, once each kind: a picture, a sound."""
    estimated: bool = False
    """Whether that is estimated, because it is not made yet."""
    heavy: bool = False
    """Whether it alone takes more than a third of what a chapter may weigh."""
    copy: str = ""
    """The first file that is shown with the same bytes, when this is another."""


class Listing(Struct, frozen=True, kw_only=True):
    """All media of a project."""

    items: tuple[Item, ...] = ()
    budget: int = 0
    """Bytes that a chapter may weigh."""
    stored: int = 0
    """Files in the store and their bytes."""
    stored_size: int = 0
    spare: tuple[str, ...] = ()
    """Files in the store that no page asks for, drafts included, and their bytes."""
    spare_size: int = 0
    drafts: int = 0
    """Files in the store that only drafts ask for."""
    issues: tuple[Issue, ...] = ()


class Pruned(Struct, frozen=True):
    """What was taken out of the store, or would be."""

    names: tuple[str, ...]
    size: int
    """Bytes of these files."""
    freed: int
    """Bytes that the disk has more now: a file that also stands in the built site goes with the next build."""


def listing(root: Path) -> Listing:
    """All media of the project in that folder. WebdocError when it cannot be read as a project."""
    return stamp.remembered(root, NAME, Listing, lambda: _listed(root))


def prune(root: Path, *, dry: bool = False) -> Pruned:
    """Empty from the store what no page asks for, drafts included; sources are never touched.

    WebdocError while something builds or makes media, and when the project cannot be read: then nobody knows what is
    asked for.
    """
    from webdoc.media.store import Store

    with output.lock(root / CACHE):
        store = Store(root / CACHE)
        with store.busy(alone=True):
            prepared = _prepared(root)
            names = tuple(sorted(set(_stored(root)) - set(_wanted(prepared))))
            size = freed = 0
            for name in names:
                path = store.path(name)
                with contextlib.suppress(FileNotFoundError):
                    facts = path.stat()
                    size += facts.st_size
                    freed += facts.st_size if facts.st_nlink == 1 else 0
                    if not dry:
                        path.unlink()
            return Pruned(names, size, freed)


def make(
    root: Path, *, jobs: int | None = None, scheduler: str = "", progress: Progress | None = None
) -> tuple[int, tuple[Issue, ...]]:
    """Make all that pages ask for, drafts included, without building; returns how much was made, and what is wrong."""
    from webdoc import build
    from webdoc.media import run
    from webdoc.media.pool import get_ready
    from webdoc.media.store import Store

    with output.lock(root / CACHE):
        prepared = _prepared(root, None if scheduler else get_ready)
        if prepared.edition is None:
            return 0, prepared.issues
        store = Store(root / CACHE)
        missing = store.missing(_wanted(prepared).values())
        told = progress or build.Progress()
        with run.executor(jobs, scheduler) as executor:
            issues = build.make(root, prepared.edition, store, missing, executor, told)
        return len(missing) - len(store.missing(missing)), issues


def _prepared(root: Path, unknown: Callable[[], None] | None = None) -> Prepared:
    from webdoc import build

    prepared = build.prepare(root, drafts=True, unknown=unknown)
    if prepared.edition is None:
        first = next((one for one in prepared.issues if one.level == "error"), None)
        where, said = (str(first.source), first.message) if first else ("", say("This project cannot be read."))
        raise WebdocError(said, where, say("Mend it first: until then it is not known which media are asked for."))
    return prepared


def _wanted(prepared: Prepared) -> dict[str, Derivative]:
    return prepared.edition.outline.wanted() if prepared.edition else {}


def _stored(root: Path) -> dict[str, int]:
    """The finished files in the store, with their bytes."""
    try:
        with os.scandir(root / CACHE / "store") as entries:
            return {one.name: one.stat().st_size for one in entries if not one.name.startswith(".")}
    except OSError:
        return {}


def _listed(root: Path) -> Listing:
    from webdoc import budget
    from webdoc.media import run
    from webdoc.media.store import Store

    prepared = _prepared(root)
    edition = prepared.edition
    if edition is None:
        return Listing(issues=prepared.issues)
    store, stored = Store(root / CACHE), _stored(root)
    wanted = _wanted(prepared)
    published = _published(prepared)
    asked: dict[str, list[str]] = {}
    for name, item in wanted.items():
        asked.setdefault(item.source, []).append(name)
    loaded: dict[str, tuple[int, bool]] = {}
    for weight in budget.weights(edition, store, pages=False):
        for share in weight.shares:
            if share.bytes > loaded.get(share.path, (0, False))[0]:
                loaded[share.path] = share.bytes, any(name not in stored for name in asked.get(share.path, ()))
    allowed = budget.allowed(edition).chapter
    copies = _copies(edition.site.media.values())
    items = []
    for path in sorted({*prepared.files, *edition.site.media}):
        kind = kind_of(path)
        if kind is None:
            continue
        names = asked.get(path, [])
        there = [name for name in names if name in stored]
        phone, estimated = loaded.get(path, (0, False))
        used = path in edition.site.media
        kind = edition.site.media[path].kind if used else kind
        items.append(
            Item(
                path=path,
                kind=kind,
                size=_size(run.find(root, path)),
                used=used,
                draft=bool(names) and not any(name in published for name in names),
                derivatives=len(names),
                made=len(there),
                made_size=sum(stored[name] for name in there),
                phone=phone,
                estimated=estimated,
                heavy=0 < allowed < phone * _HEAVY,
                copy=copies.get(path, ""),
            )
        )
    spare = tuple(sorted(set(stored) - set(wanted)))
    return Listing(
        items=tuple(items),
        budget=allowed,
        stored=len(stored),
        stored_size=sum(stored.values()),
        spare=spare,
        spare_size=sum(stored[name] for name in spare),
        drafts=len([name for name in stored if name in wanted and name not in published]),
        issues=_of_media(prepared.issues, items),
    )


def _copies(media: Iterable[Media]) -> dict[str, str]:
    """By path, the first file with the same bytes; the first itself is not among them."""
    firsts: dict[str, str] = {}
    for one in sorted(media, key=lambda one: one.path):
        firsts.setdefault(one.digest, one.path)
    return {one.path: firsts[one.digest] for one in media if firsts[one.digest] != one.path}


def _published(prepared: Prepared) -> set[str]:
    """The names of all that pages ask for which are no drafts."""
    from webdoc.pages.compose import Outline

    edition = prepared.edition
    if edition is None:
        return set()
    kept = []
    for documentary in edition.site.documentaries:
        chapters = tuple(chapter for chapter in documentary.chapters if not chapter.draft)
        if chapters:
            kept.append(msgspec.structs.replace(documentary, chapters=chapters))
    if not kept:
        return set()
    if sum(len(one.chapters) for one in kept) == sum(len(one.chapters) for one in edition.site.documentaries):
        return set(_wanted(prepared))
    return set(
        Outline(
            msgspec.structs.replace(edition.site, documentaries=tuple(kept)),
            edition.theme.ladder,
            edition.theme.cards.design,
        ).wanted()
    )


def _of_media(issues: Iterable[Issue], items: list[Item]) -> tuple[Issue, ...]:
    paths = {item.path for item in items}
    return tuple(one for one in issues if one.source.path in paths)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
