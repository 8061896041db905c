"""What every test stands on: a fresh database each, the app, and clients that check every page they fetch."""

import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from marketplace import create_app
from marketplace.database import migrate
from marketplace.db import db
from tests.checked_client import CheckedClient

REPOSITORY = Path(__file__).parent.parent
REAL_DATA = REPOSITORY.parent / "shared" / "data"


@pytest.fixture(scope="session")
def template_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty, migrated SQLite database that each test copies."""
    folder = tmp_path_factory.mktemp("template")
    app = create_app({"VAR_DIR": folder, "SECRET_KEY": "for tests", "DATABASE_URL": "", "TESTING": True})
    with app.app_context():
        migrate(app)
        db.engine.dispose()
    return folder / "stadtregal.db"


@pytest.fixture
def app(template_database: Path, tmp_path: Path) -> Iterator[Flask]:
    """The application on a database of its own: a copy of the template, or a schema of its own on PostgreSQL."""
    overrides = {"VAR_DIR": tmp_path, "SECRET_KEY": "for tests", "TESTING": True, "WTF_CSRF_ENABLED": False}
    with sqlite3.connect(template_database) as source, sqlite3.connect(tmp_path / "stadtregal.db") as target:
        source.backup(target)
    source.close()
    target.close()
    app = create_app({**overrides, "DATABASE_URL": ""})
    app.test_client_class = CheckedClient
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def session(app: Flask) -> Iterator[Session]:
    """A session on the test's database, in the app's context."""
    with app.app_context():
        yield db.session
        db.session.rollback()


@pytest.fixture
def client(app: Flask) -> CheckedClient:
    """A guest's browser."""
    client = app.test_client()
    assert isinstance(client, CheckedClient)
    return client


@pytest.fixture(scope="session")
def real_data() -> Path:
    """The folder of real data beside the checkout; the test is skipped where it is missing."""
    if not REAL_DATA.is_dir():
        pytest.skip("real data are not beside this checkout (../shared/data)")
    return REAL_DATA


def in_ci() -> bool:
    """Whether nothing may be skipped for a missing part."""
    return os.environ.get("CI") == "true"
