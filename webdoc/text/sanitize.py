"""What HTML an editor may bring into a page: one policy as data, applied by two parsers.

This is the only file that imports bleach and nh3. bleach (html5lib) applies the policy and tells what it takes away;
nh3 (ammonia, html5ever) has the last word. Attacks on sanitizers live on two parsers reading one text in two ways, so
a fragment that the two do not read alike is refused. They are compared by what matters, the resulting tree: nh3 reads
the original, and reads what bleach made of it, and the one serializer writes both; differences of notation between
the libraries (character references, quotes) fall away so, and what is left is a difference of reading.
"""

from __future__ import annotations

import html as entities
import re
import threading
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import nh3
from msgspec import Struct

if TYPE_CHECKING:
    from bleach.sanitizer import Cleaner

MARK = "webdoc-mark"
"""The element that stands for a block while Markdown is read; `markdown` makes it and `chapter` takes it out."""

CITE = "webdoc-cite"
"""The element that holds the place of a source's number; `citations` signs it and takes out any other."""

OWN = frozenset((MARK, CITE))

CLASSES = frozenset(
    "cited full wide left right task footnotes footnote-ref footnote-back align-left align-center align-right".split()
)
LANGUAGE = re.compile(r"language-[A-Za-z0-9_+#.-]{1,32}$")
SCHEMES = frozenset(("http", "https", "mailto", "tel"))
ID = re.compile(r"[^\s\"'<>&`=\x00-\x1f\x7f]{1,120}$")

EVERYWHERE = frozenset(("id", "class", "title", "lang", "dir"))
TAGS: dict[str, frozenset[str]] = {
    tag: frozenset(attributes.split())
    for tag, attributes in {
        "a": "href hreflang",
        "abbr": "",
        "b": "",
        "bdi": "",
        "bdo": "",
        "blockquote": "cite",
        "br": "",
        "caption": "",
        "cite": "",
        "code": "",
        "col": "span",
        "colgroup": "span",
        "dd": "",
        "del": "cite datetime",
        "details": "open",
        "dfn": "",
        "div": "",
        "dl": "",
        "dt": "",
        "em": "",
        "figcaption": "",
        "figure": "",
        "h2": "",
        "h3": "",
        "h4": "",
        "h5": "",
        "h6": "",
        "hr": "",
        "i": "",
        "img": "src alt width height",
        "ins": "cite datetime",
        "kbd": "",
        "li": "value",
        "mark": "",
        "ol": "start reversed type",
        "p": "",
        "pre": "",
        "q": "cite",
        "rp": "",
        "rt": "",
        "ruby": "",
        "s": "",
        "samp": "",
        "section": "",
        "small": "",
        "span": "",
        "strong": "",
        "sub": "",
        "summary": "",
        "sup": "",
        "table": "",
        "tbody": "",
        "td": "colspan rowspan headers",
        "tfoot": "",
        "th": "colspan rowspan headers scope abbr",
        "thead": "",
        "time": "datetime",
        "tr": "",
        "u": "",
        "ul": "",
        "var": "",
        "wbr": "",
        MARK: "ref",
        CITE: "ref",
    }.items()
}
ADDRESSES = frozenset(("href", "src", "cite"))
WHOLE_NUMBERS = frozenset("width height span value start colspan rowspan".split())

OPEN = re.compile(r"</?([A-Za-z][^\s/>]*)")
NOISE = re.compile("[\x00-\x20\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\ufdd0-\ufdef]")
"""What browsers drop from an address before they look at its scheme, and what no reader sees."""


class Cleaned(Struct, frozen=True):
    """The clean fragment (empty when refused), what was taken away, and whether the two parsers read it alike."""

    html: str
    removed: tuple[str, ...] = ()
    """As the editor would search for it: ``<script>``, ``onclick=``, ``href="javascript:…"``."""
    agreed: bool = True


