"""An address too long to be read is refused by gunicorn before the application sees it: here it gets our page."""

import socket
from typing import Any

from flask import Flask
from gunicorn.http.errors import LimitRequestLine
from gunicorn.workers.gthread import ThreadWorker
from werkzeug.exceptions import RequestURITooLarge

LONGEST_LINE_BYTES = 8190
"""The longest first line of a request that gunicorn can be told to read: method, address and version."""


class Threads(ThreadWorker):
    """gunicorn's threads, whose answer to such an address is a page of the application."""

    def handle_error(self, req: Any, client: socket.socket, addr: Any, exc: BaseException) -> None:
        if isinstance(exc, LimitRequestLine):
            self.log.info("An address of %s bytes was refused", exc.size)
            client.sendall(refusal(self.wsgi))
        else:
            super().handle_error(req, client, addr, exc)


def refusal(app: Flask) -> bytes:
    """The whole answer as it goes over the wire. German, as the language stands in the address nobody read."""
    with app.test_request_context():
        app.preprocess_request()
        answer = app.handle_user_exception(RequestURITooLarge())
        response = app.process_response(app.make_response(answer))
        response.headers["Connection"] = "close"
        head = f"HTTP/1.1 {response.status}\r\n{response.headers}"
        return head.encode("latin-1") + response.get_data()
