"""The whole: chapters, the documentary in each language, the site."""

from __future__ import annotations

import unicodedata

from webdoc.model.action import Action
from webdoc.model.blocks import Block, MediaRef
from webdoc.model.media import Cue, Media, Shape, Table
from webdoc.model.values import Source, Value


class Link(Value, frozen=True, kw_only=True):
    """A link in prose, for the checks: the address as written, and where."""

    target: str
    source: Source


class Citation(Value, frozen=True, kw_only=True):
    """A source that a chapter cites: its name, and where."""

    key: str
    source: Source


class Heading(Value, frozen=True, kw_only=True):
    """A heading of a chapter: its level (1-6), plain text and anchor."""

    level: int
    text: str
    id: str


class Chapter(Value, frozen=True, kw_only=True):
    """One Markdown file: one page, one place in the line."""

    key: str
    """The file's name without language and ending (``01-door``): what ties translations together."""
    slug: str
    """The address: ``door``; of its easy-to-read version ``door/easy``."""
    order: tuple[int, str]
    """The number that the file's name begins with, then the rest: the place in the line."""
    lang: str
    title: str
    summary: str = ""
    cover: MediaRef | None = None
    card: MediaRef | None = None
    """The picture that networks show for it; None where it is drawn. The documentary has one too."""
    ambient: MediaRef | None = None
    """The sound that is heard softly all through it."""
    place: str = ""
    """Where it happens."""
    witness: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    goals: tuple[str, ...] = ()
    """What one knows after it, for its head; its contents and what there is to think about, for its end."""
    in_short: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    share_text: str = ""
    date: str = ""
    """The day on which it was published, as ``2025-03-04``."""
    action: str = ""
    """The name of the action that the chapter ends with; empty: the ladder's first."""
    embed: bool = True
    """Whether other sites may show it in a frame."""
    draft: bool = False
    is_easy: bool = False
    """Whether it is the easy-to-read version of a chapter: a page beside it, not one of the line."""
    easy: Chapter | None = None
    """Its easy-to-read version."""
    blocks: tuple[Block, ...] = ()
    headings: tuple[Heading, ...] = ()
    links: tuple[Link, ...] = ()
    citations: tuple[Citation, ...] = ()
    words: int = 0
    source: Source
    places: dict[str, Source] = {}
    """Where each key of the front matter stands."""


class Credit(Value, frozen=True, kw_only=True):
    """Who did what."""

    role: str
    name: str


class Term(Value, frozen=True, kw_only=True):
    """A word that is explained, and its anchor in the glossary."""

    word: str
    text: str
    id: str


class Reference(Value, frozen=True, kw_only=True):
    """A source of the documentary. ``text`` is one that was written in one line; else it has a title."""

    key: str
    number: int
    """Its place in the list, from 1: the same in every chapter and every language."""
    text: str = ""
    title: str = ""
    author: str = ""
    publisher: str = ""
    date: str = ""
    url: str = ""
    accessed: str = ""
    kind: str = ""
    lang: str = ""
    """The language of its title, when that is not the documentary's."""
    source: Source


class Learning(Value, frozen=True, kw_only=True):
    """For whom a documentary is to learn with, in the editor's words; ``age`` as in ``12-15`` or ``14-``."""

    level: str = ""
    age: str = ""
    subject: str = ""


class Documentary(Value, frozen=True, kw_only=True):
    """The whole in one language: a title, chapters in order, actions."""

    lang: str
    title: str
    subtitle: str = ""
    summary: str = ""
    html: str = ""
    """About the work, for its last page."""
    cover: MediaRef | None = None
    card: MediaRef | None = None
    authors: tuple[str, ...] = ()
    credits: tuple[Credit, ...] = ()
    licence: str = ""
    share_text: str = ""
    date: str = ""
    """The day on which it was published, as ``2025-03-04``; chapters may say their own."""
    kit_texts: tuple[tuple[str, str], ...] = ()
    """Texts to post, each with its tone; empty: they are made."""
    chapters: tuple[Chapter, ...] = ()
    actions: tuple[Action, ...] = ()
    ladder: tuple[str, ...] = ()
    """The names of actions in the order in which they are offered, ``share`` among them."""
    glossary: tuple[Term, ...] = ()
    references: tuple[Reference, ...] = ()
    learning: Learning = Learning()

    @property
    def texts(self) -> tuple[Chapter, ...]:
        """All that is read: the chapters, each followed by its easy-to-read version."""
        return tuple(text for one in self.chapters for text in (one, one.easy) if text is not None)

    def action(self, name: str) -> Action | None:
        """The action of that name, or None."""
        return next((action for action in self.actions if action.name == name), None)


class Budget(Value, frozen=True, kw_only=True):
    """What a chapter may weigh on a phone, in bytes; 0 is not said."""

    opening: int = 0
    """Before anything is scrolled."""
    chapter: int = 0
    """Read, seen and heard to its end."""


class Site(Value, frozen=True, kw_only=True):
    """All that is published: the documentary in each of its languages (the default first) and their media."""

    documentaries: tuple[Documentary, ...]
    base_url: str = ""
    """Where it will stand on the web, with a slash at the end; empty when not known."""
    theme: str = "constat"
    options: dict[str, str] = {}
    networks: tuple[str, ...] = ()
    via: bool = True
    """Whether links that are passed on say what they lead to and by which button they went."""
    fediverse: str = ""
    """The account in the fediverse that links are ascribed to: ``@doors@example.social``."""
    host: str = "none"
    """Who serves it, when headers are to be written for them: netlify, cloudflare, apache, nginx."""
    embed: bool = True
    """Whether other sites may show chapters in a frame."""
    kit: bool = True
    """Whether there is a page for ambassadors."""
    budget: Budget = Budget()
    """Where the project says it; else the theme does."""
    media: dict[str, Media] = {}
    """By path inside the project."""
    cues: dict[str, tuple[Cue, ...]] = {}
    """The captions of each caption file, by path inside the project."""
    tables: dict[str, Table] = {}
    """The tables of each data file, by path inside the project."""
    shapes: dict[str, tuple[Shape, ...]] = {}
    """The outlines of each file for maps, by path inside the project."""

    def find(self, src: str, chapter: str = "") -> Media | None:
        """The file that an editor means by ``src`` in the chapter at that path: beside the chapter, then in media/."""
        return next((self.media[path] for path in candidates(src, chapter) if path in self.media), None)


def candidates(src: str, chapter: str = "") -> tuple[str, ...]:
    """Where ``src`` may lie, best first: beside the chapter, in ``media/``, and (as written) from the project's root.

    Names are POSIX and stay inside the project: a name that climbs out of it has no candidate.
    """
    src = unicodedata.normalize("NFC", src)
    folder = chapter.rsplit("/", 1)[0] if "/" in chapter else ""
    found = []
    for base in (folder, "media", ""):
        parts: list[str] = base.split("/") if base else []
        for part in src.split("/"):
            if part == "..":
                if not parts:
                    break
                parts.pop()
            elif part not in ("", "."):
                parts.append(part)
        else:
            if parts and not src.startswith("/"):
                found.append("/".join(parts))
    return tuple(dict.fromkeys(found))
