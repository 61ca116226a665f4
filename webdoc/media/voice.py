"""Sound as AAC, Opus and MP3, brought to its loudness, with one pass over the source (and one before it, to measure).

The bytes are the same in every run: no dates, no names of tools, and of the tags only those that were asked for.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Final, cast

import av
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from av.container import InputContainer, OutputContainer
from av.packet import Packet
from av.stream import Disposition

from webdoc.media import loudness, timed, trouble
from webdoc.media.loudness import Chain, Level
from webdoc.media.share import Tell, nobody
from webdoc.model import Recipe, say

BITS: Final = {
    ("aac", 1): 96_000,
    ("aac", 2): 128_000,
    ("libopus", 1): 48_000,
    ("libopus", 2): 64_000,
    ("libmp3lame", 1): 96_000,
    ("libmp3lame", 2): 160_000,
}
"""Bits a second by encoder and channels."""

AAC_CODER: Final = "fast"
"""How FFmpeg's AAC searches. Its default takes 1.7 times as long and overshoots, of what was MP3 before, by 3.7 dB."""

TAKEN: Final = 0.2
"""LU that AAC and Opus take from a voice, which is put on it before."""

LOST: Final = {"libmp3lame": 0.3}
"""Decibels by which LAME makes every sound quieter than AAC does; it gets them on its way in, after the limiter."""

SILENCE: Final = 0.04
"""Seconds: a longer hole in a video's sound is filled, so that picture and sound stay together."""

LONGEST_SILENCE: Final = 3600.0
"""Seconds: a longer hole is a damaged clock, which must not cost hours."""

TAGS: Final = ("title", "artist", "album_artist", "album", "track", "date", "genre", "copyright", "comment")

_CONTAINER: Final = {"m4a": "ipod", "opus": "opus", "mp3": "mp3"}
_CODEC: Final = {"m4a": "aac", "opus": "libopus", "mp3": "libmp3lame"}
_LICENCES: Final = ("license", "licence", "wcop", "copyright_url")
_BITEXACT: Final = 1 << 23  # AV_CODEC_FLAG_BITEXACT
_CORRECTIONS: Final = 3


def make_sound(path: Path, format: str, outs: Sequence[tuple[Recipe, Path]], tell: Tell = nobody) -> None:
    """A sound as each recipe wants it, written to its path, in one pass over the source.

    ``tell`` is told how much is through.

    Raises `trouble.BadMedium`, also when much less came than the header promised.
    """
    levels = {recipe.loudness: level(path, format, recipe.loudness) for recipe, _ in outs}
    with timed.open_timed(path, format) as source:
        _, track = timed.streams(source)
        if track is None:
            raise trouble.unreadable(say("it has no sound"))
        written: list[OutputContainer] = []
        try:
            voices = []
            for recipe, target in outs:
                # FFmpeg's own kind of M4A takes no JPEG on its cover; MP4, which it is, does.
                signed = recipe.tags and recipe.format == "m4a"
                out = create(target, "mp4" if signed else _CONTAINER[recipe.format])
                written.append(out)
                voices.append(Voice(out, track, _CODEC[recipe.format], levels[recipe.loudness]))
                if recipe.tags:
                    _keep_tags(source, out, recipe.format)
            heard, whole = 0.0, timed.promised(source, track) or math.inf
            for frame in timed.frames(source, track):
                if isinstance(frame, AudioFrame):
                    heard += frame.samples / frame.sample_rate
                    for voice in voices:
                        voice.add(frame, None)
                    tell(heard / whole)
            for voice in voices:
                voice.end()
        finally:
            for out in written:
                out.close()
        timed.complete(heard, timed.promised(source, track))


def level(path: Path, format: str, target: float) -> Level:
    """What brings the sound of a file to ``target`` LUFS: it is decoded and measured, and where a limiter is needed,
    what that gives is measured too. Raises `trouble.BadMedium`."""
    with timed.open_timed(path, format) as source:
        layout = layout_of(timed.streams(source)[1])
    target = target + TAKEN if target else 0.0
    tried = [(loudness.UNCHANGED, loudness.measure(_heard(path, format), layout))]
    made = loudness.level(tried[0][1], target)
    for _ in range(_CORRECTIONS if made.limited else 0):
        tried.append((made, loudness.measure(_heard(path, format), layout, made)))
        better = loudness.corrected(tried, target)
        if better is None:
            break
        made = better
    return made


def _heard(path: Path, format: str) -> Iterator[AudioFrame]:
    with timed.open_timed(path, format) as source:
        for frame in timed.frames(source, timed.streams(source)[1]):
            if isinstance(frame, AudioFrame):
                yield frame


