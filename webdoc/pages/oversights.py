"""What the maker of a theme would not be told otherwise: what Jinja and browsers pass over without a word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import jinja2
from jinja2 import nodes

from webdoc.model import Issue, Sentence, Source, say
from webdoc.pages import faults
from webdoc.sense import did_you_mean

_TOKEN = re.compile(r"""/\*.*?\*/|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|/\*|["'{}]""", re.S)
_NAME_OF_BLOCK = re.compile(r"\{%[-+]?\s*block\s+(?=(\w+))")


def _issue(place: Source, message: Sentence, hint: Sentence = faults.HINT) -> Issue:
    return Issue(code="template-error", level="error", message=message, source=place, hint=hint)


# --- style sheets


def sheet(text: str, path: str) -> Iterator[Issue]:
    """Braces, strings and remarks of a style sheet that do not end: browsers leave out what follows, or the rest."""
    hint = say("Write {sign} where it ends: up to there nothing else is read.", sign="}")
    open_at: list[int] = []
    for found in _TOKEN.finditer(text):
        sign = found[0]
        if sign == "{":
            open_at.append(found.start())
        elif sign == "}" and open_at:
            open_at.pop()
        elif sign == "}":
            message = say("This brace closes what was never opened.")
            yield _issue(_place(text, found.start(), path), message, say("Take it away, or look at the rule above it."))
        elif sign in ('"', "'", "/*"):
            ending = {"/*": "*/"}.get(sign, sign)
            message = say("What {sign} begins here is never closed.", sign=sign)
            yield _issue(_place(text, found.start(), path), message,
                         say("Write {sign} where it ends: up to there nothing else is read.", sign=ending))  # fmt: skip
            if sign == "/*":
                return
    for start in open_at[:1]:
        yield _issue(_place(text, start, path), say("What {sign} begins here is never closed.", sign="{"), hint)


def _place(text: str, at: int, path: str) -> Source:
    return Source(path, text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at))


# --- templates


def template(environment: jinja2.Environment, name: str, path: str) -> Iterator[Issue]:
    """What a template says in vain; ``name`` as the environment knows it, ``path`` as its theme calls it."""
    text = _text(environment, name)
    try:
        tree = environment.parse(text, name)
    except jinja2.TemplateSyntaxError as error:
        message = say("This template cannot be read: {why}", why=faults.sentence(error))
        yield _issue(Source(path, error.lineno), message)
        return
    extends = tree.find(nodes.Extends)
    if extends is not None and isinstance(extends.template, nodes.Const) and extends.template.value == path_in(path):
        message = say("This template extends itself.")
        example = f'{{% extends "!parent/{extends.template.value}" %}}'
        yield _issue(Source(path, extends.lineno), message, say("Write {example}.", example=example))
        return
    known = _of_parents(environment, tree, name)
    if known is None:
        return
    taken = {one.attr for one in tree.find_all(nodes.Getattr) if _is_self(one.node)}
    for node in _outer(tree.body):
        if isinstance(node, nodes.Block) and node.name not in known | taken:
            message = say("There is no block “{name}” in the template that this one extends: it is not shown.",
                          name=node.name)  # fmt: skip
            line = text.splitlines()[node.lineno - 1]
            named = (one.end() for one in _NAME_OF_BLOCK.finditer(line) if one[1] == node.name)
            yield _issue(Source(path, node.lineno, next(named, 0) + 1), message, did_you_mean(node.name, sorted(known)))
        elif isinstance(node, nodes.Output) and any(_shown(one) for one in node.nodes):
            lost = next(one for one in node.nodes if _shown(one))
            message = say("This stands outside of all blocks, and is not shown: the template extends another.")
            yield _issue(
                Source(path, _line(lost)),
                message,
                say("Move it into a block, as {example}.", example="{% block main %}"),
            )


def path_in(path: str) -> str:
    """What a template is called in its theme: ``themes/ours/templates/chapter.html`` is ``chapter.html``."""
    return path.partition("/templates/")[2]


def _text(environment: jinja2.Environment, name: str) -> str:
    assert environment.loader is not None
    return environment.loader.get_source(environment, name)[0]


def _of_parents(environment: jinja2.Environment, tree: nodes.Template, name: str) -> set[str] | None:
    """The blocks of the template that this one extends and of those beyond; None when none is known."""
    extends = tree.find(nodes.Extends)
    if extends is None or not isinstance(extends.template, nodes.Const) or str(extends.template.value) == name:
        return None
    parent = environment.join_path(str(extends.template.value), name)
    try:
        above = environment.parse(_text(environment, parent), parent)
    except (jinja2.TemplateError, UnicodeDecodeError):  # it is told when the page is made
        return None
    own = {one.name for one in above.find_all(nodes.Block)}
    return own | (_of_parents(environment, above, parent) or set())


