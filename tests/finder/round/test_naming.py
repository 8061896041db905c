"""What counts as a thing: what is called so, not all that has to do with it."""

import pytest

import search
from marketplace.finder.round.naming import Label, counting, met_in

SHELVES = {
    "": "",
    "bread": "Brot und Brötchen",
    "books": "Kochbücher",
    "school": "Schulbedarf",
    "wool": "Wolle und Garn",
}


def hit(number: int, score: float = 1.0) -> search.Hit:
    """A hit in a shop at the shopper's door."""
    return search.Hit(number, score, store=1, distance_m=0, price_cents=100, stores=1, offer=number)


@pytest.mark.parametrize(
    ("text", "labels", "counted"),
    [
        ("Brot", [("Roggenbrot", "bread"), ("Brot backen mit Geduld", "books"), ("Brotdose", "school")], [0]),
        ("Brot", [("Brot backen mit Geduld", "books"), ("Brotdose", "school")], [0]),
        ("Brot", [("Pumpernickel in Scheiben", "bread"), ("Brotdose", "school")], [0]),
        ("Wolle", [("Merino fein", "wool"), ("Mappe aus Wolle", "school")], [0]),
        ("Brot", [("Brotbackmischung Eiweißbrot", "bread"), ("Roggenbrot", "bread")], [1]),
        ("Olivenöl", [("Kernseife Olivenöl", ""), ("Feines Olivenöl", ""), ("Olivenöl mild", "")], [1, 2]),
        ("Brotdose", [("Brotdose Edelstahl", "school"), ("Roggenbrot", "bread")], [0]),
        ("Brot", [("Roggenbrot", "bread"), ("Dinkelbrot", "bread")], [0, 1]),
    ],
)
def test_what_is_called_so_counts(text: str, labels: list[tuple[str, str]], counted: list[int]) -> None:
    named = {number: Label(title, SHELVES[shelf]) for number, (title, shelf) in enumerate(labels)}

    assert sorted(counting(text, [hit(number) for number in named], named)) == counted


def test_of_those_called_so_only_the_best_fits_count() -> None:
    labels = {number: Label("Roggenbrot", "") for number in range(3)}

    assert counting("Brot", [hit(0, 0.7), hit(1, 1.0), hit(2, 0.8)], labels) == [1, 2]


def test_how_far_away_it_is_sold_does_not_matter() -> None:
    far = search.Hit(1, search.FORMULA.nearness(9_000), 1, 9_000, 100, 1, 1)

    assert counting("Brot", [hit(0), far], dict.fromkeys((0, 1), Label("Brot", ""))) == [0, 1]


def test_without_hits_nothing_counts() -> None:
    assert counting("Brot", [], {}) == []


def test_the_end_of_a_compound_is_met_and_its_beginning_is_not() -> None:
    words = search.read_query("Brot")

    assert [met_in(words, name) for name in ("Brot", "Roggenbrot", "Brotdose", "Wurst")] == [1, 1, 0, 0]
