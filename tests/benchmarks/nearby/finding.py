"""The headline: find nearby. Every engine must answer every question alike before any time is taken."""

from collections.abc import Iterator, Sequence

import numpy as np

from tests.benchmarks.nearby.answers import Reader, hold_against
from tests.benchmarks.nearby.peers import OURS
from tests.benchmarks.nearby.questions import Question, either, in_rounds
from tests.benchmarks.nearby.timing import Row, interleaved, spread

WORK = "find nearby"


def agree(readers: dict[str, Reader], questions: Sequence[Question]) -> None:
    """Ask everybody everything once; it warms them up as well. Raises Disagreement."""
    for question in questions:
        ours = readers[OURS].told(readers[OURS].find(question))
        for name, reader in readers.items():
            hold_against(question, ours, reader.told(reader.find(question)), name)


def measured(readers: dict[str, Reader], questions: list[Question], rounds: int) -> Iterator[Row]:
    """Rows for AND and for OR: all questions, those without and those with filters; and once more from known places."""
    filtered = np.array([question.is_filtered for question in questions])
    doing = {name: reader.find for name, reader in readers.items()}
    for mode, asked in (("and", questions), ("or", either(questions))):
        agree(readers, asked)
        for name, seconds in interleaved(doing, in_rounds(asked, rounds)).items():
            yield spread(WORK, name, seconds, mode)
            yield spread(f"{WORK}, no filters", name, seconds[~filtered], mode)
            yield spread(f"{WORK}, filters", name, seconds[filtered], mode)
    for name, seconds in interleaved(doing, [questions] * rounds).items():
        yield spread(f"{WORK}, known place", name, seconds, "and")
