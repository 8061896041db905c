"""Why the inventory say no."""

from marketplace.sentences.marking import _

FILES = {
    "upload_choose_file": _("Bitte wählen Sie eine Datei aus."),
    "upload_empty": _("Die Datei ist leer."),
    "upload_too_big": _("Die Datei ist größer als %(most_mb)s MB. Bitte teilen Sie sie auf."),
    "upload_too_big_unpacked": _(
        "Die Tabelle ist zu groß. Bitte löschen Sie leere Bereiche oder speichern Sie sie als CSV."
    ),
    "upload_too_many_rows": _("Die Datei hat mehr als %(most)s Zeilen. Bitte teilen Sie sie auf."),
    "upload_no_table": _("Das ist keine Tabelle (erkannt: %(kind)s). Bitte nehmen Sie CSV, TSV oder Excel (xlsx)."),
    "upload_format_unread": _("%(kind)s lesen wir noch nicht. Bitte speichern Sie die Tabelle als xlsx oder CSV."),
    "upload_damaged": _(
        "Die Excel-Datei ist beschädigt oder mit einem Passwort geschützt. Bitte speichern Sie sie neu."
    ),
    "upload_encoding": _("Die Zeichen der Datei sind nicht lesbar. Bitte speichern Sie sie als „CSV UTF-8“."),
    "upload_quotes": _(
        "Ab Zeile %(row)s stimmen die Anführungszeichen nicht. Bitte speichern Sie die Tabelle neu als CSV."
    ),
    "upload_header_missing": _(
        "Wir finden keine Kopfzeile mit Spaltennamen wie Artikelnummer, Bezeichnung, Preis und Bestand. "
        "Die erste Zeile lautet: %(found)s"
    ),
    "upload_columns_missing": _("Es fehlt: %(missing)s. Gefunden haben wir die Spalten: %(found)s"),
    "upload_column_twice": _(
        "Die Spalte „%(column)s“ kommt zweimal vor. Bitte löschen oder benennen Sie eine davon um."
    ),
    "upload_no_rows": _("Unter der Kopfzeile steht keine Zeile."),
    "no_such_upload": _("Diesen Upload gibt es nicht."),
    "no_refused_rows": _("Abgelehnte Zeilen gibt es hier nicht oder nicht mehr."),
    "no_such_store_code": _("Einen Laden „%(store)s“ gibt es nicht. „flask --app app stores“ zählt alle auf."),
    "no_such_sku": _("Die Artikelnummer „%(sku)s“ gibt es im Laden „%(store)s“ nicht."),
}
"""About an inventory file as a whole."""

