"""How far a rebuild of the index is: told by the process that builds, read by one that waits for it."""

from datetime import datetime
from pathlib import Path

from flask import current_app


def tell(done: int, total: int) -> None:
    """Say that so many product groups of all are read."""
    _file().write_text(f"{done} {total}")


def told_since(asked: datetime) -> tuple[int, int] | None:
    """What was last told, done and total; None where nothing was told since this moment."""
    try:
        if _file().stat().st_mtime < asked.timestamp():
            return None
        done, total = _file().read_text().split()
    except (FileNotFoundError, ValueError):
        return None
    return int(done), int(total)


def _file() -> Path:
    path: Path = current_app.config["VAR_DIR"] / "index.progress"
    return path
