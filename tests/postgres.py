"""A PostgreSQL server of the suite's own: made in a temporary folder, without guarantees against power cuts."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.parts import postgres

QUICK = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c listen_addresses='' -c max_connections=60"


@contextmanager
def server() -> Iterator[str]:
    """The URL of a running, empty server on a Unix socket. Raises FileNotFoundError where none is installed."""
    with TemporaryDirectory(prefix="pg-") as name:
        folder = Path(name)
        initialise(folder)
        start(folder, QUICK)
        try:
            yield f"postgresql+psycopg://suite@/postgres?host={folder}"
        finally:
            stop(folder)


def initialise(folder: Path) -> None:
    """Make an empty cluster in an empty folder. Raises FileNotFoundError where no server is installed."""
    if os.geteuid() == 0:
        subprocess.run(["chown", "postgres", folder], check=True)
        folder.chmod(0o755)
    data = folder / "data"
    _run("initdb", "-D", data, "-U", "suite", "-A", "trust", "-N", "-E", "UTF8", "--locale=C")


def start(folder: Path, settings: str) -> None:
    """Start the server of a folder; its socket lies there."""
    options = f"-k {folder} {settings}"
    _run("pg_ctl", "-D", folder / "data", "-w", "-l", folder / "log", "-o", options, "start")


def stop(folder: Path, how: str = "immediate") -> None:
    """Stop the server of a folder; "fast" writes everything down first."""
    _run("pg_ctl", "-D", folder / "data", "-m", how, "stop")


def _run(program: str, *arguments: object) -> None:
    """PostgreSQL refuses to run as root: then its own user runs it, who owns the folder."""
    programs = postgres()
    if programs is None:
        raise FileNotFoundError("PostgreSQL's server is not installed")
    subprocess.run(
        [str(programs / program), *map(str, arguments)],
        check=True,
        user="postgres" if os.geteuid() == 0 else None,
        cwd="/",
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
