"""The figures of the spine: a second build, a hundred chapters, the memory of a large video. Ratios in one run."""

from __future__ import annotations

import json
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from corpus import chapters

HERE = Path(__file__).parent
REPOSITORY = HERE.parent
CHAPTERS = 100
ROUNDS = 3


def run(command: list[str], **environment: str) -> tuple[float, float, int]:
    """Wall seconds, CPU seconds of the process and all it waited for, peak of the largest of them in bytes."""
    with tempfile.TemporaryFile() as told:
        begin = time.perf_counter()
        process = subprocess.Popen(command, env={**os.environ, **environment}, stdout=told, stderr=told)
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - begin
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            told.seek(0)
            sys.exit(f"{' '.join(command)} failed:\n{told.read().decode()}")
    return wall, used.ru_utime + used.ru_stime, used.ru_maxrss * 1024


def webdoc(project: Path, *options: str) -> list[str]:
    return [sys.executable, "-m", "webdoc", "build", "--project", str(project), *options]


def copy_demo(target: Path) -> None:
    for name in ("webdoc.yaml", "chapters", "media"):
        source = REPOSITORY / name
        if source.is_dir():
            shutil.copytree(source, target / name)
        else:
            target.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, target / name)


def demo(folder: Path) -> dict[str, float]:
    """The demo, built from nothing and again with nothing changed: at most 1/20."""
    project = folder / "demo"
    copy_demo(project)
    first, first_cpu, _ = run(webdoc(project))
    again = [run(webdoc(project)) for _ in range(ROUNDS)]
    wall = statistics.median(one[0] for one in again)
    cpu = statistics.median(one[1] for one in again)
    return {
        "first s": first,
        "second s": wall,
        "wall ratio": wall / first,
        "cpu ratio": cpu / first_cpu,
        "at most": 1 / 20,
    }


def text(folder: Path) -> dict[str, float]:
    """A hundred chapters of 800 words, cold, against the plain script: below 1."""
    corpus = folder / "text"
    chapters(corpus, CHAPTERS)
    ours, plain = [], []
    for _ in range(ROUNDS):
        shutil.rmtree(corpus / "build", ignore_errors=True)
        shutil.rmtree(corpus / ".webdoc", ignore_errors=True)
        ours.append(run(webdoc(corpus)))
        shutil.rmtree(folder / "plain", ignore_errors=True)
        peer = [sys.executable, str(HERE / "plain" / "site.py")]
        plain.append(run(peer, CORPUS=str(corpus), OUT=str(folder / "plain")))
    wall = [statistics.median(one[0] for one in some) for some in (ours, plain)]
    cpu = [statistics.median(one[1] for one in some) for some in (ours, plain)]
    return {
        "webdoc s": wall[0],
        "plain s": wall[1],
        "wall ratio": wall[0] / wall[1],
        "cpu ratio": cpu[0] / cpu[1],
        "below": 1,
    }


def memory(folder: Path) -> dict[str, float]:
    """A project whose one video has 300 MB and is already encoded: its build stays under 150 MB."""
    project = folder / "memory"
    (project / "chapters").mkdir(parents=True)
    (project / "media").mkdir()
    (project / "webdoc.yaml").write_text("title: Long\nbase_url: https://example.org/\n", "utf-8")
    (project / "chapters" / "01-long.md").write_text("---\ntitle: Long\n---\n\n![A film](long.mp4)\n", "utf-8")
    large_video(project / "media" / "long.mp4", 300)
    run(webdoc(project))
    _, _, peak = run(webdoc(project))
    touched = project / "chapters" / "01-long.md"
    touched.write_text(touched.read_text("utf-8") + "\nOne more sentence.\n", "utf-8")
    _, _, changed = run(webdoc(project))
    size = (project / "media" / "long.mp4").stat().st_size
    return {"video MB": size / 1e6, "nothing changed MB": peak / 1e6, "text changed MB": changed / 1e6, "under MB": 150}


def large_video(path: Path, megabytes: int) -> None:
    """A video of that size: noise cannot be compressed, so a few seconds are enough."""
    import av
    from PIL import Image

    noise = random.Random(1)
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=25)
        stream.width, stream.height, stream.pix_fmt = 1280, 720, "yuv420p"
        stream.options = {"preset": "ultrafast", "qp": "1"}
        while not path.exists() or path.stat().st_size < megabytes * 1_000_000:
            picture = Image.frombytes("RGB", (1280, 720), noise.randbytes(1280 * 720 * 3))
            container.mux(stream.encode(av.VideoFrame.from_image(picture)))
        container.mux(stream.encode(None))


PARTS = {"demo": demo, "text": text, "memory": memory}


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        for part in sys.argv[1:] or PARTS:
            figures = PARTS[part](Path(name))
            print(part, json.dumps({key: round(value, 3) for key, value in figures.items()}), flush=True)


if __name__ == "__main__":
    main()
