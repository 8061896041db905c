"""Short codes that people read aloud: `K7M-2QF`. Public references are these, never primary keys."""

import secrets

LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Without 0, 1, I, L, O and U, which are misread."""


def new_code(length: int = 6) -> str:
    """A code nobody can guess from another: 30^6 are 729 million."""
    return "".join(secrets.choice(LETTERS) for _ in range(length))


def shown(code: str) -> str:
    """A code as it is printed, in two halves."""
    middle = len(code) // 2
    return f"{code[:middle]}-{code[middle:]}"


def read_code(typed: str) -> str:
    """A code as it is stored, however it was typed: small letters, blanks, hyphens."""
    return "".join(letter for letter in typed.upper() if letter in LETTERS)
