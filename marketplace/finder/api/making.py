"""From what the finder found to what the API says."""

from collections.abc import Sequence
from typing import Any

from flask import url_for

import search
from marketplace.catalogue.models import ProductGroup
from marketplace.cities.models import City
from marketplace.finder.answers import Card
from marketplace.finder.api import answers, details
from marketplace.finder.rows import AtStore, OfferRow
from marketplace.finder.structured import absolute, in_this_language
from marketplace.language import choose
from marketplace.money import lowest
from marketplace.stores.models import Store
from marketplace.stores.opening_hours import Status
from marketplace.templating import picture_url

NEAREST = 3
SURE = {"open": True, "closed": False}


def product(card: Card, told: search.Explanation | None = None) -> answers.Product:
    """A card as a search answers it, with its nearest shops."""
    at = (card.nearest, *card.others)
    offers = [answers.Offer(**_offer(one, one.best)) for one in at[:NEAREST]]
    return answers.Product(**_product(card.group, at), offers=offers, explanation=explanation(told) if told else None)


def product_detail(group: ProductGroup, at: Sequence[AtStore], city: City) -> details.ProductDetail:
    """A product with everything that shops of the city have of it."""
    return details.ProductDetail(
        **_product(group, at),
        offers=[details.VariantOffer(**_offer(one, row), **_variant(row)) for one in at for row in one.offers],
        description=choose(group.description, group.description_en) or None,
        attributes={name: str(value) for name, value in group.attributes.items()},
        variants=[
            details.Variant(gtin=one.gtin, size=one.size or None, colour=one.colour or None) for one in group.products
        ],
        picture=absolute(picture_url(group.picture)) if group.picture else None,
        url=in_this_language(url_for("finder.product", city_slug=city.slug, code=group.code)),
        updated_at=group.updated_at,
    )


def explanation(told: search.Explanation) -> answers.Explanation:
    """The parts of a score."""
    parts = [
        answers.Part(word=part.word, terms=list(part.terms), weight=part.weight, score=part.score)
        for part in told.parts
    ]
    return answers.Explanation(score=told.score, text=told.text, nearness=told.nearness, parts=parts)


def facets(found: search.Results) -> answers.Facets:
    """The categories and brands of an answer; goods without a brand are in no list."""
    lists = {
        name: [answers.FacetValue(value=value, count=count) for value, count in found.facets[name].items()]
        for name in ("category", "brand")
    }
    return answers.Facets(**lists)


def placed_store(at: AtStore) -> details.PlacedStore:
    """A shop in a list."""
    return details.PlacedStore(**_store(at.store, at.opening), distance_m=at.distance_m)


def store_detail(store: Store, status: Status) -> details.StoreDetail:
    """A shop with what its page says."""
    return details.StoreDetail(
        **_store(store, status),
        retailer=store.retailer.legal_name,
        phone=store.phone or None,
        email=store.email or None,
        website=store.website or None,
        opening_hours=store.opening_hours or None,
        closes_at=status.until,
        opens_at=status.opens,
        description=choose(store.description, store.description_en) or None,
        accessibility=choose(store.accessibility, store.accessibility_en) or None,
        services=[str(service) for service in store.services],
    )


def city(found: City) -> details.City:
    """A city in a list."""
    return details.City(**_city(found))


def city_detail(found: City) -> details.CityDetail:
    """A city with its parts."""
    districts = [
        details.District(slug=one.slug, name=one.name, lat=one.latitude, lon=one.longitude, postcodes=one.postcodes)
        for one in found.districts
    ]
    notice = choose(found.notice, found.notice_en) or None
    return details.CityDetail(**_city(found), state=found.state, notice=notice, districts=districts)


def _product(group: ProductGroup, at: Sequence[AtStore]) -> dict[str, Any]:
    return {
        "id": group.code,
        "gtin": at[0].best.gtin,
        "title": group.title,
        "brand": group.brand or None,
        "category": group.category.slug if group.category else None,
        "price_from_cents": lowest(one.price_cents for one in at),
        "stores_nearby": len(at),
    }


def _offer(at: AtStore, row: OfferRow) -> dict[str, Any]:
    place = {"lat": at.store.latitude, "lon": at.store.longitude}
    return {
        "sku": row.sku,
        "store": answers.StoreName(code=at.store.store_code, name=at.store.name, **place),
        "distance_m": at.distance_m,
        "price_cents": row.price_cents,
        "availability": row.state,
        "counted_at": None if row.is_service else row.counted_at,
        "open_now": SURE.get(at.opening.kind),
    }


def _variant(row: OfferRow) -> dict[str, Any]:
    return {
        "gtin": row.gtin,
        "size": row.size or None,
        "colour": row.colour or None,
        "pricing": row.pricing,
        "unit_price_cents": row.unit_cents,
        "unit": row.measure_unit,
    }


def _store(store: Store, status: Status) -> dict[str, Any]:
    return {
        "code": store.store_code,
        "name": store.name,
        "trade": store.trade,
        "city": store.city.slug,
        "district": store.district.slug if store.district else None,
        "address": store.address,
        "lat": store.latitude,
        "lon": store.longitude,
        "open_now": SURE.get(status.kind),
        "url": in_this_language(url_for("finder.store", city_slug=store.city.slug, store_code=store.store_code)),
    }


def _city(found: City) -> dict[str, Any]:
    return {
        "slug": found.slug,
        "name": choose(found.name, found.name_en),
        "lat": found.latitude,
        "lon": found.longitude,
        "radius_m": found.radius_m,
        "url": in_this_language(url_for("finder.home", city_slug=found.slug)),
    }
