"""What the upload pages show: a store's files, and the rows of one, page by page."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Text, case, cast, func, select
from sqlalchemy.orm import Session

from marketplace.accounts.models import User
from marketplace.errors import NotFound
from marketplace.inventory.models import Upload, UploadRow
from marketplace.inventory.uploading import job
from marketplace.paging import Page, page_of

UPLOADS_A_PAGE = 20
ROWS_A_PAGE = 50
ORDER = ("refused", "created", "changed", "unchanged")
FILTERS = (*ORDER, "remarks")


@dataclass(frozen=True, slots=True)
class Line:
    """One file of the list, with the name of who brought it. `is_left` as `job.is_left` says."""

    upload: Upload
    name: str | None
    is_left: bool


def of_store(session: Session, store_id: int, code: str) -> Upload:
    """One upload of a store by its public code. Raises NotFound("no_such_upload")."""
    found = session.scalar(select(Upload).where(Upload.store_id == store_id, Upload.code == code))
    if found is None:
        raise NotFound("no_such_upload")
    return found


def uploads(session: Session, store_id: int, page: int) -> Page[Line]:
    """The files of a store, the latest first."""
    found = (
        select(Upload, User.name, job.is_left)
        .outerjoin(User, User.id == Upload.user_id)
        .where(Upload.store_id == store_id)
        .order_by(Upload.created_at.desc(), Upload.id.desc())
    )
    return page_of(session, found, page, UPLOADS_A_PAGE).of(lambda row: Line(*row))


def left(session: Session, upload_id: int) -> bool:
    """Whether nobody works on a file any more, although it was not finished."""
    return bool(session.scalar(select(job.is_left).where(Upload.id == upload_id)))


def rows(session: Session, upload_id: int, which: str, page: int) -> Page[UploadRow]:
    """The rows of a file with one result, `remarks`, or all of them: the refused first, then as in the file."""
    first = case({"refused": 0}, value=UploadRow.result, else_=1)
    found = (
        select(UploadRow)
        .where(UploadRow.upload_id == upload_id, *_condition(which))
        .order_by(first, UploadRow.row, UploadRow.id)
    )
    return page_of(session, found, page, ROWS_A_PAGE).of(lambda row: row[0])


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
