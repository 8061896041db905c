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
    programs = postgres()
    if programs is None:
        raise FileNotFoundError("PostgreSQL's server is not installed")
    with TemporaryDirectory(prefix="pg-") as name:
        folder = Path(name)
        as_user = _unprivileged(folder)
        data = folder / "data"
        _run([programs / "initdb", "-D", data, "-U", "suite", "-A", "trust", "-N", "-E", "UTF8", "--locale=C"], as_user)
        _run(
            [programs / "pg_ctl", "-D", data, "-w", "-l", folder / "log", "-o", f"-k {folder} {QUICK}", "start"],
            as_user,
        )
        try:
            yield f"postgresql+psycopg://suite@/postgres?host={folder}"
        finally:
            _run([programs / "pg_ctl", "-D", data, "-m", "immediate", "stop"], as_user)


def _unprivileged(folder: Path) -> str | None:
    """PostgreSQL refuses to run as root: then its own user owns the folder."""
    if os.geteuid() != 0:
        return None
    subprocess.run(["chown", "postgres", folder], check=True)
    folder.chmod(0o755)
    return "postgres"


def _run(command: list[object], user: str | None) -> None:
    subprocess.run(
        [str(part) for part in command],
        check=True,
        user=user,
        cwd="/",
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
