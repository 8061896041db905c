"""What the upload pages show: a store's files, and the rows of one, page by page."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from sqlalchemy import ColumnElement, Select, Text, case, cast, func, select
from sqlalchemy.orm import Session

from marketplace.accounts.models import User
from marketplace.errors import NotFound
from marketplace.inventory.models import Upload, UploadRow

UPLOADS_A_PAGE = 20
ROWS_A_PAGE = 50
ORDER = ("refused", "created", "changed", "unchanged")
FILTERS = (*ORDER, "remarks")
Shown = TypeVar("Shown")


@dataclass(frozen=True, slots=True)
class Page(Generic[Shown]):
    """One page of a list."""

    items: Sequence[Shown]
    total: int
    page: int
    pages: int


def of_store(session: Session, store_id: int, code: str) -> Upload:
    """One upload of a store by its public code. Raises NotFound("no_such_upload")."""
    found = session.scalar(select(Upload).where(Upload.store_id == store_id, Upload.code == code))
    if found is None:
        raise NotFound("no_such_upload")
    return found


def uploads(session: Session, store_id: int, page: int) -> Page[tuple[Upload, str | None]]:
    """The files of a store with the name of who brought each, the latest first."""
    statement = (
        select(Upload, User.name)
        .outerjoin(User, User.id == Upload.user_id)
        .where(Upload.store_id == store_id)
        .order_by(Upload.created_at.desc(), Upload.id.desc())
    )
    total = session.scalar(select(func.count()).where(Upload.store_id == store_id)) or 0
    page, pages = _within(page, total, UPLOADS_A_PAGE)
    found = session.execute(statement.limit(UPLOADS_A_PAGE).offset((page - 1) * UPLOADS_A_PAGE))
    return Page([(upload, name) for upload, name in found], total, page, pages)


def rows(session: Session, upload_id: int, which: str, page: int) -> Page[UploadRow]:
    """The rows of a file with one result, `remarks`, or all of them: the refused first, then as in the file."""
    conditions = [UploadRow.upload_id == upload_id, *_condition(which)]
    total = session.scalar(select(func.count()).where(*conditions)) or 0
    page, pages = _within(page, total, ROWS_A_PAGE)
    first = case({"refused": 0}, value=UploadRow.result, else_=1)
    statement: Select[UploadRow] = select(UploadRow).where(*conditions).order_by(first, UploadRow.row, UploadRow.id)
    found = session.scalars(statement.limit(ROWS_A_PAGE).offset((page - 1) * ROWS_A_PAGE)).all()
    return Page(found, total, page, pages)


def remarked(session: Session, upload_id: int) -> int:
    """How many rows were taken with a remark."""
    return session.scalar(select(func.count()).where(UploadRow.upload_id == upload_id, *_condition("remarks"))) or 0


def refused(session: Session, upload_id: int) -> Sequence[UploadRow]:
    """All refused rows in the order of the file."""
    return session.scalars(
        select(UploadRow).where(UploadRow.upload_id == upload_id, *_condition("refused")).order_by(UploadRow.row)
    ).all()


def _condition(which: str) -> list[ColumnElement[bool]]:
    if which == "remarks":
        return [UploadRow.result != "refused", cast(UploadRow.errors, Text) != "[]"]
    return [UploadRow.result == which] if which in ORDER else []


def _within(page: int, total: int, on_one: int) -> tuple[int, int]:
    pages = max(1, -(-total // on_one))
    return min(max(1, page), pages), pages
