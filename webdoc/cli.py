"""The command line. It asks and tells; what is done is done elsewhere."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable
from functools import wraps
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from webdoc import __version__
from webdoc.errors import WebdocError
from webdoc.model import Issue

ISSUES, BUG = 1, 70
"""Exit codes: 1 something has to be mended, 70 a mistake of webdoc's own (sysexits.h); click uses 2 for usage."""


def _guarded(command: Callable[..., Any]) -> Callable[..., Any]:
    """What cannot go on is said in a sentence; a mistake of webdoc's own says where to report it."""

    @wraps(command)
    def run(*args: Any, **values: Any) -> Any:
        try:
            return command(*args, **values)
        except WebdocError as error:
            _say_error(str(error))
            sys.exit(ISSUES)
        except KeyboardInterrupt as stopped:
            kept = " What was made is kept; the next run goes on from there." if "jobs" in values else ""
            if command.__name__ != "serve":
                click.echo(f"\nStopped.{kept}", err=True)
            sys.exit(getattr(stopped, "code", 130))
        except BrokenPipeError:
            sys.exit(130)
        except (click.exceptions.Exit, click.ClickException, SystemExit):
            raise
        except Exception as error:
            if values.get("debug"):
                raise
            _say_error(f"This is a mistake of webdoc's own, not yours: {type(error).__name__}: {error}")
            click.echo("Nothing was lost. Run the same command with --debug and report what it prints.", err=True)
            sys.exit(BUG)

    return run


def _say_error(message: str) -> None:
    click.echo(click.style("Error: ", fg="red", bold=True) + message, err=True)


def _inherited(context: click.Context, option: click.Parameter, value: Path) -> Path:
    """The project that was named before the subcommand counts for it too: ``webdoc media -p film prune``."""
    given = context.get_parameter_source(option.name or "") is not ParameterSource.DEFAULT
    above = context.parent.params.get(option.name) if context.parent else None
    return value if given or not isinstance(above, Path) else above


def _project(command: Callable[..., Any]) -> Callable[..., Any]:
    """Options that every command over a project has."""
    command = click.option("--debug", is_flag=True, hidden=True, help="Show where a mistake of webdoc's own happened.")(
        command
    )
    return click.option(
        "--project",
        "-p",
        "root",
        type=click.Path(exists=True, file_okay=False, path_type=Path),
        default=Path(),
        callback=_inherited,
        help="The folder of the project, when it is not the current one.",
    )(command)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, "--version", "-V", prog_name="webdoc")
def main() -> None:
    """Write a linear web documentary in Markdown, publish it as plain files.

    \b
    webdoc init my-film     begin a documentary in a new folder
    cd my-film
    webdoc serve            see it while you write
    webdoc check            what has to be mended
    webdoc build            make the site in build/
    """


@main.command()
@click.argument("directory", type=click.Path(path_type=Path))
@click.option(
    "--story",
    type=click.Choice(["portraits", "report", "lesson"]),
    default="portraits",
    show_default=True,
    help="What it begins as: portraits with voices, one long report, or a lesson.",
)
@click.option("--lang", help="The language you write in, as en or fr; without it, this machine's.")
@click.option("--debug", is_flag=True, hidden=True)
@_guarded
def init(directory: Path, story: Any, lang: str | None, debug: bool) -> None:
    """Begin a documentary: a small project that works, in a new folder DIRECTORY.

    The story is there in Arabic (ar), English (en), French (fr), German (de), Italian (it), Portuguese (pt) and
    Spanish (es); in any other language it begins in English.
    """
    from webdoc import sense, skeleton

    lang = lang or sense.spoken(os.environ)
    written = [name for name in skeleton.write(directory, lang, story) if not name.startswith(".")]
    click.echo(f"A documentary begins in {directory}, in {lang}, as {_STORIES[story]}:\n")
    for name in written:
        click.echo(f"  {name}")
    others = " or ".join(f"--story {name}" for name in _STORIES if name != story)
    click.echo(f"\nIt can begin otherwise, in another folder: {others}; --lang for another language.")
    click.echo(f"\nSee it while you write:\n\n  cd {directory}\n  webdoc serve\n")


