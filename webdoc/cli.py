"""The command line. It asks and tells; what is done is done elsewhere."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import click

from webdoc import __version__, telling, themecommands
from webdoc.manners import ISSUES, Commands, guarded, project, speech, tell, told_in
from webdoc.model import Issue, say


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
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
@guarded
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
@project
@guarded
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
@project
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="The port to listen on.")
@click.option(
    "--lan", is_flag=True, help="Let phones of the local network see it too: prints an address and its QR code."
)
@_making
@guarded
def serve(root: Path, port: int, lan: bool, jobs: int | None, scheduler: str, debug: bool) -> None:
    """Show the documentary while you write: what you save is shown at once. Drafts are shown too."""
    from webdoc.preview import server

    def opened(address: str, others: str) -> None:
        click.echo()
        tell(say("The preview is at {address}", address=click.style(address, bold=True)))
        if others:
            tell(say("Phones of this network find it at {address}", address=click.style(others, bold=True)))
            click.echo(f"\n{server.code(others)}")
        tell(say("Stop it with Ctrl-C."))

    def told(issues: tuple[Issue, ...]) -> None:
        click.echo(err=True)
        _tell(issues)
        if not issues:
            click.echo(speech()(say("Nothing has to be mended any more.")), err=True)

    server.serve(root.resolve(), port, opened, told, lan=lan, jobs=jobs, scheduler=scheduler)


@main.command()
@project
@click.option(
    "--out", "-o", type=click.Path(file_okay=False, path_type=Path), help="Where the site goes; build/ in the project."
)
@_making
@click.option("--json", "as_json", is_flag=True, help="Tell the result as JSON.")
@guarded
def build(root: Path, out: Path | None, jobs: int | None, scheduler: str, as_json: bool, debug: bool) -> None:
    """Make the site: plain files in build/, for any host, a USB stick, or a double click."""
    from webdoc import stamp

    root, out = root.resolve(), (out or root / "build").absolute()
    now = stamp.sources(root)
    last = stamp.standing(root, out, now)
    made, failed = 0, False
    if last is not None:
        issues, pages, media = last.issues, last.pages, last.media
    else:
        # Only now: a build with nothing new starts without what reads, renders and encodes.
        _get_ready(root, scheduler)
        from webdoc import build as building
        from webdoc.progress import shown

        with shown(quiet=as_json) as progress:
            done = building.build(root, out, jobs=jobs, scheduler=scheduler, progress=progress, before=now)
        issues, pages, media, made, failed = done.issues, done.pages, done.media, done.made, done.failed
    if as_json:
        figures = {"pages": pages, "media": media, "made": made, "failed": failed}
        click.echo(
            json.dumps({**figures, "issues": [telling.record(one, speech()) for one in issues]}, ensure_ascii=False)
        )
    else:
        _tell(issues)
        if failed:
            nothing = (
                say("Nothing was built; the last site still stands.") if out.exists() else say("Nothing was built.")
            )
            click.echo(speech()(nothing), err=True)
        else:
            new = say(", nothing new") if last else say(", {made} of them new", made=made) if made else ""
            page = out / "index.html"
            tell(
                say("{pages} pages and {media} media files{new}: {page}", pages=pages, media=media, new=new, page=page)
            )
    if failed:
        sys.exit(ISSUES)


@main.command()
@project
@click.option("--strict", is_flag=True, help="Warnings count as errors.")
@click.option(
    "--format",
    "form",
    type=click.Choice(telling.FORMATS),
    default="text",
    show_default=True,
    help="For people, as JSON, or as annotations of a code host.",
)
@click.option("--json", "form", flag_value="json", help="The same as --format json.")
@click.option("--external", is_flag=True, help="Ask other sites too whether what is linked to is still there.")
@click.option(
    "--baseline",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Tell only what is new since that file was written.",
)
@click.option(
    "--write-baseline",
    "keep",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write all warnings and remarks of today into a file.",
)
@guarded
def check(
    root: Path, strict: bool, external: bool, form: str, baseline: Path | None, keep: Path | None, debug: bool
) -> None:
    """Tell all that has to be mended, with its place and what to do. Nothing is written."""
    from webdoc import stamp

    root = root.resolve()
    issues = stamp.remembered(root, "checked", tuple[Issue, ...], lambda: _checked(root))
    if external:
        from webdoc import build as building

        issues += building.outside(root)
    if keep or baseline:
        from webdoc import baseline as known

        if keep:
            click.echo(speech().count("{n} issue is known.", "{n} issues are known.", known.write(keep, issues)))
            issues = tuple(one for one in issues if one.level == "error")
        if baseline:
            issues = known.new(baseline, issues)
    if form != "text":
        click.echo(telling.written(issues, speech(), form, os.path.relpath(root)))
    else:
        _tell(issues, err=False)
        if not issues:
            tell(say("Nothing has to be mended."))
    if any(issue.level == "error" or (strict and issue.level == "warning") for issue in issues):
        sys.exit(ISSUES)


def _checked(root: Path) -> tuple[Issue, ...]:
    # Only now: a project that has not changed is not read again.
    from webdoc import build as building

    return building.checked(root)


@main.command()
@click.argument("code", required=False)
@told_in
@click.option("--debug", is_flag=True, hidden=True)
@guarded
def explain(code: str | None, debug: bool) -> None:
    """Tell what an issue's CODE means, with an example; without CODE, list all codes."""
    from webdoc import codes

    lang = speech().lang
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
@project
@click.option("--json", "as_json", is_flag=True, help="Tell it as JSON.")
@click.pass_context
@guarded
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
    click.echo(
        json.dumps({**fields, "issues": [telling.record(one, speech()) for one in told.issues]}, ensure_ascii=False)
    )


