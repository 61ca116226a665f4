"""What visitors may do, as settings say it: what is wrong with it, and the actions made of it. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

from webdoc import moments
from webdoc.model import SHARE, WINDOWS, Action, Form, FormField, Meeting, Sentence, say
from webdoc.sense import E_MAIL, Note, did_you_mean, is_web_address, web_address
from webdoc.settings import ActionSettings, ActionText, FormSettings, FormText, Settings

NAME = re.compile(r"\w+(?:-\w+)*")
"""As it can stand in an address and in a file's name."""

_FOR_ALL = ("kind", "title", "text", "label", "url")
_OWN = {
    "sign": ("form", "goal", "signed", "counted"),
    "write": ("to", "address", "email", "subject", "body"),
    "give": ("amounts", "amount_url", "currency"),
    "join": ("form",),
    "volunteer": ("form",),
    "come": ("form", "start", "end", "timezone", "place", "address", "online", "changed", "over"),
    "learn": ("form",),
}
"""The keys that say something for each kind, besides those for all."""

_COUNT = re.compile(r"\d{1,9}|\d{1,3}(?:[ \u00a0\u202f.,']\d{3}){1,2}", re.ASCII)
_AMOUNT = re.compile(r"\d{1,6}(?:[.,]\d{1,2})?", re.ASCII)
_AT_HOME = ("localhost", "127.0.0.1", "::1")
_DAY = say("Write it as “2026-11-05”.")
_MOMENT = say("Write it as “2026-11-05 19:00”, or the day alone as “2026-11-05”.")


def count(text: str) -> int:
    """``12 480`` or ``12,480`` as a number of people; -1 when it is none."""
    return int(re.sub(r"\D", "", text)) if _COUNT.fullmatch(text) else -1


def amount(text: str) -> str:
    """``12,5`` as ``12.5``; empty when it is no amount, or nothing at all."""
    plain = text.replace(",", ".")
    return plain if _AMOUNT.fullmatch(text) and float(plain) > 0 else ""


# --- what is wrong -------------------------------------------------------------------------------------------------


def judge(value: Settings, note: Note) -> None:
    """What is wrong with the actions, with their words in other languages, and with the ladder."""
    for name, action in value.actions.items():
        place = f"actions.{name}"
        if not NAME.fullmatch(name) or name in (SHARE, "none") or name.lower() in WINDOWS:
            hint = say("Choose another name: letters, digits and hyphens, and neither “{share}” nor “none”, nor one "
                       "that Windows keeps for itself, as “con”.", share=SHARE)  # fmt: skip
            note(place, "value-choice", say("“{name}” cannot name an action.", name=name), hint)
        if sum(name.lower() == other.lower() for other in value.actions) > 1:
            message = say("Another action has the name “{name}” too, but for large and small letters.", name=name)
            note(place, "value-choice", message, say("Give one of them another name."))
        for key in _idle(action):
            hint = say("It has: {names}.", names=", ".join(_OWN[action.kind]))
            note(
                f"{place}.{key}",
                "key-idle",
                say("“{key}” says nothing for an action to {kind}.", key=key, kind=action.kind),
                hint,
            )
        _Judge(name, action, place, note).all()
    for language, words in value.languages.items():
        for name, own in words.actions.items():
            place = f"languages.{language}.actions.{name}"
            if name not in value.actions:
                note(
                    place,
                    "key-unknown",
                    say("There is no action “{name}”.", name=name),
                    did_you_mean(name, value.actions) or say("Write it under “actions:” first."),
                )
            _web(own.url, f"{place}.url", note)
            _web(own.online, f"{place}.online", note)
            _template(own.amount_url, f"{place}.amount_url", note)
            _secure(own.form.url, f"{place}.form.url", note)
    _ladder(value, note)


def _ladder(value: Settings, note: Note) -> None:
    """Steps that are none, or stand twice."""
    for step in value.ladder:
        if step != SHARE and step not in value.actions:
            hint = did_you_mean(step, [*value.actions, SHARE])
            note("ladder", "action-unknown", say("There is no action “{step}”.", step=step), hint)
    for step in sorted({step for step in value.ladder if value.ladder.count(step) > 1}):
        note("ladder", "value-choice", say("“{step}” stands twice in the ladder.", step=step), say("Keep one."))


def _idle(action: ActionSettings) -> Iterator[str]:
    """The keys that say nothing for its kind."""
    for key in action.__struct_fields__:
        default = FormSettings() if key == "form" else [] if key == "amounts" else ""
        if key not in (*_FOR_ALL, *_OWN[action.kind]) and getattr(action, key) != default:
            yield key


def _web(url: str, place: str, note: Note) -> None:
    if url and not is_web_address(url):
        note(place, "value-choice", say("This is not a web address."), say("Begin it with “https://”."))


