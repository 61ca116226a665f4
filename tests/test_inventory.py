"""The list of media, what a chapter weighs, and what is taken out of the store."""

from __future__ import annotations

import fcntl
import json
import unicodedata
from pathlib import Path

import pytest

from tests.conftest import Project, picture, sound
from tests.test_cli import webdoc
from webdoc import budget, build, inventory
from webdoc.errors import WebdocError
from webdoc.media.store import Store

CHAPTER = "---\ntitle: A\n---\n\n![x](a.jpg)\n\n![voice](b.wav)\n"


@pytest.fixture
def film(project: Project) -> Path:
    return project(
        {
            "chapters/01-a.md": CHAPTER,
            "chapters/02-b.md": "---\ntitle: B\ndraft: true\n---\n\n![x](draft.jpg)\n",
            "chapters/01-a.fr.md": "---\ntitle: A\n---\n\n![x](french.jpg)\n",
            "media/a.jpg": picture(600, 400),
            "media/b.wav": sound(4.0),
            "media/draft.jpg": picture(320, 200),
            "media/french.jpg": picture(321, 200),
            "media/never.jpg": picture(322, 200),
        }
    )


def stored(root: Path) -> set[str]:
    return {path.name for path in (root / ".webdoc" / "store").glob("*")}


def test_the_list_tells_what_is_shown_what_only_in_drafts_and_what_nowhere(film: Path) -> None:
    items = {item.path: item for item in inventory.listing(film).items}
    assert {path for path, item in items.items() if not item.used} == {"media/never.jpg"}
    assert {path for path, item in items.items() if item.draft} == {"media/draft.jpg"}
    assert items["media/a.jpg"].size == (film / "media" / "a.jpg").stat().st_size
    assert items["media/a.jpg"].derivatives > 0
    assert items["media/a.jpg"].made == 0
    assert items["media/a.jpg"].estimated
    assert stored(film) == set()


def test_after_all_is_made_the_list_has_true_sizes(film: Path) -> None:
    before = {item.path: item for item in inventory.listing(film).items}
    made, issues = inventory.make(film, jobs=2)
    assert (made > 0, issues) == (True, ())
    after = inventory.listing(film)
    for item in after.items:
        assert item.made == item.derivatives == before[item.path].derivatives
        assert not item.estimated
    voice = next(item for item in after.items if item.path == "media/b.wav")
    heaviest = max(path.stat().st_size for path in (film / ".webdoc" / "store").glob("b-*"))
    assert voice.phone == heaviest
    assert after.stored == made
    assert after.stored_size == sum((film / ".webdoc" / "store" / name).stat().st_size for name in stored(film))
    assert after.spare == ()
    assert after.drafts > 0
    assert inventory.make(film, jobs=2) == (0, ())


def test_a_file_that_changes_is_seen_in_the_list(film: Path) -> None:
    first = inventory.listing(film)
    assert inventory.listing(film) == first
    (film / "chapters" / "01-a.md").write_text("---\ntitle: A\n---\n\nNothing to see.\n")
    assert {item.path for item in inventory.listing(film).items if not item.used} == {
        "media/a.jpg",
        "media/b.wav",
        "media/never.jpg",
    }
    (film / "media" / "new.jpg").write_bytes(picture(50, 50))
    assert "media/new.jpg" in {item.path for item in inventory.listing(film).items}


def test_pruning_removes_what_nobody_asks_for_and_nothing_else(film: Path) -> None:
    assert not build.build(film, jobs=2).failed
    inventory.make(film, jobs=2)
    before = stored(film)
    sources = {path: path.read_bytes() for path in (film / "media").iterdir()}
    (film / "chapters" / "01-a.md").write_text("---\ntitle: A\n---\n\n![voice](b.wav)\n\n![x](draft.jpg)\n")
    would = inventory.prune(film, dry=True)
    # The photograph's own, and the cards that showed it.
    assert {name.split("-")[0] for name in would.names} == {"a", "card"}
    assert {name for name in before if name.startswith("a-")} <= set(would.names)
    assert set(would.names) <= stored(film)
    # The site that stands links to the same bytes: they are not free yet. It knows nothing of drafts and their cards.
    assert sum((film / ".webdoc" / "store" / name).stat().st_size for name in would.names if name[0] == "a") > 0
    assert would.size - would.freed > 0
    assert inventory.prune(film) == would
    assert stored(film) == before - set(would.names)
    assert {path: path.read_bytes() for path in (film / "media").iterdir()} == sources
    assert (film / "build" / "01-a" / "index.html").exists() or (film / "build" / "index.html").exists()
    assert inventory.prune(film).names == ()
    assert not build.build(film, jobs=2).failed


