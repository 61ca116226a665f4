"""Draws cards: the photograph around its focus, the theme's plate beside or below it, the text on the plate.

Text never stands on a photograph. It is as large as goes into the plate; where it would become too small the plate
grows. The bytes follow from the photograph and the recipe alone.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Final

from msgspec import Struct
from PIL import Image, ImageChops, ImageDraw, ImageOps

from webdoc.media import bidi, faces, lettering
from webdoc.media.lettering import Block
from webdoc.model import Card, CardDesign, Face

LARGEST: Final = 290_000
"""Bytes of a card at most: some networks leave out what has more than 300 KB."""

STEPS: Final = (
    (86, "4:4:4", 1.0), (80, "4:4:4", 0.84), (80, "4:2:0", 0.61), (72, "4:2:0", 0.52), (62, "4:2:0", 0.44),
    (50, "4:2:0", 0.37), (38, "4:2:0", 0.3), (25, "4:2:0", 0.22), (12, "4:2:0", 0.13),
)  # fmt: skip
"""JPEG's qualities, of which the first is taken with which a card is light enough, and what each weighs of the first.
Colours stand at every pixel as long as can be: letters have colours too."""

SHARES: Final = {
    "beside": (0.5, 0.56, 0.64, 0.7),
    "below": (0.42, 0.5, 0.58, 0.66, 0.76),
    "story": (0.5, 0.56, 0.64, 0.72),
}
"""Of the card's width (height) that the plate takes, and to which it grows."""

EASY: Final = 1.3
"""How much larger than its smallest a text should be; else the plate grows, as far as it may."""

_PAD: Final = 0.085
"""Around the text, in parts of the card's shorter side."""
_AROUND: Final = 0.72
"""Of their size on wide cards that names have on high ones."""
_SAFE: Final = 0.13
"""Of the height of a story: what telephones cover at its foot."""
_TALL: Final = 1.5
_DOT: Final = 10
"""Pixels from dot to dot of a print in one colour."""


