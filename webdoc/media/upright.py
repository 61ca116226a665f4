"""One picture, decoded: upright, in sRGB, no wider than is needed, without metadata.

What a worker holds is bounded here: a JPEG is decoded small, and besides the decoder's own picture nothing is as large
as the source. WebP and AVIF stay in light and halved colours until they are small.
"""

from __future__ import annotations

import io
import warnings
from functools import lru_cache
from math import ceil
from typing import TYPE_CHECKING, Any, BinaryIO, Final, cast

from msgspec import Struct
from PIL import Image, ImageChops, ImageCms, ImageFile, ImageOps, UnidentifiedImageError

from webdoc.media import drawing, gamut, heic, light, strips, tiff, trouble
from webdoc.model import say

if TYPE_CHECKING:  # FFmpeg, which few pictures need
    from webdoc.media.planes import Planes

    Parts = Planes | heic.Tiles | strips.Strips
    """What is decoded part by part."""

MAX_PIXELS: Final = 120_000_000
"""The largest picture that is opened. Cameras and stitched panoramas stay below; decoded it is 480 MB in memory."""

MAX_SCANS: Final = 200
"""Passes in which a JPEG may come; more are there to take time."""

MOVING: Final = ("GIF", "PNG", "WEBP", "AVIF")
"""Formats that may move; what does is a video (see `webdoc.media.moving`), wherever it may be one."""

PAPER: Final = (255, 255, 255)
"""What shows through a transparent picture in a format that has no transparency."""

FILTER: Final = Image.Resampling.BICUBIC
"""How pictures are made smaller: in two thirds of the time of Lanczos, and not to be told from it (SSIMULACRA2: 95)."""

LARGE: Final = 16_000_000
"""Pixels above which a picture is made smaller in bands, to save memory."""

BAND: Final = 2_000_000
"""Pixels of a band."""

_PLANES: Final = {"WEBP": "webp_pipe", "AVIF": "mov", "PNG": "png_pipe"}
"""Formats of which Pillow holds three to five copies, or does not read what numbers say: FFmpeg's name for each."""
_HELD: Final = {("AVIF", "RGB"): 3, ("AVIF", "RGBA"): 5, ("WEBP", "RGB"): 6, ("WEBP", "RGBA"): 8,
                ("HEIF", "RGB"): 8, ("HEIF", "RGBA"): 12}  # fmt: skip
"""Bytes a pixel that decoders hold where it is not the picture alone, measured."""
_WHOLE: Final = {"RGB": 6, "RGBA": 8}
"""The same of PNG with its numbers, which stays in 16 bits; where it is interlaced FFmpeg holds more beside it."""
_WOVEN: Final = 16
_HIGH: Final = 2
"""The same of HEIC in high light, of which Pillow has no picture."""
_STRIPPED: Final = 24
"""Bytes for each pixel of a band that are held of a TIFF in strips: two parts of it, and one in five states."""
_HEAD: Final = 1 << 14
"""Bytes in which a PNG says what its numbers mean."""
_NUMBERED: Final = "numbered"
"""In what is known of a PNG: its file, where it does."""
_TILED: Final = "tiled"
"""In what is known of a large HEIC: its grid, where it has one."""
_NARROW: Final = 1200
"""Pixels of width to which large pictures are made smaller at once: FFmpeg's filters reach only so far."""

_TRIED: Final = (
    *((grey, grey, grey) for grey in range(0, 256, 15)),
    *((255, 0, 0), (0, 255, 0), (0, 0, 255), (190, 60, 40), (40, 160, 60), (60, 80, 200)),
)
"""Colours by which a profile is known to be that of sRGB, and by how many of 255 steps they may come out otherwise."""
_ALIKE: Final = 2
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


class Upright(Struct, frozen=True):
    """A decoded picture in L, RGB or RGBA, sRGB, upright, and the upright size of its source in pixels."""

    image: Image.Image
    width: int
    height: int


