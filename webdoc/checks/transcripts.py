"""Voices without their words: sounds and videos that some cannot hear."""

from __future__ import annotations

from collections.abc import Iterator

from webdoc import model
from webdoc.checks.ground import Ground
from webdoc.model import Chapter, Documentary, Issue, Media, caption_kind, say
from webdoc.pages.reading import every

NOISE = 60.0
"""Seconds: rain or a key in a lock is told in a sentence; what lasts longer, or is somebody's voice, is not."""


def missing(ground: Ground, documentary: Documentary, chapter: Chapter) -> Iterator[Issue]:
    """Sounds, sequences and videos with something to hear and without captions, from which the transcript is made."""
    for block in every(chapter.blocks):
        if not isinstance(block, model.Sound | model.Sequence | model.Video):
            continue
        media = ground.site.find(block.ref.src, chapter.source.path)
        silent = media is None or not media.audible or (isinstance(block, model.Video) and block.loop)
        if silent or _described(block, media) or any(caption_kind(ref.src) == "captions" for ref in block.captions):
            continue
        stem = block.ref.src.rsplit("/", 1)[-1].rsplit(".", 1)[0]
        yield Issue(
            code="transcript-missing",
            level="warning",
            source=block.ref.source,
            message=say("Who does not hear “{src}” is told nothing of it: it has no captions.", src=block.ref.src),
            hint=say(
                "Write what is said into {stem}.{lang}.vtt and name it: “captions: {stem}.{lang}.vtt”.",
                stem=stem,
                lang=chapter.lang,
            ),
        )


def _described(block: model.Sound | model.Sequence | model.Video, media: Media | None) -> bool:
    """Whether it is a noise, and its words say what is to be heard."""
    told = media is not None and (media.alt if block.ref.alt is None else block.ref.alt)
    return bool(told) and not block.witness and media is not None and media.duration <= NOISE
