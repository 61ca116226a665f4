"""Fingers on a screen, through the browser's own input: what is scrolled or enlarged by it is the browser's doing."""

from __future__ import annotations

import time

from playwright.sync_api import Page

_STEPS = 4


def stroke(page: Page, start: tuple[float, float], end: tuple[float, float], seconds: float = 0.16) -> None:
    """One finger goes from one point of the screen to another and is lifted, in so many seconds of the page's clock."""
    session = page.context.new_cdp_session(page)
    began = time.time()

    def send(kind: str, part: float) -> None:
        x, y = (a + (b - a) * part for a, b in zip(start, end, strict=True))
        points = [] if kind == "touchEnd" else [{"x": x, "y": y}]
        # The time is given, so that a busy machine does not make a slow stroke of a quick one.
        session.send(
            "Input.dispatchTouchEvent", {"type": kind, "touchPoints": points, "timestamp": began + part * seconds}
        )

    send("touchStart", 0)
    for step in range(1, _STEPS + 1):
        send("touchMove", step / _STEPS)
    send("touchEnd", 1)
    session.detach()
