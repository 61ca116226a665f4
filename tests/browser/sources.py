"""What a project's chapters say, read from their own text by other means than webdoc's: words, files, addresses."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import webvtt
import yaml

SILENT_KEYS = {"slug", "lang", "cover", "ambient", "action", "share", "draft", "cover_alt", "ambient_alt"}
SILENT_OPTIONS = {"id", "place", "side", "loop", "kind", "type", "x", "y", "captions", "poster", "ambient", "source"}
NAMED_BY_FILE = {"photo", "sound", "video", "sequence", "scene", "chart", "hotspots", "panorama", "map"}
IMAGE = re.compile(r'!\[(?P<alt>[^\]]*)\]\((?P<file>[^\s)]+)(?:\s+"(?P<caption>.*?)")?\)')
LINK = re.compile(r"\[(?P<text>[^\]]+)\]\((?P<url>[^)\s]+)\)")
FENCE = re.compile(r":{3,}\s*(?P<kind>\w+)?\s*(?P<argument>.*?)\s*$")
OPTION = re.compile(r"(?P<name>\w+):\s+(?P<value>.+)$")
ABBREVIATION = re.compile(r"\*\[(?P<short>[^\]]+)\]:\s*(?P<long>.+)$")


def tokens(text: str) -> list[str]:
    """Words and numbers, without what typography may change."""
    return re.findall(r"[^\W_]+", text.casefold().replace("²", ""))


@dataclass
class Told:
    """What one chapter has to bring to a visitor."""

    words: Counter[str] = field(default_factory=Counter)
    described: list[str] = field(default_factory=list)
    """What is said in place of a picture or a sound."""
    files: set[str] = field(default_factory=set)
    addresses: set[str] = field(default_factory=set)
    chapters: set[str] = field(default_factory=set)
    """Files of chapters that it links to."""
    actions: set[str] = field(default_factory=set)

    def say(self, text: str) -> None:
        """Words of running text, with its links and what it shortens taken apart."""
        for link in LINK.finditer(text):
            target = link["url"]
            (self.addresses if "//" in target else self.chapters).add(target.split("#")[0])
        text = LINK.sub(lambda link: link["text"], text)
        text = re.sub(r"\[\^[^\]]*\]:?|\[@[^\]]*\]|\{[^}]*\}|<[^>]+>", " ", text)
        self.words.update(tokens(text))


def read(path: Path) -> Told:
    """A chapter's file."""
    told = Told()
    _, head, body = path.read_text("utf-8").split("---\n", 2)
    for key, value in yaml.safe_load(head).items():
        if key in ("cover", "ambient"):
            told.files.add(value)
        elif key == "action" and value != "none":
            told.actions.add(value)
        elif key not in SILENT_KEYS:
            for text in flat(value):
                told.say(text)
    block, options = "", False
    for line in body.splitlines():
        fence = FENCE.match(line)
        if fence:
            block, options = fence["kind"] or "", bool(fence["kind"])
            begin(told, block, fence["argument"])
        elif options and (option := OPTION.match(line)):
            choose(told, block, option["name"], option["value"])
        else:
            options = options and bool(line.strip())
            write(told, line)
    return told


def flat(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, one in value.items():
            yield str(key)
            yield from flat(one)
    elif isinstance(value, list):
        for one in value:
            yield from flat(one)
    else:
        yield str(value)


def begin(told: Told, kind: str, argument: str) -> None:
    if kind in NAMED_BY_FILE and argument:
        told.files.add(argument)
    elif kind == "embed":
        told.addresses.add(argument)
    elif kind == "action":
        told.actions.add(argument)
    elif argument:
        told.say(argument)


def choose(told: Told, kind: str, name: str, value: str) -> None:
    if name == "captions":
        told.files.update(part.strip() for part in value.split(","))
    elif name in ("poster", "ambient"):
        told.files.add(value)
    elif name == "source" and "//" in value:
        told.addresses.add(value)
    elif name == "alt":
        told.described.append(value)
    elif name == "answer" and value in ("true", "false"):
        pass
    elif name == "source" and value.startswith("@"):
        pass  # a key of webdoc.yaml: what it stands for is told there
    elif name == "source" or name not in SILENT_OPTIONS:
        told.say(value)


def write(told: Told, line: str) -> None:
    if short := ABBREVIATION.match(line):
        told.described.append(short["long"])
        return
    for image in IMAGE.finditer(line):
        told.files.add(image["file"])
        told.described.append(image["alt"])
        told.say(image["caption"] or "")
    line = IMAGE.sub(" ", line)
    line = re.sub(r"^\s*(?:[-*+] (?:\[[ xX]\] )?|\d+[.)] |#+ |>+ ?)", "", line)  # the marks of lists, headings, quotes
    line = re.sub(r"^\s*\d+:\d\d\s*$", "", line)  # the time of a picture of a sequence, left when it is taken away
    line = re.sub(r"^\s*[\d.]+%,\s*[\d.]+%\s", "", line)  # where a number stands on a picture
    line = re.sub(r"^\s*-?\d+\.\d+,\s*-?\d+\.\d+\s", "", line)  # and where on the earth
    told.say(line)


def said(path: Path) -> str:
    """All that is said in a caption file."""
    lines = webvtt.from_srt(str(path)) if path.suffix == ".srt" else webvtt.read(str(path))
    return " ".join(line.text for line in lines)
