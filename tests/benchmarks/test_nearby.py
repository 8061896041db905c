"""The benchmark measures what it says: the same town every time, and engines that answer alike."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest

from search import read_query
from tests.benchmarks.nearby import corpus, finding, peers
from tests.benchmarks.nearby.answers import Answer, Disagreement, Hit, Reader, hold_against
from tests.benchmarks.nearby.questions import Question, asked, either
from tests.benchmarks.nearby.table import table
from tests.benchmarks.nearby.timing import Row, interleaved, spread

SMALL = corpus.Size(products=500, cities=2, stores_per_city=20, offers_per_store=60)


@pytest.fixture(scope="module")
def town() -> corpus.Corpus:
    return corpus.made(SMALL)


@pytest.fixture(scope="module")
def questions(town: corpus.Corpus) -> list[Question]:
    return asked(town, 40)


@pytest.fixture(scope="module")
def folder(town: corpus.Corpus) -> Iterator[Path]:
    with TemporaryDirectory(prefix="nearby-") as name:
        Path(name).chmod(0o755)
        yield Path(name)


@pytest.fixture(scope="module")
def ours(town: corpus.Corpus, folder: Path) -> Reader:
    peers.engine(peers.OURS).build(town, folder / peers.OURS)
    return peers.engine(peers.OURS).Reader(folder / peers.OURS)


def test_a_corpus_is_the_same_every_time(town: corpus.Corpus) -> None:
    again = corpus.made(SMALL)

    assert again.titles == town.titles
    assert again.descriptions == town.descriptions
    for name in ("brand", "category", "latitude", "hours", "product", "store", "price_cents", "available"):
        assert np.array_equal(getattr(again, name), getattr(town, name)), name


def test_a_smaller_corpus_is_the_beginning_of_a_larger_one(town: corpus.Corpus) -> None:
    larger = corpus.made(replace(SMALL, cities=3))

    assert larger.titles == town.titles
    assert np.array_equal(larger.longitude[: SMALL.stores], town.longitude)
    there = larger.store < SMALL.stores
    assert np.array_equal(larger.product[there], town.product)
    assert np.array_equal(larger.store[there], town.store)


def test_our_analysis_leaves_every_word_as_it_is(town: corpus.Corpus) -> None:
    for title in town.titles[:50]:
        ways = [way for word in read_query(title) for way in word.ways if way.weight == 1.0]

        assert [way.terms for way in ways] == [(word,) for word in title.split()]


def test_every_question_has_an_answer(ours: Reader, questions: list[Question]) -> None:
    totals = [ours.told(ours.find(question)).total for question in questions]

    assert min(totals) >= 1
    assert sum(question.is_filtered for question in questions) == len(questions) / 2


@pytest.mark.parametrize("name", [name for name in peers.NAMES if name != peers.OURS])
def test_a_peer_answers_as_we_do(
    name: str, town: corpus.Corpus, folder: Path, ours: Reader, questions: list[Question]
) -> None:
    if peers.missing(name):
        pytest.skip(peers.missing(name))
    (folder / name).mkdir()
    peers.engine(name).build(town, folder / name)

    with peers.opened([name], folder) as readers:
        finding.agree({peers.OURS: ours, **readers}, [*questions, *either(questions)])


@pytest.mark.parametrize(
    "other",
    [
        {"total": 2},
        {"brands": [("lumo", 2)]},
        {"categories": []},
        {"hits": []},
        {"hits": [Hit(7, 4, 100.0, 990, 1)]},
        {"hits": [Hit(7, 3, 100.0, 980, 1)]},
    ],
)
def test_engines_that_differ_are_not_compared(other: dict[str, object], questions: list[Question]) -> None:
    answer = Answer(1, [("shoes", 1)], [("lumo", 1)], [Hit(7, 3, 100.0, 990, 1)])

    hold_against(questions[0], answer, replace(answer, hits=[Hit(7, 3, 101.0, 990, 1)]), "peer")
    with pytest.raises(Disagreement):
        hold_against(questions[0], answer, replace(answer, **other), "peer")


def test_every_engine_is_asked_every_question_in_every_round() -> None:
    heard: list[tuple[str, int]] = []

    taken = interleaved({name: lambda one, name=name: heard.append((name, one)) for name in "ab"}, [1, 2], rounds=2)

    assert sorted(heard) == sorted([("a", 1), ("a", 2), ("b", 1), ("b", 2)] * 2)
    assert [name for name, _ in heard[:4]] == ["a", "b", "b", "a"]
    assert taken["a"].shape == (2,)


def test_a_table_shows_what_a_row_has() -> None:
    rows = [spread("find", "ours", np.array([0.001, 0.002, 0.003]), "and"), Row("build", "fts5", seconds=2.0)]

    lines = [line.split("  ") for line in table(rows, ["ours", "fts5"]).splitlines()]

    assert [cell.strip() for cell in lines[1] if cell.strip()] == ["find (and)", "2 / 2 / 2.9", "–"]
    assert [cell.strip() for cell in lines[2] if cell.strip()] == ["build", "–", "2.0 s"]
