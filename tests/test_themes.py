"""Themes: the contract that docs/themes.md states, the three that ship, those that others make.

Run as a program it writes the contract anew: ``python -m tests.test_themes``.
"""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from tests.conftest import CAPTIONS, Project, picture, sound, video
from webdoc import build
from webdoc.cli import main
from webdoc.errors import WebdocError
from webdoc.model import Source
from webdoc.pages.options import Option, contrast, mistakes, settle, style
from webdoc.pages.theme import Theme, shipped
from webdoc.text.blocks import KINDS

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs" / "themes.md"
SHIPPED = ("affiche", "constat", "veille")
BEGIN = "<!-- From here on written by tests/test_themes.py -->"


# --- the contract --------------------------------------------------------------------------------------------------


def views() -> list[ast.ClassDef]:
    """The classes of what templates are given, in their order."""
    paths = sorted((ROOT / "webdoc" / "pages").glob("*views.py"), key=lambda path: (path.name != "views.py", path.name))
    return [
        node for path in paths for node in ast.parse(path.read_text("utf-8")).body if isinstance(node, ast.ClassDef)
    ]


def fields(node: ast.ClassDef) -> list[tuple[str, str, str]]:
    """Name, type and what is said of each field of a view."""
    found = []
    for one, then in zip(node.body, [*node.body[1:], None], strict=True):
        if isinstance(one, ast.AnnAssign) and isinstance(one.target, ast.Name):
            said = then.value.value if isinstance(then, ast.Expr) and isinstance(then.value, ast.Constant) else ""
            found.append((one.target.id, ast.unparse(one.annotation), " ".join(str(said).split())))
        if isinstance(one, ast.FunctionDef) and one.returns is not None:
            found.append((one.name, ast.unparse(one.returns), " ".join((ast.get_docstring(one) or "").split())))
    return found


def contract() -> str:
    """The part of docs/themes.md that follows from the code."""
    theme = Theme("constat", ROOT)
    known = {node.name for node in views()}
    out = [BEGIN, "", "## The templates", "", "| template | shows |", "|---|---|"]
    for name in theme.templates:
        folder, _, file = name.rpartition("/")
        kind = file.removesuffix(".html")
        first = (theme.folders[0] / "templates" / name).read_text("utf-8").splitlines()[0]
        said = re.match(r"\{# (.*?)(?: ?#\}|$)", first)
        view = f"{kind.capitalize()}View"
        if folder == "blocks" and view in known:
            what = f"`block`, a [{view}](#{view.lower()})"
        elif not folder:
            what = "the frame of every page" if kind == "base" else f"`page`, a [PageView](#pageview), of kind `{kind}`"
        else:
            what = said[1] if said else f"a part, included where it is needed: {kind}"
        out.append(f"| `{name}` | {what.replace('|', '/')} |")
    out += ["", "## What templates are given", ""]
    for node in views():
        base = next((one.id for one in node.bases if isinstance(one, ast.Name)), "")
        out += [f"### {node.name}", "", " ".join((ast.get_docstring(node) or "").split()), ""]
        if base in known - {"View"}:
            out += [f"All of {base}, and:", ""]
        if fields(node):
            out += ["| field | type | |", "|---|---|---|"]
            out += [f"| `{name}` | `{type.replace('|', 'or')}` | {said} |" for name, type, said in fields(node)]
            out.append("")
    return "\n".join(out)


def test_the_documentation_states_the_contract_as_it_is() -> None:
    text = DOCS.read_text("utf-8")
    assert text[text.index(BEGIN) :] == contract(), "run python -m tests.test_themes"


def test_every_template_view_and_field_is_documented() -> None:
    text = DOCS.read_text("utf-8")
    for name in Theme("constat", ROOT).templates:
        assert f"`{name}`" in text
    assert {node.name for node in views()} >= {"PageView", "PhotoView", "EntryView"}
    for node in views():
        section = text.partition(f"### {node.name}\n")[2].partition("\n### ")[0]
        assert section, node.name
        for name, _, _ in fields(node):
            assert f"| `{name}` |" in section, f"{node.name}.{name}"


def test_every_block_has_a_template() -> None:
    templates = set(Theme("constat", ROOT).templates)
    assert {"cover.html", "chapter.html", "end.html", "missing.html"} <= templates
    assert {f"blocks/{'act' if kind == 'action' else kind}.html" for kind in KINDS} <= templates


