"""The kinds of `:::` blocks: what each is called, takes and holds, and the value that is made of it.

The table `KINDS` is the truth: the checks here, the documentation and the editor's hints are made from it.
"""

from __future__ import annotations

import difflib
import re
from typing import Literal

from webdoc import model
from webdoc.model import NOTHING, Block, Issue, Sentence, Source, astray, joined, kind_of, say
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
MEANT = {
    "image": "photo", "picture": "photo", "figure": "photo", "img": "photo", "audio": "sound", "son": "sound",
    "movie": "video", "vidéo": "video", "citation": "quote", "blockquote": "quote", "galerie": "gallery",
    "slideshow": "sequence", "diaporama": "sequence", "séquence": "sequence", "chiffre": "number", "figures": "number",
    "carte": "map", "frise": "timeline", "question": "quiz", "before-after": "compare", "graph": "chart",
    "graphique": "chart", "iframe": "embed", "youtube": "embed", "button": "action", "callout": "note", "box": "note",
    "warning": "note", "tip": "note", "info": "note",
}  # fmt: skip
"""What else people call the kinds, in other programs and languages."""
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
        near = [MEANT[directive.kind]] if directive.kind in MEANT else []
        near = near or difflib.get_close_matches(directive.kind, KINDS, n=1, cutoff=0.6)
        hint = (
            say("Did you mean “{word}”?", word=near[0])
            if near
            else say("The kinds are: {names}.", names=", ".join(KINDS))
        )
        return [
            _issue(
                "block-unknown", directive.source, say("There is no block “{block}”.", block=directive.kind[:40]), hint
            )
        ]
    issues: list[Issue] = []
    if directive.argument:
        issues += _check_value(kind.argument, directive.argument, directive.argument_source, kind)
    elif kind.argument.required:
        example = EXAMPLE.get(
            kind.argument.type, {"number": "4.1 million", "action": "sign"}.get(kind.name, "https://…")
        )
        issues.append(
            _issue(
                "argument-missing",
                directive.source,
                say("After “{block}” something is missing.", block=kind.name),
                joined(
                    (
                        Sentence(kind.argument.help),
                        say("Write ::: {block} {example}", block=kind.name, example=example),
                    ),
                    " ",
                ),
            )
        )
    if kind.body_required and not directive.body:
        issues.append(
            _issue(
                "body-missing", directive.source, say("The block “{block}” is empty.", block=kind.name),
                say("Write its content between the first line and the closing :::."),
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
        known = say("“{block}” knows: {names}.", block=kind.name, names=", ".join(fields))
        hint = (
            say("Did you mean “{word}”?", word=near[0])
            if near
            else say("{known} If this is text, leave an empty line before it.", known=known)
        )
        return [
            _issue(
                "option-unknown",
                option.source,
                say("“{block}” has no option “{option}”.", block=kind.name, option=option.name),
                hint,
            )
        ]
    if option.name in seen:
        return [
            _issue(
                "option-twice",
                option.source,
                say("“{option}” stands here twice.", option=option.name),
                say("Keep one of them."),
            )
        ]
    seen.add(option.name)
    if not option.value:
        if option.name == "alt":
            return []
        return [
            _issue(
                "option-invalid", option.value_source, say("After “{option}:” a value is missing.", option=option.name),
                say("{help} Write it, or take the line away.", help=Sentence(fields[option.name].help)),
            )
        ]  # fmt: skip
    return _check_value(fields[option.name], option.value, option.value_source, kind)


def _check_value(field: Field, written: str, source: Source, kind: Kind) -> list[Issue]:
    """One value against its type."""
    meant = value(field, written)
    if field.type == "choice" and meant not in field.choices:
        return [
            _issue(
                "option-invalid",
                source,
                say("“{written}” is not a value of “{option}”.", written=written, option=field.name),
                say("Write one of: {names}.", names=", ".join(field.choices)),
            )
        ]
    if field.type == "yes-no" and written.lower() not in ("true", "false", "yes", "no", "on", "off"):
        return [
            _issue(
                "option-invalid",
                source,
                say("“{option}” is true or false, not “{written}”.", option=field.name, written=written),
                say("Write true."),
            )
        ]
    if field.type == "times":
        wrong = next((one for one, at in several(written) if at is None), None)
        hint = say("Write minutes and seconds, parted by commas: 0:14, 1:05")
        return [_issue("time-invalid", source, say("“{wrong}” is no time.", wrong=wrong), hint)] if wrong else []
    if field.type == "name" and not (meant == slugify(meant) or re.fullmatch(r"[\w-]+", meant)):
        proposal = slugify(meant) or "name"
        return [
            _issue(
                "option-invalid",
                source,
                say("“{written}” cannot be a name.", written=written),
                say("Write {proposal}.", proposal=proposal),
            )
        ]
    if field.type == "address" and not (meant.startswith("https://") and safe_address(meant) and " " not in meant):
        return [
            _issue(
                "option-invalid",
                source,
                say("“{written}” is not an address that can be embedded.", written=written[:60]),
                say("Write the whole address, beginning with https://"),
            )
        ]
    names = [unquote(name) for name in written.split(",")] if field.type == "captions" else [meant]
    if field.type in WANTED:
        return [issue for name in names if name for issue in _check_file(name, WANTED[field.type], source, kind)]
    return []


def _check_file(name: str, wanted: tuple[str, ...], source: Source, kind: Kind) -> list[Issue]:
    """A file's name: on no other site, and of the kind that is needed."""
    if wrong := astray(name):
        code, message, hint = wrong
        return [_issue(code, source, message, hint)]
    found = kind_of(name)
    if found is None:
        return [
            _issue(
                "medium-unknown", source, say("webdoc does not know what kind of file “{name}” is.", name=name[:60]),
                model.instead(name)
                or say("A file with one of these endings is needed: {endings}.", endings=', '.join(_endings(wanted))),
            )
        ]  # fmt: skip
    if found not in wanted:
        better = (
            say("Write ::: {found} {name}.", found=found, name=name)
            if found in KINDS and found not in wanted
            else NOTHING
        )
        return [
            _issue(
                "medium-kind",
                source,
                say(
                    "“{name}” is a file of kind {found}; “{block}” needs {wanted}.",
                    name=name[:60],
                    found=found,
                    block=kind.name,
                    wanted=" or ".join(wanted),
                ),
                joined((say("Endings that fit: {endings}.", endings=", ".join(_endings(wanted))), better), " "),
            )
        ]
    return []


def _endings(wanted: tuple[str, ...]) -> list[str]:
    table = {
        "photo": model.PHOTO_SUFFIXES, "sound": model.SOUND_SUFFIXES, "video": model.VIDEO_SUFFIXES,
        "captions": model.CAPTION_SUFFIXES, "data": model.DATA_SUFFIXES,
        "shapes": model.SHAPE_SUFFIXES,
    }  # fmt: skip
    return [suffix for kind in wanted for suffix in table[kind]]


def _issue(code: str, source: Source, message: Sentence, hint: Sentence) -> Issue:
    return Issue(code=code, message=message, source=source, hint=hint)
