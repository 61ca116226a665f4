"""Rules over the whole site: what only shows when all is read. Pure: a `Site` and the names of files in, Issues out.

`FIRM` are those that hold with each reading, as what they find would be wrong in a page; `EDITORIAL` those of
``webdoc check``: what an editor could do better for those who see, hear or read it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from webdoc.checks import (
    addresses,
    alts,
    asks,
    files,
    languages,
    links,
    linktexts,
    pictures,
    readers,
    rights,
    sources,
    spare,
    transcripts,
    translations,
)
from webdoc.checks.ground import Ground, Rule
from webdoc.model import Issue, Site, Source

FIRM: tuple[Rule, ...] = (
    Rule(("address-reserved", "address-twice"), documentary=addresses.addresses),
    Rule(("value-choice",), chapter=addresses.day),
    Rule(("base-url-missing",), site=addresses.base),
    Rule(("medium-missing", "medium-kind", "medium-elsewhere", "card-small", "card-shape"), documentary=pictures.cover),
    Rule(("medium-missing", "medium-kind", "medium-elsewhere", "sound-silent", "time-beyond", "panorama-narrow",
          "chart-column", "chart-series", "data-number"), chapter=files.named),
    Rule(("card-small", "card-shape"), chapter=pictures.card_of),
    Rule(("link-broken", "link-unpublished", "anchor-missing"), chapter=links.broken),
    Rule(("source-unknown",), documentary=sources.cited),
    Rule(("source-unused",), site=sources.never_cited),
    Rule(("action-unknown", "event-over", "goal-reached", "count-undated", "letter-long", "action-unplaced",
          "action-late"), documentary=asks.rules),
)  # fmt: skip

EDITORIAL: tuple[Rule, ...] = (
    Rule(("alt-missing", "alt-file-name", "alt-long"), chapter=alts.poor),
    Rule(("transcript-missing",), chapter=transcripts.missing),
    Rule(("link-vague", "link-bare"), chapter=linktexts.poor),
    Rule(("chapter-long", "text-hard"), chapter=readers.hard),
    Rule(("summary-missing",), chapter=readers.untold),
    Rule(("credit-missing", "licence-missing"), site=rights.missing),
    Rule(("medium-unused",), site=spare.unused),
    Rule(("interface-english",), site=languages.interface),
    Rule(("translation-behind",), site=translations.behind),
)


def site(site: Site, files: Collection[str], places: Mapping[str, Source], today: str = "") -> tuple[Issue, ...]:
    """What is wrong. ``files``: every file of the project; ``places``: where each setting stands.

    ``today``: the day, as ``2026-11-05``, for what passes; empty: that is not looked at.
    """
    return _found(FIRM, Ground(site, files, places, today))


def editorial(site: Site, files: Collection[str], places: Mapping[str, Source]) -> tuple[Issue, ...]:
    """What could be better for those who see, hear or read it."""
    return _found(EDITORIAL, Ground(site, files, places))


def _found(rules: tuple[Rule, ...], ground: Ground) -> tuple[Issue, ...]:
    """What the rules find, the same thing once: chapters stand in several languages."""
    return tuple(dict.fromkeys(_each(rules, ground)))


def _each(rules: tuple[Rule, ...], ground: Ground) -> Iterator[Issue]:
    for documentary in ground.site.documentaries:
        for rule in rules:
            if rule.documentary is not None:
                yield from rule.documentary(ground, documentary)
        for chapter in documentary.texts:
            for rule in rules:
                if rule.chapter is not None:
                    yield from rule.chapter(ground, documentary, chapter)
    for rule in rules:
        if rule.site is not None:
            yield from rule.site(ground)
