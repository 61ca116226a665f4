"""Peers that make a site of the same chapters: their folders, and the command that builds them."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

HERE = Path(__file__).parent
Command = tuple[list[str], dict[str, str]]

HUGO = {
    "hugo.toml": 'baseURL = "https://example.org/"\ntitle = "Banc"\ndisableKinds = ["taxonomy", "term"]\n',
    "layouts/index.html": "<!doctype html><title>{{ .Site.Title }}</title><h1>{{ .Site.Title }}</h1><ol>"
    '{{ range .Site.RegularPages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}</ol>',
    "layouts/_default/list.html": "<!doctype html><title>{{ .Title }}</title>",
    "layouts/_default/single.html": "<!doctype html><title>{{ .Title }}</title><h1>{{ .Title }}</h1>"
    "<p>{{ .Params.summary }}</p>{{ .Content }}"
    '{{ with .PrevInSection }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}'
    '{{ with .NextInSection }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}',
}
PELICAN = {
    "conf.py": "SITENAME = 'Banc'\nSITEURL = 'https://example.org'\nPATH = 'content'\nDEFAULT_DATE = 'fs'\n"
    "TIMEZONE = 'UTC'\nDEFAULT_PAGINATION = 50\n",
}
MKDOCS = {"mkdocs.yml": "site_name: Banc\nsite_url: https://example.org/\nplugins: []\n"}


def plain(corpus: Path, folder: Path) -> Command:
    """Flask, Frozen-Flask, Markdown, bleach and PyYAML, put together in the plainest way."""
    return [sys.executable, str(HERE / "plain" / "site.py")], {"CORPUS": str(corpus), "OUT": str(folder / "out")}


def hugo(corpus: Path, folder: Path, program: str) -> Command:
    """Hugo itself, without a theme."""
    _site(folder, HUGO, corpus, "content/chapters")
    return [program, "--source", str(folder), "--destination", str(folder / "out"), "--quiet"], {}


def pelican(corpus: Path, folder: Path, program: str) -> Command:
    """Pelican with its own theme."""
    _site(folder, PELICAN, corpus, "content")
    return [program, str(folder / "content"), "-s", str(folder / "conf.py"), "-o", str(folder / "out"), "-q"], {}


def mkdocs(corpus: Path, folder: Path, program: str) -> Command:
    """MkDocs with its own theme, without the search index."""
    _site(folder, MKDOCS, corpus, "docs")
    return [program, "build", "-q", "-f", str(folder / "mkdocs.yml"), "-d", str(folder / "out")], {}


def _site(folder: Path, files: dict[str, str], corpus: Path, chapters: str) -> None:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    if not (folder / chapters).exists():
        shutil.copytree(corpus / "chapters", folder / chapters)


def forget(folder: Path) -> None:
    """Remove what a peer made and remembers."""
    for name in ("out", "resources", ".hugo_build.lock", "cache", "__pycache__"):
        path = folder / name
        if path.is_dir():
            shutil.rmtree(path)
        elif path.exists():
            path.unlink()
