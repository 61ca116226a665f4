"""What to make of a source file, and what it will be called. Pure: facts in, names and sizes out.

Every name follows from the source's digest, the recipe and the maker's version alone, so that pages can be
written before a pixel was made, and a file that is there under its name never has to be made again.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from typing import Final, Literal

import msgspec

from webdoc.model import CARD_SIZES, WINDOWS, Card, CardDesign, CardFormat, CardText, Derivative, Media, Recipe

PictureFormat = Literal["avif", "webp", "jpeg"]
VideoFormat = Literal["webm", "mp4"]
Make = Literal["picture", "sound", "video", "loop", "stream", "poster", "card"]

MAKER: Final[dict[str, int]] = {"picture": 6, "sound": 6, "video": 8, "loop": 8, "stream": 2, "poster": 5, "card": 7}
"""The version of each maker; raised whenever the same recipe gives other bytes than before."""

RATE_FACTOR: Final[dict[str, int]] = {"mp4": 23, "webm": 35}
"""Of a video, on the scales of x264 and SVT-AV1, where less is better."""

SCORES: Final[tuple[tuple[int, int], ...]] = ((560, 73), (680, 72), (840, 71), (1200, 70))
"""How good photographs look, on SSIMULACRA2's scale, up to each width in pixels; `LOWEST_SCORE` above.

The wider, the finer the screen on which it is shown, and the less is seen of each pixel.
"""

LOWEST_SCORE: Final = 69

LONGEST: Final[dict[str, int]] = {"avif": 32768, "webp": 16383, "jpeg": 65500}
"""Pixels of the longest side that a format (or its library) can hold."""

LEAST: Final = 64
"""Pixels of the shortest side that AV1's encoder takes."""

AMBIENT: Final = -24.0
"""LUFS of a sound that stands behind others: half as loud again as the voices over it."""

SUFFIX: Final[dict[str, str]] = {
    "avif": ".avif",
    "webp": ".webp",
    "jpeg": ".jpg",
    "m4a": ".m4a",
    "opus": ".opus",
    "mp3": ".mp3",
    "mp4": ".mp4",
    "webm": ".webm",
    "m3u8": ".m3u8",
}

# Our own table: the machine's mime.types differs from host to host, and pages must not.
MIME: Final[dict[str, str]] = {
    ".avif": "image/avif",
    ".webp": "image/webp",
    ".jpg": "image/jpeg",
    ".m4a": "audio/mp4",
    ".opus": "audio/ogg; codecs=opus",
    ".mp3": "audio/mpeg",
    ".mp4": "video/mp4",
    ".webm": 'video/webm; codecs="av01.0.08M.08,opus"',
    ".m3u8": "application/vnd.apple.mpegurl",
    ".vtt": "text/vtt",
}

NARROW: Final = 640
"""No wide screen asks for a photograph of fewer pixels."""

_SLUG_LENGTH: Final = 48
_HASH_LENGTH: Final = 8
_CLOSE: Final = 1.1


class Reel(msgspec.Struct, frozen=True):
    """The heights (pixels of the shorter side) and formats (best first) in which a theme wants its videos."""

    heights: tuple[int, ...] = (480, 720)
    formats: tuple[VideoFormat, ...] = ("webm", "mp4")


class Ladder(msgspec.Struct, frozen=True):
    """The widths (pixels) and formats (best first) in which a theme wants its photographs."""

    widths: tuple[int, ...] = (480, 960, 1600, 2400)
    formats: tuple[PictureFormat, ...] = ("avif", "jpeg")
    reel: Reel = Reel()
    """What it wants of videos."""


LADDER: Final = Ladder()
REEL: Final = Reel()
"""What a theme gets that asks for nothing else."""


def mime(name: str) -> str:
    """The media type of a file that webdoc made, by its name; ValueError when webdoc makes no such files."""
    suffix = name[name.rfind(".") :] if "." in name else ""
    if suffix not in MIME:
        raise ValueError(f"no media type is known for {name!r}")
    return MIME[suffix]


def score(width: int) -> int:
    """How good a photograph of that width in pixels has to look, on SSIMULACRA2's scale."""
    return next((score for limit, score in SCORES if width <= limit), LOWEST_SCORE)


def picture(media: Media, ladder: Ladder = LADDER) -> tuple[Derivative, ...]:
    """A photo (or a video's still) at the ladder's widths, never above its own: formats as in the ladder, widths
    rising in each.

    A photo narrower than the ladder's top ends at its own width. Empty for what is not to be seen.
    """
    if media.kind not in ("photo", "video") or media.width < 1 or media.height < 1:
        return ()
    made = []
    for form in ladder.formats:
        for width in _widths(media, ladder.widths, LONGEST[form]):
            # A line one pixel wide may still be too long for a format; then it is squeezed.
            height = min(_scaled(media.height, width, media.width), LONGEST[form])
            made.append(derive(media, _shown(media, form, width, height)))
    return tuple(made)