def test_every_key_of_theme_yaml_is_documented() -> None:
    from webdoc.pages.theme import Description

    section = DOCS.read_text("utf-8").partition("## theme.yaml")[2].partition("\n## ")[0]
    for name in Description.__struct_fields__:
        assert f"| `{name}` |" in section


# --- the themes that ship ------------------------------------------------------------------------------------------


def everything(project: Project, tmp_path: Path, **settings: str) -> Path:
    """A project with the examples of docs/writing.md, which hold every block, and a file for every name in them."""
    examples = re.findall(r"```markdown\n(.*?)```", (ROOT / "docs" / "writing.md").read_text("utf-8"), re.S)
    text = "\n\n".join(re.sub(r"\A---\n.*?\n---\n", "", example, flags=re.S) for example in examples)
    # The examples are read one by one: what has a name of its own is there once.
    text = re.sub(r"^id: .*\n", "", text, flags=re.M)
    files: dict[str, str | bytes] = {
        "webdoc.yaml": (
            "title: A film\nsubtitle: With everything\nsummary: One sentence.\nbase_url: https://film.example/\n"
            "cover: door.jpg\ncover_alt: A door\nlicence: CC0\nauthors: [Ana]\nabout: About *it*.\n"
            + "".join(f"{key}: {value}\n" for key, value in settings.items())
            + "languages: {fr: {title: Un film}}\ncredits: [{role: Words, name: Ana}]\n"
            "actions:\n  petition: {kind: sign, title: Sign, label: Sign, url: https://example.org/}\n"
            "  letter: {kind: write, title: Write, label: Write, email: a@example.org, subject: S, body: B}\n"
        ),
        "chapters/01-all.md": f"---\ntitle: All\ncover: door.jpg\ncover_alt: A door\nplace: Here\nwitness: Ana\n"
        f"facts: {{Rent: 612 €}}\naction: letter\n---\n\n{text}",
        "chapters/02-second.md": "---\ntitle: A second one, without a picture\naction: petition\n---\n\nText.\n",
        "chapters/02-second.fr.md": "---\ntitle: Un second chapitre\n---\n\nTexte.\n",
    }
    photo = picture(320, 213)
    clip = video(tmp_path / "clip.mp4").read_bytes()
    for name in set(re.findall(r"[\w-]+(?:\.\w+)?\.(?:jpg|mp3|mp4|vtt|csv)\b", text)) | {"door.jpg"}:
        made: dict[str, str | bytes] = {
            "jpg": photo,
            "mp3": sound(40.0, 4_000),
            "mp4": clip,
            "vtt": CAPTIONS,
            "csv": "year,rent,income\n2019,540,1500\n2025,640,1520\n",
        }
        files[f"media/{name}"] = made[name.rpartition(".")[2]]
    return project(files)


@pytest.mark.parametrize("name", SHIPPED)
def test_a_theme_that_ships_shows_every_block(name: str, project: Project, tmp_path: Path) -> None:
    root = everything(project, tmp_path, theme=name)
    prepared = build.prepare(root)
    assert prepared.edition is not None, prepared.issues
    pages = {path: prepared.edition.page(path) for path in prepared.edition.outline.pages}
    assert {"index.html", "all/index.html", "second/index.html", "end/index.html", "404.html"} <= set(pages)
    view = prepared.edition.outline.compose(prepared.edition.outline.pages["all/index.html"])
    shown = {block.kind for block in view.blocks}
    assert shown >= {"prose", "photo", "sound", "video", "sequence", "scene", "quote", "number", "note", "embed", "act"}
    for path, html in pages.items():
        body = re.sub(r"<style>.*?</style>", "", html, flags=re.S)
        assert not re.search(r"\sstyle=", body), path
        assert not re.search(r"class=\"[^\"]*\b(share|social|ad-)", body), path
        assert html.count("<h1") == 1, path
        ids = re.findall(r'\sid="([^"]+)"', body)
        assert len(ids) == len(set(ids)), path
        for tag in re.findall(r"<(?:script|img|link rel=\"stylesheet\")[^>]*>", body):
            assert "//" not in re.sub(r'data:[^"]*', "", tag), tag
    # The theme's text stands whole in the page, whatever it looks like.
    assert "612" in pages["all/index.html"]
    assert "a@example.org" in pages["all/index.html"]


