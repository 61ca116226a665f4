from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest

from tests.media import samples
from webdoc.media import images, plan, probe, run, spare
from webdoc.media.store import Store
from webdoc.model import Media

LADDER = plan.Ladder(widths=(120, 200, 300, 400), formats=("avif", "webp", "jpeg"))


@pytest.mark.parametrize("cores", [0, 1, 2, 9])
def test_all_tasks_are_done_once_on_however_many_cores(cores) -> None:
    done: list[int] = []
    got = list(spare.spread([partial(lambda number: done.append(number) or number, number) for number in range(50)],
                            lambda: cores))  # fmt: skip
    assert sorted(got) == sorted(done) == list(range(50))


def test_without_a_spare_core_tasks_are_done_in_order_and_here() -> None:
    here = threading.get_ident()
    for cores in (spare.none, lambda: 0):
        assert list(spare.spread([threading.get_ident] * 5, cores)) == [here] * 5


def test_a_core_that_becomes_free_in_the_midst_of_a_task_takes_the_next() -> None:
    free = threading.Event()
    helped = threading.Event()

    def first() -> bool:
        free.set()
        return helped.wait(30)  # ends only when the other one is done beside it

    assert sorted(spare.spread([first, lambda: helped.set() or False], lambda: int(free.is_set()))) == [False, True]


@pytest.mark.parametrize("cores", [0, 1])
def test_an_error_comes_out_and_nothing_is_left_under_way(cores) -> None:
    def broken() -> None:
        raise IndexError("broken")  # what an empty queue would raise, too

    with pytest.raises(IndexError, match="broken"):
        list(spare.spread([lambda: None, broken, lambda: None], lambda: cores))
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("webdoc-spare")]


def test_pictures_have_the_same_bytes_on_however_many_cores(tmp_path) -> None:
    photo = samples.photo(tmp_path / "a.jpg", 900, 600)
    found = probe.probe(photo, "a.jpg")
    assert isinstance(found, Media)
    made = []
    for cores in (spare.none, lambda: 1, lambda: 3):
        with photo.open("rb") as file:
            made.append(
                {item.name: data for item, data in images.make(file, "JPEG", plan.picture(found, LADDER), {}, cores)}
            )
    assert len(made[0]) == 12
    assert made[0] == made[1] == made[2]


def test_the_last_jobs_of_a_run_share_the_cores_that_are_left(tmp_path, monkeypatch) -> None:
    told: list[int] = []
    tell = spare.Spare.tell

    def heard(self: spare.Spare, cores: int) -> None:
        tell(self, cores)
        told.append(self.read())

    monkeypatch.setattr(spare.Spare, "tell", heard)

    class Four(ThreadPoolExecutor):
        workers = 4

    found = [probe.probe(samples.photo(tmp_path / name, 200 + at, 100), name)
             for at, name in enumerate(("a.jpg", "b.jpg"))]  # fmt: skip
    wanted = [one for media in found if isinstance(media, Media) for one in plan.picture(media, LADDER)]
    store = Store(tmp_path / "cache")
    store.folder.mkdir(parents=True)
    with Four(2) as executor:
        assert run.run(run.jobs(wanted, tmp_path), store, executor) == ()
    assert list(dict.fromkeys(told)) == [1, 3, 0]  # beside two jobs under way, beside the last of them, after it
    assert {path.name for path in store.folder.iterdir()} == {one.name for one in wanted}
