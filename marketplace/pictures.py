"""Pictures: checked, resized once, kept under the name of their content, served by us."""

import hashlib
import io
import secrets
from datetime import datetime
from pathlib import Path

from PIL import Image, ImageOps, UnidentifiedImageError
from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session, mapped_column

from marketplace.db import Base
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


def keep(session: Session, folder: Path, content: bytes, max_bytes: int, now: datetime) -> Picture:
    """Check an uploaded picture and keep it in all widths; a picture already known is not kept twice.

    Raises Invalid with "picture_too_big", "picture_unreadable" or "picture_too_many_pixels". What a camera wrote
    into the file (place, time, name) is not kept.
    """
    if len(content) > max_bytes:
        raise Invalid("picture_too_big", max_mb=max_bytes // 1_000_000)
    sha256 = hashlib.sha256(content).hexdigest()
    known = session.scalar(select(Picture).where(Picture.sha256 == sha256))
    image = _opened(content)
    folder.mkdir(parents=True, exist_ok=True)
    for width in WIDTHS_PX:
        _write(image, folder / file_name(sha256, width), width)
    if known:
        return known
    picture = Picture(sha256=sha256, width=image.width, height=image.height, created_at=now)
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
