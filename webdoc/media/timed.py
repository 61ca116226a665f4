"""Sound and video as they are read: their facts, their frames turned upright, a video's still.

The container is opened as what its bytes say it is and nothing else, with no protocol but ``file``: a playlist or a
reference to another file is never followed.
"""

from __future__ import annotations

import contextlib
import errno
import itertools
import math
import re
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any, Final, cast

import av
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.packet import Packet
from av.stream import Disposition
from av.video.codeccontext import VideoCodecContext
from av.video.frame import VideoFrame
from av.video.stream import VideoStream
from msgspec import Struct

from webdoc.media import loudness, trouble
from webdoc.media.shape import Shape, lying, turns
from webdoc.model import Kind, say

MAX_PIXELS: Final = 8192 * 4608
"""The largest frame that is decoded: what 8K cameras give; decoded it is 57 MB."""

THREADS: Final = 2
"""Threads that decode a video: each holds a frame or two, which are large."""

LONGEST: Final = 12 * 3600
"""Seconds: what lasts longer is no part of a documentary, but a damaged clock or a trap."""

DOLBY: Final = ("dvh1", "dvhe", "dav1")
"""Marks of pictures in Dolby's own colours: what players for other screens show of them is green and violet."""
_AS_SDR: Final = say("Export it for ordinary screens (SDR, Rec. 709), or in HLG or HDR10.")

HEARD: Final = 30.0
"""Seconds of a video's sound that are heard before it is made ready: the whole of a film would take too long."""

_STILL_EVERY: Final = 0.5
STILL_WITHIN: Final = 5.0
"""Seconds from the beginning in which a still is looked for."""
_STILL_LATER: Final = (0.1, 0.25, 0.5, 0.75)
_STILL_DECODED: Final = 750
_DARK: Final = 6.0  # the spread of 256 steps of lightness: black, a fade, a flat colour

_TOLD: Final = re.compile(r"(\d+):(\d\d):(\d\d(?:\.\d+)?)")
"""How Matroska says of a track how long it lasts."""

READY_BITS: Final = 0.07
"""Bits a pixel and frame up to which a video is light enough to be shown as it is: 1.6 Mbit/s for 720 lines."""


class Look(Struct, frozen=True):
    """What is known of a sound or a video: its upright size in pixels, its length in seconds, whether it sounds, its
    peaks (a sound's alone), whether its sides cancel each other out, whether its moving pictures can be shown as they
    are."""

    width: int
    height: int
    duration: float
    audible: bool
    peaks: str = ""
    opposed: bool = False
    ready: bool = False


# --- reading -------------------------------------------------------------------------------------------------------


def look(path: Path, format: str, kind: Kind) -> Look:
    """The facts of a sound or a video, its first picture decoded. Raises `trouble.BadMedium`."""
    with open_timed(path, format) as source:
        picture, track = streams(source)
        if kind == "sound" and track is None:
            raise trouble.mislabelled(
                path.suffix.lower(), say("a file without any sound"), say("Look whether it is a video.")
            )
        if kind == "video" and picture is None:
            hint = say("Let its name end in .m4a or .mp3.") if track else say("Export it again as MP4.")
            raise trouble.mislabelled(path.suffix.lower(), say("a file without moving pictures"), hint)
        if kind == "sound":
            assert track is not None
            if promised(source, track) > LONGEST:
                raise trouble.endless(LONGEST)
            heard = loudness.sketch(one for one in frames(source, track) if isinstance(one, AudioFrame))
            complete(heard.seconds, promised(source, track))
            return Look(0, 0, round(heard.seconds, 3), bool(heard.peaks), heard.peaks, heard.opposed)
        assert picture is not None
        first = next(frames(source, picture), None)
        if not isinstance(first, VideoFrame):
            raise trouble.unreadable(say("it has no pictures"))
        width, height = _upright(first, picture)
        duration = promised(source, picture) or _counted(source, picture)
        if duration > LONGEST:
            raise trouble.endless(LONGEST)
        bits = path.stat().st_size * 8 / duration if duration else 0.0
        ready = 0 < bits <= READY_BITS * width * height * float(picture.average_rate or 0) and _ready(
            source, picture, track, first
        )
        opposed = track is not None and _opposed(source, track)
        return Look(width, height, round(duration, 3), track is not None, opposed=opposed, ready=ready)


