"""Where a shopper is, as far as she told us.

EDGE: what a geocoder answered is kept in a transaction of its own, while the page that asked only reads.
"""

from dataclasses import dataclass, replace

from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.cities.models import City
from marketplace.db import db, utc_now, writing
from marketplace.errors import Invalid
from marketplace.finder.parameters import Asked
from marketplace.geocoded import GeocodedPlace
from marketplace.geocoding import Place, folded, in_figures, locate
from marketplace.nominatim import Answer, Nominatim
from marketplace.places import Point
from marketplace.stores.models import Store

MIDDLE = "middle"


@dataclass(frozen=True)
class Here:
    """The place distances are taken from.

    `kind` is `middle` where nothing was chosen; `unknown` is what was typed and nobody can place.
    """

    point: Point
    label: str
    kind: str
    unknown: str = ""

    @property
    def chosen(self) -> Point | None:
        """The place the shopper chose; None where she chose none."""
        return None if self.kind == MIDDLE else self.point


def here(session: Session, asked: Asked, city: City) -> Here:
    """The chosen place: a point of the map, what was typed, or the middle of the city."""
    if asked.lat is not None and asked.lon is not None:
        return Here(Point(asked.lat, asked.lon), asked.near, "point")
    if not asked.near:
        return Here(city.point, "", MIDDLE)
    try:
        place = in_figures(asked.near) or locate(
            asked.near, districts_of(city), stores_of(session, city), geocoder(city)
        )
    except Invalid:
        return Here(city.point, "", MIDDLE, unknown=asked.near)
    return Here(place.point.rounded(), label(place, city), place.kind)


def coarse(asked: Asked, here: Here) -> Asked:
    """The same question with its place as our addresses may keep it: a name that everybody knows, or a rounded point.

    What nobody can place may be somebody's own address: it is left out.
    """
    if asked.lat is not None or here.unknown:
        return replace(asked, near="")
    if here.kind in ("address", "point"):
        return replace(asked, near="", lat=here.point.latitude, lon=here.point.longitude)
    return asked if is_name(asked.near, here.label) else replace(asked, near=here.label)


def is_name(typed: str, name: str) -> bool:
    """Whether what was typed for a place says nothing beyond its name: no street before the postcode."""
    return folded(typed) in folded(name)


def label(place: Place, city: City) -> str:
    """The place's name as a page shows it; a postcode with its district: `41061 Stadtmitte`."""
    if place.kind != "postcode":
        return place.label
    names = [district.name for district in city.districts if place.label in district.postcodes]
    return f"{place.label} {names[0]}" if names else place.label


def districts_of(city: City) -> list[Place]:
    return [Place(district.point, district.name, "district") for district in city.districts]


def stores_of(session: Session, city: City) -> list[Place]:
    rows = session.execute(
        select(Store.latitude, Store.longitude, Store.name).where(Store.city_id == city.id, Store.is_public)
    )
    return [Place(Point(latitude, longitude), name, "store") for latitude, longitude, name in rows]


def geocoder(city: City) -> Nominatim | None:
    """The geocoder to ask for unknown places, where the installation has switched one on."""
    config = current_app.config
    if not config["NOMINATIM_URL"]:
        return None
    return Nominatim(
        address=config["NOMINATIM_URL"],
        user_agent=f"Stadtregal ({config['SERVER_URL']})",
        around=city.point,
        read=_known,
        write=_keep,
        turn_file=config["VAR_DIR"] / "nominatim.turn",
    )


def _known(typed: str) -> Answer | None:
    row = db.session.get(GeocodedPlace, typed)
    if row is None:
        return None
    known = row.latitude is not None and row.longitude is not None
    return Answer(Point(row.latitude, row.longitude) if known else None, row.label)  # type: ignore[arg-type]


def _keep(typed: str, answer: Answer) -> None:
    """Keep an answer at once, in a transaction of its own: the page that asked only reads."""
    with writing(), Session(db.engine) as session:
        place = GeocodedPlace(typed=typed, label=answer.label, asked_at=utc_now())
        if answer.point:
            place.latitude, place.longitude = answer.point.latitude, answer.point.longitude
        session.merge(place)
        session.commit()
