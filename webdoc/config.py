"""The reader of what editors set: ``webdoc.yaml``, a chapter's front matter, ``media/media.yaml``.

Text in, the typed values of `webdoc.settings` and Issues out. What is wrong is told with its line and column, all of it
in one go; a value that cannot be used is left at its default, so that reading can go on.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from types import UnionType
from typing import Annotated, Any, Literal, get_args, get_origin

import msgspec
import yaml
from msgspec import Struct

from webdoc import actions, misread, sense
from webdoc.model import NOTHING, Issue, Sentence, Source, say
from webdoc.sense import did_you_mean
from webdoc.settings import FrontMatter, MediaNote, Settings

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_LARGEST = 256 * 1024
_DEEPEST = 40
_MOST_NODES = 20_000
_NESTED_IN_A_LINE = re.compile(r"(?:[-?:][ \t]+){40,}|[\[{][ \t\[{]{40,}")
_NOT_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def settings(text: str, path: str = "webdoc.yaml") -> tuple[Settings | None, dict[str, Source], tuple[Issue, ...]]:
    """Read ``webdoc.yaml``: the settings (None without a usable title), where each key stands, what is wrong."""
    reader = _Reader(path, 1)
    value = reader.struct(Settings, reader.document(text))
    if isinstance(value, Settings):
        sense.settings(value, reader.say_of)
        actions.judge(value, reader.say_of)
    return value, reader.places, tuple(reader.issues)


def front_matter(text: str, path: str, first_line: int) -> tuple[FrontMatter, dict[str, Source], tuple[Issue, ...]]:
    """Read a chapter's front matter, whose text begins on that line: the values, where each stands, what is wrong."""
    reader = _Reader(path, first_line)
    value = reader.struct(FrontMatter, reader.document(text)) or FrontMatter()
    if value.lang and not sense.LANGUAGE.fullmatch(value.lang):
        # It names a folder of the site.
        message = say("“{lang}” is not a language code.", lang=value.lang)
        reader.say_of("lang", "value-choice", message, say("Write it as “en”, “fr” or “pt-BR”."))
        value = msgspec.structs.replace(value, lang="")
    return value, reader.places, tuple(reader.issues)


def media_notes(text: str, path: str) -> tuple[dict[str, MediaNote], dict[str, Source], tuple[Issue, ...]]:
    """Read ``media.yaml``: what is said of each file, where each of it stands, and what is wrong."""
    reader = _Reader(path, 1)
    root = reader.document(text)
    notes: dict[str, MediaNote] = {}
    places: dict[str, Source] = {}
    for name, key_node, node in reader.pairs(root):
        path = unicodedata.normalize("NFC", name)
        note = reader.struct(MediaNote, node, path)
        if note is not None:
            notes[path] = note
            places[path] = reader.at(key_node)
    return notes, reader.places | places, tuple(reader.issues)


def focus(text: str) -> tuple[float, float] | None:
    """``0.3,0.6`` as two fractions from 0 to 1; None when it is not that."""
    parts = text.replace(";", ",").split(",")
    try:
        x, y = (float(part) for part in parts)
    except ValueError:
        return None
    return (x, y) if 0 <= x <= 1 and 0 <= y <= 1 else None


