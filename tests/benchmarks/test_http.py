"""The measurement of whole answers compares like with like."""

import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from marketplace.finder import indexing
from search import read_query
from tests import make
from tests.benchmarks.bare import bare, caught
from tests.benchmarks.clients import Visits, visited
from tests.benchmarks.http import Figures, told, written
from tests.benchmarks.parts_of_an_answer import parts
from tests.make import NOON

ADDRESS, API_ADDRESS = "/mg/search?q=wanderschuh", "/api/v1/search?city=mg&q=wanderschuh"


class Answering(BaseHTTPRequestHandler):
    """A server of pages that exist and pages that do not; every third answer closes its connection."""

    protocol_version = "HTTP/1.1"
    answered = 0

    def do_GET(self) -> None:
        Answering.answered += 1
        self.send_response(404 if self.path == "/missing" else 200)
        if Answering.answered % 3 == 0:
            self.send_header("Connection", "close")
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"ok")

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def port() -> Iterator[int]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Answering) as server:
        threading.Thread(target=server.serve_forever).start()
        yield server.server_port
        server.shutdown()


def test_the_bare_application_gives_the_same_bytes_without_asking_anybody(session: Session, app: Flask) -> None:
    city = make.city(session, slug="mg")
    shop = make.store(session, city=city)
    group = make.group(session, title="Wanderschuh")
    make.offer(session, store=shop, product=make.product(session, group=group))
    session.commit()
    indexing.rebuild(session, NOON)
    indexing.close_writer()
    page, answer = (app.test_client().get(address) for address in (ADDRESS, API_ADDRESS))

    plain = bare(app, {address: caught(app, address) for address in (ADDRESS, API_ADDRESS)})
    group.title = "Anders"
    session.commit()

    assert "Wanderschuh" in page.text
    assert plain.test_client().get(ADDRESS).data == page.data
    again = plain.test_client().get(API_ADDRESS).json
    assert again["products"] == answer.json["products"]
    assert again["products"][0]["title"] == "Wanderschuh"


def test_only_pages_that_are_found_can_be_caught(bare_app: Flask) -> None:
    with pytest.raises(ValueError, match="404"):
        caught(bare_app, "/static/missing")


def test_clients_ask_until_the_time_is_over(port: int) -> None:
    visits = visited(port, ["/", "/other"], clients=3, lasting_s=0.2)

    assert len(visits.seconds) >= 3
    assert 0.2 <= visits.lasted < 2
    assert all(0 < seconds < 2 for seconds in visits.seconds)


def test_an_answer_that_is_none_ends_the_visit(port: int) -> None:
    with pytest.raises(ValueError, match=r"/missing is answered with .* 404"):
        visited(port, ["/missing"], clients=2, lasting_s=0.2)


def test_a_server_that_is_not_there_ends_the_visit(port: int) -> None:
    with pytest.raises(ConnectionError):
        visited(1, ["/"], clients=1, lasting_s=0.2)


def test_the_time_of_an_act_is_shared_out_among_its_parts() -> None:
    def act() -> None:
        until = time.perf_counter() + 0.2
        while time.perf_counter() < until:
            read_query("rote Wanderschuhe aus Leder")

    shares = parts(act)

    assert shares["the index"] > 0.5
    assert sum(shares.values()) == pytest.approx(1)


def test_the_page_tells_how_much_of_the_limit_is_reached() -> None:
    ours = told("results page", "Stadtregal", [Visits([0.1, 0.2], 2.0), Visits([0.3], 1.0)])
    limit = Figures("results page", "bare", 4.0, 10.0, 20.0)

    page = written([ours, limit], {"results page": {"templates": 0.75}}, load=0.0)

    assert "| results page | Stadtregal | 1 | 200 | 290 | 0.25 |" in page
    assert "| templates | 75% |" in page
