"""`python -m tests.benchmarks.town`: starting the town, taking a file in, and showing a change meanwhile.

Starts the whole installation in a temporary folder, uploads 10,000 new rows for one shop, and while they are
taken in changes the stock of another shop again and again, as its web page would, and looks for each change in the
index of this process. Writes `build/bench/town.json` and prints a table.
"""

import csv
import json
import os
import signal
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import func, select

import search
from marketplace import create_app, jobs, nudging
from marketplace.catalogue.gtin import check_digit
from marketplace.db import db, reading, utc_now
from marketplace.finder import indexing
from marketplace.inventory import stock
from marketplace.inventory.models import Offer
from marketplace.stores.models import Store
from tests.operating.test_serving import ROOT, answers, environment, free_port

ROWS = 10_000
UPLOADING, CHANGING = "cafe-linde", "outdoor-am-alten-markt"
RESULT = ROOT / "build" / "bench" / "town.json"


def main() -> None:
    """Measure and report."""
    with TemporaryDirectory(prefix="town-") as name:
        var_dir, port = Path(name) / "var", free_port()
        figures: dict[str, Any] = {"first start, s": started(var_dir, port), "second start, s": started(var_dir, port)}
        with running(var_dir, port):
            wait_for(lambda: answers(port))
            figures |= taken_in(var_dir, port, written(Path(name) / "goods.csv"))
    RESULT.parent.mkdir(parents=True, exist_ok=True)
    RESULT.write_text(json.dumps(figures, indent=2, ensure_ascii=False))
    for what, figure in figures.items():
        print(f"{what:<52} {figure:>9.3f}")


@contextmanager
def running(var_dir: Path, port: int) -> Any:
    process = subprocess.Popen(
        [sys.executable, "-m", "marketplace.operating.serving"],
        cwd=ROOT,
        env=environment(var_dir, port),
        stdout=subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=30)


def started(var_dir: Path, port: int) -> float:
    """Seconds until the first page is answered."""
    begun = time.perf_counter()
    with running(var_dir, port):
        wait_for(lambda: answers(port))
        return time.perf_counter() - begun


def wait_for(happens: Callable[[], bool], pause_s: float = 0.01) -> None:
    deadline = time.monotonic() + 120
    while not happens():
        if time.monotonic() > deadline:
            raise TimeoutError("it did not happen within two minutes")
        time.sleep(pause_s)


def written(path: Path) -> Path:
    """A file of 10,000 goods nobody has yet."""
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, delimiter=";")
        rows.writerow(["Artikelnummer", "Bezeichnung", "EAN", "Preis", "Bestand"])
        for number in range(ROWS):
            digits = f"4{number + 10_000_000:011}"
            rows.writerow(
                [f"B{number:05}", f"Messware Nummer {number}", digits + check_digit("0" + digits), "9,90", "5"]
            )
    return path


def taken_in(var_dir: Path, port: int, goods: Path) -> dict[str, float]:
    """Upload beside stock changes and page visits; seconds and milliseconds by name."""
    app = create_app({"VAR_DIR": var_dir})
    command = [sys.executable, "-m", "flask", "--app", "app", "upload", UPLOADING, str(goods)]
    with app.app_context():
        offers = db.session.scalars(select(Offer.id).join(Store).where(Store.store_code == CHANGING).limit(50)).all()
        db.session.rollback()
        index, seen, pages = search.Index.open(indexing.folder()), [], []
        begun = time.perf_counter()
        upload = subprocess.Popen(
            command, cwd=ROOT, env={**os.environ, "VAR_DIR": str(var_dir)}, stdout=subprocess.DEVNULL
        )
        applied = whole = 0.0
        while not whole:
            seen.append(changed(var_dir, index, offers[len(seen) % len(offers)], 1 + len(seen)))
            pages.append(visited(port))
            if not applied and upload.poll() is not None:
                applied = time.perf_counter() - begun
            if applied and is_indexed(index):
                whole = time.perf_counter() - begun
    return {
        "10,000 rows: command done, s": applied,
        "10,000 rows: all found, s": whole,
        "changes of another shop meanwhile": float(len(seen)),
        "commit to seen in another process, median, ms": 1000 * statistics.median(seen),
        "commit to seen in another process, p95, ms": 1000 * statistics.quantiles(seen, n=20)[-1],
        "commit to seen in another process, slowest, ms": 1000 * max(seen),
        "results page meanwhile, median, ms": 1000 * statistics.median(pages),
        "results page meanwhile, p95, ms": 1000 * statistics.quantiles(pages, n=20)[-1],
    }


def changed(var_dir: Path, index: search.Index, offer_id: int, cents: int) -> float:
    """Change a price as a web page does; seconds from the commit until this process finds it."""
    offer = db.session.get_one(Offer, offer_id)
    group, offer.price_cents = offer.product.group_id, 100_000 + cents
    store = offer.store_id
    stock.tell_index_of_stock(db.session, [offer_id], utc_now())
    db.session.commit()
    committed = time.perf_counter()
    nudging.nudge(db.session, var_dir)
    query = search.Query(
        store=store, price_min_cents=100_000 + cents, price_max_cents=100_000 + cents, at=int(time.time())
    )
    wait_for(lambda: group in {hit.id for hit in index.search(query).hits}, pause_s=0.0005)
    return time.perf_counter() - committed


def visited(port: int) -> float:
    """Seconds for one results page."""
    begun = time.perf_counter()
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/mg/search?q=wanderschuhe&near=41061", timeout=60) as page:
        page.read()
    return time.perf_counter() - begun


def is_indexed(index: search.Index) -> bool:
    """Whether the last goods are found and no index job waits."""
    with reading():
        waiting = db.session.scalar(
            select(func.count()).where(jobs.Job.queue == jobs.INDEXER, jobs.Job.rank > stock.STOCK_RANK)
        )
        db.session.rollback()
    found = index.search(search.Query(f"Messware Nummer {ROWS - 1}", at=int(time.time())))
    return not waiting and bool(found.total) and not found.dropped


if __name__ == "__main__":
    main()
