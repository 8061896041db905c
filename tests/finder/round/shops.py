"""Shops north of where a shopper stands, what they sell, and the page of her round."""

import re
from html import unescape

from sqlalchemy.orm import Session

from marketplace.cities.models import City
from marketplace.finder import indexing
from marketplace.inventory.models import Offer
from marketplace.stores.models import Store
from tests import make
from tests.checked_client import CheckedClient
from tests.make import NOON

FROM_HERE = "lat=51.195&lon=6.435"


def shop(session: Session, city: City, name: str, north_m: int, **values: object) -> Store:
    """A shop some metres north of where the shopper stands."""
    latitude = 51.195 + north_m / 111_195
    return make.store(session, city=city, name=name, latitude=latitude, longitude=6.435, **values)


def sell(session: Session, store: Store, title: str, cents: int, **values: object) -> Offer:
    product = make.product(session, group=make.group(session, title=title), size=values.pop("size", ""))
    return make.offer(session, store=store, product=product, price_cents=cents, **values)


def shown(session: Session, client: CheckedClient, query: str) -> str:
    """The page of a round from the shopper's place, without its marks."""
    session.commit()
    indexing.rebuild(session, NOON)
    indexing.close_writer()
    answer = client.get(f"/mg/round?{query}&{FROM_HERE}")
    assert answer.status_code == 200
    return unescape(answer.text)


def order(page: str, *names: str) -> bool:
    """Whether these names stand below the head of the page, each behind the one before."""
    rest = page.split('id="stops"')[1]
    return re.search(".*".join(map(re.escape, names)), rest, re.DOTALL) is not None
