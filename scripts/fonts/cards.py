#!/usr/bin/env python3
"""Re-make the typefaces that cards are drawn with, from npm's packages: those of the themes, and those that stand in.

    python scripts/fonts/cards.py [FOLDER]      FOLDER holds node_modules; without it npm fetches the packages

Whole TrueType files, since what shapes the text reads no woff2; nothing of it is published, cards are pictures. All are
under the SIL Open Font License, and none keeps its present name for itself; each licence goes beside its files.

What stands in covers: Latin, Greek and Cyrillic; Arabic and Devanagari; the 6763 Chinese characters of GB 2312 with the
5401 common ones of Big5; the 6355 of JIS X 0208; all 11172 Korean syllables; emoji in outline, without families.
"""

from __future__ import annotations

import io
import shutil
import sys
import tempfile
import zlib
from collections.abc import Iterable
from pathlib import Path

import make
from fontTools import merge, subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

ROOT = Path(__file__).resolve().parents[2]
STAND_INS = ROOT / "webdoc" / "media" / "typefaces"
EXPO = "@expo-google-fonts"
ARCHIVO = "@fontsource-variable/archivo"
make.PACKAGES = (
    f"{ARCHIVO}@5",
    *(
        f"{EXPO}/{name}"
        for name in (
            "spectral", "league-gothic", "libre-franklin", "newsreader", "atkinson-hyperlegible-next", "noto-sans",
            "noto-sans-arabic", "noto-sans-devanagari", "noto-sans-sc", "noto-sans-jp", "noto-sans-kr", "noto-emoji",
        )
    ),
)  # fmt: skip

KEPT = ["kern", "liga", "clig", "mark", "mkmk", "ccmp", "locl", "rlig", "calt", "init", "medi", "fina", "isol", "lnum",
        "nukt", "akhn", "rphf", "blwf", "half", "pstf", "vatu", "pres", "abvs", "blws", "psts", "haln", "rkrf", "cjct",
        "dist", "abvm", "blwm", "curs"]  # fmt: skip
DROPPED = ["vmtx", "vhea", "VORG", "BASE", "STAT", "DSIG", "meta", "MATH", "hdmx", "VDMX", "LTSH"]


def span(*parts: tuple[int, int]) -> set[int]:
    return {code for first, last in parts for code in range(first, last + 1)}


def coded(codec: str, leads: Iterable[int], trails: Iterable[int]) -> set[int]:
    """The characters of an older standard, by its two bytes."""
    found: set[int] = set()
    trails = tuple(trails)
    for lead in leads:
        for trail in trails:
            try:
                found.update(map(ord, bytes((lead, trail)).decode(codec)))
            except UnicodeDecodeError:
                continue
    return found


MARKS = span((0x20, 0x7E), (0xA0, 0xFF), (0x2010, 0x2027), (0x202F, 0x203A), (0x2044, 0x2044))
LATIN = MARKS | span((0x100, 0x24F), (0x250, 0x2AF), (0x2B0, 0x36F), (0x1E00, 0x1EFF), (0x2000, 0x206F),
                     (0x2070, 0x209F), (0x20A0, 0x20C0), (0x2100, 0x214F), (0x2150, 0x218F), (0x2190, 0x21FF),
                     (0x2200, 0x22FF), (0xFB00, 0xFB06))  # fmt: skip
EAST = MARKS | span((0x3000, 0x30FF), (0xFF00, 0xFFEF), (0x2460, 0x2473), (0x25A0, 0x25CF))
UPPER = range(0xA1, 0xFF)

# Name, package, file, characters (None: all of them).
FACES: tuple[tuple[str, str, str, set[int] | None], ...] = (
    *(
        (f"latin-{weight}", f"{EXPO}/noto-sans", f"{weight}{style}/NotoSans_{weight}{style}",
         LATIN | span((0x370, 0x52F), (0x1F00, 0x1FFF)))
        for weight, style in ((400, "Regular"), (700, "Bold"))
    ),
    *(
        (f"arabic-{weight}", f"{EXPO}/noto-sans-arabic", f"{weight}{style}/NotoSansArabic_{weight}{style}",
         MARKS | span((0x600, 0x6FF), (0x750, 0x77F), (0x8A0, 0x8FF), (0xFD3E, 0xFD3F), (0xFDF2, 0xFDFD)))
        for weight, style in ((400, "Regular"), (700, "Bold"))
    ),
    *(
        (f"devanagari-{weight}", f"{EXPO}/noto-sans-devanagari",
         f"{weight}{style}/NotoSansDevanagari_{weight}{style}", None)
        for weight, style in ((400, "Regular"), (700, "Bold"))
    ),
    ("sc-500", f"{EXPO}/noto-sans-sc", "500Medium/NotoSansSC_500Medium",
     EAST | coded("gb2312", range(0xA1, 0xF8), UPPER)
     | coded("big5", range(0xA4, 0xC7), (*range(0x40, 0x7F), *range(0xA1, 0xFF)))),
    ("jp-500", f"{EXPO}/noto-sans-jp", "500Medium/NotoSansJP_500Medium", EAST | coded("euc_jp", UPPER, UPPER)),
    ("kr-500", f"{EXPO}/noto-sans-kr", "500Medium/NotoSansKR_500Medium",
     EAST | span((0xAC00, 0xD7A3), (0x1100, 0x11FF), (0x3130, 0x318F))),
    ("emoji-500", f"{EXPO}/noto-emoji", "500Medium/NotoEmoji_500Medium", None),
)  # fmt: skip

