"""All that is made of a video comes from one pass, plays everywhere, and stays in step."""

from __future__ import annotations

import array
import gc
import math
import os
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import av
import av.filter
import msgspec
import pytest
from PIL import Image

from tests.media import samples
from webdoc.media import plan, probe, sniff, timed, transcode, trouble
from webdoc.media.shape import Shape
from webdoc.model import Issue, Media


def facts(path: Path) -> Media:
    found = probe.probe(path, f"media/{path.name}")
    assert isinstance(found, Media), found
    return found


def published(path: Path, reel: plan.Reel = plan.REEL, **more: object) -> dict[tuple[str, int], Path]:
    items = plan.video(msgspec.structs.replace(facts(path), **more), reel)
    outs = [(item.recipe, path.parent / item.name) for item in items]
    transcode.make_videos(path, sniff.sniff(path.read_bytes()[: sniff.HEAD]).format, outs)
    return {(recipe.format, recipe.height): out for recipe, out in outs}


def flash(path: Path, at: float, later: float = 0.0, times: tuple[float, ...] = (), codec: str = "libx264") -> Path:
    """Black but for one white flash at a time, at which there is also a beep; the sound may begin later."""
    with av.open(str(path), "w") as out:
        stream = out.add_stream(codec, rate=25)
        stream.width, stream.height, stream.pix_fmt = 128, 96, "yuv420p"
        stream.codec_context.time_base = Fraction(1, 1000)
        tone = out.add_stream("aac" if path.suffix == ".mp4" else "libopus", rate=48_000, layout="mono")
        for time in times or [number / 25 for number in range(50)]:
            grey = 255 if at <= time < at + 0.08 else 0
            frame = av.VideoFrame.from_image(Image.new("RGB", (128, 96), (grey, grey, grey))).reformat(format="yuv420p")
            frame.pts, frame.time_base = round(time * 1000), Fraction(1, 1000)
            out.mux(stream.encode(frame))
        out.mux(stream.encode(None))
        for start in range(round(later * 48_000), 96_000, 960):
            frame = av.AudioFrame(format="s16", layout="mono", samples=960)
            frame.sample_rate, frame.pts, frame.time_base = 48_000, start, Fraction(1, 48_000)
            loud = at <= start / 48_000 < at + 0.08
            frame.planes[0].update((b"\x00\x40" * 24 + b"\x00\xc0" * 24) * 20 if loud else bytes(1920))
            out.mux(tone.encode(frame))
        out.mux(tone.encode(None))
    return path


def step(path: Path) -> tuple[float, float]:
    """When the flash is seen, and when the beep is heard, in seconds."""
    with av.open(str(path)) as source:
        seen = next(one.time for one in source.decode(video=0) if one.to_image().convert("L").getextrema()[1] > 150)
    with av.open(str(path)) as source:
        plain = av.AudioResampler(format="s16", layout="mono", rate=48_000)
        for frame in source.decode(audio=0):
            for part in plain.resample(frame):
                values = memoryview(bytes(part.planes[0])).cast("h")[: part.samples]
                loud = next((number for number, value in enumerate(values) if abs(value) > 4000), None)
                if loud is not None:
                    return seen, frame.time + loud / 48_000
    raise AssertionError("no beep")


@pytest.mark.slow
@pytest.mark.parametrize("name", ["a.mp4", "a.mkv", "a.mts"])
@pytest.mark.parametrize("later", [0.0, 0.5])
@pytest.mark.parametrize(
    "times", [(), tuple(sorted({*(n * 0.033 for n in range(30)), *(1 + n * 0.05 for n in range(20))}))]
)
def test_picture_and_sound_stay_in_step_within_a_frame(tmp_path: Path, name: str, later: float, times: tuple) -> None:
    path = flash(tmp_path / name, 1.2, later, times)
    for out in published(path).values():
        seen, heard = step(out)
        assert seen == pytest.approx(1.2, abs=0.04)
        assert heard == pytest.approx(1.2, abs=0.04)