def crop(media: Media, width: int, height: int, format: PictureFormat = "jpeg") -> Derivative:
    """The photo (or a video's still) cut to ``width`` x ``height`` pixels around its focus.

    Never upscaled: a small source gives less, in the same ratio. ValueError for what has no picture.
    """
    size = _box(media, width, height)
    return derive(media, msgspec.structs.replace(_shown(media, format, *size), focus=_focus(media)))


def lying(media: Media, ladder: Ladder = LADDER) -> tuple[Derivative, ...]:
    """An upright photo cut to three by two around its focus, for wide screens that it fills and that would hide the
    most of it: at the ladder's larger widths, in its better formats. Empty for others."""
    if media.kind != "photo" or media.height <= media.width:
        return ()
    return tuple(
        crop(media, width, _scaled(2, width, 3), form)
        for form in ladder.formats[:-1] or ladder.formats
        for width in _widths(media, ladder.widths, LONGEST[form])
        if width > NARROW
    )


def card(media: Media | None, text: CardText, design: CardDesign, format: CardFormat = "landscape") -> Derivative:
    """The card of that format, exactly as large as `CARD_SIZES` says: what is told, beside the photo (or the video's
    still) around its focus; type alone where there is no picture."""
    width, height = CARD_SIZES[format]
    drawn = Card(text=text, design=design)
    if media is None or media.kind not in ("photo", "video") or media.width < 1 or media.height < 1:
        return _named("", "", "card", Recipe(make="card", format="jpeg", width=width, height=height, card=drawn))
    recipe = _card(media, width, height)
    recipe = msgspec.structs.replace(recipe, card=drawn)
    return _named(media.path, media.digest, "card", recipe)


def supplied(media: Media, format: CardFormat = "landscape") -> Derivative:
    """A card that an editor drew, cut to the format around its focus; never upscaled. ValueError as in `crop`."""
    width, height = _box(media, *CARD_SIZES[format])
    return derive(media, _card(media, width, height))


def _shown(media: Media, format: PictureFormat, width: int, height: int) -> Recipe:
    """A photo whole at that size, with its author and licence where they are to stay; or a video's still."""
    made = Recipe(make="poster", format=format, width=width, height=height, quality=score(width))
    if media.kind == "photo":
        made = msgspec.structs.replace(made, make="picture", tags=media.tags)
    if made.tags:
        made = msgspec.structs.replace(made, credit=media.credit, licence=media.licence)
    return made


def _card(media: Media, width: int, height: int) -> Recipe:
    moves = media.kind == "video"
    return Recipe(make="card", format="jpeg", width=width, height=height, focus=_focus(media), moves=moves)


def sound(media: Media, most: float = 0.0) -> tuple[Derivative, ...]:
    """A sound (or a video's sound track) as Opus and as AAC, at its loudness, and at most at ``most`` LUFS.

    As MP3 too, where that is asked for, except of what is only heard behind others. Empty when there is nothing to
    hear. The quality is 0: bits follow from the source's channels.
    """
    if media.kind != "sound" and not (media.kind == "video" and media.audible):
        return ()
    loudness = min(media.loudness, most) if media.loudness else 0.0
    forms: tuple[Literal["opus", "m4a", "mp3"], ...] = (
        ("opus", "m4a", "mp3") if media.mp3 and not most else ("opus", "m4a")
    )
    return tuple(derive(media, Recipe(make="sound", format=form, loudness=loudness, tags=media.tags)) for form in forms)


def video(media: Media, reel: Reel = REEL) -> tuple[Derivative, ...]:
    """A video at the heights of the reel, never above its own: formats as in the reel, heights rising in each.

    Sides are even. One that can be shown as it is is copied (quality 0) instead of its largest MP4, and has nothing
    better beside it. Empty for what is not a video.
    """
    return _moving(media, "video", reel)


def loop(media: Media, reel: Reel = REEL) -> tuple[Derivative, ...]:
    """A video without its sound track, else as `video`."""
    return _moving(media, "loop", reel)


def stream(media: Media, reel: Reel = REEL) -> tuple[Derivative, ...]:
    """The MP4s of a video in pieces: of each size the pieces and their list, last the list of these lists.

    Empty where that is not asked for, or nothing to be heard or seen can be cut.
    """
    films = [one for one in video(media, reel) if one.recipe.format == "mp4"]
    if not media.stream or not films:
        return ()
    made, lists = [], []
    for film in films:
        pieces = derive(media, msgspec.structs.replace(film.recipe, make="stream"), film)
        listed = derive(media, msgspec.structs.replace(film.recipe, make="stream", format="m3u8"), pieces)
        made += [pieces, listed]
        lists.append(listed)
    return (*made, derive(media, Recipe(make="stream", format="m3u8"), *lists))


