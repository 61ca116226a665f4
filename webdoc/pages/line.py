"""The chapters of a documentary as its pages speak of them: how long, which picture, how much is left. Pure.

Each is found once for a documentary, not once for a page.
"""

from __future__ import annotations

from functools import cached_property

from webdoc.model import Chapter, Documentary, Media, MediaRef, Site
from webdoc.pages.reading import lead, minutes, played_seconds, refs
from webdoc.pages.units import Unit, of_chapter, of_documentary, within_chapter

_MENU = 24
"""Chapters that a menu shows at most; in a longer line it shows those around, and the cover shows all."""

Lead = tuple[MediaRef | None, Media | None]


class Line:
    """One documentary's chapters, by their place in the line (from 0)."""

    def __init__(self, site: Site, documentary: Documentary) -> None:
        self.site = site
        self.documentary = documentary

    @cached_property
    def seconds(self) -> tuple[float, ...]:
        """How long the sounds and videos of each chapter last."""
        return tuple(played_seconds(self.site, chapter) for chapter in self.documentary.chapters)

    @cached_property
    def minutes(self) -> tuple[int, ...]:
        """A visitor's time on each chapter."""
        return tuple(minutes(self.site, chapter) for chapter in self.documentary.chapters)

    @cached_property
    def left(self) -> tuple[int, ...]:
        """Minutes from the beginning of each chapter to the end of the line; one more, 0, for the end itself."""
        sums = [0]
        for one in reversed(self.minutes):
            sums.append(sums[-1] + one)
        return tuple(reversed(sums))

    @cached_property
    def leads(self) -> tuple[Lead, ...]:
        """The picture that stands for each chapter; the documentary's where a chapter has none."""
        return tuple(map(self.lead, self.documentary.chapters))

    def lead(self, chapter: Chapter) -> Lead:
        """The picture that stands for a chapter, or for its easy-to-read version."""
        return self._found(lead(self.site, chapter), chapter.source.path) or self._whole

    @cached_property
    def within(self) -> tuple[tuple[Unit, ...], ...]:
        """The quotes, numbers and moments of each chapter that can be passed on by themselves."""
        return tuple(
            within_chapter(self.site, self.documentary, position, lead) for position, lead in enumerate(self.leads)
        )

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        """All that can be passed on: the documentary, then each chapter followed by what stands in it."""
        found = [of_documentary(self.site, self.documentary, self.whole)]
        for position, chapter in enumerate(self.documentary.chapters):
            found.append(of_chapter(self.site, self.documentary, position, chapter, self.leads[position]))
            found += self.within[position]
        return tuple(found)

    @cached_property
    def easy(self) -> tuple[Unit, ...]:
        """The easy-to-read versions of chapters, which are passed on as what they are."""
        return tuple(
            of_chapter(self.site, self.documentary, position, chapter.easy, self.lead(chapter.easy))
            for position, chapter in enumerate(self.documentary.chapters)
            if chapter.easy is not None
        )

    @cached_property
    def whole(self) -> Lead:
        """The picture that stands for the documentary: its cover, else its first chapter's."""
        return self._whole if self._whole[1] is not None or not self.leads else self.leads[0]

    @cached_property
    def _whole(self) -> Lead:
        return self._found(self.documentary.cover, "") or (None, None)

    def _found(self, ref: MediaRef | None, chapter: str) -> Lead | None:
        media = self.site.find(ref.src, chapter) if ref else None
        return (ref, media) if media is not None and media.pictured else None

    def around(self, position: int) -> range:
        """The chapters that the menu of a page lists: all of a short line, else those around that one."""
        total = len(self.documentary.chapters)
        if total <= _MENU:
            return range(total)
        first = min(max(0, max(position, 0) - _MENU // 2), total - _MENU)
        return range(first, first + _MENU)

    @cached_property
    def by_key(self) -> dict[str, Chapter]:
        """The chapters by what ties translations together."""
        return {chapter.key: chapter for chapter in self.documentary.chapters}

    @cached_property
    def credits(self) -> tuple[tuple[str, str], ...]:
        """Who made what is shown anywhere, with the licence; each once."""
        found: dict[tuple[str, str], None] = {}
        for chapter in self.documentary.texts:
            for ref in (*((chapter.ambient,) if chapter.ambient else ()), *refs(chapter.blocks)):
                media = self.site.find(ref.src, chapter.source.path)
                if media and (ref.credit or media.credit):
                    found[(ref.credit or media.credit, media.licence)] = None
        return tuple(found)
