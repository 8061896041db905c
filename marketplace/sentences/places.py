"""Why a place is not found."""

from marketplace.sentences.marking import _

SENTENCES = {
    "bad_point": _("„%(typed)s“ ist kein Punkt auf der Karte."),
    "real_data_missing": _("Die Datei %(file)s fehlt."),
    "no_such_city": _("Unter dieser Adresse gibt es keine Stadt."),
    "no_such_store": _("Diesen Laden gibt es nicht oder nicht mehr."),
    "no_such_product": _("Dieses Produkt gibt es nicht oder nicht mehr."),
    "unknown_place": _("„%(typed)s“ kennen wir nicht. Versuchen Sie eine Postleitzahl oder einen Stadtteil."),
}
