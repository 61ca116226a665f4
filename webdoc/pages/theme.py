"""Themes: where they are found, and the one place where a page becomes HTML.

A theme is a folder with ``theme.yaml``, ``templates/`` and ``static/``. A project's own ``themes/NAME`` comes before
those that ship, and a theme may extend another: what it does not bring is taken from there. Templates are given the
names listed in `webdoc.pages.views` and run in a sandbox with autoescape; an undefined name is an error.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from typing import Any

import jinja2
import msgspec
import yaml
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from webdoc.errors import WebdocError
from webdoc.media.plan import Ladder
from webdoc.pages import i18n, urls
from webdoc.pages.views import PageView

_SCRIPT_NAME = "theme.js"
_STYLE_NAME = "theme.css"
_ASSET = re.compile(r"asset:([\w./-]+)")
_COMMENT = re.compile(r"/\*.*?\*/", re.S)
_SPACE = re.compile(r"""("[^"]*"|'[^']*')|\s*([{};,])\s*|\s+""")
"""What a style can do without; strings are left as they are."""
_TEXT_ASSETS = (".css", ".js", ".svg", ".txt", ".md")


class Description(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``theme.yaml``."""

    name: str
    version: str = "1"
    summary: str = ""
    extends: str = ""
    pictures: Ladder = Ladder()
    options: dict[str, Any] = {}


def shipped() -> Path:
    """The folder of the themes that come with webdoc."""
    return Path(str(files("webdoc.themes")))


def names(project: Path) -> tuple[str, ...]:
    """The themes that this project can use."""
    found = {
        folder.name
        for base in (project / "themes", shipped())
        if base.is_dir()
        for folder in base.iterdir()
        if (folder / "theme.yaml").is_file()
    }
    return tuple(sorted(found))


class Theme:
    """A theme with all that it extends. Raises WebdocError when it is not there or cannot be read."""

    def __init__(self, name: str, project: Path) -> None:
        self.name = name
        self.folders: list[Path] = []
        self.descriptions: list[Description] = []
        while name:
            folder = _folder(name, project, self.folders)
            description = _describe(folder)
            self.folders.append(folder)
            self.descriptions.append(description)
            name = description.extends
        self.ladder = self.descriptions[0].pictures
        self.environment = self._environment()

    def _environment(self) -> jinja2.Environment:
        loaders: list[jinja2.BaseLoader] = [jinja2.FileSystemLoader(folder / "templates") for folder in self.folders]
        parents = jinja2.ChoiceLoader(loaders[1:]) if loaders[1:] else loaders[0]
        return ImmutableSandboxedEnvironment(
            loader=jinja2.ChoiceLoader([*loaders, jinja2.PrefixLoader({"!parent": parents})]),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=False,
        )

    @cached_property
    def assets(self) -> dict[str, bytes]:
        """The files that pages link to, by published name (``theme-3f9a1c2b.js``); the style stands in the page."""
        return {self.published[name]: data for name, data in self._files.items() if name != _STYLE_NAME}

    @cached_property
    def _files(self) -> dict[str, bytes]:
        found: dict[str, bytes] = {}
        for folder in self.folders:
            static = folder / "static"
            for path in sorted(static.rglob("*")) if static.is_dir() else ():
                name = path.relative_to(static).as_posix()
                if path.is_file() and not any(part.startswith(".") for part in name.split("/")):
                    found.setdefault(name, path.read_bytes())
        return found

    @cached_property
    def published(self) -> dict[str, str]:
        """The published name of each file in ``static/``: its own, with eight digits of its content's digest."""
        names = {}
        for name, data in self._files.items():
            stem, dot, suffix = name.rpartition(".")
            names[name] = f"{stem}-{hashlib.sha256(data).hexdigest()[:8]}{dot}{suffix}" if dot else name
        return names

    @cached_property
    def _style(self) -> str:
        text = self._files.get(_STYLE_NAME, b"").decode()
        return _SPACE.sub(lambda found: found[1] or found[2] or " ", _COMMENT.sub("", text)).replace(";}", "}").strip()

    def render(self, page: PageView, address: str) -> str:
        """The HTML of a page. A mistake in a template raises WebdocError with its file and line."""

        def asset(name: str) -> str:
            if name not in self.published:
                raise WebdocError(f"The theme has no file static/{name}.")
            return urls.relative(address, urls.asset(self.published[name]))

        words = i18n.Words(page.lang)
        try:
            template = self.environment.get_template(f"{page.kind}.html")
            return template.render(
                page=page,
                t=words,
                asset=asset,
                options=self.descriptions[0].options,
                styles=self.styles(page, asset),
            )
        except jinja2.TemplateNotFound as error:
            raise WebdocError(
                f"The theme “{self.name}” has no template “{error.name}”.",
                str(self.folders[0].name),
                "A theme that extends another one takes missing templates from there: “extends: constat”.",
            ) from error
        except jinja2.TemplateSyntaxError as error:
            where = f"{_short(error.filename or error.name or '', self.folders)}:{error.lineno}"
            raise WebdocError(f"This template cannot be read: {_sentence(error)}", where) from error
        except (jinja2.TemplateError, TypeError, AttributeError, ValueError, ArithmeticError, LookupError) as error:
            where = _template_line(error, self.folders)
            raise WebdocError(f"This template fails: {_sentence(error)}", where) from error

    def styles(self, page: PageView, asset: Any) -> Markup:
        """The theme's style with addresses put in, then rules by picture: what stands while it loads, its focus."""
        rules = [_ASSET.sub(lambda match: asset(match[1]), self._style)]
        for picture in page.pictures:
            if picture.blur:
                rules.append(f"#{picture.id}{{background-image:url({picture.blur})}}")
            if picture.focus != "50% 50%":
                rules.append(f"#{picture.id}{{object-position:{picture.focus};background-position:{picture.focus}}}")
        # A style element ends at "</": nothing in it may say so (a theme's own file is trusted, but not careless).
        return Markup("\n".join(rules).replace("</", "<\\/"))


def _folder(name: str, project: Path, seen: list[Path]) -> Path:
    if re.fullmatch(r"[\w-]+", name):
        for base in (project / "themes", shipped()):
            folder = base / name
            if (folder / "theme.yaml").is_file() and folder not in seen:
                return folder
    known = ", ".join(names(project))
    raise WebdocError(
        f"There is no theme “{name}”.",
        "webdoc.yaml",
        f"Choose one of: {known}. A theme of your own is a folder in themes/ with a theme.yaml in it.",
    )


def _describe(folder: Path) -> Description:
    path = folder / "theme.yaml"
    try:
        data: Mapping[str, Any] = yaml.safe_load(path.read_text("utf-8")) or {}
        return msgspec.convert(data, Description)
    except (yaml.YAMLError, msgspec.ValidationError, UnicodeDecodeError) as error:
        message = f"This theme cannot be read: {_sentence(error)}"
        raise WebdocError(message, f"themes/{folder.name}/theme.yaml") from error


def _sentence(error: BaseException) -> str:
    """What a library says, in one line and with its full stop; our own class names left out."""
    first = str(error).splitlines()[0] if str(error) else type(error).__name__
    first = re.sub(r"'webdoc\.[\w.]+ object' has no attribute '(\w+)'", r"there is no “\1” here", first)
    return first if first.endswith((".", "!", "?")) else f"{first}."


def _short(filename: str, folders: list[Path]) -> str:
    for folder in folders:
        if filename.startswith(str(folder)):
            return f"themes/{folder.name}{filename[len(str(folder)) :]}"
    return filename


def _template_line(error: BaseException, folders: list[Path]) -> str:
    found = ""
    trace = error.__traceback__
    while trace is not None:
        name = trace.tb_frame.f_code.co_filename
        if any(name.startswith(str(folder)) for folder in folders):
            found = f"{_short(name, folders)}:{trace.tb_lineno}"
        trace = trace.tb_next
    return found
