"""How far each translation has come: chapters, captions, the words of ``webdoc.yaml``, the words of the interface.

Pure: a `Site`, where each setting stands, and the Issues of the project in; a list out.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

import msgspec
from msgspec import Struct

from webdoc.model import Chapter, Documentary, Issue, Site, Source
from webdoc.pages import i18n
from webdoc.pages.reading import caption_language, spoken

BEHIND = "translation-behind"
"""The code of the Issue that tells of a chapter whose original was changed since."""
_WORDS = re.compile(
    r"(?:title|subtitle|summary|about|cover_alt|share_text|credits|learning\.(?:level|subject)|kit_texts\.[^.]+"
    r"|actions\.[^.]+\.(?:title|text|label|to|subject|body|place|over|form\.(?:privacy|consent)))"
)
"""The settings that are words. The glossary is counted by its size: its words are others in each language."""
_MOVED = {"share.text": "share_text", "kit.texts": "kit_texts"}
"""Settings that have another name under ``languages:``."""


class Part(Struct, frozen=True, kw_only=True):
    """One kind of thing that is translated: how many there are, how many are done, and what is not."""

    name: str
    done: int
    total: int
    missing: tuple[str, ...] = ()
    """What to write: the names of files, or the keys of ``webdoc.yaml``."""


class Translation(Struct, frozen=True, kw_only=True):
    """How far a language has come."""

    lang: str
    name: str
    """In itself: ``français``."""
    is_original: bool
    """Whether it is the language of the documentary; then nothing is missing but the interface."""
    parts: tuple[Part, ...]
    behind: tuple[str, ...] = ()
    """Chapters whose original was changed since they were translated."""


def status(site: Site, places: Mapping[str, Source], issues: Collection[Issue] = ()) -> tuple[Translation, ...]:
    """Every language of the site, the documentary's own first, and every other that ``webdoc.yaml`` names."""
    own = site.documentaries[0]
    behind = [issue.source.path for issue in issues if issue.code == BEHIND]
    shown = {documentary.lang: documentary for documentary in site.documentaries}
    named = {key.split(".")[1] for key in places if key.startswith("languages.")}
    found = []
    for lang in [*shown, *sorted(named - set(shown))]:
        documentary = shown.get(lang, own)
        parts = [] if lang == own.lang else [*_texts(own, documentary, lang), *_captions(site, documentary, lang)]
        words = [] if lang == own.lang else list(_words(places, lang))
        paths = {chapter.source.path for chapter in documentary.texts if chapter.lang == lang}
        found.append(
            Translation(
                lang=lang,
                name=i18n.language_name(lang),
                is_original=lang == own.lang,
                parts=(*parts, *words, _interface(lang)),
                behind=tuple(sorted(paths & set(behind))),
            )
        )
    return tuple(found)


def _texts(own: Documentary, documentary: Documentary, lang: str) -> Iterator[Part]:
    """The chapters and, where there are some, their easy-to-read versions."""
    yield _part("chapters", {_file(chapter, lang): chapter.lang == lang for chapter in documentary.chapters})
    easy = [chapter.easy for chapter in documentary.chapters if chapter.easy]
    if easy:
        yield _part("easy-to-read versions", {_file(chapter, lang): chapter.lang == lang for chapter in easy})


def _file(chapter: Chapter, lang: str) -> str:
    folder = chapter.source.path.rpartition("/")[0]
    return f"{folder}/{chapter.key}{'.easy' if chapter.is_easy else ''}.{lang}.md"


def _captions(site: Site, documentary: Documentary, lang: str) -> Iterator[Part]:
    """What is said in the translated chapters, of what has captions at all."""
    voices: dict[str, bool] = {}
    for chapter in documentary.texts:
        if chapter.lang == lang:
            for ref, captions in spoken(chapter.blocks):
                if captions:
                    languages = {caption_language(one.src, chapter.lang) for one in captions}
                    name = f"{ref.src.rpartition('.')[0]}.{lang}.vtt"
                    voices[name] = voices.get(name, False) or lang in languages
    if voices:
        yield _part("captions", voices)


def _words(places: Mapping[str, Source], lang: str) -> Iterator[Part]:
    """The words of ``webdoc.yaml`` and of its glossary."""
    under = f"languages.{lang}."
    written = {key.removeprefix(under) for key in places if key.startswith(under)}
    asked = {}
    for key in places:
        for old, new in _MOVED.items():
            key = new + key.removeprefix(old) if key == old or key.startswith(f"{old}.") else key
        if _WORDS.fullmatch(key):
            asked[f"{under}{key}"] = key in written
    if asked:
        yield _part("words in webdoc.yaml", asked)
    terms = [key for key in places if re.fullmatch(r"glossary\.[^.]+", key)]
    done = [key for key in written if re.fullmatch(r"glossary\.[^.]+", key)]
    if terms:
        missing = () if len(done) >= len(terms) else (f"{under}glossary",)
        yield Part(name="words of the glossary", done=min(len(done), len(terms)), total=len(terms), missing=missing)


def _interface(lang: str) -> Part:
    done, total = i18n.coverage(lang)
    return Part(name="words of the interface", done=done, total=total)


def _part(name: str, done: Mapping[str, bool]) -> Part:
    missing = tuple(what for what, is_done in done.items() if not is_done)
    return Part(name=name, done=len(done) - len(missing), total=len(done), missing=missing)


def as_json(translations: Collection[Translation]) -> str:
    """The list as a program reads it: one object a language, every field there."""
    return msgspec.json.format(msgspec.json.encode(tuple(translations)), indent=2).decode()


def lines(translations: Collection[Translation]) -> Iterator[str]:
    """The list as a person reads it."""
    for one in translations:
        yield f"{one.name} ({one.lang}){', the language of the documentary' if one.is_original else ''}"
        for part in one.parts:
            if not part.total or (one.is_original and part.done == part.total):
                continue
            yield f"  {part.done:4} of {part.total} {part.name}"
            for what in part.missing:
                yield f"         {what}"
        for path in one.behind:
            yield f"       behind its original: {path}"
