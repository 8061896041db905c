"""Hanging hyphens: "Damen- und Herrenschuhe" says Damenschuhe and Herrenschuhe."""

import re

from search.words.compounds import pieces
from search.words.folding import fold
from search.words.negation import FREE

_HYPHEN = "[-‐-‒]"
_HANGING = re.compile(
    rf"(?<![^\W\d_])([^\W\d_]+){_HYPHEN}(?=\s*(?:,|/|&|und\b|oder\b|u\.)(?:[^-‐-‒.;]+{_HYPHEN}\s*(?:,|/|&|und\b|oder\b|u\.)){{0,9}}"
    r"\s*([^\W\d_]{6,}))",
    re.IGNORECASE,
)


def complete(text: str) -> str:
    """The text with the common head written out wherever a word ends in a hanging hyphen."""
    return _HANGING.sub(_with_head, text) if "-" in text else text


def _with_head(found: re.Match[str]) -> str:
    second = fold(found[2])
    free, parts = FREE.fullmatch(second), pieces(second)
    if free:
        return found[1] + free[2]
    return found[1] + parts[-1].text if parts else found[1]
