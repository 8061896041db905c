"""Goods and shops as schema.org tells them to search engines (JSON-LD)."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from flask import current_app, request, url_for

from marketplace.catalogue.models import Category, Product, ProductGroup
from marketplace.cities.models import City
from marketplace.finder.rows import AtStore, OfferRow
from marketplace.finder.similar import Shown
from marketplace.finder.timetable import hours_of
from marketplace.language import choose, current
from marketplace.pictures import WIDTHS_PX, file_name
from marketplace.stores.hours.days import local_day
from marketplace.stores.hours.structured import specifications
from marketplace.stores.models import Store

AVAILABILITY = {"in_stock": "InStock", "limited": "LimitedAvailability", "out_of_stock": "OutOfStock"}
UNIT_CODES = {"kg": "KGM", "l": "LTR", "m": "MTR", "m2": "MTK"}
"""UN/CEFACT's codes of the units that unit prices are given in."""


def absolute(path: str) -> str:
    """A path of ours as a whole address."""
    return current_app.config["SERVER_URL"].rstrip("/") + path


def in_this_language(path: str) -> str:
    """The whole address of a page of ours, named by its path, in the language of this request."""
    german = path.removeprefix(request.script_root)
    return absolute(f"/en{german}" if current() == "en" else german)


def this_page() -> str:
    """The address of this page in its language, without its query."""
    return absolute(request.script_root + request.path)


def product(shown: Shown, city: City) -> list[dict[str, Any]]:
    """The goods or the service with an offer for each variant in each store, and its place among the categories."""
    group = shown.group
    found = {
        "@context": "https://schema.org",
        "@type": "Service" if group.is_service else "Product",
        "@id": this_page(),
        "name": group.title,
        "description": choose(group.description, group.description_en) or group.title,
        "url": this_page(),
        **_picture(group),
        **(_service(shown, city) if group.is_service else _goods(shown, city)),
    }
    return [found, breadcrumbs(group, city)]


def _goods(shown: Shown, city: City) -> dict[str, Any]:
    group, variants = shown.group, by_variant(shown.group.products)
    found = {**_brand(group), **_codes(group.products)}
    if shown.at:
        found["offers"] = {
            "@type": "AggregateOffer",
            "priceCurrency": "EUR",
            "lowPrice": _euros(shown.prices[0]),
            "highPrice": _euros(shown.prices[-1]),
            "offerCount": sum(len(at.offers) for at in shown.at),
            "offers": [offer for at in shown.at for offer in _offers(at, variants, city)],
        }
    return found


def _service(shown: Shown, city: City) -> dict[str, Any]:
    """Who does it and what it costs; a price "from" is told as the least, none where it goes by effort."""
    places = [_store(at.store, city) for at in shown.at]
    offers = [
        {"@type": "Offer", "sku": row.sku, "availableAtOrFrom": {"@id": place["@id"]}, **_fee(row)}
        for at, place in zip(shown.at, places, strict=True)
        for row in at.offers
    ]
    return {"provider": places, "offers": offers} if places else {}


def _fee(row: OfferRow) -> dict[str, Any]:
    if row.price_cents is None:
        return {}
    if row.pricing == "fixed":
        return {"price": _euros(row.price_cents), "priceCurrency": "EUR"}
    least = {"@type": "PriceSpecification", "minPrice": _euros(row.price_cents), "priceCurrency": "EUR"}
    return {"priceSpecification": {**least, "valueAddedTaxIncluded": True}}


def breadcrumbs(group: ProductGroup, city: City) -> dict[str, Any]:
    """From the city over its categories to the product."""
    steps = [(city.name, url_for("finder.home", city_slug=city.slug))]
    for category in trail(group.category):
        address = url_for("finder.results", city_slug=city.slug, category=category.slug)
        steps.append((choose(category.name, category.name_en), address))
    entries = [
        {"@type": "ListItem", "position": n, "name": name, "item": absolute(path)}
        for n, (name, path) in enumerate(steps, 1)
    ]
    last = {"@type": "ListItem", "position": len(entries) + 1, "name": group.title}
    return {"@context": "https://schema.org", "@type": "BreadcrumbList", "itemListElement": [*entries, last]}


def trail(category: Category | None) -> list[Category]:
    """The categories from the department down to this one."""
    return [*trail(category.parent), category] if category else []


