"""The register of personal data: what is kept of persons, why, on which ground, how long, and what becomes of it.

Export, erasure, the nightly clearing and the privacy page all follow it. Every column of every table is declared,
here or in `impersonal`; a test names the one that is not. Tables are named, not imported: they stand above.
"""

from collections.abc import Iterator

from marketplace.db import Base
from marketplace.privacy.entry import Entry
from marketplace.privacy.of_accounts import OF_ACCOUNTS
from marketplace.privacy.of_orders import OF_ORDERS
from marketplace.privacy.of_shops import OF_SHOPS
from marketplace.privacy.of_the_house import OF_THE_HOUSE

REGISTER: tuple[Entry, ...] = (*OF_ACCOUNTS, *OF_ORDERS, *OF_SHOPS, *OF_THE_HOUSE)


def by_table() -> Iterator[Entry]:
    """Every entry, those that others hang on last: the order in which rows can be deleted."""
    entries = {entry.table: entry for entry in REGISTER}
    return (entries[table.name] for table in reversed(Base.metadata.sorted_tables) if table.name in entries)
