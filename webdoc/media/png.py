"""A PNG with all its bits, decoded some rows at a time: FFmpeg by itself holds the file twice beside the picture.

Each part becomes a PNG of its own in memory: the row above it as it came out, then its rows as they are stored, which
are told from that one (PNG, 9.2).
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from typing import Any, BinaryIO, Final

import av
from av.packet import Packet
from av.video.codeccontext import VideoCodecContext
from av.video.frame import VideoFrame

from webdoc.media.shape import UNSPECIFIED, Size

_FORMATS: Final = {(8, 2): ("rgb24", 3), (8, 6): ("rgba", 4), (16, 2): ("rgb48be", 6), (16, 6): ("rgba64be", 8)}
"""FFmpeg's names for bits and kinds of colour, and their bytes a pixel."""
_START: Final = b"\x89PNG\r\n\x1a\n"
_BLOCK: Final = 1 << 16
_PART: Final = 1 << 22
"""Bytes that are decoded at a time."""
_LIMITED, _FULL = 1, 2
"""What FFmpeg calls the range of numbers that are used."""


def frame(file: BinaryIO, size: Size) -> VideoFrame | None:
    """The picture of ``size``, its colours as its numbers (cICP) say.

    None where it is damaged, interlaced, in grey or by a palette, or has a colour that stands for nothing.
    """
    try:
        return _frame(file, size)
    except (av.FFmpegError, IndexError, ValueError, struct.error, zlib.error):
        return None


def exif(file: BinaryIO) -> bytes:
    """What a camera says of it, wherever it stands; empty for nothing. Pillow decodes the whole picture to look."""
    back = file.tell()
    at = len(_START)
    try:
        while file.seek(at) == at and len(head := file.read(8)) == 8:
            length, name = int.from_bytes(head[:4]), head[4:]
            if name == b"eXIf":
                return b"Exif\0\0" + file.read(length)
            at += length + 12
        return b""
    finally:
        file.seek(back)


def _frame(file: BinaryIO, size: Size) -> VideoFrame | None:
    file.seek(len(_START))
    chunks = _chunks(file)
    head = next(data for name, data in chunks if name == b"IHDR")
    width, height, depth, kind, *_, interlaced = struct.unpack(">IIBBBBB", head)
    format, each = _FORMATS.get((depth, kind), ("", 0))
    if not format or interlaced or (width, height) != size:
        return None
    numbers = bytes([UNSPECIFIED, UNSPECIFIED, 0, 1])
    for name, data in chunks:
        if name == b"tRNS":
            return None
        if name == b"cICP":
            numbers = data
        if name == b"IDAT":
            break
    length, at, above = width * each, 0, bytes(width * each)
    whole = Packet(height * length)
    target = memoryview(whole)
    for block in _blocks(file, data, 1 + length):
        rows = len(block) // (1 + length)
        codec = VideoCodecContext.create("png", "r")  # anew: it remembers the picture before
        codec.thread_count = 1
        part: Any = codec.decode(Packet(_alone(head, rows + 1, b"\0" + above + block)))[0]
        source, line = memoryview(part.planes[0]), part.planes[0].line_size
        for number in range(1, min(rows, height - at) + 1):
            target[at * length :][:length] = source[number * line :][:length]
            at += 1
        above = bytes(source[rows * line :][:length])
        if at == height:
            break  # whatever more is packed into it is of no picture
    if at < height:
        return None
    # A frame that Python makes would be copied whole by the filters; one of this decoder only points to its packet.
    raw: Any = VideoCodecContext.create("rawvideo", "r")
    raw.width, raw.height, raw.pix_fmt = width, height, format
    made: VideoFrame = raw.decode(whole)[0]
    made.color_primaries, made.color_trc, made.colorspace = numbers[0], numbers[1], numbers[2]
    made.color_range = _FULL if numbers[3] else _LIMITED
    return made


def _chunks(file: BinaryIO) -> Iterator[tuple[bytes, bytes]]:
    """Names and content; of IDAT the length, and the file stands where its content begins."""
    while len(head := file.read(8)) == 8:
        length, name = int.from_bytes(head[:4]), head[4:]
        if name == b"IDAT":
            yield name, head[:4]
            return
        data = file.read(length + 4)[:length]
        yield name, data


def _blocks(file: BinaryIO, first: bytes, row: int) -> Iterator[bytes]:
    """So many whole rows at a time as they are stored; what is left over at the end is none."""
    inflate, waiting, most = zlib.decompressobj(), b"", max(1, _PART // row) * row
    for data in _packed(file, int.from_bytes(first)):
        while data:
            waiting += inflate.decompress(data, most - len(waiting))
            data = inflate.unconsumed_tail
            if len(waiting) == most:
                yield waiting
                waiting = b""
    waiting += inflate.flush()
    if len(waiting) >= row:
        yield waiting[: len(waiting) // row * row]


def _packed(file: BinaryIO, length: int) -> Iterator[bytes]:
    """The content of IDATs, which follow each other."""
    name = b"IDAT"
    while name == b"IDAT":
        while length and (data := file.read(min(length, _BLOCK))):
            length -= len(data)
            yield data
        head = file.read(12)
        length, name = int.from_bytes(head[4:8]), head[8:]


def _alone(head: bytes, rows: int, stored: bytes) -> bytes:
    """A PNG of so many rows, not packed."""
    inside = ((b"IHDR", head[:4] + rows.to_bytes(4) + head[8:]), (b"IDAT", zlib.compress(stored, 0)), (b"IEND", b""))
    chunks = (len(data).to_bytes(4) + name + data + zlib.crc32(name + data).to_bytes(4) for name, data in inside)
    return _START + b"".join(chunks)
