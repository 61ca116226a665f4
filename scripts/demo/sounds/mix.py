"""Voice and place together: levels, loudness, peaks, and the file as a recorder would leave it."""

import wave
from pathlib import Path

import av
import numpy as np
import pyloudnorm
from scipy.ndimage import maximum_filter1d, uniform_filter1d
from scipy.signal import butter, resample_poly, sosfiltfilt

RATE = 44_100
LOUDNESS = -16.0
LAME_SCALE = 0.95  # what the encoder multiplies everything by
CEILING = -1.6  # dBFS; leaves room for what MP3 adds


def decibels(value: float) -> float:
    """Amplitude in dB, never minus infinity."""
    return 20 * np.log10(max(value, 1e-9))


def active_level(sound: np.ndarray) -> float:
    """RMS of what is spoken: the 400 ms windows within 20 dB of the loudest, in dB."""
    step = int(0.4 * RATE)
    windows = sound[: len(sound) // step * step].reshape(-1, step)
    power = (windows**2).mean(axis=1)
    return decibels(np.sqrt(power[power > power.max() / 100].mean()))


def level_speech(voice: np.ndarray) -> np.ndarray:
    """Even out a voice: cut rumble, bring slow changes of level together by half."""
    voice = sosfiltfilt(butter(2, 85, "highpass", fs=RATE, output="sos"), voice)
    envelope = np.sqrt(uniform_filter1d(voice**2, int(0.25 * RATE)) + 1e-12)
    target = 10 ** (active_level(voice) / 20)
    gain = np.clip((target / np.maximum(envelope, target / 6)) ** 0.45, 0.6, 1.9)
    return voice * uniform_filter1d(gain, int(0.08 * RATE))


def limit(sound: np.ndarray) -> np.ndarray:
    """Hold peaks (4x oversampled) under the ceiling, looking 5 ms ahead."""
    ceiling = 10 ** (CEILING / 20)
    true = np.abs(resample_poly(sound, 4, 1))[: 4 * len(sound)].reshape(-1, 4).max(axis=1)
    reach = int(0.005 * RATE)
    gain = np.minimum(1, ceiling / np.maximum(maximum_filter1d(true, 2 * reach + 1), 1e-9))
    return sound * uniform_filter1d(gain, 2 * reach + 1)


def loud(sound: np.ndarray, target: float = LOUDNESS) -> np.ndarray:
    """Bring to the target loudness (ITU-R BS.1770) under the ceiling."""
    meter = pyloudnorm.Meter(RATE)
    for _ in range(3):
        sound = limit(sound * 10 ** ((target - meter.integrated_loudness(sound)) / 20))
    return sound


def faded(sound: np.ndarray, start: float = 0.6, end: float = 1.2) -> np.ndarray:
    """Fade in and out along a quarter of a cosine."""
    sound = sound.copy()
    for seconds, part in ((start, slice(None)), (end, slice(None, None, -1))):
        count = int(seconds * RATE)
        sound[part][:count] *= np.sin(np.linspace(0, np.pi / 2, count))
    return sound


def write_mp3(path: Path, sound: np.ndarray, bitrate: int = 96_000) -> None:
    """Mono MP3; nothing in it but sound, so the same sound gives the same bytes."""
    samples = (np.clip(sound, -1, 1) / LAME_SCALE).astype(np.float32)[None, :]
    options = {"write_xing": "1", "id3v2_version": "0", "fflags": "+bitexact"}
    with av.open(str(path), "w", format="mp3", container_options=options) as container:
        stream = container.add_stream("libmp3lame", rate=RATE, layout="mono")
        stream.bit_rate = bitrate
        stream.codec_context.options = {"flags": "+bitexact"}
        size = 1152
        for at in range(0, samples.shape[1], size):
            frame = av.AudioFrame.from_ndarray(samples[:, at : at + size], format="fltp", layout="mono")
            frame.rate = RATE
            frame.pts = at
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))


def write_wav(path: Path, sound: np.ndarray) -> None:
    """Mono 16 bit, with the dither of a real recorder (from a fixed seed)."""
    dither = np.random.default_rng(1).triangular(-1, 0, 1, len(sound))
    samples = np.clip(np.round(sound * 32_767 + dither), -32_768, 32_767).astype("<i2")
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(samples.tobytes())
