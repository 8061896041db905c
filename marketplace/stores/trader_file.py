"""The trader file: what a business must have said of itself before it sells at a distance, and what of it lacks.

After § 5 DDG, Art. 30 and 31 DSA, § 36 VSBG, § 9 VerpackG and § 6 ElektroG.
"""

import re
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session
from stdnum import exceptions
from stdnum.eu import vat

from marketplace.accounts import audit
from marketplace.accounts.models import User
from marketplace.errors import Invalid, Refused
from marketplace.stores.models import Retailer, Store
from marketplace.stores.profile import assign
from marketplace.stores.telling import tell_index_of_return

WITH_NUMBER, SMALL, WITHOUT_NUMBER = "id", "small", "none"
DECLINED, WILLING = "declined", "willing"
_PACKAGING = re.compile(r"DE\d{13}")
_WEEE = re.compile(r"DE\d{8}")


def lacking(retailer: Retailer) -> list[str]:
    """What the trader file still lacks, as names of its fields, in the order of the form; none when it is complete."""
    said = {
        "legal_name": retailer.legal_name,
        "street": retailer.street and retailer.postcode and retailer.town,
        "email": retailer.email,
        "phone": retailer.phone,
        "register": retailer.register or retailer.has_no_register,
        "vat_status": retailer.vat_id if retailer.vat_status == WITH_NUMBER else retailer.vat_status,
        "packaging_number": retailer.packaging_number or retailer.needs_no_packaging_number,
        "weee_number": retailer.weee_number or retailer.needs_no_weee_number,
        "arbitration": retailer.arbitration_board if retailer.arbitration == WILLING else retailer.arbitration,
        "certified_at": retailer.certified_at,
    }
    return [name for name, value in said.items() if not value]


def demand_trader_file(store: Store) -> None:
    """Raises Refused("trader_file_incomplete") unless the store's business has said all of itself."""
    if lacking(store.retailer):
        raise Refused("trader_file_incomplete", store=store.name)


def change(
    session: Session, retailer: Retailer, user: User, values: dict[str, Any], is_certified: bool, now: datetime
) -> None:
    """Change the trader file; only its owners may. Once it is complete, the shops that waited for it are shown.

    `is_certified` is the owner's word that only lawful goods are offered: it counts from when it was first given.
    """
    certified_at = (retailer.certified_at or now) if is_certified else None
    changed = assign(retailer, {**values, "certified_at": certified_at})
    if changed:
        audit.note(session, user, "imprint_changed", "retailer", retailer.id, now, fields=changed)
    if not lacking(retailer):
        for store in retailer.stores:
            _let_be_seen(session, store, user, now)


def read_vat_id(typed: str) -> str:
    """A VAT number of an EU state, checked by its check digits. Raises Invalid("vat_id_unreadable")."""
    try:
        return str(vat.validate(typed))
    except exceptions.ValidationError:
        raise Invalid("vat_id_unreadable", value=typed) from None


def read_packaging_number(typed: str) -> str:
    """A number of the packaging register LUCID. Raises Invalid("packaging_number_unreadable")."""
    return _numbered(typed, _PACKAGING, "packaging_number_unreadable")


def read_weee_number(typed: str) -> str:
    """A number of the register of electrical equipment. Raises Invalid("weee_number_unreadable")."""
    return _numbered(typed, _WEEE, "weee_number_unreadable")


def _numbered(typed: str, shape: re.Pattern[str], refusal: str) -> str:
    bare = re.sub(r"[\s.\-]", "", typed).upper().removeprefix("WEEEREGNR")
    if not shape.fullmatch(bare):
        raise Invalid(refusal, value=typed.strip())
    return bare


def _let_be_seen(session: Session, store: Store, user: User, now: datetime) -> None:
    if store.awaits_trader_file:
        store.awaits_trader_file, store.is_public = False, True
        audit.note(session, user, "store_shown", "store", store.id, now)
        tell_index_of_return(session, store.id, now)
