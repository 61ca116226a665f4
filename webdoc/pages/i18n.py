"""The words of the interface, by language: gettext catalogues in ``webdoc/locale``, English as the key."""

from __future__ import annotations

import gettext
import io
from functools import cache
from importlib.resources import files

RIGHT_TO_LEFT = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ku", "ps", "sd", "ug", "ur", "yi"})
_LATIN_COMMA = frozenset({"arc", "he", "yi"})


class Words:
    """The interface in one language. Calling it translates; names in braces are filled in."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self._catalogue = catalogue(lang.split("-")[0].lower())

    def __call__(self, message: str, **values: object) -> str:
        """The message in this language, English where there is none."""
        return self._catalogue.gettext(message).format(**values)

    def count(self, one: str, many: str, n: int, **values: object) -> str:
        """The message for that number, by the language's plural rule; ``{n}`` is the number."""
        return self._catalogue.ngettext(one, many, n).format(n=n, **values)

    @property
    def comma(self) -> str:
        """What stands between the parts of a list."""
        return comma(self.lang)


@cache
def catalogue(name: str) -> gettext.NullTranslations:
    """The catalogue of that name in ``webdoc/locale``, as ``fr``; an empty one when there is none."""
    source = files("webdoc").joinpath("locale", f"{name}.po")
    if not source.is_file():
        return gettext.NullTranslations()
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    compiled = io.BytesIO()
    write_mo(compiled, read_po(io.BytesIO(source.read_bytes()), locale=name.rsplit(".", 1)[-1]))
    return gettext.GNUTranslations(io.BytesIO(compiled.getvalue()))


def is_spoken(lang: str) -> bool:
    """Whether the interface has words in that language."""
    own = lang.split("-")[0].lower()
    return own == "en" or files("webdoc").joinpath("locale", f"{own}.po").is_file()


def coverage(lang: str) -> tuple[int, int]:
    """How many words of the interface there are in that language, and how many there are in all."""
    from babel.messages.pofile import read_po

    def entries(name: str) -> set[str]:
        source = files("webdoc").joinpath("locale", f"{name}.po")
        found = read_po(io.BytesIO(source.read_bytes())) if source.is_file() else ()
        return {message.id if isinstance(message.id, str) else message.id[0] for message in found if message.id}

    # Every catalogue has all words (a test holds that); French stands for their list.
    known, own = entries("fr"), lang.split("-")[0].lower()
    return (len(known) if own == "en" else len(known & entries(own))), len(known)


def direction(lang: str) -> str:
    """``rtl`` or ``ltr``."""
    return "rtl" if lang.split("-")[0].lower() in RIGHT_TO_LEFT else "ltr"


def comma(lang: str) -> str:
    """The comma of the language, and its space: Arabic letters have one of their own, which looks the other way."""
    own = lang.split("-")[0].lower()
    return "، " if own in RIGHT_TO_LEFT - _LATIN_COMMA else ", "


@cache
def language_name(lang: str) -> str:
    """The language's name in itself: ``français``."""
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(lang, sep="-").get_display_name() or lang
    except (UnknownLocaleError, ValueError):
        return lang


@cache
def territory(lang: str) -> str:
    """The language with its likely territory, as in ``fr_FR`` (Unicode's likely subtags)."""
    from babel.core import get_global

    if "-" in lang:
        return lang.replace("-", "_")
    likely = str(get_global("likely_subtags").get(lang, "")).split("_")
    return f"{lang}_{likely[-1]}" if len(likely) > 1 else lang


def number(value: float, lang: str) -> str:
    """A number as the language writes it: ``4,2``; with the digits of the interface."""
    from babel import UnknownLocaleError
    from babel.numbers import format_decimal

    try:
        return format_decimal(value, locale=lang.replace("-", "_"), format="#,##0.#########")
    except (UnknownLocaleError, ValueError):
        return f"{value:g}"


def day(text: str, lang: str) -> str:
    """A day written as ``2023-05-04`` in the words of the language; anything else as it was written."""
    from datetime import date

    from babel import UnknownLocaleError
    from babel.dates import format_date

    try:
        return format_date(date.fromisoformat(text), "long", locale=_dated(lang))
    except (UnknownLocaleError, ValueError):
        return text


def _dated(lang: str) -> str:
    # English of no country is written as most countries write it: the day before the month.
    return "en_001" if lang == "en" else lang.replace("-", "_")


def when(start: str, end: str, lang: str, zone: str = "") -> str:
    """Days (``2030-10-17``) or moments (``2030-10-17T19:00:00+02:00``) in the words of the language.

    ``zone``: the time zone to name, for those who are in another one. An unknown language is written as English.
    """
    from datetime import datetime

    from babel import Locale, UnknownLocaleError
    from babel.dates import format_date, format_time, get_timezone, get_timezone_location

    try:
        # As in `day`; of its countries the one that writes 19:00.
        locale = Locale.parse("en_GB" if lang == "en" else _dated(lang))
    except (UnknownLocaleError, ValueError):
        locale = Locale.parse("en_GB")
    first, last = datetime.fromisoformat(start), datetime.fromisoformat(end or start)

    def written(moment: datetime, known: str, *, with_day: bool = True) -> str:
        day = [format_date(moment, "full", locale=locale)] if with_day else []
        # An hour and its half of the day stay on one line.
        hour = [format_time(moment, "short", locale=locale).replace(" ", "\xa0")] if "T" in known else []
        return comma(lang).join([*day, *hour])

    text = written(first, start)
    if end and (first.date() != last.date()):
        text = f"{text} – {written(last, end)}"
    elif end and "T" in end:
        text = f"{text}–{written(last, end, with_day=False)}"
    if zone and "T" in start:
        city = get_timezone_location(get_timezone(zone), locale=locale, return_city=True)
        text = Words(lang)("{when} ({city} time)", when=text, city=city)
    return text


def money(amount: str, currency: str, lang: str) -> str:
    """An amount as the language writes it, without cents where there are none: ``25 €``."""
    from decimal import Decimal

    from babel import UnknownLocaleError
    from babel.core import Locale
    from babel.numbers import format_currency

    try:
        locale = Locale.parse(lang.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        locale = Locale.parse("en")
    value = Decimal(amount)
    pattern = locale.currency_formats["standard"].pattern
    if value == int(value):
        pattern = pattern.replace("0.00", "0")
    return format_currency(value, currency, pattern, locale=locale, currency_digits=value != int(value))


def clock(seconds: float) -> str:
    """``1:05`` or ``1:02:03``."""
    whole = int(seconds)
    hours, minutes, rest = whole // 3600, whole // 60 % 60, whole % 60
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def iso_duration(seconds: float) -> str:
    """ISO 8601, as schema.org and ``<time>`` want it: ``PT1M5S``."""
    whole = round(seconds)
    return f"PT{whole // 60}M{whole % 60}S"
