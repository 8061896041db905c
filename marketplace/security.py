"""What protects every request: the secret key, cookies, same-origin tokens, headers."""

import secrets
from pathlib import Path

from flask import Flask, Response, abort, current_app, g, request
from flask_wtf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

csrf = CSRFProtect()
POLICY = (
    "default-src 'self'; img-src 'self' data: blob:{tiles}; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)


def start(app: Flask) -> None:
    app.config["SECRET_KEY"] = app.config["SECRET_KEY"] or kept_key(app.config["VAR_DIR"])
    app.config.update(
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=app.config["SECURE_COOKIES"],
        MAX_CONTENT_LENGTH=app.config["UPLOAD_MAX_BYTES"] + 1_000_000,
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=False,
    )
    app.before_request(_name_the_request)
    csrf.init_app(app)
    if app.config["TRUSTED_PROXIES"]:
        hops = app.config["TRUSTED_PROXIES"]
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    app.before_request(_refuse_what_is_no_text)
    app.after_request(_protect)


def kept_key(var_dir: Path) -> str:
    """The installation's secret key: made once, readable by its owner only."""
    path = var_dir / "secret_key"
    if not path.exists():
        var_dir.mkdir(parents=True, exist_ok=True)
        aside = var_dir / f"secret_key.{secrets.token_hex(4)}"
        aside.touch(mode=0o600)
        aside.write_text(secrets.token_urlsafe(48))
        try:
            path.hardlink_to(aside)
        except FileExistsError:
            pass
        finally:
            aside.unlink()
    return path.read_text().strip()


def tiles_origin(url: str) -> str:
    """The origin a map tile comes from, as the content policy wants it; empty without tiles."""
    scheme, _, rest = url.partition("://")
    return f"{scheme}://{rest.split('/')[0]}".replace("{s}", "*") if rest else ""


def _name_the_request() -> None:
    g.request_id = secrets.token_hex(4)


def _refuse_what_is_no_text() -> None:
    """A NUL is in no text that anybody types, and PostgreSQL takes none. The API names the parameter that holds it."""
    if request.blueprint == "api":
        return
    typed = [value for _, values in request.values.lists() for value in values]
    if "\0" in request.path or any("\0" in value for value in typed):
        abort(400)


def _protect(response: Response) -> Response:
    origin = tiles_origin(current_app.config["TILES_URL"])
    consented = response.mimetype == "text/html" and request.cookies.get("tiles") == "1"
    response.headers.setdefault(
        "Content-Security-Policy", POLICY.format(tiles=f" {origin}" if origin and consented else "")
    )
    response.headers["Referrer-Policy"] = "same-origin"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Permissions-Policy"] = "camera=(self), geolocation=(self), microphone=()"
    response.headers["X-Request-Id"] = g.get("request_id", "")
    return response
