"""In which direction each letter runs: Unicode's bidirectional algorithm (UAX #9) for one paragraph. Pure.

The parts that plain text needs: W1 to W7, N0 to N2, I1 to I2, L1 to L2. Characters that embed or isolate are
not looked at; whoever sets the text leaves them out. Left-to-right and right-to-left marks work, as strong letters do.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Sequence
from itertools import groupby
from typing import Final

EMBEDDING: Final = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""What opens and closes embeddings, overrides and isolates."""

_NEUTRAL: Final = frozenset(("B", "S", "WS", "ON", "BN"))
_BRACKETS: Final = {
    "(": ")",
    "[": "]",
    "{": "}",
    "⟨": "⟩",
    "「": "」",
    "『": "』",
    "（": "）",
    "［": "］",
    "〈": "〉",
    "《": "》",
}
_CLOSING: Final = {close: open for open, close in _BRACKETS.items()}


def base(text: str, among: int = 0) -> int:
    """0 when the text runs from left to right, 1 from right to left: as most of its letters do.

    Not as the first one does (P2): a headline in Arabic may begin with a foreign name. ``among``: the direction of what
    it stands with; among words from right to left one such letter is enough: a title before a long foreign name.
    """
    kinds = Counter(unicodedata.bidirectional(letter) for letter in text)
    return int(kinds["R"] + kinds["AL"] > (0 if among else kinds["L"]))


def levels(text: str, base: int) -> list[int]:
    """The level of each character: even ones run from left to right, odd ones from right to left."""
    kinds = [unicodedata.bidirectional(letter) or "L" for letter in text]
    outer = "R" if base else "L"
    _weak(kinds, outer)
    _brackets(text, kinds, outer)
    _neutral(kinds, outer)
    found = []
    for kind in kinds:
        if base:
            found.append(2 if kind in ("L", "EN", "AN") else 1)
        else:
            found.append({"R": 1, "EN": 2, "AN": 2}.get(kind, 0))
    # L1: spaces at the end belong to the paragraph.
    for at in range(len(text) - 1, -1, -1):
        if not text[at].isspace():
            break
        found[at] = base
    return found


def order(levels: Sequence[int]) -> list[int]:
    """The places of a line's pieces from left to right, by their levels (L2)."""
    places = list(range(len(levels)))
    for level in range(max(levels, default=0), 0, -1):
        at = 0
        while at < len(places):
            end = at
            while end < len(places) and levels[places[end]] >= level:
                end += 1
            if end > at:
                places[at:end] = reversed(places[at:end])
            at = end + 1
    return places


def _weak(kinds: list[str], outer: str) -> None:
    """W1 to W7: marks, numbers and what stands between them."""
    before = strong = outer
    for at, kind in enumerate(kinds):
        if kind == "NSM":  # W1
            kind = before
        if kind == "EN" and strong == "AL":  # W2
            kind = "AN"
        if kind in ("L", "R", "AL"):
            strong = kind
        kinds[at] = before = kind
    kinds[:] = ["R" if kind == "AL" else kind for kind in kinds]  # W3
    for at in range(1, len(kinds) - 1):  # W4
        before, kind = kinds[at - 1], kinds[at]
        if before == kinds[at + 1] and ((before == "EN" and kind in ("ES", "CS")) or (before == "AN" and kind == "CS")):
            kinds[at] = before
    at = 0
    for kind, run in groupby(list(kinds)):  # W5 and W6
        end = at + len(list(run))
        if kind == "ET":
            beside = "EN" in (kinds[at - 1] if at else "", kinds[end] if end < len(kinds) else "")
            kinds[at:end] = ["EN" if beside else "ON"] * (end - at)
        elif kind in ("ES", "CS"):
            kinds[at:end] = ["ON"] * (end - at)
        at = end
    strong = outer
    for at, kind in enumerate(kinds):  # W7
        if kind in ("L", "R"):
            strong = kind
        elif kind == "EN" and strong == "L":
            kinds[at] = "L"


def _strong(kind: str) -> str:
    """As N0 to N2 see it: numbers count as right-to-left."""
    return "R" if kind in ("R", "EN", "AN") else kind if kind == "L" else ""


def _brackets(text: str, kinds: list[str], outer: str) -> None:
    """N0: a pair of brackets runs as what it holds, or as what is around."""
    open_ones: list[tuple[str, int]] = []
    pairs = []
    for at, letter in enumerate(text):
        if kinds[at] != "ON":
            continue
        if letter in _BRACKETS:
            open_ones.append((letter, at))
        elif letter in _CLOSING:
            match = next((i for i in reversed(range(len(open_ones))) if open_ones[i][0] == _CLOSING[letter]), -1)
            if match >= 0:
                pairs.append((open_ones[match][1], at))
                del open_ones[match:]
    for start, end in sorted(pairs):
        inside = {_strong(kind) for kind in kinds[start + 1 : end]} - {""}
        kind = outer if outer in inside else ""
        if inside and not kind:
            before = next((_strong(kinds[at]) for at in reversed(range(start)) if _strong(kinds[at])), outer)
            kind = before if before in inside else outer
        for at in (start, end) if kind else ():
            kinds[at] = kind
            # Marks on a bracket go with it; W1 has made of them what it was.
            for mark in range(at + 1, len(text)):
                if unicodedata.bidirectional(text[mark]) != "NSM":
                    break
                kinds[mark] = kind


def _neutral(kinds: list[str], outer: str) -> None:
    """N1 and N2: what has no direction takes that of both its neighbours, else the paragraph's."""
    at = 0
    for neutral, run in groupby([kind in _NEUTRAL for kind in kinds]):
        end = at + len(list(run))
        if neutral:
            before = _strong(kinds[at - 1]) if at else outer
            after = _strong(kinds[end]) if end < len(kinds) else outer
            kinds[at:end] = [before if before == after else outer] * (end - at)
        at = end
