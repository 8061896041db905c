"""Which parts of the program the time of an answer goes to, by looking at it a thousand times a second."""

import sys
import threading
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from types import FrameType

ROOT = Path(__file__).parents[2]
PARTS = {
    f"{ROOT}/search/": "the index",
    "/sqlalchemy/": "the database",
    "/jinja2/": "templates",
    f"{ROOT}/templates/": "templates",
    "/babel/": "templates",
    "/flask": "the framework",
    "/werkzeug/": "the framework",
    f"{ROOT}/marketplace/": "our own rules",
}
EVERY_S = 0.001


def parts(act: Callable[[], object]) -> dict[str, float]:
    """Shares of the time of an act, the largest first. A moment counts for the innermost part that is at work in it."""
    counts: Counter[str] = Counter()
    watched, ended, usual = threading.get_ident(), threading.Event(), sys.getswitchinterval()

    def look() -> None:
        while not ended.wait(EVERY_S):
            counts[part(sys._current_frames().get(watched))] += 1

    looking = threading.Thread(target=look)
    sys.setswitchinterval(EVERY_S / 10)
    looking.start()
    try:
        act()
    finally:
        ended.set()
        looking.join()
        sys.setswitchinterval(usual)
    return {name: count / counts.total() for name, count in counts.most_common()}


def part(frame: FrameType | None) -> str:
    """The part that the innermost known caller belongs to."""
    while frame:
        for place, name in PARTS.items():
            if place in frame.f_code.co_filename:
                return name
        frame = frame.f_back
    return "everything else"
