"""The folder that a new site is laid in: it holds the pieces and nothing else, whoever was there before."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from webdoc import output, twin
from webdoc.twin import Piece

NAMES = ("index.html", "a/index.html", "a/embed/index.html", "media/p.jpg")


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


class Stand:
    """A site that stands, the one before it (whose folder is used again), and the place where new files lie."""

    def __init__(self, folder: Path) -> None:
        self.site, self.last, self.new = (folder / name for name in ("site", "last", "new"))
        for name in NAMES:
            for base in (self.site, self.last):
                (base / name).parent.mkdir(parents=True, exist_ok=True)
            (self.site / name).write_text(f"{name} of the site")
            (self.last / name).hardlink_to(self.site / name)
        (self.new / "a").mkdir(parents=True)
        (self.new / "a" / "index.html").write_text("new")
        before = (self.new if name == "a/index.html" else self.site for name in NAMES)
        self.pieces = {name: output.piece(f"{base}/{name}") for name, base in zip(NAMES, before, strict=True)}
        self.wanted = tree(self.site) | {"a/index.html": b"new"}

    def renew(self) -> bool:
        return twin.renew(str(self.last), str(self.new), self.pieces) is not None


@pytest.fixture
def stand(tmp_path: Path) -> Stand:
    return Stand(tmp_path)


def test_only_what_is_another_file_is_replaced(stand: Stand) -> None:
    site, kept = tree(stand.site), (stand.last / "index.html").stat().st_ctime_ns
    assert stand.renew()
    assert tree(stand.last) == stand.wanted
    assert tree(stand.site) == site  # nothing was written through a link
    assert (stand.last / "index.html").stat().st_ctime_ns == kept
    assert not tree(stand.new)


def _other(folder: Path) -> None:
    """An equal file is not the same: its bytes could be changed while nobody looks."""
    facts = (folder / "index.html").stat()
    (folder / "index.html").unlink()
    (folder / "index.html").write_bytes(b"x" * facts.st_size)
    os.utime(folder / "index.html", ns=(facts.st_atime_ns, facts.st_mtime_ns))


def _extra(folder: Path) -> None:
    (folder / "a" / "more" / "deep").mkdir(parents=True)
    (folder / "a" / "more" / "deep" / "x.html").write_text("x")
    (folder / "empty").mkdir()
    (folder / ".hidden").write_text("x")


def _folder_for_file(folder: Path) -> None:
    (folder / "index.html").unlink()
    (folder / "index.html").mkdir()
    (folder / "index.html" / "x").write_text("x")


def _file_for_folder(folder: Path) -> None:
    shutil.rmtree(folder / "a")
    (folder / "a").write_text("x")


def _links(folder: Path) -> None:
    shutil.rmtree(folder / "media")
    (folder / "media").symlink_to(folder.parent / "site" / "media")
    (folder / "index.html").unlink()
    (folder / "index.html").symlink_to(folder.parent / "site" / "index.html")
    (folder / "out").symlink_to(folder.parent)


def _gone(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.mkdir()


@pytest.mark.parametrize("tamper", [_other, _extra, _folder_for_file, _file_for_folder, _links, _gone])
def test_whatever_somebody_did_there_the_pieces_stand_and_nothing_else(
    tamper: Callable[[Path], None], stand: Stand
) -> None:
    tamper(stand.last)
    site = tree(stand.site)
    assert stand.renew()
    assert tree(stand.last) == stand.wanted
    assert not any(path.is_symlink() for path in stand.last.rglob("*"))
    assert {path.relative_to(stand.last).as_posix() for path in stand.last.rglob("*") if path.is_dir()} == {
        "a",
        "a/embed",
        "media",
    }
    assert tree(stand.site) == site


@pytest.mark.parametrize("where", ["", "a", "a/embed"])
def test_a_folder_with_other_rights_is_not_used(where: str, stand: Stand) -> None:
    (stand.last / where).chmod(0o700)
    stand.new.chmod(0o755)
    assert not stand.renew()
    assert (stand.new / "a" / "index.html").read_text() == "new"


def test_a_link_to_a_folder_is_not_used(stand: Stand) -> None:
    stand.last.rename(stand.last.with_name("elsewhere"))
    stand.last.symlink_to("elsewhere")
    assert not stand.renew()


def test_a_link_of_others_goes_along_as_a_link(stand: Stand) -> None:
    (stand.site / "shared").symlink_to("a")
    stand.pieces["shared"] = output.piece(f"{stand.site}/shared")
    assert stand.renew()
    assert (stand.last / "shared").readlink() == Path("a")


def test_where_files_cannot_be_linked_they_are_copied(stand: Stand, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(source: str, target: str) -> None:
        raise PermissionError(1, "Operation not permitted", source)

    _gone(stand.last)
    monkeypatch.setattr(os, "link", refuse)
    assert stand.renew()
    assert tree(stand.last) == stand.wanted


def test_a_file_without_an_inode_is_never_the_same(stand: Stand) -> None:
    facts = list((stand.site / "index.html").lstat())
    facts[1] = 0
    nobody = Piece(f"{stand.site}/index.html", os.stat_result(facts))
    before = (stand.last / "index.html").lstat().st_ctime_ns
    stand.pieces["index.html"] = nobody
    assert stand.renew()
    assert (stand.last / "index.html").lstat().st_ctime_ns != before
