"""What pages say of themselves to those who ask how to embed them: oEmbed (oembed.com) as a file beside each chapter.

A host of plain files answers no questions, so that it is the link in the page's head by which it is found. Pure.
"""

from __future__ import annotations

import msgspec

from webdoc.model import Chapter, Documentary, Site
from webdoc.pages import embed, urls
from webdoc.pages.kitviews import CardView

WIDTH = 800
"""Pixels that the frame has on a page of its own; it takes what room there is."""


def document(site: Site, documentary: Documentary, chapter: Chapter, card: CardView | None) -> str:
    """The answer for a chapter that other sites may show: the same frame as the code to copy."""
    return (
        msgspec.json.encode(
            {
                "version": "1.0",
                "type": "rich",
                "title": f"{chapter.title} — {documentary.title}",
                "author_name": ", ".join(documentary.authors) or documentary.title,
                "provider_name": documentary.title,
                "provider_url": urls.absolute(site.base_url, urls.cover(site, documentary)),
                "html": embed.code(site, documentary, chapter, "", chapter.title),
                "width": WIDTH,
                "height": embed.HEIGHT,
            }
            | (
                {"thumbnail_url": card.url, "thumbnail_width": card.width, "thumbnail_height": card.height}
                if card
                else {}
            )
        ).decode()
        + "\n"
    )
