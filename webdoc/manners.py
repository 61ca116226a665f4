"""What all commands have in common: how they fail, the project that they are about, the language that they speak."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator
from functools import wraps
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from webdoc.errors import WebdocError
from webdoc.model import NOTHING, Sentence, joined, say
from webdoc.speech import Speech, language
from webdoc.stopping import Stopped

SPOKEN = "webdoc.spoken"
"""Where a run keeps the language that was asked for."""
ISSUES, BUG = 1, 70
"""Exit codes: 1 something has to be mended, 70 a mistake of webdoc's own (sysexits.h); click uses 2 for usage."""


class Commands(click.Group):
    """A signal that comes before a command has begun ends with its own code, not with “Aborted!” and 1."""

    def make_context(self, *args: Any, **values: Any) -> click.Context:
        """What the words of the command line ask for."""
        with _ended():
            return super().make_context(*args, **values)

    def invoke(self, ctx: click.Context) -> Any:
        """Do it."""
        with _ended():
            return super().invoke(ctx)


@contextlib.contextmanager
def _ended() -> Iterator[None]:
    try:
        yield
    except Stopped as stopped:
        sys.exit(stopped.code)


def guarded(command: Callable[..., Any]) -> Callable[..., Any]:
    """What cannot go on is said in a sentence; a mistake of webdoc's own says where to report it."""

    @wraps(command)
    def run(*args: Any, **values: Any) -> Any:
        try:
            return command(*args, **values)
        except WebdocError as error:
            for one in (error, *error.others):
                _say_error(one)
            sys.exit(ISSUES)
        except KeyboardInterrupt as stopped:
            if command.__name__ != "serve":
                kept = say("What was made is kept; the next run goes on from there.") if "jobs" in values else NOTHING
                click.echo(f"\n{speech()(joined((say('Stopped.'), kept), ' '))}", err=True)
            sys.exit(getattr(stopped, "code", 130))
        except BrokenPipeError:
            sys.exit(130)
        except (click.exceptions.Exit, click.ClickException, SystemExit):
            raise
        except Exception as error:
            if values.get("debug"):
                raise
            what = f"{type(error).__name__}: {error}"
            hint = say("Nothing was lost. Run the same command with --debug and report what it prints.")
            _say_error(WebdocError(say("This is a mistake of webdoc's own, not yours: {what}", what=what), hint=hint))
            sys.exit(BUG)

    return run


def _say_error(error: WebdocError) -> None:
    spoken = speech()
    where = f"{error.source}: " if error.source else ""
    click.echo(click.style(spoken(say("Error:")), fg="red", bold=True) + f" {where}{spoken(error.message)}", err=True)
    if error.hint:
        click.echo(f"    {spoken(error.hint)}", err=True)


def speech() -> Speech:
    """What says sentences in the language of this run."""
    context = click.get_current_context(silent=True)
    root = context.params.get("root") if context else None
    return Speech(language(root if isinstance(root, Path) else None, context.meta.get(SPOKEN, "") if context else ""))


def tell(sentence: Sentence) -> None:
    """Say a sentence, in that language."""
    click.echo(speech()(sentence))


def _spoken(context: click.Context, option: click.Parameter, value: str) -> None:
    if value:
        context.meta[SPOKEN] = value


def _inherited(context: click.Context, option: click.Parameter, value: Path) -> Path:
    """The project that was named before the subcommand counts for it too: ``webdoc media -p film prune``."""
    given = context.get_parameter_source(option.name or "") is not ParameterSource.DEFAULT
    above = context.parent.params.get(option.name) if context.parent else None
    return value if given or not isinstance(above, Path) else above


def told_in(command: Callable[..., Any]) -> Callable[..., Any]:
    """The option of every command that tells something."""
    return click.option(
        "--lang",
        "spoken",
        metavar="LANG",
        default="",
        expose_value=False,
        callback=_spoken,
        help="The language to tell it in: en or fr; else webdoc.yaml's editor_lang, else your computer's.",
    )(command)


def project(command: Callable[..., Any]) -> Callable[..., Any]:
    """Options that every command over a project has."""
    command = click.option("--debug", is_flag=True, hidden=True, help="Show where a mistake of webdoc's own happened.")(
        command
    )
    command = told_in(command)
    return click.option(
        "--project",
        "-p",
        "root",
        type=click.Path(exists=True, file_okay=False, path_type=Path),
        default=Path(),
        callback=_inherited,
        help="The folder of the project, when it is not the current one.",
    )(command)


def count(number: int, word: str) -> str:
    """So many of these: ``1 file``, ``2 files``."""
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
