"""What pages and mails say of an order."""

from datetime import datetime

from flask_babel import format_date, gettext, ngettext

from marketplace.db import utc_now
from marketplace.inventory.stock import CITY_TIME
from marketplace.orders import answering, reliability, states
from marketplace.orders.models import Order, OrderEvent
from marketplace.sentences.marking import _
from marketplace.stores.models import Store
from marketplace.templating import clock

FOR_SHOPPER = {
    states.PLACED: _("Der Laden sieht nach"),
    states.PART_OFFERED: _("Der Laden hat einen Teil davon"),
    states.ACCEPTED: _("Zugesagt"),
    states.READY: _("Liegt für Sie bereit"),
    states.COLLECTED: _("Abgeholt"),
    states.REFUSED: _("Leider nicht möglich"),
    states.LAPSED: _("Keine Antwort vom Laden"),
    states.CANCELLED: _("Abgesagt"),
    states.EXPIRED: _("Abgelaufen"),
    states.NOT_COLLECTED: _("Nicht abgeholt"),
    states.RESCINDED: _("Vom Laden zurückgenommen"),
}
FOR_SHOP = {
    **FOR_SHOPPER,
    states.PLACED: _("Neu"),
    states.PART_OFFERED: _("Teil angeboten"),
    states.ACCEPTED: _("Bereitlegen"),
    states.READY: _("Liegt bereit"),
    states.REFUSED: _("Abgelehnt"),
    states.LAPSED: _("Nicht beantwortet"),
    states.CANCELLED: _("Von der Kundschaft abgesagt"),
}
LOOKS = {states.READY: "there", states.ACCEPTED: "there", states.PLACED: "few", states.NOT_COLLECTED: "few"}
STEPS = {
    "place": _("Reserviert"),
    "accept": _("Zugesagt"),
    "offer_part": _("Teil angeboten"),
    "agree": _("Angebot angenommen"),
    "refuse": _("Abgelehnt"),
    "cancel": _("Abgesagt"),
    "lapse": _("Ohne Antwort abgelaufen"),
    "make_ready": _("Bereitgelegt"),
    "extend": _("Abholung verschoben"),
    "collect": _("Abgeholt"),
    "undo_collect": _("„Abgeholt“ zurückgenommen"),
    "expire": _("Nicht abgeholt, wieder im Regal"),
    "miss": _("Nicht abgeholt"),
    "rescind": _("Vom Laden zurückgenommen"),
}
REASONS = {
    answering.GONE: _("Das Regal war leer."),
    answering.DAMAGED: _("Das letzte Stück ist beschädigt."),
    answering.OTHER: _("Es geht diesmal nicht."),
    "without_code": _("Ohne Abholcode ausgehändigt."),
}
ACTORS = {states.SHOPPER: _("Kundin oder Kunde"), states.SHOP: _("Laden"), states.CLOCK: _("Stadtregal")}


def order_state(order: Order) -> str:
    """Where an order is, in the shopper's words."""
    return gettext(FOR_SHOPPER[order.state])


def desk_state(order: Order) -> str:
    """Where an order is, in the shop's words."""
    return gettext(FOR_SHOP[order.state])


def state_look(state: str) -> str:
    """The sign beside a state: `there`, `few` or `gone`, as for stock."""
    return LOOKS.get(state, "gone")


def step_words(event: OrderEvent) -> str:
    """What happened, in one or two words."""
    return gettext(STEPS[event.step])


def reason_words(event: OrderEvent) -> str:
    """Why, in sentences: the reason that was chosen and what was written with it."""
    return " ".join(
        part for part in (gettext(REASONS[event.reason]) if event.reason in REASONS else "", event.why) if part
    )


def actor_words(event: OrderEvent) -> str:
    """Who it was: the person's name where somebody was signed in at the desk."""
    return event.user.name if event.user and event.actor == states.SHOP else gettext(ACTORS[event.actor])


def until(moment: datetime) -> str:
    """A deadline as one says it: `Montag, 23.11., 18:30`."""
    return gettext("%(day)s, %(time)s", day=format_date(moment, gettext("EEEE, d. MMMM")), time=clock(moment))


def takes_reservations(store: Store) -> bool:
    """Whether shoppers may reserve at a store today, and ask it what it really has."""
    return store.is_taking_reservations(utc_now().astimezone(CITY_TIME).date())


def reliability_words(store: Store) -> str:
    """How a shop has answered so far, in two sentences; empty where it was never asked."""
    if not store.orders_asked:
        return ""
    answered = gettext(
        "Der Laden hat %(in_time)s von %(orders)s Bestellungen der letzten 90 Tage rechtzeitig beantwortet.",
        in_time=store.answered_in_time,
        orders=store.orders_asked,
    )
    if not store.shelf_was_empty:
        return f"{answered} {gettext('Das Regal war dabei nie leer.')}"
    empty = ngettext("Einmal war das Regal leer.", "%(num)s-mal war das Regal leer.", store.shelf_was_empty)
    return f"{answered} {empty}"


def is_known_well(store: Store) -> bool:
    """Whether enough orders were placed for shoppers to be told how a shop answers."""
    return store.orders_asked >= reliability.TOLD_FROM


FILTERS = (
    takes_reservations,
    reliability_words,
    is_known_well,
    order_state,
    desk_state,
    state_look,
    step_words,
    reason_words,
    actor_words,
    until,
)
