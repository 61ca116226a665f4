"""All that is made of one picture, from one decode: upright, in sRGB, smaller, without a word of metadata.

The bytes of a derivative depend on the source and its recipe alone, never on what else was asked for in the same
run: every size comes from the same fixed intermediate (`ANCHOR`), so a warm build equals a cold one byte for byte.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping
from contextlib import nullcontext
from functools import partial
from itertools import pairwise
from threading import Lock
from typing import Any, BinaryIO, Final

from msgspec import Struct
from msgspec.structs import replace
from PIL import AvifImagePlugin, Image, WebPImagePlugin

from webdoc.media import fidelity, machine, signature, spare
from webdoc.media.upright import FILTER, Upright, decoded, flat, held, opened, upright_size
from webdoc.model import Derivative, Recipe

ANCHOR: Final = 2400
"""Pixels of width of the intermediate from which everything up to that width is made."""

AVIF_SPEEDS: Final = (6, 8)
"""0 (slow) to 10, for pictures up to `THOROUGH` pixels and above. For 480, 800 and 1440 pixels of width together speed
6 takes 0.8 s of CPU and 6 % less bytes than 8 (0.2 s); for 2400 it would take 1.1 s and 4 %. 7 is no better than 8."""

THOROUGH: Final = 2_400_000

WEBP_METHOD: Final = 1
"""0 (quick) to 6. 2 costs a third more for 11 % less bytes at the same score, 4 three times as much for 15 %."""

_PLUGINS: Final = AvifImagePlugin, WebPImagePlugin
"""What we write besides JPEG: known from the start, or Pillow would first load all its fifty formats in each worker."""

_GLANCE: Final = 64
"""Pixels of width that are enough for the placeholder."""
_BANDS: Final = (0.0, 0.25, 0.75, 1.0)
"""Where the bands end whose colours are the placeholder's three stops, as fractions of the height."""


LARGE_ONE: Final = 100_000_000
"""Bytes of memory; what takes more to be decoded is looked at one after another, however many look."""
_LARGE_ONES: Final = Lock()


class Look(Struct, frozen=True):
    """What is seen of a picture: its upright size in pixels, and what stands while it loads (see `Media.blur`)."""

    width: int
    height: int
    blur: str
    held: int
    """Bytes of memory that decoding it takes at most."""
    author: str = ""
    """Who made it, as it says itself."""


def look(file: BinaryIO, format: str) -> Look:
    """The facts of a picture. The whole file is decoded once (small, where JPEG can): damage shows here.

    Raises `trouble.BadMedium`.
    """
    image = opened(file, format)
    bytes_, author = held(image, ANCHOR), signature.author(image)
    with _LARGE_ONES if bytes_ > LARGE_ONE else nullcontext():
        seen = decoded(image, _GLANCE)
        del image  # with its pixels, or they would stay among what is given back
    if bytes_ > LARGE_ONE:
        machine.give_back()
    return Look(seen.width, seen.height, _stops(seen.image), bytes_, author)


def _stops(image: Image.Image) -> str:
    """The colours at the top, in the middle and at the bottom: light falls from above, in rooms as outdoors.

    Over 28 pictures three stops come as near as two by two colours do, in a fifth of the bytes of a tiny WebP. Empty
    for what can be seen through: it would go on showing behind the picture.
    """
    if image.mode == "RGBA" and image.getchannel("A").histogram()[255] < image.width * image.height:
        return ""
    colours = image.convert("RGB")
    width, height = colours.size
    stops = []
    for top, bottom in pairwise(_BANDS):
        band = colours.resize((1, 1), Image.Resampling.BOX, box=(0, top * height, width, bottom * height))
        stops.append("#" + band.tobytes().hex())
    return ",".join(stops)


def make(
    file: BinaryIO,
    format: str,
    wanted: Iterable[Derivative],
    typefaces: Mapping[str, str] | None = None,
    cores: spare.Cores = spare.none,
) -> Iterator[tuple[Derivative, bytes]]:
    """Each of the derivatives of one photo with its bytes, largest first, then its cards. Raises `trouble.BadMedium`.

    ``typefaces``: those of the theme, for cards: files by digest; ``cores`` as in `render`.
    """
    todo = list(wanted)
    fresh = [opened(file, format)]  # taken out when it is decoded: encoders shall not work beside it
    size = upright_size(fresh[0])
    said = {(item.recipe.credit, item.recipe.licence) for item in todo if item.recipe.tags}
    signed = {names: signature.exif(fresh[0], *names) for names in said}
    if held(fresh[0], ANCHOR) > LARGE_ONE:
        machine.give_back()
    small = [item for item in todo if _full_width(size, item.recipe) <= ANCHOR]
    large = [item for item in todo if _full_width(size, item.recipe) > ANCHOR]
    # Rare (a theme with wider pictures): from the undiminished photo, so again independent of each other.
    for limit, some in ((size[0], large), (ANCHOR, small)):
        if some:
            source = decoded(fresh.pop() if fresh else opened(file, format), limit)
            yield from render(source, some, signed, typefaces, cores)


def small(file: BinaryIO, format: str, recipe: Recipe) -> Upright:
    """The photo, decoded no larger than the recipe needs: quick, and not for publishing. Raises `BadMedium`."""
    image = opened(file, format)
    return decoded(image, max(1, round(_full_width(upright_size(image), recipe))))


def shown(image: Image.Image, width: int, height: int) -> Upright:
    """A picture that was decoded elsewhere (a video's still), upright and in sRGB, as a source for `render`."""
    if width > ANCHOR:
        image = image.resize((ANCHOR, max(1, round(height * ANCHOR / width))), FILTER)
    return Upright(image, width, height)


