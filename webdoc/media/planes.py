"""A picture made smaller while it is still in planes of light and colour, as AV1 and VP8 have it.

A picture of 50 million pixels takes 75 MB so, 125 with transparency, where Pillow holds it three to five times in
three or four bytes a pixel. What says by numbers (ITU-T H.273) that its colours are wide, or its light high, is brought
to what screens show.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any, BinaryIO, Final, cast

import av
from av.video.frame import VideoFrame
from PIL import Image

from webdoc.media import gamut, heic, png
from webdoc.media.light import HDR
from webdoc.media.shape import UNSPECIFIED, Shape, Size

_BT601: Final = 5
_SRGB: Final = 1
"""The primaries of BT.709, which are those of sRGB."""
_HEAD: Final = 1 << 14
"""Bytes in which an AVIF says what its parts are to each other."""
_DEEP: Final = {"RGB;16": ("rgb48le", 6), "RGBA;16": ("rgba64le", 8), "RGB": ("rgb24", 3), "RGBA": ("rgba", 4)}
"""FFmpeg's names for the modes of HEIC, and their bytes a pixel."""


Part = Callable[[int, int], VideoFrame]
"""The first row of a part and how many there are, to a frame of those; or always to the whole."""


class Planes:
    """A picture that can be seen through, as its decoder left it; its parts become pictures in RGBA, one by one."""

    def __init__(self, size: Size, part: Part, alpha: VideoFrame | None = None, profile: bytes = b"") -> None:
        """``part``: gives so many rows; ``alpha``: where the transparency is a picture of its own, in grey."""
        self.info = {"icc_profile": profile}
        self._part = part
        self._alpha = alpha
        self.width, self.height = self.size = size
        self._rows = 0
        self._shape: Shape | None = None

    def crop(self, box: tuple[int, int, int, int]) -> Image.Image:
        """That part in pixels: left, top, right, bottom."""
        left, top, right, bottom = box
        if self._shape is None or bottom - top + 1 > self._rows:
            # One graph for all parts, which are nearly alike: graphs are freed late. Halved colours: two rows a step.
            rows = (bottom - top) * 9 // 8 + 2
            self._rows = min(self.height, rows + (self.height - rows) % 2)
            self._shape = Shape([(self.width, self._rows)], "rgba", upright=False, rows=self._rows)
        first = min(top - top % 2, self.height - self._rows)
        frame = self._part(first, self._rows)
        frame.pts, frame.time_base = first, Fraction(1)
        image = picture(next(self._shape.add(frame))[0])
        if self._alpha is not None:
            plane = self._alpha.planes[0]
            part = bytes(memoryview(plane)[first * plane.line_size : (first + self._rows) * plane.line_size])
            image.putalpha(Image.frombuffer("L", image.size, part, "raw", "L", plane.line_size, 1))
        return image.crop((left, top - first, right, bottom - first))


def picture(frame: VideoFrame) -> Image.Image:
    """A frame in RGBA."""
    plane = frame.planes[0]
    return Image.frombuffer("RGBA", (frame.width, frame.height), bytes(plane), "raw", "RGBA", plane.line_size, 1)


def smaller(file: BinaryIO, format: str, size: Size, into: Size, managed: bool) -> Image.Image | None:
    """The picture of ``size`` in RGB, ``into`` that size in pixels; ``format`` is FFmpeg's name.

    ``managed``: a profile beside it says what its colours are. None where it is made of tiles, damaged, or otherwise
    nothing that FFmpeg reads as one picture.
    """
    try:
        found, profile = _read(file, format, size, managed, 1)
        frame = found[0]
        if (frame.width, frame.height) != size:
            return None
        shape = Shape([into], "rgb24", upright=False)
        made = [*shape.add(frame), *shape.end()]
        image: Image.Image = cast(Any, made[0][0]).to_image()
        image.info["icc_profile"] = profile
        return image
    except (av.FFmpegError, IndexError):
        return None


def see_through(file: BinaryIO, format: str, size: Size, managed: bool) -> Planes | None:
    """The same of a picture that can be seen through, whole: its parts are to be made smaller one after another."""
    file.seek(0)
    if format == "mov" and b"prem" in file.read(_HEAD):  # colours that hold their transparency already
        return None
    try:
        found, profile = _read(file, format, size, managed, 2)
    except av.FFmpegError:
        return None
    if any((frame.width, frame.height) != size for frame in found):
        return None
    match [frame.format.name for frame in found]:
        case ["yuva420p" | "argb" | "rgba" | "rgba64be"]:
            return Planes(size, lambda first, rows: found[0], profile=profile)
        case [_, "gray" | "gray10le" | "gray12le"]:
            grey = found[1].reformat(format="gray", src_color_range="JPEG", dst_color_range="JPEG")
            return Planes(size, lambda first, rows: found[0], grey, profile)
    return None


def deep(file: BinaryIO, size: Size, primaries: int, curve: int, grid: heic.Grid | None) -> Planes | None:
    """A HEIC in high light with all its bits, of which Pillow gets eight; None where it comes out otherwise.

    A row of tiles at a time where it has a ``grid``.
    """
    source = heic.Tiles(file, grid, deep=True) if grid else heic.Whole(file)
    format, bytes_ = _DEEP.get(source.mode, ("", 0))
    if not format or source.size != size:
        return None

    def part(first: int, rows: int) -> VideoFrame:
        frame = VideoFrame(size[0], rows, format)
        plane, row = frame.planes[0], size[0] * bytes_
        target = memoryview(plane)
        for number in range(rows):
            at = number * plane.line_size
            target[at : at + row] = source.row(first + number)[:row]
        frame.color_primaries, frame.color_trc = primaries, curve
        return frame

    return Planes(size, part)


def _read(file: BinaryIO, format: str, size: Size, managed: bool, most: int) -> tuple[list[VideoFrame], bytes]:
    """The first picture of each stream, of ``most`` streams, and a profile where numbers say that its colours are wide.

    Only high light is left to the table of `webdoc.media.light`.
    """
    whole = png.frame(file, size) if format == "png_pipe" else None
    if whole is not None:
        firsts, primaries, curve = [whole], int(whole.color_primaries), int(whole.color_trc)
    else:
        firsts, primaries, curve = _demuxed(file, format, most)
    if not firsts:
        return [], b""
    frame = firsts[0]
    if frame.colorspace == UNSPECIFIED:
        frame.colorspace = _BT601  # as every reader of AVIF takes it
    if primaries != UNSPECIFIED:  # what the file says goes before what is said inside the picture
        frame.color_primaries, frame.color_trc = primaries, curve
    profile = b"" if managed or frame.color_trc in HDR else gamut.profile(frame.color_primaries)
    if managed or profile:
        frame.color_primaries, frame.color_trc = _SRGB, UNSPECIFIED
    return firsts, profile


def _demuxed(file: BinaryIO, format: str, most: int) -> tuple[list[VideoFrame], int, int]:
    """The first picture of each stream; primaries and curve as the file says."""
    file.seek(0)
    found: dict[int, VideoFrame] = {}
    with av.open(file, "r", format=format) as source:
        streams = source.streams.video[:most]
        for stream in streams:
            stream.codec_context.thread_count = 1
        said = streams[0].codec_context
        primaries, curve = said.color_primaries, said.color_trc
        for packet in source.demux(streams):
            for frame in packet.decode():
                if isinstance(frame, VideoFrame):
                    found.setdefault(packet.stream.index, frame)
            if len(found) == len(streams):
                break
    return [found[index] for index in sorted(found)], primaries, curve
