"""The store of a page's address."""

from flask import g
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from marketplace.accounts import permissions
from marketplace.accounts.models import User
from marketplace.db import db
from marketplace.errors import NotFound
from marketplace.stores.models import Store


def store_of(store_code: str) -> Store:
    """The store with this code, public or not; the layout shows its city. Raises NotFound("no_such_store")."""
    store = db.session.scalar(
        select(Store)
        .where(Store.store_code == store_code)
        .options(joinedload(Store.city), joinedload(Store.retailer), joinedload(Store.picture))
    )
    if store is None:
        raise NotFound("no_such_store")
    g.city = store.city
    return store


def own_store(store_code: str) -> tuple[Store, User]:
    """The store of a shop's page and who works there; staff of another shop are sent away."""
    permissions.signed_in()
    store = store_of(store_code)
    return store, permissions.working_for(store.retailer_id)


def owned_store(store_code: str) -> tuple[Store, User]:
    """The store of a page that only its owners may change things on, and the owner."""
    permissions.signed_in()
    store = store_of(store_code)
    return store, permissions.owning(store.retailer_id)