def safe_address(value: str) -> bool:
    """Whether an address is relative or of a scheme that cannot run anything."""
    plain = NOISE.sub("", entities.unescape(value))
    if not plain or plain[0] in "#?":
        return True
    head = re.split(r"[/?#]", plain, maxsplit=1)[0]
    if ":" not in head:
        return "\\" not in head
    scheme = head.split(":", 1)[0].lower()
    if scheme not in SCHEMES or NOISE.search(value.strip().split(":", 1)[0]):
        return False
    try:
        urlsplit(plain)
    except ValueError:
        return False
    return True


def kept(tag: str, name: str, value: str) -> str | None:
    """The value that an attribute keeps, or None when it goes. The one place that decides, for both parsers."""
    allowed = TAGS.get(tag)
    if allowed is None or (name not in allowed and (name not in EVERYWHERE or tag in OWN)):
        return None
    if name == "class":
        return value if all(word in CLASSES or LANGUAGE.match(word) for word in value.split()) else None
    if name == "id":
        return value if ID.match(value) else None
    if name in ADDRESSES:
        return value if safe_address(value) else None
    if name in WHOLE_NUMBERS:
        return value if re.fullmatch(r"\d{1,5}", value) else None
    return value


class _Recorder(threading.local):
    """A bleach cleaner of each thread (it is not thread-safe), and what it took away in the clean at hand."""

    def __init__(self) -> None:
        self.removed: list[str] = []

    @cached_property
    def cleaner(self) -> Cleaner:
        """The cleaner. Its library is loaded with the first HTML of an author's own: most chapters have none."""
        from bleach.sanitizer import Cleaner

        return Cleaner(
            tags=frozenset(TAGS), attributes=self.attribute, protocols=SCHEMES, strip=True, strip_comments=True
        )

    def attribute(self, tag: str, name: str, value: str) -> bool:
        """bleach asks about every attribute, in the order of the text."""
        if kept(tag, name, value) is not None:
            return True
        if name in ADDRESSES and name in TAGS.get(tag, ()):
            self.removed.append(f'{name}="{value[:40]}"')
        else:
            self.removed.append(f"{name}=")
        return False


_local = _Recorder()
_NH3 = nh3.Cleaner(
    tags=set(TAGS),
    clean_content_tags=set(),
    attributes={tag: set(names | (EVERYWHERE if tag not in OWN else set())) for tag, names in TAGS.items()},
    attribute_filter=kept,
    strip_comments=True,
    link_rel=None,
    url_schemes=set(SCHEMES),
)


def last_word(html: str) -> str:
    """The policy as nh3 applies it. Type is set in a clean fragment, whose meaning is beyond doubt; then this again."""
    return _NH3.clean(html)


def woven(html: str) -> Cleaned:
    """Clean a fragment whose every tag the tree builder wrote: a text without any HTML of its author's own.

    nh3 alone applies the whole policy. What bleach adds is to tell what of the author's HTML goes, and to refuse HTML
    that two parsers read in two ways; here is none of it, for what a text says of tags was escaped as text before.
    """
    return Cleaned(last_word(html))


def clean(html: str) -> Cleaned:
    """Clean a fragment by the policy. Never raises on any text."""
    html = html.replace("\ufeff", "")  # html5lib takes one away at the beginning, each time
    removed = [f"<{name.lower()}>" for name in OPEN.findall(html) if name.lower() not in TAGS]
    _local.removed = []
    try:
        once = _local.cleaner.clean(html)
    except Exception:  # html5lib fails on some broken texts (deep nesting, odd characters): that is a refusal
        return Cleaned("", tuple(dict.fromkeys(removed)), agreed=False)
    removed += _local.removed
    last = last_word(once)
    agreed = _same(last, last_word(html))
    return Cleaned(last if agreed else "", tuple(dict.fromkeys(removed)), agreed)


def _same(one: str, other: str) -> bool:
    """Whether two fragments are alike but for white space, which bleach adds where it takes a block element away."""
    return one == other or "".join(one.split()) == "".join(other.split())
