"""The kinds of `:::` blocks: what each is called, takes and holds, and the value that is made of it.

The table `KINDS` is the truth: the checks here, the documentation and the editor's hints are made from it.
"""

from __future__ import annotations

import difflib
import re
from typing import Literal

from webdoc import model
from webdoc.model import Block, Issue, Source, kind_of
from webdoc.text.directives import Directive, Option
from webdoc.text.exhibits import EXHIBITS
from webdoc.text.kind import (
    ALT,
    AMBIENT,
    AMBIENT_ALT,
    CAPTION,
    CAPTIONS,
    CREDIT,
    ID,
    LOOP,
    MOMENTS,
    PLACE,
    POSTER,
    PROVIDER,
    SHARE,
    SIDE,
    SOURCE,
    TITLE,
    WITNESS,
    Field,
    Kind,
    Type,
    Values,
    required,
    unquote,
)
from webdoc.text.quiz import QUIZ
from webdoc.text.sanitize import safe_address
from webdoc.text.slugs import slugify
from webdoc.text.times import several


def _photo(v: Values) -> Block:
    return model.Photo(id=v.id, source=v.directive.source, ref=v.main(alt=True), place=v.word("place"))  # type: ignore[arg-type]


def _sound(v: Values) -> Block:
    return model.Sound(
        id=v.id, source=v.directive.source, ref=v.main(), title=v.word("title"), witness=v.word("witness"),
        captions=v.captions(), place=v.word("place"),  # type: ignore[arg-type]
    )  # fmt: skip


def _video(v: Values) -> Block:
    return model.Video(
        id=v.id, source=v.directive.source, ref=v.main(alt=True), title=v.word("title"), witness=v.word("witness"),
        captions=v.captions(), poster=v.ref("poster"), loop=v.word("loop") == "true",
        place=v.word("place"),  # type: ignore[arg-type]
    )  # fmt: skip


def _gallery(v: Values) -> Block:
    refs = tuple(block.ref for block in v.body if isinstance(block, model.Photo))
    return model.Gallery(id=v.id, source=v.directive.source, title=v.word(""), refs=refs)


def _sequence(v: Values) -> Block:
    return model.Sequence(
        id=v.id, source=v.directive.source, ref=v.main(), title=v.word("title"), witness=v.word("witness"),
        captions=v.captions(), frames=v.frames,
        moments=tuple(sorted({at for _, at in several(v.word("share")) if at is not None})),
    )  # fmt: skip


def _scene(v: Values) -> Block:
    side: Literal["left", "right"] = "left" if v.word("side") == "left" else "right"
    return model.Scene(
        id=v.id, source=v.directive.source, ref=v.main(alt=True), side=side,
        ambient=v.ambient(), steps=v.steps,
    )  # fmt: skip


def _quote(v: Values) -> Block:
    return model.Quote(
        id=v.id, source=v.directive.source, who=v.word(""), origin=v.word("source"), text=v.text, body=v.body,
        alone=v.alone(),
    )  # fmt: skip


def _number(v: Values) -> Block:
    return model.Number(
        id=v.id, source=v.directive.source, figure=v.word(""), origin=v.word("source"), text=v.text, body=v.body,
        alone=v.alone(),
    )  # fmt: skip


def _note(v: Values) -> Block:
    return model.Note(id=v.id, source=v.directive.source, title=v.word(""), body=v.body)


def _embed(v: Values) -> Block:
    return model.Embed(
        id=v.id, source=v.directive.source, url=v.word(""), title=v.word("title"), provider=v.word("provider"),
        poster=v.ref("poster"), body=v.body,
    )  # fmt: skip


def _act(v: Values) -> Block:
    return model.Act(id=v.id, source=v.directive.source, name=v.word(""), body=v.body)


KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind(
            "photo", "A photograph.", required("photo", "The photograph's file."),
            (ALT, CAPTION, CREDIT, PLACE, ID), "caption", _photo,
        ),
        Kind(
            "sound", "A sound with its transcript.", required("sound", "The sound's file."),
            (TITLE, CAPTIONS, CAPTION, WITNESS, CREDIT, PLACE, ID), "caption", _sound,
        ),
        Kind(
            "video", "A video with its transcript.", required("video", "The video's file."),
            (TITLE, ALT, CAPTIONS, CAPTION, POSTER, LOOP, WITNESS, CREDIT, PLACE, ID), "caption", _video,
        ),
        Kind(
            "gallery", "Photographs side by side, one a line.", Field("TITLE", "words", "What they have in common."),
            (ID,), "pictures", _gallery, body_required=True,
        ),
        Kind(
            "sequence", "Photographs timed on one sound.", required("sound", "The sound's file."),
            (TITLE, CAPTIONS, WITNESS, CREDIT, MOMENTS, ID), "frames", _sequence, body_required=True,
        ),
        Kind(
            "scene", "A picture that stays while the text passes over it.",
            required("picture", "A photograph, or a video that is shown as a silent loop."),
            (ALT, SIDE, AMBIENT, AMBIENT_ALT, CREDIT, ID), "steps", _scene, body_required=True,
        ),
        Kind(
            "quote", "A sentence of somebody's.", Field("WHO", "words", "Who said it."),
            (SOURCE, SHARE, ID), "blocks", _quote, body_required=True,
        ),
        Kind(
            "number", "A figure and what it counts.", Field("FIGURE", "words", "The figure.", required=True),
            (SOURCE, SHARE, ID), "blocks", _number, body_required=True,
        ),
        Kind(
            "note", "A remark beside the story.", Field("TITLE", "words", "What it is about."),
            (ID,), "blocks", _note, body_required=True,
        ),
        Kind(
            "embed", "Something on another site, shown as a picture and a link.",
            Field("ADDRESS", "address", "Its address, beginning with https:", required=True),
            (TITLE, PROVIDER, POSTER, ID), "blocks", _embed,
        ),
        Kind(
            "action", "An action of webdoc.yaml, placed here.",
            Field("NAME", "name", "The action's name in webdoc.yaml.", required=True),
            (ID,), "blocks", _act,
        ),
        *EXHIBITS,
        QUIZ,
    )
}  # fmt: skip

OPTIONS = {name: tuple(option.name for option in kind.options) for name, kind in KINDS.items()}
STEPPED = frozenset(name for name, kind in KINDS.items() if kind.body == "steps")
EXAMPLE = {"photo": "door.jpg", "sound": "marie.mp3", "video": "street.mp4", "picture": "door.jpg", "data": "rents.csv"}
WANTED: dict[Type, tuple[str, ...]] = {
    "photo": ("photo",), "sound": ("sound",), "video": ("video",), "picture": ("photo", "video"),
    "captions": ("captions",), "data": ("data",), "shapes": ("shapes",),
}  # fmt: skip


def value(field: Field, written: str) -> str:
    """What is written as it is meant: quotes around names taken off, yes-no as ``true`` or empty."""
    if field.type in ("photo", "sound", "video", "picture", "data", "shapes", "address"):
        return unquote(written)
    if field.type == "yes-no":
        return "true" if written.lower() in ("true", "yes", "on") else ""
    return written.lower() if field.type in ("choice", "name") and field.name != "NAME" else written


def check(directive: Directive, path: str) -> list[Issue]:
    """Everything that is wrong with a block's first line and options."""
    kind = KINDS.get(directive.kind)
    if kind is None:
        near = difflib.get_close_matches(directive.kind, KINDS, n=1, cutoff=0.5)
        hint = f"Did you mean “{near[0]}”?" if near else f"The kinds are: {', '.join(KINDS)}."
        return [_issue("block-unknown", directive.source, f"There is no block “{directive.kind[:40]}”.", hint)]
    issues: list[Issue] = []
    if directive.argument:
        issues += _check_value(kind.argument, directive.argument, directive.argument_source, kind)
    elif kind.argument.required:
        example = EXAMPLE.get(
            kind.argument.type, {"number": "4.1 million", "action": "sign"}.get(kind.name, "https://…")
        )
        issues.append(
            _issue(
                "argument-missing", directive.source, f"After “{kind.name}” something is missing: "
                f"{kind.argument.help[0].lower()}{kind.argument.help[1:]}", f"Write ::: {kind.name} {example}",
            )
        )  # fmt: skip
    if kind.body_required and not directive.body:
        issues.append(
            _issue(
                "body-missing", directive.source, f"The block “{kind.name}” is empty.",
                "Write its content between the first line and the closing :::.",
            )
        )  # fmt: skip
    seen: set[str] = set()
    for option in directive.options:
        issues += _check_option(option, kind, seen)
    return issues


