"""The facts of a source file: what it really is, its digest, its size upright, its length, its placeholder.

A photograph is decoded whole here (small, where JPEG can), so that a damaged one is reported before anything is made
of it. Pillow and PyAV are imported when the first file needs them: a warm start, with all facts in the store, pays
for neither.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
from pathlib import Path
from typing import BinaryIO, Final

from webdoc.media import trouble
from webdoc.media.sniff import AMR, ASF, CAF, GIF, HEAD, MP4, TRANSPORT, WAV, Content, sniff
from webdoc.model import PHOTO_SUFFIXES, Issue, Kind, Media, Sentence, instead, kind_of, say, suffix_of

_BLOCK: Final = 1 << 20
_SPEECH: Final = {
    b"#!AMR\n": dict(enumerate((12, 13, 15, 17, 19, 20, 26, 31, 5))) | {15: 0},
    b"#!AMR-WB\n": dict(enumerate((17, 23, 32, 36, 40, 46, 50, 58, 60, 5))) | {14: 0, 15: 0},
}
"""Bytes of speech by the kind of its frame (3GPP TS 26.101 and 26.201)."""
_SPOKEN: Final = 64 << 20
"""Bytes of speech that are walked through: at least six hours."""
_OPEN_END: Final = 0x7FFF_0000


def probe(path: Path, name: str) -> Media | Issue:
    """What is known of the file at ``path``, or what is wrong with it; ``name`` is its path inside the project.

    Codes: medium-missing, -empty, -unsupported, -mislabelled, -truncated, -unreadable, -too-large, -endless, -changed.
    """
    try:
        kind = kind_of(name)
        if kind is None:
            raise trouble.unsupported(
                say("files that end in {suffix}", suffix=suffix_of(name) or say("nothing")), instead(name) or _known()
            )
        with open_source(path) as file:
            before = os.fstat(file.fileno())
            if before.st_size == 0:
                raise trouble.BadMedium(
                    "medium-empty", say("The file is empty."), say("Copy it again from where it came from.")
                )
            media = _facts(file, path, name, kind, before.st_size)
            after = os.fstat(file.fileno())
            if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
                raise trouble.changed()
        return media
    except trouble.BadMedium as bad:
        return bad.issue(name)
    except OSError as error:
        return trouble.unreadable(error.strerror or "").issue(name)
    except MemoryError:
        return trouble.no_memory().issue(name)


def glance(path: Path, name: str) -> Media | None:
    """What a picture's, sound's or video's header says, in a millisecond: enough to lay out a page for the eyes of an
    editor while `probe` looks. Its digest is none of content, so nothing may be made of it. None: only `probe` can say.
    """
    try:
        kind = kind_of(name)
        with open_source(path) as file:
            facts = os.fstat(file.fileno())
            content = content_of(file, name)
            moves = content.opens == "picture" and _moves(file, content)
            if kind is None or moves:
                return None
            if content.opens == "picture":
                from webdoc.media import upright

                (width, height), duration, audible = (
                    upright.upright_size(upright.header(file, content.format)),
                    0.0,
                    False,
                )
            else:
                from webdoc.media import timed

                seen = timed.glance(path, content.format)
                width, height, duration, audible = seen.width, seen.height, seen.duration, seen.audible
    except (trouble.BadMedium, OSError, MemoryError):
        return None
    said = hashlib.sha256(f"{name} {facts.st_size} {facts.st_mtime_ns}".encode()).hexdigest()
    return Media(
        path=name,
        kind=kind,
        digest=said,
        size=facts.st_size,
        width=width,
        height=height,
        duration=duration,
        audible=audible,
    )


def _moves(file: BinaryIO, content: Content) -> bool:
    from webdoc.media import upright

    return upright.moves(file, content.format)


def open_source(path: Path) -> BinaryIO:
    """A source file, open for reading: a true file, never a pipe or a device that could block for ever."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise trouble.missing()
        return path.open("rb")
    except (FileNotFoundError, NotADirectoryError):
        raise trouble.missing() from None


def digest(file: BinaryIO) -> str:
    """SHA-256 of the whole file, in hexadecimal, read in pieces."""
    file.seek(0)
    sha = hashlib.sha256()
    while block := file.read(_BLOCK):
        sha.update(block)
    return sha.hexdigest()


def content_of(file: BinaryIO, name: str) -> Content:
    """What the file is, when that is what its name promises; else `trouble.BadMedium`.

    An ending of the same family passes (a JPEG named ``.png``, an MP3 named ``.m4a``): cameras and messengers do it
    daily, the content decides what opens it, and what is published gets a name of ours.
    """
    file.seek(0)
    content = sniff(file.read(HEAD))
    suffix = suffix_of(name)
    if not content.opens:
        if content.format in ("", "text", "html", "zip", "m3u8", "concat", "sdp", "lfs"):
            raise trouble.mislabelled(suffix, content.called, content.hint or _known())
        raise trouble.unsupported(content.called, content.hint)
    if (content.opens == "picture") != (suffix in PHOTO_SUFFIXES):
        ending = {"picture": ".jpg", "timed": say(".mp4 (video) or .mp3 (sound)")}[content.opens]
        raise trouble.mislabelled(
            suffix, content.called, say("Let its name end in what it is, {ending} for one.", ending=ending)
        )
    return content


