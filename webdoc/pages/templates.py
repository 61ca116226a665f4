"""Templates: in which theme of a line one is found, and what it may do."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import jinja2
import msgspec
from jinja2.sandbox import ImmutableSandboxedEnvironment

_LEVEL = re.compile(r"!(\d+)/(.+)")
"""How a template of the second, third… theme in the line is named inside."""


class Line(jinja2.BaseLoader):
    """Templates of a theme and of those it extends: the nearest that has one gives it."""

    def __init__(self, folders: list[Path]) -> None:
        self.loaders = [jinja2.FileSystemLoader(folder / "templates") for folder in folders]

    def get_source(self, environment: jinja2.Environment, template: str) -> Any:
        """Its text, file, and whether it has not changed since."""
        first, name = _level(template)
        for loader in self.loaders[first:]:
            try:
                return loader.get_source(environment, name)
            except jinja2.TemplateNotFound:
                continue
        raise jinja2.TemplateNotFound(name)


def _level(template: str) -> tuple[int, str]:
    """From which theme of the line on a template is looked for, and its name there."""
    found = _LEVEL.fullmatch(template)
    return (int(found[1]), found[2]) if found else (0, template)


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja's sandbox, quick where it has nothing to guard: the views are frozen values of ours."""

    folders: list[Path]

    def join_path(self, template: str, parent: str) -> str:
        """``!parent/x``: the template x of the theme that the one with this template extends, or beyond."""
        if not template.startswith("!parent/"):
            return template
        first, own = _level(parent)
        holders = (at for at, folder in enumerate(self.folders) if at >= first)
        at = next((at for at in holders if (self.folders[at] / "templates" / own).is_file()), first)
        return f"!{at + 1}/{template.removeprefix('!parent/')}"

    def getattr(self, obj: Any, attribute: str) -> Any:
        """An attribute of what a template was given."""
        if isinstance(obj, msgspec.Struct) and not attribute.startswith("_"):
            try:
                return getattr(obj, attribute)
            except AttributeError:
                return self.undefined(obj=obj, name=attribute)
        return super().getattr(obj, attribute)
