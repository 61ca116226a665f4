"""The command ``verify``: which proofs are asked for, and how what they found is told."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from pathlib import Path

import msgspec

from webdoc.errors import WebdocError
from webdoc.model import Sentence, say
from webdoc.progress import shown
from webdoc.verify import REMEDIES, Report, address, browser, folder

SHOWN = 20
"""Findings of one kind that are listed on a screen; the others are counted."""


def reports(where: str, *, offline: bool, quick: bool, quiet: bool = False) -> list[Report]:
    """The proofs of a folder or an address. WebdocError when there is nothing to compare with, or that is not asked."""
    online = "://" in where
    if online and offline:
        hint = say("Name the built folder: webdoc verify --offline build")
        raise WebdocError(say("Only a folder can be looked at from the disk."), where, hint)
    if online:
        try:
            address.base_of(where)
        except ValueError:
            hint = say("Write it whole, as https://film.example/")
            raise WebdocError(say("This is no address of the web."), where, hint) from None
    with shown(quiet=quiet) as progress:

        def told(what: str, done: int, total: int) -> None:
            if done == 1:
                progress.stage("files", total)
            progress.step("files", what, done)

        if online:
            return [address.check(where, quick=quick, told=told)]
        found = [folder.check(Path(where), told)]
        return [*found, browser.offline(Path(where), told)] if offline else found


def lines(reports: Sequence[Report], speak: Callable[[Sentence], str] = str) -> Iterator[str]:
    """What was found, for a person to read: by kind, with what to do; then how it was looked at."""
    for report in reports:
        by_kind = sorted(report.findings, key=lambda one: (one.kind, one.path))
        for kind, alike in groupby(by_kind, lambda one: one.kind):
            found = list(alike)
            for one in found[:SHOWN]:
                yield f"{kind:8} {one.path}{f': {speak(one.said)}' if one.said else ''}"
            if len(found) > SHOWN:
                yield f"{kind:8} {speak(say('and {n} more', n=len(found) - SHOWN))}"
            yield f"    {speak(REMEDIES[kind])}"
        yield from map(speak, report.how)
        wrong = say("{n} found", n=len(report.findings)) if report.findings else say("nothing is wrong")
        size = f"{report.size / 1e6:.1f}"
        yield speak(
            say(
                "{where}: {files} files, {size} MB, {wrong}.",
                where=report.where,
                files=report.files,
                size=size,
                wrong=wrong,
            )
        )


def as_json(reports: Sequence[Report], speak: Callable[[Sentence], str] = str) -> str:
    """The same for a machine, whole."""
    return json.dumps([_plain(report, speak) for report in reports], ensure_ascii=False)


def _plain(report: Report, speak: Callable[[Sentence], str]) -> dict[str, object]:
    found = [{"kind": one.kind, "path": one.path, "said": speak(one.said)} for one in report.findings]
    return {**msgspec.structs.asdict(report), "how": [*map(speak, report.how)], "findings": found}
