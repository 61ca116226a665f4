"""Take the pictures of docs/blocks.md and docs/actions.md: each source that stands there, rendered by webdoc.

.venv/bin/python scripts/blocks.py [KIND…]      (needs the test extra and a Chromium; act-sign for an action)
"""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
import textwrap
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

REPOSITORY = Path(__file__).parent.parent
PAGE = REPOSITORY / "docs" / "blocks.md"
ACTIONS = REPOSITORY / "docs" / "actions.md"
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


def actions() -> dict[str, str]:
    """The examples of docs/actions.md, by the names of their actions."""
    return {text.partition(":")[0]: text for text in re.findall(r"```yaml\n(.*?)```", ACTIONS.read_text("utf-8"), re.S)}


def acting(folder: Path) -> Path:
    """A project with all these actions."""
    (folder / "chapters").mkdir(parents=True)
    (folder / "chapters" / "01-a.md").write_text("---\ntitle: A\n---\n\nText.\n", "utf-8")
    found = textwrap.indent("".join(actions().values()), "  ")
    (folder / "webdoc.yaml").write_text(f"title: Actions\nbase_url: https://example.org/\nactions:\n{found}", "utf-8")
    return folder


def shown(page: Page, name: str) -> Image.Image:
    """The action as it is seen on the end page."""
    action = page.locator(f"#act-{name}")
    action.scroll_into_view_if_needed()
    for letter in action.locator("summary").all():
        letter.click()
    page.mouse.move(0, 0)
    page.wait_for_timeout(300)
    box = action.bounding_box()
    assert box, name
    clip = {"x": box["x"] - 24, "y": box["y"] + 2, "width": box["width"] + 48, "height": box["height"] - 4}
    return Image.open(io.BytesIO(page.screenshot(clip=clip))).convert("RGB")


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


def built(root: Path) -> Path:
    """The project's site."""
    subprocess.run([sys.executable, "-m", "webdoc", "build", "--project", str(root)], check=True)
    return root / "build"


def main() -> None:
    chromium = os.environ.get("WEBDOC_CHROMIUM") or next(
        (name for name in ("/usr/bin/chromium", "/usr/bin/chromium-browser") if Path(name).exists()), None
    )
    TARGET.mkdir(exist_ok=True)
    kinds = {name: re.findall(r"kind: (\w+)", text)[0] for name, text in actions().items()}
    wanted = sys.argv[1:] or [*sources(), *(f"act-{kind}" for kind in kinds.values())]
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--hide-scrollbars"])
        page = browser.new_page(color_scheme="light", reduced_motion="reduce")
        if set(wanted) & set(sources()):
            root = built(project(Path(name) / "blocks"))
            for kind in (one for one in wanted if one in sources()):
                wide, high = SCREENS.get(kind, SCREEN)
                page.set_viewport_size({"width": wide, "height": high})
                page.goto((root / kind / "index.html").as_uri())
                save(picture(page, kind), TARGET / f"{kind}.webp")
        root = built(acting(Path(name) / "actions"))
        page.set_viewport_size({"width": 1180, "height": 1200})
        page.goto((root / "end" / "index.html").as_uri())
        for action, kind in kinds.items():
            if f"act-{kind}" in wanted:
                save(shown(page, action), TARGET / f"act-{kind}.webp")
        browser.close()


if __name__ == "__main__":
    main()
