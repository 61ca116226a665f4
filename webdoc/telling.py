"""How issues are told: to people, as JSON, and as the annotations of code hosts."""

from __future__ import annotations

import hashlib
import json
import os
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from typing import Any

import click

from webdoc.model import Issue, Sentence, say
from webdoc.speech import Speech

FORMATS = ("text", "json", "github", "gitlab")
VERSION = 1
"""Of the JSON: it is raised when something in it is taken away or means something else."""

_COLOURS = {"error": "red", "warning": "yellow", "info": "blue"}
_LEVELS = {"error": say("error"), "warning": say("warning"), "info": say("info")}
_GITHUB = {"error": "error", "warning": "warning", "info": "notice"}
_GITLAB = {"error": "major", "warning": "minor", "info": "info"}


def ordered(issues: Iterable[Issue]) -> list[Issue]:
    """By file, line and column."""
    return sorted(issues, key=lambda one: (one.source.path, one.source.line, one.source.column))


def people(issues: Iterable[Issue], speech: Speech) -> Iterator[str]:
    """Lines to read: each file with what is to be mended in it, then how many there are of each sort."""
    last = ""
    for issue in (told := ordered(issues)):
        if issue.source.path != last:
            last = issue.source.path
            yield click.style(last, bold=True)
        level = click.style(speech(_LEVELS[issue.level]), fg=_COLOURS[issue.level])
        place = f"{issue.source.line}:{issue.source.column or 1}  " if issue.source.line else ""
        yield f"  {place}{level}  {speech(issue.message)} [{issue.code}]"
        if issue.hint:
            yield f"      {speech(issue.hint)}"
    if told:
        yield counted(told, speech)


def counted(issues: Collection[Issue], speech: Speech) -> str:
    """``2 errors, 3 warnings.``"""
    levels = Counter(issue.level for issue in issues)
    parts = [
        speech.count("{n} error", "{n} errors", levels["error"]),
        speech.count("{n} warning", "{n} warnings", levels["warning"]),
    ]
    if levels["info"]:
        parts.append(speech.count("{n} remark", "{n} remarks", levels["info"]))
    return f"{', '.join(parts)}."


def record(issue: Issue, speech: Speech) -> dict[str, str | int]:
    """An issue for a machine, every field there."""
    return {
        "code": issue.code,
        "level": issue.level,
        "place": str(issue.source),
        "path": issue.source.path,
        "line": issue.source.line,
        "column": issue.source.column,
        "message": speech(issue.message),
        "hint": speech(issue.hint),
    }


def report(issues: Iterable[Issue], speech: Speech) -> dict[str, Any]:
    """All of them for a machine, with how many there are of each level."""
    told = ordered(issues)
    levels = Counter(issue.level for issue in told)
    return {
        "version": VERSION,
        "errors": levels["error"],
        "warnings": levels["warning"],
        "infos": levels["info"],
        "issues": [record(issue, speech) for issue in told],
    }


def github(issues: Iterable[Issue], speech: Speech, folder: str = "") -> Iterator[str]:
    """Workflow commands of GitHub Actions, which annotate lines. ``folder``: the project's, from where one stands."""
    for issue in ordered(issues):
        place = {"file": _joined(folder, issue.source.path), "line": issue.source.line, "col": issue.source.column}
        named = [f"{name}={_escaped(str(value), ':,')}" for name, value in place.items() if value]
        text = _escaped("\n".join(filter(None, (speech(issue.message), speech(issue.hint)))))
        yield f"::{_GITHUB[issue.level]} {','.join([*named, f'title={issue.code}'])}::{text}"


def gitlab(issues: Iterable[Issue], speech: Speech, folder: str = "") -> list[dict[str, Any]]:
    """A report of GitLab's Code Quality."""
    marks: Counter[str] = Counter()
    told = []
    for issue in ordered(issues):
        mark = fingerprint(issue)
        marks[mark] += 1
        told.append(
            {
                "description": " ".join(filter(None, (speech(issue.message), speech(issue.hint)))),
                "check_name": issue.code,
                "fingerprint": f"{mark}-{marks[mark]}",
                "severity": _GITLAB[issue.level],
                "location": {"path": _joined(folder, issue.source.path), "lines": {"begin": issue.source.line or 1}},
            }
        )
    return told


def written(issues: Iterable[Issue], speech: Speech, form: str, folder: str = "") -> str:
    """The issues in one of the `FORMATS` for machines."""
    if form == "github":
        return "\n".join(github(issues, speech, folder))
    told = gitlab(issues, speech, folder) if form == "gitlab" else report(issues, speech)
    return json.dumps(told, ensure_ascii=False)


def fingerprint(issue: Issue) -> str:
    """What makes an issue the same one although its line has moved: code, file and what is wrong, not its numbers."""
    key = "\0".join((issue.code, issue.source.path, *_named(issue.message)))
    return hashlib.sha256(key.encode()).hexdigest()[:24]


def _named(sentence: Sentence) -> Iterator[str]:
    """The pattern and the words in it; numbers are left out: a size or a count changes with every sentence."""
    yield sentence.pattern
    for _, value in sentence.values:
        if isinstance(value, Sentence):
            yield from _named(value)
        elif isinstance(value, str) and not value[:1].isdigit():
            yield value


def _joined(folder: str, path: str) -> str:
    return f"{folder.replace(os.sep, '/')}/{path}" if folder not in ("", ".") else path


def _escaped(text: str, more: str = "") -> str:
    for char in f"%\r\n{more}":
        text = text.replace(char, f"%{ord(char):02X}")
    return text