def render(
    source: Upright,
    wanted: Iterable[Derivative],
    signed: Mapping[tuple[str, str], bytes] | None = None,
    typefaces: Mapping[str, str] | None = None,
    cores: spare.Cores = spare.none,
) -> Iterator[tuple[Derivative, bytes]]:
    """Cuts, resizes and encodes an upright picture for each derivative; equal sizes are resized once.

    ``signed``: EXIF blocks for those whose recipes keep tags, by credit and licence; ``typefaces`` as in `make`;
    ``cores``: those on which other sizes may be made at the same time, each size on one.
    """
    levels = [source.image]
    while levels[-1].width >= 64 and levels[-1].height >= 64:
        levels.append(levels[-1].reduce(2))
    by_size: dict[tuple[Any, ...], list[Derivative]] = {}
    drawn: list[Derivative] = []
    for item in wanted:
        if item.recipe.make == "card":
            drawn.append(item)
            continue
        by_size.setdefault((item.recipe.width, item.recipe.height, item.recipe.focus), []).append(item)
    sizes = sorted(by_size.items(), key=lambda pair: -pair[0][0] * pair[0][1])
    tasks = (partial(_sized, source, levels, items, signed or {}) for _, items in sizes)
    for made in spare.spread(tasks, cores):
        yield from made
    for item in drawn:
        yield item, _card(source, levels, item.recipe, typefaces or {})


def _sized(
    source: Upright, levels: list[Image.Image], items: list[Derivative], signed: Mapping[tuple[str, str], bytes]
) -> list[tuple[Derivative, bytes]]:
    """Derivatives of one size, with their bytes."""
    image = _cut(source, levels, items[0].recipe)
    looks = fidelity.sample(flat(image))
    made = []
    for item in items:
        tags = signed.get((item.recipe.credit, item.recipe.licence), b"") if item.recipe.tags else b""
        made.append((item, encode(image, item.recipe, looks, tags)))
    return made


def _card(source: Upright, levels: list[Image.Image], recipe: Recipe, typefaces: Mapping[str, str]) -> bytes:
    from webdoc.media import cards  # shapers of text, which few jobs need

    def photo(width: int, height: int) -> Image.Image:
        return flat(_cut(source, levels, replace(recipe, width=width, height=height))).convert("RGB")

    size = recipe.width, recipe.height
    return cards.encode(cards.draw(recipe.card, size, photo, typefaces) if recipe.card else photo(*size))


def encode(image: Image.Image, recipe: Recipe, looks: fidelity.Sample, signed: bytes = b"") -> bytes:
    """The picture's bytes in the recipe's format, as good as the recipe wants it, and what it is signed with."""
    tags: dict[str, Any] = {"exif": signed} if signed else {}
    quality = fidelity.quality(looks, recipe.format, recipe.quality)
    if recipe.format == "avif":
        speed = AVIF_SPEEDS[image.width * image.height > THOROUGH]
        # One thread: with more, the bytes would follow the machine's number of cores.
        return _encode(image, "AVIF", quality=quality, speed=speed, max_threads=1, **tags)
    if recipe.format == "webp":
        return _encode(image, "WEBP", quality=quality, method=WEBP_METHOD, **tags)
    plain = flat(image)
    subsampling: dict[str, Any] = {} if plain.mode == "L" else {"subsampling": "4:2:0"}
    # Not progressive: that takes twice the time for 3 % less bytes, of what only old browsers get.
    return _encode(plain, "JPEG", quality=quality, optimize=True, **subsampling, **tags)


def crop_box(width: int, height: int, recipe: Recipe) -> tuple[float, float, float, float]:
    """Left, top, right, bottom of what the recipe shows of a picture of that size, in its pixels.

    The largest box of the recipe's ratio around its focus that stays inside; the whole when it has no focus.
    """
    if recipe.focus is None:
        return 0.0, 0.0, float(width), float(height)
    scale = min(width / recipe.width, height / recipe.height)
    box_width, box_height = recipe.width * scale, recipe.height * scale
    # The box may be wider than the picture by the last digit of a fraction; then it begins at the edge all the same.
    left = max(min(recipe.focus[0] * width - box_width / 2, width - box_width), 0.0)
    top = max(min(recipe.focus[1] * height - box_height / 2, height - box_height), 0.0)
    return left, top, min(left + box_width, float(width)), min(top + box_height, float(height))


def _full_width(size: tuple[int, int], recipe: Recipe) -> float:
    """How wide the whole upright picture is at the scale at which the recipe shows it, in pixels."""
    left, _, right, _ = crop_box(*size, recipe)
    return size[0] * recipe.width / (right - left)


def _cut(source: Upright, levels: list[Image.Image], recipe: Recipe) -> Image.Image:
    """The part that the recipe shows, at its size, from the smallest level that is large enough."""
    need = _full_width((source.width, source.height), recipe)
    # Halves are means of four pixels: one halving is made up for by a sharper filter, more only by a larger level.
    fits = [level for at, level in enumerate(levels) if level.width >= (1.2 if at == 1 else 2) * need]
    level = fits[-1] if fits else levels[0]
    if recipe.focus is None and level.size == (recipe.width, recipe.height):
        return level
    box = crop_box(level.width, level.height, recipe)
    finest = FILTER if level is levels[0] else Image.Resampling.LANCZOS
    return level.resize((recipe.width, recipe.height), finest, box=box)


def _encode(image: Image.Image, format: str, **options: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, format, **options)
    return out.getvalue()
