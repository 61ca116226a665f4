"""A chapter's file before it is read as Markdown: its bytes, its name, the fences of its front matter."""

from __future__ import annotations

import re
import unicodedata

from msgspec import Struct

from webdoc.model import NOTHING, WINDOWS, Issue, Level, Sentence, Source, joined, say
from webdoc.text.slugs import is_slug, slugify

NAME = re.compile(r"(?:(?P<number>\d{1,9})(?:[-_. ]+|$))?(?P<rest>.*)$")
LANGUAGE = re.compile(r"\.([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)$")
TITLE = re.compile(r"#[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*$")
FENCE = re.compile(r"---[ \t]*$")
KEY = re.compile(r"[A-Za-z_][\w-]*[ \t]*:(?:\s|$)")
INVISIBLE = re.compile(
    "[\u202d\u202e\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufffe\uffff\U000e0000-\U000e007f]"
)
"""Control characters, noncharacters and overrides of direction: nobody types them; they sign marks and turn words."""
EASY = ".easy"
UNNUMBERED = 10**6


class Name(Struct, frozen=True):
    """What a file's name says of its chapter."""

    key: str
    order: tuple[int, str]
    slug: str
    lang: str
    easy: bool = False
    """Whether it is the easy-to-read version of the chapter."""


class Manuscript(Struct, frozen=True):
    """A chapter's file in its parts: the YAML of its front matter (None when there is none), title, and text."""

    yaml: str | None
    yaml_line: int
    lines: tuple[str, ...]
    first: int
    """The number of the first line of the text."""


def issue(
    code: str, path: str, line: int, column: int, message: Sentence, hint: Sentence, level: Level = "error"
) -> Issue:
    """An Issue of this chapter."""
    return Issue(code=code, level=level, message=message, source=Source(path, line, column), hint=hint)


def decode(raw: bytes, path: str) -> tuple[str | None, list[Issue]]:
    """The file's text with plain line ends, or None and why it is none."""
    issues: list[Issue] = []
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return None, [
            issue("not-utf8", path, 1, 1, say("This file is stored as UTF-16."),
                  say("Save it again as UTF-8 (in the editor: “Save as”, encoding UTF-8)."))
        ]  # fmt: skip
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
        guess = raw[error.start : error.start + 1].decode("cp1252", "replace")
        return None, [
            issue("not-utf8", path, line, column, say("This file is not stored as UTF-8: here stands a byte of another "
                  "encoding (perhaps “{guess}”).", guess=guess),
                  say("Save it again as UTF-8 (in the editor: “Save as”, encoding UTF-8)."))
        ]  # fmt: skip
    text = text.lstrip("\ufeff\u200b\u2060").replace("\r\n", "\n").replace("\r", "\n")
    text = visible(text, path, issues)
    return text, issues


def visible(text: str, path: str, issues: list[Issue], first: int = 1) -> str:
    """The text without characters that nobody can see and programs misuse; the first of them is an Issue."""
    found = INVISIBLE.search(text)
    if not found:
        return text
    line = text.count("\n", 0, found.start())
    column = found.start() - text.rfind("\n", 0, found.start())
    count = len(INVISIBLE.findall(text))
    more = say("There are {count} such characters in all.", count=count) if count > 1 else NOTHING
    message = say("An invisible character (U+{number}) stands here; it was left out.", number=f"{ord(found[0]):04X}")
    hint = say("Delete it: it mostly comes from pasting out of a PDF or another program.")
    issues.append(issue("character-removed", path, first + line, column, joined((message, more), " "), hint, "warning"))
    return INVISIBLE.sub("", text)


def read_name(path: str, lang: str) -> Name:
    """``chapters/01-door.fr.md``: the key ``01-door``, the order (1, "door"), the slug ``door``, the language fr.

    ``01-door.easy.fr.md`` is its easy-to-read version.
    """
    key = unicodedata.normalize("NFC", path.rsplit("/", 1)[-1])
    key = re.sub(r"\.(?:md|markdown)$", "", key, flags=re.IGNORECASE)
    easy, own = False, ""
    for _ in range(2):
        found = LANGUAGE.search(key)
        if found and found.start() > 0 and not own:
            own, key = found[1], key[: found.start()]
        elif key.lower().endswith(EASY) and len(key) > len(EASY) and not easy:
            easy, key = True, key[: -len(EASY)]
    parts = NAME.match(key)
    assert parts is not None
    rest = parts["rest"].strip() or parts["number"] or key
    order = (int(parts["number"]) if parts["number"] else UNNUMBERED, rest)
    return Name(key, order, rest.lower(), own or lang, easy)


