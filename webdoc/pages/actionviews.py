"""What templates are given of actions: words, addresses, forms, letters, dates. Part of the contract with themes."""

from __future__ import annotations

from markupsafe import Markup

from webdoc.pages.views import BlockView, View


class ProgressView(View, frozen=True, kw_only=True):
    """How far a petition is."""

    signed: int
    goal: int
    """0: none is said."""
    text: Markup
    """How many have signed, in a sentence, the number in ``<b>``."""
    hoped: str
    """How many are hoped for, in a sentence; empty without a goal."""
    counted: str
    """When they were counted."""


class FieldView(View, frozen=True, kw_only=True):
    """Something that a form asks for. ``kind`` is name, email, message, consent…"""

    id: str
    """Unique in the page."""
    kind: str
    name: str
    label: str
    type: str
    """For an ``<input>``; of a message ``textarea``."""
    autocomplete: str
    required: bool


class FormView(View, frozen=True, kw_only=True):
    """A form that posts to an address of the editor's."""

    url: str
    fields: tuple[FieldView, ...]
    extra: tuple[tuple[str, str], ...]
    """What is sent besides: name and value."""
    privacy: str


class AmountView(View, frozen=True, kw_only=True):
    """An amount that is proposed, as it is written in the language, with its address."""

    label: str
    href: str


class LetterView(View, frozen=True, kw_only=True):
    """A letter, for those who copy or print it."""

    to: str
    address: str
    email: str
    subject: str
    body: Markup
    """Its text; what is filled in by hand stands in ``<mark>``."""
    blanks: bool
    """Whether something has to be filled in."""
    long: bool
    """Whether it is too long for a mail link, which then opens an empty letter."""


class MeetingView(View, frozen=True, kw_only=True):
    """When and where one comes."""

    start: str
    """For ``<time>``."""
    end: str
    ends: str
    """When it is over, for scripts: a moment in UTC, or the day after the last."""
    when: str
    """In the words of the language."""
    place: str
    address: str
    online: str
    host: str
    """The site of ``online``."""
    calendar: str
    """The address of the file for calendars."""
    over: str
    """What is said because it has taken place; empty before."""
    data: Markup
    """JSON-LD for search engines, safe in a ``<script>`` of that type."""


class ActView(BlockView, frozen=True, kw_only=True):
    """An action. ``action`` says what one does: sign, write, give, join, volunteer, come, learn."""

    action: str
    name: str
    """As the editor calls it: what a device remembers it by."""
    title: str
    text: str
    label: str
    href: str
    """Where the button leads: a page or a mail link; empty where there is a form, or nothing but a date and a place."""
    host: str
    """The site that the button or the form leads to; empty for a letter."""
    external: bool
    more: str
    """For write: the page beside the letter."""
    did: str
    """What is said to someone who has done it."""
    form: FormView | None
    progress: ProgressView | None
    amounts: tuple[AmountView, ...]
    letter: LetterView | None
    meeting: MeetingView | None
    qr: str = ""
    """On the end page: the QR code of the page where it is done, for paper."""
    blocks: tuple[BlockView, ...] = ()


class StepView(View, frozen=True, kw_only=True):
    """A step of the ladder. ``name`` is an action's, or ``share``; after a chapter empty for the page of them all."""

    name: str
    title: str
    href: str
    act: ActView | None
    """On the end page, where the step itself stands; none for sharing."""
    shown: bool
    """After a chapter: whether this is the one that is offered as long as nothing is known of the visitor."""
