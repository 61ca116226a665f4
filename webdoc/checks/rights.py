"""Who made it, and what others may do with it."""

from __future__ import annotations

from collections.abc import Iterator

from webdoc.checks.ground import SETTINGS, Ground
from webdoc.model import Issue, Source, say
from webdoc.pages.reading import named_files

NAMED = 3
"""Files that are named; the others are counted."""


def missing(ground: Ground) -> Iterator[Issue]:
    """Media that are nobody's, and a work of which nobody knows whether it may be passed on."""
    site = ground.site
    bare: dict[str, Source] = {}
    for documentary in site.documentaries:
        for ref, chapter in named_files(documentary):
            media = site.find(ref.src, chapter)
            if media is not None and media.kind in ("photo", "sound", "video") and not (ref.credit or media.credit):
                bare.setdefault(media.path, ref.source)
    credited = any(documentary.credits or documentary.authors for documentary in site.documentaries)
    if bare and not credited:
        names = ", ".join(list(bare)[:NAMED])
        more = len(bare) - NAMED
        yield Issue(
            code="credit-missing",
            level="info",
            source=next(iter(bare.values())),
            message=say("Nobody is named for {names} and {more} more.", names=names, more=more)
            if more > 0
            else say("Nobody is named for {names}.", names=names),
            hint=say("Write who made them: “credit: …” in media.yaml, or “authors:” or “credits:” in webdoc.yaml."),
        )
    if not any(documentary.licence for documentary in site.documentaries):
        yield Issue(
            code="licence-missing",
            level="info",
            source=Source(SETTINGS),
            message=say("Nothing says what others may do with this work."),
            hint=say("Write it, as “licence: CC-BY-4.0”, or “licence: All rights reserved”."),
        )
