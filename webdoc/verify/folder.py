"""A folder of this machine, file by file, against the manifest in it."""

from __future__ import annotations

from pathlib import Path

from webdoc import contents, manifest
from webdoc.errors import WebdocError
from webdoc.manifest import Entry, Manifest
from webdoc.model import say
from webdoc.verify import Finding, Report, Told, nobody


def listed(where: str, data: bytes | None) -> Manifest:
    """The manifest that these bytes are; WebdocError when they are none that can be compared with."""
    found = manifest.decode(data) if data is not None else None
    if found is None:
        raise WebdocError(
            say("There is no {name} here that can be read.", name=manifest.NAME),
            where,
            say("Build the site with “webdoc build”, and upload that file with all the others."),
        )
    if not all(entry.sha256 for entry in found.files):
        hint = say("Build the site again, and upload it.")
        raise WebdocError(say("This was built by an older webdoc, which noted no digests."), where, hint)
    return found


def check(folder: Path, told: Told = nobody) -> Report:
    """Compare the folder with its manifest: what is missing, changed, or was not built."""
    try:
        data = contents.remembered(folder / manifest.NAME)
    except OSError:
        data = None
    found = listed(str(folder), data)
    entries = sorted((*found.files, *found.kept), key=lambda entry: entry.path)
    findings = []
    for done, entry in enumerate(entries, 1):
        wrong = _compared(folder, entry)
        if wrong is not None:
            findings.append(wrong)
        told(entry.path, done, len(entries))
    known = {manifest.NAME, *(entry.path for entry in entries)}
    there = [name for name in manifest.walk(folder) if not manifest.is_history(name)]
    findings += [
        Finding(kind="foreign", path=name) for name in there if name not in known and not _is_link(folder, name)
    ]
    return Report(
        where=str(folder),
        files=len(entries),
        size=sum(entry.size for entry in entries),
        how=(say("Each file was read and compared with the list that the build made."),),
        findings=tuple(sorted(findings, key=lambda one: one.path)),
    )


def _is_link(folder: Path, name: str) -> bool:
    """Whether it leads elsewhere; such things are carried over, but no file of the site."""
    return (folder / name).is_symlink()


def _compared(folder: Path, entry: Entry) -> Finding | None:
    file = folder / entry.path
    try:
        if not file.is_file():
            return Finding(kind="missing", path=entry.path)
        size = file.stat().st_size
        if size == entry.size and manifest.digest(file) == entry.sha256:
            return None
    except OSError as error:
        return Finding(kind="unread", path=entry.path, said=say("{why}", why=error.strerror))
    return changed(entry, size)


def changed(entry: Entry, size: int) -> Finding:
    """A file that holds other bytes than were built."""
    if size == entry.size:
        return Finding(kind="changed", path=entry.path, said=say("as large as before, but other bytes"))
    said = say("{size} bytes, where {built} were built", size=size, built=entry.size)
    return Finding(kind="changed", path=entry.path, said=said)
