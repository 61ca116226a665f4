"""The figures of a visitor's page, each beside its bar: weight, speed, stillness, Lighthouse, valid HTML.

    python bench/page.py                      the demo and thirty chapters with real media, in a real Chromium
    python bench/page.py --lighthouse --axe --nu    and what Lighthouse, axe and the Nu HTML checker say (see README.md)

Ends with 1 when a bar is missed. Times mean something on a quiet machine alone; weights and movement always do.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

from film import film
from host import make_way, serve
from judges import axe, kind, lighthouse, nu, one_of_each
from playwright.sync_api import sync_playwright
from spine import copy_demo, run, webdoc
from visit import FORMS, NETWORKS, vitals, weigh

KB = 1024
PAGE, SCRIPT, RICH_SCRIPT, FONTS, ALL = 14 * KB, 2 * KB, 6 * KB, 60 * KB, 200 * KB
LCP, WORST = 1800, 100
TYPICAL = 3
"""Chapters of the film that are measured: the first, the one with the long transcript, one in the middle."""


def sites(folder: Path, chosen: list[str], theme: str = "") -> dict[str, Path]:
    """Build what is measured, in another theme than its own when one is named; the built folders by name."""
    made = {}
    for name in chosen:
        if Path(name).is_dir():
            place = Path(name).resolve()
            made[place.parent.name if place.name == "build" else place.name] = place
            continue
        root = folder / name
        if name == "demo":
            copy_demo(root)
        else:
            film(root)
        if theme:
            given = root / "webdoc.yaml"
            given.write_text(re.sub(r"(?m)^theme:.*\n", "", given.read_text("utf-8")) + f"theme: {theme}\n", "utf-8")
        print(f"Building {name} …", file=sys.stderr)
        run(webdoc(root))
        made[name] = root / "build"
    return made


def pages(folder: Path) -> list[str]:
    """One page of each kind in the first language, and the chapters: all of a short work, some of a long one."""
    every = {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in sorted(folder.rglob("*.html"))}
    tongue = every["index.html"].split('lang="')[1].split('"')[0]
    own = {name: html for name, html in every.items() if f'<html lang="{tongue}"' in html}
    first = [name for name in own if name.count("/") < 2]
    chapters = [name for name in first if kind(own[name]) == "chapter"]
    if len(chapters) > 10:
        chapters.sort(key=lambda name: int("".join(filter(str.isdigit, name)) or 0))
        for name in chapters[2:]:
            if name != chapters[len(chapters) // 2]:
                first.remove(name)
    deep = one_of_each(folder, [name for name in own if name.count("/") > 1])
    first.sort(key=lambda name: (name != "index.html", name in ("404.html", "end/index.html"), name))
    return first + deep


def rich(html: str) -> bool:
    """Whether a page holds a sequence, a gallery or a quiz, which may weigh more in script."""
    return any(f'class="{name}' in html for name in ("seq", "gallery", "quiz"))


def measure(folder: Path, name: str, form: str, options: argparse.Namespace, site: str, browser: object) -> dict:
    """One row: what was measured, and what of it misses its bar."""
    weight = weigh(browser, folder, site, name, form)
    seen = vitals(browser, site, name, form, options.network, options.runs)
    script = RICH_SCRIPT if rich((folder / name).read_text("utf-8")) else SCRIPT
    row = {**asdict(weight), **asdict(seen), "name": name, "form": form, "misses": []}
    for what, value, bar, unit in (
        ("HTML and CSS", weight.first, PAGE, "B"), ("script", weight.script, script, "B"),
        ("fonts", weight.fonts, FONTS, "B"), ("all before scrolling", weight.all, ALL, "B"),
        ("requests elsewhere", len(weight.elsewhere), 0, ""), ("CLS", round(seen.cls, 4), 0, ""),
        ("LCP", round(seen.lcp), LCP, "ms"), ("worst interaction", seen.worst, WORST, "ms"),
    ):  # fmt: skip
        if value > bar:
            row["misses"].append(f"{what} {value:,} {unit} (at most {bar:,})".replace("  ", " "))
    return row


def told(row: dict) -> str:
    """A row of the table."""
    kb = [f"{row[key] / KB:6.1f}" for key in ("first", "page", "script", "fonts", "all")]
    return (
        f"{row['name'][:26]:26} {row['form']:8}{' '.join(kb)} {len(row['elsewhere']):5} "
        f"{row['cls']:7.4f} {row['fcp']:6.0f} {row['lcp']:6.0f} {row['worst']:6.0f}  {row['what'] or '-':22}"
        f"{'  ✗ ' + '; '.join(row['misses']) if row['misses'] else ''}"
        f"{'  moved: ' + row['moved'] if row['moved'] else ''}"
    )


def line(*words: object) -> str:
    """A line above the table, its words over the columns."""
    return "{:26} {:8}{:>6} {:>6} {:>6} {:>6} {:>6} {:>5} {:>7} {:>6} {:>6} {:>6}".format(*words)


HEAD = "\n".join(
    (
        line("", "", "HTML", "+ CSS", "", "", "all", "else-", "", "", "", "worst"),
        line("", "", "+ CSS", "below", "script", "fonts", "KB", "where", "CLS", "FCP", "LCP", "ms"),
        line("at most", "", 14, "", "2, 6", 60, 200, 0, 0, "", LCP, WORST),
    )
)


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sites", nargs="*", default=["demo", "film"], help="demo, film, or folders that are built")
    parser.add_argument("--runs", type=int, default=3, help="visits of each page; the median counts")
    parser.add_argument("--form", choices=FORMS, action="append", help="phone, desktop; both when not given")
    parser.add_argument("--network", choices=NETWORKS, default="slow4g")
    parser.add_argument("--only", default="", help="pages whose name holds these letters")
    parser.add_argument(
        "--lighthouse", nargs="?", type=int, const=5, default=0, metavar="RUNS", help="five when no number"
    )
    parser.add_argument("--axe", action="store_true", help="every page of a short work through axe, in each light")
    parser.add_argument("--nu", action="store_true", help="every page through the Nu HTML checker")
    parser.add_argument("--no-visit", action="store_true", help="only Lighthouse, axe and Nu")
    parser.add_argument("--json", action="store_true")
    return parser.parse_args()


def main() -> int:
    asked = options()
    path = os.environ.get("WEBDOC_CHROMIUM") or next(
        (name for name in ("/usr/bin/chromium", "/usr/bin/chromium-browser") if Path(name).exists()), None
    )
    out: dict[str, list] = {"visits": [], "lighthouse": [], "axe": [], "nu": [], "misses": []}
    say = (
        (lambda *words: print(*words, file=sys.stderr, flush=True))
        if asked.json
        else (lambda *w: print(*w, flush=True))
    )
    with tempfile.TemporaryDirectory() as name:
        made = sites(Path(name), asked.sites)
        chosen = {label: [page for page in pages(folder) if asked.only in page] for label, folder in made.items()}
        if not asked.no_visit:
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
                make_way()
                for label, folder in made.items():
                    say(f"\n{label}, {asked.network}, median of {asked.runs}\n{HEAD}")
                    with serve(folder) as site:
                        for page in chosen[label]:
                            for form in asked.form or FORMS:
                                row = measure(folder, page, form, asked, site, browser)
                                out["visits"].append({"site": label, **row})
                                say(told(row))
                browser.close()
        for label, folder in made.items():
            with serve(folder) as site:
                if asked.lighthouse:
                    say(f"\n{label}, Lighthouse, median of {asked.lighthouse}: performance, access, practices, search")
                    for row in lighthouse(site, folder, chosen[label], asked.lighthouse, path):
                        out["lighthouse"].append({"site": label, **row})
                        say(row["told"])
                if asked.axe:
                    every = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.html"))
                    found = axe(site, every if len(every) < 200 and not asked.only else chosen[label], path)
                    out["axe"].append({"site": label, "errors": found})
                    say(
                        f"\n{label}, axe, every rule: {len(found)} faults (at most 0)", *[f"\n  {one}" for one in found]
                    )
            if asked.nu:
                found = nu(sorted(folder.rglob("*.html")))
                out["nu"].append({"site": label, "errors": found})
                say(
                    f"\n{label}, Nu HTML checker: {len(found)} errors (at most 0)",
                    *[f"\n  {one}" for one in found[:20]],
                )
    for row in (*out["visits"], *out["lighthouse"]):
        out["misses"] += [f"{row['site']} {row['name']} {row['form']}: {miss}" for miss in row["misses"]]
    for judge, what in (("nu", "errors of HTML"), ("axe", "faults by axe")):
        out["misses"] += [f"{row['site']}: {len(row['errors'])} {what}" for row in out[judge] if row["errors"]]
    if asked.json:
        print(json.dumps(out, indent=1))
    say(f"\n{len(out['misses'])} bars missed", *[f"\n  {miss}" for miss in out["misses"]])
    return 1 if out["misses"] else 0


if __name__ == "__main__":
    sys.exit(main())
