"""Rules over the whole site: what only shows when all is read. Pure: a `Site` and the names of files in, Issues out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from html import unescape
from urllib.parse import unquote

from webdoc import asks, model
from webdoc.model import Chapter, Documentary, Issue, MediaRef, Site, Source, candidates, kind_of, say
from webdoc.pages import chart, urls
from webdoc.pages.reading import chapter_link, every
from webdoc.sense import DAY, did_you_mean, is_day, nearest

SETTINGS = "webdoc.yaml"
_OFF = 0.05
"""How far the shape of a card may be off."""
CITED = re.compile(r'<webdoc-cite ref="([^"]*)">')


def site(site: Site, files: Collection[str], places: Mapping[str, Source], today: str = "") -> tuple[Issue, ...]:
    """All rules. ``files``: every file of the project; ``places``: where each setting stands.

    ``today``: the day, as ``2026-11-05``, for what passes; empty: that is not looked at.
    """
    found: dict[Issue, None] = {}
    for documentary in site.documentaries:
        found.update(dict.fromkeys(_addresses(site, documentary)))
        found.update(dict.fromkeys(_cover(site, documentary, files, places)))
        for chapter in documentary.texts:
            found.update(dict.fromkeys(_media(site, chapter, files)))
            found.update(dict.fromkeys(_links(documentary, chapter, files)))
            found.update(dict.fromkeys(_day(chapter)))
        found.update(dict.fromkeys(_sources(documentary, places)))
        found.update(dict.fromkeys(asks.rules(site, documentary, places, today)))
    found.update(dict.fromkeys(_never_cited(site)))
    if not site.base_url:
        found[
            Issue(
                code="base-url-missing",
                level="warning",
                source=Source(SETTINGS),
                message=say(
                    "The site has no base_url. Share links, cards, QR codes, canonical addresses, feed, sitemap "
                    "and oEmbed need the whole address: they are left out."
                ),
                hint=say("Write where it will stand: “base_url: https://example.org/film/”."),
            )
        ] = None
    return tuple(found)


def _addresses(site: Site, documentary: Documentary) -> Iterator[Issue]:
    """Two chapters at one address, or one at an address of the site's own."""
    taken: dict[str, Chapter] = {}
    languages = {other.lang.casefold() for other in site.documentaries[1:]}
    for chapter in documentary.chapters:
        source = chapter.places.get("slug", Source(chapter.source.path))
        address = unicodedata.normalize("NFC", urls.chapter(site, documentary, chapter.slug)).casefold()
        if chapter.slug in urls.RESERVED or (not urls.folder(site, documentary) and chapter.slug in languages):
            yield Issue(
                code="address-reserved",
                source=source,
                message=say("The address “{slug}” belongs to the site itself.", slug=chapter.slug),
                hint=say(
                    "Rename the file, or write another one in the front matter: “slug: the-{slug}”.", slug=chapter.slug
                ),
            )
        if address in taken:
            yield Issue(
                code="address-twice",
                source=source,
                message=say(
                    "This chapter has the same address as {path}: “{slug}”.",
                    path=taken[address].source.path,
                    slug=chapter.slug,
                ),
                hint=say("Rename one of the files, or give one another address: “slug: …” in its front matter."),
            )
        taken.setdefault(address, chapter)


def _day(chapter: Chapter) -> Iterator[Issue]:
    """A day that is in no calendar."""
    if chapter.date and not is_day(chapter.date):
        source = chapter.places.get("date", chapter.source)
        yield Issue(
            code="value-choice", source=source, message=say("“{date}” is not a day.", date=chapter.date), hint=DAY
        )


def _cover(
    site: Site, documentary: Documentary, files: Collection[str], places: Mapping[str, Source]
) -> Iterator[Issue]:
    if documentary.cover is not None:
        source = places.get("cover", Source(SETTINGS))
        ref = MediaRef(src=documentary.cover.src, alt=documentary.cover.alt, source=source)
        yield from _file(site, ref, "", files, ("photo",))
    if documentary.card is not None:
        source = places.get(f"languages.{documentary.lang}.card", places.get("card", Source(SETTINGS)))
        yield from _card(site, MediaRef(src=documentary.card.src, source=source), "", files)


