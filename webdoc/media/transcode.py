"""Video as H.264 with AAC in MP4 and as AV1 with Opus in WebM: all sizes and formats with one pass over the source.

The bytes are the same in every run: no dates, no names of tools, no tags, a fixed number of encoder threads.
"""

from __future__ import annotations

import math
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from fractions import Fraction
from pathlib import Path
from typing import Any, Final, cast

import av
import msgspec
from av.audio.stream import AudioStream
from av.bitstream import BitStreamFilterContext
from av.container import OutputContainer
from av.packet import Packet
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from webdoc.media import machine, moving, timed, trouble, voice
from webdoc.media.loudness import Level
from webdoc.media.moving import Footage
from webdoc.media.shape import Shape
from webdoc.media.share import Tell, nobody
from webdoc.model import Recipe, say

PRESET: Final = {"mp4": "veryfast", "webm": "9"}
THREADS: Final = 4
"""x264's bytes follow its number of threads, so it is the same on every machine."""

AV1: Final = "lp=1:hierarchical-levels=3:lookahead=0:enable-tf=0"
"""A pyramid of 8 frames and none looked ahead: the memory of SVT-AV1 is nearly all frames that wait.

With 16 and 16 files are a tenth smaller, and a process that makes four outputs holds 490 MB instead of 350.
"""

NARROW: Final = "asm=AVX2"
"""x264 without AVX-512: with it, one small film in a thousand gets other bytes on a busy machine (build 165, one
thread, the same frames); without it none in five thousand."""

SECONDS_A_KEY: Final = 5
"""Seconds between key frames at most: how exactly a visitor can jump."""

FASTEST: Final = 60
"""Frames a second at most; a phone's slow motion has up to 240."""

COARSER: Final = (8, 16)
"""What is added to AV1's rate factor when its file would not be smaller than the H.264 beside it."""

NOBODY: Final[Mapping[Recipe, int]] = {}

os.environ.setdefault("SVT_LOG", "1")  # errors alone: SVT-AV1 would tell its settings for every file

_CLEANED: Final = "filter_units=remove_types=6"
"""H.264 without what stands between its pictures (SEI): cameras write the place, the date and themselves there."""

_CODEC: Final = {"mp4": ("libx264", "aac"), "webm": ("libsvtav1", "libopus")}
_BT709: Final = 1
_LIMITED: Final = 1
_BITEXACT: Final = 1 << 23  # AV_CODEC_FLAG_BITEXACT


def make_videos(
    path: Path,
    format: str,
    outs: Sequence[tuple[Recipe, Path]],
    rivals: Mapping[Recipe, int] = NOBODY,
    tell: Tell = nobody,
) -> None:
    """A video as each recipe wants it (without its sound where that is a loop), in one pass over the source.

    Recipes of quality 0 are copied, frame by frame, as they are. A WebM is smaller than the MP4 of its size: that
    among ``outs``, or one that is there already, whose bytes ``rivals`` tells. ``tell`` is told how much is
    through. Raises `trouble.BadMedium`.
    """
    with machine.growing():
        _make(path, format, outs, rivals, tell)


def _make(
    path: Path, format: str, outs: Sequence[tuple[Recipe, Path]], rivals: Mapping[Recipe, int], tell: Tell
) -> None:
    levels = _levels(path, format, [recipe for recipe, _ in outs])
    encoded = [(recipe, target) for recipe, target in outs if recipe.quality]
    for recipe, target in outs:
        if not recipe.quality:
            _copy(path, format, recipe, target, levels, nobody if encoded else tell)
    if encoded:
        _encode(path, format, encoded, levels, tell)
    for recipe, target in encoded:
        rival = next((file for other, file in outs if _same(other, recipe)), None)
        limit = rivals.get(recipe, 0) if rival is None else rival.stat().st_size
        for more in COARSER if recipe.format == "webm" and limit else ():
            if target.stat().st_size < limit:
                break
            coarser = msgspec.structs.replace(recipe, quality=recipe.quality + more)
            _encode(path, format, [(coarser, target)], levels, nobody)


def _same(other: Recipe, recipe: Recipe) -> bool:
    size = recipe.make, recipe.width, recipe.height
    return other.format == "mp4" and (other.make, other.width, other.height) == size


def _levels(path: Path, format: str, recipes: Sequence[Recipe]) -> dict[float, Level]:
    """What brings the sound to each loudness that is asked for; nothing is measured for silent loops."""
    wanted = {recipe.loudness for recipe in recipes if recipe.make == "video"}
    if not wanted:
        return {}
    with timed.open_timed(path, format) as source:
        if timed.streams(source)[1] is None:
            return {}
    return {target: voice.level(path, format, target) for target in wanted}


