"""Video as H.264 with AAC in MP4 and as AV1 with Opus in WebM: all sizes and formats with one pass over the source.

The bytes are the same in every run: no dates, no names of tools, no tags, a fixed number of encoder threads.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from fractions import Fraction
from pathlib import Path
from typing import Final, cast

import av
import msgspec
from av.audio.stream import AudioStream
from av.container import InputContainer, OutputContainer
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from webdoc.media import timed, trouble, voice
from webdoc.media.loudness import Level
from webdoc.media.shape import Shape
from webdoc.model import Recipe

PRESET: Final = {"mp4": "veryfast", "webm": "9"}
THREADS: Final = 4
"""x264's bytes follow its number of threads, so it is the same on every machine."""

AV1: Final = "lp=1:hierarchical-levels=3:lookahead=0:enable-tf=0"
"""A pyramid of 8 frames and none looked ahead: the memory of SVT-AV1 is nearly all frames that wait.

With 16 and 16 files are a tenth smaller, and a process that makes four outputs holds 490 MB instead of 350.
"""

SECONDS_A_KEY: Final = 5
"""Seconds between key frames at most: how exactly a visitor can jump."""

FASTEST: Final = 60
"""Frames a second at most; a phone's slow motion has up to 240."""

COARSER: Final = (8, 16)
"""What is added to AV1's rate factor when its file would not be smaller than the H.264 beside it."""

os.environ.setdefault("SVT_LOG", "1")  # errors alone: SVT-AV1 would tell its settings for every file

_CODEC: Final = {"mp4": ("libx264", "aac"), "webm": ("libsvtav1", "libopus")}
_BT709: Final = 1
_LIMITED: Final = 1
_BITEXACT: Final = 1 << 23  # AV_CODEC_FLAG_BITEXACT


def make_videos(path: Path, format: str, outs: Sequence[tuple[Recipe, Path]], rivals: Sequence[Path] = ()) -> None:
    """A video as each recipe wants it (without its sound where that is a loop), in one pass over the source.

    Recipes of quality 0 are copied, frame by frame, as they are. A WebM is smaller than the MP4 of its size: that
    among ``outs``, or ``rivals``, which are there already. Raises `trouble.BadMedium`.
    """
    levels = _levels(path, format, [recipe for recipe, _ in outs])
    for recipe, target in outs:
        if not recipe.quality:
            _copy(path, format, recipe, target, levels)
    encoded = [(recipe, target) for recipe, target in outs if recipe.quality]
    if encoded:
        _encode(path, format, encoded, levels)
    for recipe, target in encoded:
        rival = next((file for other, file in outs if _same(other, recipe)), None)
        limit = min((file.stat().st_size for file in (*rivals, rival) if file is not None), default=0)
        for more in COARSER if recipe.format == "webm" and limit else ():
            if target.stat().st_size < limit:
                break
            _encode(path, format, [(msgspec.structs.replace(recipe, quality=recipe.quality + more), target)], levels)


def _same(other: Recipe, recipe: Recipe) -> bool:
    return other.format == "mp4" and (other.width, other.height) == (recipe.width, recipe.height)


def _levels(path: Path, format: str, recipes: Sequence[Recipe]) -> dict[float, Level]:
    """What brings the sound to each loudness that is asked for; nothing is measured for silent loops."""
    wanted = {recipe.loudness for recipe in recipes if recipe.make == "video"}
    with timed.open_timed(path, format) as source:
        if timed.streams(source)[1] is None:
            return {}
    return {target: voice.level(path, format, target) for target in wanted}


def _copy(path: Path, format: str, recipe: Recipe, target: Path, levels: dict[float, Level]) -> None:
    """The moving pictures as they are, in a container that begins to play at once; the sound at its loudness."""
    with timed.open_timed(path, format) as source, voice.create(target, "mp4") as out:
        picture, track = _both(source)
        copied = out.add_stream_from_template(picture)
        copied.metadata.clear()
        spoken = _voice(out, track, recipe, levels)
        start = source.start_time or 0
        offset = round(Fraction(start, av.time_base) / (picture.time_base or 1))
        seen = 0.0
        for packet in timed.packets(source, picture, track if spoken else None):
            if packet.stream is picture:
                if packet.dts is None or packet.pts is None:
                    continue
                packet.pts, packet.dts = packet.pts - offset, packet.dts - offset
                seen = max(seen, float((packet.pts + (packet.duration or 0)) * (packet.time_base or 0)))
                packet.stream = copied
                out.mux(packet)
            elif spoken is not None:
                for frame in timed.decoded(packet):
                    spoken.add(frame, None if frame.time is None else frame.time - start / av.time_base)
        if spoken is not None:
            spoken.end()
        timed.complete(seen, timed.promised(source, picture))


