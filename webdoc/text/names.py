"""The names of media in a chapter: files of the project, of a kind that webdoc knows."""

from __future__ import annotations

from webdoc.model import astray, instead, kind_of, say
from webdoc.text.ledger import Ledger
from webdoc.text.sanitize import safe_address


def check(ledger: Ledger, src: str, place: tuple[int, int]) -> None:
    """Tell what is wrong with the name of a medium, at that line and column."""
    if wrong := astray(src):
        if "\\" in src or not safe_address(src):
            ledger.refused.add(src)
        code, message, hint = wrong
        ledger.issue(code, "error", place, message, hint)
    elif not src:
        ledger.issue(
            "medium-missing",
            "error",
            place,
            say("This picture names no file."),
            say("Write ![What is to be seen](door.jpg)"),
        )
    elif not ledger.safe(src, place):
        return
    elif kind_of(src) in (None, "captions", "data", "shapes"):
        ledger.issue(
            "medium-unknown", "error", place, say("webdoc does not know what kind of file “{src}” is.", src=src[:60]),
            instead(src) or say("Photographs end in .jpg, .png, .webp, .avif, .tif; sounds in .mp3, .m4a, .wav, .flac, "
            ".ogg, .opus; videos in .mp4, .mov, .webm, .mkv."),
        )  # fmt: skip