def choices(option: str) -> list[tuple[str, str]]:
    """The themes that ship, with each thing that can be chosen for an option."""
    return [(name, choice) for name in SHIPPED for choice in Theme(name, ROOT).declared[option].choices]


@pytest.mark.parametrize(
    ("name", "title", "classes"),
    [
        ("affiche", "Nine square metres", {"d14", "p26"}),
        ("affiche", "L’été des maisons", {"hat"}),
        ("affiche", "Été", set()),
        ("affiche", "Wohnungsbauförderungsgesetzänderung", {"p7"}),
        ("veille", "The wall that rains", set()),
        ("veille", "What the walls of our houses say at night", {"wordy"}),
        ("veille", "Zwangsräumungsvollstreckung", {"endless"}),
        ("constat", "The wall that rains", set()),
        ("constat", "Zwangsräumungsvollstreckung", {"endless"}),
    ],
)
def test_a_title_is_as_large_as_its_words_allow(name: str, title: str, classes: set[str], project: Project) -> None:
    prepared = build.prepare(project({"chapters/01-a.md": f"---\ntitle: {title}\n---\n\nText.\n"}))
    assert prepared.edition is not None
    outline = prepared.edition.outline
    shown = Theme(name, ROOT).render(outline.compose(outline.pages["a/index.html"]), "a/index.html")
    found = re.search(r'<h1(?: class="([^"]*)")?>', shown)
    assert found
    has = set((found[1] or "").split())
    assert classes <= has
    assert not {"hat", "wordy", "endless"} & (has - classes)
    # The rule of each size comes with the page that needs it, and with no other.
    assert all(f".{one}" in shown for one in classes)
    assert not [one for one in ("hat", "p7", "wordy", "endless") if one not in has and f".{one}{{" in shown]


@pytest.mark.parametrize(("name", "typeface"), choices("typeface"))
def test_a_page_holds_the_chosen_typefaces_alone_and_they_are_light(name: str, typeface: str, project: Project) -> None:
    theme = Theme(name, ROOT, {"typeface": typeface})
    style = re.search(r"<style>(.*?)</style>", page(own(project), name, typeface=typeface), re.S)
    assert style is not None
    faces = re.findall(r"font-family:(\w+);src:url\([^)]*fonts/([\w-]+)-[0-9a-f]{8}\.woff2\)", style[1])
    assert faces
    assert sum(len(theme._files[f"fonts/{file}.woff2"]) for _, file in faces) <= 60_000
    # Each stands in some property that text is set in, and whatever text is set in is there or stands in for it.
    said = "".join(re.findall(r"--(?:sans|serif|shout):([^;}]+)", style[1].rpartition(":root{--")[2]))
    said += "".join(re.findall(r"--(?:sans|serif|shout):([^;}]+)", style[1]))
    for family, _ in faces:
        assert family in said
    for stand_in in set(re.findall(r"(?<![\w])([A-Z])(?=,)", said)) & set(re.findall(r"family:([A-Z]);", style[1])):
        assert f"font-family:{stand_in};src:local" in style[1]
    assert "size-adjust" in style[1]
    others = {one for of, one in choices("typeface") if of == name} - {typeface}
    for other in others:
        assert f"fonts/{other}" not in style[1] or other == "atkinson"


@pytest.mark.parametrize("name", SHIPPED)
def test_a_theme_that_ships_is_light_and_licensed(name: str) -> None:
    fonts = shipped() / name / "static" / "fonts"
    for path in fonts.glob("*.woff2"):
        family = re.sub(r"-(i|\d+i?)$", "", path.stem)
        assert "SIL OPEN FONT LICENSE" in (fonts / f"{family}-OFL.txt").read_text("utf-8").upper()
    assert len(Theme(name, ROOT).style.encode()) < 32_000


PAIRS = {
    "constat": [("#14181a", "#f1f3f2"), ("#495257", "#f1f3f2"), ("#14181a", "#ffd21e"), ("#a7b0b3", "#0f1214")],
    "affiche": [
        ("#111111", "#e9e4da"), ("#4a4540", "#e9e4da"), ("#ffffff", "#b1121d"), ("#b1121d", "#e9e4da"),
        ("#f0ebe0", "#141210"), ("#c9c1b4", "#141210"), ("#ffffff", "#111111"), ("#d5cec3", "#111111"),
    ],
    "veille": [("#e8e2d4", "#12100e"), ("#a89f90", "#12100e"), ("#ffb454", "#12100e"), ("#e8e2d4", "#332c25")],
}  # fmt: skip


