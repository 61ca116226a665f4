"""Take the picture of the README: the demo's cover on a desk, a chapter on a phone, side by side.

scripts/site && .venv/bin/python scripts/screenshot.py      (needs the test extra and a Chromium)
"""

from __future__ import annotations

import io
import os
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

REPOSITORY = Path(__file__).parent.parent
TARGET = REPOSITORY / "docs" / "screenshot.jpg"
GROUND = (75, 84, 89)
GAP = 48


def main() -> None:
    path = os.environ.get("WEBDOC_CHROMIUM") or next(
        (name for name in ("/usr/bin/chromium", "/usr/bin/chromium-browser") if Path(name).exists()), None
    )
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--hide-scrollbars"])
        desk = shot(browser, "index.html", 1440, 900)
        phone = shot(browser, "roof/index.html", 390, 844)
        browser.close()
    phone = phone.resize((round(phone.width * desk.height / phone.height), desk.height), Image.Resampling.LANCZOS)
    picture = Image.new("RGB", (desk.width + phone.width + 3 * GAP, desk.height + 2 * GAP), GROUND)
    picture.paste(desk, (GAP, GAP))
    picture.paste(phone, (desk.width + 2 * GAP, GAP))
    picture.thumbnail((1800, 1800), Image.Resampling.LANCZOS)
    picture.save(TARGET, quality=86, progressive=True, optimize=True)


def shot(browser: Browser, page: str, width: int, height: int) -> Image.Image:
    """One page of the demo as it is first seen."""
    context = browser.new_context(viewport={"width": width, "height": height}, device_scale_factor=1.5)
    tab = context.new_page()
    tab.goto((REPOSITORY / "build" / page).as_uri())
    tab.wait_for_load_state("networkidle")
    data = tab.screenshot()
    context.close()
    return Image.open(io.BytesIO(data)).convert("RGB")


if __name__ == "__main__":
    main()