def _facts(file: BinaryIO, path: Path, name: str, kind: Kind, size: int) -> Media:
    if kind == "captions":
        return Media(path=name, kind=kind, digest=digest(file), size=size)
    content = content_of(file, name)
    if content.opens == "picture":
        from webdoc.media import images, upright

        if not upright.moves(file, content.format):
            seen = images.look(file, content.format)
            return Media(
                path=name,
                kind=kind,
                digest=digest(file),
                size=size,
                width=seen.width,
                height=seen.height,
                blur=seen.blur,
                held=seen.held,
                author=seen.author,
            )
        from webdoc.media import moving

        if content == GIF:
            check_blocks(file, size)
        kind, heard = "video", moving.look(path, content.format)
    else:
        if content == MP4:
            check_boxes(file, size)
        elif content == WAV:
            check_chunks(file, size)
        elif content in (CAF, ASF):
            check_objects(file, size, content)
        elif content == AMR:
            check_speech(file, size)
        elif content == TRANSPORT:
            check_packets(file, size)
        from webdoc.media import timed

        heard = timed.look(path, content.format, kind)
    return Media(
        path=name,
        kind=kind,
        digest=digest(file),
        size=size,
        width=heard.width,
        height=heard.height,
        duration=heard.duration,
        audible=heard.audible,
        peaks=heard.peaks,
        opposed=heard.opposed,
        ready=heard.ready,
    )


def check_boxes(file: BinaryIO, size: int) -> None:
    """Walks the outermost boxes of an MP4; one that is longer than the file tells of a copy that was cut off."""
    at = 0
    seen = set()
    while at + 8 <= size:
        file.seek(at)
        head = file.read(16)
        length = int.from_bytes(head[:4], "big")
        if length == 1:
            length = int.from_bytes(head[8:16], "big")
        seen.add(head[4:8])
        if length == 0:  # up to the end of the file
            break
        if length < 8:
            return  # trailing rubbish; the decoder will say
        at += length
    if at > size or b"moov" not in seen:
        raise trouble.truncated()


def check_objects(file: BinaryIO, size: int, content: Content) -> None:
    """Walks the outermost parts of a Core Audio or Windows Media file: a name, a length in eight bytes, what it holds.

    One that is longer than the file tells of a copy that was cut off; one of no length goes on to the end.
    """
    # Core Audio does not count name and length, and begins with eight bytes of its own.
    at, name, extra, order = (8, 4, 12, "big") if content == CAF else (0, 16, 0, "little")
    while at + name + 8 <= size:
        file.seek(at + name)
        length = int.from_bytes(file.read(8), order)  # type: ignore[arg-type]
        if not length or length >> 63:
            return
        at += length + extra
    if at > size:
        raise trouble.truncated()


def check_speech(file: BinaryIO, size: int) -> None:
    """Walks the frames of an AMR (RFC 4867, 5.3); one that goes on behind the file's end tells of a copy that was cut
    off."""
    if size > _SPOKEN:
        return
    file.seek(0)
    data = file.read()
    names = {name: lengths for name, lengths in _SPEECH.items() if data.startswith(name)}
    for name, lengths in names.items():
        at = len(name)
        while at < size:
            length = lengths.get(data[at] >> 3 & 15)
            if length is None:
                return  # none that is known; the decoder will say
            at += 1 + length
        if at > size:
            raise trouble.truncated()


def check_packets(file: BinaryIO, size: int) -> None:
    """Looks at the end of a camcorder's video; a last packet that is not whole, behind whole ones, tells of a copy that
    was cut off."""
    file.seek(0)
    length, at = (188, 0) if file.read(1) == b"G" else (192, 4)  # camcorders put a time before each
    last = size - size % length + at
    file.seek(max(at, last - length))
    if size % length and file.read(1) == b"G" and last > length:
        file.seek(last)
        if file.read(1) in b"G":
            raise trouble.truncated()


def check_blocks(file: BinaryIO, size: int) -> None:
    """Walks the blocks of a GIF; one that goes on behind the file's end tells of a copy that was cut off.

    The last block of all, which only says that it is the last, is left out by many programs.
    """

    def table(flags: int) -> int:
        return 3 << (flags & 7) + 1 if flags & 0x80 else 0

    file.seek(0)
    at = 13 + table(file.read(13)[10])
    while at < size:
        file.seek(at)
        head = file.read(10)
        if head[0] not in b"\x21\x2c":
            return
        at += 2 if head[0] == 0x21 else 11 + table(head[-1])
        length = 1
        while length:  # what the block holds comes in pieces; an empty one ends it
            file.seek(at)
            length = (file.read(1) or b"\0")[0]
            at += 1 + length
            if at > size:
                raise trouble.truncated()


def check_chunks(file: BinaryIO, size: int) -> None:
    """Walks the chunks of a WAV; fewer samples than it says tell of a copy that was cut off, a second more than it says
    of a recorder that ended before it wrote how many there are: every program would leave out the rest.

    Recorders that write as they go put the largest number there, or none; that says nothing.
    """
    file.seek(0)
    at = 12 if file.read(4) == b"RIFF" else size
    second, samples = 1, False
    while at + 8 <= size:
        file.seek(at)
        head = file.read(20)
        length = int.from_bytes(head[4:8], "little")
        if head[:4] == b"fmt ":
            second = max(second, int.from_bytes(head[16:20], "little"))
        elif head[:4] == b"data":
            samples = True
            if not length or length >= _OPEN_END:
                return
            if at + 8 + length > size:
                raise trouble.truncated()
        elif samples and not re.match(rb"[ -~]{4}|\0{20}", head):
            break
        at += 8 + length + length % 2
    if samples and size - at > second:
        raise trouble.unreadable(say("it holds more sound than its header says"))


def _known() -> Sentence:
    return say(
        "Use JPEG, PNG, HEIC, WebP, AVIF, TIFF or SVG for photos, MP3, M4A, WAV or FLAC for sound, "
        "MP4 or MOV for video."
    )
