"""Translations behind their originals.

They are compared by what they are made of: headings, blocks of each kind, notes. An editor who adds a photograph or a
section to the original has changed that; nothing has to be recorded when a translation is made, which would be
forgotten, and no history is asked, which a copy of the folder does not have. What it cannot see are words that changed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from webdoc import model
from webdoc.checks.ground import Ground
from webdoc.model import Chapter, Issue, joined, say
from webdoc.pages.reading import every


def behind(ground: Ground) -> Iterator[Issue]:
    """Chapters whose original has parts that they have not."""
    original, *others = ground.site.documentaries
    known = {(one.key, one.is_easy): one for one in original.texts if one.lang == original.lang}
    for documentary in others:
        for chapter in documentary.texts:
            first = known.get((chapter.key, chapter.is_easy))
            if first is None or chapter.lang == first.lang:
                continue
            lacks = made_of(first) - made_of(chapter)
            if lacks:
                parts = (say("{part} ({count})", part=part, count=count) for part, count in sorted(lacks.items()))
                yield Issue(
                    code="translation-behind",
                    level="warning",
                    source=chapter.source,
                    message=say(
                        "{original} has parts that this translation has not: {parts}.",
                        original=first.source.path,
                        parts=joined(parts),
                    ),
                    hint=say("Translate what came to it, or take it out of both."),
                )


def made_of(chapter: Chapter) -> Counter[str]:
    """How many headings and blocks of each kind a chapter has."""
    found = Counter(
        type(block).__name__.lower() for block in every(chapter.blocks) if not isinstance(block, model.Prose)
    )
    found["##"] = len(chapter.headings)
    return found
