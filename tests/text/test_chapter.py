"""A chapter's file: its name, its front matter, its title, its links and its length."""

from __future__ import annotations

import pytest

from webdoc.model import Chapter, Photo, Prose, Source
from webdoc.text.chapter import fragment, parse


def chapter(text: str, path: str = "chapters/01-door.md", lang: str = "en") -> Chapter:
    found, _ = parse(text.encode(), path, lang)
    assert found is not None
    return found


HEAD = "---\ntitle: A title\n---\n"


@pytest.mark.parametrize(
    ("name", "key", "order", "slug", "lang"),
    [
        ("01-door.md", "01-door", (1, "door"), "door", "en"),
        ("01-door.fr.md", "01-door", (1, "door"), "door", "fr"),
        ("01-door.pt-BR.md", "01-door", (1, "door"), "door", "pt-BR"),
        ("010_the-door.md", "010_the-door", (10, "the-door"), "the-door", "en"),
        ("door.md", "door", (10**6, "door"), "door", "en"),
        ("3e-etage.md", "3e-etage", (10**6, "3e-etage"), "3e-etage", "en"),
        ("2.md", "2", (2, "2"), "2", "en"),
        ("02-Été.md", "02-Été", (2, "Été"), "été", "en"),
        ("03-الباب.ar.md", "03-الباب", (3, "الباب"), "الباب", "ar"),
        ("04-door.markdown", "04-door", (4, "door"), "door", "en"),
    ],
)
def test_the_name_says_order_address_and_language(name: str, key: str, order: object, slug: str, lang: str) -> None:
    found = chapter(HEAD, f"chapters/{name}")
    assert (found.key, found.order, found.slug, found.lang) == (key, order, slug, lang)


@pytest.mark.parametrize(
    ("name", "proposal"),
    [("01-The door.md", "the-door"), ("01-con.md", "con-1"), ("01-a_b.md", "a-b"), ("01-!!.md", "chapter-1")],
)
def test_a_name_that_makes_no_address_is_an_issue_that_proposes_one(name: str, proposal: str) -> None:
    found, issues = parse(HEAD.encode(), f"chapters/{name}", "en")
    assert found is not None
    assert found.slug == proposal
    assert [issue.code for issue in issues] == ["slug-invalid"]
    assert proposal in issues[0].hint


def test_a_name_in_decomposed_letters_is_the_same_name() -> None:
    assert chapter(HEAD, "chapters/02-e\u0301te\u0301.md").slug == "été"


def test_front_matter_goes_into_the_chapter() -> None:
    found = chapter(
        '---\ntitle: The "door"\nslug: gate\nlang: fr\nsummary: A summary\ncover: door.jpg\ncover_alt: A door\n'
        "place: Paris\nwitness: Marie\nfacts:\n  Rent: 612 €\nshare:\n  text: Read this\n"
        "action: sign\ndraft: true\n---\n"
    )
    assert (found.title, found.slug, found.lang, found.place) == ("The «\u202fdoor\u202f»", "gate", "fr", "Paris")
    assert found.cover is not None
    assert (found.cover.src, found.cover.alt, found.cover.source.line) == ("door.jpg", "A door", 6)
    assert (found.summary, found.witness, found.share_text) == ("A summary", "Marie", "Read this")
    assert found.facts == (("Rent", "612\u00a0€"),)
    assert (found.action, found.draft) == ("sign", True)


