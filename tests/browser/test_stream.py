"""A video in pieces in a real Chromium: played from a server in step with its captions, and from a disk as one file."""

from __future__ import annotations

import pytest

from tests.browser.conftest import Visit, static_server
from tests.conftest import Project
from tests.media.test_video import flash
from webdoc import build

pytestmark = [pytest.mark.browser, pytest.mark.slow]

LIGHT = """async at => {
  const video = document.querySelector('video'), canvas = new OffscreenCanvas(8, 8).getContext('2d');
  const seen = new Promise(done => video.requestVideoFrameCallback(done));
  video.textTracks[0].mode = 'hidden';
  video.currentTime = at;
  await seen;
  await new Promise(done => setTimeout(done, 100));
  canvas.drawImage(video, 0, 0, 8, 8);
  return [canvas.getImageData(4, 4, 1, 1).data[0] > 128, video.textTracks[0].activeCues.length];
}"""
PLAYS = "() => { const video = document.querySelector('video'); return video.play().then(() => video.currentSrc); }"


def test_it_plays_in_pieces_from_a_server_and_as_one_file_from_a_disk(visit: Visit, project: Project) -> None:
    text = "---\ntitle: Rain\n---\n\n::: video rain.mp4\nalt: Rain\ncaptions: rain.en.vtt\n:::\n"
    captions = "WEBVTT\n\n00:01.200 --> 00:01.280\nA flash.\n"
    notes = "rain.mp4:\n  stream: true\n"
    root = project({"chapters/01-rain.md": text, "media/media.yaml": notes, "media/rain.en.vtt": captions})
    flash(root / "media" / "rain.mp4", 1.2)
    done = build.build(root, jobs=1)
    assert not done.failed, done.issues
    page = visit.page
    with static_server(root / "build") as address:
        page.goto(f"{address}rain/index.html")
        assert page.evaluate(PLAYS).endswith(".m3u8")
        page.evaluate("document.querySelector('video').pause()")
        # Chromium begins with the silence that AAC puts before all sound: 21 thousandths of a second, half a frame.
        assert page.evaluate(LIGHT, 1.18) == [False, 0]
        assert page.evaluate(LIGHT, 1.25) == [True, 1], "the flash and its caption are where they were, within a frame"
        page.goto("about:blank")
    page.goto((root / "build" / "rain" / "index.html").as_uri())
    assert page.evaluate(PLAYS).endswith((".webm", ".mp4"))
