"""Words of links that do not say where they lead."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from webdoc import model
from webdoc.checks.ground import Ground
from webdoc.model import Chapter, Documentary, Issue, say
from webdoc.pages.reading import every

VAGUE = {
    "en": "here, click here, this, link, this link, more, read more, see more, learn more, continue, go, page",
    "fr": "ici, cliquez ici, cliquer ici, lien, ce lien, plus, en savoir plus, lire la suite, voir plus, suite, page",
    "es": "aquí, haz clic aquí, pulsa aquí, enlace, este enlace, más, leer más, ver más, saber más, página",
    "de": "hier, hier klicken, klicken sie hier, link, dieser link, mehr, weiterlesen, mehr erfahren, seite",
    "pt": "aqui, clique aqui, link, este link, mais, ler mais, leia mais, ver mais, saber mais, página",
    "it": "qui, clicca qui, link, questo link, altro, leggi tutto, continua, scopri di più, pagina",
    "ar": "هنا, اضغط هنا, انقر هنا, رابط, هذا الرابط, المزيد, اقرأ المزيد",
}
"""What says nothing to those who hear links alone, one after the other (WCAG 2.4.9), by language."""

_SAID = {lang: frozenset(words.split(", ")) for lang, words in VAGUE.items()}
_LINK = re.compile(r'<a\b[^>]*?\shref="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
_WORDS = re.compile(r"[^\w\s]|_")


def poor(ground: Ground, documentary: Documentary, chapter: Chapter) -> Iterator[Issue]:
    """Links of a chapter whose words are “here”, or an address."""
    waiting = list(chapter.links)
    for target, text in _written(chapter):
        link = next((one for one in waiting if one.target == target), None)
        if link is None:
            continue
        waiting.remove(link)
        said = " ".join(_WORDS.sub(" ", text).casefold().split())
        if said in _SAID.get(chapter.lang.split("-")[0], ()):
            yield Issue(
                code="link-vague",
                level="warning",
                source=link.source,
                message=say("“{text}” does not say where the link leads.", text=text),
                hint=say("Make a link of the words that name it: who listens hears the links alone."),
            )
        elif re.match(r"(?:https?://|www\.)\S+$", text):
            yield Issue(
                code="link-bare",
                level="info",
                source=link.source,
                message=say("The words of this link are an address: it is spelled out to those who listen."),
                hint=say("Name what is there: [the law of 2002](https://…)."),
            )


def _written(chapter: Chapter) -> Iterator[tuple[str, str]]:
    """The links of the prose in their order: where each leads, and its words."""
    for block in every(chapter.blocks):
        if isinstance(block, model.Prose):
            for target, html in _LINK.findall(block.html):
                alt = re.search(r'\salt="([^"]+)"', html)
                text = " ".join(unescape(re.sub(r"<[^>]*>", "", html)).split())
                yield unescape(target), text or (unescape(alt[1]) if alt else "")
