"""The words of the interface: each language has all of them, whole, and counts as it should."""

from __future__ import annotations

import ast
import gettext
import io
import re
from pathlib import Path

import pytest
from babel import Locale
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po
from jinja2 import Environment, nodes

import webdoc
from webdoc.pages import i18n

PACKAGE = Path(webdoc.__file__).parent
THEMES = PACKAGE.parent / "themes"
LANGUAGES = ("ar", "de", "es", "fr", "it", "pt")
PLACEHOLDER = re.compile(r"\{(\w+)\}")


def catalogue(lang: str) -> Catalog:
    return read_po(io.BytesIO((PACKAGE / "locale" / f"{lang}.po").read_bytes()), locale=lang)


def messages(lang: str) -> dict[str, Message]:
    return {ids(message)[0]: message for message in catalogue(lang) if message.id}


def ids(message: Message) -> tuple[str, ...]:
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def texts(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string)


def asked_in_templates() -> set[str]:
    """What templates ask for in so many words: ``t("…")`` and ``t.count("…", "…", n)``."""
    found: set[str] = set()
    environment = Environment(extensions=["jinja2.ext.do", "jinja2.ext.loopcontrols"])
    for path in THEMES.rglob("*.html"):
        for call in environment.parse(path.read_text("utf-8")).find_all(nodes.Call):
            is_word = isinstance(call.node, nodes.Name) and call.node.name == "t"
            is_count = (
                isinstance(call.node, nodes.Getattr)
                and call.node.attr == "count"
                and isinstance(call.node.node, nodes.Name)
                and call.node.node.name == "t"
            )
            if (is_word or is_count) and call.args and isinstance(call.args[0], nodes.Const):
                found.add(str(call.args[0].value))
    return found


def asked_in_code() -> set[str]:
    """What the pages' code asks for: ``words("…")``, ``self.words("…")``, ``Words(lang)("…")``."""
    found: set[str] = set()
    for path in (PACKAGE / "pages").glob("*.py"):
        for call in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(call, ast.Call) and call.args and isinstance(call.args[0], ast.Constant):
                name = ast.unparse(call.func).removeprefix("self.").removeprefix("i18n.").removesuffix(".count")
                if name == "words" or name.startswith("Words("):
                    found.add(str(call.args[0].value))
    return found


def test_there_is_something_to_translate() -> None:
    assert len(asked_in_templates()) > 100
    assert len(asked_in_code()) > 10


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_word_that_pages_ask_for_is_there(lang: str) -> None:
    assert sorted((asked_in_templates() | asked_in_code()) - set(messages(lang))) == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_all_languages_have_the_same_words_as_french(lang: str) -> None:
    assert sorted(set(messages(lang)) ^ set(messages("fr"))) == []


def test_no_word_is_kept_that_nobody_asks_for() -> None:
    sources = [*PACKAGE.rglob("*.py"), *THEMES.rglob("*.html"), *THEMES.rglob("*.js")]
    everything = "\n".join(path.read_text("utf-8") for path in sources)
    everything = re.sub(r'"\s*\n\s*"', "", everything)
    assert [id for id in messages("fr") if id not in everything and id.replace('"', '\\"') not in everything] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_translation_is_whole(lang: str) -> None:
    """Not empty, not in doubt, with the same names in braces, one text for each plural form of the language."""
    plurals = catalogue(lang).num_plurals
    for message in messages(lang).values():
        english, translated = ids(message), texts(message)
        assert all(translated), english
        assert not message.fuzzy, english
        assert len(translated) == (plurals if message.pluralizable else 1), english
        wanted = set(PLACEHOLDER.findall(english[-1]))
        for text in translated:
            # A form for one or two may say the number in letters.
            missing = wanted - set(PLACEHOLDER.findall(text))
            assert missing <= ({"n", "number"} if message.pluralizable else set()), (english, text)
            assert set(PLACEHOLDER.findall(text)) <= wanted, (english, text)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_language_counts_by_its_own_rule(lang: str) -> None:
    """Numbers that Unicode's plural rules tell apart get different forms, and no others do."""
    rule = Locale.parse(lang).plural_form
    form = gettext.c2py(catalogue(lang).plural_expr)  # type: ignore[attr-defined]
    pairs = {(rule(n), form(n)) for n in range(1000)}
    assert len(pairs) == len({category for category, _ in pairs}) == len({index for _, index in pairs})


def test_a_language_without_a_catalogue_is_shown_in_english() -> None:
    assert i18n.Words("nl")("Begin") == "Begin"


def test_a_country_uses_the_words_of_its_language() -> None:
    assert i18n.Words("pt-BR")("Begin") == i18n.Words("pt")("Begin") != "Begin"


def test_a_date_and_its_hour_are_parted_by_the_comma_of_the_language() -> None:
    start, end = "2030-10-17T19:00:00+01:00", "2030-10-17T21:00:00+01:00"
    assert i18n.when(start, end, "ar") == "الخميس، 17 أكتوبر 2030، 7:00\xa0م–9:00\xa0م"
    assert i18n.when(start, end, "fr") == "jeudi 17 octobre 2030, 19:00–21:00"
    assert [i18n.comma(lang) for lang in ("ar-TN", "fa", "ur", "he", "fr")] == ["، ", "، ", "، ", ", ", ", "]
