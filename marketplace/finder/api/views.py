"""What programs may ask: searches, suggestions, products, stores, cities."""

import json
from dataclasses import replace
from time import perf_counter

from flask import Response

from marketplace.db import db, utc_now
from marketplace.errors import NotFound
from marketplace.finder import suggesting
from marketplace.finder.answers import strict_answer
from marketplace.finder.api import answers, details, listing, making, parameters
from marketplace.finder.api.description import document
from marketplace.finder.api.operations import bp as bp
from marketplace.finder.api.operations import get, marked
from marketplace.finder.api.placing import placed
from marketplace.finder.api.problems import BadParameters, Fault
from marketplace.finder.api.understanding import understood
from marketplace.finder.meaning import meant
from marketplace.finder.parameters import PAGE_HITS
from marketplace.finder.rows import at_stores
from marketplace.finder.similar import group_of
from marketplace.finder.structured import in_this_language
from marketplace.sentences.marking import _
from marketplace.stores.opening import opening
from search import BadCursor


@get("/search", _("Waren in der Nähe suchen"), parameters.Search, answers.SearchAnswer, 503)
def search(wanted: parameters.Search) -> answers.SearchAnswer:
    began = perf_counter()
    city, asked, here = placed(db.session, wanted)
    try:
        found = strict_answer(db.session, asked, meant(db.session, asked, here, city), city, utc_now(), wanted.explain)
    except BadCursor:
        raise BadParameters(Fault("cursor", wanted.cursor, "cursor_unknown")) from None
    told = {hit.id: hit.explanation for hit in found.results.hits}
    return answers.SearchAnswer(
        total=found.results.total,
        understood=list(understood(db.session, found)),
        products=[making.product(card, told[card.group.id]) for card in found.cards],
        facets=making.facets(found.results),
        suggestion=found.results.suggestion,
        next=found.results.cursor,
        took_ms=round((perf_counter() - began) * 1000, 1),
    )


@get("/suggest", _("Vorschläge beim Tippen"), parameters.Suggest, answers.Suggestions, 503)
def suggest(wanted: parameters.Suggest) -> answers.Suggestions:
    city, asked, here = placed(db.session, wanted)
    found = suggesting.lines(db.session, replace(asked, limit=PAGE_HITS), here, city, utc_now(), wanted.limit)
    return answers.Suggestions(
        suggestions=[
            answers.Suggestion(kind=line.kind, text=line.text, id=line.id, url=in_this_language(line.address))
            for line in found
        ]
    )


@get("/products", _("Waren einer Stadt, eine nach der anderen"), parameters.Products, answers.ProductList)
def products(wanted: parameters.Products) -> answers.ProductList:
    city, asked, here = placed(db.session, wanted)
    found, following = listing.products(db.session, wanted, asked, here, city, utc_now())
    return answers.ProductList(products=[making.product(card) for card in found], next=following)


@get(
    "/products/{id}", _("Eine Ware mit allem, was Läden davon haben"), parameters.OneProduct, details.ProductDetail, 404
)
def product(wanted: parameters.OneProduct) -> details.ProductDetail:
    city, _asked, here = placed(db.session, wanted)
    group = group_of(db.session, wanted.id)
    at = at_stores(db.session, [group.id], here.point, utc_now(), city.id).get(group.id)
    if not at:
        raise NotFound("no_such_product")
    return making.product_detail(group, at, city)


@get("/stores", _("Läden einer Stadt"), parameters.Stores, details.StoreList)
def stores(wanted: parameters.Stores) -> details.StoreList:
    city, _asked, here = placed(db.session, wanted)
    found, following = listing.stores(db.session, wanted, here, city, utc_now())
    return details.StoreList(stores=[making.placed_store(at) for at in found], next=following)


@get("/stores/{code}", _("Ein Laden mit Zeiten und Kontakt"), parameters.OneStore, details.StoreDetail, 404)
def store(wanted: parameters.OneStore) -> details.StoreDetail:
    found = listing.store(db.session, wanted.code)
    return making.store_detail(found, opening(found, utc_now()))


@get("/cities", _("Städte dieser Installation"), parameters.Cities, details.CityList)
def cities(wanted: parameters.Cities) -> details.CityList:
    found, following = listing.cities(db.session, wanted)
    return details.CityList(cities=[making.city(one) for one in found], next=following)


@get("/cities/{slug}", _("Eine Stadt mit ihren Stadtteilen"), parameters.OneCity, details.CityDetail, 404)
def city(wanted: parameters.OneCity) -> details.CityDetail:
    return making.city_detail(listing.city(db.session, wanted.slug))


@bp.get("/openapi.json")
def openapi() -> Response:
    """The description of all this (OpenAPI 3.1), in the language asked for."""
    text = json.dumps(document(), ensure_ascii=False)
    return marked(text, text)
