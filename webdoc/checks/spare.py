"""Media that lie there and are never shown."""

from __future__ import annotations

from collections.abc import Iterator

from webdoc.checks.ground import Ground
from webdoc.model import Issue, Source, candidates, kind_of, say
from webdoc.pages.reading import named_files


def unused(ground: Ground) -> Iterator[Issue]:
    """Files of ``media/`` that no chapter names, drafts included."""
    used = {
        path
        for documentary in ground.site.documentaries
        for ref, chapter in named_files(documentary)
        for path in candidates(ref.src, chapter)
    }
    for path in sorted(ground.files):
        if path.startswith("media/") and kind_of(path) and path not in used:
            yield Issue(
                code="medium-unused",
                level="info",
                source=Source(path),
                message=say("No chapter shows this file."),
                hint=say("Show it, or take it out of media/: it is not published."),
            )
