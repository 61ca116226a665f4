"""Sources: cited and not there, there and never cited."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from webdoc.checks.ground import Ground
from webdoc.model import Documentary, Issue, say
from webdoc.sense import SOURCE_NAME, nearest

CITED = re.compile(r'<webdoc-cite ref="([^"]*)">')


def cited(ground: Ground, documentary: Documentary) -> Iterator[Issue]:
    """Sources that are cited and not there."""
    names = [reference.key for reference in documentary.references]
    wanted = [(one.key, one.source) for chapter in documentary.texts for one in chapter.citations]
    about = ground.place(f"languages.{documentary.lang}.about", "about")
    wanted += [(unescape(key), about) for key in CITED.findall(documentary.html)]
    for key, source in wanted:
        if key not in names:
            define = say(
                "Define it in webdoc.yaml, under “sources:”; if it is no source, put a backslash before the [."
            )
            message = say("There is no source “{key}”.", key=key)
            yield Issue(code="source-unknown", source=source, message=message, hint=nearest(key, names) or define)


def never_cited(ground: Ground) -> Iterator[Issue]:
    """Sources that no text cites, in no language."""
    site = ground.site
    used = {one.key for documentary in site.documentaries for text in documentary.texts for one in text.citations}
    used.update(unescape(key) for documentary in site.documentaries for key in CITED.findall(documentary.html))
    for reference in site.documentaries[0].references:
        if reference.key not in used and SOURCE_NAME.fullmatch(reference.key):
            yield Issue(
                code="source-unused",
                level="info",
                source=reference.source,
                message=say(
                    "No text cites the source “{key}”; it stands in the list of sources alone.", key=reference.key
                ),
                hint=say("Write [@{key}] after what is known from it, or take it away.", key=reference.key),
            )