_STORIES = {"portraits": "portraits with voices", "report": "one long report", "lesson": "a lesson"}


@main.command()
@_project
@_guarded
def schema(root: Path, debug: bool) -> None:
    """Write the schemas by which programs complete and check webdoc.yaml while you type; again after an update."""
    from webdoc import schema

    for name in schema.write(root.resolve()):
        click.echo(name)


def _making(command: Callable[..., Any]) -> Callable[..., Any]:
    """Options of every command that makes media."""
    command = click.option(
        "--scheduler",
        metavar="ADDRESS",
        default="",
        help="Make media on the workers of a Dask scheduler, as tcp://studio:8786 (needs webdoc[cluster]).",
    )(command)
    return click.option("--jobs", "-j", type=click.IntRange(1), help="How many processes make media; one a core.")(
        command
    )


@main.command()
@_project
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="The port to listen on.")
@click.option(
    "--lan", is_flag=True, help="Let phones of the local network see it too: prints an address and its QR code."
)
@_making
@_guarded
def serve(root: Path, port: int, lan: bool, jobs: int | None, scheduler: str, debug: bool) -> None:
    """Show the documentary while you write: what you save is shown at once. Drafts are shown too."""
    from webdoc.preview import server

    def opened(address: str, others: str) -> None:
        click.echo(f"\nThe preview is at {click.style(address, bold=True)}")
        if others:
            click.echo(f"Phones of this network find it at {click.style(others, bold=True)}\n")
            click.echo(server.code(others))
        click.echo("Stop it with Ctrl-C.")

    def say(issues: tuple[Issue, ...]) -> None:
        click.echo(err=True)
        _tell(issues)
        if not issues:
            click.echo("Nothing has to be mended any more.", err=True)

    server.serve(root.resolve(), port, opened, say, lan=lan, jobs=jobs, scheduler=scheduler)


@main.command()
@_project
@click.option(
    "--out", "-o", type=click.Path(file_okay=False, path_type=Path), help="Where the site goes; build/ in the project."
)
@_making
@click.option("--json", "as_json", is_flag=True, help="Tell the result as JSON.")
@_guarded
def build(root: Path, out: Path | None, jobs: int | None, scheduler: str, as_json: bool, debug: bool) -> None:
    """Make the site: plain files in build/, for any host, a USB stick, or a double click."""
    from webdoc import stamp

    root, out = root.resolve(), (out or root / "build").absolute()
    last = stamp.standing(root, out)
    made, failed = 0, False
    if last is not None:
        issues, pages, media = last.issues, last.pages, last.media
    else:
        # Only now: a build with nothing new starts without what reads, renders and encodes.
        import gc

        from webdoc import build as building
        from webdoc.progress import shown

        # A build makes much and lets go of it at once: looking for cycles so often is a tenth of its time.
        gc.set_threshold(50_000, 20, 20)
        with shown(quiet=as_json) as progress:
            done = building.build(root, out, jobs=jobs, scheduler=scheduler, progress=progress)
        issues, pages, media, made, failed = done.issues, done.pages, done.media, done.made, done.failed
    if as_json:
        figures = {"pages": pages, "media": media, "made": made, "failed": failed}
        click.echo(json.dumps({**figures, "issues": [_told(one) for one in issues]}, ensure_ascii=False))
    else:
        _tell(issues)
        if failed:
            click.echo(
                "Nothing was built; the last site still stands." if out.exists() else "Nothing was built.", err=True
            )
        else:
            new = ", nothing new" if last else f", {made} of them new" if made else ""
            click.echo(f"{pages} pages and {media} media files{new}: {out / 'index.html'}")
    if failed:
        sys.exit(ISSUES)


