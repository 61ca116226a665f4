#!/usr/bin/env python3
"""Re-make the typefaces of the theme "constat" from npm's @fontsource packages, and print its fallback faces.

    python scripts/fonts/make.py [FOLDER]   needs npm, fonttools, brotli, uharfbuzz; writes themes/constat/static/fonts/

Archivo (Omnibus-Type) at 75 % width with its weights 400-700 left variable, and Spectral (Production Type) in three
cuts: Latin-1, French, the punctuation that editors use, narrow spaces. Both are under the SIL Open Font License
without a reserved name, so a subset may keep it; the licence goes beside the files.

The faces that stand in are measured, not guessed: widths by sentences of the demo in English and French, shaped with
their kerning, against Arial and Times New Roman (Liberation has their widths) and what Android has instead, Roboto and
Noto Serif (pip download fontpkg-roboto fontpkg-noto-serif, unpacked into FOLDER); heights from the web font's own. A
line of fifty letters is still out by 0.6 % (Archivo) to 1.8 % (Newsreader's italic).
"""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

import uharfbuzz
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

# What the widths are multiplied by, so that the fewest lines of the demo and of bench/film.py break elsewhere.
FEWEST = {"archivo": 0.995, "archivo of titles": 1.004, "spectral-400": 1.005}

FOLDERS = [Path("/usr/share/fonts"), *map(Path, sys.argv[1:2])]
CHAPTERS = Path(__file__).resolve().parents[2] / "chapters"
Text = Callable[[], list[str]]


def sentences() -> list[str]:
    """Of the demo, in English and in French: running text."""
    found = []
    for path in sorted(CHAPTERS.glob("*.md")):
        text = re.sub(r"(?s)^---.*?\n---", "", path.read_text("utf-8"))
        text = re.sub(r"(?m)^(:::|!\[|\d+:|\[|#|-|\||>).*$", "", text)
        plain = " ".join(re.sub(r"[*_`{}\[\]()<>@#]", "", text).split())
        found += [one for one in re.split(r"(?<=[.!?])\s+", plain) if 25 < len(one) < 140]
    return found


def titles() -> list[str]:
    """Of the demo's chapters and of their parts."""
    texts = [path.read_text("utf-8") for path in sorted(CHAPTERS.glob("*.md"))]
    found = [one.strip(' "') for text in texts for one in re.findall(r"(?m)^(?:title|#+)[: ] *(.+)$", text)]
    return [one for one in found if len(one) > 9]


def capitals() -> list[str]:
    """The titles, for a typeface that sets nothing else."""
    return [one.upper() for one in titles()]


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
    for weight, phone in ((500, {"wght": 400}), (600, {"wght": 400})):
        fallback("archivo", "LiberationSans-Regular", {"wght": weight})
        fallback("archivo", "Roboto", {"wght": weight}, there=phone)
    fallback("archivo", "LiberationSans-Bold", {"wght": 700}, titles)
    fallback("archivo", "Roboto", {"wght": 700}, titles, {"wght": 700})
    fallback("spectral-400", "LiberationSerif-Regular")
    fallback("spectral-400", "NotoSerif", there={"wght": 400})
    fallback("spectral-400i", "LiberationSerif-Italic")
    fallback("spectral-400i", "NotoSerif-Italic", there={"wght": 400})


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


def width(path: Path, text: Iterable[str], axes: dict[str, float] | None = None) -> float:
    """Of the text, shaped as a browser shapes it, in em."""
    font, data = TTFont(path), io.BytesIO()
    font.flavor = None
    font.save(data)
    shaped = uharfbuzz.Font(uharfbuzz.Face(data.getvalue()))
    shaped.set_variations(axes or {})
    total = 0
    for line in text:
        buffer = uharfbuzz.Buffer()
        buffer.add_str(line)
        buffer.guess_segment_properties()
        uharfbuzz.shape(shaped, buffer)
        total += sum(glyph.x_advance for glyph in buffer.glyph_positions)
    return total / font["head"].unitsPerEm


def fallback(
    name: str,
    double: str,
    at: dict[str, float] | None = None,
    text: Text = sentences,
    there: dict[str, float] | None = None,
) -> None:
    """Print the metrics of the face that stands in until the font is there. Heights may be rounded, widths may not."""
    found = sorted(
        path for folder in FOLDERS for ending in ("", "[[]*[]]") for path in folder.rglob(f"{double}{ending}.ttf")
    )
    label = f"{name} {at or ''} for {double}"
    if not found:
        print(f"{label}: no {double}.ttf here, not measured")
        return
    path = GOAL / f"{name}.woff2"
    ratio = width(path, text(), at) / width(found[0], text(), there)
    if double.startswith("Liberation"):
        ratio *= FEWEST.get(f"{name} of titles" if text is titles else name, 1)
    font = TTFont(path)
    head, em = font["hhea"], font["head"].unitsPerEm
    ascent, descent = head.ascent / em / ratio, -head.descent / em / ratio
    print(f"{label}: size-adjust:{ratio:.1%};ascent-override:{ascent:.0%};descent-override:{descent:.0%}")


if __name__ == "__main__":
    main()
