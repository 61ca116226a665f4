"""What `webdoc check` tells besides what is broken, and what an editor may leave as it is."""

from __future__ import annotations

import io
import json

import pytest
from click.testing import CliRunner
from PIL import Image

from tests.conftest import Project, picture
from webdoc import build, checks, codes
from webdoc.checks.readers import reading_ease
from webdoc.cli import main

SETTINGS = "title: A film\nbase_url: https://film.example/\nlicence: CC0-1.0\nauthors: [Marie]\n"
HEAD = "---\ntitle: The door\nsummary: A lock was changed.\n---\n\n"
PHOTO = "::: photo a.jpg\nThe door.\n:::\n"
MARK = "<!-- webdoc: ignore alt-missing because the caption says it -->\n\n"


@pytest.fixture
def told(project: Project):  # type: ignore[no-untyped-def]
    """The codes that a chapter's text gives, with their lines."""

    def find(text: str, **more: str | bytes) -> list[tuple[str, int]]:
        files = {"webdoc.yaml": SETTINGS, "media/a.jpg": picture(200, 150), **more}
        root = project({**files, "chapters/01-a.md": HEAD + text})
        return [(issue.code, issue.source.line) for issue in build.checked(root)]

    return find


def test_every_rule_names_codes_that_are_explained() -> None:
    known = set(codes.pages())
    assert {code for rule in (*checks.FIRM, *checks.EDITORIAL) for code in rule.codes} <= known


def test_a_picture_without_words_is_told(told) -> None:  # type: ignore[no-untyped-def]
    assert told(PHOTO) == [("alt-missing", 6)]


def test_the_name_that_a_photograph_carries_is_proposed_where_nobody_is_named(project: Project) -> None:
    """An agency writes its photographer into the file; the authors of the whole did not take that picture."""
    tags = Image.Exif()
    tags[0x013B] = "Awa Sarr"
    carried = io.BytesIO()
    Image.new("RGB", (200, 150)).save(carried, "JPEG", exif=tags)
    files = {"webdoc.yaml": SETTINGS, "media/a.jpg": carried.getvalue(), "chapters/01-a.md": f"{HEAD}![A door](a.jpg)"}
    (issue,) = build.checked(project(files))
    assert (issue.code, issue.level, issue.source.line) == ("credit-missing", "info", 6)
    assert "Awa Sarr" in str(issue.message)
    assert "credit: Awa Sarr" in str(issue.hint)
    assert not build.checked(project({**files, "media/media.yaml": "a.jpg:\n  credit: Awa Sarr\n"}))
    assert not build.checked(project({**files, "webdoc.yaml": SETTINGS.replace("Marie", "Awa Sarr, Marie")}))


def test_a_comment_with_a_reason_holds_for_the_block_that_follows(told) -> None:  # type: ignore[no-untyped-def]
    assert told(MARK + PHOTO) == []
    assert told(f"Text.\n\n{MARK}{PHOTO}\n{PHOTO}") == [("alt-missing", 14)]


def test_the_first_thing_of_a_text_holds_for_the_chapter_as_a_whole(project: Project) -> None:
    text = "<!-- webdoc: ignore summary-missing because it is a cover -->\n\nThe lock was changed.\n"
    root = project({"webdoc.yaml": SETTINGS, "chapters/01-a.md": f"---\ntitle: A\n---\n\n{text}"})
    assert build.checked(root) == ()


def test_a_comment_without_a_reason_hides_nothing_and_is_told(told) -> None:  # type: ignore[no-untyped-def]
    without = MARK.replace(" because the caption says it", "")
    assert sorted(told(without + PHOTO)) == [("alt-missing", 8), ("ignore-reason", 6)]


def test_what_ignores_nothing_is_told(told) -> None:  # type: ignore[no-untyped-def]
    assert told(MARK + "![A door](a.jpg)") == [("ignore-unused", 6)]


def test_an_error_cannot_be_ignored(told) -> None:  # type: ignore[no-untyped-def]
    text = "<!-- webdoc: ignore medium-missing because it comes tomorrow -->\n\n![A door](no.jpg)\n"
    assert ("medium-missing", 8) in told(text)


def test_settings_ignore_by_code_and_path(told) -> None:  # type: ignore[no-untyped-def]
    entry = (
        "check:\n  ignore:\n    - code: alt-missing\n      path: chapters/01-*.md\n      because: they only decorate\n"
    )
    assert told(PHOTO, **{"webdoc.yaml": SETTINGS + entry}) == []
    other = entry.replace("01-*", "02-*")
    assert sorted(told(PHOTO, **{"webdoc.yaml": SETTINGS + other})) == [("alt-missing", 6), ("ignore-unused", 7)]


def test_a_setting_that_ignores_needs_a_reason(told) -> None:  # type: ignore[no-untyped-def]
    entry = "check:\n  ignore:\n    - code: alt-missing\n"
    assert ("key-missing", 7) in told(PHOTO, **{"webdoc.yaml": SETTINGS + entry})


def test_a_baseline_tells_only_what_is_new_wherever_its_line_goes(project: Project) -> None:
    files = {"webdoc.yaml": SETTINGS, "media/a.jpg": picture(200, 150), "chapters/01-a.md": HEAD + PHOTO}
    root = project(files)
    known = root.parent / "known.json"
    assert "1 issue is known." in run("-p", str(root), "--write-baseline", str(known)).output
    (root / "chapters/01-a.md").write_text(f"{HEAD}A line.\n\n{PHOTO}", "utf-8")
    assert run("-p", str(root), "--baseline", str(known), "--strict").exit_code == 0
    (root / "chapters/01-a.md").write_text(f"{HEAD}{PHOTO}\n{PHOTO}", "utf-8")
    done = run("-p", str(root), "--baseline", str(known), "--strict")
    assert (done.exit_code, done.output.count("alt-missing")) == (1, 1)


def test_code_hosts_get_their_annotations(project: Project) -> None:
    root = project({"webdoc.yaml": SETTINGS, "media/a.jpg": picture(200, 150), "chapters/01-a.md": HEAD + PHOTO})
    github = run("-p", str(root), "--format", "github").output
    assert github.startswith("::warning file=")
    assert "/chapters/01-a.md,line=6,col=11,title=alt-missing::Nothing says what is to be seen in “a.jpg”.%0A" in github
    (issue,) = json.loads(run("-p", str(root), "--format", "gitlab").output)
    assert (issue["check_name"], issue["severity"], issue["location"]["lines"]) == (
        "alt-missing",
        "minor",
        {"begin": 6},
    )


@pytest.mark.parametrize("lang", ["en", "fr", "es", "de"])
def test_short_words_in_short_sentences_are_easier(lang: str) -> None:
    easy = "We saw it. It was red. " * 30
    hard = "Administrative proportionality notwithstanding toxicological communications " * 30
    assert (reading_ease(easy, lang) or 0) > 60 > 30 > (reading_ease(hard, lang) or 0)


def test_the_english_formula_gives_what_its_author_found() -> None:
    # Flesch: 100 for one syllable a word in sentences of… 206.835 - 84.6 * 1 - 1.015 * 10 = 112.085.
    ten = "The cat sat on the mat and saw the dog. "
    assert reading_ease(ten * 10, "en") == pytest.approx(112.085)


def test_a_language_without_a_formula_is_not_judged() -> None:
    assert reading_ease("word " * 200, "ar") is None


def run(*arguments: str):  # type: ignore[no-untyped-def]
    return CliRunner().invoke(main, ["check", *arguments])
