"""The edition of the analysis: an index written with other word lists or other rules must be built anew."""

import zlib
from pathlib import Path

HERE = Path(__file__).parent
AT_QUERY = {"synonyms.txt"}  # read when somebody asks, so that an index does not depend on it


def _edition() -> int:
    """The checksum of all that decides the terms of a document: the rules of this package and its lists."""
    checksum = 0
    for path in sorted([*HERE.glob("*.py"), *(HERE / "data").glob("*.txt")]):
        if path.name not in AT_QUERY:
            checksum = zlib.crc32(path.read_bytes(), zlib.crc32(path.name.encode(), checksum))
    return checksum


EDITION = _edition()
