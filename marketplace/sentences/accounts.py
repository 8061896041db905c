"""Why an account says no."""

from marketplace.sentences.marking import _

SENTENCES = {
    "sign_in_failed": _("E-Mail oder Passwort stimmen nicht. Bitte prüfen Sie beides."),
    "too_many_tries": _("Zu viele Versuche. Bitte versuchen Sie es in etwa %(minutes)s Min. noch einmal."),
    "demo_only_here": _("Die Demo-Konten funktionieren nur auf dem Rechner, auf dem Stadtregal läuft."),
    "email_taken": _("Zu %(email)s gibt es schon ein Konto. Melden Sie sich an oder setzen Sie das Passwort zurück."),
    "email_unreadable": _("„%(email)s“ ist keine E-Mail-Adresse."),
    "password_too_short": _("Das Passwort braucht mindestens %(least)s Zeichen."),
    "sign_in_ended": _("Dieses Gerät ist schon abgemeldet."),
    "link_altered": _("Dieser Link ist unvollständig oder verändert. Öffnen Sie ihn bitte direkt aus der E-Mail."),
    "link_expired": _("Dieser Link gilt nicht mehr. Fordern Sie bitte einen neuen an."),
    "invitation_used": _("Diese Einladung wurde schon angenommen. Melden Sie sich einfach an."),
    "invitation_for_other": _("Diese Einladung ging an %(email)s. Melden Sie sich bitte mit dieser Adresse an."),
    "invitation_gone": _("Diese Einladung gibt es nicht mehr."),
    "already_in_team": _("%(name)s gehört schon zum Team."),
    "not_in_team": _("Diese Person gehört nicht mehr zum Team."),
    "wrong_password": _("Das Passwort stimmt nicht."),
    "demo_stays": _("Die Demo-Konten bleiben hier, wie sie sind. Legen Sie sich gern ein eigenes an."),
    "not_yours": _("Das gehört zu einem anderen Konto."),
    "last_owner": _(
        "Ein Betrieb braucht mindestens eine Inhaberin oder einen Inhaber. "
        "Die Stadtredaktion lädt auf Wunsch jemanden ein, der ihn übernimmt."
    ),
}
