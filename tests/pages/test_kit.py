"""What ambassadors are given: texts within the limits of networks, pictures, an archive that is always the same."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from pathlib import Path

import pytest

from tests.conftest import Project, picture
from webdoc import build
from webdoc.pages import share
from webdoc.pages.app import Edition
from webdoc.pages.kitviews import KitView

SETTINGS = "title: A film\nbase_url: https://film.example/\nsummary: Two doors, one winter.\nauthors: [Us]\n"
LONG = "She carries water up the stairs, and the stairs are long, and the water is cold. " * 9
CHAPTER = f"# The door\n\nIt does not close.\n\n::: quote Ann, 34\n{LONG.strip()}\n:::\n"


@pytest.fixture(scope="module")
def small() -> bytes:
    return picture(320, 213)


def edition(project: Project, small: bytes, settings: str = SETTINGS) -> Edition:
    files: dict[str, str | bytes] = {
        "webdoc.yaml": settings,
        "chapters/01-door.md": CHAPTER.replace("# The door\n", "---\ntitle: The door\ncover: door.jpg\n---\n", 1),
        "media/door.jpg": small,
    }
    prepared = build.prepare(project(files))
    assert prepared.edition is not None
    assert not prepared.failed, prepared.issues
    return prepared.edition


def kit(made: Edition) -> KitView:
    found = made.outline.compose(made.outline.pages["pass-it-on/index.html"]).kit
    assert found is not None
    return found


def test_every_text_is_within_what_its_network_allows_and_keeps_its_address(project: Project, small: bytes) -> None:
    channels = kit(edition(project, small)).channels
    assert {one.name for one in channels} >= {"mastodon", "bluesky", "x", "whatsapp"}
    cut = 0
    for channel in channels:
        for post in channel.posts:
            words, _, address = post.text.rpartition("\n\n")
            assert address.startswith("https://film.example/")
            assert address.endswith(f".kit-{channel.name}")
            if channel.limit:
                seen = 23 if channel.name in ("x", "mastodon") else len(address)
                assert share.graphemes(words) + 2 + seen == post.count <= channel.limit
            cut += words.endswith("…")
    assert cut >= 3, "the quote is too long for most of them"


def test_the_editors_texts_stand_in_their_place_with_their_tones(project: Project, small: bytes) -> None:
    told = SETTINGS + "kit:\n  texts:\n    In anger: Nine square metres is no home.\n    Softly: Listen to Ann.\n"
    for channel in kit(edition(project, small, told)).channels:
        assert [post.tone for post in channel.posts] == ["In anger", "Softly"]
        assert channel.posts[0].text.startswith("Nine square metres is no home.\n\nhttps://film.example/?via=")


@pytest.mark.parametrize("settings", [f"{SETTINGS}kit: false\n", "title: A film\n"], ids=["turned off", "no address"])
def test_there_is_none_where_it_is_not_wanted_or_leads_nowhere(settings: str, project: Project, small: bytes) -> None:
    made = edition(project, small, settings)
    assert not [path for path in made.outline.pages if "pass-it-on" in path]
    assert made.bundles == {}
    assert "pass-it-on" not in made.page("end/index.html") + made.page("index.html")


def test_search_engines_are_led_from_paper_to_the_page_that_offers_it(project: Project, small: bytes) -> None:
    made = edition(project, small)
    papers = [path for path, page in made.outline.pages.items() if page.kind in ("poster", "leaflet")]
    assert len(papers) > 2
    for path in papers:
        head = made.page(path).partition("</head>")[0]
        assert '<link rel="canonical" href="https://film.example/pass-it-on/">' in head, path
        assert "robots" not in head, path


def test_the_archive_holds_all_of_it_and_is_the_same_every_time(project: Project, small: bytes) -> None:
    edition(project, small)
    root = project({"webdoc.yaml": SETTINGS})
    sums = set()
    for out in (root / "one", root / "two"):
        assert not build.build(root, out, jobs=1).failed
        data = (out / "pass-it-on" / "a-film.zip").read_bytes()
        sums.add(hashlib.sha256(data).hexdigest())
    assert len(sums) == 1
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        assert names == sorted(names)
        assert {"poster.html", "leaflet.html", "read-me.txt", "texts/mastodon.txt", "texts/e-mail.txt"} <= set(names)
        shapes = {name.rpartition("-")[2] for name in names if name.startswith("pictures/") and name.endswith(".jpg")}
        assert shapes == {"1200x630.jpg", "1080x1080.jpg", "1080x1920.jpg"}
        unpacked = root / "unpacked"
        archive.extractall(unpacked)
    opened(unpacked, "poster.html")
    opened(unpacked, "leaflet.html")


def opened(folder: Path, name: str) -> None:
    """A page of the archive finds all that it needs beside it."""
    html = (folder / name).read_text("utf-8")
    links = re.findall(r'(?:src|href)="([^"#]+)"|url\(([^)]+)\)', html)
    links += [(one.split()[0], "") for sizes in re.findall(r'srcset="([^"]+)"', html) for one in sizes.split(",")]
    local = [one or other for one, other in links if "://" not in one + other and not one.startswith("data:")]
    assert len(local) >= 4
    for link in local:
        assert (folder / link).is_file(), link
