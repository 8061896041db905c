"""Pictures: checked, resized once, kept under the name of their content, served by us."""

import hashlib
import io
import secrets
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from flask import current_app
from PIL import Image, ImageOps, UnidentifiedImageError
from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session, mapped_column
from werkzeug.datastructures import FileStorage

from marketplace.db import Base, db
from marketplace.errors import Invalid

FORMATS = ("JPEG", "PNG", "WEBP")
WIDTHS_PX = (320, 960)
LARGEST_PIXELS = 40_000_000


class Picture(Base):
    """A picture we serve. Its files are `<sha256>-<width>.webp`, one a width."""

    __tablename__ = "pictures"

    id: Mapped[int] = mapped_column(primary_key=True)
    sha256: Mapped[str] = mapped_column(unique=True)
    width: Mapped[int]
    height: Mapped[int]
    created_at: Mapped[datetime]


@dataclass(frozen=True, slots=True)
class Kept:
    """A picture whose files are in the folder; `width` and `height` are the original's, in pixels, upright."""

    sha256: str
    width: int
    height: int


def received(upload: FileStorage) -> Kept:
    """Check and keep what a form brought. Raises what resized() raises.

    EDGE: it ends the request's transaction first, because seconds may pass and nobody else could write in them.
    What was read before must be read again.
    """
    db.session.rollback()
    config = current_app.config
    return resized(config["VAR_DIR"] / "pictures", upload.read(), config["PICTURE_MAX_BYTES"])


def resized(folder: Path, content: bytes, max_bytes: int) -> Kept:
    """Check a picture and write its files in all widths; the same content has the same files.

    Raises Invalid with "picture_too_big", "picture_unreadable" or "picture_too_many_pixels". What a camera wrote
    into the file (place, time, name) is not kept.
    """
    if len(content) > max_bytes:
        raise Invalid("picture_too_big", max_mb=max_bytes // 1_000_000)
    sha256 = hashlib.sha256(content).hexdigest()
    image = _opened(content)
    folder.mkdir(parents=True, exist_ok=True)
    for width in WIDTHS_PX:
        _write(image, folder / file_name(sha256, width), width)
    return Kept(sha256, image.width, image.height)


def record(session: Session, kept: Kept, now: datetime) -> Picture:
    """The row of a picture whose files are kept; a picture already known has one."""
    known = session.scalar(select(Picture).where(Picture.sha256 == kept.sha256))
    if known:
        return known
    picture = Picture(sha256=kept.sha256, width=kept.width, height=kept.height, created_at=now)
    session.add(picture)
    return picture


def file_name(sha256: str, width: int) -> str:
    """The file of one width, in pixels."""
    return f"{sha256}-{width}.webp"


def _opened(content: bytes) -> Image.Image:
    try:
        image = Image.open(io.BytesIO(content), formats=FORMATS)
        if image.width * image.height > LARGEST_PIXELS:
            raise Invalid("picture_too_many_pixels")
        return ImageOps.exif_transpose(image).convert("RGBA" if image.mode in ("RGBA", "LA", "P") else "RGB")
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise Invalid("picture_too_many_pixels") from None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError):
        raise Invalid("picture_unreadable") from None


def _write(image: Image.Image, path: Path, width: int) -> None:
    small = image.copy()
    small.thumbnail((width, width * 2))
    aside = path.with_suffix(f".{secrets.token_hex(4)}")
    small.save(aside, "WEBP", quality=82)
    aside.replace(path)
