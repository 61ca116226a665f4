"""The published folder: its list, what is remembered of its files, and what becomes of the one before."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import Project, picture
from webdoc import build, manifest, output
from webdoc.errors import WebdocError
from webdoc.model import WINDOWS

TEXT = {"chapters/01-a.md": "---\ntitle: A\n---\n\nText.\n"}


@pytest.fixture
def root(project: Project) -> Path:
    made = project(dict(TEXT))
    assert not build.build(made, jobs=1).failed
    return made


def listed(root: Path, key: str = "files") -> dict[str, dict[str, object]]:
    found = json.loads((root / "build" / "manifest.json").read_text("utf-8"))
    assert [one["path"] for one in found[key]] == sorted(one["path"] for one in found[key])
    return {one["path"]: one for one in found[key]}


def test_every_file_is_listed_with_its_digest_size_and_type(root: Path) -> None:
    files = {path.relative_to(root / "build").as_posix(): path for path in (root / "build").rglob("*")}
    files = {name: path for name, path in files.items() if path.is_file() and name != "manifest.json"}
    found = listed(root)
    assert set(found) == set(files)
    for name, path in files.items():
        data = path.read_bytes()
        assert found[name]["sha256"] == hashlib.sha256(data).hexdigest()
        assert found[name]["size"] == len(data)
    types = {name.rsplit(".", 1)[-1]: one["type"] for name, one in found.items()}
    assert types["html"] == "text/html; charset=utf-8"
    assert types["jpg"] == "image/jpeg"
    assert types["woff2"] == "font/woff2"


def test_what_others_put_there_is_listed_by_itself_and_their_history_is_not(root: Path) -> None:
    site = root / "build"
    (site / "CNAME").write_text("film.example")
    (site / ".git").mkdir()
    (site / ".git" / "HEAD").write_text("ref: refs/heads/pages")
    (site / "shared").symlink_to(root / "chapters")
    build.build(root, jobs=1)
    assert set(listed(root, "kept")) == {"CNAME", "shared"} - {"shared"}
    assert (site / ".git" / "HEAD").read_text() == "ref: refs/heads/pages"
    assert (site / "shared").is_symlink()


@pytest.mark.parametrize("path", ["../other", "/etc/passwd", "a/../../b", "", "c:\\x", "a\\b"])
def test_a_list_that_names_a_file_outside_is_none(path: str) -> None:
    entry = {"path": path, "sha256": "0" * 64, "size": 1, "type": "text/plain"}
    assert manifest.decode(json.dumps({"generator": "x", "files": [entry]}).encode()) is None


def test_a_medium_is_not_read_again_to_be_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file, other = tmp_path / "a", tmp_path / "b"
    file.write_bytes(b"one")
    first = manifest.Digests(tmp_path)
    assert first.of("a", str(file), file.stat()) == hashlib.sha256(b"one").hexdigest()
    os.link(file, other)  # as a build does
    first.keep(["a"])
    monkeypatch.setattr(manifest, "digest", lambda path: pytest.fail(f"{path} was read"))
    assert manifest.Digests(tmp_path).of("a", str(other), other.stat()) == hashlib.sha256(b"one").hexdigest()
    assert manifest.Digests(tmp_path).altered({"a": file}) == []


@pytest.mark.slow
def test_a_medium_that_somebody_wrote_into_is_made_again(project: Project) -> None:
    root = project({"chapters/01-a.md": "---\ntitle: A\n---\n\n![x](a.jpg)\n", "media/a.jpg": picture(96, 64)})
    build.build(root, jobs=1)
    path = next((root / "build" / "media").glob("a-96-*.jpg"))
    whole = path.read_bytes()
    facts = path.stat()
    for other in (b"optimised by somebody", whole[:-1] + b"x"):
        path.write_bytes(other)  # the store's file is the same one
        os.utime(path, ns=(facts.st_atime_ns, facts.st_mtime_ns))
        assert build.build(root, jobs=1).made == 1
        assert path.read_bytes() == whole
    assert listed(root)[f"media/{path.name}"]["sha256"] == hashlib.sha256(whole).hexdigest()


def test_who_holds_the_old_folder_open_still_finds_every_file(root: Path) -> None:
    held = os.open(root / "build", os.O_RDONLY)
    try:
        (root / "chapters" / "01-a.md").write_text("---\ntitle: B\n---\n\nOther.\n")
        build.build(root, jobs=1)
        page = os.open("a/index.html", os.O_RDONLY, dir_fd=held)
        with os.fdopen(page) as file:
            assert "Text." in file.read()
    finally:
        os.close(held)
    assert "Other." in (root / "build" / "a" / "index.html").read_text("utf-8")


def test_where_folders_cannot_be_exchanged_the_site_is_put_there_too(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(output, "_exchange", lambda one, other: False)
    (root / "chapters" / "01-a.md").write_text("---\ntitle: B\n---\n\nOther.\n")
    assert not build.build(root, jobs=1).failed
    assert "Other." in (root / "build" / "a" / "index.html").read_text("utf-8")
    assert not (root / ".build.old").exists()


def test_a_second_rename_that_fails_brings_the_old_site_back(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(output, "_exchange", lambda one, other: False)
    rename = Path.rename

    def refuse(self: Path, target: Path) -> Path:
        if self.name == ".build.new":
            raise OSError(errno.EACCES, "Permission denied", str(target))
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", refuse)
    (root / "chapters" / "01-a.md").write_text("---\ntitle: B\n---\n\nOther.\n")
    with pytest.raises(WebdocError, match="no right to write there") as told:
        build.build(root, jobs=1)
    assert "The old site still stands" in told.value.hint
    assert "Text." in (root / "build" / "a" / "index.html").read_text("utf-8")


def test_a_lock_does_not_outlive_its_process_in_a_child(root: Path) -> None:
    reading, writing = os.pipe()
    with output.lock(root / ".webdoc"):
        child = os.fork()
        if child == 0:
            os.write(writing, b"begun")
            signal.pause()  # lives longer than the lock of its parent
        assert os.read(reading, 5) == b"begun"
    try:
        assert not build.build(root, jobs=1).failed
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(reading)
        os.close(writing)


def test_a_source_that_is_changed_meanwhile_makes_the_site_anew(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    chapter, saved = root / "chapters" / "01-a.md", []
    listed_before = output.listed

    def save(*given: object) -> object:
        if len(saved) < 1:
            saved.append(chapter.write_text("---\ntitle: A\n---\n\nSaved meanwhile.\n"))
        return listed_before(*given)  # type: ignore[arg-type]

    chapter.write_text("---\ntitle: A\n---\n\nBegun.\n")
    monkeypatch.setattr(output, "listed", save)
    assert not build.build(root, jobs=1).failed
    assert "Saved meanwhile." in (root / "build" / "a" / "index.html").read_text("utf-8")


def test_sources_that_never_settle_leave_the_old_site(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    chapter, listed_before = root / "chapters" / "01-a.md", output.listed

    def save(*given: object) -> object:
        chapter.write_text(chapter.read_text() + "\nMore.\n")
        return listed_before(*given)  # type: ignore[arg-type]

    chapter.write_text("---\ntitle: A\n---\n\nBegun.\n")
    monkeypatch.setattr(output, "listed", save)
    done = build.build(root, jobs=1)
    assert [(issue.code, issue.source.path) for issue in done.issues] == [("sources-changing", "chapters/01-a.md")]
    assert "Begun." not in (root / "build" / "a" / "index.html").read_text("utf-8")


@pytest.mark.parametrize(
    "number", [errno.ENOSPC, errno.EACCES, errno.EROFS, errno.EIO, errno.EFBIG, errno.ENAMETOOLONG]
)
def test_what_kept_the_site_from_being_written_is_said_with_what_to_do(number: int, tmp_path: Path) -> None:
    told = output.trouble(OSError(number, os.strerror(number)), tmp_path / "build")
    assert str(told.hint).endswith("Nothing was published.")
    assert len(str(told.hint)) > len("Nothing was published.")


def test_every_name_in_a_site_and_its_archives_can_be_unpacked_on_every_system(project: Project) -> None:
    """Whatever sources are called: no device of Windows, no sign that it refuses, no two that are one to it."""
    photo, text = picture(320, 213), "---\ntitle: Con\n---\n\n## Con {#con}\n\n"
    names = ("con.jpg", "AUX .jpg", "dots...jpg", "nul.tar.jpg", "q*|?.jpg", "é" * 80 + ".jpg")
    shown = "\n\n".join(f"![A door](<{name}>)" for name in names)
    quotes = "\n\n".join(f"::: quote Ann\n{name}\n:::" for name in ("Nul.", "NUL", "nul", "com1", "Prn …"))
    root = project({
        "webdoc.yaml": "title: Con\nbase_url: https://film.example/\ncover: con.jpg\n",
        **{f"chapters/{name}.md": f"{text}{shown}\n\n{quotes}\n" for name in ("01-con", "02-Aux", "03-nul.", "04-x?")},
        **{f"media/{name}": photo for name in names},
    })  # fmt: skip
    prepared = build.prepare(root)
    assert prepared.edition is not None
    edition = prepared.edition
    inside = [f"{path}/{name}" for path, one in edition.bundles.items() for name in {*one.texts, *one.media}]
    found = [*edition.addresses(), *edition.archives, *inside]
    assert len(inside) > 10
    for name in found:
        for part in name.split("/"):
            assert part.split(".")[0].casefold() not in WINDOWS, name
            assert re.fullmatch(r"[\w.-]*[\w-]", part), name
            assert len(part.encode()) < 200, name
    assert len({name.casefold() for name in found}) == len(found)


OWN = ("built", "chapters", "chapters.index", "digests", "facts.msgpack", "lock", "pages", "store.lock", ".gitignore")


@pytest.mark.parametrize("kind", ["a pipe", "a folder", "a link to nothing"])
def test_what_stands_where_webdoc_keeps_its_notes_gives_way(kind: str, root: Path) -> None:
    before = listed(root)
    beside = [root / f".build.{name}" for name in ("new", "last", "next", "old")]
    for path in (*(root / ".webdoc" / name for name in OWN), root / ".webdoc" / "built.new", *beside):
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
        if kind == "a pipe":
            os.mkfifo(path)
        elif kind == "a folder":
            (path / "inside").mkdir(parents=True)
        elif path.name != "chapters":
            path.symlink_to("nowhere")
    command = [sys.executable, "-m", "webdoc", "build", "-p", str(root)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, "Traceback" in done.stderr) == (0, False), done.stderr
    assert listed(root) == before
    assert {name for name in OWN if (root / ".webdoc" / name).is_file()} >= {*OWN} - {
        "chapters",
        "facts.msgpack",
        "store.lock",
    }
    assert not [path for path in beside if os.path.lexists(path) and not path.is_dir()]


def test_a_file_where_the_folder_of_notes_should_be_is_told(project: Project) -> None:
    made = project({**TEXT, ".webdoc": "mine"})
    with pytest.raises(WebdocError) as caught:
        build.build(made, jobs=1)
    assert str(caught.value.hint) == "Remove what bears this name and is no folder."
    assert (made / ".webdoc").read_text("utf-8") == "mine"
