"""The pages around the finder: addresses, what is said once for all, what machines read."""

import xml.etree.ElementTree as ElementTree
from pathlib import Path
from urllib.parse import unquote

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from marketplace.config import settings
from marketplace.finder import sitemap
from marketplace.geocoded import GeocodedPlace
from marketplace.stores.models import Store
from tests import make
from tests.checked_client import CheckedClient
from tests.make import NOON

MAPS = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


@pytest.fixture
def shop(session: Session) -> Store:
    return make.store(session, city=make.city(session, slug="mg"), store_code="laden")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("/mg/", "/mg"),
        ("/MG", "/mg"),
        ("/MG/", "/mg"),
        ("/en/MG?near=41061", "/en/mg?near=41061"),
        ("/mg/stores/", "/mg/stores"),
        ("/Mg/search?q=k%C3%A4se", "/mg/search?q=k%C3%A4se"),
    ],
)
def test_an_address_typed_by_hand_leads_to_the_page(
    session: Session, shop: Store, client: CheckedClient, typed: str, meant: str
) -> None:
    session.commit()

    response = client.get(typed, follow_redirects=True)

    shown = f"{response.request.script_root}{response.request.full_path.rstrip('?')}"
    assert (response.status_code, unquote(shown)) == (200, unquote(meant))
    assert client.get(typed).status_code == 308


def test_what_nobody_meant_stays_unknown(session: Session, shop: Store, client: CheckedClient) -> None:
    session.commit()

    assert client.get("/mg/nothing-there").status_code == 404
    assert client.get("/mg/nothing/there/", follow_redirects=True).status_code == 404


@pytest.mark.parametrize(
    "path", ["/mg", "/mg/search", "/mg/stores", "/mg/round", "/mg/stores/laden", "/mg/products/B00T23"]
)
def test_no_address_keeps_a_place_finer_than_100_metres(
    session: Session, shop: Store, client: CheckedClient, path: str
) -> None:
    session.commit()

    exact = client.get(f"{path}?lat=51.19461234&lon=6.43531234&open_now=1")
    typed = client.get(f"/en{path}?q=tee&near=51.19461234,6.43531234")

    assert (exact.status_code, exact.location) == (302, f"{path}?lat=51.195&lon=6.435&open_now=1")
    assert (typed.status_code, typed.location) == (302, f"/en{path}?q=tee&lat=51.195&lon=6.435")


def test_a_street_that_the_geocoder_knows_leaves_the_address(
    session: Session, app: Flask, shop: Store, client: CheckedClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "NOMINATIM_URL", "https://geocoder.example")
    around = f"{shop.city.latitude:.1f},{shop.city.longitude:.1f}"
    known = {
        "typed": f"gasse 3 near {around}",
        "label": "Gasse 3",
        "latitude": 51.19461,
        "longitude": 6.43531,
        "asked_at": NOON,
    }
    session.add(GeocodedPlace(**known))
    session.commit()

    assert client.get("/mg/stores?near=Gasse+3").location == "/mg/stores?lat=51.195&lon=6.435"


def test_a_city_with_a_brick_of_its_own_wears_it(session: Session, shop: Store, client: CheckedClient) -> None:
    plain = client.get("/mg").text
    shop.city.brick = "#a1432b"
    session.commit()

    assert "/mg/look.css" not in plain
    assert "/mg/look.css" in client.get("/mg").text


def test_without_any_city_the_page_says_so(session: Session, client: CheckedClient) -> None:
    assert "noch keine Stadt eingerichtet" in client.get("/").text


def test_the_imprint_names_the_operator(session: Session, app: Flask, client: CheckedClient) -> None:
    page = client.get("/imprint").text

    assert app.config["OPERATOR_NAME"] in page
    assert "Verbraucherschlichtungsstelle" in page


def test_the_privacy_page_names_every_cookie_and_the_tile_server(client: CheckedClient) -> None:
    page = client.get("/privacy").text.replace("<wbr>", "")

    for name in ("session", "sign_in", "signed_in_before", "tiles", "place"):
        assert f"<code>{name}</code>" in page
    assert "tile.openstreetmap.org" in page
    assert "Kartendienst" not in page


