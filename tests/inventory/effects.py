"""What a file or an order did to a shop, as tests ask for it."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.inventory.models import Movement, Offer, Upload, UploadRow
from marketplace.jobs import Job
from marketplace.stores.models import Store


def offer_of(session: Session, store: Store, sku: str = "A-1") -> Offer:
    """A store's offer as the database has it now."""
    session.expire_all()
    return session.scalars(select(Offer).where(Offer.store_id == store.id, Offer.sku == sku)).one()


def results(upload: Upload) -> dict[str, int]:
    """How many rows came to which result, without the zeros."""
    names = ("created", "changed", "unchanged", "refused")
    return {name: getattr(upload, name) for name in names if getattr(upload, name)}


def row_of(session: Session, upload: Upload, sku: str = "A-1") -> UploadRow:
    """What became of one row."""
    return session.scalars(select(UploadRow).where(UploadRow.upload_id == upload.id, UploadRow.sku == sku)).one()


def values_of_jobs(session: Session, name: str) -> list[dict[str, Any]]:
    """The values of all jobs of one name, in their order."""
    return [job.values for job in session.scalars(select(Job).where(Job.name == name).order_by(Job.id))]


def ledger_of(session: Session, offer: Offer) -> list[tuple[str, int, str]]:
    """The lines of an offer's ledger, as kind, pieces and reason."""
    lines = session.scalars(select(Movement).where(Movement.offer_id == offer.id).order_by(Movement.id))
    return [(line.kind, line.pieces, line.reason) for line in lines]
