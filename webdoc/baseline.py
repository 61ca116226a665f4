"""What was known to be wrong on a day: from then on only what is new counts."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from webdoc.errors import WebdocError
from webdoc.model import Issue, say
from webdoc.telling import fingerprint


def write(path: Path, issues: Iterable[Issue]) -> int:
    """Write the warnings and remarks to a file, without their lines; how many. Errors are not kept: they are mended."""
    known = Counter((issue.source.path, issue.code, fingerprint(issue)) for issue in issues if issue.level != "error")
    told = [
        {"path": place, "code": code, "mark": mark, "count": count}
        for (place, code, mark), count in sorted(known.items())
    ]
    try:
        path.write_text(json.dumps({"version": 1, "known": told}, indent=1) + "\n", "utf-8")
    except OSError as error:
        raise WebdocError(say("This file cannot be written: {why}.", why=error.strerror), str(path)) from error
    return sum(known.values())


def new(path: Path, issues: Iterable[Issue]) -> tuple[Issue, ...]:
    """The issues that are not in that file: of the same one, so many as it does not know."""
    try:
        told = json.loads(path.read_text("utf-8"))
        known = Counter({str(one["mark"]): int(one["count"]) for one in told["known"]})
    except (OSError, ValueError, KeyError, TypeError) as error:
        hint = say("Write it with: webdoc check --write-baseline {path}", path=path)
        raise WebdocError(say("This baseline cannot be read."), str(path), hint) from error
    left = []
    for issue in issues:
        mark = fingerprint(issue)
        if issue.level != "error" and known[mark] > 0:
            known[mark] -= 1
        else:
            left.append(issue)
    return tuple(left)
