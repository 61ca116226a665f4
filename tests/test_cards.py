"""Cards of a whole project: which there are, what is wrong with them, that nothing is drawn twice."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from PIL import Image

from tests.conftest import Project, picture
from webdoc import build, inventory
from webdoc.media.store import Store

CHAPTER = "---\ntitle: {title}\n---\n\n![A door](door.jpg)\n"


def cards_of(root: Path) -> dict[str, dict[str, str]]:
    """The tags of each built page's picture, by the page's address."""
    found = {}
    for page in sorted((root / "build").rglob("*.html")):
        tags = dict(re.findall(r'<meta property="og:image(:\w+)?" content="([^"]*)">', page.read_text("utf-8")))
        if tags:
            found[page.relative_to(root / "build").as_posix()] = tags
    return found


def codes(root: Path) -> list[tuple[str, str]]:
    return [(issue.code, str(issue.source)) for issue in build.checked(root) if issue.code.startswith("card-")]


@pytest.mark.slow
def test_every_page_has_its_card_and_a_build_without_a_change_draws_none(project: Project) -> None:
    root = project(
        {
            "webdoc.yaml": "title: Rooms\nbase_url: https://film.example/\n"
            "languages: {en: {}, fr: {title: Chambres}}\n",
            "chapters/01-door.md": CHAPTER.format(title="The door") + "\n::: quote Marie\nIt does not close.\n:::\n",
            "chapters/01-door.fr.md": CHAPTER.format(title="La porte"),
            "chapters/02-bare.md": "---\ntitle: No picture\n---\n\nWords.\n",
            "media/door.jpg": picture(900, 600),
        }
    )
    assert not build.build(root, jobs=2).failed
    found = cards_of(root)
    assert {"index.html", "fr/index.html", "door/index.html", "fr/door/index.html", "bare/index.html"} <= set(found)
    own = {found[page][""] for page in ("index.html", "fr/index.html", "door/index.html", "fr/door/index.html")}
    assert len(own) == 4
    for tags in found.values():
        path = root / "build" / "media" / tags[""].rsplit("/", 1)[1]
        with Image.open(path, formats=["JPEG"]) as opened:
            opened.load()
            assert opened.size == (int(tags[":width"]), int(tags[":height"])) == (1200, 630)
        assert path.stat().st_size < 300_000
        assert tags[":alt"]
    assert "It does not close." in " ".join(tags[":alt"] for tags in found.values())
    store = Store(root / ".webdoc")
    before = {path.name: path.stat().st_mtime_ns for path in store.folder.glob("card-*")}
    (root / "chapters" / "02-bare.md").write_text("---\ntitle: No picture\n---\n\nOther words.\n", "utf-8")
    assert build.build(root, jobs=1).made == 0
    assert {path.name: path.stat().st_mtime_ns for path in store.folder.glob("card-*")} == before


@pytest.mark.slow
def test_an_editors_own_card_is_shown_in_its_language_and_made_light_enough(project: Project) -> None:
    noise = io.BytesIO()
    Image.effect_noise((2400, 1260), 80).convert("RGB").save(noise, "PNG")
    root = project(
        {
            "webdoc.yaml": "title: Rooms\nbase_url: https://film.example/\ncard: own.png\n"
            "languages: {en: {}, fr: {title: Chambres, card: own.fr.jpg}}\n",
            "chapters/01-door.md": "---\ntitle: The door\ncard: door.jpg\n---\n\nWords.\n",
            "chapters/01-door.fr.md": "---\ntitle: La porte\n---\n\nMots.\n",
            "media/own.png": noise.getvalue(),
            "media/own.fr.jpg": picture(1200, 630),
            "media/door.jpg": picture(1200, 631),
        }
    )
    assert codes(root) == []
    assert not build.build(root, jobs=2).failed
    names = {page: tags[""].rsplit("/", 1)[1] for page, tags in cards_of(root).items()}
    assert names["index.html"].startswith("own-1200-")
    assert names["fr/index.html"].startswith("own-fr-1200-")
    assert names["door/index.html"].startswith("door-1200-")
    assert names["fr/door/index.html"].startswith("card-1200-")
    assert (root / "build" / "media" / names["index.html"]).stat().st_size < 300_000
    assert "media/own.png" not in {item.media.path for item in inventory.listing(root).items if not item.used}


def test_a_card_that_is_small_or_of_another_shape_or_not_there_is_told_where_it_is_named(project: Project) -> None:
    root = project(
        {
            "webdoc.yaml": "title: A film\nbase_url: https://film.example/\ncard: square.jpg\n",
            "chapters/01-a.md": "---\ntitle: A\ncard: small.jpg\n---\n\nWords.\n",
            "media/square.jpg": picture(1400, 1400),
            "media/small.jpg": picture(600, 315),
        }
    )
    assert codes(root) == [("card-shape", "webdoc.yaml:3:7"), ("card-small", "chapters/01-a.md:3:7")]
    (root / "media" / "small.jpg").unlink()
    assert ("medium-missing", "chapters/01-a.md:3:7") in [(one.code, str(one.source)) for one in build.checked(root)]


def test_letters_that_no_card_can_show_and_quotes_that_are_too_long_are_told(project: Project) -> None:
    said = "We wait for the morning together, and we say that it is the last winter. " * 8
    root = project(
        {
            "chapters/01-a.md": f"---\ntitle: Door 𐒀 and ပ\n---\n\n::: quote Marie\n{said}\n:::\n",
            "chapters/02-b.md": "---\ntitle: Łódź, Ελλάδα, 漢字, العربية, हिन्दी\n---\n\nWords.\n",
        }
    )
    assert codes(root) == [("card-letters", "chapters/01-a.md"), ("card-long", "chapters/01-a.md")]
    (lost, long) = (issue for issue in build.checked(root) if issue.code.startswith("card-"))
    assert "𐒀ပ" in lost.message
    assert (lost.level, long.level) == ("warning", "info")


def test_a_theme_whose_cards_cannot_be_read_is_refused_in_words(project: Project) -> None:
    head = "name: ours\nextends: constat\ncard: "
    for card, said in (
        ('{paper: "#ffffff", ink: "#eeeeee"}', "cannot be read on"),
        ("{title: {file: gone.ttf}}", "there is no typeface faces/gone.ttf"),
        ("{ink: red}", "neither an option nor a colour"),
        ("{tilted: 2}", "tilted"),
    ):
        root = project({"webdoc.yaml": "title: A\ntheme: ours\n", "themes/ours/theme.yaml": head + card,
                        "chapters/01-a.md": "---\ntitle: A\n---\n\nWords.\n"})  # fmt: skip
        (issue,) = (one for one in build.prepare(root).issues if one.code == "theme-missing")
        assert said in issue.message, issue.message
        assert issue.source.path == "themes/ours/theme.yaml"
