"""How files of an index are harmed, and a copy that may be."""

import json
import shutil
from pathlib import Path

from search.files import HEAD


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-70])


def cut_to_the_head(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:10])


def lengthen(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b"more")


def empty(path: Path) -> None:
    path.write_bytes(b"")


def replace_by_foreign(path: Path) -> None:
    path.write_bytes(json.dumps({"a": "foreign file"}).encode().ljust(path.stat().st_size))


def flip_in_directory(path: Path) -> None:
    flip(path, HEAD.size + 20)


def flip(path: Path, place: int, bit: int = 0x10) -> None:
    data = bytearray(path.read_bytes())
    data[place] ^= bit
    path.write_bytes(data)


def file(folder: Path, kind: str) -> Path:
    """The one file of a kind."""
    (path,) = folder.glob(f"{kind}-*")
    return path


def apart(folder: Path, tmp_path: Path) -> Path:
    """A copy that may be broken: cutting a file that somebody has mapped kills the process."""
    return Path(shutil.copytree(folder, tmp_path / "copy"))
