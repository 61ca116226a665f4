from __future__ import annotations

import io
import struct
from fractions import Fraction
from pathlib import Path

import av
import msgspec
import pytest
from PIL import Image

from tests.media import samples
from webdoc.media import images, plan, probe, sniff, timed, transcode, voice
from webdoc.media.trouble import BadMedium
from webdoc.model import Issue, Media


def facts(path: Path) -> Media:
    found = probe.probe(path, f"media/{path.name}")
    assert isinstance(found, Media), found
    return found


def opener(path: Path) -> str:
    return sniff.sniff(path.read_bytes()[: sniff.HEAD]).format


def made_sounds(path: Path, folder: Path) -> dict[str, Path]:
    folder.mkdir(exist_ok=True)
    wanted = plan.sound(facts(path))
    outs = [(item.recipe, folder / item.name) for item in wanted]
    voice.make_sound(path, opener(path), outs)
    return {recipe.format: out for recipe, out in outs}


def made_video(path: Path, out: Path, loop: bool = False, quality: int = 23) -> Path:
    media = facts(path)
    item = (plan.loop if loop else plan.video)(media, plan.Reel((720,), ("mp4",)))[-1]
    transcode.make_videos(path, opener(path), [(msgspec.structs.replace(item.recipe, quality=quality), out)])
    return out


def heard(path: Path) -> tuple[float, int, int]:
    """Seconds, channels, and the loudest value of the sound in a file (of 32768), its first tenth left out."""
    samples_, loudest, channels, rate = 0, 0, 0, 1
    with av.open(str(path)) as source:
        resampler = av.AudioResampler(format="s16", layout="mono")
        for frame in source.decode(audio=0):
            samples_, rate, channels = samples_ + frame.samples, frame.sample_rate, frame.layout.nb_channels
            for piece in resampler.resample(frame):
                if frame.time > 0.1:
                    loudest = max(loudest, *memoryview(bytes(piece.planes[0])).cast("h"))
    return samples_ / rate, channels, loudest


@pytest.mark.parametrize(
    ("name", "codec", "rate", "layout"),
    [
        ("a.wav", "pcm_s16le", 22_050, "mono"),
        ("a.flac", "flac", 96_000, "stereo"),
        ("a.mp3", "libmp3lame", 44_100, "stereo"),
    ],
)
def test_sounds(tmp_path, name, codec, rate, layout) -> None:
    path = samples.sound(tmp_path / name, 2.0, codec, rate, layout)
    made = made_sounds(path, tmp_path / "out")
    assert set(made) == {"opus", "m4a"}
    for form, out in made.items():
        seconds, channels, loudest = heard(out)
        assert seconds == pytest.approx(2.0, abs=0.1)
        assert channels == (1 if layout == "mono" else 2)
        assert loudest == pytest.approx(9000, rel=0.15)
        data = out.read_bytes()
        assert b"Secret" not in data
        assert b"Lav" not in data
        with av.open(str(out)) as source:
            assert source.duration / av.time_base == pytest.approx(2.0, abs=0.1)
            assert source.streams.audio[0].codec_context.name == ("opus" if form == "opus" else "aac")
    names = samples.boxes(made["m4a"].read_bytes())
    assert names.index("moov") < names.index("mdat")
    again = made_sounds(path, tmp_path / "again")
    assert all(made[form].read_bytes() == again[form].read_bytes() for form in made)


def test_cover_art_is_not_a_video(tmp_path) -> None:
    path = tmp_path / "a.mp3"
    with av.open(str(path), "w") as out:
        stream = out.add_stream("libmp3lame", rate=44_100, layout="mono")
        samples._tone(out, stream, 1.0, 44_100, "mono")
    cover = io.BytesIO()
    samples.corners(300, 300).save(cover, "JPEG")
    picture = b"\0image/jpeg\0\x03\0" + cover.getvalue()
    frame = b"APIC" + len(picture).to_bytes(4, "big") + b"\0\0" + picture
    size = len(frame)
    tag = b"ID3\x03\0\0" + bytes((size >> shift) & 0x7F for shift in (21, 14, 7, 0)) + frame
    path.write_bytes(tag + path.read_bytes())
    assert facts(path).kind == "sound"
    made = made_sounds(path, tmp_path / "out")
    with av.open(str(made["m4a"])) as source:
        assert [stream.type for stream in source.streams] == ["audio"]


