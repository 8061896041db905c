"""The job of one uploaded file. EDGE: it begins and ends the short transactions in which progress is told."""

from datetime import datetime
from typing import Any

from flask import current_app
from sqlalchemy import Engine, select, update
from sqlalchemy.orm import Session

from marketplace import jobs
from marketplace.accounts import audit
from marketplace.accounts.models import User
from marketplace.codes import new_code
from marketplace.db import reading, writing
from marketplace.errors import Invalid
from marketplace.inventory.models import Upload
from marketplace.inventory.uploading import applying, planning, preparing, reporting, shelf
from marketplace.inventory.uploading.preparing import Limits
from marketplace.stores.models import Store

RUN = "marketplace.inventory.uploading.job:run"
OPEN = ("waiting", "working")
_at_work = select(jobs.Job.id).where(
    jobs.Job.name == RUN, jobs.Job.parked_at.is_(None), jobs.Job.values["upload_id"].as_integer() == Upload.id
)
is_left = Upload.state.in_(OPEN) & ~_at_work.exists()
"""Of a file: whether nobody works on it any more, because its job was parked or thrown away."""


def begin(
    session: Session, store: Store, user: User, file_name: str, content: bytes, ends_missing: bool, now: datetime
) -> Upload:
    """Keep a file and write the job that will work on it; the page may be closed then."""
    upload = Upload(
        code=new_code(),
        store=store,
        user_id=user.id,
        file_name=file_name,
        content=content,
        ends_missing=ends_missing,
        created_at=now,
    )
    session.add(upload)
    session.flush()
    jobs.later(session, RUN, now, upload_id=upload.id)
    audit.note(session, user, "upload", "store", store.id, now, file_name=file_name, bytes=len(content))
    return upload


def run(session: Session, now: datetime, upload_id: int) -> None:
    """Work on one file. All it changes is committed together with the end of the job, so a repetition adds nothing.

    The counts are taken at the moment the file arrived, however late or often this runs.
    """
    engine: Engine = session.get_bind()  # type: ignore[assignment]
    try:
        checked = _prepared(session, engine, upload_id)
        if checked:
            _note(engine, upload_id, stage="applying")
            _apply(session, upload_id, checked, now)
    except Invalid as refusal:
        _fail(session.get_one(Upload, upload_id), refusal, now)
    except Exception:
        session.rollback()
        _note(engine, upload_id, stage="again")
        raise


def foresee(session: Session, store_id: int, content: bytes, now: datetime) -> dict[str, Any]:
    """The report a file would get, without writing anything. Raises Invalid where the file cannot be used."""
    with reading():
        checked = preparing.prepare(session, session.get_one(Store, store_id), content, limits(), now)
        found = shelf.read(session, session.get_one(Store, store_id), checked.good, now, locking=False)
        report = reporting.of_file(checked, planning.plan(found, checked.good, now).steps)
        session.rollback()
    return report


def run_now(session: Session, store_id: int, file_name: str, content: bytes, now: datetime) -> dict[str, Any]:
    """Bring a file in at once and commit. Returns the report; raises Invalid where the file cannot be used."""
    with reading():
        checked = preparing.prepare(session, session.get_one(Store, store_id), content, limits(), now)
    upload = Upload(code=new_code(), store_id=store_id, file_name=file_name, state="done", created_at=now)
    session.add(upload)
    session.flush()
    steps = applying.apply(session, upload, checked, now)
    upload.finished_at, upload.content = now, reporting.refused_file(checked)
    session.commit()
    return reporting.of_file(checked, steps)


def limits() -> Limits:
    """The limits of this installation."""
    return Limits(current_app.config["UPLOAD_MAX_BYTES"], current_app.config["UPLOAD_MAX_ROWS"])


def _prepared(session: Session, engine: Engine, upload_id: int) -> preparing.Checked | None:
    """The checked file, read outside of any writing transaction; None where the work is done already."""
    with reading():
        row = session.execute(select(Upload, Upload.content).where(Upload.id == upload_id)).one()
        upload, content, store, arrived_at = row[0], row[1], row[0].store, row[0].created_at
        if upload.state not in OPEN or content is None:
            session.rollback()
            return None
        return preparing.prepare(
            session,
            store,
            content,
            limits(),
            arrived_at,
            lambda stage, total: _note(engine, upload_id, state="working", stage=stage, rows_total=total, rows_done=0),
            lambda done: _note(engine, upload_id, rows_done=done),
        )


def _apply(session: Session, upload_id: int, checked: preparing.Checked, now: datetime) -> None:
    upload = session.get_one(Upload, upload_id)
    applying.apply(session, upload, checked, now)
    upload.state, upload.stage, upload.finished_at = "done", "", now
    upload.content = reporting.refused_file(checked)


def _fail(upload: Upload, refusal: Invalid, now: datetime) -> None:
    upload.state, upload.stage, upload.finished_at, upload.content = "failed", "", now, None
    upload.errors = [{"column": "", "value": "", "code": refusal.code, "values": refusal.values}]


def _note(engine: Engine, upload_id: int, **values: Any) -> None:
    """Tell the page how far the work is, in a transaction of its own."""
    with writing(), Session(engine) as own, own.begin():
        own.execute(update(Upload).where(Upload.id == upload_id).values(**values))
