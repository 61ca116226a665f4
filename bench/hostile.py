"""Attacks in every place that an editor writes to, each page opened in a real Chromium: how many run.

    .venv/bin/python -m bench.hostile [ROUNDS]

A round is a project with another attack in each place (see tests/hostile); the next one moves them all on by seven.
Printed: cases, pages, what ran with the Content-Security-Policy taken out, and with it.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.hostile.judge import faults, site

STEP = 7


def main() -> int:
    """Run so many rounds, four by default; 1 where something ran."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 4
    cases: set[tuple[str, str]] = set()
    pages = 0
    ran = {False: 0, True: 0}
    path = os.environ.get("WEBDOC_CHROMIUM") or "/usr/bin/chromium"
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        chromium = playwright.chromium.launch(
            executable_path=path if Path(path).exists() else None, args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        for number in range(rounds):
            out, put = site(Path(folder) / str(number), number * STEP)
            cases.update(put)
            pages += len(list(out.glob("**/*.html")))
            for policy in ran:
                for fault in faults(chromium, out, policy=policy):
                    ran[policy] += 1
                    print(f"{'with' if policy else 'without'} the policy, {fault}")
        chromium.close()
    print(f"{len(cases)} cases on {pages} pages: {ran[False]} run without the policy, {ran[True]} with it")
    return 1 if any(ran.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
