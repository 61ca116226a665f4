"""Sound as AAC and Opus, video as H.264 with AAC in MP4, made with one pass over the source each.

The bytes are the same in every run: no dates, no names of tools, no tags, a fixed number of encoder threads.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import Final, cast

import av
from av.audio.frame import AudioFrame
from av.audio.resampler import AudioResampler
from av.audio.stream import AudioStream
from av.container import OutputContainer
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from webdoc.media import timed, trouble
from webdoc.model import Recipe

PRESET: Final = "veryfast"
THREADS: Final = 4
"""x264's bytes follow its number of threads, so it is the same on every machine."""

SECONDS_A_KEY: Final = 5
"""Seconds between key frames at most: how exactly a visitor can jump."""

BITS: Final = {("m4a", 1): 96_000, ("m4a", 2): 128_000, ("opus", 1): 48_000, ("opus", 2): 64_000}
"""Bits a second by format and channels."""

SILENCE: Final = 0.1
"""Seconds: a longer hole in a sound track is filled, so that picture and sound stay together."""

LONGEST_SILENCE: Final = 3600.0
"""Seconds: a longer hole is a damaged clock, which must not cost hours."""

_BT709: Final = 1
_LIMITED: Final = 1
_BITEXACT: Final = 1 << 23  # AV_CODEC_FLAG_BITEXACT


# --- sound ---------------------------------------------------------------------------------------------------------


class _Voice:
    """One encoded sound track: resamples, fills holes with silence, counts its own time, muxes."""

    def __init__(self, out: OutputContainer, source: AudioStream, form: str) -> None:
        channels = 1 if source.codec_context.channels == 1 else 2
        codec, rate = ("libopus", 48_000) if form == "opus" else ("aac", _aac_rate(source.codec_context.sample_rate))
        self._layout = "mono" if channels == 1 else "stereo"
        self._out = out
        self._stream = cast(AudioStream, out.add_stream(codec, rate=rate, layout=self._layout))
        self._stream.bit_rate = BITS[form, channels]
        self._stream.codec_context.flags |= _BITEXACT
        self.rate = rate
        self._format = self._stream.codec_context.format.name
        self._resampler = AudioResampler(format=self._format, layout=self._layout, rate=rate)
        self.written = 0

    def add(self, frame: AudioFrame, at: float | None) -> None:
        """Encodes a frame that begins ``at`` seconds; None when it simply follows."""
        hole = 0.0 if at is None else at - self.written / self.rate
        if SILENCE < hole < LONGEST_SILENCE:
            left = round(hole * self.rate)
            while left:
                self._encode(self._silence(min(left, self.rate)))
                left -= min(left, self.rate)
        frame.pts = None
        for piece in self._resampler.resample(frame):
            self._encode(piece)

    def end(self) -> None:
        """Encodes what is still held back."""
        for piece in self._resampler.resample(None):
            self._encode(piece)
        self._out.mux(self._stream.encode(None))

    def _encode(self, frame: AudioFrame) -> None:
        frame.pts = self.written
        frame.time_base = Fraction(1, self.rate)
        self.written += frame.samples
        self._out.mux(self._stream.encode(frame))

    def _silence(self, samples: int) -> AudioFrame:
        frame = AudioFrame(format=self._format, layout=self._layout, samples=samples)
        frame.sample_rate = self.rate
        for plane in frame.planes:
            plane.update(bytes(plane.buffer_size))
        return frame


def make_sound(path: Path, format: str, outs: Sequence[tuple[Recipe, Path]]) -> None:
    """A sound as each recipe wants it, written to its path, in one pass over the source.

    Raises `trouble.BadMedium`, also when much less came than the header promised.
    """
    with timed.open_timed(path, format) as source:
        _, track = timed.streams(source)
        if track is None:
            raise trouble.unreadable("it has no sound")
        written: list[OutputContainer] = []
        try:
            voices = []
            for recipe, target in outs:
                out = _create(target, {"m4a": "ipod", "opus": "opus"}[recipe.format])
                written.append(out)
                voices.append(_Voice(out, track, recipe.format))
            heard = 0.0
            for frame in timed.frames(source, track):
                if isinstance(frame, AudioFrame):
                    heard += frame.samples / frame.sample_rate
                    for voice in voices:
                        voice.add(frame, None)
            for voice in voices:
                voice.end()
        finally:
            for out in written:
                out.close()
        _complete(heard, timed.promised(source, track))


