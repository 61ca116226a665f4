"""What editors are told in their language: the catalogue is whole, and the language is the one that they speak."""

from __future__ import annotations

import ast
import io
import re
from pathlib import Path

import msgspec
import pytest
from babel.messages.pofile import read_po
from click.testing import CliRunner

import webdoc
from tests.conftest import Project
from webdoc.cli import main
from webdoc.model import Issue, Sentence, Source, joined, say
from webdoc.speech import Speech, language
from webdoc.text.blocks import KINDS

PACKAGE = Path(webdoc.__file__).parent
NAMES = re.compile(r"\{([a-z_]+)\}")
SAYS = re.compile(r"^from webdoc\.model(?:\.sentence)? import (?:\([^)]*\bsay\b|.*\bsay\b)", re.MULTILINE)
LANGUAGES = sorted(path.name.split(".")[1] for path in (PACKAGE / "locale").glob("issues.*.po"))


def said() -> dict[str, str]:
    """Every pattern of ``say("…")`` and ``speech.count("…", "…", n)`` in the code, and where it is."""
    found: dict[str, str] = {}
    for path in PACKAGE.rglob("*.py"):
        text = path.read_text("utf-8")
        if not SAYS.search(text):
            continue
        for call in ast.walk(ast.parse(text)):
            if not isinstance(call, ast.Call) or not call.args:
                continue
            name = ast.unparse(call.func)
            if name == "say" or name.removesuffix(".count") in ("speech", "speech()"):
                pattern = call.args[0]
                where = f"{path.name}:{call.lineno}"
                if name == "say":
                    assert isinstance(pattern, ast.Constant), f"{where}: a pattern is written out, its values are not"
                if isinstance(pattern, ast.Constant):
                    found[str(pattern.value)] = where
    for kind in KINDS.values():
        found.update({field.help: f"::: {kind.name}" for field in (kind.argument, *kind.options) if field.help})
    return found


def catalogue(lang: str) -> dict[str, tuple[str, ...]]:
    read = read_po(io.BytesIO((PACKAGE / "locale" / f"issues.{lang}.po").read_bytes()), locale=lang)
    found: dict[str, tuple[str, ...]] = {}
    for message in read:
        if message.id:
            assert not message.fuzzy, message.id
            english = message.id if isinstance(message.id, str) else message.id[0]
            found[english] = (message.string,) if isinstance(message.string, str) else tuple(message.string)
    return found


def test_there_is_much_to_say() -> None:
    assert len(said()) > 600
    assert "fr" in LANGUAGES


@pytest.mark.parametrize("lang", LANGUAGES)
def test_all_that_is_said_has_its_translation_and_nothing_else_has(lang: str) -> None:
    told = catalogue(lang)
    assert {pattern: where for pattern, where in said().items() if not all(told.get(pattern, ("",)))} == {}
    assert sorted(set(told) - set(said())) == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_translation_has_the_values_of_its_pattern(lang: str) -> None:
    wrong = {
        english: texts
        for english, texts in catalogue(lang).items()
        for text in texts
        if set(NAMES.findall(text)) != set(NAMES.findall(english))
    }
    assert wrong == {}


def test_french_is_set_as_the_french_do() -> None:
    texts = [text for texts in catalogue("fr").values() for text in texts]
    assert [text for text in texts if re.search(r" [;!?](\s|$)| :(\s|$)|« | »|'", text)] == []


def test_a_sentence_reads_as_english_and_is_told_in_french() -> None:
    message = say("There is no file “{src}”.", src="no.jpg")
    assert str(message) == "There is no file “no.jpg”."
    assert Speech("fr")(message) == "Il n’y a pas de fichier «\u202fno.jpg\u202f»."
    assert Speech("nl")(message) == str(message)


def test_the_parts_of_a_sentence_are_told_too() -> None:
    message = joined((say("“{src}” is not {wanted}.", src="a", wanted=say("a picture")), say("Run it again.")), " ")
    assert Speech("fr")(message) == "«\u202fa\u202f» n’est pas une image. Lancez-le de nouveau."


def test_braces_that_an_editor_wrote_are_not_filled() -> None:
    assert str(say("There is no file “{src}”.", src="{src}{x}")) == "There is no file “{src}{x}”."


def test_an_issue_survives_being_kept() -> None:
    issue = Issue(
        code="x", message=say("“{src}” is not {wanted}.", src="a", wanted=say("a picture")), source=Source("a")
    )
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(issue), type=Issue) == issue
    assert not Sentence()


def test_the_language_is_the_one_asked_for_then_the_projects_then_the_machines(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANGUAGE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")
    assert language(tmp_path) == "en"
    monkeypatch.setenv("LANG", "fr_CH.UTF-8")
    assert Speech(language(tmp_path)).lang == "fr"
    (tmp_path / "webdoc.yaml").write_text('title: "not closed\neditor_lang: de\n', "utf-8")
    assert language(tmp_path) == "de"
    assert language(tmp_path, "en") == "en"


def test_the_command_speaks_french_to_the_end(project: Project) -> None:
    root = project({"chapters/01-a.md": "---\ntitle: A\n---\n\n![Une porte](no.jpg)\n", "webdoc.yaml": "title: A\n"})
    told = CliRunner().invoke(main, ["check", "-p", str(root), "--lang", "fr"])
    assert told.exit_code == 1
    assert "erreur  Il n’y a pas de fichier «\u202fno.jpg\u202f». [medium-missing]" in told.output
    assert "1 erreur, 1 avertissement" in told.output


def test_what_stops_a_command_is_told_in_french_too(tmp_path: Path) -> None:
    told = CliRunner().invoke(main, ["theme", "show", "nowhere", "-p", str(tmp_path), "--lang", "fr"])
    assert "Erreur\u202f: webdoc.yaml: Il n’y a pas de thème «\u202fnowhere\u202f»." in told.output
