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

# What stands in: its file here, our axes, its axes, the text.
ARIAL, BOLD, ROBOTO = "LiberationSans-Regular", "LiberationSans-Bold", "Roboto"
StandIn = tuple[str, dict[str, float] | None, dict[str, float] | None, make.Text]


def sans(weight: int, text: make.Text = make.sentences) -> list[StandIn]:
    """Arial, or Arial Bold, and Roboto, for one weight."""
    strong = weight > 600
    return [
        (BOLD if strong else ARIAL, {"wght": weight}, None, text),
        (ROBOTO, {"wght": weight}, {"wght": 700 if strong else 400}, text),
    ]


def serif(style: str = "") -> list[StandIn]:
    """Times New Roman and Noto Serif."""
    return [
        (f"LiberationSerif-{style or 'Regular'}", None, None, make.sentences),
        (f"NotoSerif{style and '-' + style}", None, {"wght": 400}, make.sentences),
    ]


# Theme, name, package, file, features, axes, and the faces that stand in.
FONTS = (
    ("affiche", "league-gothic", "@fontsource/league-gothic", "league-gothic-latin-400-normal", make.DATA, None,
     [("LiberationSansNarrow-Bold", None, None, make.capitals), (ARIAL, None, None, make.capitals),
      (ROBOTO, None, {"wght": 700, "wdth": 75}, make.capitals), (ROBOTO, None, {"wght": 400}, make.capitals)]),
    ("affiche", "libre-franklin", f"{VARIABLE}/libre-franklin", "libre-franklin-latin-wght-normal", make.DATA,
     {"wght": (400, 800)}, [*sans(400), *sans(500), *sans(600), *sans(700), *sans(750), *sans(800)]),
    ("affiche", "libre-franklin-i", f"{VARIABLE}/libre-franklin", "libre-franklin-latin-wght-italic", make.DATA,
     {"wght": 400}, []),
    ("veille", "newsreader", f"{VARIABLE}/newsreader", "newsreader-latin-standard-normal", make.PROSE,
     {"opsz": 26, "wght": 380}, serif()),
    ("veille", "newsreader-i", f"{VARIABLE}/newsreader", "newsreader-latin-standard-italic", make.PROSE,
     {"opsz": 26, "wght": 380}, serif("Italic")),
    ("constat", "atkinson", f"{VARIABLE}/atkinson-hyperlegible-next", "atkinson-hyperlegible-next-latin-wght-normal",
     make.DATA, {"wght": (400, 700)}, [*sans(400), *sans(500), *sans(600), *sans(700)]),
    ("constat", "atkinson-i", f"{VARIABLE}/atkinson-hyperlegible-next", "atkinson-hyperlegible-next-latin-wght-italic",
     make.DATA, {"wght": (400, 700)}, [("LiberationSans-Italic", {"wght": 400}, None, make.sentences)]),
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
            for double, at, there, text in stand_ins:
                make.fallback(name, double, at, text, there)


if __name__ == "__main__":
    main()
