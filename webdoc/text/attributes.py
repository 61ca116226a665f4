"""Attribute lists, ``{.full #door}``: the place of a picture, the anchor of a picture or heading, nothing else."""

from __future__ import annotations

import difflib
import re
from typing import Literal

from webdoc.model import Place, say
from webdoc.text.ledger import Ledger
from webdoc.text.slugs import Anchors, slugify

PLACES: tuple[Place, ...] = ("full", "wide", "left", "right")
NONE = "none"
AFTER_PICTURE = re.compile(
    r"[ \t]{0,4}\{:?[ \t]*([.#][^\s{}]*(?:[ \t]+[.#][^\s{}]*)*[ \t]*|[\w.-]+[ \t]*|[^{}\n=]*=[^{}\n]*)\}"
)
AFTER_HEADING = re.compile(r"[ \t]*\{:?[ \t]*([.#][^\s{}]+(?:[ \t]+[.#][^\s{}]+)*[ \t]*|[^{}\n=]*=[^{}\n]*)\}[ \t]*$")


class Attributes:
    """Reads attribute lists of one chapter."""

    def __init__(self, ledger: Ledger, anchors: Anchors) -> None:
        self.ledger = ledger
        self.anchors = anchors

    def read(self, text: str, what: Literal["picture", "heading"]) -> tuple[Place, str]:
        """The place and the anchor that the words between the braces give; anything else is an Issue."""
        place: Place = ""
        anchor = ""
        for word in text.split():
            name = word.lstrip(".")
            if word.startswith("#") and len(word) > 1:
                anchor = self._anchor(word[1:])
            elif what == "picture" and word.startswith(".") and name in PLACES:
                place = name
            elif what == "heading" or word != f".{NONE}":
                self._unknown(word, what)
        return place, anchor

    def _unknown(self, word: str, what: str) -> None:
        known = [f".{name}" for name in (*PLACES, NONE)] if what == "picture" else []
        near = difflib.get_close_matches("." + word.lstrip("."), known, n=1)
        hint = (
            say("Did you mean “{word}”?", word=near[0])
            if near
            else say("Known here: {names}.", names=", ".join([*known, "#name"]))
        )
        place = self.ledger.peek(word)
        self.ledger.issue(
            "attribute-unknown",
            "warning",
            place,
            say("“{word}” means nothing after a picture.", word=word[:40])
            if what == "picture"
            else say("“{word}” means nothing after a heading.", word=word[:40]),
            hint,
        )

    def _anchor(self, wanted: str) -> str:
        place = self.ledger.peek(f"#{wanted}")
        if wanted != slugify(wanted):
            proposal = slugify(wanted) or "name"
            self.ledger.issue(
                "anchor-invalid",
                "error",
                place,
                say("“{wanted}” cannot be an anchor.", wanted=wanted[:40]),
                say("Write #{proposal}.", proposal=proposal),
            )
        elif not self.anchors.free(wanted):
            self.ledger.issue(
                "anchor-taken",
                "error",
                place,
                say("The anchor “{wanted}” is in use already.", wanted=wanted),
                say("Write another name."),
            )
        else:
            return self.anchors.claim(wanted)
        return ""
