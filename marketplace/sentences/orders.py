"""Why an order says no."""

from marketplace.sentences.marking import _

SENTENCES = {
    "no_such_order": _(
        "Diese Bestellung finden wir hier nicht. Öffnen Sie bitte den Link aus Ihrer E-Mail, oder melden Sie sich an."
    ),
    "order_moved_on": _("Bei %(order)s hat sich inzwischen etwas geändert. Laden Sie die Seite bitte neu."),
    "offer_gone": _("Das gibt es in diesem Laden nicht mehr."),
    "takes_no_reservations": _("%(store)s nimmt zurzeit keine Reservierungen an. Ein Anruf hilft."),
    "too_many_pieces": _("Bitte höchstens %(most)s Stück auf einmal. Für mehr rufen Sie den Laden bitte an."),
    "too_many_open_orders": _(
        "Sie haben schon %(most)s offene Reservierungen. Holen Sie bitte erst etwas ab oder sagen Sie etwas ab."
    ),
    "price_changed": _("Der Preis von „%(title)s“ hat sich eben geändert. Bitte sehen Sie noch einmal hin."),
    "try_again": _("Das hat sich mit etwas anderem überschnitten. Bitte versuchen Sie es noch einmal."),
    "extended_once": _("Die Abholung ist schon einmal verschoben. Rufen Sie den Laden bitte an."),
    "pin_wrong": _("Der Abholcode passt nicht zu %(order)s. Bitte sehen Sie noch einmal hin."),
    "no_such_question": _("Diese Frage finden wir nicht. Fragen Sie den Laden bitte noch einmal."),
    "question_ended": _("Diese Frage ist schon beantwortet oder abgelaufen. Laden Sie die Seite bitte neu."),
    "takes_no_questions": _("%(store)s beantwortet zurzeit keine Fragen. Ein Anruf hilft."),
    "counted_just_now": _("%(store)s hat „%(title)s“ frisch gezählt: Was auf der Seite steht, stimmt."),
    "asked_lately": _("%(store)s hat eben erst keine Zeit für diese Frage gehabt. Ein Anruf hilft."),
    "too_many_questions": _("Bei %(store)s warten schon viele Fragen auf eine Antwort. Ein Anruf hilft."),
    "thread_closed": _("%(order)s ist abgeschlossen: Nachrichten gehen nicht mehr. Ein Anruf hilft."),
    "undo_too_late": _("Zurücknehmen geht nur zehn Minuten lang. Buchen Sie die Ware bitte im Regal wieder ein."),
}
