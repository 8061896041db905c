"""Architecture that cannot rot quietly: sizes, names, who commits, who asks for the time."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MODULES = sorted([*(ROOT / "marketplace").rglob("*.py"), *(ROOT / "search").rglob("*.py")])
OURS = [path for path in MODULES if "migrations" not in path.parts]
FORBIDDEN_NAMES = {"services", "utils", "helpers", "managers", "common", "base"}
EDGES = {"views", "commands", "indexer", "working", "jobs", "database", "serving"}
BUDGET = {".py": 250, ".html": 120, ".js": 80, ".css": 150}


def shown(path: Path) -> str:
    return str(path.relative_to(ROOT))


def is_edge(module: Path, source: str) -> bool:
    """Views, commands, background processes: where a transaction begins and ends."""
    return module.stem in EDGES or "Blueprint(" in source or "import bp" in source or "EDGE:" in source


@pytest.mark.parametrize("module", OURS, ids=shown)
def test_a_module_keeps_the_house_rules(module: Path) -> None:
    source = module.read_text()

    assert module.stem not in FORBIDDEN_NAMES, "name it after what it does"
    assert source.count("\n") <= BUDGET[".py"], "split it by what it does"
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef):
            assert (node.end_lineno or 0) - node.lineno < 40, f"{node.name} is too long"


@pytest.mark.parametrize("module", [path for path in OURS if "search" not in path.parts[-2:-1]], ids=shown)
def test_only_edges_commit_and_ask_for_the_time(module: Path) -> None:
    source = module.read_text()
    if is_edge(module, source) or module.name == "db.py":
        return

    assert ".commit(" not in source, "only edges commit"
    assert "datetime.now(" not in source, "rules are told the time"


@pytest.mark.parametrize("package", sorted((ROOT / "marketplace").glob("*/__init__.py")), ids=shown)
def test_a_package_has_an_empty_init(package: Path) -> None:
    assert package.read_text() == ""


def pages() -> list[Path]:
    own_css = list((ROOT / "static" / "css").rglob("*.css"))
    return [*(ROOT / "templates").rglob("*.html"), *(ROOT / "static" / "js").rglob("*.js"), *own_css]


@pytest.mark.parametrize("path", sorted(pages()), ids=shown)
def test_a_page_keeps_its_budget(path: Path) -> None:
    assert path.read_text().count("\n") <= BUDGET[path.suffix], "split it"


def test_the_median_function_is_short() -> None:
    lengths = sorted(
        (node.end_lineno or 0) - node.lineno + 1
        for module in OURS
        for node in ast.walk(ast.parse(module.read_text()))
        if isinstance(node, ast.FunctionDef)
    )

    assert lengths[len(lengths) // 2] <= 10


def test_the_top_level_is_as_agreed() -> None:
    agreed = {"app.py", "pyproject.toml", "marketplace", "search", "templates", "static", "tests", "seed_data", "docs"}
    papers = {"README.md", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "Makefile"}
    locks = {"requirements.lock", "requirements-dev.lock", "requirements-bench.lock"}
    derived = {"var", "build"}

    found = {path.name for path in ROOT.iterdir() if not path.name.startswith(".")}

    assert found - derived <= agreed | papers | locks
    assert agreed | papers | locks <= found


def test_lock_files_hold_no_addresses() -> None:
    for lock in ROOT.glob("*.lock"):
        assert "://" not in lock.read_text()
        assert "--hash=sha256:" in lock.read_text()
