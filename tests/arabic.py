"""The Arabic documentary of these tests: its words are in `fixtures/arabic`, its pictures and sounds are the demo's."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).parent.parent
WORDS = Path(__file__).parent / "fixtures" / "arabic"


def write(folder: Path, width: int = 640) -> Path:
    """The project, whole, in ``folder``, with photographs so many pixels wide: small ones are encoded in seconds."""
    shutil.copytree(WORDS, folder, dirs_exist_ok=True)
    text = "".join(path.read_text("utf-8") for path in sorted(folder.rglob("*")) if path.suffix in (".md", ".yaml"))
    for name in sorted(set(re.findall(r"[\w-]+\.(?:jpg|mp3|mp4)\b", text)) - {"camp-wide.jpg"}):
        source, target = ROOT / "media" / name, folder / "media" / name
        if source.suffix != ".jpg":
            shutil.copy2(source, target)
            continue
        with Image.open(source) as picture:
            picture.thumbnail((width, width))
            picture.save(target, quality=82)
    with Image.open(ROOT / "media" / "camp-dawn.jpg") as picture:
        wide, high = picture.size
        strip = picture.crop((0, round(high * 0.3), wide, round(high * 0.3 + wide / 3)))
        strip.resize((width * 2, round(width * 2 / 3))).save(folder / "media" / "camp-wide.jpg", quality=82)
    return folder
