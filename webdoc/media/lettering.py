"""Text set into a box: shaped, broken into balanced lines, as large as it may be, drawn as a mask.

HarfBuzz shapes and draws (Arabic joined, Devanagari's conjuncts, kerning), `bidi` orders, and lines break at
spaces and hyphens, in Chinese and Japanese between characters as kinsoku has it. Pillow's own way of shaping needs a
library of the system, which is not everywhere and not everywhere the same.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from itertools import pairwise
from typing import Any, Final

import uharfbuzz
from msgspec import Struct
from PIL import Image

from webdoc.media import bidi, faces
from webdoc.media.faces import Loaded, Run
from webdoc.model import Face

STEP: Final = 0.95
"""By how much text shrinks at a time."""
FLOOR: Final = 0.5
"""Of its smallest size, the size at which it is set although it does not fit."""
_SHORTEST: Final = 3
"""Letters that stand at least before and after a hyphen where a line ends."""
_LEADING: Final = {"ARABIC": 1.45, "DEVANAGARI": 1.45, "CJK": 1.32, "HIRAGANA": 1.32, "HANGUL": 1.32, "KATAKANA": 1.32}
"""From line to line at least, in parts of the size, where letters stand higher or closer than Latin ones."""
_LONG: Final = 14
"""Letters of a word that may be parted anywhere, where nothing else helps."""
_PHRASE: Final = 11
"""Characters that a Japanese line keeps together at most."""
_SIGN: Final = 1.25
"""The same for emoji."""
_SPACES: Final = " \u2002\u2003\u200b\u3000"
_HYPHENS: Final = "-\u2010"
_DASHES: Final = "\u2013\u2014"
_EAST: Final = frozenset(("CJK", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA", "FULLWIDTH", "BOPOMOFO"))
_NOT_FIRST: Final = frozenset("、。，．・：；？！ー〜～…‥」』）］｝〉》】〕’”,.:;?!)]}»›%％℃々ゝゞヽヾ"
                              "ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ")  # fmt: skip
_NOT_LAST: Final = frozenset("「『（［｛〈《【〔‘“([{«‹¥￥$€£№")
_EAST_MARKS: Final = frozenset("、。，．・：；？！」』）］｝〉》】〕「『（［｛〈《【〔ー〜～…‥々")
"""What does not begin a line, what does not end one, and marks beside which one may end."""


class Paragraph(Struct, frozen=True):
    """A text, shaped once at size 1: what each letter takes, and where lines may end."""

    text: str
    base: int
    runs: tuple[Run, ...]
    widths: tuple[float, ...]
    """What stands before each place, one more than letters."""
    ends: tuple[int, ...]
    """The places before which a line may end, the last is the text's own."""
    leading: float

    def width(self, start: int, end: int) -> float:
        """Of a line, without the spaces at its end."""
        while end > start and self.text[end - 1] in " \u3000":
            end -= 1
        return self.widths[end] - self.widths[start]


class Block(Struct, frozen=True):
    """A text in its lines, at its size in pixels."""

    lines: tuple[tuple[Paragraph, int, int], ...]
    size: float
    leading: float
    tracking: float
    fits: bool
    """Whether it is as large as its face wants it at least."""

    @property
    def height(self) -> float:
        """Pixels from the top of the first line to the foot of the last."""
        return len(self.lines) * self.size * self.leading

    @property
    def width(self) -> float:
        """Pixels of the longest line."""
        return max((one.width(start, end) * self.size for one, start, end in self.lines), default=0.0)


def paragraphs(text: str, face: Face, stack: tuple[Loaded, ...], lang: str, among: int = 0) -> tuple[Paragraph, ...]:
    """The text's lines as they were written, each shaped. ``among`` as in `bidi.base`."""
    plain = unicodedata.normalize("NFC", text).translate({ord(mark): None for mark in f"{bidi.EMBEDDING}\u00ad"})
    if face.capitals:
        plain = upper(plain, lang)
    plain = faces.without(plain, stack)
    lines = (" ".join(line.split(" ")) for line in plain.split("\n") if line.strip())
    return tuple(_shaped(line, face, stack, lang, bidi.base(line, among)) for line in lines)


def upper(text: str, lang: str) -> str:
    """In capitals, by the language's rules; Greek, which drops accents, stays as it is."""
    language = lang.split("-")[0].lower()
    if language == "el":
        return text
    if language in ("tr", "az"):
        text = text.replace("i", "İ")
    return text.upper()


