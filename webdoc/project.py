"""The only reader of a project's folder: ``webdoc.yaml``, ``chapters/``, ``media/`` in, a `Site` and Issues out.

Nothing is written here but the cache under ``.webdoc/``. Everything that is wrong is told in one go, with its place.
Files are taken as they are found once: each is read, digested and then only known by its digest.
"""

from __future__ import annotations

import hashlib
import os
import unicodedata
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import msgspec
from msgspec import Struct

from webdoc import assembly, checks, config, sense
from webdoc.chapters import ChapterCache
from webdoc.checks import ignoring
from webdoc.checks.few import few
from webdoc.checks.ignoring import Ignored
from webdoc.media import probe
from webdoc.media.store import Store
from webdoc.model import (
    NOTHING,
    Budget,
    Chapter,
    Cue,
    Documentary,
    Issue,
    Media,
    Sentence,
    Shape,
    Site,
    Source,
    Table,
    candidates,
    joined,
    kind_of,
    say,
)
from webdoc.pages.reading import named_files, spoken
from webdoc.settings import NETWORKS, MediaNote, Settings
from webdoc.text import captions as caption_text
from webdoc.text import shapes as shape_text
from webdoc.text import tables as table_text

SETTINGS = "webdoc.yaml"
CHAPTERS = "chapters"
MEDIA = "media"
NOTES = "media/media.yaml"
CACHE = ".webdoc"


class Loaded(Struct, frozen=True):
    """What was read: the site (None when there is nothing that could be shown) and all that is wrong."""

    site: Site | None
    issues: tuple[Issue, ...]
    places: dict[str, Source] = {}
    """Where each setting stands, by its dotted name."""
    files: tuple[str, ...] = ()
    """Every file in chapters/ and media/, named by a page or not."""
    glanced: tuple[str, ...] = ()
    """Media of which only the header was read."""
    ignored: tuple[Ignored, ...] = ()
    """What the editor has seen and leaves as it is."""

    @property
    def failed(self) -> bool:
        """Whether something is wrong that must be mended before anything is published."""
        return self.site is None or any(issue.level == "error" for issue in self.issues)


def load(
    root: Path, *, drafts: bool = False, unknown: Callable[[], None] | None = None, glance: bool = False
) -> Loaded:
    """Read the project in that folder. ``drafts``: chapters that are not ready are shown too.

    ``unknown`` is called when there are media of which nothing is known yet, before they are read. ``glance``: of these
    only the header is read, so that they can be shown at once, but nothing be made of them.
    """
    loaded = _Reading(root, drafts, unknown, glance).loaded()
    return msgspec.structs.replace(loaded, issues=few(loaded.issues))


