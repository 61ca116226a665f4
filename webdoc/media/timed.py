"""Sound and video as they are read: their facts, their frames turned upright, a video's still.

The container is opened as what its bytes say it is and nothing else, with no protocol but ``file``: a playlist or a
reference to another file is never followed.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any, Final, cast

import av
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.filter import Graph
from av.stream import Disposition
from av.video.frame import VideoFrame
from av.video.stream import VideoStream
from msgspec import Struct

from webdoc.media import trouble
from webdoc.model import Kind

MAX_PIXELS: Final = 8192 * 4608
"""The largest frame that is decoded: what 8K cameras give; decoded it is 57 MB."""

_SILENCE: Final = 32
"""The loudest sample of 32 768 that nobody hears: -60 decibels."""

_STILL_EVERY: Final = 0.5
_STILL_WITHIN: Final = 5.0
_UNSPECIFIED: Final = 2


class Look(Struct, frozen=True):
    """What is known of a sound or a video: its upright size in pixels, its length in seconds, whether it sounds."""

    width: int
    height: int
    duration: float
    audible: bool


# --- reading -------------------------------------------------------------------------------------------------------


def look(path: Path, format: str, kind: Kind) -> Look:
    """The facts of a sound or a video, its first picture decoded. Raises `trouble.BadMedium`."""
    with open_timed(path, format) as source:
        picture, track = streams(source)
        if kind == "sound" and track is None:
            raise trouble.mislabelled(path.suffix.lower(), "a file without any sound", "Look whether it is a video.")
        if kind == "video" and picture is None:
            hint = "Let its name end in .m4a or .mp3." if track else "Export it again as MP4."
            raise trouble.mislabelled(path.suffix.lower(), "a file without moving pictures", hint)
        audible = track is not None and (kind != "sound" or _heard(source, track))
        width = height = 0
        if kind == "video" and picture is not None:
            first = next(frames(source, picture), None)
            if not isinstance(first, VideoFrame):
                raise trouble.unreadable("it has no pictures")
            width, height = _upright(first, picture)
        main = picture if kind == "video" else track
        duration = 0.0 if main is None else promised(source, main) or _counted(source, main)
        return Look(width, height, round(duration, 3), audible)


def open_timed(path: Path, format: str) -> InputContainer:
    """The container, opened as ``format`` and nothing else, with no other file in reach. Raises `BadMedium`."""
    options = {"protocol_whitelist": "file"}
    if format == "mov":
        options["enable_drefs"] = "0"
    try:
        return av.open(f"file:{path}", "r", format=format, options=options, metadata_errors="replace")
    except av.FFmpegError as error:
        raise trouble.unreadable(_reason(error)) from error


def streams(source: InputContainer) -> tuple[VideoStream | None, AudioStream | None]:
    """The first true video stream (cover art is none) and the first sound track."""
    pictures = [item for item in source.streams.video if not item.disposition & Disposition.attached_pic]
    tracks = list(source.streams.audio)
    for stream in (*pictures[:1], *tracks[:1]):
        if stream.codec_context is None:
            raise trouble.unsupported("its codec", "Export it again as MP4 with H.264 and AAC.")
    picture = pictures[0] if pictures else None
    if picture is not None:
        if picture.width * picture.height > MAX_PIXELS:
            raise trouble.too_large(picture.width, picture.height, MAX_PIXELS)
        picture.codec_context.options = {"max_pixels": str(MAX_PIXELS)}
        picture.thread_type = "AUTO"  # decoding gives the same with any number
    return picture, tracks[0] if tracks else None


def frames(source: InputContainer, *streams: VideoStream | AudioStream | None) -> Iterator[VideoFrame | AudioFrame]:
    """The decoded frames of these streams as they come.

    A damaged packet here and there is passed over, as players do; many of them, or not a frame, is a damaged file.
    """
    good = bad = 0
    try:
        for packet in source.demux([stream for stream in streams if stream is not None]):
            try:
                frames = packet.decode()
            except av.InvalidDataError:
                bad += 1
                continue
            for frame in frames:
                if isinstance(frame, (VideoFrame, AudioFrame)):
                    good += 1
                    yield frame
    except av.FFmpegError as error:
        raise trouble.unreadable(_reason(error)) from error
    if not good or bad > 3 + good // 20:
        raise trouble.unreadable("its content cannot be decoded")


def promised(source: InputContainer, stream: VideoStream | AudioStream) -> float:
    """Seconds, as the header says; 0 where headers say nothing or only guess."""
    if source.format.name in ("mp3", "aac"):
        return 0.0
    if stream.type == "audio" and stream.duration and stream.time_base:
        return float(stream.duration * stream.time_base)
    return (source.duration or 0) / av.time_base


def _heard(source: InputContainer, track: AudioStream) -> bool:
    """Whether anything in it is louder than silence; most sounds say so with their first frames."""
    plain = av.AudioResampler(format="s16", layout="mono")
    try:
        for frame in frames(source, track):
            for part in plain.resample(frame) if isinstance(frame, AudioFrame) else ():
                samples = memoryview(part.planes[0]).cast("h")[: part.samples]
                if max(samples, default=0) > _SILENCE or min(samples, default=0) < -_SILENCE:
                    return True
    except trouble.BadMedium:
        return True  # what is wrong with it is told when it is made
    return False


def _counted(source: InputContainer, stream: VideoStream | AudioStream) -> float:
    source.seek(0)
    first: float | None = None
    last = 0.0
    try:
        for packet in source.demux(stream):
            if packet.pts is None or packet.time_base is None:
                continue
            start = float(packet.pts * packet.time_base)
            first = start if first is None else min(first, start)
            last = max(last, start + float((packet.duration or 0) * packet.time_base))
    except av.FFmpegError as error:
        raise trouble.unreadable(_reason(error)) from error
    return max(0.0, last - (first or 0.0))


def _upright(frame: VideoFrame, stream: VideoStream) -> tuple[int, int]:
    """Width and height in square pixels, turned as the camera says."""
    ratio = stream.sample_aspect_ratio or Fraction(1)
    width = max(1, round(frame.width * ratio)) if ratio > 0 else frame.width
    return (frame.height, width) if frame.rotation % 180 else (width, frame.height)


def _reason(error: Exception) -> str:
    said = getattr(error, "strerror", "") or ""
    return " ".join(str(said).split())[:120]


class Shape:
    """From a frame as the camera stored it to an upright one of a given size and pixel format."""

    def __init__(self, frame: VideoFrame, stream: VideoStream, width: int, height: int, format: str) -> None:
        self._key = self._of(frame)
        graph = Graph()
        graph.threads = 1  # slices must not follow the machine's number of cores
        nodes = [
            graph.add_buffer(
                width=frame.width,
                height=frame.height,
                format=frame.format,
                time_base=stream.time_base or Fraction(1, 90_000),
            )
        ]
        turn = frame.rotation % 360
        if turn in (90, 270):
            width, height = height, width
        # Untagged pictures follow the custom of their size: BT.601 for small ones, BT.709 for high definition.
        guess = "bt601" if frame.height < 720 else "bt709"
        matrix = guess if frame.colorspace == _UNSPECIFIED else "auto"
        colours = f":in_color_matrix={matrix}"
        if format == "yuv420p":
            colours += ":out_color_matrix=bt709:out_range=tv"
        nodes.append(graph.add("scale", f"{width}:{height}:flags=bicubic+accurate_rnd{colours}"))
        nodes.append(graph.add("format", format))
        nodes.append(graph.add("setsar", "1"))
        for name, args in {90: [("transpose", "cclock")], 270: [("transpose", "clock")]}.get(turn, []):
            nodes.append(graph.add(name, args))
        if turn == 180:
            nodes += [graph.add("hflip"), graph.add("vflip")]
        nodes.append(graph.add("buffersink"))
        graph.link_nodes(*nodes).configure()
        self._graph = graph

    def fits(self, frame: VideoFrame) -> bool:
        """Whether the frame is of the kind that this was made for."""
        return self._of(frame) == self._key

    def apply(self, frame: VideoFrame) -> VideoFrame:
        """The frame in its new shape."""
        self._graph.vpush(frame)
        return self._graph.vpull()

    @staticmethod
    def _of(frame: VideoFrame) -> tuple[Any, ...]:
        return frame.width, frame.height, frame.format.name, frame.rotation, frame.colorspace


# --- a still -------------------------------------------------------------------------------------------------------


def still(path: Path, format: str) -> tuple[Any, int, int]:
    """A telling picture from the first seconds (Pillow, RGB, upright), and the video's upright size in pixels.

    The earliest of ten that has nearly as much light and shade as the best: past black frames and fades.
    """
    with open_timed(path, format) as source:
        picture, _ = streams(source)
        if picture is None:
            raise trouble.unreadable("it has no moving pictures")
        seen: list[tuple[float, VideoFrame]] = []
        due = 0.0
        for frame in frames(source, picture):
            at = (frame.time or 0.0) - (source.start_time or 0) / av.time_base
            if isinstance(frame, VideoFrame) and (at >= due or not seen):
                seen.append((_contrast(frame), frame))
                due = at + _STILL_EVERY
            if at > _STILL_WITHIN:
                break
        best = max(score for score, _ in seen)
        frame = next(frame for score, frame in seen if score >= 0.75 * best)
        width, height = _upright(frame, picture)
        made = Shape(frame, picture, width, height, "rgb24").apply(frame)
        return cast(Any, made).to_image(), width, height


def _contrast(frame: VideoFrame) -> float:
    """The spread of the lightness, 0 for one flat colour."""
    plane = frame.reformat(64, 36, "gray").planes[0]
    data = bytes(plane)
    rows = [data[row * plane.line_size : row * plane.line_size + 64] for row in range(36)]
    values = [value for row in rows for value in row]
    mean = sum(values) / len(values)
    return math.sqrt(sum((value - mean) ** 2 for value in values) / len(values))
