"""The places: what is heard under and around a voice, made of filtered noise and struck resonances."""

from collections.abc import Callable

import numpy as np
from scipy.signal import butter, fftconvolve, sosfilt

RATE = 44_100


def _noise(seconds: float, rng: np.random.Generator, low: float, high: float, slope: float = 0.0) -> np.ndarray:
    """Noise between two frequencies, `slope` in dB per octave, peak 1."""
    count = int(seconds * RATE)
    spectrum = np.fft.rfft(rng.standard_normal(count))
    hertz = np.maximum(np.fft.rfftfreq(count, 1 / RATE), 1.0)
    gain = (hertz / 1000) ** (slope / 6.02) / (1 + (low / hertz) ** 4) / (1 + (hertz / high) ** 4)
    sound = np.fft.irfft(spectrum * gain, count)
    return sound / np.abs(sound).max()


def _drift(seconds: float, rng: np.random.Generator, period: float, depth: float) -> np.ndarray:
    """A slow random movement around 1, for gusts and traffic."""
    knots = rng.uniform(1 - depth, 1 + depth, int(seconds / period) + 3)
    at = np.linspace(0, len(knots) - 1.001, int(seconds * RATE))
    left = at.astype(int)
    smooth = (1 - np.cos(np.pi * (at - left))) / 2
    return knots[left] * (1 - smooth) + knots[left + 1] * smooth


def _add(bed: np.ndarray, sound: np.ndarray, at: float, gain: float = 1.0) -> None:
    start = int(at * RATE)
    end = min(len(bed), start + len(sound))
    if 0 <= start < end:
        bed[start:end] += gain * sound[: end - start]


def _struck(partials: list[tuple[float, float, float]], seconds: float) -> np.ndarray:
    """A struck thing: partials as (hertz, gain, seconds to fall by 60 dB)."""
    time = np.arange(int(seconds * RATE)) / RATE
    return sum(gain * np.sin(2 * np.pi * hertz * time) * 10 ** (-3 * time / fall) for hertz, gain, fall in partials)


def echo(seconds: float, size: float, dark: float, seed: int = 5) -> np.ndarray:
    """A room's impulse response: a few early reflections, then a tail that darkens. `size` in metres."""
    rng = np.random.default_rng(seed)
    count = int(seconds * 1.2 * RATE)
    time = np.arange(count) / RATE
    tail = np.zeros(count)
    for low, high, share in ((80, 500, 1.1), (500, 2000, 1.0), (2000, 8000, dark)):
        band = sosfilt(butter(2, [low, high], "bandpass", fs=RATE, output="sos"), rng.standard_normal(count))
        tail += band * 10 ** (-3 * time / (seconds * share))
    tail[: int(size / 343 * RATE)] = 0
    response = tail / np.sqrt((tail**2).sum())
    for order in range(1, 7):
        at = int(size * order * rng.uniform(0.8, 1.3) / 343 * RATE)
        if at < count:
            response[at] += 0.5 / order * rng.choice((-1, 1))
    return response / np.sqrt((response**2).sum())


def placed(sound: np.ndarray, room: np.ndarray, wet: float) -> np.ndarray:
    """`sound` in `room`; `wet` is the reflected share in dB."""
    return np.concatenate([sound, np.zeros(len(room) - 1)]) + 10 ** (wet / 20) * fftconvolve(sound, room)


def _drop(rng: np.random.Generator, hertz: float) -> np.ndarray:
    """A drop of water: a short rising tone after a click."""
    time = np.arange(int(0.09 * RATE)) / RATE
    pitch = hertz * (1 + 0.5 * (1 - np.exp(-time / 0.02)))
    tone = np.sin(2 * np.pi * np.cumsum(pitch) / RATE) * np.exp(-time / 0.018)
    tone[:60] += rng.standard_normal(60) * np.linspace(0.6, 0, 60)
    return tone * np.minimum(1, time / 0.0006)


def rain(seconds: float, seed: int = 101) -> np.ndarray:
    """Rain outside, a gutter that overflows, and a few slow drops nearer."""
    rng = np.random.default_rng(seed)
    bed = 0.35 * _noise(seconds, rng, 400, 9000, -2.5) * _drift(seconds, rng, 2.3, 0.25)
    bed += 0.25 * _noise(seconds, rng, 120, 700, -3) * _drift(seconds, rng, 1.1, 0.4)
    for at in np.sort(rng.uniform(0, seconds, int(seconds * 26))):
        _add(bed, _drop(rng, rng.uniform(1800, 5200)), at, 0.09 * rng.random() ** 2)
    time = 0.4
    while time < seconds:
        pipe = _struck([(rng.uniform(310, 360), 1, 0.12), (rng.uniform(700, 900), 0.5, 0.08)], 0.2)
        _add(bed, pipe, time, 0.22 * rng.uniform(0.5, 1))
        _add(bed, _drop(rng, rng.uniform(900, 1300)), time + 0.02, 0.25)
        time += rng.uniform(0.28, 0.75)
    return placed(bed, echo(0.4, 3, 0.4), -8)[: len(bed)]