def fit(lines: Sequence[Paragraph], face: Face, width: float, height: float, largest: float, smallest: float) -> Block:
    """As large as goes into the box (pixels), between ``smallest`` and ``largest`` (pixels); below where it must."""
    size = largest
    while size >= smallest * FLOOR:
        block = _at(lines, face, width / size, size, anywhere=size < smallest)
        if block is not None and block.height <= height:
            return Block(_balanced(lines, block, width / size), size, block.leading, face.tracking, size >= smallest)
        size *= STEP
    # A card is made all the same: whoever plans it cuts what is longer than any card can hold.
    found = _at(lines, face, width / size, size, anywhere=True)
    return found or Block((), size, 1.0, 0.0, False)


def draw(
    block: Block, size: tuple[int, int], left: float, top: float, width: float, *, right: bool = False
) -> Image.Image:
    """The block as a mask of that size; its box begins at left and top and is ``width`` wide (pixels).

    ``right``: its lines end at the right.
    """
    pen = uharfbuzz.RasterDraw()
    pen.extents = uharfbuzz.RasterExtents(0, 0, *size)
    line_height = block.size * block.leading
    for number, (one, start, end) in enumerate(block.lines):
        free = width - one.width(start, end) * block.size
        x = left + (free if right else 0.0)
        # The line's letters sit in the middle of its height: 0.72 of the size is about a capital's height.
        y = top + number * line_height + (line_height + 0.70 * block.size) / 2
        _line(pen, one, start, end, x, y, block.size, block.tracking)
    image = pen.render()
    extents = image.extents
    return Image.frombuffer("L", (extents.width, extents.height), bytes(image.buffer), "raw", "L", extents.stride, 1)


def _line(pen: Any, one: Paragraph, start: int, end: int, x: float, y: float, size: float, tracking: float) -> None:
    end = start + len(one.text[start:end].rstrip(" \u3000"))
    parts = [
        Run(max(run.start, start), min(run.end, end), run.face, run.level)
        for run in one.runs
        if run.start < end and run.end > start
    ]
    for place in bidi.order([run.level for run in parts]):
        run = parts[place]
        scale = size / run.face.units
        infos, positions = shape(one.text[:end], run)
        space = tracking * run.face.units if spaced(one.text[run.start : run.end]) else 0.0
        for info, position in zip(infos, positions, strict=True):
            pen.transform = (scale, 0, 0, -scale, x + position.x_offset * scale, y - position.y_offset * scale)
            pen.draw_glyph(run.face.font, info.codepoint)
            x += (position.x_advance + space) * scale


def shape(text: str, run: Run) -> tuple[Any, Any]:
    """The glyphs of a run and where they stand, from left to right."""
    buffer = uharfbuzz.Buffer()
    buffer.cluster_level = uharfbuzz.BufferClusterLevel.MONOTONE_CHARACTERS
    codes = list(map(ord, text.replace("\u2011", "-")))
    buffer.add_codepoints(codes, run.start, run.end - run.start)
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if run.level % 2 else "ltr"
    uharfbuzz.shape(run.face.font, buffer)
    return buffer.glyph_infos, buffer.glyph_positions or ()


def spaced(text: str) -> bool:
    """Whether letters may be set apart: not where they join."""
    return not any(
        faces.script(letter) in ("ARABIC", "DEVANAGARI", "SYRIAC", "BENGALI", "MONGOLIAN") for letter in text
    )


def _shaped(text: str, face: Face, stack: tuple[Loaded, ...], lang: str, base: int) -> Paragraph:
    text = text.strip()
    advances = [0.0] * len(text)
    runs = faces.runs(text, base, stack)
    for run in runs:
        space = face.tracking if spaced(text[run.start : run.end]) else 0.0
        for info, position in zip(*shape(text, run), strict=True):
            advances[info.cluster] += position.x_advance / run.face.units + space
    widths = [0.0]
    for advance in advances:
        widths.append(widths[-1] + advance)
    leading = max([face.leading, *map(_high, text)])
    return Paragraph(text, base, runs, tuple(widths), _ends(text), leading)


def _high(letter: str) -> float:
    """The leading that a letter needs."""
    return _SIGN if unicodedata.category(letter) == "So" else _LEADING.get(faces.script(letter), 0.0)


