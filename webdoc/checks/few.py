"""How many issues of one kind are told. Pure."""

from __future__ import annotations

import msgspec

from webdoc.model import Issue, say

ALIKE = 50
"""Issues of one kind in one file that are told one by one."""


def few(issues: tuple[Issue, ...]) -> tuple[Issue, ...]:
    """The first of each kind in each file, and how many more there are: nobody reads ten thousand times the same."""
    found: dict[tuple[str, str], list[Issue]] = {}
    for one in issues:
        found.setdefault((one.source.path, one.code), []).append(one)
    more = {key: len(alike) - ALIKE for key, alike in found.items() if len(alike) > ALIKE}
    if not more:
        return issues
    kept = {one for alike in found.values() for one in alike[:ALIKE]}
    last = {found[key][ALIKE - 1]: count for key, count in more.items()}
    return tuple(_and_more(one, last[one]) if one in last else one for one in issues if one in kept)


def _and_more(one: Issue, count: int) -> Issue:
    message = say("{message} There are {count} more of this kind here.", message=one.message, count=count)
    return msgspec.structs.replace(one, message=message)
