"""Commands for the rights of persons who write to the operator, with or without an account."""

from pathlib import Path

import click
from flask.cli import with_appcontext
from sqlalchemy.orm import Session

from marketplace import language
from marketplace.accounts import closing
from marketplace.accounts.registering import read_email, with_email
from marketplace.db import db, utc_now
from marketplace.errors import Invalid, Refused
from marketplace.privacy.erasing import erase
from marketplace.privacy.exporting import archive
from marketplace.privacy.finding import Holding, Person, holdings
from marketplace.sentences import refusals


@click.command("export-person")
@click.argument("email")
@click.argument("file", type=click.Path(dir_okay=False, writable=True, path_type=Path))
@with_appcontext
def export_person_command(email: str, file: Path) -> None:
    """Write all that is kept of EMAIL into the zip FILE. Ends with 1 where nothing is kept."""
    session = db.session
    person, found = _found(session, email)
    user = with_email(session, person.email)
    with language.speaking(user.language if user else "de"):
        file.write_bytes(archive(session, person, utc_now()))
    click.echo(f"{sum(holding.rows for holding in found)} rows are in {file}.")


@click.command("erase-person")
@click.argument("email")
@click.option("--dry-run", is_flag=True, help="Only say what would become of what.")
@with_appcontext
def erase_person_command(email: str, dry_run: bool) -> None:
    """Erase EMAIL and its account as the register of personal data says. Ends with 1 where nothing is kept."""
    session = db.session
    person, found = _found(session, email)
    if not dry_run:
        _erase(session, person)
        session.commit()
    for holding in found:
        click.echo(f"{holding.entry.table}: {holding.rows} {holding.entry.on_leaving}")


def _found(session: Session, typed: str) -> tuple[Person, list[Holding]]:
    """Who has this address and what is kept of her. Raises ClickException where it is unreadable or nothing is."""
    try:
        email = read_email(typed)
    except Invalid as refusal:
        raise _told(refusal) from None
    user = with_email(session, email)
    person = Person(email, user.id if user else None)
    found = holdings(session, person)
    if not found:
        raise click.ClickException(f"Nothing is kept of {email}.")
    return person, found


def _erase(session: Session, person: Person) -> None:
    """Close the account, if there is one. Raises ClickException for the last owner of a shop."""
    user = with_email(session, person.email)
    try:
        if user:
            closing.close(session, user, utc_now())
        else:
            erase(session, person)
    except Refused as refusal:
        raise _told(refusal) from None


def _told(refusal: Refused) -> click.ClickException:
    return click.ClickException(refusals.both(refusal.code, refusal.values)["en"])