def opened(file: BinaryIO, format: str) -> ImageFile.ImageFile:
    """The picture with its header read and its size checked, its pixels not yet decoded. Raises `BadMedium`."""
    if format == "JPEG":
        file.seek(0)
        _count_scans(file)
    return header(file, format)


def header(file: BinaryIO, format: str) -> ImageFile.ImageFile:
    """The picture with its header read and its size checked: what it says, not that it can be decoded. `BadMedium`."""
    file.seek(0)
    if format == "SVG":
        file, format = io.BytesIO(drawing.png(file.read(drawing.LARGEST + 1))), "PNG"
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
    if format == "PNG" and _numbered(file):
        from webdoc.media import png  # FFmpeg, which will decode it

        image.info[_NUMBERED] = file
        image.info.setdefault("exif", png.exif(file))
    if format == "HEIF" and image.mode == "RGB" and image.width * image.height > LARGE:
        image.info[_TILED] = heic.grid(file)
    if format == "TIFF":
        if tiff.paged(image):
            raise trouble.pages()
        if tiff.wide_planes(image):
            image = tiff.by_libtiff(file)
    if image.mode in ("F", "I"):
        raise trouble.unsupported(
            say("a picture with 32 bits a channel"), say("Export it with 8 or 16 bits a channel.")
        )
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
        raise trouble.unsupported(
            say("a JPEG in {passes} passes", passes=passes), say("Export it again as a common JPEG.")
        )


def _numbered(file: BinaryIO) -> bool:
    """Whether a PNG says by numbers what its colours mean, in a chunk that Pillow does not read."""
    at = file.tell()  # Pillow reads on from there
    file.seek(0)
    head = file.read(_HEAD)
    file.seek(at)
    return b"\0\0\0\4cICP" in head.partition(b"IDAT")[0]


def _heif() -> None:
    """Lets Pillow open HEIC. Raises when the library is not there (it has no wheel for every machine)."""
    try:
        import pi_heif
    except ImportError:
        hint = say("Run: pip install pi-heif. Or export it as a JPEG; telephones have a setting, “Most compatible”.")
        raise trouble.unsupported(say("HEIC pictures on this machine"), hint) from None
    pi_heif.options.DECODE_THREADS = 1
    pi_heif.register_heif_opener(thumbnails=False)


def decoded(image: ImageFile.ImageFile, limit: int) -> Upright:
    """An opened picture, whole, made smaller where it is wider than ``limit`` pixels. Raises `trouble.BadMedium`.

    A JPEG is decoded at 1/2, 1/4 or 1/8 where that is still ``limit`` wide.
    """
    turn = _orientation(image)
    width, height = upright_size(image)
    small = (min(width, limit), max(1, round(height * min(1.0, limit / width))))
    size = (small[1], small[0]) if turn >= 5 else small
    try:
        image.draft(None, (1, limit) if turn >= 5 else (limit, 1))
        profile = gamut.said(image)
        planar = _from_planes(image, size, bool(profile))
        if planar is not None:
            profile = profile or planar.info.get("icc_profile")
        plain = _smaller(planar or _loaded(image), size)
    except (MemoryError, trouble.BadMedium):
        raise
    except Exception as error:  # codecs raise what they like on a damaged file
        reason = _reason(error)
        raise (trouble.truncated() if "truncated" in reason else trouble.unreadable(reason)) from error
    # Colours and turning cost by the pixel: they come after the picture became small.
    plain = _srgb(ImageOps.invert(plain) if tiff.negative(image) else plain, profile)
    if plain.mode == "RGBA" and image.mode == "RGB" and planar is not None:
        plain = plain.convert("RGB")
    if turn in _TURNS:
        plain = plain.transpose(_TURNS[turn])
    plain.info = {}
    return Upright(plain, width, height)


