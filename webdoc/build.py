"""The frozen site: read, check, render, make the media beside, and put it all in the place of the old site at once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from webdoc import __version__, budget, cards, checks, freezing, manifest, output, project, stamp
from webdoc.bundle import write as write_bundle
from webdoc.checks import ignoring
from webdoc.checks.ignoring import Ignored
from webdoc.errors import WebdocError
from webdoc.freezing import Frost
from webdoc.manifest import Digests, Manifest
from webdoc.media import run
from webdoc.media.pool import Unreachable, Workers, get_ready
from webdoc.media.store import Store
from webdoc.model import Derivative, Issue, Source, say
from webdoc.pages import urls
from webdoc.pages.app import Edition, type_of
from webdoc.pages.reading import every
from webdoc.pages.theme import Theme
from webdoc.recall import Recall
from webdoc.text.captions import write as write_captions


class Prepared(Struct, frozen=True):
    """A project that was read and checked. ``edition`` is None when it cannot be shown."""

    edition: Edition | None
    issues: tuple[Issue, ...]
    files: tuple[str, ...] = ()
    """Every file of the project's chapters and media."""
    glanced: tuple[str, ...] = ()
    """Media of which only the header was read: nothing can be made of them yet."""
    places: dict[str, Source] = {}
    """Where each setting stands."""
    ignored: tuple[Ignored, ...] = ()
    """What the editor leaves as it is, and (``hushed``) the issues that are not told for it."""
    hushed: tuple[Issue, ...] = ()

    @property
    def failed(self) -> bool:
        """Whether something has to be mended before anything is published."""
        return self.edition is None or any(issue.level == "error" for issue in self.issues)


class Built(Struct, frozen=True, kw_only=True):
    """What came of a build. With an error among the issues the old site still stands."""

    issues: tuple[Issue, ...] = ()
    pages: int = 0
    media: int = 0
    """Derivatives that the site links to."""
    made: int = 0
    """Of those, how many were made now."""

    @property
    def failed(self) -> bool:
        """Whether the old site still stands because something has to be mended."""
        return any(issue.level == "error" for issue in self.issues)


class Progress:
    """What a build tells while it works; this one says nothing."""

    def stage(self, name: str, total: int, seconds: float = 0.0) -> None:
        """A stage begins: ``pages`` or ``media``, of so many steps. ``seconds``: the work that is estimated for all."""

    def step(self, name: str, what: str, done: int, seconds: float = 0.0) -> None:
        """So many steps of a stage are done, and so much of its work; the last one was ``what``."""


def prepare(
    root: Path,
    *,
    drafts: bool = False,
    unknown: Callable[[], None] | None = None,
    glance: bool = False,
    dress: Callable[[str, Path, Mapping[str, str], Mapping[str, Source]], Theme] = Theme,
) -> Prepared:
    """Read and check a project and find its theme.

    ``unknown`` is called when there are media not yet known; ``glance``: of these only the header is read. ``dress``
    gives the theme of that name, project, options and places of settings.
    """
    loaded = project.load(root, drafts=drafts, unknown=unknown, glance=glance)
    if loaded.site is None:
        return Prepared(None, loaded.issues)
    try:
        theme = dress(loaded.site.theme, root, loaded.site.options, loaded.places)
    except WebdocError as error:
        wrong = issue(error, "theme-missing")
        if wrong.source.path == project.SETTINGS:
            wrong = replace(wrong, source=loaded.places.get("theme", wrong.source))
        others = (issue(other, "theme-missing") for other in error.others)
        return Prepared(None, (*loaded.issues, wrong, *others))
    edition = Edition(loaded.site, theme, write_captions)
    found = (*loaded.issues, *theme.issues, *theme.oversights)
    told = ignoring.kept(found, loaded.ignored)
    hushed = tuple(one for one in found if one not in told) if loaded.ignored else ()
    return Prepared(edition, told, loaded.files, loaded.glanced, loaded.places, loaded.ignored, hushed)


def checked(root: Path) -> tuple[Issue, ...]:
    """All that has to be mended, drafts included, and which chapters weigh more than they may."""
    prepared = prepare(root, drafts=True)
    if prepared.edition is None or prepared.failed:
        return prepared.issues
    try:
        store = Store(root / project.CACHE)
        advice = checks.editorial(prepared.edition.site, prepared.files, prepared.places)
        if not prepared.edition.theme.shipped:
            _try(prepared.edition)
        found = (*prepared.issues, *advice, *cards.issues(prepared.edition), *budget.issues(prepared.edition, store))
        idle = ignoring.idle((*found, *prepared.hushed), prepared.ignored)
        return (*ignoring.kept(found, prepared.ignored), *idle)
    except WebdocError as error:
        return (*prepared.issues, issue(error, "template-error"))


