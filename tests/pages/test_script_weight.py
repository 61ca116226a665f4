"""What a page's scripts weigh over the wire."""

from __future__ import annotations

import gzip
import re
import runpy
from pathlib import Path

import pytest

from webdoc.pages import scripts
from webdoc.pages.theme import Theme

ROOT = Path(__file__).parents[2]
TYPICAL, RICH = 2 * 1024, 6 * 1024
"""At most: what every page loads; what a chapter with a sequence, a gallery and a quiz does."""
NAMES = ("constat", "affiche", "veille")


def weights(name: str) -> dict[str, int]:
    """What a theme's scripts weigh as they are published."""
    found = Theme(name, ROOT).assets.items()
    return {
        re.sub(r"-[0-9a-f]{8}\.js$", ".js", name): len(gzip.compress(data, 9, mtime=0))
        for name, data in found
        if name.endswith(".js")
    }


@pytest.mark.parametrize("name", NAMES)
def test_a_typical_page_comes_with_two_kilobytes_of_script(name: str) -> None:
    assert weights(name)["theme.js"] <= TYPICAL


@pytest.mark.parametrize("name", NAMES)
def test_a_sequence_a_gallery_with_its_enlargement_and_a_quiz_take_six(name: str) -> None:
    found = weights(name)
    assert sum(found[part] for part in ("theme.js", "player.js", "blocks.js", "light.js")) <= RICH


def test_every_script_that_ships_has_the_short_form_of_what_it_is_now() -> None:
    wanted = runpy.run_path(str(ROOT / "scripts" / "small.py"))["wanted"]()
    there = {path.name for path in (ROOT / "themes").glob("*/small/*")}
    assert {path.name for path in wanted} == there, "run scripts/small.py"


def test_a_script_that_was_changed_is_published_as_it_is_and_not_as_it_was(tmp_path: Path) -> None:
    theme = tmp_path / "themes" / "own"
    (theme / "static").mkdir(parents=True)
    (theme / "theme.yaml").write_text("name: own\nextends: constat\n", "utf-8")
    source = (ROOT / "themes" / "constat" / "static" / "theme.js").read_bytes() + b"// More.\nmore( 1, 2 );\n"
    (theme / "static" / "theme.js").write_bytes(source)
    published = {data for name, data in Theme("own", tmp_path).assets.items() if name.startswith("theme-")}
    assert published == {scripts.published(source)}
    assert b"more(1,2);" in published.pop()
