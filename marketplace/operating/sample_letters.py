"""Sample data for every letter there is, so that the operator can read it before anybody gets it."""

from datetime import datetime, timedelta
from typing import Any

from marketplace.accounts import links
from marketplace.privacy.entry import ON_LEAVING
from marketplace.privacy.register import REGISTER

TOKEN = "MUSTER"  # noqa: S105 - opens nothing


def samples(now: datetime) -> dict[str, dict[str, Any]]:
    """The values of each letter by its name, `package/letter`. A letter without a line here fails a test."""
    return {
        "accounts/changed_password": {"name": "Ana", "link": links.address("signing_in.forgot")},
        "accounts/closed": {"name": "Ana", "entries": REGISTER[:8], "fates": ON_LEAVING},
        "accounts/forgotten_password": {
            "name": "Ana",
            "link": links.address("signing_in.reset", token=TOKEN),
            "minutes": 60,
        },
        "accounts/invitation": {
            "by": "Clara",
            "shop": "Café Linde",
            "kind": "staff",
            "link": links.address("signing_in.accept", token=TOKEN),
            "expires_at": now + timedelta(days=14),
        },
    }
