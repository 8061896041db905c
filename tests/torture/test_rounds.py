"""What `make torture` does two hundred times, ten times."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.torture.app_rounds import AppRounds
from tests.torture.index_rounds import IndexRounds
from tests.torture.memory import watch

ROUNDS = 10
WARM_UP, UPDATES = 150, 300
MOST_GROWTH, MOST_HANDLES = 1.1, 10
"""Generous: over 10,000 updates `make torture` shows less than 1.05; a merge under way has a few files open."""


@pytest.mark.parametrize("kind", [IndexRounds, AppRounds])
def test_whoever_is_killed_no_answer_is_wrong_and_nothing_is_lost(
    tmp_path: Path, kind: Callable[[Path, str], IndexRounds | AppRounds]
) -> None:
    rounds = kind(tmp_path / "var", "ten rounds")
    try:
        for _ in range(ROUNDS):
            rounds.round()
    finally:
        rounds.close()


def test_updates_leave_neither_memory_nor_open_files_behind(tmp_path: Path) -> None:
    used, _rebuilds = watch(tmp_path / "index", WARM_UP, UPDATES)

    for before, after in used.values():
        assert after.own_kb < MOST_GROWTH * before.own_kb
        assert after.handles < before.handles + MOST_HANDLES
