"""One line of the register of personal data: what a table keeps of persons, why, and what becomes of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from sqlalchemy import Table

from marketplace.db import Base
from marketplace.sentences.marking import _

DELETED, UNNAMED, STAYS = "deleted", "unnamed", "stays"
CONTRACT, DUTY, INTEREST = "contract", "duty", "interest"
GROUNDS = {
    CONTRACT: _("Vertrag (Art. 6 Abs. 1 b DSGVO)"),
    DUTY: _("gesetzliche Pflicht (Art. 6 Abs. 1 c DSGVO)"),
    INTEREST: _("berechtigtes Interesse (Art. 6 Abs. 1 f DSGVO)"),
}
ON_LEAVING = {
    DELETED: _("wird gelöscht"),
    UNNAMED: _("bleibt ohne Ihren Namen"),
    STAYS: _("bleibt bis zum Ende der Frist"),
}
ACCOUNT_ID, ACCOUNT_EMAIL = "users.id", "users.email"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What one table keeps of persons. Columns are listed in one text each, with spaces between.

    `person` says how somebody's rows are found: a column, and what it holds (ACCOUNT_ID, ACCOUNT_EMAIL, or a column
    of a table in this register whose rows are hers). `withheld` are personal columns that an export leaves out.
    On leaving, rows are DELETED, or UNNAMED: their link to the person and the `blanked` columns are emptied; or they
    STAY. `days` after `since` a row is deleted; without days it stays until somebody removes it.
    """

    table: str
    what: str
    why: str
    ground: str
    how_long: str
    personal: str
    other: str = ""
    withheld: str = ""
    person: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    on_leaving: str = DELETED
    blanked: str = ""
    since: str = ""
    days: int = 0

    @property
    def rows(self) -> Table:
        """The table itself."""
        return Base.metadata.tables[self.table]

    @property
    def link_columns(self) -> list[str]:
        """The columns that hold the person's own number or address."""
        return [name for name, target in self.person.items() if target in (ACCOUNT_ID, ACCOUNT_EMAIL)]
