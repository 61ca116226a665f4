"""The panel that lies in a page of the preview: what has to be mended here and how much elsewhere."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path
from urllib.parse import quote

import msgspec
from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup
from msgspec import Struct

from webdoc import project
from webdoc.model import NOTHING, Chapter, Issue, Sentence, candidates, joined, say
from webdoc.pages import i18n, reading, urls
from webdoc.pages.app import Edition
from webdoc.pages.page import Address
from webdoc.speech import Speech

_EDITORS = {
    "vscode": "vscode://file{path}:{line}:{column}",
    "vscodium": "vscodium://file{path}:{line}:{column}",
    "cursor": "cursor://file{path}:{line}:{column}",
    "zed": "zed://file{path}:{line}:{column}",
    "sublime": "subl://open?url=file://{path}&line={line}&column={column}",
    "textmate": "txmt://open?url=file://{path}&line={line}&column={column}",
    "idea": "idea://open?file={path}&line={line}&column={column}",
}
"""Addresses with which programs for writing open a file at a place."""
_POLICY = re.compile(r"<meta http-equiv=[\"']?content-security-policy[^>]*>", re.I)
"""What visitors' pages may load is narrower than what the preview does in them."""
_PARTS = (f"{project.CHAPTERS}/", f"{project.MEDIA}/")
_LEVELS = {"error": 0, "warning": 1, "info": 2}


_WORDS = {
    "error": say("Error"),
    "warning": say("Warning"),
    "info": say("Note"),
    "show": say("Show"),
    "copy": say("Copy the place"),
    "copied": say("Copied:"),
    "open": say("Open it where you write"),
    "title": say("What has to be mended"),
    "stale": say("You see this page as it was when it was last right."),
    "well": say("Nothing has to be mended. This page changes as you save, drafts too."),
    "elsewhere": say("Elsewhere"),
    "making": say("Media to make:"),
    "nothing": say("This has to be mended before there is a page"),
    "wait": say("Save, and the page comes by itself."),
}
"""What the preview's own pages say."""


class Entry(Struct, frozen=True):
    """Something to mend, as the panel shows it."""

    level: str
    place: str
    message: str
    hint: str
    code: str
    opens: str = ""
    """The address that opens the place in the program for writing; empty when none is known."""
    anchor: str = ""
    """The block of the page in which it stands."""


class Elsewhere(Struct, frozen=True):
    """Another page on which something has to be mended."""

    title: str
    href: str
    errors: int
    others: int


class Panel(Struct, frozen=True, kw_only=True):
    """What the panel of one page shows."""

    here: tuple[Entry, ...] = ()
    elsewhere: tuple[Elsewhere, ...] = ()
    draft: bool = False
    stale: bool = False
    """Whether the page is as it was when it was last right."""

    @property
    def errors(self) -> int:
        """How many errors there are on this page."""
        return sum(entry.level == "error" for entry in self.here)

    @property
    def others(self) -> int:
        """How many things there are to mend elsewhere."""
        return sum(page.errors + page.others for page in self.elsewhere)

    @property
    def sum(self) -> Sentence:
        """All of it in a line."""
        here = say("Nothing here") if self.others else say("Nothing to mend")
        if self.errors:
            here = say("{n} to mend before it can be published", n=self.errors)
        elif self.here:
            here = say("{n} to look at", n=len(self.here))
        elsewhere = say("{n} elsewhere", n=self.others) if self.others else NOTHING
        return joined((here, elsewhere, say("draft") if self.draft else NOTHING), " · ")

    @property
    def open(self) -> bool:
        """Whether it is unfolded by itself."""
        return bool(self.errors)

    @property
    def level(self) -> str:
        """The worst that there is on any page."""
        if self.errors or any(page.errors for page in self.elsewhere):
            return "errors"
        return "warnings" if self.here or self.elsewhere else "well"


def panel(
    edition: Edition | None,
    path: str,
    issues: Iterable[Issue],
    root: Path,
    spoken: Speech,
    *,
    local: bool,
    held: frozenset[str] | None = frozenset(),
) -> Panel:
    """What the panel shows on the page at that address. ``local``: it is looked at where the files are.

    ``held``: the files of chapters that are shown as they were when they were last right; None: this page is.
    """
    address = edition.outline.pages.get(path) if edition else None
    chapter = _chapter(edition, address) if edition and address else None
    own = _files(edition, address, chapter) if edition and address else None
    here: list[Issue] = []
    others: list[Issue] = []
    for issue in sorted(issues, key=lambda one: (_LEVELS[one.level], one.source.path, one.source.line)):
        # What is wrong outside of chapters and media holds all pages back.
        holds = issue.level == "error" and not issue.source.path.startswith(_PARTS)
        (here if own is None or holds or issue.source.path in own else others).append(issue)
    open_with = _editor() if local else ""
    return Panel(
        here=tuple(_entry(issue, root, open_with, chapter, spoken) for issue in here),
        elsewhere=_elsewhere(edition, path, others) if edition else (),
        draft=chapter is not None and chapter.draft,
        stale=edition is not None and (held is None or (chapter is not None and chapter.source.path in held)),
    )


