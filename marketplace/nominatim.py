"""Asking OpenStreetMap's Nominatim for an address, within its terms: named, cached, one request a second.

It is off unless the operator switches it on. A silent or broken service is no error: the caller goes on without.
"""

import fcntl
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import structlog
from geopy import geocoders
from geopy.exc import GeopyError

from marketplace.places import Point

_SECONDS_BETWEEN = 1.0
_LONGEST_QUEUE_S = 60
_DEGREES_AROUND = 0.3

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Answer:
    """What Nominatim knows of a place: its point and the first two parts of its name. No point: it knows none."""

    point: Point | None
    label: str


@dataclass(frozen=True, slots=True)
class Nominatim:
    """How to ask, and where answers are kept.

    `address` is the service ("https://..."), `user_agent` names this installation to it, `around` is the
    city's centre. `read` gives the answer kept under a key or None, `write` keeps one. `turn_file` is shared by
    all processes of the installation, so that together they ask once a second; who would wait longer than
    `patience_s` does without. `timeout_s` bounds each request.
    """

    address: str
    user_agent: str
    around: Point
    read: Callable[[str], Answer | None]
    write: Callable[[str, Answer], None]
    turn_file: Path
    timeout_s: float = 3.0
    patience_s: float = 2.0

    def ask(self, typed: str) -> Answer | None:
        """What is known of the address typed, from the cache or the service; None where nobody answers."""
        key = f"{' '.join(typed.casefold().split())} near {self.around.latitude:.1f},{self.around.longitude:.1f}"
        answer = self.read(key)
        if answer is None:
            answer = self._request(typed)
            if answer is not None:
                self.write(key, answer)
        return answer

    def _request(self, typed: str) -> Answer | None:
        if not take_turn(self.turn_file, self.patience_s):
            return None
        try:
            found = self._service().geocode(typed, country_codes="de", language="de", viewbox=self._box())
            if found is None:
                return Answer(None, typed)
            label = ", ".join(part.strip() for part in (found.address or typed).split(",")[:2])
            return Answer(Point(found.latitude, found.longitude), label)
        except (GeopyError, ValueError, TypeError) as failure:
            log.warning("nominatim_failed", failure=type(failure).__name__)
            return None

    def _service(self) -> geocoders.Nominatim:
        parts = urlsplit(self.address)
        return geocoders.Nominatim(
            scheme=parts.scheme, domain=parts.netloc + parts.path, user_agent=self.user_agent, timeout=self.timeout_s
        )

    def _box(self) -> list[tuple[float, float]]:
        """The surroundings whose answers come first."""
        north, east = self.around.latitude, self.around.longitude
        return [(round(north + away, 4), round(east + away, 4)) for away in (-_DEGREES_AROUND, _DEGREES_AROUND)]


def take_turn(turn_file: Path, patience_s: float) -> bool:
    """Wait for one's second among all processes, or say no if it is further off than `patience_s`."""
    with turn_file.open("a+") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.seek(0)
        now = time.time()
        mine = max(now, _next_turn(file.read(), now))
        if mine - now > patience_s:
            return False
        file.truncate(0)
        file.write(str(mine + _SECONDS_BETWEEN))
    time.sleep(mine - now)
    return True


def _next_turn(written: str, now: float) -> float:
    """The next free second as the file has it. A damaged file, or a clock set back, must not close the service."""
    try:
        return min(float(written), now + _LONGEST_QUEUE_S)
    except ValueError:
        return now