# Theme, name, package, file.
THEMES = (
    ("constat", "spectral-italic", f"{EXPO}/spectral", "500Medium_Italic/Spectral_500Medium_Italic"),
    ("constat", "atkinson-bold", f"{EXPO}/atkinson-hyperlegible-next", "700Bold/AtkinsonHyperlegibleNext_700Bold"),
    ("constat", "atkinson", f"{EXPO}/atkinson-hyperlegible-next", "500Medium/AtkinsonHyperlegibleNext_500Medium"),
    ("affiche", "league-gothic", f"{EXPO}/league-gothic", "400Regular/LeagueGothic_400Regular"),
    ("affiche", "libre-franklin", f"{EXPO}/libre-franklin", "600SemiBold/LibreFranklin_600SemiBold"),
    ("affiche", "libre-franklin-bold", f"{EXPO}/libre-franklin", "800ExtraBold/LibreFranklin_800ExtraBold"),
    ("veille", "newsreader", f"{EXPO}/newsreader", "500Medium/Newsreader_500Medium"),
    ("veille", "newsreader-italic", f"{EXPO}/newsreader", "400Regular_Italic/Newsreader_400Regular_Italic"),
)


def main() -> None:
    """Fetch, cut, write."""
    with tempfile.TemporaryDirectory() as folder:
        modules = (Path(sys.argv[1]) if len(sys.argv) > 1 else make.fetch(Path(folder))) / "node_modules"
        for name, package, file, letters in FACES:
            font = TTFont(modules / package / f"{file}.ttf")
            write(cut(font, letters), STAND_INS / f"{name}.ttf")
            shutil.copy(modules / package / "LICENSE_FONT", STAND_INS / f"{name.partition('-')[0]}-OFL.txt")
        for theme, name, package, file in THEMES:
            goal = ROOT / "themes" / theme / "faces"
            write(cut(TTFont(modules / package / f"{file}.ttf"), LATIN), goal / f"{name}.ttf")
            family = name.removesuffix("-bold").removesuffix("-italic")
            shutil.copy(modules / package / "LICENSE_FONT", goal / f"{family}-OFL.txt")
        goal = ROOT / "themes" / "constat" / "faces"
        for weight in (600, 700):
            write(cut(archivo(modules, weight), LATIN), goal / f"archivo-{weight}.ttf")
        shutil.copy(modules / ARCHIVO / "LICENSE", goal / "archivo-OFL.txt")


def archivo(modules: Path, weight: int) -> TTFont:
    """Archivo at 75 % width, put together from the parts in which it is delivered."""
    parts = []
    for part in ("latin", "latin-ext", "vietnamese"):
        font = TTFont(modules / ARCHIVO / f"files/archivo-{part}-wdth-normal.woff2")
        font = instancer.instantiateVariableFont(font, {"wdth": 75, "wght": weight})
        font.flavor = None
        out = io.BytesIO()
        font.save(out)
        out.seek(0)
        parts.append(out)
    return merge.Merger().merge(parts)


def cut(font: TTFont, letters: set[int] | None) -> TTFont:
    """The font with those letters only, and the features that words need."""
    options = subset.Options(
        layout_features=KEPT, hinting=False, name_IDs=[0, 1, 2, 13, 14], drop_tables=DROPPED, notdef_outline=True
    )
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=letters if letters is not None else set(font.getBestCmap()))
    cutter.subset(font)
    return font


def write(font: TTFont, path: Path) -> None:
    """As TrueType."""
    path.parent.mkdir(parents=True, exist_ok=True)
    font["head"].modified = font["head"].created
    font.recalcTimestamp = False
    font.save(path)
    data = path.read_bytes()
    print(f"{path.relative_to(ROOT)}: {len(data) >> 10} KB, packed {len(zlib.compress(data, 9)) >> 10} KB")


if __name__ == "__main__":
    main()
