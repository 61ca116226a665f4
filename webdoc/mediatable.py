"""The list of media as a person reads it: a table on a terminal, plain lines elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from webdoc.inventory import Item, Listing, Pruned

_KINDS = {"photo": "picture", "shapes": "map"}


def show(listing: Listing) -> None:
    """Print the list, and below it what there is in all."""
    if listing.items:
        if sys.stdout.isatty():
            _table(listing)
        else:
            _lines(listing)
    for line in summary(listing):
        print(line)


def summary(listing: Listing) -> Iterator[str]:
    """What there is in all, and what can be done."""
    used = [item for item in listing.items if item.used]
    broken = _broken(listing)
    unused = [item for item in listing.items if not item.used and item.path not in broken]
    yield f"{count(len(used), 'source')} shown, {size(sum(item.size for item in used))}."
    asked, made = sum(item.derivatives for item in used), sum(item.made for item in used)
    if asked:
        yield f"{made} of {count(asked, 'file')} made of them, {size(sum(item.made_size for item in used))}."
    loaded = [item for item in used if item.phone]
    before, after = sum(item.size for item in loaded), sum(item.phone for item in loaded)
    if before:
        about = "about " if any(item.estimated for item in loaded) else ""
        yield f"A phone loads {about}{size(after)} instead of {size(before)}: {saving(before, after)}."
    if unused:
        yield f"{count(len(unused), 'file')} in media/ that no page shows, {size(sum(item.size for item in unused))}."
    if broken:
        yield f"{count(len(broken), 'file')} cannot be used: “webdoc check” tells why."
    heavy = [item.path for item in used if item.heavy]
    if heavy:
        yield f"Too heavy, more than a third of what a chapter may weigh ({size(listing.budget)}): {', '.join(heavy)}."
    copies = [item for item in used if item.copy]
    if copies:
        yield f"{count(len(copies), 'source')} with the same bytes as another, {size(sum(one.size for one in copies))}."
    if listing.drafts:
        yield f"{count(listing.drafts, 'file')} in the store for drafts alone."
    if listing.spare:
        spare = f"{count(len(listing.spare), 'file')} in the store that no page asks for, {size(listing.spare_size)}"
        yield f"{spare}: “webdoc media prune” removes them."


def pruned(done: Pruned, *, dry: bool) -> str:
    """What was taken out of the store."""
    if not done.names:
        return "The store holds nothing that no page asks for."
    begin = f"{count(len(done.names), 'file')} that no page asks for"
    held = done.size - done.freed
    later = f" ({size(held)} more when the site is built again)" if held else ""
    if dry:
        return f"{begin} would be removed: {size(done.freed)} would be free{later}. Nothing was changed."
    return f"{begin} removed: {size(done.freed)} free{later}."


def size(number: float) -> str:
    """Bytes in an editor's words."""
    for unit, worth in (("GB", 1e9), ("MB", 1e6)):
        if number >= worth * 0.9995:
            return f"{number / worth:.1f} {unit}"
    return f"{number / 1e3:.0f} KB"


def saving(before: float, after: float) -> str:
    """How much smaller, in percent; or larger, for a tiny source."""
    if before <= 0:
        return ""
    part = round(100 * (1 - after / before))
    return f"{part} % less" if part >= 0 else f"{-part} % more"


def count(number: int, word: str) -> str:
    """A number and its word."""
    return f"{number:,} {word}{'' if number == 1 else 's'}".replace(",", "\u202f")


def _broken(listing: Listing) -> frozenset[str]:
    """The files that are damaged, or are not what their names say."""
    return frozenset(issue.source.path for issue in listing.issues if issue.level == "error")


def _state(item: Item, broken: frozenset[str]) -> str:
    if item.path in broken:
        return "cannot be used"
    if not item.used:
        return "not shown"
    states = ["too heavy"] if item.heavy else []
    if item.copy:
        states.append(f"same as {item.copy.rsplit('/', 1)[-1]}")
    if item.draft:
        states.append("in drafts")
    if item.made < item.derivatives:
        states.append(f"{item.derivatives - item.made} to make")
    return ", ".join(states)


def _row(item: Item, broken: frozenset[str]) -> tuple[str, str, str, str, str, str]:
    phone = f"{'~' if item.estimated else ''}{size(item.phone)}" if item.phone else ""
    made = f"{item.made}/{item.derivatives}" if item.derivatives else ""
    return (
        item.path,
        _KINDS.get(item.kind, item.kind),
        size(item.size),
        made,
        phone,
        _state(item, broken),
    )


_HEADS = ("file", "kind", "source", "made", "phone", "")


def _lines(listing: Listing) -> None:
    print("\t".join(_HEADS).rstrip())
    broken = _broken(listing)
    for item in listing.items:
        print("\t".join(_row(item, broken)).rstrip())
    print()


def _table(listing: Listing) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="dim")
    for head in _HEADS:
        numbers = head in ("source", "made", "phone")
        table.add_column(head, justify="right" if numbers else "left", no_wrap=head != "file", overflow="fold")
    broken = _broken(listing)
    for item in listing.items:
        style = "yellow" if item.heavy else "red" if item.path in broken else "dim" if not item.used else ""
        table.add_row(*(Text(cell, style) for cell in _row(item, broken)))
    console = Console()
    console.print(table)
    console.print()
