"""A HEIC of many tiles, decoded a row of them at a time: its library only gives the whole, in up to nine bytes a pixel.

Each row becomes a file of its own in memory: the same one, but its grid (ISO/IEC 23008-12, 6.6.2.3) has that row alone.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from functools import partial
from math import ceil
from typing import Any, BinaryIO, Final, cast

from msgspec import Struct
from PIL import Image

LARGEST: Final = 1 << 22
"""Bytes in which it has to be said what is where: some thirty for each tile."""
_LONGEST: Final = 12
"""Bytes in which a grid is told."""
_KEPT: Final = 2
"""Rows of tiles that are kept: bands reach from one into the next."""
_LEAST: Final = 3
"""Rows and columns from which on it is worth it; what is left out of a part leaves room for a box that fills it."""

Span = tuple[int, int]
"""Where something begins and ends in a file, in bytes."""


class Grid(Struct, frozen=True):
    """How the picture of a HEIC is put together: places in bytes of the file, sizes in pixels before it is turned."""

    meta: Span
    parts: tuple[tuple[bytes, Span], ...]
    """The boxes in `meta`, by name."""
    tiles: tuple[bytes, ...]
    """The numbers of its items, and the number of itself before them, as they are written."""
    told: Span
    """Where it is told how many tiles there are, and how large the whole is."""
    extent: int
    """Where the size of the whole is told once more."""
    turned: int
    """Quarter turns against the clock."""
    columns: int
    rows: int
    whole: tuple[int, int]
    tile: tuple[int, int]

    @property
    def row(self) -> int:
        """Pixels of what is decoded at a time."""
        return self.whole[1] * self.tile[0] if self.turned % 2 else self.whole[0] * self.tile[1]

    def alone(self, file: bytes, at: int) -> bytes:
        """The same file with one row of tiles; with one column, where columns become rows when it is turned."""
        (width, height), (across, down) = self.whole, self.tile
        if self.turned % 2:
            some = self.tiles[1 + at :: self.columns]
            columns, rows, size = 1, self.rows, (min(across, width - at * across), height)
        else:
            some = self.tiles[1 + at * self.columns :][: self.columns]
            columns, rows, size = self.columns, 1, (width, min(down, height - at * down))
        made = bytearray(file)
        start, end = self.told
        numbers = ">HH" if end - start == 8 else ">II"
        made[start + 2 : end] = bytes([rows - 1, columns - 1]) + struct.pack(numbers, *size)
        struct.pack_into(">II", made, self.extent, *size)
        held = _box(b"dimg", self.tiles[0] + len(some).to_bytes(2) + b"".join(some))
        boxes = []
        for name, (first, last) in self.parts:
            box = bytes(made[first:last])
            if name == b"iref":
                all_ = [(one, box[start:end]) for one, (start, end) in _boxes(box, (12, len(box)))]
                box = _box(name, box[8:12], held, *(other for one, other in all_ if not self._its(one, other)))
            boxes.append(box)
        first, last = self.meta
        meta = _box(b"meta", bytes(made[first + 8 : first + 12]), *boxes)
        # Places are counted from the beginning of the file: what is missing here is filled.
        return bytes(made[:first]) + meta + _box(b"free", bytes(last - first - len(meta) - 8)) + bytes(made[last:])

    def _its(self, name: bytes, box: bytes) -> bool:
        """Whether a box of references says of what the whole is made."""
        return name == b"dimg" and box[8:].startswith(self.tiles[0])


class Tiles:
    """A picture of tiles, upright; one row of them is what is one as it is shown, whichever way it is turned."""

    def __init__(self, file: BinaryIO, grid: Grid, deep: bool = False) -> None:
        """``deep``: with all its bits, in 16, instead of eight."""
        import pi_heif

        file.seek(0)
        self.info: dict[str, Any] = {}
        self._open: Any = partial(cast(Any, pi_heif).open_heif, convert_hdr_to_8bit=not deep)
        self._file = file.read()
        self._grid = grid
        self._parts: dict[int, Any] = {}
        width, height = grid.whole
        self._step = grid.tile[0 if grid.turned % 2 else 1]
        self.size = (height, width) if grid.turned % 2 else (width, height)
        self.width, self.height = self.size
        self.mode = str(self._open(grid.alone(self._file, 0)).mode)

    def row(self, number: int) -> memoryview:
        """A row of pixels as `mode` has them, and perhaps more bytes."""
        backwards = self._grid.turned in (1, 2)
        at = (self.height - 1 - number if backwards else number) // self._step
        if at not in self._parts:
            while len(self._parts) >= _KEPT:
                del self._parts[next(iter(self._parts))]
            opened = self._open(self._grid.alone(self._file, at))
            self._parts[at] = opened
        first = max(0, self.height - (at + 1) * self._step) if backwards else at * self._step
        return _row(self._parts[at], number - first)

    def crop(self, box: tuple[int, int, int, int]) -> Image.Image:
        """That part in 8 bits a channel: left, top, right, bottom."""
        left, top, right, bottom = box
        each = len(self.mode)
        rows = b"".join(self.row(number)[left * each : right * each] for number in range(top, bottom))
        return Image.frombytes(self.mode, (right - left, bottom - top), rows)


class Whole:
    """A picture with all its bits, decoded as it is; its rows are those of `Tiles`."""

    def __init__(self, file: BinaryIO) -> None:
        import pi_heif

        file.seek(0)
        self._opened: Any = cast(Any, pi_heif).open_heif(file, convert_hdr_to_8bit=False)
        self.size, self.mode = self._opened.size, str(self._opened.mode)

    def row(self, number: int) -> memoryview:
        """A row of pixels as `mode` has them, and perhaps more bytes."""
        return _row(self._opened, number)


def _row(opened: Any, number: int) -> memoryview:
    """Of what the library opened, which has to be there as long as its pixels are looked at."""
    return memoryview(opened.data)[number * opened.stride :][: opened.stride]


def grid(file: BinaryIO) -> Grid | None:
    """How the first picture of a HEIC is put together; None where it is no grid, or one that is mirrored or cut."""
    try:
        return _grid(file)
    except (
        IndexError,
        KeyError,
        ValueError,
        ZeroDivisionError,
        struct.error,
    ):  # damaged; what it is worth the library will say
        return None


def _grid(file: BinaryIO) -> Grid | None:
    at, name, length = 0, b"", 0
    while name != b"meta":
        at += length
        file.seek(at)
        head = file.read(8)
        length, name = int.from_bytes(head[:4]), head[4:]
        if length < 8:
            return None
    if at + length > LARGEST:
        return None
    data = bytes(at) + head + file.read(length - 8)  # places in it are those in the file
    parts = tuple(_boxes(data, (at + 12, at + length)))
    found = dict(parts)
    start, end = found[b"pitm"]
    main = data[start + 12 : end]
    tiles = _references(data, found[b"iref"], main)
    properties, owned = _properties(data, found[b"iprp"])
    place = _place(data, found, int.from_bytes(main))
    if not tiles or place is None or place[1] - place[0] > _LONGEST:
        return None
    mine = [properties[number] for number in owned[int.from_bytes(main)]]
    names = [name for name, _ in mine]
    file.seek(place[0])
    told = file.read(place[1] - place[0])
    if names.count(b"ispe") != 1 or {b"clap", b"imir"} & set(names) or len(told) != (12 if told[1] & 1 else 8):
        return None
    rows, columns = told[2] + 1, told[3] + 1
    width, height = struct.unpack(">HH" if len(told) == 8 else ">II", told[4:])
    extent = dict(mine)[b"ispe"][0] + 12
    one = dict(properties[number] for number in owned[int.from_bytes(tiles[1])])
    across, down = struct.unpack_from(">II", data, one[b"ispe"][0] + 12)
    # As tiles lie in pictures that are common: whole colours in each, and none without a part of the picture.
    common = not (across % 2 or down % 2) and (rows, columns) == (ceil(height / down), ceil(width / across))
    if not common or min(rows, columns) < _LEAST or len(tiles) - 1 != rows * columns:
        return None
    turned = sum(data[start + 8] & 3 for name, (start, _) in mine if name == b"irot") % 4
    return Grid((at, at + length), parts, tiles, place, extent, turned, columns, rows, (width, height), (across, down))


def _boxes(data: bytes, span: Span) -> Iterator[tuple[bytes, Span]]:
    at, end = span
    while at + 8 <= end:
        length = int.from_bytes(data[at : at + 4])
        if length < 8 or at + length > end:
            raise ValueError("a box that is longer than what it lies in")
        yield data[at + 4 : at + 8], (at, at + length)
        at += length


def _box(name: bytes, *parts: bytes) -> bytes:
    inside = b"".join(parts)
    return (len(inside) + 8).to_bytes(4) + name + inside


def _references(data: bytes, iref: Span, main: bytes) -> tuple[bytes, ...]:
    """Of what item ``main`` is made, as numbers are written there, its own first; empty where it is of nothing."""
    each = 4 if data[iref[0] + 8] else 2
    for name, (start, _) in _boxes(data, (iref[0] + 12, iref[1])):
        whose, at = data[start + 8 : start + 8 + each], start + 10 + each
        if name == b"dimg" and int.from_bytes(whose) == int.from_bytes(main):
            count = int.from_bytes(data[at - 2 : at])
            return (whose, *(data[at + each * number :][:each] for number in range(count)))
    return ()


def _properties(data: bytes, iprp: Span) -> tuple[list[tuple[bytes, Span]], dict[int, list[int]]]:
    """The properties that there are, and which of them each item has, by their places among them."""
    inside = dict(_boxes(data, (iprp[0] + 8, iprp[1])))
    start, end = inside[b"ipco"]
    properties = list(_boxes(data, (start + 8, end)))
    at = inside[b"ipma"][0] + 8
    long, wide = 4 if data[at] else 2, 2 if data[at + 3] & 1 else 1
    count, at = int.from_bytes(data[at + 4 : at + 8]), at + 8
    owned: dict[int, list[int]] = {}
    for _ in range(count):
        item, marks, at = int.from_bytes(data[at : at + long]), data[at + long], at + long + 1
        numbers = [int.from_bytes(data[at + wide * one :][:wide]) for one in range(marks)]
        owned[item] = [(number & (0x7FFF if wide == 2 else 0x7F)) - 1 for number in numbers]
        at += wide * marks
    return properties, owned


def _place(data: bytes, found: dict[bytes, Span], item: int) -> Span | None:
    """Where in the file an item lies that is in one piece."""
    at = found[b"iloc"][0] + 8
    version = data[at]
    offsets, lengths, bases = data[at + 4] >> 4, data[at + 4] & 15, data[at + 5] >> 4
    indices = data[at + 5] & 15 if version else 0
    long = 4 if version == 2 else 2
    at += 6

    def number(bytes_: int) -> int:
        nonlocal at
        at += bytes_
        return int.from_bytes(data[at - bytes_ : at])

    for _ in range(number(long)):
        one, inside = number(long), number(2) & 15 if version else 0
        number(2)
        base = number(bases)
        pieces = [(number(indices) * 0 + base + number(offsets), number(lengths)) for _ in range(number(2))]
        if one == item:
            start = pieces[0][0] + (found[b"idat"][0] + 8 if inside == 1 else 0)
            return (start, start + pieces[0][1]) if len(pieces) == 1 and inside < 2 else None
    return None
