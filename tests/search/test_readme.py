"""The README's use of the library does what it says."""

import re
from pathlib import Path

import pytest

README = Path(__file__).parent.parent.parent / "search" / "README.md"


def test_the_ten_lines_of_the_readme_print_what_they_promise(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, promised = re.findall(r"```(?:python)?\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)

    exec(compile(code, str(README), "exec"), {"folder": tmp_path})

    assert capsys.readouterr().out == promised


def test_every_module_that_the_readme_names_exists() -> None:
    named = re.findall(r"`([\w/]+\.py|\w+/)`", README.read_text(encoding="utf-8"))

    assert len(named) > 8
    assert [name for name in named if not (README.parent / name).exists()] == []
