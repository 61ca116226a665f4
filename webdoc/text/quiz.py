"""The quiz: a question, its answers, and what is said of each."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import Literal, cast

from webdoc import model
from webdoc.model import Answer, Block, Issue, Prose, Sentence, say
from webdoc.text.kind import ID, Field, Form, Kind, Row, Values, issue

Type = Literal["choice", "several", "true-false", "order", "number"]

_NUMBER = re.compile(r"[+-]?\d{1,12}(?:[.,]\d{1,9})?$")
_YES, _NO = ("true", "yes", "right"), ("false", "no", "wrong")
_FORM = Form(
    line=re.compile(r"[ ]{0,3}(?:[-*+]\s+\[\s*(?P<head>[xX]?)\s*\]|(?P<place>\d{1,3})[.)])(?:\s+(?P<rest>.*))?$"),
    example=say("- [x] The answer -- What is said to those who choose it."),
    split=re.compile(r"(?<=\s)(?:--|—|–)\s+"),
    prose=True,
)
_EXAMPLES = {
    "choice": say("Write a line for each answer and a cross in the right one: - [x] Nine -- The law of 2002."),
    "several": say("Put a cross in each right answer: - [x] Mould -- What it does to lungs."),
    "true-false": say("Write answer: true or answer: false."),
    "order": say("Write them in the right order, a number before each: 1. The letter"),
    "number": say("Write it in figures: answer: 4.2"),
}


def number(written: str) -> float | None:
    """A number as people write it, with a point or a comma; None when it is none."""
    return float(written.replace(",", ".")) if _NUMBER.match(written) else None


def kind(v: Values) -> Type:
    """The type of a quiz: as it says, else as its answers look."""
    if v.word("type"):
        return cast(Type, v.word("type"))
    if v.word("answer"):
        return "true-false" if v.word("answer").lower() in (*_YES, *_NO) else "number"
    if v.rows and not any(_boxed(row) for row in v.rows):
        return "order"
    return "several" if sum(_right(row) for row in v.rows) > 1 else "choice"


def _boxed(row: Row) -> bool:
    return row.head in ("", "x", "X")


def _right(row: Row) -> bool:
    return row.head in ("x", "X")


def _quiz(v: Values) -> Block:
    type_ = kind(v)
    listed = type_ in ("choice", "several", "order")
    return model.Quiz(
        id=v.id, source=v.directive.source, question=v.word(""), form=type_,
        answers=tuple(_answer(row, type_) for row in v.rows) if listed else (),
        truth=v.word("answer").lower() in _YES, value=number(v.word("answer")) or 0.0,
        tolerance=abs(number(v.word("tolerance")) or 0.0), unit=v.word("unit"), body=v.body,
    )  # fmt: skip


def _answer(row: Row, type_: Type) -> Answer:
    said = Prose(html=f"<p>{row.cell(1)}</p>", source=row.source) if row.cell(1) else None
    return Answer(html=row.cell(0), right=type_ == "order" or _right(row), feedback=said, source=row.source)


def _judge(v: Values) -> Iterator[Issue]:
    """What would make a quiz that nobody can answer."""
    type_, where = kind(v), v.directive.source
    example = _EXAMPLES[type_]
    for row in v.rows:
        if not row.cell(0):
            yield issue(
                "quiz-answer", row.source, say("This answer is empty."), say("Write it, or take the line away.")
            )
        elif type_ in ("true-false", "number"):
            yield issue(
                "quiz-answer",
                row.source,
                say("A question of the type {type} has no list of answers.", type=type_),
                example,
            )
        elif _boxed(row) == (type_ == "order"):
            yield issue(
                "quiz-answer",
                row.source,
                say("This is no answer to a question of the type {type}.", type=type_),
                example,
            )
    if type_ in ("choice", "several", "order") and len(v.rows) < 2:
        yield issue("quiz-answers", where, say("A question needs at least two answers to choose from."), example)
    elif type_ in ("choice", "several"):
        right = sum(_right(row) for row in v.rows)
        if not right:
            yield issue("quiz-right", where, say("None of the answers is the right one."), example)
        elif right > 1 and type_ == "choice":
            yield issue(
                "quiz-right", where, say("{right} answers are right, and one can be chosen.", right=right),
                say("Write type: several, or leave one cross."),
            )  # fmt: skip
    yield from _value(v, type_, example)


def _value(v: Values, type_: Type, example: Sentence) -> Iterator[Issue]:
    """What stands after ``answer:`` and ``tolerance:``."""
    where, written = v.places.get("answer", v.directive.source), v.word("answer")
    if type_ == "number" and number(written) is None:
        what = say("“{written}” is no number.", written=written) if written else say("The right number is missing.")
        yield issue("quiz-value", where, what, example)
    elif type_ == "true-false" and written.lower() not in (*_YES, *_NO):
        what = (
            say("“{written}” is neither true nor false.", written=written)
            if written
            else say("Whether it is true is missing.")
        )
        yield issue("quiz-value", where, what, example)
    elif written and type_ not in ("number", "true-false"):
        hint = say("Take the line away: the right answers are those with a cross, or the order of the list.")
        yield issue("quiz-value", where, say("A question of the type {type} takes no “answer:”.", type=type_), hint)
    tolerance = v.word("tolerance")
    if tolerance and (type_ != "number" or (number(tolerance) or -math.inf) < 0):
        yield issue(
            "quiz-value", v.places["tolerance"], say("“{tolerance}” cannot be a tolerance here.", tolerance=tolerance),
            say("It is a number, and only a question for a number has one: tolerance: 0.2"),
        )  # fmt: skip


QUIZ = Kind(
    "quiz", "A question with its answers, and what is said of each.",
    Field("QUESTION", "words", "The question.", required=True),
    (
        Field("type", "choice", "What is asked for, when it is not to be seen from the answers.",
              ("choice", "several", "true-false", "order", "number")),
        Field("answer", "words", "The right number, or true or false."),
        Field("tolerance", "words", "How far from the right number is still right."),
        Field("unit", "words", "What the number counts, as people or °C."),
        ID,
    ),
    "rows", _quiz, form=_FORM, judge=_judge,
)  # fmt: skip