class _Reading:
    """One reading of a project."""

    def __init__(self, root: Path, drafts: bool, unknown: Callable[[], None] | None, glance: bool) -> None:
        self.root = root
        self.drafts = drafts
        self.unknown = unknown
        self.glance = glance
        self.glanced: list[str] = []
        self.store = Store(root / CACHE)
        self.issues: list[Issue] = []
        self.ignored: list[Ignored] = []
        self.files: dict[str, Path] = {}
        """Every file in chapters/ and media/, by its path in the project (POSIX, NFC)."""

    def say(self, code: str, source: Source, message: Sentence, hint: Sentence = NOTHING, level: str = "error") -> None:
        issue = Issue(code=code, level="error", message=message, source=source, hint=hint)
        self.issues.append(msgspec.structs.replace(issue, level=level))

    def loaded(self) -> Loaded:
        text = self._text(SETTINGS)
        if text is None:
            return Loaded(None, tuple(self.issues))
        settings, places, issues = config.settings(text, SETTINGS)
        self.issues += issues
        self.ignored += ignoring.written(text, SETTINGS)
        for number, one in enumerate(settings.check.ignore if settings else ()):
            place = places.get(f"check.ignore.{number}.code", Source(SETTINGS))
            self.ignored.append(Ignored((one.code,), one.because, one.path, place))
        self._list(CHAPTERS)
        self._list(MEDIA)
        notes = self._notes()
        chapters = self._chapters(settings.lang if settings else "en")
        if settings is None or not chapters:
            return Loaded(None, tuple(self.issues))
        documentaries, issues = assembly.documentaries(settings, chapters, places, drafts=self.drafts)
        self.issues += issues
        if not documentaries:
            return Loaded(None, tuple(self.issues))
        media, cues = self._media(documentaries, notes, settings)
        tables, shapes = self._data(media)
        site = Site(
            documentaries=documentaries,
            base_url=sense.web_address(settings.base_url),
            theme=settings.theme,
            options=settings.options,
            networks=tuple(settings.share.networks or NETWORKS),
            via=settings.share.via,
            fediverse=settings.share.fediverse,
            host=settings.host,
            embed=settings.embed,
            kit=settings.kit is not False,
            budget=Budget(
                opening=sense.size(settings.budget.opening) or 0, chapter=sense.size(settings.budget.chapter) or 0
            ),
            media=media,
            cues=cues,
            tables=tables,
            shapes=shapes,
        )
        self.issues += checks.site(site, self.files, places, date.today().isoformat())
        # The reader of a chapter and the rules over the site may see the same mistake: it is told once.
        told = {(issue.source, issue.code): issue for issue in reversed(self.issues)}
        return Loaded(
            site, tuple(reversed(told.values())), places, tuple(self.files), tuple(self.glanced), tuple(self.ignored)
        )

    # files

    def _text(self, path: str) -> str | None:
        try:
            raw = (self.root / path).read_bytes()
        except FileNotFoundError:
            hint = say("Run “webdoc init NAME” to begin a new one, or go to the folder that holds your webdoc.yaml.")
            self.say("project-missing", Source(path), say("There is no webdoc.yaml here: this is not a project."), hint)
            return None
        except OSError as error:
            self.say(
                "file-unreadable",
                Source(path),
                say("This file cannot be read: {why}.", why=error.strerror),
                say("Look at its rights."),
            )
            return None
        try:
            return raw.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            before = raw[: error.start]
            line = before.count(b"\n") + 1
            column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
            message = say("This file is not in UTF-8: here stands a character in another encoding.")
            self.say("not-utf8", Source(path, line, column), message, say("Save it as UTF-8 in your editor."))
            return None

    def _list(self, top: str) -> None:
        """Note all files below a folder; links are followed only while they stay inside the project."""
        base = self.root.resolve()
        stack, seen = [(self.root / top, top)], set()
        while stack:
            folder, name = stack.pop()
            try:
                inside = folder.resolve().is_relative_to(base)
                entries = sorted(os.scandir(folder), key=lambda entry: entry.name) if inside else []
            except FileNotFoundError:
                continue
            except OSError as error:
                self.say("file-unreadable", Source(name), say("This folder cannot be read: {why}.", why=error.strerror))
                continue
            if not inside:
                message = say("This leads out of the project, and is left out.")
                self.say("link-outside", Source(name), message, say("Copy the files into the project."), "warning")
                continue
            if folder.resolve() in seen:
                continue
            seen.add(folder.resolve())
            for entry in entries:
                if entry.name.startswith(".") or entry.name.endswith("~"):
                    continue
                path = f"{name}/{unicodedata.normalize('NFC', entry.name)}"
                if entry.is_dir():
                    stack.append((Path(entry.path), path))
                elif entry.is_symlink() and not Path(entry.path).resolve().is_relative_to(base):
                    message = say("This leads out of the project, and is left out.")
                    self.say("link-outside", Source(path), message, say("Copy the file into the project."), "warning")
                elif entry.is_symlink() and not entry.is_file():
                    message = say("This is a link to a file that is not there.")
                    self.say("link-broken", Source(path), message, say("Put the file itself here."), "warning")
                elif path in self.files:
                    message = say("Two files have the same name, written in two ways.")
                    self.say("name-twice", Source(path), message, say("Rename one of them."))
                elif entry.is_file():
                    self.files[path] = Path(entry.path)

    def _notes(self) -> dict[str, MediaNote]:
        if NOTES not in self.files:
            return {}
        text = self._text(NOTES)
        notes, places, issues = config.media_notes(text or "", NOTES)
        self.issues += issues
        for name, note in notes.items():
            if not any(path in self.files for path in candidates(name, NOTES)):
                hint = sense.nearest(name, (path.split("/", 1)[1] for path in self.files if kind_of(path)), 0.8)
                self.say(
                    "medium-missing",
                    places[name],
                    say("There is no file “{name}” in media/.", name=name),
                    hint,
                    "warning",
                )
            if note.focus and config.focus(note.focus) is None:
                message, hint = (
                    say("The focus “{focus}” is not two fractions.", focus=note.focus),
                    say("Write it as “0.3,0.6”: from left and top."),
                )
                self.say("value-type", places[name], message, hint)
            if note.loudness and sense.loudness(note.loudness) is None:
                message = say("The loudness “{loudness}” is none.", loudness=note.loudness)
                self.say("value-type", places[name], message, sense.LOUDNESS)
        return notes

    # chapters

    def _chapters(self, lang: str) -> list[Chapter]:
        names = [path for path in self.files if path.count("/") == 1 and path.lower().endswith((".md", ".markdown"))]
        names = [path for path in names if path.startswith(f"{CHAPTERS}/")]
        sources = []
        for path in names:
            try:
                sources.append((path, self.files[path].read_bytes()))
            except OSError as error:
                self.say("file-unreadable", Source(path), say("This file cannot be read: {why}.", why=error.strerror))
        for path, raw in sources:
            if ignoring.MARK.encode() in raw:
                self.ignored += ignoring.written(raw.decode("utf-8", "replace"), path)
        parsed = ChapterCache(self.root / CACHE / "chapters").parse(sources, lang)
        found = []
        for chapter, issues in parsed:
            self.issues += issues
            if chapter is not None:
                found.append(chapter)
        if not names:
            message = say("There is no chapter yet.")
            self.say("chapters-missing", Source(CHAPTERS), message, say("Write a first one: chapters/01-beginning.md."))
        line = [chapter for chapter in found if not chapter.is_easy]
        if line and not self.drafts and all(chapter.draft for chapter in line):
            hint = say("Take “draft: true” out of the chapters that are ready; “webdoc serve” shows drafts too.")
            self.say(
                "only-drafts", Source(CHAPTERS), say("All chapters are drafts: there is nothing to publish."), hint
            )
        return found

    # media

    def _media(
        self, documentaries: Iterable[Documentary], notes: dict[str, MediaNote], settings: Settings
    ) -> tuple[dict[str, Media], dict[str, tuple[Cue, ...]]]:
        """Facts about every file that a page names, and nothing about any other."""
        named: dict[str, Source] = {}
        for documentary in documentaries:
            for ref, chapter in named_files(documentary):
                path = next((path for path in candidates(ref.src, chapter) if path in self.files), None)
                if path is not None:
                    named.setdefault(path, ref.source)
        media: dict[str, Media] = {}
        cues: dict[str, tuple[Cue, ...]] = {}
        for path, found in self._facts(named).items():
            if isinstance(found, Issue):
                hint = joined((found.hint, say("It is shown in {place}.", place=named[path])), " ")
                self.issues.append(msgspec.structs.replace(found, hint=hint))
            else:
                media[path] = _noted(found, notes, settings)
        lasts = self._lengths(documentaries, media)
        for path in media:
            if media[path].kind == "captions":
                cues[path], issues = caption_text.read(self.files[path].read_bytes(), path, lasts.get(path, 0.0))
                self.issues += issues
        self.store.save_facts()
        return media, cues

    def _lengths(self, documentaries: Iterable[Documentary], media: dict[str, Media]) -> dict[str, float]:
        """How long that lasts, in seconds, to which each caption file belongs; the longest, where it is several."""
        lasts: dict[str, float] = {}
        for chapter in (chapter for documentary in documentaries for chapter in documentary.chapters):
            for ref, captions in spoken(chapter.blocks):
                where = chapter.source.path
                heard = next((media[path] for path in candidates(ref.src, where) if path in media), None)
                for path in (path for one in captions for path in candidates(one.src, where)):
                    lasts[path] = max(lasts.get(path, 0.0), heard.duration if heard else 0.0)
        return lasts

    def _data(self, media: dict[str, Media]) -> tuple[dict[str, Table], dict[str, tuple[Shape, ...]]]:
        """The tables and outlines that are drawn."""
        tables: dict[str, Table] = {}
        shapes: dict[str, tuple[Shape, ...]] = {}
        for path in media:
            issues: tuple[Issue, ...] = ()
            if media[path].kind == "data":
                tables[path], issues = table_text.read(self.files[path].read_bytes(), path)
            elif media[path].kind == "shapes":
                shapes[path], issues = shape_text.read(self.files[path].read_bytes(), path)
            self.issues += issues
        return tables, shapes

    def _facts(self, named: Iterable[str]) -> dict[str, Media | Issue]:
        """What is known of each file; those of which nothing is known yet are looked at side by side."""
        facts: dict[str, Media | Issue | None] = {path: self._known(path) for path in named}
        unknown = [path for path, found in facts.items() if found is None]
        if unknown and self.unknown is not None:
            self.unknown()
        with ThreadPoolExecutor(max_workers=min(4, os.cpu_count() or 1)) as pool:
            try:
                facts.update(zip(unknown, pool.map(self._look, unknown), strict=True))
            except BaseException:  # Ctrl-C: what waits is not even begun
                pool.shutdown(wait=False, cancel_futures=True)
                self.store.save_facts()
                raise
        return {path: found for path, found in facts.items() if found is not None}

    def _known(self, path: str) -> Media | None:
        kind = kind_of(path)
        if kind in ("captions", "data", "shapes"):
            raw = self.files[path].read_bytes()
            return Media(path=path, kind=kind, digest=hashlib.sha256(raw).hexdigest(), size=len(raw))
        return self.store.known(self.files[path], path)

    def _look(self, path: str) -> Media | Issue:
        file = self.files[path]
        seen = probe.glance(file, path) if self.glance else None
        if seen is not None:
            self.glanced.append(path)
            return seen
        found = probe.probe(file, path)
        if isinstance(found, Media):
            self.store.remember(file, found)
        return found


def _noted(media: Media, notes: dict[str, MediaNote], settings: Settings) -> Media:
    note = notes.get(media.path) or notes.get(media.path.split("/", 1)[-1]) or MediaNote()
    loudness = sense.loudness(note.loudness)
    return msgspec.structs.replace(
        media,
        alt=note.alt,
        credit=note.credit,
        licence=note.licence,
        witness=note.witness,
        focus=config.focus(note.focus) or media.focus,
        loudness=sense.loudness(settings.sound.loudness) or 0.0 if loudness is None else loudness,
        stream=note.stream and media.kind == "video",
        mp3=settings.sound.mp3 and media.kind == "sound",
        tags=settings.photographs.tags if media.kind == "photo" else settings.sound.tags,
    )
