"""Captions: WebVTT and SRT in, cues out, with a line number for everything that is wrong; and cues as WebVTT again.

The reader is our own and line by line, because the libraries stop at the first mistake and do not say where it is.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import pairwise

from webdoc.model import NOTHING, Cue, Issue, Level, Sentence, Source, caption_kind, joined, say
from webdoc.text.typography import one_line

ARROW = re.compile(r"[ \t]*(?P<start>[\d:.,]+)[ \t]*(?:-->|->|—>|–>)[ \t]*(?P<end>[\d:.,]+)(?:[ \t].*)?$")
TIME = re.compile(r"(?:(\d{1,3}):)?([0-5]?\d):([0-5]\d)[.,](\d{1,3})$")
VOICE = re.compile(r"<v(?:\.[^\s>]*)?[ \t]+([^>]*)>", re.IGNORECASE)
TAG = re.compile(r"</?[a-zA-Z0-9:.][^<>]*>|\{\\[^{}]*\}")
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef]")
BLOCK_HEADS = ("NOTE", "STYLE", "REGION")
LONGEST = 24 * 3600.0

FASTEST = 21.0
"""Characters a second that most can still read beside a picture (adults; half of it in Chinese or Japanese)."""

WIDEST = 50
"""Characters of a line that stands on a phone without being broken."""

FULLEST = 2
"""Lines of one caption at most."""

MARKS = ((b"\xff\xfe\0\0", "utf-32"), (b"\0\0\xfe\xff", "utf-32"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
WINDOWS = {
    "cp1250": ("cs", "hr", "hu", "pl", "ro", "sk", "sl"), "cp1251": ("be", "bg", "mk", "ru", "sr", "uk"),
    "cp1253": ("el",), "cp1254": ("tr",), "cp1255": ("he",), "cp1256": ("ar", "fa", "ur"),
    "cp1257": ("et", "lt", "lv"), "cp1258": ("vi",), "cp874": ("th",), "euc_jp": ("ja",), "cp932": ("ja",),
    "cp949": ("ko",),
    "cp950": ("zh-tw", "zh-hk", "zh-mo", "zh-hant"), "gb18030": ("zh",),
}  # fmt: skip
"""The encodings that programs for captions used before UTF-8, by language (the stricter first); else cp1252."""

MAC = re.compile(rb"[\x87-\x8b\x8d-\x90\x98\x99\x9b\x9d\x9f](?=[a-z])")
"""Accents before a letter, as an old Macintosh wrote them; in cp1252 they are signs that never stand there."""

LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8})*$")


def read(raw: bytes, path: str, lasts: float = 0.0, language: str = "") -> tuple[tuple[Cue, ...], tuple[Issue, ...]]:
    """The cues of a caption file in the order of their times, and what is wrong. Nothing is raised for any bytes.

    ``lasts``: how many seconds the sound or video lasts that it belongs to; 0 when that is not known. ``language``:
    that of the documentary that names it, for what its own name does not say.
    """
    reader = _Reader(path, lasts, language)
    text = reader.decode(raw)
    if text is None:
        return (), tuple(reader.issues)
    cues = reader.cues(text)
    if not cues and all(one.code == "captions-header" for one in reader.issues):
        reader.say("captions-empty", 1, 1, say("There is no caption in this file."),
                   say("Write a line 00:00.000 --> 00:04.000 and below it what is said."), "warning")  # fmt: skip
    return tuple(cues), tuple(reader.issues)


def write(cues: Iterable[Cue]) -> str:
    """The cues as WebVTT, as browsers read it."""
    blocks = ["WEBVTT\n"]
    for cue in cues:
        text = "\n".join(_escape(line) for line in cue.text.split("\n") if line.strip())
        if cue.voice:
            text = f"<v {_escape(cue.voice)}>{text}"
        blocks.append(f"{clock(cue.start)} --> {clock(cue.end)}\n{text}\n")
    return "\n".join(blocks)


def clock(seconds: float) -> str:
    """Seconds as ``00:01:02.500``."""
    whole = round(seconds * 1000)
    return f"{whole // 3_600_000:02d}:{whole // 60_000 % 60:02d}:{whole // 1000 % 60:02d}.{whole % 1000:03d}"


def _escape(text: str) -> str:
    return CONTROL.sub("", text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _seconds(text: str) -> float | None:
    found = TIME.match(text)
    if not found:
        return None
    hours, minutes, seconds, part = found.groups()
    return int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds) + int(part.ljust(3, "0")) / 1000


class _Reader:
    """One reading of one file."""

    def __init__(self, path: str, lasts: float, language: str) -> None:
        self.path = path
        self.language = language
        self.lasts = lasts
        self.issues: list[Issue] = []

    def say(self, code: str, line: int, column: int, message: Sentence, hint: Sentence, level: Level = "error") -> None:
        source = Source(self.path, line, column)
        self.issues.append(Issue(code=code, level=level, message=message, source=source, hint=hint))

    def decode(self, raw: bytes) -> str | None:
        """The text: by its mark, as UTF-8, as UTF-16 by its zeros, else in the encoding of its language, guessed."""
        text, guess = self._certain(raw)
        if text is None:
            line = raw.count(b"\n", 0, _first_strange(raw)) + 1
            if b"\0" in raw or raw.startswith((b"\xff\xfe", b"\xfe\xff")):
                self.say("captions-encoding", line, 1, say("This file is no text that can be read."),
                         say("Save the captions as WebVTT in UTF-8."))  # fmt: skip
                return None
            text = raw.decode("utf-8-sig", "replace")
            if text.count("\ufffd") * 4 < sum(char > "\x7f" for char in text):
                line = text.count("\n", 0, text.index("\ufffd")) + 1
                self.say("captions-encoding", line, 1, say("Some letters here are damaged: they are no UTF-8."),
                         say("Write them anew where a � is shown, and save the file as UTF-8."), "warning")  # fmt: skip
            else:
                guess = self._guess(raw)
                text = raw.decode(guess, "replace")
        if guess:
            line = raw.count(b"\n", 0, _first_strange(raw)) + 1
            self.say(
                "captions-encoding",
                line,
                1,
                say("This file is not UTF-8; its encoding was guessed: {guess}.", guess=guess),
                say("Look at the accents, then save it as UTF-8."),
                "warning",
            )
        text = text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
        return unicodedata.normalize("NFC", text)

    def _certain(self, raw: bytes) -> tuple[str | None, str]:
        """The text when its encoding can be told, and the encoding's name when nothing but the bytes told it."""
        mark = next((name for mark, name in MARKS if raw.startswith(mark)), "")
        # English is every other byte zero in UTF-16; in other scripts at least the times and the spaces are.
        wide = "" if mark or not raw else "utf-16-le" if raw[1::2].count(0) > raw[::2].count(0) else "utf-16-be"
        if wide and raw.count(0) * 8 < len(raw):
            wide = ""
        try:
            text = raw.decode(mark or wide or "utf-8-sig")
        except UnicodeDecodeError:
            return None, ""
        return (None, "") if "\0" in text else (text, wide)

    def _guess(self, raw: bytes) -> str:
        named = [part for part in self.path.lower().split(".")[1:-1] if LANGUAGE.match(part)]
        language = f"{named[-1] if named else self.language.lower()}-"
        fitting = [one for one, spoken in WINDOWS.items() if language.startswith(tuple(f"{each}-" for each in spoken))]
        if "cp950" in fitting:  # traditional Chinese is Chinese too
            fitting.remove("gb18030")
        if fitting:
            return next((one for one in fitting if _reads(raw, one)), fitting[-1])
        # Western text has an accent here and there; where nearly every letter is one, it is Russian most likely.
        strange = sum(byte >= 0xC0 for byte in raw)
        if len(MAC.findall(raw)) > sum(byte >= 0xE0 for byte in raw):
            return "mac_roman"
        return "cp1251" if strange > sum(chr(byte).isalpha() for byte in raw if byte < 0x80) else "cp1252"

    def cues(self, text: str) -> list[Cue]:
        lines = text.split("\n")
        subrip = self.path.lower().endswith(".srt")
        if not subrip and not re.match(r"WEBVTT(?:[ \t]|$)", lines[0]):
            level: Level = "error" if lines[0].strip().upper().startswith("WEBVTT") else "warning"
            self.say("captions-header", 1, 1, say("A WebVTT file begins with the word WEBVTT; this one does not."),
                     say("Write WEBVTT as its first line, and an empty line after it."), level)  # fmt: skip
        found: list[tuple[Cue, int]] = []
        for first, block in _blocks(lines):
            if first == 1 and block[0].upper().startswith("WEBVTT"):
                first, block = first + 1, block[1:]
            found += self._block(first, block)
        self._order(found)
        self._end(found)
        if caption_kind(self.path) == "captions":
            self._legible(found)
        return [cue for cue, _ in sorted(found, key=lambda one: (one[0].start, one[0].end))]

    def _block(self, first: int, block: list[str]) -> Iterator[tuple[Cue, int]]:
        """The cue of a block of lines; two of them when the empty line between is missing."""
        timing = [i for i, line in enumerate(block) if ARROW.match(line)]
        if not timing:
            self._no_cue(first, block)
            return
        for index, at in enumerate(timing):
            end = timing[index + 1] if index + 1 < len(timing) else len(block)
            if index + 1 < len(timing) and block[end - 1].strip().isdigit() and end - 1 > at:
                end -= 1
            cue = self._cue(block[at], first + at, block[at + 1 : end])
            if cue:
                yield cue, first + at

    def _no_cue(self, first: int, block: list[str]) -> None:
        head = block[0].split(None, 1)[0] if block and block[0].strip() else "NOTE"
        if head in BLOCK_HEADS or (first <= 3 and not any("-->" in line for line in block) and ":" in block[0]):
            return
        bad = next((i for i, line in enumerate(block) if "-->" in line or "->" in line), None)
        if bad is not None:
            self.say(
                "captions-time",
                first + bad,
                1,
                say("These times cannot be read: “{written}”.", written=block[bad].strip()[:60]),
                say("Write it as 00:00:01.000 --> 00:00:04.000"),
            )
        else:
            self.say(
                "captions-stray",
                first,
                1,
                say("This text has no times: “{written}”.", written=block[0].strip()[:60]),
                say("Write its times above it, or close up the empty line before it."),
                "warning",
            )

    def _cue(self, timing: str, line: int, text: list[str]) -> Cue | None:
        found = ARROW.match(timing)
        assert found is not None
        times: list[float] = []
        for name in ("start", "end"):
            at = _seconds(found[name])
            if at is None or at > LONGEST:
                self.say(
                    "captions-time",
                    line,
                    found.start(name) + 1,
                    say("“{written}” is no time.", written=found[name]),
                    say("Write it as 00:00:01.000: hours, minutes, seconds, thousandths."),
                )
                return None
            times.append(at)
        start, end = times
        if end <= start:
            self.say("captions-time", line, found.start("end") + 1, say("This caption ends before it begins."),
                     say("Write a time later than {start}.", start=found['start']))  # fmt: skip
            return None
        plain, voice = _plain(text)
        if not plain:
            self.say("captions-silent", line, 1, say("This caption says nothing."),
                     say("Write what is said below its times, or take the times away."), "warning")  # fmt: skip
            return None
        return Cue(start, end, plain, voice)

    def _order(self, found: list[tuple[Cue, int]]) -> None:
        for (before, _), (cue, line) in pairwise(found):
            if cue.start < before.start:
                self.say("captions-order", line, 1, say("This caption begins before the one above it."),
                         say("Put the captions in the order of their times."), "warning")  # fmt: skip
            elif cue.start < before.end - 0.001 and cue.voice == before.voice:
                self.say(
                    "captions-overlap",
                    line,
                    1,
                    say("This caption begins while the one above still stands (until {time}).", time=clock(before.end)),
                    say("Let one end where the next begins."),
                    "warning",
                )

    def _end(self, found: list[tuple[Cue, int]]) -> None:
        """Cues that nobody will see, because the sound has ended."""
        late = [(cue, line) for cue, line in found if self.lasts and cue.start >= self.lasts]
        if late:
            more = say("So do {n} more.", n=len(late) - 1) if len(late) > 1 else NOTHING
            self.say(
                "captions-beyond",
                late[0][1],
                1,
                joined((say("This caption comes after the end ({time}).", time=clock(self.lasts)), more), " "),
                say("Look whether these are the captions of this file, or take it away."),
                "warning",
            )

    def _legible(self, found: list[tuple[Cue, int]]) -> None:
        """Cues that are gone before they are read, or too wide: the worst of a file is told, the others counted."""
        fast = [(_speed(cue), line) for cue, line in found if _speed(cue) > FASTEST]
        if fast:
            worst, line = max(fast, key=lambda one: one[0])
            more = say("{n} more are too fast as well.", n=len(fast) - 1) if len(fast) > 1 else NOTHING
            message = say(
                "This caption is gone before it is read: {worst} characters a second, where {fastest} are much.",
                worst=round(worst),
                fastest=round(FASTEST),
            )
            self.say(
                "captions-fast",
                line,
                1,
                joined((message, more), " "),
                say("Let it stand longer, or say it in fewer words."),
                "warning",
            )
        wide = [(len(text), line) for cue, line in found for text in cue.text.split("\n") if len(text) > WIDEST]
        tall = [(cue.text.count("\n") + 1, line) for cue, line in found if cue.text.count("\n") >= FULLEST]
        if wide or tall:
            most, line = max(wide or tall)
            what = say("a line of {most} characters", most=most) if wide else say("{most} lines", most=most)
            others = len({line for _, line in (*wide, *tall)}) - 1
            more = say("{others} more are too long as well.", others=others) if others else NOTHING
            self.say(
                "captions-long",
                line,
                1,
                joined((say("This caption has {what}: it covers the picture.", what=what), more), " "),
                say("Write two lines of {widest} characters at most, or two captions.", widest=WIDEST),
                "warning",
            )