class Box(Struct, frozen=True):
    """A part of a card, in pixels."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        """From left to right."""
        return self.right - self.left

    @property
    def height(self) -> int:
        """From top to bottom."""
        return self.bottom - self.top

    @property
    def size(self) -> tuple[int, int]:
        """Width and height."""
        return self.width, self.height

    @property
    def sides(self) -> tuple[int, int, int, int]:
        """As Pillow wants it."""
        return self.left, self.top, self.right, self.bottom

    def inside(self, margin: int) -> Box:
        """Smaller by the margin on each side."""
        return Box(self.left + margin, self.top + margin, self.right - margin, self.bottom - margin)


class Placed(Struct, frozen=True):
    """A block of text and where it stands: left, top and width in pixels, in which colour."""

    block: Block
    left: float
    top: float
    width: float
    colour: str


class Layout(Struct, frozen=True):
    """Where everything stands on a card."""

    size: tuple[int, int]
    plate: Box
    photo: Box | None
    texts: tuple[Placed, ...]
    rtl: bool
    """Whether it is read from the right."""
    easy: bool
    """Whether the text is large enough to be read at ease."""
    tab: Box | None = None
    line: Box | None = None


def layout(card: Card, size: tuple[int, int], pictured: bool, files: Mapping[str, str]) -> Layout:
    """Where everything stands. ``files``: the theme's typefaces on this machine, by digest; ``pictured``: whether
    there is a photograph."""
    setter = _Setter(card, size, files)
    if not pictured:
        return setter.alone()
    side = "story" if size[1] >= size[0] * _TALL else "below" if size[1] >= size[0] else card.design.plate
    # Only the plate that may not grow any more holds text that is smaller than it is easily read.
    tried = (setter.tried(side, share) for share in SHARES[side])
    return next((one for one in tried if one.easy), None) or setter.tried(side, SHARES[side][-1])


class _Setter:
    """Sets one card."""

    def __init__(self, card: Card, size: tuple[int, int], files: Mapping[str, str]) -> None:
        self.text = card.text
        self.design = card.design
        self.face = card.face
        self.size = size
        self.files = files
        self.short = min(size)
        self.pad = round(_PAD * self.short)
        self.rtl = bidi.base(self.text.figure + self.text.text) == 1

    def alone(self) -> Layout:
        """Type alone: the plate is the card."""
        return self._filled(Box(0, 0, *self.size), None, 1.25)

    def tried(self, side: str, share: float) -> Layout:
        """With the photograph beside or above a plate that takes that share."""
        width, height = self.size
        margin = round(self.design.margin * self.short)
        if side != "beside":
            top = round(height * (1 - share))
            plate, photo = Box(0, top, width, height), Box(0, 0, width, top)
        else:
            cut = round(width * share)
            plate, photo = Box(0, 0, cut, height), Box(cut, 0, width, height)
            if self.rtl:
                plate, photo = Box(width - cut, 0, width, height), Box(0, 0, width - cut, height)
        return self._filled(plate, photo.inside(margin) if margin else photo, 1.0)

    def _filled(self, plate: Box, photo: Box | None, larger: float) -> Layout:
        """The texts on a plate, from its head: what it is part of, the text, who says it; at its foot the work."""
        pad, small = self.pad, self.design.small
        foot = float(plate.bottom - pad)
        if self.size[1] / self.size[0] >= _TALL:
            foot -= round(_SAFE * self.size[1])
        left, width = plate.left + pad, plate.width - 2 * pad
        top = float(plate.top + pad)
        texts: list[Placed] = []
        tab = line = None
        label = self._block(self.text.label, small, width, self.short * 0.2, 1.0)
        if label is not None:
            colour = self.design.quiet
            inset = 0
            if self.design.mark == "tab":
                colour, inset = self.design.on_accent, round(0.4 * label.size)
                wide = round(label.width) + 4 * inset
                near = left if not self.rtl else left + width - wide
                tab = Box(near, plate.top, near + wide, plate.top + round(label.height) + 2 * inset)
                top = tab.top
            shift = 0 if not inset else 2 * inset * (-1 if self.rtl else 1)
            texts.append(Placed(label, left + shift, top + inset, width, colour))
            top += label.height + 2 * inset + (0.45 * pad if inset else 0.25 * pad)
        elif self.design.mark == "tab":
            wide = round(0.17 * self.short)
            near = left if not self.rtl else left + width - wide
            tab = Box(near, plate.top, near + wide, plate.top + round(0.032 * self.short))
            top = max(top, tab.bottom + 0.6 * pad)
        work = self._block(self.text.work, small, width, self.short * 0.12, 1.0)
        if work is not None:
            foot -= work.height
            texts.append(Placed(work, left, foot, width, self.design.quiet))
            foot -= 0.35 * pad
        if self.design.mark == "line":
            line = Box(left, round(foot - 0.2 * pad), left + width, round(foot - 0.2 * pad) + 3)
            foot -= 0.6 * pad
        byline = self._block(self.text.byline, small, width, self.short * 0.14, 1.15)
        rest = foot - top - (byline.height + 0.3 * pad if byline is not None else 0.0)
        main, easy = self._main(width, rest, larger)
        at = top
        for block in main:
            texts.append(Placed(block, left, at, width, self.design.ink))
            at += block.height
        if byline is not None:
            texts.append(Placed(byline, left, at + 0.3 * pad, width, self.design.quiet))
        return Layout(self.size, plate, photo, tuple(texts), self.rtl, easy, tab, line)

    def _main(self, width: float, height: float, larger: float) -> tuple[list[Block], bool]:
        """The number with what it counts, the quote, or the title; and whether they are read at ease."""
        design, text = self.design, self.text
        if not text.figure:
            found = [(self._block(text.text, self.face, width, height, larger), self.face)]
        else:
            # A number is read in one line.
            figure = text.figure.replace(" ", "\u00a0")
            number = self._block(figure, design.title, width, height * 0.55, larger * 1.9)
            rest = height - (number.height if number else 0.0)
            counted = self._block(text.text, self.face, width, rest, larger * 0.62)
            found = [(number, design.title), (counted, self.face)]
        easy = all(block.size >= EASY * face.smallest * self.short for block, face in found[:1] if block is not None)
        return [block for block, _ in found if block is not None], easy and all(one.fits for one, _ in found if one)

    def _block(self, text: str, face: Face, width: float, height: float, larger: float) -> Block | None:
        """The text in that face; None when there is none."""
        if not text:
            return None
        stack = faces.chain(face, self.files.get(face.digest, "") if face.digest else "", self.text.lang)
        lines = lettering.paragraphs(text, face, stack, self.text.lang, self.rtl)
        if not lines:
            return None
        # On high cards the shorter side is wide: what stands around the text would outgrow it.
        around = face is self.design.small and self.size[1] >= self.size[0]
        side = self.short * (_AROUND if around else 1.0)
        sizes = (face.largest * side * larger, face.smallest * side)
        return lettering.fit(lines, face, width, height, max(sizes), sizes[1])


def draw(
    card: Card, size: tuple[int, int], photo: Callable[[int, int], Image.Image] | None, files: Mapping[str, str]
) -> Image.Image:
    """The card. ``photo`` gives the photograph around its focus at a width and height (pixels)."""
    placed = layout(card, size, photo is not None, files)
    design = card.design
    image = Image.new("RGB", placed.size, design.paper)
    if photo is not None and placed.photo is not None:
        part = photo(*placed.photo.size)
        image.paste(_printed(part, design) if design.print == "halftone" else part, placed.photo.sides)
        if design.tilt:
            _askew(image, placed, design)
    pen = ImageDraw.Draw(image)
    for box in (placed.tab, placed.line):
        if box is not None:
            pen.rectangle((box.left, box.top, box.right - 1, box.bottom - 1), fill=design.accent)
    for one in placed.texts:
        _lay(image, placed, one)
    return image


def _lay(image: Image.Image, placed: Layout, one: Placed) -> None:
    """Prints a text. Its mask is as large as the plate: so that nothing can stand outside of it."""
    plate = placed.plate
    top = min(plate.top, placed.tab.top) if placed.tab else plate.top
    size = (plate.width, plate.bottom - top)
    mask = lettering.draw(one.block, size, one.left - plate.left, one.top - top, one.width, right=placed.rtl)
    image.paste(one.colour, (plate.left, top, plate.right, plate.bottom), mask)


def encode(image: Image.Image) -> bytes:
    """As JPEG, as good as is light enough for every network."""
    data, most = b"", 1.0
    for quality, colours, weight in STEPS:
        if weight > most and quality != STEPS[-1][0]:
            continue
        out = io.BytesIO()
        image.save(out, "JPEG", quality=quality, subsampling=colours, optimize=True)
        data = out.getvalue()
        if len(data) <= LARGEST:
            break
        # Steps that would be too heavy as well are not tried.
        most = weight * LARGEST / len(data) * 1.02
    return data


def _askew(image: Image.Image, placed: Layout, design: CardDesign) -> None:
    """The plate's inner edge a little off the square, over the photograph."""
    import math

    plate, (width, height) = placed.plate, placed.size
    rise = math.tan(math.radians(design.tilt))
    pen = ImageDraw.Draw(image)
    if plate.width == width:
        lift = rise * width
        pen.polygon(
            [(0, plate.top), (width, plate.top - lift), (width, plate.top + 1), (0, plate.top + 1)], design.paper
        )
    else:
        lean = rise * height
        edge, outer = (plate.right, plate.right + lean) if plate.left == 0 else (plate.left, plate.left - lean)
        pen.polygon([(edge, 0), (outer, 0), (edge, height)], design.paper)


@lru_cache(4)
def _screen(size: tuple[int, int]) -> Image.Image:
    """The threshold at each pixel for round dots on a grid that stands askew."""
    import math

    cell = Image.new("L", (_DOT * 4, _DOT * 4))
    step = 2 * math.pi / (_DOT * 4)
    for x in range(cell.width):
        for y in range(cell.height):
            value = math.cos((3 * x + 2 * y) * step) + math.cos((3 * y - 2 * x) * step)
            cell.putpixel((x, y), round(127.5 + 58 * value))
    screen = Image.new("L", size)
    for left in range(0, size[0], cell.width):
        for top in range(0, size[1], cell.height):
            screen.paste(cell, (left, top))
    return screen


def _printed(photo: Image.Image, design: CardDesign) -> Image.Image:
    """In one colour on the paper of the print, in dots."""
    grey = ImageOps.autocontrast(photo.convert("L"), cutoff=1)
    dots = ImageChops.subtract(grey, _screen(grey.size), scale=0.3, offset=128)
    return ImageOps.colorize(dots, black=design.ink_of_print, white=design.paper_of_print).convert("RGB")
