"""Whether there is room on the disks of the index and the database."""

import errno
import shutil
import sqlite3
from pathlib import Path

from psycopg.errors import DiskFull
from sqlalchemy.exc import DBAPIError

FULL = {errno.ENOSPC, errno.EDQUOT}


def is_wanting(fault: Exception) -> bool:
    """Whether something failed only because a disk, or our share of it, is full: it can be done later as it is."""
    cause = fault.orig if isinstance(fault, DBAPIError) else fault
    if isinstance(cause, sqlite3.Error):
        return getattr(cause, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL
    return isinstance(cause, DiskFull) or (isinstance(cause, OSError) and cause.errno in FULL)


def left_bytes(folder: Path) -> int:
    """What may still be written on the disk where a folder is, or will be."""
    return shutil.disk_usage(folder if folder.exists() else folder.parent).free
