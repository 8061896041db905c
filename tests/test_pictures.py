import io
import struct
import zlib
from pathlib import Path

import pytest
from PIL import ExifTags, Image, ImageDraw
from sqlalchemy import func, select

from marketplace.errors import Invalid
from marketplace.pictures import LARGEST_PIXELS, WIDTHS_PX, Kept, Picture, file_name, record, resized
from tests.make import NOON

MOST_BYTES = 8_000_000


def photo(form: str = "JPEG", size: tuple[int, int] = (1600, 1200), mode: str = "RGB", **how: object) -> bytes:
    image = Image.new(mode, size)
    ImageDraw.Draw(image).rectangle((0, 0, size[0] // 2, size[1] // 2), fill="white" if mode != "P" else 1)
    file = io.BytesIO()
    image.save(file, form, **how)
    return file.getvalue()


def from_a_phone() -> bytes:
    """Taken upright: the camera says so in the file, with the place, the time and the owner."""
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6
    exif[ExifTags.Base.Artist] = "Ana"
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] = (51.0, 11.0, 7.0)
    return photo(exif=exif)


def files(folder: Path, picture: Kept) -> list[Image.Image]:
    return [Image.open(io.BytesIO((folder / file_name(picture.sha256, width)).read_bytes())) for width in WIDTHS_PX]


def test_a_picture_is_kept_in_all_widths(tmp_path):
    picture = resized(tmp_path, photo(), MOST_BYTES)

    assert (picture.width, picture.height) == (1600, 1200)
    assert [image.size for image in files(tmp_path, picture)] == [(320, 240), (960, 720)]
    assert {image.format for image in files(tmp_path, picture)} == {"WEBP"}
    assert len(list(tmp_path.glob("*.webp"))) == len(WIDTHS_PX)


def test_a_small_picture_is_not_blown_up(tmp_path):
    picture = resized(tmp_path, photo("PNG", (100, 80)), MOST_BYTES)

    assert {image.size for image in files(tmp_path, picture)} == {(100, 80)}


def test_what_the_camera_wrote_is_dropped_and_the_picture_stands_upright(tmp_path):
    picture = resized(tmp_path, from_a_phone(), MOST_BYTES)

    for image in files(tmp_path, picture):
        assert not image.getexif()
        assert image.height > image.width
    assert b"Ana" not in b"".join(path.read_bytes() for path in tmp_path.glob("*.webp"))
    assert (picture.width, picture.height) == (1200, 1600)


@pytest.mark.parametrize(
    ("form", "mode"), [("PNG", "RGBA"), ("PNG", "P"), ("PNG", "L"), ("WEBP", "RGB"), ("JPEG", "CMYK")]
)
def test_every_kind_of_picture_is_taken(tmp_path, form, mode):
    picture = resized(tmp_path, photo(form, (40, 30), mode), MOST_BYTES)

    assert {image.size for image in files(tmp_path, picture)} == {(40, 30)}


def test_the_same_picture_is_kept_once_and_its_files_are_restored(session, tmp_path):
    first = resized(tmp_path, photo(), MOST_BYTES)
    row = record(session, first, NOON)
    (tmp_path / file_name(first.sha256, WIDTHS_PX[0])).unlink()

    again = resized(tmp_path, photo(), MOST_BYTES)

    assert again == first
    assert record(session, again, NOON) is row
    assert (row.sha256, row.width, row.height) == (first.sha256, 1600, 1200)
    assert session.scalar(select(func.count(Picture.id))) == 1
    assert files(tmp_path, again)


def bomb(width: int, height: int) -> bytes:
    """Less than a hundred bytes that claim to be a huge picture."""
    header = b"IHDR" + struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    data = b"IDAT" + zlib.compress(b"")
    chunks = (struct.pack(">I", len(part) - 4) + part + struct.pack(">I", zlib.crc32(part)) for part in (header, data))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "picture_unreadable"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "picture_unreadable"),
        (b"%PDF-1.7 not a picture", "picture_unreadable"),
        (photo()[:2_000], "picture_unreadable"),
        (photo("GIF", (10, 10)), "picture_unreadable"),
        (photo("PNG", (10, 10)) + b" " * 5_000_000, "picture_too_big"),
        (bomb(8_000, LARGEST_PIXELS // 8_000 + 1), "picture_too_many_pixels"),
        (bomb(10_000, 10_000), "picture_too_many_pixels"),
        (bomb(50_000, 50_000), "picture_too_many_pixels"),
    ],
    ids=["empty", "svg", "pdf", "cut off", "gif", "too big", "bomb", "larger bomb", "largest bomb"],
)
def test_what_is_no_picture_or_too_large_is_refused_and_nothing_is_kept(tmp_path, content, code):
    with pytest.raises(Invalid, match=code):
        resized(tmp_path, content, 4_000_000)

    assert not list(tmp_path.iterdir())
