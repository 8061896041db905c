"""The operator's pages: jobs, index. `portals` adds the cities, `letters` the outbox."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

import search
from marketplace import jobs as queue
from marketplace.accounts import audit, permissions
from marketplace.db import db, utc_now
from marketplace.finder import indexing
from marketplace.operating import letters as letters
from marketplace.operating import overview
from marketplace.operating import portals as portals
from marketplace.operating.desk import bp as bp
from marketplace.operating.desk import operator_links
from marketplace.operating.job_names import job_words, queue_words

for words in (job_words, queue_words):
    bp.add_app_template_filter(words)
AFTER_EVERYTHING = 9
"""The rank of a rebuild: smaller changes that wait go first."""


@bp.get("/operator")
def jobs() -> ResponseReturnValue:
    permissions.operating()
    return render_template(
        "operating/jobs.html", desk_links=operator_links("operator.jobs"), found=overview.jobs(db.session), at=utc_now()
    )


@bp.post("/operator/jobs/<int:job_id>/retry")
def retry(job_id: int) -> ResponseReturnValue:
    operator, now = permissions.operating(), utc_now()
    job = overview.parked_job(db.session, job_id)
    queue.retry(db.session, job.id, now)
    audit.note(db.session, operator, "job_retried", "job", job.id, now, name=job.name)
    db.session.commit()
    flash(_("Die Aufgabe ist wieder in der Warteschlange."))
    return redirect(url_for(".jobs"), 303)


@bp.post("/operator/jobs/<int:job_id>/removal")
def remove(job_id: int) -> ResponseReturnValue:
    operator, now = permissions.operating(), utc_now()
    job = overview.parked_job(db.session, job_id)
    audit.note(db.session, operator, "job_removed", "job", job.id, now, name=job.name, values=job.values)
    db.session.delete(job)
    db.session.commit()
    flash(_("Die Aufgabe ist verworfen."))
    return redirect(url_for(".jobs"), 303)


@bp.get("/operator/index")
def index() -> ResponseReturnValue:
    """The state of the index; with `check` in the address every byte of it is read."""
    permissions.operating()
    faults = search.check(indexing.folder()) if "check" in request.args else None
    return render_template(
        "operating/index.html",
        desk_links=operator_links("operator.index"),
        state=overview.index_state(indexing.folder(), utc_now()),
        faults=faults,
        rebuild_waits=overview.rebuild_waits(db.session),
    )


@bp.post("/operator/index")
def rebuild() -> ResponseReturnValue:
    operator, now = permissions.operating(), utc_now()
    if not overview.rebuild_waits(db.session):
        queue.later(db.session, overview.REBUILD, now, queue.INDEXER, AFTER_EVERYTHING)
        audit.note(db.session, operator, "index_rebuild_asked", "index", 0, now)
        db.session.commit()
    flash(_("Der Index wird neu gebaut. Bis dahin antwortet der alte."))
    return redirect(url_for(".index"), 303)
