"""Who made it, and what others may do with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from webdoc.checks.ground import SETTINGS, Ground
from webdoc.model import Issue, Site, Source, say
from webdoc.pages.reading import named_files

NAMED = 3
"""Files that are named; the others are counted."""


def missing(ground: Ground) -> Iterator[Issue]:
    """Media that are nobody's, and a work of which nobody knows whether it may be passed on."""
    site = ground.site
    bare: dict[str, Source] = {}
    signed: dict[str, str] = {}
    for documentary in site.documentaries:
        for ref, chapter in named_files(documentary):
            media = site.find(ref.src, chapter)
            if media is not None and media.kind in ("photo", "sound", "video") and not (ref.credit or media.credit):
                bare.setdefault(media.path, ref.source)
                if media.author and not _named(media.author, site):
                    signed[media.path] = media.author
    credited = any(documentary.credits or documentary.authors for documentary in site.documentaries)
    if signed:
        yield _proposed(signed, bare)
    bare = {path: source for path, source in bare.items() if path not in signed}
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


def _named(author: str, site: Site) -> bool:
    """Whether the documentary names somebody whom a photograph calls its author, or who is a part of that name."""
    told = author.casefold()
    names = (name for one in site.documentaries for name in (*one.authors, *(credit.name for credit in one.credits)))
    return any(name.casefold() in told for name in names if name)


def _proposed(signed: Mapping[str, str], places: Mapping[str, Source]) -> Issue:
    """One note for all photographs that say who made them, where nothing else does."""
    path, author = next(iter(signed.items()))
    name, more = path.removeprefix("media/"), len(signed) - 1
    if more:
        message = say(
            "{name} says itself that {author} made it, and nobody is named for it; so it is with {more} more.",
            name=name,
            author=author,
            more=more,
        )
    else:
        message = say("{name} says itself that {author} made it, and nobody is named for it.", name=name, author=author)
    hint = say("Write it under the file’s name in media.yaml: “credit: {author}”.", author=author)
    return Issue(code="credit-missing", level="info", source=places[path], message=message, hint=hint)
