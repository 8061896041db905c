"""The operator's pages about mail: the outbox, and every letter there is with sample data."""

from flask import Response, current_app, render_template, request
from flask.typing import ResponseReturnValue

from marketplace import language, mail
from marketplace.accounts import permissions
from marketplace.db import db, utc_now
from marketplace.errors import NotFound
from marketplace.operating import overview
from marketplace.operating.desk import bp, operator_links
from marketplace.operating.sample_letters import samples

POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox"
"""What a letter may do in its frame: nothing but look as it does in a mail program."""


@bp.get("/operator/outbox")
def outbox() -> ResponseReturnValue:
    permissions.operating()
    return render_template(
        "operating/outbox.html",
        desk_links=operator_links("operator.outbox"),
        found=overview.mails(db.session, request.args.get("page", 1, type=int)),
        has_server=bool(current_app.config["SMTP_HOST"]),
    )


@bp.get("/operator/outbox/<int:mail_id>")
def sent_letter(mail_id: int) -> ResponseReturnValue:
    """The HTML form of one mail, for a frame."""
    permissions.operating()
    found = db.session.get(mail.Mail, mail_id)
    if found is None or found.html is None:
        raise NotFound("no_such_letter")
    return framed(found.html)


@bp.get("/operator/letters")
def sample_letters() -> ResponseReturnValue:
    """Every letter by name, and one of them in both forms: `letter` and `language` in the address."""
    permissions.operating()
    names = sorted(samples(utc_now()))
    name = request.args.get("letter", names[0])
    return render_template(
        "operating/letters.html",
        desk_links=operator_links("operator.sample_letters"),
        names=names,
        name=name,
        written_in=language_asked(),
        letter=sample(name),
    )


@bp.get("/operator/letters/<path:name>")
def sample_letter(name: str) -> ResponseReturnValue:
    """The HTML form of a letter with sample data, for a frame."""
    permissions.operating()
    return framed(sample(name).html)


def sample(name: str) -> mail.Letter:
    """A letter with sample data in the language asked for. Raises NotFound("no_such_letter")."""
    values = samples(utc_now()).get(name)
    if values is None:
        raise NotFound("no_such_letter")
    return mail.compose(name, language_asked(), **values)


def language_asked() -> str:
    """`language` in the address, otherwise that of the page."""
    asked = request.args.get("language", "")
    return asked if asked in language.LOCALES else language.current()


def framed(html: str) -> Response:
    """A letter as a page that can only be looked at, in a frame of ours."""
    return Response(html, headers={"Content-Security-Policy": POLICY})
