"""A long video in pieces: the same packets as in its MP4s, every size a list, in step, and nothing encoded again."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import av
import msgspec
import pytest

from tests.media.test_video import facts, flash, step
from webdoc.media import estimate, plan, run, transcode
from webdoc.media.pool import Serial
from webdoc.media.store import Store
from webdoc.model import Derivative

REEL = plan.Reel((64, 96))


def asked(path: Path) -> tuple[Derivative, ...]:
    media = msgspec.structs.replace(facts(path), ready=False, stream=True)
    return (*plan.video(media, REEL), *plan.stream(media, REEL))


def made(root: Path, items: tuple[Derivative, ...]) -> dict[str, str]:
    store = Store(root / ".webdoc")
    assert run.run(run.jobs(store.missing(items), root), store, Serial()) == ()
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in store.folder.iterdir()}


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, tuple[Derivative, ...], dict[str, str]]:
    """A project with a film of fourteen seconds, all that is asked of it, and the digests of what was made."""
    root = tmp_path_factory.mktemp("stream")
    (root / "media").mkdir()
    path = flash(root / "media" / "film.mp4", 1.2, times=tuple(number / 10 for number in range(140)))
    items = asked(path)
    return root, items, made(root, items)


def packets(path: Path) -> list[bytes]:
    with av.open(str(path)) as source:
        return [bytes(packet) for packet in source.demux(video=0) if packet.size]


@pytest.mark.slow
def test_the_pieces_are_the_mp4_cut_at_its_keys_and_in_step(film) -> None:
    root, items, digests = film
    assert set(digests) == {item.name for item in items}
    store = Store(root / ".webdoc")
    pieces = [item for item in items if item.recipe.make == "stream" and item.recipe.format == "mp4"]
    assert [item.recipe.height for item in pieces] == [64, 96]
    for item in pieces:
        assert packets(store.path(item.name)) == packets(store.path(item.needs[0].name))
        assert step(store.path(item.name)) == pytest.approx(step(store.path(item.needs[0].name)), abs=0.001)
        (listed,) = [one for one in items if item in one.needs]
        text = store.path(listed.name).read_text()
        lasts = [float(one) for one in re.findall(r"#EXTINF:([\d.]+)", text)]
        assert sum(lasts) == pytest.approx(14.0, abs=0.15)
        assert len(lasts) == 3
        ranges = [tuple(map(int, one)) for one in re.findall(r'BYTERANGE[:=]"?(\d+)@(\d+)', text)]
        ends = [start + size for size, start in ranges]
        assert [start for _, start in ranges] == [0, *ends[:-1]]
        assert ends[-1] == store.path(item.name).stat().st_size
        assert set(re.findall(r"^[^#\n]+$", text, re.M)) == {item.name}, "addresses are names beside it"


@pytest.mark.slow
def test_one_list_names_those_of_every_size(film) -> None:
    root, items, _ = film
    store = Store(root / ".webdoc")
    text = store.path(items[-1].name).read_text()
    assert re.findall(r"^[^#\n]+$", text, re.M) == [item.name for item in items[-1].needs]
    assert re.findall(r"RESOLUTION=(\w+)", text) == ["84x64", "128x96"]
    assert re.findall(r'CODECS="avc1\.[0-9a-f]{6},mp4a\.40\.2"', text)
    for peak, mean in re.findall(r":BANDWIDTH=(\d+),AVERAGE-BANDWIDTH=(\d+)", text):
        assert 0 < int(mean) <= int(peak)


@pytest.mark.slow
def test_what_is_lost_of_it_is_cut_again_and_never_encoded(film, monkeypatch: pytest.MonkeyPatch) -> None:
    root, items, digests = film
    store = Store(root / ".webdoc")
    monkeypatch.setattr(transcode, "make_videos", lambda *_: pytest.fail("it was encoded again"))
    for gone in ({"m3u8"}, {"mp4"}, {"m3u8", "mp4"}):
        for item in items:
            if item.recipe.make == "stream" and item.recipe.format in gone:
                store.path(item.name).unlink()
        assert made(root, items) == digests


@pytest.mark.slow
def test_a_webm_that_is_made_later_is_the_same_as_one_made_with_its_mp4(tmp_path: Path, monkeypatch) -> None:
    """It has to be smaller than the MP4 of its size, whether that is made now or was there before."""
    monkeypatch.setitem(plan.RATE_FACTOR, "webm", 10)
    (tmp_path / "media").mkdir()
    items = tuple(item for item in asked(flash(tmp_path / "media" / "a.mp4", 0.4)) if item.recipe.make == "video")
    before = made(tmp_path, items)
    store = Store(tmp_path / ".webdoc")
    webm = [item for item in items if item.recipe.format == "webm"]
    for item in webm:
        store.path(item.name).unlink()
    assert made(tmp_path, items) == before
    for item in webm:
        store.path(item.name).unlink()
        store.path(item.needs[0].name).unlink()
    assert made(tmp_path, tuple(webm)) == before, "what it needs is made with it"


def test_pieces_cost_next_to_nothing_and_only_videos_have_them(tmp_path: Path) -> None:
    path = flash(tmp_path / "a.mp4", 0.4)
    media = msgspec.structs.replace(facts(path), ready=False)
    assert plan.stream(media) == ()
    items = asked(path)
    both, alone = ([item.recipe for item in some] for some in (items, plan.video(media, REEL)))
    assert estimate.seconds("video", both, media, 1) == estimate.seconds("video", alone, media, 1)
    assert estimate.memory("video", both, media, 1) == estimate.memory("video", alone, media, 1)
    assert plan.mime(items[-1].name) == "application/vnd.apple.mpegurl"
