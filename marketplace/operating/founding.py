"""The operator's rules for cities: they are founded, changed, and given editors."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from marketplace.accounts import audit, roles
from marketplace.accounts.models import Role, User
from marketplace.accounts.registering import read_email, with_email
from marketplace.cities.editing import slug_of
from marketplace.cities.models import City
from marketplace.errors import NotFound, Refused
from marketplace.stores.models import Store
from marketplace.stores.profile import assign
from marketplace.stores.telling import tell_index_of_stores

IN_THE_INDEX = {"slug", "state"}
"""What the index knows of a city: its stores carry the address, and the state's holidays in their hours."""


def found(session: Session, operator: User, values: dict[str, Any], reserved: Collection[str], now: datetime) -> City:
    """A new city. Raises Refused("city_slug_taken"), Invalid("name_without_letters")."""
    demand_free(session, values["slug"], reserved)
    city = City(**values)
    session.add(city)
    session.flush()
    audit.note(session, operator, "city_added", "city", city.id, now, slug=city.slug)
    return city


def change(
    session: Session, city: City, operator: User, values: dict[str, Any], reserved: Collection[str], now: datetime
) -> None:
    """Change a city; its stores are published anew where the index knows what changed. Raises as found() does."""
    if values["slug"] != city.slug:
        demand_free(session, values["slug"], reserved)
    changed = assign(city, values)
    if changed:
        audit.note(session, operator, "city_changed", "city", city.id, now, fields=changed)
    if IN_THE_INDEX & set(changed):
        tell_index_of_stores(session, session.scalars(select(Store.id).where(Store.city_id == city.id)), now)


def demand_free(session: Session, slug: str, reserved: Collection[str]) -> None:
    """Raises Refused("city_slug_taken") for an address that is another city's or one of our own pages'."""
    taken = session.scalar(select(City.id).where(City.slug == slug))
    if taken is not None or slug in reserved or slug != slug_of(slug):
        raise Refused("city_slug_taken", slug=slug)


def editors(session: Session, city: City) -> Sequence[Role]:
    """Who edits a city, by name."""
    held = select(Role).join(User).where(Role.city_id == city.id, Role.kind == "editor")
    return session.scalars(held.options(joinedload(Role.user)).order_by(User.name, User.id)).all()


def appoint(session: Session, city: City, email: str, operator: User, now: datetime) -> User:
    """Make the holder of an account editor of a city. Raises Refused("no_account"), Invalid("email_unreadable")."""
    user = with_email(session, read_email(email))
    if user is None:
        raise Refused("no_account", email=email)
    roles.grant(session, user, "editor", operator, now, city_id=city.id)
    return user


def dismiss(session: Session, city: City, role_id: int, operator: User, now: datetime) -> User:
    """End somebody's work as editor of a city. Raises NotFound("not_in_team")."""
    role = session.scalar(select(Role).where(Role.id == role_id, Role.city_id == city.id, Role.kind == "editor"))
    if role is None:
        raise NotFound("not_in_team")
    user = role.user
    user.roles.remove(role)
    audit.note(session, operator, "role_taken", "user", user.id, now, kind="editor", city_id=city.id)
    return user
