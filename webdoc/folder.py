"""The files of a project's folder: what is there, and the text of it. Nothing is written."""

from __future__ import annotations

import errno
import os
import re
import unicodedata
from pathlib import Path

from webdoc.contents import LARGEST, content
from webdoc.model import Issue, Level, Sentence, Source, say
from webdoc.text.manuscript import decode

SETTINGS = "webdoc.yaml"
_BESIDE = re.compile(
    r"\..*|#.*#|~\$.*|.*~|.*\.(?:bak|orig|rej|sw[a-p]|tmp|part|crdownload)|thumbs\.db|ehthumbs\.db|desktop\.ini|__MACOSX",
    re.I,
)


def lies_beside(name: str) -> bool:
    """Whether a file or folder of that name is nobody's work: hidden, a backup, what a program notes for itself."""
    return _BESIDE.fullmatch(name) is not None


class Folder:
    """A folder, its files, and what is wrong with them."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.issues: list[Issue] = []
        self.files: dict[str, Path] = {}
        """Every file that was listed, by its path in the project (POSIX, NFC)."""
        self._folded: dict[str, str] = {}

    def say(self, code: str, path: str, message: Sentence, hint: Sentence, level: Level = "error") -> None:
        """Note what is wrong with a file."""
        self.issues.append(Issue(code=code, level=level, message=message, source=Source(path), hint=hint))

    def read(self, path: str) -> bytes | None:
        """The bytes of a listed file; None when it cannot be read."""
        try:
            return content(self.files[path])
        except OSError as error:
            self.unreadable(path, error)
            return None

    def text(self, path: str) -> str | None:
        """The text of a file of settings; None when there is none that could be read."""
        try:
            raw = content(self.root / path)
        except FileNotFoundError:
            self.say("project-missing", path, say("There is no webdoc.yaml here: this is not a project."),
                     self._other_name())  # fmt: skip
            return None
        except OSError as error:
            self.unreadable(path, error)
            return None
        text, issues = decode(raw, path)
        self.issues += issues
        return text

    def _other_name(self) -> Sentence:
        """What to do where webdoc.yaml is not: rename what it seems to be, or go elsewhere."""
        for name in ("webdoc.yml", "Webdoc.yaml", "webdoc.yaml.txt", "webdoc.txt", "_webdoc.yaml"):
            if (self.root / name).is_file():
                return say("Rename “{name}” to “webdoc.yaml”.", name=name)
        return say("Run “webdoc init NAME” to begin a new one, or go to the folder that holds your webdoc.yaml.")

    def unreadable(self, path: str, error: OSError | RuntimeError) -> None:
        """A file or folder that the system does not give."""
        code = getattr(error, "errno", errno.ELOOP)
        if code == errno.EISDIR:
            message, hint = say("Here a folder bears the name of a file."), say("Rename the folder.")
        elif code == errno.ENOTDIR:
            message, hint = say("Here a file bears the name of a folder."), say("Rename the file, and make the folder.")
        elif code in (errno.EACCES, errno.EPERM):
            message = say("You are not allowed to read this.")
            hint = say("Give yourself the right to: in the properties of the file, or with “chmod u+r”.")
        elif code == errno.ELOOP:
            message, hint = say("This is a link that leads to itself."), say("Put the file itself here.")
        elif code == errno.ENODEV:
            message = say("This is no file, but a pipe, a socket or a device.")
            hint = say("Put a file here, or remove it.")
        elif code == errno.EFBIG:
            message = say("This is larger than any text, table or map: over {most} MB.", most=LARGEST // 10**6)
            hint = say("Look whether it is the file that you mean, and take out what is not shown.")
        else:
            message = say("This cannot be read: {why}.", why=getattr(error, "strerror", "") or str(error))
            hint = say("Look whether the disk is there, and whether the file opens in another program.")
        self.say("file-unreadable", path, message, hint)

    def list(self, top: str) -> None:
        """Note all files below a folder; links are followed only while they stay inside the project."""
        base = self.root.resolve()
        stack, seen = [(self.root / top, top)], set()
        while stack:
            folder, name = stack.pop()
            try:
                inside = folder.resolve().is_relative_to(base)
                entries = sorted(os.scandir(folder), key=lambda entry: entry.name) if inside else []
            except FileNotFoundError:
                continue
            except (OSError, RuntimeError) as error:  # up to Python 3.12 a link to itself is a RuntimeError
                self.unreadable(name, error)
                continue
            if not inside:
                message = say("This leads out of the project, and is left out.")
                self.say("link-outside", name, message, say("Copy the files into the project."), "warning")
                continue
            if folder.resolve() in seen:
                continue
            seen.add(folder.resolve())
            for entry in entries:
                if lies_beside(entry.name):
                    continue
                path = f"{name}/{unicodedata.normalize('NFC', entry.name)}"
                try:
                    if entry.is_dir():
                        stack.append((Path(entry.path), path))
                        if top == "chapters" and path.lower().endswith((".md", ".markdown")):
                            self.unreadable(path, IsADirectoryError(errno.EISDIR, "a folder"))
                    else:
                        self._note(entry, path, base)
                except (OSError, RuntimeError) as error:
                    self.unreadable(path, error)

    def _note(self, entry: os.DirEntry[str], path: str, base: Path) -> None:
        """Note a file that is no folder."""
        if entry.is_symlink() and not Path(entry.path).resolve().is_relative_to(base):
            message = say("This leads out of the project, and is left out.")
            self.say("link-outside", path, message, say("Copy the file into the project."), "warning")
        elif entry.is_symlink() and not entry.is_file():
            message = say("This is a link to a file that is not there.")
            self.say("link-broken", path, message, say("Put the file itself here."), "warning")
        elif path in self.files:
            message = say("Two files have the same name, written in two ways.")
            self.say("name-twice", path, message, say("Rename one of them."))
        elif entry.is_file():
            self._alike(path)
            self.files[path] = Path(entry.path)
        else:
            self.unreadable(path, OSError(errno.ENODEV, "not a file"))

    def _alike(self, path: str) -> None:
        """Tell of two files that Windows and macOS would take for one."""
        other = self._folded.setdefault(path.casefold(), path)
        if other != path:
            message = say("On Windows and macOS this and “{other}” would be one file.", other=other)
            self.say("name-twice", path, message, say("Rename one of them."), "warning")
