"""What is wrong in a theme's templates, in words, and where."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

from webdoc.errors import WebdocError
from webdoc.model import say

_UNKNOWN = re.compile(r"Object contains unknown field `([\w-]+)`")
_MISSING = re.compile(r"Object missing required field `([\w-]+)`\.$")
HINT = say("Look at that line. A theme that works can be copied and compared: “webdoc theme copy constat NEW”.")


def sentence(error: BaseException) -> str:
    """What a library says, in one line and with its full stop; our own class names left out."""
    first = str(error).splitlines()[0] if str(error) else type(error).__name__
    first = re.sub(r"'webdoc\.[\w.]+ object' has no attribute '(\w+)'", r"there is no “\1” here", first)
    first = re.sub(r"'[\w.]+TemplateReference object' has no attribute '(\w+)'", r"there is no block “\1” here", first)
    return first if first.endswith((".", "!", "?")) else f"{first}."


def short(filename: str, folders: list[Path]) -> str:
    """A template's file as its theme calls it."""
    for folder in folders:
        if filename.startswith(str(folder)):
            return f"themes/{folder.name}{filename[len(str(folder)) :]}"
    return filename


def place(error: BaseException, folders: list[Path]) -> str:
    """The template and its line where it went wrong, the last of those folders; empty for none."""
    found = ""
    trace = error.__traceback__
    while trace is not None:
        name = trace.tb_frame.f_code.co_filename
        if any(name.startswith(str(folder)) for folder in folders):
            found = f"{short(name, folders)}:{trace.tb_lineno}"
        trace = trace.tb_next
    return found


def unfound(name: str, folders: list[Path]) -> WebdocError:
    """A theme's sheet or template asks for a file that is not in ``static/``: where it does, as far as it is found."""
    where = ""
    for path in (path for folder in folders for path in sorted(folder.rglob("*")) if path.suffix in (".css", ".html")):
        lines = path.read_text("utf-8", errors="replace").splitlines()
        at = next((at for at, line in enumerate(lines) if name in line), None)
        if at is not None:
            where = f"{short(str(path), folders)}:{at + 1}:{lines[at].index(name) + 1}"
            break
    hint = say("Put it there, or take out the line that asks for it.")
    return WebdocError(say("The theme has no file static/{name}.", name=name), where, hint)


def undescribed(error: Exception, folder: Path) -> WebdocError:
    """What is wrong with a theme's ``theme.yaml``, with its place as far as it can be known."""
    where, said = f"themes/{folder.name}/theme.yaml", sentence(error)
    if isinstance(error, yaml.MarkedYAMLError) and error.problem_mark:
        where += f":{error.problem_mark.line + 1}:{error.problem_mark.column + 1}"
        return WebdocError(say("This theme cannot be read: {why}.", why=error.problem), where, HINT)
    key = _UNKNOWN.match(said)
    if key:
        message = say("There is no key “{name}” in the description of a theme.", name=key[1])
        return WebdocError(message, line_of(key[1], folder), HINT)
    key = _MISSING.match(said)
    if key:
        hint = say("Add a line “{name}: …”.", name=key[1])
        return WebdocError(say("“{name}” is missing.", name=key[1]), f"{where}:1:1", hint)
    return WebdocError(say("This theme cannot be read: {why}", why=said), f"{where}:1:1", HINT)


def line_of(key: str, folder: Path) -> str:
    """Where a theme's ``theme.yaml`` has that key, as far as it has one."""
    lines = (folder / "theme.yaml").read_text("utf-8").splitlines()
    found = next((at for at, line in enumerate(lines) if line.strip().startswith(f"{key}:")), None)
    at = "" if found is None else f":{found + 1}:{lines[found].index(key) + 1}"
    return f"themes/{folder.name}/theme.yaml{at}"
