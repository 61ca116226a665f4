"""Colour profiles for pictures that name their colours without one: by numbers (ITU-T H.273), or in a camera's EXIF."""

from __future__ import annotations

import struct
from functools import cache
from typing import Any, Final

from PIL import Image, ImageCms

from webdoc.media.light import HDR

DISPLAY_P3: Final = 12
BT2020: Final = 9
ADOBE_RGB: Final = -1
"""No number of H.273 stands for it; cameras say it with a word."""

Primaries = tuple[tuple[float, float, float], tuple[float, float, float], tuple[float, float, float]]

_PRIMARIES: Final[dict[int, Primaries]] = {
    DISPLAY_P3: ((0.5151, 0.2412, -0.0011), (0.2920, 0.6922, 0.0419), (0.1571, 0.0666, 0.7841)),
    BT2020: ((0.6734, 0.2790, -0.0019), (0.1656, 0.6753, 0.0300), (0.1251, 0.0456, 0.7969)),
    ADOBE_RGB: ((0.6097, 0.3111, 0.0195), (0.2053, 0.6257, 0.0609), (0.1492, 0.0632, 0.7446)),
}
"""Red, green and blue as XYZ under D50."""

_GAMMA: Final = {ADOBE_RGB: 563 / 256}
"""Where the curve is not that of sRGB."""
_INTEROP: Final = 0xA005
_INDEX: Final = 1


@cache
def profile(primaries: int) -> bytes:
    """An ICC profile for these colours: that of sRGB with other primaries. Empty where there is nothing to say."""
    if primaries not in _PRIMARIES:
        return b""
    made = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    tags = dict(zip((b"rXYZ", b"gXYZ", b"bXYZ"), _PRIMARIES[primaries], strict=True))
    for number in range(int.from_bytes(made[128:132], "big")):
        name, at, size = struct.unpack_from(">4sII", made, 132 + 12 * number)
        if name in tags:
            struct.pack_into(">3i", made, at + 8, *(round(value * 65536) for value in tags[name]))
        elif name.endswith(b"TRC") and primaries in _GAMMA:
            struct.pack_into(">5i", made, at + 12, round(_GAMMA[primaries] * 65536), 65536, 0, 0, 0)
        elif name == b"desc":  # by its name nobody would look further
            made[at : at + size] = made[at : at + size].replace("sRGB".encode("utf-16-be"), "wide".encode("utf-16-be"))
    return bytes(made)


def said(image: Image.Image) -> bytes | None:
    """The profile of an opened picture: its own, else what its numbers or its EXIF stand for; None for nothing."""
    own: bytes | None = image.info.get("icc_profile")
    if own:
        return own
    numbers: Any = image.info.get("nclx_profile")
    if isinstance(numbers, dict) and numbers.get("transfer_characteristics") not in HDR:
        return profile(int(numbers.get("color_primaries", 0))) or None
    if image.format in ("JPEG", "MPO") and image.mode == "RGB":
        try:
            index = image.getexif().get_ifd(_INTEROP).get(_INDEX, "")
        except Exception:  # a malformed EXIF block says nothing
            return None
        return profile(ADOBE_RGB) if str(index).startswith("R03") else None
    return None