def tap(seconds: float, seed: int = 211) -> np.ndarray:
    """A tap that drips in a stairwell."""
    rng = np.random.default_rng(seed)
    bed = np.zeros(int(seconds * RATE))
    time = 0.5
    while time < seconds - 0.2:
        _add(bed, _drop(rng, rng.uniform(980, 1120)), time, 0.6 * rng.uniform(0.8, 1))
        _add(bed, _struck([(2350, 0.12, 0.2), (3890, 0.06, 0.12)], 0.25), time + 0.001, 0.5)
        time += rng.uniform(1.05, 1.22)
    bed += 0.012 * _noise(seconds, rng, 50, 900, -5)
    return placed(bed, echo(1.7, 4, 0.5), -5)[: len(bed)]


def _step(rng: np.random.Generator, wood: bool) -> np.ndarray:
    heel = _noise(0.16, rng, 60, 420 if wood else 260, -4)
    heel *= np.exp(-np.arange(len(heel)) / (0.03 * RATE))
    sole = _noise(0.16, rng, 700, 4500, -3)
    sole *= np.exp(-np.arange(len(sole)) / (0.012 * RATE))
    step = heel + 0.28 * np.roll(sole, int(0.018 * RATE))
    if wood:
        creak = np.exp(-(((np.arange(len(step)) / RATE - 0.08) / 0.03) ** 2))
        step += 0.05 * rng.random() * creak * _noise(0.16, rng, 500, 1300)
    return step


def steps(seconds: float, seed: int = 307, pace: float = 0.58, wood: bool = True) -> np.ndarray:
    """Footsteps on a wooden service staircase, or on a bare floor."""
    rng = np.random.default_rng(seed)
    bed = np.zeros(int(seconds * RATE))
    time, number = 0.35, 0
    while time < seconds - 0.3:
        _add(bed, _step(rng, wood), time, rng.uniform(0.55, 0.8))
        number += 1
        time += rng.uniform(0.94, 1.06) * pace + (0.9 if wood and number % 13 == 0 else 0)
    bed += 0.006 * _noise(seconds, rng, 50, 700, -5)
    return placed(bed, echo(1.4 if wood else 1.1, 3.5, 0.45), -6)[: len(bed)]


def stairwell(seconds: float, seed: int = 223) -> np.ndarray:
    """The tap, a distant lift motor that this staircase does not have, a door far below."""
    rng = np.random.default_rng(seed)
    bed = tap(seconds, seed)
    for at in rng.uniform(8, max(9, seconds - 4), 2):
        door = _struck([(74, 1, 0.5), (121, 0.6, 0.3), (243, 0.2, 0.2)], 0.7)
        _add(bed, placed(door, echo(2.0, 6, 0.3), 3), at, 0.16)
    return bed


def corridor(seconds: float, seed: int = 401) -> np.ndarray:
    """Ventilation, a neon tube, and a television through the wall: the melody of speech without its words."""
    rng = np.random.default_rng(seed)
    time = np.arange(int(seconds * RATE)) / RATE
    bed = 0.30 * _noise(seconds, rng, 40, 320, -4)
    bed += sum(0.05 / n * np.sin(2 * np.pi * 100 * n * time + n) for n in (1, 2, 3, 4))
    talk = np.zeros(len(time))
    at = 0.5
    while at < seconds:
        for _ in range(rng.integers(4, 12)):
            length = rng.uniform(0.09, 0.2)
            count = int(length * RATE)
            hertz = rng.choice((118, 125, 190, 205)) * rng.uniform(0.9, 1.15)
            tone = sum(np.sin(2 * np.pi * hertz * n * np.arange(count) / RATE) / n for n in range(1, 7))
            _add(talk, tone * np.hanning(count), at, rng.uniform(0.4, 1))
            at += length * rng.uniform(0.85, 1.3)
        at += rng.uniform(0.35, 1.3)
    wall = sosfilt(butter(3, [110, 520], "bandpass", fs=RATE, output="sos"), talk)
    bed += 0.16 * wall / np.abs(wall).max()
    return placed(bed, echo(0.5, 2.2, 0.4), -8)[: len(bed)]


def kitchen(seconds: float, seed: int = 503) -> np.ndarray:
    """Wind in a chimney and round the corners of the house, a clock."""
    rng = np.random.default_rng(seed)
    gust = _drift(seconds, rng, 2.8, 0.75)
    bed = 0.30 * _noise(seconds, rng, 60, 420, -3) * gust
    howl = _noise(seconds, rng, 330, 430) + 0.5 * _noise(seconds, rng, 640, 760)
    bed += 0.10 * howl * np.clip(gust - 0.8, 0, None) ** 1.5
    for at in np.arange(0.3, seconds, 1.0):
        click = _struck([(2100, 1, 0.03), (3300, 0.6, 0.02)], 0.05)
        _add(bed, click, at, 0.05 if int(at) % 2 else 0.035)
    return bed


