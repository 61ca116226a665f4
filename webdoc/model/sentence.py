"""What is said to an editor, kept as its English pattern and its values, so that it can be said in any language."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from msgspec import Struct

_NAME = re.compile(r"\{([a-z_]+)\}")


class Sentence(Struct, frozen=True, array_like=True, omit_defaults=True):
    """An English pattern, ``There is no file “{src}”.``, and its values; or a part of a sentence. Made by `say`.

    As a string it is English. Names in braces that are not among the values stay as they are.
    """

    pattern: str = ""
    values: tuple[tuple[str, str | int | Sentence], ...] = ()

    def __str__(self) -> str:
        return self.told(str)

    def __bool__(self) -> bool:
        return bool(self.pattern)

    def __contains__(self, words: str) -> bool:
        return words in str(self)

    def told(self, translate: Callable[[str], str]) -> str:
        """The sentence in words: ``translate`` gives the pattern of each of its parts in another language."""
        if not self.pattern:
            return ""
        said = {
            name: value.told(translate) if isinstance(value, Sentence) else str(value) for name, value in self.values
        }
        return _NAME.sub(lambda found: said.get(found[1], found[0]), translate(self.pattern))


NOTHING = Sentence()


def say(pattern: str, **values: object) -> Sentence:
    """A sentence. The pattern is written out where this is called: catalogues are gathered from there."""
    kept = ((name, value if isinstance(value, str | int | Sentence) else str(value)) for name, value in values.items())
    return Sentence(pattern, tuple(kept))


def joined(parts: Iterable[Sentence], between: str = ", ") -> Sentence:
    """Sentences one after the other, empty ones left out."""
    named = tuple((f"part{'_' * place}", part) for place, part in enumerate(filter(None, parts)))
    return Sentence(between.join(f"{{{name}}}" for name, _ in named), named)
