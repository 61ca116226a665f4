"""Themes: where they are found, and the one place where a page becomes HTML.

A theme is a folder with ``theme.yaml``, ``templates/`` and ``static/``. A project's own ``themes/NAME`` comes before
those that ship, and a theme may extend another: what it does not bring is taken from there, and its style sheets are
added after those of the same name there (``styles: own`` puts them in their place instead). Templates are given the
names listed in `webdoc.pages.views` and run in a sandbox with autoescape; an undefined name is an error.

`docs/themes.md` is the same for those who make themes.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Any, Literal

import jinja2
import msgspec
import yaml
from markupsafe import Markup

from webdoc.contents import content
from webdoc.errors import WebdocError
from webdoc.media.plan import Ladder, Reel
from webdoc.model import Budget, Issue, Source, say
from webdoc.pages import carddesign, embed, faults, i18n, options, oversights, policy, scripts, styles, urls
from webdoc.pages.compiled import Compiled
from webdoc.pages.options import Option
from webdoc.pages.pageviews import PageView
from webdoc.pages.templates import Line, Sandbox
from webdoc.pages.views import BlockView, within
from webdoc.sense import nearest, size

STYLE, BELOW = "theme.css", "below.css"
SMALL = "small"
"""The folder of a theme's scripts with short names in them, each named as its source would be published."""
_ASSET = re.compile(r"asset:([\w./-]+)")
_LINE = (
    "article|aside|blockquote|body|d[dlt]|details|dialog|div|fieldset|figcaption|figure|footer|form|h[1-6]|head|header|hr"
    "|html|li|link|main|meta|nav|[ou]l|p|section|style|summary|table|tbody|t[dhr]|thead|title"
)
_BREAK = re.compile(rf"(</?(?:{_LINE})\b[^<>]*>)\n+|\n+(?=</?(?:{_LINE}|path|rect|script|source|track)\b)")
"""Line breaks that nobody sees: beside what has lines of its own, or is not shown."""
_NOTICE = re.compile(r"(.+)-(?:OFL|LICEN[CS]E)\.txt", re.IGNORECASE)
_CLASSES = re.compile(r'\sclass="([^"]*)"')
_HERE = Markup("\ue000styles\ue000")
"""Where the style will stand, once it is known which classes the page has."""
_STYLE = re.compile(f"(<style[^<>]*>)([^<]*){_HERE}([^<]*)(?=</style>)")
"""The element that it stands in: whoever writes the same signs into a text means a text."""
_HEAD = re.compile(r'<meta charset="utf-8">|<head>|<!doctype html>', re.IGNORECASE)
_TAG = re.compile(r"<(\w+)")
_FAILURES = (TypeError, AttributeError, ValueError, ArithmeticError, LookupError)
"""What becomes of a mistake in a template's expressions."""


Size = Annotated[str, msgspec.Meta(pattern=r"^\d{1,9}([.,]\d{1,3})? ?[KMG]B$")]


