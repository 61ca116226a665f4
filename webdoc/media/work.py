"""What a worker does with one job: opens the source, decodes it once, writes all that is asked for to its store.

A job is a plain value that travels to another process, or to another machine.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO, Final, Literal

from msgspec import Struct

from webdoc.errors import WebdocError
from webdoc.media import probe, trouble
from webdoc.media.share import Share, Tell
from webdoc.media.sniff import Content
from webdoc.media.spare import Spare
from webdoc.media.store import Store
from webdoc.model import Derivative, Issue, Source, say

Family = Literal["video", "sound", "still", "picture", "type"]

_FAMILY: Final[dict[str, Family]] = {
    "video": "video",
    "loop": "video",
    "stream": "video",
    "sound": "sound",
    "poster": "still",
    "picture": "picture",
}


def family_of(derivative: Derivative) -> Family:
    """By which decode it is made; a card of type alone has none."""
    if derivative.recipe.make != "card":
        return _FAMILY[derivative.recipe.make]
    return "type" if not derivative.source else "still" if derivative.recipe.moves else "picture"


_NO_ROOM: Final = frozenset((errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EFBIG))


class Job(Struct, frozen=True):
    """All that is to be made of one source file by one decode."""

    file: str
    """The path of the file on this machine."""
    source: str
    """The path of the `Media`."""
    digest: str
    family: Family
    size: int
    """Bytes of the source."""
    derivatives: tuple[Derivative, ...]
    typefaces: dict[str, str] = {}
    """The files of the theme's typefaces that its cards need, by digest."""
    seconds: float = 0.0
    """What it will take on one core, and how many bytes of memory, as `webdoc.media.estimate` says."""
    memory: int = 0


class Outcome(Struct, frozen=True):
    """What a worker made of a job: names and bytes written, and what went wrong."""

    made: tuple[str, ...] = ()
    written: int = 0
    issues: tuple[Issue, ...] = ()


def work(job: Job, root: str, token: str) -> Outcome:
    """Does one job in a worker: never raises but for Ctrl-C, never prints."""
    store = Store(Path(root), token)
    todo = store.missing(job.derivatives)
    if not todo:
        return Outcome()
    made: list[str] = []
    issues: tuple[Issue, ...] = ()
    try:
        if job.family == "type":
            _lettering(job, todo, store, made)
            return _outcome(store, made)
        with probe.open_source(Path(job.file)) as file:
            before = os.fstat(file.fileno()).st_mtime_ns
            if probe.digest(file) != job.digest:
                raise trouble.changed()
            content = probe.content_of(file, job.source)
            with Share(store, job.digest, job.family) as share:
                _MAKERS[job.family](job, file, content, todo, store, made, share.tell)
            if os.fstat(file.fileno()).st_mtime_ns != before:
                for name in made:
                    store.path(name).unlink(missing_ok=True)
                made.clear()
                raise trouble.changed()
    except trouble.BadMedium as bad:
        issues = (bad.issue(job.source),)
    except Exception as error:  # one file's failure must not be the run's
        issues = failed(job, error).issues
    return _outcome(store, made, issues)


def _outcome(store: Store, made: Sequence[str], issues: tuple[Issue, ...] = ()) -> Outcome:
    return Outcome(tuple(made), sum(store.path(name).stat().st_size for name in made), issues)


def _lettering(job: Job, todo: Sequence[Derivative], store: Store, made: list[str]) -> None:
    from webdoc.media import cards

    for item in todo:
        if item.recipe.card is not None:
            size = item.recipe.width, item.recipe.height
            store.put(item.name, cards.encode(cards.draw(item.recipe.card, size, None, job.typefaces)))
            made.append(item.name)


def _pictures(
    job: Job, file: BinaryIO, content: Content, todo: Sequence[Derivative], store: Store, made: list[str], tell: Tell
) -> None:
    from webdoc.media import images

    _kept(images.make(file, content.format, todo, job.typefaces, Spare(store).read), store, made)


def _stills(
    job: Job, file: BinaryIO, content: Content, todo: Sequence[Derivative], store: Store, made: list[str], tell: Tell
) -> None:
    from webdoc.media import images, moving

    seen = moving.still(Path(job.file), content.format)
    _kept(images.render(images.shown(*seen), todo, typefaces=job.typefaces), store, made)


