"""How loud a sound is, and how it is brought to where it should be: EBU R128, measured and changed by FFmpeg's filters.

The change is one gain for the whole sound, so that what is quiet in it stays quiet. Where peaks would then stand too
high, a limiter that sees between the samples (four times as many of them) holds them, by `SQUASH` decibels at most.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

import av
from av.audio.frame import AudioFrame
from av.filter import Graph
from msgspec import Struct

from webdoc.model import PEAKS

CEILING: Final = -3.0
"""Decibels of true peak before encoding: AAC and Opus overshoot by one and more, and no more than -1 is published."""

SQUASH: Final = 12.0
"""Decibels that the limiter takes from the highest peaks at most: a slammed door stays a slammed door."""

MOST: Final = 40.0
"""Decibels of gain at most: below that there is nothing but noise to be raised."""

TOLERANCE: Final = 0.05
"""LU by which what leaves the limiter may miss the target before the gain is corrected."""

_LEAST_KEPT: Final = 0.4
"""The part of more gain that a limiter is taken to let through at least: the next try goes no further than that."""
_SILENT: Final = -69.9
_UNHEARD: Final = 32  # of 32 768: -60 decibels
_OVERSAMPLED: Final = 192_000
_SKETCHED: Final = 8_000
_BLOCK: Final = 400  # samples of the sketch that give one peak: a twentieth of a second
_BESIDE: Final = "pan=3.0|c0=c0|c1=c1|c2=0.5*c0+0.5*c1"  # left, right, and what one loudspeaker makes of both
_OPPOSED: Final = 0.1  # twenty decibels less in the middle: what microphones hear apart keeps half and more


class Measure(Struct, frozen=True):
    """LUFS of the whole (None: silent) and the highest true peak in decibels."""

    loudness: float | None
    peak: float


class Level(Struct, frozen=True):
    """What is done to a sound: a gain in decibels, and whether its peaks are held."""

    gain: float = 0.0
    limited: bool = False


UNCHANGED: Final = Level()


class Chain:
    """Takes frames of any sound, also of one that changes midway, and gives them in one format, layout and rate.

    ``more``: filters that come last; ``ends``: the layout that they give, where it is another.
    """

    def __init__(
        self,
        format: str,
        layout: str,
        rate: int,
        level: Level = UNCHANGED,
        more: tuple[str, ...] = (),
        ends: str = "",
    ) -> None:
        self._tail = [("aformat", f"sample_fmts=fltp:channel_layouts={layout}")]
        if level.gain:
            self._tail.append(("volume", f"{level.gain:.2f}dB:precision=float"))
        if level.limited:
            ceiling = 10 ** (CEILING / 20)
            self._tail.append(("aresample", f"{_OVERSAMPLED}"))
            self._tail.append(("alimiter", f"limit={ceiling:.5f}:level=0:attack=3:release=80:latency=1"))
        self._tail.append(("aresample", f"{rate}"))
        self._tail += [(name, args) for name, _, args in (one.partition("=") for one in more)]
        self._tail.append(("aformat", f"sample_fmts={format}:channel_layouts={ends or layout}:sample_rates={rate}"))
        self._key: tuple[Any, ...] = ()
        self._graph: Graph | None = None

    def add(self, frame: AudioFrame) -> Iterator[AudioFrame]:
        """What comes out once this frame is in."""
        key = frame.format.name, frame.layout.name, frame.sample_rate
        if key != self._key:
            yield from self.end()
            self._graph, self._key = self._made(frame), key
        assert self._graph is not None
        frame.pts = None
        self._graph.push(frame)
        yield from self._ready()

    def end(self) -> Iterator[AudioFrame]:
        """What was still held back."""
        if self._graph is not None:
            self._graph.push(None)
            yield from self._ready()
        self._graph, self._key = None, ()

    def _ready(self) -> Iterator[AudioFrame]:
        assert self._graph is not None
        while True:
            try:
                made = self._graph.pull()
            except (av.BlockingIOError, av.EOFError):
                return
            if isinstance(made, AudioFrame):
                yield made

    def _made(self, frame: AudioFrame) -> Graph:
        graph = Graph()
        graph.threads = 1
        nodes = [graph.add_abuffer(sample_rate=frame.sample_rate, format=frame.format, layout=frame.layout)]
        nodes += [graph.add(name, args) for name, args in self._tail]
        nodes.append(graph.add("abuffersink"))
        graph.link_nodes(*nodes).configure()
        return graph


def measure(frames: Iterable[AudioFrame], layout: str, level: Level = UNCHANGED) -> Measure:
    """How loud these frames are in that layout, once ``level`` was done to them (ITU-R BS.1770-4, gated).

    A sound under 0.4 seconds is shorter than what the standard measures: silence is added to it.
    """
    meter = ("apad=pad_dur=0.1", "apad=whole_dur=0.5", "ebur128=peak=true:metadata=1:framelog=quiet")
    chain = Chain("dbl", layout, 48_000, level, meter)
    loudness, peak = _SILENT, 0.0

    def read(out: Iterable[AudioFrame]) -> None:
        nonlocal loudness, peak
        for frame in out:
            said = frame.metadata
            loudness = float(said.get("lavfi.r128.I", loudness))
            peak = max(peak, float(said.get("lavfi.r128.true_peak", 0.0)))

    for frame in frames:
        read(chain.add(frame))
    read(chain.end())
    heard = loudness if loudness > _SILENT and math.isfinite(loudness) else None
    return Measure(heard, 20 * math.log10(peak) if peak > 0 else -120.0)


def level(found: Measure, target: float) -> Level:
    """What brings a sound to ``target`` LUFS, as far as its peaks allow; with 0 only peaks that are too high are held.

    Silence is left alone.
    """
    if found.loudness is None:
        return Level()
    if not target:
        return Level(gain=min(0.0, CEILING - found.peak))
    gain = min(target - found.loudness, _highest(found))
    return Level(gain, found.peak + gain > CEILING)


def corrected(tried: Sequence[tuple[Level, Measure]], target: float) -> Level | None:
    """A better level, when what the limiter gave misses the target; None when it is good, or as good as it gets.

    ``tried``: levels with what each gave, the source unchanged first. Of more gain a limiter takes a part away:
    which part, the last two tell.
    """
    (_, source), (before, gave), (made, gives) = tried[0], *tried[-2:]
    if not made.limited or gave.loudness is None or gives.loudness is None:
        return None
    missing, more = target - gives.loudness, made.gain - before.gain
    if abs(missing) <= TOLERANCE:
        return None
    kept = (gives.loudness - gave.loudness) / more if more else 1.0
    gain = min(made.gain + missing / min(max(kept, _LEAST_KEPT), 1.0), _highest(source))
    return Level(gain, True) if abs(gain - made.gain) > TOLERANCE / 2 else None


def _highest(source: Measure) -> float:
    return min(CEILING - source.peak + SQUASH, MOST)


class Sketch(Struct, frozen=True):
    """What is known of a sound that was heard once: `Media.peaks`, `Media.opposed`, and the seconds it lasts."""

    peaks: str
    opposed: bool
    seconds: float


def sketch(frames: Iterable[AudioFrame]) -> Sketch:
    """Hears a sound from beginning to end. What is heard on one side alone counts as what is heard on both."""
    chain = Chain("s16", "stereo", _SKETCHED, more=(_BESIDE,), ends="3.0")
    blocks, rest, seconds, together = array("H"), array("h"), 0.0, 0

    def note(piece: array[int]) -> None:
        nonlocal together
        blocks.append(max(max(piece), -min(piece)))
        middle = piece[2::3]
        together += max(max(middle), -min(middle))

    def take(out: Iterable[AudioFrame]) -> None:
        for frame in out:
            rest.frombytes(bytes(frame.planes[0])[: frame.samples * 6])
        whole = len(rest) // (3 * _BLOCK) * (3 * _BLOCK)
        for at in range(0, whole, 3 * _BLOCK):
            note(rest[at : at + 3 * _BLOCK])
        del rest[:whole]

    for frame in frames:
        seconds += frame.samples / frame.sample_rate
        take(chain.add(frame))
    take(chain.end())
    if rest:
        note(rest)
    peaks = _digits(blocks)
    return Sketch(peaks, bool(peaks) and together < _OPPOSED * sum(blocks), seconds)


def _digits(blocks: array[int]) -> str:
    """The blocks in `PEAKS` groups, each group's mean, the loudest as ``f``; empty for silence."""
    if not blocks or max(blocks) <= _UNHEARD:
        return ""
    means = []
    for at in range(PEAKS):
        first = at * len(blocks) // PEAKS
        group = blocks[first : max(first + 1, (at + 1) * len(blocks) // PEAKS)]
        means.append(sum(group) / len(group))
    highest = max(means)
    return "".join(f"{round(15 * mean / highest):x}" for mean in means)