def held(image: ImageFile.ImageFile, limit: int) -> int:
    """Bytes of memory that `decoded` holds at most for an opened picture, besides what the small one takes."""
    pixels = image.width * image.height
    if image.format not in ("JPEG", "MPO"):
        each = _HELD.get((image.format or "", image.mode)) or {"1": 1, "L": 1, "P": 1}.get(image.mode, 4)
        high = bool(_high(image))
        grid: heic.Grid | None = image.info.get(_TILED)
        if grid:
            return grid.row * (24 if high else 12) + BAND * (32 if high else 8)
        if _NUMBERED in image.info:
            each = each + _WOVEN if image.info.get("interlace") else _WHOLE.get(image.mode, each)
        if high:
            each += _HIGH
        if _strips(image):
            return BAND * _STRIPPED
        if image.format == "TIFF" and image.info.get("compression", "raw") != "raw":
            return pixels * each + max(pixels * each, tiff.beside(image)) + min(pixels, BAND) * 8
        return pixels * each + min(pixels, BAND) * 8
    shrink = next((by for by in (8, 4, 2) if upright_size(image)[0] // by >= limit), 1)
    drawn = pixels * (1 if image.mode == "L" else 4) // shrink**2
    if not image.info.get("progressive"):
        return drawn
    # All coefficients wait for the last pass, in two bytes each.
    parts: list[tuple[int, int, int, int]] = getattr(image, "layer", [])
    finest = max((across * down for _, across, down, _ in parts), default=1)
    return drawn + 2 * pixels * sum(across * down for _, across, down, _ in parts) // finest


def _from_planes(image: ImageFile.ImageFile, size: tuple[int, int], managed: bool) -> Image.Image | Parts | None:
    """A picture without transparency, smaller already, or one to be taken in parts; None where Pillow has to decode it.

    The colours of AVIF and PNG may be told by numbers, which Pillow does not read; those of HEIC it reads, in 8 bits.
    """
    if stripped := _strips(image):
        return stripped
    name = _PLANES.get(image.format or "")
    high = _high(image)
    file = image.info.get(_NUMBERED) if image.format == "PNG" else cast(BinaryIO | None, image.fp)
    grid = image.info.get(_TILED)
    if file is None or not (name or high or grid):
        return None
    if grid and not high:
        return heic.Tiles(file, grid)
    from webdoc.media import planes

    if high:
        return planes.deep(file, image.size, *high, grid)
    assert name is not None
    if image.mode == "RGBA" and (image.format != "WEBP" or image.width * image.height > BAND):
        return planes.see_through(file, name, image.size, managed)
    if image.mode != "RGB":
        return None
    width = min(image.width, max(size[0], _NARROW))
    into = (width, max(1, round(image.height * width / image.width)))
    return planes.smaller(file, name, image.size, size if size[0] == width else into, managed)


def _strips(image: ImageFile.ImageFile) -> strips.Strips | None:
    """A large TIFF that can be taken strip by strip, or in parts of one."""
    return strips.strips(image) if image.format == "TIFF" and image.width * image.height > LARGE else None


def _high(image: Image.Image) -> tuple[int, int] | None:
    """Primaries and curve of a HEIC in high light, by their numbers."""
    said: Any = image.info.get("nclx_profile")
    if image.format != "HEIF" or not isinstance(said, dict) or said.get("transfer_characteristics") not in light.HDR:
        return None
    return int(said.get("color_primaries", 0)), int(said["transfer_characteristics"])


def _loaded(image: ImageFile.ImageFile) -> Image.Image:
    image.load()
    return image


def _smaller(image: Image.Image | Parts, size: tuple[int, int]) -> Image.Image:
    """A picture of any mode in one of those of `_plain`, in that size, which is never larger than its own."""
    width, height = image.size
    if isinstance(image, Image.Image):
        if image.size == size:
            return _plain(image)
        if width * height <= LARGE:
            return _plain(image).resize(size, FILTER, reducing_gap=3.0)
    if size[0] < min(_NARROW, width):  # bands reach into each other as far as their picture becomes smaller
        narrow = min(_NARROW, width)
        return _smaller(image, (narrow, max(size[1], round(height * narrow / width)))).resize(size, FILTER)
    count = ceil(width * height / BAND)
    made: Image.Image | None = None
    for number in range(count):
        top, end = (size[1] * at // count for at in (number, number + 1))
        if top < end:
            part = _band(image, size, top, end)
            made = made or Image.new(part.mode, size)
            made.paste(part, (0, top))
    assert made is not None
    return made


def _band(image: Image.Image | Parts, size: tuple[int, int], top: int, end: int) -> Image.Image:
    """The rows from ``top`` to ``end`` of what a picture is in that size."""
    width, height = image.size
    scale = height / size[1]
    first = max(0, int((top - 3) * scale))
    last = min(height, ceil((end + 3) * scale))
    box = (0, top * scale - first, width, min(end * scale, last) - first)
    band = _plain(image.crop((0, first, width, last)))
    return band.resize((size[0], end - top), FILTER, box=box, reducing_gap=3.0)


def moves(file: BinaryIO, format: str) -> bool:
    """Whether a picture has several frames, one after another in time. Raises `BadMedium`."""
    return format in MOVING and bool(getattr(opened(file, format), "is_animated", False))


def opaque(image: Image.Image) -> Image.Image:
    """A decoded frame in RGB: upright, in sRGB, on paper where it can be seen through."""
    plain = _srgb(_plain(image), image.info.get("icc_profile"))
    turn = _orientation(image)
    return flat(plain.transpose(_TURNS[turn]) if turn in _TURNS else plain).convert("RGB")


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
    deep = image.mode.startswith("I;16")
    if deep:  # convert("L") would clip at 255 instead of scaling.
        image = image.convert("I").point(lambda value: value * (1 / 256) + 0).convert("L")
    mode = image.mode
    if mode in ("L", "LA", "RGB", "RGBA", "CMYK", "LAB"):
        return _through(image, deep) if mode in ("L", "RGB") and "transparency" in image.info else image
    if mode == "1":
        return image.convert("L")
    return image.convert("RGBA" if image.has_transparency_data else "RGB")


def _through(image: Image.Image, deep: bool) -> Image.Image:
    """In RGBA, where one colour of a picture stands for nothing: said in 16 bits, of which Pillow keeps 8, if deep."""
    said = image.info["transparency"]
    parts = said if isinstance(said, tuple) else (said,)
    if deep or max(parts) > 255:
        parts = tuple(part >> 8 for part in parts)
        image.info["transparency"] = parts if len(parts) > 1 else parts[0]
    return image.convert("RGBA")


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
        if image.mode == "RGB" and source.profile.xcolor_space.strip() == "GRAY":
            image = image.convert("L")  # opened in colours for its transparency, or by its palette
        elif image.mode == "RGB" and _says_srgb(profile):
            return image
        return _managed(image, source, ImageCms.createProfile("sRGB"))
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return image


@lru_cache(16)
def _says_srgb(profile: bytes) -> bool:
    """Whether a profile says nothing else than sRGB does. By its name nobody knows: there is a “Linear sRGB” too."""
    seen = Image.frombytes("RGB", (len(_TRIED), 1), bytes(part for colour in _TRIED for part in colour))
    source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
    after = _managed(seen, source, ImageCms.createProfile("sRGB"))
    return max(ImageChops.difference(seen, after).tobytes()) <= _ALIKE


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


def flat(image: Image.Image) -> Image.Image:
    """Without transparency: on paper."""
    if image.mode != "RGBA":
        return image
    paper = Image.new("RGB", image.size, PAPER)
    paper.paste(image, mask=image.getchannel("A"))
    return paper


def _reason(error: Exception) -> str:
    """The decoder's own words, in one line, without what means nothing to an editor."""
    said = " ".join(str(error).split())
    return "" if "<_io." in said or "BytesIO" in said else said[:120]
