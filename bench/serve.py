"""The preview as an editor feels it: from saving a file to its text on the screen, in a real Chromium.

    .venv/bin/python bench/serve.py --hugo PATH        # all of it, beside Hugo's server on the same corpus
    .venv/bin/python bench/serve.py save               # one part: first, save or while

A hundred chapters of 800 words with three photographs each. ``first``: from the command with an empty store to the
first page painted; ``save``: from saving a chapter to its new text painted, the servers in turn; ``while``: the same
while derivatives are being made. Hugo is given the same texts and pictures and the plainest templates; it makes nothing
of the pictures.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import corpus
from playwright.sync_api import Browser, Error, Page, sync_playwright

sys.path.append(str(Path(__file__).parent / "media"))
from photographs import photograph

CHAPTERS, EACH, SIZE = 100, 3, (1600, 1067)
MEDIAN, P95, FIRST, SLOWER = 120, 250, 1.5, 1.25
"""Bars: milliseconds, seconds, and how much slower editing may be while media are made."""
NUMBER = 50
"""The chapter that is edited."""

# Tells, for each number that is marked in the text, when it was on the screen: at the frame after the one that had it.
WATCH = """
(() => {
  let last = '';
  const look = () => {
    const found = /zebra(\\d+)end/.exec(document.body?.innerText || '')?.[1];
    if (found && found !== last) {
      last = found;
      requestAnimationFrame(() => setTimeout(() => seen(found, performance.timeOrigin + performance.now())));
    }
    requestAnimationFrame(look);
  };
  look();
})();
"""


PAINTED = """
new Promise(done => new PerformanceObserver(list => done(performance.timeOrigin + list.getEntries()[0].startTime))
  .observe({ type: 'paint', buffered: true }))
"""


def project(root: Path, chapters: int) -> Path:
    """The corpus as a project of webdoc."""
    corpus.chapters(root, chapters)
    (root / "media").mkdir()
    first = photograph(1, SIZE)
    for number in range(1, chapters * EACH + 1):
        picture = first.copy()
        picture.paste((number % 256, number * 7 % 256, number * 13 % 256), (0, 0, 300, 300))
        picture.save(root / "media" / f"photo-{number}.jpg", quality=82)
    for number, path in enumerate(sorted((root / "chapters").glob("*.md"))):
        photos = [f"![Photograph {one}](photo-{one}.jpg)" for one in range(number * EACH + 1, number * EACH + EACH + 1)]
        path.write_text(path.read_text("utf-8") + "\n" + "\n\n".join(photos) + "\n", "utf-8")
    return root


def for_hugo(root: Path, project: Path) -> Path:
    """The same for Hugo."""
    (root / "content").mkdir(parents=True)
    (root / "layouts" / "_default").mkdir(parents=True)
    page = "<!doctype html><html><head><meta charset=utf-8><title>{{ .Title }}</title></head><body>%s</body></html>"
    links = "<ul>{{ range site.RegularPages }}<li><a href={{ .RelPermalink }}>{{ .Title }}</a></li>{{ end }}</ul>"
    (root / "layouts" / "_default" / "single.html").write_text(page % ("<h1>{{ .Title }}</h1>{{ .Content }}" + links))
    (root / "layouts" / "_default" / "list.html").write_text(page % links)
    (root / "layouts" / "index.html").write_text(page % links)
    (root / "hugo.toml").write_text('title = "Bench"\nbaseURL = "http://localhost/"\n')
    for path in (project / "chapters").glob("*.md"):
        text = path.read_text("utf-8").replace("](photo-", "](/photo-")
        (root / "content" / path.name).write_text(text, "utf-8")
    (root / "static").symlink_to(project / "media")
    return root


@contextmanager
def running(command: list[str], port: int, quiet: bool = True) -> Iterator[float]:
    """A server, until it listens; gives when it was started (seconds of the clock)."""
    began = time.time()
    out = subprocess.DEVNULL if quiet else None
    process = subprocess.Popen(command, stdout=out, stderr=out, start_new_session=True)
    try:
        while process.poll() is None and time.time() < began + 60:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.01)
        yield began
    finally:
        process.terminate()
        process.wait(20)


@contextmanager
def fresh(root: Path) -> Iterator[None]:
    """As if nothing had ever been made; what was is put back."""
    made, aside = root / ".webdoc", root / ".webdoc-aside"
    if made.exists():
        made.rename(aside)
    try:
        yield
    finally:
        # Workers end a moment after the command.
        for _ in range(200):
            shutil.rmtree(made, ignore_errors=True)
            if not made.exists():
                break
            time.sleep(0.05)
        if aside.exists():
            aside.rename(made)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def webdoc(root: Path, port: int) -> list[str]:
    return [sys.executable, "-m", "webdoc", "serve", "-p", str(root), "--port", str(port)]


class Editor:
    """Somebody who saves a chapter and looks at its page."""

    def __init__(self, browser: Browser, address: str, file: Path) -> None:
        self.file = file
        self.text = file.read_text("utf-8")
        self.painted: dict[str, float] = {}
        self.page: Page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
        self.page.expose_function("seen", lambda number, at: self.painted.setdefault(number, at))
        self.page.add_init_script(WATCH)
        self.page.goto(address)
        self.page.wait_for_timeout(1500)

    def save(self, number: int) -> float:
        """Milliseconds from saving the chapter, with that number in its first paragraph, to its paint."""
        head, mark, rest = self.text.partition("\n\n## Partie 1")
        title, end, body = rest.partition("\n\n")
        began = time.time()
        self.file.write_text(f"{head}{mark}{title}{end}zebra{number}end {body}", "utf-8")
        while str(number) not in self.painted:
            self.page.wait_for_timeout(2)
            if time.time() > began + 15:
                raise SystemExit(f"{self.file} was saved and never shown")
        return self.painted[str(number)] - began * 1000

    def close(self) -> None:
        self.page.context.close()
        self.file.write_text(self.text, "utf-8")


def first(browser: Browser, root: Path) -> float:
    """Seconds from the command, with nothing known and nothing made, to the first page painted."""
    port = free_port()
    page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
    with fresh(root), running(webdoc(root, port), port) as began:
        for _ in range(3000):
            try:
                page.goto(f"http://localhost:{port}/", wait_until="commit")
                break
            except Error:
                time.sleep(0.01)
        painted = page.evaluate(PAINTED)
        took = painted / 1000 - began
    page.context.close()
    return took


def rounds(editors: dict[str, Editor], saves: int, pick: random.Random) -> dict[str, list[float]]:
    """Saves in turn, as irregular as a person's."""
    took: dict[str, list[float]] = {name: [] for name in editors}
    for number in range(saves):
        for name, editor in editors.items():
            editor.page.wait_for_timeout(700 + pick.random() * 400)
            took[name].append(editor.save(1000 + number))
    return took


