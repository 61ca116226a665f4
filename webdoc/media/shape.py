"""From frames as a camera stored them to what a screen shows: upright, square pixels, whole frames, ordinary colours.

All sizes that are wanted come out of one graph of FFmpeg's filters: what costs (deinterlacing, colours) is done once.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final, cast

import av
from av.filter import Graph
from av.filter.context import FilterContext
from av.sidedata.sidedata import SideDataContainer
from av.video.frame import VideoFrame

from webdoc.media import light

Size = tuple[int, int]

UNSPECIFIED: Final = 2

Turn = tuple[tuple[str, str], ...]

_TURNS: Final[dict[tuple[int, ...], Turn]] = {
    (-1, 0, 0, 1): (("hflip", ""),),
    (1, 0, 0, -1): (("vflip", ""),),
    (-1, 0, 0, -1): (("hflip", ""), ("vflip", "")),
    (0, 1, -1, 0): (("transpose", "clock"),),
    (0, -1, 1, 0): (("transpose", "cclock"),),
    (0, 1, 1, 0): (("transpose", "cclock_flip"),),
    (0, -1, -1, 0): (("transpose", "clock_flip"),),
}
"""FFmpeg's filters for what a camera says of how it was held: where across and down go to, mirrors too."""
_ROTATED: Final[dict[int, Turn]] = {
    90: _TURNS[0, -1, 1, 0],
    180: _TURNS[-1, 0, 0, -1],
    270: _TURNS[0, 1, -1, 0],
}


def turns(frame: VideoFrame) -> Turn:
    """The filters that show a frame as its display matrix says; none for what is no quarter turn and no mirror."""
    try:
        # Not by the frame's own, which it keeps: each would hold the other, and decoded pictures pile up.
        said: Any = cast(Any, SideDataContainer)(frame).get("DISPLAYMATRIX")
    except ValueError:  # something stands beside it (EXIF for one) that PyAV has no name for; then mirrors are not seen
        return _ROTATED.get(frame.rotation % 360, ())
    if said is None:
        return ()
    across, down, _, other, under, *_ = struct.unpack("=9i", bytes(said))
    return _TURNS.get(tuple(round(part / 65536) for part in (across, down, other, under)), ())


def lying(turn: Turn) -> bool:
    """Whether width and height change places."""
    return any(name == "transpose" for name, _ in turn)


