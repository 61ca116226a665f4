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


@pytest.mark.parametrize(
    ("name", "encoding", "words", "guessed"),
    [
        ("a.vtt", "utf-16-le", "Déjà vu", "utf-16-le"),
        ("a.vtt", "utf-16-be", "Зимой холодно", "utf-16-be"),
        ("a.vtt", "utf-32", "Déjà vu", ""),
        ("a.fr.vtt", "latin-1", "Où ça ?", "cp1252"),
        ("a.fr.vtt", "mac_roman", "L’été déjà, où ça ?", "mac_roman"),
        ("a.fr.vtt", "cp1252", "L’été, à Škofja Loka™ : “œufs”", "cp1252"),
        ("a.pl.vtt", "cp1250", "Zażółć gęślą jaźń", "cp1250"),
        ("a.ru.vtt", "cp1251", "Зимой холодно", "cp1251"),
        ("a.vtt", "cp1251", "Зимой холодно, и дверь никогда не закрывается", "cp1251"),
        ("a.ja.vtt", "shift_jis", "冬は寒い", "cp932"),
        ("a.zh-TW.vtt", "big5", "冬天很冷", "cp950"),
        ("a.zh-Hant-HK.srt", "big5", "冬天很冷", "cp950"),
        ("a.zh-Hans.vtt", "gbk", "冬天很冷", "gb18030"),
        ("a.ja.vtt", "euc_jp", "冬は寒い", "euc_jp"),
        ("a.th.vtt", "cp874", "ฤดูหนาวหนาวมาก", "cp874"),
    ],
)
def test_an_encoding_is_told_from_bytes_and_language_and_said_when_it_was_guessed(
    name: str, encoding: str, words: str, guessed: str
) -> None:
    cues, issues = read(f"WEBVTT\n\n00:00.000 --> 00:04.000\n{words}\n".encode(encoding), name)
    assert [cue.text for cue in cues] == [words]
    assert [(one.code, guessed in one.message) for one in issues] == ([("captions-encoding", True)] if guessed else [])


@pytest.mark.parametrize(
    ("name", "language", "encoding", "words", "guessed"),
    [
        ("a.vtt", "ar", "cp1256", "الشتاء بارد هنا", "cp1256"),
        ("marie.chapters.vtt", "zh-TW", "big5", "冬天很冷", "cp950"),
        ("a.vtt", "ja", "shift_jis", "冬は寒い", "cp932"),
        ("a.fr.vtt", "ar", "cp1252", "Où ça ?", "cp1252"),
    ],
)
def test_what_a_name_does_not_say_the_documentary_does(
    name: str, language: str, encoding: str, words: str, guessed: str
) -> None:
    text = f"WEBVTT\n\n00:00.000 --> 00:04.000\n{words}\n".replace("\n", "\r\n")
    cues, issues = read(text.encode(encoding), name, language=language)
    assert [cue.text for cue in cues] == [words]
    assert [guessed in one.message for one in issues if one.code == "captions-encoding"] == [True]


def test_a_letter_that_was_damaged_does_not_make_the_others_unreadable() -> None:
    said = "WEBVTT\n\n00:00.000 --> 00:04.000\nDéjà vu, à l’été passé.\n".encode()
    cues, issues = read(said + b"N\xb0 4, o\xf9 ?\n", "a.fr.vtt")
    assert cues[0].text == "Déjà vu, à l’été passé.\nN\ufffd 4, o\ufffd ?"
    assert [(one.code, one.level, one.source.line) for one in issues] == [("captions-encoding", "warning", 5)]


def test_what_cannot_be_read_in_time_is_told_once_a_file() -> None:
    quick = "".join(f"00:0{at}.000 --> 00:0{at}.900\n{'word ' * (5 + at)}\n\n" for at in range(4))
    _, issues = read(f"WEBVTT\n\n{quick}".encode(), "media/a.vtt")
    (issue,) = issues
    assert (issue.code, issue.level, issue.source.line) == ("captions-fast", "warning", 12)
    assert "43 characters a second" in issue.message
    assert "3 more" in issue.message
    assert read(f"WEBVTT\n\n{quick}".encode(), "media/a.chapters.vtt")[1] == (), "the names of chapters are not read so"


def test_lines_that_are_too_long_are_told() -> None:
    _, issues = read(f"WEBVTT\n\n00:00.000 --> 00:09.000\n{'word ' * 12}\n".encode(), "a.vtt")
    assert [(one.code, one.source.line, "59 characters" in one.message) for one in issues] == [
        ("captions-long", 3, True)
    ]
    _, issues = read(b"WEBVTT\n\n00:00.000 --> 00:09.000\na\nb\nc\n", "a.vtt")
    assert [(one.code, "3 lines" in one.message) for one in issues] == [("captions-long", True)]


def test_a_caption_after_the_end_of_the_sound_is_told() -> None:
    text = b"WEBVTT\n\n00:00.000 --> 00:01.000\na\n\n00:05.000 --> 00:06.000\nb\n\n00:07.000 --> 00:08.000\nc\n"
    _, issues = read(text, "a.vtt", 4.0)
    assert [(one.code, one.source.line) for one in issues] == [("captions-beyond", 6)]
    assert "1 more" in issues[0].message
    assert read(text, "a.vtt")[1] == ()
