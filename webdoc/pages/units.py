"""Share units: what of a documentary can be passed on by itself, each with an address, a title, a text and a picture.

The documentary and its chapters are pages anyway. A quote, a number and a marked moment of a sequence have a small
page of their own below their chapter (``door/q/we-take-turns-sleeping/``), because networks take title, text and
picture from a page's head and know nothing of places in it. Pure.

Names are for good: they come from the words themselves (or from the editor's ``id:``), never from a count, so that one
that is added before another changes nothing. They are ASCII: an address in other letters is three to nine times as long
once it is encoded, and networks count it so.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from typing import Literal

import msgspec
from msgspec import Struct

from webdoc import model
from webdoc.model import WINDOWS, Chapter, Cue, Documentary, Media, MediaRef, Site, caption_kind
from webdoc.pages import i18n, share, urls
from webdoc.pages.reading import caption_language, every

_LONGEST = 24
"""Letters of a name, about."""

_TITLE, _SAID = 90, 200
"""Letters of a title, and of what is said in a moment, about."""

_COUNTED = re.compile(r"(?:quote|number)-\d+")
"""An anchor that was made by counting: it says nothing of what stands there."""


class Unit(Struct, frozen=True, kw_only=True):
    """Something that can be passed on. ``name`` is unique among the units of its chapter, and names it in addresses."""

    kind: Literal["documentary", "chapter", "quote", "number", "moment"]
    name: str
    title: str
    text: str
    """What goes with the link, whole: networks get as much of it as they take."""
    address: str
    """Of its page, from the site's root."""
    goal: str = ""
    """Its place in the chapter: an address with an anchor; empty for the documentary and for chapters."""
    said: str = ""
    """The quote, what the number counts, what is heard in the moment or written below its picture."""
    who: str = ""
    figure: str = ""
    """The number, or the moment's time (``0:14``)."""
    ref: MediaRef | None = None
    """What the chapter says of the picture, and the picture."""
    media: Media | None = None
    chapter: int = -1
    """The chapter's place in the line, from 0; -1 for the documentary."""
    id: str = ""
    """The anchor of the block that it is, or is a moment of."""
    at: float = 0.0
    """The second of the sound."""
    source: str = ""
    """The file that it is written in."""


Lead = tuple[MediaRef | None, Media | None]


def of_documentary(site: Site, documentary: Documentary, lead: Lead) -> Unit:
    """The documentary."""
    return Unit(
        kind="documentary",
        name="documentary",
        title=documentary.title,
        text=documentary.share_text or documentary.summary or documentary.title,
        address=urls.cover(site, documentary),
        ref=lead[0],
        media=lead[1],
        source="webdoc.yaml",
    )


def of_chapter(site: Site, documentary: Documentary, position: int, chapter: Chapter, lead: Lead) -> Unit:
    """A chapter, or its easy-to-read version."""
    title = f"{chapter.title} — {documentary.title}"
    return Unit(
        kind="chapter",
        name=plain(chapter.slug) or named(chapter.slug, "chapter"),
        title=title,
        text=chapter.share_text or chapter.summary or documentary.summary or title,
        address=urls.chapter(site, documentary, chapter.slug),
        ref=lead[0],
        media=lead[1],
        chapter=position,
        source=chapter.source.path,
    )


def within_chapter(site: Site, documentary: Documentary, position: int, lead: Lead) -> tuple[Unit, ...]:
    """The quotes, numbers and moments of a chapter, in their order; a sentence that stands there twice is one."""
    chapter = documentary.chapters[position]
    words = i18n.Words(documentary.lang)
    found: dict[str, Unit] = {}
    for block in every(chapter.blocks):
        for unit in _of_block(site, chapter, block, words, lead):
            name = unit.name
            if name in found:
                if found[name].text == unit.text:
                    continue
                name = f"{name}-{_digest(unit.text, 4)}"
            address = urls.unit(site, documentary, chapter.slug, name)
            goal = f"{urls.chapter(site, documentary, chapter.slug)}#{unit.goal}"
            found[name] = msgspec.structs.replace(unit, name=name, address=address, goal=goal, chapter=position)
    return tuple(found.values())


