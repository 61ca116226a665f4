"""What others' programs say of a page: Lighthouse and the Nu HTML checker, from npm (see package.json), and axe."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

MODULES = Path(os.environ.get("WEBDOC_NODE_MODULES") or Path(__file__).parent / "node_modules")
BARS = {"performance": {"mobile": 98, "desktop": 100}, "accessibility": 100, "best-practices": 100, "seo": 100}


def module(name: str) -> Path:
    path = MODULES / name
    if not path.exists():
        sys.exit(f"{path} is missing: PUPPETEER_SKIP_DOWNLOAD=1 npm install --prefix bench")
    return path


def lighthouse(site: str, folder: Path, names: list[str], runs: int, chromium: str | None) -> Iterator[dict[str, Any]]:
    """The median run of each page, on a phone and on a desk, with what it finds wrong."""
    for name in one_of_each(folder, names):
        for form in ("mobile", "desktop"):
            found = [one for one in (_lighthouse(site + name, form, chromium) for _ in range(runs)) if one]
            if not found:
                yield {"name": name, "form": form, "misses": ["Lighthouse failed"], "told": f"{name} {form} failed"}
                continue
            found.sort(key=lambda one: one["categories"]["performance"]["score"] or 0)
            yield _row(name, form, found)


def one_of_each(folder: Path, names: list[str]) -> list[str]:
    """The pages, with one of each kind for all: the one that weighs most."""
    kinds: dict[str, str] = {}
    for name in sorted(names, key=lambda name: (folder / name).stat().st_size):
        kinds[kind((folder / name).read_text("utf-8"))] = name
    return list(kinds.values())


def kind(html: str) -> str:
    """What kind of page it is: as its body says, but an easy-to-read version is one of its own."""
    return html.split('<body class="')[1].split('"')[0] + (" easy" if '<article class="easy"' in html else "")


def axe(site: str, names: list[str], chromium: str | None) -> list[str]:
    """What axe finds with every rule on: on a phone, on a desk, in the dark; all that is folded is open."""
    sys.path.insert(0, str(Path(__file__).parents[1]))
    from tests.browser.test_axe import DARK, DESK_LIGHT, LIGHT, judge

    found = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for look in (LIGHT, DESK_LIGHT, DARK):
            context = browser.new_context(**look)
            page = context.new_page()
            for name in names:
                page.goto(site + name)
                page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
                found += [f"{name} ({look['color_scheme']}): {wrong}" for wrong in judge(page)]
            context.close()
        browser.close()
    return found


def _lighthouse(url: str, form: str, chromium: str | None) -> dict[str, Any] | None:
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out.json"
        command = ["node", str(module("lighthouse") / "cli" / "index.js"), url, "--quiet", "--output=json",
                   f"--output-path={out}", "--max-wait-for-load=60000",
                   "--chrome-flags=--headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage"]  # fmt: skip
        if form == "desktop":
            command.append("--preset=desktop")
        environment = {**os.environ, **({"CHROME_PATH": chromium} if chromium else {})}
        done = subprocess.run(command, env=environment, capture_output=True, check=False, timeout=180)
        if not out.exists():
            print(done.stderr.decode()[-300:], file=sys.stderr)
            return None
        return dict(json.loads(out.read_text("utf-8")))


def _row(name: str, form: str, found: list[dict[str, Any]]) -> dict[str, Any]:
    median = found[len(found) // 2]
    audits = median["audits"]
    scores = {key: round((one["score"] or 0) * 100) for key, one in median["categories"].items()}
    wrong = [
        key for key, one in audits.items()
        if one["score"] is not None and one["score"] < 0.9
        and one["scoreDisplayMode"] not in ("informative", "notApplicable")
    ]  # fmt: skip
    misses = []
    for key, bar in BARS.items():
        least = bar[form] if isinstance(bar, dict) else bar
        if scores.get(key, 0) < least:
            misses.append(f"{key} {scores.get(key)} (at least {least})")
    runs = "/".join(str(round((one["categories"]["performance"]["score"] or 0) * 100)) for one in found)
    times = " ".join(
        f"{short} {audits[long]['numericValue']:.0f}" for short, long in (
            ("FCP", "first-contentful-paint"), ("LCP", "largest-contentful-paint"), ("TBT", "total-blocking-time"),
            ("SI", "speed-index"),
        )
    )  # fmt: skip
    told = f"{name:26} {form:8} {' '.join(f'{value:3}' for value in scores.values())}  runs {runs}  {times} ms"
    told += f" CLS {audits['cumulative-layout-shift']['numericValue']:.3f}"
    told += f"  index {median['environment']['benchmarkIndex']:.0f}"
    told += f"  ✗ {'; '.join(misses)}: {', '.join(wrong)}" if misses else ""
    return {"name": name, "form": form, "scores": scores, "runs": runs, "wrong": wrong, "misses": misses, "told": told}


def nu(paths: list[Path]) -> list[str]:
    """The errors of HTML. Its CSS checker does not know scroll-driven animations, nesting and the like: left out."""
    jar = module("vnu-jar") / "build" / "dist" / "vnu.jar"
    command = ["java", "-jar", str(jar), "--format", "json", "--exit-zero-always", "--filterpattern", ".*CSS: .*"]
    done = subprocess.run([*command, *map(str, paths)], capture_output=True, check=True)
    messages = json.loads(done.stderr or b"{}").get("messages", [])
    return [
        f"{Path(one['url']).parent.name}/{Path(one['url']).name}:{one.get('lastLine')}: {one['message']}"
        for one in messages if one["type"] in ("error", "non-document-error")
    ]  # fmt: skip
