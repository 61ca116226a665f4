from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from tests.media import samples
from webdoc.media import probe, upright
from webdoc.model import Issue, Media


def wrong(path: Path, name: str = "") -> Issue:
    found = probe.probe(path, name or f"media/{path.name}")
    assert isinstance(found, Issue), found
    assert found.source.path == (name or f"media/{path.name}")
    assert str(found.message).endswith(".")
    assert found.hint
    assert "Traceback" not in found.message
    assert "object at" not in found.message
    return found


def test_facts_of_a_photo(tmp_path) -> None:
    path = samples.photo(tmp_path / "a.JPG", 640, 480, orientation=6)
    found = probe.probe(path, "media/a.JPG")
    assert isinstance(found, Media)
    assert (found.path, found.kind) == ("media/a.JPG", "photo")
    assert (found.width, found.height, found.duration, found.audible) == (640, 480, 0.0, False)
    assert found.digest == hashlib.sha256(path.read_bytes()).hexdigest()
    assert found.size == path.stat().st_size


@pytest.mark.parametrize("name", ["a.jpg", "a.png", "a.mp3", "a.mp4", "a.vtt"])
def test_an_empty_file(tmp_path, name) -> None:
    (tmp_path / name).write_bytes(b"")
    assert wrong(tmp_path / name).code == "medium-empty"


@pytest.mark.parametrize("name", ["a.jpg", "a.png", "a.gif", "a.mp3", "a.wav", "a.mp4", "a.webm"])
@pytest.mark.parametrize(
    ("content", "code", "says"),
    [
        (b"This is a text, not a picture.\n" * 20, "medium-mislabelled", "a text"),
        (b"<!DOCTYPE html><html><body>404", "medium-mislabelled", "a web page"),
        (b"#EXTM3U\n#EXT-X-VERSION:3\n#EXTINF:1,\nfile:///etc/passwd\n", "medium-mislabelled", "a playlist"),
        (b"\n #EXTM3U\nhttp://localhost:1/x.ts\n", "medium-mislabelled", "a playlist"),
        (b"ffconcat version 1.0\nfile /etc/passwd\n", "medium-mislabelled", "a list of other files"),
        (b"v=0\no=- 0 0 IN IP4 127.0.0.1\n", "medium-mislabelled", "a live stream"),
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:00\n", "medium-mislabelled", "Git LFS"),
        (b"PK\x03\x04" + bytes(200), "medium-mislabelled", "ZIP"),
        (bytes(range(256)) * 9, "medium-mislabelled", "does not know"),
        (b"%PDF-1.7\n", "medium-unsupported", "a PDF"),
        (b"8BPS\0\1", "medium-unsupported", "a Photoshop"),
        (b"RIFF\0\0\0\0AVI LIST", "medium-unsupported", "an AVI"),
    ],
)
def test_what_it_really_is(tmp_path, name, content, code, says) -> None:
    (tmp_path / name).write_bytes(content)
    issue = wrong(tmp_path / name)
    assert issue.code == code
    assert says in issue.message


def test_a_jpeg_named_png_is_taken(tmp_path) -> None:
    found = probe.probe(samples.photo(tmp_path / "a.png"), "media/a.png")
    assert isinstance(found, Media)
    assert found.width == 900


def test_a_picture_is_not_a_sound_nor_the_other_way(tmp_path) -> None:
    assert wrong(samples.photo(tmp_path / "a.mp3")).code == "medium-mislabelled"
    assert wrong(samples.photo(tmp_path / "a.mp4")).code == "medium-mislabelled"
    samples.sound(tmp_path / "b.wav").rename(tmp_path / "b.jpg")
    assert wrong(tmp_path / "b.jpg").code == "medium-mislabelled"
    samples.sound(tmp_path / "b.wav").rename(tmp_path / "b.mp4")
    issue = wrong(tmp_path / "b.mp4")
    assert (issue.code, "without moving pictures" in issue.message) == ("medium-mislabelled", True)
    samples.video(tmp_path / "c.mp4", audible=False).rename(tmp_path / "c.m4a")
    assert wrong(tmp_path / "c.m4a").code == "medium-mislabelled"


