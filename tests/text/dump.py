"""Blocks as a person reads them, for golden files."""

from __future__ import annotations

from collections.abc import Iterator

from webdoc import model
from webdoc.model import Block, Chapter, Issue, MediaRef


def dump(chapter: Chapter | None, issues: tuple[Issue, ...] = ()) -> str:
    """A chapter's blocks and what is wrong with it, a line each."""
    lines = [line for block in (chapter.blocks if chapter else ()) for line in _block(block, "")]
    lines += [f"! {issue.source.line}:{issue.source.column} {issue.level} {issue.code}" for issue in issues]
    return "\n".join(lines)


def _block(block: Block, indent: str) -> Iterator[str]:
    name = type(block).__name__.lower()
    head = f"{indent}{name}"
    if block.id:
        head += f" #{block.id}"
    if isinstance(block, model.Prose):
        yield head
        yield from (f"{indent}  {line}" for line in block.html.split("\n") if line)
        return
    ref = getattr(block, "ref", None)
    if isinstance(ref, MediaRef):
        head += f" {_ref(ref)}"
    for field in ("title", "who", "figure", "url", "name", "origin", "provider", "witness", "place", "side", "text"):
        value = getattr(block, field, "")
        if value:
            head += f" {field}={value!r}"
    if isinstance(block, model.Chart):
        head += f" {block.form} unit={block.unit!r} x={block.x!r} y={block.y!r}"
    if isinstance(block, model.Quiz):
        head += f" {block.form} question={block.question!r}"
        if block.form == "number":
            head += f" value={block.value:g}±{block.tolerance:g} unit={block.unit!r}"
        if block.form == "true-false":
            head += f" {block.truth}"
    if getattr(block, "loop", False):
        head += " loop"
    poster = getattr(block, "poster", None)
    if poster:
        head += f" poster={poster.src!r}"
    for captions in getattr(block, "captions", ()):
        head += f" captions={captions.src!r}"
    if not getattr(block, "alone", True):
        head += " together"
    for at in getattr(block, "moments", ()):
        head += f" moment={at:g}"
    yield head
    for ref in getattr(block, "refs", ()):
        yield f"{indent}  {_ref(ref)}"
    for frame in getattr(block, "frames", ()):
        yield f"{indent}  {frame.at:g} {_ref(frame.ref)}"
    ambient = getattr(block, "ambient", None)
    if ambient:
        yield f"{indent}  ambient {_ref(ambient)}"
    for number, step in enumerate(getattr(block, "steps", ()), 1):
        yield f"{indent}  step {number}"
        for inner in step:
            yield from _block(inner, indent + "    ")
    for spot in getattr(block, "spots", ()):
        yield f"{indent}  {spot.left:g}% {spot.top:g}% {spot.label}: {spot.html}"
    for point in getattr(block, "points", ()):
        yield f"{indent}  {point.north:g} {point.east:g} {point.label}: {point.html}"
    for event in getattr(block, "events", ()):
        yield f"{indent}  {event.when}: {event.html}"
    for answer in getattr(block, "answers", ()):
        said = f" -- {answer.feedback.html}" if answer.feedback else ""
        yield f"{indent}  [{'x' if answer.right else ' '}] {answer.html}{said}"
    for inner in getattr(block, "body", ()):
        yield from _block(inner, indent + "  ")


def _ref(ref: MediaRef) -> str:
    out = repr(ref.src)
    if ref.alt is not None:
        out += f" alt={ref.alt!r}"
    if ref.html:
        out += f" caption={ref.html!r}"
    if ref.credit:
        out += f" credit={ref.credit!r}"
    return out