class Shape:
    """Scales frames to each of some sizes (largest first), in one pixel format.

    ``upright``: turned as they say; ``rows``: only so many of them, from the one whose number is the frame's time.
    """

    def __init__(self, sizes: Sequence[Size], format: str, upright: bool = True, rows: int = 0) -> None:
        self._sizes = sizes
        self._format = format
        self._upright = upright
        self._rows = rows
        self._flags = "bicubic+accurate_rnd" + ("+full_chroma_int" if format != "yuv420p" else "")
        self._key: tuple[Any, ...] = ()
        self._graph: Graph | None = None
        self._sinks: list[FilterContext] = []
        self._woven = False

    def add(self, frame: VideoFrame) -> Iterator[tuple[VideoFrame, ...]]:
        """The frames that are ready once this one is in, one of each size; its times have to rise."""
        self._woven |= bool(frame.interlaced_frame)  # sticky: mixed material says now this, now that
        turn = turns(frame) if self._upright else ()
        key = (frame.width, frame.height, frame.format.name, turn, frame.colorspace, frame.color_trc,
               frame.color_primaries, frame.time_base, self._woven)  # fmt: skip
        if key != self._key:
            yield from self.end()
            self._key = key
            self._graph, self._sinks = self._made(frame)
        assert self._graph is not None
        self._graph.push(frame)
        yield from self._ready()

    def end(self) -> Iterator[tuple[VideoFrame, ...]]:
        """What was still held back."""
        if self._graph is not None:
            self._graph.push(None)
            yield from self._ready()
        self._graph, self._key = None, ()

    def _ready(self) -> Iterator[tuple[VideoFrame, ...]]:
        while True:
            try:
                made = tuple(sink.pull() for sink in self._sinks)
            except (av.BlockingIOError, av.EOFError):
                return
            yield tuple(frame for frame in made if isinstance(frame, VideoFrame))

    def _made(self, frame: VideoFrame) -> tuple[Graph, list[FilterContext]]:
        graph = Graph()
        graph.threads = 1  # slices must not follow the machine's number of cores
        turn = turns(frame) if self._upright else ()
        width, height = self._sizes[0]
        if lying(turn):
            width, height = height, width
        steps = [("bwdif", "mode=send_frame:deint=interlaced")] if self._woven else []
        if self._rows and frame.height > self._rows:
            steps.append(("crop", f"iw:{self._rows}:0:t:exact=1"))
        steps += [*self._seen(frame, width, height), ("format", self._format), ("setsar", "1")]
        steps += turn
        last = graph.add_buffer(
            width=frame.width,
            height=frame.height,
            format=frame.format,
            time_base=frame.time_base or Fraction(1, 90_000),
        )
        if self._upright and any(part.is_alpha for part in frame.format.components):
            last = _on_paper(graph, last, frame.format.name)
        for name, args in steps:
            last = _link(last, _added(graph, name, args))
        sinks = []
        for number, (width, height) in enumerate(self._sizes):
            if number:  # each smaller size from the one before it: what is left to do is less
                last = _link(last, graph.add("scale", f"{width}:{height}:flags={self._flags}"))
            end = last
            if number < len(self._sizes) - 1:
                last = end = _link(last, graph.add("split", "2"))
            sink = graph.add("buffersink")
            end.link_to(sink, 1 if end is last and number < len(self._sizes) - 1 else 0, 0)
            sinks.append(sink)
        graph.configure()
        return graph, sinks

    def _seen(self, frame: VideoFrame, width: int, height: int) -> list[tuple[str, str]]:
        """The steps that bring a frame to that size, and its light and colours to what screens show."""
        high = frame.color_trc in light.HDR
        # Untagged pictures follow the custom of their size: BT.601 for small ones, BT.709 for high definition.
        guess = "bt2020" if high else "bt601" if frame.height < 720 else "bt709"
        matrix = guess if frame.colorspace == UNSPECIFIED else "auto"
        ours = ":out_color_matrix=bt709:out_range=tv" if self._format == "yuv420p" else ""
        scale = f"{width}:{height}:in_color_matrix={matrix}:flags={self._flags}"
        if not high and frame.color_primaries not in light.WIDE:
            return [("scale", scale + ours)]
        primaries = light.BT2020 if high and frame.color_primaries == UNSPECIFIED else frame.color_primaries
        return [
            ("scale", f"{scale}+full_chroma_int"),
            ("format", "gbrap16" if self._format == "rgba" else "gbrp16"),
            ("lut3d", light.table(frame.color_trc, primaries)),
            ("setparams", "color_primaries=bt709:color_trc=bt709"),
            ("scale", f"flags={self._flags}{ours}"),
        ]


def _on_paper(graph: Graph, last: FilterContext, format: str) -> FilterContext:
    """What can be seen through is white, as in pictures that move."""
    both = _link(last, graph.add("split", "2"))
    white = _link(both, graph.add("drawbox", "c=white:t=fill"))
    # In light and colours where it was so: which matrix they have is asked later.
    opaque = format.replace("yuva", "yuv") if format.startswith("yuva") else "gbrp"
    laid = _link(_link(white, graph.add("format", opaque)), graph.add("overlay", "format=auto"))
    both.link_to(laid, 1, 1)
    return laid


def _added(graph: Graph, name: str, args: str) -> FilterContext:
    if name != "lut3d":
        return graph.add(name, args) if args else graph.add(name)
    # It reads its table from a file alone, and at once.
    with TemporaryDirectory() as folder:
        file = Path(folder, "table.cube")
        file.write_text(args, "ascii")
        return graph.add(name, file=str(file), interp="tetrahedral")


def _link(one: FilterContext, other: FilterContext) -> FilterContext:
    one.link_to(other)
    return other
