"""Every code has a page in each language, and what the page shows is so."""

from __future__ import annotations

import ast
import re
import runpy
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests import explained
from webdoc import build, checks, codes, project
from webdoc.cli import main

ROOT = Path(__file__).parent.parent
CODE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)+")

UNSHOWN = {"link-dead", "link-moved", "markdown-failed", "media-stopped", "medium-changed", "medium-failed",
           "medium-too-long", "medium-worker-killed", "sources-changing", "store-unwritable"}  # fmt: skip
"""What comes of a machine or of a moment, not of what an editor writes: no example could show it."""

OF_PAGES = {"card-letters", "card-long", "chapter-heavy", "contrast-low", "opening-heavy", "template-error",
            "theme-idle", "theme-missing", "ignore-reason", "ignore-unused"}  # fmt: skip
"""What shows only when the theme is read and pages are composed."""

EDITORIAL = {code for rule in checks.EDITORIAL for code in rule.codes}


def test_pages_are_the_same_in_every_language() -> None:
    english, french = codes.pages("en"), codes.pages("fr")
    assert english.keys() == french.keys()
    for code, page in english.items():
        other = french[code]
        assert codes.LEVELS["fr"].index(other.level) == codes.LEVELS["en"].index(page.level), code
        assert codes.THEMES["fr"].index(other.theme) == codes.THEMES["en"].index(page.theme), code
        assert [bool(part) for part in explained.parts(page.text)] == [code not in UNSHOWN] * 2, code
        assert [bool(part) for part in explained.parts(other.text)] == [code not in UNSHOWN] * 2, code


@pytest.mark.parametrize("lang", codes.THEMES)
def test_what_a_page_shows_is_so(lang: str, tmp_path: Path) -> None:
    for code, page in codes.pages(lang).items():
        if code in UNSHOWN:
            continue
        wrong, mended = explained.parts(page.text)
        explained.write(wrong, tmp_path / code / "wrong")
        told = issues(tmp_path / code / "wrong", code)
        level = codes.LEVELS["en"][codes.LEVELS[lang].index(page.level)]
        assert level in {one.level for one in told if one.code == code}, (code, told)
        assert {one.code for one in told if one.level == "error"} <= {code}, told
        assert all(one.hint for one in told), told
        explained.write(mended, tmp_path / code / "mended")
        told = issues(tmp_path / code / "mended", code)
        assert code not in {one.code for one in told}, told
        assert not [one for one in told if one.level == "error"], (code, told)


def test_every_code_of_the_source_has_its_page() -> None:
    found = {code for path in (ROOT / "webdoc").rglob("*.py") for code in said(ast.parse(path.read_text("utf-8")))}
    assert found == set(codes.pages())


def said(tree: ast.AST) -> Iterator[str]:
    """The codes in a module: words with hyphens that stand beside a sentence, or are called a code."""
    for node in ast.walk(tree):
        parts: list[ast.expr] = []
        if isinstance(node, ast.Call):
            parts = [*node.args, *(keyword.value for keyword in node.keywords)]
            if any(keyword.arg == "code" for keyword in node.keywords):
                yield from words(*parts)
        elif isinstance(node, ast.Tuple):
            parts = node.elts
        elif isinstance(node, ast.Assign) and "code" in names(*node.targets):
            yield from words(node.value)
        if names(*parts) & {"say", "message", "what", "hint", "error"}:
            yield from words(*parts)


def names(*parts: ast.expr) -> set[str]:
    return {
        getattr(node, "attr", "") or getattr(node, "id", "")
        for part in parts
        for node in ast.walk(part)
        if isinstance(node, ast.Name | ast.Attribute)
    }


def words(*parts: ast.expr) -> Iterator[str]:
    for part in parts:
        if isinstance(part, ast.IfExp):
            yield from words(part.body, part.orelse)
        elif isinstance(part, ast.Constant) and isinstance(part.value, str) and CODE.fullmatch(part.value):
            yield part.value


def test_every_code_is_in_the_index() -> None:
    module = runpy.run_path(str(ROOT / "scripts" / "checks.py"))
    assert module["index"]() in (ROOT / "docs" / "checks.md").read_text("utf-8"), "run scripts/checks.py"


def test_a_code_is_explained_in_the_language_that_is_asked_for() -> None:
    run = CliRunner().invoke
    assert run(main, ["explain", "link-broken"]).output == codes.page("link-broken").text
    assert run(main, ["explain", "link-broken", "--lang", "fr"]).output.startswith("# Un lien ne mène nulle part\n")
    assert run(main, ["explain", "link-broken"], env={"LANGUAGE": "fr"}).output.startswith("# Un")
    listed = run(main, ["explain", "--lang", "fr"]).output
    assert all(f"  {code} " in listed for code in codes.pages())


def test_a_code_that_is_not_there_names_the_nearest() -> None:
    done = CliRunner().invoke(main, ["explain", "link-brocken"])
    assert done.exit_code == 1
    assert "Did you mean “link-broken”?" in done.output
    assert "webdoc explain" in CliRunner().invoke(main, ["explain", "zzz"]).output


def issues(root: Path, code: str) -> tuple[project.Issue, ...]:
    """What is wrong with that project, read as far as it takes to see that code."""
    if code in OF_PAGES:
        return build.checked(root)
    loaded = project.load(root)
    advice = checks.editorial(loaded.site, loaded.files, loaded.places) if loaded.site and code in EDITORIAL else ()
    return (*loaded.issues, *advice)
