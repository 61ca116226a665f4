"""The one exception of webdoc: something that cannot go on, said in words for the person who must mend it."""

from __future__ import annotations

from webdoc.model import NOTHING, Sentence


class WebdocError(Exception):
    """What is wrong, where (``path:line:column`` or a path, may be empty) and what to do about it.

    ``others``: what else is wrong there, so that all is told in one run.
    """

    def __init__(
        self, message: Sentence, source: str = "", hint: Sentence = NOTHING, others: tuple[WebdocError, ...] = ()
    ) -> None:
        super().__init__(message, source, hint)
        self.message = message
        self.source = source
        self.hint = hint
        self.others = others

    def __str__(self) -> str:
        where = f"{self.source}: " if self.source else ""
        then = f"\n    {self.hint}" if self.hint else ""
        return f"{where}{self.message}{then}"
