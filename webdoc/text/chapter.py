"""One chapter: its bytes become a `Chapter`, and everything that is wrong with it a list of Issues."""

from __future__ import annotations

import hashlib
import html as entities
import re

from msgspec import Struct

from webdoc.config import front_matter
from webdoc.model import Block, Chapter, Citation, Heading, Issue, Link, MediaRef, Prose, Source, say
from webdoc.sense import LANGUAGE
from webdoc.settings import FrontMatter
from webdoc.text import slips
from webdoc.text.authorhtml import author_ids, refuse, removals
from webdoc.text.blocks import OPTIONS, STEPPED
from webdoc.text.citations import signed
from webdoc.text.directives import Scanner
from webdoc.text.grammar import Run
from webdoc.text.guard import guard
from webdoc.text.ledger import Ledger
from webdoc.text.manuscript import Name, address, decode, issue, read_name, split, title, visible
from webdoc.text.markdown import Rendered, render
from webdoc.text.sanitize import clean, last_word, woven
from webdoc.text.slugs import Anchors
from webdoc.text.tree import TooDeep
from webdoc.text.typography import typeset, typeset_html
from webdoc.text.weave import Weave

WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
WIDE = re.compile("[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
"""Scripts that write words without spaces; two of their characters count as a word."""


class Text(Struct, frozen=True):
    """A text read to the end."""

    blocks: tuple[Block, ...]
    headings: tuple[Heading, ...]
    links: tuple[Link, ...]
    citations: tuple[Citation, ...]
    words: int


def parse(raw: bytes, path: str, lang: str) -> tuple[Chapter | None, tuple[Issue, ...]]:
    """Read a chapter. ``lang`` is its language when neither the file's name nor the front matter says one.

    Nothing is raised for any bytes. The chapter is None when there is nothing to show: no UTF-8, or a text that
    cannot be read as Markdown.
    """
    text, issues = decode(raw, path)
    if text is None:
        return None, tuple(issues)
    name = read_name(path, lang)
    book, found = split(text, path)
    issues += found
    settings, places = FrontMatter(), dict[str, Source]()
    if book.yaml is not None:
        settings, places, more = front_matter(book.yaml, path, book.yaml_line)
        issues += more
    heading = settings.title
    if not heading:
        heading, book, found = title(book, path)
        # An easy-to-read version has the title of its chapter, unless it says another.
        told = any(one.level == "error" and one.code.startswith(("yaml", "front-matter")) for one in issues)
        if not name.easy and not told:
            issues += found
    slug, found = address(settings.slug, name, path, places.get("slug", Source(path, 1, 1)))
    issues += found
    language = settings.lang if LANGUAGE.fullmatch(settings.lang) else name.lang
    if settings.lang and language != settings.lang:
        where = places.get("lang", Source(path, 1, 1))
        issues.append(
            issue("value-choice", path, where.line, where.column,
                  say("“{code}” is not a language code.", code=settings.lang),
                  say("Write it as “en”, “fr” or “pt-BR”."))
        )  # fmt: skip
    body, more = read(book.lines, book.first, path, language)
    issues += more
    issues.sort(key=lambda one: (one.source.line, one.source.column))
    if body is None:
        return None, tuple(issues)
    return _chapter(settings, name, heading, slug, language, path, places, body), tuple(issues)


def fragment(text: str, lang: str, source: Source) -> tuple[str, tuple[Issue, ...]]:
    """Markdown of ``webdoc.yaml`` as clean HTML, without blocks or media; ``source`` is where it begins."""
    issues: list[Issue] = []
    first = source.line or 1
    text = visible(text.replace("\r\n", "\n").replace("\r", "\n"), source.path, issues, first)
    lines = tuple(text.split("\n"))
    found = guard(lines, first, source.path)
    if found:
        return "", (*issues, *found)
    weave = Weave(source.path, lang, Anchors())
    weave.parts.append(Run(text, first))
    body, more = _read(weave, lines, first)
    for block in body.blocks if body else ():
        if not isinstance(block, Prose):
            issues.append(
                issue("medium-here", source.path, block.source.line, block.source.column,
                      say("Pictures and sounds do not stand in this text."), say("Put it into a chapter."))
            )  # fmt: skip
    html = "\n".join(block.html for block in body.blocks if isinstance(block, Prose)) if body else ""
    return html, (*issues, *more)


def read(lines: tuple[str, ...], first: int, path: str, lang: str) -> tuple[Text | None, tuple[Issue, ...]]:
    """Read the text of a chapter, without its front matter; its first line has that number."""
    found = guard(lines, first, path)
    if found:
        return None, tuple(found)
    pieces, issues = Scanner(path, OPTIONS, STEPPED).scan(list(lines), first)
    weave = Weave(path, lang, Anchors())
    weave.add(pieces)
    body, more = _read(weave, lines, first)
    return body, (*issues, *slips.whole(lines, first, path), *more)


def _read(weave: Weave, lines: tuple[str, ...], first: int) -> tuple[Text | None, tuple[Issue, ...]]:
    """The one conversion, the one cleaning, the one setting of type (nh3 has the last word on it too), and the cut.

    When the two cleaners do not agree, or the author's HTML stays open across a block, that HTML is refused: the
    text is read once more with tags as plain text, so that a preview has something to show beside the Issue.
    """
    token = hashlib.sha256("\n".join(lines).encode("utf-8", "replace")).hexdigest()[:20]
    taken = frozenset(weave.anchors.taken)
    refusal: list[Issue] = []
    for html in (True, False):
        weave.anchors.reset(taken)
        ledger = Ledger(weave.path, lines, first)
        try:
            rendered = render(weave.parts, ledger, token, weave.anchors, html)
        except Exception as error:  # a text passed the guard and a library failed on it: whatever it says, it is a text
            _failed(error, ledger)
            return None, (*weave.issues, *ledger.issues)
        cleaned = clean(rendered.html) if rendered.raw_html else woven(rendered.html)
        final = signed(last_word(typeset_html(cleaned.html, weave.lang)), token)
        if rendered.raw_html:
            removals(cleaned, ledger)
            final = author_ids(final, ledger, weave.anchors)
        blocks = weave.cut(final, rendered, ledger) if cleaned.agreed else None
        if blocks is not None:
            return _text(blocks, final, rendered, ledger, weave.lang), (*weave.issues, *refusal, *ledger.issues)
        refuse(cleaned, ledger)
        refusal = [one for one in ledger.issues if one.code.startswith("html-")]
    return None, (*weave.issues, *ledger.issues)


def _text(blocks: tuple[Block, ...], html: str, rendered: Rendered, ledger: Ledger, lang: str) -> Text:
    headings = tuple(Heading(level=one.level, text=typeset(one.text, lang), id=one.id) for one in rendered.headings)
    plain = entities.unescape(re.sub(r"<[^>]*>", " ", html))
    words = len(WORD.findall(WIDE.sub(" ", plain))) + len(WIDE.findall(plain)) // 2
    return Text(blocks, headings, tuple(ledger.links), tuple(ledger.citations), words)


def _chapter(
    settings: FrontMatter,
    name: Name,
    heading: str,
    slug: str,
    lang: str,
    path: str,
    places: dict[str, Source],
    body: Text,
) -> Chapter:
    cover = None
    if settings.cover:
        alt = typeset(settings.cover_alt, lang) or None
        cover = MediaRef(src=settings.cover, alt=alt, source=places["cover"])
    card = MediaRef(src=settings.card, source=places["card"]) if settings.card else None
    ambient = None
    if settings.ambient:
        alt = typeset(settings.ambient_alt, lang) or None
        ambient = MediaRef(src=settings.ambient, alt=alt, source=places["ambient"])
    return Chapter(
        key=name.key, is_easy=name.easy, slug=slug, order=name.order, lang=lang, title=typeset(heading, lang),
        summary=typeset(settings.summary, lang), cover=cover, card=card, ambient=ambient,
        place=typeset(settings.place, lang),
        witness=settings.witness,
        facts=tuple((typeset(key, lang), typeset(value, lang)) for key, value in settings.facts.items()),
        goals=_typeset(settings.goals, lang), in_short=_typeset(settings.in_short, lang),
        questions=_typeset(settings.questions, lang),
        share_text=typeset(settings.share.text, lang), date=settings.date, action=settings.action, draft=settings.draft,
        embed=settings.embed,
        blocks=body.blocks, headings=body.headings, links=body.links, citations=body.citations, words=body.words,
        source=Source(path, 1, 1), places=places,
    )  # fmt: skip


def _typeset(texts: list[str], lang: str) -> tuple[str, ...]:
    return tuple(typeset(text, lang) for text in texts if text)


def _failed(error: Exception, ledger: Ledger) -> None:
    """Say that a text cannot be read, and where, as far as that is known."""
    if isinstance(error, TooDeep):
        ledger.issue("nesting-too-deep", "error", (int(error.source), 1), error.message,
                     say("Take some of the marks away."))  # fmt: skip
        return
    ledger.issue(
        "markdown-failed",
        "error",
        (ledger.line, 1),
        say("This text cannot be read as Markdown ({name}).", name=type(error).__name__),
        say("Something in it is nested very deeply or half open: take parts away until it reads."),
    )
