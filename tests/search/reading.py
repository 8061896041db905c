"""How the judge reads the fields of a product, and a text that may be a code."""

import re

from search import Product
from search.words.codes import as_code


def text_of(product: Product, name: str) -> str:
    """The words of a field. The titles of the random catalogues hold one sentence."""
    if name == "category":
        return " ".join(product.category).replace("-", " ")
    if name not in ("title", "title_rest"):
        return str(getattr(product, name))
    thing, behind, rest = re.sub(r"(?<=\S) (für|mit|ohne)\b", r"|\1", product.title, count=1).partition("|")
    return behind + rest if name == "title_rest" else thing


def code_of(text: str) -> str | None:
    """A text as a code, None if it cannot be one."""
    code = as_code(text)
    if code is None and any(sign.isdigit() for sign in text):
        code = " ".join(text.casefold().split())
    return code
