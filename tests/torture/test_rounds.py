"""Ten rounds of what `make torture` does two hundred times."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.torture.app_rounds import AppRounds
from tests.torture.index_rounds import IndexRounds

ROUNDS = 10


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
