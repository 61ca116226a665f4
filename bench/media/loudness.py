"""How near voices come to their loudness, by another meter than ours (pyloudnorm).

Usage: python bench/media/loudness.py [FILE...]      (without one: the voices of the demo)
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from pathlib import Path

import av
import msgspec
import numpy
import pyloudnorm

from webdoc.media import plan, probe, sniff, voice
from webdoc.model import Media

ROOT = Path(__file__).parents[2]
VOICES = ("amara", "daniel", "henri", "joan", "key", "nadia")
TARGETS = (-16.0, -18.0)


def main() -> None:
    """Prints a line of JSON for each file, format and target, then the largest distance."""
    files = [Path(name) for name in sys.argv[1:]] or [ROOT / "media" / f"{name}.mp3" for name in VOICES]
    worst = 0.0
    for path in files:
        found = probe.probe(path, f"media/{path.name}")
        assert isinstance(found, Media), found
        for target in TARGETS:
            with tempfile.TemporaryDirectory() as folder:
                items = plan.sound(msgspec.structs.replace(found, loudness=target, mp3=True))
                outs = [(item.recipe, Path(folder) / item.name) for item in items]
                began = time.process_time()
                voice.make_sound(path, sniff.sniff(path.read_bytes()[: sniff.HEAD]).format, outs)
                cpu = time.process_time() - began
                for recipe, out in outs:
                    heard = meter(out)
                    worst = max(worst, abs(heard - target))
                    said = {"file": path.name, "format": recipe.format, "target": target, "heard": round(heard, 2)}
                    print(json.dumps({**said, "cpu": round(cpu, 2)}))
    print(json.dumps({"worst": round(worst, 2)}))


def meter(path: Path) -> float:
    """LUFS of the whole."""
    with av.open(str(path)) as source:
        data = numpy.concatenate([frame.to_ndarray() for frame in source.decode(audio=0)], axis=1).T
        return float(pyloudnorm.Meter(source.streams.audio[0].rate).integrated_loudness(data.astype("float64")))


if __name__ == "__main__":
    main()
