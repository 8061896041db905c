"""The services of a demo city, as files that a test may break."""

from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.demo import loading, offering
from marketplace.demo.files import SeedFault
from marketplace.inventory.models import Offer, PriceChange
from tests.demo import seeds
from tests.make import NOON

TASTING = "probe;teehaus|teehaus-zwei;Teeprobe;essen/tee;ab 5,00;1 Stunde;Sechs Tees.;Six teas."
ADVICE = "rat;teehaus;Beratung;essen/tee;nach Aufwand;;Welcher Tee passt.;Which tea."


def write(folder: Path, *rows: str) -> Path:
    seeds.write(folder)
    (folder / "services").mkdir()
    (folder / "services" / "tee.csv").write_text("\n".join([offering.COLUMNS, *rows, ""]), encoding="utf-8")
    return folder


def test_services_are_offered_by_their_stores_without_stock(session: Session, tmp_path: Path) -> None:
    loading.load(session, write(tmp_path, TASTING, ADVICE), NOON)

    offers = session.scalars(select(Offer).where(Offer.sku.in_(["probe", "rat"])).order_by(Offer.id)).all()
    assert [(one.store.store_code, one.sku, one.pricing, one.price_cents, one.on_hand) for one in offers] == [
        ("teehaus", "probe", "from", 500, 0),
        ("teehaus-zwei", "probe", "from", 500, 0),
        ("teehaus", "rat", "effort", None, 0),
    ]
    assert all(one.is_service for one in offers)
    assert offers[0].product is offers[1].product
    assert offers[0].product.group.attributes == {"Dauer": "1 Stunde"}
    assert session.scalars(select(PriceChange.price_cents).where(PriceChange.offer_id == offers[2].id)).all() == [None]


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (TASTING.replace("ab 5,00", "umsonst"), "tee.csv, line 3: 'umsonst' is no price."),
        (TASTING.replace("essen/tee", "essen/kaffee"), "essen/kaffee is no category"),
        (TASTING.replace("teehaus-zwei", "kaffeehaus"), "'kaffeehaus' is no store"),
        (ADVICE, "rat stands twice"),
    ],
)
def test_a_row_that_cannot_be_used_is_named(session: Session, tmp_path: Path, row: str, fault: str) -> None:
    folder = write(tmp_path, ADVICE, row)

    with pytest.raises(SeedFault, match=fault):
        loading.load(session, folder, NOON)


def test_a_service_belongs_to_one_business(session: Session, tmp_path: Path) -> None:
    folder = write(tmp_path, TASTING.replace("teehaus-zwei", "rosthaus"))
    plan = seeds.store("rosthaus", retailer="Rosthaus Dorf", legal_name="Rosthaus GmbH")
    (folder / "stores" / "rosthaus.toml").write_text(plan, encoding="utf-8")
    (folder / "shelves" / "rosthaus.csv").write_text(seeds.SHELVES["teehaus-zwei"], encoding="utf-8")

    with pytest.raises(SeedFault, match="several retailers"):
        loading.load(session, folder, NOON)