def address(own: str, name: Name, path: str, where: Source) -> tuple[str, list[Issue]]:
    """The chapter's slug: its own from the front matter (which stands there), else the name's."""
    wanted = unicodedata.normalize("NFC", own).lower() if own else name.slug
    if is_slug(wanted):
        return wanted, []
    proposal = slugify(wanted)
    if not proposal or proposal in WINDOWS:
        proposal = f"{proposal or 'chapter'}-1"
    if wanted in WINDOWS:
        message = say("“{wanted}” is a name that Windows keeps for itself.", wanted=wanted)
    else:
        message = say("“{wanted}” cannot be an address: letters, digits and hyphens make one.", wanted=wanted[:60])
    if own:
        hint = say("Write slug: {proposal}", proposal=proposal)
        place = where.line, where.column
    else:
        begin = f"{name.key[: len(name.key) - len(name.order[1])]}{proposal}"
        hint = say(
            "Name the file {begin}.md, or write slug: {proposal} in its front matter.", begin=begin, proposal=proposal
        )
        place = 1, 1
    return proposal, [
        issue(
            "slug-invalid",
            path,
            *place,
            message,
            hint,
        )
    ]


def split(text: str, path: str) -> tuple[Manuscript, list[Issue]]:
    """Part the front matter from the text. A missing fence, tabs and indentation are said in plain words."""
    lines = text.split("\n")
    begin = next((i for i, line in enumerate(lines) if line.strip()), 0)
    issues: list[Issue] = []
    if lines[begin].strip() != "---":
        if re.fullmatch(r"[-–—]{1,5}|\*{3}|\+{3}", lines[begin].strip()):
            rest = lines[begin + 1 : begin + 30]
            if any(KEY.match(line) for line in rest[:2]):
                issues.append(
                    issue("front-matter-fence", path, begin + 1, 1, say("“{written}” does not begin the "
                          "front matter.", written=lines[begin].strip()), say("Write three hyphens: ---"))
                )  # fmt: skip
        elif _later(lines, begin):
            issues.append(
                issue("front-matter-fence", path, begin + 1, 1, say("Before the front matter stands something else."),
                      say("Take it away: the first line of the file is ---"))
            )  # fmt: skip
        return Manuscript(None, 0, tuple(lines[begin:]), begin + 1), issues
    if not FENCE.match(lines[begin]):
        issues.append(
            issue(
                "front-matter-fence",
                path,
                begin + 1,
                1,
                say("Spaces stand before the --- that begins the front matter."),
                say("Take them away."),
            )
        )
    end = next((i for i in range(begin + 1, len(lines)) if lines[i].rstrip() in ("---", "...")), None)
    if end is None:
        end = _guess(lines, begin + 1)
        issues.append(
            issue("front-matter-unclosed", path, begin + 1, 1, say("The front matter is never closed."),
                  say("Write --- on a line of its own after it, it seems after line {end}.", end=end))
        )  # fmt: skip
        after = end
    else:
        after = end + 1
    yaml = "\n".join(lines[begin + 1 : end])
    if re.search(r"^\s*\t", yaml, re.MULTILINE):
        number = next(i for i in range(begin + 1, end) if re.match(r"\s*\t", lines[i]))
        issues.append(
            issue(
                "front-matter-tab",
                path,
                number + 1,
                lines[number].index("\t") + 1,
                say("A tab indents this line; front matter (YAML) only knows spaces."),
                say("Write two spaces instead of it."),
            )
        )
        yaml = re.sub(r"^\s*\t\s*", lambda found: found[0].replace("\t", "  "), yaml, flags=re.MULTILINE)
    return Manuscript(yaml, begin + 2, tuple(lines[after:]), after + 1), issues


def _later(lines: list[str], begin: int) -> bool:
    """Whether a front matter begins a few lines further down."""
    near = range(begin + 1, min(begin + 6, len(lines) - 2))
    return any(
        FENCE.match(lines[at])
        and KEY.match(lines[at + 1])
        and any(FENCE.match(line) for line in lines[at + 2 : at + 40])
        for at in near
    )


def _guess(lines: list[str], begin: int) -> int:
    """Where a front matter without its closing fence ends: before the first line that is none of it."""
    for index in range(begin, len(lines)):
        line = lines[index]
        if not line.strip() or not (KEY.match(line) or line.startswith((" ", "\t", "-"))):
            return index
    return len(lines)


def title(book: Manuscript, path: str) -> tuple[str, Manuscript, list[Issue]]:
    """The title from the heading that the text begins with; that line then no longer belongs to the text."""
    index = next((i for i, line in enumerate(book.lines) if line.strip()), None)
    found = TITLE.match(book.lines[index]) if index is not None else None
    if index is None or not found or not found[1]:
        hint = say("Write title: and the title in the front matter.")
        if book.yaml is None:
            hint = say("Begin the file with three lines: --- then title: The title, then ---")
        code = "front-matter-missing" if book.yaml is None else "title-missing"
        return "", book, [issue(code, path, max(1, book.yaml_line - 1), 1, say("This chapter has no title."), hint)]
    rest = Manuscript(book.yaml, book.yaml_line, book.lines[index + 1 :], book.first + index + 1)
    return re.sub(r"[*_`]", "", found[1]), rest, []