def kettle(seconds: float, seed: int = 541) -> np.ndarray:
    """Water that starts to sing, then a whistle that someone takes off the heat."""
    rng = np.random.default_rng(seed)
    time = np.arange(int(seconds * RATE)) / RATE
    rise = np.clip(time / (seconds * 0.55), 0, 1)
    hiss = _noise(seconds, rng, 900, 7000, -2) * rise**2
    hertz = 1180 + 620 * np.clip((time - 0.35 * seconds) / (0.25 * seconds), 0, 1)
    phase = 2 * np.pi * np.cumsum(hertz * (1 + 0.004 * np.sin(2 * np.pi * 6.5 * time))) / RATE
    whistle = (np.sin(phase) + 0.25 * np.sin(2 * phase)) * np.clip((time / seconds - 0.38) / 0.3, 0, 1) ** 2
    end = np.clip((seconds - time) / 0.35, 0, 1)
    return (0.5 * hiss + 0.16 * whistle) * end


def campsite(seconds: float, seed: int = 607) -> np.ndarray:
    """A motorway beyond the trees and the first birds."""
    rng = np.random.default_rng(seed)
    bed = 0.32 * _noise(seconds, rng, 50, 650, -4) * _drift(seconds, rng, 3.5, 0.35)
    bed += 0.05 * _noise(seconds, rng, 800, 3500, -4) * _drift(seconds, rng, 2.0, 0.5)
    songs = [(3100, 4, 0.13, 700), (4300, 7, 0.07, -900), (2500, 2, 0.24, 500), (5200, 5, 0.09, 1200)]
    at = 0.4
    while at < seconds - 1:
        hertz, notes, length, sweep = songs[rng.integers(len(songs))]
        gain = rng.uniform(0.04, 0.16)
        for note in range(notes):
            count = int(length * RATE)
            bend = np.linspace(0, 1, count)
            phase = 2 * np.pi * np.cumsum(hertz + sweep * bend + 120 * (note % 2)) / RATE
            _add(bed, np.sin(phase) * np.hanning(count), at + note * length * 1.5, gain)
        at += rng.uniform(0.5, 2.4)
    return placed(bed, echo(0.8, 12, 0.6), -12)[: len(bed)]


def empty_flat(seconds: float, seed: int = 701) -> np.ndarray:
    """A bare room: steps at the beginning, a street behind double glazing."""
    rng = np.random.default_rng(seed)
    bed = 0.05 * _noise(seconds, rng, 50, 380, -5) * _drift(seconds, rng, 3, 0.3)
    walk = steps(3.3, seed, pace=0.66, wood=False)
    _add(bed, walk, 0.0, 0.5)
    return bed


def key_turn(seconds: float, seed: int = 809) -> np.ndarray:
    """A key goes into a lock, turns twice; a latch; a door that opens and shuts softly."""
    rng = np.random.default_rng(seed)
    bed = np.zeros(int(seconds * RATE))
    for number in range(6):
        pin = _struck([(4200 + 260 * number, 1, 0.05), (6900, 0.5, 0.03)], 0.07)
        _add(bed, pin, 0.25 + 0.035 * number + rng.uniform(0, 0.01), 0.12)
    for at, gain in ((0.72, 0.6), (1.16, 0.75)):
        bolt = _struck([(820, 0.7, 0.09), (1730, 1, 0.07), (3120, 0.6, 0.05), (190, 0.8, 0.08)], 0.2)
        _add(bed, bolt, at, gain)
        _add(bed, _struck([(2600, 1, 0.04)], 0.06), at - 0.09, 0.2 * gain)
    _add(bed, _struck([(640, 1, 0.07), (1450, 0.8, 0.06)], 0.15), 1.62, 0.5)
    hinge = _noise(0.7, rng, 420, 620) * np.hanning(int(0.7 * RATE))
    _add(bed, hinge, 1.75, 0.07)
    shut = _struck([(88, 1, 0.35), (150, 0.7, 0.25), (390, 0.4, 0.12), (1250, 0.3, 0.05)], 0.6)
    _add(bed, shut, 2.75, 0.8)
    return placed(bed, echo(0.9, 3, 0.5), -7)[: len(bed)]


PLACES: dict[str, tuple[Callable[[float], np.ndarray], np.ndarray, float]] = {
    # ambience, the room around the voice, how much of it is heard (dB)
    "nadia": (rain, echo(0.35, 2.4, 0.4), -20),
    "henri": (stairwell, echo(1.3, 3.6, 0.5), -21),
    "amara": (corridor, echo(0.40, 2.2, 0.5), -19),
    "joan": (kitchen, echo(0.45, 3.0, 0.5), -20),
    "daniel": (campsite, echo(0.20, 1.6, 0.4), -22),
    "key": (empty_flat, echo(0.9, 3.4, 0.6), -17),
}
