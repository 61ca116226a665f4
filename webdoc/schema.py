"""JSON Schemas of what editors write, made from the structs that are read: programs complete and check while they type.

https://json-schema.org/ (draft 7, which programs know best). A text may be written as a number, a yes as a word, and a
key may stand there empty, because the reader takes all that.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec

from webdoc.errors import WebdocError
from webdoc.model import say
from webdoc.settings import FrontMatter, MediaNote, Settings

FOLDER = ".schema"
LINE = f"# yaml-language-server: $schema={FOLDER}/webdoc.json\n"
"""The remark at the head of ``webdoc.yaml`` by which programs find its schema."""
MEDIA_LINE = f"# yaml-language-server: $schema=../{FOLDER}/media.json\n"
_DRAFT = "http://json-schema.org/draft-07/schema#"
_WORDS_FOR_YES_AND_NO = [True, False, "yes", "no", "on", "off", None]


def files() -> dict[str, str]:
    """The schemas, as files of a project: ``webdoc.yaml``, the head of a chapter, ``media/media.yaml``."""
    made = {"webdoc": of(Settings), "chapter": of(FrontMatter), "media": of(dict[str, MediaNote])}
    return {
        f"{FOLDER}/{name}.json": json.dumps(schema, ensure_ascii=False, indent=1) + "\n"
        for name, schema in made.items()
    }


def write(root: Path) -> list[str]:
    """Write them into the project in that folder; returns their paths in it. Raises WebdocError."""
    if not (root / "webdoc.yaml").is_file():
        raise WebdocError(say("There is no webdoc.yaml here: this is not a project."), "", say("Go into its folder."))
    try:
        (root / FOLDER).mkdir(exist_ok=True)
        for name, text in files().items():
            (root / name).write_text(text, "utf-8")
    except OSError as error:
        raise WebdocError(
            say("{directory} cannot be written: {why}.", directory=root / FOLDER, why=error.strerror),
            "",
            say("Choose another place."),
        ) from error
    return list(files())


def of(kind: Any) -> dict[str, Any]:
    """The schema of one kind of text, as YAML writes it."""
    made = msgspec.json.schema(kind)
    definitions = {name: _as_written(one) for name, one in made.pop("$defs", {}).items()}
    top = made if "$ref" in made else _as_written(made)
    return {"$schema": _DRAFT, **top, "$defs": definitions}


def _as_written(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema of a value, for all the ways in which an editor may write it."""
    told = {"description": schema["description"]} if "description" in schema else {}
    if schema.get("default"):
        told["default"] = schema["default"]
    match schema:
        case {"$ref": target}:
            return {**told, "anyOf": [{"$ref": target}, {"type": "null"}]}
        case {"anyOf": several} | {"allOf": several}:
            return {**told, "anyOf": [_as_written(one) for one in several]}
        case {"enum": choices}:
            return {**told, "enum": [*choices, None]}
        case {"type": "boolean"}:
            return {**told, "enum": _WORDS_FOR_YES_AND_NO}
        case {"type": "array", "items": items}:
            return {**told, "type": ["array", "null"], "items": _as_written(items)}
        case {"type": "object", "properties": properties, **more}:
            fields = {name: _as_written(one) for name, one in properties.items()}
            for name in more.get("required", []):
                fields[name] = _filled(fields[name])
            whole: dict[str, Any] = {name: more[name] for name in ("required", "additionalProperties") if name in more}
            return {**told, "type": ["object", "null"], "properties": fields, **whole}
        case {"type": "object", "additionalProperties": dict(values)}:
            return {**told, "type": ["object", "null"], "additionalProperties": _as_written(values)}
        case _:
            return {**told, "type": ["string", "number", "null"]}


def _filled(schema: dict[str, Any]) -> dict[str, Any]:
    """The same for a key that must not stand there empty."""
    return {
        name: [one for one in value if one not in (None, "null")] if name in ("type", "enum") else value
        for name, value in schema.items()
    }
