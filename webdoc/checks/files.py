"""Files: that they are there, and of the kind that their block needs."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from urllib.parse import unquote

from webdoc import model
from webdoc.checks import charts
from webdoc.checks.ground import Ground
from webdoc.model import Chapter, Documentary, Issue, MediaRef, Site, astray, candidates, kind_of, say
from webdoc.pages.reading import every
from webdoc.sense import nearest


def named(ground: Ground, documentary: Documentary, chapter: Chapter) -> Iterator[Issue]:
    """Files that are not there, or are of another kind than their block."""
    site, files = ground.site, ground.files
    path = chapter.source.path
    if chapter.cover is not None:
        yield from file(site, chapter.cover, path, files, ("photo",))
    if chapter.ambient is not None:
        yield from sound(site, chapter.ambient, path, files)
    for block in every(chapter.blocks):
        match block:
            case model.Photo() | model.Hotspots() | model.Panorama():
                yield from file(site, block.ref, path, files, ("photo",))
                if isinstance(block, model.Panorama):
                    yield from _wide(site, block, path)
            case model.Sound() | model.Sequence() | model.Video():
                if isinstance(block, model.Video):
                    yield from file(site, block.ref, path, files, ("video",))
                    if not block.loop:
                        yield from _opposed(site, block.ref, path)
                else:
                    yield from sound(site, block.ref, path, files)
                for ref in block.captions:
                    yield from file(site, ref, path, files, ("captions",))
                if isinstance(block, model.Sequence):
                    for frame in block.frames:
                        yield from file(site, frame.ref, path, files, ("photo",))
                    yield from _times(site, block, path)
                elif isinstance(block, model.Video) and block.poster is not None:
                    yield from file(site, block.poster, path, files, ("photo",))
            case model.Gallery() | model.Compare():
                for ref in block.refs:
                    yield from file(site, ref, path, files, ("photo",))
            case model.Map():
                if block.ref is not None:
                    yield from file(site, block.ref, path, files, ("shapes",))
            case model.Chart():
                yield from file(site, block.ref, path, files, ("data",))
                yield from charts.columns(site, block, path)
            case model.Scene():
                yield from file(site, block.ref, path, files, ("photo", "video"))
                if block.ambient is not None:
                    yield from sound(site, block.ambient, path, files)
            case model.Embed():
                if block.poster is not None:
                    yield from file(site, block.poster, path, files, ("photo",))
            case model.Prose():
                for src in re.findall(r'<img\b[^>]*?\ssrc="([^"]*)"', block.html):
                    # Of a sound within a paragraph the reader of the chapter has told.
                    if kind_of(unquote(src)) not in ("sound", "video"):
                        yield from file(site, MediaRef(src=unquote(src), source=block.source), path, files, ("photo",))


_KINDS = {
    "photo": say("a picture"),
    "sound": say("a sound"),
    "video": say("a video"),
    "captions": say("a caption file (.vtt or .srt)"),
    "data": say("a table (.csv)"),
    "shapes": say("a map (.geojson)"),
}


def file(site: Site, ref: MediaRef, chapter: str, files: Collection[str], kinds: tuple[str, ...]) -> Iterator[Issue]:
    """A file that is not there, lies elsewhere, or is of another kind than those."""
    src = ref.src
    found = next((path for path in candidates(src, chapter) if path in files), None)
    wanted = _KINDS[kinds[0]]
    for kind in kinds[1:]:
        wanted = say("{one} or {other}", one=wanted, other=_KINDS[kind])
    if found is None and (wrong := astray(src)):
        code, message, hint = wrong
        yield Issue(code=code, source=ref.source, message=message, hint=hint)
    elif found is None:
        names = [path.split("/", 1)[1] for path in files if kind_of(path) in kinds]
        near = nearest(src, names, 0.8) or nearest(src.rsplit("/", 1)[-1], names, 0.9)
        near = near or say("Put {wanted} of that name into media/.", wanted=wanted)
        yield Issue(
            code="medium-missing", source=ref.source, message=say("There is no file “{src}”.", src=src), hint=near
        )
    elif kind_of(found) not in kinds:
        yield Issue(
            code="medium-kind",
            source=ref.source,
            message=say("“{src}” is not {wanted}.", src=src, wanted=wanted),
            hint=say("Name {wanted} here.", wanted=wanted),
        )


def sound(site: Site, ref: MediaRef, chapter: str, files: Collection[str]) -> Iterator[Issue]:
    """A sound that is not there, is none, is silence from beginning to end, or is so for those with one loudspeaker."""
    yield from file(site, ref, chapter, files, ("sound",))
    media = site.find(ref.src, chapter)
    if media is not None and media.kind == "sound" and not media.audible:
        yield Issue(
            code="sound-silent",
            level="warning",
            source=ref.source,
            message=say("There is nothing to hear in “{src}”: it is silent from beginning to end.", src=ref.src),
            hint=say("Listen to the file; export it again from your editor with its sound."),
        )
    else:
        yield from _opposed(site, ref, chapter)


def _opposed(site: Site, ref: MediaRef, chapter: str) -> Iterator[Issue]:
    """A sound, or a video's, that those with one loudspeaker do not hear."""
    media = site.find(ref.src, chapter)
    if media is not None and media.opposed:
        yield Issue(
            code="sound-opposed",
            level="warning",
            source=ref.source,
            message=say(
                "The two sides of “{src}” cancel each other out: a telephone plays next to nothing.", src=ref.src
            ),
            hint=say("Invert one of its two channels in your editor, or keep the left one alone."),
        )


def _times(site: Site, block: model.Sequence, chapter: str) -> Iterator[Issue]:
    media = site.find(block.ref.src, chapter)
    if media is None or not media.duration:
        return
    minutes, seconds = divmod(int(media.duration), 60)
    lasts = f"{minutes}:{seconds:02}"
    picture = say("This picture would appear after the sound has ended (it lasts {time}).", time=lasts)
    moment = say("This moment would begin after the sound has ended (it lasts {time}).", time=lasts)
    places = [(frame.at, frame.ref.source, picture) for frame in block.frames]
    places += [(at, block.source, moment) for at in block.moments]
    for at, source, message in places:
        if at >= media.duration:
            yield Issue(code="time-beyond", source=source, message=message, hint=say("Give it an earlier time."))


def _wide(site: Site, block: model.Panorama, chapter: str) -> Iterator[Issue]:
    media = site.find(block.ref.src, chapter)
    if media is not None and media.height and media.width < 2 * media.height:
        yield Issue(
            code="panorama-narrow",
            level="warning",
            source=block.ref.source,
            message=say("“{src}” is hardly wider than a screen: there is nothing to move.", src=block.ref.src),
            hint=say("Take a picture at least twice as wide as high, or show this one with “::: photo”."),
        )
