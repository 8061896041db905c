"""One call builds a valid row: plain functions, with what a test does not care about filled in."""

import itertools
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from marketplace import mail
from marketplace.accounts.models import Role, User
from marketplace.catalogue.models import Category, Product, ProductGroup
from marketplace.cities.models import City, District
from marketplace.inventory.models import Count, Offer
from marketplace.mail import Mail
from marketplace.stores.models import Retailer, Store

NOON = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)
"""A Monday, 12:00 in the city."""
_number = itertools.count(1)
Row = TypeVar("Row")


def kept(session: Session, row: Row) -> Row:
    session.add(row)
    session.flush()
    return row


def city(session: Session, **values: Any) -> City:
    given = {"slug": f"stadt-{next(_number)}", "name": "Mönchengladbach", "name_en": "Mönchengladbach", "state": "NW"}
    place = {"latitude": 51.1854, "longitude": 6.4417, "radius_m": 12_000}
    return kept(session, City(**{**given, **place, **values}))


def district(session: Session, city: City, **values: Any) -> District:
    given = {"slug": f"teil-{next(_number)}", "name": "Stadtmitte", "latitude": 51.1946, "longitude": 6.4353}
    return kept(session, District(**{**given, "city": city, "postcodes": ["41061"], "outline": [], **values}))


def retailer(session: Session, **values: Any) -> Retailer:
    number = next(_number)
    return kept(
        session,
        Retailer(**{"slug": f"betrieb-{number}", "legal_name": f"Betrieb {number}", "created_at": NOON, **values}),
    )


TRADER_FILE: MappingProxyType[str, Any] = MappingProxyType(
    {
        "street": "Marktstraße 3",
        "postcode": "41061",
        "town": "Mönchengladbach",
        "email": "post@betrieb.example",
        "phone": "+49 2161 5550100",
        "register": "Amtsgericht Mönchengladbach HRB 90001",
        "vat_status": "id",
        "vat_id": "DE999000017",
        "packaging_number": "DE9000000000017",
        "needs_no_weee_number": True,
        "arbitration": "declined",
        "certified_at": NOON,
    }
)
"""What a retailer says beside its name when its trader file is complete."""


def trader(session: Session, **values: Any) -> Retailer:
    """A retailer whose trader file is complete."""
    return retailer(session, **{**TRADER_FILE, **values})


def say_all(retailer: Retailer) -> None:
    """Complete the trader file of a retailer."""
    for name, value in TRADER_FILE.items():
        setattr(retailer, name, value)


def store(session: Session, **values: Any) -> Store:
    number = next(_number)
    given = {
        "store_code": f"laden-{number}",
        "name": f"Laden {number}",
        "trade": "Schuhe",
        "street": "Hindenburgstraße",
        "house_number": str(number),
        "postcode": "41061",
        "town": "Mönchengladbach",
        "latitude": 51.1946,
        "longitude": 6.4353,
        "opening_hours": "Mo-Fr 09:30-18:30; Sa 10:00-16:00; PH off",
        "created_at": NOON,
    }
    values["city"] = values.get("city") or city(session)
    values["retailer"] = values.get("retailer") or retailer(session)
    return kept(session, Store(**{**given, **values}))


def category(session: Session, slug: str = "", **values: Any) -> Category:
    slug = slug or f"abteilung-{next(_number)}"
    return kept(
        session, Category(**{"slug": slug, "name": slug.title(), "name_en": slug.title(), "family": "gift", **values})
    )


def group(session: Session, **values: Any) -> ProductGroup:
    number = next(_number)
    given = {
        "code": f"G{number:06}",
        "title": f"Ding {number}",
        "attributes": {},
        "created_at": NOON,
        "updated_at": NOON,
    }
    return kept(session, ProductGroup(**{**given, **values}))


def product(session: Session, **values: Any) -> Product:
    values["group"] = values.get("group") or group(session)
    if "gtin" not in values and "retailer_id" not in values:
        values["gtin"] = gtin(next(_number))
    return kept(session, Product(**values))


def offer(session: Session, **values: Any) -> Offer:
    number = next(_number)
    given = {"sku": f"A-{number}", "title": f"Ding {number}", "price_cents": 1290, "on_hand": 5, "counted_at": NOON}
    values["store"] = values.get("store") or store(session)
    values["product"] = values.get("product") or product(session)
    made = kept(session, Offer(**{**given, **values}))
    if not made.is_service:
        count(session, made)
    return made


def count(session: Session, offer: Offer) -> Count:
    """The count that an offer's stock comes from."""
    told = {"source": offer.source, "counted_at": offer.counted_at, "recorded_at": offer.counted_at}
    return kept(session, Count(offer_id=offer.id, pieces=offer.on_hand, **told))


def service(session: Session, **values: Any) -> Offer:
    """What a shop does for its customers. Words and category are those of the group, the rest is the offer's."""
    values["store"] = values.get("store") or store(session)
    told = {name: values.pop(name) for name in ("code", "category", "description", "attributes") if name in values}
    owner, named = values["store"].retailer_id, {"title": "Schlüssel nachmachen", "sku": f"S-{next(_number)}", **values}
    made = group(session, kind="service", retailer_id=owner, title=named["title"], **told)
    thing = product(session, group=made, retailer_id=owner, sku=named["sku"])
    return offer(session, product=thing, on_hand=0, **named)


def user(session: Session, name: str = "Ana", **values: Any) -> User:
    given = {"email": f"{name.lower()}-{next(_number)}@example.org", "password_hash": "!", "created_at": NOON}
    return kept(session, User(**{**given, "name": name, **values}))


def role(session: Session, user: User, kind: str, **place: Any) -> Role:
    return kept(session, Role(user=user, kind=kind, **place))


def letter(session: Session, recipient: str = "kaethe@example.org", written_in: str = "de", **values: Any) -> Mail:
    """A letter about a new password."""
    given = {"name": "Käthe", "link": "http://127.0.0.1:8000/reset-password/" + "x" * 90, "minutes": 60}
    return mail.letter(session, recipient, "accounts/forgotten_password", written_in, NOON, **{**given, **values})


def gtin(number: int) -> str:
    """A valid GTIN-14 of GS1's demonstration prefix 952."""
    digits = f"0952{number:09}"
    total = sum(int(digit) * (3 if n % 2 == 0 else 1) for n, digit in enumerate(digits))
    return digits + str(-total % 10)
