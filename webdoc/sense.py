"""What a type cannot say of settings: languages, addresses, names that have to be known. Pure."""

from __future__ import annotations

import difflib
import re
import typing
from calendar import monthrange
from collections.abc import Callable, Mapping
from urllib.parse import urlsplit

from webdoc.model import NOTHING, Sentence, say
from webdoc.settings import Settings, SourceSettings

LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
WEB_ADDRESS = re.compile(r"https?://[^\s<>\"']+")
LOUDNESS = say("Write LUFS from -40 to -8, as “-16”, or “keep” to change nothing.")
DAY = say("Write year, month and day, as “2025-03-04”.")
ACCOUNT = re.compile(r"@[\w.-]+@[\w-]+(?:\.[\w-]+)+")
E_MAIL = re.compile(r"[^\s@<>\"'?&]+@[^\s@<>\"'?&]+")

SOURCE_NAME = re.compile(r"\w+(?:[.:-]\w+)*")
"""As `[@name]` can cite it."""

AGE = re.compile(r"\d{1,2}\s*[-–]\s*(?:\d{1,2})?|\d{1,2}\+?")

_SIZE = re.compile(r"(\d{1,9}(?:[.,]\d{1,3})?)\s*([KMG]B)", re.I)
_UNITS = {"KB": 1_000, "MB": 1_000_000, "GB": 1_000_000_000}

Note = Callable[[str, str, Sentence, Sentence], None]
"""Notes what is wrong: the dotted name of the key, the Issue's code, message and hint."""


def is_web_address(text: str) -> bool:
    """Whether it is a whole address of the web: http or https, and a host."""
    try:
        return bool(WEB_ADDRESS.fullmatch(text) and urlsplit(text).hostname)
    except ValueError:
        return False


def web_address(text: str) -> str:
    """The address, or nothing where it is none: a page leads nowhere else."""
    return text if is_web_address(text) else ""


def size(text: str) -> int | None:
    """``400 KB`` or ``2.5 MB`` in bytes, thousand by thousand; None when it is not that."""
    found = _SIZE.fullmatch(text.strip())
    return int(float(found[1].replace(",", ".")) * _UNITS[found[2].upper()]) if found else None


_ELSEWHERE = {
    "author": ("authors", "credit"),
    "copyright": ("credit", "licence"),
    "description": ("summary", "alt"),
    "image": ("cover",),
    "language": ("lang",),
    "name": ("title",),
    "permalink": ("slug",),
    "photo": ("cover",),
    "photographer": ("credit",),
    "url": ("base_url", "slug"),
}
"""Keys of other programs, which are not like ours in letters, and what ours may be."""


def nearest(word: str, known: typing.Iterable[str], likeness: float = 0.6) -> Sentence:
    """A sentence that proposes the known word that is most like this one; empty when none is."""
    names = {name.lower(): name for name in known}
    near = difflib.get_close_matches(word.lower(), names, n=1, cutoff=likeness)
    return say("Did you mean “{word}”?", word=names[near[0]]) if near else NOTHING


def did_you_mean(word: str, known: typing.Iterable[str]) -> Sentence:
    """A sentence that proposes the nearest known word, or names them all when they are few."""
    names = list(known)
    near = nearest(next((one for one in _ELSEWHERE.get(word.lower(), ()) if one in names), word), names)
    if near:
        return near
    return say("Known here: {names}.", names=", ".join(names)) if names and len(names) <= 24 else NOTHING


def is_day(text: str) -> bool:
    """Whether it is a day of the calendar, as ``2025-03-04``."""
    found = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", text)
    if not found:
        return False
    year, month, day = map(int, found.groups())
    return year > 0 and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]


def loudness(text: str) -> float | None:
    """``-16`` as LUFS, ``keep`` as 0; None when it is neither, or louder or softer than anybody would listen to."""
    if text == "keep":
        return 0.0
    try:
        value = float(text.removesuffix("LUFS").strip().replace("−", "-"))
    except ValueError:
        return None
    return value if -40 <= value <= -8 else None


