"""What orders keep of shoppers, and of the people at the desk."""

from marketplace.privacy.entry import ACCOUNT_EMAIL, ACCOUNT_ID, CONTRACT, INTEREST, STAYS, UNNAMED, Entry
from marketplace.sentences.marking import _

OF_ORDERS = (
    Entry(
        table="orders",
        what=_("Reservierungen: Name, E-Mail und Telefon"),
        why=_("die Ware für Sie zurücklegen, Ihnen antworten und sie aushändigen"),
        ground=CONTRACT,
        how_long=_("drei Jahre"),
        personal="user_id name email phone language pin_salt",
        other="id code basket_id store_id mode state placed_at answer_by keep_until collected_at is_extended",
        withheld="pin_salt",
        person={"user_id": ACCOUNT_ID, "email": ACCOUNT_EMAIL},
        on_leaving=UNNAMED,
        blanked="name phone",
        since="placed_at",
        days=3 * 365,
    ),
    Entry(
        table="order_lines",
        what=_("Was Sie reserviert haben"),
        why=_("die Ware für Sie zurücklegen"),
        ground=CONTRACT,
        how_long=_("so lange wie die Reservierung"),
        personal="title variant pieces price_cents",
        other="id order_id offer_id",
        person={"order_id": "orders.id"},
        on_leaving=STAYS,
    ),
    Entry(
        table="order_events",
        what=_("Verlauf einer Reservierung"),
        why=_("nachvollziehen, wer wann zugesagt, abgesagt oder ausgehändigt hat"),
        ground=INTEREST,
        how_long=_("so lange wie die Reservierung"),
        personal="user_id why",
        other="id order_id step state actor reason happened_at",
        person={"user_id": ACCOUNT_ID},
        on_leaving=UNNAMED,
    ),
    Entry(
        table="shelf_askers",
        what=_("Ihre Fragen, ob etwas wirklich im Regal steht"),
        why=_("Ihnen die Antwort des Ladens schreiben"),
        ground=CONTRACT,
        how_long=_("%(days)s Tage"),
        personal="user_id email language asked_at",
        other="id question_id",
        person={"user_id": ACCOUNT_ID, "email": ACCOUNT_EMAIL},
        since="asked_at",
        days=30,
    ),
)
