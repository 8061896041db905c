"""A test client that looks at every HTML page it fetches."""

from contextvars import Context
from html.parser import HTMLParser
from typing import Any

from flask import has_app_context
from flask.testing import FlaskClient
from sqlalchemy.orm import object_session
from werkzeug.test import TestResponse

from marketplace.accounts import browser, sessions
from marketplace.accounts.models import User
from marketplace.db import db, utc_now

LABELLED = {"input", "select", "textarea"}
UNLABELLED_TYPES = {"hidden", "submit", "button", "image"}


class Page(HTMLParser):
    """Collects what the checks need from one page."""

    def __init__(self) -> None:
        super().__init__()
        self.title, self.headings, self.faults = "", 0, list[str]()
        self.ids, self.labels, self.fields = list[str](), set[str](), list[dict[str, str | None]]()
        self.links: list[str] = []
        self._open: list[str] = []

    def handle_starttag(self, tag: str, pairs: list[tuple[str, str | None]]) -> None:
        attributes = dict(pairs)
        self._open.append(tag)
        if "style" in attributes or any(name.startswith("on") for name in attributes):
            self.faults.append(f"inline style or handler on <{tag}>")
        if tag == "style" or (
            tag == "script" and "src" not in attributes and attributes.get("type") != "application/ld+json"
        ):
            self.faults.append(f"inline <{tag}>")
        self.headings += tag == "h1"
        if attributes.get("id"):
            self.ids.append(str(attributes["id"]))
        if tag == "label" and attributes.get("for"):
            self.labels.add(str(attributes["for"]))
        if tag in LABELLED and attributes.get("type") not in UNLABELLED_TYPES:
            self.fields.append({**attributes, "wrapped": "1" if "label" in self._open else None})
        if tag == "a" and attributes.get("href"):
            self.links.append(str(attributes["href"]))
        if tag == "img" and "alt" not in attributes:
            self.faults.append("<img> without alt")

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1] == "title" and "svg" not in self._open:
            self.title += data

    def judged(self) -> list[str]:
        """Every fault of the page, in words."""
        faults = list(self.faults)
        if not self.title.strip():
            faults.append("no title")
        if self.headings != 1:
            faults.append(f"{self.headings} h1 instead of one")
        faults += [f"id {name!r} stands twice" for name in sorted({n for n in self.ids if self.ids.count(n) > 1})]
        for field in self.fields:
            if not (
                field["wrapped"]
                or field.get("aria-label")
                or field.get("aria-labelledby")
                or field.get("id") in self.labels
            ):
                faults.append(f"field {field.get('name')!r} has no label")
        return faults


class CheckedClient(FlaskClient):
    """Fails a test on any whole HTML page without title, one h1, labels, or with inline script or style.

    A letter in its sandbox is no page of ours.
    """

    def open(self, *args: Any, **values: Any) -> TestResponse:
        """Send a request. What the test has built is committed first; the request has a session of its own."""
        if has_app_context():
            db.session.commit()
        response: TestResponse = Context().run(super().open, *args, **values)
        is_letter = "sandbox" in response.headers.get("Content-Security-Policy", "")
        is_page = response.mimetype == "text/html" and response.status_code not in (301, 302, 303, 307, 308)
        if is_page and response.data and not is_letter:
            page = Page()
            page.feed(response.text)
            assert not page.judged(), f"{response.request.path}: {page.judged()}"
        return response

    def sign_in(self, user: User) -> None:
        """Sign this browser in as a user of the test's session, past the form; who was signed in here is replaced."""
        session = object_session(user)
        assert session is not None, "sign_in wants a user of the test's own session"
        token = sessions.begin(session, user, "Testbrowser", utc_now())
        session.commit()
        self.set_cookie(browser.TOKEN, token)

    def sign_out(self) -> None:
        """Make this a guest's browser again."""
        self.delete_cookie(browser.TOKEN)
