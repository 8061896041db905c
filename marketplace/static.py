"""Static files under a release prefix, so that browsers may keep them for ever; the stylesheets as one."""

import gzip
import hashlib
import mimetypes
from dataclasses import dataclass
from pathlib import Path

from flask import Flask, Response, abort, current_app, request

from marketplace.config import ROOT

FOLDER = ROOT / "static"
SHEET = "site.css"
LAYERS = ("layers.css", "tokens.css", "reset.css", "fonts.css", "base.css", "layout.css")
FOR_EVER = "public, max-age=31536000, immutable"
COMPRESSED_TYPES = ("text/", "application/javascript", "application/json", "application/manifest+json", "image/svg+xml")

mimetypes.add_type("font/woff2", ".woff2")
mimetypes.add_type("text/javascript", ".js")
mimetypes.add_type("application/manifest+json", ".webmanifest")


@dataclass(frozen=True)
class Asset:
    """One file as it is sent: its bytes, plain and compressed (None where compression gains nothing)."""

    mimetype: str
    content: bytes
    compressed: bytes | None


def stylesheet(folder: Path = FOLDER) -> str:
    """All stylesheets in one, in the order of their layers."""
    css = folder / "css"
    files = (
        [css / name for name in LAYERS] + sorted((css / "parts").glob("*.css")) + sorted((css / "pages").glob("*.css"))
    )
    return "\n".join(path.read_text(encoding="utf-8") for path in files if path.exists())


def read(folder: Path = FOLDER) -> dict[str, Asset]:
    """Every static file by its path below the folder, and the stylesheet under its own name."""
    found = {SHEET: _asset(SHEET, stylesheet(folder).encode())}
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix != ".css":
            name = path.relative_to(folder).as_posix()
            found[name] = _asset(name, path.read_bytes())
    for path in sorted((folder / "vendor").rglob("*.css")):
        name = path.relative_to(folder).as_posix()
        found[name] = _asset(name, path.read_bytes())
    return found


def release(assets: dict[str, Asset]) -> str:
    """A short name that changes when any file does."""
    digest = hashlib.sha256()
    for name, asset in sorted(assets.items()):
        digest.update(name.encode() + asset.content)
    return digest.hexdigest()[:10]


def url(path: str) -> str:
    """Where a static file is served. The language prefix is left out: both languages share the files."""
    if path not in current_app.extensions["assets"]:
        raise LookupError(f"static file {path!r} does not exist")
    return f"/static/{current_app.extensions['release']}/{path}"


def start(app: Flask) -> None:
    app.extensions["assets"] = read()
    app.extensions["release"] = release(app.extensions["assets"])
    app.add_url_rule("/static/<release>/<path:path>", "static", _send)
    app.after_request(_compress)
    app.jinja_env.globals["static_url"] = url


def _asset(name: str, content: bytes) -> Asset:
    mimetype = mimetypes.guess_type(name)[0] or "application/octet-stream"
    compressed = gzip.compress(content, 9, mtime=0) if mimetype.startswith(COMPRESSED_TYPES) else None
    return Asset(mimetype, content, compressed)


def _send(release: str, path: str) -> Response:
    asset = current_app.extensions["assets"].get(path)
    if asset is None:
        abort(404)
    packed = asset.compressed is not None and _takes_gzip()
    response = Response(asset.compressed if packed else asset.content, mimetype=asset.mimetype)
    if packed:
        response.headers["Content-Encoding"] = "gzip"
    response.headers["Vary"] = "Accept-Encoding"
    current = release == current_app.extensions["release"]
    response.headers["Cache-Control"] = FOR_EVER if current else "no-cache"
    return response


def _compress(response: Response) -> Response:
    """Pages leave compressed; pictures, streams and files that were compressed beforehand pass."""
    if not (response.mimetype or "").startswith(COMPRESSED_TYPES) or response.is_streamed:
        return response
    response.vary.add("Accept-Encoding")
    if _takes_gzip() and not response.direct_passthrough and "Content-Encoding" not in response.headers:
        response.set_data(gzip.compress(response.get_data(), 5))
        response.headers["Content-Encoding"] = "gzip"
    return response


def _takes_gzip() -> bool:
    return request.accept_encodings.quality("gzip") > 0
