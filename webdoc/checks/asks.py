"""Rules over what visitors are asked to do: that it is there, can be found, comes in time and has not passed. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from webdoc import model, moments
from webdoc.checks.ground import SETTINGS, Ground
from webdoc.model import Action, Chapter, Documentary, Issue, Site, Source, say
from webdoc.pages import acts
from webdoc.pages.reading import every, minutes
from webdoc.sense import did_you_mean

IN_TIME = 7
"""Minutes: a visit lasts seven to ten on average, so that an ask after that reaches few."""


def rules(ground: Ground, documentary: Documentary) -> Iterator[Issue]:
    """All of them, for one language."""
    site, places, today = ground.site, ground.places, ground.today
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
            hint = did_you_mean(name, names) or say("Define it in webdoc.yaml, under “actions:”.")
            yield Issue(
                code="action-unknown", source=source, message=say("There is no action “{name}”.", name=name), hint=hint
            )


def _passed(action: Action, source: Source, today: str) -> Iterator[Issue]:
    meeting = action.meeting
    if meeting is not None and today and not meeting.over and (meeting.end or meeting.start)[:10] < today:
        yield Issue(
            code="event-over",
            level="warning",
            source=source,
            message=say("“{title}” has taken place.", title=action.title),
            hint=say("Write what came of it, “over: …”, or the next date, or take the action away."),
        )


def _counted(action: Action, signed: Source, counted: Source, today: str) -> Iterator[Issue]:
    if action.goal and action.signed > action.goal:
        yield Issue(
            code="goal-reached",
            level="warning",
            source=signed,
            message=say("More have signed than the goal: {signed} of {goal}.", signed=action.signed, goal=action.goal),
            hint=say("Write a higher goal, or leave “goal” away."),
        )
    if action.signed > 0 and not action.counted:
        yield Issue(
            code="count-undated",
            level="info",
            source=signed,
            message=say("Nothing says when they were counted."),
            hint=say("Add the day: “counted: 2026-11-05”."),
        )
    if today and action.counted > today and moments.is_day(action.counted):
        yield Issue(
            code="count-undated",
            level="warning",
            source=counted,
            message=say("They were counted on a day that is still to come: {counted}.", counted=action.counted),
            hint=say("Write the day of the last count."),
        )


def _long(action: Action, source: Source) -> Iterator[Issue]:
    if action.kind == "write" and acts.is_long(action):
        yield Issue(
            code="letter-long",
            level="info",
            source=source,
            message=say("The letter is too long for a mail link: visitors copy it and put it in by hand."),
            hint=say("Shorten it to about a thousand characters, or leave it so."),
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
                message=say(
                    "The action “{name}” stands nowhere: neither in the ladder nor in a chapter.", name=action.name
                ),
                hint=say("Add it to “ladder:”, or place it with “::: action {name}”.", name=action.name),
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
                message=say(
                    "The first thing that one can do comes after {minutes} minutes; an average visit"
                    " lasts seven to ten.",
                    minutes=round(before),
                ),
                hint=say("Place one in the first {in_time} minutes: “::: action NAME”.", in_time=IN_TIME),
            )
        return