def _speed(cue: Cue) -> float:
    """Characters a second; those of Chinese, Japanese and Korean are read at half the speed and count twice."""
    count = sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in cue.text)
    return count / (cue.end - cue.start)


def _reads(raw: bytes, encoding: str) -> bool:
    try:
        raw.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _first_strange(raw: bytes) -> int:
    """Where the first byte stands that is not plain English."""
    return next((at for at, byte in enumerate(raw) if byte >= 0x80 or not byte), 0)


def _blocks(lines: list[str]) -> Iterator[tuple[int, list[str]]]:
    """Runs of lines between empty ones, each with the number of its first."""
    block: list[str] = []
    for number, line in enumerate([*lines, ""], 1):
        if line.strip():
            block.append(line)
        elif block:
            yield number - len(block), block
            block = []


def _plain(lines: list[str]) -> tuple[str, str]:
    """The text of a cue without tags, and who speaks when that is one person."""
    text = "\n".join(lines)
    voices = [html.unescape(name).strip() for name in VOICE.findall(text)]
    if len(set(voices)) > 1:
        text = VOICE.sub(lambda found: f"{found[1].strip()}: ", text)
    plain = CONTROL.sub("", html.unescape(TAG.sub("", text)))
    out = "\n".join(one_line(line) for line in plain.split("\n") if line.strip())
    return out, voices[0] if len(set(voices)) == 1 else ""
