"""Refusals: how a rule says no."""

from typing import Any


class Refused(Exception):  # noqa: N818 - a refusal is an answer, not an error
    """A rule's no, as a code and the values its sentence needs.

    The sentences live in `marketplace.sentences.refusals` under the code, so that page, mail, command and
    upload report say the same thing in both languages. `status` is the HTTP status of the page.
    """

    status = 409

    def __init__(self, code: str, **values: Any) -> None:
        super().__init__(code, values)
        self.code = code
        self.values = values


class NotFound(Refused):
    """What was asked for does not exist, or is not this person's to see."""

    status = 404


class Forbidden(Refused):
    """The person is known, and may not."""

    status = 403


class Invalid(Refused):
    """What was typed cannot be used as it is."""

    status = 422


class TooMany(Refused):
    """Asked too often; `retry_after_s` says when to come back."""

    status = 429
