"""What every test stands on: a fresh database each, the app, and clients that check every page they fetch."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher
from flask import Flask
from hypothesis import HealthCheck, settings
from jinja2 import FileSystemBytecodeCache
from sqlalchemy import text
from sqlalchemy.orm import Session

from marketplace import create_app, static
from marketplace.accounts import passwords
from marketplace.database import migrate
from marketplace.db import Base, db
from tests import postgres
from tests.checked_client import CheckedClient

REPOSITORY = Path(__file__).parent.parent
REAL_DATA = REPOSITORY.parent / "shared" / "data"
IN_CI = os.environ.get("CI") == "true"
FOR_TESTS = {"SECRET_KEY": "for tests", "TESTING": True, "WTF_CSRF_ENABLED": False}

# A busy machine is slow, which is no fault of what is tested: where speed matters, a test measures it.
settings.register_profile("busy machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("busy machine")


@pytest.fixture(scope="session", autouse=True)
def quick_start(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Every test makes an application: let all of one process share the compiled templates and the static files."""
    static.read = cache(static.read)
    Flask.jinja_options = {"bytecode_cache": FileSystemBytecodeCache(str(tmp_path_factory.mktemp("templates")))}


@pytest.fixture(autouse=True)
def quick_passwords(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Hashes at the lowest cost, but where the cost is what is tested."""
    passwords._stand_in.cache_clear()
    if request.path.stem != "test_passwords":
        monkeypatch.setattr(passwords, "_hasher", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


def absent(part: str) -> None:
    """Skip a test whose real part is not here. In CI every part must be here."""
    if IN_CI:
        pytest.fail(f"{part} must be here in CI")
    pytest.skip(f"{part} is not here")


def migrated(overrides: dict[str, Any]) -> None:
    app = create_app({**FOR_TESTS, **overrides})
    with app.app_context():
        migrate(app)
        db.engine.dispose()


@pytest.fixture(scope="session")
def template_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty, migrated SQLite database that each test copies."""
    folder = tmp_path_factory.mktemp("template")
    migrated({"VAR_DIR": folder, "DATABASE_URL": ""})
    return folder / "stadtregal.db"


@pytest.fixture(scope="session")
def postgres_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A migrated PostgreSQL database that each test empties."""
    if postgres.postgres() is None:
        absent("PostgreSQL")
    with postgres.server() as url:
        migrated({"VAR_DIR": tmp_path_factory.mktemp("postgres"), "DATABASE_URL": url})
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The test's database: a copy of the template, or the PostgreSQL database."""
    if request.param == "postgresql":
        return str(request.getfixturevalue("postgres_url"))
    template = request.getfixturevalue("template_database")
    with closing(sqlite3.connect(template)) as source, closing(sqlite3.connect(tmp_path / "stadtregal.db")) as target:
        source.backup(target)
    return ""


@pytest.fixture(scope="session")
def bare_app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The application without a database, for what needs none."""
    app = create_app({**FOR_TESTS, "VAR_DIR": tmp_path_factory.mktemp("bare"), "DATABASE_URL": ""})
    app.test_client_class = CheckedClient
    return app


@pytest.fixture
def app(database_url: str, tmp_path: Path) -> Iterator[Flask]:
    """The application on an empty database of its own."""
    app = create_app({**FOR_TESTS, "VAR_DIR": tmp_path, "DATABASE_URL": database_url})
    app.test_client_class = CheckedClient
    if database_url:
        _empty(app)
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


def _empty(app: Flask) -> None:
    names = ", ".join(table.name for table in Base.metadata.sorted_tables)
    with app.app_context(), db.engine.begin() as connection:
        connection.execute(text(f"TRUNCATE {names} RESTART IDENTITY CASCADE"))
