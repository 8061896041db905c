"""What `make` says before anything of ours can run: an old Python, one without venv, an unwritable folder."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from marketplace.config import ROOT


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A folder with the Makefile and the lock file, as after a clone, without `.venv`."""
    for name in ("Makefile", "requirements.lock"):
        shutil.copy(ROOT / name, tmp_path)
    return tmp_path


def make(checkout: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    """`make` as a person runs it, though a `make test` may be running us."""
    alone = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    return subprocess.run(
        ["make", *words], cwd=checkout, env=alone, capture_output=True, text=True, timeout=30, check=False
    )


def made(checkout: Path, refused: str) -> str:
    """What `make run` prints with a Python that fails at every call with these words in its arguments."""
    python = checkout / "python"
    python.write_text(f'#!/bin/sh\ncase "$*" in *{refused}*) exit 1;; esac\n')
    python.chmod(0o755)
    done = make(checkout, "run", f"PYTHON={python}")
    assert done.returncode == 2
    return done.stdout


@pytest.mark.parametrize(
    ("refused", "sentence"),
    [
        ("version_info", "Stadtregal needs Python 3.11 or newer. Name one: make run PYTHON=python3.12"),
        ("ensurepip", "Python's venv module is missing. On Debian or Ubuntu: sudo apt-get install python3-venv"),
        ("W_OK", "You may not write in {checkout}. Make it writable for you, or clone it to another place."),
        ("venv .venv", "The folder .venv could not be made. Python says above why."),
    ],
)
def test_what_is_missing_is_said_with_what_to_do(checkout: Path, refused: str, sentence: str) -> None:
    printed = made(checkout, refused.replace(" ", "\\ "))

    assert printed.strip() == sentence.format(checkout=checkout)
    assert not (checkout / ".venv").exists()


def test_every_target_is_listed_with_its_meaning(checkout: Path) -> None:
    rules = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE)

    listed = make(checkout, "help")

    assert {"run", "test", "check"} < set(rules)
    assert re.findall(r"^  make ([a-z]+) +\S", listed.stdout, re.MULTILINE) == rules
