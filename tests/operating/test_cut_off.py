"""Files of the index are cut off while web workers have them mapped, which kills these with SIGBUS."""

import http.client
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

import search
from marketplace import create_app
from marketplace.operating.serving import prepare
from tests.operating.test_serving import ROOT, descendants, environment, free_port, running, wait_until

ONE_PAGE_BYTES = 4096
FOUND, PAUSED, DROPPED = "found", "paused", "dropped"
SIGNS = {"Die Suche macht gerade Pause": PAUSED, "Wanderschuh": FOUND}
WEB_ALONE = """
from marketplace import create_app
from marketplace.operating.serving import serve_web
from marketplace.operating.supervising import Supervisor
app, supervisor = create_app(), Supervisor()
supervisor.keep("web", lambda: serve_web(app, "127.0.0.1", {port}))
supervisor.run()
"""


@pytest.fixture(scope="module")
def var_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo city with its index."""
    folder = tmp_path_factory.mktemp("cut")
    prepare(create_app({"SECRET_KEY": "for tests", "VAR_DIR": folder, "DATABASE_URL": ""}))
    return folder


def cut_off(var_dir: Path) -> None:
    """Leave one page of every large file of the index."""
    for path in (var_dir / "index").glob("*.arrays"):
        if path.stat().st_size > ONE_PAGE_BYTES:
            os.truncate(path, ONE_PAGE_BYTES)


def searched(port: int) -> str:
    """What becomes of a search: goods are found, it makes a pause, or the process that was to answer died."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request("GET", "/mg/search?q=wanderschuhe")
        answer = connection.getresponse()
        page = answer.read().decode()
    except (http.client.HTTPException, OSError):
        return DROPPED
    finally:
        connection.close()
    assert answer.status == 200
    return next(outcome for sign, outcome in SIGNS.items() if sign in page)


def warm(port: int) -> None:
    """Let every web worker map the index: they take the requests as they come."""
    wait_until(lambda: searched(port) == FOUND)
    for _ in range(20):
        assert searched(port) == FOUND


@contextmanager
def web_alone(var_dir: Path, port: int) -> Iterator[subprocess.Popen[str]]:
    """One web worker under a supervisor, without an indexer."""
    process = subprocess.Popen(
        [sys.executable, "-c", WEB_ALONE.format(port=port)],
        cwd=ROOT,
        env=environment(var_dir, port) | {"WEB_WORKERS": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=30)


def web_worker(supervisor: subprocess.Popen[str]) -> int:
    """The one process below gunicorn."""
    [_gunicorn, worker] = descendants(supervisor.pid)
    return worker


def test_a_web_worker_that_dies_of_it_is_replaced_and_one_command_mends_the_index(var_dir: Path) -> None:
    port = free_port()
    with web_alone(var_dir, port) as supervisor:
        warm(port)
        first = web_worker(supervisor)

        cut_off(var_dir)
        outcomes = [searched(port)]
        wait_until(lambda: len(descendants(supervisor.pid)) == 2 and web_worker(supervisor) != first)
        outcomes.append(searched(port))
        mended = subprocess.run(
            [sys.executable, "-m", "flask", "--app", "app", "reindex"], cwd=ROOT, env=environment(var_dir, port)
        )
        outcomes.append(searched(port))

        assert outcomes == [DROPPED, PAUSED, FOUND]
        assert mended.returncode == 0
        assert web_worker(supervisor) != first


def test_a_whole_installation_mends_itself(var_dir: Path) -> None:
    port = free_port()
    with running(var_dir, port) as supervisor:
        warm(port)

        cut_off(var_dir)
        outcomes = set()
        wait_until(lambda: outcomes.add(searched(port)) or is_whole(var_dir))
        warm(port)
        supervisor.send_signal(signal.SIGINT)
        said, _ = supervisor.communicate(timeout=30)

    assert DROPPED in outcomes
    assert "was sent SIGBUS" in said
    assert "indexer ended and is started again" in said


def is_whole(var_dir: Path) -> bool:
    return not search.check(var_dir / "index")
