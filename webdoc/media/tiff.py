"""What Pillow by itself does not tell of a TIFF, or reads otherwise than it is meant."""

from __future__ import annotations

from typing import BinaryIO, Final

from PIL import Image, ImageFile, TiffImagePlugin

_SUBFILE: Final = 254
_BITS: Final = 258
_PHOTOMETRIC: Final = 262
_ROWS: Final = 278
_PACKED: Final = 279
_PLANAR: Final = 284


def paged(image: ImageFile.ImageFile) -> bool:
    """Whether there is more than one picture in a TIFF; a small copy of the first (its thumbnail) is none."""
    try:
        image.seek(1)
        reduced = int(image.tag_v2.get(_SUBFILE, 0)) & 1  # type: ignore[attr-defined]
        image.seek(0)
    except EOFError:
        return False
    return not reduced


def wide_planes(image: ImageFile.ImageFile) -> bool:
    """Whether a TIFF has each colour in a plane of its own with more than 8 bits, which Pillow by itself misreads."""
    tags = image.tag_v2  # type: ignore[attr-defined]
    return tags.get(_PLANAR, 1) == 2 and max(tags.get(_BITS, (1,))) > 8 and image.info.get("compression") == "raw"


def beside(image: ImageFile.ImageFile) -> int:
    """Bytes that libtiff holds beside the picture: a strip as it is stored, often the whole, and the file, mapped."""
    tags = image.tag_v2  # type: ignore[attr-defined]
    try:
        rows = min(image.height, int(tags.get(_ROWS, image.height)))
        return int(image.width * rows * sum(tags.get(_BITS, (8,))) // 8 + sum(tags.get(_PACKED, ())))
    except (TypeError, ValueError):  # damaged; what it is worth the decoder will say
        return 0


def by_libtiff(file: BinaryIO) -> ImageFile.ImageFile:
    """The picture of an open file, its pixels to be read by libtiff."""
    TiffImagePlugin.READ_LIBTIFF = True  # what another thread opens meanwhile comes out alike
    try:
        file.seek(0)
        return Image.open(file, formats=["TIFF"])
    finally:
        TiffImagePlugin.READ_LIBTIFF = False


def negative(image: ImageFile.ImageFile) -> bool:
    """Whether the least is white: of a TIFF in 8 bits and fewer Pillow knows it."""
    return image.format == "TIFF" and image.mode.startswith("I;16") and image.tag_v2.get(_PHOTOMETRIC) == 0  # type: ignore[attr-defined]