def _ends(text: str) -> tuple[int, ...]:
    """The places before which a line may end: what comes next begins another. Spaces that bind do not part."""
    found = []
    for at in range(1, len(text)):
        before, after = text[at - 1], text[at]
        if after in " \u3000":
            continue
        if before in _SPACES:
            # A dash that opens a parenthesis belongs to what follows it, one that closes it to what went before.
            parts = after not in _DASHES or at + 1 == len(text) or text[at + 1] not in " \u00a0"
        elif before in _HYPHENS:
            parts = min(_letters(text[: at - 1], -1), _letters(text[at:], 1)) >= _SHORTEST
        elif before in "\u2014/":
            parts = after.isalnum() and at > 1 and text[at - 2].isalnum()
        else:
            parts = _eastern(before, after)
        if parts:
            found.append(at)
    return (*_phrased(text, found), len(text))


def _eastern(before: str, after: str) -> bool:
    """Whether a line may end between two characters of which one is Chinese or Japanese (JIS X 4051, in short)."""
    if unicodedata.category(after)[0] == "M" or before in _NOT_LAST or after in _NOT_FIRST:
        return False
    east = [faces.script(letter) in _EAST or letter in _EAST_MARKS for letter in (before, after)]
    return all(east) or (any(east) and before.isalnum() and after.isalnum())


def _phrased(text: str, ends: Sequence[int]) -> Sequence[int]:
    """In Japanese a line ends best after a mark, or where a word begins after the syllables that end the one before."""
    kana = ("HIRAGANA", "KATAKANA")
    if not any(faces.script(letter) in kana for letter in text):
        return ends
    found = []
    for at in ends:
        before, after = faces.script(text[at - 1]), faces.script(text[at])
        if text[at - 1] in _NOT_FIRST or before not in (*kana, "CJK") or (before == "HIRAGANA" and after != before):
            found.append(at)
    longest = max(end - start for start, end in pairwise((0, *found, len(text))))
    return found if longest <= _PHRASE else ends


def _letters(text: str, way: int) -> int:
    """How many letters stand together at the end (-1) or the beginning (1)."""
    count = 0
    for letter in text[::way]:
        if not letter.isalnum():
            break
        count += 1
    return count


def _at(lines: Sequence[Paragraph], face: Face, width: float, size: float, *, anywhere: bool) -> Block | None:
    """The lines at that width (in sizes); None when a word is too long for it."""
    found = []
    for one in lines:
        broken = _broken(one, width, _anywhere(one) if anywhere else one.ends)
        if broken is None:
            return None
        found += [(one, start, end) for start, end in broken]
    leading = max((one.leading for one in lines), default=face.leading)
    return Block(tuple(found), size, leading, face.tracking, not anywhere)


def _anywhere(one: Paragraph) -> tuple[int, ...]:
    """Where its lines may end, and between any two letters of a word that is longer than most lines."""
    ends: list[int] = []
    for start, end in pairwise((0, *one.ends)):
        at = start
        if end - start > _LONG:
            for cluster in faces.clusters(one.text[start:end]):
                at += len(cluster)
                ends.append(at)
        else:
            ends.append(end)
    return tuple(ends)


def _broken(one: Paragraph, width: float, ends: Sequence[int]) -> list[tuple[int, int]] | None:
    """As few lines as will do, filled from the first; None when a word is wider than the width."""
    found = []
    start = last = 0
    for end in ends:
        if one.width(start, end) > width:
            if last == start:
                return None
            found.append((start, last))
            start = last
            if one.width(start, end) > width:
                return None
        last = end
    return [*found, (start, len(one.text))]


def _balanced(lines: Sequence[Paragraph], block: Block, width: float) -> tuple[tuple[Paragraph, int, int], ...]:
    """The same number of lines, as equal in length as they can be."""
    found = block.lines
    for one in lines:
        mine = [line for line in block.lines if line[0] is one]
        ends = _anywhere(one) if not block.fits else one.ends
        low, high = 0.0, width
        for _ in range(8):
            middle = (low + high) / 2
            tried = _broken(one, middle, ends)
            if tried is not None and len(tried) <= len(mine):
                high = middle
            else:
                low = middle
        even = _broken(one, high, ends)
        if even is not None and len(even) == len(mine):
            at = found.index(mine[0])
            found = (*found[:at], *((one, start, end) for start, end in even), *found[at + len(mine) :])
    return found
