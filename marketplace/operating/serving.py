"""`make run`: everything one installation needs, started from one process and ended with it."""

import gc
import os
import secrets
import signal
import socket
import sys
from pathlib import Path
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication
from sqlalchemy import select

from marketplace import create_app, jobs
from marketplace.cities.models import City
from marketplace.config import ROOT
from marketplace.database import migrate
from marketplace.db import db, utc_now
from marketplace.demo import loading, ordering, signins
from marketplace.finder import indexing, room
from marketplace.finder.indexer import Indexer
from marketplace.operating import daily
from marketplace.operating.long_addresses import LONGEST_LINE_BYTES, Threads
from marketplace.operating.supervising import Supervisor
from marketplace.working import Worker

BEHIND_PAGES = 10


class Web(BaseApplication):
    """gunicorn with the application that is already loaded."""

    def __init__(self, app: Flask, options: dict[str, Any]) -> None:
        self.flask_app, self.given = app, options
        super().__init__()

    def load_config(self) -> None:
        for name, value in self.given.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        return self.flask_app


def main() -> None:
    """Prepare what is missing, then serve until Ctrl-C. Ends with a sentence where it cannot start."""
    host, port = os.environ.get("HOST", "127.0.0.1"), read_port(os.environ.get("PORT", "8000"))
    demand_free_port(host, port)
    demand_writable(ROOT / os.environ.get("VAR_DIR", "var"))
    os.environ.setdefault("SERVER_URL", f"http://{host}:{port}")
    app = create_app()
    try:
        prepare(app)
    except Exception as fault:
        if room.is_wanting(fault):
            sys.exit(f"There is no room left on the disk of {app.config['VAR_DIR']}. Make some and start again.")
        raise
    supervisor = Supervisor()
    supervisor.keep("web", lambda: serve_web(app, host, port))
    supervisor.keep("worker", lambda: run_worker(app))
    supervisor.keep("indexer", lambda: run_indexer(app))
    greet(app, host, port)
    gc.collect()
    gc.freeze()
    supervisor.run()


def prepare(app: Flask) -> None:
    """Migrate, load the demo city once, build the index where there is none."""
    with app.app_context():
        migrate(app)
        if db.session.scalar(select(City.id).limit(1)) is None:
            print("Loading the demo city ...", flush=True)
            city = loading.load(db.session, ROOT / "seed_data", utc_now())
            cast = signins.add_cast(db.session, city, utc_now())
            db.session.commit()
            signins.keep(app.config["VAR_DIR"], cast)
        loading.move_to_present(db.session, utc_now())
        ordering.add_orders(db.session, utc_now())
        daily.schedule(db.session, utc_now())
        db.session.commit()
        if indexing.needs_rebuild():
            print("Building the index ...", flush=True)
            indexing.rebuild(db.session, utc_now())
        indexing.close_writer()
        db.session.rollback()
        db.engine.dispose()


def serve_web(app: Flask, host: str, port: int) -> None:
    """Run gunicorn in this process until it is told to end."""
    options = {
        "bind": f"{host}:{port}",
        "workers": app.config["WEB_WORKERS"],
        "worker_class": Threads,
        "limit_request_line": LONGEST_LINE_BYTES,
        "threads": 4,
        "graceful_timeout": 5,
        "loglevel": "warning",
        "proc_name": "stadtregal",
        "control_socket_disable": True,
    }
    Web(app, options).run()


def run_worker(app: Flask) -> None:
    """Run the worker in this process, behind the pages and the indexer when the processor is wanted by all."""
    os.nice(BEHIND_PAGES)
    Worker(app, jobs.WORKER).run()


def run_indexer(app: Flask) -> None:
    """Run the indexer in this process until it is told to end."""
    indexer = Indexer(app)
    signal.signal(signal.SIGTERM, lambda *_: indexer.stop())
    indexer.run()


def read_port(text: str) -> int:
    """The port from the environment. Ends the start where it is none."""
    if not text.isdigit() or not 0 < int(text) < 65536:
        sys.exit(f"PORT={text!r} is not a port. Choose a number from 1 to 65535, for example PORT=8001 make run.")
    return int(text)


def demand_free_port(host: str, port: int) -> None:
    """End the start with a sentence where the address is taken or not ours."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as fault:
            sys.exit(
                f"http://{host}:{port} cannot be served: {fault.strerror}. "
                f"Stop what runs there, or choose another port: PORT={port + 1} make run."
            )


def demand_writable(folder: Path) -> None:
    """End the start with a sentence where nothing can be kept in the folder."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / f".probe-{secrets.token_hex(4)}"
        probe.touch()
        probe.unlink()
    except OSError as fault:
        sys.exit(
            f"{folder} cannot be written: {fault.strerror}. Make it writable for you, "
            "or name another folder: VAR_DIR=/path/to/folder make run."
        )


def greet(app: Flask, host: str, port: int) -> None:
    """Print the address and the demo sign-ins."""
    print(f"\nStadtregal runs at http://{host}:{port}  (Ctrl-C ends it)\n", flush=True)
    for signin in signins.read(app.config["VAR_DIR"]):
        print(f"  {signin.name:<8} {signin.role:<34} {signin.email:<28} {signin.password}", flush=True)
    print(flush=True)


if __name__ == "__main__":
    main()
