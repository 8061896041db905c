"""How the judge reads the fields of a product, and a text that may be a code."""

from search import Product
from search.words.codes import as_code

PREPOSITIONS = {"für", "mit", "ohne"}
COMPOUNDS = {"Wanderschuhe", "Kinderfahrradhelm"}
GOODS = COMPOUNDS | {"Schuhe", "Helm", "Tasse", "Wolle", "Öl", "Handy", "Smartphone", "Akku", "Zucker", "Becher"}


def text_of(product: Product, name: str) -> str:
    """The words of a field. The titles of the random catalogues hold one sentence of known words."""
    if name == "category":
        return " ".join(product.category).replace("-", " ")
    if name not in ("title", "title_rest"):
        return str(getattr(product, name))
    words = product.title.split()
    ends = [at for at in range(1, len(words)) if _ends_name(words[at - 1], words[at])]
    end = 0 if product.is_service else min(ends, default=len(words))
    return " ".join(words[:end] if name == "title" else words[end:])


def _ends_name(before: str, word: str) -> bool:
    return word in PREPOSITIONS or (before in COMPOUNDS and word in GOODS)


def code_of(text: str) -> str | None:
    """A text as a code, None if it cannot be one."""
    code = as_code(text)
    if code is None and any(sign.isdigit() for sign in text):
        code = " ".join(text.casefold().split())
    return code
