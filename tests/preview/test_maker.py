"""Media are shown at once and made behind everything else, in a process of its own that is the last to be served."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.conftest import Project, picture, sound, until
from webdoc import project as reading
from webdoc.media import probe
from webdoc.media.store import Store
from webdoc.model import Media
from webdoc.preview.app import app
from webdoc.preview.server import Preview


@pytest.mark.parametrize("name", ["a.jpg", "v.wav"])
def test_a_glance_says_of_a_medium_what_its_page_is_laid_out_by(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(picture(300, 200) if name == "a.jpg" else sound(3))
    seen, known = probe.glance(tmp_path / name, name), probe.probe(tmp_path / name, name)
    assert isinstance(seen, Media)
    assert isinstance(known, Media)
    assert (seen.kind, seen.width, seen.height, seen.size) == (known.kind, known.width, known.height, known.size)
    assert abs(seen.duration - known.duration) < 0.1
    assert seen.digest != known.digest


def test_what_is_no_medium_is_left_to_the_whole_look(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_text("<html>")
    assert probe.glance(tmp_path / "a.jpg", "a.jpg") is None
    assert probe.glance(tmp_path / "missing.jpg", "missing.jpg") is None


@pytest.mark.slow
def test_what_is_missing_is_made_behind_and_what_cannot_be_made_is_told(project: Project) -> None:
    damaged = picture(900, 600)
    root = project(
        {
            "chapters/01-a.md": "---\ntitle: A\n---\n\n![x](a.jpg)\n",
            "chapters/02-b.md": "---\ntitle: B\n---\n\n![x](b.jpg)\n",
            "media/a.jpg": picture(300, 200),
            "media/b.jpg": damaged[: len(damaged) // 3],
        }
    )
    preview = Preview(root, jobs=1)
    browser = app(preview.state).test_client()
    first = browser.get("/a/index.html").text
    assert preview.state.glanced == ("media/a.jpg", "media/b.jpg")
    glanced = list(preview.state.wanted)
    with browser.get(f"/media/{glanced[0]}") as shown:
        assert shown.status_code == 200
        again = browser.get(f"/media/{glanced[0]}", headers={"If-None-Match": shown.headers["ETag"]})
        assert again.status_code == 304
    preview.start()
    try:
        until(lambda: any(issue.source.path == "media/b.jpg" for issue in preview.state.issues))
        assert os.getpriority(os.PRIO_PROCESS, preview.maker.pid or 0) == 19
        store = Store(root / reading.CACHE)
        browser.get("/a/index.html")
        wanted = [one.name for one in preview.state.wanted.values() if one.source == "media/a.jpg"]
        until(lambda: all(store.has(name) for name in wanted if name not in glanced))
        # Nothing was made of what had only been glanced at, and the page now names what was made.
        assert not any(store.has(name) for name in glanced if name.startswith("a-"))
        assert browser.get("/a/index.html").text != first
        page = browser.get("/b/index.html").text
        assert "media/b.jpg" in page
    finally:
        preview.stop()
