"""Two at the same moment: the same form sent twice, and two buttons for one order."""

from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import func, select

from marketplace.db import db
from marketplace.errors import Refused
from marketplace.inventory.models import Offer
from marketplace.orders import answering, reserve
from marketplace.orders.models import Order
from tests import make
from tests.orders.placing import open_store, placed

AT_ONCE = 4


def each_in_its_own_transaction(app, work):
    """What `work` returns or refuses with, from threads that begin together."""

    def done(_number):
        with app.app_context():
            try:
                answer = work(db.session)
                db.session.commit()
                return answer
            except Refused as refusal:
                db.session.rollback()
                return refusal.code

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(done, range(AT_ONCE)))


def test_the_same_form_sent_at_once_places_once(app, session):
    offer = make.offer(session, store=open_store(session), on_hand=50)
    wish, ana = reserve.Wish(offer.id, 1, 1290), reserve.Shopper("Ana", "ana@example.org")
    session.commit()

    codes = each_in_its_own_transaction(
        app, lambda own: reserve.reserve(own, "the-key-of-one-form", ana, wish, make.NOON).code
    )

    session.expire_all()
    assert len(set(codes)) == 1
    assert session.scalar(select(func.count()).select_from(Order)) == 1
    assert session.scalars(select(Offer.held)).all() == [1]


def test_of_two_buttons_pressed_at_once_one_counts(app, session):
    offer = make.offer(session, store=open_store(session), on_hand=5)
    order_id = placed(session, offer).id
    session.commit()

    said = each_in_its_own_transaction(
        app, lambda own: answering.cancel(own, own.get_one(Order, order_id), None, make.NOON)
    )

    session.expire_all()
    assert sorted(map(str, said)) == ["None"] + ["order_moved_on"] * (AT_ONCE - 1)
    assert session.scalars(select(Offer.held)).all() == [0]
