"""From a product to what the index keeps of it: weighted terms, and codes that are answered exactly."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from search.formula import FORMULA
from search.model import Product
from search.words.analysis import document_terms, surface
from search.words.codes import as_code
from search.words.titles import named

CODE_MARK = "="
FIELDS_KEPT = 1024
DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Document:
    """A product, read. length is the sum of its weighted terms without codes; brand and path are numbers of names.

    surfaces are its words as people write them, for completing and correcting.
    """

    id: int
    title: str
    brand: int
    path: int
    length: float
    terms: dict[str, float]
    surfaces: frozenset[str] = field(default=frozenset())


def read_product(product: Product, brand: int, path: int) -> Document:
    """Analyse every field of a product; brand and path are the numbers of its brand and its category path."""
    terms: dict[str, float] = {}
    surfaces: set[str] = set()
    for name, weight in FORMULA.field_weights.items():
        text = field_text(product, name)
        if text:
            frequencies, shown = _read_field(text, name != "brand")
            surfaces.update(shown)
            for term, frequency in frequencies.items():
                terms[term] = terms.get(term, 0.0) + weight * frequency
    length = sum(terms.values())
    terms.update(dict.fromkeys(code_terms(product), 1.0))
    return Document(product.id, product.title, brand, path, length, terms, frozenset(surfaces))


@lru_cache(FIELDS_KEPT)
def _read_field(text: str, parts: bool) -> tuple[Mapping[str, float], Sequence[str]]:
    """The terms of one field with their frequencies, and its words as shown; brands and categories come again."""
    return document_terms(text, parts), surface(text)


def field_text(product: Product, name: str) -> str:
    """The words of one field: a title is two fields, the slugs of a category path are words joined by hyphens."""
    if name in ("title", "title_rest"):
        thing, rest = ("", product.title) if product.is_service else named(product.title)
        return thing if name == "title" else rest
    if name == "category":
        return " ".join(slug.replace("-", " ") for slug in product.category)
    return str(getattr(product, name))


def code_terms(product: Product) -> list[str]:
    """The terms of a product's codes, each also behind the brand ("Lumo 4711")."""
    keys = [key for code in product.codes for key in (code, f"{product.brand} {code}") if key.strip()]
    return [term for term in map(code_term, keys) if term]


def code_term(text: str) -> str:
    """The term of a text that may be a code, or "": a code is a GTIN, an ISBN, or something with a digit in it."""
    code = as_code(text)
    if code is None and DIGIT.search(text):
        code = " ".join(text.casefold().split())
    return f"{CODE_MARK}{code}" if code else ""
