"""Two readings of one text, compared by their trees: tags, the attributes that matter, words."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from urllib.parse import unquote

import cmarkgfm
from cmarkgfm.cmark import Options

from webdoc.text.grammar import Run
from webdoc.text.ledger import Ledger
from webdoc.text.markdown import Rendered, render
from webdoc.text.slugs import Anchors

VOID = {"br", "hr", "img", "input", "wbr"}
BLOCKS = set(
    "blockquote dd details div dl dt h1 h2 h3 h4 h5 h6 hr li ol p pre section summary"
    " table tbody td th thead tr ul".split()
)
KEPT = {"href", "src", "alt", "title", "start"}


class _Tree(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.out: list[str] = []
        self.pre = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "input":
            self.handle_data("☑ " if "checked" in values else "☐ ")
            return
        if tag == "h1":
            tag = "h2"
        self.pre += tag == "pre"
        kept = {name: value for name, value in values.items() if name in KEPT and not (name == "title" and not value)}
        if kept.get("start") == "1":
            del kept["start"]
        for name in ("href", "src"):
            if name in kept:
                kept[name] = unquote(kept[name])
        align = values.get("align") or values.get("class", "").removeprefix("align-")
        if tag in ("td", "th") and align:
            kept["align"] = align
        language = values.get("lang", "") or values.get("class", "").removeprefix("language-")
        if tag == "code" and language:
            self.out[-1] = f"<pre {language}>"
        elif tag == "pre" and language:
            tag = f"pre {language}"
        self.out.append(f"<{tag}{''.join(f' {name}={value!r}' for name, value in sorted(kept.items()))}>")

    def handle_endtag(self, tag: str) -> None:
        if tag == "h1":
            tag = "h2"
        self.pre -= tag == "pre"
        if tag not in VOID:
            self.out.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        if not self.pre:
            data = re.sub(r"[ \t\n]+", " ", data)
        if data:
            self.out.append(data)


def tree(html: str) -> list[str]:
    """The fragment as a list of tags and words; white space beside blocks is dropped."""
    parser = _Tree()
    parser.feed(html)
    parser.close()
    joined: list[str] = []
    for one in parser.out:
        if joined and not one.startswith("<") and not joined[-1].startswith("<"):
            joined[-1] += one
        else:
            joined.append(one)

    def block(index: int) -> bool:
        if not 0 <= index < len(joined):
            return True
        name = re.match(r"</?(\w+)", joined[index])
        return bool(name and name[1] in BLOCKS | {"br"})

    out = []
    for index, one in enumerate(joined):
        if not one.startswith("<"):
            inside_code = index and joined[index - 1].startswith("<code") and index > 1 and "<pre" in joined[index - 2]
            if not inside_code:
                one = re.sub(" +", " ", one)
                one = one.lstrip(" ") if block(index - 1) else one
                one = one.rstrip(" ") if block(index + 1) else one
        if one:
            out.append(one)
    return out


def github(text: str) -> str:
    """The text as GitHub's own program reads it."""
    return cmarkgfm.github_flavored_markdown_to_html(text, options=Options.CMARK_OPT_UNSAFE)


def rendered(text: str) -> tuple[Rendered, Ledger]:
    """The text as webdoc reads it, before typography and cleaning."""
    lines = tuple(text.split("\n"))
    ledger = Ledger("x.md", lines, 1)
    return render([Run(text, 1)], ledger, "TOKEN", Anchors()), ledger


def ours(text: str) -> str:
    """The same as HTML; a medium that stands alone is put back as the picture that it was written as."""
    found, _ = rendered(text)
    html = found.html
    for ref, medium in found.media.items():
        number = ref[1:]
        html = re.sub(
            rf'<webdoc-mark ref="TOKEN-m{number}"></webdoc-mark>.*?<webdoc-mark ref="TOKEN-e{number}"></webdoc-mark>',
            lambda _, medium=medium: f'<p><img src="{medium.src}" alt="{medium.alt}"></p>',
            html,
            flags=re.DOTALL,
        )
    return html
