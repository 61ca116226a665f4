"""From blocks to look into and to answer to what their templates are given. Pure."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from markupsafe import Markup

from webdoc import model
from webdoc.pages import atlas, chart, exhibitviews, i18n, views

if TYPE_CHECKING:
    from webdoc.pages.blocks import Composer

# Prose comes out of the sanitizer, which writes every attribute in double quotes and escapes what is inside.
_ID = re.compile(r'\sid="[^"]*"')

Exhibit = model.Compare | model.Timeline | model.Chart | model.Quiz | model.Hotspots | model.Panorama | model.Map


def view(composer: Composer, block: Exhibit) -> views.BlockView | None:
    """The view of a block of these kinds; None when it cannot be shown."""
    composer.extras.add(type(block).__name__.lower())
    match block:
        case model.Compare():
            return _compare(composer, block)
        case model.Timeline():
            events = tuple(
                exhibitviews.EventView(when=event.when, html=composer.prose(event.html)) for event in block.events
            )
            return exhibitviews.TimelineView(kind="timeline", id=block.id, title=block.title, events=events)
        case model.Chart():
            return _chart(composer, block)
        case model.Quiz():
            return _quiz(composer, block)
        case model.Panorama():
            figure = composer.figure(block.ref)
            return exhibitviews.PanoramaView(kind="panorama", id=block.id, figure=figure) if figure else None
        case model.Hotspots():
            return _hotspots(composer, block)
        case model.Map():
            return _map(composer, block)


def _compare(composer: Composer, block: model.Compare) -> views.BlockView | None:
    figures = [figure for figure in map(composer.figure, block.refs) if figure is not None]
    if len(figures) != 2:
        return None
    return exhibitviews.CompareView(kind="compare", id=block.id, title=block.title, before=figures[0], after=figures[1])


def _chart(composer: Composer, block: model.Chart) -> views.BlockView | None:
    media = composer.media(block.ref)
    table = composer.site.tables.get(media.path) if media else None
    drawing = chart.draw(table, block, composer.documentary.lang) if table else None
    if media is None or table is None or drawing is None:
        return None
    credit = block.ref.credit or media.credit
    composer.credit(credit, media)
    origin, href = composer.origin(block.origin, block.id)
    x, ys = chart.columns(table, block)
    shown = (x, *(y for y in ys if y >= 0))
    heads = tuple(table.columns[at].text for at in shown)
    rows = tuple(
        (row.cells[x].text, *(_written(row.cells[y], composer.documentary.lang) for y in shown[1:]))
        for row in table.rows
    )
    return exhibitviews.ChartView(
        kind="chart",
        id=block.id,
        title=block.title,
        unit=block.unit,
        drawing=drawing,
        heads=heads,
        rows=rows,
        region=composer.tables.region((heads, *rows), block.title),
        html=composer.prose(block.ref.html),
        origin=origin or credit,
        origin_href=href,
    )


def _written(cell: model.Cell, lang: str) -> str:
    """A cell of numbers as the page's language writes it."""
    return cell.text if cell.value is None or "%" in cell.text else i18n.number(cell.value, lang)


def _hotspots(composer: Composer, block: model.Hotspots) -> views.BlockView | None:
    figure = composer.figure(block.ref)
    if figure is None:
        return None
    spots = tuple(
        exhibitviews.SpotView(
            left=f"{spot.left:g}%", top=f"{spot.top:g}%", label=spot.label, html=composer.prose(spot.html)
        )
        for spot in block.spots
    )
    return exhibitviews.HotspotsView(kind="hotspots", id=block.id, figure=figure, spots=spots)


def _map(composer: Composer, block: model.Map) -> views.BlockView | None:
    media = composer.media(block.ref)
    drawing = atlas.draw(block, composer.site.shapes.get(media.path, ()) if media else (), composer.documentary.lang)
    if drawing is None:
        return None
    if media:
        composer.credit(media.credit, media)
    origin, href = composer.origin(block.origin, block.id)
    return exhibitviews.MapView(
        kind="map",
        id=block.id,
        title=block.title,
        atlas=drawing,
        spots=tuple(
            exhibitviews.SpotView(left=left, top=top, label=point.label, html=composer.prose(point.html))
            for point, (left, top) in zip(block.points, drawing.places, strict=True)
        ),
        origin=origin or (media.credit if media else ""),
        origin_href=href,
    )


def _quiz(composer: Composer, block: model.Quiz) -> exhibitviews.QuizView:
    words, lang = composer.words, composer.documentary.lang

    def once(html: str) -> Markup:
        # An answer stands among the others, in the solution and on the sheet of paper: no anchor in it may.
        return Markup(_ID.sub("", composer.prose(html, block.id)))

    answers = [
        exhibitviews.AnswerView(
            id=f"wd-{block.id}-{number}",
            html=once(answer.html),
            right=answer.right,
            feedback=once(answer.feedback.html) if answer.feedback else Markup(""),
            place=number if block.form == "order" else 0,
        )
        for number, answer in enumerate(block.answers, 1)
    ]
    if block.form == "true-false":
        answers = [
            exhibitviews.AnswerView(
                id=f"wd-{block.id}-{number}", html=Markup.escape(word), right=right, feedback=Markup("")
            )
            for number, word, right in ((1, words("True"), block.truth), (2, words("False"), not block.truth))
        ]
    number = block.form == "number"
    blocks = composer.inner(block.body)
    return exhibitviews.QuizView(
        kind="quiz",
        id=block.id,
        question=block.question,
        form=block.form,
        answers=tuple(shuffled(answers) if block.form == "order" else answers),
        solution=tuple(answers),
        value=i18n.number(block.value, lang) if number else "",
        exact=block.value,
        tolerance=block.tolerance,
        spread=i18n.number(block.tolerance, lang) if number and block.tolerance else "",
        unit=block.unit,
        blocks=blocks,
        paper=Markup("".join(_ID.sub("", view.html) for view in blocks if isinstance(view, views.ProseView))),
    )


def shuffled(answers: list[exhibitviews.AnswerView]) -> list[exhibitviews.AnswerView]:
    """The answers in an order that is always the same for the same answers, and never the right one."""
    mixed = sorted(answers, key=lambda answer: hashlib.sha256(answer.html.encode()).digest())
    return mixed if mixed != answers else [*mixed[1:], *mixed[:1]]


def quizzes(blocks: tuple[views.BlockView, ...]) -> tuple[exhibitviews.QuizView, ...]:
    """All questions of a page, nested ones too, for the page of answers on paper."""
    found: list[exhibitviews.QuizView] = []
    for block in blocks:
        if isinstance(block, exhibitviews.QuizView):
            found.append(block)
        for step in getattr(block, "steps", ()):
            found += quizzes(step)
        found += quizzes(getattr(block, "blocks", ()))
    return tuple(found)
