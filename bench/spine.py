"""The figures of the spine: builds from nothing and again, beside peers, and their memory. Ratios in one run."""

from __future__ import annotations

import argparse
import compileall
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

import peers
from corpus import chapters

HERE = Path(__file__).parent
REPOSITORY = HERE.parent
CHAPTERS = 1000
ROUNDS = 3
BASE = "title: Banc\nlang: fr\nbase_url: https://example.org/\ndate: 2025-03-04\n"

Measure = tuple[float, float, int]
"""Wall and CPU seconds, peak of memory in bytes."""


def run(command: list[str], **environment: str) -> Measure:
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


def middle(found: list[Measure], what: int) -> float:
    """The median: 0 wall, 1 CPU."""
    return statistics.median(one[what] for one in found)


def seconds(name: str, found: list[Measure]) -> dict[str, float]:
    return {f"{name} s": middle(found, 0), f"{name} cpu s": middle(found, 1)}


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


BARE = "title: Banc\nlang: fr\nkit: false\nembed: false\n"
"""Settings with which there are the same pages as a peer makes: one for each chapter, a first and a last one."""

PEERS: dict[str, str] = {}
"""Programs of peers that are measured too, by name: ``--hugo PATH`` and so on."""


def cold(corpus: Path) -> Measure:
    for name in ("build", ".build.last", ".webdoc"):
        shutil.rmtree(corpus / name, ignore_errors=True)
    return run(webdoc(corpus))


def text(folder: Path) -> dict[str, float]:
    """A thousand chapters of 800 words, cold, the same pages: at most 0.45 of the plain script, below other peers."""
    corpus = folder / "text"
    chapters(corpus, CHAPTERS)
    (corpus / "webdoc.yaml").write_text(BARE, "utf-8")
    made = {"plain": peers.plain(corpus, folder / "plain")}
    for name, program in PEERS.items():
        made[name] = getattr(peers, name)(corpus, folder / name, program)
    found: dict[str, list[Measure]] = {"webdoc": [], **{name: [] for name in made}}
    for _ in range(ROUNDS):
        found["webdoc"].append(cold(corpus))
        for name, (command, environment) in made.items():
            peers.forget(folder / name)
            found[name].append(run(command, **environment))
    figures = seconds("webdoc", found["webdoc"]) | {"peak MB": found["webdoc"][-1][2] / 1e6}
    for name in made:
        figures |= seconds(name, found[name])
        figures[f"of {name}, wall"] = middle(found["webdoc"], 0) / middle(found[name], 0)
        figures[f"of {name}, cpu"] = middle(found["webdoc"], 1) / middle(found[name], 1)
    return figures | {"at most of plain, wall": 0.45}


def again(folder: Path) -> dict[str, float]:
    """A thousand chapters with all that comes with them, built before: nothing changed, one changed, one renamed.

    Nothing: at most 0.10 s of CPU; one: at most 0.6 s, and less wall than Hugo.
    """
    corpus = folder / "again"
    chapters(corpus, CHAPTERS)
    (corpus / "webdoc.yaml").write_text(BASE, "utf-8")
    cold(corpus)
    run(webdoc(corpus))
    nothing = [run(webdoc(corpus)) for _ in range(ROUNDS)]
    one, title = [], []
    for number in range(ROUNDS):
        path = corpus / "chapters" / f"{500 + number:04}-chapitre-{500 + number}.md"
        path.write_text(path.read_text("utf-8") + "\nUne phrase de plus.\n", "utf-8")
        one.append(run(webdoc(corpus)))
        path.write_text(path.read_text("utf-8").replace('title: "', 'title: "Titre ', 1), "utf-8")
        title.append(run(webdoc(corpus)))
    pages = len(list((corpus / "build").rglob("*.html")))
    figures = {"pages": float(pages)} | seconds("nothing", nothing) | seconds("one", one) | seconds("title", title)
    if "hugo" in PEERS:
        command, _ = peers.hugo(corpus, folder / "hugo-again", PEERS["hugo"])
        run(command)
        theirs = [run(command) for _ in range(ROUNDS)]
        figures |= seconds("hugo", theirs)
        figures |= {
            f"{what} of hugo, cpu": middle(own, 1) / middle(theirs, 1)
            for what, own in (("nothing", nothing), ("one", one))
        }
        figures["one of hugo, wall"] = middle(one, 0) / middle(theirs, 0)
    return figures


def small(folder: Path) -> dict[str, float]:
    """Twelve chapters of text, cold: at most 0.9 s of CPU in all."""
    corpus = folder / "small"
    chapters(corpus, 12)
    (corpus / "webdoc.yaml").write_text(BARE, "utf-8")
    cold(corpus)
    return seconds("webdoc", [cold(corpus) for _ in range(ROUNDS)]) | {"at most, cpu": 0.9}


def large(folder: Path) -> dict[str, float]:
    """Five thousand chapters, cold: at most 300 MB, and five times what a thousand take."""
    figures: dict[str, float] = {}
    for count in (1000, 5000):
        corpus = folder / f"large-{count}"
        chapters(corpus, count)
        (corpus / "webdoc.yaml").write_text(BARE, "utf-8")
        wall, cpu, peak = cold(corpus)
        figures |= {
            f"{count} ms a chapter, cpu": cpu / count * 1000,
            f"{count} peak MB": peak / 1e6,
            f"{count} s": wall,
        }
    return figures


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


PARTS = {"demo": demo, "small": small, "text": text, "again": again, "large": large, "memory": memory}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="*", help=", ".join(PARTS))
    for name in ("hugo", "pelican", "mkdocs"):
        parser.add_argument(f"--{name}", metavar="PROGRAM", help="measured too, when it is named")
    asked = vars(parser.parse_args())
    PEERS.update(
        {name: program for name, program in asked.items() if name in ("hugo", "pelican", "mkdocs") and program}
    )
    # As it is when a package is installed.
    compileall.compile_dir(REPOSITORY / "webdoc", quiet=2)
    with tempfile.TemporaryDirectory() as name:
        for part in asked["parts"] or PARTS:
            figures = PARTS[part](Path(name))
            print(part, json.dumps({key: round(value, 3) for key, value in figures.items()}), flush=True)


if __name__ == "__main__":
    main()
