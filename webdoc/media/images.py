"""All that is made of one picture, from one decode: upright, in sRGB, smaller, without a word of metadata.

The bytes of a derivative depend on the source and its recipe alone, never on what else was asked for in the same
run: every size comes from the same fixed intermediate (`ANCHOR`), so a warm build equals a cold one byte for byte.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Any, BinaryIO, Final

from msgspec import Struct
from msgspec.structs import replace
from PIL import Image, ImageCms, ImageFile, UnidentifiedImageError

from webdoc.media import cards, drawing, fidelity, signature, trouble
from webdoc.model import Derivative, Recipe

MAX_PIXELS: Final = 120_000_000
"""The largest picture that is opened. Cameras and stitched panoramas stay below; decoded it is 360 MB in memory,
480 MB with alpha, so that two workers still fit a machine with 2 GB."""

ANCHOR: Final = 2400
"""Pixels of width of the intermediate from which everything up to that width is made."""

AVIF_SPEEDS: Final = (6, 8)
"""0 (slow) to 10, for pictures up to `THOROUGH` pixels and above. For 480, 800 and 1440 pixels of width together speed
6 takes 0.8 s of CPU and 6 % less bytes than 8 (0.2 s); for 2400 it would take 1.1 s and 4 %. 7 is no better than 8."""

THOROUGH: Final = 2_400_000

WEBP_METHOD: Final = 2
"""0 (quick) to 6. 4 costs two and a half times as much for 2 to 8 % less bytes at the same score."""

_GLANCE: Final = 64
"""Pixels of width that are enough for the placeholder."""
_BANDS: Final = (0.0, 0.25, 0.75, 1.0)
"""Where the bands end whose colours are the placeholder's three stops, as fractions of the height."""

PAPER: Final = (255, 255, 255)
"""What shows through a transparent picture in a format that has no transparency."""

MAX_SCANS: Final = 200
"""Passes in which a JPEG may come; more are there to take time."""

MOVING: Final = ("GIF", "PNG", "WEBP", "AVIF")
"""Formats that may move; what does is a video (see `webdoc.media.moving`), wherever it may be one."""

_SUBFILE: Final = 254
_ORIENTATION: Final = 0x0112
_TURNS: Final = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}

# Pillow only warns between its limit and twice it; we stop at ours, in every thread.
Image.MAX_IMAGE_PIXELS = MAX_PIXELS
warnings.filterwarnings("error", category=Image.DecompressionBombWarning)
# What it says of corrupt metadata is for programmers; we drop all metadata anyway.
warnings.filterwarnings("ignore", category=UserWarning, module=r"PIL\.")


class Look(Struct, frozen=True):
    """What is seen of a picture: its upright size in pixels, and what stands while it loads (see `Media.blur`)."""

    width: int
    height: int
    blur: str


class Upright(Struct, frozen=True):
    """A decoded picture in L, RGB or RGBA, sRGB, upright, and the upright size of its source in pixels."""

    image: Image.Image
    width: int
    height: int


def look(file: BinaryIO, format: str) -> Look:
    """The facts of a picture. The whole file is decoded once (small, where JPEG can): damage shows here.

    Raises `trouble.BadMedium`.
    """
    seen = _decode(file, format, _GLANCE)
    return Look(seen.width, seen.height, _stops(seen.image))


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
    file: BinaryIO, format: str, wanted: Iterable[Derivative], typefaces: Mapping[str, str] | None = None
) -> Iterator[tuple[Derivative, bytes]]:
    """Each of the derivatives of one photo with its bytes, largest first, then its cards. Raises `trouble.BadMedium`.

    ``typefaces``: those of the theme, for cards: files by digest.
    """
    todo = list(wanted)
    image = opened(file, format)
    size = upright_size(image)
    signed = signature.exif(image) if any(item.recipe.tags for item in todo) else b""
    small = [item for item in todo if _full_width(size, item.recipe) <= ANCHOR]
    large = [item for item in todo if _full_width(size, item.recipe) > ANCHOR]
    if large:
        # Rare (a theme with wider pictures): from the undiminished photo, so again independent of each other.
        yield from render(_decode(file, format, size[0]), large, signed, typefaces)
    if small:
        yield from render(_decode(file, format, ANCHOR), small, signed, typefaces)


