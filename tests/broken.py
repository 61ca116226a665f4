"""Broken projects: each a mistake that editors make, with all that has to be told of it, and where.

A project is its files, by name; an ordinary chapter and settings are there besides when they are not given. After the
files stands what is told: ``place: code``, in the order of the places.
"""

from __future__ import annotations

import os
import stat
import unicodedata
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

from tests.explained import medium
from webdoc.contents import LARGEST


@dataclass(frozen=True)
class To:
    """A link to another place."""

    target: str


class Kind(Enum):
    """In place of a content: a folder, nothing where there is something as a rule, a pipe that nobody writes to, a
    socket, a file larger than any text."""

    FOLDER = 0
    GONE = 1
    PIPE = 2
    SOCKET = 3
    HUGE = 4


FOLDER, GONE, PIPE, SOCKET, HUGE = Kind
Content = str | bytes | To | Kind


@dataclass(frozen=True)
class Broken:
    """A project and what is told of it."""

    files: dict[str, Content] = field(default_factory=dict)
    told: tuple[str, ...] = ()


def chapter(body: str, *told: str, **files: Content) -> Broken:
    """A project whose first chapter has that text below its title; files of ``media/``, with ``_`` for the point."""
    media = {f"media/{name.replace('__', '.')}": content for name, content in files.items()}
    return Broken({"chapters/01-door.md": f"# The door\n\n{body}", **media}, told)


def settings(text: str, *told: str) -> Broken:
    """A project with those lines in webdoc.yaml below its title and address."""
    return Broken({"webdoc.yaml": f"title: Six doors\nbase_url: https://example.org/\n{text}"}, told)


def head(text: str, *told: str) -> Broken:
    """A project whose first chapter has those settings below its title."""
    return Broken({"chapters/01-door.md": f"---\ntitle: The door\n{text}---\n\nText.\n"}, told)


def action(text: str, *told: str) -> Broken:
    """A project with one action, of those lines."""
    return settings(f"actions:\n  petition:\n{text}", *told)


def captions(text: str | bytes, *told: str) -> Broken:
    """A project whose sound has those captions."""
    return chapter("::: sound marie.mp3\ncaptions: marie.en.vtt\n:::\n", *told,
                   marie__en__vtt=text, marie__mp3=medium("marie.mp3"))  # fmt: skip


def table(text: str | bytes, *told: str) -> Broken:
    """A project whose chart has that table."""
    return chapter("::: chart rents.csv\ntitle: Rents\n:::\n", *told, rents__csv=text)


def outlines(text: str | bytes, *told: str) -> Broken:
    """A project whose map has those outlines."""
    return chapter("::: map region.geojson\ntitle: Region\n:::\n", *told, region__geojson=text)


def photo(content: bytes, *told: str, name: str = "room.jpg") -> Broken:
    """A project that shows a file of that content."""
    return chapter(f"![A room]({name})\n", *told, **{name.replace(".", "__"): content})


NFD = unicodedata.normalize("NFD", "é")
PHOTO = medium("door.jpg")

MINE = "title: A\nbase_url: https://example.org/\ntheme: mine\n"
SIGN = "    kind: sign\n    title: Sign\n    url: https://a.example/\n"
COME = "    kind: come\n    title: Come\n    place: Hall\n"
JOIN = "    kind: join\n    title: Join\n    form:\n"


def write(project: Broken, root: Path) -> None:
    """Make the project in that folder."""
    files: dict[str, Content] = {"webdoc.yaml": "title: Six doors\nbase_url: https://example.org/\n"}
    if not any(name.split("/")[0] == "chapters" for name in project.files):
        files["chapters/01-door.md"] = "# The door\n\nText.\n"
    for name, content in {**files, **project.files}.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, To):
            path.symlink_to(content.target)
        elif content is FOLDER:
            path.mkdir()
        elif content in (PIPE, SOCKET):
            os.mknod(path, 0o600 | (stat.S_IFIFO if content is PIPE else stat.S_IFSOCK))
        elif content is HUGE:
            path.touch()
            os.truncate(path, LARGEST + 1)
        elif isinstance(content, str | bytes):
            path.write_bytes(content if isinstance(content, bytes) else content.encode())


