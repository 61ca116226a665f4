"""What is installed does all that the checkout does."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FOLDERS = ("webdoc", "themes", "README.md", "LICENSE", "setup.cfg", "pyproject.toml")


@pytest.mark.slow
def test_the_wheel_holds_all_that_is_needed(tmp_path: Path) -> None:
    import shutil

    source, wheels, installed = tmp_path / "source", tmp_path / "wheels", tmp_path / "installed"
    source.mkdir()
    for name in FOLDERS:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy2
        copy(ROOT / name, source / name)
    command = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "--quiet",
        "--no-deps",
        "--no-build-isolation",
        "-w",
        str(wheels),
        ".",
    ]
    subprocess.run(command, cwd=source, check=True, capture_output=True)
    (wheel,) = wheels.glob("webdoc-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(installed)
    packed = {path.relative_to(installed).as_posix() for path in installed.rglob("*") if path.is_file()}
    for folder, base in ((ROOT / "webdoc", "webdoc"), (ROOT / "themes", "webdoc/themes")):
        for path in folder.rglob("*"):
            if path.is_file() and "__pycache__" not in path.parts:
                assert f"{base}/{path.relative_to(folder).as_posix()}" in packed
    environment = {**os.environ, "PYTHONPATH": str(installed)}
    film = tmp_path / "film"
    for arguments in (("init", str(film)), ("build", "-p", str(film), "-j", "1")):
        done = subprocess.run(
            [sys.executable, "-c", "from webdoc.cli import main; main()", *arguments],
            cwd=tmp_path, env=environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
    where = subprocess.run(
        [sys.executable, "-c", "import webdoc, webdoc.themes; print(webdoc.__file__, webdoc.themes.__file__)"],
        cwd=tmp_path, env=environment, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert all(part.startswith(str(installed)) for part in where.stdout.split())
    assert (film / "build" / "index.html").is_file()
