"""The proof: whether what stands in a folder or at an address is what was built, and whether all of it is reached.

It owns what is found and how that is said. It knows the built files alone, never the project, and changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Literal

from msgspec import Struct

from webdoc.model import NOTHING, Sentence, say

Kind = Literal["missing", "changed", "foreign", "moved", "type", "lost", "outside", "unread"]

REMEDIES: Final[dict[Kind, Sentence]] = {
    "missing": say("Upload the whole of the built folder again, or build it again."),
    "changed": say("Somebody or something wrote into these files since: upload or build again; look at what does it."),
    "foreign": say("Nobody built these: remove them, or build again, which lists what you put there yourself."),
    "moved": say(
        "Give webdoc the address at which the site really stands, or put right where your host sends visitors."
    ),
    "type": say(
        "Tell your host the types of these files, or browsers will not show them: docs/publishing.md says how."
    ),
    "lost": say("This cannot be reached from a disk: put the file or the anchor there, or take the link away."),
    "outside": say("This loads from elsewhere, and will be gone one day: put the file into the site."),
    "unread": say("Look at the rights of these files, or at what your host answers."),
}
"""What to do about each kind of finding."""

Told = Callable[[str, int, int], None]
"""Is told what was just looked at, and how many of how many are through."""


def nobody(what: str, done: int, total: int) -> None:
    """Is told, and says nothing."""


class Finding(Struct, frozen=True, kw_only=True):
    """Something that is not as it was built, or is not reached: the file in the site, and what is wrong with it."""

    kind: Kind
    path: str
    said: Sentence = NOTHING


class Report(Struct, frozen=True, kw_only=True):
    """What was looked at: where, how many files and bytes, how it was done; and all that was found, sorted by path."""

    where: str
    files: int
    size: int
    how: tuple[Sentence, ...] = ()
    findings: tuple[Finding, ...] = ()
