"""Growth: the same shelves with more products on offer in the world, and the same town with more towns around it."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from pathlib import Path

from tests.benchmarks.nearby import keeping
from tests.benchmarks.nearby.answers import Reader
from tests.benchmarks.nearby.corpus import Size, made
from tests.benchmarks.nearby.peers import opened
from tests.benchmarks.nearby.questions import Question, asked, in_rounds
from tests.benchmarks.nearby.timing import Row, interleaved, spread

PRODUCTS = (20_000, 100_000, 500_000)
CITIES = (2, 10, 40)
ASKED_CITIES = 2


def measured(size: Size, names: Sequence[str], questions: int, rounds: int, folder: Path) -> Iterator[Row]:
    """Rows of the work "find nearby" (AND) for each size; the mode says which.

    The number of offers stays: with more products fewer stores share one. All questions are asked in two cities, and
    all sizes are asked in turns, so that the load of the machine is the same for each.
    """
    products = {f"{many:,}": replace(size, products=many) for many in PRODUCTS}
    cities = {str(many): replace(size, cities=many) for many in CITIES}
    for work, sizes in (("growing products", products), ("growing cities", cities)):
        mine = folder / work.split()[1]
        asking = {mode: built(one, names, mine / mode, questions) for mode, one in sizes.items()}
        yield from compared(work, asking, names, rounds, mine)


def built(size: Size, names: Sequence[str], folder: Path, questions: int) -> list[Question]:
    """Build one size in all engines; returns its questions."""
    folder.mkdir(parents=True)
    corpus = made(size)
    for name in names:
        keeping.built(corpus, name, folder)
    return asked(corpus, questions, cities=ASKED_CITIES)


def compared(
    work: str, asking: dict[str, list[Question]], names: Sequence[str], rounds: int, folder: Path
) -> Iterator[Row]:
    """Ask all sizes by turns, each its own questions, after a round to warm up."""
    with ExitStack() as stack:
        doing: dict[tuple[str, str], Callable[[tuple[int, int]], object]] = {}
        for mode, questions in asking.items():
            turns = [questions, *in_rounds(questions, rounds)]
            for name, reader in stack.enter_context(opened(names, folder / mode)).items():
                doing[mode, name] = partial(ask, reader, turns)
        places = range(len(next(iter(asking.values()))))
        interleaved(doing, [[(0, place) for place in places]])
        asked = [[(turn, place) for place in places] for turn in range(1, rounds + 1)]
        for (mode, name), seconds in interleaved(doing, asked).items():
            yield spread(work, name, seconds, mode)


def ask(reader: Reader, turns: Sequence[Sequence[Question]], place: tuple[int, int]) -> object:
    """Ask the question of this turn at this place."""
    return reader.find(turns[place[0]][place[1]])
