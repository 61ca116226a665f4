"""What programs read of a page: schema.org's words as JSON-LD, for search engines and catalogues of teaching material.

Pure. Only what is true of the page is said, and addresses only where the site knows its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin

import msgspec
from markupsafe import Markup

from webdoc.model import Documentary, Site
from webdoc.pages import pageviews, urls, views
from webdoc.pages.exhibitviews import QuizView

_CC = re.compile(r"CC[ -](BY(?:-NC)?(?:-SA|-ND)?)[ -](\d\.\d)(?:-[A-Z]+)?", re.IGNORECASE)
_TYPES = {"cover": "LearningResource", "chapter": "LearningResource", "glossary": "DefinedTermSet", "end": "AboutPage",
          "sources": "WebPage"}  # fmt: skip
_UNITS = {"quote": "Quotation", "number": "Claim", "moment": "Clip"}


def of(site: Site, documentary: Documentary, view: pageviews.PageView) -> Markup:
    """The data of a composed page; empty for a page that is none."""
    type_ = _UNITS[view.unit.kind] if view.unit else _TYPES.get(view.kind)
    if type_ is None:
        return Markup("")
    base = site.base_url
    work = {"@type": "LearningResource", "name": documentary.title}
    work |= _address(base, urls.cover(site, documentary))
    found: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": type_,
        "name": view.title,
        "description": view.summary,
        "url": view.url,
        "image": view.card.url if view.card else "",
        "inLanguage": view.content_lang or view.lang,
        "datePublished": view.date if view.kind == "cover" else "",
    }
    if view.kind == "cover":
        found |= _work(site, documentary, view)
    elif view.unit is not None:
        found |= _unit(view, view.unit)
    else:
        found["isPartOf"] = work
    if view.kind == "chapter":
        found |= _chapter(base, view)
    if view.kind in ("cover", "chapter"):
        learning = documentary.learning
        found |= {
            "author": list(documentary.authors),
            "license": licence(documentary.licence),
            "educationalLevel": learning.level,
            "typicalAgeRange": learning.age.replace("–", "-").replace("+", "-").replace(" ", ""),
            "about": learning.subject,
        }
    return safe({name: value for name, value in found.items() if value})


def _work(site: Site, documentary: Documentary, view: pageviews.PageView) -> dict[str, Any]:
    """The documentary as a whole, with its chapters."""
    return {
        "learningResourceType": "web documentary",
        "timeRequired": f"PT{view.minutes}M",
        "hasPart": [
            {"@type": "LearningResource", "position": position, "name": chapter.title}
            | _address(site.base_url, urls.chapter(site, documentary, chapter.slug))
            for position, chapter in enumerate(documentary.chapters, 1)
        ],
    }


def _chapter(base: str, view: pageviews.PageView) -> dict[str, Any]:
    """A chapter: its place, its time, what it teaches, what is heard and seen in it."""
    spoken = [one for one in inside(view.blocks) if isinstance(one, views.PlayerView) and one.transcripts]
    quiz = ["quiz"] if any(isinstance(one, QuizView) for one in inside(view.blocks)) else []
    return {
        "position": view.number,
        "learningResourceType": ["web documentary", *quiz],
        "timeRequired": f"PT{view.minutes}M",
        "teaches": list(view.goals),
        "accessibilityFeature": list(_features(view)),
        "audio": [_player(base, view, one, "AudioObject") for one in spoken if not one.width],
        "video": [_player(base, view, one, "VideoObject") for one in spoken if one.width],
        "hasPart": [{"@type": "Quotation", "url": url} for url in _quoted(view)],
    }


def _quoted(view: pageviews.PageView) -> Iterator[str]:
    """The pages of the chapter's quotes, each of which says the rest."""
    for one in inside(view.blocks):
        if isinstance(one, views.QuoteView) and one.unit is not None and view.url:
            yield urljoin(view.url, one.unit.href.removesuffix("index.html"))


def _unit(view: pageviews.PageView, unit: pageviews.UnitView) -> dict[str, Any]:
    """What is passed on by itself: a quotation, a number that is stated, a piece of a sound."""
    chapter = {"@type": "LearningResource", "name": unit.chapter, "position": view.number}
    found: dict[str, Any] = {"isPartOf": chapter | ({"url": unit.url} if unit.url else {}), "text": unit.said}
    if unit.kind == "quote" and unit.who:
        found["creator"] = {"@type": "Person", "name": unit.who}
    elif unit.kind == "number":
        found["text"] = f"{unit.figure} {unit.said}".strip()
    elif unit.kind == "moment":
        found["startOffset"] = unit.seconds
    return found


def _player(base: str, view: pageviews.PageView, player: views.PlayerView, kind: str) -> dict[str, str]:
    """A sound or a video; the day is asked for with videos."""
    found = {"@type": kind, "name": player.title, "duration": player.iso}
    if base:
        found["contentUrl"] = urls.absolute(base, urls.media(player.download.rpartition("/")[2]))
        if kind == "VideoObject" and player.still is not None:
            found["thumbnailUrl"] = urls.absolute(base, urls.media(player.still.large.rpartition("/")[2]))
    if kind == "VideoObject" and view.date:
        found["uploadDate"] = view.date
    return found


def _features(view: pageviews.PageView) -> Iterator[str]:
    """What helps those who do not see or hear, where it holds for the whole page."""
    all_ = list(inside(view.blocks))
    pictures = [one for one in all_ if isinstance(one, views.PictureView)]
    spoken = [one for one in all_ if isinstance(one, views.PlayerView) and one.title]
    if pictures and all(one.alt for one in pictures):
        yield "alternativeText"
    if spoken and all(any(said.lines for said in one.transcripts) for one in spoken):
        yield "transcript"
    if spoken and all(one.tracks for one in spoken):
        yield "captions"
    yield "readingOrder"


def inside(value: object) -> Iterator[views.View]:
    """All views inside a view or a group of them."""
    if isinstance(value, tuple):
        for one in value:
            yield from inside(one)
    elif isinstance(value, views.View):
        yield value
        for field in value.__struct_fields__:
            yield from inside(getattr(value, field))


def licence(name: str) -> str:
    """The address of a Creative Commons licence; any other as it is written.

    >>> licence("CC-BY-SA-4.0")
    'https://creativecommons.org/licenses/by-sa/4.0/'
    """
    found = _CC.fullmatch(name)
    return f"https://creativecommons.org/licenses/{found[1].lower()}/{found[2]}/" if found else name


def _address(base: str, address: str) -> dict[str, str]:
    return {"url": urls.absolute(base, address)} if base else {}


def safe(value: dict[str, Any]) -> Markup:
    """As JSON in which nothing can end the script that holds it: ``<``, ``>``, ``&`` are written by their numbers."""
    text = msgspec.json.encode(value).decode()
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return Markup(text)
