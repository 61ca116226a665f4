"""A documentary of real shape, cold, everything included: 24 chapters, 72 photographs, beside Hugo and Eleventy.

    .venv/bin/python -m bench.real                      # one round; Hugo alone takes eight minutes of it
    .venv/bin/python -m bench.real --photographs 6      # does it run?

All are given the same widths and formats, four in WebP and JPEG, each in its own usual quality (80 of 100; webdoc's by
how it looks). Of JPEG webdoc publishes two widths alone, as nobody would ask for the others; with ``--fewest`` the
others are told to leave them out too. webdoc makes cards, posters and a feed besides.
"""

from __future__ import annotations

import argparse
import compileall
import os
import random
import re
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PIL import Image

from bench.corpus import chapter, sentence
from bench.media.photographs import photographs
from bench.media.photos import installed, measure

HERE = Path(__file__).resolve().parent
CHAPTERS, PHOTOGRAPHS = 24, 72
WIDTHS, JPEGS = (480, 960, 1600, 2400), (1600, 2400)
BARS = {"hugo": 0.13, "eleventy": 0.7}
TITLE = "Vingt-quatre portes"
BASE = "https://example.org/"

Site = Callable[[Path, "Story", list[Path], str], tuple[list[str], Path]]
"""Writes the site into an empty folder; the command that builds it, and where it is then."""
Story = list[tuple[str, str, list[tuple[str, str, str]]]]
"""Of each chapter its front matter, its text, and name, alternative and caption of its photographs."""


def story(photos: list[Path]) -> Story:
    """Chapters of 800 words; each has its share of the photographs."""
    told: Story = []
    for number in range(1, CHAPTERS + 1):
        pick = random.Random(number)
        head, text = re.fullmatch(r"(---\n.*?\n---\n)\n(.*)", chapter(pick, number, 800), re.DOTALL).groups()  # type: ignore[union-attr]
        mine = photos[number - 1 :: CHAPTERS]
        told.append((head, text, [(one.name, sentence(pick, 3, 5)[:-1], sentence(pick, 4, 6)) for one in mine]))
    return told


def woven(text: str, pictures: list[str]) -> str:
    """The text with a picture after each of its first sections, what is left at its end."""
    parts = re.split(r"(?m)^(?=## )", text)
    for at, picture in enumerate(pictures):
        parts[min(at + 1, len(parts) - 1)] += f"\n{picture}\n\n"
    return "".join(parts)


def put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def chapters(folder: Path, told: Story, shown: Callable[[str, str, str], str], more: Callable[[int], str]) -> None:
    for number, (head, text, pictures) in enumerate(told, 1):
        front = head.replace("---\n", f"---\n{more(number)}", 1)
        words = woven(text, [shown(*one) for one in pictures])
        put(folder / f"{number:02}-chapitre-{number}.md", f"{front}\n{words}")


def webdoc(site: Path, told: Story, photos: list[Path], _: str) -> tuple[list[str], Path]:
    """The default theme with the widths and formats of all; everything that a project has without asking."""
    put(site / "webdoc.yaml", f"title: {TITLE}\nlang: fr\nbase_url: {BASE}\ndate: 2025-03-04\ntheme: banc\n")
    ladder = f"{{widths: {list(WIDTHS)}, formats: [webp, jpeg]}}"
    put(site / "themes/banc/theme.yaml", f"name: banc\nversion: '1'\nextends: constat\npictures: {ladder}\n")
    chapters(site / "chapters", told, lambda name, alt, said: f'![{alt}]({name} "{said}")', lambda number: "")
    _linked(photos, site / "media")
    return [sys.executable, "-m", "webdoc", "build", "--project", str(site)], site / "build"


def hugo(site: Path, told: Story, photos: list[Path], program: str, jpegs: tuple[int, ...]) -> tuple[list[str], Path]:
    """Hugo without a theme, with a render hook for pictures as its handbook shows it."""
    shutil.copytree(HERE / "media/peers/hugo-real", site, dirs_exist_ok=True)
    _jpegs(site / "hugo.toml", jpegs)
    chapters(
        site / "content/chapters",
        told,
        lambda name, alt, said: f'![{alt}]({name} "{said}")',
        lambda n: f"weight: {n}\n",
    )
    _linked(photos, site / "assets/media")
    return [program, "-s", str(site), "--quiet"], site / "public"


