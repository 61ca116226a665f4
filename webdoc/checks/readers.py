"""What a chapter asks of its readers: how long it is, how hard, and what is told of it before."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from html import unescape

from webdoc import model
from webdoc.checks.ground import Ground
from webdoc.model import Chapter, Documentary, Issue, say
from webdoc.pages.reading import every, minutes

LONGEST = 5
"""Minutes: chapters of two to four are read to their end by most."""

HARD = 30.0
"""The score under which a text is “very difficult” (Flesch 1948, table 5): read with ease by graduates alone."""

ENOUGH = 100
"""Words: on fewer a score says nothing (Flesch took samples of a hundred)."""

FORMULAS = {
    "en": (206.835, 84.6, 1.015),
    "fr": (207.0, 73.6, 1.015),
    "es": (206.84, 60.0, 1.02),
    "de": (180.0, 58.5, 1.0),
}
"""Reading ease: a constant, less so much for each syllable a word, less so much for each word a sentence.

English: R. Flesch, “A new readability yardstick”, 1948. French: L. Kandel and A. Moles, « Application de l’indice de
Flesch à la langue française », 1958. Spanish: J. Fernández Huerta, «Medidas sencillas de lecturabilidad», 1959 (words a
sentence, as Flesch has it). German: T. Amstad, „Wie verständlich sind unsere Zeitungen?“, 1978.
"""

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_SENTENCE = re.compile(r"[.!?…]+(?=\s|$|[”»\"])|\n{2,}")
_VOWELS = re.compile(r"[aeiouyàâäáéèêëíîïóôöúùûüœæ]+")


def hard(ground: Ground, documentary: Documentary, chapter: Chapter) -> Iterator[Issue]:
    """Chapters that are too long for one sitting, or hard to read."""
    long = minutes(ground.site, chapter)
    if long > LONGEST:
        yield Issue(
            code="chapter-long",
            level="info",
            source=chapter.source,
            message=say("This chapter takes {minutes} minutes; most are left after two to four.", minutes=long),
            hint=say("Part it in two where the story takes breath, or cut a sound."),
        )
    ease = reading_ease(plain(chapter), chapter.lang)
    if ease is not None and ease < HARD:
        yield Issue(
            code="text-hard",
            level="info",
            source=chapter.source,
            message=say("This text is very hard to read: {ease} of 100, where 60 is plain.", ease=max(0, round(ease))),
            hint=say("Part long sentences, take short words, or write an easy-to-read version beside it."),
        )


def untold(ground: Ground, documentary: Documentary, chapter: Chapter) -> Iterator[Issue]:
    """Chapters of which nothing is told where they are passed on."""
    if not chapter.is_easy and not chapter.summary and not chapter.share_text:
        yield Issue(
            code="summary-missing",
            level="info",
            source=chapter.places.get("title", chapter.source),
            message=say("Nothing is told of this chapter where it is shared or found: it has no summary."),
            hint=say("Add a sentence to the front matter: “summary: …”."),
        )


def reading_ease(text: str, lang: str) -> float | None:
    """How easily a text is read, from 0 (very hard) to 100, by its language's formula; None where there is none."""
    formula = FORMULAS.get(lang.split("-")[0].lower())
    words = _WORD.findall(text.lower())
    if formula is None or len(words) < ENOUGH:
        return None
    sentences = max(1, len([part for part in _SENTENCE.split(text) if _WORD.search(part)]))
    spoken = sum(_syllables(word, lang) * count for word, count in Counter(words).items())
    constant, by_syllable, by_word = formula
    return constant - by_syllable * spoken / len(words) - by_word * len(words) / sentences


@lru_cache(maxsize=50_000)
def _syllables(word: str, lang: str) -> int:
    """Groups of vowels; an e that is not heard at the end of English and French words is none."""
    count = len(_VOWELS.findall(word))
    if count > 1 and lang.startswith(("en", "fr")) and re.search(r"[^aeiouy]e(?:s|nt)?$", word):
        count -= 1
    return max(1, count)


def plain(chapter: Chapter) -> str:
    """The prose of a chapter as plain text, each paragraph parted from the next; tables and code are left out."""
    html = "\n\n".join(block.html for block in every(chapter.blocks) if isinstance(block, model.Prose))
    html = re.sub(r"<(table|pre|h[1-6])\b.*?</\1>", "\n\n", html, flags=re.DOTALL)
    return unescape(re.sub(r"<[^>]*>", "", re.sub(r"</(?:p|li|blockquote|td)>", "\n\n", html)))
