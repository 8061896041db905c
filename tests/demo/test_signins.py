import pytest
from sqlalchemy import select

from marketplace.accounts.models import User
from marketplace.accounts.passwords import is_right
from marketplace.demo import signins
from tests import make
from tests.make import NOON

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
"""Hashing passwords is slow on purpose: once is enough."""


@pytest.fixture
def city(session):
    city = make.city(session)
    for code in ("cafe-linde", "outdoor-am-alten-markt"):
        make.store(session, city=city, store_code=code)
    return city


def test_everyone_of_the_cast_has_a_place(session, city):
    signins.add_cast(session, city, NOON)
    session.flush()

    cast = {user.name: user for user in session.scalars(select(User))}
    roles = {name: [role.kind for role in user.roles] for name, user in cast.items()}
    assert roles == {
        "Ana": [],
        "Ben": [],
        "Clara": ["owner"],
        "David": ["staff"],
        "Edda": ["editor"],
        "Farid": [],
        "Gül": [],
        "Henrik": ["operator"],
    }
    assert all(user.is_demo for user in cast.values())
    assert cast["Edda"].edits(city.id)
    assert cast["Henrik"].is_operator


def test_the_passwords_are_of_this_installation_and_only_its_owner_reads_them(session, city, tmp_path):
    cast = signins.add_cast(session, city, NOON)
    session.flush()

    assert signins.read(tmp_path) == []
    signins.keep(tmp_path, cast)

    assert signins.read(tmp_path) == cast
    assert signins.path(tmp_path).stat().st_mode & 0o777 == 0o600
    assert len({signin.password for signin in cast}) == len(cast)
    clara = session.scalars(select(User).where(User.name == "Clara")).one()
    assert is_right(clara.password_hash, next(one.password for one in cast if one.name == "Clara"))
