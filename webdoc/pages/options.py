"""A theme's options: what may be set, whether what is set can be used, the custom properties that come of it. Pure.

A theme declares its options in ``theme.yaml``, a project sets them in ``webdoc.yaml``. A colour has to be readable
against every colour it is ``against``: 4.5:1, as WCAG 2 asks of text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Literal

from msgspec import Struct

from webdoc.model import NOTHING, Issue, Sentence, Source, say
from webdoc.sense import did_you_mean

READABLE = 4.5
_COLOUR = re.compile(r"#?([0-9a-fA-F]{3}|[0-9a-fA-F]{6})")
_CHOICE = re.compile(r"[\w-]+")
_NAME = re.compile(r"[a-z][a-z0-9-]*")
_PROPERTY = re.compile(r"--[\w-]+")
_VALUE = re.compile(r"[^;{}<]+")


class Option(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An option as ``theme.yaml`` declares it. It reaches the style as the custom property of its name."""

    type: Literal["colour", "choice"]
    default: str
    help: str = ""
    choices: tuple[str, ...] = ()
    sets: dict[str, dict[str, str]] = {}
    """For a choice: the custom properties that it brings besides."""
    against: tuple[str, ...] = ()
    """For a colour: those that it is read against, as ink or as ground."""


def settle(
    options: Mapping[str, Option], given: Mapping[str, str], places: Mapping[str, Source] | None = None
) -> tuple[dict[str, str], tuple[Issue, ...]]:
    """The value of every option, its default where what is given cannot be used, and what is wrong with that."""
    values = {name: _normal(option, option.default) for name, option in options.items()}
    issues: list[Issue] = []
    for name, text in given.items():
        code, message, hint = "", NOTHING, NOTHING
        if name not in options:
            code, message = "key-unknown", say("The theme has no option “{name}”.", name=name)
            hint = did_you_mean(name, options) or say("This theme has no options.")
        else:
            code, message, hint = _wrong(name, options[name], str(text))
        if code:
            source = (places or {}).get(f"options.{name}", Source("webdoc.yaml"))
            issues.append(Issue(code=code, message=message, source=source, hint=hint))
        else:
            values[name] = _normal(options[name], str(text))
    return values, tuple(issues)


def style(options: Mapping[str, Option], values: Mapping[str, str]) -> str:
    """The rule that says the options to CSS; it comes after the theme's own."""
    said = {}
    for name, option in options.items():
        said[f"--{name}"] = values[name]
        said |= option.sets.get(values[name], {})
    return f":root{{{';'.join(f'{name}:{value}' for name, value in said.items())}}}" if said else ""


def mistakes(options: Mapping[str, Option]) -> Iterator[tuple[tuple[str, ...], Sentence]]:
    """What the maker of a theme has declared wrongly, and the keys that lead there."""
    for name, option in options.items():
        if not _NAME.fullmatch(name):
            yield (name,), say("“{name}” cannot name an option: take small letters, digits and hyphens.", name=name)
        if option.type == "choice" and not option.choices:
            yield (name,), say("the option “{name}” needs “choices: [one, two]”.", name=name)
        for choice in option.choices:
            if not _CHOICE.fullmatch(choice):
                said = say("“{choice}” cannot be a choice of “{name}”: take one word.", choice=choice, name=name)
                yield (name, "choices"), said
        yield from _set_wrongly(name, option)
        for colour in option.against:
            if not _COLOUR.fullmatch(colour):
                said = say(
                    "“{name}” is against “{colour}”, which is not a colour as “#14181A”.", name=name, colour=colour
                )
                yield (name, "against"), said
        if all(_COLOUR.fullmatch(colour) for colour in option.against):
            code, message, _ = _wrong(name, option, option.default)
            if code:
                yield (name, "default"), say("the default does not do: {why}", why=message)


def _set_wrongly(name: str, option: Option) -> Iterator[tuple[tuple[str, ...], Sentence]]:
    for choice, properties in option.sets.items():
        if choice not in option.choices:
            said = say(
                "“{name}” sets something for “{choice}”, which is not one of its choices.", name=name, choice=choice
            )
            yield (name, "sets", choice), said
        for key, value in properties.items():
            if not _PROPERTY.fullmatch(key) or not _VALUE.fullmatch(value):
                said = say("“{name}” sets “{key}: {value}”, which is not a custom property as “--leading: 1.5”.",
                           name=name, key=key, value=value)  # fmt: skip
                yield (name, "sets", choice, key), said


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours by WCAG 2, from 1 to 21.

    >>> round(contrast("#14181a", "#ffd21e"), 1)
    12.3
    """
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _wrong(name: str, option: Option, text: str) -> tuple[str, Sentence, Sentence]:
    """Code, message and hint of what is wrong with a value; empty when nothing is."""
    if option.type == "choice":
        if text in option.choices:
            return "", NOTHING, NOTHING
        return (
            "value-choice",
            say("“{name}” cannot be “{text}”.", name=name, text=text),
            did_you_mean(text, option.choices),
        )
    if not _COLOUR.fullmatch(text):
        said = say("is “{text}”", text=text) if text else say("is empty (in YAML a # outside quotes begins a remark)")
        return (
            "value-type",
            say("“{name}” has to be a colour, but {said}.", name=name, said=said),
            say('Write “{name}: "{default}"”.', name=name, default=option.default),
        )
    colour = _normal(option, text)
    low, worst = min(((contrast(colour, other), other) for other in option.against), default=(READABLE, ""))
    if low >= READABLE:
        return "", NOTHING, NOTHING
    near = _readable(colour, option.against)
    hint = (
        say("This one can be: “{near}”.", near=near)
        if near
        else say("The theme's own is “{default}”.", default=option.default)
    )
    return (
        "contrast-low",
        say(
            "“{name}: {text}” cannot be read against {worst}: {ratio}:1, needed are 4.5:1.",
            name=name,
            text=text,
            worst=worst,
            ratio=_down(low),
        ),
        hint,
    )


def _normal(option: Option, text: str) -> str:
    if option.type != "colour":
        return text
    digits = text.removeprefix("#").lower()
    return "#" + (digits if len(digits) == 6 else "".join(digit * 2 for digit in digits))


def _readable(colour: str, against: tuple[str, ...]) -> str:
    """The nearest darker or lighter shade that is readable against all of them; empty when there is none."""
    start = _channels(colour)
    for step in range(1, 51):
        for end in (0, 255):
            shade = "#" + "".join(f"{round(one + (end - one) * step / 50):02x}" for one in start)
            if all(contrast(shade, other) >= READABLE for other in against):
                return shade
    return ""


def _channels(colour: str) -> tuple[int, ...]:
    digits = colour.removeprefix("#")
    digits = digits if len(digits) == 6 else "".join(digit * 2 for digit in digits)
    return tuple(int(digits[at : at + 2], 16) for at in (0, 2, 4))


def _luminance(colour: str) -> float:
    parts = (one / 255 for one in _channels(colour))
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _down(ratio: float) -> str:
    """Rounded down, so that 4.49 never reads as 4.5."""
    return f"{int(ratio * 10) / 10:.1f}"
