"""The picture on the cover of a sound, encoded anew as all pictures are: a telephone's says where it was taken."""

from __future__ import annotations

import io
from typing import Final

from webdoc.media.sniff import HEAD, sniff
from webdoc.media.trouble import BadMedium
from webdoc.media.upright import decoded, flat, opened

WIDEST: Final = 1200
"""Pixels of width at most: what players show on a large screen."""

QUALITY: Final = 85


def jpeg(data: bytes) -> tuple[bytes, int, int] | None:
    """A cover of any format as JPEG, upright, in sRGB and without metadata, and its size in pixels.

    None for what is no picture, or damaged: the sound is still a sound.
    """
    content = sniff(data[:HEAD])
    if content.opens != "picture":
        return None
    try:
        image = flat(decoded(opened(io.BytesIO(data), content.format), WIDEST).image).convert("RGB")
    except BadMedium:
        return None
    out = io.BytesIO()
    image.save(out, "JPEG", quality=QUALITY, subsampling="4:2:0", optimize=True)
    return out.getvalue(), image.width, image.height