def _aac_rate(rate: int) -> int:
    """Hertz: the source's own where every player takes it, else the nearest of the two families."""
    if rate in (32_000, 44_100, 48_000):
        return rate
    return 44_100 if rate % 11_025 == 0 else 48_000


def _create(target: Path, format: str) -> OutputContainer:
    options = {"fflags": "+bitexact"}
    if format != "opus":
        options["movflags"] = "+faststart"
    return av.open(f"file:{target}", "w", format=format, options=options)


def _complete(seen: float, declared: float) -> None:
    if declared - seen > max(1.0, declared * 0.02):
        raise trouble.truncated(f"it should last {declared:.1f} seconds, but ends after {seen:.1f}")


# --- video ---------------------------------------------------------------------------------------------------------


def make_video(path: Path, format: str, recipe: Recipe, target: Path) -> None:
    """A video as MP4 of the recipe's size, with its sound unless it is a loop. Raises `trouble.BadMedium`."""
    with timed.open_timed(path, format) as source:
        picture, track = timed.streams(source)
        if picture is None or picture.time_base is None:
            raise trouble.unreadable("it has no moving pictures")
        with _create(target, "mp4") as out:
            film = _Film(out, picture, recipe)
            voice = _Voice(out, track, "m4a") if track is not None and recipe.make == "video" else None
            start = (source.start_time or 0) / av.time_base
            for frame in timed.frames(source, picture, track if voice else None):
                if isinstance(frame, VideoFrame):
                    film.add(frame, start)
                elif voice is not None:
                    voice.add(frame, None if frame.time is None else frame.time - start)
            film.end()
            if voice is not None:
                voice.end()
        _complete(max(film.seen, voice.written / voice.rate if voice else 0.0), timed.promised(source, picture))


class _Film:
    """One encoded video track: turns, scales, keeps the times of the frames, encodes, muxes."""

    def __init__(self, out: OutputContainer, source: VideoStream, recipe: Recipe) -> None:
        rate = source.average_rate or source.guessed_rate or Fraction(25)
        options = {
            "crf": str(recipe.quality),
            "preset": PRESET,
            "g": str(max(1, round(rate * SECONDS_A_KEY))),
        }
        self._out = out
        self._source = source
        self._recipe = recipe
        self._stream = out.add_stream("libx264", rate=rate, options=options)
        self._stream.width, self._stream.height = recipe.width, recipe.height
        self._stream.pix_fmt = "yuv420p"
        context = self._stream.codec_context
        self._time_base = source.time_base or Fraction(1, 90_000)
        self._step = max(1, round(1 / rate / self._time_base))
        context.time_base = self._time_base
        context.thread_count = THREADS
        context.flags |= _BITEXACT
        context.colorspace, context.color_range = _BT709, _LIMITED
        self._shape: timed.Shape | None = None
        self._last = -1
        self.seen = 0.0

    def add(self, frame: VideoFrame, start: float) -> None:
        """Encodes a frame; ``start`` is where the source's clock begins, in seconds."""
        if self._shape is None or not self._shape.fits(frame):
            self._shape = timed.Shape(frame, self._source, self._recipe.width, self._recipe.height, "yuv420p")
        pts = self._last + self._step
        if frame.pts is not None and frame.time_base is not None:
            pts = round((frame.pts * frame.time_base - Fraction(start)) / self._time_base)
        if pts <= self._last:
            return
        self._last = pts
        self.seen = float((pts + self._step) * self._time_base)
        if frame.time_base is not None:
            self.seen = max(self.seen, float(pts * self._time_base + frame.duration * frame.time_base))
        made = self._shape.apply(frame)
        made.pts, made.time_base, made.pict_type = pts, self._time_base, 0
        self._out.mux(self._stream.encode(made))

    def end(self) -> None:
        """Encodes what is still held back."""
        self._out.mux(self._stream.encode(None))
