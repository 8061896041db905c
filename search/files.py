"""The file format: named arrays in one file, mapped when read, with a header that makes damage visible.

head (magic, format, length and checksum of the directory, size of the file) | directory as JSON | arrays. Each part is
filled up to 64 bytes, and its checksum covers the filling too, so that no byte can change unseen. The directory holds
shape, place and checksum of every array. Files are written aside, then renamed.
"""

import json
import mmap
import os
import struct
import zlib
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np

from search.arrays import Array
from search.errors import IndexDamaged, IndexMissing

MAGIC = b"shelves\n"
FORMAT = 3
HEAD = struct.Struct("<8sIIIQ")
ALIGN = 64
CURRENT = "current"
SUFFIX, PART = ".arrays", ".part"


class ArrayFile:
    """A written file, mapped for reading. Raises IndexDamaged when head, directory or size are not as written."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            with path.open("rb") as file:
                self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except (FileNotFoundError, ValueError) as fault:
            raise IndexDamaged(f"The index file {path.name} is missing or empty. Build the index anew.") from fault
        self._start, directory = self._read_head()
        self.meta: dict[str, Any] = directory["meta"]
        self._arrays: dict[str, tuple[str, list[int], int, int]] = directory["arrays"]

    def _read_head(self) -> tuple[int, dict[str, Any]]:
        data, name = self._map, self.path.name
        if len(data) < HEAD.size:
            raise IndexDamaged(f"The index file {name} is cut off. Build the index anew.")
        magic, version, length, checksum, size = HEAD.unpack_from(data)
        if magic != MAGIC:
            raise IndexDamaged(f"The file {name} is not one of this index. Build the index anew.")
        if version != FORMAT:
            raise IndexDamaged(f"The index file {name} has format {version}, not {FORMAT}. Build the index anew.")
        if size != len(data):
            raise IndexDamaged(f"The index file {name} has {len(data)} bytes instead of {size}. Build the index anew.")
        text = data[HEAD.size : HEAD.size + length]
        if zlib.crc32(text) != checksum:
            raise IndexDamaged(f"The directory of the index file {name} is damaged. Build the index anew.")
        return HEAD.size + length, json.loads(text)

    def __getitem__(self, name: str) -> Array:
        """The array of this name: a view of the mapped file, never a copy."""
        kind, shape, offset, _ = self._arrays[name]
        return np.ndarray(shape, dtype=kind, buffer=self._map, offset=self._start + offset)

    def get(self, name: str) -> Array | None:
        """The array of this name, None when the file has none."""
        return self[name] if name in self._arrays else None

    def between(self, beginning: str, ending: str) -> list[str]:
        """What stands between beginning and ending in the names of the arrays that have both."""
        names = (name for name in self._arrays if name.startswith(beginning) and name.endswith(ending))
        return [name.removeprefix(beginning).removesuffix(ending) for name in names]

    def texts(self, name: str) -> "Texts":
        """The list of texts written under this name by `texts`."""
        return Texts(self[f"{name}.bytes"], self[f"{name}.ends"])

    def faults(self) -> Iterator[str]:
        """A sentence for every array whose bytes are not those that were written. Reads the whole file."""
        for name, (_, _, offset, checksum) in self._arrays.items():
            place = self._start + offset
            if zlib.crc32(self._map[place : place + _aligned(self[name].nbytes)]) != checksum:
                yield f"The checksum of {name} in {self.path.name} is wrong."


class Texts(Sequence[str]):
    """Texts in a mapped file, decoded one by one when asked for."""

    def __init__(self, data: Array, ends: Array) -> None:
        self._data, self._ends = data.data, ends.data

    def __len__(self) -> int:
        return len(self._ends) - 1

    def __getitem__(self, number: Any) -> Any:
        return self.raw(number).decode()

    def raw(self, number: int) -> bytes:
        """One text as it is written, in UTF-8, which sorts as the text does."""
        return bytes(self._data[self._ends[number] : self._ends[number + 1]])

    def find(self, text: str) -> int:
        """The number of a text in a sorted list, or -1."""
        wanted = text.encode()
        number = bisect_left(range(len(self)), wanted, key=self.raw)
        return number if number < len(self) and self.raw(number) == wanted else -1


def texts(name: str, values: Iterable[str]) -> dict[str, Array]:
    """The arrays under which a list of texts is written."""
    encoded = [value.encode() for value in values]
    ends = np.zeros(len(encoded) + 1, dtype=np.int64)
    np.cumsum([len(value) for value in encoded], out=ends[1:])
    return {f"{name}.bytes": np.frombuffer(b"".join(encoded), dtype=np.uint8), f"{name}.ends": ends}


def write(path: Path, arrays: Mapping[str, Array], meta: Mapping[str, Any]) -> None:
    """Write a file aside and put it in place under its name."""
    entries: dict[str, tuple[str, tuple[int, ...], int, int]] = {}
    offset = 0
    for name, array in arrays.items():
        entries[name] = (array.dtype.str, array.shape, offset, zlib.crc32(_filled(array)))
        offset += _aligned(array.nbytes)
    directory = json.dumps({"meta": meta, "arrays": entries}).encode()
    start = _aligned(HEAD.size + len(directory))
    directory = directory.ljust(start - HEAD.size)
    with aside(path) as file:
        file.write(HEAD.pack(MAGIC, FORMAT, len(directory), zlib.crc32(directory), start + offset))
        file.write(directory)
        for array in arrays.values():
            file.write(_filled(array))


@contextmanager
def aside(path: Path) -> Iterator[BinaryIO]:
    """A file to write beside its place, put there in one step at the end. One that fails leaves no room taken."""
    part = path.with_suffix(PART)
    try:
        with part.open("wb") as file:
            yield file
        os.replace(part, path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def _filled(array: Array) -> bytes:
    """The bytes of an array with what fills them up to the next place where an array may begin."""
    return array.tobytes().ljust(_aligned(array.nbytes), b"\0")


def point(folder: Path, name: str) -> None:
    """Make a generation the current one: the one atomic step that readers see."""
    with aside(folder / CURRENT) as file:
        file.write(f"{name}\n".encode("ascii"))


def pointed(folder: Path) -> str:
    """The name of the current generation. Raises IndexMissing without one, IndexDamaged when it names nothing."""
    try:
        name = (folder / CURRENT).read_bytes().decode("ascii", "replace").strip()
    except (FileNotFoundError, NotADirectoryError) as fault:
        raise IndexMissing(f"There is no index in {folder} yet. Build it first.") from fault
    if not name.replace("-", "").isalnum():
        raise IndexDamaged(f"The file {CURRENT} in {folder} names no generation. Build the index anew.")
    return name


def _aligned(place: int) -> int:
    return -(-place // ALIGN) * ALIGN
