"""Sample data for every letter there is, so that the operator can read it before anybody gets it."""

from datetime import datetime, timedelta
from typing import Any

from marketplace.accounts import links
from marketplace.operating.sample_order import sample_message, sample_order, sample_question
from marketplace.orders.letters import SHOPPERS, SHOPS
from marketplace.privacy.entry import ON_LEAVING
from marketplace.privacy.register import REGISTER

TOKEN = "MUSTER"  # noqa: S105 - opens nothing


def samples(now: datetime) -> dict[str, dict[str, Any]]:
    """The values of each letter by its name, `package/letter`. A letter without a line here fails a test."""
    return {
        **of_orders(now),
        **of_questions(now),
        **of_messages(now),
        "accounts/changed_password": {"name": "Ana", "link": links.address("signing_in.forgot")},
        "accounts/closed": {"name": "Ana", "entries": REGISTER[:8], "fates": ON_LEAVING},
        "accounts/forgotten_password": {
            "name": "Ana",
            "link": links.address("signing_in.reset", token=TOKEN),
            "minutes": 60,
        },
        "accounts/invitation": {
            "by": "Clara",
            "shop": "Café Linde",
            "kind": "staff",
            "link": links.address("signing_in.accept", token=TOKEN),
            "expires_at": now + timedelta(days=14),
        },
    }


def of_orders(now: datetime) -> dict[str, dict[str, Any]]:
    """The letters about an order: each has the same one, its link and its pickup code."""
    order = sample_order(now)
    values = {"order": order, "pin": "123456", "alternatives": [], "link": links.address("orders.mine")}
    return {f"orders/{name}": values for name in (*SHOPPERS.values(), *SHOPS.values())}


def of_questions(now: datetime) -> dict[str, dict[str, Any]]:
    """The letters about a question to a shop."""
    values = {"question": sample_question(now), "alternatives": [], "link": links.address("orders.mine")}
    return {f"orders/{name}": values for name in ("question", "question_answered", "question_unanswered")}


def of_messages(now: datetime) -> dict[str, dict[str, Any]]:
    """The letters that bring a message from one side of an order to the other."""
    values = {"message": sample_message(now), "link": links.address("orders.mine")}
    return {f"orders/{name}": values for name in ("message_of_shop", "message_of_shopper")}
