"""No link, form or part of any page leads nowhere, for nobody."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import parse_qs, urldefrag, urljoin, urlsplit

import pytest
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from tests.journeys.following import Found, Visitor, visitor
from tests.page_types import PAGES
from tests.town import Town

ALIKE = 4
"""Addresses of one route, asked with the same names, differ only in values: so many of them are tried from a page."""
ELSEWHERE = re.compile(r"(https?://[^/\s]+\.[a-z]+|mailto:[^@\s]+@[^@\s]+|tel:\+?\d+$|geo:[\d.]+,[\d.]+)")
LETTERED = re.compile("/(reset-password|invitations)/")
NO_PAGES = {
    "accounts.data",
    "api.cities",
    "api.city",
    "api.openapi",
    "api.product",
    "api.products",
    "api.search",
    "api.store",
    "api.stores",
    "api.suggest",
    "api_page.root",
    "districts.look",
    "finder.completions",
    "finder.opensearch",
    "finder.suggest",
    "operator.sample_letter",
    "operator.sent_letter",
    "order_desk.bell",
    "pages.city_sitemap",
    "pages.icon",
    "pages.manifest",
    "pages.picture",
    "pages.robots",
    "pages.sitemap",
    "static",
    "uploads.refused",
    "uploads.template",
}


@pytest.fixture(scope="module")
def asked() -> set[tuple[str, str]]:
    """Who has asked for which address already."""
    return set()


def route(town: Town, address: str, method: str = "GET") -> str:
    """The endpoint that answers an address of ours; empty when none does."""
    path = urlsplit(address).path.removeprefix("/en") or "/"
    try:
        return str(town.app.url_map.bind("localhost").match(path, method)[0])
    except RequestRedirect:
        return "redirect"
    except HTTPException:
        return ""


def chosen(town: Town, addresses: Iterable[str]) -> Iterator[str]:
    """Some addresses of every kind."""
    seen = Counter[tuple[str, ...]]()
    for address in dict.fromkeys(addresses):
        kind = (route(town, address), *sorted(parse_qs(urlsplit(address).query)))
        seen[kind] += 1
        if seen[kind] <= ALIKE:
            yield address


def dead(one: Visitor, addresses: list[str]) -> list[str]:
    """Those addresses that are answered neither with a page nor with the way to one.

    A link in an old letter may be spent; its page says so.
    """
    with ThreadPoolExecutor(4) as pool:
        answers = zip(addresses, (status for status, _text in pool.map(one.fetch, addresses)), strict=True)
        found = [(status, address) for address, status in answers if status not in (200, 302, 303)]
    return [f"{status} from {address}" for status, address in found if status != 409 or not LETTERED.search(address)]


@pytest.mark.parametrize("name", PAGES)
def test_everything_on_a_page_leads_somewhere(
    name: str, town: Town, places: dict[str, str], asked: set[tuple[str, str]]
) -> None:
    kind = PAGES[name]
    here, one = town.url + kind.address.format(**places), visitor(town, kind.who)
    status, text = one.fetch(here)
    found = Found(text)

    whole = [urldefrag(urljoin(here, address)) for address in found.addresses]
    ours = [address for address, _fragment in whole if address.startswith(town.url)]
    theirs = [address for address, _fragment in whole if not address.startswith((town.url, "data:"))]
    fragments = {fragment for address, fragment in whole if fragment and address == here}
    itself = {here, here.replace(town.url, f"{town.url}/en"), here.replace("/en/", "/", 1), here.split("?")[0]}
    new = [address for address in chosen(town, ours) if (kind.who, address) not in asked and address not in itself]
    asked.update((kind.who, address) for address in new)

    assert status == kind.status
    assert dead(one, new) == []
    assert fragments - found.ids == set()
    assert [address for address in theirs if not ELSEWHERE.match(address)] == []
    assert [form for form in found.forms if not route(town, urljoin(here, form[1]), form[0])] == []


def test_every_page_we_serve_is_among_the_page_types(town: Town, places: dict[str, str]) -> None:
    shown = {route(town, kind.address.format(**places)) for kind in PAGES.values()}

    served = {rule.endpoint for rule in town.app.url_map.iter_rules() if "GET" in (rule.methods or ())}

    assert served - shown == NO_PAGES


def test_what_machines_read_leads_somewhere_too(town: Town) -> None:
    guest = visitor(town, "")
    robots, sitemaps = guest.fetch(f"{town.url}/robots.txt")[1], guest.fetch(f"{town.url}/sitemap.xml")[1]
    pages = guest.fetch(re.findall(r"<loc>([^<]+)", sitemaps)[0])[1]

    some = re.findall(r"<loc>([^<]+)", pages)[::200]

    assert f"Sitemap: {town.url}/sitemap.xml" in robots
    assert len(some) > 5
    assert dead(guest, some) == []
