"""A theme to start from: a copy of one, or a small one that extends it."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from webdoc.errors import WebdocError
from webdoc.model import say
from webdoc.pages.theme import STYLE, Theme, inside


def copy(name: str, project: Path, goal: Path, *, extend: bool = False) -> list[str]:
    """Copy a theme to a folder, or begin one there that extends it; returns the files that were written."""
    theme = Theme(name, project)
    if not re.fullmatch(r"[\w-]+", goal.name):
        raise WebdocError(
            say("“{name}” cannot name a theme.", name=goal.name),
            "",
            say("Take letters, digits, hyphens: themes/my-theme."),
        )
    if goal.exists() and (not goal.is_dir() or any(goal.iterdir())):
        raise WebdocError(
            say("There is something here already."), str(goal), say("Choose a new folder: themes/my-theme.")
        )
    try:
        if extend:
            (goal / "static").mkdir(parents=True, exist_ok=True)
            (goal / "theme.yaml").write_text(_BEGUN.format(name=goal.name, parent=name), "utf-8")
            (goal / "static" / STYLE).write_text(_BEGUN_STYLE.format(name=goal.name, parent=name), "utf-8")
        else:
            hidden = shutil.ignore_patterns(".*", "__pycache__")
            shutil.copytree(theme.folders[0], goal, ignore=hidden, dirs_exist_ok=True)
            path = goal / "theme.yaml"
            text = re.sub(r"^name:.*$", f"name: {goal.name}", path.read_text("utf-8"), count=1, flags=re.M)
            path.write_text(text, "utf-8")
    except OSError as error:
        raise WebdocError(
            say("The theme could not be written: {why}.", why=error.strerror or error), str(goal)
        ) from error
    return [inside for inside, _ in inside(goal)]


_BEGUN = """\
name: {name}
summary: One sentence that says how it looks and for what.
# All that this folder does not bring is taken from there.
extends: {parent}
# Options of your own, beside those of {parent}; webdoc.yaml sets them. See docs/themes.md.
# options:
#   accent: {{type: colour, default: "#FFD21E", against: ["#14181A"], help: The one colour.}}
"""

_BEGUN_STYLE = """\
/* {name}: what differs from {parent}, whose own rules come before these. */
:root {{
  /* --paint: #ffd21e; --on-paint: #14181a; */
}}
"""
