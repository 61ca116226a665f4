"""What is promised of a build, in small: the scripts of `bench/trust` measure the same at length."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from bench.trust import kills, surroundings

pytestmark = pytest.mark.slow


def test_after_random_edits_a_warm_build_equals_a_cold_one() -> None:
    # In a process of its own: it forks, and here other tests may have begun what a forked process cannot share.
    asked = [sys.executable, "-m", "bench.trust.edits", "--sequences", "2", "--edits", "3", "--seed", "7"]
    done = subprocess.run(asked, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "2 sequences, all equal" in done.stdout


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> kills.Sites:
    return kills.Sites(tmp_path_factory.mktemp("struck") / "project")


def test_a_build_that_is_killed_leaves_the_old_site_or_the_new_one(sites: kills.Sites) -> None:
    told: list[str] = []
    assert kills.judge(sites, strikes=3, seed=2, tell=told.append) == []
    assert "killed" in told[0]


def test_a_disk_that_takes_no_more_leaves_the_old_site(sites: kills.Sites) -> None:
    told: list[str] = []
    assert kills.full(sites, None, levels=1, tell=told.append) == []
    assert "Old, ended with 1" in told[0]


def test_the_same_sources_give_the_same_bytes_in_other_surroundings(tmp_path: Path) -> None:
    told: list[str] = []
    assert surroundings.differing(tmp_path, surroundings.QUICK, told.append) == []
    assert len(told) == len(surroundings.QUICK)
