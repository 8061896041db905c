"""The migrations make exactly the tables that the models declare, and can be taken back, on both databases."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, create_engine, inspect, text
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session

from marketplace import tables
from marketplace.config import ROOT
from marketplace.db import Base
from marketplace.inventory.models import PriceChange
from tests import make

GROUP = (
    "INSERT INTO product_groups (code, title, brand, description, description_en, attributes, created_at, updated_at)"
    " VALUES ('TEE234', 'Tee', '', '', '', '{}', '2026-11-23 11:00:00', '2026-11-23 11:00:00')"
)
VERSIONS = ROOT / "marketplace" / "migrations" / "versions"


@pytest.fixture(params=["sqlite", "postgresql"])
def connection(request) -> Iterator[Connection]:
    """An empty database."""
    if request.param == "sqlite":
        engine = create_engine("sqlite://")
    else:
        engine = _empty_postgresql(str(request.getfixturevalue("postgres_url")))
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def _empty_postgresql(url: str):
    """A database of its own beside the suite's."""
    server = create_engine(url, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(text("DROP DATABASE IF EXISTS migrations"))
        connection.execute(text("CREATE DATABASE migrations"))
    server.dispose()
    return create_engine(make_url(url).set(database="migrations"))


def alembic(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(VERSIONS.parent))
    config.attributes["connection"] = connection
    return config


def test_the_migrated_schema_is_the_one_the_models_declare(connection):
    command.upgrade(alembic(connection), "head")

    context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
    assert compare_metadata(context, Base.metadata) == []


def test_constraints_and_indexes_have_the_names_of_the_models(connection):
    command.upgrade(alembic(connection), "head")

    found = inspect(connection)
    for table in Base.metadata.sorted_tables:
        checks = {check["name"] for check in found.get_check_constraints(table.name)}
        declared = {str(one.name) for one in table.constraints if type(one).__name__ == "CheckConstraint"}
        assert declared == checks, table.name
        assert {index.name for index in table.indexes} <= {index["name"] for index in found.get_indexes(table.name)}


def test_every_migration_can_be_taken_back_and_made_again(connection):
    config = alembic(connection)
    command.upgrade(config, "head")

    command.downgrade(config, "base")
    left = set(inspect(connection).get_table_names())
    command.upgrade(config, "head")

    assert left == {"alembic_version"}
    assert set(Base.metadata.tables) < set(inspect(connection).get_table_names())


def test_what_was_there_before_services_stays_goods_and_survives_their_going(connection):
    config = alembic(connection)
    command.upgrade(config, "0001")
    connection.execute(text(GROUP))

    command.upgrade(config, "0002")
    kinds = connection.execute(text("SELECT kind FROM product_groups")).scalars().all()
    command.downgrade(config, "0001")

    assert kinds == ["goods"]
    assert connection.execute(text("SELECT title FROM product_groups")).scalars().all() == ["Tee"]


def test_services_do_not_go_while_one_has_no_price(connection):
    config = alembic(connection)
    command.upgrade(config, "head")
    with Session(connection) as session:
        store = make.store(session, store_code="stimmer")
        for number in range(12):
            make.service(session, store=store, sku=f"ASK-{number:02}", pricing="effort", price_cents=None)
        make.service(session, store=store, sku="KEY", price_cents=750)
        session.commit()

    with pytest.raises(CommandError, match=r"Nothing was changed.*stimmer ASK-00, stimmer ASK-01,.* and 2 more\.$"):
        command.downgrade(config, "0001")

    assert connection.execute(text("SELECT count(*) FROM offers WHERE pricing = 'effort'")).scalar() == 12
    assert connection.execute(text("SELECT kind FROM product_groups")).scalars().all() == ["service"] * 13


def test_services_with_a_price_stay_as_goods_and_what_goes_is_said(connection, caplog):
    config = alembic(connection)
    command.upgrade(config, "head")
    with Session(connection) as session:
        key = make.service(session, sku="KEY", pricing="from", price_cents=750)
        make.offer(session, sku="RING", price_cents=500)
        for cents in (None, 750):
            session.add(PriceChange(offer_id=key.id, price_cents=cents, since=make.NOON))
        session.commit()

    command.downgrade(config, "0001")

    offers = connection.execute(text("SELECT sku, price_cents, on_hand, ended_at FROM offers ORDER BY sku")).all()
    assert [row for row in offers if row.sku == "KEY"] == [("KEY", 750, 0, None)]
    assert connection.execute(text("SELECT price_cents FROM price_changes")).scalars().all() == [750]
    assert len(offers) == 2
    assert [record.getMessage() for record in caplog.records if record.levelname == "WARNING"] == [
        "services that become goods without stock: 1",
        "prices 'from' that become fixed prices: 1",
        "lines of the price history that name no price and go: 1",
    ]


def test_migrations_stand_in_one_line_and_are_numbered_in_it():
    script = ScriptDirectory(str(VERSIONS.parent))

    revisions = [revision.revision for revision in script.walk_revisions()][::-1]

    assert revisions == [f"{number:04}" for number in range(1, len(revisions) + 1)]
    assert len(revisions) == len(list(VERSIONS.glob("*.py")))


@pytest.mark.parametrize("path", sorted(VERSIONS.glob("*.py")), ids=lambda path: path.name)
def test_a_migration_knows_no_models(path: Path):
    assert "marketplace" not in path.read_text(encoding="utf-8")
    assert path.name.startswith(path.stem[:4] + "_")


def test_every_module_with_tables_is_known_to_the_migrations():
    modules = {
        path.relative_to(ROOT).with_suffix("").as_posix().replace("/", ".")
        for path in (ROOT / "marketplace").rglob("*.py")
        if "__tablename__" in path.read_text(encoding="utf-8")
    }

    known = {getattr(tables, name).__name__ for name in tables.__all__}

    assert modules == known
