"""The demo city, its stores and what it features, from their plans into the database."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from marketplace.campaigns.models import Feature
from marketplace.cities.editing import slug_of
from marketplace.cities.models import City, District
from marketplace.demo.files import SeedFault
from marketplace.stores.models import Retailer, Store

NOTICE = "Vorführstadt: Läden, Marken und Preise sind erfunden."
NOTICE_EN = "Demo city: shops, brands and prices are invented."
SAME = ("phone", "email", "website", "opening_hours", "description", "description_en", "accessibility")
"""What a plan calls as the table does."""
NUMBERS = ("register", "vat_status", "vat_id", "packaging_number", "weee_number")
"""What a plan's trader file calls as the table does; a number that is not there is declared not to be needed."""


def add_city(session: Session, plan: dict[str, Any], now: datetime) -> City:
    city = City(
        **{name: plan[name] for name in ("slug", "name", "name_en", "state", "latitude", "longitude", "radius_m")},
        notice=NOTICE,
        notice_en=NOTICE_EN,
        demo_moment=now,
    )
    names = ("slug", "name", "latitude", "longitude", "postcodes", "outline")
    city.districts = [District(**{name: district[name] for name in names}) for district in plan["districts"]]
    session.add(city)
    session.flush()
    return city


def add_stores(session: Session, city: City, plans: list[dict[str, Any]], now: datetime) -> dict[str, Store]:
    """The stores by code. Those that name the same retailer belong to one; the first one's address is its own.

    Raises SeedFault for what is missing, for a district the city does not have, and where stores disagree on their
    retailer's legal name.
    """
    retailers: dict[str, Retailer] = {}
    stores: dict[str, Store] = {}
    for plan in plans:
        try:
            stores[plan["code"]] = _store(plan, city, retailers, now)
        except KeyError as lacking:
            raise SeedFault(f"{plan['code']}.toml: {lacking} is missing.") from None
    session.add_all(stores.values())
    session.flush()
    return stores


def _retailer(plan: dict[str, Any], now: datetime) -> Retailer:
    trader = plan.get("trader", {})
    return Retailer(
        slug=slug_of(plan["retailer"]),
        legal_name=plan["legal_name"],
        represented_by=trader.get("represented_by", ""),
        street=f"{plan['street']} {plan['house_number']}",
        postcode=plan["postcode"],
        town=plan["city"],
        email=plan["email"],
        phone=plan["phone"],
        **{name: trader.get(name, "") for name in NUMBERS},
        has_no_register=not trader.get("register"),
        needs_no_packaging_number=not trader.get("packaging_number"),
        needs_no_weee_number=not trader.get("weee_number"),
        arbitration="declined",
        certified_at=now,
        created_at=now,
    )


def _store(plan: dict[str, Any], city: City, retailers: dict[str, Retailer], now: datetime) -> Store:
    district = next((district for district in city.districts if district.slug == plan["district"]), None)
    if district is None:
        raise SeedFault(f"{plan['code']}.toml: {plan['district']} is no district of {city.name}.")
    retailer = retailers.get(plan["retailer"]) or _retailer(plan, now)
    if retailer.legal_name != plan["legal_name"]:
        raise SeedFault(f"{plan['code']}.toml: another store says that {plan['retailer']} is {retailer.legal_name}.")
    retailers[plan["retailer"]] = retailer
    return Store(
        retailer=retailer,
        city=city,
        district=district,
        store_code=plan["code"],
        name=plan["name"],
        trade=plan["trade"],
        street=plan["street"],
        house_number=str(plan["house_number"]),
        postcode=plan["postcode"],
        town=plan["city"],
        latitude=plan["latitude"],
        longitude=plan["longitude"],
        accessibility_en=plan["accessibility_en"],
        services=plan["services"],
        drawing=plan["picture"],
        takes_reservations=True,
        created_at=now,
        **{name: plan[name] for name in SAME},
    )


def add_feature(session: Session, city: City, stores: dict[str, Store], plan: dict[str, Any], now: datetime) -> None:
    """Raises SeedFault for a store that is not there."""
    if plan["store"] not in stores:
        raise SeedFault(f"city.toml: {plan['store']} is featured, but no store.")
    session.add(
        Feature(
            city_id=city.id,
            store=stores[plan["store"]],
            label=plan["title_de"],
            label_en=plan["title_en"],
            text=plan["text_de"],
            text_en=plan["text_en"],
            starts_at=now + timedelta(days=plan["starts_days"]),
            ends_at=now + timedelta(days=plan["ends_days"]),
        )
    )
