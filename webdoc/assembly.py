"""From settings and chapters to the documentary in each language. Pure: values in, values and Issues out."""

from __future__ import annotations

import re
import unicodedata
from functools import partial

import msgspec

from webdoc import actions
from webdoc.model import Chapter, Credit, Documentary, Issue, Learning, MediaRef, Reference, Sentence, Source, Term, say
from webdoc.sense import nearest, web_address
from webdoc.settings import ActionText, LanguageSettings, Settings, SourceSettings
from webdoc.text.chapter import fragment
from webdoc.text.manuscript import UNNUMBERED
from webdoc.text.slugs import Anchors, slugify
from webdoc.text.typography import typeset

SETTINGS = "webdoc.yaml"
CHAPTERS = "chapters"
AT_THE_END = re.compile(r"[\s,;:.،؛]*<?(https?://[^\s<>]+?)>?\.?\s*$")
"""The address that a source written in one line ends with."""

Versions = dict[str, dict[str, Chapter]]
"""The chapters by what ties their translations together, then by language."""


def documentaries(
    settings: Settings, chapters: list[Chapter], places: dict[str, Source], *, drafts: bool
) -> tuple[tuple[Documentary, ...], tuple[Issue, ...]]:
    """The documentary in each of its languages, the default first; none when no chapter can be shown."""
    assembly = _Assembly(settings, places)
    found = assembly.documentaries(chapters, drafts)
    return found, tuple(assembly.issues)


class _Assembly:
    """One assembly, and what was wrong on the way."""

    def __init__(self, settings: Settings, places: dict[str, Source]) -> None:
        self.settings = settings
        self.places = places
        self.issues: list[Issue] = []

    def say(self, code: str, path: str, message: Sentence, hint: Sentence, warning: bool = False) -> None:
        issue = Issue(code=code, message=message, source=Source(path), hint=hint)
        self.issues.append(msgspec.structs.replace(issue, level="warning") if warning else issue)

    def documentaries(self, chapters: list[Chapter], drafts: bool) -> tuple[Documentary, ...]:
        written = sorted(chapters, key=lambda chapter: (chapter.order, chapter.key))
        self.alone(written)
        shown = [chapter for chapter in written if drafts or not chapter.draft]
        spoken = {chapter.lang for chapter in shown if not chapter.is_easy}
        if not spoken:
            return ()
        lang = self.settings.lang
        if lang not in spoken and len(spoken) == 1:
            only = next(iter(spoken))
            message = say(
                "No chapter is in “{lang}”, the language of the documentary; all are in “{only}”.", lang=lang, only=only
            )
            self.say("language-missing", SETTINGS, message, say("Write “lang: {only}” in webdoc.yaml.", only=only))
        languages = [lang, *sorted(spoken - {lang})]
        self.numbers([chapter for chapter in shown if not chapter.is_easy])
        line = self.versions([chapter for chapter in shown if not chapter.is_easy])
        easy = self.versions([chapter for chapter in shown if chapter.is_easy])
        return tuple(self.documentary(lang, languages, line, easy) for lang in languages)

    def alone(self, chapters: list[Chapter]) -> None:
        """Easy-to-read versions of chapters that are not there."""
        keys = {chapter.key for chapter in chapters if not chapter.is_easy}
        spoken = {chapter.lang for chapter in chapters if not chapter.is_easy}
        for chapter in chapters:
            if chapter.is_easy and chapter.key not in keys:
                message = say(
                    "This is the easy-to-read version of a chapter that is not there: {key}.md.", key=chapter.key
                )
                hint = nearest(chapter.key, keys) or say(
                    "Write {chapters}/{key}.md, or rename this file.", chapters=CHAPTERS, key=chapter.key
                )
                self.say("easy-alone", chapter.source.path, message, hint)
            elif chapter.lang not in spoken:
                message = say(
                    "This is an easy-to-read version in “{other}”, in which there is no chapter.", other=chapter.lang
                )
                self.say("easy-alone", chapter.source.path, message, say("Rename it, or translate a chapter first."))

    def versions(self, chapters: list[Chapter]) -> Versions:
        by_key: Versions = {}
        for chapter in chapters:
            versions = by_key.setdefault(chapter.key, {})
            if chapter.lang in versions:
                other = versions[chapter.lang].source.path
                message = say("This is the same chapter as {other}, in the same language.", other=other)
                self.say("chapter-twice", chapter.source.path, message, say("Rename or remove one of them."))
                continue
            versions[chapter.lang] = chapter
        return by_key

    def numbers(self, chapters: list[Chapter]) -> None:
        """Chapters that have one number: which comes first is for the alphabet to say."""
        taken: dict[tuple[int, str], Chapter] = {}
        for chapter in chapters:
            first = taken.setdefault((chapter.order[0], chapter.lang), chapter)
            if first.key != chapter.key and chapter.order[0] < UNNUMBERED:
                message = say("This chapter has the same number as {other}: the alphabet says which comes first.",
                              other=first.source.path)  # fmt: skip
                hint = say("Give one of them another number.")
                self.say("number-twice", chapter.source.path, message, hint, warning=True)

    def in_language(self, versions: dict[str, Chapter], lang: str, languages: list[str]) -> Chapter:
        """The chapter in that language, else in the first in which it is there."""
        chapter = versions.get(lang) or next(versions[other] for other in languages if other in versions)
        if chapter.lang != lang:
            message = say(
                "This chapter is not there in “{lang}”: it is shown in “{other}”.", lang=lang, other=chapter.lang
            )
            ending = ""
            if chapter.is_easy:
                message = say(
                    "This easy-to-read version is not there in “{lang}”: it is shown in “{other}”.",
                    lang=lang,
                    other=chapter.lang,
                )
                ending = ".easy"
            hint = say(
                "Translate it as {chapters}/{key}{ending}.{lang}.md.",
                chapters=CHAPTERS,
                key=chapter.key,
                ending=ending,
                lang=lang,
            )
            self.say("translation-missing", chapter.source.path, message, hint, warning=True)
        return chapter

    def documentary(self, lang: str, languages: list[str], line: Versions, easy: Versions) -> Documentary:
        settings, places = self.settings, self.places
        words = settings.languages.get(lang, LanguageSettings())
        set_ = partial(typeset, lang=lang)
        chapters = []
        for key, versions in line.items():
            chapter = self.in_language(versions, lang, languages)
            beside = {other: one for other, one in easy.get(key, {}).items() if other in languages}
            if beside:
                chapter = _beside(chapter, self.in_language(beside, lang, languages))
            chapters.append(chapter)
        about, issues = fragment(words.about or settings.about, lang, Source(SETTINGS, 1, 1))
        self.issues += issues
        cover = None
        if settings.cover:
            alt = words.cover_alt or settings.cover_alt or None
            cover = MediaRef(src=settings.cover, alt=alt, source=Source(SETTINGS, 1, 1))
        card = words.card or settings.card
        ladder = actions.ladder(settings)
        steps = [*(name for name in ladder if name in settings.actions), *settings.actions]
        made = (
            actions.action(name, settings.actions[name], words.actions.get(name, ActionText()), set_)
            for name in dict.fromkeys(steps)
        )
        own_texts = {} if isinstance(settings.kit, bool) else settings.kit.texts
        learning = {name: set_(value) for name, value in _over(settings.learning, words.learning).items()}
        return Documentary(
            lang=lang,
            title=set_(words.title or settings.title),
            subtitle=set_(words.subtitle or settings.subtitle),
            summary=set_(words.summary or settings.summary),
            html=about,
            cover=cover,
            card=MediaRef(src=card, source=Source(SETTINGS, 1, 1)) if card else None,
            authors=tuple(settings.authors),
            credits=tuple(Credit(role=set_(one.role), name=one.name) for one in words.credits or settings.credits),
            licence=settings.licence,
            share_text=set_(words.share_text or settings.share.text),
            date=settings.date,
            kit_texts=tuple((set_(tone), set_(text.strip())) for tone, text in (words.kit_texts or own_texts).items()),
            chapters=tuple(chapters),
            actions=tuple(made),
            ladder=ladder,
            glossary=_glossary(words.glossary or settings.glossary, lang),
            references=tuple(
                _reference(number, name, one, words.sources.get(name), lang, places)
                for number, (name, one) in enumerate(settings.sources.items(), 1)
            ),
            learning=Learning(**learning),
        )


