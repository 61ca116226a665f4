"""Style sheets as they are published: without what a browser does not read. Pure."""

from __future__ import annotations

import re

ONLY = re.compile(r"/\* (only|first): ([\w. -]+) \*/(.*?)/\* all \*/", re.S)
"""Rules for some pages: by kind (``page``: all but chapters), ``rtl``, a kind of block on it, a tag in its text; or for
a choice of the project's: ``typeface-atkinson``; or for a class of its HTML: ``.draft``. ``first`` where they are for
the first screen of those alone, and for what stands below that of every page."""

_COMMENT = re.compile(r"/\*.*?\*/", re.S)
_SPACE = re.compile(r"""("[^"]*"|'[^']*')|\s*([{};,])\s*|\s+""")
"""What a style can do without; strings are left as they are."""
_HELD = re.compile(r"""("[^"]*"|'[^']*'|\([^()]*\))""")
_ROOT = re.compile(r"(?<![^{};]):root\{([^{}!]*)\}")
"""``:root{…}`` alone, in small form, where nothing is ``!important``."""
_EMPTY = re.compile(r"@media[^{}]*\{\}")


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
