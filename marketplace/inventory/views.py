"""Bringing goods in by file: the upload page, what became of a file, the template."""

from pathlib import PurePath

from flask import Blueprint, Response, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import format_decimal
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import RadioField
from wtforms.fields.choices import SelectChoice

from marketplace import language
from marketplace.db import db, utc_now
from marketplace.errors import Invalid, NotFound
from marketplace.inventory.uploading import columns, examples, job, listing, reading, reporting
from marketplace.sentences import refusals
from marketplace.stores.current import own_store
from marketplace.stores.desk import shop_links
from marketplace.stores.models import Store

LONGEST_NAME = 120
bp = Blueprint("uploads", __name__)


class UploadForm(FlaskForm):
    """A file, and what happens to goods that it does not name."""

    file = FileField(_("Ihre Bestandsdatei"))
    missing = RadioField(
        _("Was geschieht mit Artikeln, die nicht in der Datei stehen?"),
        choices=[
            SelectChoice("keep", _("Sie bleiben, wie sie sind")),
            SelectChoice("end", _("Sie sind nicht mehr im Angebot (die Datei ist Ihr ganzes Regal)")),
        ],
        default="keep",
    )


@bp.get("/shop/<store_code>/uploads")
def uploads(store_code: str) -> ResponseReturnValue:
    store, _user = own_store(store_code)
    return _page(store, UploadForm(formdata=None))


@bp.post("/shop/<store_code>/uploads")
def create(store_code: str) -> ResponseReturnValue:
    store, user = own_store(store_code)
    form = UploadForm()
    if not form.validate():
        return _page(store, form), 422
    try:
        name, content = _received(form)
    except Invalid as refusal:
        form.file.errors = [refusals.sentence(refusal)]
        return _page(store, form), 422
    upload = job.begin(db.session, store, user, name, content, form.missing.data == "end", utc_now())
    db.session.commit()
    return redirect(url_for(".show", store_code=store_code, code=upload.code), 303)


@bp.get("/shop/<store_code>/uploads/<code>")
def show(store_code: str, code: str) -> ResponseReturnValue:
    store, _user = own_store(store_code)
    upload = listing.of_store(db.session, store.id, code)
    asked = request.args.get("result", "refused" if upload.refused else "all")
    which = asked if asked in listing.FILTERS else "all"
    return render_template(
        "inventory/upload.html",
        store=store,
        desk_links=shop_links(store, "uploads.uploads"),
        upload=upload,
        state="left" if listing.left(db.session, upload.id) else upload.state,
        counted=reporting.counted(upload),
        remarked=listing.remarked(db.session, upload.id),
        which=which,
        found=listing.rows(db.session, upload.id, which, request.args.get("page", 1, int)),
        sentence=reporting.sentence,
    )


@bp.get("/shop/<store_code>/uploads/<code>/refused.csv")
def refused(store_code: str, code: str) -> ResponseReturnValue:
    store, _user = own_store(store_code)
    upload = listing.of_store(db.session, store.id, code)
    if upload.state != "done" or upload.content is None:
        raise NotFound("no_refused_rows")
    content = reporting.with_reasons(upload.content, listing.refused(db.session, upload.id))
    return _download(content, f"abgelehnt-{upload.code}.csv")


@bp.get("/shop/<store_code>/uploads/template.csv")
def template(store_code: str) -> ResponseReturnValue:
    own_store(store_code)
    return _download(examples.template(language.current()), "stadtregal-vorlage.csv")


def _page(store: Store, form: UploadForm) -> str:
    return render_template(
        "inventory/uploads.html",
        store=store,
        desk_links=shop_links(store, "uploads.uploads"),
        form=form,
        found=listing.uploads(db.session, store.id, request.args.get("page", 1, int)),
        counted=reporting.counted,
        example=examples.result(),
        sentence=reporting.sentence,
        columns=[(columns.GERMAN[field], names[0]) for field, names in columns.NAMES.items()],
        most_rows=format_decimal(current_app.config["UPLOAD_MAX_ROWS"]),
        most_mb=current_app.config["UPLOAD_MAX_BYTES"] // 1_000_000,
    )


def _received(form: UploadForm) -> tuple[str, bytes]:
    """Name and content of the file, of which no more is read than may be. Raises Invalid where it can be no table."""
    if not form.file.data:
        raise Invalid("upload_choose_file")
    most_bytes = current_app.config["UPLOAD_MAX_BYTES"]
    content = form.file.data.stream.read(most_bytes + 1)
    reading.demand_table(content, most_bytes)
    name = PurePath((form.file.data.filename or "").replace("\\", "/")).name
    return "".join(sign for sign in name if sign.isprintable())[-LONGEST_NAME:] or "bestand", content


def _download(content: bytes, name: str) -> Response:
    response = Response(content, mimetype="text/csv")
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response
