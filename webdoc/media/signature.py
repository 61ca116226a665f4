"""Who made a photograph and under which licence: all that may stay of its metadata, when asked for.

Said by the project, else read from EXIF, IPTC or XMP; written as the two tags of EXIF that every program reads.
Nothing else is carried over: no place, no date, no camera, no thumbnail.
"""

from __future__ import annotations

from typing import Any, Final
from xml.etree import ElementTree

from PIL import Image, IptcImagePlugin

ARTIST: Final = 0x013B
COPYRIGHT: Final = 0x8298
LONGEST: Final = 300
"""Letters of each that are kept; what is longer is no name."""

_IPTC: Final = {ARTIST: (2, 80), COPYRIGHT: (2, 116)}
_RDF: Final = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_DC: Final = "{http://purl.org/dc/elements/1.1/}"
_XMP: Final = {ARTIST: f"{_DC}creator", COPYRIGHT: f"{_DC}rights"}
_LICENCES: Final = ("{http://ns.adobe.com/xap/1.0/rights/}WebStatement", "{http://creativecommons.org/ns#}license")
_LARGEST_XMP: Final = 1 << 20


def exif(image: Image.Image, credit: str = "", licence: str = "") -> bytes:
    """An EXIF block with author and rights of an opened picture, and nothing else; empty when nobody says either.

    ``credit`` and ``licence``: what the project says of it, which goes before what it says itself.
    """
    author = _plain(credit) or _first(image, ARTIST)
    rights = _first(image, COPYRIGHT)
    licence = _plain(licence) or _licence(image)
    if licence and licence not in rights:
        rights = f"{rights} {licence}".strip()
    made = Image.Exif()
    for tag, text in ((ARTIST, author), (COPYRIGHT, rights)):
        if text:
            made[tag] = text.encode()
    return made.tobytes() if len(made) else b""


def author(image: Image.Image) -> str:
    """Who made an opened picture, as it says itself; empty when it says nothing."""
    return _first(image, ARTIST)


def _first(image: Image.Image, tag: int) -> str:
    for read in (_exif, _iptc, _xmp):
        try:
            text = _plain(read(image, tag))
        except Exception:  # malformed metadata says nothing; the picture is still a picture
            continue
        if text:
            return text
    return ""


def _exif(image: Image.Image, tag: int) -> Any:
    return image.getexif().get(tag, "")


def _iptc(image: Image.Image, tag: int) -> Any:
    return (IptcImagePlugin.getiptcinfo(image) or {}).get(_IPTC[tag], "")  # type: ignore[arg-type]


def _xmp(image: Image.Image, tag: int) -> Any:
    root = _tree(image)
    found = None if root is None else root.find(f".//{_XMP[tag]}")
    if found is None:
        return ""
    return ", ".join(item.text or "" for item in found.iter(f"{_RDF}li")) or found.text or ""


def _licence(image: Image.Image) -> str:
    try:
        root = _tree(image)
        for element in () if root is None else root.iter():
            for name in _LICENCES:
                if element.tag == name:
                    return _plain(element.get(f"{_RDF}resource") or element.text or "")
                if name in element.attrib:
                    return _plain(element.attrib[name])
    except Exception:  # as above
        return ""
    return ""


def _tree(image: Image.Image) -> ElementTree.Element | None:
    raw = image.info.get("xmp") or image.info.get("XML:com.adobe.xmp") or b""
    data = raw.encode() if isinstance(raw, str) else bytes(raw)
    if not data or len(data) > _LARGEST_XMP or b"<!" in data.replace(b"<!--", b""):
        return None
    return ElementTree.fromstring(data.strip(b"\0 \n\r\t"))


def _plain(value: Any) -> str:
    """In one line. EXIF reads as Latin-1 what most programs write as UTF-8."""
    if isinstance(value, (list, tuple)):
        return ", ".join(filter(None, map(_plain, value)))
    if isinstance(value, str):
        try:
            value = value.encode("latin-1")
        except UnicodeEncodeError:
            value = value.encode()
    data = bytes(value)
    try:
        text = data.decode()
    except UnicodeDecodeError:
        text = data.decode("latin-1")
    words = "".join(letter if letter.isprintable() else " " for letter in text)
    return " ".join(words.split())[:LONGEST]
