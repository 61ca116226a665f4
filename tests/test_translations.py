"""``webdoc translations``: how far each language has come, and what to write next."""

from __future__ import annotations

import json

from click.testing import CliRunner

from tests.conftest import Project
from tests.media.samples import sound
from webdoc.cli import main

FILES: dict[str, str | bytes] = {
    "webdoc.yaml": """
title: A film
subtitle: Doors
lang: en
base_url: https://film.example/
share: {text: See this}
glossary: {lease: A contract., rent: What is paid.}
actions:
  sign: {kind: sign, title: Sign it, label: Sign, url: "https://sign.example/"}
languages:
  fr:
    title: Un film
    glossary: {bail: Un contrat.}
    actions: {sign: {title: Signez}}
  de: {title: Ein Film}
""",
    "chapters/01-door.md": "# The door\n\nWords.\n\n::: sound voice.wav\ntitle: A voice\ncaptions: voice.en.vtt\n:::\n",
    "chapters/01-door.fr.md": "# La porte\n\n::: sound voice.wav\ntitle: Une voix\ncaptions: voice.en.vtt\n:::\n",
    "chapters/02-roof.md": "# The roof\n\nWords.\n",
    "chapters/02-roof.easy.md": "# The roof\n\nFew words.\n",
    "media/voice.en.vtt": "WEBVTT\n\n00:00.000 --> 00:01.000\nHello.\n",
}


def told(project: Project, *options: str, **files: str | bytes) -> str:
    root = project({**FILES, **files})
    sound(root / "media" / "voice.wav", seconds=1)
    done = CliRunner().invoke(main, ["translations", "-p", str(root), *options])
    assert done.exit_code == 0, done.output
    return done.stdout


def test_what_is_not_translated_is_named_by_what_to_write(project: Project) -> None:
    french = {
        part["name"]: part
        for one in json.loads(told(project, "--json"))
        if one["lang"] == "fr"
        for part in one["parts"]
    }
    assert french["chapters"] == {
        "name": "chapters", "done": 1, "total": 2, "missing": ["chapters/02-roof.fr.md"],
    }  # fmt: skip
    assert french["easy-to-read versions"]["missing"] == ["chapters/02-roof.easy.fr.md"]
    assert french["captions"]["missing"] == ["voice.fr.vtt"]
    assert french["words in webdoc.yaml"]["missing"] == [
        "languages.fr.subtitle", "languages.fr.share_text", "languages.fr.actions.sign.label",
    ]  # fmt: skip
    assert (french["words of the glossary"]["done"], french["words of the glossary"]["total"]) == (1, 2)
    assert french["words of the interface"]["done"] == french["words of the interface"]["total"] > 200


def test_a_language_that_only_the_settings_name_has_all_to_be_written(project: Project) -> None:
    german = next(one for one in json.loads(told(project, "--json")) if one["lang"] == "de")
    assert german["parts"][0]["missing"] == ["chapters/01-door.de.md", "chapters/02-roof.de.md"]


def test_a_person_reads_a_list_of_languages(project: Project) -> None:
    text = told(project)
    assert text.startswith("English (en), the language of the documentary\n")
    assert "français (fr)\n     1 of 2 chapters\n         chapters/02-roof.fr.md\n" in text
    assert "Deutsch (de)\n     0 of 2 chapters\n" in text


def test_a_translation_behind_its_original_is_named(project: Project) -> None:
    door = "# The door\n\n## Inside\n\n::: quote Ann\nYes.\n:::\n"
    french = next(
        one for one in json.loads(told(project, "--json", **{"chapters/01-door.md": door})) if one["lang"] == "fr"
    )
    assert french["behind"] == ["chapters/01-door.fr.md"]
    assert "behind its original: chapters/01-door.fr.md" in told(project, **{"chapters/01-door.md": door})
