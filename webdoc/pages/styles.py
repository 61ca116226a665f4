"""Style sheets as they are published: without what a browser does not read. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set

ONLY = re.compile(r"/\* (only|first): ([\w. +-]+) \*/(.*?)/\* all \*/", re.S)
"""Rules for some pages: by kind (``page``: all but chapters), ``rtl``, a kind of block on it, a tag in its text; or for
a choice of the project's: ``typeface-atkinson``; or for a class of its HTML: ``.draft``; ``unit+rtl`` where both hold.
``first`` where they are for the first screen of those alone, and for what stands below that of every page."""

_COMMENT = re.compile(r"/\*.*?\*/", re.S)
_SPACE = re.compile(r"""("[^"]*"|'[^']*')|\s*([{};,])\s*|\s+""")
"""What a style can do without; strings are left as they are."""
_HELD = re.compile(r"""("[^"]*"|'[^']*'|\([^()]*\))""")
_ROOT = re.compile(r"(?<![^{};]):root\{([^{}!]*)\}")
"""``:root{…}`` alone, in small form, where nothing is ``!important``."""
_EMPTY = re.compile(r"@media[^{}]*\{\}")


def kept(words: str, there: Set[str]) -> bool:
    """Whether a page with these things gets rules that are marked so.

    >>> kept("cover unit+rtl", {"unit", "rtl"}), kept("cover unit+rtl", {"unit"})
    (True, False)
    """
    return any(set(word.split("+")) <= there for word in words.split())


def below_too(style: str) -> str:
    """The rules of a page's own style that are also for what stands below the first screen of all pages.

    >>> below_too("a{}/* only: page */b{}/* all *//* first: page */i{}/* all */")
    'i{}'
    """
    return "".join(rules for mark, _, rules in ONLY.findall(style) if mark == "first")


def smaller(style: str) -> str:
    """The style without remarks and without spaces that mean nothing."""
    return _SPACE.sub(lambda found: found[1] or found[2] or " ", _COMMENT.sub("", style)).replace(";}", "}").strip()


def said_last(style: str) -> str:
    """A small style without the custom properties of ``:root`` that are said again further down, for all screens.

    A theme that extends another one says its colours after those of its parent, in a rule of the same weight: whatever
    came before, also for the dark alone, is never used.

    >>> said_last(":root{--a:1;--b:2}@media print{:root{--a:3}}:root{--a:4}")
    ':root{--b:2}:root{--a:4}'
    """
    later: set[str] = set()
    parts: list[str] = []
    end = len(style)
    for found in reversed(list(_ROOT.finditer(style))):
        if any(";" in held for held in _HELD.findall(found[1])):
            continue  # an address that holds its data, say
        names = [(one.partition(":")[0], one) for one in found[1].split(";")]
        kept = ";".join(one for name, one in names if name not in later)
        parts += [style[found.end() : end], f":root{{{kept}}}" if kept else ""]
        end = found.start()
        before = _HELD.sub("", style[:end])
        if before.count("{") == before.count("}"):
            later.update(name for name, _ in names if name.startswith("--"))
    return _EMPTY.sub("", "".join(reversed([*parts, style[:end]])))


_SIGN = re.compile(r"""("[^"]*"|'[^']*')|([{}])|;(?=@)""")
_DECLARATION = re.compile(r"""(?:"[^"]*"|'[^']*'|\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)|[^;"'()])+""")


def said_once(style: str) -> str:
    """A small style without what a rule says that another one of the very same selector says again further down.

    What comes later has to hold on all screens. Fallbacks within one rule stay, and so does what is ``!important``.

    >>> said_once(".a{color:red;margin:0}.b{color:red}.a{color:blue}@media print{.b{color:blue}}")
    '.a{margin:0}.b{color:red}.a{color:blue}@media print{.b{color:blue}}'
    """
    later: dict[str, set[str]] = {}
    end, parts = len(style), []
    for start, middle, stop, always in reversed(list(_rules(style))):
        selector, told = style[start:middle], _DECLARATION.findall(style[middle + 1 : stop])
        said = later.setdefault(selector, set())
        kept = [one for one in told if "!" in one or one.partition(":")[0] not in said]
        parts += [style[stop + 1 : end], f"{selector}{{{';'.join(kept)}}}" if kept or not told else ""]
        end = start
        if always:
            said.update(one.partition(":")[0] for one in told if "!" not in one)
    return _EMPTY.sub("", "".join(reversed([*parts, style[:end]])))


def _rules(style: str) -> Iterator[tuple[int, int, int, bool]]:
    """Rules that hold declarations: where selector, declarations and end are, and whether they are for all screens."""
    around: list[tuple[int, int]] = []
    start = 0
    for found in _SIGN.finditer(style):
        if found[2] == "{":
            around.append((start, found.start()))
            start = found.end()
        elif found[2] == "}":
            begin, middle = around.pop()
            outer = [style[slice(*one)] for one in around]
            if style[begin] != "@" and not any(one.startswith("@keyframes") for one in outer):
                yield begin, middle, found.start(), not outer
            start = found.end()
        elif not found[1]:
            start = found.end()
