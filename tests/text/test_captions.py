"""Captions are read as they come, and every mistake in them has its line."""

from __future__ import annotations

import pytest
import webvtt

from webdoc.model import Cue
from webdoc.text.captions import clock, read, write

VTT = """WEBVTT - A film

NOTE
Written by hand.

STYLE
::cue { color: red }

1
00:00.500 --> 00:02.000 align:start
<v Marie>We take <b>turns</b> &amp; sleep.

00:00:02.000 --> 00:00:04.250
<00:02.500><c.loud>At night</c>
and by day.
"""

SRT = (
    "1\r\n00:00:00,500 --> 00:00:02,000\r\nWe take turns.\r\n\r\n"
    "2\r\n00:00:02,000 --> 00:00:04,250\r\n<i>At</i> night\r\n"
)


def test_webvtt_becomes_cues() -> None:
    cues, issues = read(VTT.encode(), "media/marie.vtt")
    assert issues == ()
    assert cues == (
        Cue(0.5, 2.0, "We take turns & sleep.", "Marie"),
        Cue(2.0, 4.25, "At night\nand by day."),
    )


def test_subrip_becomes_cues() -> None:
    cues, issues = read(SRT.encode(), "media/marie.srt")
    assert issues == ()
    assert cues == (Cue(0.5, 2.0, "We take turns."), Cue(2.0, 4.25, "At night"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings_are_known_by_their_marks(encoding: str) -> None:
    cues, issues = read("WEBVTT\n\n00:00.000 --> 00:01.000\nDéjà\n".encode(encoding), "a.vtt")
    assert (cues, issues) == ((Cue(0, 1, "Déjà"),), ())


def test_windows_encoding_is_guessed_with_a_warning() -> None:
    cues, issues = read("WEBVTT\n\n00:00.000 --> 00:01.000\nDéjà\n".encode("cp1252"), "a.vtt")
    assert cues == (Cue(0, 1, "Déjà"),)
    assert [(issue.code, issue.level, issue.source.line) for issue in issues] == [("captions-encoding", "warning", 4)]


def test_two_voices_in_a_cue_are_named_in_its_text() -> None:
    cues, _ = read(b"WEBVTT\n\n00:00.000 --> 00:01.000\n<v Ana>Yes?\n<v Marie>No.\n", "a.vtt")
    assert cues == (Cue(0, 1, "Ana: Yes?\nMarie: No."),)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("00:00.000 --> 00:01.000\na\n", "1:1 warning captions-header"),
        ("WEBVTTT\n\n00:00.000 --> 00:01.000\na\n", "1:1 error captions-header"),
        ("WEBVTT\n", "1:1 warning captions-empty"),
        ("WEBVTT\n\n00:00 --> 00:01.000\na\n", "3:1 error captions-time"),
        ("WEBVTT\n\n00:00.000 --> 00:75.000\na\n", "3:15 error captions-time"),
        ("WEBVTT\n\n00:02.000 --> 00:01.000\na\n", "3:15 error captions-time"),
        ("WEBVTT\n\n0 bis 1 --> x\na\n", "3:1 error captions-time"),
        ("WEBVTT\n\n00:00.000 --> 00:01.000\n\n", "3:1 warning captions-silent"),
        ("WEBVTT\n\n00:00.000 --> 00:01.000\na\n\nb\n", "6:1 warning captions-stray"),
        ("WEBVTT\n\n00:05.000 --> 00:06.000\na\n\n00:01.000 --> 00:02.000\nb\n", "6:1 warning captions-order"),
        ("WEBVTT\n\n00:00.000 --> 00:03.000\na\n\n00:01.000 --> 00:04.000\nb\n", "6:1 warning captions-overlap"),
    ],
)
def test_a_mistake_has_its_line(text: str, expected: str) -> None:
    _, issues = read(text.encode(), "media/a.vtt")
    assert [f"{one.source.line}:{one.source.column} {one.level} {one.code}" for one in issues] == [expected]


def test_cues_come_in_the_order_of_their_times() -> None:
    cues, _ = read(b"WEBVTT\n\n00:05.000 --> 00:06.000\na\n\n00:01.000 --> 00:02.000\nb\n", "a.vtt")
    assert [cue.text for cue in cues] == ["b", "a"]


def test_a_missing_empty_line_between_two_cues_is_forgiven() -> None:
    cues, _ = read(b"1\n00:00:00,000 --> 00:00:01,000\na\n2\n00:00:01,000 --> 00:00:02,000\nb\n", "a.srt")
    assert [cue.text for cue in cues] == ["a", "b"]


def test_what_is_written_is_read_again_by_us_and_by_the_library() -> None:
    cues = (
        Cue(0, 1.5, "a < b & c --> d", "Marie & Ana"),
        Cue(3661.25, 3662, "two\nlines"),
    )
    text = write(cues)
    assert read(text.encode(), "a.vtt") == (cues, ())
    assert [caption.start for caption in webvtt.from_string(text)] == ["00:00:00.000", "01:01:01.250"]
    assert "a &lt; b &amp; c --&gt; d" in text


def test_times_are_written_in_full() -> None:
    assert [clock(0), clock(62.5), clock(3723.0625)] == ["00:00:00.000", "00:01:02.500", "01:02:03.062"]


def test_no_bytes_make_the_reader_fail() -> None:
    for raw in (
        b"",
        b"\0",
        b"\xff\xfe",
        b"\xff\xfea",
        b"WEBVTT",
        b"-->",
        b"\n-->\n",
        bytes(range(256)),
        b"WEBVTT\n\n-->",
    ):
        read(raw, "a.vtt")
        read(raw, "a.srt")
