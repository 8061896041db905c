"""Passwords: kept as argon2id, checked at the same cost whether or not there is a hash to check against."""

import secrets
import unicodedata
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from marketplace.errors import Invalid

LEAST_CHARACTERS = 10
_hasher = PasswordHasher()


def hashed(password: str) -> str:
    """The hash to keep. Takes about 50 ms and 64 MB on purpose: call it before a writing transaction begins."""
    return _hasher.hash(_same_keys(password))


def is_right(kept: str | None, typed: str) -> bool:
    """Whether `typed` belongs to the kept hash. Without a usable hash a stand-in is checked, which takes as long."""
    stand_in = _stand_in()
    try:
        return _hasher.verify(kept or stand_in, _same_keys(typed))
    except VerificationError:
        return False
    except InvalidHashError:
        return is_right(None, typed)


def is_outdated(kept: str) -> bool:
    """Whether the hash was made with other costs than today's and should be made anew while the password is at hand."""
    return _hasher.check_needs_rehash(kept)


def demand_strength(password: str) -> None:
    """Raises Invalid("password_too_short") below LEAST_CHARACTERS; nothing else is demanded."""
    if len(password) < LEAST_CHARACTERS:
        raise Invalid("password_too_short", least=LEAST_CHARACTERS)


def _same_keys(password: str) -> str:
    """One spelling for what different keyboards send for the same keys, umlauts above all."""
    return unicodedata.normalize("NFKC", password)


@cache
def _stand_in() -> str:
    return _hasher.hash(secrets.token_urlsafe())
