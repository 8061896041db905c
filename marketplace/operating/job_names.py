"""What jobs are called on the operator's pages."""

from flask_babel import gettext

from marketplace import jobs
from marketplace.sentences.marking import _

NAMES = {
    "marketplace.accounts.resetting:write": _("Link für ein neues Passwort schreiben"),
    "marketplace.finder.indexing:index_groups": _("Artikel im Suchindex erneuern"),
    "marketplace.finder.indexing:index_offers": _("Angebote im Suchindex erneuern"),
    "marketplace.finder.indexing:index_stock": _("Bestand und Preise im Suchindex erneuern"),
    "marketplace.finder.indexing:index_stores": _("Läden im Suchindex erneuern"),
    "marketplace.finder.indexing:rebuild": _("Suchindex neu bauen"),
    "marketplace.inventory.shelf:shelve_again": _("Waren eines Ladens neu einräumen"),
    "marketplace.inventory.uploading.job:run": _("Hochgeladene Liste einlesen"),
    "marketplace.mail:deliver": _("E-Mail verschicken"),
    "marketplace.orders.asking.letters:ask_shop": _("Laden nach einem Artikel fragen"),
    "marketplace.orders.asking.letters:tell_askers": _("Antwort eines Ladens weitersagen"),
    "marketplace.orders.asking.questions:close": _("Unbeantwortete Frage beenden"),
    "marketplace.orders.letters:write": _("Nachricht zu einer Bestellung schreiben"),
    "marketplace.orders.messages.letters:tell": _("Nachricht weiterleiten"),
    "marketplace.orders.timing:expire": _("Nicht abgeholte Ware zurückbuchen"),
    "marketplace.orders.timing:lapse": _("Unbeantwortete Bestellung beenden"),
    "marketplace.orders.timing:remind_shop": _("Laden an eine Bestellung erinnern"),
    "marketplace.orders.timing:remind_shopper": _("An eine Abholung erinnern"),
    "marketplace.operating.daily:upkeep": _("Nachts aufräumen"),
}
ANOTHER = _("Andere Aufgabe")
QUEUES = {jobs.WORKER: _("Allgemein"), jobs.INDEXER: _("Suchindex")}


def job_words(name: str) -> str:
    """What a job does, in plain words; one that an older or newer release has written is only another job."""
    return gettext(NAMES.get(name, ANOTHER))


def queue_words(queue: str) -> str:
    """What the jobs of a queue are about."""
    return gettext(QUEUES[queue])
