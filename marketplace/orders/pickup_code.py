"""The six digits that a shopper says at the counter.

They are made from the installation's secret key and a salt of the order, and kept nowhere: who reads the database
learns none of them. They are worth nothing once the order is collected.
"""

import hashlib
import hmac
import secrets

from flask import current_app

from marketplace.accounts.throttling import Brake
from marketplace.errors import Invalid
from marketplace.orders.models import Order

DIGITS = 6
FREE_TRIES = 5


def new_salt() -> str:
    """What makes an order's code its own."""
    return secrets.token_hex(16)


def pin(order: Order) -> str:
    """The code of an order, six digits."""
    key = str(current_app.secret_key).encode()
    digest = hmac.digest(key, f"pickup {order.code} {order.pin_salt}".encode(), hashlib.sha256)
    return f"{int.from_bytes(digest[:8]) % 10**DIGITS:0{DIGITS}}"


def demand(order: Order, typed: str) -> None:
    """Raises Invalid("pin_wrong") for other digits than the order's; blanks between them do not count."""
    digits = "".join(sign for sign in typed if sign.isdigit())
    if not hmac.compare_digest(digits.encode(), pin(order).encode()):
        raise Invalid("pin_wrong", order=order.shown_code)


def brakes(order: Order) -> list[Brake]:
    """What wrong codes are counted under: the order, so that guessing one makes nobody else wait."""
    return [Brake(f"pin:order:{order.id}", FREE_TRIES)]
