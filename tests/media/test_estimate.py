"""What making something will cost: in the right order, and never far too little."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
from PIL import Image

from tests.media import samples
from webdoc.media import estimate, plan, probe
from webdoc.model import Media, Recipe


def photo(width: int, height: int, name: str = "media/a.jpg") -> Media:
    return Media(path=name, kind="photo", digest="0" * 64, size=width * height // 4, width=width, height=height)


def film(seconds: float, width: int = 1920, height: int = 1080) -> Media:
    return Media(
        path="media/a.mp4", kind="video", digest="0" * 64, size=int(seconds * 1e6), width=width, height=height,
        duration=seconds, audible=True,
    )  # fmt: skip


def cost(family: str, media: Media) -> tuple[float, int]:
    made = plan.picture(media) if family == "picture" else plan.video(media)
    recipes = [one.recipe for one in made]
    return (
        estimate.seconds(family, recipes, media, media.size),
        estimate.memory(family, recipes, media, media.size),
    )


def test_more_costs_more() -> None:
    small, large = photo(1000, 700), photo(8000, 6000)
    assert cost("picture", small) < cost("picture", large)
    known = [msgspec.structs.replace(large, held=held) for held in (200_000_000, 300_000_000)]
    assert cost("picture", known[0])[1] < cost("picture", known[1])[1]
    assert cost("video", film(60))[0] == pytest.approx(60 * cost("video", film(1))[0], rel=0.1)
    assert cost("video", film(60))[1] == cost("video", film(1))[1]


def test_without_facts_the_size_of_the_file_says_something() -> None:
    media = photo(1000, 700)
    recipes = [one.recipe for one in plan.picture(media)]
    assert 0 < estimate.seconds("picture", recipes, None, 100_000) < estimate.seconds("picture", recipes, None, 10**8)
    assert estimate.seconds("sound", [], None, 10**7) > 0
    assert estimate.memory("video", [], None, 10**7) > 10**8


def test_a_time_limit_is_far_above_what_is_expected() -> None:
    assert estimate.limit(0) == estimate.LEAST
    assert estimate.limit(100) > 40 * 100


def test_the_bytes_of_a_copied_video_are_its_own() -> None:
    media = film(10, 640, 480)
    copied = plan.derive(media, Recipe(make="video", format="mp4", width=640, height=480))
    assert estimate.weight(copied, media) == media.size


_MEASURED = """
import sys
from pathlib import Path
from webdoc.media import plan, probe, run
from webdoc.media.pool import Serial
from webdoc.media.store import Store
root, name = Path(sys.argv[1]), sys.argv[2]
media = probe.probe(root / "media" / name, "media/" + name)
made = {"video": plan.video, "sound": plan.sound, "photo": plan.picture}[media.kind](media)
(job,) = run.jobs(made, root, {media.path: media})
assert run.run([job], Store(root / ".webdoc"), Serial()) == ()
peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(job.memory, int(peak.split()[1]) * 1024)
"""


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="reads the peak from /proc")
@pytest.mark.parametrize("name", ["progressive.jpg", "through.png", "through.webp", "p.avif", "s.wav", "v.mp4"])
def test_a_worker_never_holds_more_than_was_estimated(name: str, tmp_path: Path) -> None:
    media = tmp_path / "media"
    media.mkdir()
    if name == "v.mp4":
        samples.video(media / name, 1280, 720, seconds=3.0)
    elif name == "s.wav":
        samples.sound(media / name, 20.0)
    else:
        picture = samples.corners(5100, 3400, noise=20)
        if name.startswith("through"):
            picture.putalpha(Image.linear_gradient("L").resize(picture.size))
        options: dict[str, dict[str, object]] = {
            "progressive.jpg": {"progressive": True, "subsampling": 0},
            "through.webp": {"method": 0},
            "p.avif": {"speed": 10},
        }
        picture.save(media / name, **options.get(name, {}))
    done = subprocess.run(
        [sys.executable, "-c", _MEASURED, str(tmp_path), name],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    estimated, held = map(int, done.stdout.split())
    assert held <= estimated * 1.05
    assert probe.probe(media / name, f"media/{name}")
