"""From blocks to what their templates are given. Pure.

A `Composer` works for one page: it turns files into addresses relative to that page and notes what it asked for.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from webdoc import model
from webdoc.media import plan
from webdoc.model import Media, MediaRef
from webdoc.pages import exhibits, i18n, views
from webdoc.pages.reading import host_of
from webdoc.pages.shown import Shown, alternative
from webdoc.pages.units import Unit

SAID = 20
"""Lines that stand under a photograph of a sequence: a minute. What is said after them is in the transcript."""


class Composer(Shown):
    """Composes the blocks of one page."""

    def blocks(self, blocks: tuple[model.Block, ...]) -> Iterator[views.BlockView]:
        """The views of these blocks, in order; what cannot be shown is left out (an Issue says so)."""
        for block in blocks:
            view = self.block(block)
            if view is not None:
                yield view

    def inner(self, blocks: tuple[model.Block, ...]) -> tuple[views.BlockView, ...]:
        """The blocks inside a block."""
        return tuple(self.blocks(blocks))

    def block(self, block: model.Block) -> views.BlockView | None:
        """The view of one block."""
        match block:
            case model.Prose():
                return views.ProseView(kind="prose", id=block.id, html=self.prose(self.glossary.mark(block.html)))
            case model.Photo() if (media := self.media(block.ref)) is not None and media.moves:
                return self.loop(block, media)
            case model.Photo():
                figure = self.figure(block.ref)
                self.large = True
                return views.PhotoView(kind="photo", id=block.id, figure=figure, place=block.place) if figure else None
            case model.Gallery():
                figures = tuple(view for view in map(self.figure, block.refs) if view is not None)
                self.large = True
                return views.GalleryView(kind="gallery", id=block.id, title=block.title, figures=figures)
            case model.Sound() | model.Video() | model.Sequence():
                return self.timed(block)
            case model.Scene():
                return self.scene(block)
            case model.Quote():
                return self.quote(block)
            case model.Number():
                return self.number(block)
            case model.Note():
                return views.NoteView(kind="note", id=block.id, title=block.title, blocks=self.inner(block.body))
            case model.Embed():
                return views.EmbedView(
                    kind="embed",
                    id=block.id,
                    url=block.url,
                    title=block.title or block.provider or host_of(block.url),
                    host=block.provider or host_of(block.url),
                    figure=self.figure(block.poster) if block.poster else None,
                    blocks=self.inner(block.body),
                )
            case model.Act():
                action = self.documentary.action(block.name)
                return self.acts.view(action, block.id, self.inner(block.body)) if action else None
            case (
                model.Compare()
                | model.Timeline()
                | model.Chart()
                | model.Quiz()
                | model.Hotspots()
                | model.Panorama()
                | model.Map()
            ):
                return exhibits.view(self, block)

    def quote(self, block: model.Quote) -> views.QuoteView:
        """What somebody said, and the way to pass it on."""
        origin, href = self.origin(block.origin, block.id)
        return views.QuoteView(
            kind="quote",
            id=block.id,
            who=block.who,
            origin=origin,
            origin_href=href,
            text=block.text,
            blocks=self.inner(block.body),
            unit=self.unit(block),
        )

    def number(self, block: model.Number) -> views.NumberView:
        """A number with what it counts, and the way to pass it on."""
        origin, href = self.origin(block.origin, block.id)
        return views.NumberView(
            kind="number",
            id=block.id,
            figure=block.figure,
            origin=origin,
            origin_href=href,
            blocks=self.inner(block.body),
            unit=self.unit(block),
        )

    def unit(self, block: model.Quote | model.Number) -> views.UnitLinkView | None:
        """The way to the page of a quote or a number; the same sentence, said twice, has one."""
        own = ("quote", block.who, "") if isinstance(block, model.Quote) else ("number", "", block.figure)
        found = (one for one in self.units if (one.kind, one.who, one.figure, one.said) == (*own, block.text))
        return next(map(self.way, found), None) if block.alone else None

    def way(self, unit: Unit) -> views.UnitLinkView:
        """The way to a unit's page."""
        clock = unit.figure if unit.kind == "moment" else ""
        return views.UnitLinkView(href=self.to(unit.address), text=unit.text, clock=clock)

    def timed(self, block: model.Sound | model.Video | model.Sequence) -> views.BlockView | None:
        """A block that plays."""
        media = self.media(block.ref)
        if media is None or media.kind not in ("sound", "video"):
            return None
        if isinstance(block, model.Sequence):
            player = self.player(block, media)
            frames = tuple(self.frames(block, media, player))
            moments = (unit for unit in self.units if unit.kind == "moment" and unit.id == block.id)
            units = tuple(map(self.way, moments))
            return views.SequenceView(kind="sequence", id=block.id, player=player, frames=frames, units=units)
        if isinstance(block, model.Video) and block.loop:
            return self.loop(block, media)
        if isinstance(block, model.Video):
            return views.VideoView(
                kind="video",
                id=block.id,
                player=self.player(block, media, still=block.poster),
                alt=alternative(block.ref, media),
                loop=False,
                place=block.place,
            )
        return views.SoundView(kind="sound", id=block.id, player=self.player(block, media), place=block.place)

    def loop(self, block: model.Photo | model.Video, media: Media) -> views.VideoView:
        """A silent video that plays over and over."""
        still = block.poster if isinstance(block, model.Video) else None
        player = self.player(block, media, silent=True, still=still)
        alt = alternative(block.ref, media)
        return views.VideoView(kind="video", id=block.id, player=player, alt=alt, loop=True, place=block.place)

    def frames(self, block: model.Sequence, media: Media, player: views.PlayerView) -> Iterator[views.FrameView]:
        """The photographs of a sequence, each with what is said while it stands."""
        lines = player.transcripts[0].lines if player.transcripts else ()
        ends = [
            *(frame.at for frame in block.frames[1:]),
            max(media.duration, block.frames[-1].at if block.frames else 0),
        ]
        for position, (frame, end) in enumerate(zip(block.frames, ends, strict=True)):
            figure = self.figure(frame.ref)
            if figure is None:
                continue
            first, last = position == 0, position == len(block.frames) - 1
            said = tuple(line for line in lines if (first or line.start >= frame.at) and (last or line.start < end))
            yield views.FrameView(
                start=frame.at,
                end=end,
                clock=i18n.clock(frame.at),
                figure=figure,
                lines=said[:SAID],
                further=said[SAID].clock if len(said) > SAID else "",
            )

    def scene(self, block: model.Scene) -> views.SceneView | None:
        """A scene with its picture or silent loop."""
        media = self.media(block.ref)
        if media is None or media.kind not in ("photo", "video"):
            return None
        figure = self.figure(block.ref) if media.kind == "photo" else None
        if figure is not None:
            lying = self.sources(plan.lying(media, self.ladder))
            figure = replace(figure, picture=replace(figure.picture, lying=lying))
        return views.SceneView(
            kind="scene",
            id=block.id,
            side=block.side,
            figure=figure,
            player=self.player(block, media, silent=True) if media.kind == "video" else None,
            alt=alternative(block.ref, media),
            steps=tuple(self.inner(step) for step in block.steps),
            ambient=self.ambient(block.ambient),
        )

    def ambient(self, ref: MediaRef | None) -> views.AmbientView | None:
        """A sound that is heard softly; None when there is none."""
        media = self.media(ref)
        if ref is None or media is None or media.kind != "sound":
            return None
        self.ambience = True
        credit = ref.credit or media.credit
        self.credit(credit, media)
        made = plan.sound(media, plan.AMBIENT)
        return views.AmbientView(
            name=alternative(ref, media),
            sources=tuple(views.SourceView(type=plan.mime(one.name), href=self.made(one)) for one in made),
            download=self.made(made[-1]),
            credit=credit,
        )