def _template(url: str, place: str, note: Note) -> None:
    """The address for an amount."""
    if url and ("{amount}" not in url or not is_web_address(url.replace("{amount}", "1"))):
        hint = say("As in “https://example.org/give?amount={amount}”.")
        note(place, "value-choice", say("This is no web address with “{amount}” in it."), hint)


def _secure(url: str, place: str, note: Note) -> None:
    """The address of a form: what visitors write goes nowhere in the clear."""
    _web(url, place, note)
    if is_web_address(url) and url.startswith("http:") and urlsplit(url).hostname not in _AT_HOME:
        hint = say("Write the receiver's address with “https://”; if it has none, it cannot be used.")
        note(place, "form-insecure", say("Everybody on the way could read what is sent to this address."), hint)


class _Judge:
    """Says what is wrong with one action."""

    def __init__(self, name: str, action: ActionSettings, place: str, note: Note) -> None:
        self.name = name
        self.action = action
        self.place = place
        self._note = note

    def say(self, key: str, code: str, message: Sentence, hint: Sentence) -> None:
        self._note(f"{self.place}.{key}" if key else self.place, code, message, hint)

    def missing(self, key: str, message: Sentence, hint: Sentence) -> None:
        self.say(key, "key-missing", message, hint)

    def all(self) -> None:
        """Every rule for its kind."""
        action = self.action
        _web(action.url, f"{self.place}.url", self._note)
        if action.email and not E_MAIL.fullmatch(action.email):
            self.say("email", "value-choice", say("This is not an e-mail address."), say("As in “name@example.org”."))
        if action.kind == "write":
            if not (action.email or action.url):
                self.missing(
                    "", say("The action “{name}” has no address to write to.", name=self.name), say("Add “email: …”.")
                )
        elif not action.url and action.form == FormSettings() and not self.can_do_without():
            self.missing("", say("The action “{name}” has no address.", name=self.name), say("Add “url: https://…”."))
        if action.form != FormSettings():
            self.form(action.form)
        if action.kind == "sign":
            self.signatures()
        elif action.kind == "give":
            self.gift()
        elif action.kind == "come":
            self.meeting()

    def can_do_without(self) -> bool:
        """Whether one comes to a place at a time: then no page is needed."""
        action = self.action
        return action.kind == "come" and bool(action.over or (action.start and (action.place or action.online)))

    def form(self, form: FormSettings) -> None:
        """Its address, its fields, the words about privacy."""
        asked = [*form.fields, *form.optional]
        if not form.url:
            self.missing(
                "form", say("The form has no address that it is sent to."), say("Add “url: https://…” below it.")
            )
        _secure(form.url, f"{self.place}.form.url", self._note)
        if not asked:
            self.missing("form", say("The form asks for nothing."), say("Add “fields: [name, email]” below it."))
        for twice in sorted({field for field in asked if asked.count(field) > 1}):
            self.say(
                "form.fields", "value-choice", say("The form asks twice for “{twice}”.", twice=twice), say("Keep one.")
            )
        if [field for field in asked if field != "consent"] and not form.privacy:
            hint = say("Say below “form:” who gets it, for what and until when: “privacy: …”.")
            self.say("form", "privacy-missing", say("The form asks for personal data and does not say what for."), hint)
        if "consent" in asked and not form.consent:
            hint = say("Write what one says yes to: “consent: …”.")
            self.missing("form", say("The form has a box to tick and does not say for what."), hint)
        for field in form.names:
            if field not in asked:
                self.say(f"form.names.{field}", "key-unknown", say("The form does not ask for “{field}”.", field=field),
                         did_you_mean(field, asked))  # fmt: skip
        sent = [form.names.get(field, field) for field in asked] + list(form.extra)
        for name in sorted({name for name in sent if sent.count(name) > 1}):
            hint = say("Give one of them another name.")
            self.say("form", "value-choice", say("Two things would be sent under the name “{name}”.", name=name), hint)

    def signatures(self) -> None:
        """Numbers, and the day of the count."""
        action = self.action
        for key in ("goal", "signed"):
            text = getattr(action, key)
            if text and (count(text) < 0 or (key == "goal" and not count(text))):
                self.say(
                    key,
                    "value-type",
                    say("“{text}” is not a number of people.", text=text),
                    say("Write it as “12480”."),
                )
        if action.goal and not action.signed:
            self.missing(
                "goal", say("There is a goal, but nothing says how many have signed."), say("Add “signed: 0”.")
            )
        if action.counted and not moments.is_day(action.counted):
            self.say("counted", "value-choice", say("“{counted}” is not a day.", counted=action.counted), _DAY)

    def gift(self) -> None:
        """Amounts, each with an address and in a currency."""
        action = self.action
        for text in action.amounts:
            if not amount(text):
                self.say(
                    "amounts",
                    "value-type",
                    say("“{text}” is not an amount.", text=text),
                    say("Write numbers: “[10, 25, 50]”."),
                )
        if action.amounts and not action.amount_url:
            hint = say("Add “amount_url: https://example.org/give?amount={amount}”.")
            self.missing("amounts", say("There is no address for these amounts."), hint)
        _template(action.amount_url, f"{self.place}.amount_url", self._note)
        if action.amounts and not re.fullmatch("[A-Z]{3}", action.currency):
            self.say("currency" if action.currency else "amounts", "value-choice",
                     say("The amounts need the three letters of a currency."), say("Add “currency: EUR”."))  # fmt: skip

    def meeting(self) -> None:
        """Days and hours that there are, in their order."""
        action = self.action
        _web(action.online, f"{self.place}.online", self._note)
        if action.changed and not moments.is_day(action.changed):
            self.say("changed", "value-choice", say("“{changed}” is not a day.", changed=action.changed), _DAY)
        zone = action.timezone
        if zone and not moments.is_zone(zone):
            hint = say("Write the continent and a city, as “Europe/Paris”.")
            self.say("timezone", "value-choice", say("There is no time zone “{zone}”.", zone=zone), hint)
            return
        if not zone and moments.has_hour(action.start):
            self.missing(
                "start", say("Nothing says by which clock."), say("Add the time zone: “timezone: Europe/Paris”.")
            )
            return
        found = {}
        for key, text in (("start", action.start), ("end", action.end)):
            found[key] = moments.iso(text, zone)
            if text and not found[key]:
                self.say(key, "value-choice", say("“{text}” is no day and no hour that there is.", text=text), _MOMENT)
        start, end = found["start"], found["end"]
        if action.end and not action.start:
            self.missing("end", say("There is an end, but no beginning."), say("Add “start: …”."))
        elif start and end and ("T" in start) != ("T" in end):
            self.say("end", "value-choice", say("One of start and end has an hour, the other has none."), _MOMENT)
        elif start and end and (end < start if "T" not in start else moments.utc(end) <= moments.utc(start)):
            self.say("end", "event-order", say("It would end before it begins."), say("Put the two in their order."))


