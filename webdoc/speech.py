"""The language that an editor is spoken to in: which one it is, and sentences in it."""

from __future__ import annotations

import os
import re
from pathlib import Path

from webdoc import sense
from webdoc.contents import content
from webdoc.model import Sentence
from webdoc.pages import i18n

SETTING = re.compile(rb"^editor_lang[ \t]*:[ \t]*[\"']?([A-Za-z][\w-]*)", re.MULTILINE)


class Speech:
    """Says sentences in one language; English where there is no catalogue ``webdoc/locale/issues.LANG.po``."""

    def __init__(self, lang: str) -> None:
        self.lang = re.split("[-_.]", lang)[0].lower()
        self._catalogue = i18n.catalogue(f"issues.{self.lang}")

    def __call__(self, sentence: Sentence) -> str:
        """The sentence in this language."""
        return sentence.told(self._catalogue.gettext)

    def count(self, one: str, many: str, n: int) -> str:
        """The words for that number, by the language's plural rule; ``{n}`` is the number."""
        return self._catalogue.ngettext(one, many, n).format(n=n)


def language(root: Path | None = None, asked: str = "") -> str:
    """The language to speak: the one asked for, else the project's ``editor_lang``, else the machine's, else English.

    The setting is looked for in the raw text: what is wrong with a ``webdoc.yaml`` has to be said too.
    """
    if asked:
        return asked
    if root is not None:
        try:
            found = SETTING.search(content(root / "webdoc.yaml"))
        except OSError:
            found = None
        if found:
            return found[1].decode("ascii", "replace")
    return sense.spoken(os.environ)
