"""The last that was right: a chapter that cannot be shown now stands as it was, the others as they are. Pure."""

from __future__ import annotations

from collections.abc import Collection

import msgspec

from webdoc.model import Chapter, Documentary, Site


def mended(now: Site, before: Site, broken: Collection[str]) -> Site:
    """The site as it is now, but the chapters in the files ``broken`` as they were before."""
    documentaries = tuple(_mended(one, before, broken) for one in now.documentaries)
    return msgspec.structs.replace(
        now,
        documentaries=documentaries,
        media=before.media | now.media,
        cues=before.cues | now.cues,
        tables=before.tables | now.tables,
        shapes=before.shapes | now.shapes,
    )


def _mended(now: Documentary, before: Site, broken: Collection[str]) -> Documentary:
    was = next((one for one in before.documentaries if one.lang == now.lang), None)
    if was is None:
        return now
    kept = {chapter.key: chapter for chapter in now.chapters}
    kept |= {chapter.key: chapter for chapter in was.chapters if _files(chapter) & set(broken)}
    line = sorted(kept.values(), key=lambda chapter: (chapter.order, chapter.key))
    return msgspec.structs.replace(now, chapters=tuple(line))


def _files(chapter: Chapter) -> set[str]:
    return {chapter.source.path} | ({chapter.easy.source.path} if chapter.easy else set())
