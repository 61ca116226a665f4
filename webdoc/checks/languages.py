"""Languages in which the interface has no words."""

from __future__ import annotations

from collections.abc import Iterator

from webdoc.checks.ground import Ground
from webdoc.model import Issue, say
from webdoc.pages import i18n


def interface(ground: Ground) -> Iterator[Issue]:
    """Languages whose pages have English buttons."""
    first = ground.site.documentaries[0]
    for documentary in ground.site.documentaries:
        lang = documentary.lang
        if not i18n.is_spoken(lang):
            yield Issue(
                code="interface-english",
                level="info",
                source=ground.place("lang") if documentary is first else documentary.chapters[0].source,
                message=say("The interface has no words in “{lang}”: its buttons are in English.", lang=lang),
                hint=say(
                    "What you write is shown as it is. The words are one file, webdoc/locale/{lang}.po.", lang=lang
                ),
            )
