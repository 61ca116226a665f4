"""Markdown to HTML, once a chapter: python-markdown with GitHub's grammar as its reader.

`GitHub` is a python-markdown extension: it puts a `BlockParser` in place that builds python-markdown's element tree
from the tokens of `grammar`, and takes out the stages that this makes idle. The tree processors, the stash for raw
HTML, the serializer and the postprocessors are python-markdown's own. An instance serves one chapter.
"""

from __future__ import annotations

import xml.etree.ElementTree as etree
from collections.abc import Iterable, Sequence
from typing import Any

import markdown
from markdown.blockparser import BlockParser
from markdown.extensions import Extension
from markdown.extensions.abbr import AbbrTreeprocessor
from msgspec import Struct

from webdoc.model import Heading
from webdoc.text import slips
from webdoc.text.grammar import Part, grammar
from webdoc.text.ledger import Ledger
from webdoc.text.slugs import Anchors
from webdoc.text.tree import Medium, TreeBuilder


class Rendered(Struct, frozen=True):
    """The HTML of a chapter, not yet clean, and what was met on the way."""

    html: str
    token: str
    """What signs the marks in it."""
    media: dict[str, Medium]
    starts: dict[str, int]
    """The first line of what follows each mark; under ``""`` that of the beginning."""
    headings: tuple[Heading, ...]
    raw_html: bool
    """Whether the text holds HTML of the author's own."""


def render(parts: Sequence[Part], ledger: Ledger, token: str, anchors: Anchors, html: bool = True) -> Rendered:
    """Read all parts as one text: links, footnotes and anchors go across. ``html=False`` reads tags as plain text.

    Raises `tree.TooDeep`, and whatever a library raises on a text that it cannot bear.
    """
    reader = GitHub(parts, TreeBuilder(ledger, token, anchors), html)
    md = markdown.Markdown(extensions=[reader], output_format="html")
    tree = reader.tree
    text = md.convert("\n".join(ledger.lines) or "-")
    return Rendered(text, token, tree.media, tree.starts, tuple(tree.headings), tree.raw_html)


class GitHub(Extension):
    """The python-markdown extension that reads as GitHub does."""

    def __init__(self, parts: Sequence[Part], tree: TreeBuilder, html: bool) -> None:
        super().__init__()
        self.parts = parts
        self.html = html
        self.tree = tree
        self.abbreviations: dict[str, str] = {}

    def extendMarkdown(self, md: markdown.Markdown) -> None:
        """Register the reader; deregister what read before it."""
        md.parser = _Parser(md, self)
        for name in ("normalize_whitespace", "html_block"):
            md.preprocessors.deregister(name)
        for name in ("inline", "prettify", "unescape"):
            md.treeprocessors.deregister(name)
        self.tree.stash = md.htmlStash.store
        md.treeprocessors.register(AbbrTreeprocessor(md, self.abbreviations), "abbr", 7)


class _Parser(BlockParser):
    """python-markdown's stage from text to tree."""

    def __init__(self, md: markdown.Markdown, reader: GitHub) -> None:
        super().__init__(md)
        self.reader = reader

    def parseDocument(self, lines: Iterable[str]) -> Any:
        """The tree of all parts. The lines are not asked: the parts are the same text, with the number of each line."""
        env: dict[str, Any] = {"parts": self.reader.parts}
        tokens = grammar(self.reader.html).parse("", env)
        self.reader.abbreviations.update(env.get("abbreviations", {}))
        root = self.reader.tree.build(tokens)
        slips.unnamed(env, self.reader.tree.ledger)
        return etree.ElementTree(root)
