"""Citations and words of another language: what is read as one, what is not, and that no author can forge a number."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.text.safety import dangers, html_fields
from webdoc.model import Chapter, Issue
from webdoc.text.chapter import parse
from webdoc.text.citations import KEY, origin, read


def written(text: str, lang: str = "en") -> tuple[Chapter, tuple[Issue, ...]]:
    chapter, issues = parse(f"---\ntitle: A\n---\n{text}\n".encode(), "chapters/01-a.md", lang)
    assert chapter is not None
    return chapter, issues


def shown(text: str) -> str:
    """The first block's HTML, with the place of a number as ``#key``."""
    block = written(text)[0].blocks[0]
    return re.sub(r'<webdoc-cite ref="([^"]*)"></webdoc-cite>', r"#\1", getattr(block, "html", ""))


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("So [@anil-2023].", "<p>So [#anil-2023].</p>"),
        ("So [@anil-2023, p. 12].", "<p>So [#anil-2023, p. 12].</p>"),
        ("So [@anil-2023 p. 12].", "<p>So [#anil-2023, p. 12].</p>"),
        ("So [see @a; -@b.c, ch. 3].", "<p>So [see #a; #b.c, ch. 3].</p>"),
        ("So [@a,\np. 2].", "<p>So [#a, p. 2].</p>"),
        ("So [@a][@b].", "<p>So [#a][#b].</p>"),
        ("*So [@a]*", "<p><em>So [#a]</em></p>"),
        ("[@a, p.&nbsp;3 & <b>]", "<p>[#a, p.&nbsp;3 &amp; &lt;b&gt;]</p>"),
        ("[@é:1, p. «2»]", "<p>[#é:1, p. «2»]</p>"),
        ("[@a، ص. 3؛ @b]", "<p>[#a، ص. 3؛ #b]</p>"),
    ],
)
def test_a_citation_is_read_as_pandoc_reads_it(text: str, html: str) -> None:
    assert shown(text).replace('<span class="cited">', "").replace("</span>", "") == html


@pytest.mark.parametrize(
    "text",
    [
        "`[@a]`", "    [@a]", "```\n[@a]\n```", r"\[@a]", "@handle says", "ann@example.org", "[ann@example.org]",
        "[write to ann@example.org]", "[@a](02-b.md)", "[@a]\n\n[@a]: https://a.example", "[@]", "[a; @b]", "[@ a]",
        "<!-- [@a] -->", "[@a; b]", "[x](@a)", "![[@a]](b.jpg)",
    ],
)  # fmt: skip
def test_what_is_no_citation_stays_as_it_is(text: str) -> None:
    assert written(text)[0].citations == ()
    assert "webdoc-cite" not in repr(written(text)[0].blocks)


def test_each_citation_has_its_place() -> None:
    chapter, _ = written("One [@a]. Two [@b; @a].\n\n::: number 4\nsource: @c, p. 3\n\nOf [@b].\n:::")
    found = [(one.key, one.source.line, one.source.column) for one in chapter.citations]
    assert sorted(found, key=lambda one: one[1:]) == [
        ("a", 4, 6), ("b", 4, 16), ("a", 4, 20), ("c", 7, 9), ("b", 9, 5),
    ]  # fmt: skip


def test_a_citation_inside_a_link_is_told_and_stays_text() -> None:
    chapter, issues = written("See [the law [@a]](https://a.example).")
    assert [issue.code for issue in issues] == ["citation-link"]
    assert chapter.citations == ()
    assert '<a href="https://a.example">the law [@a]</a>' in repr(chapter.blocks)


@pytest.mark.parametrize(
    "text",
    [
        '<webdoc-cite ref="a"></webdoc-cite>', '<WEBDOC-CITE ref="a">', '<p><webdoc-cite ref="0 a"></webdoc-cite></p>',
        "</webdoc-cite>", '<div>\n<webdoc-cite ref="a"></webdoc-cite>\n</div>', '<b title="<webdoc-cite ref=1>">x</b>',
    ],
)  # fmt: skip
def test_nobody_can_write_the_place_of_a_number(text: str) -> None:
    chapter, _ = written(text)
    assert all("<webdoc-cite" not in html for html in html_fields(chapter))
    assert chapter.citations == ()


def test_a_source_without_its_sign_is_told() -> None:
    assert [issue.code for issue in written("So [@a; b].")[1]] == ["citation-unread"]


def test_a_sentence_that_is_passed_on_has_no_numbers() -> None:
    chapter, _ = written("::: quote Ann\nHello [see @a, p. 3].\n:::")
    assert getattr(chapter.blocks[0], "text", "") == "Hello."


@pytest.mark.parametrize(
    ("text", "key"),
    [("@a", "a"), ("@a, p. 3", "a"), ("@a، ص. 3", "a"), ("@a says", None), ("a@b.org", None), ("https://a.b/@c", None)],
)
def test_an_option_may_name_a_source(text: str, key: str | None) -> None:
    found = origin(text)
    assert (found.key if found else None) == key


PIECES = ["[", "]", "@", "a", "b-1", ";", ",", " ", "p. 3", "-", "`", "\\", "(c)", "\n", "&amp;", "<b>", "*", "é",
          "]{lang=fr}", '<webdoc-cite ref="a">', "</webdoc-cite>", "[@a]", "[see @b, 2]"]  # fmt: skip


@settings(max_examples=300, deadline=None, database=None)
@given(st.lists(st.sampled_from(PIECES), max_size=24).map("".join))
def test_any_text_cites_what_it_shows_and_nothing_else(text: str) -> None:
    chapter, issues = written(text)
    for html in html_fields(chapter):
        assert dangers(html) == []
    places = re.findall(r'<webdoc-cite ref="([^"]*)"></webdoc-cite>', " ".join(html_fields(chapter)))
    assert set(places) <= {one.key for one in chapter.citations}
    assert all(KEY.fullmatch(key) for key in places)
    assert all(issue.hint for issue in issues)


@settings(max_examples=300, deadline=None, database=None)
@given(st.text(max_size=80))
def test_any_text_between_brackets_is_read(text: str) -> None:
    for one in read(text):
        assert KEY.fullmatch(one.key)
        assert "@" not in one.before + one.after
    assert read(f"see @a-1, {text.replace('@', '').replace(';', '')}")[:1] or "&" in text


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("a [mot *juste*]{lang=fr} b", '<p>a <span lang="fr">mot <em>juste</em></span> b</p>'),
        ('a [بيت]{lang="ar"}', '<p>a <span dir="rtl" lang="ar">بيت</span></p>'),
        ("[see [Zeit]{lang=de}](a.md)", '<p><a href="a.md">see <span lang="de">Zeit</span></a></p>'),
        ("`[a]{lang=fr}`", "<p><code>[a]{lang=fr}</code></p>"),
        (r"\[a]{lang=fr}", "<p>[a]{lang=fr}</p>"),
        ('<span lang="it">ciao</span>', '<p><span lang="it">ciao</span></p>'),
    ],
)  # fmt: skip
def test_words_of_another_language_say_which(text: str, html: str) -> None:
    assert shown(text) == html


def test_a_language_that_is_none_is_told() -> None:
    _, issues = written("a [mot]{lang=french}")
    assert [(issue.code, issue.source.column) for issue in issues] == [("attribute-unknown", 3)]
