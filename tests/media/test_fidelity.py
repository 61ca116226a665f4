from __future__ import annotations

import io
import random

import pytest
from PIL import Image, ImageChops, ImageFilter

from tests.media import samples
from webdoc.media import fidelity


def meadow(width: int = 480, height: int = 320) -> Image.Image:
    """Fine structure everywhere."""
    noise = Image.frombytes("L", (width, height), random.Random(1).randbytes(width * height))
    grain = noise.filter(ImageFilter.GaussianBlur(0.8))
    return Image.merge("RGB", (grain, ImageChops.offset(grain, 1, 0), grain.point(lambda value: value // 2)))


def mist(width: int = 480, height: int = 320) -> Image.Image:
    """Hardly anything."""
    return Image.linear_gradient("L").resize((width, height)).point(lambda value: 120 + value // 4).convert("RGB")


def saved(image: Image.Image, quality: int) -> Image.Image:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality)
    return Image.open(out).convert("RGB")


def test_nothing_is_lost_of_what_is_the_same() -> None:
    assert fidelity.losses(fidelity.sample(meadow()), meadow()) == (0.0, 0.0)


def test_more_is_lost_the_lower_the_quality() -> None:
    picture = meadow()
    lost = [fidelity.losses(fidelity.sample(picture), saved(picture, quality)) for quality in (90, 70, 50, 30)]
    assert lost == sorted(lost)
    assert len(set(lost)) == 4


def test_lost_colour_is_seen_where_the_light_is_kept() -> None:
    picture = meadow()
    light, colour = fidelity.losses(fidelity.sample(picture), picture.convert("L").convert("RGB"))
    assert light < 0.01 < 0.2 < colour


@pytest.mark.parametrize("format", ["avif", "jpeg", "webp"])
def test_pictures_get_the_quality_that_they_need(format) -> None:
    """One number for all would be the same for both."""
    needs = {fidelity.quality(fidelity.sample(picture), format, 70) for picture in (meadow(), mist())}
    assert len(needs) == 2


@pytest.mark.parametrize("format", ["avif", "jpeg", "webp"])
def test_a_better_look_takes_a_higher_quality(format) -> None:
    picture = samples.corners(640, 480, noise=40)
    asked = [fidelity.quality(fidelity.sample(picture), format, score) for score in (62, 68, 74, 80)]
    assert asked == sorted(asked)
    assert asked[0] < asked[-1]


@pytest.mark.parametrize("size", [(1, 1), (7, 9), (8, 8), (2, 30_000), (30_000, 2), (140, 9_000)])
@pytest.mark.parametrize("mode", ["L", "RGB"])
def test_odd_sizes_get_a_quality_too(size, mode) -> None:
    encoder = fidelity.ENCODERS["jpeg"]
    assert encoder.lowest <= fidelity.quality(fidelity.sample(Image.new(mode, size, 90)), "jpeg", 70) <= encoder.highest
