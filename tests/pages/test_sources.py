"""Sources: defined once, cited by number, listed at a chapter's end and on a page of their own."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.conftest import Project
from webdoc import build
from webdoc import project as projects
from webdoc.pages.theme import Theme

SETTINGS = """title: A film
base_url: https://film.example/
sources:
  insee: "INSEE, Housing, 2023, https://insee.example/housing."
  law:
    title: Loi du 5 mars 2007
    publisher: Journal officiel
    date: 2007-03-05
    kind: law
    lang: fr
    url: https://law.example/
    accessed: 2025-11-02
  who: {title: "Damp & <mould>", author: WHO, kind: report, date: "2009"}
  spare: Nobody reads it.
languages:
  fr:
    sources:
      who: {title: Humidité}
"""
FILES: dict[str, str | bytes] = {
    "webdoc.yaml": SETTINGS,
    "chapters/01-a.md": "---\ntitle: A\n---\n\nOne [@who, p. 3]. Two [@law; @who].\n\n"
    "::: number 4\nsource: @insee, table 2\n\nhomes.\n:::\n",
    "chapters/01-a.fr.md": "---\ntitle: A\n---\n\nUn [@who].\n",
    "chapters/02-b.md": "---\ntitle: B\n---\n\nThree [@law].\n",
    "chapters/02-b.fr.md": "---\ntitle: B\n---\n\nTrois, quatre.\n",
}


def built(root: Path, page: str) -> str:
    done = build.build(root)
    assert not done.failed, done.issues
    return (root / "build" / page).read_text("utf-8")


def items(html: str) -> list[str]:
    """The list of sources, each as plain text."""
    found = re.findall(r'<li value="(\d+)" id="wd-source-[^"]*">(.*?)</li>', html, re.DOTALL)
    return [f"{number}. {' '.join(re.sub('<[^>]*>', '', text).split())}" for number, text in found]


def test_a_source_has_one_number_everywhere(project: Project) -> None:
    root = project(FILES)
    first = built(root, "a/index.html")
    assert re.findall(r'<a href="#wd-source-(\w+)" id="(wd-cite-\d)" title="[^"]*">(\d)</a>', first) == [
        ("who", "wd-cite-1", "3"), ("law", "wd-cite-2", "2"), ("who", "wd-cite-3", "3"),
    ]  # fmt: skip
    assert [line[:29] for line in items(first)] == [
        "1. INSEE, Housing, 2023. inse", "2. Loi du 5 mars 2007, Journa", "3. WHO, Damp &amp; &lt;mould&",
    ]  # fmt: skip
    assert re.findall(r'href="(#wd-cite-\d|#number-1)"', first) == [
        "#number-1",
        "#wd-cite-2",
        "#wd-cite-1",
        "#wd-cite-3",
    ]
    assert '<cite lang="fr" dir="ltr">Loi du 5 mars 2007</cite>' in first
    assert "5 March 2007" in first
    assert 'href="#wd-source-insee">INSEE, Housing, 2023, table 2</a>' in first
    second = (root / "build" / "b" / "index.html").read_text("utf-8")
    assert [line[:2] for line in items(second)] == ["2."]


def test_the_page_of_sources_says_where_each_is_cited(project: Project) -> None:
    root = project(FILES)
    html = built(root, "sources/index.html")
    assert [line[:2] for line in items(html)] == ["1.", "2.", "3.", "4."]
    law = html.partition('id="wd-source-law"')[2].partition("</li>")[0]
    assert re.findall(r'<a href="([^"]*)">(\d\. \w)</a>', law) == [
        ("../a/index.html#wd-source-law", "1. A"), ("../b/index.html#wd-source-law", "2. B"),
    ]  # fmt: skip
    french = (root / "build" / "fr" / "sources" / "index.html").read_text("utf-8")
    assert "WHO, <cite>Humidité</cite>" in french
    assert "5 mars 2007" in french
    for page in ("index.html", "a/index.html", "end/index.html"):
        assert 'sources/index.html">Sources</a>' in (root / "build" / page).read_text("utf-8")


def test_the_text_about_the_work_may_cite(project: Project) -> None:
    html = built(project({**FILES, "webdoc.yaml": SETTINGS + "about: So it is [@who].\n"}), "end/index.html")
    assert 'href="../sources/index.html#wd-source-who"' in html


def test_without_sources_there_is_no_page_of_them(project: Project) -> None:
    root = project({"chapters/01-a.md": "---\ntitle: A\n---\n\nText.\n"})
    assert "wd-sources" not in built(root, "a/index.html")
    assert not (root / "build" / "sources").exists()


def test_a_source_that_is_not_there_is_told_with_the_nearest(project: Project) -> None:
    loaded = projects.load(project({**FILES, "chapters/02-b.md": "---\ntitle: B\n---\n\nThree [@insea].\n"}))
    found = [(str(one.source), str(one.hint)) for one in loaded.issues if one.code == "source-unknown"]
    assert found == [("chapters/02-b.md:5:8", "Did you mean “insee”?")]
    assert loaded.failed


def test_a_source_that_nobody_cites_is_told_and_listed(project: Project) -> None:
    loaded = projects.load(project(FILES))
    assert [(str(one.source), one.level) for one in loaded.issues if one.code == "source-unused"] == [
        ("webdoc.yaml:14:3", "info")
    ]


@pytest.mark.parametrize(
    ("yaml", "code", "place"),
    [
        ("sources:\n  a b: x\n", "value-choice", "webdoc.yaml:3:3"),
        ("sources:\n  a: {author: x}\n", "key-missing", "webdoc.yaml:3:3"),
        ("sources:\n  a: {title: x, url: www}\n", "value-choice", "webdoc.yaml:3:22"),
        ("sources:\n  a: {title: x, kind: lawe}\n", "value-choice", "webdoc.yaml:3:23"),
        ("sources:\n  a: {title: x, lang: french}\n", "value-choice", "webdoc.yaml:3:23"),
        ("sources:\n  a: x\nlanguages: {fr: {sources: {b: y}}}\n", "key-unknown", "webdoc.yaml:4:28"),
        ("sources:\n  a: [x]\n", "value-type", "webdoc.yaml:3:6"),
        ("learning:\n  age: teens\n", "value-choice", "webdoc.yaml:3:8"),
    ],
)
def test_mistakes_in_the_list_have_a_place(project: Project, yaml: str, code: str, place: str) -> None:
    text = {"webdoc.yaml": f"title: A\n{yaml}", "chapters/01-a.md": "---\ntitle: A\n---\n\n[@a]\n"}
    found = [(one.code, str(one.source)) for one in projects.load(project(dict(text))).issues]
    assert (code, place) in found


def test_answers_cite_without_a_second_anchor(project: Project) -> None:
    text = "---\ntitle: A\n---\n\n::: quiz So?\n- [x] Yes [@who] -- As said [@law]\n- [ ] No\n:::\n"
    html = built(project({**FILES, "chapters/02-b.md": text}), "b/index.html")
    ids = re.findall(r'\sid="([^"]*)"', html)
    assert len(ids) == len(set(ids))
    assert html.count('href="#quiz-1"') >= 2


ARABIC = """title: بابان
base_url: https://two.example/
lang: ar
authors: [ناديا, هنري]
sources:
  ministry: "وزارة الإسكان، تقرير، ص. 12، https://ministry.example/report"
  law: {title: Loi du 5 mars 2007, author: Parlement, publisher: Journal officiel, lang: fr}
  rain: {title: المطر, author: ناديا, date: "2009"}
