"""The benchmark measures what it says: the same town every time, and engines that answer alike."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.etree import ElementTree

import numpy as np
import pytest

from search import read_query
from tests.benchmarks.nearby import changing, corpus, finding, keeping, page, peers
from tests.benchmarks.nearby.__main__ import taken_in
from tests.benchmarks.nearby.answers import Answer, Disagreement, Engine, Hit, Reader, hold_against
from tests.benchmarks.nearby.changes import changes, newcomers
from tests.benchmarks.nearby.picture import drawn
from tests.benchmarks.nearby.questions import Question, asked, begun, either, misspelt
from tests.benchmarks.nearby.table import table
from tests.benchmarks.nearby.targets import judged
from tests.benchmarks.nearby.timing import Row, interleaved, spread
from tests.conftest import absent

SMALL = corpus.Size(products=500, cities=2, stores_per_city=20, offers_per_store=60)


@pytest.fixture(scope="module")
def town() -> corpus.Corpus:
    return corpus.made(SMALL)


@pytest.fixture(scope="module")
def questions(town: corpus.Corpus) -> list[Question]:
    return asked(town, 40)


@contextmanager
def reachable() -> Iterator[Path]:
    """A folder that PostgreSQL's own user may enter, which pytest's are not."""
    with TemporaryDirectory(prefix="nearby-") as name:
        Path(name).chmod(0o755)
        yield Path(name)


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    with reachable() as path:
        yield path


@pytest.fixture(scope="module")
def ours(town: corpus.Corpus, folder: Path) -> Reader:
    return built(town, folder, peers.OURS).Reader(folder / peers.OURS)


def built(town: corpus.Corpus, folder: Path, name: str) -> Engine:
    """An engine that has the town; skips where it cannot run."""
    if peers.missing(name):
        absent(peers.missing(name))
    keeping.built(town, name, folder)
    return peers.engine(name)


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
    built(town, folder, name)

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


@pytest.mark.parametrize("peer", [name for name in changing.STOCK_KEEPING if name != peers.OURS])
def test_after_the_same_changes_engines_still_agree(peer: str, town: corpus.Corpus, questions: list[Question]) -> None:
    changed = changes(town, np.arange(0, len(town.product), 7))
    added = newcomers(town, SMALL.products, np.arange(100))
    names = [peers.OURS, peer]

    with reachable() as fresh:
        for name in names:
            built(town, fresh, name)
        with peers.opened(names, fresh) as readers:
            before = [readers[peer].told(readers[peer].find(question)) for question in questions]
            for name in names:
                changer = peers.engine(name).Changer(fresh / name, town)
                changer.set_stock(changed)
                changer.add_products(added)
                changer.close()

            finding.agree(readers, questions)
            assert before != [readers[peer].told(readers[peer].find(question)) for question in questions]


def test_a_word_is_typed_by_its_beginning_or_with_a_slip(questions: list[Question]) -> None:
    typed, slips = begun(questions), misspelt(questions)

    assert all(question.words[0].startswith(one.words[0]) for question, one in zip(questions, typed, strict=True))
    assert all(one.in_stock and len(one.words[0]) == 4 for one in typed)
    for question, one in zip(questions, slips, strict=True):
        assert one.words[0] not in question.words
        assert sorted(one.words[0]) in [sorted(word) for word in question.words]


def test_every_engine_is_asked_every_question_in_every_round() -> None:
    heard: list[tuple[str, int]] = []

    taken = interleaved({name: lambda one, name=name: heard.append((name, one)) for name in "ab"}, [[1, 2], [1, 2]])

    assert sorted(heard) == sorted([("a", 1), ("a", 2), ("b", 1), ("b", 2)] * 2)
    assert [name for name, _ in heard[:4]] == ["a", "b", "b", "a"]
    assert taken["a"].shape == (2,)


def test_a_table_shows_what_a_row_has() -> None:
    rows = [spread("find", "ours", np.array([0.001, 0.002, 0.003]), "and"), Row("build", "fts5", seconds=2.0)]

    lines = [line.split("  ") for line in table(rows, ["ours", "fts5"]).splitlines()]

    assert [cell.strip() for cell in lines[1] if cell.strip()] == ["find (and)", "2 / 2 / 2.9", "–"]
    assert [cell.strip() for cell in lines[2] if cell.strip()] == ["build", "–", "2.0 s"]


def test_targets_are_judged_where_they_were_measured() -> None:
    ours = Row("find nearby", "ours", "and", p50_ms=1.0, mean_ms=4.0)
    fts5 = Row("find nearby", "fts5", "and", p50_ms=5.0, mean_ms=20.0)

    told = {target.what: target.keeps(value) for target, value in judged([ours, fts5])}

    assert told == {"find nearby, AND: fts5 over ours, p50": True, "find nearby, AND: fts5 over ours, mean": False}


def test_the_page_and_its_picture_show_every_engine(town: corpus.Corpus) -> None:
    names = ["ours", "fts5"]
    rows = [Row("find nearby", name, mode, 1.0, 3.0, 4.0, 2.0) for name in names for mode in ("and", "or")]
    run = page.Run(SMALL, len(town.product), 40, 3, load=4.0)

    written = page.page(rows, names, run)
    picture = ElementTree.fromstring(drawn(rows))

    assert "| SQLite FTS5 + SQL | 1.00 | 2.00 | 3.00 | 1.0x / 1.0x |" in written
    assert "Measured under load" in written
    assert "Measured under load" not in page.page(rows, names, replace(run, load=0.1))
    texts = [element.text for element in picture.iter() if element.tag.endswith("text")]
    assert {"Stadtregal", "SQLite FTS5 + SQL"} <= set(texts)


def test_a_run_that_is_stopped_leaves_what_it_had() -> None:
    row = Row("build", "fts5", seconds=2.0)

    def stopped() -> Iterator[Row]:
        yield row
        raise KeyboardInterrupt

    assert taken_in(stopped()) == ([row], False)
    assert taken_in(iter([row])) == ([row], True)
