"""A TIFF packed by Deflate, decoded some rows at a time: libtiff maps its file and holds a strip, often the picture.

A row is told from nothing but itself (TIFF 6.0, 14), so each part becomes a TIFF of its own in memory.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from math import ceil
from typing import Any, BinaryIO, Final, cast

from PIL import Image, ImageFile
from PIL.TiffImagePlugin import ImageFileDirectory_v2

_WIDTH, _HEIGHT, _PACKING, _PLACES, _ROWS, _LENGTHS = 256, 257, 259, 273, 278, 279
_BITS, _PHOTOMETRIC, _SAMPLES = 258, 262, 277
_KEPT: Final = (_BITS, _PHOTOMETRIC, _SAMPLES, 317, 338, 339)
"""What a part says as the whole does: also its predictor, what is beside its colours, the kind of its numbers."""
_DEFLATE: Final = (8, 32946)
_COMMON: Final = (266, 274, 284)
"""Order of bits, turning, planes: 1 in files that are common, and where nothing is said."""
_MODES: Final = ("L", "LA", "RGB", "RGBA", "CMYK", "I;16", "I;16B")
_YCBCR: Final = 6
_BLOCK: Final = 1 << 18
_PART: Final = 1 << 22
"""Bytes that are read, and decoded, at a time."""
_DAMAGED: Final = "decoder error -2"
"""What Pillow says of a strip that libtiff cannot unpack."""

Strip = tuple[int, int, int]
"""Where it begins in the file, its bytes there, its bytes when it is unpacked."""


class Strips:
    """A picture whose parts are asked for from the top down."""

    def __init__(self, image: ImageFile.ImageFile, row: int, strips: list[Strip]) -> None:
        """``row``: bytes of a row when it is unpacked."""
        tags: Any = image.tag_v2  # type: ignore[attr-defined]
        self.info: dict[str, Any] = {}
        self.width, self.height = self.size = image.size
        self._mode, self._row, self._prefix = image.mode, row, tags.prefix
        self._tags = {tag: tags[tag] for tag in _KEPT if tag in tags}
        self._rows = _unpacked(cast(BinaryIO, image.fp), strips, max(1, _PART // row) * row)
        self._parts: list[tuple[int, Image.Image]] = []
        self._next = 0

    def crop(self, box: tuple[int, int, int, int]) -> Image.Image:
        """That part: left, top, right, bottom. Raises where it is damaged, as Pillow does with the whole."""
        left, top, right, bottom = box
        self._parts = [(first, part) for first, part in self._parts if first + part.height > top]
        while self._next < bottom:
            part = self._alone(next(self._rows))
            self._parts.append((self._next, part))
            self._next += part.height
        made = Image.new(self._mode, (right - left, bottom - top))
        for first, part in self._parts:
            made.paste(part, (-left, first - top))
        return made

    def _alone(self, rows: bytes) -> Image.Image:
        height, packed = len(rows) // self._row, zlib.compress(rows, 0)
        said = {_WIDTH: self.width, _HEIGHT: height, _PACKING: 8, _PLACES: 0, _ROWS: height, _LENGTHS: len(packed)}
        tags = ImageFileDirectory_v2(prefix=self._prefix)
        for tag, value in (self._tags | said).items():
            tags[tag] = value
        file = io.BytesIO()
        tags.save(file)  # makes the place one after itself
        file.write(packed)
        image = Image.open(file, formats=["TIFF"])
        image.load()
        return image


def strips(image: ImageFile.ImageFile) -> Strips | None:
    """A TIFF to be taken part by part; None where it is packed or laid otherwise, or says what cannot be."""
    try:
        return _strips(image)
    except (IndexError, TypeError, ValueError):  # damaged; what it is worth the decoder will say
        return None


def _strips(image: ImageFile.ImageFile) -> Strips | None:
    tags, file = image.tag_v2, image.fp  # type: ignore[attr-defined]
    common = image.mode in _MODES and tags.get(_PHOTOMETRIC) != _YCBCR and all(tags.get(tag, 1) == 1 for tag in _COMMON)
    if file is None or not common or tags.get(_PACKING) not in _DEFLATE:
        return None
    width, height = image.size
    row = ceil(width * tags.get(_SAMPLES, 1) * tags.get(_BITS, (1,))[0] / 8)
    each = min(height, tags.get(_ROWS, height))
    unpacked = [row * min(each, height - first) for first in range(0, height, each)]
    found = list(zip(tags[_PLACES], tags[_LENGTHS], unpacked, strict=True))
    at = file.tell()  # Pillow reads on from there
    length = file.seek(0, io.SEEK_END)
    file.seek(at)
    whole = all(packed and first + packed <= length for first, packed, _ in found)
    return Strips(image, row, found) if whole else None


def _unpacked(file: BinaryIO, strips: list[Strip], most: int) -> Iterator[bytes]:
    """So many bytes at a time, fewer at the end. Raises `OSError` where a strip is damaged or ends too early."""
    waiting = bytearray()
    for at, packed, missing in strips:
        inflate, data, end = zlib.decompressobj(), b"", at + packed
        while missing:
            if not data:
                file.seek(at)
                data = file.read(min(_BLOCK, end - at))
                at += len(data)
            try:
                made = inflate.decompress(data, min(missing, most - len(waiting)))
            except zlib.error:
                raise OSError(_DAMAGED) from None
            missing -= len(made)
            if missing and (inflate.eof or not (data or made)):
                raise OSError(_DAMAGED)
            data = inflate.unconsumed_tail
            waiting += made
            if len(waiting) == most:
                yield bytes(waiting)
                waiting.clear()
    if waiting:
        yield bytes(waiting)