def _copy(path: Path, format: str, recipe: Recipe, target: Path, levels: dict[float, Level], tell: Tell) -> None:
    """The moving pictures as they are, in a container that begins to play at once; the sound at its loudness."""
    with timed.open_timed(path, format) as source, voice.create(target, "mp4") as out:
        picture, track = timed.streams(source)
        if picture is None:
            raise trouble.unreadable(say("it has no moving pictures"))
        copied = out.add_stream_from_template(picture)
        copied.metadata.clear()
        cleaned = BitStreamFilterContext(_CLEANED, picture, copied)
        spoken = _voice(out, track, recipe, levels)
        start = source.start_time or 0
        offset = round(Fraction(start, av.time_base) / (picture.time_base or 1))
        seen, whole = 0.0, timed.promised(source, picture) if spoken else timed.pictured(source, picture)
        for packet in timed.packets(source, picture, track if spoken else None):
            if packet.stream is picture:
                if packet.dts is None or packet.pts is None:
                    continue
                packet.pts, packet.dts = packet.pts - offset, packet.dts - offset
                seen = max(seen, float((packet.pts + (packet.duration or 0)) * (packet.time_base or 0)))
                for clean in cleaned.filter(packet):
                    clean.stream = copied
                    out.mux(clean)
                tell(seen / (whole or math.inf))
            elif spoken is not None:
                for frame in timed.decoded(packet):
                    at = None if frame.time is None else frame.time - start / av.time_base
                    spoken.add(frame, at)
                    seen = max(seen, (at or 0.0) + frame.samples / frame.sample_rate)
        if spoken is not None:
            spoken.end()
        timed.complete(seen, whole)


def _encode(
    path: Path, format: str, outs: Sequence[tuple[Recipe, Path]], levels: dict[float, Level], tell: Tell
) -> None:
    with moving.footage(path, format) as source, ExitStack() as stack:
        films, voices = [], []
        for recipe, target in outs:
            out = stack.enter_context(voice.create(target, recipe.format))
            films.append(_Film(out, source, recipe))
            spoken = _voice(out, source.track, recipe, levels)
            if spoken is not None:
                voices.append(spoken)
        sizes = sorted({film.size for film in films}, reverse=True)
        shape = Shape(sizes, "yuv420p")
        clock = _Clock(source)

        def show(made: Iterator[tuple[VideoFrame, ...]]) -> None:
            for frames in made:
                for film in films:
                    film.add(frames[sizes.index(film.size)])

        for frame in source.frames(bool(voices)):
            if not isinstance(frame, VideoFrame):
                at = source.at(frame)  # a voice takes its time away
                for spoken in voices:
                    spoken.add(frame, None if at is None else float(at))
            elif clock.set(frame):
                show(shape.add(frame))
                tell(clock.seen / (source.promised or math.inf))
        show(shape.end())
        for film in films:
            film.end(clock.seen)
        for spoken in voices:
            spoken.end()
        heard = max((one.written / one.rate for one in voices), default=0.0)
        timed.complete(max(clock.seen, heard), source.promised if voices else source.pictured)


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

    def __init__(self, source: Footage) -> None:
        self._source = source
        self._base = source.base
        self._step = max(1, round(1 / source.rate / self._base))
        self._least = Fraction(9, 10 * FASTEST) / self._base
        self._last = -1
        self.seen = 0.0

    def set(self, frame: VideoFrame) -> bool:
        """Whether the frame is shown; its time is set then."""
        at = self._source.at(frame)
        pts = self._last + self._step if at is None else round(at / self._base)
        if self._last < 0:
            pts = 0
        elif pts - self._last < self._least:
            return False
        lasts = frame.duration * (frame.time_base or 0) or self._step * self._base
        self.seen = float(pts * self._base + lasts)
        self._last = pts
        frame.pts, frame.time_base = pts, self._base
        return True


class _Film:
    """One encoded video track."""

    def __init__(self, out: OutputContainer, source: Footage, recipe: Recipe) -> None:
        rate = min(source.rate, Fraction(FASTEST))
        options = {
            "crf": str(recipe.quality),
            "preset": PRESET[recipe.format],
            "g": str(max(1, round(rate * SECONDS_A_KEY))),
        }
        if recipe.format == "webm":
            options["svtav1-params"] = AV1
        elif machine.wide_vectors():
            options["x264-params"] = NARROW
        self.size = recipe.width, recipe.height
        self._out = out
        self._exact = recipe.format == "mp4"
        self._held: list[Packet[Any]] = []
        self._first: int | None = None
        self._stream = cast(VideoStream, out.add_stream(_CODEC[recipe.format][0], rate=rate, options=options))
        self._stream.width, self._stream.height = self.size
        self._stream.pix_fmt = "yuv420p"
        context = self._stream.codec_context
        context.time_base = source.base
        context.thread_count = THREADS
        context.flags |= _BITEXACT
        context.colorspace = context.color_primaries = context.color_trc = _BT709
        context.color_range = _LIMITED
        with machine.at_ease():
            context.open()

    def add(self, frame: VideoFrame) -> None:
        """Encodes a frame."""
        frame.pict_type = 0
        self._mux(self._stream.encode(frame))

    def end(self, lasts: float) -> None:
        """Encodes what is still held back; the whole lasts so many seconds."""
        self._mux(self._stream.encode(None))
        if not self._held:
            return
        # Containers know how long a track is by the end of what is shown last, players also by what is decoded last.
        shown, decoded = self._held[0], self._held[-1]
        end = round(lasts / (shown.time_base or 1))
        shown.duration = max(1, end - (shown.pts or 0))
        if self._exact or decoded is not shown:
            decoded.duration = max(1, end - (decoded.dts or 0) + (self._first or 0))
        self._release()

    def _mux(self, packets: list[Packet[Any]]) -> None:
        """What is decoded after a frame and shown before it waits with it, until a later one comes."""
        for packet in packets:
            if self._first is None:
                self._first = packet.dts or 0
            elif self._held and (packet.pts or 0) > (self._held[0].pts or 0):
                self._release()
            self._held.append(packet)
            if self._exact:
                packet.duration = 1  # else half a frame more or less is guessed

    def _release(self) -> None:
        for packet in self._held:
            self._out.mux(packet)
        self._held.clear()