def frames(path: Path) -> list[tuple[float, Image.Image]]:
    with av.open(str(path)) as source:
        return [(frame.time, frame.to_image()) for frame in source.decode(video=0)]


@pytest.mark.parametrize("rotation", [0, 90, -90, 180])
def test_a_turned_video_stands_upright(tmp_path, rotation) -> None:
    path = samples.video(tmp_path / "a.mp4", rotation=rotation)
    out = made_video(path, tmp_path / "out.mp4")
    with av.open(str(out)) as source:
        first = next(source.decode(video=0))
        assert first.rotation == 0
    assert first.to_image().size == ((180, 320) if rotation % 180 else (320, 180))
    # What a player would show of the original: turned counter-clockwise by the angle.
    true = samples.corner_colours(samples.corners(320, 180).rotate(rotation, expand=True))
    for seen, expected in zip(samples.corner_colours(first.to_image()), true, strict=True):
        assert samples.distance(seen, expected) < 30


MIRRORED = {  # the four numbers of a display matrix, and which of the corners stand where
    (-1, 0, 0, 1): (1, 0, 3, 2),
    (1, 0, 0, -1): (2, 3, 0, 1),
    (-1, 0, 0, -1): (3, 2, 1, 0),
    (0, 1, -1, 0): (2, 0, 3, 1),
    (0, -1, 1, 0): (1, 3, 0, 2),
    (0, 1, 1, 0): (0, 2, 1, 3),
    (0, -1, -1, 0): (3, 1, 2, 0),
}


def test_a_mirrored_video_stays_mirrored(tmp_path) -> None:
    """Cameras that look back at their owner write a mirror into the matrix, with a quarter turn or without."""
    samples.video(tmp_path / "a.mp4", seconds=0.2, audible=False, rotation=90)
    data = (tmp_path / "a.mp4").read_bytes()
    at = data.index(b"tkhd") + 44
    assert data[at + 32 : at + 36] == b"\x40\0\0\0"
    for (across, down, other, under), where in MIRRORED.items():
        matrix = struct.pack(">9i", *(65536 * one for one in (across, down, 0, other, under, 0, 0, 0)), 1 << 30)
        (tmp_path / "b.mp4").write_bytes(data[:at] + matrix + data[at + 36 :])
        image, width, height = timed.still(tmp_path / "b.mp4", "mov")
        assert (width, height) == ((180, 320) if down else (320, 180)) == image.size
        assert not facts(tmp_path / "b.mp4").ready
        for seen, corner in zip(samples.corner_colours(image), where, strict=True):
            assert samples.distance(seen, samples.CORNERS[corner]) < 30


def test_a_video_is_ready_for_the_web(tmp_path) -> None:
    path = samples.video(tmp_path / "a.mkv", 641, 361, seconds=2.0)
    out = made_video(path, tmp_path / "out.mp4")
    with av.open(str(out)) as source:
        picture, tone = source.streams.video[0], source.streams.audio[0]
        assert (picture.codec_context.name, picture.codec_context.pix_fmt) == ("h264", "yuv420p")
        assert (picture.width, picture.height) == (640, 360)
        assert tone.codec_context.name == "aac"
        assert source.duration / av.time_base == pytest.approx(2.0, abs=0.1)
        assert not {"title", "creation_time", "encoder"} & set(source.metadata)
    assert heard(out)[0] == pytest.approx(2.0, abs=0.1)
    data = out.read_bytes()
    names = samples.boxes(data)
    assert names.index("moov") < names.index("mdat")
    assert b"Secret" not in data
    assert made_video(path, tmp_path / "again.mp4").read_bytes() == data


