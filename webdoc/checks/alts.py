"""What stands for a picture where it is not seen: missing, a file's name, or a whole story."""

from __future__ import annotations

import re
from collections.abc import Iterator

from webdoc import model
from webdoc.checks.ground import Ground
from webdoc.model import Chapter, Documentary, Issue, MediaRef, say
from webdoc.pages.reading import every

LONGEST = 250
"""Characters: a screen reader speaks them in one breath, without a way to pause or to go back."""

_NAMED = re.compile(
    r"[\w()-]+\.(?:jpe?g|png|webp|avif|hei[cf]|tiff?|gif|svg)|(?:img|dsc[nf]?|pxl|p|screenshot|capture)[\d_ -]{3,}\w*",
    re.IGNORECASE,
)
"""As cameras and computers name what they make: ``IMG_2041``, ``door.jpg``."""


def poor(ground: Ground, documentary: Documentary, chapter: Chapter) -> Iterator[Issue]:
    """Pictures of a chapter whose words are missing, or are none."""
    for ref in pictures(chapter):
        media = ground.site.find(ref.src, chapter.source.path)
        if media is None or not (media.pictured or media.kind == "photo"):
            continue
        alt = media.alt if ref.alt is None else ref.alt
        stem = media.path.rsplit("/", 1)[-1].rsplit(".", 1)[0]
        if ref.alt is None and not media.alt:
            yield Issue(
                code="alt-missing",
                level="warning",
                source=ref.source,
                message=say("Nothing says what is to be seen in “{src}”.", src=ref.src),
                hint=say("Write it for those who do not see it: “alt: …”; an empty “alt:” if it only decorates."),
            )
        elif alt and (_NAMED.fullmatch(alt.strip()) or alt.strip().casefold() == stem.casefold()):
            yield Issue(
                code="alt-file-name",
                level="warning",
                source=ref.source,
                message=say("“{alt}” is a file's name, not what is to be seen.", alt=alt),
                hint=say("Say in a sentence what the picture shows and why it is here."),
            )
        elif len(alt) > LONGEST:
            yield Issue(
                code="alt-long",
                level="info",
                source=ref.source,
                message=say("What is to be seen is told in {count} characters.", count=len(alt)),
                hint=say("Keep it under {most}; what everybody should read belongs into the caption.", most=LONGEST),
            )


def pictures(chapter: Chapter) -> Iterator[MediaRef]:
    """Every picture of a chapter that words could stand for."""
    if chapter.cover is not None:
        yield chapter.cover
    for block in every(chapter.blocks):
        match block:
            case model.Photo() | model.Hotspots() | model.Panorama() | model.Scene():
                yield block.ref
            case model.Gallery() | model.Compare():
                yield from block.refs
            case model.Sequence():
                yield from (frame.ref for frame in block.frames)
