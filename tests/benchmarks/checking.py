"""`python -m tests.benchmarks.checking`: building and checking the index of a large town from its database.

Puts the corpus of the other measurements, 500,000 offers of 100,000 products in 400 stores, into a SQLite database in
a temporary folder, and runs `reindex`, `check-index` and, after a tenth of the prices changed unseen, `check-index`
again. Prints seconds and the most memory that each command held, mapped files of the index included.
"""

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import insert, update
from sqlalchemy.orm import Session

from marketplace import create_app
from marketplace.catalogue.models import Category, Product, ProductGroup
from marketplace.database import migrate
from marketplace.db import Base, db, utc_now
from marketplace.finder.documents import sliced
from marketplace.inventory.models import Offer
from marketplace.stores.models import Store
from tests import make
from tests.benchmarks.nearby.corpus import NOON, Corpus, Size, made
from tests.operating.test_serving import ROOT

LARGE = Size(products=100_000, cities=8, stores_per_city=50, offers_per_store=1_250)
TOGETHER = 5_000
EVERY = 10


def main() -> None:
    """Measure and report."""
    with TemporaryDirectory(prefix="checking-") as name:
        var_dir = Path(name)
        app = create_app({"SECRET_KEY": "for tests", "VAR_DIR": var_dir, "DATABASE_URL": ""})
        with app.app_context():
            migrate(app)
            settle(db.session, made(LARGE))
            db.session.commit()
            tell("reindex", var_dir)
            tell("check-index", var_dir)
            db.session.execute(update(Offer).where(Offer.id % EVERY == 0).values(price_cents=Offer.price_cents + 1))
            db.session.commit()
            tell("check-index", var_dir)
            db.engine.dispose()


def settle(session: Session, town: Corpus) -> None:
    """Put a corpus into an empty database, every number one higher: a row's id is never 0."""
    cities = [make.city(session, slug=f"stadt-{number}").id for number in range(town.size.cities)]
    owner = make.retailer(session).id
    for model, rows in (
        (Category, _categories(town)),
        (ProductGroup, _groups(town)),
        (Product, _products(town)),
        (Store, _stores(town, cities, owner)),
        (Offer, _offers(town)),
    ):
        _put(session, model, rows)


def _put(session: Session, model: type[Base], rows: Iterator[Mapping[str, Any]]) -> None:
    for some in sliced(rows, TOGETHER):
        session.execute(insert(model), some)


def _categories(town: Corpus) -> Iterator[dict[str, Any]]:
    for number, name in enumerate(town.categories, 1):
        yield {"id": number, "slug": name, "name": name, "name_en": name, "family": "gift"}


def _groups(town: Corpus) -> Iterator[dict[str, Any]]:
    shared = {"attributes": {}, "created_at": utc_now(), "updated_at": utc_now()}
    columns = (town.titles, town.descriptions, town.brand.tolist(), town.category.tolist())
    for number, (title, description, brand, category) in enumerate(zip(*columns, strict=True), 1):
        words = {"title": title, "description": description, "brand": town.brands[brand], "category_id": category + 1}
        yield {"id": number, "code": f"G{number}", **words, **shared}


def _products(town: Corpus) -> Iterator[dict[str, Any]]:
    for number in range(1, town.size.products + 1):
        yield {"id": number, "group_id": number, "gtin": make.gtin(number)}


def _stores(town: Corpus, cities: Sequence[int], owner: int) -> Iterator[dict[str, Any]]:
    shared = {"retailer_id": owner, "trade": "Schuhe", "street": "Marktstraße", "postcode": "41061", "town": "Ort"}
    shared |= {"opening_hours": "Mo-Fr 09:30-18:30; Sa 10:00-16:00; PH off", "created_at": utc_now()}
    columns = (town.city.tolist(), town.latitude.tolist(), town.longitude.tolist(), town.rhythm_s.tolist())
    for number, (city, latitude, longitude, rhythm_s) in enumerate(zip(*columns, strict=True), 1):
        place = {"city_id": cities[city], "latitude": latitude, "longitude": longitude, "rhythm_s": rhythm_s}
        names = {"store_code": f"laden-{number}", "name": f"Laden {number}", "house_number": str(number)}
        yield {"id": number, **names, **place, **shared}


def _offers(town: Corpus) -> Iterator[dict[str, Any]]:
    now = utc_now()
    columns = (town.product, town.store, town.price_cents, town.available, NOON - town.counted_at)
    rows = zip(*(column.tolist() for column in columns), strict=True)
    for number, (product, store, cents, pieces, age_s) in enumerate(rows, 1):
        count = {"price_cents": cents, "on_hand": pieces, "counted_at": now - timedelta(seconds=age_s)}
        yield {
            "id": number,
            "store_id": store + 1,
            "product_id": product + 1,
            "sku": f"A-{number}",
            "title": "",
            **count,
        }


def tell(command: str, var_dir: Path) -> None:
    """Run a command of the installation and print what it took, and the last line of what it said."""
    begun = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-m", "flask", "--app", "app", command],
        cwd=ROOT,
        env={**os.environ, "VAR_DIR": str(var_dir), "DATABASE_URL": "", "SECRET_KEY": "for tests"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        said = process.stdout.read().splitlines() if process.stdout else []
        _, _, used = os.wait4(process.pid, 0)
    took_s, computed_s = time.perf_counter() - begun, used.ru_utime + used.ru_stime
    print(f"{command}: {took_s:.1f} s, of which {computed_s:.1f} s computing, {used.ru_maxrss / 1024:.0f} MB")
    print(*said[-1:], sep="\n", flush=True)


if __name__ == "__main__":
    main()
