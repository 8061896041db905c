"""Every job is called something that a person understands."""

import re
from pathlib import Path

import pytest
from flask import Flask
from flask_babel import force_locale

from marketplace import jobs
from marketplace.config import ROOT
from marketplace.operating.job_names import NAMES, job_words, queue_words

ELSEWHERE = {ROOT / "marketplace" / "cli.py", ROOT / "marketplace" / "operating" / "job_names.py"}
"""Modules that name functions which are commands, or the names under test."""


def written() -> set[str]:
    """The jobs that our code writes, by the function they name."""
    sources: list[Path] = [path for path in (ROOT / "marketplace").rglob("*.py") if path not in ELSEWHERE]
    found = (re.findall(r'"(marketplace\.[a-z_.]+:[a-z_]+)"', path.read_text(encoding="utf-8")) for path in sources)
    return {name for names in found for name in names}


def test_every_job_has_a_name_and_every_name_a_job() -> None:
    assert written() == set(NAMES)
    assert all(jobs.function(name) for name in NAMES)


@pytest.mark.parametrize("language", ["de", "en"])
def test_names_are_words_in_both_languages(bare_app: Flask, language: str) -> None:
    with bare_app.test_request_context("/"), force_locale(language):
        told = [job_words(name) for name in (*NAMES, "marketplace.gone:away")]
        queues = {queue_words(queue) for queue in (jobs.WORKER, jobs.INDEXER)}

    assert len(set(told)) == len(told)
    assert not [words for words in told if ":" in words or "_" in words]
    assert len(queues) == 2
