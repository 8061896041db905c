"""What the server keeps on the side."""

from marketplace.privacy.entry import INTEREST, STAYS, Entry
from marketplace.sentences.marking import _

OF_THE_HOUSE = (
    Entry(
        table="jobs",
        what=_("Aufgaben des Servers, die gescheitert sind"),
        why=_("sie wiederholen und den Fehler finden"),
        ground=INTEREST,
        how_long=_("%(days)s Tage"),
        personal="values fault",
        other="id queue rank name run_at leased_until tries parked_at created_at",
        on_leaving=STAYS,
        since="parked_at",
        days=30,
    ),
    Entry(
        table="geocoded_places",
        what=_("Ortsangaben, die wir nachgeschlagen haben, ohne Person"),
        why=_("denselben Ort nicht zweimal fragen"),
        ground=INTEREST,
        how_long=_("%(days)s Tage"),
        personal="typed label",
        other="latitude longitude asked_at",
        on_leaving=STAYS,
        since="asked_at",
        days=180,
    ),
    Entry(
        table="demand_day_searchers",
        what=_("Prüfwerte vergeblicher Suchen"),
        why=_("niemanden doppelt zählen"),
        ground=INTEREST,
        how_long=_("bis zum Ende des Tages"),
        personal="hash",
        other="id signal_id kind",
        on_leaving=STAYS,
    ),
)
