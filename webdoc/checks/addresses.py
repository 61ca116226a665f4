"""Addresses: one for each chapter, none of the site's own."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from webdoc.checks.ground import SETTINGS, Ground
from webdoc.model import Chapter, Documentary, Issue, Source, say
from webdoc.pages import urls
from webdoc.sense import DAY, is_day

_HERE = re.compile(r"https?://(?:localhost|127\.\d+\.\d+\.\d+|0\.0\.0\.0|\[::1\])(?=[:/]|$)", re.IGNORECASE)
"""Addresses of the computer itself that asks."""


def addresses(ground: Ground, documentary: Documentary) -> Iterator[Issue]:
    """Two chapters at one address, or one at an address of the site's own."""
    site = ground.site
    taken: dict[str, Chapter] = {}
    languages = {other.lang.casefold() for other in site.documentaries[1:]}
    for chapter in documentary.chapters:
        source = chapter.places.get("slug", Source(chapter.source.path))
        address = unicodedata.normalize("NFC", urls.chapter(site, documentary, chapter.slug)).casefold()
        if chapter.slug in urls.RESERVED or (not urls.folder(site, documentary) and chapter.slug in languages):
            yield Issue(
                code="address-reserved",
                source=source,
                message=say("The address “{slug}” belongs to the site itself.", slug=chapter.slug),
                hint=say(
                    "Rename the file, or write another one in the front matter: “slug: the-{slug}”.", slug=chapter.slug
                ),
            )
        if address in taken:
            yield Issue(
                code="address-twice",
                source=source,
                message=say(
                    "This chapter has the same address as {path}: “{slug}”.",
                    path=taken[address].source.path,
                    slug=chapter.slug,
                ),
                hint=say("Rename one of the files, or give one another address: “slug: …” in its front matter."),
            )
        taken.setdefault(address, chapter)


def day(ground: Ground, documentary: Documentary, chapter: Chapter) -> Iterator[Issue]:
    """A day that is in no calendar."""
    if chapter.date and not is_day(chapter.date):
        source = chapter.places.get("date", chapter.source)
        yield Issue(
            code="value-choice", source=source, message=say("“{date}” is not a day.", date=chapter.date), hint=DAY
        )


def base(ground: Ground) -> Iterator[Issue]:
    """A site that does not know where it will stand, or says that it stands on the editor's own computer."""
    if _HERE.match(ground.site.base_url):
        yield Issue(
            code="base-url-missing",
            level="warning",
            source=ground.place("base_url"),
            message=say(
                "“{url}” is your own computer: share links and cards lead nobody there.", url=ground.site.base_url
            ),
            hint=say("Write where it will stand: “base_url: https://example.org/film/”."),
        )
    if not ground.site.base_url and "base_url" not in ground.places:
        yield Issue(
            code="base-url-missing",
            level="warning",
            source=Source(SETTINGS),
            message=say(
                "The site has no base_url. Share links, cards, QR codes, canonical addresses, feed, sitemap "
                "and oEmbed need the whole address: they are left out."
            ),
            hint=say("Write where it will stand: “base_url: https://example.org/film/”."),
        )
