"""What a browser tells and keeps: its cookies, its network, its name, the page it wanted."""

import ipaddress
import secrets
from collections.abc import Collection
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from flask import Response, current_app, request

from marketplace.accounts import links, sessions
from marketplace.errors import Refused

TOKEN, KNOWN = "sign_in", "signed_in_before"
KNOWN_FOR = timedelta(days=365)
MOST_KNOWN = 5
NAMES = (("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)


def token() -> str:
    """The token of this browser's sign-in, or an empty text."""
    return request.cookies.get(TOKEN, "")


def keep(response: Response, new_token: str, email: str) -> None:
    """Give the browser its token, and remember in it that this user has signed in here."""
    _set(response, TOKEN, new_token, sessions.LIFETIME)
    remember(response, email)


def remember(response: Response, email: str) -> None:
    """Let the browser show later, by a signed cookie, that the owner of this address has proved herself here."""
    name, before = _known()
    mark = sessions.fingerprint(email)[:16]
    latest = [mark, *(known for known in before if known != mark)][:MOST_KNOWN]
    _set(response, KNOWN, links.signed("known", [name or secrets.token_urlsafe(12), latest]), KNOWN_FOR)


def forget(response: Response) -> None:
    """Take the token away. That the user has signed in here before stays known."""
    response.delete_cookie(TOKEN, path="/")


def known_as(email: str) -> str:
    """The name of this browser if somebody has signed in with this address here before, else an empty text."""
    name, before = _known()
    return name if sessions.fingerprint(email)[:16] in before else ""


def network() -> str:
    """The network a request comes from: a /24 of IPv4, a /56 of IPv6; the address itself is kept nowhere."""
    address = _address()
    if address is None:
        return "unknown"
    return str(ipaddress.ip_network(f"{address}/{24 if address.version == 4 else 56}", strict=False))


def is_this_machine() -> bool:
    """Whether the request comes from the machine Stadtregal runs on. A proxy we were not told of does not count."""
    address = _address()
    forwarded = "X-Forwarded-For" in request.headers or "Forwarded" in request.headers
    hidden = forwarded and not current_app.config["TRUSTED_PROXIES"]
    return address is not None and address.is_loopback and not hidden


def name() -> str:
    """The browser in two words, as `Firefox, Linux`; empty when it says nothing we know."""
    agent = request.headers.get("User-Agent", "")
    found = [_first(NAMES, agent), _first(SYSTEMS, agent)]
    return ", ".join(part for part in found if part)


def local_path(typed: str | None) -> str:
    """The path if it leads to a page of ours, else an empty text: a link must not send anybody elsewhere."""
    if not typed or not typed.startswith("/") or typed.startswith(("//", "/\\")) or "\\" in typed:
        return ""
    return "" if any(ord(letter) < 33 for letter in typed) else typed


def came_from() -> str:
    """The path of our own page that led here, or an empty text."""
    parts = urlsplit(request.referrer or "")
    if parts.netloc != request.host:
        return ""
    return local_path(parts.path + (f"?{parts.query}" if parts.query else ""))


def _known() -> tuple[str, Collection[str]]:
    try:
        found: Any = links.read("known", request.cookies.get(KNOWN, ""), KNOWN_FOR)
    except Refused:
        return "", ()
    return found[0], found[1]


def _set(response: Response, cookie: str, value: str, lasts: timedelta) -> None:
    secure = current_app.config["SECURE_COOKIES"]
    response.set_cookie(cookie, value, max_age=lasts, path="/", httponly=True, samesite="Lax", secure=secure)


def _address() -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        address = ipaddress.ip_address(request.remote_addr or "")
    except ValueError:
        return None
    mapped = getattr(address, "ipv4_mapped", None)
    return mapped or address


def _first(signs: tuple[tuple[str, str], ...], agent: str) -> str:
    return next((called for sign, called in signs if sign in agent), "")
