"""What a thing is without: "ohne Zucker" and "zuckerfrei" say that there is none, and are not found by "Zucker"."""

import re

from search.words.compounds import GOODS, front_of, known
from search.words.folding import fold

DENIED = "ohne:"  # begins the term of what is denied
WITHOUT = frozenset({"ohne", "without"})
_AND = frozenset({"und", "oder", "and", "or"})
_ADJECTIVE = re.compile(r"[a-zäöüß]+(?:lich|isch|ig|bar|los|haltig|setzt|iert|end)(?:e[nmrs]?)?")
FREE = re.compile(r"(.{3,}?)(frei|free|los)(?:e[nmrs]?)?")


def says_without(text: str) -> bool:
    """Whether a text may deny anything: most do not, and need not be looked through word by word."""
    return any(word in text.lower() for word in WITHOUT)


class Scope:
    """How far an "ohne" reaches: over adjectives to the first noun, and over an "und" to the next."""

    def __init__(self) -> None:
        self._denying = self._behind = False

    def denies(self, token: str) -> bool:
        """Whether the next token of the text stands behind an "ohne"."""
        word = fold(token)
        if self._denying:
            self._behind = not _ADJECTIVE.fullmatch(token)
            self._denying = not self._behind
            return True
        self._denying = word in WITHOUT or (self._behind and word in _AND)
        self._behind = False
        return False


def free_of(word: str) -> str | None:
    """What a folded word says there is none of: "zucker" for "zuckerfreie", "kabel" for "kabellos"; else None."""
    found = FREE.fullmatch(word)
    if not found:
        return None
    body = found[1]
    base = front_of(body) or known(body, GOODS)
    return base or (body if found[2] != "los" and len(body) > 3 else None)