def store(store: Store, now: datetime) -> dict[str, Any]:
    """The shop with address, place, contact and the hours of the coming week."""
    hours = hours_of(store)
    told = hours and specifications(hours, local_day(now), store.city.state)
    return {
        "@context": "https://schema.org",
        **_store(store, store.city),
        "description": choose(store.description, store.description_en) or store.name,
        **({"telephone": store.phone} if store.phone else {}),
        **({"email": store.email} if store.email else {}),
        **({"sameAs": store.website} if store.website else {}),
        **({"openingHoursSpecification": told} if told else {}),
    }


def _store(store: Store, city: City) -> dict[str, Any]:
    address = absolute(url_for("finder.store", city_slug=city.slug, store_code=store.store_code))
    return {
        "@type": "Store",
        "@id": address,
        "name": store.name,
        "url": address,
        "address": {
            "@type": "PostalAddress",
            "streetAddress": f"{store.street} {store.house_number}",
            "postalCode": store.postcode,
            "addressLocality": store.town,
            "addressCountry": "DE",
        },
        "geo": {"@type": "GeoCoordinates", "latitude": store.latitude, "longitude": store.longitude},
    }


def by_variant(products: Sequence[Product]) -> dict[tuple[str, str], Product]:
    """The one product of each size and colour. What exists twice is left out: its number would be a guess."""
    found: dict[tuple[str, str], list[Product]] = {}
    for product in products:
        found.setdefault((product.size, product.colour), []).append(product)
    return {variant: same[0] for variant, same in found.items() if len(same) == 1}


def _offers(at: AtStore, variants: dict[tuple[str, str], Product], city: City) -> Iterator[dict[str, Any]]:
    """One store's offers; the first one describes the store, the others point at it."""
    place = _store(at.store, city)
    for row in at.offers:
        yield _offer(row, variants.get((row.size, row.colour)), place)
        place = {"@id": place["@id"]}


def _offer(row: OfferRow, product: Product | None, place: dict[str, Any]) -> dict[str, Any]:
    known = AVAILABILITY.get(row.state)
    return {
        "@type": "Offer",
        "sku": row.sku,
        "price": _euros(row.price_cents or 0),
        "priceCurrency": "EUR",
        **({"availability": f"https://schema.org/{known}"} if known else {}),
        "availableAtOrFrom": place,
        "availableDeliveryMethod": "https://schema.org/OnSitePickup",
        "itemOffered": _variant(row, product),
        "priceSpecification": _price(row, product),
        "seller": {"@id": place["@id"]},
    }


def _variant(row: OfferRow, product: Product | None) -> dict[str, Any]:
    named = {"size": row.size, "color": row.colour, "gtin14": product.gtin if product else None}
    return {"@type": "Product", **{name: value for name, value in named.items() if value}}


def _price(row: OfferRow, product: Product | None) -> dict[str, Any]:
    """What a piece costs; of goods sold by measure also how much is in it and what the price is counted per."""
    price = {"price": _euros(row.price_cents or 0), "priceCurrency": "EUR", "valueAddedTaxIncluded": True}
    if product is None or product.measure_milli is None or product.measure_unit not in UNIT_CODES:
        return {"@type": "PriceSpecification", **price}
    unit = {"@type": "QuantitativeValue", "unitCode": UNIT_CODES[product.measure_unit]}
    content = {**unit, "value": product.measure_milli / 1000, "valueReference": {**unit, "value": 1}}
    return {"@type": "UnitPriceSpecification", **price, "referenceQuantity": content}


def _brand(group: ProductGroup) -> dict[str, Any]:
    return {"brand": {"@type": "Brand", "name": group.brand}} if group.brand else {}


def _codes(products: Sequence[Product]) -> dict[str, Any]:
    """The GTIN of a product that comes in one variant only; otherwise each offer carries its own."""
    gtins = [product.gtin for product in products if product.gtin]
    return {"gtin14": gtins[0]} if len(products) == 1 and gtins else {}


def _picture(group: ProductGroup) -> dict[str, Any]:
    if group.picture is None:
        return {}
    return {"image": absolute(url_for("pages.picture", name=file_name(group.picture.sha256, WIDTHS_PX[-1])))}


def _euros(cents: int) -> str:
    return f"{cents // 100}.{cents % 100:02}"
