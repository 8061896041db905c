"""What shops call their trade, their services, their goods' colours and facts, in the language of the page.

Shops write German. `translations/en/shop_words.csv` knows the English names of the words met most often; any
other word stands on an English page as the shop wrote it.
"""

import csv
from functools import cache

from marketplace.language import CATALOGUES, choose

LIST = CATALOGUES / "en" / "shop_words.csv"


@cache
def english() -> dict[str, str]:
    """The English name of each German word of the list."""
    with LIST.open(encoding="utf-8", newline="") as file:
        return {row["german"]: row["english"] for row in csv.DictReader(file, delimiter=";")}


def shop_word(german: str) -> str:
    """A shop's word as the page's reader understands it: `Bäckerei`, `Bakery`."""
    return str(choose(german, english().get(german)))
