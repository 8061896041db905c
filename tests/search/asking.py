"""Questions to the small town."""

from search import (
    Index,
    Query,
)
from tests.search.catalogues import NOON


def total(index: Index, text: str = "", **asked: object) -> int:
    """The number of products in an answer at noon."""
    return index.search(Query(text, at=NOON, **asked)).total  # type: ignore[arg-type]
