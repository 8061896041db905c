"""What the columns of inventory files are called: Google Merchant names verbatim, and what German tills write."""

import re
from collections.abc import Iterable

NAMES: dict[str, tuple[str, ...]] = {
    "sku": (
        *("id", "sku", "Artikelnummer", "Artikel-Nr.", "Art.-Nr.", "ArtNo", "Artikelcode", "Artikel-ID"),
        *("Produktnummer", "Item Number", "Offer ID", "Bestellnummer", "Nummer"),
    ),
    "title": (
        *("title", "Bezeichnung", "Artikelbezeichnung", "Artikelname", "Produktname", "Titel", "Bezeichnung 1"),
        *("Kurztext", "Name", "Produkt", "Artikel"),
    ),
    "price": (
        *("price", "Verkaufspreis", "VK", "VK-Preis", "Preis/VK", "VK brutto", "Brutto-VK", "Ladenpreis"),
        *("Preis brutto", "Bruttopreis", "Endpreis", "Preis", "Einzelpreis"),
    ),
    "quantity": (
        *("quantity", "Bestand", "Lagerbestand", "Verfügbarer Bestand", "Ist-Bestand", "Lagermenge", "Stückzahl"),
        *("Stück", "Menge", "Anzahl", "Qty", "Stock", "On hand"),
    ),
    "availability": ("availability", "Verfügbarkeit"),
    "gtin": (
        "gtin",
        "EAN",
        "EAN-Code",
        "EAN/GTIN",
        "GTIN/EAN",
        "EAN13",
        "ISBN",
        "ISBN13",
        "UPC",
        "Barcode",
        "Strichcode",
    ),
    "brand": ("brand", "Marke", "Hersteller", "Herstellername", "Manufacturer", "Verlag"),
    "category": ("product_type", "Kategorie", "Warengruppe", "Artikelgruppe", "Category", "google_product_category"),
    "description": ("description", "Beschreibung", "Artikelbeschreibung", "Produktbeschreibung", "Langtext"),
    "size": ("size", "Größe", "Konfektionsgröße", "Schuhgröße"),
    "colour": ("color", "colour", "Farbe", "Farbname"),
    "place": ("instore_product_location", "Regalplatz", "Regal", "Lagerplatz", "Fach", "Standort"),
    "mpn": ("mpn", "Herstellernummer", "Hersteller-Artikelnummer", "HAN"),
    "item_group_id": ("item_group_id", "Variantengruppe", "Vaterartikel", "Hauptartikel"),
    "measure": ("unit_pricing_measure", "Inhalt", "Füllmenge", "Nettofüllmenge"),
    "counted_at": ("counted_at", "Gezählt am", "Zähldatum", "Bestandsdatum", "Inventurdatum"),
    "store_code": ("store_code", "Ladencode"),
    "kind": ("kind", "Art", "Artikelart", "Angebotsart", "type", "Typ"),
    "duration": ("duration", "Dauer", "Bearbeitungszeit"),
}
"""The names of each column, the most telling first: where a file has two of them, the earlier one counts."""

GERMAN = {
    "sku": "Artikelnummer",
    "title": "Bezeichnung",
    "price": "Preis",
    "quantity": "Bestand",
    "availability": "Verfügbarkeit",
    "gtin": "EAN",
    "brand": "Marke",
    "category": "Kategorie",
    "description": "Beschreibung",
    "size": "Größe",
    "colour": "Farbe",
    "place": "Regalplatz",
    "mpn": "Herstellernummer",
    "item_group_id": "Variantengruppe",
    "measure": "Inhalt",
    "counted_at": "Gezählt am",
    "store_code": "Ladencode",
    "kind": "Art",
    "duration": "Dauer",
}
"""The name by which we speak of each column in sentences and in the template."""

FOR_NEW_GOODS = ("title", "price", "quantity")
FOR_NEW_SERVICES = ("title", "price")
STANDS_FOR = {"availability": "quantity"}
"""Columns that speak for another one where that is missing or its cell is empty."""
TEMPLATE = (
    *("sku", "title", "price", "quantity", "gtin", "brand", "category", "size", "colour", "measure", "place"),
    *("kind", "duration"),
)
_UNITS = re.compile(r"[(\[]\s*(€|eur|euro|stk\.?|stück|st\.?|brutto|inkl\.? mwst\.?)\s*[)\]]")
_LETTERS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})


def folded(name: str) -> str:
    """A column's name without what differs from file to file: case, umlauts, blanks, signs, the unit behind it."""
    bare = _UNITS.sub("", name.strip().lower().removeprefix("g:"))
    return re.sub(r"[^a-z0-9]", "", bare.translate(_LETTERS).replace("ß", "ss"))


_KNOWN = {folded(name): (field, rank) for field, names in NAMES.items() for rank, name in enumerate(names)}


def meaning(name: str) -> tuple[str, int] | None:
    """Which column a header cell names, and how telling the name is (0 is best). None for names we do not know."""
    return _KNOWN.get(folded(name))


def sources(field: str) -> set[str]:
    """The columns that can say what a field needs: its own, and those that stand for it."""
    return {field, *(column for column, other in STANDS_FOR.items() if other == field)}


def known_among(cells: Iterable[str]) -> int:
    """How many different columns these header cells name."""
    return len({found[0] for cell in cells if (found := meaning(cell))})