@pytest.mark.parametrize(
    "text", ["# The door\n\nText.\n", "\n\n# The *door* #\nText.\n", "---\nplace: x\n---\n# The door\nText."]
)
def test_a_heading_at_the_beginning_is_the_title(text: str) -> None:
    found, issues = parse(text.encode(), "chapters/01-a.md", "en")
    assert found is not None
    assert found.title == "The door"
    assert issues == ()
    assert [block.html for block in found.blocks if isinstance(block, Prose)] == ["<p>Text.</p>"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_byte_order_marks_change_nothing(end: str, mark: str) -> None:
    text = f"{HEAD}One\ntwo.\n\n::: galery\n:::\n"
    found, issues = parse((mark + text.replace("\n", end)).encode(), "chapters/01-a.md", "en")
    assert found is not None
    assert found.blocks == (Prose(html="<p>One\ntwo.</p>", source=Source("chapters/01-a.md", 4, 1)),)
    assert [str(issue.source) for issue in issues] == ["chapters/01-a.md:7:5"]


def test_an_empty_file_is_a_chapter_without_a_title() -> None:
    found, issues = parse(b"", "chapters/01-a.md", "en")
    assert found is not None
    assert found.blocks == ()
    assert [issue.code for issue in issues] == ["front-matter-missing"]


def test_links_are_listed_as_written_and_where() -> None:
    found = chapter(
        f"{HEAD}See [a](02-river.md#delta) and\n  [b](<my page.md>), https://example.org/x.\n\n"
        '- [c](#d)\n\n::: note x\n[e](mailto:a@b.org) <a href="f.md">f</a>\n:::\n\n![g](h.jpg "[i](j.md)")\n'
    )
    assert [(link.target, link.source.line - 3, link.source.column) for link in found.links] == [
        ("02-river.md#delta", 1, 9),
        ("my page.md", 2, 8),
        ("https://example.org/x", 2, 22),
        ("#d", 4, 7),
        ("mailto:a@b.org", 7, 5),
        ("f.md", 7, 30),
        ("j.md", 10, 17),
    ]
    assert '<a href="my page.md">' in found.blocks[0].html  # type: ignore[union-attr]


def test_headings_are_listed_with_unique_anchors() -> None:
    found = chapter(f'{HEAD}## The "door"\n\n### Été *à* Paris\n\n## The door\n\n## ???\n\nUnder\n---\n')
    assert [(one.level, one.text, one.id) for one in found.headings] == [
        (2, "The “door”", "the-door"),
        (3, "Été à Paris", "été-à-paris"),
        (2, "The door", "the-door-2"),
        (2, "???", "section"),
        (2, "Under", "under"),
    ]


def test_words_are_counted_for_the_minutes() -> None:
    assert chapter(f"{HEAD}It’s *one* [two](x.md) `three`.\n\n::: note x\nfour five\n:::\n").words == 6
    assert chapter(f"{HEAD}これは日本語です\n").words == 4


def test_photos_know_where_their_name_stands() -> None:
    found = chapter(f"{HEAD}Text.\n\n![The door](a.jpg)\n![b](b.jpg)\n")
    photos = [block for block in found.blocks if isinstance(block, Photo)]
    assert [(photo.source.line, photo.source.column) for photo in photos] == [(6, 13), (7, 6)]


def test_prose_knows_its_first_line() -> None:
    found = chapter(f"{HEAD}\n\nOne.\n\n::: note x\n\nTwo.\n:::\n\nThree.\n")
    assert [block.source.line for block in found.blocks] == [6, 8, 13]


def test_the_anchors_of_the_page_are_all_different() -> None:
    found, issues = parse(
        f'{HEAD}## Photo 1\n\n![a](b.jpg)\n\n<p id="photo-1">x</p>\n\n<p id="wd-menu">x</p>\n'.encode(),
        "c/1-a.md",
        "en",
    )
    assert found is not None
    assert [issue.code for issue in issues] == ["anchor-taken", "anchor-taken"]
    assert [issue.source.line for issue in issues] == [8, 10]
    assert [getattr(block, "id", "") for block in found.blocks] == ["", "photo-1-2", ""]


def test_markdown_of_the_settings_is_clean_html() -> None:
    html, issues = fragment('A *film* by "us".\n\n<b onclick=x>y</b>\n', "en", Source("webdoc.yaml", 7, 1))
    assert html == "<p>A <em>film</em> by “us”.</p>\n<p><b>y</b></p>"
    assert [(str(issue.source), issue.code) for issue in issues] == [("webdoc.yaml:9:4", "html-removed")]


def test_no_media_stand_in_markdown_of_the_settings() -> None:
    html, issues = fragment("Text.\n\n![a](b.jpg)\n", "en", Source("webdoc.yaml", 1, 1))
    assert html == "<p>Text.</p>"
    assert [issue.code for issue in issues] == ["medium-here"]