"""


def test_in_arabic_letters_the_comma_is_theirs(project: Project) -> None:
    text = "---\ntitle: باب\n---\n\nجدار [@ministry، ص. 4؛ @law؛ @rain].\n"
    quote = "\n::: quote Joan, 51\nsource: @rain، ص. 3\n\nقِسنا 9 m².\n:::\n"
    root = project({"webdoc.yaml": ARABIC, "chapters/01-a.md": text + quote})
    prepared = build.prepare(root)
    assert prepared.issues == ()
    assert prepared.edition is not None
    outline = prepared.edition.outline
    listed = Theme("constat", root).render(outline.compose(outline.pages["sources/index.html"]), "sources/index.html")
    assert [re.sub(r" ?ورد في:.*", "", line) for line in items(listed)] == [
        "1. وزارة الإسكان، تقرير، ص. 12. ministry.example",
        "2. Parlement, Loi du 5 mars 2007, Journal officiel",
        "3. ناديا، المطر، 2009",
    ]
    chapter = Theme("constat", root).render(outline.compose(outline.pages["a/index.html"]), "a/index.html")
    assert re.sub("<[^>]+>", "", chapter[chapter.index("[<a") :]).startswith("[1، ص. 4؛ 2؛ 3]")
    assert '<span>Joan, 51، <cite><a href="#wd-source-rain">ناديا، المطر، 2009، ص. 3</a></cite></span>' in chapter
    # What is sent as plain text: the name stands behind the quote, at its left, whatever letters both are in.
    (unit,) = (one for line in outline.lines for one in line.units if one.kind == "quote")
    assert unit.text == "«قِسنا \u200e9\u00a0m².»\u200f — Joan, 51"
