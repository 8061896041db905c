"""Links that leave by mail: signed for one purpose, under the address of this installation."""

from datetime import timedelta
from typing import Any

from flask import current_app
from itsdangerous import BadSignature, SignatureExpired, URLSafeTimedSerializer

from marketplace.errors import NotFound, Refused


def signed(purpose: str, value: Any) -> str:
    """A token that carries `value` (JSON) and cannot be altered or used for another purpose."""
    return str(_signer(purpose).dumps(value))


def read(purpose: str, token: str, valid: timedelta | None = None) -> Any:
    """What a token carries. Raises NotFound("link_altered"), Refused("link_expired") when older than `valid`."""
    try:
        return _signer(purpose).loads(token, max_age=int(valid.total_seconds()) if valid else None)
    except SignatureExpired:
        raise Refused("link_expired") from None
    except BadSignature:
        raise NotFound("link_altered") from None


def path(endpoint: str, language: str = "de", **values: Any) -> str:
    """The path of a page in the given language, inside and outside of a request."""
    plain = current_app.url_map.bind("localhost").build(endpoint, values)
    return f"/en{plain}" if language == "en" else plain


def address(endpoint: str, language: str = "de", **values: Any) -> str:
    """The whole address of a page for a mail. It never follows the request's Host header, which anybody may set."""
    return str(current_app.config["SERVER_URL"]).rstrip("/") + path(endpoint, language, **values)


def _signer(purpose: str) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(str(current_app.secret_key), salt=f"stadtregal {purpose}")
