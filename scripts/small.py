#!/usr/bin/env python3
"""Writes the short forms of the themes' scripts, which are published in place of their sources.

    pip install tdewolff-minify==2.24.12
    python scripts/small.py

They are kept with the themes because the package has no wheels for every system, and so that a build gives the same
bytes everywhere. Each is named as its source would be published: a source that changes is published without comments
and spaces (`webdoc.pages.scripts`) until this is run again.
"""

from __future__ import annotations

import argparse
import gzip
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from webdoc.pages.theme import SMALL, published_name, shipped

PACKAGE, PINNED = "tdewolff-minify", "2.24.12"


def wanted() -> dict[Path, Path]:
    """The scripts of the themes, by where their short form belongs."""
    return {
        theme / SMALL / published_name(source.name, source.read_bytes()): source
        for theme in sorted(shipped().iterdir())
        for source in sorted((theme / "static").glob("*.js"))
    }


def main() -> int:
    """Write what is missing, delete what belongs to no source any more, say what each weighs."""
    argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter).parse_args()
    try:
        found = version(PACKAGE)
    except PackageNotFoundError:
        found = "not there"
    if found != PINNED:
        print(f"{PACKAGE} is {found}. Do: pip install {PACKAGE}=={PINNED}")
        return 1
    import minify

    scripts = wanted()
    for path in {path for theme in shipped().iterdir() for path in (theme / SMALL).glob("*.js")} - scripts.keys():
        path.unlink()
    for path, source in scripts.items():
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(minify.string("application/javascript", source.read_text("utf-8")).encode())
        print(f"{len(gzip.compress(path.read_bytes(), 9, mtime=0)):6,}  {path.parent.parent.name}/{source.name}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