class _Reader:
    """Turns one YAML text into structs, noting everything that is wrong on the way."""

    def __init__(self, path: str, first_line: int) -> None:
        self.path = path
        self.first = first_line
        self.issues: list[Issue] = []
        self.places: dict[str, Source] = {}
        """Where each key's value stands, by its dotted name."""

    def at(self, node: Any) -> Source:
        return Source(self.path, node.start_mark.line + self.first, node.start_mark.column + 1)

    def say(self, code: str, where: Source, message: Sentence, hint: Sentence = NOTHING) -> None:
        self.issues.append(Issue(code=code, message=message, source=where, hint=hint))

    def say_of(self, key: str, code: str, message: Sentence, hint: Sentence) -> None:
        """Note what is wrong with a key, where it stands."""
        self.say(code, self.places.get(key, Source(self.path, self.first, 1)), message, hint)

    def document(self, text: str) -> Any:
        """The node of the whole text; None when it is empty or cannot be read."""
        here = Source(self.path, self.first, 1)
        if len(text) > _LARGEST:
            self.say("yaml-invalid", here, say("This is far too long for settings."), say("Keep it under 256 KB."))
            return None
        deep = _NESTED_IN_A_LINE.search(text)
        if deep or text.count("[") + text.count("{") > 2_000:
            line = text.count("\n", 0, deep.start()) if deep else 0
            self.say(
                "yaml-invalid",
                Source(self.path, self.first + line, 1),
                say("This is nested too deeply to be read."),
                say("Take some of the brackets away."),
            )
            return None
        try:
            loader = _LOADER(text)
            try:
                node = loader.get_single_node()
            finally:
                loader.dispose()
        except yaml.MarkedYAMLError as error:
            slip = misread.found(error, text)
            where = Source(self.path, slip.line + self.first, slip.column + 1)
            self.say("yaml-invalid", where, slip.message, slip.hint)
            return None
        except yaml.YAMLError as error:
            self.say(
                "yaml-invalid",
                _bad_character(text, here),
                say("This is not valid YAML: {why}.", why=_first_line(error)),
                say("Delete what stands there, and type it anew."),
            )
            return None
        if node is None or (isinstance(node, yaml.ScalarNode) and not node.value):
            return None
        if not self._bounded(node):
            return None
        self._cut(node, text.splitlines())
        if not isinstance(node, yaml.MappingNode):
            missing = misread.unparted(text.splitlines()[node.start_mark.line])
            if missing and isinstance(node, yaml.ScalarNode):
                self.say("yaml-invalid", self.at(node), missing.message, missing.hint)
                return None
            self.say(
                "value-type",
                self.at(node),
                say("Settings are lines of the form “key: value”."),
                say("As in “title: My film”."),
            )
            return None
        return node

    def _bounded(self, root: Any) -> bool:
        for seen, (node, depth) in enumerate(_nodes(root), 1):
            if depth > _DEEPEST or seen > _MOST_NODES:
                message = say("This is nested too deeply, or repeats itself too often.")
                self.say("yaml-invalid", self.at(node), message, say("Keep one “key: value” a line."))
                return False
        return True

    def _cut(self, root: Any, lines: list[str]) -> None:
        """Texts that a # cuts short, which is meant as none, that swallow an item, or lose their first word."""
        for node, _ in _nodes(root):
            begin = node.start_mark
            if begin.line < len(lines) and (slip := misread.typed(lines[begin.line][begin.column :])):
                self.say("yaml-invalid", self.at(node), slip.message, slip.hint)
            if not isinstance(node, yaml.ScalarNode) or node.style or node.end_mark.line >= len(lines):
                continue
            first, line, column = node.start_mark.line, node.end_mark.line, node.end_mark.column
            slip = misread.cut(lines[line][column:])
            if slip:
                self._warn(slip, line, column)
            swallowed = misread.swallowed(lines[first : line + 1]) if line > first else None
            if swallowed:
                self._warn(swallowed, first, 0)

    def _warn(self, slip: misread.Slip, line: int, column: int) -> None:
        where = Source(self.path, line + slip.line + self.first, column + slip.column + 1)
        issue = Issue(code="yaml-invalid", level="warning", message=slip.message, source=where, hint=slip.hint)
        self.issues.append(issue)

    def pairs(self, node: Any) -> list[tuple[str, Any, Any]]:
        """Name, key node and value node of a mapping; a key that stands twice is told, the first one counts."""
        if node is None or _empty(node):
            return []
        if not isinstance(node, yaml.MappingNode):
            self.say(
                "value-type",
                self.at(node),
                say("Here {found} stands where lines “name: value” are expected.", found=_words(node)),
                _LINES,
            )
            return []
        found: dict[str, tuple[str, Any, Any]] = {}
        for key_node, value in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                self.say("value-type", self.at(key_node), say("A key has to be one word or a short text."), _LINES)
                continue
            name = str(key_node.value)
            if name in found:
                slip = misread.twice(name, self.at(found[name][1]).line, misread.place(key_node.start_mark))
                self.say("key-twice", self.at(key_node), slip.message, slip.hint)
                continue
            found[name] = (name, key_node, value)
        return list(found.values())

    def struct(self, kind: Any, node: Any, path: str = "") -> Any:
        """A struct of that kind; None when a required key is missing."""
        fields = _fields(kind)
        values: dict[str, Any] = {}
        told = bool(self.issues) and node is None
        for name, key_node, value in self.pairs(node):
            if name not in fields:
                strange = misread.odd(name)
                message, hint = (
                    (strange.message, strange.hint)
                    if strange
                    else (
                        say("Unknown key “{name}”.", name=name),
                        did_you_mean(name, fields)
                        or say("Take it away, or look up in the reference which keys there are."),
                    )
                )
                self.say("key-unknown", self.at(key_node), message, hint)
                continue
            if _empty(value):
                continue
            fields_path = f"{path}.{name}" if path else name
            self.places[fields_path] = self.at(value)
            read = self.value(fields[name].type, value, fields_path)
            if read is not None and read != "":
                values[name] = read
        missing = [name for name, field in fields.items() if field.required and name not in values]
        for name in missing:
            if not told and (f"{path}.{name}" if path else name) not in self.places:
                where = self.at(node) if node is not None else Source(self.path, self.first, 1)
                self.say(
                    "key-missing",
                    where,
                    say("“{name}” is missing.", name=name),
                    say("Add a line “{name}: …”.", name=name),
                )
        return None if missing else kind(**values)

    def value(self, kind: Any, node: Any, path: str) -> Any:
        """A value of that type, or None after saying what is wrong with it."""
        origin, args = get_origin(kind), get_args(kind)
        name = path.rsplit(".", 1)[-1]
        if origin is Annotated:
            return self.value(args[0], node, path)
        if origin is UnionType:
            group = isinstance(node, yaml.MappingNode)
            return self.value(next(one for one in args if issubclass(one, Struct) == group), node, path)
        if isinstance(kind, type) and issubclass(kind, Struct):
            return self.struct(kind, node, path)
        if origin is list:
            if not isinstance(node, yaml.SequenceNode):
                return self._wrong(
                    node,
                    name,
                    say("a list"),
                    say("Write “{name}: [one, two]”, or one “- item” a line below it.", name=name),
                )
            deep = isinstance(args[0], type) and issubclass(args[0], Struct)
            items = [
                self.value(args[0], item, f"{path}.{number}" if deep else path)
                for number, item in enumerate(node.value)
                if not _empty(item)
            ]
            return [item for item in items if item is not None]
        if origin is dict:
            if not isinstance(node, yaml.MappingNode):
                hint = say("Write one “name: value” a line, indented, below “{name}:”.", name=name)
                return self._wrong(node, name, say("lines “name: value”"), hint)
            read = {}
            for word, key_node, value in self.pairs(node):
                self.places[f"{path}.{word}"] = self.at(key_node)
                if _empty(value):
                    # An unquoted “#B3121D” is a remark in YAML: the theme says so, if the option is told at all.
                    read[word] = "" if path == "options" else None
                else:
                    read[word] = self.value(args[1], value, f"{path}.{word}")
            return {word: value for word, value in read.items() if value is not None}
        if not isinstance(node, yaml.ScalarNode):
            return self._wrong(
                node, name, _EXPECTED.get(kind, say("one value")), say("Write it in one line: “{name}: …”.", name=name)
            )
        return self._scalar(kind, origin, args, node, name)

    def _scalar(self, kind: Any, origin: Any, args: Any, node: Any, name: str) -> Any:
        text = str(node.value)
        if origin is Literal:
            if text in args:
                return text
            self.say(
                "value-choice",
                self.at(node),
                say("“{name}” cannot be “{text}”.", name=name, text=text),
                did_you_mean(text, args),
            )
            return None
        if kind is bool:
            if text.lower() in ("true", "yes", "on"):
                return True
            if text.lower() in ("false", "no", "off"):
                return False
            return self._wrong(
                node, name, say("true or false"), say("Write “{name}: true” or “{name}: false”.", name=name)
            )
        found = _NOT_TEXT.search(text)
        if found:
            self.say(
                "value-type",
                self.at(node),
                say("“{name}” holds a character that cannot be shown.", name=name),
                say("Type it anew."),
            )
            return None
        return unicodedata.normalize("NFC", text.strip())

    def _wrong(self, node: Any, name: str, expected: Sentence, hint: Sentence = NOTHING) -> None:
        self.say(
            "value-type",
            self.at(node),
            say(
                "“{name}” has to be {expected}, but here is {found}.", name=name, expected=expected, found=_words(node)
            ),
            hint,
        )


