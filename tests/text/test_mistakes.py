"""What editors get wrong: each mistake is found, at its line and column, and told in words that help."""

from __future__ import annotations

import pytest

from webdoc.model import Issue
from webdoc.text.chapter import parse

HEAD = "---\ntitle: A title\n---\n"

MISTAKES = [
    # blocks
    ("a block is never closed", "::: note a\nText.\n", "1:1 block-unclosed"),
    ("the inner block is never closed", ":::: scene a.jpg\n::: note a\nText.\n::::\n", "2:1 block-unclosed"),
    ("a block is not closed before the next", "::: note a\nText.\n\n::: quote b\nText.\n:::\n", "1:1 block-unclosed"),
    ("a closing fence too many", "::: note a\nText.\n:::\n\n:::\n", "5:1 block-close-extra"),
    ("a closing fence that is too short", ":::: note a\nText.\n:::\n::::\n", "3:1 block-close-extra"),
    ("a closing fence that is too long", "::: note a\nText.\n::::\n", "3:1 fence-length"),
    ("a block is indented", "Text.\n\n  ::: note a\n  Text.\n", "3:3 block-indented"),
    ("an indented closing fence", "::: note a\nText.\n  :::\n", "3:3 block-indented"),
    ("an unknown block", "::: galery\n![a](a.jpg)\n:::\n", "1:5 block-unknown"),
    ("an unknown block, far from all", "::: carousel\n:::\n", "1:5 block-unknown"),
    ("a misspelt option", "::: video a.mp4\ncaption: x\nposterr: b.jpg\n:::\n", "3:1 option-unknown"),
    ("an option of another block", "::: quote a\nloop: true\n\nText.\n:::\n", "2:1 option-unknown"),
    ("an option twice", "::: photo a.jpg\nalt: a\nalt: b\n:::\n", "3:1 option-twice"),
    ("an option without a value", "::: photo a.jpg\ncredit:\n:::\n", "2:1 option-invalid"),
    ("an option without its colon", "::: video a.mp4\nposter b.jpg\n:::\n", "2:1 option-invalid"),
    ("a place that there is not", "::: photo a.jpg\nplace: middle\n:::\n", "2:8 option-invalid"),
    ("yes or no, said otherwise", "::: video a.mp4\nloop: perhaps\n:::\n", "2:7 option-invalid"),
    ("an anchor that is none", "::: photo a.jpg\nid: The Door\n:::\n", "2:5 option-invalid"),
    ("an anchor that is taken", "::: note a\nid: x\n\na\n:::\n::: note b\nid: x\n\nb\n:::\n", "7:5 anchor-taken"),
    ("no file", "::: photo\nalt: a\n:::\n", "1:5 argument-missing"),
    ("no figure", "::: number\npeople\n:::\n", "1:5 argument-missing"),
    ("no sentence", "::: quote Marie\n:::\n", "1:5 body-missing"),
    ("a sound where a photo should be", "::: photo marie.mp3\n:::\n", "1:11 medium-kind"),
    ("a photo as captions", "::: sound a.mp3\ncaptions: a.vtt, b.jpg\n:::\n", "2:11 medium-kind"),
    ("a file of an unknown kind", "::: sound marie.dss\n:::\n", "1:11 medium-unknown"),
    ("a file on another site", "::: photo https://example.org/a.jpg\n:::\n", "1:11 medium-elsewhere"),
    ("an embed without https", "::: embed http://example.org\n:::\n", "1:11 option-invalid"),
    ("an embed by script", "::: embed javascript:alert(1)\n:::\n", "1:11 option-invalid"),
    ("a caption that is no text", "::: photo a.jpg\n\n![b](b.jpg)\n:::\n", "3:6 caption-content"),
    ("text in a gallery", "::: gallery\n![a](a.jpg)\n\nText.\n:::\n", "4:1 gallery-content"),
    ("a sound in a gallery", "::: gallery\n![a](a.mp3)\n:::\n", "2:6 gallery-content"),
    # to look into, to answer
    ("one photograph to compare", "::: compare\n![a](a.jpg)\n:::\n", "1:5 compare-two"),
    ("three photographs to compare", "::: compare\n![a](a.jpg)\n![b](b.jpg)\n![c](c.jpg)\n:::\n", "4:6 compare-two"),
    ("text between two to compare", "::: compare\n![a](a.jpg)\n\nthen\n\n![b](b.jpg)\n:::\n", "4:1 gallery-content"),
    ("a time without its colon", "::: timeline\n\n1998: a\n2004 b\n:::\n", "4:1 row-invalid"),
    ("a block in a timeline", ":::: timeline\n\n1998: a\n\n::: note\nb\n:::\n::::\n", "5:5 row-invalid"),
    ("a picture in a timeline", "::: timeline\n\n1998: ![a](a.jpg)\n:::\n", "3:12 row-content"),
    ("a spot without its place", "::: hotspots a.jpg\nalt: a\n\nThe wall: b\n:::\n", "4:1 row-invalid"),
    ("a spot beside the picture", "::: hotspots a.jpg\n\n130%,4% The wall: b\n:::\n", "3:1 spot-outside"),
    ("a picture without spots", "::: hotspots a.jpg\n:::\n", "1:5 body-missing"),
    ("an empty map", "::: map\n:::\n", "1:5 map-empty"),
    ("a place beyond the earth", "::: map\n\n48.8,235 Paris\n:::\n", "3:1 map-outside"),
    ("a map of a table", "::: map a.csv\n:::\n", "1:9 medium-kind"),
    ("a chart of a photograph", "::: chart a.jpg\n:::\n", "1:11 medium-kind"),
    ("a chart of a kind that there is not", "::: chart a.csv\nkind: pie\n:::\n", "2:7 option-invalid"),
    ("a table as a picture", "![a](a.csv)\n", "1:6 medium-unknown"),
    ("a question without answers", "::: quiz Why?\n:::\n", "1:5 quiz-answers"),
    ("a question without a right answer", "::: quiz Why?\n- [ ] a\n- [ ] b\n:::\n", "1:5 quiz-right"),
    ("two right where one is", "::: quiz Why?\ntype: choice\n\n- [x] a\n- [x] b\n:::\n", "1:5 quiz-right"),
    ("an empty answer", "::: quiz Why?\n- [x] a\n- [ ]\n:::\n", "3:1 quiz-answer"),
    ("an order among boxes", "::: quiz Why?\n- [x] a\n- [ ] b\n2. c\n:::\n", "4:1 quiz-answer"),
    ("answers to a number", "::: quiz Why?\nanswer: 4\n\n- [x] a\n- [ ] b\n:::\n", "4:1 quiz-answer"),
    ("a number that is none", "::: quiz Why?\nanswer: four\n:::\n", "2:9 quiz-value"),
    ("a truth that is none", "::: quiz Why?\ntype: true-false\nanswer: perhaps\n:::\n", "3:9 quiz-value"),
    ("a tolerance below nothing", "::: quiz Why?\nanswer: 4\ntolerance: -1\n:::\n", "3:12 quiz-value"),
    ("a type that there is not", "::: quiz Why?\ntype: guess\nanswer: 4\n:::\n", "2:7 option-invalid"),
    # sequences
    ("a sequence that begins late", "::: sequence a.mp3\n\n0:05 ![a](a.jpg)\n:::\n", "3:1 time-first"),
    ("times that fall", "::: sequence a.mp3\n\n0:00 ![a](a.jpg)\n0:09 ![a](a.jpg)\n0:07 ![a](a.jpg)\n:::\n",
     "5:1 time-order"),
    ("a time that is none", "::: sequence a.mp3\n\n0:00 ![a](a.jpg)\n0:75 ![a](a.jpg)\n:::\n", "4:1 time-invalid"),
    ("a photo without a time", "::: sequence a.mp3\n\n0:00 ![a](a.jpg)\n![a](a.jpg)\n:::\n", "4:1 frame-invalid"),
    ("text in a sequence", "::: sequence a.mp3\n\n0:00 ![a](a.jpg)\nMarie speaks.\n:::\n", "4:1 frame-invalid"),
    ("a sound in a sequence", "::: sequence a.mp3\n\n0:00 ![a](b.mp3)\n:::\n", "3:11 gallery-content"),
    # pictures and links
    ("a name with spaces", "![The door](my door.jpg)\n", "1:1 link-unread"),
    ("a link with a space between", "See [this] (02-river.md).\n", "1:5 link-unread"),
    ("a link to nowhere", "See [this][there].\n", "1:5 link-unread"),
    ("a photo of an unknown kind", "![a](door.psd)\n", "1:6 medium-unknown"),
    ("a photo on another site", "Text.\n\n![a](https://example.org/a.jpg)\n", "3:6 medium-elsewhere"),
    ("a sound in a line", "Listen: ![a](marie.mp3) now.\n", "1:14 medium-inline"),
    ("a picture that names no file", "![a]()\n", "1:1 medium-missing"),
    ("a place that is misspelt", "![a](a.jpg){.ful}\n", "1:13 attribute-unknown"),
    ("an anchor used twice", "## a {#x}\n\n## b {#x}\n", "3:7 anchor-taken"),
    ("an anchor with a capital", "## a {#The}\n", "1:7 anchor-invalid"),
    ("a note that is not there", "Text[^1].\n", "1:5 footnote-missing"),
    ("a note that nothing names", "Text.\n\n[^1]: Note.\n", "3:1 footnote-unused"),
    ("a script as address", "See [this](javascript:alert(1)).\n", "1:12 address-refused"),
    # headings and code
    ("a second title", "Text.\n\n# Title\n", "3:1 heading-level"),
    ("a heading without its space", "Text.\n\n##Heading\n", "3:1 heading-space"),
    ("a code fence with attributes", '``` { .python linenums="1" }\nx\n```\n', "1:1 code-attributes"),
    ("a code fence that is never closed", "Text.\n\n```\ncode\n", "3:1 code-unclosed"),
    ("a box of GitHub's", "> [!NOTE]\n> Text.\n", "1:3 markdown-differs"),
    # HTML
    ("a script", "Text.\n\n<script>alert(1)</script>\n", "3:1 html-removed"),
    ("a player of another site", 'Text.\n\n<iframe src="https://example.org"></iframe>\n', "3:1 html-removed"),
    ("a style", 'A <span style="color: red">red</span> word.\n', "1:9 html-removed"),
    ("a tag that stays open", "<div>\n\nText.\n\n![a](a.jpg)\n", "1:1 html-unclosed"),
    ("a comment that stays open", "Text.\n\n<!-- a note\n\nText.\n", "3:1 html-unclosed"),
    # the text itself
    ("quotes without end", "> " * 60 + "a\n", "1:1 nesting-too-deep"),
    ("brackets without end", "[" * 5000 + "\n", "1:1 text-too-complex"),
    ("a character that nobody sees", "Text\x0b here.\n", "1:5 character-removed"),
    ("a line that is a book", "a" * 100_001 + "\n", "1:1 line-too-long"),
    ("a chapter that is a library", "a\n" * 7000, "1:1 text-too-long"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), [row[1:] for row in MISTAKES], ids=[row[0] for row in MISTAKES])
