"""Scripts as they are published: smaller, and the same."""

from __future__ import annotations

import pytest

from webdoc.pages.scripts import published


def test_comments_indentation_and_space_go() -> None:
    source = b"""// What it does.
  const one = 1, two = a ? { b: 2 } : [3];

  // Why.
  if (one === two && !three) call(one, 'a  = b', `c = ${one}  d`);
"""
    assert published(source) == (
        b"const one=1,two=a?{b:2}:[3];\nif(one===two&&!three)call(one,'a  = b',`c = ${one}  d`);\n"
    )


@pytest.mark.parametrize(
    "line",
    [
        "a = b / c;",
        "const r = /['\"]  = x/;",
        "a = b / c; // why = so",
        "const r = /[//]/, s = 1;",
        "const url = one ? `${two ? `a = b` : 3}` : 4;",
        "const odd = it's = 3;",
    ],
)
def test_a_line_that_has_to_be_understood_is_left_as_it_is(line: str) -> None:
    assert published(f"  {line}\n".encode()) == f"{line}\n".encode()


@pytest.mark.parametrize("source", ["const a = `one\n   two`;\n", "const a = 'one \\\n   two';\n"])
def test_a_script_with_a_text_over_several_lines_is_left_as_it_is(source: str) -> None:
    assert published(source.encode()) == source.encode()


def test_remarks_behind_code_go_where_no_slash_stands_before_them() -> None:
    source = b"x = 'https://a' + \"/* b */\"; // why = so\ntry { y(); } catch { /* private, or full */ }\n"
    assert published(source) == b"x='https://a'+\"/* b */\";\ntry{y();}catch{}\n"


def test_signs_that_would_join_to_another_keep_their_space() -> None:
    assert published(b"a = b + +c - -d < !e;\n") == b"a=b + +c - -d < !e;\n"
