"""Every kind of page there is, who sees it and where it stands in the demo city."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType

from sqlalchemy import select

from marketplace import jobs
from marketplace.accounts import inviting, links, sessions
from marketplace.accounts.models import User
from marketplace.cities.models import City, District
from marketplace.codes import new_code
from marketplace.db import db, utc_now
from marketplace.inventory.models import Offer
from marketplace.inventory.uploading import job
from marketplace.mail import Mail
from marketplace.orders import answering, reserve
from marketplace.orders.asking import questions
from marketplace.orders.asking.models import ShelfQuestion
from marketplace.orders.messages import writing
from marketplace.orders.models import Order
from marketplace.stores.models import Store
from tests.town import Town, apart

FILE = """Artikelnummer;Bezeichnung;EAN;Preis;Bestand
CL-700;Röstkaffee Morgenrunde 250 g;;8,90;12
CL-701;Teedose Abendrot;;15,00;2
CL-702;Kuchengabel Silberhain;;acht Euro;4
CL-703;Honig vom Dach;4006381333932;6,50;3
CL-704;Sahnespender Wölkchen;8,72E+12;29,90;-1
"""
INVITED = "eingeladen@laden.example"
SHOE = "Wanderschuh Eifelsteig Mid, Damen"
KEYS = "Autoschlüssel nachmachen"
TENT = "Zelt leihen"


@dataclass(frozen=True)
class PageType:
    """One kind of page: who of the cast sees it (nobody: a guest), its address with `{names}` of furnished things."""

    who: str
    address: str
    status: int = 200


PAGES = MappingProxyType(
    {
        "cities": PageType("", "/"),
        "home": PageType("", "/mg"),
        "results": PageType("", "/mg/search?q=wanderschuhe&near=41061"),
        "results-few": PageType("", "/mg/search?q=kaffee&near=Rheydt&radius_m=1000&in_stock=1&open_now=1"),
        "results-meant": PageType("", "/mg/search?q=wandershcuhe"),
        "results-category": PageType("", "/mg/search?category=buecher&sort=price"),
        "wish": PageType("", "/mg/wishes"),
        "nothing": PageType("", "/mg/search?q=quantenzwieback"),
        "product": PageType("", "/mg/products/{product}?near=41061"),
        "store": PageType("", "/mg/stores/cafe-linde"),
        "store-shelf": PageType("", "/mg/stores/buchhandlung-lesezeit?q=roman"),
        "store-services": PageType("", "/mg/stores/schluesseldienst-pauen"),
        "services": PageType("", "/mg/search?q=schl%C3%BCssel+nachmachen"),
        "service": PageType("", "/mg/products/{service}"),
        "stores": PageType("", "/mg/stores"),
        "round": PageType("", "/mg/round?list=Kaffee,+Zahnpasta,+Wolle,+Kerzen+und+AA-Batterien&near=41061"),
        "round-start": PageType("", "/mg/round"),
        "stores-open": PageType("", "/mg/stores?open_now=1&district=rheydt"),
        "retailer-imprint": PageType("", "/mg/stores/cafe-linde/imprint"),
        "scan": PageType("", "/mg/scan"),
        "scan-refused": PageType("", "/mg/scan?code=4006381333932", 422),
        "ranking": PageType("", "/ranking"),
        "api": PageType("", "/api"),
        "imprint": PageType("", "/imprint"),
        "marketplace": PageType("", "/marketplace"),
        "privacy": PageType("", "/privacy"),
        "accessibility": PageType("", "/accessibility"),
        "sign-in": PageType("", "/sign-in"),
        "sign-up": PageType("", "/sign-up"),
        "forgot-password": PageType("", "/forgot-password"),
        "reset-password": PageType("", "/reset-password/{reset}"),
        "invitation": PageType("", "/invitations/{invitation}"),
        "not-found": PageType("", "/mg/stores/gibt-es-nicht", 404),
        "forbidden": PageType("David", "/shop/cafe-linde", 403),
        "account": PageType("Clara", "/account"),
        "account-close": PageType("Ben", "/account/close"),
        "shop-today": PageType("Clara", "/shop/cafe-linde"),
        "shop-offers": PageType("Clara", "/shop/cafe-linde/offers"),
        "shop-offers-none": PageType("Clara", "/shop/cafe-linde/offers?q=quantenzwieback"),
        "shop-offer": PageType("Clara", "/shop/cafe-linde/offers/{offer}"),
        "shop-offer-new": PageType("Clara", "/shop/cafe-linde/offers/new"),
        "shop-service-new": PageType("Clara", "/shop/cafe-linde/services/new"),
        "shop-service": PageType("David", "/shop/outdoor-am-alten-markt/services/{tent}"),
        "reserve": PageType("", "/offers/{offer}/reservations/new"),
        "answer": PageType("", "/answers/{answer}"),
        "order": PageType("Ana", "/orders/{order}"),
        "messages": PageType("Ana", "/orders/{order}/messages"),
        "thread": PageType("", "/threads/{thread}"),
        "question": PageType("", "/questions/{question}"),
        "question-answered": PageType("", "/questions/{gone_question}"),
        "question-answer": PageType("", "/shelf-answers/{shelf_answer}"),
        "orders": PageType("Ana", "/orders"),
        "orders-none": PageType("", "/orders"),
        "shop-orders": PageType("Clara", "/shop/cafe-linde/orders"),
        "shop-order-new": PageType("Clara", "/shop/cafe-linde/orders/{new_order}"),
        "shop-order": PageType("Clara", "/shop/cafe-linde/orders/{order}"),
        "shop-messages": PageType("Clara", "/shop/cafe-linde/orders/{order}/messages"),
        "shop-order-rules": PageType("Clara", "/shop/cafe-linde/orders/rules"),
        "shop-uploads": PageType("Clara", "/shop/cafe-linde/uploads"),
        "shop-upload-result": PageType("Clara", "/shop/cafe-linde/uploads/{upload}?result=all"),
        "shop-upload-waiting": PageType("Clara", "/shop/cafe-linde/uploads/{waiting}"),
        "shop-hours": PageType("Clara", "/shop/cafe-linde/hours"),
        "shop-hours-proposal": PageType("Clara", "/shop/cafe-linde/hours?opening_hours=Mo-Fr+9-18+Uhr"),
        "shop-profile": PageType("Clara", "/shop/cafe-linde/profile"),
        "shop-imprint": PageType("Clara", "/shop/cafe-linde/imprint"),
        "shop-staff": PageType("Clara", "/shop/cafe-linde/staff"),
        "editor-stores": PageType("Edda", "/edit/mg/stores"),
        "editor-store": PageType("Edda", "/edit/mg/stores/cafe-linde"),
        "editor-store-new": PageType("Edda", "/edit/mg/stores/new"),
        "editor-districts": PageType("Edda", "/edit/mg/districts"),
        "editor-district": PageType("Edda", "/edit/mg/districts/{district}"),
        "editor-features": PageType("Edda", "/edit/mg/features"),
        "editor-demand": PageType("Edda", "/edit/mg/demand"),
        "operator-jobs": PageType("Henrik", "/operator"),
        "operator-index": PageType("Henrik", "/operator/index?check=1"),
        "operator-outbox": PageType("Henrik", "/operator/outbox"),
        "operator-letters": PageType("Henrik", "/operator/letters?letter=accounts/invitation"),
        "operator-cities": PageType("Henrik", "/operator/cities"),
        "operator-city": PageType("Henrik", "/operator/cities/{city}"),
        "operator-city-new": PageType("Henrik", "/operator/cities/new"),
        "english-home": PageType("", "/en/mg"),
        "english-results": PageType("", "/en/mg/search?q=wanderschuhe&near=41061"),
        "english-order": PageType("Ana", "/en/orders/{order}"),
        "english-store": PageType("", "/en/mg/stores/cafe-linde"),
        "english-shop-today": PageType("Clara", "/en/shop/cafe-linde"),
    }
)


def furnish(town: Town) -> dict[str, str]:
    """Give the town what some pages show: a file with refused rows, an invitation, a parked job, a second city.

    Returns what stands for the `{names}` in addresses.
    """
    found = apart(town.app, _furnish)
    town.work()
    apart(town.app, _leave_undone)
    return {**found, "product": town.product(SHOE), "service": town.product(KEYS)}


def _furnish() -> dict[str, str]:
    session, now = db.session, utc_now()
    store = session.scalars(select(Store).where(Store.store_code == "cafe-linde")).one()
    clara, farid = (session.scalars(select(User).where(User.name == name)).one() for name in ("Clara", "Farid"))
    offer_id = session.scalars(select(Offer.id).where(Offer.store_id == store.id).order_by(Offer.id)).first()
    tent_id = session.scalars(select(Offer.id).where(Offer.title == TENT)).one()
    district = session.scalars(select(District).where(District.slug == "rheydt")).one()
    upload = job.begin(session, store, clara, "bestand.csv", FILE.encode("cp1252"), False, now)
    waiting = job.begin(session, store, clara, "sortiment-herbst.csv", FILE.encode(), False, now)
    session.flush()
    newest = session.scalars(select(jobs.Job).order_by(jobs.Job.id.desc()).limit(1)).one()
    newest.run_at = now + timedelta(days=1)
    inviting.invite(session, INVITED, "staff", store.retailer_id, clara, now)
    letter = session.scalars(select(Mail.text).where(Mail.recipient == INVITED)).one()
    places = {"latitude": 51.44, "longitude": 6.31, "radius_m": 6_000}
    session.add(City(slug="niershafen", name="Niershafen", name_en="Niershafen", state="NW", **places))
    new_order, order = _order(offer_id), _order(offer_id)
    answering.accept(session, order, True, clara, now)
    question, gone = _questions(now)
    writing.write(session, order, "shopper", "Geht es auch ohne Nüsse?", None, now)
    writing.write(session, order, "shop", "Ja, gern: Wir legen ein anderes Stück dazu.", clara, now)
    found = {
        "order": order.code,
        "new_order": new_order.code,
        "answer": links.signed("answer", new_order.code),
        "thread": links.signed("thread", order.code),
        "question": question.code,
        "gone_question": gone.code,
        "shelf_answer": links.signed("shelf", question.code),
        "upload": upload.code,
        "waiting": waiting.code,
        "offer": str(offer_id),
        "tent": str(tent_id),
        "district": str(district.id),
        "city": str(district.city_id),
        "invitation": letter.split("/invitations/")[1].split()[0],
        "reset": links.signed("reset", [farid.id, sessions.fingerprint(farid.password_hash)]),
    }
    session.commit()
    return found


def _order(offer_id: int) -> Order:
    """One piece of an offer, reserved by Ana."""
    session = db.session
    ana = session.scalars(select(User).where(User.name == "Ana")).one()
    offer = session.get_one(Offer, offer_id)
    shopper, wish = reserve.Shopper("Ana", ana.email, user=ana), reserve.Wish(offer.id, 1, offer.price_cents or 0)
    return reserve.reserve(session, new_code(20), shopper, wish, utc_now())


def _questions(now: datetime) -> tuple[ShelfQuestion, ShelfQuestion]:
    """What two shoppers want to know of shelves that were counted long ago; the second one is empty."""
    session = db.session
    oldest = select(Offer.id).where(Offer.source == "upload", Offer.on_hand > 0).order_by(Offer.counted_at, Offer.id)
    open_one, gone = (questions.ask(session, offer_id, now) for offer_id in session.scalars(oldest.limit(2)))
    questions.answer(session, gone, 0, None, now)
    return open_one, gone


def _leave_undone() -> None:
    """One job that was given up, as the operator sees it."""
    session, now = db.session, utc_now()
    parked = jobs.later(session, "marketplace.mail:deliver", now, mail_id=0)
    parked.parked_at, parked.tries, parked.fault = now, jobs.MOST_TRIES, "ConnectionRefusedError: mail server is away"
    session.commit()