@pytest.mark.slow
def test_one_pass_gives_every_size_and_format_and_av1_is_smaller(tmp_path: Path) -> None:
    path = samples.video(tmp_path / "a.mp4", 640, 360, seconds=1.0, options={})
    media = msgspec.structs.replace(facts(path), ready=False)
    items = plan.video(media, plan.Reel((180, 360)))
    outs = [(item.recipe, tmp_path / item.name) for item in items]
    decoded: list[int] = []
    real = timed.frames

    def counted(*arguments):
        decoded.append(1)
        return real(*arguments)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(timed, "frames", counted)
        transcode.make_videos(path, "mov", outs)
    made = {(recipe.format, recipe.height): out for recipe, out in outs}
    assert set(made) == {("webm", 180), ("webm", 360), ("mp4", 180), ("mp4", 360)}
    assert len(decoded) == 2, "the sound is measured, then all is decoded once"
    for (form, height), out in made.items():
        with av.open(str(out)) as source:
            picture, tone = source.streams.video[0], source.streams.audio[0]
            assert (picture.height, picture.codec_context.name) == (height, "h264" if form == "mp4" else "libdav1d")
            assert tone.codec_context.name == ("aac" if form == "mp4" else "opus")
        assert b"Secret" not in out.read_bytes()
    for height in (180, 360):
        assert made["webm", height].stat().st_size < made["mp4", height].stat().st_size


@pytest.mark.skipif(not hasattr(os, "sched_getscheduler"), reason="Windows and macOS have no such priorities")
def test_an_encoder_does_not_put_itself_before_all_else_that_runs(tmp_path: Path) -> None:
    before = os.sched_getscheduler(0)
    made = published(samples.video(tmp_path / "a.mp4", seconds=0.5), ready=False)
    assert "webm" in {form for form, _ in made}
    assert os.sched_getscheduler(0) == before


def units(packet, *kinds: int) -> list[bytes]:
    """The units of those kinds (1 and 5: pictures) in a packet of H.264."""
    data, at, found = bytes(packet), 0, []
    while at < len(data):
        length = int.from_bytes(data[at : at + 4], "big")
        found.append(data[at + 4 : at + 4 + length])
        at += 4 + length
    return [one for one in found if one[0] & 31 in kinds]


def test_a_video_that_fits_is_not_encoded_again(tmp_path: Path) -> None:
    path = samples.video(tmp_path / "a.mp4", 640, 360, seconds=1.0, options={"movflags": "faststart"})
    media = facts(path)
    if not media.ready:  # grain costs bits: a plain one then
        media = msgspec.structs.replace(media, ready=True)
    (item,) = plan.video(media, plan.Reel((720,)))
    assert (item.recipe.quality, item.recipe.format) == (0, "mp4")
    out = tmp_path / item.name
    transcode.make_videos(path, "mov", [(item.recipe, out)])
    with av.open(str(path)) as one, av.open(str(out)) as other:
        pictures = [[units(packet, 1, 5) for packet in source.demux(video=0) if packet.size] for source in (one, other)]
        assert pictures[0] == pictures[1]
        assert any(pictures[0])
    data = out.read_bytes()
    assert b"Secret" not in data
    assert b"x264" in path.read_bytes(), "cameras write the place in the same way"
    assert b"x264" not in data
    assert samples.boxes(data).index("moov") < samples.boxes(data).index("mdat")


@pytest.mark.parametrize(
    ("more", "ready"),
    [({}, True), ({"rotation": 90}, False), ({"codec": "mpeg4"}, False), ({"ratio": Fraction(4, 3)}, False)],
)
def test_what_fits_is_known_by_its_header(tmp_path: Path, more: dict, ready: bool) -> None:
    path = tmp_path / "a.mp4"
    samples.video(path, 640, 360, seconds=2.0, times=[n / 25 for n in range(50)], audible=False, **more)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(timed, "READY_BITS", 100.0)
        assert facts(path).ready is ready


