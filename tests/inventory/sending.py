"""A shop's owner sends a file from its upload page, and the worker works on it."""

import io

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace import jobs
from marketplace.inventory.models import Upload
from marketplace.working import Worker
from tests.checked_client import CheckedClient

HAMMER = ["A-1", "Hammer", "9,90", "3"]
REFUSED = ["A-2", "Säge", "teuer", "viele"]
STORE_CODE = "eisen-hammer"


def address(upload: Upload | None = None, more: str = "") -> str:
    return f"/shop/{STORE_CODE}/uploads" + (f"/{upload.code}" if upload else "") + more


def send(client: CheckedClient, content: bytes, name: str = "bestand.csv", **values: str) -> int:
    data = {"file": (io.BytesIO(content), name), "missing": "keep", **values}
    return client.post(address(), data=data, content_type="multipart/form-data").status_code


def only(session: Session) -> Upload:
    session.expire_all()
    return session.scalars(select(Upload)).one()


def work(app: Flask, session: Session) -> None:
    """Let the worker do what waits."""
    session.commit()
    Worker(app, jobs.WORKER).step()
    session.rollback()
