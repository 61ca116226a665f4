"""Quotes, dashes and spaces are set as each language sets them, in text and never in code."""

from __future__ import annotations

import pytest

from webdoc.text.typography import one_line, typeset, typeset_html

N, S, L = "\u202f", "\u00a0", "\u200e"

PLAIN = [
    ("pt", '"Sim"', "«Sim»"),
    ("pt-BR", '"Sim"', "“Sim”"),
    ("es-MX", '"Sí"', "“Sí”"),
    ("de-CH", "\"Ja 'so'\"", "«Ja ‹so›»"),
    ("sv", '"Ja"', "”Ja”"),
    ("ru", '"Да"', "«Да»"),
    ("pl", '"Tak"', "„Tak”"),
    ("nl", '"Ja"', "“Ja”"),
    ("en", '"Hello," she said.', "“Hello,” she said."),
    ("en", "It's Marie's.", "It’s Marie’s."),
    ("en", "She said: \"He called it 'home'.\"", "She said: “He called it ‘home’.”"),
    ("en", "'Home', he said", "‘Home’, he said"),
    ("en", "the '90s", "the ’90s"),
    ("en", 'the ("door")', "the (“door”)"),
    ("en", "dogs' bowls", "dogs’ bowls"),
    ("en", "a -- b --- c", "a – b — c"),
    ("en", "1990--1995", "1990–1995"),
    ("en", "so---well", "so—well"),
    ("en", "----", "----"),
    ("en", "<!-- -->", "<!-- -->"),
    ("en", "wait...", "wait…"),
    ("en", "....", "...."),
    ("en", "50% of it; why? yes!", "50% of it; why? yes!"),
    ("en", "run it with --force", "run it with --force"),
    (
        "en",
        "Call 01 23 45 67 89 now, or +33 1 23 45 67 89.",
        f"Call 01{S}23{S}45{S}67{S}89 now, or +33{S}1{S}23{S}45{S}67{S}89.",
    ),
    ("en", "In 2019 2020, FR76 3000 6000 0112 3456 7890 189", "In 2019 2020, FR76 3000 6000 0112 3456 7890 189"),
    ("en-GB", '"x"', "“x”"),
    ("xx", '"x"', "“x”"),
    ("fr", '"Bonjour"', f"«{N}Bonjour{N}»"),
    ("fr", "« Bonjour »", f"«{N}Bonjour{N}»"),
    ("fr", "«Bonjour»", f"«{N}Bonjour{N}»"),
    ("fr", "l'eau, qu'il a", "l’eau, qu’il a"),
    ("fr", "Quoi?! Non! Oui; si", f"Quoi{N}?! Non{N}! Oui{N}; si"),
    ("fr", "Quoi ?", f"Quoi{N}?"),
    ("fr", "Ceci: cela", f"Ceci{S}: cela"),
    ("fr", "Ceci : cela", f"Ceci{S}: cela"),
    ("fr", "à 12:30 et 1:2", "à 12:30 et 1:2"),
    ("fr", "50% ou 50 %, 612€", f"50{S}% ou 50{S}%, 612{S}€"),
    ("fr", "30 m² et 5 km", f"30{S}m² et 5{S}km"),
    ("fr", "5 minutes", "5 minutes"),
    ("fr", "350 000 sans toit en 2024", f"350{N}000 sans toit en 2024"),
    ("fr", "2024 350 et 06 12 345", f"2024 350 et 06{S}12{S}345"),
    ("fr", "https://a.fr/x?y=1;z!", "https://a.fr/x?y=1;z!"),
    ("fr", "marie@a.fr : oui", f"marie@a.fr{S}: oui"),
    ("fr", 'il dit: "je l\'ai"', f"il dit{S}: «{N}je l’ai{N}»"),
    ("fr-CH", '"x"', f"«{N}x{N}»"),
    ("de", "\"Ja\", sagte 'sie'.", "„Ja“, sagte ‚sie‘."),
    ("de", "geht's", "geht’s"),
    ("es", '"Sí" -- dijo', "«Sí» – dijo"),
    ("it", '"L\'acqua"', "«L’acqua»"),
    ("pt", '"Sim"', "«Sim»"),
    ("ar", '"نعم"', "«نعم»"),
    ("ar", "رقم +33 1 23 45 67 89.", f"رقم {L}+33{S}1{S}23{S}45{S}67{S}89."),
    ("ar", "يوم 2025-02-10، ثم", f"يوم {L}2025-02-10، ثم"),
    ("ar", "«9,2 m²» و-5 °C و12kg", f"«{L}9,2{S}m²» و{L}-5{S}°C و{L}12kg"),
    ("fa", "12 km", f"{L}12{S}km"),
    ("he", "\u05d1 12kg", f"\u05d1 {L}12kg"),
    ("ar", "في 2009 WHO، رقم 2002-120، 84 %", "في 2009 WHO، رقم 2002-120، 84 %"),
    ("ar", "A-2025/17، https://a.example/12 m", "A-2025/17، https://a.example/12 m"),
]


@pytest.mark.parametrize(("lang", "text", "expected"), PLAIN)
def test_text_is_set(lang: str, text: str, expected: str) -> None:
    assert typeset(text, lang) == expected


@pytest.mark.parametrize(("lang", "text", "expected"), PLAIN)
def test_set_text_stays_as_it_is(lang: str, text: str, expected: str) -> None:
    assert typeset(expected, lang) == expected


HTML = [
    ("en", '<p>"<em>Hi</em>" it\'s</p>', "<p>“<em>Hi</em>” it’s</p>"),
    ("en", '<p><em>"Hi"</em></p><p>"x"</p>', "<p><em>“Hi”</em></p><p>“x”</p>"),
    ("en", '<code>"a" -- b</code> "c"', '<code>"a" -- b</code> “c”'),
    ("en", "<pre><code>'a'...</code></pre>", "<pre><code>'a'...</code></pre>"),
    ("en", "<kbd>\"</kbd><samp>'</samp>", "<kbd>\"</kbd><samp>'</samp>"),
    ("en", '<a href="x--y" title="a \'b\' c">d</a>', '<a href="x--y" title="a ‘b’ c">d</a>'),
    ("en", '<img src="it\'s.jpg" alt="it\'s">', '<img src="it\'s.jpg" alt="it’s">'),
    ("en", "<p>&quot;a&quot; &amp; &lt;b&gt;</p>", "<p>“a” &amp; &lt;b&gt;</p>"),
    ("fr", "<p><strong>Non</strong>: oui; si</p>", f"<p><strong>Non</strong>{S}: oui{N}; si</p>"),
    ("fr", "<p>a &lt; b; c &amp; d</p>", f"<p>a &lt; b{N}; c &amp; d</p>"),
    ("fr", "<p>« <em>Oui</em> »</p>", f"<p>«{N}<em>Oui</em>{N}»</p>"),
    ("fr", "<p>a</p><p>: b</p>", "<p>a</p><p>: b</p>"),
    (
        "fr",
        '<a href="https://a.fr/?b;c!">https://a.fr/?b;c!</a>',
        '<a href="https://a.fr/?b;c!">https://a.fr/?b;c!</a>',
    ),
]


@pytest.mark.parametrize(("lang", "html", "expected"), HTML)
def test_html_is_set_in_its_text_alone(lang: str, html: str, expected: str) -> None:
    assert typeset_html(html, lang) == expected
    assert typeset_html(expected, lang) == expected


def test_one_line_keeps_the_spaces_that_hold_words_together() -> None:
    assert one_line(f" Je dis{S}:\n en   ce moment,\tou{N}? ") == f"Je dis{S}: en ce moment, ou{N}?"
