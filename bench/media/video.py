"""The CPU that a video costs, beside ffmpeg's with the same settings, and the memory that it holds.

Usage: python bench/media/video.py [SOURCE] [--seconds 12]
       python bench/media/video.py --hours 2     what a film of two hours holds at most (400 MB); a quarter of an hour

Without a source ffmpeg draws one of 1920 x 1080 pixels, with grain. Both make what a page asks for by default: H.264
and AV1 in two heights, with AAC and Opus, in one run of each program. Ours measures and sets the loudness besides.
"""

from __future__ import annotations

import argparse
import json
import resource
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

SELF = Path(__file__)


def main() -> None:
    """Prints one line of JSON for each program, and the ratio of their CPU seconds."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("source", nargs="?", type=Path)
    options.add_argument("--seconds", type=int, default=12)
    options.add_argument("--heights", default="480,720")
    options.add_argument("--formats", default="webm,mp4")
    options.add_argument("--hours", type=float, default=0.0)
    options.add_argument("--ours", type=Path, help=argparse.SUPPRESS)
    given = options.parse_args()
    if given.ours:
        ours(given.source, given.ours, given.heights, given.formats)
        return
    if not shutil.which("ffmpeg"):
        sys.exit("ffmpeg is not here: there is nothing to compare with.")
    with tempfile.TemporaryDirectory() as folder:
        if given.hours:
            held(Path(folder), given.hours)
            return
        source = given.source or drawn(Path(folder) / "source.mp4", given.seconds)
        same = ["--heights", given.heights, "--formats", given.formats]
        mine = timed([sys.executable, str(SELF), str(source), "--ours", folder, *same])
        theirs = timed(ffmpeg(source, Path(folder), given.heights, given.formats))
        for name, (cpu, memory) in {"webdoc": mine, "ffmpeg": theirs}.items():
            sizes = {path.name: path.stat().st_size for path in sorted(Path(folder).glob(f"{name}-*"))}
            print(json.dumps({"program": name, "cpu": round(cpu, 2), "megabytes": memory, "files": sizes}))
        print(json.dumps({"cpu_ratio": round(mine[0] / theirs[0], 3)}))


def held(folder: Path, hours: float) -> None:
    """The memory of a long film of 720 lines, two frames a second, in all four outputs."""
    source = drawn(folder / "long.mp4", round(hours * 3600), "1280x720", 2)
    cpu, memory = timed([sys.executable, str(SELF), str(source), "--ours", str(folder)])
    print(json.dumps({"hours": hours, "cpu": round(cpu, 1), "megabytes": memory, "bar": 400}))


def drawn(path: Path, seconds: int, size: str = "1920x1080", rate: int = 30) -> Path:
    """A moving pattern with grain, and a tone."""
    picture = f"testsrc2=s={size}:r={rate},noise=alls=6:allf=t"
    command = ["ffmpeg", "-v", "error", "-y", "-f", "lavfi", "-i", picture, "-f", "lavfi", "-i", "sine=440", "-t"]
    subprocess.run(
        [*command, str(seconds), "-c:v", "libx264", "-preset", "ultrafast", "-crf", "18", "-pix_fmt", "yuv420p",
         "-c:a", "aac", str(path)], check=True,
    )  # fmt: skip
    return path


def timed(command: list[str]) -> tuple[float, int]:
    """CPU seconds of a program, and the most memory in MB that any program held so far."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return cpu, after.ru_maxrss * 1024 // 1_000_000


def ours(source: Path, folder: Path, heights: str, formats: str) -> None:
    """What webdoc makes of it, in this process."""
    import msgspec

    from webdoc.media import plan, probe, sniff, transcode

    media = probe.probe(source, f"media/{source.name}")
    media = msgspec.structs.replace(media, loudness=-16.0, ready=False)
    reel = plan.Reel(tuple(map(int, heights.split(","))), tuple(formats.split(",")))
    with source.open("rb") as file:
        format = sniff.sniff(file.read(sniff.HEAD)).format
    items = plan.video(media, reel)
    transcode.make_videos(source, format, [(item.recipe, folder / f"webdoc-{item.name}") for item in items])


def ffmpeg(source: Path, folder: Path, heights: str, formats: str) -> list[str]:
    """One run of ffmpeg with our settings: the same encoders, presets, rate factors, distance of keys."""
    from webdoc.media import plan, transcode, voice

    command = ["ffmpeg", "-v", "error", "-y", "-threads", "2", "-i", str(source)]
    for form in formats.split(","):
        codec, sound = ("libx264", "aac") if form == "mp4" else ("libsvtav1", "libopus")
        for height in heights.split(","):
            command += ["-map", "0:v:0", "-map", "0:a:0?", "-vf", f"scale=-2:{height}:flags=bicubic+accurate_rnd"]
            command += ["-pix_fmt", "yuv420p", "-c:v", codec, "-preset", transcode.PRESET[form], "-g", "150"]
            command += ["-crf", str(plan.RATE_FACTOR[form]), "-threads", str(transcode.THREADS)]
            command += ["-svtav1-params", "lp=1"] if form == "webm" else ["-movflags", "+faststart"]
            command += ["-c:a", sound, "-b:a", str(voice.BITS[sound, 1]), "-ac", "1", "-ar", "48000"]
            command.append(str(folder / f"ffmpeg-{height}.{form}"))
    return command


if __name__ == "__main__":
    main()
