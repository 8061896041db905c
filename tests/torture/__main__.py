"""`make torture`: ROUNDS (200) rounds with SEED (printed), and memory and file handles over 10,000 updates."""

import os
import sys
import tempfile
import time
from pathlib import Path

from tests.torture.app_rounds import AppRounds
from tests.torture.index_rounds import IndexRounds
from tests.torture.memory import watch

SEED = "stadtregal"
WARM_UP, UPDATES = 1_000, 10_000


def endure(rounds: IndexRounds | AppRounds, number: int, told_every: int = 20) -> None:
    """So many rounds. Whatever fails ends it, with the number of the round."""
    began = time.monotonic()
    try:
        for turn in range(1, number + 1):
            rounds.round()
            if turn % told_every == 0:
                print(f"  {turn} of {number} rounds, {time.monotonic() - began:.0f} s", flush=True)
    except BaseException:
        print(f"Round {turn} failed.", file=sys.stderr)
        raise
    finally:
        rounds.close()


def main() -> None:
    """Run both kinds of rounds and tell what came of them."""
    seed, number = os.environ.get("SEED", SEED), int(os.environ.get("ROUNDS", "200"))
    print(f"SEED={seed} ROUNDS={number}", flush=True)
    with tempfile.TemporaryDirectory(prefix="torture-") as folder:
        print("Index: kill -9 of a writer in every round, of the reader in every fourth.", flush=True)
        index = IndexRounds(Path(folder) / "index", seed)
        endure(index, number)
        print(
            f"  {index.unfinished} writers died in the middle of a change, {index.rebuilds} rebuilds were needed, "
            f"the longest answer took {1000 * index.longest_s:.0f} ms."
        )
        print("Installation: kill -9 of indexer, worker or reader in every round.", flush=True)
        whole = AppRounds(Path(folder) / "var", seed)
        endure(whole, number)
        print(
            f"  Index and database agreed after every round; the longest answer took {1000 * whole.longest_s:.0f} ms."
        )
        print(f"Memory: {UPDATES} updates.", flush=True)
        used, rebuilds = watch(Path(folder) / "memory", WARM_UP, UPDATES)
        for name, (before, after) in used.items():
            print(
                f"  {name}: {before.own_kb} kB, then {after.own_kb} kB ({after.own_kb / before.own_kb - 1:+.1%}); "
                f"{before.handles} open files, then {after.handles}."
            )
        print(f"  {rebuilds} times more places were given up than used, and the index was built anew.")


if __name__ == "__main__":
    main()
