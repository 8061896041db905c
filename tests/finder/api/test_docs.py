"""docs/api.md says what happens: its requests are sent, and its answers are in what comes back."""

import json
import re
import shlex
from pathlib import Path
from typing import Any

import pytest

from marketplace.cities.models import City
from tests.checked_client import CheckedClient

TEXT = (Path(__file__).parents[3] / "docs" / "api.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```sh\ncurl (.+?)\n```\n\n```json\n(.+?)\n```", TEXT, re.DOTALL)
ANYTHING = "…"


def missing(promised: Any, found: Any, way: str = "") -> list[str]:
    """Where an answer does not hold what was promised. Objects may hold more, lists may not."""
    if promised == ANYTHING:
        return []
    if isinstance(promised, dict) and isinstance(found, dict):
        absent = [f"{way}.{name} is absent" for name in promised if name not in found]
        common = promised.keys() & found.keys()
        return absent + [fault for name in common for fault in missing(promised[name], found[name], f"{way}.{name}")]
    if isinstance(promised, list) and isinstance(found, list) and len(promised) == len(found):
        pairs = enumerate(zip(promised, found, strict=True))
        return [fault for number, (one, other) in pairs for fault in missing(one, other, f"{way}[{number}]")]
    return [] if promised == found else [f"{way} is {found!r}, not {promised!r}"]


def test_there_are_examples() -> None:
    assert len(EXAMPLES) == TEXT.count("```sh") == 6


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(("command", "promised"), EXAMPLES, ids=[command[-40:] for command, _ in EXAMPLES])
def test_an_example_is_answered_as_it_says(city: City, client: CheckedClient, command: str, promised: str) -> None:
    *options, address = shlex.split(command)
    headers = dict(option.split(": ") for option in options if ": " in option)

    found = client.get(address.removeprefix("$SERVER"), headers=headers).get_json()

    assert missing(json.loads(promised), found) == []