def html(shown: Panel, epoch: int, spoken: Speech) -> Markup:
    """The panel as it stands at the end of a page."""
    return _filled("panel.html", shown, epoch, spoken)


def _filled(name: str, shown: Panel, epoch: int, spoken: Speech) -> Markup:
    words = {key: spoken(sentence) for key, sentence in _WORDS.items()}
    values = {"panel": shown, "epoch": epoch, "words": words, "sum": spoken(shown.sum)}
    # Where there is no catalogue it is English that is spoken, and set.
    lang = spoken.lang if words["show"] != str(_WORDS["show"]) else "en"
    where = {"lang": lang, "dir": i18n.direction(lang)}
    return Markup(_TEMPLATES.get_template(name).render(**values, **where))


def laid(page: str, shown: Panel, epoch: int, spoken: Speech) -> str:
    """The page with its panel at the end, and the preview's script before all others."""
    script = Markup('<script src="/_webdoc/live.js" data-epoch="{}" defer></script>').format(epoch)
    page = _POLICY.sub("", page)
    page = page.replace("<head>", f"<head>{script}", 1)
    head, closing, tail = page.rpartition("</body>")
    return f"{head}{html(shown, epoch, spoken)}{closing}{tail}" if closing else page


def nothing(issues: Iterable[Issue], root: Path, epoch: int, spoken: Speech, *, local: bool) -> Markup:
    """The page that is shown before anything was ever right."""
    return _filled("nothing.html", panel(None, "", issues, root, spoken, local=local), epoch, spoken)


def read(name: str) -> str:
    """A file of the preview's own."""
    return files("webdoc").joinpath("preview", name).read_text("utf-8")


_TEMPLATES = Environment(
    loader=FunctionLoader(read), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
)


def _chapter(edition: Edition, address: Address) -> Chapter | None:
    documentary = edition.site.documentaries[address.documentary]
    if address.chapter < 0 or address.kind not in ("chapter", "unit", "embedded"):
        return None
    chapter = documentary.chapters[address.chapter]
    return chapter.easy if address.easy and chapter.easy else chapter


def _files(edition: Edition, address: Address, chapter: Chapter | None) -> frozenset[str]:
    """The files that a page is made of: its chapter and what is named in it, or the settings and what they name."""
    site, documentary = edition.site, edition.site.documentaries[address.documentary]
    alone = msgspec.structs.replace(documentary, chapters=(chapter,) if chapter else ())
    if chapter is not None:
        alone = msgspec.structs.replace(alone, cover=None, card=None)
    named = {path for ref, where in reading.named_files(alone) for path in candidates(ref.src, where)}
    return frozenset({chapter.source.path if chapter else project.SETTINGS} | (named & site.media.keys()))


def _entry(issue: Issue, root: Path, open_with: str, chapter: Chapter | None, spoken: Speech) -> Entry:
    source, opens, anchor = issue.source, "", ""
    file = root / source.path
    if open_with and file.is_file():
        line, column = max(1, source.line), max(1, source.column)
        opens = open_with.format(path=quote(file.as_posix()), line=line, column=column)
    if chapter is not None and source.path == chapter.source.path:
        named = [block for block in chapter.blocks if getattr(block, "id", "") and block.source.line <= source.line]
        anchor = max(named, key=lambda block: block.source.line).id if named else "main"
    return Entry(issue.level, str(source), spoken(issue.message), spoken(issue.hint), issue.code, opens, anchor)


def _elsewhere(edition: Edition, path: str, issues: list[Issue]) -> tuple[Elsewhere, ...]:
    """The other pages on which something has to be mended, each once; what belongs to no chapter is on the cover."""
    if not issues:
        return ()
    homes: dict[str, tuple[str, str]] = {}
    for documentary in reversed(edition.site.documentaries):
        for chapter in documentary.chapters:
            where = urls.chapter(edition.site, documentary, chapter.slug), chapter.title
            alone = msgspec.structs.replace(documentary, chapters=(chapter,), cover=None, card=None)
            for ref, source in reading.named_files(alone):
                homes |= {file: where for file in candidates(ref.src, source) if file in edition.site.media}
            homes |= {one.source.path: where for one in (chapter, chapter.easy) if one is not None}
    first = edition.site.documentaries[0]
    cover = urls.cover(edition.site, first), first.title
    found: dict[tuple[str, str], list[Issue]] = {}
    for issue in issues:
        found.setdefault(homes.get(issue.source.path, cover), []).append(issue)
    return tuple(
        Elsewhere(title, f"{urls.relative(path, href)}", errors, len(some) - errors)
        for (href, title), some in found.items()
        for errors in [sum(issue.level == "error" for issue in some)]
    )


def _editor() -> str:
    """The address of places in the editor's program: the one that WEBDOC_EDITOR names, or whose terminal this is."""
    named = os.environ.get("WEBDOC_EDITOR") or os.environ.get("TERM_PROGRAM", "")
    return _EDITORS.get(named.lower(), named if "{path}" in named else "")
