"""Templates of the themes that ship, compiled once on a machine, as Python does it with its own modules.

They lie in ``__pycache__`` beside those themes and are trusted as much as these: nothing that is compiled is ever taken
from a project's folder. Where that place cannot be written to, templates are compiled each time.
"""

from __future__ import annotations

import contextlib
from importlib.metadata import version
from pathlib import Path

from jinja2 import Environment, FileSystemBytecodeCache
from jinja2.bccache import Bucket

from webdoc import __version__


class Compiled(FileSystemBytecodeCache):
    """The compiled templates of the themes in one folder."""

    def __init__(self, themes: Path) -> None:
        self._themes = themes
        folder = themes / "__pycache__"
        with contextlib.suppress(OSError):
            folder.mkdir(exist_ok=True)
        super().__init__(str(folder), f"webdoc-{__version__}-jinja-{version('jinja2')}-%s.cache")

    def get_bucket(self, environment: Environment, name: str, filename: str | None, source: str) -> Bucket:
        """That of a template; an empty one for a template from elsewhere."""
        own = filename is not None and Path(filename).is_relative_to(self._themes)
        if own:
            with contextlib.suppress(OSError):
                return super().get_bucket(environment, name, filename, source)
        return _Elsewhere(environment, "", "")

    def set_bucket(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        if not isinstance(bucket, _Elsewhere):
            with contextlib.suppress(OSError):
                super().set_bucket(bucket)


class _Elsewhere(Bucket):
    """A template that is not kept."""