def _opposed(source: InputContainer, track: AudioStream) -> bool:
    """Whether the two sides of a video's sound cancel each other out in its first `HEARD` seconds."""
    if track.codec_context.channels < 2:
        return False
    try:
        source.seek(0)
        sounds = (one for one in frames(source, track) if isinstance(one, AudioFrame))
        end = HEARD + (source.start_time or 0) / av.time_base
        return loudness.sketch(itertools.takewhile(lambda frame: (frame.time or 0.0) < end, sounds)).opposed
    except (av.FFmpegError, trouble.BadMedium):  # what is wrong with it shows when all of it is decoded
        return False


def glance(path: Path, format: str) -> Look:
    """What the header of a sound or a video says; nothing but the first picture is decoded. Raises `BadMedium`."""
    with open_timed(path, format) as source:
        picture, track = streams(source)
        first = next(frames(source, picture), None) if picture is not None else None
        width, height = _upright(first, picture) if picture is not None and isinstance(first, VideoFrame) else (0, 0)
        one = picture or track
        seconds = promised(source, one) if one is not None else 0.0
        return Look(width, height, round(min(seconds, LONGEST), 3), track is not None)


def _ready(source: InputContainer, picture: VideoStream, track: AudioStream | None, first: VideoFrame) -> bool:
    """Whether every browser shows these pictures as they are: H.264 in ordinary colours, upright, from a key on."""
    context = picture.codec_context
    if (
        source.format.name.split(",")[0] not in ("mov", "matroska")
        or context.name != "h264"
        or context.profile not in ("Constrained Baseline", "Baseline", "Main", "High")
        or first.format.name != "yuv420p"
        or turns(first)
        or first.interlaced_frame
        or (first.color_trc, first.color_primaries) != (first.color_trc % 16, first.color_primaries % 9)
        or (picture.sample_aspect_ratio or 1) != 1
        or first.width % 2
        or first.height % 2
        or not 1 <= (picture.average_rate or 0) <= 61
    ):
        return False
    try:
        source.seek(0)
    except av.FFmpegError:  # its index is gone: how much of it is there shows when it is decoded
        return False
    # Where an edit begins in the midst of a group, frames before it would be shown too.
    head = list(itertools.islice((one for one in packets(source, picture) if one.pts is not None), 3))
    start = Fraction(source.start_time or 0, av.time_base)
    begins = Fraction(head[0].pts or 0) * (picture.time_base or 1) - start if head else Fraction(-1)
    return bool(head) and head[0].is_keyframe and not any(one.is_discard for one in head) and 0 <= begins < 1


def open_timed(path: Path, format: str) -> InputContainer:
    """The container, opened as ``format`` and nothing else, with no other file in reach. Raises `BadMedium`."""
    options = {"protocol_whitelist": "file"}
    if format == "mov":
        options["enable_drefs"] = "0"
    try:
        return av.open(f"file:{path}", "r", format=format, options=options, metadata_errors="replace")
    except av.FFmpegError as error:
        raise _broken(error) from error


def streams(source: InputContainer) -> tuple[VideoStream | None, AudioStream | None]:
    """The first true video stream (cover art is none) and the sound track that players take, else the first."""
    pictures = [item for item in source.streams.video if not item.disposition & Disposition.attached_pic]
    tracks = sorted(source.streams.audio, key=lambda item: not item.disposition & Disposition.default)
    for stream in (*pictures[:1], *tracks[:1]):
        if stream.codec_context is None:
            raise trouble.unsupported(say("its codec"), say("Export it again as MP4 with H.264 and AAC."))
    picture = pictures[0] if pictures else None
    if picture is not None:
        if picture.codec_context.codec_tag in DOLBY:
            raise trouble.unsupported(say("Dolby Vision without a picture for other screens (profile 5)"), _AS_SDR)
        if picture.width * picture.height > MAX_PIXELS:
            raise trouble.too_large(picture.width, picture.height, MAX_PIXELS)
        picture.codec_context.options = {"max_pixels": str(MAX_PIXELS)}
        picture.thread_type = "AUTO"  # decoding gives the same with any number
        picture.codec_context.thread_count = THREADS
    return picture, tracks[0] if tracks else None


