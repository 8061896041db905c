"""Why shops and the places they stand in say no."""

from marketplace.sentences.marking import _

SENTENCES = {
    "store_code_taken": _(
        "Das Kürzel „%(store_code)s“ hat schon ein anderer Laden. Lassen Sie das Feld leer, dann wählen wir eins."
    ),
    "store_code_unreadable": _(
        "Ein Kürzel besteht aus kleinen Buchstaben, Ziffern und Strichen. Schreiben Sie bitte „%(meant)s“."
    ),
    "name_without_letters": _(
        "„%(name)s“ enthält keine Buchstaben oder Ziffern, aus denen eine Adresse werden könnte."
    ),
    "unknown_postcode": _("Die Postleitzahl %(postcode)s gibt es nicht."),
    "outside_city": _(
        "Der Ort liegt %(kilometres)s km von der Mitte von %(city)s entfernt, erlaubt sind %(most)s km. "
        "Prüfen Sie bitte Postleitzahl und Lage."
    ),
    "district_exists": _("Den Stadtteil „%(name)s“ gibt es schon."),
    "district_in_use": _("In „%(name)s“ stehen noch Läden (%(shops)s). Sie brauchen erst einen anderen Stadtteil."),
    "no_such_district": _("Diesen Stadtteil gibt es nicht oder nicht mehr."),
    "no_such_feature": _("Diese Empfehlung gibt es nicht oder nicht mehr."),
    "feature_ends_first": _("Das Ende liegt vor dem Anfang. Bitte prüfen Sie die beiden Tage."),
    "feature_is_over": _("Diese Empfehlung ist schon beendet."),
    "city_slug_taken": _("Die Adresse „/%(slug)s“ gehört schon einer anderen Stadt oder Seite."),
    "brick_unreadable": _("„%(colour)s“ ist keine Farbe. Bitte so: #a1432b."),
    "brick_too_pale": _(
        "Auf dieser Farbe ist weiße Schrift schlecht zu lesen (Kontrast %(contrast)s, nötig sind %(least)s). "
        "Bitte nehmen Sie eine dunklere."
    ),
    "trader_file_incomplete": _(
        "Bei %(store)s fehlen noch Angaben zum Betrieb. Unter „Ladenseite“, „Angaben zum Betrieb“ steht, welche."
    ),
    "vat_id_unreadable": _("„%(value)s“ ist keine gültige Umsatzsteuer-ID. Sie beginnt mit DE und hat neun Ziffern."),
    "packaging_number_unreadable": _("„%(value)s“ ist keine LUCID-Nummer. Sie beginnt mit DE und hat 13 Ziffern."),
    "weee_number_unreadable": _("„%(value)s“ ist keine WEEE-Nummer. Sie beginnt mit DE und hat acht Ziffern."),
    "no_account": _("Zu %(email)s gibt es noch kein Konto. Es lässt sich auf „Anmelden“ anlegen."),
    "no_such_job": _("Diese Aufgabe ist inzwischen erledigt."),
    "no_such_letter": _("Diese Nachricht gibt es hier nicht."),
}
