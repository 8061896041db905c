"""The indexer as a process of its own, on the installation of a test, and what tests do to a town beside it."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

import search
from marketplace.catalogue.models import Product, ProductGroup
from marketplace.db import utc_now
from marketplace.inventory.models import Offer
from marketplace.inventory.prices import set_price
from marketplace.inventory.stock import tell_index_of_offers, tell_index_of_stock
from marketplace.jobs import Job
from marketplace.nudging import nudge
from marketplace.stores.models import Store
from tests import make
from tests.conftest import REPOSITORY

IN_A_JOB = 500
PATIENCE_S = 60.0

on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
"""For what has nothing to do with the database: once is enough."""


class Running:
    """`flask --app app index` on the installation of a test."""

    def __init__(self, app: Flask) -> None:
        self.environment = {
            **os.environ,
            "VAR_DIR": str(app.config["VAR_DIR"]),
            "DATABASE_URL": app.config["DATABASE_URL"],
            "SECRET_KEY": "for tests",
        }
        self.processes: list[subprocess.Popen[str]] = []

    def flask(self, *command: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-m", "flask", "--app", "app", *command],
            cwd=REPOSITORY,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.processes.append(process)
        return process

    def indexer(self) -> subprocess.Popen[str]:
        """A running indexer that already listens."""
        socket = Path(self.environment["VAR_DIR"]) / "indexer.sock"
        socket.unlink(missing_ok=True)
        process = self.flask("index")
        wait_until(lambda: socket.exists() or process.poll() is not None)
        assert process.poll() is None, process.communicate()[0]
        return process

    def end(self) -> None:
        for process in self.processes:
            process.kill()
            process.communicate()


def add_cups(session: Session, store: Store, number: int) -> list[int]:
    """Many new things at once, as an upload brings them; the ids of their offers."""
    first = (session.scalar(select(func.max(ProductGroup.id))) or 0) + 1
    ids = range(first, first + number)
    now = utc_now()
    shared = {"title": "Tasse mit Henkel", "attributes": {}, "created_at": now, "updated_at": now}
    session.execute(insert(ProductGroup), [{"code": f"T{key}", "item_group_id": str(key), **shared} for key in ids])
    groups = session.scalars(select(ProductGroup.id).where(ProductGroup.id >= first)).all()
    products = session.scalars(
        insert(Product).returning(Product.id), [{"group_id": key, "gtin": make.gtin(500_000 + key)} for key in groups]
    ).all()
    rows = [
        {"store_id": store.id, "product_id": key, "sku": f"T-{key}", "title": "Tasse", "price_cents": 500, "on_hand": 9}
        for key in products
    ]
    made = session.scalars(insert(Offer).returning(Offer.id), [{**row, "counted_at": now} for row in rows])
    return list(made)


def wait_until(happens: Callable[[], bool], patience_s: float = PATIENCE_S) -> float:
    """Wait for something; how many seconds it took."""
    started = time.monotonic()
    while not happens():
        assert time.monotonic() - started < patience_s, "it did not happen"
        time.sleep(0.002)
    return time.monotonic() - started


def tell(app: Flask, session: Session) -> None:
    session.commit()
    nudge(session, app.config["VAR_DIR"])


def index_of(app: Flask) -> search.Index:
    return search.Index.open(app.config["VAR_DIR"] / "index")


def prices(index: search.Index, words: str) -> list[int]:
    return [hit.price_cents for hit in index.search(search.Query(text=words, at=0)).hits]


def total(index: search.Index, words: str) -> int:
    return index.search(search.Query(text=words, at=0)).total


def lighthouse(session: Session) -> Offer:
    return session.scalars(
        select(Offer).join(Product).join(ProductGroup).where(ProductGroup.title == "Leuchtturm")
    ).one()


def bring_bulk(app: Flask, session: Session, store: Store, number: int) -> None:
    ids = add_cups(session, store, number)
    for first in range(0, number, IN_A_JOB):
        tell_index_of_offers(session, ids[first : first + IN_A_JOB], utc_now())
    tell(app, session)


def reprice(app: Flask, session: Session, cents: int) -> float:
    """Commit a new price; the moment of the commit."""
    offer = lighthouse(session)
    set_price(session, offer, cents, utc_now())
    tell_index_of_stock(session, [offer.id], utc_now())
    session.commit()
    committed = time.monotonic()
    nudge(session, app.config["VAR_DIR"])
    return committed


def no_job_is_left(session: Session) -> bool:
    left = session.scalar(select(func.count(Job.id)))
    session.rollback()
    return left == 0