def _check_option(option: Option, kind: Kind, seen: set[str]) -> list[Issue]:
    fields = {field.name: field for field in kind.options}
    if option.name not in fields:
        near = difflib.get_close_matches(option.name, fields, n=1, cutoff=0.6)
        known = f"“{kind.name}” knows: {', '.join(fields)}."
        hint = f"Did you mean “{near[0]}”?" if near else f"{known} If this is text, leave an empty line before it."
        return [_issue("option-unknown", option.source, f"“{kind.name}” has no option “{option.name}”.", hint)]
    if option.name in seen:
        return [_issue("option-twice", option.source, f"“{option.name}” stands here twice.", "Keep one of them.")]
    seen.add(option.name)
    if not option.value:
        if option.name == "alt":
            return []
        return [
            _issue(
                "option-invalid", option.value_source, f"After “{option.name}:” a value is missing.",
                f"{fields[option.name].help} Write it, or take the line away.",
            )
        ]  # fmt: skip
    return _check_value(fields[option.name], option.value, option.value_source, kind)


def _check_value(field: Field, written: str, source: Source, kind: Kind) -> list[Issue]:
    """One value against its type."""
    meant = value(field, written)
    if field.type == "choice" and meant not in field.choices:
        return [
            _issue(
                "option-invalid", source, f"“{written}” is not a value of “{field.name}”.",
                f"Write one of: {', '.join(field.choices)}.",
            )
        ]  # fmt: skip
    if field.type == "yes-no" and written.lower() not in ("true", "false", "yes", "no", "on", "off"):
        return [_issue("option-invalid", source, f"“{field.name}” is true or false, not “{written}”.", "Write true.")]
    if field.type == "times":
        wrong = next((one for one, at in several(written) if at is None), None)
        hint = "Write minutes and seconds, parted by commas: 0:14, 1:05"
        return [_issue("time-invalid", source, f"“{wrong}” is no time.", hint)] if wrong else []
    if field.type == "name" and not (meant == slugify(meant) or re.fullmatch(r"[\w-]+", meant)):
        proposal = slugify(meant) or "name"
        return [_issue("option-invalid", source, f"“{written}” cannot be a name.", f"Write {proposal}.")]
    if field.type == "address" and not (meant.startswith("https://") and safe_address(meant) and " " not in meant):
        return [
            _issue(
                "option-invalid", source, f"“{written[:60]}” is not an address that can be embedded.",
                "Write the whole address, beginning with https://",
            )
        ]  # fmt: skip
    names = [unquote(name) for name in written.split(",")] if field.type == "captions" else [meant]
    if field.type in WANTED:
        return [issue for name in names if name for issue in _check_file(name, WANTED[field.type], source, kind)]
    return []


def _check_file(name: str, wanted: tuple[str, ...], source: Source, kind: Kind) -> list[Issue]:
    """A file's name: on no other site, and of the kind that is needed."""
    if re.match(r"[a-zA-Z][a-zA-Z0-9+.-]+:|//", name):
        return [
            _issue(
                "medium-elsewhere", source, f"“{name[:60]}” is not a file of this project.",
                "Save the file in media/ and write its name: a documentary asks no other site for anything.",
            )
        ]  # fmt: skip
    found = kind_of(name)
    if found is None:
        return [
            _issue(
                "medium-unknown", source, f"webdoc does not know what kind of file “{name[:60]}” is.",
                f"A file with one of these endings is needed: {', '.join(_endings(wanted))}.",
            )
        ]  # fmt: skip
    if found not in wanted:
        here = f"“{kind.name}”"
        better = f" Write ::: {found} {name}." if found in KINDS and found not in wanted else ""
        return [
            _issue(
                "medium-kind", source, f"“{name[:60]}” is a file of kind {found}; {here} needs {' or '.join(wanted)}.",
                f"Endings that fit: {', '.join(_endings(wanted))}.{better}",
            )
        ]  # fmt: skip
    return []


def _endings(wanted: tuple[str, ...]) -> list[str]:
    table = {
        "photo": model.PHOTO_SUFFIXES, "sound": model.SOUND_SUFFIXES, "video": model.VIDEO_SUFFIXES,
        "captions": model.CAPTION_SUFFIXES, "data": model.DATA_SUFFIXES,
        "shapes": model.SHAPE_SUFFIXES,
    }  # fmt: skip
    return [suffix for kind in wanted for suffix in table[kind]]


def _issue(code: str, source: Source, message: str, hint: str) -> Issue:
    return Issue(code=code, message=message, source=source, hint=hint)