def _of_block(site: Site, chapter: Chapter, block: model.Block, words: i18n.Words, lead: Lead) -> Iterator[Unit]:
    source = chapter.source.path
    match block:
        case model.Quote() if block.alone and block.text:
            quoted = words("“{text}”", text=block.text)
            yield Unit(
                kind="quote",
                name=_name(block.id, block.text, "quote"),
                title=words("“{text}”", text=share.cut(block.text, _TITLE)),
                text=_by(quoted, block.who, words),
                address="",
                goal=block.id,
                said=block.text,
                who=block.who,
                ref=lead[0],
                media=lead[1],
                id=block.id,
                source=source,
            )
        case model.Number() if block.alone:
            text = f"{block.figure} {block.text}".strip()
            yield Unit(
                kind="number",
                name=_name(block.id, text, "number"),
                title=share.cut(text, _TITLE),
                text=text,
                address="",
                goal=block.id,
                said=block.text,
                figure=block.figure,
                ref=lead[0],
                media=lead[1],
                id=block.id,
                source=source,
            )
        case model.Sequence():
            for at in block.moments:
                yield _moment(site, chapter, block, at, words, lead)


def _moment(site: Site, chapter: Chapter, block: model.Sequence, at: float, words: i18n.Words, lead: Lead) -> Unit:
    """A moment: the picture that stands then, and what is said while it does."""
    frame = next((one for one in reversed(block.frames) if one.at <= at), None)
    until = next((one.at for one in block.frames if one.at > at), float("inf"))
    media = site.find(frame.ref.src, chapter.source.path) if frame else None
    heard = site.find(block.ref.src, chapter.source.path)
    who = block.witness or (heard.witness if heard else "")
    said = " ".join(_said(cues(site, chapter, block, words.lang), at, until))
    quoted = words("“{text}”", text=said) if said else ""
    clock, name = i18n.clock(at), block.title or chapter.title
    return Unit(
        kind="moment",
        name=_name(block.id, "", "moment") + "-" + re.sub(r"\D", "-", clock),
        title=f"{name}, {clock}",
        text=_by(quoted, who, words) if said else f"{name}, {clock}",
        address="",
        goal=f"{block.id}@{clock}",
        said=said,
        who=who,
        figure=clock,
        ref=frame.ref if frame and media else lead[0],
        media=media or lead[1],
        id=block.id,
        at=at,
        source=chapter.source.path,
    )


def _by(quoted: str, who: str, words: i18n.Words) -> str:
    """A quote and who says it. From right to left, Latin letters at its end and a Latin name do not run together."""
    mark = "\u200f" if i18n.direction(words.lang) == "rtl" else ""
    return f"{quoted}{mark} — {who}" if who else quoted


def cues(site: Site, chapter: Chapter, block: model.Sequence, lang: str) -> tuple[Cue, ...]:
    """What is said in a sequence: in that language, else in the first in which it is written down."""
    found: dict[str, tuple[Cue, ...]] = {}
    for ref in block.captions:
        media = site.find(ref.src, chapter.source.path)
        if media is not None and media.kind == "captions" and caption_kind(media.path) == "captions":
            found.setdefault(caption_language(media.path, lang), site.cues.get(media.path, ()))
    return found.get(lang) or next(iter(found.values()), ())


def _said(cues: tuple[Cue, ...], at: float, until: float) -> Iterator[str]:
    """The lines from a moment on, to the next picture or until it is enough to be read at a glance."""
    length = 0
    for cue in cues:
        # A line that is all but over is not what the moment is about.
        if cue.end > at + 0.5 and cue.start < until and length < _SAID:
            yield cue.text.replace("\n", " ")
            length += len(cue.text)


def _name(id: str, text: str, kind: str) -> str:
    """The editor's own name for a block, else the beginning of its words."""
    own = "" if _COUNTED.fullmatch(id) else plain(id)
    found = own or plain(text)
    return found if found and found not in WINDOWS else named(text or id, kind)


def plain(text: str) -> str:
    """A short name in ASCII from the first words of a text; empty where most of it is in other letters.

    >>> plain("À l'hôtel, c'est toujours « pour ce soir ».")
    'a-lhotel-cest-toujours-pour-ce-soir'
    """
    bare = unicodedata.normalize("NFKD", text.casefold().replace("'", "").replace("’", ""))
    bare = "".join(char for char in bare if not unicodedata.combining(char))
    if sum(char.isalnum() and not char.isascii() for char in bare) > len(bare) // 4:
        return ""
    found = ""
    for word in re.findall(r"[a-z0-9]+", bare):
        longer = f"{found}-{word}" if found else word
        if len(longer) > _LONGEST and found:
            break
        found = longer[:_LONGEST]
    return found


def named(text: str, kind: str) -> str:
    """A name for what has none in ASCII: its kind, and a few digits of its digest."""
    return f"{kind}-{_digest(text, 6)}"


def _digest(text: str, digits: int) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:digits]