@main.command()
@_project
@click.option("--strict", is_flag=True, help="Warnings count as errors.")
@click.option("--json", "as_json", is_flag=True, help="Tell the issues as JSON.")
@_guarded
def check(root: Path, strict: bool, as_json: bool, debug: bool) -> None:
    """Tell all that has to be mended, with its place and what to do. Nothing is written."""
    from webdoc import stamp

    root = root.resolve()
    issues = stamp.remembered(root, "checked", tuple[Issue, ...], lambda: _checked(root))
    if as_json:
        click.echo(json.dumps([_told(issue) for issue in issues], ensure_ascii=False))
    else:
        _tell(issues)
        if not issues:
            click.echo("Nothing has to be mended.")
    if any(issue.level == "error" or strict for issue in issues):
        sys.exit(ISSUES)


def _checked(root: Path) -> tuple[Issue, ...]:
    # Only now: a project that has not changed is not read again.
    from webdoc import build as building

    return building.checked(root)


@main.command()
@click.argument("code", required=False)
@click.option("--lang", default="", help="The language of the page, as en or fr; else your computer's.")
@click.option("--debug", is_flag=True, hidden=True)
@_guarded
def explain(code: str | None, lang: str, debug: bool) -> None:
    """Tell what an issue's CODE means, with an example; without CODE, list all codes."""
    from webdoc import codes

    lang = lang or codes.spoken(os.environ)
    if code is None:
        theme = ""
        for page in codes.pages(lang).values():
            if page.theme != theme:
                theme = page.theme
                click.echo(f"\n{click.style(theme.capitalize(), bold=True)}")
            click.echo(f"  {page.code:22} {page.level:14} {page.title}")
        return
    text = codes.page(code.strip("[]").lower(), lang).text
    if not sys.stdout.isatty():
        click.echo(text, nl=False)
        return
    from rich.console import Console
    from rich.markdown import Markdown

    Console().print(Markdown(text))


@main.group(invoke_without_command=True)
@_project
@click.option("--json", "as_json", is_flag=True, help="Tell it as JSON.")
@click.pass_context
@_guarded
def media(context: click.Context, root: Path, as_json: bool, debug: bool) -> None:
    """List the media: sources, what is made of them, what a phone loads, what is unused or too heavy."""
    if context.invoked_subcommand is not None:
        return
    from webdoc import inventory, mediatable

    told = inventory.listing(root.resolve())
    if not as_json:
        mediatable.show(told)
        return
    import msgspec

    fields = {name: msgspec.to_builtins(getattr(told, name)) for name in told.__struct_fields__ if name != "issues"}
    click.echo(json.dumps({**fields, "issues": [_told(one) for one in told.issues]}, ensure_ascii=False))


@media.command("make")
@_project
@_making
@_guarded
def media_make(root: Path, jobs: int | None, scheduler: str, debug: bool) -> None:
    """Make all that pages ask for, drafts included, without building the site."""
    from webdoc import inventory
    from webdoc.progress import shown

    with shown() as progress:
        made, issues = inventory.make(root.resolve(), jobs=jobs, scheduler=scheduler, progress=progress)
    _tell(issues)
    click.echo(f"{_count(made, 'file')} made." if made else "There was nothing to make.")
    if any(issue.level == "error" for issue in issues):
        sys.exit(ISSUES)


@media.command("prune")
@_project
@click.option("--dry-run", "dry", is_flag=True, help="Only tell what would be removed.")
@_guarded
def media_prune(root: Path, dry: bool, debug: bool) -> None:
    """Remove from the store what no page asks for any more. Your own files are never touched."""
    from webdoc import inventory, mediatable

    click.echo(mediatable.pruned(inventory.prune(root.resolve(), dry=dry), dry=dry))


