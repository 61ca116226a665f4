"""From actions to what their templates are given. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import msgspec
from markupsafe import Markup, escape

from webdoc import model
from webdoc.model import SHARE, Action, Chapter, Documentary, Form, Site
from webdoc.pages import actionviews, calendar, i18n, share, urls, views
from webdoc.pages.reading import every, host_of

LONGEST_LINK = 1_900
"""Characters that every mail program takes in a link: Outlook ends at 2,048 with all that it adds."""

_BLANK = re.compile(r"(\[[^\[\]\n]{1,60}\])")
"""What a visitor fills in by hand: ``[your name]``."""

_LABELS = {
    "sign": "Sign",
    "write": "Write the letter",
    "give": "Give",
    "join": "Join",
    "volunteer": "Volunteer",
    "come": "Come",
    "learn": "Learn more",
}
_DID = {
    "sign": "You have signed.",
    "write": "You have written.",
    "give": "You have given.",
    "join": "You have joined.",
    "volunteer": "You have offered your help.",
    "come": "You mean to come.",
    "learn": "You have read on.",
}
_FIELDS = {
    "name": ("Name", "text", "name"),
    "first-name": ("First name", "text", "given-name"),
    "last-name": ("Last name", "text", "family-name"),
    "email": ("E-mail", "email", "email"),
    "phone": ("Telephone", "tel", "tel"),
    "town": ("Town", "text", "address-level2"),
    "postcode": ("Postcode", "text", "postal-code"),
    "country": ("Country", "text", "country-name"),
    "message": ("Message", "textarea", "off"),
    "consent": ("", "checkbox", "off"),
}
"""What each field is called, the type of its ``<input>``, and what browsers may fill in (HTML's autofill tokens)."""


def is_long(action: Action) -> bool:
    """Whether its letter is too long for a mail link."""
    return bool(action.email) and len(share.mail(action.email, action.subject, action.body)) > LONGEST_LINK


def page(site: Site, documentary: Documentary, action: Action) -> str:
    """The public address where it is done: its own page, else its place on the end page; empty without a base."""
    return action.url or urls.absolute(site.base_url, f"{urls.end(site, documentary)}#act-{action.name}")


class Acts:
    """The actions of one page; ``to`` makes links from there."""

    def __init__(self, site: Site, documentary: Documentary, to: Callable[[str], str]) -> None:
        self.site = site
        self.documentary = documentary
        self.words = i18n.Words(documentary.lang)
        self.to = to

    def view(self, action: Action, id: str, blocks: tuple[views.BlockView, ...] = ()) -> actionviews.ActView:
        """An action with all that its kind needs."""
        letter = self.letter(action) if action.kind == "write" and (action.email or action.body) else None
        posted = action.email and share.mail(action.email, action.subject, "" if is_long(action) else action.body)
        href = "" if action.form else posted or action.url
        site = action.form.url if action.form else "" if posted else action.url
        return actionviews.ActView(
            kind="act",
            id=id,
            action=action.kind,
            name=action.name,
            title=action.title,
            text=action.text,
            label=action.label or self.words(_LABELS[action.kind]),
            href=href,
            host=host_of(site) if site else "",
            external=bool(site),
            more=action.url if posted or action.form else "",
            did=self.words(_DID[action.kind]),
            form=self.form(action.form, id) if action.form else None,
            progress=self.progress(action) if action.signed >= 0 else None,
            amounts=tuple(self.amounts(action)),
            letter=letter,
            meeting=self.meeting(action),
            blocks=blocks,
        )

    def form(self, form: Form, id: str) -> actionviews.FormView:
        """The form, with the attributes that let a browser fill it in."""
        fields = []
        for field in form.fields:
            label, type, autocomplete = _FIELDS[field.kind]
            fields.append(
                actionviews.FieldView(
                    id=f"{id}-{field.kind}",
                    kind=field.kind,
                    name=field.name,
                    label=self.words(label) if label else form.consent,
                    type=type,
                    autocomplete=autocomplete,
                    required=field.required,
                )
            )
        return actionviews.FormView(url=form.url, fields=tuple(fields), extra=form.extra, privacy=form.privacy)

    def progress(self, action: Action) -> actionviews.ProgressView:
        """How many have signed, how many are hoped for."""
        lang = self.documentary.lang
        number = Markup("<b>{}</b>").format(i18n.number(action.signed, lang))
        text = self.words.count(
            "{number} person has signed.", "{number} people have signed.", action.signed, number=number
        )
        goal = self.words("The goal: {goal}.", goal=i18n.number(action.goal, lang)) if action.goal else ""
        day = i18n.day(action.counted, lang)
        return actionviews.ProgressView(
            signed=action.signed,
            goal=action.goal,
            text=Markup(text),
            hoped=goal,
            counted=self.words("Counted on {day}.", day=day) if day else "",
        )

    def amounts(self, action: Action) -> Iterator[actionviews.AmountView]:
        """The amounts that are proposed."""
        for amount in action.amounts if "{amount}" in action.amount_url else ():
            label = i18n.money(amount, action.currency, self.documentary.lang)
            yield actionviews.AmountView(label=label, href=action.amount_url.replace("{amount}", amount))

    def letter(self, action: Action) -> actionviews.LetterView:
        """The letter, its blanks marked."""
        pieces = _BLANK.split(action.body)
        marked = (Markup("<mark>{}</mark>").format(one) if at % 2 else escape(one) for at, one in enumerate(pieces))
        return actionviews.LetterView(
            to=action.to,
            address=action.address,
            email=action.email,
            subject=action.subject,
            body=Markup("").join(marked),
            blanks=len(pieces) > 1,
            long=is_long(action),
        )

    def meeting(self, action: Action) -> actionviews.MeetingView | None:
        """When and where one comes."""
        meeting = action.meeting
        if meeting is None:
            return None
        public = page(self.site, self.documentary, action)
        return actionviews.MeetingView(
            start=meeting.start,
            end=meeting.end,
            ends=calendar.ends(meeting),
            when=i18n.when(meeting.start, meeting.end, self.documentary.lang, meeting.zone if meeting.online else ""),
            place=meeting.place,
            address=meeting.address,
            online=meeting.online,
            host=host_of(meeting.online) if meeting.online else "",
            calendar=self.to(urls.calendar(self.site, self.documentary, action.name)),
            over=meeting.over,
            data=calendar.structured(action, meeting, public),
        )

    def closing(self, chapter: Chapter) -> actionviews.ActView | None:
        """What the chapter ends with: the action that it names, else the ladder's first; none when it was there."""
        actions = self.documentary.actions
        if chapter.action == "none" or not actions:
            return None
        action = self.documentary.action(chapter.action) if chapter.action else actions[0]
        return self.view(action, "act") if action and action.name not in offered(chapter) else None

    def onward(self, chapter: Chapter) -> tuple[actionviews.StepView, ...]:
        """What leads on from a chapter: passing it on, the step after those that it has offered, and all of them."""
        documentary = self.documentary
        ladder = documentary.ladder
        here = offered(chapter) | {chapter.action or documentary.actions[0].name if documentary.actions else ""}
        at = max((ladder.index(name) for name in here if name in ladder), default=-1)
        asks = [name for name in (*ladder[at + 1 :], *ladder) if name not in here and name != SHARE]
        if chapter.action == "none" or not asks:
            return ()
        everything = actionviews.StepView(
            name="",
            title=self.words("What you can do"),
            href=self.to(urls.end(self.site, documentary)),
            act=None,
            shown=False,
        )
        sharing = (self.step(SHARE),) if SHARE in ladder else ()
        return (*sharing, self.step(asks[0], shown=True), everything)

    def step(self, name: str, *, shown: bool = False, whole: bool = False) -> actionviews.StepView:
        """A step; ``whole``: with its action, for the page where it stands."""
        action = self.documentary.action(name)
        end = urls.end(self.site, self.documentary)
        act = self.view(action, f"act-{name}") if action and whole else None
        if act and action and page(self.site, self.documentary, action):
            act = msgspec.structs.replace(act, qr=self.to(urls.act_qr(self.site, self.documentary, name)))
        return actionviews.StepView(
            name=name,
            title=action.title if action else self.words("Pass it on"),
            href=self.to(f"{end}#act-{name}") if action else "#pass",
            act=act,
            shown=shown,
        )


def offered(chapter: Chapter) -> set[str]:
    """The actions that stand in the chapter's text."""
    return {block.name for block in every(chapter.blocks) if isinstance(block, model.Act)}
