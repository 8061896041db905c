"""Why a picture is refused."""

from marketplace.sentences.marking import _

SENTENCES = {
    "picture_too_big": _("Das Bild ist größer als %(max_mb)s MB. Bitte wählen Sie ein kleineres."),
    "picture_unreadable": _("Diese Datei ist kein Bild, das wir lesen können. Bitte nehmen Sie JPEG, PNG oder WebP."),
    "picture_too_many_pixels": _("Das Bild hat zu viele Bildpunkte. Bitte verkleinern Sie es."),
}
