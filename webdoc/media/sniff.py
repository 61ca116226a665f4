"""What a file really is, by its first bytes; the name's ending is only what somebody called it.

Only what is listed here is ever given to a decoder, and only to the decoder named here: no format is guessed by a
library, so that no playlist, script or archive reaches one.
"""

from __future__ import annotations

from typing import Final, Literal

from msgspec import Struct

from webdoc.model import NOTHING, Sentence, say

HEAD: Final = 4096
"""Bytes from the file's start that `sniff` wants to see."""

Opens = Literal["picture", "timed", ""]


class Content(Struct, frozen=True):
    """What it is: which library opens it (none when empty), under which name, what people call it, what to do."""

    opens: Opens
    format: str
    called: Sentence
    hint: Sentence = NOTHING


_AS_JPEG: Final = say("Export it as a JPEG and use that.")
_AS_SOUND_OR_VIDEO: Final = say("Export it as MP4 (video) or as MP3, M4A, WAV or FLAC (sound) and use that.")
_ITSELF: Final = say("Put the film or the sound itself there, as MP4 or MP3.")

JPEG: Final = Content("picture", "JPEG", say("a JPEG picture"))
PNG: Final = Content("picture", "PNG", say("a PNG picture"))
GIF: Final = Content("picture", "GIF", say("a GIF picture"))
WEBP: Final = Content("picture", "WEBP", say("a WebP picture"))
AVIF: Final = Content("picture", "AVIF", say("an AVIF picture"))
TIFF: Final = Content("picture", "TIFF", say("a TIFF picture"))
MP4: Final = Content("timed", "mov", say("an MP4 or QuickTime file"))
MATROSKA: Final = Content("timed", "matroska", say("a Matroska or WebM file"))
MP3: Final = Content("timed", "mp3", say("an MP3 sound"))
AAC: Final = Content("timed", "aac", say("an AAC sound"))
WAV: Final = Content("timed", "wav", say("a WAV sound"))
FLAC: Final = Content("timed", "flac", say("a FLAC sound"))
OGG: Final = Content("timed", "ogg", say("an Ogg file"))
AIFF: Final = Content("timed", "aiff", say("an AIFF sound"))
CAF: Final = Content("timed", "caf", say("a Core Audio sound"))
AMR: Final = Content("timed", "amr", say("an AMR sound"))
ASF: Final = Content("timed", "asf", say("a Windows Media file"))
TRANSPORT: Final = Content("timed", "mpegts", say("a camcorder's video (MPEG-TS)"))
HEIC: Final = Content("picture", "HEIF", say("a HEIC picture"))
SVG: Final = Content("picture", "SVG", say("an SVG drawing"))
PLAYLIST: Final = Content("", "m3u8", say("a playlist, which only points at other files"), _ITSELF)
UNKNOWN: Final = Content("", "", say("a file of a kind that webdoc does not know"))

# (offset, bytes, what it is), the first that fits
_MAGIC: Final[tuple[tuple[int, bytes, Content], ...]] = (
    (0, b"\xff\xd8\xff", JPEG),
    (0, b"\x89PNG\r\n\x1a\n", PNG),
    (0, b"GIF87a", GIF),
    (0, b"GIF89a", GIF),
    (0, b"II*\0", TIFF),
    (0, b"MM\0*", TIFF),
    (0, b"II+\0", TIFF),
    (0, b"MM\0+", TIFF),
    (0, b"\x1aE\xdf\xa3", MATROSKA),
    (0, b"fLaC", FLAC),
    (0, b"OggS", OGG),
    (4, b"moov", MP4),
    (4, b"mdat", MP4),
    (4, b"wide", MP4),
    (4, b"free", MP4),
    (4, b"skip", MP4),
    (0, b"#EXTM3U", PLAYLIST),
    (0, b"ffconcat", Content("", "concat", say("a list of other files"), _ITSELF)),
    (0, b"[playlist]", PLAYLIST),
    (0, b"v=0", Content("", "sdp", say("a description of a live stream"), _ITSELF)),
    (0, b"%PDF", Content("", "pdf", say("a PDF document"), _AS_JPEG)),
    (0, b"8BPS", Content("", "psd", say("a Photoshop document"), _AS_JPEG)),
    (0, b"BM", Content("", "bmp", say("a BMP picture"), _AS_JPEG)),
    (0, b"\xff\x0a", Content("", "jxl", say("a JPEG XL picture"), _AS_JPEG)),
    (0, b"\0\0\0\x0cJXL ", Content("", "jxl", say("a JPEG XL picture"), _AS_JPEG)),
    (0, b"\0\0\0\x0cjP  ", Content("", "jp2", say("a JPEG 2000 picture"), _AS_JPEG)),
    (0, b"FLV", Content("", "flv", say("a Flash video"), _AS_SOUND_OR_VIDEO)),
    (0, b"\x30\x26\xb2\x75", ASF),
    (0, b"caff", CAF),
    (0, b"#!AMR", AMR),
    (0, b"PK\x03\x04", Content("", "zip", say("a ZIP archive or an office document"))),
    (
        0,
        b"version https://git-lfs",
        Content("", "lfs", say("a Git LFS pointer, not the file itself"), say("Run “git lfs pull”.")),
    ),
)


