"""How often one network may ask the API. Each web process counts for itself, in its memory."""

import time

from flask import Blueprint, Flask, Response, current_app, request
from flask_limiter import Limiter

from marketplace.accounts import browser


def start(app: Flask, api: Blueprint) -> None:
    """Count the requests to these addresses together, and tell each asker how many are left."""
    limiter = Limiter(browser.network, storage_uri="memory://", strategy="fixed-window")
    limiter.shared_limit(_rate, scope="api", exempt_when=_is_free)(api)
    limiter.init_app(app)

    @app.after_request
    def tell(response: Response) -> Response:
        limit = limiter.current_limit
        if limit is not None:
            seconds = min(limit.limit.get_expiry(), max(1, round(limit.reset_at - time.time())))
            response.headers["RateLimit-Limit"] = str(limit.limit.amount)
            response.headers["RateLimit-Remaining"] = str(max(0, limit.remaining))
            response.headers["RateLimit-Reset"] = str(seconds)
            if response.status_code == 429:
                response.headers["Retry-After"] = str(seconds)
        return response


def _rate() -> str:
    return f"{current_app.config['API_PER_MINUTE']} per minute"


def _is_free() -> bool:
    """A browser's preflight asks for nothing, and an installation may set no limit."""
    return request.method == "OPTIONS" or not current_app.config["API_PER_MINUTE"]
