"""Pictures that move become silent videos with every frame at its time; what has one frame stays a picture."""

from __future__ import annotations

from pathlib import Path

import av
import pytest
from PIL import Image

from tests.media import samples
from tests.media.test_video import facts
from webdoc.media import moving, plan, probe, sniff, transcode, upright
from webdoc.model import Issue, Media

STANDS = (60, 200, 100, 1000)
TIMES = (0.0, 0.06, 0.26, 0.36)


def animation(path: Path, frames: int = 4, stands: tuple[int, ...] = STANDS) -> Path:
    """Four quarters around a hole; in each frame one more of them is to be seen through."""
    made = []
    for number in range(frames):
        image = samples.corners(128, 96).convert("RGBA")
        image.paste((0, 0, 0, 0), (60, 44, 68, 52))
        for corner in range(number % 4):
            left, top = (corner % 2) * 64, (corner // 2) * 48
            image.paste((0, 0, 0, 0), (left, top, left + 64, top + 48))
        made.append(image)
    more = {"disposal": 2} if path.suffix == ".gif" else {}
    made[0].save(path, save_all=True, append_images=made[1:], duration=list(stands[:frames]), **more)
    return path


def format_of(path: Path) -> str:
    return sniff.sniff(path.read_bytes()[: sniff.HEAD]).format


@pytest.mark.parametrize("name", ["a.gif", "a.png", "a.webp", "unsaid.webp", "a.avif"])
def test_every_frame_stands_at_its_time_on_paper(tmp_path: Path, name: str) -> None:
    path = animation(tmp_path / name)
    if name == "unsaid.webp":  # as some write it: the header does not say that frames can be seen through
        data = bytearray(path.read_bytes())
        data[data.index(b"VP8X") + 8] &= ~0x10
        path.write_bytes(data)
    media = facts(path)
    assert (media.kind, media.width, media.height, media.audible, media.moves) == ("video", 128, 96, False, True)
    assert media.duration == pytest.approx(1.36, abs=0.001)
    outs = [(item.recipe, tmp_path / item.name) for item in plan.loop(media)]
    assert [recipe.format for recipe, _ in outs] == ["webm", "mp4"]
    transcode.make_videos(path, format_of(path), outs)
    for _, out in outs:
        with av.open(str(out)) as source:
            assert not source.streams.audio
            assert (source.duration or 0) / av.time_base == pytest.approx(1.36, abs=0.002)
            frames = {round(frame.time, 3): frame.to_image() for frame in source.decode(video=0)}
        assert tuple(frames)[:4] == TIMES
        for gone, at in enumerate(TIMES):
            wanted = [(255, 255, 255)] * gone + list(samples.CORNERS[gone:])
            for seen, colour in zip(samples.corner_colours(frames[at]), wanted, strict=True):
                assert samples.distance(seen, colour) < 16


def test_its_still_is_a_picture_in_the_themes_formats(tmp_path: Path) -> None:
    path = animation(tmp_path / "a.gif")
    assert {item.recipe.make for item in plan.picture(facts(path))} == {"poster"}
    image, width, height = moving.still(path, "GIF")
    assert (width, height) == image.size == (128, 96)
    assert samples.distance(samples.corner_colours(image)[0], samples.RED) < 16


@pytest.mark.parametrize("name", ["a.gif", "a.png", "a.webp", "a.avif"])
def test_one_frame_stays_a_picture(tmp_path: Path, name: str) -> None:
    media = facts(animation(tmp_path / name, 1))
    assert (media.kind, media.moves, media.pictured) == ("photo", False, True)


def test_frames_too_short_to_be_meant_stand_as_in_browsers(tmp_path: Path) -> None:
    assert facts(animation(tmp_path / "a.gif", 3, (10, 0, 50))).duration == pytest.approx(0.25)


def test_a_large_one_gets_the_themes_heights_and_is_not_upscaled(tmp_path: Path) -> None:
    frames = [samples.corners(1001, 601), samples.corners(1001, 601).rotate(180)]
    frames[0].save(tmp_path / "a.gif", save_all=True, append_images=frames[1:], duration=100)
    sizes = {(item.recipe.width, item.recipe.height) for item in plan.loop(facts(tmp_path / "a.gif"))}
    assert sizes == {(798, 480), (1000, 600)}


@pytest.mark.parametrize("name", ["a.gif", "a.png", "a.webp", "a.avif"])
@pytest.mark.parametrize("part", [0.4, 0.8])
def test_one_that_is_cut_off_is_told_once(tmp_path: Path, name: str, part: float) -> None:
    frames = [Image.effect_noise((120, 90), 90).convert("RGB") for _ in range(4)]
    frames[0].save(tmp_path / name, save_all=True, append_images=frames[1:], duration=100)
    data = (tmp_path / name).read_bytes()
    (tmp_path / name).write_bytes(data[: int(len(data) * part)])
    found = probe.probe(tmp_path / name, name)
    assert isinstance(found, Issue), found
    assert found.code in ("medium-truncated", "medium-unreadable")


def test_more_frames_than_anybody_looks_at_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(moving, "MAX_PIXELS", 128 * 96 * 3)
    found = probe.probe(animation(tmp_path / "a.gif"), "a.gif")
    assert isinstance(found, Issue)
    assert (found.code, "MP4" in found.hint) == ("medium-too-large", True)
    assert isinstance(probe.probe(animation(tmp_path / "b.gif", 3), "b.gif"), Media)


def test_a_turned_one_is_upright(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    frames = [samples.corners(96, 128).transpose(Image.Transpose.ROTATE_90) for _ in range(2)]
    frames[1].paste((0, 0, 0), (40, 40, 50, 50))
    frames[0].save(tmp_path / "a.webp", save_all=True, append_images=frames[1:], duration=100, exif=exif)
    media = facts(tmp_path / "a.webp")
    assert (media.width, media.height) == (96, 128)
    with (tmp_path / "a.webp").open("rb") as file:
        image = upright.opaque(upright.opened(file, "WEBP"))
    assert samples.distance(samples.corner_colours(image)[0], samples.RED) < 24


def test_the_picture_for_those_who_show_no_apng_is_no_part_of_it_and_the_last_stands_to_its_end(tmp_path: Path) -> None:
    """Where a scene changes a picture stands alone, the last one too: the track is as long as the whole."""
    frames = [Image.effect_noise((128, 96), 30 + 40 * number).convert("RGB") for number in range(4)]
    path = tmp_path / "a.png"
    stands = [100, 300, 50, 1000]
    black = Image.new("RGB", (128, 96))
    black.save(path, save_all=True, append_images=frames, duration=stands, default_image=True)
    assert facts(path).duration == pytest.approx(1.45)
    (item,) = plan.loop(facts(path), plan.Reel((96,), ("mp4",)))
    transcode.make_videos(path, "PNG", [(item.recipe, tmp_path / item.name)])
    with av.open(str(tmp_path / item.name)) as source:
        track = source.streams.video[0]
        assert float((track.duration or 0) * (track.time_base or 0)) == pytest.approx(1.45, abs=0.002)
        seen = [(round(frame.time, 3), frame.to_image().convert("L").getextrema()[1]) for frame in source.decode(track)]
    assert [time for time, _ in seen[:4]] == [0.0, 0.1, 0.4, 0.45]
    assert seen[0][1] > 100