def _beside(chapter: Chapter, easy: Chapter) -> Chapter:
    """The chapter with its easy-to-read version, which takes from it what it does not say itself."""
    easy = msgspec.structs.replace(
        easy,
        slug=f"{chapter.slug}/easy",
        title=easy.title or chapter.title,
        cover=easy.cover or chapter.cover,
        action=easy.action or chapter.action,
        share_text=easy.share_text or chapter.share_text,
    )
    return msgspec.structs.replace(chapter, easy=easy)


def _over(first: msgspec.Struct, other: msgspec.Struct) -> dict[str, str]:
    """The texts of one group of settings, with those of another put over them."""
    return {name: getattr(other, name) or getattr(first, name) for name in first.__struct_fields__}


def _glossary(words: dict[str, str], lang: str) -> tuple[Term, ...]:
    """The words in the order of the alphabet: accents and capitals count for nothing in it."""
    anchors = Anchors()

    def place(word: str) -> tuple[str, str]:
        plain = unicodedata.normalize("NFKD", word.casefold())
        return "".join(char for char in plain if not unicodedata.combining(char)), word

    return tuple(
        Term(word=typeset(word, lang), text=typeset(words[word], lang), id=anchors.claim(f"word-{slugify(word)}"))
        for word in sorted((word for word in words if word.strip()), key=place)
    )


def _reference(
    number: int,
    name: str,
    one: str | SourceSettings,
    own: str | SourceSettings | None,
    lang: str,
    places: dict[str, Source],
) -> Reference:
    """A source, as that language says it: what it does not say stays as it is."""
    source = places.get(f"sources.{name}", Source(SETTINGS))
    if isinstance(own, str) or (own is None and isinstance(one, str)):
        written = own if isinstance(own, str) else str(one)
        found = AT_THE_END.search(written)
        text = written[: found.start()] if found else written
        return Reference(
            key=name, number=number, text=typeset(text.strip(), lang), url=found[1] if found else "", source=source
        )
    first = SourceSettings(title=one) if isinstance(one, str) else one
    values = _over(first, own or SourceSettings())
    values["kind"] = own.kind if own is not None and own.kind != "page" else first.kind
    for key in ("title", "author", "publisher"):
        values[key] = typeset(values[key], values["lang"] or lang if key == "title" else lang)
    values["url"] = web_address(values["url"])
    return Reference(key=name, number=number, source=source, **values)
