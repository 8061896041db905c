"""Every no has its sentence, with the values that the sentence names."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from marketplace.errors import Refused
from marketplace.sentences.refusals import SENTENCES, both

ROOT = Path(__file__).parents[2]
REFUSALS = {"Refused", *(kind.__name__ for kind in Refused.__subclasses__())}
Raised = tuple[str, str, set[str]]


def raised() -> Iterator[Raised]:
    """Place, code and values of every refusal in the code whose code is written out."""
    for path in sorted((ROOT / "marketplace").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id in REFUSALS
                and node.args
            ):
                code = node.args[0]
                if isinstance(code, ast.Constant):
                    names = {keyword.arg or "**" for keyword in node.keywords}
                    yield f"{path.relative_to(ROOT)}:{node.lineno}", str(code.value), names


def shown(value: object) -> str:
    """A test's name that is the same in every process."""
    return "-".join(sorted(value)) if isinstance(value, set) else str(value)[:60]


@pytest.mark.parametrize(("where", "code", "values"), list(raised()), ids=shown)
def test_a_refusal_has_a_sentence_and_the_values_it_names(where: str, code: str, values: set[str]) -> None:
    assert code in SENTENCES, f"{where} says no without a reason"

    named = set(re.findall(r"%\((\w+)\)s", str(SENTENCES[code])))
    assert named <= values or "**" in values, f"{where} lacks {named - values}"


@pytest.mark.parametrize("code", sorted(SENTENCES))
def test_a_sentence_can_be_said_in_both_languages(bare_app, code: str) -> None:
    values = dict.fromkeys(re.findall(r"%\((\w+)\)s", str(SENTENCES[code])), "1")

    with bare_app.test_request_context("/"):
        said = both(code, values)

    assert all(said.values())
    assert "%(" not in "".join(said.values())
