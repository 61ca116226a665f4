from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import msgspec
import pytest

from webdoc.errors import WebdocError
from webdoc.media import plan, store
from webdoc.media.store import Store
from webdoc.model import Media


def media(path: str = "media/a.jpg", size: int = 3) -> Media:
    return Media(path=path, kind="photo", digest="0" * 64, size=size, width=4000, height=3000, blur="data:x")


@pytest.fixture
def kept(tmp_path) -> Store:
    return Store(tmp_path / ".webdoc")


def settled(path: Path, data: bytes = b"abc") -> Path:
    """A file whose times are no longer of this very moment."""
    path.write_bytes(data)
    time.sleep(0.03)
    return path


def leftovers(kept: Store) -> list[str]:
    return [path.name for path in kept.folder.iterdir() if path.name.startswith(".part")]


def test_put_and_ask(kept) -> None:
    wanted = plan.picture(media())
    assert kept.missing((*wanted, *wanted)) == wanted
    path = kept.put(wanted[0].name, b"bytes")
    assert path == kept.path(wanted[0].name)
    assert path.read_bytes() == b"bytes"
    assert path.parent == kept.root / "store"
    assert kept.has(wanted[0].name)
    assert kept.missing(wanted) == wanted[1:]
    assert not leftovers(kept)
    umask = os.umask(0)
    os.umask(umask)
    assert path.stat().st_mode & 0o777 == 0o666 & ~umask


def test_an_empty_file_is_not_there(kept) -> None:
    kept.put("a-1-00000000.jpg", b"")
    assert not kept.has("a-1-00000000.jpg")


@pytest.mark.parametrize(
    "name", ["", "../a.jpg", "a/b.jpg", "/etc/passwd", ".part-x.jpg", "a.JPG", "a", "a\n.jpg", "a..\0"]
)
def test_only_names_of_derivatives(kept, name) -> None:
    with pytest.raises(ValueError, match="not the name"):
        kept.put(name, b"x")


def test_what_fails_leaves_nothing(kept) -> None:
    def stopped_midway() -> None:
        with kept.writing("a-1-0.jpg") as part:
            part.write_bytes(b"half")
            assert not kept.has("a-1-0.jpg")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stopped_midway()
    assert not kept.has("a-1-0.jpg")
    assert not leftovers(kept)


def test_a_folder_that_cannot_be_made_is_told(tmp_path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(WebdocError) as error:
        Store(tmp_path / "file").put("a-1-0.jpg", b"x")
    assert error.value.hint


def test_leftovers_are_swept_but_not_under_a_writer(kept) -> None:
    kept.put("a-1-0.jpg", b"x")
    dead = kept.folder / ".part-dead-1"
    dead.write_bytes(b"half")
    young = kept.folder / ".part-young-1"
    young.write_bytes(b"half")
    long_ago = time.time() - 3600
    os.utime(dead, (long_ago, long_ago))
    with kept.writing("b-1-0.jpg") as part:
        part.write_bytes(b"still at work")
        os.utime(part, (long_ago, long_ago))
        Store(kept.root)
        assert part.exists()
        assert not dead.exists()
        assert young.exists()
    assert kept.has("a-1-0.jpg")
    assert kept.has("b-1-0.jpg")


def test_a_run_sweeps_its_own(kept) -> None:
    kept.put("a-1-0.jpg", b"x")
    mine, other = kept.folder / f".part-{kept.token}-1", kept.folder / ".part-other-1"
    mine.write_bytes(b"half")
    other.write_bytes(b"half")
    kept.sweep(own=True)
    assert not mine.exists()
    assert other.exists()


def test_facts_are_kept(kept, tmp_path) -> None:
    file = settled(tmp_path / "a.jpg")
    assert kept.known(file, "media/a.jpg") is None
    kept.remember(file, media())
    assert kept.known(file, "media/a.jpg") == media()
    assert Store(kept.root).known(file, "media/a.jpg") is None
    kept.save_facts()
    assert Store(kept.root).known(file, "media/a.jpg") == media()
    assert Store(kept.root).known(file, "media/b.jpg") is None
    assert not (kept.folder / "facts.msgpack").exists()


def test_a_changed_file_is_not_known(kept, tmp_path) -> None:
    file = settled(tmp_path / "a.jpg")
    kept.remember(file, media())
    times = file.stat().st_atime_ns, file.stat().st_mtime_ns
    settled(file, b"xyz")
    os.utime(file, ns=times)  # same size, same time of change: what a copy with its times kept does
    assert kept.known(file, "media/a.jpg") is None
    file.unlink()
    assert kept.known(file, "media/a.jpg") is None


def test_a_file_that_changed_meanwhile_is_not_remembered(kept, tmp_path) -> None:
    file = settled(tmp_path / "a.jpg")
    kept.known(file, "media/a.jpg")
    settled(file, b"xyz")
    kept.remember(file, media())
    assert kept.known(file, "media/a.jpg") is None
    file.write_bytes(b"new")  # it may change again within the same tick of the clock
    kept.known(file, "media/a.jpg")
    kept.remember(file, media())
    assert kept.known(file, "media/a.jpg") is None


@pytest.mark.parametrize("rubbish", [b"", b"\x80", b"not msgpack at all", b"\x81\xa7version\x01", b"\xc1" * 99])
def test_foreign_facts_are_ignored(kept, tmp_path, rubbish) -> None:
    file = settled(tmp_path / "a.jpg")
    kept.root.mkdir(exist_ok=True)
    (kept.root / store.FACTS).write_bytes(rubbish)
    again = Store(kept.root)
    assert again.known(file, "media/a.jpg") is None
    again.remember(file, media())
    again.save_facts()
    assert Store(kept.root).known(file, "media/a.jpg") == media()


def test_facts_of_another_version_are_ignored(kept, tmp_path, monkeypatch) -> None:
    file = settled(tmp_path / "a.jpg")
    kept.remember(file, media())
    kept.folder.mkdir(parents=True)
    kept.save_facts()
    assert msgspec.msgpack.decode((kept.root / store.FACTS).read_bytes())["version"] == store.FACTS_VERSION
    monkeypatch.setattr(store, "FACTS_VERSION", 99)
    assert Store(kept.root).known(file, "media/a.jpg") is None


def test_facts_that_cannot_be_written_stop_nothing(tmp_path) -> None:
    (tmp_path / "file").write_text("x")
    kept = Store(tmp_path / "file")
    kept.remember(settled(tmp_path / "a.jpg"), media())
    kept.save_facts()


_AT_ONCE = """
import sys, threading
from pathlib import Path
from webdoc.media.store import Store
sys.setswitchinterval(1e-6)
root = Path(sys.argv[1])
store, begin, found = Store(root), threading.Barrier(4), []
def ask():
    begin.wait()
    found.append(store.known(root / "a.jpg", "media/a.jpg"))
threads = [threading.Thread(target=ask) for _ in range(4)]
for thread in threads: thread.start()
for thread in threads: thread.join()
print([one.digest for one in found])
"""


def test_threads_that_ask_for_facts_at_once_all_get_them(kept) -> None:
    # A new process each time: it is the first reading of all that once ended the process in two of three.
    kept.root.mkdir()
    kept.remember(settled(kept.root / "a.jpg"), media())
    kept.save_facts()
    for _ in range(8):
        command = [sys.executable, "-c", _AT_ONCE, str(kept.root)]
        done = subprocess.run(command, capture_output=True, text=True, cwd=Path(__file__).parents[2])
        assert (done.returncode, done.stdout, done.stderr) == (0, f"{['0' * 64] * 4}\n", "")