def layout_of(track: AudioStream | None) -> str:
    """What is published: one channel where there is one, else two."""
    return "mono" if track is None or track.codec_context.channels == 1 else "stereo"


class Voice:
    """One encoded sound track: resamples, fills holes with silence, counts its own time, muxes."""

    def __init__(self, out: OutputContainer, source: AudioStream, codec: str, level: Level) -> None:
        layout = layout_of(source)
        self.rate = 48_000 if codec == "libopus" else _rate(source.codec_context.sample_rate)
        self._out = out
        options = {"aac_coder": AAC_CODER} if codec == "aac" else {}
        self._stream = cast(AudioStream, out.add_stream(codec, rate=self.rate, layout=layout, options=options))
        self._stream.bit_rate = BITS[codec, 1 if layout == "mono" else 2]
        self._stream.codec_context.flags |= _BITEXACT
        back = (f"volume={LOST[codec]}dB",) if codec in LOST else ()
        self._chain = Chain(self._stream.codec_context.format.name, layout, self.rate, level, back)
        self._taken = 0.0
        self.written = 0

    def add(self, frame: AudioFrame, at: float | None) -> None:
        """Encodes a frame that begins ``at`` seconds; None when it simply follows."""
        lasts = frame.samples / frame.sample_rate
        hole = 0.0 if at is None else at - self._taken
        if hole < -SILENCE - lasts:
            return  # what it holds was heard already
        if SILENCE < hole < LONGEST_SILENCE:
            left = round(hole * frame.sample_rate)
            while left:
                self._encode(_silence(frame, min(left, frame.sample_rate)))
                left -= min(left, frame.sample_rate)
            self._taken += hole
        self._taken += lasts
        self._encode(frame)

    def end(self) -> None:
        """Encodes what is still held back."""
        for piece in self._chain.end():
            self._mux(piece)
        self._out.mux(self._stream.encode(None))

    def _encode(self, frame: AudioFrame) -> None:
        for piece in self._chain.add(frame):
            self._mux(piece)

    def _mux(self, frame: AudioFrame) -> None:
        frame.pts = self.written
        frame.time_base = Fraction(1, self.rate)
        self.written += frame.samples
        self._out.mux(self._stream.encode(frame))


def _silence(like: AudioFrame, samples: int) -> AudioFrame:
    frame = AudioFrame(format=like.format.name, layout=like.layout.name, samples=samples)
    frame.sample_rate = like.sample_rate
    nothing = b"\x80" if like.format.name in ("u8", "u8p") else b"\0"
    for plane in frame.planes:
        plane.update(nothing * plane.buffer_size)
    return frame


def _rate(rate: int) -> int:
    """Hertz: the source's own where every player takes it, else the nearest of the two families."""
    if rate in (32_000, 44_100, 48_000):
        return rate
    return 44_100 if rate % 11_025 == 0 else 48_000


def _keep_tags(source: InputContainer, out: OutputContainer, format: str) -> None:
    """Title, artist and the like; the picture on the cover in the formats that have a place for it."""
    tags = {name.lower(): value for name, value in {**source.streams.audio[0].metadata, **source.metadata}.items()}
    for name in _LICENCES:  # not every format has a place for it
        if tags.get(name) and tags[name] not in tags.get("copyright", ""):
            tags["copyright"] = f"{tags.get('copyright', '')} {tags[name]}".strip()
    for name in TAGS:
        if tags.get(name):
            out.metadata[name] = tags[name]
    if format != "opus":
        _put_cover(source, out)


def _put_cover(source: InputContainer, out: OutputContainer) -> None:
    from webdoc.media import cover  # which few sounds have

    covers = [one for one in source.streams.video if one.disposition & Disposition.attached_pic]
    data = next((bytes(packet) for packet in source.demux(covers[0]) if packet.size), b"") if covers else b""
    source.seek(0)
    made = cover.jpeg(data)
    if made is None:
        return
    drawn, width, height = made
    stream = out.add_stream("mjpeg", rate=1)
    stream.width, stream.height, stream.pix_fmt = width, height, "yuvj420p"
    stream.disposition = Disposition.attached_pic
    packet = Packet(drawn)
    packet.stream, packet.pts, packet.dts, packet.time_base = stream, 0, 0, Fraction(1)
    out.mux(packet)


def create(target: Path, format: str) -> OutputContainer:
    """A file to write to: what a player needs first stands at its head, and nothing of when and with what."""
    options = {"fflags": "+bitexact"}
    if format in ("mp4", "ipod"):
        options["movflags"] = "+faststart"
    if format == "webm":
        options["cues_to_front"] = "1"
    return av.open(f"file:{target}", "w", format=format, options=options)
