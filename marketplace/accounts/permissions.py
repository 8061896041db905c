"""Who may go on, asked at the edge: each function returns the user or ends the request."""

from typing import cast

from flask import abort
from flask_login import current_user

from marketplace.accounts.models import User
from marketplace.errors import Forbidden


def signed_in() -> User:
    """The user of this request. A guest is sent to the sign-in page and comes back after it."""
    if not current_user.is_authenticated:
        abort(401)
    return cast(User, current_user._get_current_object())


def working_for(retailer_id: int) -> User:
    """The user, if she is owner or staff of this retailer. Raises Forbidden("not_yours")."""
    user = signed_in()
    if not user.works_for(retailer_id):
        raise Forbidden("not_yours")
    return user


def owning(retailer_id: int) -> User:
    """The user, if she owns this retailer. Raises Forbidden("not_yours")."""
    user = signed_in()
    if not user.owns(retailer_id):
        raise Forbidden("not_yours")
    return user


def editing(city_id: int) -> User:
    """The user, if she edits this city. Raises Forbidden("not_yours")."""
    user = signed_in()
    if not user.edits(city_id):
        raise Forbidden("not_yours")
    return user


def operating() -> User:
    """The user, if she operates this installation. Raises Forbidden("not_yours")."""
    user = signed_in()
    if not user.is_operator:
        raise Forbidden("not_yours")
    return user
