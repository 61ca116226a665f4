"""What can be wrong with a source file, said once: codes, sentences and hints."""

from __future__ import annotations

from webdoc.model import Issue, Source


class BadMedium(Exception):
    """A source file that cannot be used: a stable code, what is wrong, and what to do. Becomes an `Issue`."""

    def __init__(self, code: str, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.hint = hint

    def issue(self, name: str) -> Issue:
        """The issue of the file of that name (POSIX path inside the project)."""
        return Issue(code=self.code, message=sentence(self.message), source=Source(name), hint=self.hint)


def sentence(words: str) -> str:
    """With a capital and a full stop, as an Issue's message stands beside its place."""
    return f"{words[:1].upper()}{words[1:]}."


def unreadable(reason: str = "") -> BadMedium:
    """Its bytes do not make sense to the decoder; ``reason`` is the decoder's own word."""
    said = f" ({reason})" if reason else ""
    return BadMedium(
        "medium-unreadable",
        f"the file is damaged and cannot be read{said}",
        "Copy it again from where it came from, or export it again.",
    )


def strange(format: str) -> BadMedium:
    """It begins as a picture of that format should, and then the decoder is lost."""
    return BadMedium(
        "medium-unreadable",
        f"the file is damaged, or a variety of {format} that webdoc does not open",
        "Export it again as a JPEG, or as a PNG with 8 bits a channel.",
    )


def truncated(what: str = "the file ends too early") -> BadMedium:
    """A part of it is missing."""
    return BadMedium(
        "medium-truncated",
        f"{what}: a part of it is missing",
        "Copy it again from where it came from; a copy or a download was probably cut off.",
    )


def too_large(width: int, height: int, limit: int) -> BadMedium:
    """More pixels than webdoc opens. Sizes in pixels."""
    size = f" of {width} × {height} pixels" if width else " of so many pixels"
    return BadMedium(
        "medium-too-large",
        f"a picture{size} is more than webdoc opens ({limit // 1_000_000} million pixels)",
        "Export it smaller: 6000 pixels wide is more than any screen shows.",
    )


def endless(limit: int) -> BadMedium:
    """It lasts, or claims to last, longer than webdoc follows. The limit in seconds."""
    return BadMedium(
        "medium-endless",
        f"it lasts, or says that it lasts, more than {limit // 3600} hours",
        "Cut out the part that is shown. If it is short, its clock is damaged: export it again.",
    )


def mislabelled(suffix: str, called: str, hint: str) -> BadMedium:
    """The content is of another kind than the name's ending says."""
    return BadMedium("medium-mislabelled", f"the name ends in {suffix}, but the file is {called}", hint)


def unsupported(called: str, hint: str) -> BadMedium:
    """Something that webdoc knows but does not open."""
    return BadMedium("medium-unsupported", f"webdoc does not open {called}", hint)


def long_picture(frames: int) -> BadMedium:
    """A picture that moves, with more and larger frames than webdoc decodes of such a file."""
    return BadMedium(
        "medium-too-large",
        f"a moving picture of {frames} frames of that size is more than webdoc opens",
        "It should have been a video: export it as MP4 and use that.",
    )


def pages() -> BadMedium:
    """A TIFF with several pages."""
    return unsupported("a TIFF of several pages", "Export the page that you want as a JPEG or PNG.")


def changed() -> BadMedium:
    """It is not the file any more whose facts were read."""
    return BadMedium("medium-changed", "the file changed while it was being read", "Run it again.")


def missing() -> BadMedium:
    """It is not there, or is not a file."""
    return BadMedium("medium-missing", "there is no such file", "Put it there, or correct its name.")


def no_memory() -> BadMedium:
    """This machine cannot hold it."""
    return BadMedium(
        "medium-too-large",
        "there is not enough memory to open it",
        "Use a smaller file, or fewer processes at once (--jobs 1).",
    )


def too_long(minutes: int) -> BadMedium:
    """Work on it did not end in the time that a file of its size may take."""
    return BadMedium(
        "medium-too-long",
        f"making this ready did not end within {minutes} minutes, and was given up",
        "The file is probably damaged: export it again. On a very busy machine, try again later.",
    )
