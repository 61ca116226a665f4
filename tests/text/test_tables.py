"""Tables: what an editor's CSV becomes, and where its mistakes are."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from webdoc.text.tables import number, read


def cells(text: str) -> list[list[str]]:
    table, issues = read(text.encode(), "media/a.csv")
    assert issues == ()
    return [[cell.text for cell in table.columns]] + [[cell.text for cell in row.cells] for row in table.rows]


@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_the_separator_is_seen_from_the_first_line(sign: str) -> None:
    assert cells(f"year{sign}rent\n2000{sign}4\n") == [["year", "rent"], ["2000", "4"]]


def test_quotes_hold_separators_quotes_and_lines() -> None:
    assert cells('a,b\n"one, ""two""\nthree",4\n5,6') == [["a", "b"], ['one, "two" three', "4"], ["5", "6"]]


def test_a_mark_of_order_windows_lines_and_empty_lines_are_left_out() -> None:
    assert cells("\ufeffa;b\r\n\r\n1;2\r\n;\r\n") == [["a", "b"], ["1", "2"]]


def test_every_cell_knows_its_place() -> None:
    table, _ = read(b'a,b\n"x\ny",2\n33,4', "media/a.csv")
    assert [(row.line, [cell.column for cell in row.cells]) for row in table.rows] == [(2, [1, 4]), (4, [1, 4])]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("", "1:1 data-empty"),
        ("a,b\n1\n", "2:1 data-ragged"),
        ("a,b\n1,2,3\n", "2:5 data-ragged"),
        ('a,b\n1,"2\n', "2:3 data-quote"),
        ("a\n" + "1\n" * 501, "1:1 data-large"),
        ("a," * 41, "1:1 data-large"),
        ("x" * 300_000, "1:1 data-large"),
    ],
)
def test_mistakes_have_their_place(text: str, place: str) -> None:
    _, issues = read(text.encode(), "media/a.csv")
    assert [f"{one.source.line}:{one.source.column} {one.code}" for one in issues] == [place]
    assert all(one.hint for one in issues)


def test_another_encoding_is_told_with_its_place() -> None:
    _, (issue,) = read("a,b\n1,é\n".encode("latin-1"), "media/a.csv")
    assert str(issue.source) == "media/a.csv:2:3"


@pytest.mark.parametrize(
    ("written", "meant"),
    [("4", 4), ("4.2", 4.2), ("4,2", 4.2), ("-3", -3), ("−3", -3), ("1 200", 1200), ("1\u202f200,5", 1200.5),
     ("12 %", 12), ("1,200", None), ("1.2.3", None), ("four", None), ("", None), ("0,125", 0.125)],
)  # fmt: skip
def test_numbers_are_read_as_people_write_them(written: str, meant: float | None) -> None:
    assert number(written) == meant


@settings(max_examples=300, deadline=None, database=None)
@given(st.one_of(st.binary(max_size=80), st.text('a1,;\t"\n\r ', max_size=60).map(str.encode)))
def test_any_bytes_are_read(raw: bytes) -> None:
    table, issues = read(raw, "media/a.csv")
    assert all(len(row.cells) == len(table.columns) for row in table.rows)
    assert table.columns or issues
    assert all(1 <= one.source.line <= raw.count(b"\n") + raw.count(b"\r") + 1 for one in issues)