def small(file: BinaryIO, format: str, recipe: Recipe) -> Upright:
    """The photo, decoded no larger than the recipe needs: quick, and not for publishing. Raises `BadMedium`."""
    size = upright_size(opened(file, format))
    return _decode(file, format, max(1, round(_full_width(size, recipe))))


def shown(image: Image.Image, width: int, height: int) -> Upright:
    """A picture that was decoded elsewhere (a video's still), upright and in sRGB, as a source for `render`."""
    if width > ANCHOR:
        image = image.resize((ANCHOR, max(1, round(height * ANCHOR / width))), Image.Resampling.LANCZOS)
    return Upright(image, width, height)


def render(
    source: Upright, wanted: Iterable[Derivative], signed: bytes = b"", typefaces: Mapping[str, str] | None = None
) -> Iterator[tuple[Derivative, bytes]]:
    """Cuts, resizes and encodes an upright picture for each derivative; equal sizes are resized once.

    ``signed``: an EXIF block for those whose recipes keep tags; ``typefaces`` as in `make`.
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
    for _, items in sorted(by_size.items(), key=lambda pair: -pair[0][0] * pair[0][1]):
        image = _cut(source, levels, items[0].recipe)
        for item in items:
            yield item, encode(image, item.recipe, signed if item.recipe.tags else b"")
    for item in drawn:
        yield item, _card(source, levels, item.recipe, typefaces or {})


def _card(source: Upright, levels: list[Image.Image], recipe: Recipe, typefaces: Mapping[str, str]) -> bytes:
    def photo(width: int, height: int) -> Image.Image:
        return _flat(_cut(source, levels, replace(recipe, width=width, height=height))).convert("RGB")

    size = recipe.width, recipe.height
    return cards.encode(cards.draw(recipe.card, size, photo, typefaces) if recipe.card else photo(*size))


def encode(image: Image.Image, recipe: Recipe, signed: bytes = b"") -> bytes:
    """The picture's bytes in the recipe's format, as good as the recipe wants it, and what it is signed with."""
    tags: dict[str, Any] = {"exif": signed} if signed else {}
    flat = _flat(image)
    quality = fidelity.quality(flat, recipe.format, recipe.quality)
    if recipe.format == "avif":
        speed = AVIF_SPEEDS[image.width * image.height > THOROUGH]
        # One thread: with more, the bytes would follow the machine's number of cores.
        return _encode(image, "AVIF", quality=quality, speed=speed, max_threads=1, **tags)
    if recipe.format == "webp":
        return _encode(image, "WEBP", quality=quality, method=WEBP_METHOD, **tags)
    subsampling: dict[str, Any] = {} if flat.mode == "L" else {"subsampling": "4:2:0"}
    # Not progressive: that takes twice the time for 3 % less bytes, of what only old browsers get.
    return _encode(flat, "JPEG", quality=quality, optimize=True, **subsampling, **tags)


def crop_box(width: int, height: int, recipe: Recipe) -> tuple[float, float, float, float]:
    """Left, top, right, bottom of what the recipe shows of a picture of that size, in its pixels.

    The largest box of the recipe's ratio around its focus that stays inside; the whole when it has no focus.
    """
    if recipe.focus is None:
        return 0.0, 0.0, float(width), float(height)
    scale = min(width / recipe.width, height / recipe.height)
    box_width, box_height = recipe.width * scale, recipe.height * scale
    left = min(max(recipe.focus[0] * width - box_width / 2, 0.0), width - box_width)
    top = min(max(recipe.focus[1] * height - box_height / 2, 0.0), height - box_height)
    return left, top, left + box_width, top + box_height


def opened(file: BinaryIO, format: str) -> ImageFile.ImageFile:
    """The picture with its header read and its size checked, its pixels not yet decoded. Raises `BadMedium`."""
    file.seek(0)
    if format == "SVG":
        file, format = io.BytesIO(drawing.png(file.read(drawing.LARGEST + 1))), "PNG"
    elif format == "JPEG":
        _count_scans(file)
    elif format == "HEIF":
        _heif()
    try:
        image = Image.open(file, formats=[format])
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise trouble.too_large(0, 0, MAX_PIXELS) from None
    except MemoryError:
        raise
    except UnidentifiedImageError as error:
        raise trouble.strange(format) from error
    except Exception as error:  # codecs raise what they like on a damaged file
        raise trouble.unreadable(_reason(error)) from error
    if image.width * image.height > MAX_PIXELS:
        raise trouble.too_large(image.width, image.height, MAX_PIXELS)
    if format == "TIFF" and _paged(image):
        raise trouble.pages()
    if image.mode == "F":
        raise trouble.unsupported("a picture of floating-point numbers", "Export it with 8 or 16 bits a channel.")
    return image


def _count_scans(file: BinaryIO) -> None:
    """A JPEG may be sent in as many passes as it likes, each over the whole picture; cameras use a dozen."""
    passes = 0
    last = b""
    while block := file.read(1 << 20):
        passes += (last + block).count(b"\xff\xda")
        last = block[-1:]
    file.seek(0)
    if passes > MAX_SCANS:
        raise trouble.unsupported(f"a JPEG in {passes} passes", "Export it again as a common JPEG.")


def _paged(image: ImageFile.ImageFile) -> bool:
    """Whether there is more than one picture in a TIFF; a small copy of the first (its thumbnail) is none."""
    try:
        image.seek(1)
        reduced = int(image.tag_v2.get(_SUBFILE, 0)) & 1  # type: ignore[attr-defined]
        image.seek(0)
    except EOFError:
        return False
    return not reduced


def _heif() -> None:
    """Lets Pillow open HEIC. Raises when the library is not there (it has no wheel for every machine)."""
    try:
        import pi_heif
    except ImportError:
        hint = "Run: pip install pi-heif. Or export it as a JPEG; telephones have a setting, “Most compatible”."
        raise trouble.unsupported("HEIC pictures on this machine", hint) from None
    pi_heif.options.DECODE_THREADS = 1
    pi_heif.register_heif_opener(thumbnails=False)


def _decode(file: BinaryIO, format: str, limit: int) -> Upright:
    """The whole picture, upright, in sRGB, without metadata, made smaller where it is wider than ``limit`` pixels.

    A JPEG is decoded at 1/2, 1/4 or 1/8 where that is still ``limit`` wide.
    """
    image = opened(file, format)
    turn = _orientation(image)
    width, height = upright_size(image)
    try:
        image.draft(None, (1, limit) if turn >= 5 else (limit, 1))
        image.load()
        profile = image.info.get("icc_profile")
        plain = _plain(image)
    except (MemoryError, trouble.BadMedium):
        raise
    except Exception as error:  # codecs raise what they like on a damaged file
        reason = _reason(error)
        raise (trouble.truncated() if "truncated" in reason else trouble.unreadable(reason)) from error
    # Colours and turning cost by the pixel: they come after the picture became small.
    if width > limit:
        small = (limit, max(1, round(height * limit / width)))
        size = (small[1], small[0]) if turn >= 5 else small
        plain = plain.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)
    plain = _srgb(plain, profile)
    if turn in _TURNS:
        plain = plain.transpose(_TURNS[turn])
    plain.info = {}
    return Upright(plain, width, height)


def moves(file: BinaryIO, format: str) -> bool:
    """Whether a picture has several frames, one after another in time. Raises `BadMedium`."""
    return format in MOVING and bool(getattr(opened(file, format), "is_animated", False))


def opaque(image: Image.Image) -> Image.Image:
    """A decoded frame in RGB: upright, in sRGB, on paper where it can be seen through."""
    plain = _srgb(_plain(image), image.info.get("icc_profile"))
    turn = _orientation(image)
    return _flat(plain.transpose(_TURNS[turn]) if turn in _TURNS else plain).convert("RGB")


def upright_size(image: Image.Image) -> tuple[int, int]:
    """Width and height in pixels, turned as the camera says."""
    return (image.height, image.width) if _orientation(image) >= 5 else (image.width, image.height)


def _orientation(image: Image.Image) -> int:
    """1 to 8 as in EXIF; 1 when nothing sensible is said."""
    if image.format == "TIFF":  # the one format that Pillow turns by itself, size and all
        return 1
    try:
        turn = image.getexif().get(_ORIENTATION, 1)
    except Exception:  # a malformed EXIF block says nothing; the picture is still a picture
        return 1
    return turn if isinstance(turn, int) and 1 <= turn <= 8 else 1


def _plain(image: Image.Image) -> Image.Image:
    """The same picture in a mode that can be resized: L, LA, RGB, RGBA, CMYK or LAB, 8 bits a channel."""
    mode = image.mode
    if mode in ("L", "LA", "RGB", "RGBA", "CMYK", "LAB"):
        see_through = mode in ("L", "RGB") and "transparency" in image.info
        return image.convert("RGBA") if see_through else image
    if mode == "I" or mode.startswith("I;16"):
        # convert("L") would clip at 255 instead of scaling.
        return image.convert("I").point(lambda value: value * (1 / 256) + 0).convert("L")
    if mode == "1":
        return image.convert("L")
    return image.convert("RGBA" if image.has_transparency_data else "RGB")


def _srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """In sRGB, as L, RGB or RGBA. A profile that cannot be used is passed over, as browsers do."""
    alpha = image.getchannel("A") if image.mode in ("LA", "RGBA") else None
    colour = image.convert(image.mode[:-1]) if alpha is not None else image
    was_grey = colour.mode == "L"
    if profile:
        colour = _by_profile(colour, profile)
    if colour.mode == "LAB":
        to = ImageCms.createProfile("sRGB")
        colour = _managed(colour, ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")), to)
    colour = colour.convert("L" if was_grey and alpha is None else "RGB")
    if alpha is None:
        return colour
    colour.putalpha(alpha)
    return colour


def _by_profile(image: Image.Image, profile: bytes) -> Image.Image:
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        if image.mode == "RGB" and "sRGB" in ImageCms.getProfileDescription(source):
            return image
        return _managed(image, source, ImageCms.createProfile("sRGB"))
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return image


def _managed(image: Image.Image, source: Any, target: Any) -> Image.Image:
    made = ImageCms.profileToProfile(
        image,
        source,
        target,
        renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
        outputMode="RGB",
        flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
    )
    return image if made is None else made


def _full_width(size: tuple[int, int], recipe: Recipe) -> float:
    """How wide the whole upright picture is at the scale at which the recipe shows it, in pixels."""
    left, _, right, _ = crop_box(*size, recipe)
    return size[0] * recipe.width / (right - left)


def _cut(source: Upright, levels: list[Image.Image], recipe: Recipe) -> Image.Image:
    """The part that the recipe shows, at its size, from the smallest level at least twice as large."""
    need = _full_width((source.width, source.height), recipe)
    level = next((item for item in reversed(levels) if item.width >= 2 * need), levels[0])
    if recipe.focus is None and level.size == (recipe.width, recipe.height):
        return level
    box = crop_box(level.width, level.height, recipe)
    return level.resize((recipe.width, recipe.height), Image.Resampling.LANCZOS, box=box)


def _flat(image: Image.Image) -> Image.Image:
    """Without transparency: on paper."""
    if image.mode != "RGBA":
        return image
    paper = Image.new("RGB", image.size, PAPER)
    paper.paste(image, mask=image.getchannel("A"))
    return paper


def _encode(image: Image.Image, format: str, **options: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, format, **options)
    return out.getvalue()


def _reason(error: Exception) -> str:
    """The decoder's own words, in one line, without what means nothing to an editor."""
    said = " ".join(str(error).split())
    return "" if "<_io." in said or "BytesIO" in said else said[:120]
