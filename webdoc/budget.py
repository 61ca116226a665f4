"""What each chapter weighs on a phone, and whether that is more than it may.

Files that are made already count as they are; the others with what `webdoc.media.estimate` says. The page's own text,
style and script are taken as a server sends them, compressed;
fonts count where the page names them.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from webdoc.media import estimate
from webdoc.media.store import Store
from webdoc.model import NOTHING, Budget, Chapter, Derivative, Issue, Media, Sentence, Source, joined, say
from webdoc.pages.app import Edition
from webdoc.pages.page import Address
from webdoc.pages.weight import loads

_PACKED = (".woff2", ".png", ".jpg", ".avif", ".webp")
_NAMED_ASSET = re.compile(r"assets/([\w./-]+)")
_FRAME, _TIMES = 32_000, 2
"""Bytes of a page around its text, compressed; and what markup makes of a text at most, compressed again."""
_NAMED = 3
"""Files that are named, the heaviest first."""


class Share(Struct, frozen=True):
    """What one source file adds to a chapter."""

    path: str
    kind: str
    bytes: int
    opening: bool


class Weight(Struct, frozen=True):
    """What a chapter weighs on a phone, in bytes."""

    chapter: Chapter
    page: int
    """Text, style, scripts and fonts."""
    shares: tuple[Share, ...]
    """The heaviest first."""
    estimated: bool
    """Whether some of it is not made yet."""

    @property
    def opening(self) -> int:
        """Before anything is scrolled."""
        return self.page + sum(share.bytes for share in self.shares if share.opening)

    @property
    def whole(self) -> int:
        """Read, seen and heard to its end."""
        return self.page + sum(share.bytes for share in self.shares)


def allowed(edition: Edition) -> Budget:
    """What a chapter may weigh: what the project says, else the theme."""
    own, theme = edition.site.budget, edition.theme.budget
    return Budget(opening=own.opening or theme.opening, chapter=own.chapter or theme.chapter)


def weights(edition: Edition, store: Store, *, pages: bool = True) -> Iterator[Weight]:
    """Every chapter that is shown, each once in its own language; its page too, unless that is not asked for."""
    scale = Scale(edition, store)
    for path, address, chapter in _shown(edition):
        yield scale.weigh(path if pages else "", address, chapter)


def _shown(edition: Edition) -> Iterator[tuple[str, Address, Chapter]]:
    for path, address in edition.outline.pages.items():
        if address.kind == "chapter":
            documentary = edition.site.documentaries[address.documentary]
            chapter = documentary.chapters[address.chapter]
            if chapter.lang == documentary.lang:
                yield path, address, chapter


def issues(edition: Edition, store: Store) -> tuple[Issue, ...]:
    """A warning for each chapter that weighs more than it may."""
    budget = allowed(edition)
    found: list[Issue] = []
    scale = Scale(edition, store)
    for path, address, chapter in _shown(edition):
        weight = scale.weigh("", address, chapter)
        most = scale.at_most(chapter)
        if fits(weight.opening + most, budget.opening) and fits(weight.whole + most, budget.chapter):
            # However its page turns out, it is light enough: it is not made for that.
            continue
        weight = replace(weight, page=scale.page(path))
        if not fits(weight.opening, budget.opening):
            found.append(_opening(weight, budget.opening))
        if not fits(weight.whole, budget.chapter):
            found.append(_whole(weight, budget.chapter))
    return tuple(found)


def fits(size: int, limit: int) -> bool:
    """Whether so many bytes are allowed; a limit of 0 is none."""
    return limit <= 0 or size <= limit


class Scale:
    """Weighs the pages of an edition."""

    def __init__(self, edition: Edition, store: Store) -> None:
        self.edition = edition
        self.store = store
        self._assets: dict[str, int] = {}
        self._all = 0

    def weigh(self, path: str, address: Address, chapter: Chapter) -> Weight:
        """One chapter's page, or (without a path) its media alone."""
        outline = self.edition.outline
        if not self.edition.site.media:
            return Weight(chapter, self.page(path) if path else 0, (), False)
        asked = outline.asked(address)
        shares: dict[str, Share] = {}
        estimated = False
        for load in loads(outline.compose(address)):
            heaviest, guess, item = max((*self.of(asked[name]), name) for name in load.names if name in asked)
            estimated = estimated or guess
            media = self.edition.site.media[asked[item].source]
            before = shares.get(media.path)
            shares[media.path] = Share(
                media.path,
                media.kind,
                heaviest + (before.bytes if before else 0),
                load.opening or (before is not None and before.opening),
            )
        ordered = tuple(sorted(shares.values(), key=lambda share: (-share.bytes, share.path)))
        return Weight(chapter, self.page(path) if path else 0, ordered, estimated)

    def of(self, derivative: Derivative) -> tuple[int, bool]:
        """The bytes of a derivative, and whether they are estimated."""
        try:
            return self.store.path(derivative.name).stat().st_size, False
        except OSError:
            media: Media = self.edition.site.media[derivative.source]
            return estimate.weight(derivative, media), True

    def at_most(self, chapter: Chapter) -> int:
        """More bytes than the chapter's page can have: its text uncompressed, all that the theme has, and then some."""
        if not self._all:
            self._all = sum(map(self._asset, self.edition.theme.assets)) + _FRAME
        return self._all + _TIMES * len(msgspec.msgpack.encode(chapter))

    def page(self, path: str) -> int:
        """The bytes of a page with all styles, scripts and fonts that it names."""
        html = self.edition.page(path)
        return _packed(html.encode()) + sum(self._asset(name) for name in dict.fromkeys(_NAMED_ASSET.findall(html)))

    def _asset(self, name: str) -> int:
        if name not in self._assets:
            data = self.edition.theme.assets.get(name, b"")
            self._assets[name] = len(data) if name.endswith(_PACKED) else _packed(data)
        return self._assets[name]


