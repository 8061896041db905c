"""The audit trail: written in the transaction of the change it tells of."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from marketplace.accounts.models import AuditEntry, User


def note(
    session: Session, user: User | None, action: str, subject: str, subject_id: int, now: datetime, **details: Any
) -> None:
    """Note who did what to which row. `details` must be JSON: names and numbers, no passwords, no long texts."""
    session.add(
        AuditEntry(
            user_id=user.id if user else None,
            action=action,
            subject=subject,
            subject_id=subject_id,
            details=details,
            happened_at=now,
        )
    )