def sniff(head: bytes) -> Content:
    """What a file is that begins with ``head`` (`HEAD` bytes of it, or all when it is shorter)."""
    for offset, magic, content in _MAGIC:
        if head[offset : offset + len(magic)] == magic:
            return content
    if head[4:8] == b"ftyp":
        return _brand(head)
    if head[:4] in (b"RIFF", b"RF64", b"BW64"):
        return _riff(head)
    if head[:4] == b"FORM" and head[8:12] in (b"AIFF", b"AIFC"):
        return AIFF
    if any(head[at::step][:4] == b"GGGG" for at, step in ((0, 188), (4, 192))):  # the second: camcorders' own
        return TRANSPORT
    if head[:3] == b"ID3":
        return _after_id3(head)
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):  # a text in UTF-16, and no frame of sound
        return _text(head[: len(head) & ~1].decode("utf-16", "replace").encode())
    if len(head) > 3 and head[0] == 0xFF and head[1] & 0xE0 == 0xE0:
        return _sync(head[1])
    return _text(head)


def _brand(head: bytes) -> Content:
    """ISO files name their brands: the first box lists them."""
    length = min(int.from_bytes(head[:4], "big"), 256)
    brands = {head[8:12], *(head[at : at + 4] for at in range(16, length, 4))}
    if brands & {b"avif", b"avis"}:
        return AVIF
    if head[8:12] in (b"heic", b"heix", b"hevc", b"heim", b"heis", b"hevm", b"mif1", b"msf1"):
        return HEIC
    return MP4


def _riff(head: bytes) -> Content:
    form = head[8:12]
    if form == b"WEBP":
        return WEBP
    if form == b"WAVE":
        return WAV
    if form == b"AVI ":
        return Content("", "avi", say("an AVI video"), _AS_SOUND_OR_VIDEO)
    return UNKNOWN


def _after_id3(head: bytes) -> Content:
    """What follows the tag, where the tag is short enough to see past; else MP3, which nearly all tags are for."""
    # The tag's length is written in seven bits a byte, without its own ten bytes.
    size = 10
    for byte, shift in zip(head[6:10], (21, 14, 7, 0), strict=False):
        size += (byte & 0x7F) << shift
    rest = head[size : size + 4]
    if rest == b"fLaC":
        return FLAC
    if len(rest) >= 2 and rest[0] == 0xFF and rest[1] & 0xE0 == 0xE0:
        return _sync(rest[1])
    return MP3


def _sync(second: int) -> Content:
    """A frame of MPEG sound: AAC says layer 0, which MP3 never does."""
    return AAC if second & 0xF6 == 0xF0 else MP3


def _text(head: bytes) -> Content:
    whole = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    start = whole[:512]
    # HLS, MPEG-DASH, Windows Media, XSPF, SMIL
    if start.startswith(b"#extm3u") or any(tag in start for tag in (b"<mpd", b"<asx", b"<playlist", b"<smil")):
        return PLAYLIST
    if b"<svg" in start or (start.startswith((b"<?xml", b"<!--")) and (b"<svg" in whole or b":svg" in whole)):
        return SVG
    if start.startswith((b"<!doctype", b"<html")):
        return Content(
            "", "html", say("a web page"), say("It was probably saved in place of the file; download it again.")
        )
    if start and b"\0" not in start and all(byte >= 9 for byte in start):
        return Content("", "text", say("a text"))
    return UNKNOWN
