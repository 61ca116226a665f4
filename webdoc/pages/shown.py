"""What a page shows of files and of words, as views; it notes which derivatives they ask for. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from urllib.parse import unquote, urlsplit

from markupsafe import Markup, escape

from webdoc import model
from webdoc.media import plan
from webdoc.model import Chapter, Derivative, Documentary, Media, MediaRef, Site
from webdoc.pages import i18n, urls, views
from webdoc.pages.acts import Acts
from webdoc.pages.glossary import Marker
from webdoc.pages.reading import caption_language, caption_name, chapter_link, origin_of
from webdoc.pages.sources import Citer
from webdoc.pages.tables import Tables
from webdoc.pages.units import Unit

# Prose comes out of the sanitizer, which writes every attribute in double quotes and escapes what is inside.
_IMG = re.compile(r"<img\b[^>]*>")
_ATTRIBUTE = re.compile(r'\s([a-z]+)="([^"]*)"')
_BACK = re.compile(r'(<a class="footnote-back"[^>]*>)(↩︎)(?=</a>)')
_HREF = re.compile(r'(<a\b[^>]*?\shref=")([^"]*)(")')


_THUMBNAIL = 400
"""Pixels of width up to which a picture is a thumbnail."""


class Shown:
    """What one page shows; notes which derivatives it asks for."""

    def __init__(
        self,
        site: Site,
        documentary: Documentary,
        chapter: Chapter | None,
        address: str,
        ladder: plan.Ladder,
        units: tuple[Unit, ...] = (),
    ) -> None:
        self.site = site
        self.documentary = documentary
        self.chapter = chapter
        self.address = address
        self.ladder = ladder
        self.words = i18n.Words(documentary.lang)
        self.units = units
        self.asked: dict[str, Derivative] = {}
        self.pictures: list[views.PictureView] = []
        self.credits: dict[tuple[str, str], None] = {}
        self.figures = 0
        self.players = False
        self.ambience = False
        self.large = False
        self.extras: set[str] = set()
        own = chapter is not None and chapter.lang == documentary.lang
        self.glossary = Marker(documentary.glossary if own else (), self.term)
        self.citer = Citer(documentary, self.source)
        self.acts = Acts(site, documentary, self.to)
        self.tables = Tables(self.words)

    def to(self, goal: str) -> str:
        """The link from this page to an address of the site."""
        # Hosts serve the 404 page under any address, so that its links have to begin at the root where that is known.
        if self.address == urls.MISSING and self.site.base_url:
            return urlsplit(urls.absolute(self.site.base_url, goal)).path
        return urls.relative(self.address, goal)

    def term(self, id: str) -> str:
        """The link to a word in the glossary."""
        return self.to(f"{urls.glossary(self.site, self.documentary)}#{id}")

    def source(self, id: str) -> str:
        """The link to a source: in the list at a chapter's end, else on the page of them all."""
        list_ = "" if self.chapter else self.to(urls.sources(self.site, self.documentary))
        return f"{list_}#{urls.anchor(id)}"

    def origin(self, written: str, id: str) -> tuple[str, str]:
        """Where the block with that anchor has something from: words, and an address or the place of a source."""
        return self.citer.origin(written, id) or origin_of(written)

    def made(self, derivative: Derivative) -> str:
        """The link to a derivative, which is thereby asked for."""
        self.asked[derivative.name] = derivative
        return self.to(urls.media(derivative.name))

    def media(self, ref: MediaRef | None, path: str | None = None) -> Media | None:
        """The file that a chapter means; None when there is none."""
        if ref is None:
            return None
        chapter = self.chapter.source.path if self.chapter and path is None else path or ""
        return self.site.find(ref.src, chapter)

    def picture(self, media: Media, alt: str, ladder: plan.Ladder | None = None) -> views.PictureView:
        """A photo (or a video's still) at the widths of the ladder."""
        made = plan.picture(media, ladder or self.ladder)
        jpegs = [one for one in made if one.recipe.format == "jpeg"]
        better = [one for one in made if one.recipe.format != "jpeg"]
        middle = jpegs[len(jpegs) // 2]
        view = views.PictureView(
            id=f"p{len(self.pictures) + 1}",
            alt=alt,
            width=jpegs[-1].recipe.width,
            height=jpegs[-1].recipe.height,
            href=self.made(middle),
            srcset="" if better else self.srcset(jpegs),
            sources=self.sources(better),
            large=self.made(jpegs[-1]),
            # A thumbnail is there as soon as its blur would be.
            blur=gradient(media.blur) if jpegs[-1].recipe.width > _THUMBNAIL else "",
            focus=f"{media.focus[0]:.0%} {media.focus[1]:.0%}",
        )
        self.pictures.append(view)
        return view

    def sources(self, derivatives: Sequence[Derivative]) -> tuple[views.SourceView, ...]:
        """One source a format, in their order."""
        return tuple(
            views.SourceView(
                type=f"image/{form}", srcset=self.srcset([one for one in derivatives if one.recipe.format == form])
            )
            for form in dict.fromkeys(one.recipe.format for one in derivatives)
        )

    def srcset(self, derivatives: list[Derivative]) -> str:
        """The widths of one format, for ``srcset``."""
        return ", ".join(f"{self.made(one)} {one.recipe.width}w" for one in derivatives)

    def figure(self, ref: MediaRef) -> views.FigureView | None:
        """A picture with caption and credit; None when the file is not there or shows nothing."""
        media = self.media(ref)
        if media is None or media.kind not in ("photo", "video"):
            return None
        self.figures += 1
        credit = ref.credit or media.credit
        self.credit(credit, media)
        return views.FigureView(
            picture=self.picture(media, alternative(ref, media)),
            html=self.prose(ref.html),
            credit=credit,
            number=self.figures,
        )

    def credit(self, credit: str, media: Media) -> None:
        """Note who made a file that the page shows."""
        if credit:
            self.credits[(credit, media.licence)] = None

    def player(
        self,
        block: model.Photo | model.Sound | model.Video | model.Sequence | model.Scene,
        media: Media,
        *,
        silent: bool = False,
        still: MediaRef | None = None,
    ) -> views.PlayerView:
        """A sound, a video or (silent) a loop: its files, its captions and what is said in it."""
        self.players = True
        credit = block.ref.credit or media.credit
        self.credit(credit, media)
        if media.kind == "sound":
            made = plan.sound(media)
        else:
            made = (plan.loop if silent else plan.video)(media, self.ladder.reel)
        talking = None if isinstance(block, model.Scene | model.Photo) else block
        tracks, texts = self.tracks(talking.captions if talking and not silent else ())
        return views.PlayerView(
            title=talking.title if talking else "",
            witness=(talking.witness or media.witness) if talking else "",
            sources=(*self.streamed(media, silent), *self.playable(made)),
            download=self.made(made[-1]),
            peaks=waveform(media.peaks),
            tracks=tracks,
            transcripts=texts["captions"],
            chapters=texts["chapters"],
            descriptions=texts["descriptions"],
            seconds=round(media.duration, 2),
            clock=i18n.clock(media.duration),
            iso=i18n.iso_duration(media.duration),
            width=made[-1].recipe.width,
            height=made[-1].recipe.height,
            still=self.still(media, still),
            html=self.prose(block.ref.html),
            credit=credit,
        )

    def streamed(self, media: Media, silent: bool) -> Iterator[views.SourceView]:
        """The list of a video's pieces, where it is cut into some: players that know no such lists take the next."""
        made = () if silent or media.kind != "video" else plan.stream(media, self.ladder.reel)
        hrefs = [self.made(one) for one in made]
        if made:
            yield views.SourceView(type=plan.mime(made[-1].name), href=hrefs[-1])

    def playable(self, made: tuple[Derivative, ...]) -> Iterator[views.SourceView]:
        """The files of a player, best formats first; of each format the largest, and a smaller one for phones."""
        for form in dict.fromkeys(one.recipe.format for one in made):
            sizes = [one for one in made if one.recipe.format == form]
            # Those that know no `media` on a video's sources take the first, which is the large one.
            if len(sizes) > 1:
                yield views.SourceView(
                    type=plan.mime(sizes[-1].name), href=self.made(sizes[-1]), media="(min-width:48rem)"
                )
            yield views.SourceView(type=plan.mime(sizes[0].name), href=self.made(sizes[0]))

    def still(self, media: Media, still: MediaRef | None) -> views.PictureView | None:
        """The picture that stands for a video until it plays; None for a sound."""
        if media.kind != "video":
            return None
        chosen = self.media(still)
        return self.picture(chosen if chosen is not None and chosen.pictured else media, "")

    def tracks(
        self, captions: tuple[MediaRef, ...]
    ) -> tuple[tuple[views.TrackView, ...], dict[str, tuple[views.TranscriptView, ...]]]:
        """Caption files, and by their kind what stands in them; one a language, the page's own language first."""
        files = [media for media in map(self.media, captions) if media is not None and media.kind == "captions"]
        here = self.documentary.lang
        tracks: list[views.TrackView] = []
        texts: dict[str, tuple[views.TranscriptView, ...]] = {}
        for kind in ("captions", "chapters", "descriptions"):
            ours = [media for media in reversed(files) if model.caption_kind(media.path) == kind]
            by_language = {caption_language(media.path, here): media for media in ours}
            order = sorted(by_language, key=lambda lang: (lang != here, lang))
            views_ = []
            for position, lang in enumerate(order):
                media, label = by_language[lang], i18n.language_name(lang)
                href = self.to(urls.media(caption_name(media)))
                default = kind == "captions" and not position
                tracks.append(views.TrackView(kind=kind, href=href, lang=lang, label=label, default=default))
                lines = tuple(map(_line, self.site.cues.get(media.path, ())))
                views_.append(views.TranscriptView(lang=lang, dir=i18n.direction(lang), label=label, lines=lines))
            texts[kind] = tuple(views_)
        return tuple(tracks), texts

    def prose(self, html: str, block: str = "") -> Markup:
        """Clean HTML with the addresses of chapters and pictures, the numbers of sources, the frames of tables put in.

        ``block``: the anchor of the block it stands in, when it is shown in more than one place there.
        """
        html = _HREF.sub(self._link, self.tables.framed(html))
        # An arrow alone says to nobody's ear where it leads.
        said = f'<span class="vh">{escape(self.words("Back to the text"))} </span><span aria-hidden="true">'
        html = _BACK.sub(lambda found: f"{found[1]}{said}{found[2]}</span>", html)
        return Markup(self.citer.cite(_IMG.sub(self._image, html), block))

    def _link(self, match: re.Match[str]) -> str:
        target = Markup(match[2]).unescape()
        found = chapter_link(self.documentary, target)
        if found is not None:
            chapter, fragment = found
            goal = urls.chapter(self.site, self.documentary, chapter.slug) + (f"#{fragment}" if fragment else "")
            return match[1] + str(escape(self.to(goal))) + match[3]
        media = None if re.match(r"[a-z][a-z0-9+.-]*:|//|#", target, re.I) else self.site.find(unquote(target))
        if media is not None and media.pictured:
            return match[1] + str(escape(self.made(plan.picture(media, self.ladder)[-1]))) + match[3]
        return match[0]

    def _image(self, match: re.Match[str]) -> str:
        attributes = {name: Markup(value).unescape() for name, value in _ATTRIBUTE.findall(match[0])}
        media = self.media(MediaRef(src=unquote(attributes.get("src", "")), source=model.Source("")))
        if media is None or not media.pictured:
            return str(escape(attributes.get("alt", "")))
        jpegs = [one for one in plan.picture(media, self.ladder) if one.recipe.format == "jpeg"]
        smallest = jpegs[0]
        return (
            f'<img src="{escape(self.made(smallest))}" srcset="{escape(self.srcset(jpegs))}" sizes="20rem"'
            f' width="{smallest.recipe.width}" height="{smallest.recipe.height}" loading="lazy"'
            f' alt="{escape(attributes.get("alt") or media.alt)}">'
        )


def alternative(ref: MediaRef | None, media: Media | None) -> str:
    """The alternative text: what the chapter says, else what media.yaml says, else none."""
    if ref is not None and ref.alt is not None:
        return ref.alt
    return media.alt if media is not None else ""


def _line(cue: model.Cue) -> views.LineView:
    return views.LineView(
        start=cue.start, end=cue.end, clock=i18n.clock(cue.start), text=cue.text.replace("\n", " "), voice=cue.voice
    )


def gradient(blur: str) -> str:
    """The colours of `Media.blur` in one digit a channel: they stand for a moment, on every page.

    >>> gradient("#8a8c90,#5c5a58")
    '#888,#555'
    """
    colours = (bytes.fromhex(colour) for colour in blur.replace("#", "").split(",") if colour)
    return ",".join("#" + "".join(f"{round(channel / 17):x}" for channel in colour) for colour in colours)


def waveform(peaks: str) -> str:
    """The peaks (see `Media.peaks`) as the path of an SVG: a line that swings up and down around 8, from 0 to 16."""
    heights = [(int(digit, 16) + 1) // 2 * (-1) ** number for number, digit in enumerate(peaks)]
    # Steps of the same slope are one: silence is a single line.
    slopes = groupby(here - before for before, here in pairwise([0, *heights]))
    steps = ((len(list(same)), slope) for slope, same in slopes)
    path = " ".join(f"{wide}{wide * slope:+d}".replace("+", " ") for wide, slope in steps)
    return f"M0 8l{path}" if peaks else ""
