"""What is promised of a build, in small: the scripts of `bench/trust` measure the same at length."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.trust import edits

pytestmark = pytest.mark.slow


def test_after_random_edits_a_warm_build_equals_a_cold_one(tmp_path: Path) -> None:
    told: list[str] = []
    assert edits.judge(tmp_path, sequences=2, edits=3, seed=7, tell=told.append) == []
    assert len(told) == 3
