"""Why a parameter of the API cannot be used."""

from marketplace.sentences.marking import _

SENTENCES = {
    "city_needed": _("Hier gibt es mehrere Städte. Nennen Sie eine, oder einen Ort in ihrer Nähe."),
    "city_unknown": _("Eine Stadt „%(value)s“ gibt es hier nicht."),
    "cursor_unknown": _("Dieser „cursor“ gehört nicht zu dieser Frage. Fangen Sie ohne ihn von vorn an."),
    "parameter_not_allowed": _("„%(value)s“ gibt es hier nicht. Möglich sind: %(allowed)s."),
    "parameter_not_flag": _("„%(value)s“ ist weder 1 noch 0."),
    "parameter_not_number": _("„%(value)s“ ist keine Zahl."),
    "parameter_not_whole": _("„%(value)s“ ist keine ganze Zahl."),
    "parameter_too_large": _("%(value)s ist zu groß. Höchstens %(limit)s geht."),
    "parameter_too_long": _("Das ist zu lang. Höchstens %(limit)s Zeichen gehen."),
    "parameter_too_small": _("%(value)s ist zu klein. Mindestens %(limit)s muss es sein."),
    "parameter_twice": _("„%(parameter)s“ steht mehrmals da. Nennen Sie es einmal."),
    "parameter_unknown": _("Einen Parameter „%(parameter)s“ gibt es hier nicht."),
    "parameter_unreadable": _("Darin steht ein Zeichen, das in keinem Text vorkommt."),
    "place_incomplete": _("Zu „%(parameter)s“ gehört auch „%(other)s“."),
}
