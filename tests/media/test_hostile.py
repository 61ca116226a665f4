"""A folder full of bad files: one issue each, the rest is made, nothing is asked of the network, memory is bounded."""

from __future__ import annotations

import json
import socket
import struct
import subprocess
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import Project, picture, sound, video
from tests.media import samples

ROOT = Path(__file__).parents[2]
SVG = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'>"
pytestmark = pytest.mark.slow


@pytest.fixture
def ear() -> Iterator[socket.socket]:
    """A server that nobody must ever call."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0)
        yield listening


def box(kind: bytes, *parts: bytes) -> bytes:
    """A box of an MP4 or QuickTime file."""
    body = b"".join(parts)
    return struct.pack(">I", len(body) + 8) + kind + body


def elsewhere(film: bytes, address: bytes) -> bytes:
    """A film whose samples are said to lie at an address: ``dref`` with a ``url`` that is not the file itself."""
    own = box(b"dref", bytes(4), b"\0\0\0\1", box(b"url ", b"\0\0\0\1"))
    assert own in film
    # Of the same length, so that no other place moves: the box of the address reaches into what follows.
    return film.replace(own, own.replace(b"url \0\0\0\1", b"url \0\0\0\0")) + box(b"free", address)


def reference(address: bytes) -> bytes:
    """A QuickTime film that only names another: ``rmra``."""
    there = box(b"rdrf", bytes(4), b"url ", struct.pack(">I", len(address) + 1), address + b"\0")
    return box(b"ftyp", b"qt  ", bytes(4), b"qt  ") + box(b"moov", box(b"rmra", box(b"rmda", there)))


def endless_pages() -> bytes:
    """A TIFF of twenty thousand pages, the last of which leads to the first: round and round."""
    tags = [(256, 3, 1, 8), (257, 3, 1, 8), (258, 3, 1, 8), (259, 3, 1, 1), (262, 3, 1, 1), (273, 4, 1, 8)]
    tags += [(277, 3, 1, 1), (278, 3, 1, 8), (279, 4, 1, 64)]
    entries = b"".join(struct.pack("<HHII", *tag) for tag in tags)
    size = 2 + len(entries) + 4
    pages = []
    for number in range(20_000):
        following = 72 + (number + 1) * size
        pages.append(struct.pack("<H", len(tags)) + entries + struct.pack("<I", following))
    pages[-1] = pages[-1][:-4] + struct.pack("<I", 72)
    return b"II*\0" + struct.pack("<I", 72) + bytes(64) + b"".join(pages)


def swelling_gif() -> bytes:
    """A GIF of a few kilobytes that says it has forty thousand pictures of 10,000 × 10,000."""
    frame = b",\0\0\0\0" + struct.pack("<HH", 10_000, 10_000) + b"\0\x02\x02\x4c\x01\0"
    return b"GIF89a" + struct.pack("<HH", 10_000, 10_000) + b"\x80\0\0\0\0\0\xff\xff\xff" + frame * 40_000 + b";"


def laughs() -> bytes:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    head = f'<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY l0 "ha">{entities}]>'
    return f"{head}{SVG}<text>&l11;</text></svg>".encode()


def zoo(tmp: Path, port: int) -> dict[str, bytes]:
    """Bad files by name; all that could be fetched lies at that port."""
    there = f"http://127.0.0.1:{port}/a.mp4"
    film = video(tmp / "film.mp4").read_bytes()
    jpeg = picture(400, 300)
    return {
        "zero.jpg": b"",
        "zero.mp4": b"",
        "cut.jpg": jpeg[: len(jpeg) // 2],
        "cut.mp4": film[: len(film) // 2],
        "cut.wav": sound(2.0)[:20_000],
        "page.jpg": b"<!doctype html><title>Not found</title>",
        "picture.mp4": jpeg,
        "film.png": film,
        "bomb.png": samples.bomb(tmp / "bomb.png").read_bytes(),
        "bomb.gif": swelling_gif(),
        "pages.tif": endless_pages(),
        "laughs.svg": laughs(),
        "outside.svg": f"{SVG}<image href='{there}'/></svg>".encode(),
        "hls.mp4": f"#EXTM3U\n#EXTINF:1,\n{there}\n#EXT-X-ENDLIST\n".encode(),
        "dash.mp4": f'<?xml version="1.0"?><MPD><Period><BaseURL>{there}</BaseURL></Period></MPD>'.encode(),
        "asx.mp4": f'<asx version="3.0"><entry><ref href="{there}"/></entry></asx>'.encode(),
        "concat.mp4": f"ffconcat version 1.0\nfile {there}\n".encode(),
        "live.mp4": b"v=0\no=- 0 0 IN IP4 127.0.0.1\nm=video %d RTP/AVP 96\n" % port,
        "named.mov": reference(there.encode()),
        "dref.mov": elsewhere(film, there.encode()),
        "noise.mp3": b"ID3\x04\0\0\0\0\0\0" + zlib.compress(bytes(range(256)) * 400),
    }


def test_a_folder_of_bad_files(project: Project, tmp_path: Path, ear: socket.socket) -> None:
    bad = zoo(tmp_path, ear.getsockname()[1])
    shown = "".join(f"![{name}]({name})\n\n" for name in bad)
    files = {f"media/{name}": data for name, data in bad.items()}
    root = project({"chapters/01-a.md": f"---\ntitle: A\n---\n\n![x](good.jpg)\n\n{shown}",
                    "media/good.jpg": picture(200, 150), **files})  # fmt: skip
    command = [sys.executable, "-m", "webdoc", "check", "-p", str(root), "--json"]
    done = subprocess.run([sys.executable, "-c", HELD, *command], capture_output=True, text=True, timeout=120)
    *_, held = done.stdout.splitlines()
    assert done.stderr == ""
    issues = json.loads(done.stdout.rpartition(held)[0])["issues"]
    told = [(Path(one["path"]).name, one["code"], one["level"]) for one in issues]
    # Each bad file once, by its name, as an error with a remedy; nothing else is wrong.
    medium = sorted(name for name, code, level in told if code.startswith("medium-") and level == "error")
    assert medium == sorted(name for name in bad if name not in TAKEN)
    assert all(one["hint"] for one in issues if one["code"].startswith("medium-"))
    assert int(held) < 400_000
    made = subprocess.run([*command[:3], "media", "make", "-p", str(root)], capture_output=True, text=True, timeout=120)
    assert "Traceback" not in made.stderr
    assert {path.name.split("-")[0] for path in (root / ".webdoc" / "store").glob("*")} >= {"good"}
    with pytest.raises(BlockingIOError):
        ear.accept()


HELD = """
import resource, subprocess, sys
code = subprocess.run(sys.argv[1:]).returncode
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
sys.exit(code)
"""
"""Runs a command and says, in a last line, how many KiB it held at most: alone, whatever ran before it."""

TAKEN = {"dref.mov"}
"""What says that its samples lie elsewhere but has them: they are read from the file, nothing is fetched."""
