#!/usr/bin/env python3
"""Draws all cards of a project, decodes and measures each, and lays them side by side to be looked at.

    python scripts/cards.py [PROJECT] [--out FOLDER]     one sheet of what the project's pages ask for
    python scripts/cards.py --hard [--out FOLDER]        a sheet for each theme and format of what is hard to set

Ends with 1 when a card is not what networks take: exactly as large as planned, JPEG, under 300 KB.
"""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Iterable
from pathlib import Path

from PIL import Image, ImageDraw, ImageOps

from webdoc import build
from webdoc.media import cards, run
from webdoc.media.store import Store
from webdoc.model import CARD_SIZES, Card
from webdoc.pages.theme import Theme

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.hard import HARD  # noqa: E402  (the texts are the tests', which are no package that is installed)

HEAVIEST = 300_000
GAP = 12


def main() -> int:
    """Draw, measure, lay out."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("project", nargs="?", type=Path, default=ROOT)
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "cards")
    parser.add_argument("--hard", action="store_true")
    parser.add_argument("--photo", type=Path, default=ROOT / "media" / "damp-room.jpg")
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    if given.hard:
        return max(hard(given.photo, given.out, name) for name in ("constat", "affiche", "veille"))
    return listed(given.project, given.out)


def listed(project: Path, out: Path) -> int:
    """What the project's pages ask for."""
    prepared = build.prepare(project)
    if prepared.edition is None:
        sys.exit("\n".join(f"{one.source}: {one.message}" for one in prepared.issues))
    edition, store = prepared.edition, Store(project / ".webdoc")
    wanted = [one for one in edition.outline.wanted().values() if one.recipe.make == "card"]
    jobs = run.jobs(store.missing(wanted), project, edition.site.media, edition.theme.cards.typefaces)
    with run.executor() as executor:
        for issue in run.run(jobs, store, executor):
            print(f"{issue.source}: {issue.message}")
    made = [(one.name, store.path(one.name).read_bytes(), (one.recipe.width, one.recipe.height)) for one in wanted]
    return sheet(made, out / "project.png", 3)


def hard(photo: Path, out: Path, name: str) -> int:
    """What is hard to set, in one theme; every fifth without a photograph."""
    theme = Theme(name, ROOT)
    with Image.open(photo) as opened:
        picture = opened.convert("RGB")
    worst = 0
    for format, size in CARD_SIZES.items():
        made = []
        for number, text in enumerate(HARD):
            card = Card(text=text, design=theme.cards.design)
            cut = None if number % 5 == 4 else lambda *box: ImageOps.fit(picture, box)
            data = cards.encode(cards.draw(card, size, cut, theme.cards.typefaces))
            made.append((f"{name} {format} {number}", data, size))
        worst = max(worst, sheet(made, out / f"{name}-{format}.png", 3 if format == "landscape" else 7))
    return worst


def sheet(made: Iterable[tuple[str, bytes, tuple[int, int]]], path: Path, columns: int) -> int:
    """Cards side by side, each with its name and weight; 1 when one is not as it has to be."""
    shown, wrong, heaviest = [], 0, 0
    for name, data, size in made:
        with Image.open(io.BytesIO(data), formats=["JPEG"]) as opened:
            opened.load()
            bad = opened.size != size or len(data) >= HEAVIEST
            wrong += bad
            heaviest = max(heaviest, len(data))
            if bad:
                print(f"{name}: {opened.size}, {len(data)} bytes")
            width = 1740 // columns
            shown.append(
                (name, len(data), opened.resize((width, round(width * size[1] / size[0])), Image.Resampling.BOX))
            )
    rows = [shown[at : at + columns] for at in range(0, len(shown), columns)]
    high = sum(max(one[2].height for one in row) + GAP + 14 for row in rows)
    page = Image.new("RGB", (columns * (1740 // columns + GAP), high), "#777")
    pen, top = ImageDraw.Draw(page), 0
    for row in rows:
        for column, (name, weight, image) in enumerate(row):
            left = column * (1740 // columns + GAP)
            page.paste(image, (left, top))
            pen.text((left, top + image.height), f"{name} · {weight // 1000} KB", fill="white")
        top += max(one[2].height for one in row) + GAP + 14
    page.save(path)
    print(f"{path}: {len(shown)} cards, the heaviest {heaviest // 1000} KB, {wrong} not as they have to be")
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
