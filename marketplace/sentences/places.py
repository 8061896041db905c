"""Why a place is not found."""

from marketplace.sentences.marking import _

SENTENCES = {
    "unknown_place": _("„%(typed)s“ kennen wir nicht. Versuchen Sie eine Postleitzahl oder einen Stadtteil."),
}
