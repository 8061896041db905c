"""The order in which German readers look for names, as SQL that both databases read alike."""

from functools import reduce

from sqlalchemy import ColumnElement, func
from sqlalchemy.orm import InstrumentedAttribute

BARE = {**dict(zip("äöüéèêàâçîÄÖÜÉÈÊÀÂÇÎ", "aoueeeaaciaoueeeaaci", strict=True)), "ß": "ss"}
"""DIN 5007-1: a letter with a mark stands with the bare one. Capitals too: SQLite makes only ASCII small."""


def alphabetical(column: InstrumentedAttribute[str]) -> ColumnElement[str]:
    """What to order by, so that Ö stands beside O and case does not matter."""
    small: ColumnElement[str] = func.lower(column)
    return reduce(lambda text, pair: func.replace(text, *pair), BARE.items(), small)
