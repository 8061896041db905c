"""What a test has built, put into the index."""

from sqlalchemy.orm import Session

from marketplace.finder import indexing
from tests.make import NOON


def indexed(session: Session) -> None:
    """Build the index anew at noon, as if the indexer had just done so, and leave nobody holding its lock."""
    session.commit()
    indexing.rebuild(session, NOON)
    indexing.close_writer()
