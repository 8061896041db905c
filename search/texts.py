"""Products by their words alone: without a place, without offers, without counts."""

import numpy as np

from search.generation import Snapshot
from search.matching import Reading
from search.model import Match
from search.ranking import by_score, least
from search.searching import words_of


def best(snapshot: Snapshot, text: str, match: Match, limit: int) -> list[tuple[int, float]]:
    """The products whose words fit best, wherever or whether they are sold: their ids with their text scores."""
    words = words_of(text)
    ids, scores = [np.zeros(0, dtype=np.int64)], [np.zeros(0, dtype=np.float32)]
    for layer in snapshot.layers if words else []:
        reading = Reading(snapshot, layer, layer.segment.everywhere)
        products, texts = reading.match(words, match)
        ids.append(layer.segment.ids[products])
        scores.append(texts)
    product, score = np.concatenate(ids), np.concatenate(scores)
    places = least(by_score(score), product, np.arange(len(score)), limit)
    return list(zip(product[places].tolist(), score[places].tolist(), strict=True))
