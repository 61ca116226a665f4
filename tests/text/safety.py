"""What may stand in a page, checked by a reader of its own: neither of the sanitizers is asked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import msgspec

from webdoc.text.sanitize import EVERYWHERE, SCHEMES, TAGS

VOID = {"br", "hr", "img", "wbr", "col"}


def html_fields(value: Any) -> Iterator[str]:
    """Every field ``html`` of a chapter, however deep."""
    if isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            field = getattr(value, name)
            if name == "html":
                yield field
            yield from html_fields(field)
    elif isinstance(value, tuple | list):
        for one in value:
            yield from html_fields(one)


class _Guard(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.bad: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in TAGS or tag == "webdoc-mark":
            self.bad.append(f"<{tag}>")
            return
        for name, value in attrs:
            if name not in TAGS[tag] and name not in EVERYWHERE:
                self.bad.append(f"{tag} {name}=")
            if name in ("href", "src", "cite"):
                plain = re.sub(
                    r"[\x00-\x20\x7f-\xa0\u00ad\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff]", "", value or ""
                )
                scheme = re.match(r"([^/?#]*?):", plain)
                if scheme and scheme[1].lower() not in SCHEMES:
                    self.bad.append(f"{name}={value!r}")
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.bad.append(f"</{tag}>")

    def handle_comment(self, data: str) -> None:
        self.bad.append("<!--")

    def handle_decl(self, decl: str) -> None:
        self.bad.append("<!")

    def unknown_decl(self, data: str) -> None:
        self.bad.append("<![")

    def handle_pi(self, data: str) -> None:
        self.bad.append("<?")


def dangers(html: str) -> list[str]:
    """What stands in a fragment and must not: tags, attributes, addresses, tags left open."""
    guard = _Guard()
    guard.feed(html)
    guard.close()
    return guard.bad + [f"{tag} left open" for tag in guard.open]
