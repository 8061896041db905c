"""Who works where: roles are given and taken here, and every change is noted."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from marketplace.accounts.audit import note
from marketplace.accounts.models import Role, User
from marketplace.errors import NotFound, Refused


def grant(
    session: Session,
    user: User,
    kind: str,
    by: User | None,
    now: datetime,
    *,
    retailer_id: int | None = None,
    city_id: int | None = None,
) -> Role:
    """Give a user a role, or return the one she has. Owner replaces staff, never the other way round."""
    here = [role for role in user.roles if (role.retailer_id, role.city_id) == (retailer_id, city_id)]
    held = next((role for role in here if role.kind in (kind, "owner")), None)
    if held is not None:
        return held
    for role in here:
        if (role.kind, kind) == ("staff", "owner"):
            user.roles.remove(role)
    role = Role(kind=kind, retailer_id=retailer_id, city_id=city_id)
    user.roles.append(role)
    session.flush()
    note(session, by, "role_given", "user", user.id, now, kind=kind, retailer_id=retailer_id, city_id=city_id)
    return role


def team(session: Session, retailer_id: int) -> list[Role]:
    """Everybody who works for a retailer, with `role.user`: owners first, then by name."""
    rows = session.scalars(select(Role).options(joinedload(Role.user)).where(Role.retailer_id == retailer_id))
    return sorted(rows, key=lambda role: (role.kind != "owner", role.user.name.lower(), role.id))


def take(session: Session, role_id: int, retailer_id: int, by: User, now: datetime) -> User:
    """End somebody's work for a retailer. Raises NotFound("not_in_team"), Refused("last_owner")."""
    role = session.scalar(select(Role).where(Role.id == role_id, Role.retailer_id == retailer_id))
    if role is None:
        raise NotFound("not_in_team")
    user = role.user
    if role.kind == "owner":
        demand_another_owner(session, user.id, retailer_id)
    user.roles.remove(role)
    note(session, by, "role_taken", "user", user.id, now, kind=role.kind, retailer_id=retailer_id)
    return user


def demand_another_owner(session: Session, user_id: int, retailer_id: int) -> None:
    """Raises Refused("last_owner") if nobody but this user owns the retailer. Two owners cannot leave at once."""
    owned = select(Role.user_id).where(Role.retailer_id == retailer_id, Role.kind == "owner").with_for_update()
    if set(session.scalars(owned)) <= {user_id}:
        raise Refused("last_owner")
