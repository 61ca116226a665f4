#!/usr/bin/env python3
"""Re-make the typefaces of "affiche" and "veille", and the one that all three offer, as make.py does.

    python scripts/fonts/others.py [FOLDER]     FOLDER holds node_modules; without it npm fetches the packages

League Gothic (The League of Moveable Type), Libre Franklin (Impallari Type), Newsreader (Production Type; its optical
size fixed at 26, between text and title) and Atkinson Hyperlegible Next (Braille Institute), all under the SIL Open
Font License without a reserved name. What a page loads stays under 60 KB; the fallback faces are measured in the same
way. Atkinson Hyperlegible, drawn for readers with low vision, lies in "constat": the others take it from there.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

import make

THEMES = Path(__file__).resolve().parents[2] / "themes"
VARIABLE = "@fontsource-variable"
make.PACKAGES = (
    "@fontsource/league-gothic@5",
    f"{VARIABLE}/libre-franklin@5",
    f"{VARIABLE}/newsreader@5",
    f"{VARIABLE}/atkinson-hyperlegible-next@5",
)

# Theme, name, package, file, features, axes, and the faces that stand in: local name, its double here, the axes there.
FONTS = (
    ("affiche", "league-gothic", "@fontsource/league-gothic", "league-gothic-latin-400-normal", make.DATA, None,
     [("Arial Narrow", "LiberationSansNarrow-Bold", None), ("Arial", "LiberationSans-Regular", None)]),
    ("affiche", "libre-franklin", f"{VARIABLE}/libre-franklin", "libre-franklin-latin-wght-normal", make.DATA,
     {"wght": (400, 800)},
     [("Arial", "LiberationSans-Regular", {"wght": 400}), ("Arial Bold", "LiberationSans-Bold", {"wght": 750})]),
    ("affiche", "libre-franklin-i", f"{VARIABLE}/libre-franklin", "libre-franklin-latin-wght-italic", make.DATA,
     {"wght": 400}, []),
    ("veille", "newsreader", f"{VARIABLE}/newsreader", "newsreader-latin-standard-normal", make.PROSE,
     {"opsz": 26, "wght": 380}, [("Times New Roman", "LiberationSerif-Regular", None)]),
    ("veille", "newsreader-i", f"{VARIABLE}/newsreader", "newsreader-latin-standard-italic", make.PROSE,
     {"opsz": 26, "wght": 380}, [("Times New Roman Italic", "LiberationSerif-Italic", None)]),
    ("constat", "atkinson", f"{VARIABLE}/atkinson-hyperlegible-next", "atkinson-hyperlegible-next-latin-wght-normal",
     make.DATA, {"wght": (400, 700)},
     [("Arial", "LiberationSans-Regular", {"wght": 400}), ("Arial Bold", "LiberationSans-Bold", {"wght": 650})]),
    ("constat", "atkinson-i", f"{VARIABLE}/atkinson-hyperlegible-next", "atkinson-hyperlegible-next-latin-wght-italic",
     make.DATA, {"wght": (400, 700)}, [("Arial Italic", "LiberationSans-Italic", {"wght": 400})]),
)  # fmt: skip


def main() -> None:
    """Fetch, cut, write, measure."""
    with tempfile.TemporaryDirectory() as folder:
        modules = (Path(sys.argv[1]) if len(sys.argv) > 1 else make.fetch(Path(folder))) / "node_modules"
        for theme, name, package, file, features, axes, stand_ins in FONTS:
            make.GOAL = THEMES / theme / "static" / "fonts"
            make.GOAL.mkdir(parents=True, exist_ok=True)
            make.write(make.cut(modules / package / f"files/{file}.woff2", features, axes), name)
            if not name.endswith("-i"):
                shutil.copy(modules / package / "LICENSE", make.GOAL / f"{name}-OFL.txt")
            # League Gothic is set in capitals only: those are measured.
            lower = make.FREQUENCY
            if name == "league-gothic":
                make.FREQUENCY = {letter.upper(): count for letter, count in lower.items()}
            for local, double, at in stand_ins:
                make.fallback(name, local, double, at)
            make.FREQUENCY = lower


if __name__ == "__main__":
    main()
