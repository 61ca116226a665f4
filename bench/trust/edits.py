"""After random edits a warm build equals a cold one, byte for byte: the judge of everything that is remembered.

One project is edited and edited again, as editors, synchronisers and version control do it; after each edit it is built
with all that is remembered, now and then a copy of it with nothing. What is told of the build has to be the same too.
Each build begins in a fresh process with everything imported.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import random
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

from bench.trust import small

Move = Callable[[random.Random, Path], str]
MOVES: list[Move] = []
OPTIONS = ("options: {accent: '#3344AA'}\n", "options: {typeface: atkinson}\n", "theme: affiche\n", "theme: veille\n")
BASES = ("https://film.example/", "https://other.example/film/")


def move(function: Move) -> Move:
    """One thing that an editor does; it says what it was."""
    MOVES.append(function)
    return function


def chapters(root: Path) -> list[Path]:
    return sorted((root / "chapters").glob("*.md"))


def settle(path: Path, facts: os.stat_result) -> None:
    """Put its times back: the file says of itself that it has not changed."""
    os.utime(path, ns=(facts.st_atime_ns, facts.st_mtime_ns))


@move
def rewrite(pick: random.Random, root: Path) -> str:
    path = pick.choice(chapters(root))
    path.write_text(f"{path.read_text()}\n{small.sentence(pick)}\n")
    return f"a sentence more in {path.name}"


@move
def letter(pick: random.Random, root: Path) -> str:
    path = pick.choice(chapters(root))
    facts, text = path.stat(), path.read_text()
    at = pick.choice([found.start() for found in re.finditer(r"^[A-Z]\w+ \w+.*\.$", text, re.MULTILINE)])
    path.write_text(f"{text[:at]}{pick.choice('BCDFG')}{text[at + 1 :]}")
    settle(path, facts)
    return f"one letter of {path.name}, size and time kept"


@move
def head(pick: random.Random, root: Path) -> str:
    path = pick.choice(chapters(root))
    text = path.read_text()
    title = small.sentence(pick)
    lines = [f'title: "{title}"' if line.startswith("title:") else line for line in text.split("\n")]
    path.write_text("\n".join(lines))
    return f"{path.name} is called {title}"


@move
def cover(pick: random.Random, root: Path) -> str:
    path, number = pick.choice(chapters(root)), pick.randrange(small.PHOTOGRAPHS)
    lines = path.read_text().split("\n")
    path.write_text("\n".join(f"cover: p{number}.png" if line.startswith("cover:") else line for line in lines))
    return f"the cover of {path.name} is p{number}.png"


@move
def draft(pick: random.Random, root: Path) -> str:
    path = pick.choice(chapters(root))
    text = path.read_text()
    shown = "draft: true\n" not in text and len(chapters(root)) > 3
    text = text.replace("---\n", "---\ndraft: true\n", 1) if shown else text.replace("draft: true\n", "")
    path.write_text(text)
    return f"{path.name} is {'a' if shown else 'no'} draft"


@move
def add(pick: random.Random, root: Path) -> str:
    if len(chapters(root)) > 6:
        return remove(pick, root)
    number = pick.randint(1, 60)
    path = root / "chapters" / f"{number:02}-n{number}.md"
    path.write_text(small.chapter(number, "New"))
    return f"{path.name} is new"


@move
def remove(pick: random.Random, root: Path) -> str:
    if len(chapters(root)) < 4:
        return add(pick, root)
    path = pick.choice(chapters(root))
    path.unlink()
    return f"{path.name} is gone"


@move
def rename(pick: random.Random, root: Path) -> str:
    path = pick.choice(chapters(root))
    name = path.name.split("-", 1)[1]
    other = path.with_name(f"{pick.randint(1, 60):02}-{pick.choice(('', 'x'))}{name}")
    path.rename(other)
    return f"{path.name} is now {other.name}"


@move
def turn(pick: random.Random, root: Path) -> str:
    one, other = pick.sample(chapters(root), 2)
    first, second = one.read_bytes(), other.read_bytes()
    one.write_bytes(second)
    other.write_bytes(first)
    return f"{one.name} and {other.name} have changed places"


@move
def touch(pick: random.Random, root: Path) -> str:
    path = pick.choice([*chapters(root), *sorted((root / "media").iterdir()), root / "webdoc.yaml"])
    os.utime(path, (pick.randrange(10**9), pick.randrange(10**9)))
    return f"{path.name} was touched"


@move
def swap(pick: random.Random, root: Path) -> str:
    one, other = (root / "media" / f"p{number}.png" for number in pick.sample(range(small.PHOTOGRAPHS), 2))
    if one.stat().st_size != other.stat().st_size:
        return picture(pick, root)
    settle(other, one.stat())
    one.rename(root / "aside")
    other.rename(one)
    (root / "aside").rename(other)
    return f"{one.name} and {other.name}, of equal size and time, have changed places"


@move
def swap_within(pick: random.Random, root: Path) -> str:
    one, other = (root / "media" / f"p{number}.png" for number in pick.sample(range(small.PHOTOGRAPHS), 2))
    facts, first, second = one.stat(), one.read_bytes(), other.read_bytes()
    for path, data in ((one, second), (other, first)):
        path.write_bytes(data)
        settle(path, facts)
    return f"{one.name} and {other.name} were written over with each other, size and time kept"


@move
def picture(pick: random.Random, root: Path) -> str:
    number = pick.randrange(small.PHOTOGRAPHS)
    data = small.photograph(pick.randint(4, 7), *pick.choice(((120, 80), (120, 80), (90, 120))))
    (root / "media" / f"p{number}.png").write_bytes(data)
    return f"p{number}.png is another picture"


@move
def missing(pick: random.Random, root: Path) -> str:
    path = root / "media" / f"p{pick.randrange(small.PHOTOGRAPHS)}.png"
    path.rename(root / path.name)
    return f"{path.name} is missing"


def back(root: Path) -> None:
    """What was missing is found again."""
    for path in root.glob("p*.png"):
        path.rename(root / "media" / path.name)


@move
def caption(pick: random.Random, root: Path) -> str:
    path = root / "media" / f"v.{pick.choice(('en', 'fr'))}.vtt"
    path.write_text(path.read_text().rstrip("\n") + f" {pick.choice(small.WORDS)}\n")
    return f"a word more in {path.name}"


@move
def notes(pick: random.Random, root: Path) -> str:
    credit, focus = pick.choice(small.WORDS), pick.choice(("0.2,0.3", "0.8,0.9"))
    small.put(root, "media/media.yaml", f"p0.png: {{alt: A {credit}, credit: {credit}, focus: '{focus}'}}\n")
    return f"media.yaml says {credit}, {focus}"


@move
def look(pick: random.Random, root: Path) -> str:
    return _say(root, "look", pick.choice(OPTIONS))


@move
def base(pick: random.Random, root: Path) -> str:
    path, base = root / "webdoc.yaml", pick.choice(BASES)
    lines = path.read_text().split("\n")
    path.write_text("\n".join(f"base_url: {base}" if line.startswith("base_url:") else line for line in lines))
    return f"it is published at {base}"


@move
def kit(pick: random.Random, root: Path) -> str:
    return _say(root, "kit", pick.choice(("kit: true\n", "kit: false\n", "kit: false\n")))


@move
def whole(pick: random.Random, root: Path) -> str:
    title = small.sentence(pick)
    path = root / "webdoc.yaml"
    lines = path.read_text().split("\n")
    path.write_text("\n".join(f'title: "{title}"' if line.startswith("title:") else line for line in lines))
    return f"the whole is called {title}"


@move
def language(pick: random.Random, root: Path) -> str:
    path = root / "chapters" / f"{pick.choice([one.name for one in chapters(root)]).split('.')[0]}.de.md"
    there = sorted((root / "chapters").glob("*.de.md"))
    if there:
        for one in there:
            one.unlink()
        return "German is gone"
    path.write_text(small.chapter(pick.randint(1, 9), "Tür"))
    return f"{path.name} is in German"


@move
def own_theme(pick: random.Random, root: Path) -> str:
    small.put(root, "themes/own/theme.yaml", "name: own\nversion: '1'\nsummary: Own.\nextends: constat\n")
    part = root / "themes" / "own" / "templates" / "partials" / "copy.html"
    small.put(root, str(part.relative_to(root)), f"<!-- {pick.choice(small.WORDS)} -->\n")
    return _say(root, "look", "theme: own\n")


@move
def deranged(pick: random.Random, root: Path) -> str:
    files = sorted(path for path in (root / "build").rglob("*") if path.is_file() and path.name != "manifest.json")
    if not files:
        return "nothing was built yet"
    path = pick.choice(files)
    path.unlink()
    if pick.random() < 0.5:
        path.write_bytes(b"broken by somebody")
    return f"build/{path.relative_to(root / 'build')} is broken or gone"


@move
def forgotten(pick: random.Random, root: Path) -> str:
    name = pick.choice(("built", "facts.msgpack", "chapters", "store", "store"))
    path = root / ".webdoc" / name
    if not path.is_dir():
        path.unlink(missing_ok=True)
        return f".webdoc/{name} is gone"
    found = sorted(one for one in path.iterdir() if one.is_file())
    for one in pick.sample(found, min(3, len(found))):
        one.unlink()
    return f"files of .webdoc/{name} are gone"


def _say(root: Path, name: str, line: str) -> str:
    """Put a line into the settings in place of what stood there under that name."""
    path, mark = root / "webdoc.yaml", f"  # {name}\n"
    lines = [one for one in path.read_text().splitlines(keepends=True) if not one.endswith(mark)]
    path.write_text("".join([*lines, line.rstrip("\n") + mark]))
    return line.strip()


# --- builds


def load() -> None:
    """Import all that a build needs, once: what is forked from here has it."""
    import flask_frozen  # noqa: F401

    import webdoc.build
    import webdoc.cards
    import webdoc.cli
    import webdoc.media.images
    import webdoc.media.transcode
    import webdoc.progress
    import webdoc.text.chapter  # noqa: F401


def built(root: Path) -> dict[str, object]:
    """Build a project with the command, in a process of its own that has everything imported; returns what it tells."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        code = 70
        try:
            os.close(reading)
            with os.fdopen(writing, "w") as told:
                code = _command(root, told)
        finally:
            os._exit(code)
    os.close(writing)
    with os.fdopen(reading) as told:
        text = told.read()
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert text.startswith("{"), f"{code}: {text}"
    found: dict[str, object] = json.loads(text)
    return {name: found[name] for name in ("pages", "media", "failed", "issues")}


