"""Between blocks and Markdown: the scanned pieces become one program to read; the clean HTML is cut into blocks."""

from __future__ import annotations

import html as entities
import re
from collections.abc import Iterable, Iterator, Sequence

from webdoc.model import (
    Block,
    Citation,
    Frame,
    Issue,
    MediaRef,
    Photo,
    Place,
    Prose,
    Sentence,
    Sound,
    Source,
    Video,
    kind_of,
    say,
)
from webdoc.text import citations
from webdoc.text.blocks import KINDS, check, value
from webdoc.text.directives import Directive, Lines, Rule
from webdoc.text.grammar import Mark, Part, Phrase, Run
from webdoc.text.kind import SOURCE, Form, Kind, Row, Values
from webdoc.text.ledger import Ledger
from webdoc.text.markdown import Rendered
from webdoc.text.rows import Written, rows
from webdoc.text.sanitize import MARK
from webdoc.text.slugs import Anchors, slugify
from webdoc.text.times import seconds
from webdoc.text.tree import Medium
from webdoc.text.typography import one_line, typeset

TIMED = re.compile(r"[ \t\u00a0]*(?:[-*][ \t\u00a0]+)?(?:(?P<time>[0-9:.,]+)[ \t\u00a0\u202f]+)?(?P<rest>!\[.*)$")
HTML_TAG = re.compile(r"<(/?)([a-z][a-z0-9-]*)(?:\s[^>]*)?>")
VOID = frozenset(("br", "hr", "img", "wbr", "col"))
ONE_PARAGRAPH = re.compile(r"<p>((?:(?!</?p>).)*)</p>\s*$", re.DOTALL)
NOT_SAID = re.compile(r'<sup class="footnote-ref".*?</sup>|\s*<span class="cited".*?</span>', re.DOTALL)
BLOCK_END = re.compile(r"</(?:p|li|h\d|dt|dd|tr|pre|blockquote|div|figcaption)>|<br>|<hr>")


def spoken(html: str) -> str:
    """The plain text of a clean fragment, as it is read aloud or shared: no tags, no note numbers."""
    text = BLOCK_END.sub(" ", NOT_SAID.sub("", html))
    return one_line(entities.unescape(re.sub(r"<[^>]*>", "", text)))


def balanced(html: str) -> bool:
    """Whether all that a clean fragment opens it closes, in order."""
    stack: list[str] = []
    for close, tag in HTML_TAG.findall(html):
        if tag in VOID:
            continue
        if not close:
            stack.append(tag)
        elif not stack or stack.pop() != tag:
            return False
    return not stack


