"""HTML that an author wrote: what the sanitizer took of it, anchors that are taken, fragments that are refused."""

from __future__ import annotations

import html as entities
import re

from webdoc.model import say
from webdoc.text.ledger import Ledger
from webdoc.text.sanitize import ADDRESSES, CLASSES, Cleaned
from webdoc.text.slugs import Anchors

ID = re.compile(r'(<[a-z][^<>]*?) id="([^"]*)"')

HINTS = {
    "script": say(
        "A documentary runs no script of its own. To show something from another site, write ::: embed ADDRESS"
    ),
    "iframe": say("Write ::: embed ADDRESS and a closing ::: to show something from another site."),
    "embed": say("Write ::: embed ADDRESS and a closing ::: to show something from another site."),
    "object": say("Write ::: embed ADDRESS and a closing ::: to show something from another site."),
    "style": say("Colours and sizes come from the theme. Take it away."),
    "video": say("Write ![What is to be seen](street.mp4), or ::: video street.mp4"),
    "audio": say("Write ![What is to be heard](marie.mp3), or ::: sound marie.mp3"),
    "picture": say("Write ![What is to be seen](door.jpg)"),
    "svg": say("Save the drawing as a picture in media/ and write ![What is to be seen](drawing.png)"),
    "h1": say("The title stands in the front matter; write ## for a heading."),
    "font": say("Fonts come from the theme. Take it away."),
    "center": say("Where things stand is for the theme to say. Take it away."),
    "align": say("Where things stand is for the theme to say. Take it away."),
    "target": say("Visitors decide themselves where a link opens. Take it away."),
    "form": say("Write an action in webdoc.yaml and place it with ::: action NAME"),
    "class": say("These are known: {names}.", names=", ".join(sorted(name for name in CLASSES if "-" not in name))),
}


def removals(cleaned: Cleaned, ledger: Ledger) -> None:
    """An Issue for each tag and attribute that the sanitizer took away."""
    for what in cleaned.removed:
        name, _, value = what.strip("<>").partition("=")
        tag = what.startswith("<")
        address = entities.unescape(value.strip('"'))
        if name in ADDRESSES and address:
            if any(refused.startswith(address) for refused in ledger.refused):
                continue
            place = ledger.search(value.strip('"'))
        else:
            place = ledger.search(f"<{name}" if tag else f"{name}=")
        running = tag or name.startswith("on") or name in ADDRESSES
        ledger.issue(
            "html-removed",
            "error" if running else "warning",
            place,
            say("The HTML tag “{what}” does not stand in a page of webdoc; it was taken out.", what=what)
            if tag
            else say("The HTML attribute “{name}” does not stand in a page of webdoc; it was taken out.", name=name),
            HINTS.get(name, say("Write it in Markdown, or take it away.")),
        )


def author_ids(html: str, ledger: Ledger, anchors: Anchors) -> str:
    """Take away anchors of the author's HTML that are in the page already, or are the theme's; keep the others."""
    seen: set[str] = set()
    free = Anchors()

    def check(found: re.Match[str]) -> str:
        anchor = entities.unescape(found[2])
        if anchor not in seen and free.free(anchor):
            seen.add(anchor)
            return found[0]
        ledger.issue(
            "anchor-taken",
            "error",
            ledger.search(f'"{anchor}"'),
            say("The anchor “{anchor}” is in use already.", anchor=anchor),
            say("Write another name in id=."),
        )
        return found[1]

    html = ID.sub(check, html)
    anchors.taken |= seen
    return html


def refuse(cleaned: Cleaned, ledger: Ledger) -> None:
    """Say that the author's HTML cannot stay, and where it begins."""
    place = next((ledger.search(what.rstrip(">")) for what in cleaned.removed if what.startswith("<")), None)
    place = place or _first_tag(ledger)
    if not cleaned.agreed:
        ledger.issue(
            "html-refused", "error", place, say("This HTML is written so that two programs read it in two ways; it is "
            "shown as plain text."), say("Write it in Markdown, or close every tag and every quotation mark."),
        )  # fmt: skip
    else:
        ledger.issue(
            "html-unclosed", "error", place, say("A tag of this chapter’s HTML stays open where a picture or a block "
            "begins; it is shown as plain text."), say("Close every tag before the next block."),
        )  # fmt: skip


def _first_tag(ledger: Ledger) -> tuple[int, int]:
    for number, line in enumerate(ledger.lines, ledger.first):
        found = re.search(r"<[A-Za-z/!?]", line)
        if found:
            return number, found.start() + 1
    return ledger.first, 1