def _encode(path: Path, format: str, outs: Sequence[tuple[Recipe, Path]], levels: dict[float, Level]) -> None:
    with timed.open_timed(path, format) as source, ExitStack() as stack:
        picture, track = _both(source)
        films, voices = [], []
        for recipe, target in outs:
            out = stack.enter_context(voice.create(target, recipe.format))
            films.append(_Film(out, picture, recipe))
            spoken = _voice(out, track, recipe, levels)
            if spoken is not None:
                voices.append(spoken)
        sizes = sorted({film.size for film in films}, reverse=True)
        shape = Shape(sizes, "yuv420p")
        clock = _Clock(source, picture)
        start = (source.start_time or 0) / av.time_base

        def show(made: Iterator[tuple[VideoFrame, ...]]) -> None:
            for frames in made:
                for film in films:
                    film.add(frames[sizes.index(film.size)])

        for frame in timed.frames(source, picture, track if voices else None):
            if not isinstance(frame, VideoFrame):
                at = None if frame.time is None else frame.time - start  # a voice takes its time away
                for spoken in voices:
                    spoken.add(frame, at)
            elif clock.set(frame):
                show(shape.add(frame))
        show(shape.end())
        for film in films:
            film.end()
        for spoken in voices:
            spoken.end()
        heard = max((one.written / one.rate for one in voices), default=0.0)
        timed.complete(max(clock.seen, heard), timed.promised(source, picture))


def _both(source: InputContainer) -> tuple[VideoStream, AudioStream | None]:
    picture, track = timed.streams(source)
    if picture is None or picture.time_base is None:
        raise trouble.unreadable("it has no moving pictures")
    return picture, track


def _voice(
    out: OutputContainer, track: AudioStream | None, recipe: Recipe, levels: dict[float, Level]
) -> voice.Voice | None:
    if track is None or recipe.make != "video":
        return None
    return voice.Voice(out, track, _CODEC[recipe.format][1], levels.get(recipe.loudness, Level()))


class _Clock:
    """Gives each frame its time from the beginning, and leaves out those that come too late or too soon.

    Times are kept as the camera told them; the first frame stands from the very beginning, as players show it.
    """

    def __init__(self, source: InputContainer, picture: VideoStream) -> None:
        rate = picture.average_rate or picture.guessed_rate or Fraction(25)
        self._base = picture.time_base or Fraction(1, 90_000)
        self._start = Fraction(source.start_time or 0, av.time_base)
        self._step = max(1, round(1 / rate / self._base))
        self._least = Fraction(9, 10 * FASTEST) / self._base
        self._last = -1
        self.seen = 0.0

    def set(self, frame: VideoFrame) -> bool:
        """Whether the frame is shown; its time is set then."""
        pts = self._last + self._step
        if frame.pts is not None and frame.time_base is not None:
            pts = round((frame.pts * frame.time_base - self._start) / self._base)
        if self._last < 0:
            pts = 0
        elif pts - self._last < self._least:
            return False
        lasts = max(self._step * self._base, frame.duration * (frame.time_base or 0))
        self.seen = float(pts * self._base + lasts)
        self._last = pts
        frame.pts, frame.time_base = pts, self._base
        return True


class _Film:
    """One encoded video track."""

    def __init__(self, out: OutputContainer, source: VideoStream, recipe: Recipe) -> None:
        rate = min(source.average_rate or source.guessed_rate or Fraction(25), Fraction(FASTEST))
        options = {
            "crf": str(recipe.quality),
            "preset": PRESET[recipe.format],
            "g": str(max(1, round(rate * SECONDS_A_KEY))),
        }
        if recipe.format == "webm":
            options["svtav1-params"] = AV1
        self.size = recipe.width, recipe.height
        self._out = out
        self._stream = cast(VideoStream, out.add_stream(_CODEC[recipe.format][0], rate=rate, options=options))
        self._stream.width, self._stream.height = self.size
        self._stream.pix_fmt = "yuv420p"
        context = self._stream.codec_context
        context.time_base = source.time_base or Fraction(1, 90_000)
        context.thread_count = THREADS
        context.flags |= _BITEXACT
        context.colorspace = context.color_primaries = context.color_trc = _BT709
        context.color_range = _LIMITED

    def add(self, frame: VideoFrame) -> None:
        """Encodes a frame."""
        frame.pict_type = 0
        self._out.mux(self._stream.encode(frame))

    def end(self) -> None:
        """Encodes what is still held back."""
        self._out.mux(self._stream.encode(None))
