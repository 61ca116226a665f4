"""A theme's scripts as they are published: without what only those who read the source need."""

from __future__ import annotations

import re

_TEXT = rb"""'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|`(?:[^`\\$]|\\.|\$(?!\{)|\$\{[^`{}'"]*\})*`"""
"""A text between quotes; one between backquotes only where what is set into it holds no text itself."""
_REMARK = re.compile(rb"""(%s)|/\*.*?\*/|//.*|([/'"`])""" % _TEXT)
_SPACE = re.compile(
    rb"(%s)|\s*(=>|===?|!==?|\+=|-=|&&|\|\||\?\?|[=?:,;{}()*%%])\s*"
    rb"|(?<=[\w\])'\"`])\s+([-+<>]=?)\s+(?=[\w\[('\"`])|\s+" % _TEXT
)
"""What a line can do without: the space around these signs; around + - < >, which join to others of their kind, only
between two values; not around /."""


def published(source: bytes) -> bytes:
    """A script without comments, indentation, empty lines and the space around most signs.

    Lines stay lines, so that nothing has to be known of where a statement ends. What cannot be told apart without
    reading the language is left alone: a line with a slash (division, a regular expression), one with texts inside
    texts, and the whole script where a text goes over several lines and so owns its indentation.
    """
    lines = [line.strip() for line in source.splitlines()]
    if any(line.count(b"`") % 2 or line.endswith(b"\\") for line in lines):
        return source
    kept = (line for line in lines if line and (b"*/" in line or not line.startswith(b"//")))
    return b"".join(_tight(line) + b"\n" for line in kept)


def _tight(line: bytes) -> bytes:
    # From left to right: the first slash that begins no remark may be a regular expression, and ends the certainty.
    if any(found[2] for found in _REMARK.finditer(line)):
        return line
    line = _REMARK.sub(lambda found: found[1] or b"", line).rstrip()
    return _SPACE.sub(lambda found: found[1] or found[2] or found[3] or b" ", line)
