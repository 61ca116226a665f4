"""What ``webdoc init`` begins: three stories in seven languages, each of them right from the first minute."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from webdoc import project, schema, skeleton
from webdoc.cli import main
from webdoc.settings import FrontMatter, MediaNote, Settings

ROOT = Path(__file__).parent.parent


class AsEditorsProgramsRead(yaml.SafeLoader):
    """YAML 1.2, where a day is a text."""


AsEditorsProgramsRead.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def faults(kind: Any, text: str) -> list[str]:
    """What an editor's program would underline."""
    checker = jsonschema.Draft7Validator(schema.of(kind))
    return [error.message for error in checker.iter_errors(yaml.load(text, AsEditorsProgramsRead))]


def head(chapter: Path) -> str:
    return chapter.read_text("utf-8").split("---\n")[1]


@pytest.mark.parametrize("lang", skeleton.LANGUAGES)
def test_every_story_is_right_in_every_language(lang: str, tmp_path: Path) -> None:
    for story in skeleton.STORIES:
        film = tmp_path / story
        skeleton.write(film, lang, story)
        loaded = project.load(film)
        assert [issue.code for issue in loaded.issues] == ["base-url-missing"], story
        assert loaded.site is not None
        assert {chapter.lang for chapter in loaded.site.documentaries[0].chapters} == {lang}
        assert {path.name for path in film.glob("media/*.vtt")} == {f"voice.{lang}.vtt"}
        assert faults(Settings, (film / "webdoc.yaml").read_text("utf-8")) == []
        assert faults(dict[str, MediaNote], (film / "media/media.yaml").read_text("utf-8")) == []
        assert [
            faults(FrontMatter, head(path)) for path in film.glob("chapters/*.md") if faults(FrontMatter, head(path))
        ] == []


def test_what_is_made_is_not_kept_beside_what_is_written(tmp_path: Path) -> None:
    skeleton.write(tmp_path / "film", "en")
    assert {"/build/", "/.webdoc/"} <= set((tmp_path / "film/.gitignore").read_text("utf-8").splitlines())


@pytest.mark.parametrize(
    ("machine", "lang"),
    [("fr_FR.UTF-8", "fr"), ("pt_BR", "pt"), ("de", "de"), ("C", "en"), ("C.UTF-8", "en"), ("", "en"), ("POSIX", "en")],
)
def test_the_language_is_that_of_the_machine_unless_it_is_said(
    machine: str, lang: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", machine)
    done = CliRunner().invoke(main, ["init", str(tmp_path / "film")])
    assert done.exit_code == 0, done.output
    assert f"\nlang: {lang}\n" in (tmp_path / "film/webdoc.yaml").read_text("utf-8")


def test_a_language_without_a_story_begins_in_english(tmp_path: Path) -> None:
    skeleton.write(tmp_path / "film", "nl")
    settings = (tmp_path / "film/webdoc.yaml").read_text("utf-8")
    assert "\nlang: nl\n" in settings
    assert "title: Behind the door" in settings


def test_the_demo_is_as_its_schema_says() -> None:
    assert faults(Settings, (ROOT / "webdoc.yaml").read_text("utf-8")) == []
    assert faults(dict[str, MediaNote], (ROOT / "media/media.yaml").read_text("utf-8")) == []
    for chapter in (ROOT / "chapters").glob("*.md"):
        assert faults(FrontMatter, head(chapter)) == [], chapter.name


@pytest.mark.parametrize(
    "text",
    [
        "subtitle: No title",
        "title:",
        "title: A\ntitel: B",
        "title: A\nshare: {networks: [fax]}",
        "title: A\nembed: perhaps",
        "title: A\nauthors: Ann",
        "title: A\nactions: {go: {kind: dance, title: B}}",
        "title: A\nactions: {go: {kind: sign}}",
    ],
)
def test_the_schema_underlines_what_the_reader_would_refuse(text: str) -> None:
    assert faults(Settings, text) != []


@pytest.mark.parametrize(
    "text",
    [
        "title: 1984",
        "title: A\nsubtitle:",
        "title: A\ndate: 2025-03-04",
        "title: A\nembed: no",
        "title: A\nkit: false",
        "title: A\nkit: {texts: {In anger: Look.}}",
        "title: A\nactions: {go: {kind: sign, title: B, url: 'https://a.example/', goal: 9, signed: 1}}",
    ],
)
def test_the_schema_takes_what_the_reader_takes(text: str) -> None:
    from webdoc import config

    assert config.settings(text, "webdoc.yaml")[2] == ()
    assert faults(Settings, text) == []


@settings(max_examples=30)
@given(st.sampled_from(sorted(Settings.__struct_fields__)), st.text(max_size=20))
def test_a_key_that_is_not_known_is_underlined(field: str, letters: str) -> None:
    name = f"{field}{letters}x"
    if name not in Settings.__struct_fields__:
        assert faults(Settings, yaml.safe_dump({"title": "A", name: "b"}, allow_unicode=True)) != []


def test_the_schemas_are_written_anew_after_an_update(tmp_path: Path) -> None:
    skeleton.write(tmp_path / "film", "en")
    old = tmp_path / "film" / schema.FOLDER / "webdoc.json"
    fresh = old.read_text("utf-8")
    old.write_text("{}", "utf-8")
    done = CliRunner().invoke(main, ["schema", "-p", str(tmp_path / "film")])
    assert done.exit_code == 0
    assert old.read_text("utf-8") == fresh
    assert done.output.split() == [".schema/webdoc.json", ".schema/chapter.json", ".schema/media.json"]


def test_schemas_are_written_into_projects_alone(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["schema", "-p", str(tmp_path)])
    assert done.exit_code == 1
    assert "not a project" in done.output
    assert list(tmp_path.iterdir()) == []
