"""The documentation says what the code does."""

from __future__ import annotations

import re
import runpy
from pathlib import Path
from typing import get_args

import pytest
from PIL import Image

from webdoc import project
from webdoc.model import ActionKind
from webdoc.text.blocks import KINDS
from webdoc.text.chapter import parse

ROOT = Path(__file__).parent.parent


def test_the_reference_is_what_the_code_reads() -> None:
    module = runpy.run_path(str(ROOT / "scripts" / "reference.py"))
    assert (ROOT / "docs" / "reference.md").read_text("utf-8") == module["page"](), "run scripts/reference.py"


def examples() -> list[str]:
    text = (ROOT / "docs" / "writing.md").read_text("utf-8")
    return re.findall(r"```markdown\n(.*?)```", text, re.S)


@pytest.mark.parametrize("example", examples())
def test_every_example_of_writing_can_be_read(example: str) -> None:
    text = example if example.startswith("---") else f"---\ntitle: x\n---\n\n{example}"
    chapter, issues = parse(text.encode(), "chapters/01-a.md", "en")
    assert chapter is not None
    assert issues == ()
    assert len(chapter.blocks) >= 1


def test_every_block_has_an_example() -> None:
    shown = set(re.findall(r"^::: (\w+)", "\n".join(examples()), re.M))
    assert shown == set(KINDS)


def test_every_kind_of_block_is_shown_beside_its_source(tmp_path: Path) -> None:
    module = runpy.run_path(str(ROOT / "scripts" / "blocks.py"))
    sources = module["sources"]()
    assert set(sources) == set(KINDS)
    loaded = project.load(module["project"](tmp_path / "blocks"))
    assert loaded.issues == ()
    assert loaded.site is not None
    blocks = {one.slug: one.blocks for one in loaded.site.documentaries[0].chapters}
    assert {kind: len(found) for kind, found in blocks.items()} == dict.fromkeys(KINDS, 1)
    for kind, source in sources.items():
        assert source.startswith(f"::: {kind}")
        shown = ROOT / "docs" / "blocks" / f"{kind}.webp"
        with Image.open(shown) as picture:
            assert picture.width > 300
        assert shown.stat().st_size <= 40_000
        assert f"](blocks/{kind}.webp)" in (ROOT / "docs" / "blocks.md").read_text("utf-8")


def test_every_kind_of_action_is_shown_beside_its_source(tmp_path: Path) -> None:
    module = runpy.run_path(str(ROOT / "scripts" / "blocks.py"))
    loaded = project.load(module["acting"](tmp_path / "actions"))
    assert loaded.issues == ()
    assert loaded.site is not None
    kinds = {action.kind for action in loaded.site.documentaries[0].actions}
    text = (ROOT / "docs" / "actions.md").read_text("utf-8")
    for kind in get_args(ActionKind):
        assert re.search(rf"^## .*\b{kind}\b", text, re.M), kind
    assert kinds >= {"sign", "write", "give", "come"}
    for kind in kinds:
        with Image.open(ROOT / "docs" / "blocks" / f"act-{kind}.webp") as picture:
            assert picture.width > 300
        assert f"](blocks/act-{kind}.webp)" in text


def test_every_code_of_an_action_is_explained() -> None:
    text = (ROOT / "docs" / "actions.md").read_text("utf-8")
    for name in ("actions", "checks/asks"):
        code = (ROOT / "webdoc" / f"{name}.py").read_text("utf-8")
        for found in re.findall(r'"((?:action|event|form|privacy|goal|count|letter)-[a-z]+|key-idle)"', code):
            assert f"`{found}`" in text, found


@pytest.mark.parametrize("page", sorted((ROOT / "docs").glob("*.md")), ids=lambda path: path.name)
def test_links_between_the_pages_lead_somewhere(page: Path) -> None:
    text = re.sub(r"```.*?```|`[^`]*`", "", page.read_text("utf-8"), flags=re.S)
    for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", text):
        if not target.startswith("http"):
            assert (page.parent / target).exists(), target


@pytest.mark.parametrize("page", ["architecture.md", "extending.md"])
def test_the_files_that_the_pages_for_developers_name_are_there(page: str) -> None:
    text = re.sub(r"```.*?```", "", (ROOT / "docs" / page).read_text("utf-8"), flags=re.S)
    named = {
        name for name in re.findall(r"`([a-z][\w/.-]*(?:\.\w+|/))`", text) if not re.search(r"NAME|LANG|CODE", name)
    }
    named -= {"templates/", "webdoc.yaml", "media/media.yaml", ".webdoc/store", "build/", "chapters/", "webdoc.pages"}
    assert len(named) > 10
    places = (ROOT, ROOT / "webdoc", ROOT / "webdoc" / "pages", ROOT / "webdoc" / "text", ROOT / "webdoc" / "media")
    missing = {
        name
        for name in named
        if "." in name.rsplit("/", 1)[-1] or name.endswith("/")
        if not any((place / name).exists() for place in places)
    }
    assert {name for name in missing if name.endswith((".py", ".md", ".po", "/"))} == set()


def test_the_example_for_programs_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    film = tmp_path / "my-film"
    (film / "chapters").mkdir(parents=True)
    (film / "webdoc.yaml").write_text("title: A film\n", "utf-8")
    (film / "chapters" / "01-door.md").write_text("# The door\n\nWords.\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    text = (ROOT / "docs" / "extending.md").read_text("utf-8")
    exec(re.findall(r"```python\n(.*?)```", text, re.S)[0], {})
    assert (tmp_path / "site" / "index.html").is_file()