def frames(source: InputContainer, *streams: VideoStream | AudioStream | None) -> Iterator[VideoFrame | AudioFrame]:
    """The decoded frames of these streams as they come.

    A damaged packet here and there is passed over, as players do; many of them, or not a frame, is a damaged file.
    """
    good = bad = 0
    seen_through = {one.index: _seen_through(one) for one in streams if isinstance(one, VideoStream)}
    for packet in packets(source, *streams):
        decoder = seen_through.get(packet.stream.index)
        try:
            for frame in decoder.decode(packet) if decoder else packet.decode():
                if isinstance(frame, (VideoFrame, AudioFrame)):
                    good += 1
                    yield frame
        except av.InvalidDataError:
            bad += 1
        except av.FFmpegError as error:
            raise _broken(error) from error
    if not good and not bad:
        raise trouble.truncated(say("There is nothing in it"))
    if not good or bad > 3 + good // 20:
        raise trouble.unreadable(say("its content cannot be decoded"))


def _seen_through(stream: VideoStream) -> VideoCodecContext | None:
    """A decoder for VP8 and VP9 with transparency, which FFmpeg's own leave black; None for all others."""
    name = {"vp8": "libvpx", "vp9": "libvpx-vp9"}.get(stream.codec_context.name)
    if name is None or {key.lower(): said for key, said in stream.metadata.items()}.get("alpha_mode") != "1":
        return None
    made = cast(VideoCodecContext, VideoCodecContext.create(name, "r"))
    made.extradata, made.thread_count = stream.codec_context.extradata, THREADS
    made.options = {"max_pixels": str(MAX_PIXELS)}
    return made


def packets(source: InputContainer, *streams: VideoStream | AudioStream | None) -> Iterator[Packet[Any]]:
    """The packets of these streams as they come, up to `LONGEST`. Raises `trouble.BadMedium`."""
    end = LONGEST + (source.start_time or 0) / av.time_base
    try:
        for packet in source.demux([stream for stream in streams if stream is not None]):
            if packet.pts is not None and packet.time_base is not None and packet.pts * packet.time_base > end:
                raise trouble.endless(LONGEST)
            yield packet
    except av.FFmpegError as error:
        raise _broken(error) from error


def decoded(packet: Packet[Any]) -> Iterator[AudioFrame]:
    """The sound in a packet; a damaged one holds none."""
    try:
        for frame in packet.decode():
            if isinstance(frame, AudioFrame):
                yield frame
    except av.InvalidDataError:
        return
    except av.FFmpegError as error:
        raise _broken(error) from error


def promised(source: InputContainer, stream: VideoStream | AudioStream) -> float:
    """Seconds, as the header says; 0 where headers say nothing or only guess."""
    if source.format.name in ("mp3", "aac"):
        return 0.0
    if stream.type == "audio" and stream.duration and stream.time_base:
        return float(stream.duration * stream.time_base)
    # Matroska counts from nought, wherever it begins: recorders that run for hours begin late.
    late = (source.start_time or 0) if "matroska" in source.format.name else 0
    return max(0, (source.duration or 0) - max(0, late)) / av.time_base


def pictured(source: InputContainer, picture: VideoStream) -> float:
    """Seconds of the moving pictures alone, as the header says: a sound may last longer."""
    whole = promised(source, picture)
    if picture.duration and picture.time_base:
        return min(whole, float(picture.duration * picture.time_base))
    told = _TOLD.fullmatch(picture.metadata.get("DURATION", ""))
    return min(whole, float(told[1]) * 3600 + float(told[2]) * 60 + float(told[3])) if told else whole


def complete(seen: float, declared: float) -> None:
    """Raises `trouble.BadMedium` when much less was seen than the header promised (both in seconds)."""
    if declared - seen > max(1.0, declared * 0.02):
        raise trouble.truncated(
            say(
                "It should last {declared} seconds, but ends after {seen}",
                declared=f"{declared:.1f}",
                seen=f"{seen:.1f}",
            )
        )


