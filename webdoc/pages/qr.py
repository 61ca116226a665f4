"""An address as a square that cameras read (QR code, ISO/IEC 18004), as SVG. Pure; the same address, the same bytes."""

from __future__ import annotations

from functools import lru_cache

_QUIET = 4
"""Modules of white around it, as the standard wants."""


@lru_cache(256)
def svg(url: str) -> str:
    """An SVG of one path, black on white, a module a unit; it grows to whatever box it is put into.

    A seventh of it may be dirty or torn (error correction M). Its mask is always the chequered one: any of the eight
    can be read, and to try them all is five times the work.
    """
    import segno

    code = segno.make(url, micro=False, error="m", boost_error=False, mask=0)
    inline = str(code.svg_inline(border=_QUIET, light="#fff", omitsize=True))
    return inline.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1) + "\n"
