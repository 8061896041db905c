"""What a page points at, and who asks for it."""

import urllib.error
import urllib.request
from dataclasses import dataclass
from html.parser import HTMLParser

from marketplace.accounts.browser import TOKEN
from tests.town import Town

ADDRESSES = {"a": "href", "link": "href", "img": "src", "script": "src", "use": "href"}
WORDS = {"data-source", "data-leaflet", "data-css", "data-address"}


class Found(HTMLParser):
    """The addresses, forms and ids of one page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.addresses, self.forms, self.ids = list[str](), list[tuple[str, str]](), set[str]()
        self.feed(text)

    def handle_starttag(self, tag: str, pairs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in pairs}
        self.ids.add(given.get("id", ""))
        if tag == "form":
            self.forms.append((given.get("method", "get").upper(), given.get("action", "")))
        elif given.get(ADDRESSES.get(tag, "")):
            self.addresses.append(given[ADDRESSES[tag]])
        self.addresses += [value for name, value in given.items() if name in WORDS]


class Straight(urllib.request.HTTPRedirectHandler):
    """Takes a redirect for an answer."""

    def redirect_request(self, *_values: object) -> None:
        return None


@dataclass(frozen=True)
class Visitor:
    """One of the cast, or a guest, who asks for addresses."""

    town: Town
    cookie: str

    def fetch(self, address: str) -> tuple[int, str]:
        """Status and text of an answer; where it leads instead of the text when it is a redirect."""
        request = urllib.request.Request(address, headers={"Cookie": self.cookie})
        try:
            with urllib.request.build_opener(Straight).open(request, timeout=60) as answer:
                is_text = answer.headers.get_content_type() in ("text/html", "text/plain", "application/xml")
                return answer.status, answer.read().decode() if is_text else ""
        except urllib.error.HTTPError as refused:
            with refused:
                return refused.code, refused.headers.get("Location") or refused.read().decode()


def visitor(town: Town, who: str) -> Visitor:
    """A guest, or one of the cast with a fresh sign-in."""
    return Visitor(town, f"{TOKEN}={town.token(who)}" if who else "")
