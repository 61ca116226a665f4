"""What each issue code means: a page for each, in each language, in the files ``LANG/CODE.md`` beside this one.

A page begins with its title and a line `` `code` · level · theme ``; what it shows as wrong and as mended are whole
projects, or as much of them as is not ordinary.
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files

from msgspec import Struct

from webdoc.errors import WebdocError
from webdoc.model import say
from webdoc.sense import nearest

LEVELS = {
    "en": ("error", "warning", "info"),
    "fr": ("erreur", "avertissement", "remarque"),
}
THEMES = {
    "en": ("project", "settings", "chapters", "languages", "text", "links", "blocks", "media", "captions", "data",
           "actions", "cards", "theme", "weight"),
    "fr": ("projet", "réglages", "chapitres", "langues", "texte", "liens", "blocs", "médias", "sous-titres", "données",
           "actions", "cartes", "thème", "poids"),
}  # fmt: skip
"""What codes are about, in the order in which they are listed."""

_HEAD = re.compile(r"# (?P<title>.+)\n\n`(?P<code>[a-z0-9-]+)` · (?P<level>[^·\n]+) · (?P<theme>[^·\n]+)\n")


class Page(Struct, frozen=True):
    """What is said of a code in one language."""

    code: str
    title: str
    level: str
    theme: str
    text: str
    """All of it, as Markdown."""


@lru_cache
def pages(lang: str = "en") -> dict[str, Page]:
    """All pages of a language by their code: theme by theme, then by the alphabet. English where it has none."""
    lang = lang if lang in THEMES else "en"
    texts = (file.read_text("utf-8") for file in files(__name__).joinpath(lang).iterdir() if file.name.endswith(".md"))
    found = sorted((_page(text) for text in texts), key=lambda page: (THEMES[lang].index(page.theme), page.code))
    return {page.code: page for page in found}


def page(code: str, lang: str = "en") -> Page:
    """The page of a code. Raises WebdocError, with the nearest one, when there is no such code."""
    known = pages(lang)
    if code not in known:
        near = nearest(code, known) or say("“webdoc explain” lists all codes.")
        raise WebdocError(say("There is no code “{code}”.", code=code), hint=near)
    return known[code]


def _page(text: str) -> Page:
    head = _HEAD.match(text)
    assert head is not None, text[:80]
    return Page(head["code"], head["title"], head["level"], head["theme"], text)
