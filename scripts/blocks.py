"""Take the pictures of docs/blocks.md: each source that stands there, rendered by webdoc with the demo's media.

.venv/bin/python scripts/blocks.py [KIND…]      (needs the test extra and a Chromium)
"""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

REPOSITORY = Path(__file__).parent.parent
PAGE = REPOSITORY / "docs" / "blocks.md"
TARGET = REPOSITORY / "docs" / "blocks"
LARGEST = 40_000
SCREEN = (1180, 820)
SCREENS = {
    "gallery": (760, 1000),
    "hotspots": (1180, 1060),
    "map": (1180, 1120),
    "chart": (760, 820),
    "quiz": (760, 900),
}
"""How large a screen is, for blocks that would not fit or would get lost."""

SETTINGS = """title: Blocks
base_url: https://example.org/
actions:
  rights:
    kind: learn
    title: Know what is owed
    text: Two pages say what the law calls a decent home.
    label: Read the two pages
    url: https://example.org/decent-home
"""


def sources() -> dict[str, str]:
    """The source of each kind of block that docs/blocks.md shows."""
    return dict(re.findall(r"^## ([\w-]+)\n.*?```markdown\n(.*?)```", PAGE.read_text("utf-8"), re.M | re.S))


def project(folder: Path) -> Path:
    """A project with a chapter for each kind, which holds nothing else."""
    (folder / "chapters").mkdir(parents=True)
    (folder / "webdoc.yaml").write_text(SETTINGS, "utf-8")
    found = sources()
    for number, (kind, source) in enumerate(found.items(), 1):
        # One of them offers something to do, as `webdoc check` wishes it.
        action = "rights" if number == 1 else "none"
        text = f"---\ntitle: {kind}\nslug: {kind}\naction: {action}\n---\n\n{source}"
        (folder / "chapters" / f"{number:02}-{kind}.md").write_text(text, "utf-8")
    (folder / "media").mkdir()
    for name in {"media.yaml", *re.findall(r"[\w.-]+\.(?:jpg|mp3|mp4|vtt|csv)\b", "".join(found.values()))}:
        shutil.copy2(REPOSITORY / "media" / name, folder / "media" / name)
    shutil.copy2(TARGET / "town.geojson", folder / "media" / "town.geojson")
    # What is known of media that are not here would be told as a mistake.
    known = re.split(r"(?m)^(?=\S+:$)", (folder / "media" / "media.yaml").read_text("utf-8"))
    kept = [part for part in known if (folder / "media" / part.split(":")[0]).is_file()]
    (folder / "media" / "media.yaml").write_text("".join(kept), "utf-8")
    return folder


def picture(page: Page, kind: str) -> Image.Image:
    """The block as it is seen, cut to what matters."""
    wide, high = SCREENS.get(kind, SCREEN)
    block = page.locator("article .line > :not(style, link, script)").first
    page.evaluate("document.querySelectorAll('img').forEach(image => image.loading = 'eager')")
    block.scroll_into_view_if_needed()
    if kind == "quiz":
        page.get_by_label("Nine").check()
        page.get_by_role("button", name="Check my answer").click()
    page.mouse.move(0, 0)
    top = block.evaluate("block => block.getBoundingClientRect().top + scrollY")
    page.evaluate("to => scrollTo(0, to)", top - 70 + (high * 0.45 if kind == "scene" else 0))
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(900)
    box = block.bounding_box()
    assert box, kind
    bar, edge = 54, 24
    left, up = max(0, box["x"] - edge), max(bar, box["y"] - edge)
    right, down = min(wide, box["x"] + box["width"] + edge), min(high, box["y"] + box["height"] + edge)
    data = page.screenshot(clip={"x": left, "y": up, "width": right - left, "height": down - up})
    return Image.open(io.BytesIO(data)).convert("RGB")


def save(image: Image.Image, path: Path) -> None:
    """As WebP, as good as the limit allows."""
    image.thumbnail((900, 700), Image.Resampling.LANCZOS)
    for quality in range(86, 20, -6):
        image.save(path, quality=quality, method=6)
        if path.stat().st_size <= LARGEST:
            return


def main() -> None:
    chromium = os.environ.get("WEBDOC_CHROMIUM") or next(
        (name for name in ("/usr/bin/chromium", "/usr/bin/chromium-browser") if Path(name).exists()), None
    )
    TARGET.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        root = project(Path(name))
        subprocess.run([sys.executable, "-m", "webdoc", "build", "--project", str(root)], check=True)
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--hide-scrollbars"])
        page = browser.new_page(color_scheme="light", reduced_motion="reduce")
        for kind in sys.argv[1:] or sources():
            wide, high = SCREENS.get(kind, SCREEN)
            page.set_viewport_size({"width": wide, "height": high})
            page.goto((root / "build" / kind / "index.html").as_uri())
            save(picture(page, kind), TARGET / f"{kind}.webp")
        browser.close()


if __name__ == "__main__":
    main()
