"""`make run`, as a process: starts what is needed, keeps it alive, ends it whole."""

import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from marketplace.operating import daily

ROOT = Path(__file__).parents[2]
LONGEST_START_S = 60


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment(var_dir: Path, port: int) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "SECRET_KEY"}}
    return {**kept, "VAR_DIR": str(var_dir), "PORT": str(port), "PYTHONUNBUFFERED": "1"}


@contextmanager
def running(var_dir: Path, port: int) -> Iterator[subprocess.Popen[str]]:
    """The server with its processes, answering; killed with all of them if the test has not ended it."""
    process = subprocess.Popen(
        [sys.executable, "-m", "marketplace.operating.serving"],
        cwd=ROOT,
        env=environment(var_dir, port),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        wait_until(lambda: answers(port) or process.poll() is not None)
        yield process
    finally:
        for pid in [*descendants(process.pid), process.pid]:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
        process.wait()
        if process.stdout:
            process.stdout.close()


def answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/mg", timeout=5) as response:
            return bool(response.status == 200)
    except OSError:
        return False


def asked(port: int, address: str) -> str:
    """The whole answer to a bare GET, head and page."""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as wire:
        wire.sendall(f"GET {address} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n".encode())
        return b"".join(iter(lambda: wire.recv(65_536), b"")).decode()


def wait_until(happens) -> None:
    deadline = time.monotonic() + LONGEST_START_S
    while not happens():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.05)


def descendants(pid: int) -> list[int]:
    """The processes below one, children before their own children."""
    children = Path(f"/proc/{pid}/task/{pid}/children")
    own = [int(word) for word in children.read_text().split()] if children.exists() else []
    return own + [below for child in own for below in descendants(child)]


def alive(pid: int) -> bool:
    stat = Path(f"/proc/{pid}/stat")
    return stat.exists() and stat.read_text().rpartition(")")[2].split()[0] != "Z"


@pytest.fixture(scope="module")
def var_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder for the module: the demo city is loaded once."""
    return tmp_path_factory.mktemp("served")


def test_it_prints_address_and_sign_ins_and_ends_whole_on_ctrl_c(var_dir: Path) -> None:
    port = free_port()

    with running(var_dir, port) as process:
        started = descendants(process.pid)
        process.send_signal(signal.SIGINT)
        said, _ = process.communicate(timeout=30)

    assert f"http://127.0.0.1:{port}" in said
    assert re.search(r"Clara\s+owner of Café Linde\s+clara@stadtregal.example\s+\w{10}", said)
    assert process.returncode == 0
    assert len(started) >= 5, "web with two workers, worker, indexer"
    assert not [pid for pid in started if alive(pid)]


def test_an_address_of_any_length_gets_a_page_of_ours(var_dir: Path) -> None:
    port = free_port()

    with running(var_dir, port):
        long, too_long = (asked(port, f"/mg/search?q={'x' * length}") for length in (6_000, 9_000))

    assert "Nichts gefunden" in long
    assert long.startswith("HTTP/1.1 200 OK")
    assert too_long.startswith("HTTP/1.1 414 REQUEST URI TOO LONG")
    assert "Diese Adresse ist zu lang" in too_long
    assert "Zur Startseite" in too_long
    assert "Content-Security-Policy" in too_long


def test_the_nightly_upkeep_waits_after_every_start(var_dir: Path) -> None:
    with running(var_dir, free_port()):
        pass

    with closing(sqlite3.connect(var_dir / "stadtregal.db")) as database:
        found = database.execute("SELECT count(*) FROM jobs WHERE name = ?", [daily.NAME]).fetchone()

    assert found == (1,)


def test_a_process_that_dies_comes_back(var_dir: Path) -> None:
    port = free_port()

    with running(var_dir, port) as process:
        first = set(descendants(process.pid))
        for pid in first:
            os.kill(pid, signal.SIGKILL)
        wait_until(lambda: len(set(descendants(process.pid)) - first) >= 5 and answers(port))


def test_when_the_supervisor_is_killed_nobody_is_left(var_dir: Path) -> None:
    port = free_port()

    with running(var_dir, port) as process:
        started = descendants(process.pid)
        process.kill()
        process.wait()
        wait_until(lambda: not [pid for pid in started if alive(pid)])


def refused(var_dir: Path, port: object) -> str:
    """What a start says that must not succeed."""
    found = subprocess.run(
        [sys.executable, "-m", "marketplace.operating.serving"],
        cwd=ROOT,
        env=environment(var_dir, 0) | {"PORT": str(port)},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert found.returncode == 1
    assert "Traceback" not in found.stderr
    return found.stderr


def test_a_taken_port_is_said_with_a_way_out(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        said = refused(tmp_path, port)

    assert f"http://127.0.0.1:{port} cannot be served" in said
    assert f"PORT={port + 1} make run" in said


def test_a_port_that_is_none_is_said(tmp_path: Path) -> None:
    assert "PORT='eighty' is not a port" in refused(tmp_path, "eighty")


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    in_the_way = tmp_path / "var"
    in_the_way.write_text("a file where a folder is wanted")

    assert f"{in_the_way} cannot be written" in refused(in_the_way, free_port())
