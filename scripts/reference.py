"""Write docs/reference.md: every key, block and option, from the code that reads them.

.venv/bin/python scripts/reference.py
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import UnionType
from typing import Any, get_args, get_origin

import click
import msgspec

from webdoc import settings
from webdoc.cli import main
from webdoc.text.blocks import KINDS
from webdoc.text.kind import Field

PAGE = Path(__file__).parent.parent / "docs" / "reference.md"

HEAD = """# Reference

Every key and every option. This page is written by `scripts/reference.py` from the code that reads them.

"""


def page() -> str:
    """The whole page."""
    parts = [HEAD]
    parts.append("## webdoc.yaml\n\nOnly `title` is required.\n\n" + table(settings.Settings))
    parts.append("\n### An action\n\nBelow `actions`, by a name of your own.\n\n" + table(settings.ActionSettings))
    parts.append("\n### The form of an action\n\nBelow its `form`.\n\n" + table(settings.FormSettings))
    parts.append("\n### A language\n\nBelow `languages`, by its code.\n\n" + table(settings.LanguageSettings))
    parts.append("\n### The words of an action in a language\n\n" + table(settings.ActionText))
    parts.append("\n### The words of its form in a language\n\n" + table(settings.FormText))
    parts.append("\n### Photographs\n\nBelow `photographs`.\n\n" + table(settings.PhotographSettings))
    parts.append("\n### Sounds\n\nBelow `sound`.\n\n" + table(settings.SoundSettings))
    parts.append("\n### A budget\n\nBelow `budget`.\n\n" + table(settings.BudgetSettings))
    parts.append("\n### Sharing\n\nBelow `share`.\n\n" + table(settings.ShareSettings))
    parts.append(
        "\n### A source\n\nBelow `sources`, by the name that `[@name]` cites; or one line of text, which may end with"
        " an address.\n\n" + table(settings.SourceSettings)
    )
    parts.append("\n### To learn with it\n\nBelow `learning`.\n\n" + table(settings.LearningSettings))
    parts.append("\n### A credit\n\n" + table(settings.CreditSettings))
    parts.append(
        "\n## The front matter of a chapter\n\nBetween two lines `---` at its head.\n\n" + table(settings.FrontMatter)
    )
    parts.append("\n### How a chapter is passed on\n\nBelow `share`.\n\n" + table(settings.ChapterShare))
    parts.append("\n## media/media.yaml\n\nBy file name.\n\n" + table(settings.MediaNote))
    parts.append("\n## Blocks\n\n")
    for kind in KINDS.values() if isinstance(KINDS, dict) else KINDS:
        parts.append(f"### {kind.name}\n\n{sentence(kind.help)}\n\n")
        rows = [("*argument*", kind.argument)] if kind.argument.help else []
        rows += [(f"`{field.name}`", field) for field in kind.options]
        parts.append("| option | what it is |\n|---|---|\n" + "".join(row(name, field) for name, field in rows) + "\n")
    parts.append("## Commands\n\n" + "".join(commands(main, "webdoc")))
    return "".join(parts).rstrip() + "\n"


def commands(command: click.Command, name: str) -> Iterator[str]:
    """A command with its options, and the commands below it."""
    words = " ".join(
        [name, *(f"{one.human_readable_name}" for one in command.params if isinstance(one, click.Argument))]
    )
    options = [one for one in command.params if isinstance(one, click.Option) and not one.hidden and not one.is_eager]
    if name != "webdoc":
        yield f"### {words}\n\n{sentence((command.help or '').strip())}\n\n"
        if options:
            yield "| option | what it is |\n|---|---|\n"
            yield from (f"| `{', '.join(one.opts)}` | {sentence(one.help or '')} |\n" for one in options)
            yield "\n"
    if isinstance(command, click.Group):
        for child in command.commands.values():
            yield from commands(child, f"{name} {child.name}")


def table(kind: type[Any]) -> str:
    """The keys of one group of settings."""
    rows = ["| key | what it is | type |\n|---|---|---|\n"]
    for field in msgspec.structs.fields(kind):
        plain, *notes = get_args(field.type)
        rows.append(f"| `{field.name}` | {notes[0].description} | {words(plain)} |\n")
    return "".join(rows)


def words(kind: Any) -> str:
    """A type in an editor's words."""
    if kind is bool:
        return "yes or no"
    if get_origin(kind) is list:
        return f"list of {words(get_args(kind)[0])}"
    if get_origin(kind) is dict:
        return f"names and {words(get_args(kind)[1])}"
    if isinstance(kind, UnionType):
        return " or ".join(words(one) for one in get_args(kind))
    if get_args(kind):
        return ", ".join(f"`{choice}`" for choice in get_args(kind))
    return "text" if kind is str else "group"


def row(name: str, field: Field) -> str:
    """One option of a block."""
    choices = f" One of {', '.join(f'`{choice}`' for choice in field.choices)}." if field.choices else ""
    needed = " Required." if field.required else ""
    return f"| {name} | {sentence(field.help)}{choices}{needed} |\n"


def sentence(text: str) -> str:
    """With a capital and a full stop."""
    text = text[:1].upper() + text[1:]
    return text if text.endswith((".", "?", "!")) else f"{text}."


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
