"""What pages need to know of a chapter: which files it names, how long it takes, where its links lead. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from webdoc import model
from webdoc.media import plan
from webdoc.model import Chapter, Documentary, Media, MediaRef, Site

WORDS_A_MINUTE = 220
"""Silent reading of prose, in words a minute: a little under the mean for adults (Brysbaert 2019: 238)."""

# Prose comes out of the sanitizer, which writes every attribute in double quotes and escapes what is inside.
_IMG_SRC = re.compile(r'<img\b[^>]*?\ssrc="([^"]*)"')
_LANGUAGE = r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*"


def refs(blocks: tuple[model.Block, ...]) -> Iterator[MediaRef]:
    """Every file that these blocks name, nested ones too, in their order."""
    for block in blocks:
        match block:
            case model.Photo():
                yield block.ref
            case model.Chart() | model.Hotspots() | model.Panorama():
                yield block.ref
            case model.Map():
                if block.ref is not None:
                    yield block.ref
            case model.Sound() | model.Sequence() | model.Video():
                yield block.ref
                yield from block.captions
                if isinstance(block, model.Sequence):
                    yield from (frame.ref for frame in block.frames)
                if isinstance(block, model.Video) and block.poster is not None:
                    yield block.poster
            case model.Gallery() | model.Compare():
                yield from block.refs
            case model.Scene():
                yield block.ref
                if block.ambient is not None:
                    yield block.ambient
                for step in block.steps:
                    yield from refs(step)
            case model.Embed():
                if block.poster is not None:
                    yield block.poster
                yield from refs(block.body)
            case model.Quote() | model.Number() | model.Note() | model.Act() | model.Quiz():
                yield from refs(block.body)
            case model.Prose() if "<img" in block.html:
                yield from (
                    MediaRef(src=unquote(src), source=block.source) for src in _IMG_SRC.findall(block.html) if src
                )


def spoken(blocks: tuple[model.Block, ...]) -> Iterator[tuple[MediaRef, tuple[MediaRef, ...]]]:
    """Every sound and video of these blocks with its caption files."""
    for block in every(blocks):
        if isinstance(block, model.Sound | model.Sequence | model.Video):
            yield block.ref, block.captions


def named_files(documentary: Documentary) -> Iterator[tuple[MediaRef, str]]:
    """Every file that a documentary names, with the path of the chapter that names it (empty: the settings)."""
    if documentary.cover:
        yield documentary.cover, ""
    if documentary.card:
        yield documentary.card, ""
    for chapter in documentary.texts:
        if chapter.cover:
            yield chapter.cover, chapter.source.path
        if chapter.card:
            yield chapter.card, chapter.source.path
        if chapter.ambient:
            yield chapter.ambient, chapter.source.path
        for ref in refs(chapter.blocks):
            yield ref, chapter.source.path


def caption_name(media: Media) -> str:
    """The name under which a caption file is published: always WebVTT."""
    return f"{plan.slug(media.stem, 'captions')}-{media.digest[:8]}.vtt"


def caption_language(name: str, fallback: str) -> str:
    """The language of a caption file by its name, ``marie.fr.vtt``; the chapter's when the name does not say."""
    parts = name.rsplit("/", 1)[-1].split(".")
    return parts[-2] if len(parts) > 2 and re.fullmatch(_LANGUAGE, parts[-2]) else fallback


def played_seconds(site: Site, chapter: Chapter) -> float:
    """How long the sounds, sequences and videos of a chapter last in all."""
    total = 0.0
    for block in every(chapter.blocks):
        if isinstance(block, model.Sound | model.Sequence) or (isinstance(block, model.Video) and not block.loop):
            media = site.find(block.ref.src, chapter.source.path)
            total += media.duration if media else 0.0
    return total


def minutes(site: Site, chapter: Chapter) -> int:
    """A visitor's time on a chapter: what is heard and what is read, in whole minutes, at least one."""
    return max(1, round(played_seconds(site, chapter) / 60 + chapter.words / WORDS_A_MINUTE))


def lead(site: Site, chapter: Chapter) -> MediaRef | None:
    """The picture that stands for a chapter: its cover, else the first photograph in it."""
    if chapter.cover is not None:
        return chapter.cover
    for ref in refs(chapter.blocks):
        media = site.find(ref.src, chapter.source.path)
        if media is not None and media.pictured:
            return ref
    return None


def origin_of(written: str) -> tuple[str, str]:
    """Where something comes from, as words and as an address: one that is written becomes the name of its site."""
    if re.match(r"https?://\S+$", written):
        return host_of(written), written
    return written, ""


def host_of(url: str) -> str:
    """The name of the site that an address leads to."""
    try:
        return (urlsplit(url).hostname or url).removeprefix("www.")
    except ValueError:
        return url


def every(blocks: tuple[model.Block, ...]) -> Iterator[model.Block]:
    """These blocks and all that stand inside them, in their order."""
    for block in blocks:
        yield block
        if isinstance(block, model.Scene):
            for step in block.steps:
                yield from every(step)
        elif isinstance(block, model.Quote | model.Number | model.Note | model.Embed | model.Act | model.Quiz):
            yield from every(block.body)


def chapter_link(documentary: Documentary, target: str) -> tuple[Chapter, str] | None:
    """The chapter that a link names by its file (``02-roof.md#tap``), and the fragment; None when it names none."""
    path, _, fragment = target.partition("#")
    name = unquote(path).removeprefix("./").removeprefix("chapters/")
    if not name.lower().endswith(".md"):
        return None
    stem = name[:-3]
    for chapter in documentary.texts:
        own = chapter.source.path.removeprefix("chapters/").rsplit(".", 1)[0]
        if stem in (own, _key(chapter)):
            return chapter, unquote(fragment)
    # A translation may link to the original's file name: it means the same chapter in its own language.
    key = re.sub(rf"\.{_LANGUAGE}$", "", stem)
    return next(((chapter, unquote(fragment)) for chapter in documentary.texts if _key(chapter) == key), None)


def _key(chapter: Chapter) -> str:
    return f"{chapter.key}.easy" if chapter.is_easy else chapter.key


def cited(chapter: Chapter) -> frozenset[str]:
    """The names of the sources that a chapter cites."""
    return frozenset(citation.key for citation in chapter.citations)