def outside(root: Path) -> tuple[Issue, ...]:
    """Links to other sites that are dead or have moved; what is ignored is not told."""
    loaded = project.load(root, drafts=True)
    if loaded.site is None:
        return ()
    from webdoc import outside as others

    return ignoring.kept(others.issues(loaded.site, root / project.CACHE / "outside.json"), loaded.ignored)


def _try(edition: Edition) -> None:
    """Make a page of each kind and of each kind of block, so that a template's mistake is found; WebdocError then."""
    tried: set[object] = set()
    for path, address in edition.outline.pages.items():
        new: set[object] = {address.kind}
        if address.kind == "chapter":
            chapter = edition.site.documentaries[address.documentary].chapters[address.chapter]
            new |= {type(block) for block in every(chapter.blocks)}
        if new - tried:
            tried |= new
            edition.page(path)


def issue(error: WebdocError, code: str) -> Issue:
    """An error that ended something, as an Issue."""
    path, *at = re.split(r":(?=\d+(?::\d+)?$)", error.source, maxsplit=2)
    return Issue(code=code, message=error.message, source=Source(path or "webdoc.yaml", *map(int, at)), hint=error.hint)


def build(
    root: Path,
    out: Path | None = None,
    *,
    jobs: int | None = None,
    scheduler: str = "",
    progress: Progress | None = None,
    before: stamp.Sources | None = None,
) -> Built:
    """Build the project in ``root`` into ``out`` (``build/``). Raises WebdocError when that cannot be done at all.

    Media are made by so many ``jobs`` on this machine, or by the workers of the ``scheduler`` at that address.
    ``before`` is what the sources were a moment ago.
    """
    # Frozen-Flask takes a relative folder as one of the package's.
    root = root.resolve()
    out = (out or root / "build").absolute()
    told = progress or Progress()
    output.check(root, out)
    with output.lock(root / project.CACHE):
        try:
            output.recover(out)
            for _ in range(ATTEMPTS):
                before = before or stamp.sources(root)
                done = _attempt(root, out, jobs, scheduler, told, before)
                if done is not None:
                    return done
                changed, before = before, None
        except OSError as error:
            raise output.trouble(error, out) from error
        return Built(issues=(_unsettled(root, changed),))


ATTEMPTS = 3
"""How often a site is made anew because its sources were changed meanwhile."""


class _Changed(Exception):
    """A source was changed while the site was made: parts of it are of before, others of after."""


def _attempt(
    root: Path, out: Path, jobs: int | None, scheduler: str, told: Progress, before: stamp.Sources
) -> Built | None:
    """One attempt; None when something was changed meanwhile, so that what came of it counts for nothing."""
    prepared = prepare(root, unknown=None if scheduler else get_ready)
    if prepared.edition is None or prepared.failed:
        done = Built(issues=prepared.issues)
    else:
        try:
            with run.executor(jobs, scheduler) as executor:
                done = _build(root, out, prepared.edition, prepared.issues, executor, told, before)
        except (Unreachable, OSError):
            raise
        except _Changed:
            return None
        except WebdocError as error:
            done = Built(issues=(*prepared.issues, issue(error, "template-error")))
    return None if done.failed and not before.hold(root) else done


def _unsettled(root: Path, before: stamp.Sources) -> Issue:
    """What is told when sources were changed during every attempt."""
    then, now = before.files, stamp.sources(root).files
    changed = sorted(name for name in {*then, *now} if then.get(name) != now.get(name))
    path = Path(changed[0]) if changed else root / project.SETTINGS
    place = path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)
    message = say("This is being changed while the site is made: the old site still stands.")
    hint = say("Wait until it is saved or copied whole, then build again.")
    return Issue(code="sources-changing", message=message, source=Source(place), hint=hint)