def test_the_privacy_page_follows_the_settings(session: Session, app: Flask, client: CheckedClient) -> None:
    app.config.update(TILES_URL="", NOMINATIM_URL="https://geo.example/search")

    page = client.get("/privacy").text

    assert "Es wird nichts von anderen geladen." in page
    assert "geo.example" in page


def test_accessibility_names_a_way_to_complain(client: CheckedClient) -> None:
    assert "mailto:" in client.get("/accessibility").text


@pytest.mark.parametrize("path", ["/imprint", "/privacy", "/accessibility", "/ranking"])
def test_pages_without_a_city_exist_in_english(client: CheckedClient, path: str) -> None:
    response = client.get(f"/en{path}")

    assert response.status_code == 200
    assert '<html lang="en">' in response.text


def test_a_picture_is_served_for_ever_and_nothing_beside_it(
    session: Session, app: Flask, client: CheckedClient
) -> None:
    folder = Path(app.config["VAR_DIR"]) / "pictures"
    folder.mkdir()
    name = "a" * 64 + "-320.webp"
    (folder / name).write_bytes(b"RIFF")

    with client.get(f"/pictures/{name}") as response:
        assert (response.data, response.mimetype) == (b"RIFF", "image/webp")
        assert "immutable" in response.headers["Cache-Control"]
        assert response.headers["X-Content-Type-Options"] == "nosniff"

    for bad in ("secret_key", "..%2Fsecret_key", "b" * 64 + "-320.webp", "a" * 64 + "-320.webp.exe"):
        assert client.get(f"/pictures/{bad}").status_code == 404


def test_the_manifest_names_icons_that_exist(client: CheckedClient) -> None:
    manifest = client.get("/manifest.webmanifest").get_json()

    assert manifest["start_url"] == "/"
    assert {icon["purpose"] for icon in manifest["icons"]} == {"any", "maskable"}
    assert [client.get(icon["src"]).mimetype for icon in manifest["icons"]] == ["image/png"] * 3
    assert client.get("/favicon.ico", follow_redirects=True).mimetype == "image/png"


def test_robots_keep_out_of_desks_and_searches(client: CheckedClient) -> None:
    lines = client.get("/robots.txt").text.splitlines()

    assert {"Disallow: /shop/", "Disallow: /en/edit/", "Disallow: /*/search", "Disallow: /operator"} <= set(lines)
    assert f"Sitemap: {settings({})['SERVER_URL']}/sitemap.xml" in lines
    assert "Disallow: /" not in lines


def places(text: str) -> list[str]:
    return [str(one.text) for one in ElementTree.fromstring(text).iterfind(".//s:loc", MAPS)]


@pytest.mark.parametrize("start", ["", "/en"])
def test_the_sitemap_leads_to_every_public_page_in_both_languages(
    session: Session, shop: Store, client: CheckedClient, start: str
) -> None:
    make.offer(session, store=shop, product=make.product(session, group=make.group(session, code="DA")))
    make.offer(session, store=shop, product=make.product(session, group=make.group(session, code="WEG")), ended_at=NOON)
    make.store(session, city=shop.city, store_code="geheim", is_public=False)
    server = settings({})["SERVER_URL"]

    files = places(client.get(f"{start}/sitemap.xml").text)
    text = client.get(files[0].removeprefix(server)).text

    assert [place.removeprefix(server + start) for place in files] == ["/mg/sitemap-1.xml"]
    paths = [place.removeprefix(server) for place in places(text)]
    german = ["/mg", "/mg/stores", "/mg/round", "/mg/stores/laden", "/mg/products/DA"]
    assert paths == [path for page in german for path in (page, f"/en{page}")]
    assert f'hreflang="en" href="{server}/en/mg/products/DA"' in text
    assert "<lastmod>2026-11-23</lastmod>" in text


def test_a_large_city_has_several_sitemaps(
    session: Session, shop: Store, client: CheckedClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sitemap, "PRODUCTS_A_FILE", 2)
    for number in range(3):
        make.offer(session, store=shop, product=make.product(session, group=make.group(session, code=f"G{number}")))

    files = places(client.get("/sitemap.xml").text)
    last = client.get("/mg/sitemap-2.xml").text

    assert len(files) == 2
    assert "/mg/products/G2<" in last
    assert "/mg/products/G1<" not in last
    assert client.get("/mg/sitemap-3.xml").status_code == 404