@cache
def _fields(kind: Any) -> Mapping[str, msgspec.structs.FieldInfo]:
    return {field.name: field for field in msgspec.structs.fields(kind)}


_LINES = say("Write one “name: value” a line, indented, below the name of the group.")
_EXPECTED = {str: say("a text"), bool: say("true or false"), int: say("a whole number"), float: say("a number")}


def _nodes(root: Any) -> Iterator[tuple[Any, int]]:
    """Each node and how deep it stands; one that is named several times is given as often."""
    stack = [(root, 1)]
    while stack:
        node, depth = stack.pop()
        yield node, depth
        if isinstance(node, yaml.MappingNode):
            stack += [(child, depth + 1) for pair in node.value for child in pair]
        elif isinstance(node, yaml.SequenceNode):
            stack += [(child, depth + 1) for child in node.value]


def _empty(node: Any) -> bool:
    return isinstance(node, yaml.ScalarNode) and node.tag == "tag:yaml.org,2002:null" and not node.style


def _words(node: Any) -> Sentence:
    if isinstance(node, yaml.MappingNode):
        return say("a group of keys")
    if isinstance(node, yaml.SequenceNode):
        return say("a list")
    return say("“{text}”", text=str(node.value)[:40])


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0] if str(error) else type(error).__name__


def _bad_character(text: str, here: Source) -> Source:
    found = _NOT_TEXT.search(text)
    if not found:
        return here
    line = text.count("\n", 0, found.start())
    return Source(here.path, here.line + line, found.start() - text.rfind("\n", 0, found.start()))