def _counted(source: InputContainer, stream: VideoStream | AudioStream) -> float:
    first: float | None = None
    last = 0.0
    try:
        source.seek(0)
        for packet in source.demux(stream):
            if packet.pts is None or packet.time_base is None:
                continue
            start = float(packet.pts * packet.time_base)
            first = start if first is None else min(first, start)
            last = max(last, start + float((packet.duration or 0) * packet.time_base))
    except av.FFmpegError as error:
        raise _broken(error) from error
    return max(0.0, last - (first or 0.0))


def _upright(frame: VideoFrame, stream: VideoStream) -> tuple[int, int]:
    """Width and height in square pixels, turned as the camera says."""
    ratio = stream.sample_aspect_ratio or Fraction(1)
    width = max(1, round(frame.width * ratio)) if ratio > 0 else frame.width
    return (frame.height, width) if lying(turns(frame)) else (width, frame.height)


def _broken(error: av.FFmpegError) -> trouble.BadMedium:
    """What a decoder's complaint means to an editor."""
    # "Operation not permitted" is what Matroska says of places behind the end of the file.
    if isinstance(error, av.EOFError) or error.errno == errno.EPERM:
        return trouble.truncated()
    return trouble.unreadable(" ".join(str(error.strerror or "").split())[:120])


# --- a still -------------------------------------------------------------------------------------------------------


def still(path: Path, format: str) -> tuple[Any, int, int]:
    """A telling picture from the first seconds (Pillow, RGB, upright), and the video's upright size in pixels.

    The earliest of ten that has nearly as much light and shade as the best: past black frames and fades. Where all of
    them are dark it is looked for further on, at some places of the whole.
    """
    with open_timed(path, format) as source:
        picture, _ = streams(source)
        if picture is None:
            raise trouble.unreadable(say("it has no moving pictures"))
        seen = list(_spread(source, picture, STILL_WITHIN))
        for part in _STILL_LATER:
            if max(score for score, _ in seen) >= _DARK or not source.duration:
                break
            with contextlib.suppress(av.FFmpegError, trouble.BadMedium):
                source.seek(round((source.start_time or 0) + source.duration * part))
                goal = source.duration * part / av.time_base
                seen += itertools.islice(_spread(source, picture, math.inf, goal), 1)
        frame = telling(seen)
        width, height = _upright(frame, picture)
        shape = Shape([(width, height)], "rgb24")
        made = [*shape.add(frame), *shape.end()]
        return cast(Any, made[0][0]).to_image(), width, height


def telling(seen: Sequence[tuple[float, VideoFrame]]) -> VideoFrame:
    """The earliest frame that has nearly as much contrast as the best of these."""
    best = max(score for score, _ in seen)
    return next(frame for score, frame in seen if score >= 0.75 * best)


def _spread(
    source: InputContainer, picture: VideoStream, within: float, due: float = -math.inf
) -> Iterator[tuple[float, VideoFrame]]:
    pictures = (frame for frame in frames(source, picture) if isinstance(frame, VideoFrame))
    return spread(pictures, within, due, (source.start_time or 0) / av.time_base)


def spread(
    pictures: Iterable[VideoFrame], within: float, due: float = -math.inf, start: float = 0.0
) -> Iterator[tuple[float, VideoFrame]]:
    """Frames half a second apart, between so many seconds from ``start``, each with its contrast."""
    for number, frame in enumerate(pictures):
        if number > _STILL_DECODED:
            due = -math.inf  # so far from a key frame that this one has to do
        at = (frame.time or 0.0) - start
        if at >= due:
            yield _contrast(frame), frame
            due = at + _STILL_EVERY
        if at > within:
            return


def _contrast(frame: VideoFrame) -> float:
    """The spread of the lightness, 0 for one flat colour."""
    plane = frame.reformat(64, 36, "gray").planes[0]
    data = bytes(plane)
    rows = [data[row * plane.line_size : row * plane.line_size + 64] for row in range(36)]
    values = [value for row in rows for value in row]
    mean = sum(values) / len(values)
    return math.sqrt(sum((value - mean) ** 2 for value in values) / len(values))
