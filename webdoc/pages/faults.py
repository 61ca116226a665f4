"""What is wrong in a theme's templates, in words, and where."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec
import yaml

from webdoc import misread
from webdoc.contents import content
from webdoc.errors import WebdocError
from webdoc.model import say

_UNKNOWN = re.compile(r"Object contains unknown field `([\w-]+)`")
_MISSING = re.compile(r"Object missing required field `([\w-]+)`")
_WRONG = re.compile(r"Expected `(\w+)(?: \| null)?`, got `(\w+)`")
_OTHER = re.compile(r"Invalid enum value '(.*?)'(?: - at |\.$)")
_PATH = re.compile(r" - at (?:`key` in )?`(\$[^`]*)`")
_STEP = re.compile(r"\.([\w-]+)|\[(\.\.\.|\d+)\]")
_TYPES = {
    "str": say("a text"), "int": say("a whole number"), "float": say("a number"), "bool": say("true or false"),
    "array": say("a list"), "object": say("lines “name: value”"), "null": say("nothing"),
}  # fmt: skip
_SCALARS = ("int", "float", "bool")
HINT = say("Look at that line. A theme that works can be copied and compared: “webdoc theme copy constat NEW”.")


NOT_UTF8 = say("This file is not stored as UTF-8.")
SAVE = say("Save it again as UTF-8 (in the editor: “Save as”, encoding UTF-8).")


def undecoded(error: UnicodeDecodeError) -> tuple[int, int]:
    """The line and column of the first byte that is not UTF-8."""
    before = error.object[: error.start]
    return before.count(b"\n") + 1, len(before.rpartition(b"\n")[2].decode("utf-8", "replace")) + 1


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


def keys(error: Exception, data: Any, kind: Any) -> tuple[str | int, ...]:
    """The keys that lead to what a ``msgspec.ValidationError`` is about; it leaves out names that may be any."""
    found = _PATH.search(str(error))
    path: list[str | int] = []
    for name, number in _STEP.findall(found[1]) if found else ():
        here = data
        for key in path:
            here = here[key]
        path.append(name or (int(number) if number != "..." else _guilty(str(error), data, kind, path, here)))
    return tuple(path)


def _guilty(said: str, data: Any, kind: Any, path: list[str | int], here: Mapping[str, Any]) -> str:
    """Which of several names is meant: the one that alone gives the same error."""
    for name, value in here.items():
        try:
            msgspec.convert(_put({name: value}, data, path), kind)
        except msgspec.ValidationError as error:
            if str(error) == said:
                return name
    return ""


def _put(value: Any, data: Any, path: Sequence[str | int]) -> Any:
    """The data with a value put there."""
    if not path:
        return value
    return {**data, path[0]: _put(value, data[path[0]], path[1:])}


def _cut(data: Any, path: Sequence[str | int]) -> Any:
    """The data without what stands there."""
    return {key: _cut(one, path[1:]) if key == path[0] else one for key, one in data.items() if [key] != [*path]}


def converted(data: Any, kind: Any, folder: Path) -> tuple[Any, list[WebdocError]]:
    """A theme's description as that type (None when it is none), and all that is wrong with it.

    What is wrong is taken out, and the rest read again; what a group misses then is not told.
    """
    told = _doubled(folder)
    cut: set[tuple[str | int, ...]] = set()
    while True:
        try:
            return msgspec.convert(data, kind), told
        except msgspec.ValidationError as error:
            path, said = keys(error, data, kind), sentence(error)
            missing, unknown = _MISSING.match(said), _UNKNOWN.match(said)
            if not (missing and any(one[:-1] == path for one in cut)):
                told.append(undescribed(error, folder, path))
            path = (*path, unknown[1]) if unknown else path
            while path and isinstance(path[-1], int):  # without one of its items the others would stand elsewhere
                path = path[:-1]
            if missing and not path:
                data = {**data, missing[1]: folder.name}
            elif not path or path in cut:
                return None, told
            else:
                cut.add(path)
                data = _cut(data, path)


def _doubled(folder: Path) -> list[WebdocError]:
    """Keys that stand twice in one group: YAML would take the last without a word."""
    told, nodes, seen = [], [_root(folder)], set()
    for node in nodes:
        if id(node) in seen:  # it has a name, and is named again
            continue
        seen.add(id(node))
        if isinstance(node, yaml.SequenceNode):
            nodes += node.value
        elif isinstance(node, yaml.MappingNode):
            first: dict[str, int] = {}
            for key, value in node.value:
                nodes.append(value)
                line, column = misread.place(key.start_mark)
                if key.value in first:
                    slip = misread.twice(key.value, first[key.value], (line, column))
                    told.append(WebdocError(slip.message, _at(folder, line, column), slip.hint))
                first.setdefault(str(key.value), line + 1)
    return told


def undescribed(error: Exception, folder: Path, path: tuple[str | int, ...] = ()) -> WebdocError:
    """What is wrong with a theme's ``theme.yaml`` at the keys of that path, with its place as far as it is known."""
    said = sentence(error)
    if isinstance(error, yaml.MarkedYAMLError):
        slip = misread.found(error, (folder / "theme.yaml").read_text("utf-8"))
        return WebdocError(slip.message, _at(folder, slip.line, slip.column), slip.hint)
    if isinstance(error, UnicodeDecodeError):
        line, column = undecoded(error)
        return WebdocError(NOT_UTF8, f"themes/{folder.name}/theme.yaml:{line}:{column}", SAVE)
    key = _UNKNOWN.match(said)
    if key:
        message = say("There is no key “{name}” in the description of a theme.", name=key[1])
        return WebdocError(message, line_of((*path, key[1]), folder), HINT)
    where = line_of(path, folder)
    name = next((key for key in reversed(path) if isinstance(key, str)), folder.name)
    key = _MISSING.match(said)
    if key:
        hint = say("Add a line “{name}: …”.", name=key[1])
        return WebdocError(say("“{name}” is missing.", name=key[1]), where, hint)
    wrong = _WRONG.match(said)
    if wrong and wrong[1] in _TYPES and wrong[2] in _TYPES:
        message = say("“{name}” has to be {expected}, but here is {found}.", name=name, expected=_TYPES[wrong[1]],
                      found=_TYPES[wrong[2]])  # fmt: skip
        hint = say("Put it between quotation marks.") if wrong[1] == "str" and wrong[2] in _SCALARS else HINT
        return WebdocError(message, where, hint)
    if "matching regex" in said:
        return WebdocError(say("“{name}” is no size.", name=name), where, say("Write it as “400 KB” or “10 MB”."))
    other = _OTHER.match(said)
    if other:
        return WebdocError(say("“{name}” cannot be “{text}”.", name=name, text=other[1]), where, HINT)
    return WebdocError(say("This theme cannot be read: {why}", why=_PATH.sub("", said)), where, HINT)


def line_of(path: Sequence[str | int], folder: Path) -> str:
    """Where a theme's ``theme.yaml`` has these keys, one in the other, as far as it has them."""
    node = _root(folder)
    mark = node.start_mark if node else None
    for key in path:
        if isinstance(node, yaml.MappingNode):
            pair = next((pair for pair in node.value if pair[0].value == str(key)), None)
            mark, node = (pair[0].start_mark, pair[1]) if pair else (mark, None)
        elif isinstance(node, yaml.SequenceNode) and isinstance(key, int):
            node = node.value[key]
            mark = node.start_mark
    return _at(folder, *misread.place(mark))


def _at(folder: Path, line: int, column: int) -> str:
    """A place in a theme's ``theme.yaml``, its line and column from 0, in words."""
    return f"themes/{folder.name}/theme.yaml:{line + 1}:{column + 1}"


def _root(folder: Path) -> Any:
    """What YAML finds in a theme's ``theme.yaml``; None for nothing."""
    try:
        return yaml.compose(content(folder / "theme.yaml").decode("utf-8"), yaml.SafeLoader)
    except (OSError, UnicodeDecodeError, yaml.YAMLError):
        return None
