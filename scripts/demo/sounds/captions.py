"""Captions from texts and times: WebVTT and SRT, two lines of 42, in the language asked for."""

import re
from dataclasses import dataclass

WIDTH = 42
LONGEST = 6.0
SHORTEST = 1.0
SPEED = 17.0  # characters a second
GAP = 0.08
BRIDGE = 0.9  # a pause shorter than this is covered by the caption before it


@dataclass(frozen=True)
class Cue:
    """One caption in both languages, with the time at which it is spoken."""

    start: float
    end: float
    en: str
    fr: str


def typeset(text: str, language: str) -> str:
    """Curly apostrophes, and the spaces that French does not break."""
    text = text.replace("'", "’")
    if language == "fr":
        text = re.sub(" ([;!?])", "\u202f\\1", text)
        text = re.sub(" ([:»])|(?<=«) ", lambda space: "\u00a0" + (space[1] or ""), text)
    return text


def fold(text: str) -> str:
    """`text` on one line or two, cut where the sense allows and the lines are even."""
    if len(text) <= WIDTH:
        return text
    spots = [at for at, char in enumerate(text) if char == " " and at <= WIDTH and len(text) - at - 1 <= WIDTH]
    if not spots:
        raise ValueError(f"too long for two lines of {WIDTH}: {text}")
    best = min(spots, key=lambda at: _awkward(text, at))
    return f"{text[:best]}\n{text[best + 1 :]}"


def _awkward(text: str, at: int) -> int:
    """How badly a line would end at `at`: uneven lines, a small word left hanging; a pause is best."""
    last = text[:at].rpartition(" ")[2]
    uneven = abs(len(text) - 2 * at) // 2
    return uneven - 14 if last[-1] in ".,?!:;…" else uneven + (9 if len(last) <= 4 else 0)


def timed(cues: list[Cue], language: str) -> list[tuple[float, float, str]]:
    """Stretch each caption so that it can be read, without touching the next."""
    shown = []
    for number, cue in enumerate(cues):
        text = typeset(getattr(cue, language), language)
        limit = cues[number + 1].start - GAP if number + 1 < len(cues) else cue.end + 1.5
        end = max(cue.end, cue.start + SHORTEST, cue.start + len(text) / SPEED + 0.02)
        if limit - cue.end < BRIDGE:
            end = max(end, limit)
        shown.append((cue.start, min(end, limit, cue.start + LONGEST), text))
    return shown


def problems(cues: list[Cue], language: str) -> list[str]:
    """What a reader would stumble on."""
    found = []
    for start, end, text in timed(cues, language):
        length = end - start
        if len(text) / length > SPEED:
            found.append(f"{language} {start:.1f}s: {len(text) / length:.1f} characters a second: {text}")
        if not SHORTEST - 1e-6 <= length <= LONGEST + 1e-6:
            found.append(f"{language} {start:.1f}s: {length:.2f} s long: {text}")
    return found


def _clock(seconds: float, comma: str) -> str:
    milliseconds = round(seconds * 1000)
    minutes, rest = divmod(milliseconds, 60_000)
    return f"00:{minutes:02d}:{rest // 1000:02d}{comma}{rest % 1000:03d}"


def vtt(cues: list[Cue], language: str, speaker: str) -> str:
    """The captions as WebVTT; the first spoken one names its speaker."""
    blocks, named = ["WEBVTT\nKind: captions\nLanguage: " + language], False
    for start, end, text in timed(cues, language):
        folded = fold(text)
        if not named and not text.startswith("["):
            folded, named = f"<v {speaker}>{folded}", True
        blocks.append(f"{_clock(start, '.')} --> {_clock(end, '.')}\n{folded}")
    return "\n\n".join(blocks) + "\n"


def srt(cues: list[Cue], language: str, speaker: str) -> str:
    """The captions as SubRip, which has no way to name a speaker."""
    return "\n".join(
        f"{number}\n{_clock(start, ',')} --> {_clock(end, ',')}\n{fold(text)}\n"
        for number, (start, end, text) in enumerate(timed(cues, language), 1)
    )
