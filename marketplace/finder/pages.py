"""The pages around the finder: cities, all shops, scanning, what is said once for all, what machines read."""

import re
from typing import Any
from urllib.parse import quote, urlsplit

from flask import (
    Blueprint,
    Response,
    abort,
    current_app,
    flash,
    jsonify,
    make_response,
    redirect,
    render_template,
    request,
    send_from_directory,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import selectinload
from werkzeug.exceptions import NotFound

import search
from marketplace import language, static
from marketplace.cities.current import city_of
from marketplace.cities.models import City
from marketplace.db import db, utc_now
from marketplace.errors import Invalid
from marketplace.finder import choosing, kept, scanning, shelf, storelist, structured, worked_example
from marketplace.finder.mapping import drawing
from marketplace.finder.sitemap import entries, files
from marketplace.finder.views import asked_here
from marketplace.finder.where import is_name
from marketplace.places import DETOUR_FACTOR, WALKING_METRES_A_MINUTE
from marketplace.privacy.entry import GROUNDS, ON_LEAVING
from marketplace.privacy.register import REGISTER
from marketplace.sentences import refusals

bp = Blueprint("pages", __name__)
MASKABLE = "img/icon-maskable-512.png"
OTHERS = ("TILES_URL", "NOMINATIM_URL")
PICTURE = re.compile(r"[0-9a-f]{64}-\d+\.webp")


@bp.before_app_request
def as_written() -> ResponseReturnValue | None:
    """`/MG`, `/mg/` and `/mg/stores/` lead to the pages they mean; everything else goes on."""
    typed = (request.view_args or {}).get("city_slug", "")
    path = request.path
    if typed != typed.lower():
        path = path.replace(f"/{typed}", f"/{typed.lower()}", 1)
    elif isinstance(request.routing_exception, NotFound):
        path = "/" + path.strip("/")
    if path == request.path or request.method not in ("GET", "HEAD"):
        return None
    query = f"?{request.query_string.decode(errors='replace')}" if request.query_string else ""
    return redirect(f"{request.script_root}{quote(path)}{query}", 308)


@bp.get("/")
def cities() -> ResponseReturnValue:
    every = db.session.scalars(select(City).order_by(City.name).options(selectinload(City.districts))).all()
    typed, found = request.args.get("near", "").strip(), None
    if len(every) == 1:
        return redirect(url_for("finder.home", city_slug=every[0].slug, near=typed or None))
    try:
        found = choosing.nearest(typed, every) if typed else None
    except Invalid:
        flash(_("Diesen Ort kennen wir nicht. Versuchen Sie eine Postleitzahl oder einen Stadtteil."), "warning")
        return redirect(url_for(".cities"))
    if found and found.is_inside:
        return redirect(url_for("finder.home", city_slug=found.city.slug, near=typed))
    if found and not is_name(typed, found.label):
        return redirect(url_for(".cities", near=found.label))
    return render_template("finder/cities.html", cities=every, typed=typed, found=found)


@bp.get("/<city_slug>/stores")
def stores(city_slug: str) -> ResponseReturnValue:
    city, asked, here = asked_here(city_slug)
    shown = storelist.listed(db.session, city, storelist.Wanted.read(request.args), here, utc_now())
    return render_template(
        "finder/stores.html",
        list=shown,
        asked=asked,
        here=here,
        is_placed=here.chosen is not None,
        drawing=drawing(city, list(enumerate(shown.shown, start=1)), here.chosen),
    )


@bp.get("/<city_slug>/stores/<store_code>/imprint")
def retailer_imprint(city_slug: str, store_code: str) -> ResponseReturnValue:
    store = shelf.store_of(db.session, city_of(city_slug), store_code)
    return render_template("finder/retailer_imprint.html", store=store, retailer=store.retailer)


@bp.get("/<city_slug>/scan")
def scan(city_slug: str) -> ResponseReturnValue:
    city, typed = city_of(city_slug), request.args.get("code", "").strip()
    if not typed:
        return render_template("finder/scan.html", typed="", refusal="")
    try:
        code = scanning.find(db.session, typed, city)
    except Invalid as fault:
        return render_template("finder/scan.html", typed=typed, refusal=refusals.sentence(fault)), 422
    if code:
        return redirect(url_for("finder.product", city_slug=city.slug, code=code))
    flash(_("Die Nummer %(code)s hat noch kein Laden eingetragen. Suchen Sie mit einem Wort weiter.", code=typed))
    return redirect(url_for("finder.results", city_slug=city.slug, q=typed))


@bp.get("/ranking")
def ranking() -> ResponseReturnValue:
    example = worked_example.example(search.FORMULA)
    radius_m = current_app.config["RADIUS_M"]
    walk = {"detour": DETOUR_FACTOR, "speed": WALKING_METRES_A_MINUTE}
    return render_template("finder/ranking.html", formula=search.FORMULA, example=example, radius_m=radius_m, **walk)


@bp.get("/marketplace")
def marketplace() -> ResponseReturnValue:
    """Who sells here, and who owes what (§ 312l BGB, Art. 246d EGBGB)."""
    return render_template("finder/marketplace.html")


@bp.get("/imprint")
def imprint() -> ResponseReturnValue:
    return render_template("finder/imprint.html")


@bp.get("/privacy")
def privacy() -> ResponseReturnValue:
    hosts = {name.removesuffix("_URL").lower(): urlsplit(current_app.config[name]).hostname for name in OTHERS}
    told = {"register": REGISTER, "grounds": GROUNDS, "fates": ON_LEAVING}
    return render_template("finder/privacy.html", kept=kept.in_browser(), **told, **hosts)


@bp.get("/accessibility")
def accessibility() -> ResponseReturnValue:
    return render_template("finder/accessibility.html")


@bp.get("/pictures/<name>")
def picture(name: str) -> Response:
    """An uploaded picture in one of its widths; its name is that of its content, so it never changes."""
    if not PICTURE.fullmatch(name):
        abort(404)
    response = send_from_directory(current_app.config["VAR_DIR"] / "pictures", name)
    response.headers["Cache-Control"] = static.FOR_EVER
    return response


@bp.get("/favicon.ico")
def icon() -> ResponseReturnValue:
    return redirect(static.url("img/icon-192.png"))


@bp.get("/manifest.webmanifest")
def manifest() -> Response:
    """What a phone needs to put Stadtregal on its home screen."""
    response = jsonify(
        name="Stadtregal",
        short_name="Stadtregal",
        description=_("Finden, was die Läden in der Nähe haben."),
        lang=language.current(),
        start_url=url_for("pages.cities"),
        scope="/",
        display="standalone",
        background_color="#fffaf2",
        theme_color="#fffefc",
        icons=[_icon("img/icon-192.png", 192), _icon("img/icon-512.png", 512), _icon(MASKABLE, 512, "maskable")],
    )
    response.mimetype = "application/manifest+json"
    return response


@bp.get("/robots.txt")
def robots() -> Response:
    """What crawlers may fetch: everything public but the endless results of searches."""
    text = render_template("finder/robots.txt", sitemap=structured.absolute(url_for("pages.sitemap")))
    return Response(text, mimetype="text/plain")


@bp.get("/sitemap.xml")
def sitemap() -> Response:
    """The files of addresses of every city."""
    every = db.session.scalars(select(City).order_by(City.id)).all()
    places = [
        structured.absolute(url_for("pages.city_sitemap", city_slug=city.slug, number=number))
        for city in every
        for number in range(1, files(db.session, city) + 1)
    ]
    return _xml(render_template("finder/sitemap_index.xml", places=places))


@bp.get("/<city_slug>/sitemap-<int:number>.xml")
def city_sitemap(city_slug: str, number: int) -> Response:
    """One file of a city's addresses, each page in both languages."""
    found = list(entries(db.session, city_of(city_slug), number))
    if not found:
        abort(404)
    return _xml(render_template("finder/sitemap.xml", entries=found, server=structured.absolute("")))


def _icon(path: str, size: int, purpose: str = "any") -> dict[str, Any]:
    return {"src": static.url(path), "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}


def _xml(text: str) -> Response:
    response = make_response(text)
    response.mimetype = "application/xml"
    return response