PROJECTS: dict[str, Broken] = {
    # --- the project's folder
    "webdoc.yaml is called webdoc.yml": Broken(
        {"webdoc.yml": "title: x\n", "webdoc.yaml": GONE}, ("webdoc.yaml project-missing",)
    ),
    "webdoc.yaml is empty": Broken({"webdoc.yaml": ""}, ("webdoc.yaml:1:1 key-missing",)),
    "webdoc.yaml is blank lines and remarks": Broken(
        {"webdoc.yaml": "\n# my film\n\n"}, ("webdoc.yaml:1:1 key-missing",)
    ),
    "webdoc.yaml is a folder": Broken({"webdoc.yaml": FOLDER}, ("webdoc.yaml file-unreadable",)),
    "webdoc.yaml is a pipe": Broken({"webdoc.yaml": PIPE}, ("webdoc.yaml file-unreadable",)),
    "webdoc.yaml is a socket": Broken({"webdoc.yaml": SOCKET}, ("webdoc.yaml file-unreadable",)),
    "webdoc.yaml is a device without end": Broken({"webdoc.yaml": To("/dev/zero")}, ("webdoc.yaml file-unreadable",)),
    "webdoc.yaml is a link to itself": Broken({"webdoc.yaml": To("webdoc.yaml")}, ("webdoc.yaml file-unreadable",)),
    "webdoc.yaml is huge": Broken({"webdoc.yaml": HUGE}, ("webdoc.yaml file-unreadable",)),
    "a chapter is a pipe": Broken(
        {"chapters/01-door.md": "# D\n", "chapters/02-roof.md": PIPE}, ("chapters/02-roof.md file-unreadable",)
    ),
    "a chapter is a socket": Broken(
        {"chapters/01-door.md": "# D\n", "chapters/02-roof.md": SOCKET}, ("chapters/02-roof.md file-unreadable",)
    ),
    "a chapter is huge": Broken(
        {"chapters/01-door.md": "# D\n", "chapters/02-roof.md": HUGE}, ("chapters/02-roof.md file-unreadable",)
    ),
    "media.yaml is a pipe": Broken({"media/media.yaml": PIPE}, ("media/media.yaml file-unreadable",)),
    "a table is a pipe": chapter(
        "::: chart t.csv\ntitle: T\n:::\n",
        "media/t.csv file-unreadable",
        "chapters/01-door.md:3:11 medium-missing",
        t__csv=PIPE,
    ),
    "a table is huge": chapter(
        "::: chart t.csv\ntitle: T\n:::\n",
        "media/t.csv file-unreadable",
        t__csv=HUGE,
    ),
    "two photographs of one name on Windows": Broken(
        {
            "chapters/01-door.md": "# D\n\n![A](Room.jpg)\n\n![A](room.jpg)\n",
            "media/Room.jpg": PHOTO,
            "media/room.jpg": PHOTO,
        },
        ("media/room.jpg name-twice",),
    ),
    "backups of programs": Broken(
        {
            f"chapters/{name}": "# {{\n"
            for name in (
                "#01-door.md#",
                "01-door.md~",
                ".01-door.md.swp",
                "~$1-door.docx",
                "01-door.md.bak",
                "01-door.md.orig",
                "Thumbs.db",
                ".DS_Store",
            )
        }
        | {"chapters/01-door.md": "# D\n", "media/#room.jpg#": "x", "media/~$room.jpg": "x", "media/.room.jpg": "x"}
    ),
    "chapters is a file": Broken(
        {"chapters": "# The door\n"}, ("chapters file-unreadable", "chapters chapters-missing")
    ),
    "media is a file": Broken({"media": "x"}, ("media file-unreadable",)),
    "chapters is empty": Broken({"chapters": FOLDER}, ("chapters chapters-missing",)),
    "chapters lie in a folder below chapters": Broken(
        {"chapters/part-1/01-door.md": "# The door\n"},
        ("chapters/part-1/01-door.md chapter-misplaced", "chapters chapters-missing"),
    ),
    "chapters are word files": Broken(
        {"chapters/01-door.docx": b"PK\3\4"}, ("chapters/01-door.docx chapter-misplaced", "chapters chapters-missing")
    ),
    "a chapter is a link to itself": Broken(
        {"chapters/02-roof.md": To("02-roof.md"), "chapters/01-door.md": "# D\n"},
        ("chapters/02-roof.md file-unreadable",),
    ),
    "a chapter is a link to what is gone": Broken(
        {"chapters/02-roof.md": To("gone.md"), "chapters/01-door.md": "# D\n"}, ("chapters/02-roof.md link-broken",)
    ),
    "a chapter lies outside": Broken(
        {"chapters/02-roof.md": To("/etc/passwd"), "chapters/01-door.md": "# D\n"},
        ("chapters/02-roof.md link-outside",),
    ),
    "media is a link outside": Broken({"media": To("/")}, ("media link-outside",)),
    "media has a link to itself": Broken(
        {"media/all": To("."), "chapters/01-door.md": "# D\n\n![x](all/room.jpg)\n", "media/room.jpg": PHOTO},
        ("chapters/01-door.md:3:6 medium-missing",),
    ),
    "two chapters of one name": Broken(
        {"chapters/01-door.md": "# D\n", "chapters/02-door.md": "# E\n"}, ("chapters/02-door.md address-twice",)
    ),
    "two chapters of one name in other letters": Broken(
        {"chapters/01-door.md": "# D\n", "chapters/02-Door.md": "# E\n"}, ("chapters/02-Door.md address-twice",)
    ),
    "two chapters of one number": Broken(
        {"chapters/01-door.md": "# D\n", "chapters/01-roof.md": "# E\n"}, ("chapters/01-roof.md number-twice",)
    ),
    "two files of one chapter": Broken(
        {"chapters/01-door.md": "# D\n", "chapters/01-door.markdown": "# E\n"}, ("chapters/01-door.md chapter-twice",)
    ),
    "a name with spaces and signs": Broken(
        {"chapters/01 The door & the roof?.md": "# D\n"}, ("chapters/01 The door & the roof?.md:1:1 slug-invalid",)
    ),
    "a name that Windows keeps": Broken({"chapters/01-con.md": "# D\n"}, ("chapters/01-con.md:1:1 slug-invalid",)),
    "a name of signs alone": Broken({"chapters/01-🚪.md": "# D\n"}, ("chapters/01-🚪.md:1:1 slug-invalid",)),
    "a name with a trailing point": Broken(
        {"chapters/01-door..md": "# D\n"}, ("chapters/01-door..md:1:1 slug-invalid",)
    ),
    "a name that the site needs": Broken({"chapters/01-media.md": "# D\n"}, ("chapters/01-media.md address-reserved",)),
    "accents in two ways": Broken(
        {"media/café.jpg": PHOTO, f"media/caf{NFD}.jpg": PHOTO, "chapters/01-door.md": "# D\n\n![x](café.jpg)\n"},
        ("media/café.jpg name-twice",),
    ),
    "a build folder in media": Broken(
        {
            "media/build/index.html": "<p>",
            "media/build/manifest.json": "{}",
            "chapters/01-door.md": "# D\n\n![x](build/room.jpg)\n",
        },
        ("chapters/01-door.md:3:6 medium-missing",),
    ),
    "a folder that bears the name of a chapter": Broken(
        {"chapters/01-door.md": "# D\n", "chapters/02-roof.md/x.jpg": PHOTO}, ("chapters/02-roof.md file-unreadable",)
    ),
    "brackets and options at the wrong place": chapter(
        "!(A room)[room.jpg]\n\n::: map\n48,85 2,35 Paris: Here.\n:::\n\n::: quote Marie\n\nsource: x\n:::\n",
        "chapters/01-door.md:3:1 link-unread",
        "chapters/01-door.md:6:1 row-invalid",
        "chapters/01-door.md:11:1 option-invalid",
    ),
    # --- settings
    "a colon that is missing in the first line": Broken(
        {"webdoc.yaml": "title Film\nlang: en\n"}, ("webdoc.yaml:1:1 yaml-invalid",)
    ),
    "no space after any colon": Broken(
        {"webdoc.yaml": "title:Film\nbase_url:https://a.example/\n"}, ("webdoc.yaml:1:1 yaml-invalid",)
    ),
    "a bracket with nothing in it": settings("authors: [\n", "webdoc.yaml:3:10 yaml-invalid"),
    "a text that is not indented": settings("about: |\nWho made it.\n", "webdoc.yaml:4:1 yaml-invalid"),
    "a text that begins with a star": settings("summary: *Who* made it.\n", "webdoc.yaml:3:10 yaml-invalid"),
    "texts that a sign cuts short": settings(
        "subtitle: Room #9\nsummary: #9 of ten\n", "webdoc.yaml:3:16 yaml-invalid", "webdoc.yaml:4:10 yaml-invalid"
    ),
    "an item of a list that stands too far right": settings(
        "authors:\n- Ann\n - Bob\n", "webdoc.yaml:5:2 yaml-invalid"
    ),
    "an address of one's own computer": Broken(
        {"webdoc.yaml": "title: Film\nbase_url: http://localhost:8000/\n"}, ("webdoc.yaml:2:11 base-url-missing",)
    ),
    "a page for an address": Broken(
        {"webdoc.yaml": "title: Film\nbase_url: https://a.example/film/index.html\n"},
        ("webdoc.yaml:2:11 value-choice",),
    ),
    "a tab in the settings": settings("share:\n\tvia: true\n", "webdoc.yaml:4:1 yaml-invalid"),
    "a tab after a key": settings("licence:\tCC-BY-4.0\n\tx: 1\n", "webdoc.yaml:4:1 yaml-invalid"),
    "a colon in a value": settings("summary: Six doors: one winter\n", "webdoc.yaml:3:19 yaml-invalid"),
    "a quotation mark never closed": settings(
        'summary: "Six doors\nlicence: CC-BY-4.0\n', "webdoc.yaml:3:10 yaml-invalid"
    ),
    "a quotation mark in the middle": settings('summary: "Six" doors\n', "webdoc.yaml:3:16 yaml-invalid"),
    "an apostrophe at the beginning": settings("summary: 'Tis winter\n", "webdoc.yaml:3:10 yaml-invalid"),
    "smart quotes": settings("cover_alt: “A door: open”\n", "webdoc.yaml:3:19 yaml-invalid"),
    "a colon without a space": settings("licence:CC-BY-4.0\n", "webdoc.yaml:3:1 yaml-invalid"),
    "an equals sign": settings("licence = CC-BY-4.0\n", "webdoc.yaml:3:1 yaml-invalid"),
    "a key twice": settings("licence: a\nlicence: b\n", "webdoc.yaml:4:1 key-twice"),
    "a key misspelt": settings("sumary: x\n", "webdoc.yaml:3:1 key-unknown"),
    "a key with a capital": settings("Summary: x\n", "webdoc.yaml:3:1 key-unknown"),
    "a key indented by accident": settings(" summary: x\n", "webdoc.yaml:3:2 yaml-invalid"),
    "a list without its hyphens": settings("authors:\n  Ann\n  Ben\n", "webdoc.yaml:4:3 value-type"),
    "a list where a text belongs": settings("licence:\n  - a\n  - b\n", "webdoc.yaml:4:3 value-type"),
    "a text where a group belongs": settings("share: yes\n", "webdoc.yaml:3:8 value-type"),
    "a percent sign at the beginning": settings("summary: %50 of us\n", "webdoc.yaml:3:10 yaml-invalid"),
    "an at sign at the beginning": settings("summary: @ann\n", "webdoc.yaml:3:10 yaml-invalid"),
    "a star at the beginning": settings("summary: *everybody* sleeps\n", "webdoc.yaml:3:10 yaml-invalid"),
    "an exclamation mark at the beginning": settings("summary: !Six doors\n", "webdoc.yaml:3:10 yaml-invalid"),
    "a greater-than sign at the beginning": settings("summary: > Six doors\n", "webdoc.yaml:3:10 yaml-invalid"),
    "a question mark at the beginning": settings("summary: ? Six doors\n", "webdoc.yaml:3:10 yaml-invalid"),
    "a quotation mark that another line closes": settings(
        'summary: "Six doors\nlicence: "CC0"\n', "webdoc.yaml:3:10 yaml-invalid"
    ),
    "a hyphen before the first of a group": settings(
        "actions:\n  - petition:\n    kind: sign\n  report:\n    kind: learn\n", "webdoc.yaml:6:3 yaml-invalid"
    ),
    "a hyphen before another of a group": settings(
        "glossary:\n  lease: A contract.\n  - rent: Money.\n", "webdoc.yaml:5:3 yaml-invalid"
    ),
    "a bracket at the beginning": settings("summary: [sic] a house\n", "webdoc.yaml:3:10 yaml-invalid"),
    "a yes that is none": settings("embed: maybe\n", "webdoc.yaml:3:8 value-type"),
    "a day that is none": settings("date: 30/02/2026\n", "webdoc.yaml:3:7 value-choice"),
    "a base_url without its beginning": Broken(
        {"webdoc.yaml": "title: A\nbase_url: example.org\n"}, ("webdoc.yaml:2:11 value-choice",)
    ),
    "a base_url of nonsense": Broken(
        {"webdoc.yaml": "title: A\nbase_url: https://\n"}, ("webdoc.yaml:2:11 value-choice",)
    ),
    "a base_url with a question": Broken(
        {"webdoc.yaml": "title: A\nbase_url: https://example.org/?a=1\n"}, ("webdoc.yaml:2:11 value-choice",)
    ),
    "a language unknown": settings("lang: french\n", "webdoc.yaml:3:7 value-choice"),
    "a language of two unknown letters": settings("lang: xx\n", "webdoc.yaml:3:7 language-unknown"),
    "a theme that is not there": settings("theme: constant\n", "webdoc.yaml:3:8 theme-missing"),
    "an option that the theme has not": settings('options:\n  acent: "#B3121D"\n', "webdoc.yaml:4:3 key-unknown"),
    "a colour without quotes": settings("options:\n  accent: #B3121D\n", "webdoc.yaml:4:3 value-type"),
    "a colour that cannot be read": settings('options:\n  accent: "#14181A"\n', "webdoc.yaml:4:3 contrast-low"),
    "a colour by its name": settings("options:\n  accent: red\n", "webdoc.yaml:4:3 value-type"),
    "a network unknown": settings("share:\n  networks: [twitter, facebook]\n", "webdoc.yaml:4:14 value-choice"),
    "a size without its unit": settings("budget:\n  opening: 400\n", "webdoc.yaml:4:12 value-type"),
    "a loudness in decibel": settings("sound:\n  loudness: 80 dB\n", "webdoc.yaml:4:13 value-type"),
    "a cover that is not there": settings("cover: dooor.jpg\n", "webdoc.yaml:3:8 medium-missing"),
    "an account that is none": settings("share:\n  fediverse: doors\n", "webdoc.yaml:4:14 value-choice"),
    "the settings of two programs": settings("---\ntitle: B\n", "webdoc.yaml:3:1 yaml-invalid"),
    "settings of Windows-1252": Broken(
        {"webdoc.yaml": "title: Café\n".encode("cp1252")}, ("webdoc.yaml:1:11 not-utf8",)
    ),
    "settings of UTF-16": Broken({"webdoc.yaml": "title: Café\n".encode("utf-16")}, ("webdoc.yaml:1:1 not-utf8",)),
    "settings with a null byte": Broken(
        {"webdoc.yaml": "title: A\0B\n"}, ("webdoc.yaml:1:9 character-removed", "webdoc.yaml base-url-missing")
    ),
    "settings with carriage returns alone": Broken(
        {"webdoc.yaml": "title: A\rsumary: x\r"}, ("webdoc.yaml:2:1 key-unknown", "webdoc.yaml base-url-missing")
    ),
    "the title is a list": Broken({"webdoc.yaml": "title: [a, b]\n"}, ("webdoc.yaml:1:8 value-type",)),
    "the title is missing": Broken({"webdoc.yaml": "subtitle: A\n"}, ("webdoc.yaml:1:1 key-missing",)),
    "media.yaml names what is not there": Broken(
        {"media/media.yaml": "dooor.jpg:\n  credit: Ann\n", "media/door.jpg": PHOTO},
        ("media/media.yaml:1:1 medium-missing",),
    ),
    "media.yaml with a focus in percent": Broken(
        {"media/media.yaml": "door.jpg:\n  focus: 30%,60%\n", "media/door.jpg": PHOTO},
        ("media/media.yaml:2:10 value-type",),
    ),
    "media.yaml with a key misspelt": Broken(
        {"media/media.yaml": "door.jpg:\n  credits: Ann\n", "media/door.jpg": PHOTO},
        ("media/media.yaml:2:3 key-unknown",),
    ),
    "media.yaml is a list": Broken(
        {"media/media.yaml": "- door.jpg\n", "media/door.jpg": PHOTO}, ("media/media.yaml:1:1 value-type",)
    ),
    "a source without a title": settings(
        "sources:\n  law:\n    url: https://example.org/\n",
        "webdoc.yaml:4:3 key-missing",
        "webdoc.yaml:4:3 source-unused",
    ),
    "a source with spaces in its name": settings("sources:\n  The law: Decree\n", "webdoc.yaml:4:3 value-choice"),
    # --- themes
    "theme.yaml is broken": Broken(
        {
            "webdoc.yaml": MINE,
            "themes/mine/theme.yaml": "name: mine\nextends: [constat\n",
        },
        ("themes/mine/theme.yaml:2:10 theme-missing",),
    ),
    "theme.yaml has an unknown key": Broken(
        {
            "webdoc.yaml": MINE,
            "themes/mine/theme.yaml": "name: mine\nextend: constat\n",
        },
        ("themes/mine/theme.yaml:2:1 theme-missing",),
    ),
    "theme.yaml extends what is not there": Broken(
        {
            "webdoc.yaml": MINE,
            "themes/mine/theme.yaml": "name: mine\nextends: constant\n",
        },
        ("themes/mine/theme.yaml:2:1 theme-missing",),
    ),
    "theme.yaml is a word": Broken(
        {
            "webdoc.yaml": MINE,
            "themes/mine/theme.yaml": "constat\n",
        },
        ("themes/mine/theme.yaml:1:1 theme-missing",),
    ),
    "a theme without theme.yaml": Broken(
        {
            "webdoc.yaml": MINE,
            "themes/mine/templates/chapter.html": "x",
        },
        ("webdoc.yaml:3:8 theme-missing",),
    ),
    "a template with an open tag": Broken(
        {
            "webdoc.yaml": MINE,
            "themes/mine/theme.yaml": "name: mine\nextends: constat\n",
            "themes/mine/templates/chapter.html": "<p>\n{% if x %}\n",
        },
        ("themes/mine/templates/chapter.html:2:1 template-error",),
    ),
    "a template with an unknown name": Broken(
        {
            "webdoc.yaml": MINE,
            "themes/mine/theme.yaml": "name: mine\nextends: constat\n",
            "themes/mine/templates/chapter.html": "<p>\n{{ chaptr.title }}\n",
        },
        ("themes/mine/templates/chapter.html:2:1 template-error",),
    ),
    # --- heads of chapters
    "a head never closed": Broken(
        {"chapters/01-door.md": "---\ntitle: A\nsummary: B\n\nText.\n"},
        ("chapters/01-door.md:1:1 front-matter-unclosed",),
    ),
    "a head that begins with a dash": Broken(
        {"chapters/01-door.md": "—\ntitle: A\n---\n\nText.\n"}, ("chapters/01-door.md:1:1 front-matter-fence",)
    ),
    "a head of dashes that a program made long": Broken(
        {"chapters/01-door.md": "–––\ntitle: Door\n–––\n\nText.\n"}, ("chapters/01-door.md:1:1 front-matter-fence",)
    ),
    "a space of another kind after a colon": Broken(
        {"webdoc.yaml": "title: A\nlang:\u00a0fr\n"}, ("webdoc.yaml:2:6 yaml-invalid",)
    ),
    "spaces of another kind in a block": chapter(
        ":::\u00a0photo door.jpg\nalt\u00a0:\u00a0A door\n:::\n", door__jpg=PHOTO
    ),
    "a head after a remark": Broken(
        {"chapters/01-door.md": "Draft!\n---\ntitle: A\n---\n\nText.\n"},
        ("chapters/01-door.md:1:1 front-matter-fence",),
    ),
    "a head without a title": Broken(
        {"chapters/01-door.md": "---\nsummary: A\n---\n\nText.\n"}, ("chapters/01-door.md:1:1 title-missing",)
    ),
    "a title with a colon": Broken(
        {"chapters/01-door.md": "---\ntitle: The door: closed\n---\n\nText.\n"},
        ("chapters/01-door.md:2:16 yaml-invalid",),
    ),
    "no head at all": Broken({"chapters/01-door.md": "Text.\n"}, ("chapters/01-door.md:1:1 front-matter-missing",)),
    "an empty chapter": Broken({"chapters/01-door.md": ""}, ("chapters/01-door.md:1:1 front-matter-missing",)),
    "a tab in a head": head("facts:\n\tRent: 612\n", "chapters/01-door.md:4:1 front-matter-tab"),
    "a fact twice": head("facts:\n  Rent: 612\n  Rent: 700\n", "chapters/01-door.md:5:3 key-twice"),
    "a cover that is a sound": Broken(
        {"chapters/01-door.md": "---\ntitle: A\ncover: marie.mp3\n---\n\nT.\n", "media/marie.mp3": medium("marie.mp3")},
        ("chapters/01-door.md:3:8 medium-kind",),
    ),
    "a chapter with an action that is none": head("action: petition\n", "chapters/01-door.md:3:9 action-unknown"),
    "a slug of signs": head("slug: The Door!\n", "chapters/01-door.md:3:7 slug-invalid"),
    "a day in words": head("date: yesterday\n", "chapters/01-door.md:3:7 value-choice"),
    "a draft that is maybe": head("draft: almost\n", "chapters/01-door.md:3:8 value-type"),
    "a lang with a country in words": head("lang: French\n", "chapters/01-door.md:3:7 value-choice"),
    "goals as a text": head("goals: To know the law\n", "chapters/01-door.md:3:8 value-type"),
    "a chapter of Windows-1252": Broken(
        {"chapters/01-door.md": "# The door\n\nLe café.\n".encode("cp1252")}, ("chapters/01-door.md:3:7 not-utf8",)
    ),
    "a chapter of UTF-16": Broken(
        {"chapters/01-door.md": "# The door\n".encode("utf-16")}, ("chapters/01-door.md:1:1 not-utf8",)
    ),
    "a chapter with null bytes": Broken(
        {"chapters/01-door.md": "# The door\n\nA\0B\n"}, ("chapters/01-door.md:3:2 character-removed",)
    ),
    "a chapter with mixed line ends": Broken(
        {"chapters/01-door.md": "# The door\r\n\nA\r::: qoute\r\nB\n:::\n"}, ("chapters/01-door.md:4:5 block-unknown",)
    ),
    "a chapter with a byte order mark": Broken(
        {"chapters/01-door.md": "\ufeff---\ntitle: A\nsumary: B\n---\n\nText.\n"},
        ("chapters/01-door.md:3:1 key-unknown",),
    ),
    "a link to a draft": Broken(
        {
            "chapters/01-door.md": "# A\n\n[on](02-roof.md)\n",
            "chapters/02-roof.md": "---\ntitle: B\ndraft: true\n---\n\nText.\n",
        },
        ("chapters/01-door.md:3:6 link-unpublished",),
    ),
    "a translation without its source": Broken(
        {"chapters/01-door.md": "# A\n", "chapters/02-toit.fr.md": "# B\n"},
        ("chapters/02-toit.fr.md translation-missing", "chapters/01-door.md translation-missing"),
    ),
    "an easy version alone": Broken(
        {"chapters/01-door.md": "# A\n", "chapters/02-roof.easy.md": "# B\n"}, ("chapters/02-roof.easy.md easy-alone",)
    ),
    "a number of novels": Broken(
        {"chapters/01-door.md": "# A\n\n" + "x\n" * 7000}, ("chapters/01-door.md:2:1 text-too-long",)
    ),
    "a picture pasted as text": Broken(
        {"chapters/01-door.md": "# A\n\n![x](data:image/png;base64," + "A" * 120_000 + ")\n"},
        ("chapters/01-door.md:3:1 line-too-long",),
    ),
    # --- text
    "a block unknown": chapter("::: qoute Marie\nWe.\n:::\n", "chapters/01-door.md:3:5 block-unknown"),
    "a block in another language": chapter("::: citation Marie\nWe.\n:::\n", "chapters/01-door.md:3:5 block-unknown"),
    "a block never closed": chapter("::: quote Marie\nWe.\n", "chapters/01-door.md:3:1 block-unclosed"),
    "a block closed twice": chapter("::: quote Marie\nWe.\n:::\n:::\n", "chapters/01-door.md:6:1 block-close-extra"),
    "a block with two colons": chapter(":: quote Marie\nWe.\n::\n", "chapters/01-door.md:3:1 block-colons"),
    "a block without a space": chapter(":::quote Marie\nWe.\n:::\n"),
    "a block with a colon after its kind": chapter("::: quote: Marie\nWe.\n:::\n"),
    "a block in a block of the same length": chapter(
        "::: note A\n::: quote B\nWe.\n:::\n:::\n",
        "chapters/01-door.md:3:1 block-unclosed",
        "chapters/01-door.md:3:5 body-missing",
    ),
    "a block in a list": chapter("- one\n  ::: note A\n  x\n  :::\n", "chapters/01-door.md:4:3 block-indented"),
    "a block in a quotation": chapter("> ::: note A\n> x\n> :::\n", "chapters/01-door.md:3:3 block-indented"),
    "a block with capital letters": chapter("::: Quote Marie\nWe.\n:::\n"),
    "an empty block": chapter("::: quote Marie\n:::\n", "chapters/01-door.md:3:5 body-missing"),
    "a photo without its file": chapter("::: photo\nalt: A door\n:::\n", "chapters/01-door.md:3:5 argument-missing"),
    "an option misspelt": chapter(
        "::: photo door.jpg\ncredits: Ann\n:::\n", "chapters/01-door.md:4:1 option-unknown", door__jpg=PHOTO
    ),
    "an option twice": chapter(
        "::: photo door.jpg\nalt: A\nalt: B\n:::\n", "chapters/01-door.md:5:1 option-twice", door__jpg=PHOTO
    ),
    "an option without its colon": chapter(
        "::: photo door.jpg\nplace wide\n:::\n", "chapters/01-door.md:4:1 option-invalid", door__jpg=PHOTO
    ),
    "an option without its value": chapter(
        "::: photo door.jpg\nplace:\n:::\n", "chapters/01-door.md:4:1 option-invalid", door__jpg=PHOTO
    ),
    "a place in words": chapter(
        "::: photo door.jpg\nplace: in the middle\n:::\n", "chapters/01-door.md:4:8 option-invalid", door__jpg=PHOTO
    ),
    "a photo of a sound": chapter(
        "::: photo marie.mp3\n:::\n", "chapters/01-door.md:3:11 medium-kind", marie__mp3=medium("marie.mp3")
    ),
    "captions that are a text": chapter(
        "::: sound marie.mp3\ncaptions: marie.txt\n:::\n",
        "chapters/01-door.md:4:11 medium-unknown",
        marie__mp3=medium("marie.mp3"),
    ),
    "captions that are not there": chapter(
        "::: sound marie.mp3\ncaptions: maria.en.vtt\n:::\n",
        "chapters/01-door.md:4:11 medium-missing",
        marie__mp3=medium("marie.mp3"),
        marie__en__vtt="WEBVTT\n\n00:00.000 --> 00:01.000\nWe.\n",
    ),
    "a medium misspelt": chapter("![A door](dor.jpg)\n", "chapters/01-door.md:3:11 medium-missing", door__jpg=PHOTO),
    "a medium in other letters": chapter(
        "![A door](Door.JPG)\n", "chapters/01-door.md:3:11 medium-missing", door__jpg=PHOTO
    ),
    "a medium with a backslash": chapter(
        "![A door](rooms\\\\door.jpg)\n", "chapters/01-door.md:3:1 medium-missing", door__jpg=PHOTO
    ),
    "a medium by its whole path": chapter(
        "![A door](/Users/ann/door.jpg)\n", "chapters/01-door.md:3:11 medium-elsewhere", door__jpg=PHOTO
    ),
    "a medium by a Windows path": chapter(
        "![A door](C:\\film\\door.jpg)\n", "chapters/01-door.md:3:11 medium-elsewhere", door__jpg=PHOTO
    ),
    "a block's medium by a Windows path": chapter(
        "::: photo C:\\film\\door.jpg\n:::\n", "chapters/01-door.md:3:11 medium-elsewhere", door__jpg=PHOTO
    ),
    "a block's medium with a backslash": chapter(
        "::: photo rooms\\door.jpg\n:::\n", "chapters/01-door.md:3:11 medium-missing", door__jpg=PHOTO
    ),
    "a cover by its whole path": settings("cover: /Users/ann/door.jpg\n", "webdoc.yaml:3:8 medium-elsewhere"),
    "a medium with media/ above": chapter("![A door](../media/door.jpg)\n", door__jpg=PHOTO),
    "a medium above the project": chapter(
        "![A door](../../door.jpg)\n", "chapters/01-door.md:3:11 medium-missing", door__jpg=PHOTO
    ),
    "a medium with spaces": Broken(
        {"chapters/01-door.md": "# D\n\n![A door](the door.jpg)\n", "media/the door.jpg": PHOTO},
        ("chapters/01-door.md:3:1 link-unread",),
    ),
    "a medium without its parentheses": chapter(
        "![A door]door.jpg\n", "chapters/01-door.md:3:1 link-unread", door__jpg=PHOTO
    ),
    "a medium without its end": chapter("![A door](door.jpg\n", "chapters/01-door.md:3:1 link-unread", door__jpg=PHOTO),
    "a medium without its name": chapter("![A door]()\n", "chapters/01-door.md:3:1 medium-missing"),
    "a medium elsewhere": chapter(
        "![A door](https://example.org/door.jpg)\n", "chapters/01-door.md:3:11 medium-elsewhere"
    ),
    "a wiki's picture": chapter("![[door.jpg]]\n", "chapters/01-door.md:3:1 link-unread", door__jpg=PHOTO),
    "a picture as HTML": chapter('<img src="door.jpg">\n', door__jpg=PHOTO),
    "a picture of HTML that is not there": chapter(
        '<p><img src="dor.jpg" alt="x"></p>\n', "chapters/01-door.md:3:1 medium-missing", door__jpg=PHOTO
    ),
    "a sound in a sentence": chapter(
        "Listen ![rain](marie.mp3) now\n", "chapters/01-door.md:3:16 medium-inline", marie__mp3=medium("marie.mp3")
    ),
    "smart quotes around a caption": chapter(
        "![A door](door.jpg “The lock”)\n", "chapters/01-door.md:3:1 link-unread", door__jpg=PHOTO
    ),
    "a caption without quotes": chapter(
        "![A door](door.jpg The lock)\n", "chapters/01-door.md:3:1 link-unread", door__jpg=PHOTO
    ),
    "a place without its point": chapter(
        "![A door](door.jpg){wide}\n", "chapters/01-door.md:3:21 attribute-unknown", door__jpg=PHOTO
    ),
    "a place misspelt": chapter(
        "![A door](door.jpg){.wise}\n", "chapters/01-door.md:3:21 attribute-unknown", door__jpg=PHOTO
    ),
    "a place whose brace is not closed": chapter(
        "![A door](door.jpg){.wide\n", "chapters/01-door.md:3:20 attribute-unknown", door__jpg=PHOTO
    ),
    "a place whose brace is not opened": chapter(
        "![A door](door.jpg).wide}\n", "chapters/01-door.md:3:20 attribute-unknown", door__jpg=PHOTO
    ),
    "a place in other brackets": chapter(
        "![A door](door.jpg)(.wide)\n", "chapters/01-door.md:3:20 attribute-unknown", door__jpg=PHOTO
    ),
    "an anchor whose brace is not closed": chapter(
        "## The stairs {#stairs\n", "chapters/01-door.md:3:15 attribute-unknown"
    ),
    "a place with a space before it": chapter("![A door](door.jpg)  {.wide}\n", door__jpg=PHOTO),
    "a link to a chapter that is not there": chapter("[on](02-rof.md)\n", "chapters/01-door.md:3:6 link-broken"),
    "a link to a chapter by its address": chapter("[on](roof/)\n", "chapters/01-door.md:3:6 link-broken"),
    "a link to a place that is not there": chapter("[on](#stairs)\n", "chapters/01-door.md:3:6 anchor-missing"),
    "a link with its scheme missing": chapter("[on](www.example.org)\n", "chapters/01-door.md:3:6 link-broken"),
    "a link with one slash": chapter("[on](https:/example.org)\n", "chapters/01-door.md:3:6 address-refused"),
    "a link without slashes": chapter("[on](http:example.org)\n", "chapters/01-door.md:3:6 address-refused"),
    "a link to a file of this computer": chapter("[on](file:///C:/x.pdf)\n", "chapters/01-door.md:3:6 address-refused"),
    "a link to a script": chapter("[on](javascript:alert(1))\n", "chapters/01-door.md:3:6 address-refused"),
    "a link with a space": chapter("[on] (https://example.org)\n", "chapters/01-door.md:3:1 link-unread"),
    "a link the wrong way round": chapter("(on)[https://example.org]\n", "chapters/01-door.md:3:6 address-refused"),
    "a link to a PDF": chapter(
        "[on](report.pdf)\n", "chapters/01-door.md:3:6 link-unpublished", report__pdf=b"%PDF-1.4"
    ),
    "a mail address as a link": chapter("[Ann](ann@example.org)\n", "chapters/01-door.md:3:7 link-broken"),
    "a note that is not there": chapter("Text.[^1]\n", "chapters/01-door.md:3:6 footnote-missing"),
    "a note that nobody names": chapter("Text.\n\n[^1]: Note.\n", "chapters/01-door.md:5:1 footnote-unused"),
    "a note twice": chapter("Text.[^1]\n\n[^1]: A.\n[^1]: B.\n", "chapters/01-door.md:6:1 footnote-twice"),
    "a source that is not there": chapter("Text [@law].\n", "chapters/01-door.md:3:7 source-unknown"),
    "a heading without a space": chapter("##Stairs\n", "chapters/01-door.md:3:1 heading-space"),
    "a second title": chapter(
        "# Stairs\n\n# More\n", "chapters/01-door.md:3:1 heading-level", "chapters/01-door.md:5:1 heading-level"
    ),
    "a comment never closed": chapter("Text.\n\n<!-- ask\n\nMore.\n", "chapters/01-door.md:5:1 html-unclosed"),
    "an iframe": chapter('<iframe src="https://video.example/"></iframe>\n', "chapters/01-door.md:3:1 html-removed"),
    "a script": chapter("<script>alert(1)</script>\n", "chapters/01-door.md:3:1 html-removed"),
    "a tag never closed": chapter(
        "<div>\n\n![A](door.jpg)\n", "chapters/01-door.md:3:1 html-unclosed", door__jpg=PHOTO
    ),
    "a font": chapter('<font color="red">x</font>\n', "chapters/01-door.md:3:1 html-removed"),
    "code never closed": chapter("```\nx\n", "chapters/01-door.md:3:1 code-unclosed"),
    "an anchor twice": chapter("## A {#x}\n\n## B {#x}\n", "chapters/01-door.md:5:7 anchor-taken"),
    "an anchor with capitals": chapter("## A {#The-Door}\n", "chapters/01-door.md:3:7 anchor-invalid"),
    "a picture pasted from a mail": chapter("![x](cid:image001.jpg)\n", "chapters/01-door.md:3:6 medium-elsewhere"),
    "a merge that was not finished": chapter(
        "<<<<<<< HEAD\nA\n=======\nB\n>>>>>>> main\n",
        "chapters/01-door.md:3:1 merge-unfinished",
        "chapters/01-door.md:3:1 heading-level",
    ),
    "a table without its line": chapter("| a | b |\n| 1 | 2 |\n", "chapters/01-door.md:3:1 table-unread"),
    "a list of drawn dots": chapter("• a\n• b\n", "chapters/01-door.md:3:1 list-unread"),
    "a list with spaces that do not break": chapter("-\u00a0a\n-\u00a0b\n", "chapters/01-door.md:3:1 list-unread"),
    "a row of dots that is no list": chapter("• • •\n"),
    "a heading with such a space": chapter("##\u00a0The stairs\n", "chapters/01-door.md:3:1 heading-space"),
    "a remark that a word processor has changed": chapter("<!— later —>\n", "chapters/01-door.md:3:1 html-unclosed"),
    "a note with a space before its colon": chapter(
        "Said.[^1]\n\n[^1] : Where.\n",
        "chapters/01-door.md:3:6 footnote-missing",
        "chapters/01-door.md:5:1 footnote-missing",
    ),
    "an override of direction": chapter("Room \u202e9\n", "chapters/01-door.md:3:6 character-removed"),
    "a space of no width before the front matter": Broken(
        {"chapters/01-door.md": "\u200b---\ntitle: The door\n---\n\nText.\n"}
    ),
    # --- blocks
    "spaces that do not break, in blocks": chapter(
        "::: timeline\u00a0A\n1998\u00a0:\u00a0Bought.\n:::\n\n"
        "::: quiz Q?\n-\u00a0[x]\u00a0Nine -- Yes.\n- [ ] Six\n:::\n\n"
    ),
    "two photographs at one time, after spaces that do not break": chapter(
        "::: sequence marie.mp3\n\n0:00\u00a0![A](door.jpg)\n0:00\u00a0![A](door.jpg)\n:::\n",
        "chapters/01-door.md:6:1 time-order",
        door__jpg=PHOTO,
        marie__mp3=medium("marie.mp3"),
    ),
    "a sequence without times": chapter(
        "::: sequence marie.mp3\n![A](door.jpg)\n:::\n",
        "chapters/01-door.md:4:1 frame-invalid",
        door__jpg=PHOTO,
        marie__mp3=medium("marie.mp3"),
    ),
    "a sequence with seconds alone": chapter(
        "::: sequence marie.mp3\n0 ![A](door.jpg)\n:::\n",
        "chapters/01-door.md:4:1 time-invalid",
        door__jpg=PHOTO,
        marie__mp3=medium("marie.mp3"),
    ),
    "a sequence with hours and a comma": chapter(
        "::: sequence marie.mp3\n00:00:00,000 ![A](door.jpg)\n:::\n", door__jpg=PHOTO, marie__mp3=medium("marie.mp3")
    ),
    "a sequence out of order": chapter(
        "::: sequence marie.mp3\n0:00 ![A](door.jpg)\n0:02 ![A](door.jpg)\n0:01 ![A](door.jpg)\n:::\n",
        "chapters/01-door.md:6:1 time-order",
        door__jpg=PHOTO,
        marie__mp3=medium("marie.mp3"),
    ),
    "a sequence that begins late": chapter(
        "::: sequence marie.mp3\n0:01 ![A](door.jpg)\n:::\n",
        "chapters/01-door.md:4:1 time-first",
        door__jpg=PHOTO,
        marie__mp3=medium("marie.mp3"),
    ),
    "a sequence longer than its sound": chapter(
        "::: sequence marie.mp3\n0:00 ![A](door.jpg)\n1:00 ![A](door.jpg)\n:::\n",
        "chapters/01-door.md:5:11 time-beyond",
        door__jpg=PHOTO,
        marie__mp3=medium("marie.mp3"),
    ),
    "a sequence with text": chapter(
        "::: sequence marie.mp3\n0:00 ![A](door.jpg)\nMarie speaks.\n:::\n",
        "chapters/01-door.md:5:1 frame-invalid",
        door__jpg=PHOTO,
        marie__mp3=medium("marie.mp3"),
    ),
    "a moment that is none": chapter(
        "::: sequence marie.mp3\nshare: 0:61\n\n0:00 ![A](door.jpg)\n:::\n",
        "chapters/01-door.md:4:8 time-invalid",
        door__jpg=PHOTO,
        marie__mp3=medium("marie.mp3"),
    ),
    "a scene without steps": chapter(
        "::: scene door.jpg\nalt: A\n:::\n", "chapters/01-door.md:3:5 body-missing", door__jpg=PHOTO
    ),
    "a gallery of text": chapter("::: gallery\nTwo rooms.\n:::\n", "chapters/01-door.md:4:1 gallery-content"),
    "a comparison of three": chapter(
        "::: compare\n![A](door.jpg)\n![B](door.jpg)\n![C](door.jpg)\n:::\n",
        "chapters/01-door.md:6:6 compare-two",
        door__jpg=PHOTO,
    ),
    "a timeline with hyphens": chapter("::: timeline\n1998 - Bought.\n:::\n", "chapters/01-door.md:4:1 row-invalid"),
    "hotspots without percent": chapter(
        "::: hotspots door.jpg\nalt: A\n\n20,30 The wall: Damp.\n:::\n",
        "chapters/01-door.md:6:1 row-invalid",
        door__jpg=PHOTO,
    ),
    "hotspots beside the picture": chapter(
        "::: hotspots door.jpg\nalt: A\n\n120%,30% The wall: Damp.\n:::\n",
        "chapters/01-door.md:6:1 spot-outside",
        door__jpg=PHOTO,
    ),
    "a map with commas in its numbers": chapter(
        "::: map\n48,85, 2,35 Paris: Marie.\n:::\n", "chapters/01-door.md:4:1 row-invalid"
    ),
    "a map with its numbers exchanged": chapter(
        "::: map\n118.2,34.0 Los Angeles: A tent.\n:::\n", "chapters/01-door.md:4:1 map-outside"
    ),
    "a map with degrees": chapter(
        "::: map\n48°51′N, 2°21′E Paris: Marie.\n:::\n", "chapters/01-door.md:4:1 row-invalid"
    ),
    "an empty map": chapter("::: map\ntitle: x\n:::\n", "chapters/01-door.md:3:5 map-empty"),
    "a quiz without a right answer": chapter(
        "::: quiz How many?\n- [ ] Six\n- [ ] Nine\n:::\n", "chapters/01-door.md:3:5 quiz-right"
    ),
    "a quiz with one answer": chapter("::: quiz How many?\n- [x] Six\n:::\n", "chapters/01-door.md:3:5 quiz-answers"),
    "a quiz with boxes in which a space is missing, or one too many": chapter(
        "::: quiz How many?\n- [] Six\n- [ x ] Nine\n:::\n"
    ),
    "a quiz with ticks": chapter(
        "::: quiz How many?\n- [v] Six\n- [ ] Nine\n:::\n", "chapters/01-door.md:3:5 quiz-answers"
    ),
    "a quiz of true or false with words": chapter(
        "::: quiz How many?\ntype: true-false\nanswer: perhaps\n:::\n", "chapters/01-door.md:5:9 quiz-value"
    ),
    "a quiz of a number in words": chapter(
        "::: quiz How many?\ntype: number\nanswer: four\n:::\n", "chapters/01-door.md:5:9 quiz-value"
    ),
    "a quiz of a type unknown": chapter(
        "::: quiz How many?\ntype: multiple\n\n- [x] A\n- [ ] B\n:::\n", "chapters/01-door.md:4:7 option-invalid"
    ),
    "an embed without https": chapter(
        "::: embed www.video.example/1\n:::\n", "chapters/01-door.md:3:11 option-invalid"
    ),
    "an embed of a code": chapter(
        '::: embed <iframe src="https://video.example/">\n:::\n', "chapters/01-door.md:3:11 option-invalid"
    ),
    "a picture in a caption": chapter(
        "::: photo door.jpg\n\n![x](door.jpg)\n:::\n", "chapters/01-door.md:5:6 caption-content", door__jpg=PHOTO
    ),
    "an action that is not there": chapter("::: action petition\n:::\n", "chapters/01-door.md:3:5 action-unknown"),
    "a panorama that is narrow": chapter(
        "::: panorama door.jpg\nalt: x\n:::\n", "chapters/01-door.md:3:14 panorama-narrow", door__jpg=PHOTO
    ),
    "a chart of a spreadsheet": chapter(
        "::: chart rents.xlsx\n:::\n", "chapters/01-door.md:3:11 medium-unknown", rents__xlsx=b"PK"
    ),
    # --- media
    "an empty photograph": photo(b"", "media/room.jpg medium-empty"),
    "a photograph cut off": photo(PHOTO[:5000], "media/room.jpg medium-truncated"),
    "a page of the web as a photograph": photo(
        b"<!doctype html><title>404</title>", "media/room.jpg medium-mislabelled"
    ),
    "a sound as a photograph": photo(medium("marie.mp3"), "media/room.jpg medium-mislabelled"),
    "a gigantic picture": photo(medium("gigantic.png"), "media/room.png medium-too-large", name="room.png"),
    "a pointer instead of a photograph": photo(
        b"version https://git-lfs.github.com/spec/v1\noid sha256:1\nsize 5\n", "media/room.jpg medium-mislabelled"
    ),
    "a TIFF of two pages": photo(medium("two-pages.tif"), "media/room.tif medium-unsupported", name="room.tif"),
    "noise as a photograph": photo(b"\xff\xd8\xff\xe0" + bytes(range(256)) * 20, "media/room.jpg medium-unreadable"),
    "a photograph of a camera's own": photo(b"x" * 99, "chapters/01-door.md:3:11 medium-unknown", name="room.cr2"),
    "a sound for two loudspeakers alone": photo(
        medium("opposed.wav"), "chapters/01-door.md:3:11 sound-opposed", name="room.wav"
    ),
    "a sound that is silent": photo(medium("silence.wav"), "chapters/01-door.md:3:11 sound-silent", name="room.wav"),
    "a sound that never ends": photo(medium("endless.wav"), "media/room.wav medium-endless", name="room.wav"),
    "a sound cut off": photo(medium("damaged.wav"), "media/room.wav medium-unreadable", name="room.wav"),
    "a film that is a photograph": photo(PHOTO, "media/room.mp4 medium-mislabelled", name="room.mp4"),
    "a photograph that is a folder": Broken(
        {"chapters/01-door.md": "# D\n\n![A](room.jpg)\n", "media/room.jpg": FOLDER},
        ("chapters/01-door.md:3:6 medium-missing",),
    ),
    "a photograph that is a link to itself": Broken(
        {"chapters/01-door.md": "# D\n\n![A](room.jpg)\n", "media/room.jpg": To("room.jpg")},
        ("media/room.jpg file-unreadable", "chapters/01-door.md:3:6 medium-missing"),
    ),
    "a name of an emoji": Broken(
        {"chapters/01-door.md": "# D\n\n![A](🚪.jpg)\n\n![B](🚪🚪.jpg)\n", "media/🚪.jpg": PHOTO},
        ("chapters/01-door.md:5:6 medium-missing",),
    ),
    "a card that is small": Broken(
        {"webdoc.yaml": "title: A\nbase_url: https://example.org/\ncard: door.jpg\n", "media/door.jpg": PHOTO},
        ("webdoc.yaml:3:7 card-small",),
    ),
    # --- captions
    "captions without WEBVTT": captions("00:00.000 --> 00:01.000\nWe.\n", "media/marie.en.vtt:1:1 captions-header"),
    "captions with webvtt in small letters": captions(
        "webvtt\n\n00:00.000 --> 00:01.000\nWe.\n", "media/marie.en.vtt:1:1 captions-header"
    ),
    "captions that are empty": captions(
        "", "media/marie.en.vtt:1:1 captions-header", "media/marie.en.vtt:1:1 captions-empty"
    ),
    "captions that overlap": captions(
        "WEBVTT\n\n00:00.000 --> 00:02.000\nWe.\n\n00:01.000 --> 00:02.500\nTake.\n",
        "media/marie.en.vtt:6:1 captions-overlap",
    ),
    "captions out of order": captions(
        "WEBVTT\n\n00:01.000 --> 00:02.000\nWe.\n\n00:00.000 --> 00:01.000\nTake.\n",
        "media/marie.en.vtt:6:1 captions-order",
    ),
    "captions that end before they begin": captions(
        "WEBVTT\n\n00:02.000 --> 00:01.000\nWe.\n", "media/marie.en.vtt:3:15 captions-time"
    ),
    "captions with times that are none": captions(
        "WEBVTT\n\n00:00 -> 00:75\nWe.\n", "media/marie.en.vtt:3:1 captions-time"
    ),
    "captions of UTF-16": captions("WEBVTT\n\n00:00.000 --> 00:01.000\nWe é.\n".encode("utf-16")),
    "captions of Windows-1252": captions(
        "WEBVTT\n\n00:00.000 --> 00:01.000\nThe café.\n".encode("cp1252"), "media/marie.en.vtt:4:1 captions-encoding"
    ),
    "captions that are a film": captions(medium("marie.mp3"), "media/marie.en.vtt:1:1 captions-encoding"),
    "captions after the end": captions(
        "WEBVTT\n\n01:00.000 --> 01:01.000\nWe.\n", "media/marie.en.vtt:3:1 captions-beyond"
    ),
    "captions with an empty line": captions(
        "WEBVTT\n\n00:00.000 --> 00:02.000\nWe.\n\nTake turns.\n", "media/marie.en.vtt:6:1 captions-stray"
    ),
    "captions of a subrip in a vtt": captions(
        "1\n00:00:00,000 --> 00:00:01,000\nWe.\n", "media/marie.en.vtt:1:1 captions-header"
    ),
    "captions of a program in JSON": captions(
        '{"segments": []}', "media/marie.en.vtt:1:1 captions-header", "media/marie.en.vtt:1:1 captions-empty"
    ),
    # --- tables and outlines
    "a table with ragged rows": table("town,rent\nParis, north,100\n", "media/rents.csv:2:14 data-ragged"),
    "a table with units": table(
        "town,rent\nParis,100 €\nRome,90 €\n", "media/rents.csv:2:7 data-number", "media/rents.csv:3:6 data-number"
    ),
    "a table with a quote never closed": table('town,rent\n"Paris,100\n', "media/rents.csv:2:1 data-quote"),
    "a table that is empty": table("", "media/rents.csv:1:1 data-empty"),
    "a table of Windows-1252": table("ville,loyer\nOrléans,100\n".encode("cp1252"), "media/rents.csv:2:4 not-utf8"),
    "a table that is a spreadsheet": table(b"PK\3\4\x14\0\6\0" + bytes(range(256)), "media/rents.csv:1:1 not-utf8"),
    "a table of UTF-16": table("town,rent\nParis,100\n".encode("utf-16"), "media/rents.csv:1:1 not-utf8"),
    "a table without its column": chapter(
        "::: chart rents.csv\ny: rents\n:::\n",
        "chapters/01-door.md:4:4 chart-column",
        rents__csv="town,rent\nParis,100\n",
    ),
    "outlines that are half a file": outlines(
        '{"type": "FeatureCollection", "features": [\n', "media/region.geojson:2:1 map-invalid"
    ),
    "outlines in metres": outlines(
        '{"type": "LineString", "coordinates": [[652000, 6862000], [652001, 6862001]]}',
        "media/region.geojson:1:1 map-invalid",
    ),
    "outlines that are a list": outlines("[]", "media/region.geojson:1:1 map-invalid"),
    "outlines without shapes": outlines(
        '{"type": "FeatureCollection", "features": []}', "media/region.geojson:1:1 map-invalid"
    ),
    "outlines with text for numbers": outlines(
        '{"type": "LineString", "coordinates": [["a", "b"]]}', "media/region.geojson:1:1 map-invalid"
    ),
    # --- actions
    "an action without a kind": action("    title: Sign\n    url: https://a.example/\n", "webdoc.yaml:5:5 key-missing"),
    "an action of a kind unknown": action(
        "    kind: petition\n    title: Sign\n    url: https://a.example/\n", "webdoc.yaml:5:11 value-choice"
    ),
    "an action that Windows could not unpack": settings(
        "actions:\n  nul: {kind: sign, title: Sign, url: 'https://a.example/'}\n", "webdoc.yaml:4:3 value-choice"
    ),
    "two actions of one name on Windows": settings(
        "actions:\n  a: {kind: sign, title: Sign, url: 'https://a.example/'}\n"
        "  A: {kind: sign, title: Sign, url: 'https://a.example/'}\n",
        "webdoc.yaml:4:3 value-choice",
        "webdoc.yaml:5:3 value-choice",
    ),
    "an action without an address": action("    kind: sign\n    title: Sign\n", "webdoc.yaml:4:3 key-missing"),
    "an action with half an address": action(
        "    kind: sign\n    title: Sign\n    url: a.example/sign\n", "webdoc.yaml:7:10 value-choice"
    ),
    "an action with a past date": action(COME + "    start: 2020-01-01\n", "webdoc.yaml:8:12 event-over"),
    "an action that ends before it begins": action(
        COME + "    start: 2099-01-02\n    end: 2099-01-01\n", "webdoc.yaml:9:10 event-order"
    ),
    "an action at an hour of no clock": action(COME + "    start: 2099-01-02 19:00\n", "webdoc.yaml:8:12 key-missing"),
    "an action in a time zone of three letters": action(
        COME + "    timezone: CETX\n    start: 2099-01-02 19:00\n", "webdoc.yaml:8:15 value-choice"
    ),
    "an action on a day that is none": action(COME + "    start: 2 January\n", "webdoc.yaml:8:12 value-choice"),
    "a goal in words": action(
        SIGN + "    goal: many\n    signed: 1\n    counted: 2020-01-01\n", "webdoc.yaml:8:11 value-type"
    ),
    "a goal that is passed": action(
        SIGN + "    goal: 10\n    signed: 20\n    counted: 2020-01-01\n", "webdoc.yaml:9:13 goal-reached"
    ),
    "an e-mail that is none": action(
        "    kind: write\n    title: Write\n    email: mayor at example.org\n", "webdoc.yaml:7:12 value-choice"
    ),
    "amounts without an address": action(
        "    kind: give\n    title: Give\n    url: https://a.example/\n    amounts: [10, many]\n    currency: euros\n",
        "webdoc.yaml:8:14 value-type",
        "webdoc.yaml:8:14 key-missing",
        "webdoc.yaml:9:15 value-choice",
    ),
    "a form in the clear": action(
        JOIN + "      url: http://a.example/\n      fields: [email]\n",
        "webdoc.yaml:8:12 form-insecure",
        "webdoc.yaml:8:7 privacy-missing",
    ),
    "a form that asks for what is unknown": action(
        JOIN + "      url: https://a.example/\n      fields: [e-mail]\n      privacy: x\n",
        "webdoc.yaml:9:16 value-choice",
        "webdoc.yaml:8:7 key-missing",
    ),
    "a ladder with an unknown step": settings(
        "ladder: [sing, share]\nactions:\n  sign:\n    kind: sign\n    title: S\n    url: https://a.example/\n",
        "webdoc.yaml:3:9 action-unknown",
        "webdoc.yaml:5:3 action-unplaced",
    ),
    "a ladder with a step twice": settings(
        "ladder: [sign, sign]\nactions:\n  sign:\n    kind: sign\n    title: S\n    url: https://a.example/\n",
        "webdoc.yaml:3:9 value-choice",
    ),
    "an action named share": settings(
        "actions:\n  share:\n    kind: sign\n    title: S\n    url: https://a.example/\n",
        "webdoc.yaml:4:3 value-choice",
    ),
    "actions as a list": settings("actions:\n  - kind: sign\n    title: S\n", "webdoc.yaml:4:3 value-type"),
    "words for an action that is none": settings(
        "languages:\n  fr:\n    actions:\n      signer:\n        title: S\n", "webdoc.yaml:6:7 key-unknown"
    ),
    "texts of the kit as a list": settings("kit:\n  texts:\n    - Sign!\n", "webdoc.yaml:5:5 value-type"),
    "a kit that is maybe": settings("kit: maybe\n", "webdoc.yaml:3:6 value-type"),
}
