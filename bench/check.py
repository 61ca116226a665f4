"""The figures of `webdoc check` on a hundred chapters, in one run: all of it beside the reading alone, and once more.

.venv/bin/python bench/check.py [ROUNDS]
"""

from __future__ import annotations

import json
import shutil
import statistics
import sys
import tempfile
from pathlib import Path

from corpus import chapters
from spine import run

COUNT = 100
READ = (
    "import sys; from pathlib import Path; from webdoc import project;"
    " assert project.load(Path(sys.argv[1]), drafts=True).site is not None"
)
"""Reads the chapters as webdoc does: with nothing remembered, on all cores."""


def main() -> None:
    """Print the medians in seconds and their ratios, as JSON."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    read, whole, again = [], [], []
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder)
        chapters(project, COUNT)
        check = [sys.executable, "-m", "webdoc", "check", "--project", str(project)]
        for _ in range(rounds):
            shutil.rmtree(project / ".webdoc", ignore_errors=True)
            read.append(run([sys.executable, "-c", READ, str(project)])[:2])
            shutil.rmtree(project / ".webdoc", ignore_errors=True)
            whole.append(run(check)[:2])
            again.append(run(check)[:2])
    figures: dict[str, float] = {}
    for at, clock in enumerate(("wall", "cpu")):
        reading, checking, second = (statistics.median(one[at] for one in found) for found in (read, whole, again))
        figures |= {
            f"read_{clock}": round(reading, 3),
            f"check_{clock}": round(checking, 3),
            f"check_per_read_{clock}": round(checking / reading, 2),
            f"again_{clock}": round(second, 3),
        }
    print(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
