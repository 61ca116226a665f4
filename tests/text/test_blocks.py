"""The content language: each text in golden/blocks.md and the blocks that it becomes."""

from __future__ import annotations

import pytest

from tests.text.dump import dump
from tests.text.goldens import cases
from webdoc.text.blocks import KINDS
from webdoc.text.chapter import parse


@pytest.mark.parametrize(("text", "expected"), cases("blocks.md"))
def test_becomes_these_blocks(text: str, expected: str) -> None:
    chapter, issues = parse(f"---\ntitle: A title\n---\n{text}".encode(), "chapters/01-door.md", "en")
    assert dump(chapter, issues) == expected


def test_every_kind_of_block_stands_in_the_golden_file() -> None:
    texts = "\n".join(case.values[0] for case in cases("blocks.md"))  # type: ignore[attr-defined]
    assert [name for name in KINDS if f"::: {name}" not in texts] == []


def test_every_option_stands_in_the_golden_file() -> None:
    texts = "\n".join(case.values[0] for case in cases("blocks.md"))  # type: ignore[attr-defined]
    options = {option.name for kind in KINDS.values() for option in kind.options}
    assert [name for name in sorted(options) if f"\n{name}:" not in texts] == []


def test_every_kind_and_option_has_a_sentence_that_explains_it() -> None:
    for kind in KINDS.values():
        assert kind.help.endswith(".")
        assert all(field.help for field in (kind.argument, *kind.options))
