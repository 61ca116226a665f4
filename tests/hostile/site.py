"""A project in which an attack stands wherever an editor's words go; another attack in each place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import yaml

from tests.conftest import picture, sound
from tests.hostile import tags

Put = Callable[[str], str]
"""Takes the name of a place, notes which attack stands there, and gives it."""

BLOCKS = {
    "text": "Word {0} word.",
    "text alone": "{0}",
    "text in a quote": "> {0}\n>\n> - {0}",
    "heading": "## Head {0}",
    "heading's name": "## Head {{#{1}}}",
    "link": "[x]({1})",
    "link in brackets": "[x](<{1}>)",
    "link's title": '[x](https://example.org "{1}")',
    "link's reference": "[x][{1}]\n\n[{1}]: {1}",
    "address": "<{1}>",
    "picture": "![{1}](door.jpg)",
    "picture's caption": '![x](door.jpg "{1}")',
    "picture's file": "![x]({1})",
    "picture's options": "![x](door.jpg){{class={1} {1}}}",
    "code": "`{1}`\n\n    {1}",
    "fence": "```{1}\n{1}\n```",
    "cell": "| {1} |\n|---|\n| {1} |",
    "footnote": "a[^{2}]\n\n[^{2}]: {0}",
    "term": "Term {1}\n: {1}",
    "abbreviation": "*[ABC]: {1}\n\nABC stands here.",
    "task": "- [x] {0}",
    "citation": "[see {1} @law, {1}]",
    "note": "::: note {1}\n{0}\n:::",
    "quote": "::: quote {1}\n{0}\n:::",
    "number": "::: number {1}\nsource: {1}\n\n{0}\n:::",
    "photo": "::: photo door.jpg\nalt: {1}\ncredit: {1}\nplace: {1}\n\n{0}\n:::",
    "sound": "::: sound marie.mp3\ntitle: {1}\ncaptions: marie.en.vtt\n\n{0}\n:::",
    "sequence": '::: sequence marie.wav\ntitle: {1}\n\n0:00 ![{1}](door.jpg "{1}")\n:::',
    "gallery": '::: gallery {1}\n![{1}](door.jpg "{1}")\n\n![{1}](door2.jpg)\n:::',
    "compare": '::: compare {1}\n![{1}](door.jpg "{1}")\n![{1}](door2.jpg)\n:::',
    "scene": "::: scene door.jpg\nalt: {1}\nside: {1}\n\n{0}\n\n---\n\n{0}\n:::",
    "timeline": "::: timeline {1}\n1998: {1}\n{1}: {1}\n:::",
    "chart": "::: chart rents.csv\ntitle: {1}\nkind: line\nunit: {1}\nsource: {1}\n\n{0}\n:::",
    "hotspots": "::: hotspots door.jpg\nalt: {1}\n\n20%,30% {1}: {1}\n:::",
    "panorama": "::: panorama door.jpg\nalt: {1}\n\n{0}\n:::",
    "map": "::: map town.geojson\ntitle: {1}\nsource: {1}\n\n48.85,2.35 {1}: {1}\n:::",
    "quiz": "::: quiz {1}\n- [x] {1} -- {1}\n- [ ] Six -- {1}\n\n{0}\n:::",
    "embed": "::: embed {1}\ntitle: {1}\n\n{0}\n:::",
    "embed's words": "::: embed https://video.example/1\ntitle: {1}\n\n{0}\n:::",
    "option's name": "::: note x\n{1}: {1}\n\ny\n:::",
    "block's name": "::: {1}\nx\n:::",
}
"""``{0}``: the attack as it is; ``{1}``: in one line; ``{2}``: without the signs that end a name."""

FRONT = "title summary place witness cover_alt ambient_alt lang slug date action cover card ambient".split()
LISTS = "goals in_short questions".split()
SETTINGS = "subtitle summary about licence cover_alt base_url date theme lang cover card host".split()
ACTION = "title text label url to address email subject body currency amount_url place online over start end".split()
SOURCE = "title author publisher date url accessed kind lang".split()
LANGUAGE = "title subtitle summary about cover_alt share_text".split()


def write(root: Path, put: Put) -> Path:
    """Write the project. What cannot be read with an attack in it (the language, the base) is told, and left out."""
    for folder in ("chapters", "media"):
        (root / folder).mkdir(parents=True, exist_ok=True)
    _media(root / "media", put)
    (root / "webdoc.yaml").write_text(yaml.safe_dump(_settings(put), allow_unicode=True), "utf-8")
    for number, (name, pattern) in enumerate(BLOCKS.items(), 1):
        attack = put(f"chapter, {name}")
        line = " ".join(attack.split())
        bare = "".join(char for char in line if char not in "[]^ ")
        text = pattern.format(attack, line, bare)
        front = f"---\ntitle: {number}\n---\n\n"
        (root / "chapters" / f"{number:02}-c.md").write_bytes((front + text + "\n").encode("utf-8", "replace"))
    front = {
        "title": "All",
        **{key: put(f"front matter, {key}") for key in FRONT if key not in ("title",)},
        **{key: [put(f"front matter, {key}")] for key in LISTS},
        "facts": {put("front matter, fact"): put("front matter, fact's value")},
        "share": {"text": put("front matter, share")},
    }
    (root / "chapters" / "80-front.md").write_text(_front(front), "utf-8")
    titled = {"title": put("front matter, title"), "summary": "x", "cover": "door.jpg"}
    (root / "chapters" / "81-title.md").write_text(_front(titled), "utf-8")
    file = "".join(char for char in put("chapter's file name") if char not in "/\0\r\n")[:80]
    (root / "chapters" / f"82-{file}.md").write_text(_front({"title": "Named"}), "utf-8")
    shown = "\n\n".join(f"![x]({name})" for name in tags.NAMES)
    (root / "chapters" / "84-tags.md").write_text(_front({"title": "Tags"}) + f"{shown}\n", "utf-8")
    (root / "chapters" / "83-law.md").write_text(_front({"title": "Law"}) + "Read [@law] and [@{law}].\n", "utf-8")
    return root


def _front(front: dict[str, object]) -> str:
    return f"---\n{yaml.safe_dump(front, allow_unicode=True)}---\n\nText.\n"


def _settings(put: Put) -> dict[str, object]:
    refused = {"base_url", "theme", "lang", "cover", "card", "date", "host"}
    kinds = ("sign", "write", "give", "come")
    return {
        "title": put("settings, title"),
        "base_url": "https://film.example/",
        **{key: put(f"settings, {key}") for key in SETTINGS if key not in refused},
        "authors": [put("settings, author")],
        "options": {"accent": put("settings, option"), put("settings, option's name"): "x"},
        "share": {"text": put("settings, share"), "fediverse": put("settings, fediverse")},
        "kit": {"texts": {put("kit, tone"): put("kit, text")}},
        "actions": {
            **{kind: {"kind": kind, **{key: put(f"action {kind}, {key}") for key in ACTION}} for kind in kinds},
            "form": {"kind": "join", "title": put("form, title"), "form": {
                "url": "https://lists.example/join", "fields": ["name", "consent"],
                "names": {"name": put("form, name")},
                "extra": {put("form, extra's name"): put("form, extra")}, "consent": put("form, consent"),
                "privacy": put("form, privacy")}},
            "away": {"kind": "join", "title": "x", "form": {"url": put("form, address"), "fields": ["name"]}},
            "plain": {"kind": "give", "title": put("gift, title"), "url": "https://example.org/",
                      "amounts": ["5"], "amount_url": "https://example.org/?a={amount}", "currency": "EUR",
                      "text": put("gift, text")},
            "meet": {"kind": "come", "title": put("meeting, title"), "start": "2030-10-17 19:00",
                     "place": put("meeting, place"), "timezone": "Europe/Paris", "over": put("meeting, over"),
                     "text": put("meeting, text")},
            "letter": {"kind": "write", "title": put("letter, title"), "to": put("letter, to"),
                       "email": "a@example.org", "subject": put("letter, subject"), "body": put("letter, body"),
                       "address": put("letter, address")},
        },
        "credits": [{"role": put("credit, role"), "name": put("credit, name")}],
        "glossary": {put("glossary, word"): put("glossary, text"), "door": put("glossary, door")},
        "sources": {"law": {"title": put("source, title"), "author": put("source, author"),
                            "publisher": put("source, publisher"), "url": put("source, url")},
                    "line": put("source, line"), put("source, name"): "x",
                    "all": {key: put(f"source, {key} again") for key in SOURCE}},
        "learning": {key: put(f"learning, {key}") for key in ("level", "age", "subject")},
        "languages": {"fr": {key: put(f"language, {key}") for key in LANGUAGE}},
    }  # fmt: skip


def _media(media: Path, put: Put) -> None:
    """Photographs with words in them, sounds with tags, captions, tables, outlines, names."""
    import io

    from PIL import Image

    image = Image.open(io.BytesIO(picture(640, 427)))
    exif = Image.Exif()
    for tag in (0x010E, 0x013B, 0x8298, 0x9286):
        exif[tag] = put(f"EXIF {tag:x}")
    image.save(media / "door.jpg", exif=exif, comment=put("JPEG, remark").encode("utf-8", "replace"))
    image.save(media / "door2.jpg", exif=exif)
    named = "".join(char for char in put("picture's file name") if char not in "/\0\r\n")[:80]
    image.save(media / f"{named}.jpg")
    (media / "marie.wav").write_bytes(sound(1.0))
    tags.write(media, put)
    (media / "drawing.svg").write_text(
        f"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'>{put('SVG file')}</svg>", "utf-8", "replace"
    )
    cue = " ".join(put("caption").split())
    who = "".join(char for char in " ".join(put("caption, voice").split()) if char not in "<>")
    (media / "marie.en.vtt").write_text(
        f"WEBVTT\n\n00:00.000 --> 00:00.500\n<v {who}>{cue}\n\n00:00.500 --> 00:01.000\n{cue}\n", "utf-8", "replace"
    )
    cell, head = (put(name).replace('"', '""') for name in ("cell of data", "head of data"))
    (media / "rents.csv").write_text(f'year,"{head}"\n"{cell}",1\n2001,2\n', "utf-8", "replace")
    import json

    area = {"type": "Polygon", "coordinates": [[[0, 40], [4, 40], [4, 50], [0, 50], [0, 40]]]}
    names = {"name": put("outline, name"), "kind": put("outline, kind")}
    (media / "town.geojson").write_text(json.dumps({"type": "Feature", "properties": names, "geometry": area}), "utf-8")
    notes = {name: {key: put(f"media.yaml, {name}, {key}") for key in ("credit", "licence", "alt", "witness")}
             for name in ("door.jpg", "door2.jpg", "marie.mp3")}  # fmt: skip
    (media / "media.yaml").write_text(yaml.safe_dump(notes, allow_unicode=True), "utf-8")