def test_nothing_is_pruned_while_a_build_runs_or_media_are_made(film: Path) -> None:
    inventory.make(film, jobs=1)
    before = stored(film)
    (film / "chapters" / "01-a.md").write_text("---\ntitle: A\n---\n\nNothing.\n")
    with (film / ".webdoc" / "lock").open("a+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(WebdocError, match="Another build"):
            inventory.prune(film)
    with Store(film / ".webdoc").busy(), pytest.raises(WebdocError, match="Media are being made now"):
        inventory.prune(film)
    assert stored(film) == before
    assert inventory.prune(film).names


def test_nothing_is_pruned_when_nobody_knows_what_is_asked_for(film: Path) -> None:
    inventory.make(film, jobs=1)
    before = stored(film)
    (film / "webdoc.yaml").write_text("subtitle: no title\n")
    code, text = webdoc("media", "prune", "-p", str(film))
    assert code == 1
    assert "Mend it first" in text
    assert stored(film) == before


def test_the_command_tells_the_list_to_people_and_machines(film: Path) -> None:
    code, text = webdoc("media", "-p", str(film))
    assert code == 0
    assert "media/never.jpg\tpicture" in text
    assert "not shown" in text
    assert "1 file in media/ that no page shows" in text
    code, text = webdoc("media", "-p", str(film), "--json")
    told = json.loads(text)
    assert set(told) == {
        "items", "budget", "stored", "stored_size", "spare", "spare_size", "drafts", "issues",
    }  # fmt: skip
    assert set(told["items"][0]) == {
        "path", "kind", "size", "used", "draft", "derivatives", "made", "made_size", "phone", "estimated", "heavy",
        "copy",
    }  # fmt: skip
    code, text = webdoc("media", "-p", str(film), "prune", "--dry-run")
    assert (code, text) == (0, "The store holds nothing that no page asks for.\n")


def test_a_file_that_is_damaged_is_not_said_to_be_shown_nowhere(project: Project) -> None:
    root = project({"chapters/01-a.md": "# A\n\n![x](a.jpg)\n", "media/a.jpg": b""})
    _, text = webdoc("media", "-p", str(root))
    assert "media/a.jpg\tpicture\t0 KB\t\t\tcannot be used" in text
    assert "1 file cannot be used" in text
    assert "no page shows" not in text


def test_a_chapter_above_its_budget_is_told_with_its_heaviest_files(film: Path) -> None:
    (film / "webdoc.yaml").write_text(
        "title: A film\nbase_url: https://film.example/\nbudget:\n  opening: 1 KB\n  chapter: 30 KB\n"
    )
    code, text = webdoc("check", "-p", str(film))
    assert code == 0
    assert "\n  warning  Read to its end it loads about" in text
    assert "[chapter-heavy]" in text
    assert "The heaviest: media/b.wav (" in text
    assert "before anything is scrolled; 1 KB are allowed. [opening-heavy]" in text
    inventory.make(film, jobs=2)
    _, text = webdoc("check", "-p", str(film))
    assert "it loads about" not in text


def test_the_default_budget_is_the_themes(film: Path) -> None:
    edition = build.prepare(film).edition
    assert edition is not None
    allowed = budget.allowed(edition)
    assert 0 < allowed.opening < allowed.chapter
    assert "heavy" not in webdoc("check", "-p", str(film))[1]


def test_a_budget_that_is_no_size_is_told_at_its_place(film: Path) -> None:
    (film / "webdoc.yaml").write_text("title: A film\nbudget:\n  chapter: a lot\n")
    _, text = webdoc("check", "-p", str(film))
    assert "\n  3:12  error  “a lot” is not a size. [value-type]" in text


def test_each_file_of_a_chapter_counts_as_its_phone_loads_it(film: Path) -> None:
    inventory.make(film, jobs=2)
    edition = build.prepare(film).edition
    assert edition is not None
    store = Store(film / ".webdoc")
    weight = next(one for one in budget.weights(edition, store) if one.chapter.lang == "en")
    shares = {share.path: share for share in weight.shares}
    # The photograph is narrower than a phone's screen: its widest file of the best format.
    widest = max(
        (name for name in stored(film) if name.startswith("a-") and name.endswith(".avif")),
        key=lambda name: int(name.split("-")[1]),
    )
    assert shares["media/a.jpg"].bytes == (film / ".webdoc" / "store" / widest).stat().st_size
    assert shares["media/a.jpg"].opening
    assert not weight.estimated
    assert weight.whole == weight.page + sum(share.bytes for share in weight.shares)


def test_odd_names_have_their_sizes_and_copies_are_told(project: Project) -> None:
    names = [
        "a b.jpg",
        "e\u0301te\u0301.jpg",
        "\u0628\u0627\u0628.jpg",
        "\U0001f6aa.JPG",
        f"{'x' * 190}.jpg",
        "100%20#1.jpg",
    ]
    shown = "".join(f"![x](<{name}>)\n\n" for name in [*names, "copy.jpg", "link.jpg"])
    pictures: dict[str, str | bytes] = {f"media/{name}": picture(90 + at, 60) for at, name in enumerate(names)}
    root = project({"chapters/01-a.md": f"---\ntitle: A\n---\n\n{shown}", **pictures})
    (root / "media" / "copy.jpg").write_bytes((root / "media" / "a b.jpg").read_bytes())
    (root / "media" / "link.jpg").symlink_to("a b.jpg")
    (root / "media" / "gone.jpg").symlink_to("nowhere.jpg")
    told = inventory.listing(root)
    assert {item.path.removeprefix("media/") for item in told.items} == {
        *(unicodedata.normalize("NFC", name) for name in names), "copy.jpg", "link.jpg",
    }  # fmt: skip
    assert all(item.used and item.size > 500 and item.derivatives for item in told.items)
    copies = {item.path: item.copy for item in told.items if item.copy}
    assert copies == {"media/copy.jpg": "media/a b.jpg", "media/link.jpg": "media/a b.jpg"}
    _, text = webdoc("media", "-p", str(root))
    assert "same as a b.jpg" in text
    assert "2 sources with the same bytes as another" in text
    _, text = webdoc("check", "-p", str(root))
    assert "media/gone.jpg\n  warning  This is a link to a file that is not there. [link-broken]" in text
    made, issues = inventory.make(root, jobs=1)
    assert (made > 8, issues) == (True, ())
    assert all(item.made == item.derivatives for item in inventory.listing(root).items)
