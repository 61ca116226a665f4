"""A page in the other languages of the site: which have it, and where it stands there. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from webdoc.pages import i18n, pageviews, urls
from webdoc.pages.line import Line
from webdoc.pages.units import Unit

if TYPE_CHECKING:
    from webdoc.pages.page import Page


def languages(page: Page) -> tuple[pageviews.LanguageView, ...]:
    """This page in each language in which it is there."""
    if page.address.kind in ("embedded", "poster", "leaflet"):
        return ()
    found = []
    for line in page.lines:
        documentary = line.documentary
        address = urls.cover(page.site, documentary)
        if page.address.kind == "end":
            address = urls.end(page.site, documentary)
        elif page.address.kind == "glossary":
            if not documentary.glossary:
                continue
            address = urls.glossary(page.site, documentary)
        elif page.address.kind == "sources":
            address = urls.sources(page.site, documentary)
        elif page.address.kind == "kit":
            address = urls.kit(page.site, documentary)
        elif page.unit is not None:
            twin = _twin(page, line, page.unit)
            if twin is None:
                continue
            address = twin.address
        elif page.chapter is not None:
            if page.chapter.key not in line.by_key:
                continue
            address = urls.chapter(page.site, documentary, page.version(line.by_key[page.chapter.key]).slug)
        found.append(
            pageviews.LanguageView(
                lang=documentary.lang,
                label=i18n.language_name(documentary.lang),
                href=page.to(address),
                url=urls.absolute(page.site.base_url, address),
                locale=i18n.territory(documentary.lang),
            )
        )
    return tuple(found)


def _twin(page: Page, line: Line, unit: Unit) -> Unit | None:
    """The same quote, number or moment in another language: at the same place among as many of its kind."""
    if line is page.line:
        return unit
    key = page.documentary.chapters[page.address.chapter].key
    theirs = next(
        (within for one, within in zip(line.documentary.chapters, line.within, strict=True) if one.key == key), ()
    )
    own = [one.name for one in page.units if one.kind == unit.kind]
    same = [one for one in theirs if one.kind == unit.kind]
    return same[own.index(unit.name)] if len(own) == len(same) else None
