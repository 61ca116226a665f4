"""What templates are given for blocks to look into and to answer: a part of the contract that `views` begins."""

from __future__ import annotations

from markupsafe import Markup

from webdoc.pages.views import BlockView, FigureView, View


class CompareView(BlockView, frozen=True, kw_only=True):
    """Two photographs of one place."""

    title: str
    before: FigureView
    after: FigureView


class EventView(View, frozen=True, kw_only=True):
    """Something that happened."""

    when: str
    html: Markup


class TimelineView(BlockView, frozen=True, kw_only=True):
    """What happened when."""

    title: str
    events: tuple[EventView, ...]


class AnswerView(View, frozen=True, kw_only=True):
    """An answer. ``place`` is its place in the right order, from 1, for questions that ask for one; else 0."""

    id: str
    html: Markup
    right: bool
    feedback: Markup
    place: int = 0


class QuizView(BlockView, frozen=True, kw_only=True):
    """A question. ``form`` is choice, several, true-false, order or number."""

    question: str
    form: str
    answers: tuple[AnswerView, ...]
    """As they are shown: those of an order shuffled."""
    solution: tuple[AnswerView, ...]
    """As they are right: those of an order in it; of the others all."""
    value: str
    """The right number as the page's language writes it; empty for other forms."""
    exact: float
    tolerance: float
    spread: str
    """The tolerance as the page's language writes it, or empty."""
    unit: str
    blocks: tuple[BlockView, ...]
    paper: Markup
    """The prose of these blocks once more, without anchors, for the sheet of answers on paper."""


class BarView(View, frozen=True, kw_only=True):
    """A bar and its number, all in lengths of SVG. ``series`` is counted from 1."""

    at: str
    width: str
    """Empty where nothing is known."""
    end: str
    top: str
    base: str
    """The line on which the number stands."""
    text: str
    series: int


class BarsView(View, frozen=True, kw_only=True):
    """A label and its bars, one for each series."""

    label: str
    base: str
    bars: tuple[BarView, ...]


class SeriesView(View, frozen=True, kw_only=True):
    """A line: ``runs`` are the points of each unbroken part in a square of 100, ``dots`` those that are marked."""

    series: int
    runs: tuple[str, ...]
    dots: tuple[tuple[str, str], ...]


class MarkView(View, frozen=True, kw_only=True):
    """A word at an axis."""

    at: str
    text: str
    anchor: str = ""


class DrawingView(View, frozen=True, kw_only=True):
    """What is drawn. ``form`` is bar or line; ``names`` those of the series, when there are several."""

    form: str
    height: str
    names: tuple[str, ...] = ()
    zero: str = ""
    """Where bars begin, when some go the other way."""
    bars: tuple[BarsView, ...] = ()
    series: tuple[SeriesView, ...] = ()
    rules: tuple[MarkView, ...] = ()
    labels: tuple[MarkView, ...] = ()


class ChartView(BlockView, frozen=True, kw_only=True):
    """Numbers, drawn and in their table."""

    title: str
    unit: str
    drawing: DrawingView
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    region: str
    """The name of the region in which the table is scrolled; empty when it fits on every screen."""
    html: Markup
    origin: str
    origin_href: str


class SpotView(View, frozen=True, kw_only=True):
    """A number on a picture or a map, and what it stands for."""

    left: str
    top: str
    label: str
    html: Markup


class HotspotsView(BlockView, frozen=True, kw_only=True):
    """A picture with numbers on it."""

    figure: FigureView
    spots: tuple[SpotView, ...]


class PanoramaView(BlockView, frozen=True, kw_only=True):
    """A wide picture."""

    figure: FigureView


class OutlineView(View, frozen=True, kw_only=True):
    """An outline on a map."""

    path: str
    kind: str
    """"water", "road", "rail", "border", or empty."""


class AtlasView(View, frozen=True, kw_only=True):
    """What is drawn of a map: paths in units of its box, places in percent, and a scale."""

    width: str
    height: str
    areas: tuple[OutlineView, ...]
    lines: tuple[OutlineView, ...]
    kinds: tuple[str, ...]
    """Those that have to be told apart, for a legend: none when there are fewer than two."""
    places: tuple[tuple[str, str], ...]
    scale: str
    share: str
    """Which part of the width the scale is."""


class MapView(BlockView, frozen=True, kw_only=True):
    """Places on the earth."""

    title: str
    atlas: AtlasView
    spots: tuple[SpotView, ...]
    origin: str
    origin_href: str
