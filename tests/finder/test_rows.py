"""What the database is asked for the offers of a page."""

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from marketplace.finder.rows import OFFERS


@pytest.mark.parametrize("hits", [3, 50])
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_offers_of_a_page_are_found_by_what_it_shows_not_by_where_it_is_sold(session: Session, hits: int) -> None:
    asked = OFFERS.params(group_ids=list(range(hits)), city_id=1)
    statement = asked.compile(session.get_bind(), compile_kwargs={"literal_binds": True})

    plan = [row.detail for row in session.execute(text(f"EXPLAIN QUERY PLAN {statement}"))]

    assert any("ix_offers_product_id" in step for step in plan), plan
