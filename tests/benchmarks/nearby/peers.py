"""The engines by name, and which of them can run here."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import cast

from tests.benchmarks.nearby.answers import Engine, Reader
from tests.parts import postgres

OURS = "ours"
NAMES = (OURS, "ours_fast", "tantivy_areas", "tantivy_stores", "fts5", "postgres", "whoosh_documented")
SERVERS = ("postgres",)
SAME_INDEX = {"ours_fast": OURS}


def engine(name: str) -> Engine:
    """The module of an engine."""
    return cast(Engine, import_module(f"tests.benchmarks.nearby.engines.{name}"))


def missing(name: str) -> str:
    """What an engine needs and is not here, "" when it can run."""
    if name.startswith("tantivy") and not find_spec("tantivy"):
        return "tantivy"
    if name == "ours_fast" and not find_spec("numba"):
        return "numba"
    if name == "postgres" and postgres() is None:
        return "PostgreSQL's server"
    return ""


def home(name: str, folder: Path) -> Path:
    """Where an engine's index lies in a folder of all."""
    return folder / SAME_INDEX.get(name, name)


@contextmanager
def opened(names: Sequence[str], folder: Path) -> Iterator[dict[str, Reader]]:
    """Open readers of the engines that were built in a folder."""
    with ExitStack() as stack:
        readers = {}
        for name in names:
            readers[name] = engine(name).Reader(home(name, folder))
            stack.callback(readers[name].close)
        yield readers
