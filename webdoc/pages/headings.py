"""What a page is called, and what is said of it in a sentence. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from webdoc.pages.page import Page


def of(page: Page) -> tuple[str, str]:
    """The page's title, and its summary."""
    if page.unit is not None and page.chapter is not None:
        where = f"{page.chapter.title} — {page.documentary.title}"
        said = f"{page.unit.who}, {where}" if page.unit.who else where
        return page.unit.title, f"{said}. {page.chapter.summary}" if page.chapter.summary else said
    if page.chapter is not None:
        return page.chapter.title, page.chapter.summary
    match page.address.kind:
        case "end":
            return page.words("The end"), page.documentary.summary
        case "glossary":
            return page.words("Glossary"), page.words("The words that “{work}” explains", work=page.documentary.title)
        case "sources":
            return page.words("Sources"), page.words("The documents that “{work}” cites", work=page.documentary.title)
        case "kit":
            return page.words("Pass it on"), page.words(
                "Texts, pictures, posters: all that it takes to make “{work}” known", work=page.documentary.title
            )
        case "missing":
            return page.words("This page is not here"), page.documentary.summary
    return page.documentary.title, page.documentary.summary