def told(name: str, took: list[float]) -> tuple[float, float]:
    """Median and 95th percentile, said."""
    middle, high = statistics.median(took), sorted(took)[max(0, round(len(took) * 0.95) - 1)]
    print(f"{name:34} median {middle:6.0f} ms, 95th percentile {high:6.0f} ms, {len(took)} saves", flush=True)
    return middle, high


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", choices=("first", "save", "while", []), help="all when none is named")
    parser.add_argument("--hugo", default=shutil.which("hugo"), help="the program itself")
    parser.add_argument("--saves", type=int, default=30)
    parser.add_argument("--chapters", type=int, default=CHAPTERS)
    parser.add_argument("--folder", type=Path, help="where the corpus is kept, with what was made of it")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    parts, misses, figures = asked.parts or ["first", "save", "while"], [], {}
    chromium = os.environ.get("WEBDOC_CHROMIUM") or "/usr/bin/chromium"
    with tempfile.TemporaryDirectory(prefix="webdoc-serve-") as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        root = (asked.folder or Path(folder) / "film").absolute()
        if not root.exists():
            project(root, asked.chapters)
        if "first" in parts:
            took = [first(browser, root) for _ in range(3)]
            figures["first"] = statistics.median(took)
            print(f"first page, empty store            {figures['first']:.2f} s (at most {FIRST})", flush=True)
            misses += ["first page"] if figures["first"] > FIRST else []
        if "save" in parts:
            misses += save(browser, root, Path(folder) / "hugo", asked, figures)
        if "while" in parts:
            misses += meanwhile(browser, root, asked, figures)
        browser.close()
    if asked.json:
        print(json.dumps(figures, indent=1))
    print(f"{len(misses)} bars missed", *misses, sep="\n  ")
    return int(bool(misses))


def chapter_of(root: Path, port: int) -> tuple[str, Path]:
    """The address of the chapter that is edited, and its file."""
    file = next((root / "chapters").glob(f"{NUMBER:04}-*.md"), None) or next((root / "chapters").glob("*.md"))
    return f"http://localhost:{port}/{file.stem.partition('-')[2]}/index.html", file


def save(browser: Browser, root: Path, hugo: Path, asked: argparse.Namespace, figures: dict[str, float]) -> list[str]:
    """The quiet case: everything is made. Beside Hugo where there is one."""
    subprocess.run([sys.executable, "-m", "webdoc", "build", "-p", str(root)], stdout=subprocess.DEVNULL, check=True)
    port, other = free_port(), free_port()
    misses: list[str] = []
    with running(webdoc(root, port), port):
        address, file = chapter_of(root, port)
        editors = {"webdoc": Editor(browser, address, file)}
        if asked.hugo:
            theirs = for_hugo(hugo, root)
            command = [asked.hugo, "server", "-s", str(theirs), "-p", str(other), "--renderToMemory"]
            with running(command, other):
                file = theirs / "content" / file.name
                editors["hugo"] = Editor(browser, f"http://localhost:{other}/{file.stem}/", file)
                took = rounds(editors, asked.saves, random.Random(1))
        else:
            took = rounds(editors, asked.saves, random.Random(1))
        for editor in editors.values():
            editor.close()
    figures["save median"], figures["save p95"] = told("save to paint, webdoc", took["webdoc"])
    misses += ["save, median"] if figures["save median"] > MEDIAN else []
    misses += ["save, 95th percentile"] if figures["save p95"] > P95 else []
    if "hugo" in took:
        figures["hugo median"], _ = told("save to paint, hugo server", took["hugo"])
        ratio = figures["save median"] / figures["hugo median"]
        print(f"webdoc over hugo                   {ratio:.2f} (at most 1)")
        misses += ["save, beside Hugo"] if ratio > 1 else []
    return misses


def meanwhile(browser: Browser, root: Path, asked: argparse.Namespace, figures: dict[str, float]) -> list[str]:
    """While derivatives are made, from an empty store."""
    port = free_port()
    with fresh(root), running(webdoc(root, port), port):
        editor = Editor(browser, *chapter_of(root, port))
        took = rounds({"while": editor}, asked.saves, random.Random(2))["while"]
        editor.close()
    figures["while median"], figures["while p95"] = told("save to paint, media being made", took)
    misses = [] if figures["while median"] <= MEDIAN and figures["while p95"] <= P95 else ["save while media are made"]
    if "save median" in figures:
        ratio = figures["while median"] / figures["save median"]
        print(f"while media are made over quiet    {ratio:.2f} (at most {SLOWER})")
        misses += ["editing is slower while media are made"] if ratio > SLOWER else []
    return misses


if __name__ == "__main__":
    sys.exit(main())
