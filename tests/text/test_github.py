"""Markdown reads as on GitHub: what GitHub's own program made of each text stands in golden/github.md."""

from __future__ import annotations

import random

import pytest

from tests.text.goldens import cases
from tests.text.trees import github, ours, rendered, tree


@pytest.mark.parametrize(("text", "expected"), cases("github.md"))
def test_reads_as_on_github(text: str, expected: str) -> None:
    assert tree(ours(text)) == tree(expected)


def test_the_golden_file_says_what_github_says() -> None:
    for case in cases("github.md"):
        text, expected = case.values  # type: ignore[attr-defined]
        assert tree(github(text + "\n")) == tree(expected)


PIECES = [
    "- ", "  - ", "* ", "1. ", "   ", "    ", "> ", "\n", "\n\n", "a", "b c", "*", "**", "_", "`", "``", "```\n",
    "[a](b.md)", "[a]", "![x](y.jpg) z", "\\*", "  \n", "## ", "\n---\n", "\n===\n", "<b>", "</b>", " https://x.org ",
    "(", ")", "&amp;", "&", '"', "~~", "2) ", "[ ] ", "<http://a.b>", ".", ",", "é", "“",
]  # fmt: skip


def test_reads_as_on_github_whatever_is_typed() -> None:
    """Random texts of Markdown's marks: what still differs is counted, and is freak cases only."""
    choose = random.Random(7)
    texts = ["t " + "".join(choose.choice(PIECES) for _ in range(choose.randint(2, 12))) for _ in range(1500)]
    differing = [text for text in texts if tree(ours(text)) != tree(github(text + "\n"))]
    assert len(differing) <= 8, differing


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("A[^1] b.\n\n[^1]: Note.", 'A<sup class="footnote-ref" id="fnref-1"><a href="#fn-1">1</a></sup> b.'),
        ("A[^1]\n\n[^1]: Note.", '<li id="fn-1"><p>Note. <a class="footnote-back" href="#fnref-1">'),
        ("Term\n: What it is", "<dl><dt>Term</dt><dd>What it is</dd></dl>"),
        ("The SRU law\n\n*[SRU]: solidarité", '<abbr title="solidarité">SRU</abbr>'),
        ("## A place {#there}", '<h2 id="there">A place</h2>'),
        ("## Été à Paris", '<h2 id="été-à-paris">'),
        ("## a\n\n## a", '<h2 id="a-2">'),
        ("text ![a](b.jpg){.left} text", '<img alt="a" class="left" src="b.jpg">'),
        ("Stars in code: `&lt;`, and &amp;lt; here", "<code>&amp;lt;</code>, and &amp;lt; here"),
        ("```html\n&amp;\n```", '<code class="language-html">&amp;amp;\n</code>'),
    ],
)
def test_what_github_does_not_know_or_show(text: str, html: str) -> None:
    assert html in rendered(text)[0].html
