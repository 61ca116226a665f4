"""What rules stand on: what all of them are given, and what a rule is."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping

from msgspec import Struct

from webdoc.model import Chapter, Documentary, Issue, Site, Source

SETTINGS = "webdoc.yaml"


class Ground(Struct, frozen=True):
    """All that is known of a project."""

    site: Site
    files: Collection[str]
    """Every file of the project, by its path."""
    places: Mapping[str, Source]
    """Where each setting stands."""
    today: str = ""

    def place(self, *keys: str) -> Source:
        """Where the first of these settings stands that is written; else the file alone."""
        return next((self.places[key] for key in keys if key in self.places), Source(SETTINGS))


class Rule(Struct, frozen=True):
    """The codes that a rule can tell, and what finds them: in the whole site, in each language, in each chapter."""

    codes: tuple[str, ...]
    site: Callable[[Ground], Iterable[Issue]] | None = None
    documentary: Callable[[Ground, Documentary], Iterable[Issue]] | None = None
    chapter: Callable[[Ground, Documentary, Chapter], Iterable[Issue]] | None = None
