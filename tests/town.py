"""The demo city behind a real port, at a fixed moment: what journeys walk through and screenshots are taken of."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import time_machine
from flask import Flask
from werkzeug.serving import make_server

from marketplace import create_app
from marketplace.config import ROOT
from marketplace.database import migrate
from marketplace.db import db, reading, utc_now
from marketplace.demo import loading, signins
from marketplace.finder import indexing
from tests.make import NOON


@dataclass(frozen=True)
class Town:
    """A running demo city: where it is served, its application, the cast's sign-ins by name."""

    url: str
    app: Flask
    signins: dict[str, signins.Signin]


@contextmanager
def served(var_dir: Path) -> Iterator[Town]:
    """The demo city on a free port of this machine, on a Monday noon that ticks on."""
    with time_machine.travel(NOON, tick=True):
        app = create_app({"VAR_DIR": var_dir, "SECRET_KEY": "for tests", "DATABASE_URL": ""})
        with app.app_context():
            migrate(app)
            city = loading.load(db.session, ROOT / "seed_data", utc_now())
            cast = signins.add_cast(db.session, city, utc_now())
            db.session.commit()
            with reading():
                indexing.rebuild(db.session, utc_now())
            indexing.close_writer()
        server = make_server("127.0.0.1", 0, app, threaded=True)
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield Town(f"http://127.0.0.1:{server.port}", app, {signin.name: signin for signin in cast})
        finally:
            server.shutdown()
            thread.join()
            server.server_close()
            with app.app_context():
                db.engine.dispose()