def _build(
    root: Path,
    out: Path,
    edition: Edition,
    issues: tuple[Issue, ...],
    executor: Workers,
    told: Progress,
    before: stamp.Sources,
) -> Built:
    store, digests = Store(root / project.CACHE), Digests(root / project.CACHE)
    recall = Recall(root, out, edition)
    new = output.staging(out)
    try:
        frost, made, failures = _beside(root, edition, store, digests, new, recall, executor, told)
        pages = recall.pages | frost.pages
        issues = (*issues, *dict.fromkeys(issue for page in pages.values() for issue in page.issues), *failures)
        if any(one.level == "error" for one in failures):
            return Built(issues=issues)
        for path in edition.archives:
            if path not in recall.kept:
                write_bundle(edition.bundles[path], new / path, store.path)
        linked = {urls.media(name): store.path(name) for page in pages.values() for name in page.asked}
        pieces = output.gathered(new, recall.kept, linked)
        others = output.of_others(out, pieces)
        files, kept = (output.listed(some, type_of, digests) for some in (pieces, others))
        manifest.write(new, Manifest(generator=f"webdoc {__version__}", files=files, kept=kept))
        pieces |= others | {manifest.NAME: output.piece(f"{new}/{manifest.NAME}")}
        # Only now: a further link changes what the file system says of a file, and a build that fails changes nothing.
        site, put = output.lay(out, new, pieces)
        if not before.hold(root):
            raise _Changed
        output.swap(site, out)
        left = stamp.left(out, pieces, put)
        digests.keep(linked)
        recall.remember(pages, left)
        done = Built(issues=issues, pages=len(pages), media=len(linked), made=made)
        if not done.failed:
            stamp.keep(root, out, before, left, issues=issues, pages=done.pages, media=done.media)
        return done
    finally:
        output.clean(out)


def _beside(
    root: Path,
    edition: Edition,
    store: Store,
    digests: Digests,
    new: Path,
    recall: Recall,
    executor: Workers,
    told: Progress,
) -> tuple[Frost, int, tuple[Issue, ...]]:
    """Freeze what cannot be taken over, and make media: what was frozen, how many were missing, what is wrong."""
    addresses = [path for path in edition.addresses() if path not in recall.kept]
    pages = edition.outline.pages
    asked = {name for page in recall.pages.values() for name in page.asked}
    _sound(asked, store, digests)
    # Somebody may have emptied the store: then pages that are taken over ask once more.
    gone = {name for name in asked if not store.has(name)}
    lost = (path for path, page in recall.pages.items() if not gone.isdisjoint(page.asked))
    wanted = {name: item for path in lost for name, item in edition.outline.asked(pages[path]).items()}
    if len(addresses) >= freezing.MANY:
        # All cores freeze, and learn what there is to make; beside threads they could not be asked.
        frost = freeze(edition, new, addresses, told)
        _sound(frost.wanted.keys() - asked, store, digests)
        missing = store.missing((wanted | frost.wanted).values())
        return frost, len(missing), make(root, edition, store, missing, executor, told)
    for path in addresses:
        wanted |= edition.outline.asked(pages[path]) if path in pages else {}
    _sound(wanted.keys() - asked, store, digests)
    missing = store.missing(wanted.values())
    with ThreadPoolExecutor(max_workers=1) as beside:
        try:
            media = beside.submit(make, root, edition, store, missing, executor, told)
            return freeze(edition, new, addresses, told), len(missing), media.result()
        except BaseException:
            # Ctrl-C, or a template's mistake: what is being made is given up, and leaves nothing half done.
            executor.abort()
            raise


def _sound(names: Iterable[str], store: Store, digests: Digests) -> None:
    """Take out of the store what somebody wrote into: it is made again."""
    for path in digests.altered({urls.media(name): store.path(name) for name in names}):
        path.unlink()


def make(
    root: Path,
    edition: Edition,
    store: Store,
    missing: tuple[Derivative, ...],
    executor: Workers,
    told: Progress,
) -> tuple[Issue, ...]:
    """Make those derivatives of an edition; returns what is wrong with their sources."""
    if not missing:
        return ()
    jobs = run.jobs(missing, root, edition.site.media, edition.theme.cards.typefaces)
    told.stage("media", len(missing), sum(job.seconds for job in jobs))
    return run.run(jobs, store, executor, lambda done: told.step("media", done.job.source, done.done, done.seconds))


def freeze(edition: Edition, folder: Path, addresses: Sequence[str], told: Progress) -> Frost:
    """Write what stands at these addresses into a folder."""
    told.stage("pages", len(addresses))
    return freezing.freeze(edition, folder, addresses, partial(told.step, "pages"))
