"""webdoc: write a linear web documentary in Markdown, publish it as plain files."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

__version__ = "0.1.0"


def create_app() -> Flask:
    """The preview of the project in the current folder, for ``flask --app webdoc run``."""
    from pathlib import Path

    from webdoc.preview.server import preview

    return preview(Path.cwd())