def told(size: float) -> Sentence:
    """A size in an editor's words: ``340 KB``, ``2.1 MB``."""
    if size < 999_500:
        return say("{number} KB", number=max(0, round(size / 1_000)))
    if size >= 99_950_000:
        return say("{number} MB", number=f"{size / 1e6:,.0f}".replace(",", "\u202f"))
    whole, tenth = f"{size / 1e6:.1f}".split(".")
    return say("{whole}.{tenth} MB", whole=whole, tenth=tenth)


def _loads(weight: Weight, size: int) -> Sentence:
    return say("about {size}", size=told(size)) if weight.estimated else told(size)


def _opening(weight: Weight, limit: int) -> Issue:
    share = next((share for share in weight.shares if share.opening), None)
    named = say("{path} is {size} of it.", path=share.path, size=told(share.bytes)) if share else NOTHING
    return Issue(
        code="opening-heavy",
        level="warning",
        source=weight.chapter.places.get("cover", Source(weight.chapter.source.path)),
        message=say(
            "A phone loads {size} before anything is scrolled; {limit} are allowed.",
            size=_loads(weight, weight.opening),
            limit=told(limit),
        ),
        hint=joined(
            (named, say("Open with a picture that has less fine detail, or set “budget:” in webdoc.yaml.")), " "
        ),
    )


def _whole(weight: Weight, limit: int) -> Issue:
    named = joined(say("{path} ({size})", path=share.path, size=told(share.bytes)) for share in weight.shares[:_NAMED])
    do = _DO.get(weight.shares[0].kind, NOTHING) if weight.shares else NOTHING
    return Issue(
        code="chapter-heavy",
        level="warning",
        source=Source(weight.chapter.source.path),
        message=say(
            "Read to its end it loads {size} on a phone; {limit} are allowed.",
            size=_loads(weight, weight.whole),
            limit=told(limit),
        ),
        hint=joined((say("The heaviest: {named}.", named=named), do), " "),
    )


_DO = {
    "photo": say("Show fewer pictures here, or part the chapter in two."),
    "sound": say("Cut the sound shorter, or part the chapter in two."),
    "video": say("Cut the video shorter, or show its best minute and link to the whole."),
}


def _packed(data: bytes) -> int:
    return len(zlib.compress(data, 6))
