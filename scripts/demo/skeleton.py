"""The picture and the voice that `webdoc init` writes: cut from the demo's own, small enough to ship.

.venv/bin/python scripts/demo/skeleton.py
"""

from __future__ import annotations

from pathlib import Path

import av
from PIL import Image

from webdoc.text import captions

REPOSITORY = Path(__file__).parents[2]
SOURCE = REPOSITORY / "media"
TARGET = REPOSITORY / "webdoc" / "skeleton" / "media"
SECONDS = 18.7
"""The first sentences of the last chapter, up to a pause."""


def main() -> None:
    TARGET.mkdir(parents=True, exist_ok=True)
    with Image.open(SOURCE / "key-room.jpg") as picture:
        picture.thumbnail((1600, 1600), Image.Resampling.LANCZOS)
        picture.convert("RGB").save(TARGET / "room.jpg", quality=82, progressive=True, optimize=True)
    for lang in ("en", "fr"):
        cues, _ = captions.read((SOURCE / f"key.{lang}.vtt").read_bytes(), f"key.{lang}.vtt")
        kept = [cue for cue in cues if cue.end <= SECONDS]
        (TARGET / f"voice.{lang}.vtt").write_text(captions.write(kept), "utf-8")
    cut_sound(SOURCE / "key.mp3", TARGET / "voice.mp3")


def cut_sound(source: Path, target: Path) -> None:
    """The beginning of a sound, as MP3 of 64 kbit/s."""
    with av.open(str(source)) as given, av.open(str(target), "w") as made:
        stream = made.add_stream("libmp3lame", rate=44_100)
        stream.bit_rate, stream.layout = 64_000, "mono"
        resampler = av.AudioResampler(format=stream.format, layout="mono", rate=44_100)
        for frame in given.decode(audio=0):
            if frame.time >= SECONDS:
                break
            for part in resampler.resample(frame):
                made.mux(stream.encode(part))
        made.mux(stream.encode(None))


if __name__ == "__main__":
    main()
