"""What can be wrong with a source file, said once: codes, sentences and hints."""

from __future__ import annotations

from webdoc.model import NOTHING, Issue, Sentence, Source, say


class BadMedium(Exception):
    """A source file that cannot be used: a stable code, what is wrong, and what to do. Becomes an `Issue`."""

    def __init__(self, code: str, message: Sentence, hint: Sentence = NOTHING) -> None:
        super().__init__(code, message, hint)
        self.code = code
        self.message = message
        self.hint = hint

    def issue(self, name: str) -> Issue:
        """The issue of the file of that name (POSIX path inside the project)."""
        return Issue(code=self.code, message=self.message, source=Source(name), hint=self.hint)


def unreadable(reason: Sentence | str = "") -> BadMedium:
    """Its bytes do not make sense to the decoder; ``reason`` is the decoder's own word."""
    return BadMedium(
        "medium-unreadable",
        say("The file is damaged and cannot be read ({reason}).", reason=reason)
        if reason
        else say("The file is damaged and cannot be read."),
        say("Copy it again from where it came from, or export it again."),
    )


def strange(format: str) -> BadMedium:
    """It begins as a picture of that format should, and then the decoder is lost."""
    return BadMedium(
        "medium-unreadable",
        say("The file is damaged, or a variety of {format} that webdoc does not open.", format=format),
        say("Export it again as a JPEG, or as a PNG with 8 bits a channel."),
    )


def truncated(what: Sentence = NOTHING) -> BadMedium:
    """A part of it is missing."""
    return BadMedium(
        "medium-truncated",
        say("{what}: a part of it is missing.", what=what or say("The file ends too early")),
        say("Copy it again from where it came from; a copy or a download was probably cut off."),
    )


def too_large(width: int, height: int, limit: int) -> BadMedium:
    """More pixels than webdoc opens. Sizes in pixels."""
    most = limit // 1_000_000
    if width:
        message = say(
            "A picture of {width} × {height} pixels is more than webdoc opens ({most} million pixels).",
            width=width,
            height=height,
            most=most,
        )
    else:
        message = say("A picture of so many pixels is more than webdoc opens ({most} million pixels).", most=most)
    return BadMedium(
        "medium-too-large",
        message,
        say("Export it smaller: 6000 pixels wide is more than any screen shows."),
    )


def endless(limit: int) -> BadMedium:
    """It lasts, or claims to last, longer than webdoc follows. The limit in seconds."""
    return BadMedium(
        "medium-endless",
        say("It lasts, or says that it lasts, more than {hours} hours.", hours=limit // 3600),
        say("Cut out the part that is shown. If it is short, its clock is damaged: export it again."),
    )


def mislabelled(suffix: str, called: Sentence, hint: Sentence) -> BadMedium:
    """The content is of another kind than the name's ending says."""
    return BadMedium(
        "medium-mislabelled",
        say("The name ends in {suffix}, but the file is {called}.", suffix=suffix, called=called),
        hint,
    )


def unsupported(called: Sentence, hint: Sentence) -> BadMedium:
    """Something that webdoc knows but does not open."""
    return BadMedium("medium-unsupported", say("webdoc does not open {called}.", called=called), hint)


def long_picture(frames: int) -> BadMedium:
    """A picture that moves, with more and larger frames than webdoc decodes of such a file."""
    return BadMedium(
        "medium-too-large",
        say("A moving picture of {frames} frames of that size is more than webdoc opens.", frames=frames),
        say("It should have been a video: export it as MP4 and use that."),
    )


def pages() -> BadMedium:
    """A TIFF with several pages."""
    return unsupported(say("a TIFF of several pages"), say("Export the page that you want as a JPEG or PNG."))


def changed() -> BadMedium:
    """It is not the file any more whose facts were read."""
    return BadMedium("medium-changed", say("The file changed while it was being read."), say("Run it again."))


def missing() -> BadMedium:
    """It is not there, or is not a file."""
    return BadMedium("medium-missing", say("There is no such file."), say("Put it there, or correct its name."))


def no_memory() -> BadMedium:
    """This machine cannot hold it."""
    return BadMedium(
        "medium-too-large",
        say("There is not enough memory to open it."),
        say("Use a smaller file, or fewer processes at once (--jobs 1)."),
    )


def too_long(minutes: int) -> BadMedium:
    """Work on it did not end in the time that a file of its size may take."""
    return BadMedium(
        "medium-too-long",
        say("Making this ready did not end within {minutes} minutes, and was given up.", minutes=minutes),
        say("The file is probably damaged: export it again. On a very busy machine, try again later."),
    )
