"""What every peer is fed: the same fields of the same documents, weighted as suits them best on the tuning half."""

from collections.abc import Mapping

from search import Product

WEIGHTS: Mapping[str, float] = {
    "title": 3.0,
    "brand": 3.0,
    "category": 3.0,
    "description": 1.0,
    "attributes": 1.0,
    "codes": 1.0,
}


def fields(document: Product) -> dict[str, str]:
    """The texts of one document. GTINs without the leading zero, because people type thirteen digits."""
    return {
        "title": document.title,
        "brand": document.brand,
        "category": document.category_words,
        "description": document.description,
        "attributes": document.attributes,
        "codes": " ".join(code.removeprefix("0") for code in document.codes),
    }
