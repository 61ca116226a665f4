"""What a type cannot say of settings: languages, addresses, names that have to be known. Pure."""

from __future__ import annotations

import difflib
import re
import typing
from calendar import monthrange
from collections.abc import Callable, Mapping
from urllib.parse import urlsplit

from webdoc.settings import Settings, SourceSettings

LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
WEB_ADDRESS = re.compile(r"https?://[^\s<>\"']+")
LOUDNESS = "Write LUFS from -40 to -8, as “-16”, or “keep” to change nothing."
DAY = "Write year, month and day, as “2025-03-04”."
ACCOUNT = re.compile(r"@[\w.-]+@[\w-]+(?:\.[\w-]+)+")
E_MAIL = re.compile(r"[^\s@<>\"'?&]+@[^\s@<>\"'?&]+")

SOURCE_NAME = re.compile(r"\w+(?:[.:-]\w+)*")
"""As `[@name]` can cite it."""

AGE = re.compile(r"\d{1,2}\s*[-–]\s*(?:\d{1,2})?|\d{1,2}\+?")

_SIZE = re.compile(r"(\d{1,9}(?:[.,]\d{1,3})?)\s*([KMG]B)", re.I)
_UNITS = {"KB": 1_000, "MB": 1_000_000, "GB": 1_000_000_000}

Say = Callable[[str, str, str, str], None]
"""Notes what is wrong: the dotted name of the key, the Issue's code, message and hint."""


def is_web_address(text: str) -> bool:
    """Whether it is a whole address of the web: http or https, and a host."""
    try:
        return bool(WEB_ADDRESS.fullmatch(text) and urlsplit(text).hostname)
    except ValueError:
        return False


def size(text: str) -> int | None:
    """``400 KB`` or ``2.5 MB`` in bytes, thousand by thousand; None when it is not that."""
    found = _SIZE.fullmatch(text.strip())
    return int(float(found[1].replace(",", ".")) * _UNITS[found[2].upper()]) if found else None


def nearest(word: str, known: typing.Iterable[str], likeness: float = 0.6) -> str:
    """A sentence that proposes the known word that is most like this one; empty when none is."""
    names = {name.lower(): name for name in known}
    near = difflib.get_close_matches(word.lower(), names, n=1, cutoff=likeness)
    return f"Did you mean “{names[near[0]]}”?" if near else ""


def did_you_mean(word: str, known: typing.Iterable[str]) -> str:
    """A sentence that proposes the nearest known word, or names them all when they are few."""
    names = list(known)
    near = nearest(word, names)
    if near:
        return near
    return f"Known here: {', '.join(names)}." if names and len(names) <= 24 else ""


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


def settings(value: Settings, say: Say) -> None:
    """What is wrong with ``webdoc.yaml``."""
    for place, code in (("lang", value.lang), *((f"languages.{code}", code) for code in value.languages)):
        if not LANGUAGE.fullmatch(code):
            say(
                place,
                "value-choice",
                f"“{code}” is not a language code.",
                "Write it as “en”, “fr” or “pt-BR”.",
            )
    if value.base_url and (not is_web_address(value.base_url) or re.search(r"[?#]", value.base_url)):
        hint = "Write the whole address of the site, as “https://example.org/film/”."
        say("base_url", "value-choice", f"“{value.base_url}” is not a web address.", hint)
    if value.date and not is_day(value.date):
        say("date", "value-choice", f"“{value.date}” is not a day.", DAY)
    if value.share.fediverse and not ACCOUNT.fullmatch(value.share.fediverse):
        hint = "Write the name and the server of the account, as “@doors@example.social”."
        say("share.fediverse", "value-choice", f"“{value.share.fediverse}” is not an account in the fediverse.", hint)
    if loudness(value.sound.loudness) is None:
        say("sound.loudness", "value-type", f"The loudness “{value.sound.loudness}” is none.", LOUDNESS)
    for name, text in (("opening", value.budget.opening), ("chapter", value.budget.chapter)):
        if text and size(text) is None:
            say(f"budget.{name}", "value-type", f"“{text}” is not a size.", "Write it as “400 KB” or “10 MB”.")
    for language, words in value.languages.items():
        _sources(words.sources, value.sources, f"languages.{language}.sources", say)
    _sources(value.sources, None, "sources", say)
    for place, age in (
        ("learning.age", value.learning.age),
        *((f"languages.{code}.learning.age", words.learning.age) for code, words in value.languages.items()),
    ):
        if age and not AGE.fullmatch(age):
            say(place, "value-choice", f"“{age}” is not an age.", "Write it as “12-15”, or “14-” for 14 and more.")


def _sources(
    sources: Mapping[str, str | SourceSettings], known: Mapping[str, object] | None, path: str, say: Say
) -> None:
    """The names of sources, their addresses; ``known``: those of webdoc.yaml, for what a language says of them."""
    for name, one in sources.items():
        place = f"{path}.{name}"
        if known is not None and name not in known:
            say(place, "key-unknown", f"There is no source “{name}”.", did_you_mean(name, known))
        elif known is None and not SOURCE_NAME.fullmatch(name):
            hint = f"Write it as “{re.sub(r'[^a-z0-9]+', '-', name.lower()).strip('-') or 'insee-2023'}”."
            say(place, "value-choice", f"“{name}” cannot name a source: letters, digits, hyphens do.", hint)
        if isinstance(one, str):
            continue
        if known is None and not one.title:
            say(place, "key-missing", f"The source “{name}” has no title.", "Add a line “title: …”.")
        if one.url and not is_web_address(one.url):
            say(f"{place}.url", "value-choice", "This is not a web address.", "Begin it with “https://”.")
        if one.lang and not LANGUAGE.fullmatch(one.lang):
            message = f"“{one.lang}” is not a language code."
            say(f"{place}.lang", "value-choice", message, "Write it as “en”, “fr” or “pt-BR”.")
