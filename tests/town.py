"""The demo city behind a real port, at a fixed moment: what journeys walk through and screenshots are taken of."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import time_machine
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute

from marketplace import create_app, jobs
from marketplace.accounts import sessions
from marketplace.accounts.models import User
from marketplace.catalogue.models import Product, ProductGroup
from marketplace.config import ROOT
from marketplace.database import migrate
from marketplace.db import db, reading, utc_now
from marketplace.demo import loading, signins
from marketplace.finder import indexing
from marketplace.mail import Mail
from marketplace.working import Worker
from tests.answering import answering
from tests.make import NOON
from tests.tiles import Tiles, tile_server

Answer = TypeVar("Answer")


@dataclass(frozen=True)
class Town:
    """A running demo city: its address, its application, its map tiles, the cast's sign-ins by name."""

    url: str
    app: Flask
    tiles: Tiles
    signins: dict[str, signins.Signin]

    def token(self, name: str) -> str:
        """A fresh sign-in of one of the cast, as the browser's cookie holds it."""
        return apart(self.app, _sign_in, self.signins[name].email)

    def work(self) -> None:
        """Do every job that waits, of both queues, as the two background processes do. A failed job fails the test."""
        faults = apart(self.app, _work, self.app)
        assert not faults, "\n".join(faults)

    def letter(self, email: str) -> str:
        """The text of the newest mail to an address."""
        return apart(self.app, _letter, email)

    def product(self, title: str) -> str:
        """The code of a product group."""
        return apart(self.app, _product, ProductGroup.code, title)

    def gtin(self, title: str) -> str:
        """The 14 digits of one product of a group."""
        return apart(self.app, _product, Product.gtin, title)


@contextmanager
def served(var_dir: Path, **settings: Any) -> Iterator[Town]:
    """The demo city on a free port of this machine, on a Monday noon that ticks on."""
    with tile_server() as tiles, time_machine.travel(NOON, tick=True):
        given = {"VAR_DIR": var_dir, "SECRET_KEY": "for tests", "DATABASE_URL": "", "TILES_URL": tiles.template}
        app = create_app({**given, **settings})
        cast = apart(app, _settle, app)
        with answering(app) as url:
            app.config["SERVER_URL"] = url
            yield Town(url, app, tiles, {signin.name: signin for signin in cast})
        apart(app, _leave)


def apart(app: Flask, function: Callable[..., Answer], *values: Any) -> Answer:
    """Call a function in the application's context, in a thread of its own.

    A browser under Playwright keeps an event loop in the test's thread, where Flask cannot close a database session.
    """

    def called() -> Answer:
        with app.app_context():
            return function(*values)

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(called).result()


def _settle(app: Flask) -> list[signins.Signin]:
    """Load the demo city with its cast and build its index."""
    migrate(app)
    city = loading.load(db.session, ROOT / "seed_data", utc_now())
    cast = signins.add_cast(db.session, city, utc_now())
    db.session.commit()
    with reading():
        indexing.rebuild(db.session, utc_now())
    return cast


def _leave() -> None:
    indexing.close_writer()
    db.engine.dispose()


def _sign_in(email: str) -> str:
    user = db.session.scalars(select(User).where(User.email == email)).one()
    token = sessions.begin(db.session, user, "Testbrowser", utc_now())
    db.session.commit()
    return token


def _work(app: Flask) -> list[str]:
    while any(Worker(app, queue).step() for queue in (jobs.WORKER, jobs.INDEXER)):
        pass
    with reading():
        faults = select(jobs.Job.fault).where(jobs.Job.fault.is_not(None), jobs.Job.parked_at.is_(None))
        return [str(fault) for fault in db.session.scalars(faults)]


def _letter(email: str) -> str:
    with reading():
        return (
            db.session.scalars(select(Mail.text).where(Mail.recipient == email).order_by(Mail.id.desc())).first() or ""
        )


def _product(wanted: InstrumentedAttribute[Any], title: str) -> str:
    with reading():
        statement = select(wanted).join_from(ProductGroup, Product).where(ProductGroup.title == title)
        return db.session.scalars(statement.order_by(Product.id)).first() or ""
