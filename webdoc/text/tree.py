"""The element tree of a chapter, made from the tokens of `grammar`; links, headings and media are noted on the way."""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from collections.abc import Callable, Sequence

from markdown.util import AMP_SUBSTITUTE, AtomicString
from markdown_it.token import Token
from msgspec import Struct

from webdoc.errors import WebdocError
from webdoc.model import Heading, Place, Source, kind_of, say
from webdoc.text import citations, names, slips
from webdoc.text.attributes import AFTER_HEADING, AFTER_PICTURE, Attributes
from webdoc.text.ledger import Ledger
from webdoc.text.sanitize import MARK, OWN
from webdoc.text.slugs import Anchors, slugify

DEEPEST = 120
"""Elements inside one another; the libraries that come after call themselves for each."""

TASK = re.compile(r"\[([ xX])\](?=[ \t\n]|$)[ \t]*")
LANGUAGE = re.compile(r"[A-Za-z0-9_+#.-]{1,32}$")
FORGED = re.compile(rf"<(?=/?(?:{'|'.join(sorted(OWN))}))", re.IGNORECASE)
HREF = re.compile(r"""<a\s[^>]*?\bhref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+))""", re.IGNORECASE)


class Medium(Struct, frozen=True):
    """A file that stands alone in its paragraph: what the editor wrote of it. Its caption follows its mark."""

    src: str
    alt: str
    place: Place
    id: str
    source: Source


class TooDeep(WebdocError):
    """Elements stand inside one another without end; ``source`` is where."""


