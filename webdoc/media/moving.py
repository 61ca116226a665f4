"""What moves: videos, and pictures of several frames (GIF, APNG, WebP, AVIF), read alike, frame after frame.

Pictures that move are decoded by Pillow; GIF by FFmpeg, as Pillow lets a background show where browsers show nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path
from typing import Any, Final, cast

import av
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.video.frame import VideoFrame
from PIL import Image

from webdoc.media import planes, timed, trouble, upright
from webdoc.model import say

MAX_PIXELS: Final = 4_000_000_000
"""Pixels of all frames together that are decoded: a minute and a half of full high definition."""

_TICK: Final = Fraction(1, 1000)
_SHORTEST: Final = 20
_OTHERWISE: Final = 100
"""Milliseconds: a frame that says it stands shorter than the one stands the other, as in browsers."""


class Footage:
    """Moving pictures under way: their frames a second, the tick of their clock in seconds, their sound if any.

    ``promised``: seconds, as the header says, and ``pictured``, those of the pictures alone; 0 where it says nothing.
    What is decoded here is read once.
    """

    def __init__(
        self,
        rate: Fraction,
        base: Fraction,
        track: AudioStream | None = None,
        promised: float = 0.0,
        pictured: float = 0.0,
    ) -> None:
        self.rate = rate
        self.base = base
        self.track = track
        self.promised = promised
        self.pictured = pictured

    def frames(self, sounding: bool) -> Iterator[VideoFrame | AudioFrame]:
        """The frames as they come; those of the sound too, when it is asked for."""
        raise NotImplementedError

    def at(self, frame: VideoFrame | AudioFrame) -> Fraction | None:
        """Seconds from the beginning at which a frame stands, as it says itself."""
        return None if frame.pts is None or frame.time_base is None else frame.pts * frame.time_base


class _Film(Footage):
    """A video."""

    def __init__(self, source: InputContainer) -> None:
        picture, track = timed.streams(source)
        if picture is None or picture.time_base is None:
            raise trouble.unreadable(say("it has no moving pictures"))
        rate = picture.average_rate or picture.guessed_rate or Fraction(25)
        whole, pictured = timed.promised(source, picture), timed.pictured(source, picture)
        super().__init__(rate, picture.time_base, track, whole, pictured)
        self._source = source
        self._picture = picture
        self._start = Fraction(source.start_time or 0, av.time_base)

    def frames(self, sounding: bool) -> Iterator[VideoFrame | AudioFrame]:
        return timed.frames(self._source, self._picture, self.track if sounding else None)

    def at(self, frame: VideoFrame | AudioFrame) -> Fraction | None:
        said = super().at(frame)
        return None if said is None else said - self._start


class _Flipped(Footage):
    """A picture of several frames."""

    def __init__(self, path: Path, format: str) -> None:
        lasts = [stands for _, stands in _turned(path, format)]
        self.seconds = sum(lasts) / 1000
        super().__init__(Fraction(len(lasts) * 1000, sum(lasts)), _TICK, promised=self.seconds, pictured=self.seconds)
        self._path = path
        self._format = format

    def frames(self, sounding: bool) -> Iterator[VideoFrame | AudioFrame]:
        at = 0
        for image, stands in _turned(self._path, self._format):
            yield _frame(image, at, stands)
            at += stands
        # Where the last one stands long it comes again at its end: not every player knows another length of it.
        if stands > 2 * _OTHERWISE:
            yield _frame(image, at - _OTHERWISE, _OTHERWISE)


@contextmanager
def footage(path: Path, format: str) -> Iterator[Footage]:
    """The moving pictures of a file, ``format`` as `webdoc.media.sniff` calls it. Raises `trouble.BadMedium`."""
    if format in upright.MOVING:
        yield _Flipped(path, format)
        return
    with timed.open_timed(path, format) as source:
        yield _Film(source)


def look(path: Path, format: str) -> timed.Look:
    """The facts of a picture that moves: every frame is decoded. Raises `trouble.BadMedium`."""
    with path.open("rb") as file:
        size = upright.upright_size(upright.opened(file, format))
    return timed.Look(*size, round(_Flipped(path, format).seconds, 3), audible=False)


def still(path: Path, format: str) -> tuple[Image.Image, int, int]:
    """A telling picture (see `timed.still`) of a video, or of a picture that moves."""
    if format not in upright.MOVING:
        return timed.still(path, format)
    with footage(path, format) as film:
        pictures = (frame for frame in film.frames(False) if isinstance(frame, VideoFrame))
        image = cast(Any, timed.telling(list(timed.spread(pictures, timed.STILL_WITHIN)))).to_image()
        return image, image.width, image.height


def _frame(image: Image.Image, at: int, stands: int) -> VideoFrame:
    """A decoded picture as a frame that stands ``at`` so many milliseconds for so many."""
    frame: VideoFrame = cast(Any, VideoFrame).from_image(upright.opaque(image))
    frame.pts, frame.time_base, frame.duration = at, _TICK, stands
    return frame


def _turned(path: Path, format: str) -> Iterator[tuple[Image.Image, int]]:
    """The frames whole, each with the milliseconds that it stands."""
    with path.open("rb") as file:
        image = upright.opened(file, format)
        count = _count(image)
        for picture, said in _flips(path, count) if format == "GIF" else _leaves(image, count):
            stands = round(said)
            yield picture, stands if stands >= _SHORTEST else _OTHERWISE


def _count(image: Image.Image) -> int:
    """How many frames there are. Raises `trouble.BadMedium` when they are too many, or too large."""
    try:
        count = int(getattr(image, "n_frames", 1))
    except Exception as error:  # codecs raise what they like on a damaged file
        raise trouble.unreadable() from error
    pixels = image.width * image.height
    if pixels * count > MAX_PIXELS or pixels > timed.MAX_PIXELS:
        raise trouble.long_picture(count)
    return count


def _leaves(image: Image.Image, count: int) -> Iterator[tuple[Image.Image, float]]:
    if image.format == "WEBP":  # its header may say that all is opaque, while frames do not fill it: that is no black
        image._mode = image.rawmode = "RGBA"  # type: ignore[attr-defined]
    for number in range(count):
        try:
            image.seek(number)
            image.load()
        except MemoryError:
            raise
        except Exception as error:  # codecs raise what they like on a damaged file
            raise trouble.truncated() from error
        if number or not image.info.get("default_image"):  # for those who show no APNG, no part of it
            yield image, image.info.get("duration") or 0


def _flips(path: Path, count: int) -> Iterator[tuple[Image.Image, float]]:
    with timed.open_timed(path, "gif") as source:
        for frame in timed.frames(source, source.streams.video[0]):
            if isinstance(frame, VideoFrame):
                count -= 1
                image = planes.picture(frame.reformat(format="rgba"))
                yield image, float(frame.duration * (frame.time_base or 0) * 1000)
    if count > 0:
        raise trouble.truncated()