def _command(root: Path, told: io.TextIOBase) -> int:
    from webdoc import cli
    from webdoc.media import pool, run

    # In this process: the start of others would cost ten times what these pictures do.
    run.executor = lambda *_: pool.Serial()  # type: ignore[assignment]
    out, err, code = io.StringIO(), io.StringIO(), 0
    with redirect_stdout(out), redirect_stderr(err):
        try:
            cli.main(["build", "--json", "--project", str(root)], standalone_mode=False)
        except SystemExit as ended:
            code = int(ended.code or 0)
    told.write(out.getvalue() or err.getvalue())
    return code


def tree(folder: Path) -> dict[str, bytes]:
    """All files below a folder."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def differing(root: Path, cold: Path) -> list[str]:
    """What a warm build says or writes otherwise than a cold one of the same sources, built in ``cold``."""
    shutil.rmtree(cold, ignore_errors=True)
    shutil.copytree(root, cold, ignore=shutil.ignore_patterns(".webdoc", "build", ".build.*"))
    warm, fresh = built(root), built(cold)
    if warm != fresh:
        return [f"told: {warm}", f"told by a cold build: {fresh}"]
    if fresh["failed"]:
        return []
    one, other = tree(root / "build"), tree(cold / "build")
    names = sorted({*one, *other})
    return [
        f"{name}: {'not there' if name not in one else 'too much' if name not in other else 'other bytes'}"
        for name in names
        if one.get(name) != other.get(name)
    ]


def judge(folder: Path, sequences: int, edits: int, seed: int, tell: Callable[[str], None]) -> list[str]:
    """So many sequences of up to so many edits, each with a warm build after it; returns what differed at the end."""
    load()
    root = small.write(folder / "project")
    _say(root, "kit", "kit: false")
    built(root)
    failed, log = 0, list[str]()
    for number in range(sequences):
        pick = random.Random(f"{seed}-{number}")
        for _ in range(pick.randint(1, edits)):
            back(root)
            log.append(pick.choice(MOVES)(pick, root))
            failed += bool(built(root)["failed"])
        wrong = differing(root, folder / "cold")
        tell(f"{number + 1:4}  {'; '.join(log)}")
        if wrong:
            return [f"sequence {number} of seed {seed}: {'; '.join(log)}", *wrong]
        log.clear()
    tell(f"{failed} builds told that something has to be mended")
    return []


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sequences", type=int, default=100)
    parser.add_argument("--edits", type=int, default=4, help="at most so many in a sequence")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    begun = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        wrong = judge(Path(folder), asked.sequences, asked.edits, asked.seed, lambda line: print(line, flush=True))
    print(*wrong, sep="\n")
    seconds = time.perf_counter() - begun
    print(f"{asked.sequences} sequences, {'DIFFERENT' if wrong else 'all equal'}, {seconds:.0f} s")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
