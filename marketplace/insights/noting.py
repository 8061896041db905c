"""EDGE: a search that found nothing is counted after its page has gone out, in a transaction of its own."""

import structlog
from flask import Flask, Request, Response
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from marketplace.cities.models import City
from marketplace.db import db, utc_now, writing
from marketplace.insights import demand

log = structlog.get_logger()


def searcher_of(request: Request) -> str:
    """What tells one browser from another today. Never kept as it is."""
    return f"{request.remote_addr} {request.user_agent.string}"


def note_after(response: Response, app: Flask, city_id: int, typed: str, searcher: str) -> Response:
    """The response, with the count to be taken once it has been sent: a page never waits for a writer."""

    def note() -> None:
        with app.app_context(), writing(), Session(db.engine) as session:
            try:
                city = session.get_one(City, city_id)
                demand.note(session, city, typed, demand.SEARCH, searcher, utc_now())
                session.commit()
            except SQLAlchemyError as fault:
                log.warning("a demand signal was lost", fault=str(fault))

    response.call_on_close(note)
    return response