def eleventy(
    site: Path, told: Story, photos: list[Path], modules: str, jpegs: tuple[int, ...]
) -> tuple[list[str], Path]:
    """Eleventy with eleventy-img in a shortcode, as its handbook shows it."""
    shutil.copytree(HERE / "media/peers/eleventy-real", site, dirs_exist_ok=True)
    _jpegs(site / "eleventy.config.mjs", jpegs)
    chapters(
        site / "chapters", told, lambda name, alt, said: f'{{% picture "{name}", "{alt}", "{said}" %}}',
        lambda n: f"order: {n}\n",
    )  # fmt: skip
    _linked(photos, site / "media")
    (site / "node_modules").symlink_to(modules)
    command = str(site / "node_modules/@11ty/eleventy/cmd.cjs")
    return ["node", command, "--quiet"], site / "_site"


def _jpegs(settings: Path, widths: tuple[int, ...]) -> None:
    """Have a peer make JPEG at these widths."""
    put(settings, settings.read_text("utf-8").replace(str(list(JPEGS)), str(list(widths))))


def _linked(photos: list[Path], folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for path in photos:
        os.link(path, folder / path.name)


def published(out: Path) -> tuple[int, Counter[tuple[str, int]]]:
    """How many pages there are, and how many pictures of each format and width."""
    pictures = Counter[tuple[str, int]]()
    for path in out.rglob("*"):
        if path.suffix in (".webp", ".jpg", ".jpeg"):
            with Image.open(path) as picture:
                pictures[str(picture.format), picture.width] += 1
    return len(list(out.rglob("*.html"))), pictures


def round_of(folder: Path, name: str, make: Site, told: Story, photos: list[Path], program: str) -> dict[str, Any]:
    """One cold build by one of them; ends everything where it did not make what all make."""
    command, out = make(folder / name, told, photos, program)
    row = measure(command, out, folder / name)
    pages, pictures = published(out)
    wanted = [("WEBP", width) for width in WIDTHS] + [("JPEG", width) for width in JPEGS]
    missing = [one for one in wanted if pictures[one] < len(photos)]
    if pages < len(told) or missing:
        sys.exit(f"{name} made {pages} pages and {dict(pictures)}: {missing} are missing")
    return row | {"pages": pages, "pictures": pictures.total()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--photographs", type=int, default=PHOTOGRAPHS)
    parser.add_argument("--corpus", type=Path, default=Path(tempfile.gettempdir()) / "webdoc-bench-photos" / "real")
    parser.add_argument("--hugo", default=installed(), help="the binary itself, not a wrapper")
    parser.add_argument("--eleventy", default=str(HERE / "media/peers/node_modules"), help="where npm put it")
    parser.add_argument("--fewest", action="store_true", help="peers make only the files that webdoc's pages ask for")
    asked = parser.parse_args()
    compileall.compile_dir(HERE.parent / "webdoc", quiet=2)  # as it is when a package is installed
    photos = photographs(asked.corpus, asked.photographs)
    told = story(photos)
    jpegs = JPEGS if asked.fewest else WIDTHS
    sites: dict[str, tuple[Site, str]] = {"webdoc": (webdoc, "")}
    if Path(asked.eleventy, "@11ty/eleventy").is_dir():
        sites["eleventy"] = (partial(eleventy, jpegs=jpegs), asked.eleventy)
    if asked.hugo:
        sites["hugo"] = (partial(hugo, jpegs=jpegs), asked.hugo)
    print(f"{CHAPTERS} chapters, {len(photos)} photographs of {sum(one.stat().st_size for one in photos) / 1e6:.0f} MB")
    print(f"{'':10}{'wall s':>9}{'CPU s':>9}{'MiB':>7}{'pages':>7}{'pictures':>10}{'MB made':>9}", flush=True)
    rows: dict[str, dict[str, Any]] = {}
    with tempfile.TemporaryDirectory(prefix="webdoc-bench-", dir=asked.corpus.parent) as folder:
        for name, (make, program) in sites.items():
            row = rows[name] = round_of(Path(folder), name, make, told, photos, program)
            print(
                f"{name:10}{row['wall']:9.2f}{row['cpu']:9.2f}{row['peak']:7}{row['pages']:7}{row['pictures']:10}"
                f"{row['bytes'] / 1e6:9.1f}",
                flush=True,
            )
    for name, bar in BARS.items():
        if name in rows:
            wall, cpu = (rows["webdoc"][key] / rows[name][key] for key in ("wall", "cpu"))
            print(f"webdoc / {name}: wall {wall:.3f} (bar {bar}), CPU {cpu:.3f}")
        else:
            print(f"webdoc / {name}: not measured, it is not here (bench/README.md)")


if __name__ == "__main__":
    main()
