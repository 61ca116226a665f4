"""The frozen site: read, check, render, make the media beside, and put it all in the place of the old site at once."""

from __future__ import annotations

import errno
import re
import warnings
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from webdoc import __version__, budget, cards, output, project, stamp
from webdoc.bundle import write as write_bundle
from webdoc.errors import WebdocError
from webdoc.media import run
from webdoc.media.pool import Unreachable, Workers, get_ready
from webdoc.media.store import Store
from webdoc.model import Derivative, Issue, Sentence, Source, say
from webdoc.pages import urls
from webdoc.pages.app import Edition, create_app
from webdoc.pages.theme import Theme
from webdoc.text.captions import write as write_captions


class Prepared(Struct, frozen=True):
    """A project that was read and checked. ``edition`` is None when it cannot be shown."""

    edition: Edition | None
    issues: tuple[Issue, ...]
    files: tuple[str, ...] = ()
    """Every file of the project's chapters and media."""
    glanced: tuple[str, ...] = ()
    """Media of which only the header was read: nothing can be made of them yet."""

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
        return Prepared(None, (*loaded.issues, wrong))
    edition = Edition(loaded.site, theme, write_captions)
    return Prepared(edition, (*loaded.issues, *theme.issues), loaded.files, loaded.glanced)


def checked(root: Path) -> tuple[Issue, ...]:
    """All that has to be mended, drafts included, and which chapters weigh more than they may."""
    prepared = prepare(root, drafts=True)
    if prepared.edition is None or prepared.failed:
        return prepared.issues
    try:
        store = Store(root / project.CACHE)
        return (*prepared.issues, *cards.issues(prepared.edition), *budget.issues(prepared.edition, store))
    except WebdocError as error:
        return (*prepared.issues, issue(error, "template-error"))


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
) -> Built:
    """Build the project in ``root`` into ``out`` (``build/``). Raises WebdocError when that cannot be done at all.

    Media are made by so many ``jobs`` on this machine, or by the workers of the ``scheduler`` at that address.
    """
    out = out or root / "build"
    told = progress or Progress()
    output.check(root, out)
    with output.lock(root / project.CACHE):
        output.recover(out)
        before = stamp.sources(root)
        prepared = prepare(root, unknown=None if scheduler else get_ready)
        if prepared.edition is None or prepared.failed:
            return Built(issues=prepared.issues)
        try:
            with run.executor(jobs, scheduler) as executor:
                told_of = (*prepared.issues, *cards.issues(prepared.edition))
                done = _build(root, out, prepared.edition, told_of, executor, told)
        except Unreachable:
            raise
        except WebdocError as error:
            return Built(issues=(*prepared.issues, issue(error, "template-error")))
        except OSError as error:
            raise WebdocError(_words(error), str(error.filename or ""), say("The old site still stands.")) from error
        if not done.failed:
            stamp.keep(root, out, before, issues=done.issues, pages=done.pages, media=done.media)
        return done


def _build(
    root: Path, out: Path, edition: Edition, issues: tuple[Issue, ...], executor: Workers, told: Progress
) -> Built:
    store = Store(root / project.CACHE)
    wanted = edition.outline.wanted()
    missing = store.missing(tuple(wanted.values()))
    new = output.staging(out)
    try:
        with ThreadPoolExecutor(max_workers=1) as beside:
            try:
                media = beside.submit(make, root, edition, store, missing, executor, told)
                pages = freeze(edition, new, told)
                failures = media.result()
            except BaseException:
                # Ctrl-C, or a template's mistake: what is being made is given up, and leaves nothing half done.
                executor.abort()
                raise
        issues = (*issues, *failures)
        if any(one.level == "error" for one in failures):
            return Built(issues=issues)
        for name in wanted:
            output.link(store.path(name), new / urls.media(name))
        for bundle in edition.bundles.values():
            write_bundle(bundle, new / bundle.path, store.path)
        output.write_manifest(new, f"webdoc {__version__}")
        output.carry_over(out, new)
        output.swap(new, out)
        return Built(issues=issues, pages=pages, media=len(wanted), made=len(missing))
    finally:
        output.remove(new)


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


def freeze(edition: Edition, folder: Path, told: Progress) -> int:
    """Write every page, theme file and caption file into a folder; returns how many pages there are."""
    from flask_frozen import Freezer, FrozenFlaskWarning

    app = create_app(lambda: edition)
    app.config.update(
        FREEZER_DESTINATION=str(folder),
        FREEZER_REMOVE_EXTRA_FILES=False,
        # It would compare our types with the machine's own table, which differs from host to host.
        FREEZER_IGNORE_MIMETYPE_WARNINGS=True,
        # A template's mistake has to come out as it is, with its file and line, not as an error page.
        PROPAGATE_EXCEPTIONS=True,
    )
    freezer = Freezer(app, with_static_files=False, with_no_argument_rules=False, log_url_for=False)
    addresses = list(edition.addresses())

    def show() -> Iterator[tuple[str, dict[str, str]]]:
        for address in addresses:
            yield "show", {"path": address}

    freezer.register_generator(show)

    told.stage("pages", len(addresses))
    with warnings.catch_warnings():
        warnings.simplefilter("error", FrozenFlaskWarning)
        for done, page in enumerate(freezer.freeze_yield(), 1):
            told.step("pages", page.url, done)
    return len(edition.outline.pages)


def _words(error: OSError) -> Sentence:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return say("The disk is full: the site could not be written.")
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return say("The site could not be written: this place is read-only for you.")
    return say("The site could not be written: {why}.", why=error.strerror or error)