def _kept(pictures: Iterable[tuple[Derivative, bytes]], store: Store, made: list[str]) -> None:
    """Writes pictures as they come, beside the encoders: a disk takes longer than a small one of them."""
    written: list[tuple[str, Future[Path]]] = []
    with ThreadPoolExecutor(max_workers=1) as disk:
        try:
            for item, data in pictures:
                written.append((item.name, disk.submit(store.put, item.name, data)))
        finally:
            for name, future in written:
                future.result()
                made.append(name)


def _sounds(
    job: Job, file: BinaryIO, content: Content, todo: Sequence[Derivative], store: Store, made: list[str], tell: Tell
) -> None:
    from webdoc.media import voice

    with ExitStack() as stack:
        outs = [(item.recipe, stack.enter_context(store.writing(item.name))) for item in todo]
        voice.make_sound(Path(job.file), content.format, outs, tell)
    made.extend(item.name for item in todo)


def _videos(
    job: Job, file: BinaryIO, content: Content, todo: Sequence[Derivative], store: Store, made: list[str], tell: Tell
) -> None:
    from webdoc.media import stream, transcode

    todo = _with_needs(todo, store)
    films = [item for item in todo if item.recipe.make != "stream"]
    there = {item.recipe: one.name for item in films for one in item.needs if one not in todo}
    if films:
        rivals = {recipe: store.path(name).stat().st_size for recipe, name in there.items()}
        with ExitStack() as stack:
            outs = [(item.recipe, stack.enter_context(store.writing(item.name))) for item in films]
            transcode.make_videos(Path(job.file), content.format, outs, rivals, tell)
    made.extend(item.name for item in films)
    for item in todo:
        if item.recipe.make == "stream" and item.recipe.format == "mp4":
            listed = next((one for one in todo if item in one.needs), None)
            _cut(item, listed, store)
            made.extend(one.name for one in (item, listed) if one is not None)
    for item in todo:
        if item.recipe.make == "stream" and not item.recipe.width:
            sizes = [(one.name, one.recipe, store.path(one.name), store.path(one.needs[0].name)) for one in item.needs]
            store.put(item.name, stream.overview(sizes).encode())
            made.append(item.name)


def _with_needs(todo: Sequence[Derivative], store: Store) -> tuple[Derivative, ...]:
    """Those and all that they need and the store does not have, each after what it needs."""
    found: dict[str, Derivative] = {}
    for item in todo:
        # A list is made with the pieces that it lists, whether they are there or not.
        both = item.recipe.format == "m3u8" and item.recipe.width
        for one in (*_with_needs(item.needs if both else store.missing(item.needs), store), item):
            found.setdefault(one.name, one)
    return tuple(found.values())


def _cut(pieces: Derivative, listed: Derivative | None, store: Store) -> None:
    """The pieces of a video, and their list where that is asked for too."""
    from webdoc.media import stream

    with ExitStack() as stack:
        target = stack.enter_context(store.writing(pieces.name))
        spare = target.with_name(f"{target.name}-list")
        stack.callback(spare.unlink, missing_ok=True)
        list_ = stack.enter_context(store.writing(listed.name)) if listed else spare
        stream.cut(store.path(pieces.needs[0].name), target, list_, pieces.name)


_Maker = Callable[[Job, BinaryIO, Content, Sequence[Derivative], Store, list[str], Tell], None]
_MAKERS: Final[dict[Family, _Maker]] = {
    "picture": _pictures,
    "still": _stills,
    "sound": _sounds,
    "video": _videos,
}


def failed(job: Job, error: Exception) -> Outcome:
    """What went wrong that the makers do not know of: a full disk, no memory, a mistake of ours."""
    source = Source(job.source)
    if isinstance(error, WebdocError):
        issue = Issue(
            code="store-unwritable",
            message=say("{place}: {what}", place=error.source, what=error.message),
            source=source,
            hint=error.hint,
        )
        return Outcome(issues=(issue,))
    if getattr(error, "errno", None) in _NO_ROOM:  # PyAV's errors are not all OSError
        said = os.strerror(getattr(error, "errno", 0))
        message = say("What is made of this cannot be written: {said}.", said=said)
        hint = say("Make room on the disk, or look at the rights of the folder .webdoc.")
        return Outcome(issues=(Issue(code="store-unwritable", message=message, source=source, hint=hint),))
    if isinstance(error, MemoryError):
        return Outcome(issues=(trouble.no_memory().issue(job.source),))
    said = " ".join(f"{type(error).__name__}: {error}".split())[:200]
    message = say("This could not be made ready ({said}).", said=said)
    return Outcome(issues=(Issue(code="medium-failed", message=message, source=source),))
