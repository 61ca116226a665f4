"""Rules over what visitors are asked to do: that it is there, can be found, comes in time and has not passed. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from webdoc import model, moments
from webdoc.model import Action, Chapter, Documentary, Issue, Site, Source
from webdoc.pages import acts
from webdoc.pages.reading import every, minutes
from webdoc.sense import did_you_mean

SETTINGS = "webdoc.yaml"
IN_TIME = 7
"""Minutes: a visit lasts seven to ten on average, so that an ask after that reaches few."""


def rules(site: Site, documentary: Documentary, places: Mapping[str, Source], today: str) -> Iterator[Issue]:
    """All of them, for one language. ``today`` as in `webdoc.check`."""
    for chapter in documentary.texts:
        yield from _unknown(documentary, chapter)
    for action in documentary.actions:

        def place(key: str, name: str = action.name) -> Source:
            return places.get(f"actions.{name}.{key}") or places.get(f"actions.{name}", Source(SETTINGS))

        yield from _passed(action, place("start"), today)
        yield from _counted(action, place("signed"), place("counted"), today)
        yield from _long(action, place("body"))
    yield from _unplaced(documentary, places)
    yield from _late(site, documentary)


def _placed(chapter: Chapter) -> Iterator[tuple[str, Source]]:
    """The actions that a chapter names, and where it does."""
    yield from ((block.name, block.source) for block in every(chapter.blocks) if isinstance(block, model.Act))
    if chapter.action and chapter.action != "none":
        yield chapter.action, chapter.places.get("action", chapter.source)


def _unknown(documentary: Documentary, chapter: Chapter) -> Iterator[Issue]:
    names = [action.name for action in documentary.actions]
    for name, source in _placed(chapter):
        if name not in names:
            hint = did_you_mean(name, names) or "Define it in webdoc.yaml, under “actions:”."
            yield Issue(code="action-unknown", source=source, message=f"There is no action “{name}”.", hint=hint)


def _passed(action: Action, source: Source, today: str) -> Iterator[Issue]:
    meeting = action.meeting
    if meeting is not None and today and not meeting.over and (meeting.end or meeting.start)[:10] < today:
        yield Issue(
            code="event-over",
            level="warning",
            source=source,
            message=f"“{action.title}” has taken place.",
            hint="Write what came of it, “over: …”, or the next date, or take the action away.",
        )


def _counted(action: Action, signed: Source, counted: Source, today: str) -> Iterator[Issue]:
    if action.goal and action.signed > action.goal:
        yield Issue(
            code="goal-reached",
            level="warning",
            source=signed,
            message=f"More have signed than the goal: {action.signed} of {action.goal}.",
            hint="Write a higher goal, or leave “goal” away.",
        )
    if action.signed > 0 and not action.counted:
        yield Issue(
            code="count-undated",
            level="info",
            source=signed,
            message="Nothing says when they were counted.",
            hint="Add the day: “counted: 2026-11-05”.",
        )
    if today and action.counted > today and moments.is_day(action.counted):
        yield Issue(
            code="count-undated",
            level="warning",
            source=counted,
            message=f"They were counted on a day that is still to come: {action.counted}.",
            hint="Write the day of the last count.",
        )


def _long(action: Action, source: Source) -> Iterator[Issue]:
    if action.kind == "write" and acts.is_long(action):
        yield Issue(
            code="letter-long",
            level="info",
            source=source,
            message="The letter is too long for a mail link: visitors copy it and put it in by hand.",
            hint="Shorten it to about a thousand characters, or leave it so.",
        )


def _unplaced(documentary: Documentary, places: Mapping[str, Source]) -> Iterator[Issue]:
    """Actions that no page shows."""
    shown = {name for chapter in documentary.texts for name, _ in _placed(chapter)} | set(documentary.ladder)
    for action in documentary.actions:
        if action.name not in shown:
            yield Issue(
                code="action-unplaced",
                level="warning",
                source=places.get(f"actions.{action.name}", Source(SETTINGS)),
                message=f"The action “{action.name}” stands nowhere: neither in the ladder nor in a chapter.",
                hint=f"Add it to “ladder:”, or place it with “::: action {action.name}”.",
            )


def _late(site: Site, documentary: Documentary) -> Iterator[Issue]:
    """Nothing to do before most visitors have gone."""
    before = 0.0
    for chapter in documentary.chapters if documentary.actions else ():
        long = minutes(site, chapter)
        blocks = list(every(chapter.blocks))
        found = [place for place, block in enumerate(blocks) if isinstance(block, model.Act)]
        if found:
            before += long * found[0] / len(blocks)
        elif chapter.action == "none":
            before += long
            continue
        else:
            before += long
        if before > IN_TIME:
            yield Issue(
                code="action-late",
                level="info",
                source=Source(chapter.source.path),
                message=f"The first thing that one can do comes after {round(before)} minutes; an average visit"
                " lasts seven to ten.",
                hint=f"Place one in the first {IN_TIME} minutes: “::: action NAME”.",
            )
        return