@main.command()
@click.option("--json", "as_json", is_flag=True, help="Tell it in JSON.")
@_project
@_guarded
def translations(root: Path, as_json: bool, debug: bool) -> None:
    """Tell how far each language has come, and what to write next."""
    from webdoc import project, translations

    loaded = project.load(root.resolve(), drafts=True)
    if loaded.site is None:
        _tell(loaded.issues)
        sys.exit(ISSUES)
    found = translations.status(loaded.site, loaded.places, loaded.issues)
    click.echo(translations.as_json(found) if as_json else "\n".join(translations.lines(found)))


@main.group()
def theme() -> None:
    """Themes: which there are, what one is made of, one of your own."""


@theme.command("list")
@_project
@_guarded
def theme_list(root: Path, debug: bool) -> None:
    """Tell which themes this project can use."""
    from webdoc.pages.theme import Theme, names

    for name in names(root.resolve()):
        told = Theme(name, root.resolve())
        click.echo(f"{click.style(name, bold=True)}{'' if told.shipped else ', of this project'}")
        if told.descriptions[0].summary:
            click.echo(f"    {told.descriptions[0].summary}")


@theme.command("show")
@click.argument("name")
@_project
@_guarded
def theme_show(name: str, root: Path, debug: bool) -> None:
    """Tell what the theme NAME is: where it lies, what it extends, its options, its templates."""
    from webdoc.pages.theme import Theme

    told = Theme(name, root.resolve())
    about = told.descriptions[0]
    click.echo(f"{click.style(name, bold=True)} {about.version}")
    if about.summary:
        click.echo(about.summary)
    click.echo(f"\nFolder    {told.folders[0]}")
    if about.extends:
        click.echo(f"Extends   {', which extends '.join(folder.name for folder in told.folders[1:])}")
    if told.declared:
        click.echo("\nOptions (webdoc.yaml, under “options:”)")
    for key, option in told.declared.items():
        click.echo(f'  {key}: "{option.default}"    {" | ".join(option.choices) or option.type}')
        if option.help:
            click.echo(f"      {option.help}")
    click.echo("\nTemplates")
    for template, owner in told.templates.items():
        click.echo(f"  {template}{'' if owner == told.folders[0].name else f'    from {owner}'}")


@theme.command("copy")
@click.argument("name")
@click.argument("directory", type=click.Path(path_type=Path))
@click.option("--extend", is_flag=True, help="Begin a small theme that extends NAME instead of copying all of it.")
@_project
@_guarded
def theme_copy(name: str, directory: Path, extend: bool, root: Path, debug: bool) -> None:
    """Copy the theme NAME to the new folder DIRECTORY, to make it your own."""
    from webdoc.pages.themecopy import copy

    written = copy(name, root.resolve(), directory.absolute(), extend=extend)
    click.echo(f"A theme begins in {directory}: {_count(len(written), 'file')}.")
    click.echo(f"\nA project uses it from its themes/ folder; write in webdoc.yaml:\n\n  theme: {directory.name}\n")


_COLOURS = {"error": "red", "warning": "yellow", "info": "blue"}


def _tell(issues: Iterable[Issue]) -> None:
    """Every issue with its place, and a line that counts them."""
    told = sorted(issues, key=lambda one: (one.source.path, one.source.line, one.source.column))
    for issue in told:
        level = click.style(issue.level, fg=_COLOURS[issue.level])
        click.echo(f"{click.style(str(issue.source), bold=True)}: {level}: {issue.message} [{issue.code}]", err=True)
        if issue.hint:
            click.echo(f"    {issue.hint}", err=True)
    errors = sum(issue.level == "error" for issue in told)
    if told:
        others = len(told) - errors
        click.echo(f"{_count(errors, 'error')}, {_count(others, 'warning')}.", err=True)


def _told(issue: Issue) -> dict[str, str | int]:
    """An issue for a machine, every field there."""
    return {
        "code": issue.code,
        "level": issue.level,
        "place": str(issue.source),
        "path": issue.source.path,
        "line": issue.source.line,
        "column": issue.source.column,
        "message": str(issue.message),
        "hint": str(issue.hint),
    }


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