class Weave:
    """The blocks of one chapter on their way through Markdown. Lives for one chapter."""

    def __init__(self, path: str, lang: str, anchors: Anchors) -> None:
        self.path = path
        self.lang = lang
        self.anchors = anchors
        self.parts: list[Part] = []
        self.directives: list[Directive] = []
        self.ids: dict[int, str] = {}
        self.times: dict[int, float] = {}
        self.rows: dict[int, list[tuple[Written, range]]] = {}
        self.steps = 0
        self.cells = 0
        self.issues: list[Issue] = []

    # -- pieces to parts --------------------------------------------------------------------------------------------

    def add(self, pieces: Iterable[Lines | Rule | Directive]) -> None:
        """Put pieces in order, each block between two marks."""
        for piece in pieces:
            if isinstance(piece, Lines):
                self.parts.append(Run("\n".join(piece.lines), piece.first))
            elif isinstance(piece, Rule):
                self.parts.append(Mark(f"s{self.steps}"))
                self.steps += 1
            else:
                self._directive(piece)

    def _directive(self, block: Directive) -> None:
        self.issues += check(block, self.path)
        kind = KINDS.get(block.kind)
        if kind is None:
            self.add(block.body)
            return
        number = len(self.directives)
        self.directives.append(block)
        self._own_id(number, block)
        self.parts.append(Mark(f"o{number}"))
        caption = block.option("caption")
        if caption and kind.body == "caption":
            self.parts.append(Phrase(caption.value, caption.value_source.line))
        if kind.body == "frames":
            self._frames(block)
        elif kind.form:
            self._rows(number, block, kind.form)
        else:
            self.add(block.body)
        self.parts.append(Mark(f"c{number}"))

    def _own_id(self, number: int, block: Directive) -> None:
        option = block.option("id")
        if option is None or not option.value:
            return
        wanted = option.value.lower().lstrip("#")
        if wanted != slugify(wanted):
            return
        if not self.anchors.free(wanted):
            self._issue(
                "anchor-taken",
                option.value_source,
                say("The anchor “{wanted}” is in use already.", wanted=wanted),
                say("Write another name."),
            )
            return
        self.ids[number] = self.anchors.claim(wanted)

    def _rows(self, number: int, block: Directive, form: Form) -> None:
        """The lines of a timeline or a quiz, each cell after a mark of its own."""
        found, issues = rows(block, form, self.path)
        self.issues += issues
        own = self.rows[number] = []
        for piece in found:
            if isinstance(piece, Written):
                first = self.cells
                for cell in piece.cells:
                    self.parts += (Mark(f"r{self.cells}"), Phrase(cell, piece.source.line))
                    self.cells += 1
                own.append((piece, range(first, self.cells)))
            else:
                self.parts.append(Mark(f"x{number}"))
                self.add((piece,))

    def _frames(self, block: Directive) -> None:
        """The lines of a sequence: a time and a photograph each."""
        last = -1.0
        for piece in block.body:
            if not isinstance(piece, Lines):
                self._issue("frame-invalid", piece.source if isinstance(piece, Directive) else block.source,
                            say("A sequence holds photographs with their times, nothing else."),
                            say("Take it out, and put it before or after the sequence."))  # fmt: skip
                continue
            for number, line in enumerate(piece.lines, piece.first):
                if line.strip():
                    last = self._frame(line, number, last)

    def _frame(self, line: str, number: int, last: float) -> float:
        found = TIMED.match(line)
        column = len(line) - len(line.lstrip()) + 1
        example = say("Write the time and the photograph: 0:14 ![What is to be seen](door.jpg)")
        if not found or not found["time"]:
            what = say("This photograph has no time.") if found else say("This line is no photograph with its time.")
            self._issue("frame-invalid", Source(self.path, number, column), what, example)
            return last
        at = seconds(found["time"])
        source = Source(self.path, number, found.start("time") + 1)
        if at is None:
            self._issue("time-invalid", source, say("“{written}” is no time.", written=found['time']),
                        say("Write minutes and seconds as 0:14, or hours as 1:02:05."))  # fmt: skip
            return last
        if last < 0 and at != 0:
            self._issue(
                "time-first",
                source,
                say("The first photograph of a sequence has to be there from the beginning."),
                say("Write 0:00 before it."),
            )
        elif at <= last:
            self._issue(
                "time-order",
                source,
                say("“{written}” is not later than the photograph before it.", written=found["time"]),
                say("Put the lines in the order of their times."),
            )
        self.times[number] = at
        self.parts.append(Run(found["rest"], number))
        return max(at, last)

    # -- HTML to blocks ---------------------------------------------------------------------------------------------

    def cut(self, html: str, rendered: Rendered, ledger: Ledger) -> tuple[Block, ...] | None:
        """The blocks of a clean fragment; None when the author's HTML is left open across a block."""
        pieces = re.split(rf'<{MARK} ref="{rendered.token}-([a-z]+\d*)"></{MARK}>', html)
        wanted = [part.ref for part in self.parts if isinstance(part, Mark)]
        met = [ref for ref in pieces[1::2] if ref[0] in "ocsrx"]
        if met != wanted or not all(balanced(piece) for piece in pieces[::2]):
            return None
        return _Cutter(self, rendered, ledger).cut(pieces)

    def _issue(self, code: str, source: Source, message: Sentence, hint: Sentence) -> None:
        self.issues.append(Issue(code=code, message=message, source=source, hint=hint))