# --- what is made of it --------------------------------------------------------------------------------------------


def action(name: str, settings: ActionSettings, own: ActionText, typeset: Callable[[str], str]) -> Action:
    """The action in one language. What cannot be read is left out; somebody was told."""
    return Action(
        name=name,
        kind=settings.kind,
        title=typeset(own.title or settings.title),
        text=typeset(own.text or settings.text),
        label=typeset(own.label or settings.label),
        url=web_address(own.url or settings.url),
        form=_form(settings.form, own.form, typeset) if settings.form != FormSettings() else None,
        to=typeset(own.to or settings.to),
        address=own.address or settings.address,
        email=settings.email,
        subject=own.subject or settings.subject,
        body=own.body or settings.body,
        goal=max(0, count(settings.goal)),
        signed=count(settings.signed),
        counted=settings.counted,
        amounts=tuple(amount(text) for text in settings.amounts if amount(text)),
        amount_url=_amount_url(own.amount_url or settings.amount_url),
        currency=settings.currency,
        meeting=_meeting(settings, own, typeset),
    )


def _amount_url(url: str) -> str:
    return url if is_web_address(url.replace("{amount}", "1")) else ""


def _form(settings: FormSettings, own: FormText, typeset: Callable[[str], str]) -> Form:
    asked = [(field, True) for field in settings.fields] + [(field, False) for field in settings.optional]
    # What one agrees to comes last, after what it is about.
    asked.sort(key=lambda one: one[0] == "consent")
    return Form(
        url=web_address(own.url or settings.url),
        fields=tuple(FormField(kind=kind, name=settings.names.get(kind, kind), required=must) for kind, must in asked),
        extra=tuple((settings.extra | own.extra).items()),
        privacy=typeset(own.privacy or settings.privacy),
        consent=typeset(own.consent or settings.consent),
    )


def _meeting(settings: ActionSettings, own: ActionText, typeset: Callable[[str], str]) -> Meeting | None:
    zone = settings.timezone if moments.is_zone(settings.timezone) else ""
    start = moments.iso(settings.start, zone)
    if settings.kind != "come" or not start:
        return None
    return Meeting(
        start=start,
        end=moments.iso(settings.end, zone),
        zone=zone,
        place=typeset(own.place or settings.place),
        address=own.address or settings.address,
        online=web_address(own.online or settings.online),
        changed=settings.changed,
        over=typeset(own.over or settings.over),
    )


def ladder(settings: Settings) -> tuple[str, ...]:
    """The steps in their order; where none is written, sharing comes after the first, quiet one."""
    steps = [step for step in settings.ladder if step == SHARE or step in settings.actions]
    if not settings.ladder:
        steps = list(settings.actions)
        steps.insert(1, SHARE)
    return tuple(dict.fromkeys(steps)) if settings.actions else ()
