"""Who may do what: every route, every role, and what it is answered. A route without a line here fails."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from PIL import Image
from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace import create_app, jobs, pictures
from marketplace.accounts import browser, inviting, sessions
from marketplace.accounts.links import signed
from marketplace.accounts.models import SignIn, User
from marketplace.campaigns.models import Feature
from marketplace.cities.models import City
from marketplace.db import db, utc_now
from marketplace.inventory.models import Offer
from marketplace.inventory.uploading import job
from marketplace.mail import Mail
from marketplace.orders import reserve
from marketplace.orders.asking import questions
from marketplace.orders.asking.models import ShelfQuestion
from marketplace.orders.models import Order
from marketplace.stores.models import Store
from tests import make
from tests.checked_client import CheckedClient
from tests.conftest import FOR_TESTS

HEAD, *LINES = (Path(__file__).parent / "routes.txt").read_text().splitlines()
_METHOD, _ROUTE, *ROLES = HEAD.split()
"""A guest, a shopper, staff of another shop, the shop's staff, its owner, the city's editor, the operator."""
TABLE = {(method, rule): answers for method, rule, *answers in map(str.split, LINES)}


@dataclass(frozen=True)
class Place:
    """The app on a small town, its database as it was at the beginning, tokens by role, values for the routes."""

    app: Flask
    folder: Path
    tokens: dict[str, str]
    values: dict[str, str]

    def restore(self) -> None:
        """Undo what earlier requests did."""
        begin, live = self.folder / "begin.db", self.folder / "stadtregal.db"
        with closing(sqlite3.connect(begin)) as source, closing(sqlite3.connect(live)) as target:
            source.backup(target)

    def answer(self, method: str, rule: str, role: str) -> str:
        """The status of one request, or `sign-in` when it leads there; a form is sent empty."""
        client = self.app.test_client()
        assert isinstance(client, CheckedClient)
        if role != "guest":
            client.set_cookie(browser.TOKEN, self.tokens[role])
        address = rule
        for part, filled in self.values.items():
            address = address.replace(part, filled)
        assert "<" not in address, f"{rule} needs a value in this test"
        with client.open(address, method=method) as response:
            location = response.headers.get("Location", "")
        return "sign-in" if location.startswith("/sign-in") else str(response.status_code)


@pytest.fixture(scope="module")
def place(template_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    folder = tmp_path_factory.mktemp("routes")
    copy(template_database, folder / "stadtregal.db")
    app = create_app({**FOR_TESTS, "VAR_DIR": folder, "DATABASE_URL": ""})
    app.test_client_class = CheckedClient
    with app.app_context():
        tokens, values = settled(db.session, app)
        db.session.commit()
    copy(folder / "stadtregal.db", folder / "begin.db")
    yield Place(app, folder, tokens, values)
    with app.app_context():
        db.engine.dispose()


def copy(source: Path, target: Path) -> None:
    with closing(sqlite3.connect(source)) as read, closing(sqlite3.connect(target)) as written:
        read.backup(written)


def settled(session: Session, app: Flask) -> tuple[dict[str, str], dict[str, str]]:
    """A café, another shop and the cast, with one of everything that has an address of its own."""
    now = utc_now()
    city = make.city(session, slug="mg")
    cafe, other = (make.store(session, city=city, store_code=code) for code in ("cafe-linde", "outdoor"))
    cast = {name: make.user(session, name) for name in ROLES if name != "guest"}
    make.role(session, cast["Clara"], "owner", retailer_id=cafe.retailer_id)
    make.role(session, cast["Ben"], "staff", retailer_id=cafe.retailer_id)
    make.role(session, cast["David"], "staff", retailer_id=other.retailer_id)
    make.role(session, cast["Edda"], "editor", city_id=city.id)
    make.role(session, cast["Henrik"], "operator")
    tokens = {name: sessions.begin(session, user, "Testbrowser", now) for name, user in cast.items()}
    values = {"<city_slug>": city.slug, "<store_code>": cafe.store_code, "<int:number>": "1", "<release>": "1"}
    values |= {"<slug>": city.slug, "stores/<code>": f"stores/{cafe.store_code}"}
    values |= of_city(session, city, cafe) | of_shop(session, cafe, cast["Clara"]) | of_house(session, app, cast["Ana"])
    return tokens, values


def of_city(session: Session, city: City, cafe: Store) -> dict[str, str]:
    """What the city's editor and the operator work on."""
    now = utc_now()
    ends_at = now + timedelta(days=9)
    feature = make.kept(
        session, Feature(city_id=city.id, store=cafe, label="Neu", label_en="New", starts_at=now, ends_at=ends_at)
    )
    second = make.role(session, make.user(session, "Gül"), "editor", city_id=city.id)
    parked = jobs.later(session, "marketplace.mail:deliver", now, mail_id=0)
    parked.parked_at = now
    session.flush()
    return {
        "<int:city_id>": str(city.id),
        "<int:district_id>": str(make.district(session, city).id),
        "<int:feature_id>": str(feature.id),
        "editors/<int:role_id>": f"editors/{second.id}",
        "<int:job_id>": str(parked.id),
    }


