"""The commands about themes: ``webdoc theme list``, ``show`` and ``copy``."""

from __future__ import annotations

from pathlib import Path

import click

from webdoc.manners import count, guarded, project


@click.group()
def theme() -> None:
    """Themes: which there are, what one is made of, one of your own."""


@theme.command("list")
@project
@guarded
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
@project
@guarded
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
@project
@guarded
def theme_copy(name: str, directory: Path, extend: bool, root: Path, debug: bool) -> None:
    """Copy the theme NAME to the new folder DIRECTORY, to make it your own."""
    from webdoc.pages.themecopy import copy

    written = copy(name, root.resolve(), directory.absolute(), extend=extend)
    click.echo(f"A theme begins in {directory}: {count(len(written), 'file')}.")
    click.echo(f"\nA project uses it from its themes/ folder; write in webdoc.yaml:\n\n  theme: {directory.name}\n")
