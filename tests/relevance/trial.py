"""`python -m tests.relevance.trial '{"k1": 1.6}'`: our answers with other numbers in the formula.

Prints nDCG@10 of every question of the tuning half, and of the English ones, as JSON. The numbers are read when the
library is loaded, so each trial is a process of its own that puts its formula in before anything else.
"""

import json
import sys
from dataclasses import replace
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from tempfile import TemporaryDirectory

FORMULA = Path(__file__).parents[2] / "search" / "formula.py"


def main(changes: dict[str, float]) -> None:
    """Ask all questions under a changed formula. A field's weight is changed by the field's name."""
    put_in(changes)
    from tests.relevance.collection import questions
    from tests.relevance.contest import judged
    from tests.relevance.engines.ours import ours
    from tests.relevance.english.goods import english_goods, english_questions
    from tests.relevance.goods import demo_goods

    tune = [question for question in questions() if question.part == "tune"]
    answers = {}
    for name, goods, asked in (("tune", demo_goods(), tune), ("english", english_goods(), english_questions())):
        with TemporaryDirectory(prefix="trial-") as folder:
            scores = judged(ours(goods, Path(folder)), asked, goods.keys)
        answers[name] = [score.ndcg for score in scores]
    json.dump(answers, sys.stdout)


def put_in(changes: dict[str, float]) -> None:
    """Load search.formula with other numbers, before the package loads it with its own."""
    spec = spec_from_file_location("search.formula", FORMULA)
    assert spec
    assert spec.loader
    formula = module_from_spec(spec)
    sys.modules["search.formula"] = formula
    spec.loader.exec_module(formula)
    usual = formula.FORMULA
    weights = {field: changes.get(field, weight) for field, weight in usual.field_weights.items()}
    others = {name: value for name, value in changes.items() if name not in weights}
    formula.FORMULA = replace(usual, field_weights=weights, **others)


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
