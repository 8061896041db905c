"""Short codes that people read aloud: `K7M2-QF9H`. Public references are these, never primary keys."""

import secrets

LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Without 0, 1, I, L, O and U, which are misread."""


def new_code(length: int = 8) -> str:
    """A code nobody can guess from another. Beside 100,000 others a new one is taken once in six million times."""
    return "".join(secrets.choice(LETTERS) for _ in range(length))


def shown(code: str) -> str:
    """A code as it is printed, in two halves."""
    middle = len(code) // 2
    return f"{code[:middle]}-{code[middle:]}"


def read_code(typed: str) -> str:
    """A code as it is stored, however it was typed: small letters, blanks, hyphens."""
    return "".join(letter for letter in typed.upper() if letter in LETTERS)