def _get_ready(root: Path, scheduler: str) -> None:
    """Has what will encode on this machine load beside what reads and renders."""
    if not scheduler:
        from webdoc.media.pool import get_ready_early

        get_ready_early(root / "media", root / ".webdoc" / "store")


@media.command("make")
@project
@_making
@guarded
def media_make(root: Path, jobs: int | None, scheduler: str, debug: bool) -> None:
    """Make all that pages ask for, drafts included, without building the site."""
    _get_ready(root, scheduler)
    from webdoc import inventory
    from webdoc.progress import shown

    with shown() as progress:
        made, issues = inventory.make(root.resolve(), jobs=jobs, scheduler=scheduler, progress=progress)
    _tell(issues)
    if made:
        click.echo(speech().count("{n} file made.", "{n} files made.", made))
    else:
        tell(say("There was nothing to make."))
    if any(issue.level == "error" for issue in issues):
        sys.exit(ISSUES)


@media.command("prune")
@project
@click.option("--dry-run", "dry", is_flag=True, help="Only tell what would be removed.")
@guarded
def media_prune(root: Path, dry: bool, debug: bool) -> None:
    """Remove from the store what no page asks for any more. Your own files are never touched."""
    from webdoc import inventory, mediatable

    click.echo(mediatable.pruned(inventory.prune(root.resolve(), dry=dry), dry=dry))


@main.command()
@click.option("--json", "as_json", is_flag=True, help="Tell it in JSON.")
@project
@guarded
def translations(root: Path, as_json: bool, debug: bool) -> None:
    """Tell how far each language has come, and what to write next."""
    from webdoc import checks, project, translations

    loaded = project.load(root.resolve(), drafts=True)
    if loaded.site is None:
        _tell(loaded.issues)
        sys.exit(ISSUES)
    advice = checks.editorial(loaded.site, loaded.files, loaded.places)
    found = translations.status(loaded.site, loaded.places, advice)
    click.echo(translations.as_json(found) if as_json else "\n".join(translations.lines(found)))


@main.command()
@click.argument("where", required=False, metavar="[DIR|https://ADDRESS]")
@project
@click.option(
    "--offline", is_flag=True, help="Open every page in a browser, from the disk, without network and script."
)
@click.option("--quick", is_flag=True, help="At an address: of media ask only whether they are there, and how large.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to tell it.")
@guarded
def verify(root: Path, where: str | None, offline: bool, quick: bool, form: str, debug: bool) -> None:
    """Tell whether a built folder, or what is published at an address, is what was built; build/ when none is named."""
    from webdoc import proof

    reports = proof.reports(where or str(root / "build"), offline=offline, quick=quick, quiet=form == "json")
    click.echo(proof.as_json(reports, speech()) if form == "json" else "\n".join(proof.lines(reports, speech())))
    if any(report.findings for report in reports):
        sys.exit(ISSUES)


main.add_command(themecommands.theme)


def _tell(issues: Iterable[Issue], *, err: bool = True) -> None:
    """Every issue with its place, and a line that counts them."""
    for line in telling.people(issues, speech()):
        click.echo(line, err=err)
