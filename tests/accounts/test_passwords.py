import time

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select

from marketplace.accounts import passwords
from marketplace.accounts.models import User
from marketplace.errors import Invalid
from tests import make


def test_a_password_is_kept_as_argon2id_and_recognised():
    kept = passwords.hashed("Öl und Essig 7")

    assert kept.startswith("$argon2id$")
    assert passwords.is_right(kept, "Öl und Essig 7")
    assert not passwords.is_right(kept, "Oel und Essig 7")


def test_an_umlaut_in_two_spellings_is_one_password():
    assert passwords.is_right(passwords.hashed("O\u0308l und Essig"), "\u00d6l und Essig")


@pytest.mark.parametrize("kept", [None, "", "!", "$argon2id$broken"])
def test_nothing_matches_where_no_usable_hash_is_kept(kept):
    assert not passwords.is_right(kept, "!")


def test_an_unknown_address_takes_as_long_as_a_wrong_password():
    kept = passwords.hashed("das richtige Passwort")
    passwords.is_right(None, "warm")

    def shortest(kept):
        times = []
        for _ in range(5):
            begun = time.process_time()
            passwords.is_right(kept, "ein falsches")
            times.append(time.process_time() - begun)
        return min(times)

    assert shortest(None) > shortest(kept) / 2


def test_ten_characters_are_enough_and_nine_are_not():
    passwords.demand_strength("a" * 10)

    with pytest.raises(Invalid) as refusal:
        passwords.demand_strength("a" * 9)
    assert refusal.value.code == "password_too_short"


def test_signing_in_renews_a_hash_of_cheaper_days(client, session):
    old = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash("das richtige Passwort")
    email = make.user(session, "Ana", password_hash=old).email

    client.post("/sign-in", data={"email": email, "password": "das richtige Passwort"})

    kept = session.scalar(select(User.password_hash))
    assert kept != old
    assert passwords.is_right(kept, "das richtige Passwort")
    assert not passwords.is_outdated(kept)