@pytest.mark.parametrize("part", [0.02, 0.3, 0.9])
def test_truncated_photos(tmp_path, part) -> None:
    for name, save in (("a.jpg", {}), ("b.jpg", {"progressive": True}), ("c.png", {}), ("d.webp", {})):
        path = tmp_path / name
        samples.corners(600, 400, noise=40).save(path, **save)
        path.write_bytes(path.read_bytes()[: int(path.stat().st_size * part)])
        assert wrong(path).code in ("medium-truncated", "medium-unreadable")


def test_truncated_video_and_sound(tmp_path) -> None:
    for options in (None, {"movflags": "+faststart"}):
        path = samples.video(tmp_path / "a.mp4", options=options)
        path.write_bytes(path.read_bytes()[: path.stat().st_size * 2 // 3])
        assert wrong(path).code == "medium-truncated"
    path = samples.sound(tmp_path / "a.wav", 3.0)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    assert wrong(path).code == "medium-truncated"
    at = whole.index(b"data") + 4  # a recorder that did not know yet how long it would be
    path.write_bytes(whole[:at] + b"\xff\xff\xff\xff" + whole[at + 4 :])
    assert isinstance(probe.probe(path, "a.wav"), Media)
    # One that ended before it wrote how long it had become: players would leave out all that follows.
    told = (int.from_bytes(whole[at : at + 4], "little") // 10).to_bytes(4, "little")
    path.write_bytes(whole[:at] + told + whole[at + 4 :])
    assert "more sound than its header says" in wrong(path).message
    for behind in (b"LIST\x04\0\0\0INFO", b"id3 \xff\xff\0\0" + bytes(200_000), bytes(200_000)):
        path.write_bytes(whole + behind)
        assert isinstance(probe.probe(path, "a.wav"), Media)
    path = samples.sound(tmp_path / "a.flac", codec="flac")
    path.write_bytes(path.read_bytes()[:30])
    assert wrong(path).code == "medium-unreadable"
    for name, codec in (("a.caf", "pcm_s16le"), ("a.wma", "wmav2"), ("a.aif", "pcm_s16be")):
        path = samples.sound(tmp_path / name, 3.0, codec)
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
        assert wrong(path).code == "medium-truncated"


def test_what_ends_in_the_midst_of_a_packet_or_a_frame_was_cut_off(tmp_path) -> None:
    """Camcorders' videos and telephones' memos say nowhere how long they are."""
    for path, each in (
        (samples.video(tmp_path / "a.mts"), 188),
        (samples.video(tmp_path / "a.m2ts", options={"mpegts_m2ts_mode": "1"}), 192),
        (samples.sound(tmp_path / "a.amr", 1.0, "libopencore_amrnb", 8_000, "mono"), 13),
    ):
        whole = path.read_bytes()
        assert isinstance(probe.probe(path, path.name), Media)
        path.write_bytes(whole[: len(whole) - 10 * each - 7])
        assert wrong(path).code == "medium-truncated", path.name
        path.write_bytes(whole[: len(whole) - 10 * each])
        assert isinstance(probe.probe(path, path.name), Media), "nobody knows"
    path = tmp_path / "b.amr"
    path.write_bytes(b"#!AMR-WB\n" + b"\x04" + bytes(16))
    assert wrong(path).code == "medium-truncated"


def test_noise_behind_a_good_beginning(tmp_path) -> None:
    noise = bytes((at * 7919) % 251 for at in range(4000))
    for name, head in (
        ("a.jpg", b"\xff\xd8\xff\xe0"),
        ("a.png", b"\x89PNG\r\n\x1a\n"),
        ("a.webp", b"RIFF\0\0\0\0WEBP"),
        ("a.avif", b"\0\0\0\x18ftypavif"),
        ("a.tif", b"II*\0"),
        ("a.heic", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"),
        ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'>"),
        ("a.gif", b"GIF89a"),
        ("a.mkv", b"\x1aE\xdf\xa3"),
        ("a.flac", b"fLaC"),
        ("a.ogg", b"OggS"),
        ("a.mp3", b"\xff\xfb\x90\x00"),
        ("a.wav", b"RIFF\0\0\0\0WAVE"),
        ("a.mp4", b"\0\0\0\x08moov"),
    ):
        (tmp_path / name).write_bytes(head + noise)
        assert wrong(tmp_path / name).code in ("medium-unreadable", "medium-truncated", "medium-too-large")


def test_bombs_are_refused_before_they_are_decoded(tmp_path) -> None:
    assert wrong(samples.bomb(tmp_path / "a.png")).code == "medium-too-large"
    assert wrong(samples.bomb(tmp_path / "b.png", 12_000, 10_001)).code == "medium-too-large"


def test_bombs_of_other_formats(tmp_path) -> None:
    assert wrong(samples.tiff_bomb(tmp_path / "a.tif")).code == "medium-too-large"
    Image.new("L", (300, 200)).save(tmp_path / "b.avif")
    data = (tmp_path / "b.avif").read_bytes()
    at = data.index(b"ispe") + 8
    (tmp_path / "b.avif").write_bytes(data[:at] + (50_000).to_bytes(4, "big") * 2 + data[at + 8 :])
    assert wrong(tmp_path / "b.avif").code in ("medium-too-large", "medium-unreadable")
    samples.heic(tmp_path / "c.heic")
    data = (tmp_path / "c.heic").read_bytes()
    at = data.index(b"ispe") + 8
    (tmp_path / "c.heic").write_bytes(data[:at] + (50_000).to_bytes(4, "big") * 2 + data[at + 8 :])
    assert wrong(tmp_path / "c.heic").code in ("medium-too-large", "medium-unreadable")
    (tmp_path / "d.gif").write_bytes(b"GIF89a" + b"\xff" * 4 + bytes(3) + b",\0\0\0\0" + b"\xff" * 4 + bytes(200))
    assert wrong(tmp_path / "d.gif").code == "medium-too-large"
    assert wrong(samples.patient(tmp_path / "e.jpg", 300)).code == "medium-unsupported"
    assert isinstance(probe.probe(samples.patient(tmp_path / "f.jpg", 20), "f.jpg"), Media)


@pytest.mark.parametrize("chunk", [b"iCCP", b"zTXt", b"iTXt"])
def test_what_swells_beside_the_pixels_costs_nothing(tmp_path, chunk) -> None:
    path = samples.stuffed(tmp_path / "a.png", chunk, 200)
    code = "import resource, sys, pathlib\nfrom webdoc.media import probe\n"
    code += "probe.probe(pathlib.Path(sys.argv[1]).with_name('plain.png'), 'a.png')\n"
    code += "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
    code += "found = probe.probe(pathlib.Path(sys.argv[1]), 'a.png')\n"
    code += "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before, type(found).__name__)"
    samples.stuffed(tmp_path / "plain.png", chunk, 0)
    done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True)
    kilobytes, found = done.stdout.split()
    assert int(kilobytes) < 40_000
    assert found in ("Media", "Issue")


def test_several_pages_in_one_file_are_told(tmp_path) -> None:
    first, second = samples.corners(60, 40), samples.corners(60, 40).rotate(180)
    first.save(tmp_path / "a.tif", save_all=True, append_images=[second])
    assert wrong(tmp_path / "a.tif").code == "medium-unsupported"


def test_a_tiff_with_its_thumbnail_is_one_picture(tmp_path) -> None:
    thumbnail = samples.corners(30, 20)
    thumbnail.encoderinfo = {"tiffinfo": {254: 1}}
    samples.corners(60, 40).save(tmp_path / "a.tif", save_all=True, append_images=[thumbnail])
    found = probe.probe(tmp_path / "a.tif", "a.tif")
    assert isinstance(found, Media), found
    assert (found.width, found.height) == (60, 40)


def test_the_largest_honest_picture_is_taken(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(upright, "MAX_PIXELS", 60_000)
    Image.new("L", (300, 200)).save(tmp_path / "a.png")
    Image.new("L", (301, 200)).save(tmp_path / "b.png")
    assert isinstance(probe.probe(tmp_path / "a.png", "a.png"), Media)
    issue = wrong(tmp_path / "b.png", "b.png")
    assert (issue.code, "301 × 200" in issue.message) == ("medium-too-large", True)


def test_what_is_no_file(tmp_path) -> None:
    assert wrong(tmp_path / "gone.jpg").code == "medium-missing"
    (tmp_path / "folder.jpg").mkdir()
    assert wrong(tmp_path / "folder.jpg").code == "medium-missing"
    os.mkfifo(tmp_path / "pipe.jpg")
    assert wrong(tmp_path / "pipe.jpg").code == "medium-missing"
    for name, hint in (("a.xyz", "Use JPEG"), ("a.nef", "developed"), ("a.avi", "as MP4"), ("a.dss", "as WAV")):
        (tmp_path / name).write_text("x")
        assert wrong(tmp_path / name).code == "medium-unsupported"
        assert hint in wrong(tmp_path / name).hint


@pytest.mark.parametrize(
    ("name", "codec", "rate", "layout"),
    [
        ("a.wav", "pcm_s16le", 22_050, "mono"),
        ("a.flac", "flac", 44_100, "stereo"),
        ("a.mp3", "libmp3lame", 44_100, "stereo"),
        ("a.m4a", "aac", 48_000, "mono"),
        ("a.opus", "libopus", 48_000, "mono"),
        ("a.ogg", "libopus", 48_000, "stereo"),
        ("a.aac", "aac", 44_100, "stereo"),
        ("a.aif", "pcm_s16be", 44_100, "stereo"),
        ("a.caf", "alac", 44_100, "mono"),
        ("a.amr", "libopencore_amrnb", 8_000, "mono"),
        ("a.wma", "wmav2", 44_100, "stereo"),
        ("a.mka", "flac", 44_100, "stereo"),
    ],
)
def test_facts_of_sounds(tmp_path, name, codec, rate, layout) -> None:
    found = probe.probe(samples.sound(tmp_path / name, 1.5, codec, rate, layout), name)
    assert isinstance(found, Media), found
    assert found.duration == pytest.approx(1.5, abs=0.1)
    assert (found.kind, found.audible, found.width) == ("sound", True, 0)


@pytest.mark.parametrize("rotation", [0, 90, -90, 180])
def test_facts_of_a_turned_video(tmp_path, rotation) -> None:
    found = probe.probe(samples.video(tmp_path / "a.mp4", rotation=rotation), "a.mp4")
    assert isinstance(found, Media)
    assert (found.width, found.height) == ((180, 320) if rotation % 180 else (320, 180))
    assert found.duration == pytest.approx(1.0, abs=0.1)
    assert found.audible


def test_facts_of_other_videos(tmp_path) -> None:
    films = (("a.mov", "libx264"), ("a.mkv", "libx264"), ("a.webm", "libvpx"), ("a.m2ts", "libx264"), ("a.wmv", "wmv2"))
    for name, codec in films:
        found = probe.probe(samples.video(tmp_path / name, audible=False, codec=codec), name)
        assert isinstance(found, Media), found
        assert (found.width, found.height, found.audible) == (320, 180, False)
        assert found.duration == pytest.approx(1.0, abs=0.1)


def test_nothing_is_printed(tmp_path) -> None:
    """Codecs like to talk; workers must not."""
    samples.video(tmp_path / "a.mp4")
    (tmp_path / "b.mp4").write_bytes((tmp_path / "a.mp4").read_bytes()[:-2000] + bytes(2000))
    (tmp_path / "c.jpg").write_bytes(b"\xff\xd8\xff\xe0" + bytes(3000))
    exif = b"Exif\0\0II*\0\xff\xff\xff\xff broken"
    samples.corners(30, 20).save(tmp_path / "d.jpg", exif=exif)
    samples.bomb(tmp_path / "e.png")
    code = "import sys, pathlib\nfrom webdoc.media import probe\n"
    code += "for path in sorted(pathlib.Path(sys.argv[1]).iterdir()): probe.probe(path, path.name)"
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("", "")


def test_numbers_too_large_for_a_picture_are_told(tmp_path) -> None:
    """Science writes 32 bits a channel; nobody knows which of them is white."""
    for number, mode in enumerate("IF"):
        Image.new(mode, (60, 40), 3_000_000).save(tmp_path / f"{number}.tif")
        issue = wrong(tmp_path / f"{number}.tif")
        assert issue.code == "medium-unsupported"
        assert "32 bits" in str(issue.message)