def of_shop(session: Session, cafe: Store, clara: User) -> dict[str, str]:
    """What the shop works on."""
    now = utc_now()
    offer = make.offer(session, store=cafe)
    farid = make.role(session, make.user(session, "Farid"), "staff", retailer_id=cafe.retailer_id)
    order = ordered(session, offer)
    question = asked(session, make.offer(session, store=cafe))
    upload = job.begin(session, cafe, clara, "bestand.csv", b"Artikelnummer;Preis", False, now)
    upload.state = "done"
    invitation = inviting.invite(session, "neu@example.org", "staff", cafe.retailer_id, clara, now)
    letter = session.scalars(select(Mail.text).where(Mail.recipient == invitation.email)).one()
    return {
        "products/<code>": f"products/{offer.product.group.code}",
        "products/<id>": f"products/{offer.product.group.code}",
        "<int:offer_id>": str(offer.id),
        "<int:mail_id>": str(session.scalars(select(Mail.id).where(Mail.recipient == invitation.email)).one()),
        "<order_code>": order.code,
        "<question_code>": question.code,
        "shelf-answers/<token>": f"shelf-answers/{signed('shelf', question.code)}",
        "/answers/<token>": f"/answers/{signed('answer', order.code)}",
        "threads/<token>": f"threads/{signed('thread', order.code)}",
        "uploads/<code>": f"uploads/{upload.code}",
        "staff/<int:role_id>": f"staff/{farid.id}",
        "<int:invitation_id>": str(invitation.id),
        "invitations/<token>": "invitations/" + letter.split("/invitations/")[1].split()[0],
    }


def ordered(session: Session, offer: Offer) -> Order:
    """What Ana has reserved, signed in."""
    ana = session.scalars(select(User).where(User.name == "Ana")).one()
    offer.store.takes_reservations = True
    shopper = reserve.Shopper("Ana", ana.email, user=ana)
    return reserve.reserve(session, "the-key-of-a-form", shopper, reserve.Wish(offer.id, 1, 1290), utc_now())


def asked(session: Session, offer: Offer) -> ShelfQuestion:
    """What somebody wants to know of a shelf that was counted long ago."""
    return questions.ask(session, offer.id, utc_now() + timedelta(days=30))


def of_house(session: Session, app: Flask, ana: User) -> dict[str, str]:
    """What belongs to one person or to nobody."""
    drawn = BytesIO()
    Image.new("RGB", (40, 30)).save(drawn, "PNG")
    picture = pictures.resized(app.config["VAR_DIR"] / "pictures", drawn.getvalue(), 9_999)
    her_sign_in = session.scalars(select(SignIn.id).where(SignIn.user_id == ana.id)).one()
    return {
        "reset-password/<token>": "reset-password/"
        + signed("reset", [ana.id, sessions.fingerprint(ana.password_hash)]),
        "pictures/<name>": f"pictures/{pictures.file_name(picture.sha256, pictures.WIDTHS_PX[0])}",
        "<int:sign_in_id>": str(her_sign_in),
        "letters/<path:name>": "letters/accounts/invitation",
        "<path:path>": "site.css",
    }


def routes(app: Flask) -> set[tuple[str, str]]:
    """Every method of every route."""
    return {
        (method, rule.rule)
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }


def test_every_route_has_a_line(place: Place) -> None:
    assert routes(place.app) - set(TABLE) == set(), "add a line that says who may do it"
    assert set(TABLE) - routes(place.app) == set(), "this route is gone"


@pytest.mark.parametrize(("method", "rule"), sorted(TABLE, key=lambda line: line[::-1]))
def test_a_route_answers_each_role_as_agreed(method: str, rule: str, place: Place) -> None:
    found = []
    for role in ROLES:
        found.append(place.answer(method, rule, role))
        if method == "POST":
            place.restore()

    assert dict(zip(ROLES, found, strict=True)) == dict(zip(ROLES, TABLE[method, rule], strict=True))
