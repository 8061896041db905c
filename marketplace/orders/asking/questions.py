"""Steht es wirklich im Regal? A shopper asks, the shop looks, and its answer is a count that serves everybody."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, func, select, update
from sqlalchemy.orm import Session, selectinload

from marketplace import jobs
from marketplace.accounts import audit
from marketplace.accounts.models import User
from marketplace.catalogue.models import Product
from marketplace.codes import new_code, read_code
from marketplace.errors import NotFound, Refused
from marketplace.inventory import stock
from marketplace.inventory.confidence import FRESH, confidence
from marketplace.inventory.models import Offer
from marketplace.inventory.stock import CITY_TIME
from marketplace.orders import clock
from marketplace.orders.asking.models import ShelfAsker, ShelfQuestion
from marketplace.stores.models import Store

ASK_SHOP = "marketplace.orders.asking.letters:ask_shop"
TELL_ASKERS = "marketplace.orders.asking.letters:tell_askers"
CLOSE = "marketplace.orders.asking.questions:close"
LETTERS_RANK = 2
MOST_OPEN = 20
"""So many questions may wait for one shop at once: nobody answers more between two customers."""
REST = timedelta(days=1)
"""A shop that did not answer is not asked the same again before this has passed."""


def ask(session: Session, offer_id: int, now: datetime) -> ShelfQuestion:
    """Ask a shop whether it really has an offer; who asks the same while it is open joins that question.

    Raises NotFound("offer_gone"), and Refused with "service_has_no_stock", "takes_no_questions", "counted_just_now",
    "asked_lately" or "too_many_questions".
    """
    offer = _askable(session, offer_id, now)
    latest = session.scalar(
        select(ShelfQuestion).where(ShelfQuestion.offer_id == offer_id).order_by(ShelfQuestion.id.desc()).limit(1)
    )
    if latest and latest.ended_at is None:
        return latest
    if latest and latest.ended_at and latest.pieces is None and now < latest.ended_at + REST:
        raise Refused("asked_lately", store=offer.store.name)
    if count_open(session, offer.store) >= MOST_OPEN:
        raise Refused("too_many_questions", store=offer.store.name)
    question = ShelfQuestion(code=new_code(), offer=offer, asked_at=now, answer_by=clock.answer_by(offer.store, now))
    session.add(question)
    session.flush()
    jobs.later(session, ASK_SHOP, now, rank=LETTERS_RANK, question_id=question.id)
    jobs.later(session, CLOSE, now, question_id=question.id).run_at = question.answer_by
    return question


def want_answer(
    session: Session, question: ShelfQuestion, email: str, language: str, user: User | None, now: datetime
) -> None:
    """Let the answer be written to somebody, once. Raises Refused("question_ended") when it has come."""
    if not question.is_open:
        raise Refused("question_ended")
    if all(asker.email != email for asker in question.askers):
        user_id = user.id if user else None
        question.askers.append(ShelfAsker(user_id=user_id, email=email, language=language, asked_at=now))


def answer(session: Session, question: ShelfQuestion, pieces: int, user: User | None, now: datetime) -> None:
    """The shop has looked: that is a count by hand, and everybody who asked is told.

    Raises Refused("question_ended") for all but the first answer.
    """
    _end(session, question, now, pieces)
    audit.note(session, user, "question_answered", "offer", question.offer_id, now, pieces=pieces)
    stock.count(session, question.offer, pieces, "hand", now, now)
    stock.tell_index_of_stock(session, [question.offer_id], now)


def close(session: Session, now: datetime, question_id: int) -> None:
    """The job: end a question that the shop had no time for, and say so to whom it was promised."""
    question = session.get_one(ShelfQuestion, question_id)
    if question.is_open and now >= question.answer_by:
        _end(session, question, now, None)


def question_of(session: Session, typed: str) -> ShelfQuestion:
    """The question of a page's address, with all that its pages show. Raises NotFound("no_such_question")."""
    question = session.scalar(_with_offer().where(ShelfQuestion.code == read_code(typed)))
    if question is None:
        raise NotFound("no_such_question")
    return question


def question_at(session: Session, store: Store, typed: str) -> ShelfQuestion:
    """A question to this store. Raises NotFound("no_such_question") for another's."""
    question = question_of(session, typed)
    if question.offer.store_id != store.id:
        raise NotFound("no_such_question")
    return question


def open_at(session: Session, store: Store) -> list[ShelfQuestion]:
    """The questions that wait for a store, the oldest first."""
    waiting = _with_offer().where(*_waits_for(store)).order_by(ShelfQuestion.id)
    return list(session.scalars(waiting))


def count_open(session: Session, store: Store) -> int:
    """How many questions wait for a store."""
    return session.scalar(select(func.count(ShelfQuestion.id)).where(*_waits_for(store))) or 0


def latest_open(session: Session, store: Store) -> datetime | None:
    """When the newest of the questions came in that wait for a store."""
    return session.scalar(select(func.max(ShelfQuestion.asked_at)).where(*_waits_for(store)))


def _waits_for(store: Store) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    offers = select(Offer.id).where(Offer.store_id == store.id)
    return ShelfQuestion.ended_at.is_(None), ShelfQuestion.offer_id.in_(offers)


def _with_offer() -> Select[ShelfQuestion]:
    """With all that its pages show. The offer is loaded on its own, so that it can be locked on its own."""
    offer = selectinload(ShelfQuestion.offer)
    store = offer.selectinload(Offer.store).selectinload(Store.city)
    return select(ShelfQuestion).options(store, offer.selectinload(Offer.product).selectinload(Product.group))


def _askable(session: Session, offer_id: int, now: datetime) -> Offer:
    """The offer, held against others who ask the same at this moment."""
    wanted = select(Offer).where(Offer.id == offer_id, Offer.ended_at.is_(None), Offer.store.has(Store.is_public))
    offer = session.scalar(wanted.with_for_update())
    if offer is None:
        raise NotFound("offer_gone")
    stock.demand_stock(offer)
    if not offer.store.is_taking_reservations(now.astimezone(CITY_TIME).date()):
        raise Refused("takes_no_questions", store=offer.store.name)
    if confidence(offer.counted_at, offer.store.rhythm_s, now) == FRESH:
        raise Refused("counted_just_now", title=offer.title, store=offer.store.name)
    return offer


def _end(session: Session, question: ShelfQuestion, now: datetime, pieces: int | None) -> None:
    """One statement decides: of the answer and the clock, or of two people at the desk, one ends it."""
    still = (ShelfQuestion.id == question.id, ShelfQuestion.ended_at.is_(None))
    ended = session.scalar(
        update(ShelfQuestion).where(*still).values(ended_at=now, pieces=pieces).returning(ShelfQuestion.id)
    )
    if ended is None:
        raise Refused("question_ended")
    session.expire(question, ["ended_at", "pieces"])
    jobs.later(session, TELL_ASKERS, now, rank=LETTERS_RANK, question_id=question.id)