def _outer(body: list[nodes.Node]) -> Iterator[nodes.Node]:
    """What stands outside of blocks after ``extends``, and the outermost blocks, also those in an ``if``."""
    at = next((at for at, node in enumerate(body) if isinstance(node, nodes.Extends)), -1)
    for node in body[at + 1 :]:
        yield node
        if isinstance(node, nodes.If):
            yield from _outer([*node.body, *node.elif_, *node.else_])


def _is_self(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Name) and node.name == "self"


def _shown(node: nodes.Node) -> bool:
    return not isinstance(node, nodes.TemplateData) or bool(node.data.strip())


def _line(node: nodes.Node) -> int:
    blank = len(node.data) - len(node.data.lstrip()) if isinstance(node, nodes.TemplateData) else 0
    return node.lineno + (node.data.count("\n", 0, blank) if isinstance(node, nodes.TemplateData) else 0)


# --- what does nothing

_REMARK = re.compile(r"\{#.*?#\}|<!--.*?-->|/\*.*?\*/", re.S)
_INERT = re.compile(r"""<script(?![^>]*\s(?:src|type=["']?application/))[^>]*>|\sstyle=["']|\son[a-z]+=["'](?=[^"'])""")
_FOREIGN = re.compile(r"""\ssrc(?:set)?=["']?(?:https?:)?//|url\(["']?(?:https?:)?//|@import\b""")
_KINDS = ("templates", "static", "faces", "small")


def _idle(place: Source, message: Sentence, hint: Sentence) -> Issue:
    return Issue(code="theme-idle", level="warning", message=message, source=place, hint=hint)


def inert(text: str, path: str) -> Iterator[Issue]:
    """What a template or sheet asks of the browser and a page does not let it do."""
    bare = _REMARK.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)
    for found in _FOREIGN.finditer(bare):
        message = say("Nothing is loaded from other sites: this is not shown.")
        hint = say("Put the file into the theme's folder static/, and name it by asset.")
        yield _idle(_place(text, found.start() + (found[0][0] == " "), path), message, hint)
    if path.endswith(".css"):
        return
    for found in _INERT.finditer(bare):
        written = found[0].strip().rstrip("\"'") + ("…" if "=" in found[0] else "")
        message = say("“{written}” does nothing in a page of webdoc.", written=written)
        hint = say("Write rules in static/theme.css, and scripts as files in static/.")
        yield _idle(_place(text, found.start() + (found[0][0] == " "), path), message, hint)


def unused(own: list[tuple[str, Path]], all_files: list[tuple[str, Path]], folder: str) -> Iterator[Issue]:
    """Files of a theme that nothing asks for: misspelt, or in the wrong place."""
    others = {name for name, path in all_files if (name, path) not in own}
    for name, path in own:
        kind, _, inner = name.partition("/")
        if path.suffix not in (".html", ".css", ".js") or name in others:
            continue
        if kind not in _KINDS or not inner:
            message = say("Nothing in a theme asks for a file at this place.")
            hint = say("Templates lie in templates/, style sheets and scripts in static/.")
        elif kind in ("templates", "static") and not _is_named(inner, all_files):
            message = say("Nothing asks for this file: no page is made with it.")
            hint = did_you_mean(inner, sorted(one.partition("/")[2] for one in others if one.startswith(f"{kind}/")))
        else:
            continue
        yield _idle(Source(f"themes/{folder}/{name}"), message, hint or say("Rename it, or take it away."))


def _is_named(inner: str, files: list[tuple[str, Path]]) -> bool:
    texts = (path.read_text("utf-8", "replace") for _, path in files if path.suffix in (".html", ".css", ".js"))
    return any(inner in text for text in texts)


# --- all of it


def of(
    environment: jinja2.Environment, folders: list[Path], files: list[list[tuple[str, Path]]], shipped: Path
) -> Iterator[Issue]:
    """What is wrong in the themes of a project's own: not in those that lie in ``shipped``.

    ``files`` are those of each folder by their names in it, and those of the theme that has all that pages ask for.
    """
    everything = [one for some in files for one in some]
    for level, (folder, own) in enumerate(zip(folders, files, strict=False)):
        if folder.parent == shipped:
            continue
        for name, file in own:
            path = f"themes/{folder.name}/{name}"
            kind, _, inner = name.partition("/")
            try:
                if kind == "templates" and name.endswith(".html"):
                    yield from template(environment, f"!{level}/{inner}" if level else inner, path)
                    yield from inert(file.read_text("utf-8"), path)
                elif kind == "static" and name.endswith(".css"):
                    yield from sheet(file.read_text("utf-8"), path)
                    yield from inert(file.read_text("utf-8"), path)
            except UnicodeDecodeError as error:
                yield _issue(Source(path, *faults.undecoded(error)), faults.NOT_UTF8, faults.SAVE)
        yield from unused(own, everything, folder.name)
