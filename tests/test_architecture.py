"""Who may import whom (design: downwards only), what the pure core may not touch, and that each module stands alone."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent / "webdoc"

ROWS = (
    ("model",),
    ("contents", "errors", "stopping"),
    ("manifest", "twin"),
    ("stamp",),
    ("verify",),
    ("settings", "moments"),
    ("sense",),
    ("actions", "misread"),
    ("config",),
    ("text", "media", "pages"),
    ("crew",),
    ("codes", "folder", "schema", "speech"),
    ("telling", "manners"),
    ("baseline", "outside"),
    ("assembly", "checks", "skeleton"),
    ("chapters",),
    ("project",),
    ("output", "budget", "cards", "bundle"),
    ("freezing",),
    ("recall",),
    ("build",),
    ("preview", "progress", "inventory", "translations"),
    ("mediatable", "proof"),
    ("themecommands",),
    ("cli",),
    ("__main__", "__init__"),
)
"""From the bottom up. A module may import those below it; inside a row only the wings do, by the rules below."""

WINGS = {"text": set(), "media": set(), "pages": {"media.plan"}}
"""What a wing may import of another wing."""

PURE = ("text", "media/plan.py", "pages/urls.py", "pages/options.py", "pages/share.py", "pages/reading.py",
        "pages/styles.py", "pages/blocks.py", "pages/shown.py", "pages/exhibits.py", "pages/exhibitviews.py",
        "pages/chart.py", "pages/atlas.py", "pages/glossary.py", "pages/weight.py", "pages/compose.py",
        "pages/page.py", "pages/versions.py", "pages/views.py", "pages/pageviews.py", "pages/data.py",
        "pages/sources.py", "pages/units.py", "pages/cards.py", "pages/qr.py", "pages/feed.py", "pages/sitemap.py",
        "pages/oembed.py", "assembly.py", "checks", "config.py", "sense.py", "settings.py", "model",
        "errors.py", "media/bidi.py", "pages/embed.py", "actions.py", "misread.py", "pages/acts.py",
        "pages/actionviews.py", "pages/kit.py", "pages/kitviews.py", "translations.py", "pages/policy.py",
        "pages/headers.py", "pages/licences.py", "pages/headings.py")  # fmt: skip
FORBIDDEN = {
    "os", "sys", "io", "pathlib", "subprocess", "socket", "time", "datetime", "random", "logging", "flask", "av", "PIL",
    "urllib.request", "shutil", "tempfile", "multiprocessing", "concurrent",
}  # fmt: skip

MODULES = sorted(path for path in ROOT.rglob("*.py") if "skeleton" not in path.parts[:-1] or path.name == "__init__.py")


def name_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" and len(parts) > 1 else parts)


def imports_of(path: Path) -> list[tuple[str, int]]:
    found: list[tuple[str, int]] = []
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found += [(alias.name, node.lineno) for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.append((node.module, node.lineno))
            found += [(f"{node.module}.{alias.name}", node.lineno) for alias in node.names]
    return found


def row_of(name: str) -> int:
    top = name.split(".")[0]
    return next((index for index, row in enumerate(ROWS) if top in row), -1)


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_imports_only_what_lies_below_it(path: Path) -> None:
    own = name_of(path)
    known = {name_of(other) for other in MODULES}
    for imported, line in imports_of(path):
        if not imported.startswith("webdoc.") or imported == "webdoc.themes":
            continue
        target = imported.removeprefix("webdoc.")
        while target not in known and "." in target:
            target = target.rsplit(".", 1)[0]
        if target not in known or target == own:
            continue
        here, there = own.split(".")[0], target.split(".")[0]
        assert row_of(own) >= 0, f"{own} has no row: give it one in ROWS"
        if here == there:
            continue
        if here in WINGS and there in WINGS:
            assert target in WINGS[here] or target == "media", f"{own}:{line} imports {target}"
        else:
            assert row_of(target) < row_of(own), f"{own}:{line} imports {target}, which is not below it"


@pytest.mark.parametrize("part", PURE)
def test_the_pure_core_touches_nothing_outside(part: str) -> None:
    paths = sorted((ROOT / part).glob("*.py")) if not part.endswith(".py") else [ROOT / part]
    assert paths
    for path in paths:
        for imported, line in imports_of(path):
            for name in FORBIDDEN:
                assert not f"{imported}.".startswith(f"{name}."), f"{path.name}:{line} imports {imported}"
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                assert node.func.id not in ("open", "print", "input", "exec", "eval"), f"{path.name}:{node.lineno}"


def test_only_one_module_knows_the_sanitizers() -> None:
    users = {name_of(path) for path in MODULES for imported, _ in imports_of(path) if imported in ("bleach", "nh3")}
    assert users == {"text.sanitize"}


def test_only_the_theme_renders() -> None:
    users = {
        name_of(path) for path in MODULES for imported, _ in imports_of(path) if imported.split(".")[0] == "jinja2"
    }
    assert users == {"pages.compiled", "pages.oversights", "pages.templates", "pages.theme", "preview.panel"}


@pytest.mark.slow
def test_every_module_can_be_imported_alone() -> None:
    names = [f"webdoc.{name_of(path)}" for path in MODULES if name_of(path) not in ("__init__", "__main__")]
    code = (
        "import importlib, subprocess, sys\n"
        "for name in sys.argv[1:]:\n"
        "    for loaded in [m for m in sys.modules if m.split('.')[0] == 'webdoc']:\n"
        "        del sys.modules[loaded]\n"
        "    importlib.import_module(name)\n"
    )
    done = subprocess.run([sys.executable, "-c", code, *names], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