def flat_film(path: Path, values: tuple[int, int, int], primaries: int, curve: int, matrix: int) -> Path:
    """Five frames of one colour in ten bits (light and two colour differences), with what their numbers mean."""
    with av.open(str(path), "w") as out:
        stream = out.add_stream("libx265", rate=25, options={"x265-params": "log-level=none"})
        stream.width, stream.height, stream.pix_fmt = 128, 96, "yuv420p10le"
        context = stream.codec_context
        context.color_primaries, context.color_trc, context.colorspace, context.color_range = (
            primaries,
            curve,
            matrix,
            1,
        )
        for number in range(5):
            frame = av.VideoFrame(128, 96, "yuv420p10le")
            for plane, value in zip(frame.planes, values, strict=True):
                plane.update(value.to_bytes(2, "little") * (plane.buffer_size // 2))
            frame.pts, frame.time_base = number, Fraction(1, 25)
            out.mux(stream.encode(frame))
        out.mux(stream.encode(None))
    return path


@pytest.mark.parametrize(
    ("values", "primaries", "curve", "colour"),
    [
        ((573, 512, 512), 9, 16, (229, 229, 229)),  # PQ: paper, 203 nits; then a grey card, a skin, the brightest
        ((424, 512, 512), 9, 16, (117, 117, 117)),
        ((478, 495, 528), 9, 16, (194, 150, 130)),
        ((723, 512, 512), 9, 16, (255, 255, 255)),
        ((721, 512, 512), 9, 18, (229, 229, 229)),  # HLG: paper at 75 %, a red
        ((365, 462, 643), 9, 18, (175, 54, 60)),
        ((408, 436, 768), 12, 1, (233, 53, 50)),  # Display P3 without high light
    ],
)
def test_high_light_and_wide_colours_become_ordinary(
    tmp_path: Path, values: tuple, primaries: int, curve: int, colour: tuple
) -> None:
    """White is bright, what is darker keeps its light and every colour its hue; the still is as the video."""
    path = flat_film(tmp_path / "a.mkv", values, primaries, curve, 1 if primaries == 12 else 9)
    out = published(path, plan.Reel((180,), ("mp4",)))[("mp4", 96)]
    with av.open(str(out)) as source:
        frame = next(source.decode(video=0))
        assert (frame.color_trc, frame.format.name) == (1, "yuv420p")
        assert frame.to_image().getpixel((60, 40)) == pytest.approx(colour, abs=6)
    assert timed.still(path, "matroska")[0].getpixel((60, 40)) == pytest.approx(colour, abs=6)


@pytest.mark.parametrize(
    ("name", "codec", "format"),
    [("a.webm", "libvpx-vp9", "yuva420p"), ("a.mov", "prores_ks", "yuva444p10le"), ("b.mov", "qtrle", "argb")],
)
def test_what_can_be_seen_through_is_white(tmp_path: Path, name: str, codec: str, format: str) -> None:
    path = tmp_path / name
    with av.open(str(path), "w") as out:
        stream = out.add_stream(codec, rate=25)
        stream.width, stream.height, stream.pix_fmt = 64, 48, format
        red = av.VideoFrame(64, 48, "rgba")
        red.planes[0].update((b"\xc8\0\0\0" * 32 + b"\xc8\0\0\xff" * 32) * 48)
        for number in range(3):
            frame = red.reformat(format=format)
            frame.pts, frame.time_base = number, Fraction(1, 25)
            out.mux(stream.encode(frame))
        out.mux(stream.encode(None))
    seen, *_ = timed.still(path, sniff.sniff(path.read_bytes()[: sniff.HEAD]).format)
    assert samples.distance(seen.getpixel((12, 24)), (255, 255, 255)) < 6
    assert samples.distance(seen.getpixel((52, 24)), (200, 0, 0)) < 12


@pytest.mark.parametrize("other", [-1, 1])
def test_a_video_whose_sides_cancel_each_other_out_is_known(tmp_path: Path, other: int) -> None:
    path = tmp_path / "a.mp4"
    with av.open(str(path), "w") as out:
        picture, tone = out.add_stream("libx264", rate=25), out.add_stream("aac", rate=48_000, layout="stereo")
        picture.width, picture.height, picture.pix_fmt = 64, 48, "yuv420p"
        frame = av.VideoFrame.from_image(Image.new("RGB", (64, 48))).reformat(format="yuv420p")
        out.mux(picture.encode(frame))
        wave = [round(9000 * math.sin(at / 20)) for at in range(48_000)]
        frame = av.AudioFrame(format="s16", layout="stereo", samples=48_000)
        frame.sample_rate = 48_000
        frame.planes[0].update(array.array("h", [value for one in wave for value in (one, one * other)]).tobytes())
        for stream, one in ((tone, frame), (tone, None), (picture, None)):
            out.mux(stream.encode(one))
    assert facts(path).opposed == (other < 0)


def test_dolby_s_own_colours_are_told(tmp_path: Path) -> None:
    path = samples.video(tmp_path / "a.mp4", 64, 48, 0.2, audible=False, codec="libx265", options={})
    path.write_bytes(path.read_bytes().replace(b"hev1", b"dvh1").replace(b"hvc1", b"dvh1"))
    told = probe.probe(path, "a.mp4")
    assert isinstance(told, Issue)
    assert told.code == "medium-unsupported"
    assert "Dolby Vision" in told.message


def test_half_frames_are_made_whole(tmp_path: Path) -> None:
    """Lines that alternate between two moments are a comb; after it, neighbours are alike."""
    path = tmp_path / "a.mkv"
    with av.open(str(path), "w") as out:
        stream = out.add_stream("mpeg2video", rate=25, options={"flags": "+ildct+ilme", "top": "1"})
        stream.width, stream.height, stream.pix_fmt, stream.bit_rate = 128, 96, "yuv420p", 4_000_000
        for number in range(10):
            image = Image.new("L", (128, 96))
            for row in range(96):
                left = 10 + 8 * number + (4 if row % 2 else 0)
                image.paste(255, (left, row, left + 20, row + 1))
            frame = av.VideoFrame.from_image(image.convert("RGB")).reformat(format="yuv420p")
            frame.pts, frame.time_base = number, Fraction(1, 25)
            marked = av.filter.Graph()
            marked.link_nodes(
                marked.add_buffer(width=128, height=96, format=frame.format, time_base=Fraction(1, 25)),
                marked.add("setfield", "tff"),
                marked.add("buffersink"),
            ).configure()
            marked.push(frame)
            out.mux(stream.encode(marked.pull()))
        out.mux(stream.encode(None))
    with av.open(str(path)) as source:
        assert next(source.decode(video=0)).interlaced_frame

    def comb(file: Path) -> float:
        with av.open(str(file)) as source:
            grey = list(source.decode(video=0))[5].to_image().convert("L")
        rows = [list(grey.crop((0, row, 128, row + 1)).tobytes()) for row in range(20, 80)]
        return sum(abs(a - b) for one, other in pairwise(rows) for a, b in zip(one, other, strict=True))

    for out in published(path).values():
        assert comb(out) < comb(path) / 2


def test_a_still_is_found_behind_a_long_darkness(tmp_path: Path) -> None:
    times = [number / 2 for number in range(40)]
    path = samples.video(tmp_path / "a.mp4", black=9.0, times=times, audible=False, options={})
    image, _, _ = timed.still(path, "mov")
    assert image.convert("L").getextrema()[1] > 60


def test_slow_motion_is_shown_at_sixty_frames_a_second(tmp_path: Path) -> None:
    times = [number / 240 for number in range(120)]
    path = samples.video(tmp_path / "a.mkv", times=times, audible=False)
    out = published(path, plan.Reel((720,), ("mp4",)), ready=False)[("mp4", 180)]
    with av.open(str(out)) as source:
        seen = [frame.time for frame in source.decode(video=0)]
    assert 24 <= len(seen) <= 32
    assert seen[-1] == pytest.approx(0.49, abs=0.03)


def test_a_video_whose_frames_slow_down_keeps_its_length(tmp_path: Path) -> None:
    """Containers count to the end of the frame that is decoded last, which is not the one that is shown last."""
    times = [*(number / 25 for number in range(25)), *(1 + number / 10 for number in range(20))]
    path = samples.video(tmp_path / "a.mp4", times=times, audible=False)
    for out in published(path, ready=False).values():
        with av.open(str(out)) as source:
            picture = source.streams.video[0]
            lasts = picture.duration * picture.time_base if picture.duration else source.duration / av.time_base
            assert float(lasts) == pytest.approx(3.0, abs=0.011)


def test_what_claims_to_last_for_days_is_told(tmp_path: Path) -> None:
    path = samples.video(tmp_path / "a.mkv", 64, 64, times=(0.0, 0.04, 90_000.0), audible=False)
    found = probe.probe(path, "media/a.mkv")
    assert getattr(found, "code", "") == "medium-endless"


def copied(source: Path, target: Path, first: float = 0.0, late: float = 0.0, attached: bool = False) -> Path:
    """The same packets in another container: their times moved, the pictures later than the sound, a font beside."""
    with av.open(str(source)) as film, av.open(str(target), "w", options={"avoid_negative_ts": "disabled"}) as out:
        streams = {stream.index: out.add_stream_from_template(stream) for stream in film.streams}
        if attached:
            out.add_attachment("font.ttf", "application/x-truetype-font", b"no true font")
        for packet in film.demux():
            if packet.dts is not None:
                by = round((first + (late if packet.stream.type == "video" else 0)) / packet.time_base)
                packet.pts, packet.dts, packet.stream = packet.pts + by, packet.dts + by, streams[packet.stream.index]
                out.mux(packet)
    return target


@pytest.mark.slow
def test_a_recording_that_begins_late_is_as_long_as_it_is(tmp_path: Path) -> None:
    """Recorders that run for hours give files whose clock does not begin at nought."""
    path = copied(flash(tmp_path / "a.mp4", 1.2), tmp_path / "b.mkv", first=5000.0)
    assert facts(path).duration == pytest.approx(2.0, abs=0.06)
    for out in published(path).values():
        assert step(out) == pytest.approx((1.2, 1.2), abs=0.04)


@pytest.mark.slow
def test_what_an_editor_cut_off_the_beginning_without_encoding_stays_cut_off(tmp_path: Path) -> None:
    """Programs leave the frames in the file and say in a list of edits from where on it is shown."""
    path = copied(flash(tmp_path / "a.mp4", 1.2), tmp_path / "b.mp4", first=-0.5)
    assert facts(path).duration == pytest.approx(1.5, abs=0.06)
    for out in published(path).values():
        assert step(out) == pytest.approx((0.7, 0.7), abs=0.04)


@pytest.mark.slow
def test_pictures_that_begin_after_the_sound_stay_in_step_and_last_to_their_end(tmp_path: Path) -> None:
    path = copied(flash(tmp_path / "a.mp4", 0.8), tmp_path / "b.mkv", late=0.5)
    for out in published(path, ready=False).values():
        seen, heard = step(out)
        assert (seen, heard) == pytest.approx((1.3, 0.8), abs=0.04)
        with av.open(str(out)) as source:
            assert (source.duration or 0) / av.time_base == pytest.approx(2.5, abs=0.06)


@pytest.mark.parametrize("name", ["b.mp4", "b.mkv"])
@pytest.mark.parametrize("ready", [False, True])
def test_a_sound_that_lasts_longer_than_its_pictures_is_no_damage(tmp_path: Path, name: str, ready: bool) -> None:
    """Music goes on over the last picture; a loop of it has neither the sound nor its length."""
    samples.video(tmp_path / "a.mp4", seconds=0.4, audible=False)
    samples.sound(tmp_path / "a.wav", 3.0)
    path = tmp_path / name
    with (
        av.open(str(path), "w") as out,
        av.open(str(tmp_path / "a.mp4")) as film,
        av.open(str(tmp_path / "a.wav")) as wav,
    ):
        pictures = out.add_stream_from_template(film.streams.video[0])
        tone = out.add_stream("aac", rate=44_100)
        for packet in film.demux(video=0):
            if packet.dts is not None:
                packet.stream = pictures
                out.mux(packet)
        for frame in wav.decode(audio=0):
            out.mux(tone.encode(frame))
        out.mux(tone.encode(None))
    media = msgspec.structs.replace(facts(path), ready=ready)
    assert media.duration == pytest.approx(3.0, abs=0.1)
    for item in (*plan.video(media, plan.Reel((720,), ("mp4",))), *plan.loop(media, plan.Reel((720,), ("mp4",)))):
        transcode.make_videos(path, sniff.sniff(path.read_bytes()[:64]).format, [(item.recipe, tmp_path / item.name)])
        with av.open(str(tmp_path / item.name)) as source:
            sounding = item.recipe.make == "video"
            assert (source.duration or 0) / av.time_base == pytest.approx(3.0 if sounding else 0.4, abs=0.1)


def test_the_sound_track_that_players_take_is_taken(tmp_path: Path) -> None:
    """A film with a commentary first, which is not what is meant to be heard by default."""
    path = tmp_path / "a.mkv"
    with av.open(str(path), "w") as out:
        tracks = [out.add_stream("pcm_s16le", rate=48_000, layout=layout) for layout in ("stereo", "mono")]
        tracks[0].disposition, tracks[1].disposition = 0, timed.Disposition.default
        for track, layout in zip(tracks, ("stereo", "mono"), strict=True):
            samples._tone(out, track, 0.2, 48_000, layout)
    with timed.open_timed(path, "matroska") as source:
        assert timed.streams(source)[1].codec_context.channels == 1


def test_fonts_and_covers_beside_a_film_are_left_out(tmp_path: Path) -> None:
    path = copied(samples.video(tmp_path / "a.mp4", options={}), tmp_path / "b.mkv", attached=True)
    assert b"no true font" in path.read_bytes()
    for out in published(path, plan.Reel((180,), ("mp4",))).values():
        assert b"no true font" not in out.read_bytes()
        with av.open(str(out)) as source:
            assert [stream.type for stream in source.streams] == ["video", "audio"]


@pytest.mark.parametrize("name", ["a.mp4", "a.mkv", "a.webm"])
@pytest.mark.parametrize("part", [0.2, 0.5])
def test_one_that_is_cut_off_is_told_and_says_so(tmp_path: Path, name: str, part: float) -> None:
    path = samples.video(tmp_path / name, 160, 90, 3.0, codec="libvpx" if name == "a.webm" else "libx264",
                         audible=name != "a.webm", options={})  # fmt: skip
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * part)])
    found = probe.probe(path, f"media/{name}")
    if isinstance(found, Media):  # the end of what is shown as it comes is seen when it is made
        with pytest.raises(trouble.BadMedium) as caught:
            published(path, plan.Reel((90,), ("mp4",)))
        found = caught.value.issue(name)
    assert found.code == "medium-truncated", found