def test_a_mistake_in_the_text_is_found_where_it_is(text: str, expected: str) -> None:
    _, issues = parse((HEAD + text).encode(), "chapters/01-door.md", "en")
    place, code = expected.split()
    line, column = place.split(":")
    found = [(issue.source.line - 3, issue.source.column, issue.code) for issue in issues]
    assert (int(line), int(column), code) in found


@pytest.mark.parametrize("text", [row[1] for row in MISTAKES], ids=[row[0] for row in MISTAKES])
def test_one_mistake_is_told_once_and_with_what_to_do(text: str) -> None:
    _, issues = parse((HEAD + text).encode(), "chapters/01-door.md", "en")
    assert len({(issue.source, issue.code) for issue in issues}) == len(issues)
    for issue in issues:
        assert issue.hint, issue
        assert str(issue.message).endswith((".", "…")), issue
        assert issue.source.path == "chapters/01-door.md"


WHOLE = [
    ("no front matter", b"Text.\n", "1:1 front-matter-missing"),
    ("no title", b"---\nsummary: a\n---\nText.\n", "1:1 title-missing"),
    ("front matter that is never closed", b"---\ntitle: A\n\nText.\n", "1:1 front-matter-unclosed"),
    ("a tab in front matter", b"---\ntitle: A\nfacts:\n\tRent: x\n---\nText.\n", "4:1 front-matter-tab"),
    ("two hyphens", b"--\ntitle: A\n---\nText.\n", "1:1 front-matter-fence"),
    ("an indented fence", b" ---\ntitle: A\n---\nText.\n", "1:1 front-matter-fence"),
    ("another encoding", "---\ntitle: A\n---\nDéjà.\n".encode("cp1252"), "4:2 not-utf8"),
    ("another encoding, further on", "---\ntitle: A\n---\nLa vie é".encode() + b" l\xe0\n", "4:11 not-utf8"),
    ("UTF-16", "---\ntitle: A\n---\n".encode("utf-16"), "1:1 not-utf8"),
    ("a slug that is none", b"---\ntitle: A\nslug: The Door!\n---\nText.\n", "3:7 slug-invalid"),
]


