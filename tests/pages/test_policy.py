"""What a page may load and run is said at its head, and no theme can leave it out."""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from pathlib import Path

import pytest

from tests.conftest import Project
from webdoc.build import prepare
from webdoc.pages.policy import origin
from webdoc.pages.theme import Theme

ROOT = Path(__file__).parents[2]
POLICY = re.compile(r'<meta http-equiv="content-security-policy" content="([^"]*)">')

FORM = """title: A film
base_url: https://film.example/
actions:
  ask:
    kind: sign
    title: Sign it
    label: Sign
    form:
      url: https://lists.example:8443/join?to=1
      fields: [name, email]
      privacy: Nothing is kept.
"""


def pages(root: Path) -> dict[str, str]:
    prepared = prepare(root)
    assert prepared.edition is not None, prepared.issues
    return {path: prepared.edition.page(path) for path in prepared.edition.outline.pages}


def policy(html: str) -> dict[str, str]:
    found = POLICY.findall(html)
    assert len(found) == 1
    return dict(part.split(" ", 1) for part in found[0].replace("&#39;", "'").split(";"))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The pages of a project with a form."""
    root = tmp_path_factory.mktemp("policy")
    (root / "chapters").mkdir()
    (root / "chapters" / "01-a.md").write_text("# A\n\nText.\n", "utf-8")
    (root / "webdoc.yaml").write_text(FORM, "utf-8")
    return pages(root)


def test_every_page_names_its_one_style_by_its_digest_and_before_it(made: dict[str, str]) -> None:
    for path, html in made.items():
        style = re.search(r"<style>(.*?)</style>", html, re.S)
        assert style is not None
        digest = b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
        assert policy(html)["style-src"] == f"'self' file: 'sha256-{digest}'", path
        assert html.index("content-security-policy") < html.index("<style>")


def test_only_data_stands_in_a_script_and_nothing_in_attributes(made: dict[str, str]) -> None:
    for path, html in made.items():
        assert not [one for one in re.findall(r"<script([^>]*)>[^<]", html) if "ld+json" not in one], path
        assert not re.search(r"<[a-z][^>]*\s(?:style|on\w+)=", html), path


def test_a_form_may_send_to_its_own_address_and_every_other_page_to_none(made: dict[str, str]) -> None:
    with_form = {path for path, html in made.items() if 'method="post"' in html}
    assert with_form
    for path, html in made.items():
        sent = policy(html)["form-action"].split()
        wanted = ["'self'", "https://lists.example:8443", "https://film.example"] if path in with_form else ["'none'"]
        assert sorted(sent) == sorted(wanted), path


@pytest.mark.parametrize(
    ("url", "named"),
    [
        ("https://münchen.example/x", "https://xn--mnchen-3ya.example"),
        ("https://example.org;script-src%20*/", "https:"),
        ("https://a b/", "https:"),
        ("https://user:secret@example.org/", "https:"),
        ("https://[::1", "https:"),
        ("javascript:alert(1)", "https:"),
    ],
)
def test_an_address_says_nothing_else_in_a_policy(url: str, named: str) -> None:
    assert origin(url) == named


@pytest.mark.parametrize("head", ['<head><meta charset="utf-8">', "<HEAD>", "<!doctype html>", ""])
def test_a_theme_that_says_nothing_of_it_has_it_too(head: str, project: Project) -> None:
    root = project({
        "webdoc.yaml": "title: A\ntheme: own\n",
        "chapters/01-a.md": "# A\n\nText.\n",
        "themes/own/theme.yaml": "name: own\nextends: constat\n",
        "themes/own/templates/cover.html": head + "<style media=all>/* own */{{ styles }}</style><p>x",
    })  # fmt: skip
    html = pages(root)["index.html"]
    style = html.partition("<style media=all>")[2].partition("</style>")[0]
    assert style.startswith("/* own */@font-face")
    assert b64encode(hashlib.sha256(style.encode()).digest()).decode() in policy(html)["style-src"]
    assert html.startswith((head, "<meta http-equiv"))


def test_the_place_of_the_style_cannot_be_forged(project: Project) -> None:
    forged = "\ue000styles\ue000"
    root = project({
        "webdoc.yaml": f"title: A {forged}\nsummary: S {forged}\n",
        "chapters/01-a.md": f"---\ntitle: B {forged}\n---\n\n{forged} `<style>{forged}</style>`\n",
    })  # fmt: skip
    for html in pages(root).values():
        assert html.count("--paper:") == html.partition("</style>")[0].count("--paper:")


def test_a_link_out_of_a_theme_is_not_published(project: Project) -> None:
    root = project({
        "webdoc.yaml": "title: A\ntheme: own\n",
        "chapters/01-a.md": "# A\n\nText.\n",
        "themes/own/theme.yaml": "name: own\nextends: constat\n",
        "themes/own/static/own.txt": "own",
    })  # fmt: skip
    (root / "secret.txt").write_text("secret", "utf-8")
    (root / "themes/own/static/link.txt").symlink_to(root / "secret.txt")
    prepared = prepare(root)
    assert prepared.edition is not None
    assert [name for name in prepared.edition.theme.assets if name.endswith(".txt") and "/" not in name] == [
        "own-5b397565.txt"
    ]


SCRIPTS = sorted((ROOT / "themes").glob("*/static/*.js")) + sorted((ROOT / "webdoc").rglob("*.js"))


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_no_script_makes_html_or_code_out_of_text(path: Path) -> None:
    never = (
        r"innerHTML|outerHTML\s*=[^=]|insertAdjacentHTML|document\.write|createContextualFragment|setHTML|srcdoc"
        r"|\beval\b|new Function|setTimeout\(\s*['\"`]|javascript:|\bimport\s*\("
    )
    # The preview alone asks for the very page that it stands in, and takes over what has changed.
    asks = "" if path.name == "live.js" else r"|DOMParser|\bfetch\s*\(\s*['\"`]"
    assert not re.search(never + asks, path.read_text("utf-8"))


def test_what_leans_is_found_from_the_sheet_that_is_linked() -> None:
    theme = Theme("veille", ROOT)
    below = next(data.decode() for name, data in theme.assets.items() if name.startswith("below-"))
    faces = re.findall(r"url\((fonts/[^)]+)\)", below)
    assert faces
    assert "asset:" not in below
    assert all(face in theme.assets for face in faces)
