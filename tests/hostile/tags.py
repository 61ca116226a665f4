"""Media in whose tags an attack stands: what cameras, recorders and programs write into files beside the picture."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from xml.sax.saxutils import escape

import av
import numpy
from PIL import Image, PngImagePlugin

from tests.conftest import picture

NAMES = ("wall.png", "roof.jpg", "film.mp4", "film.mkv", "film.mov", "voice.flac", "voice.m4a")
"""What a chapter shows of them, besides ``marie.mp3``."""
WORDS = ("title", "artist", "comment", "description", "copyright", "lyrics")


def write(media: Path, put: Callable[[str], str]) -> None:
    """Write them; ``put`` takes the name of a place and gives the attack that stands there."""
    image = Image.open(io.BytesIO(picture(160, 107)))
    text = PngImagePlugin.PngInfo()
    for name in ("Title", "Author", "Description", "Comment"):
        text.add_itxt(name, put(f"PNG, {name}"))
    text.add_itxt("XML:com.adobe.xmp", _xmp(put("PNG, XMP")))
    image.save(media / "wall.png", pnginfo=text)
    image.save(media / "roof.jpg", xmp=_xmp(put("JPEG, XMP")).encode("utf-8", "replace"))
    _with_iptc(media / "roof.jpg", [put("IPTC, caption"), put("IPTC, by-line")])
    for name in ("marie.mp3", *NAMES[2:]):
        _timed(media / name, put)


def _xmp(attack: str) -> str:
    """A packet with the attack as description: once as text, once as what it is."""
    attribute = escape(attack, {'"': "&quot;"})
    return (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        f'<rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/" dc:title="{attribute}"><dc:description>'
        f"{attack}</dc:description></rdf:Description></rdf:RDF></x:xmpmeta>"
    )


def _with_iptc(path: Path, attacks: list[str]) -> None:
    """Put an APP13 segment with IPTC's caption (2:120) and by-line (2:80) behind the first two bytes of a JPEG."""
    lines = b""
    for number, attack in zip((120, 80), attacks, strict=True):
        said = attack.encode("utf-8", "replace")
        lines += b"\x1c\x02" + bytes([number]) + len(said).to_bytes(2, "big") + said
    block = b"8BIM\x04\x04\0\0" + len(lines).to_bytes(4, "big") + lines + b"\0" * (len(lines) % 2)
    body = b"Photoshop 3.0\0" + block
    data = path.read_bytes()
    path.write_bytes(data[:2] + b"\xff\xed" + (len(body) + 2).to_bytes(2, "big") + body + data[2:])


def _timed(path: Path, put: Callable[[str], str]) -> None:
    """A second of sound or three frames of film, with tags of the file and of its stream."""
    with av.open(str(path), "w") as container:
        for name in WORDS:
            container.metadata[name] = _tag(put(f"{path.suffix}, {name}"))
        film = path.stem == "film"
        codec = {".mp3": "mp3", ".flac": "flac", ".m4a": "aac"}.get(path.suffix, "libx264")
        stream = container.add_stream(codec, rate=25 if film else 22_050)
        stream.metadata["handler_name"] = stream.metadata["title"] = _tag(put(f"{path.suffix}, track"))
        if film:
            stream.width, stream.height, stream.pix_fmt = 96, 64, "yuv420p"
            frames = [av.VideoFrame.from_ndarray(numpy.full((64, 96, 3), 40 * at, "uint8")) for at in range(3)]
        else:
            frames = [av.AudioFrame.from_ndarray(numpy.zeros((1, 22_050), "int16"), "s16", "mono")]
            frames[0].sample_rate = 22_050
        for frame in [*frames, None]:
            container.mux(stream.encode(frame))


def _tag(attack: str) -> str:
    return "".join(char for char in attack if char.isprintable())