def settings(value: Settings, note: Note) -> None:
    """What is wrong with ``webdoc.yaml``."""
    for place, code in (
        ("lang", value.lang),
        ("editor_lang", value.editor_lang or "en"),
        *((f"languages.{code}", code) for code in value.languages),
    ):
        if not LANGUAGE.fullmatch(code):
            note(
                place,
                "value-choice",
                say("“{code}” is not a language code.", code=code),
                say("Write it as “en”, “fr” or “pt-BR”."),
            )
    if value.base_url and (not is_web_address(value.base_url) or re.search(r"[?#]", value.base_url)):
        hint = say("Write the whole address of the site, as “https://example.org/film/”.")
        note("base_url", "value-choice", say("“{base_url}” is not a web address.", base_url=value.base_url), hint)
    elif value.base_url.endswith((".html", ".htm")):
        hint = say("Write it as “{folder}/”.", folder=value.base_url.rpartition("/")[0])
        note("base_url", "value-choice", say("“base_url” is a page: the folder is asked for in which it lies."), hint)
    if value.date and not is_day(value.date):
        note("date", "value-choice", say("“{date}” is not a day.", date=value.date), DAY)
    if value.share.fediverse and not ACCOUNT.fullmatch(value.share.fediverse):
        hint = say("Write the name and the server of the account, as “@doors@example.social”.")
        note(
            "share.fediverse",
            "value-choice",
            say("“{fediverse}” is not an account in the fediverse.", fediverse=value.share.fediverse),
            hint,
        )
    if loudness(value.sound.loudness) is None:
        note(
            "sound.loudness",
            "value-type",
            say("The loudness “{loudness}” is none.", loudness=value.sound.loudness),
            LOUDNESS,
        )
    for name, text in (("opening", value.budget.opening), ("chapter", value.budget.chapter)):
        if text and size(text) is None:
            note(
                f"budget.{name}",
                "value-type",
                say("“{text}” is not a size.", text=text),
                say("Write it as “400 KB” or “10 MB”."),
            )
    for language, words in value.languages.items():
        _sources(words.sources, value.sources, f"languages.{language}.sources", note)
    _sources(value.sources, None, "sources", note)
    for place, age in (
        ("learning.age", value.learning.age),
        *((f"languages.{code}.learning.age", words.learning.age) for code, words in value.languages.items()),
    ):
        if age and not AGE.fullmatch(age):
            note(
                place,
                "value-choice",
                say("“{age}” is not an age.", age=age),
                say("Write it as “12-15”, or “14-” for 14 and more."),
            )


def _sources(
    sources: Mapping[str, str | SourceSettings], known: Mapping[str, object] | None, path: str, note: Note
) -> None:
    """The names of sources, their addresses; ``known``: those of webdoc.yaml, for what a language says of them."""
    for name, one in sources.items():
        place = f"{path}.{name}"
        if known is not None and name not in known:
            note(place, "key-unknown", say("There is no source “{name}”.", name=name), did_you_mean(name, known))
        elif known is None and not SOURCE_NAME.fullmatch(name):
            hint = say(
                "Write it as “{proposal}”.",
                proposal=re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "insee-2023",
            )
            note(
                place,
                "value-choice",
                say("“{name}” cannot name a source: letters, digits, hyphens do.", name=name),
                hint,
            )
        if isinstance(one, str):
            continue
        if known is None and not one.title:
            note(
                place, "key-missing", say("The source “{name}” has no title.", name=name), say("Add a line “title: …”.")
            )
        if one.url and not is_web_address(one.url):
            note(f"{place}.url", "value-choice", say("This is not a web address."), say("Begin it with “https://”."))
        if one.lang and not LANGUAGE.fullmatch(one.lang):
            message = say("“{lang}” is not a language code.", lang=one.lang)
            note(f"{place}.lang", "value-choice", message, say("Write it as “en”, “fr” or “pt-BR”."))


def spoken(environment: Mapping[str, str]) -> str:
    """The language of a machine, as its environment says it (gettext): ``fr`` of ``fr_FR.UTF-8``; else English."""
    names = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
    named = next((environment[name] for name in names if environment.get(name)), "")
    found = re.match(r"[a-z]{2,3}(?=[_.@:]|$)", named)
    return found[0] if found else "en"
