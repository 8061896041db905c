"""The template that shops fill in, and an example of a result, shown before the first file."""

from typing import Any

from marketplace.inventory.models import UploadRow
from marketplace.inventory.uploading import columns, reporting
from marketplace.inventory.uploading.checking import Fault

EXAMPLES = (
    {
        "sku": "1001",
        "title": "Trinkflasche aus Edelstahl",
        "price": "24,90",
        "quantity": "6",
        "gtin": "9521000010017",
        "brand": "Quellblau",
        "category": "Haushalt",
        "colour": "silber",
        "measure": "750 ml",
        "place": "Regal 3",
    },
    {"sku": "1002", "title": "Wollmütze, gestrickt", "price": "19,90", "quantity": "2", "size": "M", "colour": "blau"},
    {
        "sku": "1003",
        "title": "Schlüssel nachmachen",
        "price": "ab 7,50 €",
        "kind": "Dienstleistung",
        "duration": "10 Minuten",
    },
)
_TOLD: tuple[tuple[str, str, tuple[tuple[str, str, str, dict[str, Any]], ...]], ...] = (
    ("1001", "created", ()),
    ("1002", "changed", (("Bestand", "-1", "quantity_negative", {}),)),
    ("1003", "unchanged", ()),
    ("1004", "refused", (("Preis", "auf Anfrage", "price_of_service", {"value": "auf Anfrage"}),)),
    (
        "1005",
        "refused",
        (
            ("Bestand", "auf Lager", "quantity_is_word", {"value": "auf Lager"}),
            ("EAN", "4006381333932", "gtin_wrong_check_digit", {"value": "4006381333932", "right": "4006381333931"}),
        ),
    ),
)


def template(language: str) -> bytes:
    """A file with three example rows: our words in German, the names of Google Merchant in English."""
    english = language == "en"
    names = [columns.NAMES[field][0] if english else columns.GERMAN[field] for field in columns.TEMPLATE]
    return reporting.as_table([names, *([row.get(field, "") for field in columns.TEMPLATE] for row in EXAMPLES)])


def result() -> list[UploadRow]:
    """Rows as the page of a finished upload shows them, one of each kind; they belong to no upload."""
    return [
        UploadRow(row=row, sku=sku, result=what, errors=reporting.as_json(Fault(*fault) for fault in faults))
        for row, (sku, what, faults) in enumerate(_TOLD, start=2)
    ]
