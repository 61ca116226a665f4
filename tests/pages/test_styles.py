"""Style sheets as they are published: smaller, and the same."""

from __future__ import annotations

import pytest

from webdoc.pages.styles import said_last, said_once, smaller


def test_remarks_and_spaces_go_and_strings_stay() -> None:
    assert (
        smaller('/* a */ .b , .c { content : "a  ;  b" ; margin: 0 1px; }\n')
        == '.b,.c{content : "a  ;  b";margin: 0 1px}'
    )


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        (":root{--a:1;--b:2}p{color:red}:root{--a:3}", ":root{--b:2}p{color:red}:root{--a:3}"),
        ("@media(x){:root{--a:1}}:root{--a:3}", ":root{--a:3}"),
        (":root{--a:1}@media(x){:root{--a:2}}", ":root{--a:1}@media(x){:root{--a:2}}"),
        (":root{color:red}:root{color:blue}", ":root{color:red}:root{color:blue}"),
        (":root:root{--a:1}:root{--a:2}", ":root:root{--a:1}:root{--a:2}"),
        (":where(:root){--a:1}:root{--a:2}", ":where(:root){--a:1}:root{--a:2}"),
        (":root{--a:1!important}:root{--a:2}", ":root{--a:1!important}:root{--a:2}"),
        (':root{--a:1}:root{--a:"x";--b:url(y)}', ':root{--a:"x";--b:url(y)}'),
        (':root{--a:";";--b:1}:root{--b:2}', ':root{--a:";";--b:1}:root{--b:2}'),
        (':root{--a:1}i{content:"}"}@media(x){:root{--a:2}}', ':root{--a:1}i{content:"}"}@media(x){:root{--a:2}}'),
    ],
)
def test_what_is_said_again_for_all_screens_is_said_once(style: str, expected: str) -> None:
    assert said_last(style) == expected


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        ("a{b:1;c:2}a{b:3}", "a{c:2}a{b:3}"),
        ("@media x{a{b:1}}a{b:3}", "a{b:3}"),
        ("a{b:1}@media x{a{b:2}}", "a{b:1}@media x{a{b:2}}"),
        ("a{b:1!important}a{b:2}", "a{b:1!important}a{b:2}"),
        ("a{b:1;b:2}", "a{b:1;b:2}"),
        ("a{b:1}a,i{b:2}", "a{b:1}a,i{b:2}"),
        ("@font-face{b:1}@font-face{b:2}", "@font-face{b:1}@font-face{b:2}"),
        ("@keyframes x{from{b:1}}@keyframes y{from{b:2}}", "@keyframes x{from{b:1}}@keyframes y{from{b:2}}"),
        ('@import "x;{";a{b:1}', '@import "x;{";a{b:1}'),
        ('a{b:url(data:x;y);c:";}"}a{c:"{"}', 'a{b:url(data:x;y)}a{c:"{"}'),
    ],
)
def test_what_a_later_rule_of_the_same_selector_says_is_said_once(style: str, expected: str) -> None:
    assert said_once(style) == expected
