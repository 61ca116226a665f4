"""The names of media in a chapter: files of the project, of a kind that webdoc knows."""

from __future__ import annotations

import re

from webdoc.model import instead, kind_of, say
from webdoc.text.ledger import Ledger
from webdoc.text.sanitize import safe_address

AT_HOME = re.compile(r"file:|[a-zA-Z]:[\\/]|/(?:Users|home|Volumes|mnt|media/[^/]+)/|~/", re.I)
ELSEWHERE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//")


def check(ledger: Ledger, src: str, place: tuple[int, int]) -> None:
    """Tell what is wrong with the name of a medium, at that line and column."""
    home = AT_HOME.match(src)
    if "\\" in src and not home:
        ledger.refused.add(src)
        ledger.issue(
            "medium-missing", "error", place, say("“{src}” is written with backslashes.", src=src[:60]),
            say("Write it with slashes: {name}", name=src.replace("\\", "/")),
        )  # fmt: skip
    elif home:
        ledger.refused.add(src)
        name = re.split(r"[\\/]", src)[-1]
        ledger.issue(
            "medium-elsewhere", "error", place, say("“{src}” is a place on your own computer.", src=src[:60]),
            say("Copy the file into media/ and write its name from there: {name}", name=name[:60]),
        )  # fmt: skip
    elif not src:
        ledger.issue(
            "medium-missing",
            "error",
            place,
            say("This picture names no file."),
            say("Write ![What is to be seen](door.jpg)"),
        )
    elif ELSEWHERE.match(src):
        if not safe_address(src):
            ledger.refused.add(src)
        ledger.issue(
            "medium-elsewhere", "error", place, say("“{src}” lies on another site.", src=src[:60]),
            say("Save the file in media/ and write its name: a documentary asks no other site for anything."),
        )  # fmt: skip
    elif not ledger.safe(src, place):
        return
    elif kind_of(src) in (None, "captions", "data", "shapes"):
        ledger.issue(
            "medium-unknown", "error", place, say("webdoc does not know what kind of file “{src}” is.", src=src[:60]),
            instead(src) or say("Photographs end in .jpg, .png, .webp, .avif, .tif; sounds in .mp3, .m4a, .wav, .flac, "
            ".ogg, .opus; videos in .mp4, .mov, .webm, .mkv."),
        )  # fmt: skip