@pytest.mark.parametrize(("raw", "expected"), [row[1:] for row in WHOLE], ids=[row[0] for row in WHOLE])
def test_a_mistake_in_the_file_is_found_where_it_is(raw: bytes, expected: str) -> None:
    _, issues = parse(raw, "chapters/01-door.md", "en")
    assert [f"{issue.source.line}:{issue.source.column} {issue.code}" for issue in issues] == [expected]


def hints(text: str) -> str:
    _, issues = parse((HEAD + text).encode(), "chapters/01-door.md", "en")
    return " ".join(_told(issue) for issue in issues)


def _told(issue: Issue) -> str:
    return f"{issue.message} {issue.hint}"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("::: galery\n:::\n", "Did you mean “gallery”?"),
        ("::: video a.mp4\nposterr: b.jpg\n:::\n", "Did you mean “poster”?"),
        ("![a](a.jpg){.ful}\n", "Did you mean “.full”?"),
        ("::: photo marie.mp3\n:::\n", "Write ::: sound marie.mp3."),
        ("![The door](my door.jpg)\n", "![The door](<my door.jpg>)"),
        ('![The door](my door.jpg "At night")\n', '![The door](<my door.jpg> "At night")'),
        ("::: note a\n\n::: quote b\nc\n:::\n:::\n", "begin and end “note” with ::::"),
        ('``` { .python linenums="1" }\nx\n```\n', "```python"),
        ('<iframe src="https://example.org"></iframe>\n', "::: embed"),
    ],
)
def test_the_hint_says_exactly_what_to_write(text: str, words: str) -> None:
    assert words in hints(text)


def test_all_mistakes_are_told_in_one_run_in_the_order_of_the_file() -> None:
    text = "".join(f"{row[1]}\n" for row in MISTAKES[:12] if "closed" not in row[0])
    _, issues = parse((HEAD + text).encode(), "chapters/01-door.md", "en")
    lines = [issue.source.line for issue in issues]
    assert lines == sorted(lines)
    assert len(lines) >= 7


def test_lines_are_right_after_code() -> None:
    code = "```\n::: note\n```\n\n~~~~\n```\n:::\n~~~~\n\n- a\n  ```\n  :::\n  ```\n\n    code\n    :::\n\n"
    _, issues = parse((HEAD + code + "::: galery\n:::\n").encode(), "chapters/01-door.md", "en")
    line = (HEAD + code).count("\n") + 1
    assert [(issue.code, issue.source.line) for issue in issues] == [("block-unknown", line)]