class Description(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``theme.yaml``."""

    name: str
    version: str = "1"
    summary: str = ""
    extends: str = ""
    budget: dict[Literal["opening", "chapter"], Size] = {}
    """What a chapter may weigh on a phone, as ``400 KB``."""
    pictures: Ladder | None = None
    """The widths and formats of photographs; those of the theme it extends when it does not say."""
    videos: Reel | None = None
    """The heights and formats of videos, likewise."""
    styles: Literal["added", "own"] = "added"
    """Whether its style sheets are added after those of the theme it extends, or stand in their place."""
    options: dict[str, Option] = {}
    card: dict[str, Any] | None = None
    """How its cards are drawn; as those of the theme it extends when it does not say."""


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

    def __init__(
        self,
        name: str,
        project: Path,
        given: Mapping[str, Any] | None = None,
        places: Mapping[str, Source] | None = None,
    ) -> None:
        self.name = name
        self.folders: list[Path] = []
        self.descriptions: list[Description] = []
        while name:
            try:
                folder = _folder(name, project, self.folders)
            except WebdocError as error:
                if not self.folders:
                    raise
                where = faults.line_of(("extends",), self.folders[-1])
                raise WebdocError(error.message, where, error.hint) from error
            description = _describe(folder)
            self.folders.append(folder)
            self.descriptions.append(description)
            name = description.extends
        ladder = next((one.pictures for one in self.descriptions if one.pictures), Ladder())
        reel = next((one.videos for one in self.descriptions if one.videos), ladder.reel)
        self.ladder = msgspec.structs.replace(ladder, reel=reel)
        said = {name: text for one in reversed(self.descriptions) for name, text in one.budget.items()}
        self.budget = Budget(**{name: size(text) or 0 for name, text in said.items()})
        self.declared: dict[str, Option] = {}
        for description in self.descriptions:
            self.declared = {**description.options, **self.declared}
            if description.styles == "own":
                break
        # What a project sets, or the default; what is wrong with it goes to whoever asked for the theme.
        self.options, self.issues = options.settle(self.declared, given or {}, places)
        self.cards = self._cards(places or {})
        self.issues += self.cards.issues
        self.environment = self._environment()
        self._sheets: dict[frozenset[str], str] = {}

    def _cards(self, places: Mapping[str, Source]) -> carddesign.Drawn:
        """How it draws cards."""
        at = next((at for at, one in enumerate(self.descriptions) if one.card), 0)
        settings = self.descriptions[at].card or {}
        try:
            return carddesign.settle(settings, self.folders[at:], self.options, places)
        except msgspec.ValidationError as error:
            keys = next((key for key, value in settings.items() if f"“{value}”" in str(error)), "")
            path = ("card", *((keys,) if keys else faults.keys(error, settings, dict[str, Any])))
            raise faults.undescribed(error, self.folders[at], path) from error

    @property
    def shipped(self) -> bool:
        """Whether all of it comes with webdoc, and nothing is the project's own."""
        return all(folder.parent == shipped() for folder in self.folders)

    def _environment(self) -> jinja2.Environment:
        sandbox = Sandbox(
            loader=Line(self.folders),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=False,
            bytecode_cache=Compiled(shipped()),
        )
        sandbox.folders = self.folders
        return sandbox

    @cached_property
    def oversights(self) -> tuple[Issue, ...]:
        """What its maker would not be told otherwise; nothing of themes that ship."""
        if self.shipped:
            return ()
        files = [inside(folder) for folder in (*self.folders, shipped() / "constat")]
        return tuple(oversights.of(self.environment, self.folders, files, shipped()))

    @cached_property
    def assets(self) -> dict[str, bytes]:
        """The files that pages link to, by published name (``theme-3f9a1c2b.js``); the style stands in the page."""
        return {self.published[name]: data for name, data in self._files.items() if name != STYLE}

    @cached_property
    def _files(self) -> dict[str, bytes]:
        """What is in ``static/``: of the nearest theme that has it, but style sheets one after the other."""
        found: dict[str, bytes] = {}
        added = True
        for folder, description in zip(self.folders, self.descriptions, strict=True):
            for name, path in inside(folder / "static"):
                if name not in found:
                    found[name] = path.read_bytes()
                elif added and name.endswith(".css"):
                    found[name] = path.read_bytes() + b"\n" + found[name]
            added = added and description.styles == "added"
        if BELOW in found and STYLE in found:
            found[BELOW] = styles.below_too(found[STYLE].decode()).encode() + b"\n" + found[BELOW]
        # The page's own style is made smaller once it is known which of its marked rules a page needs.
        small = (name for name in found if name.endswith(".css") and name != STYLE)
        found |= {
            name: styles.said_once(styles.smaller(self._linked(found[name].decode(), found))).encode() for name in small
        }
        short = {name: path for folder in self.folders for name, path in inside(folder / SMALL)}
        return found | {name: _script(name, found[name], short) for name in found if name.endswith(".js")}

    def _linked(self, sheet: str, files: dict[str, bytes]) -> str:
        """A sheet that is linked, with the addresses of what it asks for: all of them lie in one folder."""

        def named(match: re.Match[str]) -> str:
            if match[1] not in files:
                raise faults.unfound(match[1], self.folders)
            return published_name(match[1], files[match[1]])

        return _ASSET.sub(named, sheet)

    @cached_property
    def templates(self) -> dict[str, str]:
        """Every template, and the name of the theme that it is taken from."""
        found: dict[str, str] = {}
        for folder in self.folders:
            for name, _ in inside(folder / "templates"):
                found.setdefault(name, folder.name)
        return dict(sorted(found.items()))

    @cached_property
    def published(self) -> dict[str, str]:
        """The published name of each file in ``static/``: its own, with eight digits of its content's digest."""
        return {name: published_name(name, data) for name, data in self._files.items()}

    @cached_property
    def _marks(self) -> frozenset[str]:
        """All that rules are kept for in the style."""
        found = styles.ONLY.findall(self._files.get(STYLE, b"").decode())
        return frozenset(word for _, words, _ in found for word in words.replace("+", " ").split())

    @cached_property
    def _chosen(self) -> frozenset[str]:
        """What is chosen, as rules are marked for it."""
        return frozenset(
            f"{name}-{self.options[name]}" for name, option in self.declared.items() if option.type == "choice"
        )

    @cached_property
    def notices(self) -> dict[str, str]:
        """The licences of the typefaces that it and the cards are set in, by the name of the typeface."""
        folders = [folder / name for folder in self.folders for name in ("static/fonts", "faces")]
        found = [path for folder in folders for _, path in inside(folder)]
        found += [Path(str(path)) for path in files("webdoc.media").joinpath("typefaces").iterdir()]
        return {
            match[1]: path.read_text("utf-8") for path in found if (match := _NOTICE.fullmatch(path.name)) is not None
        }

    @property
    def style(self) -> str:
        """The style with all its rules; a page gets those that it needs."""
        return self._sheet(self._marks)

    def _sheet(self, there: frozenset[str]) -> str:
        """The style with the rules for what is there."""
        if there in self._sheets:
            return self._sheets[there]
        text = self._files.get(STYLE, b"").decode()
        text = styles.ONLY.sub(lambda found: found[3] if styles.kept(found[2], there) else "", text)
        small = styles.said_once(styles.said_last(styles.smaller(text)))
        self._sheets[there] = small + options.style(self.declared, self.options)
        return self._sheets[there]

    def render(self, page: PageView, address: str) -> str:
        """The HTML of a page. A mistake in a template raises WebdocError with its file and line."""

        def asset(name: str) -> str:
            if name not in self.published:
                raise faults.unfound(name, self.folders)
            return urls.relative(address, urls.asset(self.published[name]))

        words = i18n.Words(page.lang)
        try:
            template = self.environment.get_template(f"{page.kind}.html")
            html = template.render(page=page, t=words, asset=asset, options=self.options, styles=_HERE)
            html = self._styled(page, asset, _BREAK.sub(lambda found: found[1] or "", html))
            return embed.outward(html) if page.whole else html
        except jinja2.TemplateNotFound as error:
            raise WebdocError(
                say("The theme “{name}” has no template “{template}”.", name=self.name, template=error.name),
                faults.place(error, self.folders) or f"themes/{self.folders[0].name}",
                say("A theme that extends another one takes missing templates from there: “extends: constat”."),
            ) from error
        except jinja2.TemplateSyntaxError as error:
            where = f"{faults.short(error.filename or error.name or '', self.folders)}:{error.lineno}"
            message = say("This template cannot be read: {why}", why=faults.sentence(error))
            raise WebdocError(message, where, faults.HINT) from error
        except (jinja2.TemplateError, RecursionError, *_FAILURES) as error:
            where = faults.place(error, self.folders)
            message = say("This template fails: {why}", why=faults.sentence(error))
            raise WebdocError(message, where, faults.HINT) from error

    def _styled(self, page: PageView, asset: Any, html: str) -> str:
        """The page with its style, and at the head of it what it may load and run (see `policy`)."""
        found = _STYLE.search(html)
        style = f"{found[2]}{self.styles(page, asset, html)}{found[3]}" if found else ""
        if found:
            html = f"{html[: found.end(1)]}{style}{html[found.end() :]}"
        heads = {one[0].lower(): one.end() for one in reversed(list(_HEAD.finditer(html)))}
        at = next((heads[one] for one in ('<meta charset="utf-8">', "<head>", "<!doctype html>") if one in heads), 0)
        return f"{html[:at]}{policy.meta(page, style)}{html[at:]}"

    def styles(self, page: PageView, asset: Any, html: str) -> Markup:
        """The theme's style with addresses put in, then rules by picture: what stands while it loads, its focus."""
        classes = {f".{name}" for names in _CLASSES.findall(html) for name in names.split()}
        there = (_there(page) | self._chosen | classes) & self._marks
        rules = [_ASSET.sub(lambda match: asset(match[1]), self._sheet(there))]
        blurs: dict[str, list[str]] = {}
        # A custom property may hold a list: so that a picture costs its selector and its colours, 36 bytes.
        for picture in page.pictures:
            if picture.blur:
                blurs.setdefault(picture.blur, []).append(f"#{picture.id}")
        if blurs:
            rules.append("img{background-image:linear-gradient(var(--g))}")
        rules += [f"{','.join(ids)}{{--g:{blur}}}" for blur, ids in blurs.items()]
        kept: dict[str, list[str]] = {}
        for picture in page.pictures:
            if picture.focus != "50% 50%":
                kept.setdefault(picture.focus, []).append(f"#{picture.id}")
        rules += [f"{','.join(ids)}{{object-position:{focus}}}" for focus, ids in kept.items()]
        # A style element ends at "</": nothing in it may say so (a theme's own file is trusted, but not careless).
        return Markup("\n".join(rules).replace("</", "<\\/"))


def published_name(name: str, data: bytes) -> str:
    """What a file is published as."""
    stem, dot, suffix = name.rpartition(".")
    return f"{stem}-{hashlib.sha256(data).hexdigest()[:8]}{dot}{suffix}" if dot else name


def _script(name: str, source: bytes, short: Mapping[str, Path]) -> bytes:
    """A script as it is published: the short form that was made of just these bytes, where there is one."""
    made = short.get(published_name(name, source))
    return made.read_bytes() if made else scripts.published(source)


def _there(page: PageView) -> frozenset[str]:
    """What rules may be kept for: the page's kind, its direction, the kinds of its blocks, the tags in its text."""
    found = {page.kind, page.dir, page.content_dir}
    if page.easy:
        found.add("easy")
    if page.kind not in ("chapter", "embedded"):
        found.add("page")
    if not page.picture:
        found.add("bare")
    for one in within(page.blocks, page.ladder, page.act, page.html):
        if isinstance(one, Markup):
            found.update(_TAG.findall(one))
        elif isinstance(one, BlockView):
            found.add(one.kind)
    return frozenset(found)


def _folder(name: str, project: Path, seen: list[Path]) -> Path:
    if re.fullmatch(r"[\w-]+", name):
        for base in (project / "themes", shipped()):
            folder = base / name
            if (folder / "theme.yaml").is_file() and folder not in seen:
                return folder
    known = ", ".join(names(project))
    raise WebdocError(
        say("There is no theme “{name}”.", name=name),
        "webdoc.yaml",
        nearest(name, names(project), 0.7)
        or say(
            "Choose one of: {known}. A theme of your own is a folder in themes/ with a theme.yaml in it.", known=known
        ),
    )


def _describe(folder: Path) -> Description:
    try:
        data: Any = yaml.safe_load(content(folder / "theme.yaml").decode("utf-8")) or {}
    except (OSError, yaml.YAMLError, UnicodeDecodeError) as error:
        raise faults.undescribed(error, folder) from error
    description: Description | None
    description, told = faults.converted(data, Description, folder)
    if description is not None:
        for keys, mistake in options.mistakes(description.options):
            where = faults.line_of(("options", *keys), folder)
            told.append(WebdocError(say("This theme cannot be read: {why}", why=mistake), where, faults.HINT))
    if description is None or told:
        first, *others = told
        raise WebdocError(first.message, first.source, first.hint, tuple(others))
    return description


def inside(folder: Path) -> list[tuple[str, Path]]:
    """The files below a folder with their names from there; hidden ones are left out."""
    if not folder.is_dir():
        return []
    base = folder.resolve()
    # A link that leads out of the theme is not followed: what it leads to would be published.
    found = (path for path in sorted(folder.rglob("*")) if path.is_file() and path.resolve().is_relative_to(base))
    named = [(path.relative_to(folder).as_posix(), path) for path in found]
    return [(name, path) for name, path in named if not any(part.startswith(".") for part in name.split("/"))]
