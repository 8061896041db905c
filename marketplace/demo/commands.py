"""Commands around the demo city and the trial on real data."""

from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy import func, select

from marketplace import jobs, nudging
from marketplace.cities.models import City
from marketplace.config import ROOT
from marketplace.db import db, reading, utc_now
from marketplace.demo import files, loading, ordering, real, signins
from marketplace.errors import NotFound
from marketplace.finder import indexing
from marketplace.inventory.models import Offer
from marketplace.sentences import refusals
from marketplace.stores.models import Store
from search import IndexLocked


@click.command("load-demo")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path), default=ROOT / "seed_data")
@with_appcontext
def load_demo_command(folder: Path) -> None:
    """Load the demo city and its cast from FOLDER. Says so and does nothing when the city is there."""
    try:
        slug = files.city(folder)["slug"]
        if db.session.scalar(select(City.id).where(City.slug == slug)):
            raise click.ClickException(f"The city /{slug} is already here.")
        city = loading.load(db.session, folder, utc_now())
    except files.SeedFault as fault:
        raise click.ClickException(str(fault)) from None
    cast = signins.add_cast(db.session, city, utc_now())
    ordering.add_orders(db.session, utc_now())
    db.session.commit()
    signins.keep(current_app.config["VAR_DIR"], cast)
    bring_into_index()
    for signin in cast:
        click.echo(f"{signin.name:<8} {signin.role:<34} {signin.email:<28} {signin.password}")


@click.command("try-real")
@click.argument("folder", type=click.Path(path_type=Path))
@with_appcontext
def try_real_command(folder: Path) -> None:
    """Build a city per area with 20 or more real shops from open data in FOLDER; prices and stock are generated."""
    if db.session.scalar(select(City.id).where(City.slug.startswith("real-")).limit(1)):
        raise click.ClickException("The real cities are already here.")
    try:
        cities = real.build(db.session, folder, utc_now())
    except NotFound as fault:
        raise click.ClickException(refusals.both(fault.code, fault.values)["en"]) from None
    db.session.commit()
    bring_into_index()
    for city in cities:
        stores, offers = db.session.execute(
            select(func.count(Store.id.distinct()), func.count(Offer.id)).join(Offer).where(Store.city_id == city.id)
        ).one()
        click.echo(f"/{city.slug:<28} {stores:>4} shops {offers:>7} offers")


def bring_into_index() -> None:
    """Build the index anew: by the indexer where one runs, else here."""
    try:
        with reading():
            indexing.rebuild(db.session, utc_now())
    except IndexLocked:
        jobs.later(db.session, "marketplace.finder.indexing:rebuild", utc_now(), jobs.INDEXER)
        db.session.commit()
        nudging.nudge(db.session, current_app.config["VAR_DIR"])
