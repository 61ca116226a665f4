"""A picture for the preview, at once: nothing is stored, JPEG only, smaller than what is published."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from msgspec.structs import replace

from webdoc.errors import WebdocError
from webdoc.media import cards, images, probe, trouble
from webdoc.model import Derivative

WIDTH: Final = 960
"""Pixels of width at most: a 24-megapixel JPEG takes 50 ms."""


def jpeg(source: Path, derivative: Derivative, typefaces: Mapping[str, str] | None = None) -> bytes:
    """The derivative's picture as JPEG, of the same ratio, `WIDTH` wide at most; a card as it is published.

    ``typefaces``: those of the theme, for cards: files by digest. WebdocError when the source is damaged.
    """
    recipe = derivative.recipe
    if recipe.card and not derivative.source:
        return cards.encode(cards.draw(recipe.card, (recipe.width, recipe.height), None, typefaces or {}))
    width = max(1, min(recipe.width, WIDTH))
    height = max(1, round(recipe.height * width / recipe.width))
    small = (
        derivative
        if recipe.card
        else replace(derivative, recipe=replace(recipe, format="jpeg", width=width, height=height, quality=70))
    )
    try:
        with probe.open_source(source) as file:
            content = probe.content_of(file, derivative.source)
            if recipe.make == "picture" or (recipe.make == "card" and not recipe.moves):
                seen = images.small(file, content.format, small.recipe)
            else:
                from webdoc.media import moving

                seen = images.shown(*moving.still(source, content.format))
        return next(data for _, data in images.render(seen, [small], typefaces=typefaces))
    except trouble.BadMedium as bad:
        raise WebdocError(bad.message, derivative.source, bad.hint) from bad