ROWS = {
    "sku_missing": _("Die Artikelnummer fehlt."),
    "sku_twice": _("Die Artikelnummer „%(value)s“ steht mehrmals in der Datei (Zeilen %(rows)s)."),
    "title_missing": _("Neue Ware braucht eine Bezeichnung."),
    "price_missing": _("Neue Ware braucht einen Preis."),
    "quantity_missing": _("Neue Ware braucht einen Bestand."),
    "price_unreadable": _("„%(value)s“ ist kein Preis. Schreiben Sie zum Beispiel 12,90."),
    "price_not_positive": _("Der Preis muss über 0 liegen."),
    "price_foreign_currency": _("„%(value)s“: Wir nehmen nur Preise in Euro."),
    "quantity_unreadable": _("„%(value)s“ ist keine Stückzahl. Schreiben Sie eine ganze Zahl, zum Beispiel 3."),
    "quantity_is_word": _("„%(value)s“ sagt nicht, wie viele Stücke da sind. Schreiben Sie eine Zahl, zum Beispiel 3."),
    "availability_unreadable": _(
        "„%(value)s“ sagt nicht, ob die Ware da ist. Schreiben Sie in_stock, out_of_stock oder besser den Bestand."
    ),
    "quantity_ambiguous": _("„%(value)s“ kann %(one)s oder %(other)s heißen. Schreiben Sie die Zahl ohne Komma."),
    "quantity_not_whole": _("„%(value)s“ ist keine ganze Stückzahl."),
    "quantity_too_large": _("„%(value)s“ ist als Stückzahl zu groß (höchstens %(most)s)."),
    "gtin_unreadable": _("„%(value)s“ ist keine EAN: Sie hat 8, 12, 13 oder 14 Ziffern."),
    "gtin_wrong_check_digit": _("Die Prüfziffer der EAN „%(value)s“ stimmt nicht. Richtig wäre %(right)s."),
    "text_too_long": _("Der Text ist länger als %(longest)s Zeichen."),
    "row_too_long": _(
        "Die Zeile hat %(found)s Felder, die Kopfzeile %(expected)s. Steht ein Trennzeichen im Text oder im Preis?"
    ),
    "other_store": _("Die Zeile gehört zum Laden „%(value)s“, nicht zu „%(store)s“."),
    "moment_unreadable": _("„%(value)s“ ist kein Datum. Schreiben Sie zum Beispiel 23.11.2026 18:30."),
    "service_title_missing": _("Eine neue Dienstleistung braucht eine Bezeichnung."),
    "service_price_missing": _(
        "Eine neue Dienstleistung braucht einen Preis, zum Beispiel 15,00 oder „ab 15 €“ oder „nach Aufwand“."
    ),
    "price_of_service": _(
        "„%(value)s“ gibt es nur bei Dienstleistungen. Schreiben Sie einen Preis, zum Beispiel 12,90, "
        "oder in die Spalte „Art“ das Wort Dienstleistung."
    ),
    "sku_is_service": _(
        "„%(value)s“ ist bei Ihnen die Nummer einer Dienstleistung, und die hat keinen Bestand. Schreiben Sie in die "
        "Spalte „Art“ das Wort Dienstleistung, oder nehmen Sie eine andere Artikelnummer."
    ),
    "sku_is_goods": _(
        "„%(value)s“ ist bei Ihnen die Nummer einer Ware. Nehmen Sie für die Dienstleistung eine andere Artikelnummer."
    ),
    "counted_in_future": _("„%(value)s“ liegt in der Zukunft."),
}
"""Why a row is refused."""

REMARKS = {
    "gtin_in_store": _("Diese Nummer vergibt der Laden selbst; wir nehmen die Ware ohne EAN auf."),
    "gtin_destroyed": _(
        "Die Tabellenkalkulation hat die EAN gerundet; wir nehmen die Ware ohne EAN auf. "
        "Stellen Sie die Spalte auf „Zahl“ ohne Nachkommastellen und speichern Sie neu."
    ),
    "quantity_at_least_one": _(
        "Die Stückzahl fehlt; wir zählen 1 Stück. Mit einer Spalte „Bestand“ wissen Kundinnen und Kunden es genauer."
    ),
    "quantity_negative": _("Der Bestand ist negativ; wir zählen ihn als 0."),
    "kind_unknown": _(
        "Hier erkennen wir nur Ware und Dienstleistung und achten nicht darauf. Ohne Angabe ist es eine Ware."
    ),
    "not_of_services": _("Das gibt es bei einer Dienstleistung nicht; wir lassen es weg."),
    "count_older": _("Wir kennen eine neuere Zählung; der Bestand bleibt, wie er ist."),
    "offer_ended": _("Steht nicht mehr in der Datei und ist deshalb nicht mehr im Angebot."),
}
"""What is said about a row that is taken."""

BY_HAND = {
    "no_such_offer": _("Diesen Artikel gibt es in Ihrem Regal nicht."),
    "number_in_store": _(
        "„%(value)s“ ist eine Nummer, die Läden selbst vergeben. "
        "Lassen Sie das Feld leer und legen Sie den Artikel ohne EAN an."
    ),
    "service_has_no_stock": _("„%(title)s“ ist eine Dienstleistung: Davon gibt es keinen Bestand."),
    "out_of_stock": _("„%(title)s“: gewünscht %(requested)s, da sind noch %(available)s."),
    "offer_has_ended": _("„%(title)s“ hat der Laden nicht mehr im Angebot."),
    "offer_exists": _("„%(title)s“ (Artikelnummer %(sku)s) haben Sie schon angelegt."),
}
"""Why something typed at the counter, or an order, is refused."""

SENTENCES = {**FILES, **ROWS, **REMARKS, **BY_HAND}