@pytest.mark.parametrize(("name", "pair"), [(name, pair) for name, pairs in PAIRS.items() for pair in pairs])
def test_text_can_be_read_on_its_ground(name: str, pair: tuple[str, str]) -> None:
    theme = Theme(name, ROOT)
    sheets = (theme.style + theme._files["player.css"].decode()).lower()
    for colour in pair:
        short = f"#{colour[1]}{colour[3]}{colour[5]}" if colour[1::2] == colour[2::2] else colour
        assert colour in sheets or short in sheets, f"{colour} is not a colour of {name} any more"
    assert contrast(*pair) >= 4.5


# --- what a theme takes from another -------------------------------------------------------------------------------


def own(project: Project, **files: str) -> Path:
    return project(
        {
            "chapters/01-a.md": "---\ntitle: A\n---\n\nText.\n",
            **{f"themes/{name.replace('__', '/')}": text for name, text in files.items()},
        }
    )


def page(root: Path, name: str, **options: str) -> str:
    prepared = build.prepare(root)
    assert prepared.edition is not None
    theme = Theme(name, root, options)
    outline = prepared.edition.outline
    return theme.render(outline.compose(outline.pages["index.html"]), "index.html")


def make(root: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = root / "themes" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return root


FAMILY = {
    "one/theme.yaml": "name: one\noptions:\n  tone: {type: choice, choices: [low, high], default: low}\n",
    "one/templates/cover.html": "<style>{{ styles }}</style>{% block main %}one{% endblock %} {{ options.tone }}",
    "one/static/theme.css": "p { color:red }.one { color:red }",
    "one/static/print.css": "one",
    "two/theme.yaml": "name: two\nextends: one\n",
    "two/templates/cover.html": '{% extends "!parent/cover.html" %}{% block main %}two {{ super() }}{% endblock %}',
    "two/static/theme.css": "p { color:blue }.two { color:blue }",
    "three/theme.yaml": "name: three\nextends: two\n",
    "three/templates/cover.html": '{% extends "!parent/cover.html" %}{% block main %}three {{ super() }}{% endblock %}',
    "three/static/theme.css": "p { color:green }",
    "three/static/print.css": "three",
}


def test_parent_is_the_theme_that_this_one_extends_however_long_the_line(project: Project) -> None:
    root = make(own(project), FAMILY)
    assert "three two one low" in page(root, "three")
    assert "two one low" in page(root, "two")


def test_styles_come_one_after_the_other_from_the_farthest(project: Project) -> None:
    root = make(own(project), FAMILY)
    theme = Theme("three", root)
    assert theme.style.startswith(".one{color:red}.two{color:blue}p{color:green}"), "what is said again is said once"
    assert theme._files["print.css"] == b"one three"


def test_styles_of_its_own_stand_in_the_place_of_the_parents(project: Project) -> None:
    root = make(own(project), {**FAMILY, "two/theme.yaml": "name: two\nextends: one\nstyles: own\n"})
    theme = Theme("three", root)
    assert theme.style.startswith(".two{color:blue}p{color:green}")
    assert theme._files["print.css"] == b"three"
    assert theme.declared == {}
    assert Theme("two", root)._files["print.css"] == b"one"


def test_a_parent_without_the_template_is_told_in_words(project: Project) -> None:
    root = make(own(project), {**FAMILY, "one/templates/cover.html": '{% extends "!parent/cover.html" %}'})
    with pytest.raises(WebdocError, match=r"has no template “cover\.html”"):
        page(root, "three")


@pytest.mark.parametrize("sheet", ["theme.css", "print.css"])
def test_a_file_that_a_sheet_asks_for_in_vain_is_told_with_its_place(sheet: str, project: Project) -> None:
    asks = "p { color:red }\n@font-face { src:url(asset:fonts/none.woff2) }"
    root = make(own(project), {**FAMILY, f"two/static/{sheet}": asks})
    with pytest.raises(WebdocError, match=r"has no file static/fonts/none\.woff2") as told:
        page(root, "two")
    assert told.value.source == f"themes/two/static/{sheet}:2:28"


def test_what_a_template_names_in_vain_is_told_with_its_place(project: Project) -> None:
    for text, said in (
        ('{% extends "!parent/covr.html" %}', "has no template “covr.html”"),
        ("{{ self.opner() }}", "there is no block “opner” here"),
    ):
        root = make(own(project), {**FAMILY, "two/templates/cover.html": text})
        with pytest.raises(WebdocError, match=said) as told:
            page(root, "two")
        assert told.value.source == "themes/two/templates/cover.html:1"


MINE = "name: mine\nextends: constat\n"
CHAPTER = '{% extends "!parent/chapter.html" %}\n'
OPTION = MINE + "options:\n  air:\n    type: choice\n    choices: [wide, close]\n"
SLIPS = [
    ("theme.yaml", OPTION + "    default: 3\n", "7:5 theme-missing", "“default” has to be a text"),
    ("theme.yaml", OPTION + "    default: far\n", "7:5 theme-missing", "“air” cannot be “far”"),
    (
        "theme.yaml",
        OPTION + "    default: wide\n    sets: {wide: {--a: 1.5}}\n",
        "8:19 theme-missing",
        "“--a” has to be",
    ),
    ("theme.yaml", OPTION + "    defualt: wide\n", "7:5 theme-missing", "no key “defualt”"),
    ("theme.yaml", OPTION, "4:3 theme-missing", "“default” is missing"),
    ("theme.yaml", MINE + "summary: x\nsummary: y\n", "4:1 theme-missing", "“summary” stands twice"),
    ("theme.yaml", MINE + "pictures: {formats: [webp, gif]}\n", "3:28 theme-missing", "“formats” cannot be “gif”"),
    ("theme.yaml", MINE + "budget: {opening: small}\n", "3:10 theme-missing", "“opening” is no size"),
    ("theme.yaml", MINE + "card:\n  plate: above\n", "4:3 theme-missing", "“plate” cannot be “above”"),
    ("theme.yaml", MINE + "card:\n  paper: white\n", "4:3 theme-missing", "“white” is neither"),
    ("theme.yaml", "name: mine\n\textends: constat\n", "2:1 theme-missing", "A tab indents this line"),
    ("templates/chapter.html", CHAPTER + "{% block opner %}x{% endblock %}", "2:10 template-error", "no block “opner”"),
    ("templates/chapter.html", CHAPTER + "\n<p>Lost</p>\n", "3:1 template-error", "outside of all blocks"),
    ("templates/chapter.html", '{% extends "chapter.html" %}', "1:1 template-error", "extends itself"),
    ("templates/chaptre.html", "x", "theme-idle", "Nothing asks for this file"),
    (
        "templates/chapter.html",
        CHAPTER + '{% block opener %}<p style="">{% endblock %}',
        "2:22 theme-idle",
        "“style=…”",
    ),
    (
        "templates/chapter.html",
        CHAPTER + "{% block opener %}<script>x</script>{% endblock %}",
        "2:19 theme-idle",
        "script",
    ),
    ("static/theme.css", ".a { color:red\n.b { color:blue }\n", "1:4 template-error", "What { begins here"),
    ("static/theme.css", ".a {}\n}\n", "2:1 template-error", "closes what was never opened"),
    ("static/theme.css", ".a {}\n/* a remark\n", "2:1 template-error", "What /* begins here"),
    ("static/theme.css", "@import 'x.css';", "1:1 theme-idle", "Nothing is loaded from other sites"),
    ("static/themes.css", ".a {}", "theme-idle", "Nothing asks for this file"),
    ("style.css", ".a {}", "theme-idle", "Nothing in a theme asks"),
]


@pytest.mark.parametrize(("name", "text", "place", "said"), SLIPS)
def test_a_slip_of_its_maker_is_told_with_its_place(
    name: str, text: str, place: str, said: str, project: Project
) -> None:
    root = make(own(project), {"mine/theme.yaml": MINE, f"mine/{name}": text})
    (root / "webdoc.yaml").write_text("title: A\nbase_url: https://a.example/\ntheme: mine\n", "utf-8")
    told = build.prepare(root).issues
    assert [f"{one.source} {one.code}" for one in told] == [
        f"themes/mine/{name}{' ' if place[0] == 't' else ':'}{place}"
    ]
    assert said in str(told[0].message)
    assert told[0].hint


def test_all_that_is_wrong_in_a_description_is_told_in_one_run(project: Project) -> None:
    text = (
        "name: [mine]\nversion: 2\nstyle: own\nversion: '3'\nbudget: {opening: small}\npictures: {formats: [gif, x]}\n"
        "options:\n  air: {type: choice, choices: [wide], default: 1}\n  ink: {type: color, default: '#000000'}\n"
    )
    root = make(own(project), {"mine/theme.yaml": text})
    (root / "webdoc.yaml").write_text("title: A\nbase_url: https://a.example/\ntheme: mine\n", "utf-8")
    told = sorted(build.prepare(root).issues, key=lambda one: one.source.line)
    assert [one.source.line for one in told] == [1, 3, 4, 5, 6, 8, 9], [str(one.message) for one in told]


def test_the_example_of_the_documentation_works_as_it_stands(project: Project) -> None:
    text = DOCS.read_text("utf-8").partition("## One of your own")[2]
    css, html = (re.search(rf"```{kind}\n(.*?)```", text, re.S) for kind in ("css", "html"))
    assert css
    assert html
    root = make(own(project), {"mine/theme.yaml": MINE, "mine/static/theme.css": css[1]})
    make(root, {"mine/templates/chapter.html": re.sub("^   ", "", html[1], flags=re.M)})
    theme, prepared = Theme("mine", root), build.prepare(root)
    assert theme.oversights == ()
    assert prepared.edition is not None
    outline = prepared.edition.outline
    shown = theme.render(outline.compose(outline.pages["a/index.html"]), "a/index.html")
    assert "<h1>1. A</h1>" in shown
    assert "--paint: #9fe0c4" in shown


def test_a_template_that_includes_itself_is_told(project: Project) -> None:
    root = make(own(project), {**FAMILY, "two/templates/cover.html": '{% include "cover.html" %}'})
    with pytest.raises(WebdocError, match="This template fails"):
        page(root, "two")


# --- options -------------------------------------------------------------------------------------------------------

ACCENT = Option(type="colour", default="#FFD21E", against=("#14181A",))
DENSITY = Option(type="choice", choices=("open", "dense"), default="open", sets={"dense": {"--leading": "1.4"}})
DECLARED = {"accent": ACCENT, "density": DENSITY}


def test_options_have_their_defaults() -> None:
    values, issues = settle(DECLARED, {})
    assert (values, issues) == ({"accent": "#ffd21e", "density": "open"}, ())
    assert style(DECLARED, values) == ":root{--accent:#ffd21e;--density:open}"


def test_what_is_set_reaches_css_and_a_choice_sets_more() -> None:
    values, issues = settle(DECLARED, {"accent": "9FC", "density": "dense"})
    assert issues == ()
    assert style(DECLARED, values) == ":root{--accent:#99ffcc;--density:dense;--leading:1.4}"


@pytest.mark.parametrize(
    ("given", "code", "words"),
    [
        ({"acent": "#fff"}, "key-unknown", "Did you mean “accent”?"),
        ({"accent": "red"}, "value-type", "Write “accent: \"#FFD21E\"”."),
        ({"accent": ""}, "value-type", "Write “accent: \"#FFD21E\"”."),
        ({"accent": "#fff;}body{display:none"}, "value-type", "Write “accent"),
        ({"accent": "#12345"}, "value-type", "Write “accent"),
        ({"accent": "#7a0010"}, "contrast-low", "This one can be"),
        ({"density": "tight"}, "value-choice", "Known here: open, dense."),
    ],
)  # fmt: skip
def test_a_bad_option_is_an_issue_and_the_default_stands(given: dict[str, str], code: str, words: str) -> None:
    place = Source("webdoc.yaml", 7, 3)
    values, issues = settle(DECLARED, given, {f"options.{name}": place for name in given})
    assert [issue.code for issue in issues] == [code]
    assert issues[0].source == place
    assert words in issues[0].hint
    assert values == {"accent": "#ffd21e", "density": "open"}


def test_the_colour_that_is_proposed_can_be_read() -> None:
    _, issues = settle(DECLARED, {"accent": "#7a0010"})
    found = re.search(r"#[0-9a-f]{6}", str(issues[0].hint))
    assert found
    assert contrast(found[0], "#14181a") >= 4.5
    assert settle(DECLARED, {"accent": found[0]})[1] == ()


@pytest.mark.parametrize(
    "option",
    [
        {"type": "choice", "default": "x"},
        {"type": "choice", "default": "x", "choices": ("y",)},
        {"type": "choice", "default": "y", "choices": ("y",), "sets": {"y": {"color": "red"}}},
        {"type": "choice", "default": "y", "choices": ("y",), "sets": {"y": {"--a": "red;}"}}},
        {"type": "choice", "default": "y", "choices": ("y",), "sets": {"z": {"--a": "red"}}},
        {"type": "colour", "default": "red"},
        {"type": "colour", "default": "#111", "against": ("#222",)},
        {"type": "colour", "default": "#111", "against": ("white",)},
    ],
)
def test_what_the_maker_of_a_theme_declares_wrongly_is_told(option: dict[str, Any]) -> None:
    assert list(mistakes({"one": Option(**option)}))


def test_a_theme_with_a_bad_option_cannot_be_read(project: Project) -> None:
    root = make(own(project), {"x/theme.yaml": "name: x\noptions: {a: {type: colour, default: red}}\n"})
    with pytest.raises(WebdocError, match=r"themes/x/theme.yaml.*the default does not do: “a” has to be a colour"):
        Theme("x", root)


def test_what_a_project_sets_stands_in_the_page(project: Project) -> None:
    root = own(project)
    assert "--accent:#004d40" in page(root, "affiche", accent="#004D40")
    assert "--accent:#b1121d" in page(root, "affiche")
    assert [issue.code for issue in Theme("affiche", root, {"accent": "#FFD21E"}).issues] == ["contrast-low"]


# --- the commands --------------------------------------------------------------------------------------------------


def webdoc(*arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(main, ["theme", *arguments])
    return done.exit_code, done.output


def test_list_names_those_that_ship_and_the_projects_own(project: Project) -> None:
    root = make(own(project), FAMILY)
    code, text = webdoc("list", "-p", str(root))
    assert code == 0
    assert [line.split(",")[0] for line in text.splitlines() if not line.startswith(" ")] == [
        "affiche", "constat", "one", "three", "two", "veille",
    ]  # fmt: skip
    assert "one, of this project" in text
    assert "A street poster" in text


def test_show_tells_what_a_theme_is_made_of() -> None:
    code, text = webdoc("show", "affiche", "-p", str(ROOT))
    assert code == 0
    assert "Extends   constat" in text
    assert 'accent: "#B1121D"    colour' in text
    assert "open | dense" in text
    assert "  blocks/photo.html    from constat\n" in text
    assert "  cover.html\n" in text
    code, text = webdoc("show", "nothing", "-p", str(ROOT))
    assert code == 1
    assert "There is no theme “nothing”." in text


@pytest.mark.parametrize("name", SHIPPED)
@pytest.mark.parametrize("extend", [False, True])
def test_a_copy_works(name: str, extend: bool, project: Project) -> None:
    root = own(project)
    code, text = webdoc("copy", name, str(root / "themes" / "ours"), "-p", str(root), *(["--extend"] if extend else []))
    assert code == 0, text
    assert "theme: ours" in text
    theme = Theme("ours", root)
    assert theme.descriptions[0].name == "ours"
    assert theme.oversights == ()
    assert [folder.name for folder in theme.folders][1:2] == ([name] if extend else ["constat"] * (name != "constat"))
    (root / "webdoc.yaml").write_text("title: A film\ntheme: ours\n", "utf-8")
    html, theirs = page(root, "ours"), page(root, name)
    assert re.sub(r"-[0-9a-f]{8}", "", html) == re.sub(r"-[0-9a-f]{8}", "", theirs) or extend
    assert "A film" in html


def test_a_copy_writes_over_nothing(project: Project, tmp_path: Path) -> None:
    root = own(project)
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "x").write_text("precious")
    code, text = webdoc("copy", "constat", str(tmp_path / "full"), "-p", str(root))
    assert code == 1
    assert "There is something here already." in text
    assert [path.name for path in (tmp_path / "full").iterdir()] == ["x"]
    code, text = webdoc("copy", "constat", str(tmp_path / "a b"), "-p", str(root))
    assert code == 1
    assert "cannot name a theme" in text


if __name__ == "__main__":
    kept = DOCS.read_text("utf-8").partition(BEGIN)[0]
    DOCS.write_text(kept + contract(), "utf-8")
