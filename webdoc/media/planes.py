"""A picture made smaller while it is still in planes of light and colour, as AV1 and VP8 have it.

A picture of 50 million pixels takes 75 MB so, where Pillow holds it three to five times in three or four bytes a pixel.
What says by numbers (ITU-T H.273) that its colours are wide, or its light high, is brought to what screens show.
"""

from __future__ import annotations

from typing import Any, BinaryIO, Final, cast

import av
from av.video.frame import VideoFrame
from PIL import Image

from webdoc.media.shape import UNSPECIFIED, Shape, Size

_BT601: Final = 5
_SRGB: Final = 1
"""The primaries of BT.709, which are those of sRGB."""


def smaller(file: BinaryIO, format: str, size: Size, into: Size, managed: bool) -> Image.Image | None:
    """The picture of ``size`` in RGB, ``into`` that size in pixels; ``format`` is FFmpeg's name.

    ``managed``: a profile beside it says what its colours are. None where it is made of tiles, damaged, or otherwise
    nothing that FFmpeg reads as one picture.
    """
    file.seek(0)
    try:
        with av.open(file, "r", format=format) as source:
            stream = source.streams.video[0]
            stream.codec_context.thread_count = 1
            primaries, curve = stream.codec_context.color_primaries, stream.codec_context.color_trc
            frame = next(item for item in source.decode(stream) if isinstance(item, VideoFrame))
        if (frame.width, frame.height) != size:
            return None
        if frame.colorspace == UNSPECIFIED:
            frame.colorspace = _BT601  # as every reader of AVIF takes it
        if primaries != UNSPECIFIED:  # what the file says goes before what is said inside the picture
            frame.color_primaries, frame.color_trc = primaries, curve
        if managed:
            frame.color_primaries, frame.color_trc = _SRGB, UNSPECIFIED
        shape = Shape([into], "rgb24", upright=False)
        made = [*shape.add(frame), *shape.end()]
        image: Image.Image = cast(Any, made[0][0]).to_image()
        return image
    except (av.FFmpegError, StopIteration, IndexError):
        return None
