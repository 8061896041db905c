"""Asking from a browser's address bar."""

import xml.etree.ElementTree as ElementTree

import pytest
from sqlalchemy.orm import Session

from marketplace.config import settings
from tests import make
from tests.checked_client import CheckedClient
from tests.finder.indexed import indexed

pytestmark = pytest.mark.usefixtures("noon")

SPACE = {"o": "http://a9.com/-/spec/opensearch/1.1/"}


@pytest.mark.parametrize("start", ["", "/en"])
def test_a_browser_is_told_where_to_ask(session: Session, client: CheckedClient, start: str) -> None:
    make.city(session, slug="mg")
    server = settings({})["SERVER_URL"] + start

    page = client.get(f"{start}/mg").text
    answer = client.get(f"{start}/mg/opensearch.xml")

    told = ElementTree.fromstring(answer.text)
    templates = {one.get("type"): one.get("template") for one in told.iterfind("o:Url", SPACE)}
    assert f'title="Stadtregal Mönchengladbach" href="{start}/mg/opensearch.xml"' in page
    assert answer.mimetype == "application/opensearchdescription+xml"
    assert templates["text/html"] == f"{server}/mg/search?q={{searchTerms}}"
    assert templates["application/x-suggestions+json"] == f"{server}/mg/suggestions?q={{searchTerms}}"
    assert len(told.findtext("o:ShortName", "", SPACE)) <= 16
    assert told.findtext("o:Language", "", SPACE) == (start.strip("/") or "de")


def test_suggestions_come_as_browsers_read_them(session: Session, client: CheckedClient) -> None:
    city = make.city(session, slug="mg")
    bag = make.group(session, title="Kaffee Abendstille", brand="Kaffeekontor Elf", code="KAFFE2")
    make.offer(session, store=make.store(session, city=city), product=make.product(session, group=bag))
    indexed(session)

    answer = client.get("/mg/suggestions?q=kaff")

    typed, texts, kinds, addresses = answer.get_json(force=True)
    assert answer.mimetype == "application/x-suggestions+json"
    assert (typed, texts[0], kinds[0]) == ("kaff", "Kaffee Abendstille", "")
    assert addresses[0] == settings({})["SERVER_URL"] + "/mg/products/KAFFE2"
    assert len(texts) == len(kinds) == len(addresses)


def test_nothing_typed_nothing_proposed(session: Session, client: CheckedClient) -> None:
    make.city(session, slug="mg")

    assert client.get("/mg/suggestions?q=").get_json(force=True) == ["", [], [], []]
    assert client.get("/atlantis/opensearch.xml").status_code == 404