def derive(media: Media, recipe: Recipe, *needs: Derivative) -> Derivative:
    """The derivative that a recipe gives, once those are there that it needs, under the one name it can have."""
    return _named(media.path, media.digest, slug(media.stem, media.kind), recipe, needs)


def _named(source: str, digest: str, stem: str, recipe: Recipe, needs: tuple[Derivative, ...] = ()) -> Derivative:
    # Fields that stand at their default are left out, so a field added to Recipe later renames nothing.
    key = b"\n".join((digest.encode(), b"%d" % MAKER[recipe.make], msgspec.json.encode(recipe)))
    key += b"".join(b"\n" + one.name.encode() for one in needs)
    mark = hashlib.sha256(key).hexdigest()[:_HASH_LENGTH]
    parts = [stem, mark]
    if recipe.width:
        parts.insert(1, str(recipe.width))
    name = "-".join(parts) + SUFFIX[recipe.format]
    return Derivative(source=source, digest=digest, recipe=recipe, name=name, needs=needs)


def _box(media: Media, width: int, height: int) -> tuple[int, int]:
    """``width`` x ``height`` pixels, or the largest box of that ratio inside a smaller source."""
    _needs_pixels(media)
    # In whole numbers: the largest box of that ratio inside the source, then at most what was asked for.
    if media.width * height <= media.height * width:
        box = (media.width, max(1, media.width * height // width))
    else:
        box = (max(1, media.height * width // height), media.height)
    return (width, height) if box[0] >= width and box[1] >= height else box


def _focus(media: Media) -> tuple[float, float]:
    return _fraction(media.focus[0]), _fraction(media.focus[1])


def slug(text: str, otherwise: str) -> str:
    """``text`` in the letters a-z, digits and hyphens, which no file system and no address changes.

    Accents are dropped; when nothing is left (Arabic, Chinese) it is ``otherwise``: a hash tells files apart.
    """
    plain = unicodedata.normalize("NFKD", text).casefold().encode("ascii", "ignore").decode()
    found = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_SLUG_LENGTH].strip("-") or otherwise
    return f"{found}-1" if found in WINDOWS else found


def _moving(media: Media, make: Make, reel: Reel) -> tuple[Derivative, ...]:
    if media.kind != "video" or media.width < 1 or media.height < 1:
        return ()
    short = min(media.width, media.height)
    rungs = sorted({height for height in reel.heights if height > 0}) or [short]
    tops = [height for height in rungs if height * _CLOSE < short] if short < rungs[-1] else rungs
    as_it_is = media.ready and short <= rungs[-1]
    sizes = []
    for top in (*tops, *((short,) if short < rungs[-1] else ())):
        sizes.append(tuple(_even(_scaled(side, top, short), side) for side in (media.width, media.height)))
    loudness = media.loudness if make == "video" and media.audible else 0.0
    made: list[Derivative] = []
    # MP4 first: a WebM has to be smaller than the one of its size.
    for form in sorted(reel.formats):
        for width, height in sizes:
            if form == "webm" and (as_it_is or min(width, height) < LEAST):
                continue
            copied = as_it_is and (width, height) == sizes[-1]
            quality = 0 if copied else RATE_FACTOR[form]
            recipe = Recipe(make=make, format=form, width=width, height=height, quality=quality, loudness=loudness)
            size = (width, height)
            rivals = [one for one in made if form == "webm" and (one.recipe.width, one.recipe.height) == size]
            made.append(derive(media, recipe, *(one for one in rivals if one.recipe.format == "mp4")))
    return tuple(sorted(made, key=lambda one: reel.formats.index(one.recipe.format)))


def _widths(media: Media, widths: tuple[int, ...], longest: int) -> tuple[int, ...]:
    """The ladder's widths for this source, rising, each one's longer side within ``longest``."""
    source = media.width
    highest = min(source, longest)
    if _scaled(media.height, highest, source) > longest:
        highest = max(1, longest * source // media.height)
    rungs = sorted({width for width in widths if width > 0})
    if not rungs or highest >= rungs[-1]:
        return tuple(rungs)
    # A rung just under the photo's own width would cost a file and show nothing more.
    return (*(width for width in rungs if width * _CLOSE < highest), highest)


def _scaled(side: int, part: int, whole: int) -> int:
    """``side * part / whole`` rounded half up, in whole numbers, at least 1."""
    return max(1, (2 * side * part + whole) // (2 * whole))


def _even(side: int, limit: int) -> int:
    """The even number at or under both (video's colour planes have half the size), at least 2."""
    return max(2, min(side, limit) // 2 * 2)


def _fraction(value: float) -> float:
    return min(1.0, max(0.0, float(value)))


def _needs_pixels(media: Media) -> None:
    if media.kind not in ("photo", "video") or media.width < 1 or media.height < 1:
        raise ValueError(f"{media.path} has no picture")
