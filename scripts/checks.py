"""Write the index of codes in docs/checks.md, from the page of each code.

.venv/bin/python scripts/checks.py
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from webdoc import codes

PAGE = Path(__file__).parent.parent / "docs" / "checks.md"
HEAD = "## All codes\n"


def index() -> str:
    """The codes, theme by theme, each with its level and its title."""
    return "\n".join(_lines())


def _lines() -> Iterator[str]:
    yield HEAD
    for theme, pages in groupby(codes.pages().values(), lambda page: page.theme):
        yield f"### {theme.capitalize()}\n"
        yield "| code | level | what it says |\n|---|---|---|"
        for page in pages:
            yield f"| [`{page.code}`](../webdoc/codes/en/{page.code}.md) | {page.level} | {page.title} |"
        yield ""


if __name__ == "__main__":
    before = PAGE.read_text("utf-8").partition(HEAD)[0]
    PAGE.write_text(before + index(), "utf-8")