def _card(site: Site, ref: MediaRef, chapter: str, files: Collection[str]) -> Iterator[Issue]:
    """A card that an editor made: there, large enough, of the right shape."""
    yield from _file(site, ref, chapter, files, ("photo",))
    media = site.find(ref.src, chapter)
    if media is None or media.kind != "photo" or not media.height:
        return
    wide, high = model.CARD_SIZES["landscape"]
    size = say("“{src}” is {width} x {height} pixels", src=ref.src, width=media.width, height=media.height)
    hint = say("Make it {wide} x {high} pixels.", wide=wide, high=high)
    if media.width < wide or media.height < high:
        message = say("{size}: too few for a card, networks show it small or not at all.", size=size)
        yield Issue(code="card-small", level="warning", source=ref.source, message=message, hint=hint)
    elif abs(media.width * high / (media.height * wide) - 1) > _OFF:
        message = say(
            "{size}, a card is {wide} x {high}: what is above and below, or at the sides, is cut off.",
            size=size,
            wide=wide,
            high=high,
        )
        yield Issue(code="card-shape", level="warning", source=ref.source, message=message, hint=hint)


def _media(site: Site, chapter: Chapter, files: Collection[str]) -> Iterator[Issue]:
    """Files that are not there, or are of another kind than their block."""
    path = chapter.source.path
    if chapter.cover is not None:
        yield from _file(site, chapter.cover, path, files, ("photo",))
    if chapter.card is not None:
        yield from _card(site, chapter.card, path, files)
    if chapter.ambient is not None:
        yield from _sound(site, chapter.ambient, path, files)
    for block in every(chapter.blocks):
        match block:
            case model.Photo() | model.Hotspots() | model.Panorama():
                yield from _file(site, block.ref, path, files, ("photo",))
                if isinstance(block, model.Panorama):
                    yield from _wide(site, block, path)
            case model.Sound() | model.Sequence() | model.Video():
                if isinstance(block, model.Video):
                    yield from _file(site, block.ref, path, files, ("video",))
                else:
                    yield from _sound(site, block.ref, path, files)
                for ref in block.captions:
                    yield from _file(site, ref, path, files, ("captions",))
                if isinstance(block, model.Sequence):
                    for frame in block.frames:
                        yield from _file(site, frame.ref, path, files, ("photo",))
                    yield from _times(site, block, path)
                elif isinstance(block, model.Video) and block.poster is not None:
                    yield from _file(site, block.poster, path, files, ("photo",))
            case model.Gallery() | model.Compare():
                for ref in block.refs:
                    yield from _file(site, ref, path, files, ("photo",))
            case model.Map():
                if block.ref is not None:
                    yield from _file(site, block.ref, path, files, ("shapes",))
            case model.Chart():
                yield from _file(site, block.ref, path, files, ("data",))
                yield from _chart(site, block, path)
            case model.Scene():
                yield from _file(site, block.ref, path, files, ("photo", "video"))
                if block.ambient is not None:
                    yield from _sound(site, block.ambient, path, files)
            case model.Embed():
                if block.poster is not None:
                    yield from _file(site, block.poster, path, files, ("photo",))
            case model.Prose():
                for src in re.findall(r'<img\b[^>]*?\ssrc="([^"]*)"', block.html):
                    # Of a sound within a paragraph the reader of the chapter has told.
                    if kind_of(unquote(src)) not in ("sound", "video"):
                        yield from _file(site, MediaRef(src=unquote(src), source=block.source), path, files, ("photo",))


_KINDS = {
    "photo": say("a picture"),
    "sound": say("a sound"),
    "video": say("a video"),
    "captions": say("a caption file (.vtt or .srt)"),
    "data": say("a table (.csv)"),
    "shapes": say("a map (.geojson)"),
}


