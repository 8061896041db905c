"""A disk of a few megabytes that can really be filled: a file system in memory, mounted where the test wants it."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from io import RawIOBase
from pathlib import Path

import pytest

from tests.conftest import absent


def append(file: RawIOBase, some: bytes) -> None:
    """Write the same again and again."""
    while file.write(some):
        pass


class Disk:
    """A mounted disk."""

    def __init__(self, folder: Path) -> None:
        self._ballast = folder / "ballast"

    def fill(self) -> None:
        """Leave room for not a single byte."""
        with self._ballast.open("ab", buffering=0) as file:
            for size in (1 << 16, 1):
                with pytest.raises(OSError, match="No space left on device"):
                    append(file, bytes(size))

    def clear(self) -> None:
        """Give the room back."""
        self._ballast.unlink()


@contextmanager
def mounted(folder: Path, megabytes: int) -> Iterator[Disk]:
    """A disk of this size in place of an empty folder. The test is skipped for those who may not mount one."""
    folder.mkdir(exist_ok=True)
    command = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "stadtregal-test", str(folder)]
    if os.geteuid() != 0 or subprocess.run(command, capture_output=True).returncode:
        absent("the right to mount a disk")
    try:
        yield Disk(folder)
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)
