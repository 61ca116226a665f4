"""What a visitor may do: an action, and what its kind needs besides words and an address."""

from __future__ import annotations

from typing import Literal

from webdoc.model.values import Value

ActionKind = Literal["sign", "write", "give", "join", "volunteer", "come", "learn"]
FieldKind = Literal[
    "name", "first-name", "last-name", "email", "phone", "town", "postcode", "country", "message", "consent"
]
SHARE = "share"
"""The step of the ladder at which the work is passed on: no action has that name."""


class FormField(Value, frozen=True, kw_only=True):
    """Something that a form asks for, and the name under which the receiver expects it."""

    kind: FieldKind
    name: str
    required: bool = True


class Form(Value, frozen=True, kw_only=True):
    """What is filled in on the page, and the address that a visitor sends it to."""

    url: str
    fields: tuple[FormField, ...] = ()
    extra: tuple[tuple[str, str], ...] = ()
    """What is sent besides, by its name."""
    privacy: str = ""
    """What becomes of it, in the editor's words."""
    consent: str = ""
    """What one says yes to by ticking the box."""


class Meeting(Value, frozen=True, kw_only=True):
    """A day or a moment, and where: ISO 8601, ``2030-10-17`` or ``2030-10-17T19:00:00+02:00``."""

    start: str
    end: str = ""
    """The last day, or the moment of the end; empty when not said."""
    zone: str = ""
    """The name of the time zone, for those who come from another one: ``Europe/Paris``."""
    place: str = ""
    address: str = ""
    online: str = ""
    """The web address of an event that one follows from elsewhere."""
    changed: str = ""
    """The day on which it was last changed."""
    over: str = ""
    """What is said once it has taken place."""


class Action(Value, frozen=True, kw_only=True):
    """What a visitor may do, in one language."""

    name: str
    kind: ActionKind
    title: str
    text: str = ""
    label: str = ""
    """What the button says; empty for the interface's word."""
    url: str = ""
    """A web address; may be empty for write, and where there is a form."""
    form: Form | None = None
    to: str = ""
    """For write: whom the letter is for, postal and e-mail address, subject, text."""
    address: str = ""
    email: str = ""
    subject: str = ""
    body: str = ""
    goal: int = 0
    """For sign: how many are hoped for, how many have signed (-1: not said), and on which day they were counted."""
    signed: int = -1
    counted: str = ""
    amounts: tuple[str, ...] = ()
    """For give: numbers with a point, ``12.5``; the address in which ``{amount}`` stands; the currency, ``EUR``."""
    amount_url: str = ""
    currency: str = ""
    meeting: Meeting | None = None
    """For come: when and where."""