def _file(site: Site, ref: MediaRef, chapter: str, files: Collection[str], kinds: tuple[str, ...]) -> Iterator[Issue]:
    src = ref.src
    found = next((path for path in candidates(src, chapter) if path in files), None)
    wanted = _KINDS[kinds[0]]
    for kind in kinds[1:]:
        wanted = say("{one} or {other}", one=wanted, other=_KINDS[kind])
    if re.match(r"[a-z][a-z0-9+.-]*:|//", src, re.I):
        yield Issue(
            code="medium-elsewhere",
            source=ref.source,
            message=say("“{src}” lies on another server: visitors would be seen there, and it may vanish.", src=src),
            hint=say("Download it into media/ and write its name, or use “::: embed”."),
        )
    elif found is None:
        near = nearest(src, [path.split("/", 1)[1] for path in files if kind_of(path) in kinds], 0.8)
        near = near or say("Put {wanted} of that name into media/.", wanted=wanted)
        yield Issue(
            code="medium-missing", source=ref.source, message=say("There is no file “{src}”.", src=src), hint=near
        )
    elif kind_of(found) not in kinds:
        yield Issue(
            code="medium-kind",
            source=ref.source,
            message=say("“{src}” is not {wanted}.", src=src, wanted=wanted),
            hint=say("Name {wanted} here.", wanted=wanted),
        )


def _sound(site: Site, ref: MediaRef, chapter: str, files: Collection[str]) -> Iterator[Issue]:
    """A sound that is not there, is none, or is silence from beginning to end."""
    yield from _file(site, ref, chapter, files, ("sound",))
    media = site.find(ref.src, chapter)
    if media is not None and media.kind == "sound" and not media.audible:
        yield Issue(
            code="sound-silent",
            level="warning",
            source=ref.source,
            message=say("There is nothing to hear in “{src}”: it is silent from beginning to end.", src=ref.src),
            hint=say("Listen to the file; export it again from your editor with its sound."),
        )


def _times(site: Site, block: model.Sequence, chapter: str) -> Iterator[Issue]:
    media = site.find(block.ref.src, chapter)
    if media is None or not media.duration:
        return
    minutes, seconds = divmod(int(media.duration), 60)
    lasts = f"{minutes}:{seconds:02}"
    picture = say("This picture would appear after the sound has ended (it lasts {time}).", time=lasts)
    moment = say("This moment would begin after the sound has ended (it lasts {time}).", time=lasts)
    places = [(frame.at, frame.ref.source, picture) for frame in block.frames]
    places += [(at, block.source, moment) for at in block.moments]
    for at, source, message in places:
        if at >= media.duration:
            yield Issue(code="time-beyond", source=source, message=message, hint=say("Give it an earlier time."))


def _wide(site: Site, block: model.Panorama, chapter: str) -> Iterator[Issue]:
    media = site.find(block.ref.src, chapter)
    if media is not None and media.height and media.width < 2 * media.height:
        yield Issue(
            code="panorama-narrow",
            level="warning",
            source=block.ref.source,
            message=say("“{src}” is hardly wider than a screen: there is nothing to move.", src=block.ref.src),
            hint=say("Take a picture at least twice as wide as high, or show this one with “::: photo”."),
        )


def _chart(site: Site, block: model.Chart, chapter: str) -> Iterator[Issue]:
    """Columns that are not there, and cells that are no numbers, at their place in the table's file."""
    media = site.find(block.ref.src, chapter)
    table = site.tables.get(media.path) if media is not None else None
    if media is None or table is None or not table.columns:
        return
    names = [cell.text for cell in table.columns]
    for option, wanted in (*((("x", block.x),) if block.x else ()), *(("y", name) for name in block.y)):
        if table.column(wanted) < 0:
            yield Issue(
                code="chart-column",
                source=block.places.get(option, block.source),
                message=say("The table has no column “{wanted}”.", wanted=wanted),
                hint=did_you_mean(wanted, names) or say("It has: {names}.", names=", ".join(names)),
            )
    _, ys = chart.columns(table, block)
    if len(ys) > chart.MOST or not ys or not table.rows:
        what = (
            say("More than {most} columns would be drawn.", most=chart.MOST)
            if ys and table.rows
            else say("There is nothing to draw.")
        )
        yield Issue(
            code="chart-series",
            source=block.places.get("y", block.source),
            message=what,
            hint=say("Name the columns that hold the numbers: “y: {name}”.", name=names[-1]),
        )
    for row in table.rows:
        for cell in (row.cells[y] for y in ys if y >= 0):
            if cell.text and cell.value is None:
                yield Issue(
                    code="data-number",
                    source=Source(media.path, row.line, cell.column),
                    message=say("“{text}” is no number.", text=cell.text[:40]),
                    hint=say("Write 1200 or 4.2, without a unit; leave the cell empty where nothing is known."),
                )