class TreeBuilder:
    """Makes the tree of one chapter. ``token`` signs the marks, ``stash`` is python-markdown's for raw HTML."""

    def __init__(self, ledger: Ledger, token: str, anchors: Anchors) -> None:
        self.ledger = ledger
        self.token = token
        self.anchors = anchors
        self.attributes = Attributes(ledger, anchors)
        self.stash: Callable[[str], str] = str
        self.media: dict[str, Medium] = {}
        self.starts: dict[str, int] = {}
        self.headings: list[Heading] = []
        self.raw_html = False
        self.root = etree.Element("div")
        self.stack = [self.root]
        self.last_mark: str | None = ""
        self.line = ledger.first

    # -- the tree ---------------------------------------------------------------------------------------------------

    def build(self, tokens: Sequence[Token]) -> etree.Element:
        """The root element of all tokens."""
        index = 0
        while index < len(tokens):
            token = tokens[index]
            if token.map:
                self._here(token)
            if token.type == "paragraph_open" and len(self.stack) == 1 and self._media(tokens[index + 1]):
                index += 3
                continue
            self._block(token, tokens, index)
            index += 1
        return self.root

    def _here(self, token: Token) -> None:
        assert token.map is not None
        self.line = token.map[0]
        if self.last_mark is not None and token.nesting >= 0:
            self.starts[self.last_mark] = self.line
            self.last_mark = None

    def _block(self, token: Token, tokens: Sequence[Token], index: int) -> None:
        kind = token.type
        if kind == "inline":
            self._inline(token, tokens, index)
        elif kind == "webdoc_mark":
            self.mark(token.meta["ref"])
        elif kind == "html_block":
            self.ledger.begin(*(token.map or (self.line, self.line)))
            self._raw(token.content + "\n")
        elif kind in ("fence", "code_block"):
            self._code(token)
        elif kind == "hr":
            self.add("hr").tail = "\n"
        elif kind.startswith("footnote"):
            self._footnote(token)
        elif kind == "paragraph_open":
            self.push("" if token.hidden else "p")
        elif kind == "heading_open":
            self._heading(token, tokens[index + 1])
        elif token.nesting == 1:
            self._open(token)
        elif token.nesting == -1:
            self.pop()

    def _open(self, token: Token) -> None:
        element = self.push(token.tag)
        start = token.attrGet("start")
        if start is not None:
            element.set("start", str(start))
        style = str(token.attrGet("style") or "")
        if style.startswith("text-align:"):
            element.set("class", "align-" + style.removeprefix("text-align:").strip())

    def push(self, tag: str) -> etree.Element:
        """Open an element; without a tag, what comes goes into the one that is open (the text of a tight list)."""
        if len(self.stack) > DEEPEST:
            raise TooDeep(say("Too much stands inside one another here."), str(self.line))
        parent = self.stack[-1]
        element = etree.SubElement(parent, tag) if tag else parent
        self.stack.append(element)
        return element

    def pop(self) -> None:
        """Close the element that is open."""
        element = self.stack.pop()
        if len(self.stack) == 1:
            element.tail = "\n"

    def add(self, tag: str) -> etree.Element:
        """An element without content."""
        return etree.SubElement(self.stack[-1], tag)

    def text(self, text: str) -> None:
        """Text at the end of the element that is open."""
        text = literal(text)
        parent = self.stack[-1]
        if len(parent):
            parent[-1].tail = (parent[-1].tail or "") + text
        else:
            parent.text = (parent.text or "") + text

    def mark(self, ref: str) -> None:
        """A place that is found again in the clean HTML."""
        element = etree.SubElement(self.root, MARK, {"ref": f"{self.token}-{ref}"})
        element.text, element.tail = "", "\n"
        self.last_mark = ref

    def _raw(self, content: str) -> None:
        """The author's HTML goes to python-markdown's stash; a forged mark becomes plain text."""
        self.raw_html = True
        content = FORGED.sub("&lt;", content)
        for found in HREF.finditer(content):
            href = next(filter(None, found.groups()), "")
            self.ledger.link(href, href)
        self.text(self.stash(content))

    def _code(self, token: Token) -> None:
        self.push("pre")
        code = self.push("code")
        info = token.info.strip()
        language = info.split()[0] if info else ""
        if info.startswith("{"):
            found = re.search(r"\.([\w+#-]+)", info)
            language = found[1] if found else ""
            self.ledger.issue(
                "code-attributes",
                "warning",
                (self.line, 1),
                say("webdoc knows no “{info}” after a code fence.", info=info[:60]),
                say("Write the language alone: ```{language}", language=language or "text"),
            )
        if LANGUAGE.match(language):
            code.set("class", f"language-{language}")
        code.text = AtomicString(literal(token.content))
        self.pop()
        self.pop()

    # -- headings and footnotes -------------------------------------------------------------------------------------

    def _heading(self, token: Token, inline: Token) -> None:
        level = int(token.tag[1])
        self.ledger.begin(*(token.map or (self.line, self.line)))
        if level == 1:
            self.ledger.issue(
                "heading-level", "info", (self.line, 1),
                say("A chapter has one title, in its front matter; this heading is shown one level lower."),
                say("Write ## instead of #."),
            )  # fmt: skip
            level = 2
        before = self.headings[-1].level if self.headings else 1
        if level > before + 1:
            self.ledger.issue(
                "heading-order", "warning", (self.line, 1),
                say("A heading of level {level} comes after one of level {before}.", level=level, before=before)
                if self.headings else say("The first heading is of level {level}.", level=level),
                say("Write {marks}: who listens to the page goes from heading to heading.", marks="#" * (before + 1)),
            )  # fmt: skip
        anchor = ""
        last = inline.children[-1] if inline.children else None
        found = AFTER_HEADING.search(last.content) if last is not None and last.type == "text" else None
        if found and last is not None:
            last.content = last.content[: found.start()]
            anchor = self.attributes.read(found[1], "heading")[1]
        elif last is not None and last.type == "text":
            slips.loose(last.content, "heading", self.ledger)
        plain = " ".join(plain_text(inline.children or []).split())
        anchor = anchor or self.anchors.claim(slugify(plain) or "section")
        self.push(f"h{level}").set("id", anchor)
        self.headings.append(Heading(level=level, text=plain, id=anchor))

    def _footnote(self, token: Token) -> None:
        kind, meta = token.type, token.meta or {}
        number = meta.get("id", 0) + 1
        if kind == "footnote_block_open":
            self.mark("notes")
            self.push("section").set("class", "footnotes")
            self.push("ol")
        elif kind == "footnote_block_close":
            self.pop()
            self.pop()
        elif kind == "footnote_open":
            self.push("li").set("id", f"fn-{number}")
        elif kind == "footnote_close":
            self.pop()
        elif kind == "footnote_anchor":
            self.text(" ")
            link = self.add("a")
            link.set("class", "footnote-back")
            link.set("href", f"#{_reference(number, meta.get('subId', 0))}")
            link.text = "↩︎"

    def _footnote_ref(self, token: Token) -> None:
        number = token.meta["id"] + 1
        sup = self.push("sup")
        sup.set("class", "footnote-ref")
        sup.set("id", _reference(number, token.meta.get("subId", 0)))
        link = self.add("a")
        link.set("href", f"#fn-{number}")
        link.text = str(number)
        self.pop()

    # -- running text -----------------------------------------------------------------------------------------------

    def _inline(self, token: Token, tokens: Sequence[Token], index: int) -> None:
        self.ledger.begin(*(token.map or (self.line, self.line + 1)))
        children = token.children or []
        first = children[0] if children and children[0].type == "text" else None
        if first is not None:
            before = tokens[index - 2].type if index >= 2 else ""
            task = TASK.match(first.content) if before == "list_item_open" else None
            if task:
                item = self.stack[-2] if self.stack[-1].tag == "p" else self.stack[-1]
                item.set("class", "task")
                first.content = ("☐ " if task[1] == " " else "☑ ") + first.content[task.end() :]
            slips.beginning(first.content, self.ledger, quoted=before == "blockquote_open")
        self.inline(children)

    def inline(self, children: Sequence[Token]) -> None:
        """The tokens of running text."""
        image: etree.Element | None = None
        in_link = 0
        for child in children:
            kind = child.type
            before, image = image, None
            if kind == "text":
                self._text(child.content, before, in_link)
            elif kind == "softbreak":
                self.text("\n")
            elif kind == "hardbreak":
                self.add("br").tail = "\n"
            elif kind == "code_inline":
                self.add("code").text = AtomicString(literal(child.content))
            elif kind == "html_inline":
                self._raw(child.content)
            elif kind == "image":
                image = self._image(child)
            elif kind == "link_open":
                in_link += 1
                self._link(child)
            elif kind == "footnote_ref":
                self._footnote_ref(child)
            elif kind == "citation":
                citations.build(self, child.content)
            elif child.nesting == 1:
                self.push("del" if child.tag == "s" else child.tag).attrib.update(map(_words, child.attrs.items()))
            elif child.nesting == -1:
                in_link -= kind == "link_close"
                self.pop()

    def _text(self, content: str, image: etree.Element | None, in_link: int) -> None:
        found = AFTER_PICTURE.match(content) if image is not None and content[:2].lstrip().startswith("{") else None
        if found and image is not None:
            content = content[found.end() :]
            place, anchor = self.attributes.read(found[1], "picture")
            if place:
                image.set("class", place)
            if anchor:
                image.set("id", anchor)
        elif image is not None:
            slips.loose(content, "picture", self.ledger)
        if "[" in content:
            (slips.linked if in_link else slips.within)(content, self.ledger)
        self.text(content)

    def _link(self, token: Token) -> None:
        element = self.push("a")
        href = str(token.attrGet("href") or "")
        element.set("href", literal(href))
        title = token.attrGet("title")
        if title:
            element.set("title", literal(str(title)))
        written = href.removeprefix("http://").removeprefix("mailto:") if token.markup == "autolink" else href
        self.ledger.link(href, written)

    def _image(self, token: Token) -> etree.Element:
        element = self.add("img")
        src = str(token.attrGet("src") or "")
        element.set("src", literal(src))
        element.set("alt", literal(plain_text(token.children or [])))
        title = token.attrGet("title")
        if title:
            element.set("title", literal(str(title)))
        place = self.ledger.find(src)
        names.check(self.ledger, src, place)
        if kind_of(src) in ("sound", "video"):
            self.ledger.issue(
                "medium-inline",
                "error",
                place,
                say("The sound “{src}” stands within a paragraph.", src=src[:60])
                if kind_of(src) == "sound"
                else say("The video “{src}” stands within a paragraph.", src=src[:60]),
                say("Leave an empty line before and after it."),
            )
        return element

    # -- media ------------------------------------------------------------------------------------------------------

    def _media(self, inline: Token) -> bool:
        """A paragraph of nothing but media, one a line: each becomes a mark with its caption."""
        children = [child for child in inline.children or [] if child.type != "text" or child.content.strip()]
        media: list[tuple[Token, str]] = []
        fresh = True
        for child in children:
            if child.type == "image" and fresh:
                media.append((child, ""))
                fresh = False
            elif child.type == "text" and not fresh and AFTER_PICTURE.fullmatch(child.content.rstrip()):
                media[-1] = (media[-1][0], child.content)
            elif child.type in ("softbreak", "hardbreak") and not fresh:
                fresh = True
            else:
                return False
        if media:
            self.ledger.begin(*(inline.map or (self.line, self.line + 1)))
        for token, attributes in media:
            self._medium(token, attributes)
        return bool(media)

    def _medium(self, token: Token, attributes: str) -> None:
        src = str(token.attrGet("src") or "")
        place = self.ledger.find(src)
        found = AFTER_PICTURE.match(attributes)
        where, anchor = self.attributes.read(found[1], "picture") if found else ("", "")
        names.check(self.ledger, src, place)
        ref = f"m{len(self.media)}"
        alt = plain_text(token.children or [])
        self.media[ref] = Medium(src, alt, where, anchor, Source(self.ledger.path, *place))
        self.mark(ref)
        caption = token.meta.get("caption")
        if caption:
            self.push("p")
            self.inline(caption)
            self.pop()
        self.mark(f"e{ref[1:]}")


def literal(text: str) -> str:
    """Text that stands in the page as it is: python-markdown's serializer would take ``&lt;`` in it for a reference."""
    return text.replace("&", AMP_SUBSTITUTE + "amp;") if "&" in text else text


def plain_text(tokens: Sequence[Token]) -> str:
    """The text of inline tokens without their markup."""
    out: list[str] = []
    for token in tokens:
        if token.type in ("softbreak", "hardbreak"):
            out.append(" ")
        elif token.type in ("text", "code_inline"):
            out.append(token.content)
        elif token.children:
            out.append(plain_text(token.children))
    return "".join(out)


def _words(pair: tuple[str, str | int | float]) -> tuple[str, str]:
    return pair[0], str(pair[1])


def _reference(number: int, again: int) -> str:
    """The anchor of a note's number in the text; the second time that a note is named it bears a number too."""
    return f"fnref-{number}" + (f"-{again + 1}" if again else "")
