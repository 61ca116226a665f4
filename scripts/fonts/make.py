#!/usr/bin/env python3
"""Re-make the typefaces of the theme "constat" from npm's @fontsource packages, and print its fallback faces.

    python scripts/fonts/make.py            needs npm, fonttools, brotli; writes themes/constat/static/fonts/

Archivo (Omnibus-Type) at 75 % width with its weights 400-700 left variable, and Spectral (Production Type) in three
cuts: Latin-1, French, the punctuation that editors use, narrow spaces. Both are under the SIL Open Font License
without a reserved name, so a subset may keep it; the licence goes beside the files.

The fallback faces are measured, not guessed: widths by the letter frequencies of English and French against Arial's and
Times New Roman's metrics, heights from the web font's own, so that nothing moves when the web font arrives.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

PACKAGES = ("@fontsource-variable/archivo@5", "@fontsource/spectral@5")
GOAL = Path(__file__).resolve().parents[2] / "themes" / "constat" / "static" / "fonts"
TEXT = (
    "".join(map(chr, range(0x20, 0x7F)))
    + "".join(map(chr, range(0xA0, 0x100)))
    + "ŒœŸ–—‘’‚“”„†•…‹›€−≤≥→←\u2009\u202f\u2011"
)
DATA = ["kern", "lnum", "tnum"]
PROSE = ["kern", "liga", "onum"]
SPECTRAL = {"400": "latin-400-normal", "400i": "latin-400-italic"}

# Letters in a thousand characters of running text, the mean of English and French prose; the space counts.
FREQUENCY = dict(
    zip(
        " eaisntrulodcmpévgfhbqyxjkwàèz,.'",
        (
            170,
            125,
            64,
            62,
            63,
            62,
            66,
            56,
            42,
            45,
            50,
            31,
            27,
            23,
            22,
            10,
            11,
            14,
            15,
            30,
            10,
            6,
            11,
            3,
            2,
            4,
            10,
            3,
            2,
            1,
            10,
            10,
            6,
        ),
        strict=True,
    )
)


def main() -> None:
    """Fetch, cut, write, measure."""
    GOAL.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        root = Path(sys.argv[1]) if len(sys.argv) > 1 else fetch(Path(folder))
        modules = root / "node_modules"
        archivo = modules / "@fontsource-variable/archivo"
        write(cut(archivo / "files/archivo-latin-wdth-normal.woff2", DATA, {"wdth": 75, "wght": (400, 700)}), "archivo")
        shutil.copy(archivo / "LICENSE", GOAL / "archivo-OFL.txt")
        spectral = modules / "@fontsource/spectral"
        for name, source in SPECTRAL.items():
            write(cut(spectral / f"files/spectral-{source}.woff2", PROSE), f"spectral-{name}")
        shutil.copy(spectral / "LICENSE", GOAL / "spectral-OFL.txt")
    fallback("archivo", "Arial", "LiberationSans-Regular", {"wght": 500})
    fallback("archivo", "Arial", "LiberationSans-Regular", {"wght": 600})
    fallback("archivo", "Arial Bold", "LiberationSans-Bold", {"wght": 700})
    fallback("spectral-400", "Times New Roman", "LiberationSerif-Regular")
    fallback("spectral-400i", "Times New Roman Italic", "LiberationSerif-Italic")


def fetch(folder: Path) -> Path:
    """The packages, from npm, no scripts run."""
    subprocess.run(("npm", "install", "--ignore-scripts", "--no-audit", "--no-fund", *PACKAGES), cwd=folder, check=True)
    return folder


def cut(path: Path, features: list[str], axes: dict[str, object] | None = None) -> TTFont:
    """The font with our letters only. The axes are fixed after the subset: the other order fails on these files."""
    font = TTFont(path)
    table = font["cmap"].getBestCmap()
    for space in (0x202F, 0x2009, 0x2011):
        if space not in table:
            stand_in = table[0x2D] if space == 0x2011 else table.get(0x2009, table[0x20])
            for part in font["cmap"].tables:
                if part.isUnicode():
                    part.cmap[space] = stand_in
    options = subset.Options(layout_features=features, hinting=False, name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14])
    options.notdef_outline = True
    cutter = subset.Subsetter(options)
    cutter.populate(text=TEXT)
    cutter.subset(font)
    return instancer.instantiateVariableFont(font, axes) if axes else font


def write(font: TTFont, name: str) -> None:
    """As woff2."""
    font.flavor = "woff2"
    font["head"].modified = font["head"].created
    font.recalcTimestamp = False
    path = GOAL / f"{name}.woff2"
    font.save(path)
    print(f"{path.name}: {path.stat().st_size} bytes")


def mean_width(font: TTFont) -> float:
    """Of a letter of running text, in em."""
    table, advance = font["cmap"].getBestCmap(), font["hmtx"].metrics
    total = sum(advance[table[ord(letter)]][0] * n for letter, n in FREQUENCY.items() if ord(letter) in table)
    return total / sum(n for letter, n in FREQUENCY.items() if ord(letter) in table) / font["head"].unitsPerEm


def fallback(name: str, local: str, stand_in: str, at: dict[str, float] | None = None) -> None:
    """Print the face that stands in until the font is there. Liberation has the widths of Arial and Times."""
    font = TTFont(GOAL / f"{name}.woff2")
    found = sorted(Path("/usr/share/fonts").rglob(f"{stand_in}.ttf"))
    if not found:
        print(f"{name}: no {stand_in}.ttf here (Debian: fonts-liberation), fallback face not measured")
        return
    upright = instancer.instantiateVariableFont(font, at) if at else font
    ratio = mean_width(upright) / mean_width(TTFont(found[0]))
    head, em = upright["hhea"], upright["head"].unitsPerEm
    print(
        f'@font-face{{font-family:"{name} stand-in";src:local("{local}"),local("{stand_in}");size-adjust:{ratio:.2%};'
        f"ascent-override:{head.ascent / em / ratio:.2%};descent-override:{-head.descent / em / ratio:.2%};"
        f"line-gap-override:{head.lineGap / em / ratio:.2%}}}"
    )


if __name__ == "__main__":
    main()
