"""What an editor saves is heard of here."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

from watchfiles import watch

from webdoc import project
from webdoc.folder import lies_beside

_STEP, _DEBOUNCE = 8, 60
"""Milliseconds: a change counts when nothing followed within a step, or at last when that long something did. Programs
save in one go; what they do in several is seen as several changes, of which the last is right."""
_FOLDERS = (project.CHAPTERS, project.MEDIA, "themes")


class Watch:
    """Calls ``changed`` on every change of a project, in threads of its own."""

    def __init__(self, root: Path, themes: Callable[[], list[Path]], changed: Callable[[], None]) -> None:
        """``themes``: the folders of the theme that is used now."""
        self.root = root
        self._themes = themes
        self._changed = changed
        self._moved = threading.Event()

    def start(self) -> None:
        """From now on."""
        for work in (self._watch_folders, self._watch_top):
            threading.Thread(target=work, daemon=True).start()

    def _folders(self) -> list[Path]:
        """What is watched with all that is in it: the project's folders that are there, and those of its theme."""
        folders = [*(self.root / name for name in _FOLDERS), *self._themes()]
        return [folder for folder in dict.fromkeys(folders) if folder.is_dir()]

    def _watch_folders(self) -> None:
        while True:
            self._moved.clear()
            watched = self._folders()
            if not watched:
                self._moved.wait()
                continue
            changes = watch(*watched, watch_filter=_is_ours, stop_event=self._moved, debounce=_DEBOUNCE, step=_STEP)
            for _ in changes:
                self._changed()
                if self._folders() != watched:
                    break

    def _watch_top(self) -> None:
        top = (project.SETTINGS, *_FOLDERS)

        def ours(_: object, path: str) -> bool:
            return Path(path).name in top

        before = self._folders()
        for _ in watch(self.root, watch_filter=ours, recursive=False, debounce=_DEBOUNCE, step=_STEP):
            self._changed()
            # A folder that is new, or another theme: the other thread begins anew with it.
            if self._folders() != before:
                before = self._folders()
                self._moved.set()


def _is_ours(_: object, path: str) -> bool:
    """Whether a change is an editor's: programs write files of their own beside."""
    return not lies_beside(Path(path).name)
