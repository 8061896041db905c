import pytest

from search.words.titles import named


@pytest.mark.parametrize(
    ("title", "thing", "rest"),
    [
        ("Ersatzschnürsenkel für Wanderschuhe, rund", "Ersatzschnürsenkel", "für Wanderschuhe, rund"),
        ("Ersatzschnürsenkel FUER Wanderschuhe", "Ersatzschnürsenkel", "FUER Wanderschuhe"),
        ("Jeansjacke (mit Futter) aus Wolle", "Jeansjacke", "(mit Futter) aus Wolle"),
        ("Ein Topf für alle. Eintöpfe und Suppen", "Ein Topf Eintöpfe und Suppen", "für alle."),
        ("Mit Kindern in den Wald", "Mit Kindern", "in den Wald"),
        ("Schule: Für Eltern", "Schule: Für Eltern", ""),
        ("Wanderschuh Mid, Damen", "Wanderschuh Mid, Damen", ""),
        ("", "", ""),
        ("Kernseife Olivenöl, am Stück", "Kernseife", "Olivenöl, am Stück"),
        ("Displaytausch Handy mit Einbau", "Displaytausch", "Handy mit Einbau"),
        ("Schlüsselkopie Zylinderschlüssel", "Schlüsselkopie", "Zylinderschlüssel"),
        ("Kaffee Tasse", "Kaffee Tasse", ""),
        ("Wanderschuh, Stiefel", "Wanderschuh, Stiefel", ""),
        ("Wanderschuh Eifelsteig", "Wanderschuh Eifelsteig", ""),
        ("Damen Jacke", "Damen Jacke", ""),
    ],
)
def test_a_title_names_the_thing_and_then_what_goes_with_it(title: str, thing: str, rest: str) -> None:
    assert named(title) == (thing, rest)
