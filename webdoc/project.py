"""The only reader of a project's folder: ``webdoc.yaml``, ``chapters/``, ``media/`` in, a `Site` and Issues out.

Nothing is written here but the cache under ``.webdoc/``. Everything that is wrong is told in one go, with its place.
Files are taken as they are found once: each is read, digested and then only known by its digest.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import lru_cache
from pathlib import Path

import msgspec
from babel import Locale
from msgspec import Struct

from webdoc import assembly, checks, config, sense
from webdoc.chapters import ChapterCache
from webdoc.checks import ignoring
from webdoc.checks.few import few
from webdoc.checks.ignoring import Ignored
from webdoc.folder import SETTINGS as SETTINGS
from webdoc.folder import Folder
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
from webdoc.text.manuscript import read_name

CHAPTERS = "chapters"
MEDIA = "media"
NOTES = "media/media.yaml"
CACHE = ".webdoc"
CHAPTER = re.compile(r"\.(?:md|markdown)$", re.I)
WRITTEN = re.compile(r"\.(?:md|markdown|mdown|txt|rtf|docx?|odt|pages)$", re.I)
"""Endings of what people write chapters in."""


REFUSED = frozenset(("address-refused", "medium-elsewhere", "medium-inline", "medium-kind", "medium-unknown"))
"""What the reader of a chapter says of a name; nothing more has to be said of it."""


@lru_cache
def languages() -> frozenset[str]:
    """The codes of all languages that are known by a name."""
    return frozenset(Locale("en").languages)


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
        self.folder = Folder(root)
        self.issues = self.folder.issues
        self.ignored: list[Ignored] = []

    def say(self, code: str, source: Source, message: Sentence, hint: Sentence = NOTHING, level: str = "error") -> None:
        issue = Issue(code=code, level="error", message=message, source=source, hint=hint)
        self.issues.append(msgspec.structs.replace(issue, level=level))

    def loaded(self) -> Loaded:
        text = self.folder.text(SETTINGS)
        if text is None:
            return Loaded(None, tuple(self.issues))
        settings, places, issues = config.settings(text, SETTINGS)
        self.issues += issues
        self.ignored += ignoring.written(text, SETTINGS)
        for number, one in enumerate(settings.check.ignore if settings else ()):
            place = places.get(f"check.ignore.{number}.code", Source(SETTINGS))
            self.ignored.append(Ignored((one.code,), one.because, one.path, place))
        if (
            settings
            and sense.LANGUAGE.fullmatch(settings.lang)
            and settings.lang.split("-")[0].lower() not in languages()
        ):
            message = say("“{lang}” is the code of no language.", lang=settings.lang)
            self.say("language-unknown", places["lang"], message, say("Write it as “en”, “fr” or “pt-BR”."))
        self.folder.list(CHAPTERS)
        self.folder.list(MEDIA)
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
        # The reader of a chapter and the rules over the site may see the same mistake: it is told once.
        refused = {issue.source for issue in self.issues if issue.code in REFUSED}
        told_of = checks.site(site, self.folder.files, places, date.today().isoformat())
        self.issues += (one for one in told_of if not (one.code.startswith("medium-") and one.source in refused))
        told = {(issue.source, issue.code): issue for issue in reversed(self.issues)}
        files = tuple(self.folder.files)
        return Loaded(
            site, tuple(reversed(told.values())), places, files, tuple(sorted(self.glanced)), tuple(self.ignored)
        )

    def _notes(self) -> dict[str, MediaNote]:
        if NOTES not in self.folder.files:
            return {}
        text = self.folder.text(NOTES)
        notes, places, issues = config.media_notes(text or "", NOTES)
        self.issues += issues
        for name, note in notes.items():
            if not any(path in self.folder.files for path in candidates(name, NOTES)):
                hint = sense.nearest(name, (path.split("/", 1)[1] for path in self.folder.files if kind_of(path)), 0.8)
                hint = hint or say("Take its lines away, or put the file there.")
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
                self.say("value-type", places.get(f"{name}.focus", places[name]), message, hint)
            if note.loudness and sense.loudness(note.loudness) is None:
                message = say("The loudness “{loudness}” is none.", loudness=note.loudness)
                self.say("value-type", places.get(f"{name}.loudness", places[name]), message, sense.LOUDNESS)
        return notes

    # chapters

    def _chapters(self, lang: str) -> list[Chapter]:
        names = [
            path for path in self.folder.files if path.count("/") == 1 and path.lower().endswith((".md", ".markdown"))
        ]
        names = [path for path in names if path.startswith(f"{CHAPTERS}/")]
        files = {path: self.folder.files[path] for path in names}
        texts = ChapterCache(self.root / CACHE / "chapters").parse(files, lang, self.folder.read)
        self.issues += (issue for text in texts for issue in text.issues)
        self.ignored += (one for text in texts for one in text.ignored)
        found = [text.chapter for text in texts if text.chapter is not None]
        # An easy-to-read version of a chapter that cannot be read is not alone.
        unread = {read_name(path, lang).key for path in set(files) - {chapter.source.path for chapter in found}}
        found = [chapter for chapter in found if not (chapter.is_easy and chapter.key in unread)]
        found = [chapter for chapter in found if self._spoken(chapter, lang)]
        self._misplaced(set(names))
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

    def _spoken(self, chapter: Chapter, lang: str) -> bool:
        """Whether a chapter's language is one that is spoken somewhere."""
        if chapter.lang == lang or chapter.lang.split("-")[0].lower() in languages():
            return True
        message = say("“{lang}” is the code of no language.", lang=chapter.lang)
        hint = say("What stands between the last two full stops of a file's name is a language, as in 01-door.fr.md: "
                   "rename it with a hyphen, or write another “lang:”.")  # fmt: skip
        self.say("language-unknown", chapter.places.get("lang", Source(chapter.source.path)), message, hint)
        return False

    def _misplaced(self, names: set[str]) -> None:
        """Files that seem to be chapters, and are not read as such."""
        for path in self.folder.files:
            folder, _, name = path.removeprefix(f"{CHAPTERS}/").rpartition("/")
            if not path.startswith(f"{CHAPTERS}/") or path in names or not WRITTEN.search(name):
                continue
            if folder and CHAPTER.search(name):
                message = say("This chapter lies too deep, and is not shown.")
                hint = say("Move it into {chapters}/ itself: the number in its name says its place.", chapters=CHAPTERS)
            else:
                message = say("This is no Markdown file, and is not shown as a chapter.")
                hint = say("Save it as plain text, with a name that ends in .md.")
            self.say("chapter-misplaced", Source(path), message, hint, "warning")

    # media

    def _media(
        self, documentaries: Iterable[Documentary], notes: dict[str, MediaNote], settings: Settings
    ) -> tuple[dict[str, Media], dict[str, tuple[Cue, ...]]]:
        """Facts about every file that a page names, and nothing about any other."""
        named: dict[str, Source] = {}
        for documentary in documentaries:
            for ref, chapter in named_files(documentary):
                path = next((path for path in candidates(ref.src, chapter) if path in self.folder.files), None)
                if path is not None and kind_of(path) is not None:
                    named.setdefault(path, ref.source)
        media: dict[str, Media] = {}
        cues: dict[str, tuple[Cue, ...]] = {}
        for path, found in self._facts(named).items():
            if isinstance(found, Issue):
                hint = joined((found.hint, say("It is shown in {place}.", place=named[path])), " ")
                self.issues.append(msgspec.structs.replace(found, hint=hint))
            else:
                media[path] = _noted(found, notes, settings)
        belongs = self._belonging(documentaries, media)
        for path in media:
            if media[path].kind == "captions":
                cues[path], issues = caption_text.read(self.folder.read(path) or b"", path, *belongs.get(path, ()))
                self.issues += issues
        self.store.save_facts()
        return media, cues

    def _belonging(self, documentaries: Iterable[Documentary], media: dict[str, Media]) -> dict[str, tuple[float, str]]:
        """How long that lasts, in seconds, to which each caption file belongs, the longest, where it is several; and
        the language of the first documentary that names it."""
        belongs: dict[str, tuple[float, str]] = {}
        for documentary in documentaries:
            for chapter in documentary.chapters:
                where = chapter.source.path
                for ref, captions in spoken(chapter.blocks):
                    heard = next((media[path] for path in candidates(ref.src, where) if path in media), None)
                    for path in (path for one in captions for path in candidates(one.src, where)):
                        lasts, language = belongs.get(path, (0.0, documentary.lang))
                        belongs[path] = max(lasts, heard.duration if heard else 0.0), language
        return belongs

    def _data(self, media: dict[str, Media]) -> tuple[dict[str, Table], dict[str, tuple[Shape, ...]]]:
        """The tables and outlines that are drawn."""
        tables: dict[str, Table] = {}
        shapes: dict[str, tuple[Shape, ...]] = {}
        for path in media:
            issues: tuple[Issue, ...] = ()
            if media[path].kind == "data":
                tables[path], issues = table_text.read(self.folder.read(path) or b"", path)
            elif media[path].kind == "shapes":
                shapes[path], issues = shape_text.read(self.folder.read(path) or b"", path)
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

    def _known(self, path: str) -> Media | Issue | None:
        kind = kind_of(path)
        if kind in ("captions", "data", "shapes"):
            raw = self.folder.read(path)
            if raw is None:
                return self.issues.pop()  # it is told with the place where it is shown
            return Media(path=path, kind=kind, digest=hashlib.sha256(raw).hexdigest(), size=len(raw))
        return self.store.known(self.folder.files[path], path)

    def _look(self, path: str) -> Media | Issue:
        file = self.folder.files[path]
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
