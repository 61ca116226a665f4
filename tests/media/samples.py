"""Real media files, made by code: small, quick, and with something to recognise in every corner."""

from __future__ import annotations

import array
import io
import math
import struct
import zlib
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import Literal

import av
from PIL import Image, ImageCms
from PIL.TiffImagePlugin import ImageFileDirectory_v2

RED, GREEN, BLUE, YELLOW = (200, 40, 40), (40, 160, 60), (40, 60, 190), (210, 200, 60)
CORNERS = (RED, GREEN, BLUE, YELLOW)  # top left, top right, bottom left, bottom right

_UNDO = {  # what a camera does to the picture that an EXIF viewer turns back
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


def corners(width: int, height: int, noise: int = 0) -> Image.Image:
    """Four colours in four quarters, with grain."""
    image = Image.new("RGB", (width, height))
    half_width, half_height = width // 2, height // 2
    for colour, at in zip(CORNERS, ((0, 0), (half_width, 0), (0, half_height), (half_width, half_height)), strict=True):
        image.paste(colour, (*at, at[0] + width - half_width, at[1] + height - half_height))
    if noise:
        grain = Image.effect_noise((width, height), noise).convert("RGB")
        image = Image.blend(image, grain, 0.1)
    return image


def corner_colours(image: Image.Image) -> tuple[tuple[int, ...], ...]:
    rgb = image.convert("RGB")
    width, height = rgb.size
    at = ((width // 8, height // 8), (width * 7 // 8, height // 8))
    low = ((width // 8, height * 7 // 8), (width * 7 // 8, height * 7 // 8))
    return tuple(rgb.resize((1, 1), Image.Resampling.BOX, box=_around(rgb, x, y)).getpixel((0, 0)) for x, y in at + low)


def _around(image: Image.Image, x: int, y: int) -> tuple[int, int, int, int]:
    spread = max(1, min(image.size) // 16)
    return max(0, x - spread), max(0, y - spread), x + spread, y + spread


def distance(one: Sequence[int], other: Sequence[int]) -> float:
    return max(abs(a - b) for a, b in zip(one, other, strict=True))


def photo(path: Path, width: int = 900, height: int = 600, orientation: int = 1, **options: object) -> Path:
    """A JPEG that looks like `corners` once its orientation is honoured, with GPS, names, XMP and a comment in it."""
    image = corners(width, height, noise=20)
    if orientation in _UNDO:
        image = image.transpose(_UNDO[orientation])
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "SecretCamera"
    exif[0x013B] = "SecretAuthor"
    exif.get_ifd(0x8825).update({1: "N", 2: (48.0, 51.0, 24.0), 3: "E", 4: (2.0, 21.0, 3.0)})
    image.save(
        path,
        "JPEG",
        quality=92,
        exif=exif,
        comment=b"SecretComment",
        xmp=b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>SecretXmp</x:xmpmeta>",
        **options,
    )
    return path


def wide_profile() -> bytes:
    """A matrix profile with the primaries of Display P3 (and D50 white), built from nothing: gamma 2.2."""
    srgb = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())

    def fixed(*values: float) -> bytes:
        return b"XYZ \0\0\0\0" + b"".join(round(value * 65536).to_bytes(4, "big", signed=True) for value in values)

    tags = {b"rXYZ": (0.5151, 0.2412, -0.0011), b"gXYZ": (0.2920, 0.6922, 0.0419), b"bXYZ": (0.1571, 0.0666, 0.7841)}
    for index in range(int.from_bytes(srgb[128:132], "big")):
        at = 132 + 12 * index
        tag = bytes(srgb[at : at + 4])
        offset = int.from_bytes(srgb[at + 4 : at + 8], "big")
        if tag in tags:
            srgb[offset : offset + 20] = fixed(*tags[tag])
        if tag == b"desc":  # so that nobody takes it for sRGB by its name
            size = int.from_bytes(srgb[at + 8 : at + 12], "big")
            srgb[offset : offset + size] = srgb[offset : offset + size].replace(b"s\0R\0G\0B", b"P\0three"[:7])
    return bytes(srgb)


def grey_profile(gamma: float) -> bytes:
    """A profile for grey alone, built from nothing."""
    white = b"".join(round(value * 65536).to_bytes(4, "big") for value in (0.9642, 1.0, 0.8249))
    parts = {
        b"desc": b"desc" + bytes(4) + struct.pack(">I", 5) + b"grey\0" + bytes(79),
        b"cprt": b"text" + bytes(4) + b"no\0\0",
        b"wtpt": b"XYZ " + bytes(4) + white,
        b"kTRC": b"curv" + bytes(4) + struct.pack(">IHH", 1, round(gamma * 256), 0),
    }
    at, table = 132 + 12 * len(parts), b""
    for name, data in parts.items():
        table += name + struct.pack(">II", at, len(data))
        at += len(data)
    head = struct.pack(">I4sI", at, b"lcms", 0x02400000) + b"mntrGRAYXYZ " + bytes(12) + b"acsp" + bytes(28) + white
    return head.ljust(128, b"\0") + struct.pack(">I", len(parts)) + table + b"".join(parts.values())


def _png(width: int, height: int, depth: int, rows: bytes, *more: tuple[bytes, bytes]) -> bytes:
    """A PNG in RGB, put together by hand with more chunks; the rows begin with their filter byte."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4, "big") + name + data + zlib.crc32(name + data).to_bytes(4, "big")

    header = width.to_bytes(4, "big") + height.to_bytes(4, "big") + bytes([depth, 2, 0, 0, 0])
    data = (
        chunk(b"IHDR", header)
        + b"".join(chunk(*one) for one in more)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )
    return b"\x89PNG\r\n\x1a\n" + data


def heic(
    path: Path,
    width: int = 320,
    height: int = 192,
    turned: int = 0,
    primaries: int = 0,
    curve: int = 13,
    tile: int = 0,
    deep: bool = False,
    picture: Image.Image | None = None,
) -> Path:
    """A HEIC as telephones make them: key frames of x265 in the boxes of ISO/IEC 23008-12, put together by hand.

    ``turned`` quarter turns against the clock make it look like `corners`, or like the ``picture``; ``primaries`` and
    ``curve``: what its colours are said to be, by their numbers; ``tile``: the side of the squares of which it is made,
    in pixels; ``deep``: in 10 bits. Pillow's plugin reads HEIC, but does not write it.
    """
    upright = picture or corners(*((width, height) if turned % 2 == 0 else (height, width)))
    lying = upright.rotate(-90 * turned, expand=True)
    across, down = (-(-width // tile), -(-height // tile)) if tile else (1, 1)
    size = (tile, tile) if tile else (width, height)
    whole = Image.new("RGB", (across * size[0], down * size[1]))
    whole.paste(lying)
    coded, sets = _hevc(whole, size, "yuv420p10le" if deep else "yuv420p")
    config = _hevc_config(sets, deep)
    count = len(coded)
    grid = bytes([0, 1, down - 1, across - 1]) + struct.pack(">II", width, height)
    items = [*coded, grid] if tile else coded

    def meta(offset: int) -> bytes:
        properties = [config, _box(b"ispe", bytes(4), struct.pack(">II", *size))]
        common = []
        if turned:
            common.append(_box(b"irot", bytes([turned])))
        if primaries:
            common.append(_box(b"colr", b"nclx", bytes([0, primaries, 0, curve, 0, 6, 0])))
        marks = bytes(range(3, 3 + len(common)))
        of_grid = bytes([3 + len(common)]) + marks
        if tile:
            common.append(_box(b"ispe", bytes(4), struct.pack(">II", width, height)))
        owned = [(number, b"\x81\2" + (b"" if tile else marks)) for number in range(1, count + 1)]
        owned += [(count + 1, of_grid)] if tile else []
        kinds = [b"hvc1"] * count + [b"grid"] * bool(tile)
        places, at = [], offset
        for number, item in enumerate(items, 1):
            places.append(struct.pack(">HHHII", number, 0, 1, at, len(item)))
            at += len(item)
        named = [_box(b"infe", b"\2\0\0" + bytes([0 < number <= count and bool(tile)]), struct.pack(">HH", number, 0),
                      kind, b"\0") for number, kind in enumerate(kinds, 1)]  # fmt: skip
        whose = struct.pack(">HH", count + 1, count) + b"".join(one.to_bytes(2) for one in range(1, count + 1))
        return _box(
            b"meta",
            bytes(4),
            _box(b"hdlr", bytes(8), b"pict", bytes(13)),
            _box(b"pitm", bytes(4), len(items).to_bytes(2)),
            _box(b"iinf", bytes(4), len(items).to_bytes(2), *named),
            *([_box(b"iref", bytes(4), _box(b"dimg", whose))] if tile else []),
            _box(
                b"iprp",
                _box(b"ipco", *properties, *common),
                _box(
                    b"ipma",
                    bytes(4),
                    len(owned).to_bytes(4),
                    *(number.to_bytes(2) + bytes([len(marks)]) + marks for number, marks in owned),
                ),
            ),
            _box(b"iloc", bytes(4), b"\x44\0", len(items).to_bytes(2), *places),
        )

    kind = _box(b"ftyp", b"heix" if deep else b"heic", bytes(4), b"mif1heic")
    path.write_bytes(kind + meta(len(kind) + len(meta(0)) + 8) + _box(b"mdat", *items))
    return path


def _box(name: bytes, *parts: bytes) -> bytes:
    inside = b"".join(parts)
    return (len(inside) + 8).to_bytes(4) + name + inside


def _hevc(picture: Image.Image, size: tuple[int, int], format: str) -> tuple[list[bytes], list[bytes]]:
    """Key frames of parts of that size, row by row, and the three sets of what is common to them."""
    codec = av.CodecContext.create("libx265", "w")
    codec.width, codec.height, codec.pix_fmt, codec.time_base = *size, format, Fraction(1, 25)
    large = picture.width * picture.height > 1 << 20
    codec.options = {
        "preset": "ultrafast" if large else "medium",
        "x265-params": f"log-level=none:crf={26 if large else 12}:keyint=1:repeat-headers=1",
    }
    packets = []
    for top in range(0, picture.height, size[1]):
        for left in range(0, picture.width, size[0]):
            frame = av.VideoFrame.from_image(picture.crop((left, top, left + size[0], top + size[1])))
            packets += codec.encode(frame.reformat(format=format))
    coded, sets = [], {}
    for packet in (*packets, *codec.encode(None)):
        units = [unit.lstrip(b"\0\1").rstrip(b"\0") for unit in bytes(packet).split(b"\0\0\1") if unit.strip(b"\0\1")]
        coded.append(b"".join(len(unit).to_bytes(4) + unit for unit in units if unit[0] >> 1 < 32))
        sets.update({unit[0] >> 1: unit for unit in units if 32 <= unit[0] >> 1 < 35})
    return coded, [sets[kind] for kind in (32, 33, 34)]


def _hevc_config(sets: list[bytes], deep: bool) -> bytes:
    level = sets[1].replace(b"\0\0\3", b"\0\0")[3:15]
    arrays = b"".join(bytes([0x80 | one[0] >> 1, 0, 1]) + len(one).to_bytes(2) + one for one in sets)
    depth = b"\xfa\xfa" if deep else b"\xf8\xf8"
    return _box(b"hvcC", b"\1", level, b"\xf0\0\xfc\xfd", depth, b"\0\0\x0f\3", arrays)


def bomb(path: Path, width: int = 50_000, height: int = 50_000) -> Path:
    """A PNG of a few hundred bytes whose header promises billions of pixels."""
    path.write_bytes(_png(width, height, 8, b"\0" * 1000))
    return path


def stuffed(path: Path, chunk: bytes, megabytes: int) -> Path:
    """A small grey PNG with a chunk (iCCP, zTXt, iTXt) that swells when it is unpacked."""
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(bytes(1 << 20)) for _ in range(megabytes)) + packer.flush()
    head = {b"iCCP": b"icc\0\0", b"zTXt": b"Comment\0\0", b"iTXt": b"Comment\0\1\0\0\0"}[chunk]
    path.write_bytes(_png(60, 40, 8, (b"\0" + b"\x80" * 180) * 40, (chunk, head + packed)))
    return path


def tiff_bomb(path: Path, width: int = 50_000, height: int = 50_000) -> Path:
    """A TIFF of two hundred bytes whose header promises billions of pixels in one packed strip."""
    strip = zlib.compress(bytes(5000))
    tags = ((256, width), (257, height), (258, 8), (259, 8), (262, 1), (273, 122), (277, 1), (278, height), (279, 99))
    entries = b"".join(tag.to_bytes(2, "little") + b"\4\0\1\0\0\0" + value.to_bytes(4, "little") for tag, value in tags)
    path.write_bytes(b"II*\0\x08\0\0\0" + len(tags).to_bytes(2, "little") + entries + bytes(4) + strip)
    return path


def patient(path: Path, passes: int) -> Path:
    """A progressive JPEG whose last pass is repeated."""
    corners(64, 48).save(path, "JPEG", progressive=True)
    data = path.read_bytes()
    last = data[data.rindex(b"\xff\xda") : -2]
    path.write_bytes(data[:-2] + last * passes + data[-2:])
    return path


def png16(
    path: Path, width: int, height: int, colour: tuple[int, int, int], numbers: bytes = b"", through: bool = False
) -> Path:
    """A PNG of one colour with 16 bits a channel, which Pillow cannot write; ``numbers``: its chunk cICP; ``through``:
    that colour stands for nothing."""
    said = b"".join(value.to_bytes(2, "big") for value in colour)
    row = b"\0" + said * width
    more = (*([(b"cICP", numbers)] if numbers else ()), *([(b"tRNS", said)] if through else ()))
    path.write_bytes(_png(width, height, 16, row * height, *more))
    return path


def numbered(path: Path, numbers: bytes) -> Path:
    """Lets a PNG say by numbers what its colours mean, in a chunk cICP behind its header."""
    data, said, end = path.read_bytes(), b"cICP" + numbers, 33
    path.write_bytes(data[:end] + len(numbers).to_bytes(4) + said + zlib.crc32(said).to_bytes(4) + data[end:])
    return path


def tiff16(path: Path, width: int, height: int, values: tuple[int, ...], photometric: int = 2) -> Path:
    """A TIFF of one colour with 16 bits a channel, each channel in a plane of its own and none of them packed."""
    planes = [value.to_bytes(2, "little") * width * height for value in values]
    count, plane = len(values), len(planes[0])
    body = b"".join(planes)
    starts = [8 + plane * number for number in range(count)]
    bits = 8 + len(body)
    lists = b"\x10\0" * count + bytes(4)
    offsets, sizes = bits + len(lists), bits + len(lists) + 4 * count
    lists += b"".join(one.to_bytes(4, "little") for one in (*starts, *[plane] * count))
    single = count == 1
    tags = ((256, 4, 1, width), (257, 4, 1, height), (258, 3, count, 16 if single else bits), (259, 3, 1, 1),
            (262, 3, 1, photometric), (273, 4, count, starts[0] if single else offsets), (277, 3, 1, count),
            (278, 4, 1, height), (279, 4, count, plane if single else sizes),
            (284, 3, 1, 1 if single else 2))  # fmt: skip
    directory = len(tags).to_bytes(2, "little") + b"".join(struct.pack("<HHII", *tag) for tag in tags) + bytes(4)
    path.write_bytes(b"II*\0" + (8 + len(body) + len(lists)).to_bytes(4, "little") + body + lists + directory)
    return path


def packed_tiff(
    path: Path,
    order: Literal["little", "big"],
    samples: int,
    bits: int,
    predictor: int = 1,
    rows: int = 40,
    code: int = 8,
    photometric: int | None = None,
) -> Path:
    """A TIFF of 60 x 40 pixels of noise, packed by Deflate, so many ``rows`` in a strip."""
    random, width, height, strips = Random(5), 60, 40, []
    for first in range(0, height, rows):
        stored = []
        for _ in range(min(rows, height - first)):
            row = [random.randrange(1 << bits) for _ in range(width * samples)]
            before = [0] * samples + row if predictor == 2 else [0] * len(row)
            stored += [(one - last) % (1 << bits) for one, last in zip(row, before, strict=False)]
        strips.append(zlib.compress(b"".join(one.to_bytes(bits // 8, order) for one in stored), 1))
    tags = ImageFileDirectory_v2(prefix=b"II" if order == "little" else b"MM")
    if photometric is None:
        photometric = 2 if samples > 2 else 1
    said = {256: width, 257: height, 258: (bits,) * samples, 259: code, 262: photometric,
            273: tuple(sum(map(len, strips[:number])) for number in range(len(strips))), 277: samples, 278: rows,
            279: tuple(map(len, strips)), 317: predictor}  # fmt: skip
    if samples in (2, 4) and photometric != 5:
        said[338] = (2,)  # see-through
    for tag, value in said.items():
        tags[tag] = value
    file = io.BytesIO()
    tags.save(file)
    path.write_bytes(file.getvalue() + b"".join(strips))
    return path


def sound(
    path: Path, seconds: float = 1.0, codec: str = "pcm_s16le", rate: int = 44_100, layout: str = "stereo"
) -> Path:
    """A tone of 440 Hz, with a name in its tags."""
    with av.open(str(path), "w") as out:
        out.metadata["title"] = "SecretTitle"
        stream = out.add_stream(codec, rate=rate, layout=layout)
        if codec == "wmav2":
            stream.bit_rate = 128_000
        _tone(out, stream, seconds, rate, layout)
    return path


def _tone(out, stream, seconds: float, rate: int, layout: str) -> None:
    channels = 1 if layout == "mono" else 2
    total = round(seconds * rate)
    for start in range(0, total, 1024):
        count = min(1024, total - start)
        frame = av.AudioFrame(format="s16", layout=layout, samples=count)
        frame.sample_rate, frame.pts, frame.time_base = rate, start, Fraction(1, rate)
        wave = [int(9000 * math.sin(2 * math.pi * 440 * (start + at) / rate)) for at in range(count)]
        samples = array.array("h", [value for value in wave for _ in range(channels)]).tobytes()
        frame.planes[0].update(samples.ljust(frame.planes[0].buffer_size, b"\0"))
        out.mux(stream.encode(frame))
    out.mux(stream.encode(None))


def video(
    path: Path,
    width: int = 320,
    height: int = 180,
    seconds: float = 1.0,
    rotation: int = 0,
    audible: bool = True,
    black: float = 0.0,
    codec: str = "libx264",
    times: Sequence[float] = (),
    ratio: Fraction | None = None,
    options: dict[str, str] | None = None,
) -> Path:
    """Four coloured quarters (after ``black`` seconds of nothing), 25 frames a second or at the given times."""
    with av.open(str(path), "w", options=options or {}) as out:
        out.metadata["title"] = "SecretTitle"
        stream = out.add_stream(codec, rate=25)
        stream.width, stream.height = width, height
        stream.pix_fmt = "yuv420p" if not (width % 2 or height % 2) else "yuv444p"
        stream.codec_context.time_base = Fraction(1, 1000)
        if ratio:
            stream.codec_context.sample_aspect_ratio = ratio
        if rotation:
            stream.set_display_rotation(rotation)
        tone = out.add_stream("aac", rate=48_000, layout="mono") if audible else None
        colours, nothing = corners(width, height, noise=20), Image.new("RGB", (width, height))
        for at in times or [number / 25 for number in range(round(seconds * 25))]:
            frame = av.VideoFrame.from_image(nothing if at < black else colours).reformat(format=stream.pix_fmt)
            frame.pts, frame.time_base = round(at * 1000), Fraction(1, 1000)
            out.mux(stream.encode(frame))
        out.mux(stream.encode(None))
        if tone is not None:
            _tone(out, tone, seconds, 48_000, "mono")
    return path


def boxes(data: bytes) -> list[str]:
    """The names of an MP4's outermost boxes."""
    at, names = 0, []
    while at + 8 <= len(data):
        names.append(data[at + 4 : at + 8].decode())
        at += int.from_bytes(data[at : at + 4], "big") or len(data)
    return names
