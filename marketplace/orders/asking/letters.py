"""The mails about a question to a shop: to the shop with a link that needs no sign-in, and its answer to who asked."""

from datetime import datetime

from sqlalchemy.orm import Session

from marketplace import mail
from marketplace.accounts import links
from marketplace.orders.alternatives import alternatives
from marketplace.orders.asking.models import ShelfQuestion
from marketplace.orders.letters import SHOP_LANGUAGE, shop_addresses


def ask_shop(session: Session, now: datetime, question_id: int) -> None:
    """The job: ask the shop, unless it has answered at its desk already."""
    question = session.get_one(ShelfQuestion, question_id)
    if not question.is_open:
        return
    for address in shop_addresses(session, question.offer.store):
        link = answer_link(question)
        mail.letter(session, address, "orders/question", SHOP_LANGUAGE, now, question=question, link=link)


def tell_askers(session: Session, now: datetime, question_id: int) -> None:
    """The job: write the answer, or that there is none, to everybody who wanted it."""
    question = session.get_one(ShelfQuestion, question_id)
    others = [] if question.pieces else alternatives(session, question.offer, 1, now)
    for asker in question.askers:
        link = links.address("asking.show", asker.language, question_code=question.code)
        letter = "orders/question_unanswered" if question.pieces is None else "orders/question_answered"
        mail.letter(
            session, asker.email, letter, asker.language, now, question=question, link=link, alternatives=others
        )


def answer_link(question: ShelfQuestion) -> str:
    """The link by which the shop answers without signing in: for this question only, dead once it has ended."""
    return links.address("asking.look", SHOP_LANGUAGE, token=links.signed("shelf", question.code))
