"""A long video in pieces (HLS), so that players change its size while it plays: the MP4s, cut and not encoded again.

Each size is one file of pieces with a list that says where in it each begins; a list of these lists comes first. All
addresses are names beside one another.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import av

from webdoc.media import timed, trouble
from webdoc.model import Recipe, say

SECONDS: Final = 5
"""Seconds of a piece at least: as often there is a picture to begin with (see `transcode.SECONDS_A_KEY`)."""

_HEAD: Final = 1 << 16
_PIECE: Final = re.compile(r"#EXTINF:([\d.]+),\s*\n#EXT-X-BYTERANGE:(\d+)")


def cut(film: Path, pieces: Path, listed: Path, name: str) -> None:
    """An MP4 of ours as pieces in one file, which will be called ``name``, and the list of them."""
    options = {
        "fflags": "+bitexact",
        "hls_segment_type": "fmp4",
        "hls_flags": "single_file",
        "hls_playlist_type": "vod",
        "hls_list_size": "0",
        "hls_time": str(SECONDS),
        "hls_segment_filename": str(pieces),
        # Else all would begin two frames late, and captions be early by as much.
        "avoid_negative_ts": "disabled",
    }
    with timed.open_timed(film, "mov") as source, av.open(f"file:{listed}", "w", format="hls", options=options) as out:
        streams: dict[int, Any] = {one.index: out.add_stream_from_template(one) for one in source.streams}
        for packet in source.demux():
            if packet.dts is not None:
                packet.stream = streams[packet.stream.index]
                out.mux(packet)
    listed.write_text(listed.read_text("utf-8").replace(pieces.name, name), "utf-8")


def overview(sizes: Sequence[tuple[str, Recipe, Path, Path]]) -> str:
    """The list of lists, the smallest first: each one's name, its recipe, and the files of its list and its pieces."""
    lines = ["#EXTM3U", "#EXT-X-VERSION:7", "#EXT-X-INDEPENDENT-SEGMENTS"]
    for name, recipe, listed, pieces in sizes:
        found = [(float(lasts), int(size)) for lasts, size in _PIECE.findall(listed.read_text("utf-8"))]
        peak = max((8 * size / max(lasts, 0.1) for lasts, size in found), default=0.0)
        mean = 8 * sum(size for _, size in found) / max(sum(lasts for lasts, _ in found), 0.1)
        lines.append(
            f"#EXT-X-STREAM-INF:BANDWIDTH={math.ceil(peak)},AVERAGE-BANDWIDTH={math.ceil(mean)},"
            f'RESOLUTION={recipe.width}x{recipe.height},CODECS="{_codecs(pieces)}"'
        )
        lines.append(name)
    return "\n".join(lines) + "\n"


def _codecs(pieces: Path) -> str:
    """As RFC 6381 names them: the three bytes of H.264 that tell profile and level, and AAC where there is sound."""
    with pieces.open("rb") as file:
        head = file.read(_HEAD)
    at = head.find(b"avcC")
    if at < 0:
        raise trouble.unreadable(say("it cannot be cut into pieces"))
    return f"avc1.{head[at + 5 : at + 8].hex()}" + (",mp4a.40.2" if b"mp4a" in head else "")
