"""What the operator does for who asks by letter."""

import json
from zipfile import ZipFile

import pytest
from sqlalchemy import select

from marketplace.accounts.models import User
from marketplace.mail import Mail
from tests import make


@pytest.fixture
def run(app, session):
    """A command on the test's database; what the test has built is committed first."""

    def runs(*words: object):
        session.commit()
        ended = app.test_cli_runner().invoke(args=list(map(str, words)))
        session.expire_all()
        return ended

    return runs


@pytest.mark.parametrize("has_account", [True, False])
def test_what_is_kept_of_an_address_is_written_to_a_file(session, run, tmp_path, has_account):
    if has_account:
        make.user(session, email="ana@example.org", language="en")
    make.letter(session, "Ana@example.org")

    ended = run("export-person", "ana@example.org", tmp_path / "ana.zip")

    with ZipFile(tmp_path / "ana.zip") as file:
        told = json.loads(file.read("stadtregal.json"))
        assert ("My data.html" in file.namelist()) is has_account
    assert ended.output == f"{1 + has_account} rows are in {tmp_path / 'ana.zip'}.\n"
    assert told["tables"]["mails"][0]["recipient"] == "Ana@example.org"


def test_a_guest_is_erased(session, run):
    make.letter(session, "ana@example.org")
    make.letter(session, "ben@example.org")

    ended = run("erase-person", "ana@example.org")

    assert ended.output == "mails: 1 deleted\n"
    assert session.scalars(select(Mail.recipient)).all() == ["ben@example.org"]


def test_an_account_is_erased_and_its_owner_told(session, run):
    make.user(session, email="ana@example.org")

    ended = run("erase-person", "ana@example.org")

    assert ended.output == "users: 1 deleted\n"
    assert session.scalars(select(User)).all() == []
    assert session.scalars(select(Mail.subject)).one() == "Ihr Konto ist gelöscht"


def test_a_dry_run_erases_nothing(session, run):
    make.user(session, email="ana@example.org")

    ended = run("erase-person", "ana@example.org", "--dry-run")

    assert ended.output == "users: 1 deleted\n"
    assert session.scalars(select(User.email)).one() == "ana@example.org"


def test_the_last_owner_of_a_shop_stays(session, run):
    owner = make.user(session, email="clara@example.org")
    make.role(session, owner, "owner", retailer_id=make.store(session).retailer_id)

    ended = run("erase-person", "clara@example.org")

    assert ended.exit_code == 1
    assert "owner" in ended.output
    assert session.scalars(select(User.email)).one() == "clara@example.org"


@pytest.mark.parametrize(
    ("address", "words"), [("ana@example.org", "Nothing is kept of ana@example.org."), ("ana", "ana")]
)
def test_an_address_without_anything_is_said(run, tmp_path, address, words):
    for command in (["erase-person", address], ["export-person", address, tmp_path / "x.zip"]):
        ended = run(*command)

        assert ended.exit_code == 1
        assert words in ended.output
    assert not (tmp_path / "x.zip").exists()