@pytest.mark.parametrize(("width", "height"), [(1, 1), (2, 3), (4097, 31), (33, 1201)])
def test_odd_sizes_come_out_even_and_never_larger_than_they_were(tmp_path: Path, width: int, height: int) -> None:
    path = samples.video(tmp_path / "a.mkv", width, height, 0.2, audible=False, codec="ffv1")
    for out in published(path).values():
        with av.open(str(out)) as source:
            picture = source.streams.video[0]
            assert picture.width % 2 == picture.height % 2 == 0
            assert picture.width <= max(2, width)
            assert picture.height <= max(2, height)
            assert sum(1 for _ in source.decode(video=0)) == 5


def test_a_decoded_picture_is_given_back_as_soon_as_it_was_looked_at(tmp_path: Path) -> None:
    """And not when Python next looks for what holds itself: of pictures in 4K that would be a gigabyte."""
    path = samples.video(tmp_path / "a.mp4", audible=False)
    gc.collect()
    gc.disable()
    try:
        with timed.open_timed(path, "mov") as source:
            shape = Shape([(160, 90)], "yuv420p")
            for frame in timed.frames(source, timed.streams(source)[0]):
                list(shape.add(frame))
        assert sum(isinstance(one, av.VideoFrame) for one in gc.get_objects()) < 10
    finally:
        gc.enable()
