"""`python -m tests.benchmarks.http`: whole answers over HTTP, beside the framework's own limit.

Starts the whole installation with the demo city and two web processes, and beside it the bare application
(`tests/benchmarks/bare.py`), which renders the same pages from constant data on the same server. 50 clients visit
one and then the other, by turns. Then says which parts of the program the time of an answer goes to. Writes
`build/bench/http.json`; with --page also `docs/http-performance.md`.
"""

import argparse
import json
import os
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from marketplace import create_app
from tests.benchmarks.clients import Visits, visited
from tests.benchmarks.parts_of_an_answer import parts
from tests.benchmarks.reporting import markdown, where_and_when
from tests.benchmarks.town import wait_for
from tests.operating.test_serving import ROOT, environment, free_port

PAGES = (
    "/mg/search?q=wanderschuhe&near=41061",
    "/mg/search?q=tee&near=41061&in_stock=1",
    "/mg/search?q=lampe",
    "/mg/search?q=rote+tasse&near=41061&radius_m=5000",
    "/mg/search?q=wolle&near=41061&sort=distance",
)
WORKS = {
    "results page": PAGES,
    "API": tuple(address.replace("/mg/search?", "/api/v1/search?city=mg&") for address in PAGES),
}
UNLIMITED = {"API_PER_MINUTE": "0"}
CLIENTS, ROUNDS, LASTING_S, PROFILED = 50, 3, 5.0, 40
PACKAGES = ("flask", "jinja2", "gunicorn", "sqlalchemy", "numpy")
RESULT, PAGE = ROOT / "build" / "bench" / "http.json", ROOT / "docs" / "http-performance.md"
ABOUT = Path(__file__).with_name("about_http.md")
TO_REACH = 0.6


@dataclass(frozen=True, slots=True)
class Figures:
    """What 50 clients saw of one server."""

    work: str
    server: str
    answers_a_second: float
    p50_ms: float
    p95_ms: float


def main() -> None:
    """Measure and report."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.http", description=__doc__)
    parser.add_argument("--page", action="store_true", help="write docs/http-performance.md")
    parser.add_argument("--seconds", type=float, default=LASTING_S, help=f"of each of 3 visits; default {LASTING_S:g}")
    options, load = parser.parse_args(), os.getloadavg()[0]
    with TemporaryDirectory(prefix="http-") as name:
        var_dir = Path(name)
        figures = list(measured(var_dir, options.seconds))
        shares = {work: profiled(var_dir, addresses) for work, addresses in WORKS.items()}
    RESULT.parent.mkdir(parents=True, exist_ok=True)
    RESULT.write_text(json.dumps({"visits": list(map(asdict, figures)), "parts": shares}, indent=1))
    report = written(figures, shares, load)
    if options.page:
        PAGE.write_text(report, encoding="utf-8")
    print(report)


def measured(var_dir: Path, lasting_s: float) -> Iterator[Figures]:
    """The figures of both servers for each work, visited by turns after a warm-up."""
    ours, bare = free_port(), free_port()
    with running("marketplace.operating.serving", var_dir, ours):
        wait_for(lambda: opens(ours, PAGES[0]))
        addresses = [address for work in WORKS.values() for address in work]
        with running("tests.benchmarks.bare", var_dir, bare, str(bare), *addresses):
            wait_for(lambda: opens(bare, PAGES[0]))
            for work, asked in WORKS.items():
                seen: dict[str, list[Visits]] = {"Stadtregal": [], "bare": []}
                for turn in range(ROUNDS + 1):
                    for server, port in (("Stadtregal", ours), ("bare", bare)):
                        visits = visited(port, asked, CLIENTS, lasting_s if turn else 1.0)
                        seen[server] += [visits] * (turn > 0)
                yield from (told(work, server, visits) for server, visits in seen.items())


def told(work: str, server: str, visits: Sequence[Visits]) -> Figures:
    """The figures of several visits to one server."""
    p50, p95 = np.percentile(np.concatenate([one.seconds for one in visits]) * 1000.0, [50, 95]).tolist()
    answered = sum(len(one.seconds) for one in visits) / sum(one.lasted for one in visits)
    return Figures(work, server, answered, p50, p95)


@contextmanager
def running(module: str, var_dir: Path, port: int, *arguments: str) -> Iterator[None]:
    """A server, until the block ends."""
    command = [sys.executable, "-m", module, *arguments]
    process = subprocess.Popen(
        command, cwd=ROOT, env={**environment(var_dir, port), **UNLIMITED}, stdout=subprocess.DEVNULL
    )
    try:
        yield
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=30)


def opens(port: int, address: str) -> bool:
    """Whether a server answers already."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{address}", timeout=5) as response:
            return bool(response.status == 200)
    except OSError:
        return False


def profiled(var_dir: Path, addresses: Sequence[str]) -> dict[str, float]:
    """Where the time of an answer goes, in one process without a network."""
    client = create_app({"VAR_DIR": var_dir, "API_PER_MINUTE": 0}).test_client()

    def visit(times: int) -> None:
        for place in range(times):
            client.get(addresses[place % len(addresses)])

    visit(len(addresses))
    return parts(lambda: visit(PROFILED))


def written(figures: Sequence[Figures], shares: dict[str, dict[str, float]], load: float) -> str:
    """The page."""
    return ABOUT.read_text(encoding="utf-8").format(
        where=where_and_when(PACKAGES, load),
        clients=CLIENTS,
        to_reach=TO_REACH,
        visits=markdown(["", "server", "answers a second", "p50 ms", "p95 ms", "of the limit"], list(lines(figures))),
        parts=markdown(["share of the time", *shares], share_lines(shares)),
        addresses="\n".join(f"- `{address}`" for asked in WORKS.values() for address in asked),
    )


def lines(figures: Sequence[Figures]) -> Iterator[list[str]]:
    """A line for each server; ours says which part of the limit it reaches."""
    limits = {one.work: one.answers_a_second for one in figures if one.server == "bare"}
    for one in figures:
        numbers = [f"{number:.0f}" for number in (one.answers_a_second, one.p50_ms, one.p95_ms)]
        yield [one.work, one.server, *numbers, f"{one.answers_a_second / limits[one.work]:.2f}"]


def share_lines(shares: dict[str, dict[str, float]]) -> list[list[str]]:
    """A line for each part of the program."""
    names = dict.fromkeys(name for share in shares.values() for name in share)
    return [[name, *(f"{share.get(name, 0.0):.0%}" for share in shares.values())] for name in names]


if __name__ == "__main__":
    main()
