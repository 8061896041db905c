"""Every column of every table is declared: personal with all that belongs to it, or not."""

import re
from datetime import timedelta

import pytest

from marketplace import tables
from marketplace.accounts import sessions
from marketplace.db import Base
from marketplace.privacy.entry import DELETED, UNNAMED, Entry
from marketplace.privacy.impersonal import IMPERSONAL
from marketplace.privacy.register import REGISTER, by_table

NAMES_A_PERSON = re.compile(r"e?mail|phone|recipient|password|token|browser|^ip$|user_id$|_by_id$|represented_by")
ENTRIES = pytest.mark.parametrize("entry", REGISTER, ids=lambda entry: entry.table)


def test_every_table_is_declared_once():
    assert tables.__all__
    declared = [entry.table for entry in REGISTER] + list(IMPERSONAL)

    assert sorted(declared) == sorted(Base.metadata.tables), "say in marketplace/privacy what the table keeps"


@pytest.mark.parametrize("table", sorted(Base.metadata.tables))
def test_every_column_is_declared_once(table):
    declared = {entry.table: f"{entry.personal} {entry.other}" for entry in REGISTER} | dict(IMPERSONAL)

    columns = sorted(column.name for column in Base.metadata.tables[table].columns)

    assert sorted(declared.get(table, "").split()) == columns, "say in marketplace/privacy whether it is personal"


def test_what_names_a_person_is_not_called_impersonal():
    impersonal = [(entry.table, entry.other) for entry in REGISTER] + list(IMPERSONAL.items())

    assert [(table, name) for table, names in impersonal for name in names.split() if NAMES_A_PERSON.search(name)] == []


@ENTRIES
def test_an_entry_names_what_there_is(entry: Entry):
    names = {*entry.withheld.split(), *entry.blanked.split(), *entry.person, *filter(None, [entry.since])}
    targets = {target.partition(".")[0] for target in entry.person.values()}

    assert names <= set(entry.rows.columns.keys())
    assert set(entry.withheld.split()) <= set(entry.personal.split())
    assert targets <= {other.table for other in REGISTER}
    assert bool(entry.days) == bool(entry.since)
    assert entry.days or "%(days)s" not in entry.how_long


@ENTRIES
def test_whoever_leaves_finds_her_rows_deleted_or_unnamed(entry: Entry):
    keys = [key for key in entry.rows.foreign_keys if key.column.table.name == "users"]

    assert all(key.ondelete in ("CASCADE", "SET NULL") for key in keys), "an account could not be deleted"
    assert {key.parent.name for key in keys} <= set(entry.personal.split())
    if entry.on_leaving == UNNAMED:
        assert entry.link_columns
    if entry.on_leaving == DELETED:
        assert entry.person


def test_rows_are_deleted_before_those_they_hang_on():
    order = [entry.table for entry in by_table()]

    assert sorted(order) == sorted(entry.table for entry in REGISTER)
    assert order.index("sign_ins") < order.index("users")


def test_the_time_of_a_sign_in_is_that_of_its_cookie():
    [entry] = [entry for entry in REGISTER if entry.table == "sign_ins"]

    assert timedelta(days=entry.days) == sessions.LIFETIME