class _Level:
    """A block that is open while the HTML is cut: what it holds so far, and its number among its kind."""

    def __init__(self, number: int, count: int = 0) -> None:
        self.number = number
        self.count = count
        self.blocks: list[Block] = []
        self.steps: list[tuple[Block, ...]] = []


class _Cutter:
    """One walk over HTML and marks."""

    def __init__(self, weave: Weave, rendered: Rendered, ledger: Ledger) -> None:
        self.weave = weave
        self.rendered = rendered
        self.ledger = ledger
        self.counts: dict[str, int] = {}
        self.cells: dict[int, str] = {}
        self.stack = [_Level(-1)]

    def cut(self, pieces: Sequence[str]) -> tuple[Block, ...]:
        self._prose(pieces[0], "")
        for ref, html in zip(pieces[1::2], pieces[2::2], strict=True):
            kind, number = ref[0], ref[1:]
            if kind == "m" and ref in self.rendered.media:
                self._medium(self.rendered.media[ref], caption(html))
                continue
            if kind == "r":
                self.cells[int(number)] = caption(html)
                continue
            if kind == "o":
                directive = self.weave.directives[int(number)]
                self.stack.append(_Level(int(number), self._count(directive.kind)))
            elif kind == "c":
                self._close()
            elif kind == "s":
                self._step()
            self._prose(html, ref)
        return tuple(self.stack[0].blocks)

    def _count(self, name: str) -> int:
        self.counts[name] = self.counts.get(name, 0) + 1
        return self.counts[name]

    def _prose(self, html: str, ref: str) -> None:
        html = html.strip()
        if html:
            line = self.rendered.starts.get(ref, 0)
            self.stack[-1].blocks.append(Prose(html=html, source=Source(self.weave.path, line, 1 if line else 0)))

    def _medium(self, medium: Medium, html: str) -> None:
        kind = kind_of(medium.src)
        if kind in (None, "captions", "data", "shapes"):
            return
        alt = typeset(medium.alt, self.weave.lang)
        inside = self.stack[-1].number >= 0 and self._kind(self.stack[-1]).body in ("pictures", "frames")
        place: Place = medium.place
        if kind == "photo":
            number = 0 if inside else self._count("photo")
            anchor = medium.id or ("" if inside else self.weave.anchors.claim(f"photo-{number}"))
            ref = MediaRef(src=medium.src, alt=alt, html=html, source=medium.source)
            self.stack[-1].blocks.append(Photo(id=anchor, source=medium.source, ref=ref, place=place))
            return
        anchor = medium.id or self.weave.anchors.claim(stem(medium.src) or str(kind))
        if kind == "sound":
            ref = MediaRef(src=medium.src, html=html, source=medium.source)
            self.stack[-1].blocks.append(Sound(id=anchor, source=medium.source, ref=ref, title=alt, place=place))
        else:
            ref = MediaRef(src=medium.src, alt=alt, html=html, source=medium.source)
            self.stack[-1].blocks.append(Video(id=anchor, source=medium.source, ref=ref, title=alt, place=place))

    def _kind(self, level: _Level) -> Kind:
        return KINDS[self.weave.directives[level.number].kind]

    def _step(self) -> None:
        level = self.stack[-1]
        if level.blocks:
            level.steps.append(tuple(level.blocks))
        level.blocks = []

    def _close(self) -> None:
        level = self.stack.pop()
        directive = self.weave.directives[level.number]
        kind = KINDS[directive.kind]
        if kind.body == "steps" and level.blocks:
            level.steps.append(tuple(level.blocks))
        html = ""
        if kind.body == "caption":
            html = self._caption(level, directive)
        elif kind.body in ("pictures", "frames"):
            self._only_photos(level, kind)
        elif kind.form and not kind.form.prose:
            self._only_rows(level, kind)
        words, places = self._words(directive, kind)
        if not words.get("") and kind.argument.required:
            return
        values = Values(
            directive, words, places, self._id(level, directive, kind), html,
            " ".join(filter(None, (_said(block) for block in level.blocks))), tuple(level.blocks),
            tuple(level.steps), self._frames(level) if kind.body == "frames" else (), tuple(self._rows(level)),
        )  # fmt: skip
        if kind.judge:
            self.ledger.issues += kind.judge(values)
        self.stack[-1].blocks.append(kind.make(values))

    def _words(self, directive: Directive, kind: Kind) -> tuple[dict[str, str], dict[str, Source]]:
        """The argument and the options as they are meant, and where they stand."""
        fields = {field.name: field for field in kind.options}
        words: dict[str, str] = {}
        places = {"": directive.argument_source}
        if directive.argument:
            words[""] = value(kind.argument, directive.argument)
            if kind.argument.type == "words":
                words[""] = typeset(words[""], self.weave.lang)
        for option in directive.options:
            field = fields.get(option.name)
            if field is None or option.name in words:
                continue
            meant = value(field, option.value)
            if field.type == "choice" and meant not in field.choices:
                continue
            cited = citations.origin(meant) if field is SOURCE else None
            if cited is not None:
                self.ledger.citations.append(Citation(key=cited.key, source=option.value_source))
            words[option.name] = typeset(meant, self.weave.lang) if field.type == "words" else meant
            places[option.name] = option.value_source
        return words, places

    def _id(self, level: _Level, directive: Directive, kind: Kind) -> str:
        own = self.weave.ids.get(level.number)
        if own:
            return own
        if kind.name in ("sequence", "sound", "video"):
            return self.weave.anchors.claim(stem(value(kind.argument, directive.argument)) or kind.name)
        return self.weave.anchors.claim(f"{kind.name}-{level.count}")

    def _caption(self, level: _Level, directive: Directive) -> str:
        for block in level.blocks:
            if not isinstance(block, Prose):
                self.ledger.issue(
                    "caption-content", "error", _place(block),
                    say("The body of “{block}” is its caption: only text.", block=directive.kind),
                    say("Put the other block after the closing fence of “{block}”.", block=directive.kind),
                )  # fmt: skip
        return caption("\n".join(block.html for block in level.blocks if isinstance(block, Prose)))

    def _only_photos(self, level: _Level, kind: Kind) -> None:
        for block in level.blocks:
            if not isinstance(block, Photo):
                self.ledger.issue(
                    "gallery-content",
                    "error",
                    _place(block),
                    say("A {name} holds photographs and nothing else.", name=kind.name),
                    say('Write each on a line of its own: ![What is to be seen](door.jpg "Its caption")'),
                )

    def _rows(self, level: _Level) -> Iterator[Row]:
        for row, cells in self.weave.rows.get(level.number, ()):
            html = tuple(self.cells.get(cell, "") for cell in cells)
            yield Row(typeset(row.head, self.weave.lang), row.source, html, tuple(map(spoken, html)))

    def _only_rows(self, level: _Level, kind: Kind) -> None:
        for block in level.blocks:
            self.ledger.issue(
                "row-content",
                "error",
                _place(block),
                say("A {name} holds lines of text and nothing else.", name=kind.name),
                say("Put it before or after the block."),
            )

    def _frames(self, level: _Level) -> tuple[Frame, ...]:
        photos = (block for block in level.blocks if isinstance(block, Photo))
        return tuple(
            Frame(at=self.weave.times[photo.source.line], ref=photo.ref)
            for photo in photos
            if photo.source.line in self.weave.times
        )


def _place(block: Block) -> tuple[int, int]:
    return block.source.line, block.source.column


def _said(block: Block) -> str:
    return spoken(block.html) if isinstance(block, Prose) else ""


def caption(html: str) -> str:
    """A caption without the paragraph around it, when it is but one."""
    html = html.strip()
    found = ONE_PARAGRAPH.match(html)
    return found[1].strip() if found else html


def stem(name: str) -> str:
    """The anchor that a file's name makes: ``media/Marie 1.mp3`` → ``marie-1``."""
    return slugify(name.rsplit("/", 1)[-1].rsplit(".", 1)[0])
