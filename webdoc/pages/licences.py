"""Under which licences stands what a site brings to its visitors: the work, its scripts and styles, typefaces. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping

from webdoc.model import Site

ADDRESS = "licences.txt"

_OFL = re.compile(r"^-{5,}\n(SIL OPEN FONT LICENSE.*)", re.S | re.M)
"""The text that all typefaces have in common, below whose they are."""


def document(site: Site, notices: Mapping[str, str], own: str) -> str:
    """The file. ``notices``: what stands beside typefaces, by their name; ``own``: webdoc's licence.

    A text that several typefaces bring is printed once, at the end.
    """
    work = site.documentaries[0]
    parts = [
        "LICENCES\n\nOf all that this site brings to its visitors. Nothing in it comes from another address.",
        _part("The work", work.title, ", ".join(work.authors), work.licence or "All rights are kept by its authors."),
        _part("Photographs, sounds, films", *_media(site)),
        _part("Pages, scripts and styles are made by webdoc", own.strip()),
    ]
    whose: dict[str, list[str]] = {}
    for name, text in sorted(notices.items()):
        head, shared = _apart(text.replace("\r\n", "\n").strip())
        whose.setdefault(shared, []).append(f"{name}: {head}")
    for shared, heads in whose.items():
        parts.append(_part("Typefaces, of pages and of the pictures that are passed on", *heads, shared))
    return "\n\n\n".join(filter(None, parts)) + "\n"


def _apart(text: str) -> tuple[str, str]:
    """Whose it is, and the text of the licence itself."""
    found = _OFL.search(text)
    if not found:
        return text.partition("\n")[0], text
    return text[: found.start()].partition("\n")[0].strip(), found[1].strip()


def _media(site: Site) -> list[str]:
    """Each file that somebody else made, or that stands under a licence of its own."""
    names: dict[str, list[str]] = {}
    for path, media in sorted(site.media.items()):
        whose = " — ".join(filter(None, (media.credit, media.licence)))
        names.setdefault(whose, []).append(path.rsplit("/", 1)[-1])
    return [f"{', '.join(files)}: {whose}" for whose, files in sorted(names.items()) if whose]


def _part(heading: str, *lines: str) -> str:
    kept = [line for line in lines if line]
    return "\n\n".join([heading.upper(), *kept]) if kept else ""
