"""Why opening hours are refused, and what is remarked about them."""

from marketplace.sentences.marking import _

SENTENCES = {
    "hours_empty": _("Bitte geben Sie Öffnungszeiten an."),
    "hours_too_long": _("Höchstens %(longest)s Zeichen, bitte."),
    "hours_foreign_word": _("„%(word)s“ an Stelle %(position)s: Schreiben Sie bitte „%(meant)s“."),
    "hours_superfluous_word": _("„%(word)s“ an Stelle %(position)s bitte weglassen."),
    "hours_dash": _("Stelle %(position)s: Nehmen Sie bitte den kurzen Strich „-“ statt „%(word)s“."),
    "hours_time_dot": _("„%(word)s“ an Stelle %(position)s: Uhrzeiten bitte mit Doppelpunkt, etwa 09:00."),
    "hours_time_minutes": _("„%(word)s“ an Stelle %(position)s: Bitte mit Minuten, etwa 09:00."),
    "hours_time_out_of_range": _("„%(word)s“ an Stelle %(position)s ist hier keine mögliche Uhrzeit."),
    "hours_missing_end": _("Nach „%(word)s“ (Stelle %(position)s) fehlt die Schließzeit."),
    "hours_same_time": _(
        "Anfang und Ende sind gleich (%(word)s, Stelle %(position)s). Den ganzen Tag schreiben Sie 00:00-24:00."
    ),
    "hours_missing_separator": _("Vor „%(word)s“ (Stelle %(position)s) fehlt ein Semikolon."),
    "hours_unquoted_note": _("Ab „%(word)s“ (Stelle %(position)s): Hinweise bitte in Anführungszeichen."),
    "hours_open_quote": _("Das Anführungszeichen an Stelle %(position)s wird nicht geschlossen."),
    "hours_sun_times": _("„%(word)s“ an Stelle %(position)s: Bitte feste Uhrzeiten."),
    "hours_holiday_combination": _(
        "„%(word)s“ an Stelle %(position)s bitte mit Komma von anderen Tagen trennen, etwa „Su,PH“."
    ),
    "hours_unclear_days": _("Die Tage „%(word)s“ ab Stelle %(position)s verstehen wir nicht."),
    "hours_misplaced_word": _("„%(word)s“ an Stelle %(position)s gehört nicht dorthin."),
    "hours_unknown_word": _("„%(word)s“ an Stelle %(position)s kennen wir nicht."),
    "hours_by_arrangement": _("„%(rule)s“ zeigen wir als „nach Vereinbarung“, nie als geöffnet."),
    "hours_no_times": _("„%(rule)s“ nennt keine Uhrzeit: Wir zeigen „nach Vereinbarung“."),
    "hours_times_by_arrangement": _("„%(rule)s“ gilt nur nach Vereinbarung und nicht als geöffnet."),
    "hours_open_end": _("„%(rule)s“ hat ein offenes Ende: Danach zeigen wir den Laden nicht als geöffnet."),
    "hours_uncertain": _("„%(rule)s“ ist ungewiss: Wir zeigen den Laden dann nicht als geöffnet."),
    "hours_note_for_some_days": _("„%(comment)s“ steht als Hinweis bei allen Tagen, nicht nur bei „%(rule)s“."),
    "hours_school_holidays": _("Schulferien kennen wir nicht; „%(rule)s“ gilt dafür nicht."),
    "hours_overlapping_times": _("In „%(rule)s“ überschneiden sich Zeiten; wir haben sie zusammengefasst."),
    "hours_season_missing": _("„%(rule)s“ gilt das ganze Jahr. Meinen Sie „%(season)s“?"),
    "hours_never_applies": _("„%(rule)s“ gilt nie: „%(later)s“ ersetzt es."),
    "hours_holiday_first": _("„%(rule)s“ gilt bei uns an Feiertagen. Andere Dienste verstehen es nur am Ende."),
    "hours_past_midnight": _("„%(rule)s“ geht bis %(closes)s am nächsten Tag. Ist das so gemeint?"),
    "hours_never_open": _("Nach diesen Zeiten ist der Laden nie geöffnet."),
}
