"""The editor's rules for shops: they are added, moved, hidden and shown again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import count

from sqlalchemy import exists, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from marketplace.accounts import audit, inviting
from marketplace.accounts.models import User
from marketplace.alphabet import alphabetical
from marketplace.cities.editing import demand_within, slug_of
from marketplace.cities.models import City, District
from marketplace.errors import Invalid, NotFound, Refused
from marketplace.geocoding import postcode_point
from marketplace.places import Point
from marketplace.stores import trader_file
from marketplace.stores.models import Retailer, Store
from marketplace.stores.profile import assign
from marketplace.stores.telling import tell_index_of_return, tell_index_of_stores

RESERVED = {"new"}
"""What stands in the place of a code in the desk's own addresses."""


@dataclass(frozen=True, slots=True)
class NewShop:
    """What an editor knows of a shop. Without `point` it stands in the middle of its postcode's area.

    Without `retailer_id` a business is founded under `legal_name`; `owner_email` invites its owner where it is given.
    """

    name: str
    trade: str
    street: str
    house_number: str
    postcode: str
    town: str
    point: Point | None = None
    district_id: int | None = None
    store_code: str = ""
    retailer_id: int | None = None
    legal_name: str = ""
    owner_email: str = ""


def add(session: Session, city: City, editor: User, new: NewShop, now: datetime) -> Store:
    """A shop of this city, its owner invited. It is public once the trader file of its business is complete.

    Raises Refused("store_code_taken"), Invalid with "unknown_postcode", "outside_city" or "store_code_unreadable".
    """
    point = new.point or middle_of(new.postcode)
    demand_within(city, point)
    district = district_for(city, new.postcode, new.district_id)
    retailer = _retailer(session, new, now)
    has_to_wait = bool(trader_file.lacking(retailer))
    store = Store(
        retailer=retailer,
        city=city,
        district=district,
        store_code=_code(session, new),
        name=new.name,
        trade=new.trade,
        street=new.street,
        house_number=new.house_number,
        postcode=new.postcode,
        town=new.town,
        latitude=point.latitude,
        longitude=point.longitude,
        is_public=not has_to_wait,
        awaits_trader_file=has_to_wait,
        created_at=now,
    )
    session.add(store)
    session.flush()
    audit.note(session, editor, "store_added", "store", store.id, now, name=store.name, store_code=store.store_code)
    if new.owner_email:
        inviting.invite(session, new.owner_email, "owner", retailer.id, editor, now)
    tell_index_of_stores(session, [store.id], now)
    return store


def change(
    session: Session, store: Store, editor: User, values: dict[str, object], point: Point, now: datetime
) -> None:
    """Another name, trade, address, district or place. Raises Invalid("outside_city")."""
    demand_within(store.city, point)
    changed = assign(store, {**values, "latitude": point.latitude, "longitude": point.longitude})
    if changed:
        audit.note(session, editor, "store_changed", "store", store.id, now, fields=changed)
        tell_index_of_stores(session, [store.id], now)


def show(session: Session, store: Store, editor: User, is_public: bool, now: datetime) -> None:
    """Hide a shop from shoppers with all its goods, or show it again. Its people keep their desk.

    Raises Refused("trader_file_incomplete") for a new one that has to say first who it is.
    """
    if store.is_public == is_public:
        return
    if store.awaits_trader_file:
        trader_file.demand_trader_file(store)
    store.is_public, store.awaits_trader_file = is_public, False
    audit.note(session, editor, "store_shown" if is_public else "store_hidden", "store", store.id, now)
    if is_public:
        tell_index_of_return(session, store.id, now)
    else:
        tell_index_of_stores(session, [store.id], now)


def middle_of(postcode: str) -> Point:
    """The middle of a postcode's area. Raises Invalid("unknown_postcode")."""
    point = postcode_point(postcode)
    if point is None:
        raise Invalid("unknown_postcode", postcode=postcode)
    return point


def district_for(city: City, postcode: str, chosen_id: int | None) -> District | None:
    """The district that was chosen, else the one that names the postcode. Raises NotFound("no_such_district")."""
    if chosen_id:
        found = next((district for district in city.districts if district.id == chosen_id), None)
        if found is None:
            raise NotFound("no_such_district")
        return found
    return next((district for district in city.districts if postcode in district.postcodes), None)


def store_in(session: Session, city: City, store_code: str) -> Store:
    """A store of this city, public or not. Raises NotFound("no_such_store")."""
    store = session.scalar(select(Store).where(Store.store_code == store_code, Store.city_id == city.id))
    if store is None:
        raise NotFound("no_such_store")
    return store


def retailers_in(session: Session, city: City) -> Sequence[Retailer]:
    """The businesses that already have a shop in this city, by name."""
    here = exists().where(Store.retailer_id == Retailer.id, Store.city_id == city.id)
    return session.scalars(select(Retailer).where(here).order_by(alphabetical(Retailer.legal_name))).all()


def _retailer(session: Session, new: NewShop, now: datetime) -> Retailer:
    if new.retailer_id:
        return session.get_one(Retailer, new.retailer_id)
    retailer = Retailer(
        slug=_free(session, Retailer.slug, slug_of(new.legal_name or new.name)),
        legal_name=new.legal_name or new.name,
        street=f"{new.street} {new.house_number}".strip(),
        postcode=new.postcode,
        town=new.town,
        email=new.owner_email,
        created_at=now,
    )
    session.add(retailer)
    session.flush()
    return retailer


def _code(session: Session, new: NewShop) -> str:
    """The code that was wished for, else the first free one made of the name."""
    if not new.store_code:
        return _free(session, Store.store_code, slug_of(new.name))
    if slug_of(new.store_code) != new.store_code:
        raise Invalid("store_code_unreadable", store_code=new.store_code, meant=slug_of(new.store_code))
    taken = session.scalar(select(Store.id).where(Store.store_code == new.store_code))
    if taken or new.store_code in RESERVED:
        raise Refused("store_code_taken", store_code=new.store_code)
    return new.store_code


def _free(session: Session, column: InstrumentedAttribute[str], slug: str) -> str:
    """The name itself, else with the first number that makes it new."""
    taken = RESERVED | set(session.scalars(select(column).where(column.startswith(slug))))
    return slug if slug not in taken else next(name for n in count(2) if (name := f"{slug}-{n}") not in taken)
