"""A site that does not know its address can still be passed on from where it stands."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import DESK, Visit, static_server
from tests.conftest import Project
from webdoc import build

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def nameless(project: Project) -> Path:
    root = project({"webdoc.yaml": "title: A film\n", "chapters/01-a.md": "---\ntitle: A\n---\n\nText.\n"})
    assert not build.build(root).failed
    return root / "build"


def test_on_a_host_the_link_can_be_copied(chromium: Browser, nameless: Path) -> None:
    with static_server(nameless) as site:
        visit = Visit(chromium, **DESK, permissions=["clipboard-read", "clipboard-write"])
        visit.page.goto(f"{site}a/index.html")
        expect(visit.page.locator("section.pass a")).to_have_count(0)
        visit.page.mouse.wheel(0, 200)  # what one can do is fetched when the visitor moves
        visit.page.get_by_role("button", name="Copy the link").click()
        assert visit.page.evaluate("navigator.clipboard.readText()") == f"{site}a/index.html"
        visit.context.close()


def test_from_a_disk_nothing_is_offered_that_would_not_work(chromium: Browser, nameless: Path) -> None:
    visit = Visit(chromium, **DESK)
    visit.page.goto((nameless / "a" / "index.html").as_uri())
    expect(visit.page.locator("section.pass")).to_be_hidden()
    visit.context.close()
