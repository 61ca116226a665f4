"""What holds for any text, tried on many."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.text.safety import dangers, html_fields
from webdoc.text.captions import read, write
from webdoc.text.chapter import parse
from webdoc.text.sanitize import clean
from webdoc.text.slugs import is_slug, slugify
from webdoc.text.typography import typeset, typeset_html

PIECES = [
    "a", "b c", " ", "\n", "\n\n", "- ", "1. ", "> ", "    ", "\t", "*", "**", "_", "`", "```\n", "~~~\n",
    "~~", "#", "## ", "---\n", "===\n", "|", "|---|---|\n", "[a](b.md)", "[a]", "[^1]", "[^1]: x",
    "![x](y.jpg)", "![x](y.mp3)\n", "(", ")", "{.full}", "{#x}", "<b>", "</b>", "<div>", "</div>", "<!--",
    "-->", "<script>", "</script>", "<svg>", "<style>", "<table>", "<td>", "<img src=x onerror=alert(1)>",
    "<a href='javascript:x'>", "<p title='", "'", '"', ">", "&amp;", "&lt", "javascript:", "https://a.b", "\\",
    "\x00", "\x02", "\x03", "\ufdd0", "\u200b", "é", "«", "»", ": ", ";", "!", "?", "%", "5", "--", "...",
    "::: ", ":::\n", "::::\n", "::: note x\n", "::: quote y\n", "::: photo a.jpg\n", "::: gallery\n",
    "alt: x\n", "::: scene a.jpg\n", "::: sequence a.mp3\n", "0:00 ![a](b.jpg)\n", "::: quiz x\n",
    "- [x] a -- b\n", "2. c\n", "answer: 4\n", "::: timeline\n", "1998: a\n", "::: hotspots a.jpg\n", "3%,4% d: e\n",
    "::: compare\n", "::: map\n", "4,5 f: g\n", "*[a]: b\n", ": c\n",
    "<webdoc-mark ref='x'>", "\r", "\ufeff",
]  # fmt: skip


def tried(examples: int) -> settings:
    """So many examples, without a clock, and with nothing kept in the folder."""
    return settings(max_examples=examples, deadline=None, database=None)


texts = st.one_of(st.text(max_size=60), st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
langs = st.sampled_from(["en", "fr", "de", "es", "ar", "xx"])


@tried(400)
@given(texts, langs)
def test_any_text_is_read_and_nothing_in_it_runs(text: str, lang: str) -> None:
    raw = text.encode("utf-8", "replace")
    chapter, issues = parse(f"---\ntitle: A\nlang: {lang}\n---\n".encode() + raw, "chapters/01-a.md", "en")
    lines = text.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 5
    for html in html_fields(chapter):
        assert dangers(html) == []
        assert "wzxhzdk" not in html
    for issue in issues:
        assert 1 <= issue.source.line <= lines
        assert issue.source.column >= 1
        assert issue.hint


@tried(150)
@given(st.binary(max_size=80), st.sampled_from([b"", b"---\n", b"---\ntitle: A\n---\n"]))
def test_any_bytes_are_read(raw: bytes, head: bytes) -> None:
    chapter, issues = parse(head + raw, "chapters/01-a.md", "en")
    assert chapter is not None or issues


@tried(200)
@given(texts)
def test_clean_html_stays_as_it_is(text: str) -> None:
    once = clean(text).html
    assert clean(once).html == once


@tried(200)
@given(texts, langs)
def test_set_type_stays_as_it_is(text: str, lang: str) -> None:
    once = typeset(text, lang)
    assert typeset(once, lang) == once


@tried(200)
@given(texts, langs)
def test_type_set_in_clean_html_stays_as_it_is(text: str, lang: str) -> None:
    once = clean(typeset_html(clean(text).html, lang)).html
    assert clean(typeset_html(once, lang)).html == once


CODE = [
    "```\n::: note x\n```\n", "~~~\n:::\n~~~\n", "- a\n  ```\n  :::\n  ```\n", "text\n", "\n", "> ```\n> :::\n\n",
    "1. a\n\n   ~~~~\n   ::: quote\n   ~~~\n   ~~~~\n\n", "<!--\n::: note\n-->\n",
]  # fmt: skip


@tried(150)
@given(st.lists(st.sampled_from(CODE), max_size=12))
def test_a_mistake_after_any_code_has_its_own_line(pieces: list[str]) -> None:
    before = "".join(pieces) + "\n"
    _, issues = parse(f"---\ntitle: A\n---\n{before}::: galery\n:::\n".encode(), "chapters/01-a.md", "en")
    assert [(issue.code, issue.source.line) for issue in issues] == [("block-unknown", 4 + before.count("\n"))]


@tried(150)
@given(st.text(max_size=30))
def test_a_slug_is_a_slug(text: str) -> None:
    slug = slugify(text)
    assert slugify(slug) == slug
    assert not slug or is_slug(slug) or is_slug(slug + "-1")


@tried(150)
@given(st.binary(max_size=80), st.sampled_from([b"", b"WEBVTT\n\n", b"WEBVTT\n\n00:00.000 --> 00:01.000\n"]))
def test_any_captions_are_read_and_written(raw: bytes, head: bytes) -> None:
    cues, _ = read(head + raw, "a.vtt")
    assert read(write(cues).encode(), "a.vtt")[0] == cues


def nested(mark: str, depth: int) -> str:
    return "\n".join("  " * level + mark for level in range(depth))


HEAVY = {
    "quotes": "> " * 5000 + "a",
    "quotes on many lines": "\n".join(["> " * 20 + "a"] * 3000),
    "lists": nested("- a", 300),
    "open brackets": "[" * 10_000,
    "brackets": "[" * 10_000 + "]" * 10_000,
    "open links": "[a](" * 5000,
    "stars": "*a **b " * 500 + "** *" * 500,
    "backquotes": "".join("`" * count + "a" for count in range(85)) * 3,
    "open comments": "<!-- " * 2000,
    "open declarations": "<!A " * 2000,
    "open tags": "<div>\n" * 3000,
    "open attributes": '<a href="' * 80,
    "attribute lists": "![a](b.jpg){" + ".a" * 20_000,
    "mail": "a" * 20_000 + "@",
    "addresses": "http://a/" + "&a;" * 3000 + ")" * 3000,
    "blocks": "".join(f"{':' * (400 - level)} note x\n" for level in range(390)),
    "single quotes": "'a " * 20_000,
    "columns": "|" + "a|" * 300 + "\n|" + "-|" * 300 + "\n" + "b\n" * 3000,
    "a book": "word " * 150_000,
    "notes": "".join(f"[^{number}]: x [^{number + 1}]\n\n" for number in range(1000)) + "[^0]",
    "stash markers": "\x02wzxhzdk:0\x03" * 2000,
}


@pytest.mark.parametrize("text", HEAVY.values(), ids=HEAVY.keys())
def test_a_text_that_is_too_much_returns_at_once(text: str) -> None:
    begin = time.process_time()
    chapter, issues = parse(f"---\ntitle: A\n---\n{text}".encode(), "chapters/01-a.md", "en")
    assert time.process_time() - begin < 3
    assert chapter is not None or issues[0].source.line >= 4