def test_a_loop_is_silent(tmp_path) -> None:
    out = made_video(samples.video(tmp_path / "a.mp4"), tmp_path / "out.mp4", loop=True)
    with av.open(str(out)) as source:
        assert [stream.type for stream in source.streams] == ["video"]


def test_frames_keep_their_times(tmp_path) -> None:
    times = (0.0, 0.05, 0.3, 0.34, 0.9, 1.5)
    path = samples.video(tmp_path / "a.mp4", times=times, audible=False)
    seen = [time for time, _ in frames(made_video(path, tmp_path / "out.mp4"))]
    assert seen == pytest.approx(times, abs=0.002)


def test_a_large_video_is_made_smaller(tmp_path) -> None:
    path = samples.video(tmp_path / "a.mp4", 1440, 1080, seconds=0.2, audible=False)
    assert frames(made_video(path, tmp_path / "out.mp4"))[0][1].size == (960, 720)


def test_pixels_that_are_not_square(tmp_path) -> None:
    path = samples.video(tmp_path / "a.mp4", 240, 180, seconds=0.2, audible=False, ratio=Fraction(4, 3))
    assert (facts(path).width, facts(path).height) == (320, 180)
    assert frames(made_video(path, tmp_path / "out.mp4"))[0][1].size == (320, 180)


def test_sound_that_begins_late_stays_in_step(tmp_path) -> None:
    path = tmp_path / "a.mkv"
    with av.open(str(path), "w") as out:
        film = out.add_stream("libx264", rate=25)
        film.width, film.height, film.pix_fmt = 64, 64, "yuv420p"
        tone = out.add_stream("pcm_s16le", rate=48_000, layout="mono")
        for number in range(50):
            frame = av.VideoFrame(64, 64, "yuv420p")
            frame.pts, frame.time_base = number, Fraction(1, 25)
            out.mux(film.encode(frame))
        out.mux(film.encode(None))
        frame = av.AudioFrame(format="s16", layout="mono", samples=48_000)
        frame.sample_rate, frame.pts, frame.time_base = 48_000, 48_000, Fraction(1, 48_000)
        frame.planes[0].update(b"\0\x40" * 48_000)
        out.mux(tone.encode(frame))
        out.mux(tone.encode(None))
    made = made_video(path, tmp_path / "out.mp4")
    with av.open(str(made)) as source:
        assert heard(made)[0] == pytest.approx(2.0, abs=0.1)
        loud = next(
            frame.time for frame in source.decode(audio=0) if max(memoryview(bytes(frame.planes[0])).cast("f")) > 0.1
        )
    assert loud == pytest.approx(1.0, abs=0.05)


def test_the_still_is_past_the_black(tmp_path) -> None:
    path = samples.video(tmp_path / "a.mp4", seconds=2.5, black=1.2, rotation=90)
    image, width, height = timed.still(path, "mov")
    assert image.size == (width, height) == (180, 320)
    expected = samples.corner_colours(samples.corners(320, 180).rotate(90, expand=True))
    for seen, true in zip(samples.corner_colours(image), expected, strict=True):
        assert samples.distance(seen, true) < 30
    poster, card = plan.picture(facts(path))[-1], plan.crop(facts(path), 120, 63)
    for item, data in images.render(images.shown(image, width, height), [poster, card]):
        assert Image.open(io.BytesIO(data)).size == (item.recipe.width, item.recipe.height)


def test_a_flac_that_ends_too_early_is_told(tmp_path) -> None:
    path = samples.sound(tmp_path / "a.flac", 5.0, "flac")
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    found = probe.probe(path, "media/a.flac")
    assert isinstance(found, Issue)
    assert found.code in ("medium-truncated", "medium-unreadable")


def test_no_other_file_is_ever_opened(tmp_path) -> None:
    """An HLS playlist handed to the decoders themselves, past the sniffing, still opens nothing."""
    path = tmp_path / "a.mp4"
    path.write_text("#EXTM3U\n#EXTINF:1,\nfile:///etc/hostname\n#EXT-X-ENDLIST\n")
    for format in ("mov", "matroska", "mp3"):
        with pytest.raises(BadMedium):
            timed.look(path, format, "video")
