"""READ: the bytes of an inventory file become lines of strings, each with the row number a spreadsheet shows.

One module for each family of formats reads; this one finds out which. None of them knows what goods are.
"""

from marketplace.errors import Invalid
from marketplace.inventory.uploading import spreadsheets, text
from marketplace.inventory.uploading.lines import Line

OTHER_KINDS = (
    (b"%PDF", "PDF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf", "7z"),
    (b"\x1f\x8b", "gzip"),
    (b"{\\rtf", "RTF"),
    (b"<!doctype html", "HTML"),
    (b"<html", "HTML"),
)
UNREAD_TABLES = ((b"\xd0\xcf\x11\xe0", "xls"), (b"<?xml", "XML"), (b"<rss", "XML"))


def demand_table(content: bytes, most_bytes: int) -> None:
    """Refuse at a glance what cannot be an inventory file.

    Raises Invalid with "upload_empty", "upload_too_big", "upload_no_table" or "upload_format_unread".
    """
    start = content[:512].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if not start:
        raise Invalid("upload_empty")
    if len(content) > most_bytes:
        raise Invalid("upload_too_big", most_mb=most_bytes // 1_000_000)
    for signature, kind in OTHER_KINDS:
        if start.startswith(signature.lower()):
            raise Invalid("upload_no_table", kind=kind)
    for signature, kind in UNREAD_TABLES:
        if start.startswith(signature):
            raise Invalid("upload_format_unread", kind=kind)


def read(content: bytes, most_bytes: int, most_lines: int) -> list[list[Line]]:
    """Every table of a file; a text file has one. Raises Invalid with a code that begins with "upload_"."""
    demand_table(content, most_bytes)
    if content.startswith(b"PK\x03\x04"):
        return spreadsheets.read(content, most_lines)
    return [text.read(content, most_lines)]