def _sources(documentary: Documentary, places: Mapping[str, Source]) -> Iterator[Issue]:
    """Sources that are cited and not there."""
    names = [reference.key for reference in documentary.references]
    wanted = [(one.key, one.source) for chapter in documentary.texts for one in chapter.citations]
    about = places.get(f"languages.{documentary.lang}.about") or places.get("about", Source(SETTINGS))
    wanted += [(unescape(key), about) for key in CITED.findall(documentary.html)]
    for key, source in wanted:
        if key not in names:
            define = say(
                "Define it in webdoc.yaml, under “sources:”; if it is no source, put a backslash before the [."
            )
            message = say("There is no source “{key}”.", key=key)
            yield Issue(code="source-unknown", source=source, message=message, hint=nearest(key, names) or define)


def _never_cited(site: Site) -> Iterator[Issue]:
    """Sources that no text cites, in no language."""
    used = {one.key for documentary in site.documentaries for text in documentary.texts for one in text.citations}
    used.update(unescape(key) for documentary in site.documentaries for key in CITED.findall(documentary.html))
    for reference in site.documentaries[0].references:
        if reference.key not in used:
            yield Issue(
                code="source-unused",
                level="info",
                source=reference.source,
                message=say(
                    "No text cites the source “{key}”; it stands in the list of sources alone.", key=reference.key
                ),
                hint=say("Write [@{key}] after what is known from it, or take it away.", key=reference.key),
            )


def _links(documentary: Documentary, chapter: Chapter, files: Collection[str]) -> Iterator[Issue]:
    """Links to chapters and to places in them that are not there."""
    for link in chapter.links:
        target = link.target
        if re.match(r"[a-z][a-z0-9+.-]*:|//", target, re.I) or not target:
            continue
        if target.startswith("#"):
            other, fragment = chapter, unquote(target[1:])
        else:
            found = chapter_link(documentary, target)
            if found is None:
                if any(path in files for path in candidates(unquote(target.partition("#")[0]), chapter.source.path)):
                    if kind_of(target) == "photo":
                        continue
                    yield Issue(
                        code="link-unpublished",
                        source=link.source,
                        message=say(
                            "“{target}” is not published: only chapters and the media they show are.", target=target
                        ),
                        hint=say("Show it with an image, a sound or a video block, or link to a web address."),
                    )
                    continue
                names = [other.source.path.split("/", 1)[1] for other in documentary.texts]
                yield Issue(
                    code="link-broken",
                    source=link.source,
                    message=say("This link leads nowhere: “{target}”.", target=target),
                    hint=did_you_mean(target, names) or say("Write a chapter's file name or a whole web address."),
                )
                continue
            other, fragment = found
        if fragment and fragment not in _anchors(other):
            yield Issue(
                code="anchor-missing",
                source=link.source,
                message=say("There is no place “#{fragment}” in {path}.", fragment=fragment, path=other.source.path),
                hint=did_you_mean(fragment, sorted(_anchors(other))),
            )


def _anchors(chapter: Chapter) -> set[str]:
    ids = {heading.id for heading in chapter.headings} | {block.id for block in every(chapter.blocks) if block.id}
    for block in every(chapter.blocks):
        if isinstance(block, model.Prose):
            ids.update(re.findall(r'\sid="([^"]*)"', block.html))
    return ids
