"""The easy-to-read version of a chapter: a page beside it, offered at its head."""

from __future__ import annotations

import re
from pathlib import Path

from tests.conftest import Project
from webdoc import build
from webdoc import project as projects

FILES: dict[str, str | bytes] = {
    "chapters/01-door.md": "---\ntitle: The door\naction: none\n---\n\nA long text. [Easy](01-door.easy.md#bell).\n",
    "chapters/01-door.easy.md": "This is the door.\nIt does not close.\n\n## The bell {#bell}\n\nIt rings.\n",
    "chapters/01-door.fr.md": "---\ntitle: La porte\n---\n\nUn texte.\n",
    "chapters/01-door.easy.fr.md": "---\ntitle: La porte, facile\n---\n\nLa porte.\n",
    "chapters/02-roof.md": "---\ntitle: The roof\n---\n\nText.\n",
    "chapters/02-roof.fr.md": "---\ntitle: Le toit\n---\n\nTexte.\n",
    "chapters/03-key.md": "---\ntitle: The key\n---\n\nText.\n",
    "chapters/03-key.fr.md": "---\ntitle: La clé\n---\n\nTexte.\n",
    "chapters/03-key.easy.md": "The key. [Back](01-door.md)\n",
}


def built(root: Path) -> Path:
    done = build.build(root)
    assert not done.failed, done.issues
    return root / "build"


def test_the_two_versions_lead_to_one_another(project: Project) -> None:
    site = built(project(FILES))
    chapter = (site / "door" / "index.html").read_text("utf-8")
    easy = (site / "door" / "easy" / "index.html").read_text("utf-8")
    assert re.search(r'<a class="b" href="easy/index.html" hreflang="en">.*?Easy to read</a>', chapter)
    assert 'href="../index.html" hreflang="en">To the whole chapter</a>' in easy
    assert "<h1>The door</h1>" in easy
    assert "This is the door.\nIt does not close." in easy
    assert 'rel="canonical" href="https://film.example/door/easy/"' in easy
    assert 'property="og:url" content="https://film.example/door/easy/"' in easy
    assert 'href="easy/index.html#bell"' in chapter
    assert 'class="act"' not in easy
    french = (site / "fr" / "door" / "easy" / "index.html").read_text("utf-8")
    assert "<h1>La porte, facile</h1>" in french
    assert 'hreflang="en" href="https://film.example/door/easy/"' in french


def test_it_is_no_chapter_of_the_line(project: Project) -> None:
    root = project(FILES)
    site = built(root)
    loaded = projects.load(root)
    assert loaded.site is not None
    assert [chapter.title for chapter in loaded.site.documentaries[0].chapters] == ["The door", "The roof", "The key"]
    easy = (site / "door" / "easy" / "index.html").read_text("utf-8")
    assert "Chapter 1 of 3" in easy
    assert "3 chapters" in (site / "index.html").read_text("utf-8")


def test_the_line_leads_on_in_the_easy_version_where_there_is_one(project: Project) -> None:
    site = built(project(FILES))
    first = (site / "door" / "easy" / "index.html").read_text("utf-8")
    assert '<link rel="next" href="../../roof/index.html">' in first
    roof = (site / "roof" / "index.html").read_text("utf-8")
    assert '<link rel="prev" href="../door/index.html">' in roof
    last = (site / "key" / "easy" / "index.html").read_text("utf-8")
    assert '<link rel="prev" href="../../roof/index.html">' in last
    assert 'href="../../door/index.html">Back</a>' in last
    near = built(project({**FILES, "chapters/02-roof.easy.md": "The roof."}))
    assert '<link rel="next" href="../../key/easy/index.html">' in (near / "roof/easy/index.html").read_text("utf-8")


def test_where_it_is_not_translated_it_is_shown_as_chapters_are(project: Project) -> None:
    root = project(FILES)
    easy = (built(root) / "fr" / "key" / "easy" / "index.html").read_text("utf-8")
    assert '<article class="easy" lang="en" dir="ltr">' in easy
    chapter = (root / "build" / "fr" / "key" / "index.html").read_text("utf-8")
    assert re.search(r'href="easy/index.html" hreflang="en">', chapter)
    found = [str(one.hint) for one in projects.load(root).issues if one.code == "translation-missing"]
    assert found == ["Translate it as chapters/03-key.easy.fr.md."]


def test_alone_it_is_told(project: Project) -> None:
    loaded = projects.load(project({**FILES, "chapters/02-rof.easy.md": "x", "chapters/01-door.easy.de.md": "x"}))
    found = {(one.source.path, str(one.hint)) for one in loaded.issues if one.code == "easy-alone"}
    assert found == {
        ("chapters/02-rof.easy.md", "Did you mean “02-roof”?"),
        ("chapters/01-door.easy.de.md", "Rename it, or translate a chapter first."),
    }


def test_its_mistakes_are_told_like_those_of_chapters(project: Project) -> None:
    loaded = projects.load(project({**FILES, "chapters/02-roof.easy.md": "![a](no.jpg)\n\n[x](99-no.md) [@no]\n"}))
    found = {(one.code, one.source.path) for one in loaded.issues if one.level == "error"}
    path = "chapters/02-roof.easy.md"
    assert found == {("medium-missing", path), ("link-broken", path), ("source-unknown", path)}


def test_a_draft_of_it_is_shown_in_the_preview_alone(project: Project) -> None:
    root = project({"chapters/01-door.easy.md": "---\ndraft: true\n---\n\nThe door.\n",
                    "chapters/01-door.md": "---\ntitle: The door\n---\n\nText.\n"})  # fmt: skip
    assert not (built(root) / "door" / "easy").exists()
    loaded = projects.load(root, drafts=True)
    assert loaded.site is not None
    assert loaded.site.documentaries[0].chapters[0].easy is not None
