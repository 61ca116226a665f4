from __future__ import annotations

import re
import subprocess
import sys

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from webdoc.media import plan
from webdoc.model import Media

DIGEST = "3f" * 32
sizes = st.integers(1, 30_000)
ladders = st.builds(
    plan.Ladder,
    widths=st.lists(st.integers(1, 6000), min_size=1, max_size=6).map(tuple),
    formats=st.permutations(["avif", "webp", "jpeg"]).map(tuple),
)


def media(kind="photo", width=4000, height=2667, path="media/River at Night.jpg", **more) -> Media:
    return Media(path=path, kind=kind, digest=DIGEST, size=9, width=width, height=height, **more)


def test_names_are_as_promised() -> None:
    made = plan.picture(media(), plan.Ladder())
    assert [item.recipe.format for item in made[::4]] == ["avif", "jpeg"]
    assert [item.recipe.width for item in made] == [480, 960, 1600, 2400] * 2
    assert [item.recipe.quality for item in made[:4]] == [73, 70, 69, 69]
    assert [item.recipe.height for item in made[:4]] == [320, 640, 1067, 1600]
    # The same on every machine and in every version; if it must change, raise MAKER.
    assert made[0].name == "river-at-night-480-ae3e385f.avif"
    assert len({item.name for item in made}) == 8


@settings(deadline=None)
@given(sizes, sizes, ladders)
def test_a_photo_is_never_upscaled_and_keeps_its_ratio(width, height, ladder) -> None:
    made = plan.picture(media(width=width, height=height), ladder)
    assert made == plan.picture(media(width=width, height=height), ladder)
    assert {item.recipe.format for item in made} == set(ladder.formats)
    for item in made:
        assert 1 <= item.recipe.width <= min(width, max(ladder.widths))
        assert 1 <= item.recipe.height <= max(height, 1)
        assert abs(item.recipe.height - height * item.recipe.width / width) <= 1 or item.recipe.width == 1
        assert max(item.recipe.width, item.recipe.height) <= plan.LONGEST[item.recipe.format]
    for form in ladder.formats:
        widths = [item.recipe.width for item in made if item.recipe.format == form]
        assert widths == sorted(set(widths))
    assert len({item.name for item in made}) == len(made)


def test_a_small_photo_ends_at_its_own_width() -> None:
    ladder = plan.Ladder(formats=("jpeg",))
    assert [item.recipe.width for item in plan.picture(media(width=300), ladder)] == [300]
    assert [item.recipe.width for item in plan.picture(media(width=2000), ladder)] == [480, 960, 1600, 2000]
    assert [item.recipe.width for item in plan.picture(media(width=1000), ladder)] == [480, 1000]


@settings(deadline=None)
@given(sizes, sizes, st.integers(1, 3000), st.integers(1, 3000))
def test_a_crop_fits_into_its_source(width, height, wide, high) -> None:
    recipe = plan.crop(media(width=width, height=height, focus=(0.3, 2.0)), wide, high).recipe
    assert recipe.width <= min(wide, width)
    assert recipe.height <= min(high, height)
    assert recipe.focus == (0.3, 1.0)
    # The ratio is kept as well as whole pixels allow.
    assert abs(recipe.width * high - recipe.height * wide) <= max(wide, high) or 1 in (recipe.width, recipe.height)


def test_a_share_card_is_cut_from_photo_and_video() -> None:
    assert (plan.crop(media(), 1200, 630).recipe.width, plan.crop(media(), 1200, 630).recipe.height) == (1200, 630)
    film = plan.crop(media("video", 1920, 1080, "media/a.mov"), 1200, 630)
    assert (film.recipe.make, film.name[-4:]) == ("poster", ".jpg")


@settings(deadline=None)
@given(sizes, sizes)
def test_a_video_has_even_sides_and_720_lines(width, height) -> None:
    item = plan.video(media("video", width, height))[-1]
    recipe = item.recipe
    assert recipe.width % 2 == recipe.height % 2 == 0
    assert min(recipe.width, recipe.height) <= 720
    assert recipe.width <= max(2, width)
    assert recipe.height <= max(2, height)
    silent = plan.loop(media("video", width, height, audible=True))[-1]
    assert silent.name != item.name


@pytest.mark.parametrize(
    ("width", "height", "expected"),
    [(1920, 1080, (1280, 720)), (1080, 1920, (720, 1280)), (641, 361, (640, 360)), (3840, 2160, (1280, 720))],
)
def test_sizes_of_videos(width, height, expected) -> None:
    recipe = plan.video(media("video", width, height))[-1].recipe
    assert (recipe.width, recipe.height) == expected


def test_kinds_give_nothing_that_they_do_not_have() -> None:
    voice = media("sound", 0, 0, "media/Marie.mp3", audible=True)
    assert [item.name[: len("marie-")] for item in plan.sound(voice)] == ["marie-", "marie-"]
    assert [item.name.rsplit(".")[-1] for item in plan.sound(voice)] == ["opus", "m4a"]
    assert plan.picture(voice) == plan.video(voice) == plan.loop(voice) == plan.sound(media()) == ()
    assert plan.sound(media("video")) == ()
    with pytest.raises(ValueError, match="no picture"):
        plan.crop(voice, 10, 10)


def test_the_still_of_a_video_is_a_picture_like_others() -> None:
    made = plan.picture(media("video", 640, 360, "media/a.mov"), plan.Ladder(widths=(320, 1280)))
    assert {item.recipe.make for item in made} == {"poster"}
    assert [(item.recipe.format, item.recipe.width) for item in made[::3]] == [("avif", 320), ("jpeg", 640)]


@settings(deadline=None)
@given(st.text(max_size=80))
def test_slugs_are_safe_everywhere(text) -> None:
    assert re.fullmatch(r"[a-z0-9]([a-z0-9-]{0,46}[a-z0-9])?", plan.slug(text, "photo"))


@pytest.mark.parametrize(
    ("stem", "expected"),
    [("Träne ß", "trane-ss"), ("夜の川", "photo"), ("a b#c?d%", "a-b-c-d"), ("..", "photo"), ("x" * 99, "x" * 48)],
)
def test_slugs(stem, expected) -> None:
    assert plan.slug(stem, "photo") == expected


def test_every_change_gives_another_name(monkeypatch) -> None:
    one = plan.picture(media())[0]
    others = {
        plan.picture(media())[1].name,
        plan.derive(media(), msgspec.structs.replace(one.recipe, quality=51)).name,
        plan.derive(msgspec.structs.replace(media(), digest="00" * 32), one.recipe).name,
        plan.crop(media(focus=(0.1, 0.1)), 480, 320).name,
        plan.crop(media(focus=(0.2, 0.1)), 480, 320).name,
    }
    monkeypatch.setitem(plan.MAKER, "picture", 99)
    others.add(plan.picture(media())[0].name)
    assert len(others) == 6
    assert one.name not in others


def test_media_types() -> None:
    assert plan.mime("a-1-0.avif") == "image/avif"
    assert plan.mime("a.opus") == "audio/ogg; codecs=opus"
    for item in (*plan.picture(media()), *plan.video(media("video")), *plan.sound(media("sound"))):
        assert plan.mime(item.name)
    with pytest.raises(ValueError, match="no media type"):
        plan.mime("a.exe")


def test_plan_loads_no_codec() -> None:
    code = "import sys; import webdoc.media.plan, webdoc.media.probe, webdoc.media.store, webdoc.media.run; "
    code += "print([name for name in ('PIL', 'av') if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
