"""Make the sounds and captions of Six Doors: python make.py [--into media] [name ...]"""

import argparse
import sys
from pathlib import Path

import captions
import mix
import numpy as np
import rooms
from speech import CAST, RATE, Speaker, breathe
from texts import MONOLOGUES, Monologue

CUE_GAP = 0.28
UNDER = 22.0  # dB between the voice and its place
ALONE = {
    "rain.mp3": lambda: mix.loud(mix.faded(rooms.rain(20.0, 103)), -22),
    "tap.mp3": lambda: mix.loud(mix.faded(rooms.tap(12.0, 217), 0.1), -24),
    "stairs.mp3": lambda: mix.loud(mix.faded(rooms.steps(10.0, 311), 0.05, 0.8), -22),
    "key-turn.wav": lambda: mix.loud(mix.faded(rooms.key_turn(4.2), 0.02, 0.5), -22),
}


def record(monologue: Monologue) -> tuple[np.ndarray, list[captions.Cue], list[tuple[float, float, str]]]:
    """The dry voice on its time line, its captions, and the sounds that its pauses ask for."""
    cast = CAST[monologue.name]
    speaker = Speaker(cast)
    time = monologue.lead
    cues = [captions.Cue(0.3, max(1.6, time - 0.5), *monologue.opening)]
    placed: list[tuple[float, np.ndarray]] = []
    events: list[tuple[float, float, str]] = []
    for line in monologue.lines:
        english, french = line.en.split(" / "), line.fr.split(" / ")
        if len(english) != len(french):
            raise ValueError(f"{monologue.name}: not the same number of captions: {line.en}")
        if line.pause >= 0.8:
            air = breathe(0.30, cast)
            placed.append((time - 0.34, 0.012 * air))
        for number, (en, fr) in enumerate(zip(english, french, strict=True)):
            sound = speaker.say(en)
            placed.append((time, sound))
            length = len(sound) / RATE
            cues.append(captions.Cue(time, time + length, en, fr))
            last = number == len(english) - 1
            reading = max(captions.SHORTEST, max(len(en), len(fr)) / captions.SPEED) + captions.GAP + 0.04
            time += max(reading, length + (line.pause if last else CUE_GAP))
        if line.sound:
            start = max(cues[-1].end + 0.15, cues[-1].start + reading)
            events.append((start, time - start, line.sound[0]))
            cues.append(captions.Cue(start, time - 0.1, *line.sound))
    voice = np.zeros(int((time + monologue.tail) * RATE))
    for at, sound in placed:
        start = int(at * RATE)
        voice[start : start + len(sound)] += sound
    return voice, cues, events


def mixed(monologue: Monologue) -> tuple[np.ndarray, list[captions.Cue], float]:
    """The finished sound, its captions, and how far the voice stands above its place (dB)."""
    dry, cues, events = record(monologue)
    ambience, room, wet = rooms.PLACES[monologue.name]
    voice = rooms.placed(mix.level_speech(dry), room, wet)[: len(dry)]
    bed = ambience(len(voice) / RATE + 0.01)[: len(voice)]
    level = mix.active_level(voice)
    bed *= 10 ** ((level - UNDER) / 20) / np.sqrt((bed**2).mean())
    for start, length, kind in events:
        if kind == "[a gust]":
            at, count = int((start - 0.4) * RATE), int((length + 0.9) * RATE)
            bed[at : at + count] *= 1 + 2.2 * np.hanning(count)
        if kind == "[the kettle]":
            sound = rooms.kettle(length + 0.8)
            at = int((start - 0.6) * RATE)
            bed[at : at + len(sound)] += sound * 10 ** ((level - 13) / 20) / np.sqrt((sound**2).mean())
    quiet = [bed[int(c.start * RATE) : int(c.end * RATE)] for c in cues if not c.en.startswith("[")]
    below = level - mix.decibels(float(np.sqrt(np.mean(np.concatenate(quiet) ** 2))))
    return mix.loud(mix.faded(voice + bed)), cues, below


def main() -> int:
    """Make what was asked for, tell its length and size, and fail when a caption cannot be read."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", help="monologues or files; all when none is named")
    parser.add_argument("--into", type=Path, default=Path(__file__).parents[3] / "media")
    asked = parser.parse_args()
    asked.into.mkdir(parents=True, exist_ok=True)
    bad: list[str] = []
    for monologue in MONOLOGUES:
        if asked.names and monologue.name not in asked.names:
            continue
        sound, cues, below = mixed(monologue)
        path = asked.into / f"{monologue.name}.mp3"
        mix.write_mp3(path, sound)
        write = captions.srt if monologue.subtitles == "srt" else captions.vtt
        for language in ("en", "fr"):
            text = write(cues, language, monologue.speaker)
            (asked.into / f"{monologue.name}.{language}.{monologue.subtitles}").write_text(text, encoding="utf-8")
            bad += [f"{monologue.name} {problem}" for problem in captions.problems(cues, language)]
        print(f"{path.name:14} {len(sound) / RATE:5.1f} s {path.stat().st_size:8} B, voice +{below:.1f} dB")
    for name, make in ALONE.items():
        if asked.names and name not in asked.names:
            continue
        sound, path = make(), asked.into / name
        (mix.write_wav if name.endswith(".wav") else mix.write_mp3)(path, sound)
        print(f"{name:14} {len(sound) / RATE:5.1f} s {path.stat().st_size:8} B")
    print("\n".join(bad), file=sys.stderr)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
