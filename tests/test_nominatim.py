"""Asking Nominatim: a small server on this machine stands in for the real one."""

import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest

from marketplace.errors import Invalid
from marketplace.geocoding import Place, locate
from marketplace.nominatim import Answer, Nominatim, take_turn
from marketplace.places import Point

CENTRE = Point(51.1854, 6.4417)
WALDWEG = [{"lat": "51.2001", "lon": "6.4302", "display_name": "Waldweg, Eicken, Mönchengladbach, Deutschland"}]
EICKEN = Place(Point(51.2080, 6.4450), "Eicken", "district")


class FakeService(ThreadingHTTPServer):
    """Answers every search with `answer`, after `delay_s`, and keeps what it was asked."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.asked: list[tuple[dict[str, list[str]], str]] = []
        self.answer: object = WALDWEG
        self.status = 200
        self.delay_s = 0.0


class _Handler(BaseHTTPRequestHandler):
    server: FakeService

    def do_GET(self) -> None:
        self.server.asked.append((parse_qs(urlsplit(self.path).query), str(self.headers["User-Agent"])))
        time.sleep(self.server.delay_s)
        body = json.dumps(self.server.answer).encode()
        self.send_response(self.server.status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def service() -> Iterator[FakeService]:
    with FakeService() as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield server
        server.shutdown()


@pytest.fixture
def cache() -> dict[str, Answer]:
    return {}


@pytest.fixture
def nominatim(service, cache, tmp_path, monkeypatch) -> Nominatim:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    return Nominatim(
        address=f"http://127.0.0.1:{service.server_port}",
        user_agent="Stadtregal test",
        around=CENTRE,
        read=cache.get,
        write=cache.__setitem__,
        turn_file=tmp_path / "turn",
        timeout_s=0.3,
    )


def test_an_address_is_asked_for_near_the_city_under_our_name(service, nominatim):
    place = locate("Waldweg 3", [EICKEN], [], nominatim)

    assert place == Place(Point(51.2001, 6.4302), "Waldweg, Eicken", "address")
    [(asked, user_agent)] = service.asked
    assert asked["q"] == ["Waldweg 3"]
    assert asked["countrycodes"] == ["de"]
    assert asked["viewbox"] == ["6.1417,50.8854,6.7417,51.4854"]
    assert user_agent == "Stadtregal test"


@pytest.mark.parametrize("typed", ["41061", "Eicken", "51.2,6.4"])
def test_what_is_known_offline_never_leaves_the_server(typed, service, nominatim):
    assert locate(typed, [EICKEN], [], nominatim)
    assert service.asked == []


def test_nothing_typed_is_not_asked_for(service, nominatim):
    with pytest.raises(Invalid):
        locate(" ", [EICKEN], [], nominatim)

    assert service.asked == []


def test_an_address_is_asked_for_only_once(service, nominatim):
    first = locate("Waldweg 3", [], [], nominatim)
    again = locate("  waldweg   3 ", [], [], nominatim)

    assert first == again
    assert len(service.asked) == 1


def test_an_address_that_is_unknown_is_remembered_as_such(service, nominatim, cache):
    service.answer = []

    for _ in range(2):
        with pytest.raises(Invalid, match="unknown_place"):
            locate("Nirgendwo 1", [], [], nominatim)

    assert len(service.asked) == 1
    assert [answer.point for answer in cache.values()] == [None]


@pytest.mark.parametrize("fault", ["slow", "broken", "nonsense", "gone"])
def test_a_failing_service_is_no_error_and_nothing_is_remembered(fault, service, nominatim, cache):
    if fault == "slow":
        service.delay_s = 0.5
    elif fault == "broken":
        service.status = 503
    elif fault == "nonsense":
        service.answer = [{"lat": "north", "lon": None}]
    else:
        service.shutdown()
        service.server_close()

    assert locate("eick", [EICKEN], [], nominatim) == EICKEN
    assert cache == {}


def test_requests_are_a_second_apart_and_nobody_waits_for_long(tmp_path):
    turn_file = tmp_path / "turn"
    started = time.monotonic()

    taken = [take_turn(turn_file, patience_s=2), take_turn(turn_file, patience_s=2)]

    assert taken == [True, True]
    assert time.monotonic() - started >= 1
    assert take_turn(turn_file, patience_s=0.2) is False


def test_processes_together_ask_once_a_second(tmp_path):
    turn_file = tmp_path / "turn"
    take_turn(turn_file, patience_s=0)
    answers: list[bool] = []
    waiting = [threading.Thread(target=lambda: answers.append(take_turn(turn_file, 1.5))) for _ in range(3)]

    for thread in waiting:
        thread.start()
    for thread in waiting:
        thread.join()

    assert sorted(answers) == [False, False, True]


def test_without_a_turn_the_service_is_not_asked(service, nominatim):
    nominatim.turn_file.write_text(str(time.time() + 30))

    with pytest.raises(Invalid):
        locate("Waldweg 3", [], [], nominatim)

    assert service.asked == []


def test_a_damaged_turn_file_does_not_stop_the_search(service, nominatim):
    nominatim.turn_file.write_text("not a number")

    assert locate("Waldweg 3", [], [], nominatim).kind == "address"
