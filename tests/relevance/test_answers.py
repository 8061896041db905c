"""Our answers do not get worse unnoticed: the half of the collection that may be tuned on, measured."""

from importlib.util import find_spec
from statistics import fmean

import pytest

from tests.conftest import absent
from tests.relevance.collection import questions
from tests.relevance.contest import PEERS, TRIGRAMS, judged, peer
from tests.relevance.engines.ours import ours
from tests.relevance.goods import demo_goods

RECORDED = 0.900
MARGIN = 0.01


def test_our_answers_are_as_good_as_recorded(tmp_path):
    asked = [question for question in questions() if question.part == "tune"]
    goods = demo_goods()

    scores = judged(ours(goods, tmp_path), asked, goods.keys)

    assert fmean(score.ndcg for score in scores) > RECORDED - MARGIN


def demand(module: str) -> None:
    """Skip a test of a peer that is not installed here: `make peers` does that."""
    if not find_spec(module):
        absent(module)


@pytest.mark.parametrize("name", ["Whoosh, any word", "SQLite FTS5, all words", "tantivy, all words"])
def test_a_peer_finds_what_has_its_words(name):
    demand(PEERS[name][0])
    documents = demo_goods().documents[:200]

    answer = peer(name, documents)

    assert answer("stricknadeln bambus")[0] == 28035


def test_trigrams_see_through_a_typing_error():
    demand("sklearn")
    documents = demo_goods().documents[:200]

    answer = peer(TRIGRAMS, documents)

    assert answer("strikcnadeln bambus")[0] == 28035
